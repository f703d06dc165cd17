package promises

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/draft"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/internal/wall"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Availability assesses the month, and earlier ones that a late fact changed.
func (a *Assessor) Availability(s *statement.Statement) error {
	if !a.Term.Promises() {
		return nil
	}
	for m := a.earliestChanged(); m.Compare(a.Month) <= 0; m = m.AddMonths(1) {
		if err := a.assess(s, m); err != nil {
			return err
		}
	}
	return nil
}

// promise is what holds the provider to an availability over a period.
type promise struct {
	which   int // of those that the contract has
	plan    *agreed.Plan
	clause  int // of those by which it was promised; 0 is the first
	terms   *penalty.Terms
	period  calendar.Interval
	service calendar.Interval   // the part of the period in which the plan was in force
	breaks  []calendar.Interval // parts of that in which it was not
}

// assess assesses what was promised for the periods that end with a month, or with the
// contract: each promise of a level by itself, by its own terms, for the days on which it holds.
func (a *Assessor) assess(s *statement.Statement, m calendar.Month) error {
	if a.Term.Contract.Options.Penalty != nil { // one clause, whatever the level
		return a.assessPromise(s, m, agreed.AnyPromise)
	}
	for i := range a.Term.Runs {
		if a.Term.Runs[i].Promise != i { // without one, or that of an earlier run
			continue
		}
		if err := a.assessPromise(s, m, i); err != nil {
			return err
		}
	}
	return nil
}

// assessPromise assesses the period of a promise that ends with a month. Of an earlier
// month only what late facts changed is owed.
func (a *Assessor) assessPromise(s *statement.Statement, m calendar.Month, which int) error {
	p, ok := a.promise(m, which)
	if !ok {
		return nil
	}
	list := &s.Availability
	if *list == nil {
		*list = draft.Room(&a.Memory.Uptimes, 1)
	}
	up := draft.Extend(list)
	up.Month, up.Level = m, p.plan.Data.Level
	if err := a.assessAll(up, &p, a.Until, a.AsOf); err != nil {
		return err
	}
	unit := reckon.OwedIn(a.Term.Unit, &up.Assessment.Terms)
	owed := unit.Count(up.Owed())
	if m != a.Month {
		var before statement.Uptime
		if err := a.assessAll(&before, &p, a.From, a.Period.Start); err != nil {
			return err
		}
		if sameUptime(up, &before) {
			*up, *list = statement.Uptime{}, (*list)[:len(*list)-1]
			return nil
		}
		up.Before = before.Owed()
		for i := range before.Clauses() {
			a.Assumed |= decided.Set(before.Assessed(i).Assumed & penalty.D35)
		}
		if a.takenBack(p.period) {
			a.Assumed |= decided.D31
		}
		owed -= unit.Count(up.Before)
	}
	for i := range up.Clauses() {
		now := up.Assessed(i)
		if ownTables(&now.Terms); now.Missed {
			a.Rounds(now.Terms.Rounding)
		}
	}
	clause := a.Term.Cited(p.plan)
	up.Rules = clause.Promised
	if up.Assessment.Terms.Basis == penalty.ServiceDays {
		return addServiceDays(s, owed)
	}
	if line := a.Owe(s, invoice.PenaltyLine, m, owed); line != nil {
		for i := range up.Clauses() {
			a.Rounds(up.Assessed(i).Terms.Rounding)
		}
		line.Level, line.Rules = p.plan.Data.Level, clause.Missed
		if m != a.Month {
			line.Corrects = m
		}
	}
	return nil
}

// addServiceDays adds days of service in hundredths.
func addServiceDays(s *statement.Statement, hundredths int64) error {
	const unit = money.Hundredths
	sum := unit.Count(s.ServiceDays) + hundredths
	if max(sum, -sum) > unit.Max() {
		return fault.New("service_days", nil, "would exceed "+unit.Most())
	}
	if s.ServiceDays = (decimal.Decimal{}); sum != 0 {
		s.ServiceDays = unit.Decimal(sum)
	}
	return nil
}

// ownTables gives terms tables of their own.
func ownTables(t *penalty.Terms) {
	t.Bands, t.Lengths, t.Numbers = slices.Clone(t.Bands), slices.Clone(t.Lengths), slices.Clone(t.Numbers)
}

// promise returns what was promised for the period that ends with a month, or as the contract
// does in it. ok is false if nothing was, or if its period goes on.
func (a *Assessor) promise(m calendar.Month, which int) (p promise, ok bool) {
	t := &a.Term
	p.which, p.period = which, a.Wall.Period(m)
	if a.Served && p.period == a.Period && len(t.Runs) == 1 { // one level has it all
		p.plan, p.service = t.Runs[0].Plan, p.period
		p.terms = t.PenaltyTerms(p.plan)
		if p.terms.Period.Months() == 1 {
			return p, p.plan.Data.Availability != nil
		}
	}
	for i := range t.Runs {
		if r := &t.Runs[i]; r.Promises(which) {
			p.plan = r.Plan
		}
	}
	if p.plan == nil {
		return p, false
	}
	p.terms = t.PenaltyTerms(p.plan)
	first, next := m, m.AddMonths(1)
	if n := p.terms.Period.Months(); n > 1 {
		first.Month -= (first.Month - 1) % time.Month(n)
		if next = first.AddMonths(n); t.LastOf(next) != m {
			return p, false
		}
	}
	p.period = calendar.Interval{Start: a.Wall.DayStart(t.First(first)), End: a.Wall.DayStart(t.First(next))}
	return p, p.cover(t, &a.Wall, t.First(first), t.First(next), which)
}

