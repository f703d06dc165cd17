package servicelevel

import (
	"reflect"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
)

// Factor says that work counts more, or less, at some hours than it takes: at night, on Sundays, on
// public holidays. Of the [Work.Factors] of a plan the first one whose schedule is open holds, and
// if none is, work counts as long as it takes.
//
// If nights begin at 22:00 and count 1.5 times, a session from 21:30 to 22:30 counts as
// 30 min + 30 min × 1.5 = 75 min. That is what becomes blocks, and is drawn from the allowance
// and from packs; nothing is rounded before. A plan's factors are those of the days on which it
// holds: of a session over a change of plan each part counts by its own. With
// Options.SplitMonths each month pays for what the part in it counts as.
//
// An estimate is of counted time, as nobody knows then when the work will be done. What counts for a
// guarantee, and what lies outside the plan's hours, is by the clock. Work that another contract is
// charged for counts by the factors of that one.
//
// Hours of holidays alone are a schedule that is open on all days but those, with a layer that
// is its complement:
//
//	{"by": "2", "schedule": {
//		"zone": "Europe/Paris", "holidays": {"code": "FR"}, "hours": [{"days": "mon-sat", "open": ["00:00-24:00"]}],
//		"layers": [{"op": "complement"}]}} // Sundays and public holidays
type Factor struct {
	// By is how many times an hour counts: above 0, at most 100, with at most three decimals.
	// It is of whole microseconds: what a span of such time has beyond them counts once, so
	// that what it all comes to is a whole number of nanoseconds.
	By       decimal.Decimal   `json:"by"`
	Schedule calendar.Schedule `json:"schedule"` // when it holds
	Rules    []string          `json:"rules,omitzero"`
}

// Weighed is time worked that a Factor held for.
type Weighed struct {
	By   decimal.Decimal `json:"by"`
	Time time.Duration   `json:"time"` // by the clock
}

// MarshalJSON implements json.Marshaler.
func (f Factor) MarshalJSON() ([]byte, error) { return wire.Append(nil, &f) }

// UnmarshalJSON implements json.Unmarshaler.
func (f *Factor) UnmarshalJSON(b []byte) error { return wire.Decode(b, f) }

// MarshalJSON implements json.Marshaler.
func (w Weighed) MarshalJSON() ([]byte, error) { return wire.Append(nil, &w) }

// UnmarshalJSON implements json.Unmarshaler.
func (w *Weighed) UnmarshalJSON(b []byte) error { return wire.Decode(b, w) }

const (
	maxFactors = 24      // of a plan
	once       = 1000    // what By has of a thousandth
	maxFactor  = 100_000 // the same of the greatest
)

// thousandths returns how many thousandths of once a factor is, 0 if that is none.
func thousandths(by decimal.Decimal) int64 {
	num, den, ok := money.Fraction(by)
	if !ok || num <= 0 || den > once || num > maxFactor {
		return 0
	}
	if n := num * (once / den); n <= maxFactor {
		return n
	}
	return 0
}

// checkFactors checks the factors of a plan.
func (w *Work) checkFactors(l *fault.List) {
	l.Check(len(w.Factors) <= maxFactors, "work.factors", len(w.Factors), "must be at most 24")
	for i := range w.Factors[:min(len(w.Factors), maxFactors)] {
		f, at := &w.Factors[i], fault.Index("work.factors", i)
		l.Check(thousandths(f.By) > 0, at+".by", f.By, "must be above 0, at most 100, with at most three decimals")
		l.In(at+".schedule", f.Schedule.Validate())
		checkRules(l, at+".rules", f.Rules)
	}
}

// countsAs reports whether time counts under another plan as it does under this one.
func (w *Work) countsAs(other *Work) bool {
	return slices.EqualFunc(w.Factors, other.Factors, func(f, g Factor) bool {
		return f.By.Equal(g.By) && reflect.DeepEqual(f.Schedule, g.Schedule)
	})
}

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
		o.factors = append(o.factors, factor{thousandths(f.By), hours, feastsOf(f.Schedule, c.zones), f.Rules})
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
func (s *stretch) weighs() bool { return s.factor != nil && s.factor.by != once && s.held() > 0 }

// surplus returns what a time of whole microseconds counts more than it took by a factor, or less: a
// microsecond counts as many nanoseconds as the factor has thousandths.
func surplus(held time.Duration, by int64) time.Duration {
	return held / time.Microsecond * time.Duration(by-once)
}

// counted returns what a stretch counts as.
func (s *stretch) counted() time.Duration {
	took := time.Duration(s.to - s.from)
	if s.factor == nil {
		return took
	}
	return took + surplus(s.held(), s.factor.by)
}

// stretches cuts a session when another plan begins to hold, or another factor. The hours of factors are
// those that hours returns.
func (b *Biller) stretches(from, to int64, hours func(*factor) *calendar.Calendar) ([]stretch, error) {
	var list []stretch
	t := &b.term
	for from < to {
		n, until := t.on(b.wall.date(from)), to
		if n+1 < len(t.runs) {
			if next := nanos(b.wall.start(t.runs[n+1].from)); next > from {
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
			list = append(list, stretch{nanos(s.Start), nanos(s.End), f})
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
