package penalty

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// caps adds the caps that made the amount smaller, and between them the lump sum.
func (a *Assessment) caps(steps []Step) []Step {
	t := &a.Terms
	most := t.Cap
	if most.IsZero() {
		most = decimal.New(1, 0)
	}
	owed := a.Amount
	if a.Withheld.Sign() > 0 {
		owed = a.Withheld
	} else if a.Unclaimed.Sign() > 0 {
		owed = a.Unclaimed
	}
	var r reckoned
	if r.worth = a.CappedOutages > 0 && !t.Uncapped || !t.Lump.IsZero(); r.worth {
		r.again(a)
	}
	all := a.Capped && (a.CappedOutages == 0 || !t.Uncapped) && (!r.worth || r.above)
	if a.CappedOutages > 0 {
		s := Step{Kind: StepOutageCap, Rules: []string{"D12"}, Share: t.OutageCap, Count: a.CappedOutages, Rent: a.Rent}
		if !all && !r.lump {
			s.Amount = owed
		}
		steps = append(steps, s)
	}
	if r.lump {
		amount := &steps[len(steps)-1]
		if a.CappedOutages > 0 {
			amount = &steps[len(steps)-2]
		}
		amount.Amount = r.without
		steps = append(steps, Step{
			Kind: StepLump, Rules: with(t.Cited().Rate), Share: t.Lump, Amount: r.with, Basis: t.Basis, Rent: amount.Rent, Count: amount.Count,
			Choice: pick(t.LumpAtLeast, "at_least", "added"),
		})
	}
	if all {
		s := Step{Kind: StepCap, Rules: []string{"D12"}, Share: most, Rent: a.Rent, Amount: owed}
		if t.CapOf == CapOfCharges {
			s.Rent, s.Charges, s.CapMonths, s.CapDays, s.Choice = decimal.Decimal{}, a.Charges, t.CapMonths, t.CapDays, t.CapOf.String()
		}
		if t.CapsTogether() {
			s.Owed, s.CapLastMonths = a.Owed, t.CapLastMonths
		}
		if t.Basis == ServiceDays {
			s.Basis, s.Rent, s.Count = t.Basis, decimal.Decimal{}, int(a.days())
		}
		steps = append(steps, s)
	}
	return steps
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
