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
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// GoalState is how a ticket stands to a goal.
type GoalState uint8

// The states of a goal.
const (
	GoalRuns    GoalState = iota // not reached, and in time so far; the clock runs as its hours are open
	GoalPaused                   // the same, and the ticket is in a state in which the clock stands still
	GoalMet                      // reached while the clock showed at most what was promised
	GoalMissed                   // not reached by then
	GoalDropped                  // the ticket was merged or withdrawn before that was decided (D37)
)

var goalStateNames = []string{"runs", "paused", "met", "missed", "dropped"}

// String returns the text form, such as "met".
func (s GoalState) String() string { return enum.String(goalStateNames, "state", s) }

// MarshalText implements encoding.TextMarshaler.
func (s GoalState) MarshalText() ([]byte, error) { return enum.Marshal(goalStateNames, "state", s) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *GoalState) UnmarshalText(b []byte) error { return enum.Parse(s, goalStateNames, "state", b) }

// Value implements driver.Valuer.
func (s GoalState) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *GoalState) Scan(src any) error { return column.Scan(s.UnmarshalText, "state", src) }

// Standing is how a ticket stands to one goal, with what led there.
type Standing struct {
	Ticket string   `json:"ticket,omitzero"`
	Kind   GoalKind `json:"kind"`
	// Priority and Plan are those by whose goal the ticket is measured: those that it had until the goal was
	// reached, or has.
	Priority string        `json:"priority,omitzero"`
	Plan     string        `json:"plan,omitzero"`
	State    GoalState     `json:"state"`
	Start    time.Time     `json:"start"`  // when the clock started
	Within   time.Duration `json:"within"` // what it may show
	// Due is when the clock shows Within, by what was known as the goal was reached or is known; it may be
	// before the ticket came to this priority. It is zero while a state holds it off.
	Due time.Time `json:"due,omitzero"`
	// Elapsed is what the clock shows: what ran in each of Legs.
	Elapsed time.Duration `json:"elapsed"`
	// Margin is Within less Elapsed: what is to spare, or negative how late it is.
	Margin time.Duration `json:"margin"`
	// Reached is when the goal was reached; else AsOf is up to when it was looked at.
	Reached  time.Time `json:"reached,omitzero"`
	AsOf     time.Time `json:"as_of,omitzero"`
	Warnings []Warning `json:"warnings,omitzero"`
	// Legs are the times under one priority and plan each, in order and without a gap.
	Legs []Leg `json:"legs"`
}

// Warning is a share of the time of a goal, and when it has passed.
type Warning struct {
	Share decimal.Decimal `json:"share"`
	// At is when the clock shows the share. It is zero while a state holds it off.
	At time.Time `json:"at,omitzero"`
	// Passed says that the clock shows it: before the goal was reached, or by the instant asked for.
	Passed bool `json:"passed,omitzero"`
}

// Leg is a time in which the clock of a goal ran by one priority and plan.
type Leg struct {
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Priority string    `json:"priority,omitzero"`
	Plan     string    `json:"plan,omitzero"`
	// Hours names the opening hours in which the clock ran; empty is around the clock.
	Hours string `json:"hours,omitzero"`
	// Without says that this priority has no such goal, so that no clock ran.
	Without bool `json:"without,omitzero"`
	// Pauses are the states in which the clock stood still, and the times for which the ticket was resolved, in
	// the order in which they began. They may overlap; one without an end goes on.
	Pauses  []calendar.Pause `json:"pauses,omitzero"`
	Elapsed time.Duration    `json:"elapsed"` // open time outside the pauses
}

// Validate refuses a standing whose figures contradict each other.
func (s Standing) Validate() error {
	var l fault.List
	enum.Check(&l, "kind", goalKindNames, s.Kind)
	enum.Check(&l, "state", goalStateNames, s.State)
	l.Check(s.Within > 0 && s.Within <= penalty.MaxPeriod, "within", s.Within, "must be above 0 and at most 10 years")
	l.Check(len(s.Legs) > 0, "legs", nil, "must be one at least")
	sum := time.Duration(0)
	for i := range s.Legs {
		leg, at := &s.Legs[i], fault.Index("legs", i)
		l.In(at, leg.check())
		sum += min(max(0, leg.Elapsed), math.MaxInt64-sum) // up to 292 years
		if i > 0 {
			l.Check(leg.From.Equal(s.Legs[i-1].To), at+".from", leg.From, "must be where the one before it ends")
		}
	}
	l.Check(s.Elapsed == sum, "elapsed", s.Elapsed, "must be what ran in all legs")
	l.Check(s.Margin == s.Within-s.Elapsed, "margin", s.Margin, "must be what is promised less what the clock shows")
	l.Check((s.State == GoalMissed) == (s.Margin < 0), "state", s.State, "must be missed where the margin is negative, and only there")
	l.Check(s.State != GoalMet || !s.Reached.IsZero(), "reached", nil, "is missing of a goal that is met")
	l.Check(s.State == GoalMet || s.State == GoalMissed || s.Reached.IsZero(), "reached", s.Reached, "must be absent of a goal that is not reached")
	l.Check(s.Reached.IsZero() != s.AsOf.IsZero(), "as_of", s.AsOf, "must be given where the goal is not reached, and only there")
	for i := range s.Warnings {
		l.In(fault.Index("warnings", i), s.Warnings[i].check())
	}
	return l.Err()
}

// check refuses a leg that ends before it begins, or in which more time ran than it has.
func (g *Leg) check() error {
	var l fault.List
	l.Check(!g.To.Before(g.From), "to", g.To, "must not be before its beginning")
	l.Check(g.Elapsed >= 0 && g.Elapsed <= max(0, g.To.Sub(g.From)), "elapsed", g.Elapsed, "must lie between 0 and the length of the leg")
	for i := range g.Pauses {
		l.In(fault.Index("pauses", i), g.Pauses[i].Validate())
	}
	return l.Err()
}

// check refuses a share outside 0 to 10.
func (w *Warning) check() error {
	n, ok := money.Billionths(w.Share, maxWarning)
	if !ok || n == 0 {
		return fault.New("share", w.Share, "must be above 0 and at most 10, with at most nine decimals")
	}
	return nil
}

// MarshalJSON implements json.Marshaler.
func (s Standing) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Standing) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// Value implements driver.Valuer.
func (s Standing) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner.
func (s *Standing) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "standing", src) }

// MarshalJSON implements json.Marshaler.
func (g Leg) MarshalJSON() ([]byte, error) { return wire.Append(nil, &g) }

// UnmarshalJSON implements json.Unmarshaler.
func (g *Leg) UnmarshalJSON(b []byte) error { return wire.Decode(b, g) }

// MarshalJSON implements json.Marshaler.
func (w Warning) MarshalJSON() ([]byte, error) { return wire.Append(nil, &w) }

// UnmarshalJSON implements json.Unmarshaler.
func (w *Warning) UnmarshalJSON(b []byte) error { return wire.Decode(b, w) }
