package servicelevel

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// availability assesses the month, and earlier ones that a late fact changed.
func (b *Biller) availability(s *Statement) error {
	if !b.term.promises() {
		return nil
	}
	for m := b.earliestChanged(); m.Compare(b.month) <= 0; m = m.AddMonths(1) {
		if err := b.assess(s, m); err != nil {
			return err
		}
	}
	return nil
}

// promise is what holds the provider to an availability over a period.
type promise struct {
	which   int // of those that the contract has
	offer   *offer
	clause  int // of those by which it was promised; 0 is the first
	terms   *penalty.Terms
	period  calendar.Interval
	service calendar.Interval   // the part of the period in which the plan was in force
	breaks  []calendar.Interval // parts of that in which it was not
}

// assess assesses what was promised for the periods that end with a month, or with the
// contract: each promise of a level by itself, by its own terms, for the days on which it holds.
func (b *Biller) assess(s *Statement, m calendar.Month) error {
	if b.term.contract.Options.Penalty != nil { // one clause, whatever the level
		return b.assessPromise(s, m, anyPromise)
	}
	for i := range b.term.runs {
		if b.term.runs[i].promise != i { // without one, or that of an earlier run
			continue
		}
		if err := b.assessPromise(s, m, i); err != nil {
			return err
		}
	}
	return nil
}

// assessPromise assesses the period of a promise that ends with a month. Of an earlier
// month only what late facts changed is owed.
func (b *Biller) assessPromise(s *Statement, m calendar.Month, which int) error {
	p, ok := b.promise(m, which)
	if !ok {
		return nil
	}
	list := &s.Availability
	if *list == nil {
		*list = room(&b.mem.uptimes, 1)
	}
	up := extend(list)
	up.Month, up.Level = m, p.offer.plan.Level
	if err := b.assessAll(up, &p, b.until, b.asOf); err != nil {
		return err
	}
	unit := reckon.OwedIn(b.term.unit, &up.Assessment.Terms)
	owed := unit.Count(up.Owed())
	if m != b.month {
		var before statement.Uptime
		if err := b.assessAll(&before, &p, b.from, b.period.Start); err != nil {
			return err
		}
		if sameUptime(up, &before) {
			*up, *list = statement.Uptime{}, (*list)[:len(*list)-1]
			return nil
		}
		up.Before = before.Owed()
		for i := range before.Clauses() {
			b.assumed |= assumed(before.Assessed(i).Assumed & penalty.D35)
		}
		if b.takenBack(p.period) {
			b.assumed |= d31
		}
		owed -= unit.Count(up.Before)
	}
	for i := range up.Clauses() {
		now := up.Assessed(i)
		if ownTables(&now.Terms); now.Missed {
			b.rounds(now.Terms.Rounding)
		}
	}
	clause := b.term.citesOf(p.offer)
	up.Rules = clause.promised
	if up.Assessment.Terms.Basis == penalty.ServiceDays {
		return addServiceDays(s, owed)
	}
	if line := b.owe(s, invoice.PenaltyLine, m, owed); line != nil {
		for i := range up.Clauses() {
			b.rounds(up.Assessed(i).Terms.Rounding)
		}
		line.Level, line.Rules = p.offer.plan.Level, clause.missed
		if m != b.month {
			line.Corrects = m
		}
	}
	return nil
}

