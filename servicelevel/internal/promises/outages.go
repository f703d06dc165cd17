package promises

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// earliestChanged returns the earliest month of the contract whose outages or
// exclusions became known in the month of the statement, or whose penalty was claimed or lapsed in
// it, or that month itself.
func (a *Assessor) earliestChanged() calendar.Month {
	first := a.Until
	for i := range a.Act.Outages {
		o := &a.Act.Outages[i]
		if at, known := nano.OfOutage(o); a.During(known) || !o.Withdrawn.IsZero() && a.During(nano.Of(o.Withdrawn)) {
			first = min(first, at)
		}
		if a.Ends != nil && a.During(a.Ends[i]) { // it went on until then, as far as was known
			first = min(first, nano.Of(a.Act.Outages[i].End))
		}
	}
	for i := range a.Act.Exclusions {
		x := &a.Act.Exclusions[i]
		if at, known := nano.OfExclusion(x); a.During(known) || !x.Withdrawn.IsZero() && a.During(nano.Of(x.Withdrawn)) {
			first = min(first, at)
		}
	}
	first = a.firstClaimed(first)
	if a.Term.LooksWhole() {
		first = Reaching(a.Act.Outages, min(first, a.grown()))
	}
	if first >= a.From {
		return a.Month
	}
	m := a.MonthOf(first)
	if reach := a.Month.AddMonths(-a.Term.Contract.Options.Reach()); m.Compare(reach) < 0 {
		m = reach // corrections reach no further
	}
	if start := a.Term.Of(a.Term.Contract.Start); m.Compare(start) < 0 {
		return start
	}
	return m
}

// grown returns the beginning of the first outage that was longer by the end of the month of
// the statement than before it, or that end: it may count by now (D35).
func (a *Assessor) grown() int64 {
	first := a.Until
	for i := range a.Act.Outages {
		o := &a.Act.Outages[i]
		if at, _ := nano.OfOutage(o); at < a.From && (o.End.IsZero() || nano.Of(o.End) >= a.From) {
			first = min(first, at)
		}
	}
	return first
}

// Reaching returns the beginning of what may be one outage with those that had not ended
// before an instant, and began before it, or that instant: whether any of it counts is decided
// by all of it (D35).
func Reaching(outages []penalty.Outage, at int64) int64 {
	type times struct{ from, to int64 }
	reaches := func(o *penalty.Outage) (s times, ok bool) {
		s.to = math.MaxInt64
		if s.from, _ = nano.OfOutage(o); !o.End.IsZero() {
			s.to = nano.Of(o.End)
		}
		return s, s.from < at
	}
	if !slices.ContainsFunc(outages, func(o penalty.Outage) bool { s, before := reaches(&o); return before && s.to >= at }) {
		return at
	}
	all := make([]times, 0, len(outages))
	for i := range outages {
		if s, before := reaches(&outages[i]); before {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(s, t times) int { return cmp.Compare(t.to, s.to) })
	for _, s := range all {
		if s.to < at {
			break
		}
		at = min(at, s.from)
	}
	return at
}

// takenBack reports whether an outage, an exclusion or a claim of a period that an earlier statement
// knew was withdrawn in the month of the statement (D31).
func (a *Assessor) takenBack(period calendar.Interval) bool {
	gone := func(withdrawn time.Time, known int64) bool {
		return known < a.From && !withdrawn.IsZero() && a.During(nano.Of(withdrawn))
	}
	from, until := nano.Of(period.Start), nano.Of(period.End)
	return slices.ContainsFunc(a.Act.Outages, func(o penalty.Outage) bool {
		at, known := nano.OfOutage(&o)
		return gone(o.Withdrawn, known) && at < until && (o.End.IsZero() || nano.Of(o.End) > from)
	}) || slices.ContainsFunc(a.Act.Exclusions, func(x penalty.Exclusion) bool {
		at, known := nano.OfExclusion(&x)
		return gone(x.Withdrawn, known) && at < until && nano.Of(x.End) > from
	}) || slices.ContainsFunc(a.Act.Claims, func(c facts.Claim) bool {
		return gone(c.Withdrawn, nano.Of(c.Known())) && period.Contains(a.Wall.DayStart(a.Term.First(c.Month)))
	})
}
