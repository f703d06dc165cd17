package servicelevel

import (
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
)

// Decimals returns how many decimals amounts of a currency are written with, by its ISO 4217 code: 2
// of "EUR" or none, 0 of "JPY", 3 of "KWD". ok is false for a code that no Edition can have, of which it says 2.
func Decimals(currency string) (n int, ok bool) {
	u, ok := money.UnitOf(currency)
	return u.Decimals(), ok
}

// currencyUnit returns the smallest unit of the amounts of a document, by its currency: that of the
// euro for a code that is none.
func currencyUnit(code string) money.Unit {
	u, _ := money.UnitOf(code)
	return u
}

// currency returns the code of a currency, "" for euros.
func (e *Edition) currency() string {
	if e.Currency == money.Euro {
		return ""
	}
	return e.Currency
}

func checkCurrency(l *fault.List, code string) {
	_, ok := money.UnitOf(code)
	l.Check(ok, "currency", code, "must be the ISO 4217 code of a currency with at most three decimals, such as \"CHF\"")
}

// checkMoney refuses an amount below zero, beyond the largest, or of a fraction of the smallest
// unit.
func checkMoney(l *fault.List, u money.Unit, field string, d decimal.Decimal) {
	if countOf(l, u, field, d) < 0 { // what is not refused is not boxed
		l.Add(field, d, "must not be negative")
	}
}

// countOf returns an amount in a unit, or refuses it and returns 0.
func countOf(l *fault.List, u money.Unit, field string, d decimal.Decimal) int64 {
	n, err := u.FromDecimal(d)
	if err != nil {
		l.In(field, fault.Wrap("", d, err))
	}
	return n
}

// termsIn returns terms whose amounts are in a unit.
func termsIn(u money.Unit, t *penalty.Terms) *penalty.Terms {
	if t == nil || t.Minor == penalty.Minor(u) {
		return t
	}
	own := *t
	own.Minor = penalty.Minor(u)
	return &own
}

// targetsIn returns targets whose amounts are in a unit.
func targetsIn(u money.Unit, t penalty.Targets) penalty.Targets {
	for i := range t.Quotas {
		if t.Quotas[i].Minor != penalty.Minor(u) {
			t.Quotas = slices.Clone(t.Quotas)
			for j := range t.Quotas {
				t.Quotas[j].Minor = penalty.Minor(u)
			}
			break
		}
	}
	return t
}

// in returns the plan with the clauses in the unit of its edition's currency.
func (p Plan) in(u money.Unit) Plan {
	if u == money.Hundredths {
		return p
	}
	if p.Availability != nil {
		own := *p.Availability
		own.Terms = *termsIn(u, &own.Terms)
		p.Availability = &own
	}
	if p.Guarantee != nil {
		own := *p.Guarantee
		own.Terms.Late = termsIn(u, own.Terms.Late)
		p.Guarantee = &own
	}
	if p.Targets != nil {
		own := *p.Targets
		own.Terms = targetsIn(u, own.Terms)
		p.Targets = &own
	}
	return p
}

// checkIn checks clauses as they are in a unit. In whichever it is, if the currency is not known:
// then thousandths have what any other has.
func checkIn(u money.Unit, check func(money.Unit) error) error {
	if u != money.Any {
		return check(u)
	}
	err := check(money.Hundredths)
	if errors.Is(err, money.ErrDecimals) {
		return check(money.Thousandths)
	}
	return err
}

// checkMinor refuses a unit of a clause that is not the one of its currency. Zero says nothing.
func checkMinor(l *fault.List, u money.Unit, field string, m penalty.Minor) {
	if m != 0 && u != money.Any && m != penalty.Minor(u) {
		l.Add(field+".minor", m, "must be that of the currency, "+penalty.Minor(u).String())
	}
}

// checkTariff refuses packs that nobody can buy in the currency.
func (p *Prices) checkTariff(l *fault.List, u money.Unit) {
	err := p.Tariff.Validate()
	l.In("prices.tariff", err)
	for i := range p.Tariff.Packs {
		if err == nil { // which says nothing of the currency
			countOf(l, u, fault.Index("prices.tariff.packs", i)+".price", p.Tariff.Packs[i].Price)
		}
	}
}

// validateGuarantee checks a guarantee whose clause is in the unit of a currency.
func validateGuarantee(u money.Unit, g penalty.Guarantee) error {
	var l fault.List
	late := g.Late
	l.In("", checkIn(u, func(u money.Unit) error {
		g.Late = termsIn(u, late)
		return g.Validate()
	}))
	if late != nil {
		checkMinor(&l, u, "late", late.Minor)
	}
	return l.Err()
}