// addServiceDays adds days of service in hundredths.
func addServiceDays(s *Statement, hundredths int64) error {
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

// anyPromise stands for all promises of availability.
const anyPromise = -1

// promises reports whether a run has a promise of availability.
func (r *run) promises(which int) bool {
	return r.promise >= 0 && (r.promise == which || which == anyPromise)
}

// promise returns what was promised for the period that ends with a month, or as the contract
// does in it. ok is false if nothing was, or if its period goes on.
func (b *Biller) promise(m calendar.Month, which int) (p promise, ok bool) {
	t := &b.term
	p.which, p.period = which, b.wall.interval(m)
	if b.served && p.period == b.period && len(t.runs) == 1 { // one level has it all
		p.offer, p.service = t.runs[0].offer, p.period
		p.terms = t.penaltyTerms(p.offer)
		if p.terms.Period.Months() == 1 {
			return p, p.offer.plan.Availability != nil
		}
	}
	for i := range t.runs {
		if r := &t.runs[i]; r.promises(which) {
			p.offer = r.offer
		}
	}
	if p.offer == nil {
		return p, false
	}
	p.terms = t.penaltyTerms(p.offer)
	first, next := m, m.AddMonths(1)
	if n := p.terms.Period.Months(); n > 1 {
		first.Month -= (first.Month - 1) % time.Month(n)
		if next = first.AddMonths(n); t.lastOf(next) != m {
			return p, false
		}
	}
	p.period = calendar.Interval{Start: b.wall.start(t.First(first)), End: b.wall.start(t.First(next))}
	return p, t.cover(&b.wall, &p, t.First(first), t.First(next), which)
}

// lastOf returns the month with whose statement a period is assessed that ends before a month:
// its last one, or the last one of the contract, after which there may be no statement.
func (t *term) lastOf(next calendar.Month) calendar.Month {
	m := next.AddMonths(-1)
	if end := t.contract.End; end.Valid() {
		if last := t.Of(end.AddDays(-1)); last.Compare(m) < 0 {
			return last
		}
	}
	return m
}

// assessKnown assesses a promise by what was known before an instant, as of one.
func (b *Biller) assessKnown(dst *penalty.Assessment, p *promise, before int64, asOf time.Time) error {
	owed := int64(0)
	if p.terms.CapsTogether() {
		var err error
		if owed, err = b.owedBefore(p, before, asOf); err != nil {
			return err
		}
	}
	return b.assessOwing(dst, p, owed, before, asOf)
}

// assessOwing is assessKnown if so many cents are owed for earlier periods of the year.
func (b *Biller) assessOwing(dst *penalty.Assessment, p *promise, owed, before int64, asOf time.Time) error {
	period := p.period
	c := penalty.Case{Period: period, Breaks: p.breaks, AsOf: period.End}
	if b.term.contract.Rent != nil { // else it owes days
		c.Rent = *b.term.contract.Rent
	}
	whole := looksWhole(p.terms) // how long outages lasted is looked at, as is known (D35)
	claimed := p.terms.ClaimWithin != (penalty.ClaimTime{})
	if whole || claimed || asOf.Before(period.End) {
		c.AsOf = asOf
	}
	if claimed {
		c.Claims = b.claimed(period, before)
	}
	if p.service != period {
		c.Service = p.service
	}
	if p.terms.Basis == penalty.ProRataRent || p.terms.Basis == penalty.DayRent {
		c.Rent = c.Rent.Mul(decimal.NewFromInt(int64(p.terms.Period.Months()))) // a share of time needs the rent of the period
		if _, err := b.term.unit.FromDecimal(c.Rent); err != nil {
			return fault.In("contract.rent", fault.Wrap("", c.Rent, err))
		}
	}
	if p.terms.CapsTogether() {
		c.Owed = b.term.unit.Decimal(owed)
	}
	if p.terms.CapOf == penalty.CapOfCharges {
		if c.Charges = b.chargedUntil(p); b.inCents(c.Charges) > b.term.unit.Max() {
			return fault.New("contract.rent", *b.term.contract.Rent, "would be charged more than "+b.term.unit.Most())
		}
	}
	from, until := nano.Of(period.Start), nano.Of(period.End)
	lies := func(o *penalty.Outage) bool {
		at, known := nano.OfOutage(o)
		return known < before && nano.Stands(o.Withdrawn, before) && (whole || at < until && (o.End.IsZero() || nano.Of(o.End) > from))
	}
	if b.ends == nil {
		c.Outages = keep(&b.outages, b.act.Outages, lies)
	} else {
		c.Outages = b.knownThen(before, lies)
	}
	c.Exclusions = keep(&b.exclusions, b.act.Exclusions, func(x *penalty.Exclusion) bool {
		at, known := nano.OfExclusion(x)
		return known < before && nano.Stands(x.Withdrawn, before) && (whole || at < until && nano.Of(x.End) > from)
	})
	return fault.In("activity", dst.Assess(p.terms, &c))
}

// knownThen returns the outages that are wanted as they were known before an instant: those
// whose end was not known go on.
func (b *Biller) knownThen(before int64, wanted func(*penalty.Outage) bool) []penalty.Outage {
	b.outages = b.outages[:0]
	for i, o := range b.act.Outages {
		if b.ends[i] >= before {
			o.End = time.Time{}
		}
		if wanted(&o) {
			b.outages = append(b.outages, o)
		}
	}
	return b.outages
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

// assessedFrom returns the first month whose outages matter if a month is assessed: the first of the longest
// period that may end with it or is capped with it. What is capped over the last months is by what was owed
// for the months before, which is by what was for those before these, from the start of the contract on.
func (t *term) assessedFrom(m calendar.Month) calendar.Month {
	most, always := 1, false
	t.each(func(terms *penalty.Terms) {
		most, always = max(most, terms.Period.Months()), always || terms.CapLastMonths > 0
		if terms.CapYear {
			most = penalty.Year.Months()
		}
	})
	if always {
		return t.Of(t.contract.Start)
	}
	return m.AddMonths(1 - most)
}

// promises reports whether a plan that the contract is ever under promises
// availability.
func (t *term) promises() bool {
	return slices.ContainsFunc(t.runs, func(r run) bool { return r.promises(anyPromise) })
}

// cover fills in the span from the first to the last day of a period that has a promise of
// availability, the plan of the last one, and the breaks in it (D16). It reports whether
// there is such a day.
func (t *term) cover(w *wall, p *promise, first, past calendar.Date, which int) bool {
	day, end := t.clip(first, past)
	p.service, p.breaks = calendar.Interval{}, nil
	found := false
	for day.Compare(end) < 0 {
		next := t.until(day, end)
		r := &t.runs[t.on(day)]
		if r.promises(which) {
			start := w.start(day)
			if !found {
				p.service.Start = start
			} else if p.service.End.Before(start) {
				p.breaks = append(p.breaks, calendar.Interval{Start: p.service.End, End: start})
			}
			found = true
			p.offer, p.service.End = r.offer, w.start(next)
		}
		day = next
	}
	return found
}
