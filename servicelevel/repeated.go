package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
)

// repeated notes the times that the clocks show twice in which instants of the statement lie.
func (b *Biller) repeated(s *Statement) {
	for i := range s.Tickets {
		w := &s.Tickets[i]
		b.note(s, w.Asked, w.Earliest)
	}
	for i := range s.Guarantees {
		r := &s.Guarantees[i].Response
		b.note(s, r.Start, r.Due, r.Answered, r.AsOf)
		for _, p := range r.Pauses {
			b.note(s, p.Start, p.End)
		}
	}
}

// note notes the times that the clocks show twice in which instants lie, in their order.
func (b *Biller) note(s *Statement, instants ...time.Time) {
	for _, t := range instants {
		if t.IsZero() {
			continue
		}
		from, until, ok := b.wall.Twice(t)
		if !ok || s.repeats(t) {
			continue
		}
		x := calendar.Interval{Start: time.Unix(from, 0).In(b.term.zone), End: time.Unix(until, 0).In(b.term.zone)}
		s.Repeated = append(s.Repeated, x)
		slices.SortFunc(s.Repeated, func(x, y calendar.Interval) int { return x.Start.Compare(y.Start) })
	}
}

// repeats reports whether the clocks show an instant twice.
func (s *Statement) repeats(t time.Time) bool {
	return slices.ContainsFunc(s.Repeated, func(x calendar.Interval) bool { return x.Contains(t) })
}

// checkRepeated refuses times that are none, or that are not one after the other.
func (s *Statement) checkRepeated(l *fault.List) {
	for i, x := range s.Repeated {
		at := fault.Index("repeated", i)
		l.In(at, x.Validate())
		l.Check(x.Start.Before(x.End), at+".end", x.End, "must be after the start")
		l.Check(i == 0 || !x.Start.Before(s.Repeated[i-1].End), at+".start", x.Start, "must not be before the end of the one before")
	}
}