// assessKnown assesses a promise by what was known before an instant, as of one.
func (a *Assessor) assessKnown(dst *penalty.Assessment, p *promise, before int64, asOf time.Time) error {
	owed := int64(0)
	if p.terms.CapsTogether() {
		var err error
		if owed, err = a.owedBefore(p, before, asOf); err != nil {
			return err
		}
	}
	return a.assessOwing(dst, p, owed, before, asOf)
}

// assessOwing is assessKnown if so many cents are owed for earlier periods of the year.
func (a *Assessor) assessOwing(dst *penalty.Assessment, p *promise, owed, before int64, asOf time.Time) error {
	period := p.period
	c := penalty.Case{Period: period, Breaks: p.breaks, AsOf: period.End}
	if a.Term.Contract.Rent != nil { // else it owes days
		c.Rent = *a.Term.Contract.Rent
	}
	whole := agreed.LooksWhole(p.terms) // how long outages lasted is looked at, as is known (D35)
	claimed := p.terms.ClaimWithin != (penalty.ClaimTime{})
	if whole || claimed || asOf.Before(period.End) {
		c.AsOf = asOf
	}
	if claimed {
		c.Claims = a.claimed(period, before)
	}
	if p.service != period {
		c.Service = p.service
	}
	if p.terms.Basis == penalty.ProRataRent || p.terms.Basis == penalty.DayRent {
		c.Rent = c.Rent.Mul(decimal.NewFromInt(int64(p.terms.Period.Months()))) // a share of time needs the rent of the period
		if _, err := a.Term.Unit.FromDecimal(c.Rent); err != nil {
			return fault.In("contract.rent", fault.Wrap("", c.Rent, err))
		}
	}
	if p.terms.CapsTogether() {
		c.Owed = a.Term.Unit.Decimal(owed)
	}
	if p.terms.CapOf == penalty.CapOfCharges {
		if c.Charges = a.chargedUntil(p); a.InCents(c.Charges) > a.Term.Unit.Max() {
			return fault.New("contract.rent", *a.Term.Contract.Rent, "would be charged more than "+a.Term.Unit.Most())
		}
	}
	from, until := nano.Of(period.Start), nano.Of(period.End)
	lies := func(o *penalty.Outage) bool {
		at, known := nano.OfOutage(o)
		return known < before && nano.Stands(o.Withdrawn, before) && (whole || at < until && (o.End.IsZero() || nano.Of(o.End) > from))
	}
	if a.Ends == nil {
		c.Outages = keep(&a.outages, a.Act.Outages, lies)
	} else {
		c.Outages = a.knownThen(before, lies)
	}
	c.Exclusions = keep(&a.exclusions, a.Act.Exclusions, func(x *penalty.Exclusion) bool {
		at, known := nano.OfExclusion(x)
		return known < before && nano.Stands(x.Withdrawn, before) && (whole || at < until && nano.Of(x.End) > from)
	})
	return fault.In("activity", dst.Assess(p.terms, &c))
}

// knownThen returns the outages that are wanted as they were known before an instant: those
// whose end was not known go on.
func (a *Assessor) knownThen(before int64, wanted func(*penalty.Outage) bool) []penalty.Outage {
	a.outages = a.outages[:0]
	for i, o := range a.Act.Outages {
		if a.Ends[i] >= before {
			o.End = time.Time{}
		}
		if wanted(&o) {
			a.outages = append(a.outages, o)
		}
	}
	return a.outages
}

// keep returns the elements of a list that are wanted: the list itself if that
// is all of them, or a copy in buf.
func keep[T any](buf *[]T, list []T, wanted func(*T) bool) []T {
	n := 0
	for n < len(list) && wanted(&list[n]) {
		n++
	}
	if n == len(list) {
		return list
	}
	*buf = append((*buf)[:0], list[:n]...)
	for i := n + 1; i < len(list); i++ {
		if wanted(&list[i]) {
			*buf = append(*buf, list[i])
		}
	}
	return *buf
}

// cover fills in the span from the first to the last day of a period that has a promise of
// availability, the plan of the last one, and the breaks in it (D16). It reports whether
// there is such a day.
func (p *promise) cover(t *agreed.Term, w *wall.Clock, first, past calendar.Date, which int) bool {
	day, end := t.Clip(first, past)
	p.service, p.breaks = calendar.Interval{}, nil
	found := false
	for day.Compare(end) < 0 {
		next := t.HoldsUntil(day, end)
		r := &t.Runs[t.RunOn(day)]
		if r.Promises(which) {
			start := w.DayStart(day)
			if !found {
				p.service.Start = start
			} else if p.service.End.Before(start) {
				p.breaks = append(p.breaks, calendar.Interval{Start: p.service.End, End: start})
			}
			found = true
			p.plan, p.service.End = r.Plan, w.DayStart(next)
		}
		day = next
	}
	return found
}
