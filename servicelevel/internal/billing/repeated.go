package billing

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/statement"
)

// repeated notes the times that the clocks show twice in which instants of the statement lie.
func (b *Maker) repeated(s *statement.Statement) {
	from, until := b.Wall.Once(s.Period.Start.Unix()) // most instants lie in it
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
		for n := range u.Clauses() {
			a := u.Assessed(n)
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
func (b *Maker) note(s *statement.Statement, t *time.Time) {
	if t.IsZero() {
		return
	}
	from, until, ok := b.Wall.Twice(t.Unix())
	if !ok || s.Repeats(*t) {
		return
	}
	x := calendar.Interval{Start: time.Unix(from, 0).In(b.Term.Zone), End: time.Unix(until, 0).In(b.Term.Zone)}
	s.Repeated = append(s.Repeated, x)
	slices.SortFunc(s.Repeated, func(x, y calendar.Interval) int { return x.Start.Compare(y.Start) })
}
