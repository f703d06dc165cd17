package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
)

// factor is a Factor made ready to compute with.
type factor struct {
	by     int64 // thousandths
	hours  *calendar.Calendar
	feasts *feasts
	rules  []string
}

// bindFactors compiles the factors of a plan.
func (c *Catalogue) bindFactors(o *offer) error {
	for i := range o.plan.Work.Factors {
		f := &o.plan.Work.Factors[i]
		hours, err := calendar.CompileIn(f.Schedule, c.zones)
		if err != nil {
			return fault.In(fault.Index("work.factors", i)+".schedule", err)
		}
		o.factors = append(o.factors, factor{f.Thousandths(), hours, feastsOf(f.Schedule, c.zones), f.Rules})
		o.zones = append(slices.Clip(o.zones), hours.Locations()...)
	}
	return nil
}

// stretch is a part of a session in which one factor holds, or none if that is nil.
type stretch struct {
	from, to int64
	factor   *factor
}

// held returns the whole microseconds of a stretch, which its factor is of.
func (s *stretch) held() time.Duration {
	return time.Duration(s.to - s.from).Truncate(time.Microsecond)
}

// weighs reports whether a stretch counts otherwise than it took.
func (s *stretch) weighs() bool { return s.factor != nil && s.factor.by != reckon.Once && s.held() > 0 }

// counted returns what a stretch counts as.
func (s *stretch) counted() time.Duration {
	took := time.Duration(s.to - s.from)
	if s.factor == nil {
		return took
	}
	return took + reckon.Surplus(s.held(), s.factor.by)
}

// stretches cuts a session when another plan begins to hold, or another factor. The hours of factors are
// those that hours returns.
func (b *Biller) stretches(from, to int64, hours func(*factor) *calendar.Calendar) ([]stretch, error) {
	var list []stretch
	t := &b.term
	for from < to {
		n, until := t.on(b.wall.Date(from)), to
		if n+1 < len(t.runs) {
			if next := nano.Of(b.wall.DayStart(t.runs[n+1].from)); next > from {
				until = min(until, next)
			}
		}
		part, err := t.runs[n].offer.stretches(b.instant(from), b.instant(until), hours)
		if err != nil {
			return nil, err
		}
		list = append(list, part...)
		from = until
	}
	return list, nil
}

// stretches cuts a time under one plan where another factor holds.
func (o *offer) stretches(from, to time.Time, hours func(*factor) *calendar.Calendar) ([]stretch, error) {
	rest := []calendar.Interval{{Start: from, End: to}}
	var list []stretch
	add := func(spans []calendar.Interval, f *factor) {
		for _, s := range spans {
			list = append(list, stretch{nano.Of(s.Start), nano.Of(s.End), f})
		}
	}
	for i := range o.factors {
		f := &o.factors[i]
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
	slices.SortFunc(list, func(s, u stretch) int { return int(min(max(s.from-u.from, -1), 1)) })
	return list, nil
}

func usualHours(f *factor) *calendar.Calendar { return f.hours }
