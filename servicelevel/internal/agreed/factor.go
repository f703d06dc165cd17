package agreed

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/internal/wall"
)

// Factor is a plans.Factor made ready to compute with.
type Factor struct {
	By     int64              // thousandths
	Hours  *calendar.Calendar // in which it holds
	Feasts *Feasts            // what D26 decides of them; nil if they have no holidays of France
	Rules  []string
}

// bindFactors compiles the factors of a plan.
func (c *Catalogue) bindFactors(o *Plan) error {
	for i := range o.Data.Work.Factors {
		f := &o.Data.Work.Factors[i]
		hours, err := calendar.CompileIn(f.Schedule, c.zones)
		if err != nil {
			return fault.In(fault.Index("work.factors", i)+".schedule", err)
		}
		o.Factors = append(o.Factors, Factor{f.Thousandths(), hours, feastsOf(f.Schedule, c.zones), f.Rules})
		o.zones = append(slices.Clip(o.zones), hours.Locations()...)
	}
	return nil
}

// Stretch is a part of a session in which one factor holds, or none if that is nil.
type Stretch struct {
	from, to int64
	Factor   *Factor
}

// Held returns the whole microseconds of a stretch, which its factor is of.
func (s *Stretch) Held() time.Duration {
	return time.Duration(s.to - s.from).Truncate(time.Microsecond)
}

// Weighs reports whether a stretch counts otherwise than it took.
func (s *Stretch) Weighs() bool { return s.Factor != nil && s.Factor.By != reckon.Once && s.Held() > 0 }

// Counted returns what a stretch counts as.
func (s *Stretch) Counted() time.Duration {
	took := time.Duration(s.to - s.from)
	if s.Factor == nil {
		return took
	}
	return took + reckon.Surplus(s.Held(), s.Factor.By)
}

// stretches cuts a time under one plan when another factor begins to hold.
func (o *Plan) stretches(from, to time.Time, hours func(*Factor) *calendar.Calendar) ([]Stretch, error) {
	rest := []calendar.Interval{{Start: from, End: to}}
	var list []Stretch
	add := func(spans []calendar.Interval, f *Factor) {
		for _, s := range spans {
			list = append(list, Stretch{nano.Of(s.Start), nano.Of(s.End), f})
		}
	}
	for i := range o.Factors {
		f := &o.Factors[i]
		open, err := hours(f).Open(from, to)
		if err != nil {
			return nil, fault.In("", err)
		}
		held := slices.Collect(open)
		for _, span := range rest {
			add(calendar.Clip(held, span), f)
		}
		rest = calendar.Subtract(rest, held)
	}
	add(rest, nil)
	slices.SortFunc(list, func(s, u Stretch) int { return int(min(max(s.from-u.from, -1), 1)) })
	return list, nil
}

// UsualHours returns the hours of a factor as its plan has them.
func UsualHours(f *Factor) *calendar.Calendar { return f.Hours }

// Stretches cuts a session, by its instants in Unix nanoseconds, when another plan begins to hold, or another factor.
// The hours of factors are those that hours returns: see UsualHours.
func (t *Term) Stretches(w *wall.Clock, from, to int64, hours func(*Factor) *calendar.Calendar) ([]Stretch, error) {
	var list []Stretch
	for from < to {
		n, until := t.RunOn(w.Date(from)), to
		if n+1 < len(t.Runs) {
			if next := nano.Of(w.DayStart(t.Runs[n+1].From)); next > from {
				until = min(until, next)
			}
		}
		part, err := t.Runs[n].Plan.stretches(t.Instant(from), t.Instant(until), hours)
		if err != nil {
			return nil, err
		}
		list = append(list, part...)
		from = until
	}
	return list, nil
}

// Parts returns the months that a session lies in, with what it counts as there by the factors
// of the plans, or nil if that is as long as it takes.
func (t *Term) Parts(w *wall.Clock, from, to int64) ([]credit.Part, error) {
	list, err := t.Stretches(w, from, to, UsualHours)
	if err != nil || !slices.ContainsFunc(list, func(s Stretch) bool { return s.Counted() != time.Duration(s.to-s.from) }) {
		return nil, err
	}
	day := w.Date(from)
	parts := []credit.Part{{Day: day}}
	for end := t.monthEnds(w, day, to); len(list) > 0; {
		s := list[0]
		if s.to <= end {
			list = list[1:]
		} else {
			s.to, list[0].from = end, end
		}
		p := &parts[len(parts)-1]
		p.Time += time.Duration(s.to - s.from)
		p.Counted += s.Counted()
		if s.to == end && len(list) > 0 {
			day = w.Date(end)
			parts, end = append(parts, credit.Part{Day: day}), t.monthEnds(w, day, to)
		}
	}
	return parts, nil
}

// monthEnds returns when the month of a day ends as far as sessions are split there (D5), but not
// after an instant.
func (t *Term) monthEnds(w *wall.Clock, day calendar.Date, to int64) int64 {
	if !t.Contract.Options.SplitMonths {
		return to
	}
	return min(to, nano.Of(w.Period(t.Of(day)).End))
}
