package calendar

import (
	"fmt"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Pause is a time in which a service-level clock stands still, [Start, End), such as while the customer has
// to answer (D18). A zero End is a pause that is still open.
type Pause struct {
	Start  time.Time `json:"start"`
	End    time.Time `json:"end,omitzero"`
	Reason string    `json:"reason,omitzero"` // for Explain
}

// Validate refuses a pause without a start, or that ends before it starts.
func (p Pause) Validate() error {
	var l fault.List
	l.Check(!p.Start.IsZero(), "start", nil, "is missing")
	l.Check(p.End.IsZero() || !p.End.Before(p.Start), "end", p.End, "must not be before the start")
	checkText(&l, "reason", p.Reason)
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (p Pause) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *Pause) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }

// PausedError reports that Due has no instant to give: a pause that is still open begins before enough open
// time has passed.
type PausedError struct {
	Since time.Time     // when that pause stopped the clock
	Left  time.Duration // the open time that is still to pass
}

// Error implements error.
func (e *PausedError) Error() string {
	return fmt.Sprintf("calendar: paused since %s with %s left", e.Since.Format(time.RFC3339Nano), e.Left)
}

// Elapsed returns the open time from one instant to a later one that lies in no pause. Pauses come in any
// order and may overlap, which counts once. A to before from is refused.
func (c *Calendar) Elapsed(from, to time.Time, pauses []Pause) (time.Duration, error) {
	sum, err := c.Between(from, to)
	if err != nil {
		return 0, err
	}
	if to.Before(from) {
		return 0, fault.New("to", to, "must not be before from, "+from.Format(time.RFC3339Nano))
	}
	stops, err := stopsOf(pauses)
	if err != nil {
		return 0, err
	}
	for _, s := range stops {
		if x := s.in(Interval{from, to}); !x.Empty() {
			paused, _ := c.Between(x.Start, x.End) // lies in the range, which is inside the window
			sum -= paused
		}
	}
	return sum, nil
}

// Due returns the earliest instant from start on by which d of open time outside the pauses has passed: the
// deadline of a clock that starts then. With d = 0 it is the start itself. A negative d is refused. If a
// pause is still open when the deadline would come, that is a *PausedError.
func (c *Calendar) Due(start time.Time, d time.Duration, pauses []Pause) (time.Time, error) {
	if d < 0 {
		return time.Time{}, fault.New("d", d, "must not be negative")
	}
	if _, ok := c.measure(start); !ok {
		return time.Time{}, c.rangeError(start, d)
	}
	stops, err := stopsOf(pauses)
	if err != nil {
		return time.Time{}, err
	}
	at, left := start, d
	for _, s := range stops {
		if left == 0 || !s.open && !s.End.After(at) {
			continue
		}
		if s.Start.After(at) {
			passed, err := c.Between(at, s.Start)
			if err != nil || left <= passed { // due before the pause, or never
				break
			}
			at, left = s.Start, left-passed
		}
		if s.open {
			return time.Time{}, &PausedError{Since: at, Left: left}
		}
		at = s.End
	}
	return c.Add(at, left)
}

// A stop is one pause, or what is left of it behind the ones that began before.
type stop struct {
	Interval        // without an End where open
	open     bool   // the pause has no end
	reason   string // why
}

// in returns the part of bounds in which the clock stands still.
func (s stop) in(bounds Interval) Interval {
	if s.open {
		s.End = bounds.End
	}
	return s.Intersect(bounds)
}

// stopsOf returns the pauses in order and without overlap.
func stopsOf(pauses []Pause) ([]stop, error) {
	if len(pauses) == 0 {
		return nil, nil
	}
	if len(pauses) > MaxEntries {
		return nil, fault.New("pauses", len(pauses), "must be at most 10000")
	}
	var l fault.List
	for i, p := range pauses {
		l.In(fault.Index("pauses", i), p.Validate())
	}
	if err := l.Err(); err != nil {
		return nil, err
	}
	sorted := slices.Clone(pauses)
	slices.SortStableFunc(sorted, func(a, b Pause) int { return a.Start.Compare(b.Start) })
	out := make([]stop, 0, len(sorted))
	var end time.Time
	for _, p := range sorted {
		s := stop{Interval{p.Start, p.End}, p.End.IsZero(), p.Reason}
		if s.Start.Before(end) {
			s.Start = end
		}
		if s.open {
			return append(out, s), nil
		}
		if !s.Empty() {
			out = append(out, s)
			end = s.End
		}
	}
	return out, nil
}
