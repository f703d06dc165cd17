package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// owedBefore returns what is owed for the earlier periods that a promise has a cap together with: those of
// its calendar year, or of the last months. It is as assessKnown assesses them, one after the other, since
// what is owed for each is by what was owed before it.
func (b *Biller) owedBefore(p *promise, before int64, asOf time.Time) (owed int64, err error) {
	past := b.pastOf(p, before)
	for first := p.first(b.term.Cycle); past.next.Compare(first) < 0; past.next = past.next.AddMonths(1) {
		earlier, ok := b.promise(past.next, p.which)
		if !ok {
			continue
		}
		var a penalty.Assessment
		earlier.clause, earlier.terms = p.clause, b.term.clauseTerms(earlier.offer, p.clause)
		if err := b.assessOwing(&a, &earlier, past.owed(&earlier, b.term.Cycle), min(before, b.corrigible(past.next)), asOf); err != nil {
			return 0, err
		}
		past.list = append(past.list, owedPeriod{earlier.first(b.term.Cycle), b.inCents(a.Amount)})
	}
	return past.owed(p, b.term.Cycle), nil
}

// corrigible returns until when what becomes known can change what is owed for the periods that end with a
// month: then corrections do not reach back to it.
func (b *Biller) corrigible(m calendar.Month) int64 {
	return nano.Of(b.wall.start(b.term.First(m.AddMonths(b.term.contract.Options.Reach() + 1))))
}

// owedPast is what is owed by a clause for periods one after the other, by what was known before an instant, as
// far as a statement has asked for it.
type owedPast struct {
	which, clause int
	before        int64
	from, next    calendar.Month // it has those that end from the one on and before the other
	list          []owedPeriod
}

// owedPeriod is how many cents are owed for a period, by its first month.
type owedPeriod struct {
	first calendar.Month
	cents int64
}

// pastOf returns that of a promise, which is good until another is asked for.
func (b *Biller) pastOf(p *promise, before int64) *owedPast {
	from := p.cappedFrom(b.term.Cycle)
	if p.terms.CapLastMonths > 0 {
		from = b.firstDown()
	}
	for i := range b.past {
		if x := &b.past[i]; x.which == p.which && x.clause == p.clause && x.before == before && x.from == from {
			return x
		}
	}
	b.past = append(b.past, owedPast{which: p.which, clause: p.clause, before: before, from: from, next: from})
	return &b.past[len(b.past)-1]
}

// firstDown returns the month of the contract in which something was first down: nothing is owed for the ones
// before.
func (b *Biller) firstDown() calendar.Month {
	first := b.until
	for i := range b.act.Outages {
		at, _ := nano.OfOutage(&b.act.Outages[i])
		first = min(first, at)
	}
	m := b.monthOf(first)
	if start := b.term.Of(b.term.contract.Start); m.Compare(start) < 0 {
		return start
	}
	return m
}

// owed returns how much of it is owed for the periods that a promise has a cap together with.
func (x *owedPast) owed(p *promise, months cycle.Cycle) (sum int64) {
	since, first := p.cappedFrom(months), p.first(months)
	for i := len(x.list) - 1; i >= 0 && x.list[i].first.Compare(since) >= 0; i-- {
		if x.list[i].first.Compare(first) < 0 {
			sum += x.list[i].cents
		}
	}
	return sum
}

// first returns the first month of the period of a promise.
func (p *promise) first(months cycle.Cycle) calendar.Month {
	return months.Of(calendar.DateOf(p.period.Start))
}

// cappedFrom returns the first of the months whose penalties have a cap together with those of a promise: the
// January of its calendar year, or the first of the last months.
func (p *promise) cappedFrom(months cycle.Cycle) calendar.Month {
	if n := p.terms.CapLastMonths; n > 0 {
		return months.Of(calendar.DateOf(p.period.End)).AddMonths(-n)
	}
	return calendar.Month{Year: p.first(months).Year, Month: time.January}
}
