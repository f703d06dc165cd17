package promises

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
func (a *Assessor) owedBefore(p *promise, before int64, asOf time.Time) (owed int64, err error) {
	past := a.pastOf(p, before)
	for first := p.first(a.Term.Cycle); past.next.Compare(first) < 0; past.next = past.next.AddMonths(1) {
		earlier, ok := a.promise(past.next, p.which)
		if !ok {
			continue
		}
		var assessed penalty.Assessment
		earlier.clause, earlier.terms = p.clause, a.Term.ClauseTerms(earlier.plan, p.clause)
		if err := a.assessOwing(&assessed, &earlier, past.owed(&earlier, a.Term.Cycle), min(before, a.corrigible(past.next)), asOf); err != nil {
			return 0, err
		}
		past.list = append(past.list, owedPeriod{earlier.first(a.Term.Cycle), a.InCents(assessed.Amount)})
	}
	return past.owed(p, a.Term.Cycle), nil
}

// corrigible returns until when what becomes known can change what is owed for the periods that end with a
// month: then corrections do not reach back to it.
func (a *Assessor) corrigible(m calendar.Month) int64 {
	return nano.Of(a.Wall.DayStart(a.Term.First(m.AddMonths(a.Term.Contract.Options.Reach() + 1))))
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
func (a *Assessor) pastOf(p *promise, before int64) *owedPast {
	from := p.cappedFrom(a.Term.Cycle)
	if p.terms.CapLastMonths > 0 {
		from = a.firstDown()
	}
	for i := range a.past {
		if x := &a.past[i]; x.which == p.which && x.clause == p.clause && x.before == before && x.from == from {
			return x
		}
	}
	a.past = append(a.past, owedPast{which: p.which, clause: p.clause, before: before, from: from, next: from})
	return &a.past[len(a.past)-1]
}

// firstDown returns the month of the contract in which something was first down: nothing is owed for the ones
// before.
func (a *Assessor) firstDown() calendar.Month {
	first := a.Until
	for i := range a.Act.Outages {
		at, _ := nano.OfOutage(&a.Act.Outages[i])
		first = min(first, at)
	}
	m := a.MonthOf(first)
	if start := a.Term.Of(a.Term.Contract.Start); m.Compare(start) < 0 {
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
