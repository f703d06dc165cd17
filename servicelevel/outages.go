package servicelevel

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// earliestChanged returns the earliest month of the contract whose outages or
// exclusions became known in the month of the statement, or whose penalty was claimed or lapsed in
// it, or that month itself.
func (b *assessor) earliestChanged() calendar.Month {
	first := b.Until
	for i := range b.Act.Outages {
		o := &b.Act.Outages[i]
		if at, known := nano.OfOutage(o); b.During(known) || !o.Withdrawn.IsZero() && b.During(nano.Of(o.Withdrawn)) {
			first = min(first, at)
		}
		if b.ends != nil && b.During(b.ends[i]) { // it went on until then, as far as was known
			first = min(first, nano.Of(b.Act.Outages[i].End))
		}
	}
	for i := range b.Act.Exclusions {
		x := &b.Act.Exclusions[i]
		if at, known := nano.OfExclusion(x); b.During(known) || !x.Withdrawn.IsZero() && b.During(nano.Of(x.Withdrawn)) {
			first = min(first, at)
		}
	}
	first = b.firstClaimed(first)
	if b.Term.LooksWhole() {
		first = reaching(b.Act.Outages, min(first, b.grown()))
	}
	if first >= b.From {
		return b.Month
	}
	m := b.MonthOf(first)
	if reach := b.Month.AddMonths(-b.Term.Contract.Options.Reach()); m.Compare(reach) < 0 {
		m = reach // corrections reach no further
	}
	if start := b.Term.Of(b.Term.Contract.Start); m.Compare(start) < 0 {
		return start
	}
	return m
}

// grown returns the beginning of the first outage that was longer by the end of the month of
// the statement than before it, or that end: it may count by now (D35).
func (b *assessor) grown() int64 {
	first := b.Until
	for i := range b.Act.Outages {
		o := &b.Act.Outages[i]
		if at, _ := nano.OfOutage(o); at < b.From && (o.End.IsZero() || nano.Of(o.End) >= b.From) {
			first = min(first, at)
		}
	}
	return first
}

// reaching returns the beginning of what may be one outage with those that had not ended
// before an instant, and began before it, or that instant: whether any of it counts is decided
// by all of it (D35).
func reaching(outages []penalty.Outage, at int64) int64 {
	type span struct{ from, to int64 }
	reaches := func(o *penalty.Outage) (s span, ok bool) {
		s.to = math.MaxInt64
		if s.from, _ = nano.OfOutage(o); !o.End.IsZero() {
			s.to = nano.Of(o.End)
		}
		return s, s.from < at
	}
	if !slices.ContainsFunc(outages, func(o penalty.Outage) bool { s, before := reaches(&o); return before && s.to >= at }) {
		return at
	}
	spans := make([]span, 0, len(outages))
	for i := range outages {
		if s, before := reaches(&outages[i]); before {
			spans = append(spans, s)
		}
	}
	slices.SortFunc(spans, func(s, t span) int { return cmp.Compare(t.to, s.to) })
	for _, s := range spans {
		if s.to < at {
			break
		}
		at = min(at, s.from)
	}
	return at
}

// takenBack reports whether an outage, an exclusion or a claim of a period that an earlier statement
// knew was withdrawn in the month of the statement (D31).
func (b *assessor) takenBack(period calendar.Interval) bool {
	gone := func(withdrawn time.Time, known int64) bool {
		return known < b.From && !withdrawn.IsZero() && b.During(nano.Of(withdrawn))
	}
	from, until := nano.Of(period.Start), nano.Of(period.End)
	return slices.ContainsFunc(b.Act.Outages, func(o penalty.Outage) bool {
		at, known := nano.OfOutage(&o)
		return gone(o.Withdrawn, known) && at < until && (o.End.IsZero() || nano.Of(o.End) > from)
	}) || slices.ContainsFunc(b.Act.Exclusions, func(x penalty.Exclusion) bool {
		at, known := nano.OfExclusion(&x)
		return gone(x.Withdrawn, known) && at < until && nano.Of(x.End) > from
	}) || slices.ContainsFunc(b.Act.Claims, func(c Claim) bool {
		return gone(c.Withdrawn, nano.Of(c.Known())) && period.Contains(b.Wall.DayStart(b.Term.First(c.Month)))
	})
}
