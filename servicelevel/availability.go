package servicelevel

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
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

// earliestChanged returns the earliest month of the contract whose outages or
// exclusions became known in the month of the statement, or that month itself.
func (b *Biller) earliestChanged() calendar.Month {
	first := b.until
	for i := range b.act.Outages {
		if at, known := outageTimes(&b.act.Outages[i]); b.during(known) {
			first = min(first, at)
		}
	}
	for i := range b.act.Exclusions {
		if at, known := exclusionTimes(&b.act.Exclusions[i]); b.during(known) {
			first = min(first, at)
		}
	}
	if first >= b.from {
		return b.month
	}
	m := b.monthOf(first)
	if start := b.term.contract.Start.MonthOf(); m.Compare(start) < 0 {
		return start
	}
	return m
}

// promise is what holds the provider to an availability over a period.
type promise struct {
	offer   *offer
	terms   *penalty.Terms
	period  calendar.Interval
	service calendar.Interval   // the part of the period in which plans that promise it were in force
	breaks  []calendar.Interval // parts of that in which one was not
}

// assess assesses the period that ends with a month. Of an earlier month only
// what late facts changed is owed.
func (b *Biller) assess(s *Statement, m calendar.Month) error {
	p, ok := b.promise(m)
	if !ok {
		return nil
	}
	list := &s.Availability
	if *list == nil {
		*list = room(&b.mem.uptimes, 1)
	}
	up := extend(list)
	up.Month = m
	now := &up.Assessment
	if err := b.assessKnown(now, &p, b.until); err != nil {
		return err
	}
	owed := inCents(now.Amount)
	if m != b.month {
		var before penalty.Assessment
		if err := b.assessKnown(&before, &p, b.from); err != nil {
			return err
		}
		cents := inCents(before.Amount)
		if before.Availability == now.Availability && cents == owed {
			*up, *list = Uptime{}, (*list)[:len(*list)-1]
			return nil
		}
		up.Before = before.Amount
		owed -= cents
	}
	now.Terms.Bands, now.Terms.Lengths = slices.Clone(now.Terms.Bands), slices.Clone(now.Terms.Lengths)
	b.assumed |= assumed(now.Assumed)
	up.Rules = p.offer.cites.availability
	if line := b.owe(s, owed); line != nil {
		line.Kind, line.Level, line.Date, line.Rules = PenaltyLine, p.offer.plan.Level, m.First(), p.offer.cites.unavailable
		if m != b.month {
			line.Corrects = m
		}
	}
	return nil
}

// promise returns the one that is to be assessed when a month ends. ok is false
// where there is none, or where its period goes on.
func (b *Biller) promise(m calendar.Month) (p promise, ok bool) {
	t := &b.term
	p.period = b.wall.interval(m)
	if ok = b.cover(&p); !ok { // an earlier month of the period may be
		year := promise{period: penalty.Year.Interval(p.period.Start, t.zone)}
		if !t.cover(&year) {
			return p, false
		}
		p.offer = year.offer
	}
	p.terms = t.penaltyTerms(p.offer)
	if months(p.terms.Period) == 1 {
		return p, ok
	}
	end := p.period.End
	if p.period = p.terms.Period.Interval(p.period.Start, t.zone); !p.period.End.Equal(end) {
		return p, false
	}
	ok = t.cover(&p)
	return p, ok
}

// cover is term.cover, which the month of the statement mostly needs not ask: one
// level has it all, and promises.
func (b *Biller) cover(p *promise) bool {
	if b.served && p.period == b.period && len(b.term.contract.Changes) == 0 {
		p.offer, p.service = b.term.offer(b.term.contract.Level), p.period
		return true
	}
	return b.term.cover(p)
}

// assessKnown assesses a promise by what was known before an instant.
func (b *Biller) assessKnown(dst *penalty.Assessment, p *promise, before int64) error {
	period := p.period
	c := penalty.Case{Rent: *b.term.contract.Rent, Period: period, Breaks: p.breaks, AsOf: period.End}
	if p.service != period {
		c.Service = p.service
	}
	if p.terms.Basis == penalty.ProRataRent || p.terms.Basis == penalty.DayRent {
		c.Rent = c.Rent.Mul(decimal.New(months(p.terms.Period), 0)) // a share of time needs the rent of the period
		if _, err := money.FromDecimal(c.Rent); err != nil {
			return fault.In("contract.rent", fault.Wrap("", c.Rent, err))
		}
	}
	from, until := nanos(period.Start), nanos(period.End)
	c.Outages = keep(&b.outages, b.act.Outages, func(o *penalty.Outage) bool {
		at, known := outageTimes(o)
		return known < before && at < until && (o.End.IsZero() || nanos(o.End) > from)
	})
	c.Exclusions = keep(&b.exclusions, b.act.Exclusions, func(x *penalty.Exclusion) bool {
		at, known := exclusionTimes(x)
		return known < before && at < until && nanos(x.End) > from
	})
	var err error
	*dst, err = penalty.Assess(*p.terms, c)
	return fault.In("activity", err)
}

// keep returns the elements of a list that are wanted: the list itself where that
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

// months returns how many monthly rents a period has.
func months(p penalty.Period) int64 {
	switch p {
	case penalty.Quarter:
		return 3
	case penalty.Year:
		return 12
	default:
		return 1
	}
}

// outageTimes returns the earliest sign of an outage, and when it became known.
func outageTimes(o *penalty.Outage) (began, known int64) {
	at := o.Start
	if at.IsZero() || !o.Declared.IsZero() && o.Declared.Before(at) {
		at = o.Declared
	}
	began = nanos(at)
	return began, knownAt(o.Recorded, began)
}

func exclusionTimes(x *penalty.Exclusion) (began, known int64) {
	began = nanos(x.Start)
	return began, knownAt(x.Recorded, began)
}

// promises reports whether a plan that the contract is ever under promises
// availability.
func (t *term) promises() bool {
	promised := t.offer(t.contract.Level).plan.Availability != nil
	for _, ch := range t.contract.Changes {
		promised = promised || t.offer(ch.Level).plan.Availability != nil
	}
	return promised
}

// cover fills in the plan that promises availability in the period, the last one
// where there are several, the span from the first to the last day in service under
// such plans, and the breaks in it (D16). It reports whether there is one.
func (t *term) cover(p *promise) bool {
	first, past := calendar.DateOf(p.period.Start.In(t.zone)), calendar.DateOf(p.period.End.In(t.zone))
	day, end := t.clip(first, past)
	if len(t.contract.Changes) == 0 && day == first && end == past {
		p.offer, p.service = t.offer(t.contract.Level), p.period // one level for all of it
		return p.offer.plan.Availability != nil
	}
	p.offer, p.service, p.breaks = nil, calendar.Interval{}, nil
	for day.Compare(end) < 0 {
		next := t.until(day, end)
		if at := t.offer(t.level(day)); at.plan.Availability != nil {
			start := day.Interval(t.zone).Start
			if p.offer == nil {
				p.service.Start = start
			} else if p.service.End.Before(start) {
				p.breaks = append(p.breaks, calendar.Interval{Start: p.service.End, End: start})
			}
			p.offer, p.service.End = at, next.Interval(t.zone).Start
		}
		day = next
	}
	return p.offer != nil
}
