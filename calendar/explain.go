package calendar

import (
	"database/sql/driver"
	"time"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/wire"
)

// Reason says why a stretch of time counted or did not.
type Reason uint8

// The reasons. The zero value is Counted.
const (
	Counted     Reason = iota // open
	ClosedHours               // outside the hours of a day that has some
	DayOff                    // a day of the week without hours, such as the weekend
	OnHoliday                 // a public holiday
	ByException               // a date whose exception closes it, then or altogether
	Paused                    // open, but the clock stood still
	ByLayer                   // open by the schedule and its first layers, closed by a later one
)

var reasonNames = [...]string{"counted", "closed_hours", "day_off", "on_holiday", "by_exception", "paused", "by_layer"}

// String returns the text form, such as "closed_hours".
func (r Reason) String() string { return enum.String(reasonNames[:], "reason", r) }

// MarshalText implements encoding.TextMarshaler.
func (r Reason) MarshalText() ([]byte, error) { return enum.Marshal(reasonNames[:], "reason", r) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (r *Reason) UnmarshalText(b []byte) error { return enum.Parse(r, reasonNames[:], "reason", b) }

// Value implements driver.Valuer.
func (r Reason) Value() (driver.Value, error) { return column.Text(r.MarshalText()) }

// Scan implements sql.Scanner.
func (r *Reason) Scan(src any) error { return column.Scan(r.UnmarshalText, "reason", src) }

// Stretch is a part of a range, of one date, and why it counted or did not.
type Stretch struct {
	Interval Interval  `json:"interval"`
	Date     Date      `json:"date"` // on which it lies in the calendar's zone
	Why      Reason    `json:"why"`
	Holidays []Holiday `json:"holidays,omitzero"` // of that date, even where it was open
	Note     string    `json:"note,omitzero"`     // the reason of the pause or of the date's exception
}

// MarshalJSON implements json.Marshaler.
func (s Stretch) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Stretch) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// Explain accounts for every nanosecond of [from, to): the stretches follow each other without gap or
// overlap, and those that are Counted add up to Elapsed(from, to, pauses). It refuses what Elapsed refuses.
// It takes time for each stretch, of which years have thousands.
func (c *Calendar) Explain(from, to time.Time, pauses []Pause) ([]Stretch, error) {
	if _, err := c.Elapsed(from, to, pauses); err != nil {
		return nil, err
	}
	stops, _ := stopsOf(pauses) // Elapsed found nothing wrong with them
	open, _ := c.Open(from, to)
	e := explainer{plan: c.plan, stops: stops, at: c.instant(from.Unix(), int64(from.Nanosecond()))}
	e.seek()
	for x := range open {
		e.upTo(x.Start, false)
		e.upTo(x.End, true)
	}
	e.upTo(c.instant(to.Unix(), int64(to.Nanosecond())), false)
	return e.out, nil
}

// An explainer walks along a range, from at on.
type explainer struct {
	plan  *plan
	stops []stop // those that may still matter
	at    time.Time
	rule  dayRule // of the date that at lies on
	until int64   // the Unix second at which that date ends
	out   []Stretch
}

// seek sets the rule to the date on which at lies.
func (e *explainer) seek() {
	n := e.plan.dateAt(e.at.Unix())
	e.rule, e.until = e.plan.day(n), e.plan.begins(n+1)
}

// upTo accounts for the time from at to end, all of it open or all of it not.
func (e *explainer) upTo(end time.Time, open bool) {
	for e.at.Before(end) {
		if e.at.Unix() >= e.until {
			e.seek()
		}
		s := Stretch{
			Interval: Interval{e.at, end},
			Date:     dateOfNumber(e.rule.day),
			Why:      e.rule.why,
			Holidays: e.plan.holidaysOn(e.rule.day),
		}
		if next := time.Unix(e.until, 0).In(end.Location()); next.Before(end) {
			s.Interval.End = next
		}
		if x := e.rule.exception; x != nil {
			s.Note = x.reason
		}
		if len(e.plan.layers) > 0 {
			e.layer(&s)
		}
		if open {
			e.stop(&s)
		}
		e.put(s)
		e.at = s.Interval.End
	}
}

// layer says which layer opened or closed a stretch, if one did, and shortens it to the part for which that holds.
func (e *explainer) layer(s *Stretch) {
	v := e.plan.verdict(s.Interval.Start.Unix())
	if until := time.Unix(v.until, 0).In(s.Interval.End.Location()); until.Before(s.Interval.End) {
		s.Interval.End = until
	}
	if v.by >= 0 {
		s.Why, s.Note = ByLayer, e.plan.layers[v.by].reason
	}
}

// put adds a stretch to the account: to the last one, if a layer parted it from that for nothing.
func (e *explainer) put(s Stretch) {
	if n := len(e.out); n > 0 && len(e.plan.layers) > 0 {
		if last := &e.out[n-1]; last.Date == s.Date && last.Why == s.Why && last.Note == s.Note {
			last.Interval.End = s.Interval.End
			return
		}
	}
	e.out = append(e.out, s)
}

// stop says of an open stretch whether it counted, and shortens it to where that
// changes.
func (e *explainer) stop(s *Stretch) {
	s.Why = Counted
	for len(e.stops) > 0 && !e.stops[0].open && !e.stops[0].End.After(s.Interval.Start) {
		e.stops = e.stops[1:]
	}
	if len(e.stops) == 0 {
		return
	}
	edge := e.stops[0].Start
	if !edge.After(s.Interval.Start) {
		s.Why, s.Note = Paused, e.stops[0].reason
		if e.stops[0].open {
			return
		}
		edge = e.stops[0].End
	}
	if edge.Before(s.Interval.End) {
		s.Interval.End = edge.In(s.Interval.End.Location())
	}
}
