package choices

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/statement"
)

// chooseTerms adds what the terms chose by which availability was assessed, or late
// interventions charged.
func (b chooser) chooseTerms(of *choices, s *statement.Statement) {
	decision := decided.Set(1) << of.n
	if decision&(decided.D4|decided.D15) != 0 && b.Assumed&decision != 0 { // of the month itself
		of.beginsOn(of.next(chosen(&b.Term, of.n)))
	}
	for i := range s.Availability {
		u := &s.Availability[i]
		for clause := range u.Clauses() {
			if a := u.Assessed(clause); restsOn(a)&decision != 0 {
				of.addAssessed(a, statement.OfAvailability)
			}
		}
		if decision == decided.D12 && cappedTogether(u) {
			of.next("share_together").Share = u.Combined.Cap
		}
	}
	for i := range s.Lateness {
		if x := &s.Lateness[i]; RestsOnLateness(x)&decision != 0 {
			of.addAssessed(&x.Assessment, statement.OfLateness)
		}
	}
	for i := range s.Quotas {
		if r := &s.Quotas[i].Result; RestsOnQuota(r)&decision != 0 {
			of.addTerms(&penalty.Terms{Target: r.Quota.Target, Uncapped: r.Quota.Uncapped}, statement.OfQuotas)
		}
	}
}

// addAssessed adds what an assessment, or its terms, chose.
func (c *choices) addAssessed(a *penalty.Assessment, of statement.Subject) {
	if c.n != 36 {
		c.addTerms(&a.Terms, of)
		return
	}
	c.next(dayChoice(a)).Of = of
}

// addTerms adds what the terms of a clause chose.
func (c *choices) addTerms(t *penalty.Terms, of statement.Subject) {
	if c.n == 12 {
		c.addCaps(t, of)
		return
	}
	d := c.next(t.Choice(1 << c.n))
	if (decided.D9|decided.D10|decided.D11|decided.D12)>>c.n&1 == 1 { // others are of availability alone
		d.Of = of
	}
	switch {
	case c.n == 11 && t.Counting != penalty.ProRata && t.Counting != penalty.CalendarDays:
		d.Time = unitOf(t)
	case c.n == 10 && !t.Excess:
		d.Time = t.Deductible
	}
	c.beginsOn(d)
	if c.n == 9 && !t.Figure.IsZero() {
		d := c.next("rounded")
		d.Of, d.Share = of, t.Figure
	} else if c.n == 14 && t.MaintenanceBudget > 0 {
		c.next("maintenance_budget").Time = t.MaintenanceBudget
	}
}

// beginsOn has what a month is, a quarter or a year be one of months that do not begin with the calendar's (D4).
func (c *choices) beginsOn(d *statement.Assumption) {
	if c.months == 0 {
		return
	}
	switch d.Choice {
	case "calendar_month":
		d.Choice = "anniversary_month"
	case "quarter":
		d.Choice = "anniversary_quarter"
	case "year":
		d.Choice = "anniversary_year"
	default:
		return
	}
	d.Day = c.months.MonthDay()
}

// allOfIt is the share of a cap that is none below what is paid.
var allOfIt = decimal.New(1, 0)

// addCaps adds the cap of a period, and that of an outage.
func (c *choices) addCaps(t *penalty.Terms, of statement.Subject) {
	d := c.next("share")
	d.Of, d.Share = of, t.Cap
	if t.CapOf == penalty.CapOfCharges {
		d.Choice += "_of_charges"
	}
	switch {
	case t.CapYear:
		d.Choice += "_for_year"
	case t.CapLastMonths > 0:
		d.Choice, d.Months = d.Choice+"_for_months", t.CapLastMonths
	}
	if t.Basis == penalty.ServiceDays {
		d.Choice = "share_of_days"
	}
	switch {
	case t.Uncapped:
		d.Choice = "none"
	case t.Cap.IsZero():
		d.Share = allOfIt
	}
	if !t.OutageCap.IsZero() {
		d := c.next("share_per_outage")
		d.Of, d.Share = of, t.OutageCap
	}
}

// unitOf is the unit of terms that count units.
func unitOf(t *penalty.Terms) time.Duration {
	if t.Unit == 0 {
		return time.Hour
	}
	return t.Unit
}

// chooseLate adds what late interventions cost (D19) by each clause that the statement looks at:
// the contract's, or of its plans those of what is listed as late.
func (b chooser) chooseLate(of *choices, s *statement.Statement) {
	add := func(terms *penalty.Terms) {
		latenessBy(of.next(""), terms)
		if terms.RealTime {
			of.next("in_real_time")
		}
		if !terms.Lump.IsZero() {
			lumpBy(of.next(""), terms)
		}
	}
	if b.Term.Contract.Options.Late != nil {
		add(b.Term.LateClauses[0].Terms)
		return
	}
	looked, which := make([]bool, len(b.Term.LateClauses)), make(map[string]int, len(b.Term.LateClauses))
	for i := range b.Term.LateClauses {
		which[b.Term.LateClauses[i].Ref] = i
	}
	for i := range s.Guarantees {
		r := &s.Guarantees[i].Response
		if late := b.RunAt(nano.Of(r.Start)).Late; late >= 0 && r.Outcome == response.Late {
			looked[late] = true
		}
	}
	for i := range s.Lateness {
		looked[which[s.Lateness[i].Ref]] = true
	}
	for i := range looked {
		if looked[i] {
			add(b.Term.LateClauses[i].Terms)
		}
	}
	if len(of.list) == of.from { // of a plan without a clause
		of.next(chosen(&b.Term, of.n))
	}
}

// latenessBy says what late interventions cost by some terms (D19).
func latenessBy(d *statement.Assumption, t *penalty.Terms) {
	switch {
	case len(t.Bands) > 0:
		d.Choice = "in_bands"
		return
	case len(t.Numbers) > 0:
		d.Choice = "by_number"
		return
	case len(t.Lengths) > 1 && t.PerOutage:
		d.Choice = "by_length"
		return
	case len(t.Lengths) > 1:
		d.Choice = "by_length_in_all"
		return
	case len(t.Lengths) == 1 && t.PerOutage:
		d.Choice = "per_breach"
	case len(t.Lengths) == 1:
		d.Choice = "once"
	case t.Basis == penalty.ProRataRent:
		d.Choice = "per_time"
	default:
		d.Choice, d.Time = "per_unit", unitOf(t)
	}
	cost := t.Rate
	if len(t.Lengths) == 1 {
		cost = t.Lengths[0].Credit
	}
	setCost(d, cost, t.Basis)
}

// lumpBy says what late interventions of a month cost once, besides or at least, if they do; it is a
// share of the rent if what they cost for a time is one of the rent of that.
func lumpBy(d *statement.Assumption, t *penalty.Terms) {
	d.Choice = "lump"
	if t.LumpAtLeast {
		d.Choice = "lump_at_least"
	}
	basis := t.Basis
	if basis == penalty.ProRataRent {
		basis = penalty.Rent
	}
	setCost(d, t.Lump, basis)
}

// setCost says what something costs: an amount, or a share of some rent.
func setCost(d *statement.Assumption, cost decimal.Decimal, basis penalty.Basis) {
	if d.Basis = basis; basis == penalty.Amount {
		d.Price = cost
	} else {
		d.Share = cost
	}
}
