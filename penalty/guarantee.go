package penalty

import (
	"errors"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// Guarantee is a guaranteed intervention: how soon a human acts on an incident
// (S46: four hours, S63: 45 minutes).
type Guarantee struct {
	// Within is the time to the first human action, above 0. The deadline itself is
	// still in time (D18).
	Within time.Duration `json:"within"`
	// Monitored starts the clock at the earlier of detection and declaration; else
	// it starts at the declaration.
	Monitored bool `json:"monitored,omitzero"`
	// Late, where given, is what late answers cost (D19); see Guarantee.Penalty. Nil
	// is nothing.
	Late *Terms `json:"late,omitzero"`
}

// Validate refuses a Within outside 1 ns to 10 years, and what Terms.Validate
// refuses of Late.
func (g Guarantee) Validate() error {
	var l fault.List
	g.check(&l)
	return l.Err()
}

func (g *Guarantee) check(l *fault.List) {
	if g.Within <= 0 || g.Within > MaxPeriod {
		l.Add("within", g.Within, "must be above 0 and at most 10 years")
	}
	if g.Late != nil {
		l.In("late", g.Late.Validate())
	}
}

// MarshalJSON implements json.Marshaler.
func (g Guarantee) MarshalJSON() ([]byte, error) { return wire.Append(nil, &g) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (g *Guarantee) UnmarshalJSON(b []byte) error { return wire.Decode(b, g) }

// Incident is a disturbed or interrupted service as it was answered.
type Incident struct {
	ID       string    `json:"id,omitzero"`
	Detected time.Time `json:"detected,omitzero"` // by monitoring; zero: it was not
	Declared time.Time `json:"declared,omitzero"` // by the customer; zero: not declared
	Answered time.Time `json:"answered,omitzero"` // the first human action; zero: not yet
	// Pauses are when the clock stands still, waiting for the customer for instance.
	Pauses []calendar.Pause `json:"pauses,omitzero"`
	// AsOf is the instant up to which an unanswered incident is looked at; it must be
	// given there.
	AsOf time.Time `json:"as_of,omitzero"`
}

// maxPauses is how many pauses one incident may have.
const maxPauses = 1000

// Validate refuses an incident that was neither detected nor declared, one
// answered before that, one unanswered without AsOf, and pauses that end before
// they start.
func (in Incident) Validate() error {
	var l fault.List
	in.check(&l)
	return l.Err()
}

func (in *Incident) check(l *fault.List) {
	began := earlier(in.Detected, in.Declared)
	if began.IsZero() {
		l.Add("declared", nil, "must be given where detected is not")
	}
	if !in.Answered.IsZero() && in.Answered.Before(began) {
		l.Add("answered", in.Answered, "must not be before the incident, "+began.Format(time.RFC3339Nano))
	}
	if in.Answered.IsZero() && in.AsOf.IsZero() {
		l.Add("answered", nil, "must be given, or as_of, up to which an unanswered incident is looked at")
	}
	if !in.AsOf.IsZero() && in.AsOf.Before(began) {
		l.Add("as_of", in.AsOf, "must not be before the incident, "+began.Format(time.RFC3339Nano))
	}
	checkText(l, "id", in.ID, text.BadLine)
	if len(in.Pauses) > maxPauses {
		l.Add("pauses", len(in.Pauses), "must not be more than 1000")
		return
	}
	for i := range in.Pauses {
		l.In(fault.Index("pauses", i), in.Pauses[i].Validate())
	}
}

// MarshalJSON implements json.Marshaler.
func (in Incident) MarshalJSON() ([]byte, error) { return wire.Append(nil, &in) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (in *Incident) UnmarshalJSON(b []byte) error { return wire.Decode(b, in) }

// began returns when the clock of the guarantee starts.
func (g Guarantee) began(in *Incident) time.Time {
	if g.Monitored || in.Declared.IsZero() {
		return earlier(in.Detected, in.Declared)
	}
	return in.Declared
}

// Check says whether an incident was answered in time, on the clock of hours:
// nil is around the clock. An error of hours, such as a *calendar.RangeError, is
// returned as it is.
func (g Guarantee) Check(in Incident, hours *calendar.Calendar) (r Response, err error) {
	var lg, lin fault.List
	g.check(&lg)
	in.check(&lin)
	if !lg.Empty() || !lin.Empty() {
		lg.In("incident", lin.Err())
		return Response{}, lg.Err()
	}
	r.ID, r.Start, r.Within, r.Answered = in.ID, g.began(&in), g.Within, in.Answered
	until := in.Answered
	if until.IsZero() || !in.AsOf.IsZero() && in.AsOf.Before(until) {
		r.Answered, until = time.Time{}, in.AsOf
	}
	if until.Before(r.Start) { // answered on detection, before the declaration
		until = r.Start
	}
	if r.Elapsed, err = elapsed(hours, r.Start, until, in.Pauses); err != nil {
		return Response{}, err
	}
	if r.Due, err = due(hours, r.Start, g.Within, in.Pauses); err != nil {
		var paused *calendar.PausedError
		if !errors.As(err, &paused) {
			return Response{}, err
		}
	}
	if !r.Due.IsZero() {
		r.Margin = r.Due.Sub(until)
	}
	switch {
	case r.Margin < 0:
		r.Outcome = Late
	case r.Answered.IsZero():
		r.Outcome = Waiting
	default:
		r.Outcome = InTime
	}
	return r, nil
}

// elapsed is calendar.Calendar.Elapsed, around the clock where hours is nil.
func elapsed(hours *calendar.Calendar, from, to time.Time, pauses []calendar.Pause) (time.Duration, error) {
	if hours != nil {
		return hours.Elapsed(from, to, pauses)
	}
	from, to = from.Round(0), to.Round(0) // without a monotonic reading
	if len(pauses) == 0 {
		return to.Sub(from), nil
	}
	return to.Sub(from) - calendar.Total(stops(pauses, from, to)), nil
}

// due is calendar.Calendar.Due, around the clock where hours is nil. The deadline
// is zero where a pause that has not ended keeps it from coming.
func due(hours *calendar.Calendar, from time.Time, within time.Duration, pauses []calendar.Pause) (time.Time, error) {
	if hours != nil {
		return hours.Due(from, within, pauses)
	}
	at := from.Add(within)
	if len(pauses) == 0 {
		return at, nil
	}
	for _, stop := range stops(pauses, from, forever) {
		if !stop.Start.Before(at) {
			break
		}
		if !stop.End.Before(forever) {
			return time.Time{}, nil
		}
		at = at.Add(stop.Duration())
	}
	return at, nil
}

// forever ends a pause that has not ended: later than any instant of a document,
// and than any deadline.
var forever = time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)

// stops returns when the pauses stop the clock between two instants, sorted and
// without overlap.
func stops(pauses []calendar.Pause, from, to time.Time) []calendar.Interval {
	out := make([]calendar.Interval, 0, len(pauses))
	for _, p := range pauses {
		if p.End.IsZero() {
			p.End = forever
		}
		out = append(out, calendar.Interval{Start: p.Start, End: p.End})
	}
	return calendar.Clip(out, calendar.Interval{Start: from, End: to})
}
