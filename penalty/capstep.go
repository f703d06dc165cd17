package penalty

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// caps adds the caps that made the amount smaller, and between them the lump sum, behind the step of the amount.
func (t *tracer) caps() {
	a, terms := t.Assessment, &t.Terms
	amount := len(t.steps) - 1
	owed := a.Amount
	if a.Withheld.Sign() > 0 {
		owed = a.Withheld
	} else if a.Unclaimed.Sign() > 0 {
		owed = a.Unclaimed
	}
	var r reckoned
	if r.worth = a.CappedOutages > 0 && !terms.Uncapped || !terms.Lump.IsZero(); r.worth {
		r.again(a)
	}
	all := a.Capped && (a.CappedOutages == 0 || !terms.Uncapped) && (!r.worth || r.above)
	if a.CappedOutages > 0 {
		s := Step{Kind: StepOutageCap, Rules: t.with("D12"), Share: terms.OutageCap, Count: a.CappedOutages, Rent: a.Rent}
		if !all && !r.lump {
			s.Amount = owed
		}
		t.add(s)
	}
	if r.lump {
		of := &t.steps[amount]
		of.Amount = r.without
		t.add(Step{
			Kind: StepLump, Rules: t.with(t.cited.Rate), Share: terms.Lump, Amount: r.with, Basis: terms.Basis, Rent: of.Rent, Count: of.Count,
			Choice: pick(terms.LumpAtLeast, "at_least", "added"),
		})
	}
	if all {
		t.capOfAll(owed)
	}
}

// capOfAll adds the cap of all that is owed.
func (t *tracer) capOfAll(owed decimal.Decimal) {
	terms := &t.Terms
	s := Step{Kind: StepCap, Rules: t.with("D12"), Share: terms.Cap, Rent: t.Rent, Amount: owed}
	if s.Share.IsZero() {
		s.Share = decimal.New(1, 0)
	}
	if terms.CapOf == CapOfCharges {
		s.Rent, s.Charges, s.CapMonths, s.CapDays, s.Choice = decimal.Decimal{}, t.Charges, terms.CapMonths, terms.CapDays, terms.CapOf.String()
	}
	if terms.CapsTogether() {
		s.Owed, s.CapLastMonths = t.Owed, terms.CapLastMonths
	}
	if terms.Basis == ServiceDays {
		s.Basis, s.Rent, s.Count = terms.Basis, decimal.Decimal{}, int(t.days())
	}
	t.add(s)
}

// reckoned is what an assessment does not keep of how its amount came about.
type reckoned struct {
	worth         bool // it can make a difference
	above         bool // what is owed exceeds the cap of the period, be it by less than a unit of the currency
	lump          bool // a lump sum is owed
	without, with decimal.Decimal
}

// again reckons the amount once more.
func (r *reckoned) again(a *Assessment) {
	var l fault.List
	var f figures
	f.read(&a.Terms, &l)
	rent, err := a.Terms.money().FromDecimal(a.Rent)
	if !l.Empty() || err != nil {
		return // no assessment
	}
	rent = a.base(rent)
	var o owed
	d := downtime{down: a.Availability.Down, each: a.Each, dates: a.Dates}
	scratch := *a
	if scratch.owed(&o, &f, &d, rent) != nil {
		return
	}
	r.above = a.ceiling(&f, rent).compare(&o, rent) > 0
	if o.lump == nil {
		return
	}
	rounding := money.Rounding(a.Terms.Rounding)
	bare := o
	bare.lump = nil
	r.lump = !o.atLeast || bare.exact(rent).Cmp(o.lump) < 0
	r.with = a.Terms.amount(o.round(rounding, rent))
	whole := owed{price: o.price, x: o.whole}
	r.without = a.Terms.amount(whole.round(rounding, rent))
}

// amount is what is owed, as far as an amount goes.
func (t *Terms) amount(n int64, err error) decimal.Decimal {
	u := t.owes()
	if err != nil {
		n = u.Max()
	}
	return u.Decimal(min(n, u.Max()))
}
