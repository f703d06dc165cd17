package response

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/penalty"
)

// Guarantee is a guaranteed intervention: how soon a human acts on an incident
// (S46: four hours, S63: 45 minutes).
type Guarantee struct {
	// Within is the time to the first human action, above 0. An answer is in time if the clock shows at most
	// that (D18): the deadline itself is, and if it comes as the hours close so is the next opening.
	Within time.Duration `json:"within"`
	// Monitored starts the clock at the earlier of detection and declaration; else it starts at the declaration,
	// which an incident must have then.
	Monitored bool `json:"monitored,omitzero"`
	// Late, if given, is what late answers cost (D19): by how late they are on the clock, or in real time with
	// penalty.Terms.RealTime. Nil is nothing.
	Late *penalty.Terms `json:"late,omitzero"`
}

// Validate refuses a Within outside 1 ns to 10 years, and what penalty.Terms.ValidateLate refuses of Late.
func (g Guarantee) Validate() error {
	var l fault.List
	g.check(&l)
	return l.Err()
}

func (g *Guarantee) check(l *fault.List) {
	if g.Within <= 0 || g.Within > penalty.MaxPeriod {
		l.Add("within", g.Within, "must be above 0 and at most 10 years")
	}
	if g.Late != nil {
		l.In("late", g.Late.ValidateLate())
	}
}

// MarshalJSON implements json.Marshaler.
func (g Guarantee) MarshalJSON() ([]byte, error) { return wire.Append(nil, &g) }

// UnmarshalJSON implements json.Unmarshaler.
func (g *Guarantee) UnmarshalJSON(b []byte) error { return wire.Decode(b, g) }

// Incident is a disturbed or interrupted service as it was answered.
type Incident struct {
	ID       string    `json:"id,omitzero"`
	Detected time.Time `json:"detected,omitzero"` // by monitoring; zero: it was not
	Declared time.Time `json:"declared,omitzero"` // by the customer; zero: not declared
	Answered time.Time `json:"answered,omitzero"` // the first human action; zero: not yet
	// Pauses are when the clock stands still, such as waiting for the customer. One that begins with the answer
	// or after it changes nothing.
	Pauses []calendar.Pause `json:"pauses,omitzero"`
	// AsOf is the instant up to which an unanswered incident is looked at; it must be given there.
	AsOf time.Time `json:"as_of,omitzero"`
}

// maxPauses is how many pauses one incident may have.
const maxPauses = 1000

// Validate refuses an incident that was neither detected nor declared, one answered before that, one
// unanswered without AsOf, and pauses that end before they start.
func (in Incident) Validate() error {
	var l fault.List
	in.check(&l)
	return l.Err()
}

func (in *Incident) check(l *fault.List) {
	began := zone.Earlier(in.Detected, in.Declared)
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
	l.Text("id", in.ID, maxText, text.BadLine)
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

// UnmarshalJSON implements json.Unmarshaler.
func (in *Incident) UnmarshalJSON(b []byte) error { return wire.Decode(b, in) }

// began returns when the clock of the guarantee starts.
func (g Guarantee) began(in *Incident) time.Time {
	if g.Monitored {
		return zone.Earlier(in.Detected, in.Declared)
	}
	return in.Declared
}

// Check says whether an incident was answered in time, on the clock of hours: nil is around the clock. An
// error of hours, such as a *calendar.RangeError, is returned as it is.
func (g Guarantee) Check(in Incident, hours *calendar.Calendar) (r Answer, err error) {
	var lg, lin fault.List
	g.check(&lg)
	in.check(&lin)
	lin.Check(g.Monitored || !in.Declared.IsZero() || in.Detected.IsZero(), "declared", nil, "must be given where the guarantee is not monitored")
	if !lg.Empty() || !lin.Empty() {
		lg.In("incident", lin.Err())
		return Answer{}, lg.Err()
	}
	r.ID, r.Start, r.Within, r.Answered, r.InHours = in.ID, g.began(&in), g.Within, in.Answered, hours != nil
	until := in.Answered
	if until.IsZero() || !in.AsOf.IsZero() && in.AsOf.Before(until) {
		r.Answered, r.AsOf, until = time.Time{}, in.AsOf, in.AsOf
	}
	if until.Before(r.Start) { // answered on detection, before the declaration
		until = r.Start
	}
	pauses := in.Pauses
	if !r.Answered.IsZero() {
		pauses = begunBefore(pauses, until)
	}
	stops := stops(pauses, r.Start)
	if hours == nil {
		r.Elapsed, r.Due = elapsed(r.Start, until, stops), due(r.Start, g.Within, stops)
	} else if err = r.inHours(hours, until, pauses); err != nil {
		return Answer{}, err
	}
	r.pauses(stops, until)
	r.Margin = r.Within - r.Elapsed
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

// begunBefore returns the pauses that begin before an instant.
func begunBefore(pauses []calendar.Pause, at time.Time) []calendar.Pause {
	later := func(p calendar.Pause) bool { return !p.Start.Before(at) }
	if !slices.ContainsFunc(pauses, later) {
		return pauses
	}
	return slices.DeleteFunc(slices.Clone(pauses), later)
}

// inHours fills in what the clock of opening hours shows at an instant, and when it shows
// what was guaranteed.
func (r *Answer) inHours(hours *calendar.Calendar, until time.Time, pauses []calendar.Pause) (err error) {
	if r.Elapsed, err = hours.Elapsed(r.Start, until, pauses); err != nil {
		return err
	}
	r.Due, err = dueOn(hours, r.Start, r.Within, pauses)
	return err
}

// pauses fills in the stops that begin before an instant, or before the deadline.
func (r *Answer) pauses(stops []calendar.Interval, until time.Time) {
	for _, stop := range stops {
		if !r.Due.IsZero() && !stop.Start.Before(until) && !stop.Start.Before(r.Due) {
			break
		}
		p := calendar.Pause{Start: stop.Start, End: stop.End}
		if !stop.End.Before(forever) {
			p.End = time.Time{}
		}
		r.Pauses = append(r.Pauses, p)
	}
}

// elapsed is calendar.Calendar.Elapsed around the clock.
func elapsed(from, to time.Time, stops []calendar.Interval) time.Duration {
	from, to = from.Round(0), to.Round(0) // without a monotonic reading
	d := to.Sub(from)
	for _, stop := range stops {
		if !stop.Start.Before(to) {
			break
		}
		d -= zone.Earlier(stop.End, to).Sub(stop.Start)
	}
	return d
}

// due is calendar.Calendar.Due around the clock. The deadline is zero if a pause that has
// not ended keeps it from coming.
func due(from time.Time, within time.Duration, stops []calendar.Interval) time.Time {
	at := from.Add(within)
	for _, stop := range stops {
		if !stop.Start.Before(at) {
			break
		}
		if !stop.End.Before(forever) {
			return time.Time{}
		}
		at = at.Add(stop.Duration())
	}
	return at
}

// forever ends a pause that has not ended: later than any instant of a document,
// and than any deadline.
var forever = time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)

// stops returns when the pauses stop the clock from an instant on, sorted and without
// overlap.
func stops(pauses []calendar.Pause, from time.Time) []calendar.Interval {
	if len(pauses) == 0 {
		return nil
	}
	out := make([]calendar.Interval, 0, len(pauses))
	for _, p := range pauses {
		if p.End.IsZero() {
			p.End = forever
		}
		out = append(out, calendar.Interval{Start: p.Start, End: p.End})
	}
	return calendar.Clip(out, calendar.Interval{Start: from, End: forever})
}
