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
	first := b.until
	for i := range b.act.Outages {
		o := &b.act.Outages[i]
		if at, known := nano.OfOutage(o); b.during(known) || !o.Withdrawn.IsZero() && b.during(nano.Of(o.Withdrawn)) {
			first = min(first, at)
		}
		if b.ends != nil && b.during(b.ends[i]) { // it went on until then, as far as was known
			first = min(first, nano.Of(b.act.Outages[i].End))
		}
	}
	for i := range b.act.Exclusions {
		x := &b.act.Exclusions[i]
		if at, known := nano.OfExclusion(x); b.during(known) || !x.Withdrawn.IsZero() && b.during(nano.Of(x.Withdrawn)) {
			first = min(first, at)
		}
	}
	first = b.firstClaimed(first)
	if b.term.LooksWhole() {
		first = reaching(b.act.Outages, min(first, b.grown()))
	}
	if first >= b.from {
		return b.month
	}
	m := b.monthOf(first)
	if reach := b.month.AddMonths(-b.term.Contract.Options.Reach()); m.Compare(reach) < 0 {
		m = reach // corrections reach no further
	}
	if start := b.term.Of(b.term.Contract.Start); m.Compare(start) < 0 {
		return start
	}
	return m
}

// grown returns the beginning of the first outage that was longer by the end of the month of
// the statement than before it, or that end: it may count by now (D35).
func (b *assessor) grown() int64 {
	first := b.until
	for i := range b.act.Outages {
		o := &b.act.Outages[i]
		if at, _ := nano.OfOutage(o); at < b.from && (o.End.IsZero() || nano.Of(o.End) >= b.from) {
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
		return known < b.from && !withdrawn.IsZero() && b.during(nano.Of(withdrawn))
	}
	from, until := nano.Of(period.Start), nano.Of(period.End)
	return slices.ContainsFunc(b.act.Outages, func(o penalty.Outage) bool {
		at, known := nano.OfOutage(&o)
		return gone(o.Withdrawn, known) && at < until && (o.End.IsZero() || nano.Of(o.End) > from)
	}) || slices.ContainsFunc(b.act.Exclusions, func(x penalty.Exclusion) bool {
		at, known := nano.OfExclusion(&x)
		return gone(x.Withdrawn, known) && at < until && nano.Of(x.End) > from
	}) || slices.ContainsFunc(b.act.Claims, func(c Claim) bool {
		return gone(c.Withdrawn, nano.Of(c.Known())) && period.Contains(b.wall.DayStart(b.term.First(c.Month)))
	})
}
