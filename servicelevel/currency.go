package servicelevel

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Decimals returns how many decimals amounts of a currency are written with, by its ISO 4217 code: 2
// of "EUR" or none, 0 of "JPY", 3 of "KWD". ok is false for a code that no Edition can have, of which it says 2.
func Decimals(currency string) (n int, ok bool) {
	u, ok := money.UnitOf(currency)
	return u.Decimals(), ok
}

// Currency returns the ISO 4217 code of what the amounts of the edition are in, as documents have it: empty for
// euros.
func (c *Catalogue) Currency() string {
	if c.made() != nil {
		return ""
	}
	return currencyOf(&c.edition)
}

// currencyOf returns the code of an edition's currency, "" for euros.
func currencyOf(e *plans.Edition) string {
	if e.Currency == money.Euro {
		return ""
	}
	return e.Currency
}

// planIn returns a plan with the clauses in the unit of its edition's currency.
func planIn(u money.Unit, p plans.Plan) plans.Plan {
	if u == money.Hundredths {
		return p
	}
	if p.Availability != nil {
		own := *p.Availability
		own.Terms = *check.Terms(u, &own.Terms)
		if own.Besides != nil {
			further := check.Further(u, *own.Besides)
			own.Besides = &further
		}
		p.Availability = &own
	}
	if p.Guarantee != nil {
		own := *p.Guarantee
		own.Terms.Late = check.Terms(u, own.Terms.Late)
		p.Guarantee = &own
	}
	if p.Targets != nil {
		own := *p.Targets
		own.Terms = check.Targets(u, own.Terms)
		p.Targets = &own
	}
	return p
}

// currency returns the code of the currency of the contract, "" for euros.
func (t *term) currency() string { return t.lists[0].cat.Currency() }

// checkAmounts refuses amounts of the contract that its currency does not have.
func (t *term) checkAmounts(l *fault.List) {
	ct := t.contract
	if ct.Rent != nil {
		money.Count(l, t.unit, "rent", *ct.Rent)
	}
	o := &ct.Options
	if o.HourPrice != nil {
		money.Count(l, t.unit, "options.hour_price", *o.HourPrice)
	}
	if o.Penalty != nil {
		check.Availability(l, t.unit, "options.penalty", o.Penalty)
		check.Besides(l, t.unit, "options.penalty_besides", o.Penalty, o.PenaltyBesides)
	}
	if o.Late != nil {
		l.In("options", check.Guarantee(t.unit, response.Guarantee{Within: time.Second, Late: o.Late}))
	}
}

// checkIn refuses amounts of an activity that a currency does not have.
func checkIn(a *Activity, u money.Unit) error {
	var l fault.List
	for i := range a.Purchases {
		if price := a.Purchases[i].Price; price != nil {
			money.Count(&l, u, fault.Index("purchases", i)+".price", *price)
		}
	}
	for i := range a.Removals {
		if price := a.Removals[i].Price; price != nil {
			money.Count(&l, u, fault.Index("removals", i)+".price", *price)
		}
	}
	for i := range a.Charges {
		money.Count(&l, u, fault.Index("charges", i)+".price", a.Charges[i].Price)
	}
	return l.Err()
}
