package response

import (
	"database/sql/driver"
	"math"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// Outcome is how an incident stands to its guarantee.
type Outcome uint8

// The outcomes.
const (
	InTime  Outcome = iota // answered while the clock showed at most what was guaranteed
	Late                   // not answered by then
	Waiting                // unanswered as yet, and in time so far
)

var outcomeNames = []string{"in_time", "late", "waiting"}

// String returns the text form, such as "in_time".
func (o Outcome) String() string { return enum.String(outcomeNames, "outcome", o) }

// MarshalText implements encoding.TextMarshaler.
func (o Outcome) MarshalText() ([]byte, error) { return enum.Marshal(outcomeNames, "outcome", o) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (o *Outcome) UnmarshalText(b []byte) error { return enum.Parse(o, outcomeNames, "outcome", b) }

// Value implements driver.Valuer.
func (o Outcome) Value() (driver.Value, error) { return column.Text(o.MarshalText()) }

// Scan implements sql.Scanner.
func (o *Outcome) Scan(src any) error { return column.Scan(o.UnmarshalText, "outcome", src) }

// Answer is how an incident was answered, or that it is not answered as yet.
type Answer struct {
	ID     string        `json:"id,omitzero"`
	Start  time.Time     `json:"start"`  // when the clock started
	Within time.Duration `json:"within"` // what was guaranteed
	// Due is when the clock shows Within: the deadline, zero while an open pause holds it off.
	Due      time.Time `json:"due,omitzero"`
	Answered time.Time `json:"answered,omitzero"` // zero: not yet
	Outcome  Outcome   `json:"outcome"`
	// Elapsed is the time on the guarantee's clock to the answer, or to the as-of instant.
	Elapsed time.Duration `json:"elapsed"`
	// Margin is Within less Elapsed: what was to spare on the clock, or negative how late the answer is on it
	// (D19).
	Margin time.Duration `json:"margin"`
	// InHours says that the clock ran in opening hours only; else it ran around the clock.
	InHours bool `json:"in_hours,omitzero"`
	// Pauses are when the clock stood still, as far as that matters to Due or Elapsed, in order and without
	// overlap.
	Pauses []calendar.Pause `json:"pauses,omitzero"`
	// AsOf is, of an incident that is not answered, the instant up to which it was looked at.
	AsOf time.Time `json:"as_of,omitzero"`
}

// overdue returns how long after Due the answer came, or had not come by the as-of instant,
// in real time: hours and later pauses do not matter. It is 0 if the answer is not late.
func (r Answer) overdue() time.Duration {
	if r.Outcome != Late {
		return 0
	}
	until := r.Answered
	if until.IsZero() {
		until = r.AsOf
	}
	return until.Round(0).Sub(r.Due.Round(0)) // without a monotonic reading
}

// Lateness returns how late an answer is by a clause: on the clock of the guarantee, or with
// penalty.Terms.RealTime how long after Due it came, or had not come by the as-of instant (D19). Nil is on
// the clock. It is 0 if the answer is not late.
func (r *Answer) Lateness(t *penalty.Terms) time.Duration {
	if t != nil && t.RealTime {
		return r.overdue()
	}
	return max(0, -r.Margin)
}

// Validate refuses an answer whose figures contradict each other.
func (r Answer) Validate() error {
	var l fault.List
	enum.Check(&l, "outcome", outcomeNames, r.Outcome)
	l.Check(r.Margin == r.Within-r.Elapsed, "margin", r.Margin, "must be what is guaranteed less what the clock shows")
	l.Check((r.Outcome == Late) == (r.Margin < 0), "margin", r.Margin, "must be negative where the answer is late, and only there")
	l.Check(r.Elapsed >= 0, "elapsed", r.Elapsed, "must not be negative")
	l.Check(r.Answered.IsZero() || r.AsOf.IsZero(), "as_of", r.AsOf, "must be absent where the incident is answered")
	for i := range r.Pauses {
		l.In(fault.Index("pauses", i), r.Pauses[i].Validate())
	}
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (r Answer) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *Answer) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// Attainment is how many incidents were answered in time, such as of a month. Those that still wait count
// neither way.
type Attainment struct {
	InTime  int `json:"in_time"`
	Late    int `json:"late"`
	Waiting int `json:"waiting,omitzero"`
}

// Validate refuses negative counts.
func (a Attainment) Validate() error {
	var l fault.List
	l.Check(a.InTime >= 0, "in_time", a.InTime, "must not be negative")
	l.Check(a.Late >= 0, "late", a.Late, "must not be negative")
	l.Check(a.Waiting >= 0, "waiting", a.Waiting, "must not be negative")
	return l.Err()
}

// Ratio returns the share answered in time, reduced; 1 if none was due.
func (a Attainment) Ratio() penalty.Ratio { return a.share().Ratio() }

// Below reports whether the share answered in time is strictly below a goal such as 0.95.
func (a Attainment) Below(goal decimal.Decimal) bool { return a.share().Below(goal) }

// Percent is penalty.Availability.Percent of the share answered in time.
func (a Attainment) Percent(decimals int) string { return a.share().Percent(decimals) }

// share is the same share as an availability, whose arithmetic it borrows.
func (a Attainment) share() penalty.Availability {
	inTime := max(a.InTime, 0)
	late := min(max(a.Late, 0), math.MaxInt-inTime)
	return penalty.Availability{Down: time.Duration(late), Total: time.Duration(inTime + late)}
}

// MarshalJSON implements json.Marshaler.
func (a Attainment) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *Attainment) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// Penalty returns what the late ones among some answers cost under g.Late, as penalty.AssessLate has it for
// their Lateness. "5 % of the rent per answer missed" is
//
//	penalty.Terms{Target: 1, PerOutage: true, Lengths: []penalty.Length{{Credit: 0.05}}}
//
// Without g.Late nothing is owed (D19). The period is the one of the rent.
func (g Guarantee) Penalty(rent decimal.Decimal, period calendar.Interval, answers []Answer) (penalty.Assessment, error) {
	if len(answers) > penalty.MaxOutages {
		var l fault.List
		_, err := penalty.AssessLate(g.Late, rent, period, nil)
		l.In("", err)
		l.Add("responses", len(answers), "must not be more than 100000")
		return penalty.Assessment{}, l.Err()
	}
	var late []time.Duration
	for i := range answers {
		if answers[i].Outcome == Late {
			late = append(late, max(0, answers[i].Lateness(g.Late)))
		}
	}
	return penalty.AssessLate(g.Late, rent, period, late)
}
