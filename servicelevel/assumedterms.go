package servicelevel

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/cycle"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/statement"
)

// restsOn returns the decisions that an assessment rests on, be they those of its clause
// (penalty.Terms.Stated): all that its trace cites.
func restsOn(a *penalty.Assessment) assumed {
	t := &a.Terms
	of := a.Assumed | t.Stated&(penalty.D4|penalty.D13|penalty.D14|penalty.D15|penalty.D16|penalty.D35) | penalty.D9
	if !a.Missed {
		return assumed(of)
	}
	if len(t.Bands)+len(t.Numbers) == 0 {
		of |= penalty.D10 | penalty.D11
	}
	if a.Capped {
		of |= penalty.D12
	}
	rests := assumed(of | penalty.D21)
	if dayChoice(a) != "" {
		rests |= d36
	}
	return rests
}

// dayChoice says what the rent of a time is a share of (D36), or nothing if that makes no
// difference.
func dayChoice(a *penalty.Assessment) string {
	switch t := &a.Terms; {
	case t.Basis != penalty.DayRent && (t.Basis != penalty.ProRataRent || a.Service.Empty() && len(a.Breaks) == 0):
		return ""
	case t.RentInService:
		return "days_in_service"
	}
	return "calendar_days"
}

// chooseTerms appends what the terms chose by which availability was assessed, or late
// interventions charged.
func (b *Biller) chooseTerms(list []statement.Assumption, s *Statement, n int) []statement.Assumption {
	of, chosen := assumed(1)<<n, choices{list: list, from: len(list), months: b.term.Cycle}
	if of&(d4|d15) != 0 && b.assumed&of != 0 { // of the month itself
		d := statement.Assumption{Rule: decisionIDs[n], Choice: b.term.chosen(n)}
		beginsOn(&d, b.term.Cycle)
		chosen.add(&d)
	}
	for i := range s.Availability {
		u := &s.Availability[i]
		for clause := range u.Clauses() {
			switch a := u.Assessed(clause); {
			case restsOn(a)&of == 0:
			case of == d36:
				chosen.add(&statement.Assumption{Rule: decisionIDs[n], Choice: dayChoice(a), Of: statement.OfAvailability})
			default:
				chosen.addTerms(&a.Terms, n, statement.OfAvailability)
			}
		}
		if n == 12 && cappedTogether(u) {
			chosen.add(&statement.Assumption{Rule: decisionIDs[n], Choice: "share_together", Share: u.Combined.Cap})
		}
	}
	for i := range s.Lateness {
		x := &s.Lateness[i]
		switch {
		case lateRestsOn(x)&of == 0:
		case of == d36:
			chosen.add(&statement.Assumption{Rule: decisionIDs[n], Choice: dayChoice(&x.Assessment), Of: statement.OfLateness})
		default:
			chosen.addTerms(&x.Assessment.Terms, n, statement.OfLateness)
		}
	}
	for i := range s.Quotas {
		if r := &s.Quotas[i].Result; restsOnQuota(r)&of != 0 {
			chosen.addTerms(&penalty.Terms{Target: r.Quota.Target, Uncapped: r.Quota.Uncapped}, n, statement.OfQuotas)
		}
	}
	return chosen.list
}

// addTerms adds what the terms of a clause chose for decision n.
func (c *choices) addTerms(t *penalty.Terms, n int, of statement.Subject) {
	d := statement.Assumption{Rule: decisionIDs[n]}
	if (d9|d10|d11|d12)>>n&1 == 1 { // others are of availability alone
		d.Of = of
	}
	switch {
	case n == 12:
		c.addCaps(t, of)
		return
	case n == 11 && t.Counting != penalty.ProRata && t.Counting != penalty.CalendarDays:
		d.Time = unitOf(t)
	case n == 10 && !t.Excess:
		d.Time = t.Deductible
	}
	d.Choice = t.Choice(1 << n)
	beginsOn(&d, c.months)
	if c.add(&d); n == 9 && !t.Figure.IsZero() {
		c.add(&statement.Assumption{Rule: d.Rule, Choice: "rounded", Of: of, Share: t.Figure})
	} else if n == 14 && t.MaintenanceBudget > 0 {
		c.add(&statement.Assumption{Rule: d.Rule, Choice: "maintenance_budget", Time: t.MaintenanceBudget})
	}
}

// beginsOn has what a month is, a quarter or a year be one of months that do not begin with the calendar's (D4).
func beginsOn(d *statement.Assumption, months cycle.Cycle) {
	if months == 0 {
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
	d.Day = months.MonthDay()
}

// addCaps adds the cap of a period, and that of an outage.
func (c *choices) addCaps(t *penalty.Terms, of statement.Subject) {
	d := statement.Assumption{Rule: "D12", Choice: "share", Of: of, Share: t.Cap}
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
		d.Share = one
	}
	if c.add(&d); !t.OutageCap.IsZero() {
		c.add(&statement.Assumption{Rule: "D12", Choice: "share_per_outage", Of: of, Share: t.OutageCap})
	}
}

// unitOf is the unit of terms that count units.
func unitOf(t *penalty.Terms) time.Duration {
	if t.Unit == 0 {
		return time.Hour
	}
	return t.Unit
}

// lateRestsOn returns the decisions that what late interventions cost rests on. What lateness is, and
// that all of it counts if the clause lets no time pass, is D19's.
func lateRestsOn(x *statement.Lateness) (rests assumed) {
	t := &x.Assessment.Terms
	if x.Tolerant() {
		rests |= d9
	}
	if !x.Assessment.Missed {
		return rests
	}
	rests |= d12
	if len(t.Bands)+len(t.Numbers) == 0 {
		if rests |= d11; x.Tolerant() || t.Deductible > 0 {
			rests |= d10
		}
	}
	if t.Basis == penalty.DayRent {
		rests |= d36
	}
	return rests
}

// chooseLate appends what late interventions cost (D19) by each clause that the statement looks at:
// the contract's, or of its plans those of what is listed as late.
func (b *Biller) chooseLate(list []statement.Assumption, s *Statement, d statement.Assumption) []statement.Assumption {
	chosen := choices{list: list, from: len(list)}
	add := func(terms *penalty.Terms) {
		d := d
		latenessBy(&d, terms)
		if chosen.add(&d); terms.RealTime {
			chosen.add(&statement.Assumption{Rule: d.Rule, Choice: "in_real_time"})
		}
		if !terms.Lump.IsZero() {
			d := statement.Assumption{Rule: d.Rule}
			lumpBy(&d, terms)
			chosen.add(&d)
		}
	}
	if b.term.contract.Options.Late != nil {
		add(b.term.lates[0].terms)
		return chosen.list
	}
	looked, which := make([]bool, len(b.term.lates)), make(map[string]int, len(b.term.lates))
	for i := range b.term.lates {
		which[b.term.lates[i].ref] = i
	}
	for i := range s.Guarantees {
		r := &s.Guarantees[i].Response
		if of := b.runAt(nanos(r.Start)).late; of >= 0 && r.Outcome == response.Late {
			looked[of] = true
		}
	}
	for i := range s.Lateness {
		looked[which[s.Lateness[i].Ref]] = true
	}
	for i := range looked {
		if looked[i] {
			add(b.term.lates[i].terms)
		}
	}
	if len(chosen.list) == chosen.from { // of a plan without a clause
		d.Choice = b.term.chosen(19)
		chosen.add(&d)
	}
	return chosen.list
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
