package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

// repeated notes the times that the clocks show twice in which instants of the statement lie.
func (b *Biller) repeated(s *Statement) {
	from, until := b.wall.Once(s.Period.Start.Unix()) // most instants lie in it
	note := func(t *time.Time) {
		if second := t.Unix(); second < from || second >= until {
			b.note(s, t)
		}
	}
	for i := range s.Tickets {
		w := &s.Tickets[i]
		note(&w.Asked)
		note(&w.Earliest)
	}
	for i := range s.Availability {
		u := &s.Availability[i]
		for n := range u.clauses() {
			a := u.clause(n)
			if a.Claim != penalty.Unneeded {
				note(&a.Claimed)
				note(&a.ClaimBy)
			}
			for i := range a.NotClaimed {
				note(&a.NotClaimed[i].At)
				note(&a.NotClaimed[i].By)
			}
			for i := range a.InTime {
				note(&a.InTime[i].At)
				note(&a.InTime[i].By)
			}
		}
	}
	for i := range s.Guarantees {
		r := &s.Guarantees[i].Response
		note(&r.Start)
		note(&r.Due)
		note(&r.Answered)
		note(&r.AsOf)
		for i := range r.Pauses {
			note(&r.Pauses[i].Start)
			note(&r.Pauses[i].End)
		}
	}
}

// note notes the time that the clocks show twice in which an instant lies, in their order.
func (b *Biller) note(s *Statement, t *time.Time) {
	if t.IsZero() {
		return
	}
	from, until, ok := b.wall.Twice(t.Unix())
	if !ok || s.Repeats(*t) {
		return
	}
	x := calendar.Interval{Start: time.Unix(from, 0).In(b.term.zone), End: time.Unix(until, 0).In(b.term.zone)}
	s.Repeated = append(s.Repeated, x)
	slices.SortFunc(s.Repeated, func(x, y calendar.Interval) int { return x.Start.Compare(y.Start) })
}

// Repeats reports whether the clocks of the contract's zone show an instant of the statement
// twice: it lies in one of Repeated, so that only its offset tells it from another.
func (s *Statement) Repeats(t time.Time) bool {
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
