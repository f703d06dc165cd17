package plans

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
)

// Factor says that work counts more, or less, at some hours than it takes: at night, on Sundays, on public
// holidays. Of the [Work.Factors] of a plan the first one whose schedule is open holds. If none is, work counts
// as long as it takes.
//
// If nights begin at 22:00 and count 1.5 times, a session from 21:30 to 22:30 counts as 30 min + 30 min × 1.5
// = 75 min. That becomes blocks, and is drawn from the allowance and from packs; nothing is rounded before.
// Of a session over a change of plan each part counts by its own plan's factors. With Options.SplitMonths
// each month pays for what the part in it counts as. Work that another contract is charged for counts by the
// factors of that one.
//
// An estimate is of counted time. What counts for a guarantee, and what lies outside the plan's hours, is by
// the clock.
//
// Hours of holidays alone are a schedule that is open on all days but those, with a layer that is its
// complement:
//
//	{"by": "2", "schedule": {
//		"zone": "Europe/Paris", "holidays": {"code": "FR"}, "hours": [{"days": "mon-sat", "open": ["00:00-24:00"]}],
//		"layers": [{"op": "complement"}]}} // Sundays and public holidays
type Factor struct {
	// By is how many times an hour counts: above 0, at most 100, with at most three decimals. Whole microseconds
	// are multiplied: what a span of such time has beyond them counts once, so that no nanosecond is rounded.
	By       decimal.Decimal   `json:"by"`
	Schedule calendar.Schedule `json:"schedule"` // when it holds
	Rules    []string          `json:"rules,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (f Factor) MarshalJSON() ([]byte, error) { return wire.Append(nil, &f) }

// UnmarshalJSON implements json.Unmarshaler.
func (f *Factor) UnmarshalJSON(b []byte) error { return wire.Decode(b, f) }

const (
	maxFactors = 24      // of a plan
	maxFactor  = 100_000 // thousandths of the greatest
)

// Thousandths returns By in thousandths, 1500 for "1.5": 0 if Validate refuses it.
func (f Factor) Thousandths() int64 {
	num, den, ok := money.Fraction(f.By)
	if !ok || num <= 0 || den > 1000 || num > maxFactor {
		return 0
	}
	if n := num * (1000 / den); n <= maxFactor {
		return n
	}
	return 0
}

// checkFactors checks the factors of a plan.
func (w *Work) checkFactors(l *fault.List) {
	l.Check(len(w.Factors) <= maxFactors, "work.factors", len(w.Factors), "must be at most 24")
	for i := range w.Factors[:min(len(w.Factors), maxFactors)] {
		f, at := &w.Factors[i], fault.Index("work.factors", i)
		l.Check(f.Thousandths() > 0, at+".by", f.By, "must be above 0, at most 100, with at most three decimals")
		l.In(at+".schedule", f.Schedule.Validate())
		checkRules(l, at+".rules", f.Rules)
	}
}
