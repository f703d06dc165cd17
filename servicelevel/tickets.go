package servicelevel

import (
	"cmp"
	"database/sql/driver"
	"math"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/life"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/promises"
)

// DeadlineState is how a ticket stands to its guarantee: its text form is "none", "runs", "paused", "met" or "missed".
type DeadlineState uint8

// The states of a deadline.
const (
	NoGuarantee    DeadlineState = iota // nothing is guaranteed: best effort (S16), or no incident
	DeadlineRuns                        // the clock runs, and work has not begun
	DeadlinePaused                      // the clock stands still: the customer is waited for (D18)
	DeadlineMet                         // work began in time
	DeadlineMissed                      // the deadline has passed before work began (D19)
)

var deadlineStateNames = [...]string{"none", "runs", "paused", "met", "missed"}

// String returns the text form.
func (s DeadlineState) String() string { return enum.String(deadlineStateNames[:], "deadline", s) }

// MarshalText implements encoding.TextMarshaler.
func (s DeadlineState) MarshalText() ([]byte, error) {
	return enum.Marshal(deadlineStateNames[:], "deadline", s)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *DeadlineState) UnmarshalText(b []byte) error {
	return enum.Parse(s, deadlineStateNames[:], "deadline", b)
}

// Value implements driver.Valuer.
func (s DeadlineState) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *DeadlineState) Scan(src any) error { return column.Scan(s.UnmarshalText, "deadline", src) }

// DeadlineKind says what has to be done by a deadline: its text form is "intervention", "response", "update" or
// "resolution".
type DeadlineKind uint8

// The kinds of deadlines: that of the plan's guarantee, and those of its targets.
const (
	ForIntervention DeadlineKind = iota // work begins (S46, S63, D18)
	ForResponse                         // the ticket is answered
	ForUpdate                           // the next word to the customer
	ForResolution                       // the ticket is resolved
)

var deadlineKindNames = [...]string{"intervention", "response", "update", "resolution"}

// String returns the text form.
func (k DeadlineKind) String() string { return enum.String(deadlineKindNames[:], "kind", k) }

// MarshalText implements encoding.TextMarshaler.
func (k DeadlineKind) MarshalText() ([]byte, error) {
	return enum.Marshal(deadlineKindNames[:], "kind", k)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *DeadlineKind) UnmarshalText(b []byte) error {
	return enum.Parse(k, deadlineKindNames[:], "kind", b)
}

// Value implements driver.Valuer.
func (k DeadlineKind) Value() (driver.Value, error) { return column.Text(k.MarshalText()) }

// Scan implements sql.Scanner.
func (k *DeadlineKind) Scan(src any) error { return column.Scan(k.UnmarshalText, "kind", src) }

// Deadline is by when work on a ticket must begin (S46, S63, D18), or a goal of it be reached
// (Plan.Targets), as it stands at an instant.
type Deadline struct {
	Ticket   string        `json:"ticket"`
	Kind     DeadlineKind  `json:"kind,omitzero"`
	Priority string        `json:"priority,omitzero"` // by whose goal it is
	State    DeadlineState `json:"state"`
	// Due is the last instant in time; zero while a pause holds it off, or if nothing is guaranteed.
	Due time.Time `json:"due,omitzero"`
	// Left is what the clock still has to run until then; negative is how long it has run beyond.
	Left   time.Duration `json:"left"`
	Within time.Duration `json:"within,omitzero"` // what is guaranteed
	Began  time.Time     `json:"began,omitzero"`  // when work began, of an intervention; zero: not yet
	// Warnings are the shares of a goal's time of which it warns, and which have passed.
	Warnings []response.Warning `json:"warnings,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (d Deadline) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Deadline) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// Ticket is what is known of a request at an instant.
type Ticket struct {
	Ticket  string      `json:"ticket"`
	Kind    RequestKind `json:"kind"`
	Channel Channel     `json:"channel,omitzero"`
	Asked   time.Time   `json:"asked"`
	Level   Level       `json:"level"` // the one that held then
	Status  TicketStep  `json:"status"`
	Into    string      `json:"into,omitzero"` // the ticket that it goes on as
	For     string      `json:"for,omitzero"`  // the other contract that it is of (Sharing)
	// ChargedTo is the other contract that what was worked is charged to.
	ChargedTo string `json:"charged_to,omitzero"`
	Waiting   bool   `json:"waiting,omitzero"`
	// Estimate is the last one, Held what of it is reserved (D38). Worked is the time worked, as it
	// counts (Work.Factors), Charged what that is in whole blocks (S19, D1), as far as it is charged here.
	Estimate time.Duration `json:"estimate,omitzero"`
	Held     time.Duration `json:"held,omitzero"`
	Worked   time.Duration `json:"worked"`
	Charged  time.Duration `json:"charged"`
	Deadline Deadline      `json:"deadline"`
	// Goals are how it stands to the targets of its plan; none if nothing is promised of it.
	Goals []response.Standing `json:"goals,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (t Ticket) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Ticket) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }

// Tickets returns the tickets on which something happened since the last month closed, and those that were open then,
// in the order in which they were requested.
func (b *Book) Tickets(at time.Time) ([]Ticket, error) {
	x, err := b.at(at)
	if err != nil {
		return nil, err
	}
	var out []Ticket
	for _, i := range x.Shown() {
		t, err := view(x, i, at)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(t, u Ticket) int { return cmp.Or(t.Asked.Compare(u.Asked), cmp.Compare(t.Ticket, u.Ticket)) })
	return out, nil
}

// Ticket returns one ticket that corrections may touch, and refuses others. Its Deadline says whether it is late.
func (b *Book) Ticket(name string, at time.Time) (Ticket, error) {
	x, err := b.at(at)
	if err != nil {
		return Ticket{}, err
	}
	i, ok := x.Ticket(name)
	if ok {
		status, _ := x.Status(int(i))
		ok = status != TicketWithdrawn
	}
	if !ok {
		return Ticket{}, fault.New("ticket", name, "must be the ticket of a request that is known by then")
	}
	return view(x, int(i), at)
}

// Due returns the deadlines of tickets on which work has not begun, and those of goals that are not reached: those
// that run, the first due first, and those that are paused or missed.
func (b *Book) Due(at time.Time) ([]Deadline, error) {
	tickets, err := b.Tickets(at)
	if err != nil {
		return nil, err
	}
	var out []Deadline
	for i := range tickets {
		if d := &tickets[i].Deadline; d.State != NoGuarantee && d.Began.IsZero() {
			out = append(out, *d)
		}
		for k := range tickets[i].Goals {
			if g := &tickets[i].Goals[k]; g.Reached.IsZero() && !g.AsOf.Before(at) && g.State != response.GoalDropped {
				out = append(out, deadlineOf(g))
			}
		}
	}
	slices.SortStableFunc(out, func(d, e Deadline) int {
		return cmp.Or(cmp.Compare(paused(d), paused(e)), d.Due.Compare(e.Due))
	})
	return out, nil
}

// deadlineOf returns that of a goal that is not reached.
func deadlineOf(g *response.Standing) Deadline {
	states := [...]DeadlineState{
		response.GoalRuns: DeadlineRuns, response.GoalPaused: DeadlinePaused, response.GoalMet: DeadlineMet, response.GoalMissed: DeadlineMissed,
	}
	return Deadline{
		Ticket: g.Ticket, Kind: DeadlineKind(g.Kind) + ForResponse, Priority: g.Priority, State: states[g.State],
		Due: g.Due, Left: g.Margin, Within: g.Within, Warnings: g.Warnings,
	}
}

func paused(d Deadline) int {
	if d.State == DeadlinePaused {
		return 1
	}
	return 0
}

// view returns a request as it stands at an instant.
func view(x *life.Fold, i int, at time.Time) (Ticket, error) {
	r, sum := &x.Maker.Act.Requests[i], &x.Maker.Known[i]
	t := Ticket{
		Ticket: r.Ticket, Kind: r.Kind, Channel: r.Channel, Asked: r.At.In(x.Maker.Term.Zone), Level: x.Maker.At(nano.Of(r.At)).Data.Level,
		Estimate: r.Estimate,
		For:      r.For, ChargedTo: sum.Payer,
	}
	t.Status, t.Into = x.Status(i)
	for _, w := range r.Waiting {
		t.Waiting = t.Waiting || !at.Before(w.Start) && (w.End.IsZero() || at.Before(w.End))
	}
	if sum.Ticket > 0 {
		f := &x.Maker.Hours.Fund
		t.Worked, t.Charged = f.Worked(int(sum.Ticket - 1))
		t.Held = f.Held(int(sum.Ticket - 1))
	}
	t.Worked += time.Duration(sum.Elsewhere)
	var err error
	if t.Deadline, err = deadline(x, i, at); err == nil {
		t.Goals, err = x.Maker.Goals(i, x.Maker.Stands(i), math.MaxInt64, at) // all that had happened by then
	}
	return t, err
}

// deadline returns how a request stands to its guarantee at an instant.
func deadline(x *life.Fold, i int, at time.Time) (Deadline, error) {
	r := &x.Maker.Act.Requests[i]
	d := Deadline{Ticket: r.Ticket}
	var resp response.Answer
	known := at.Add(1) // what is known at the instant counts
	ok, err := x.Maker.Judge(&resp, i, x.Maker.Stands(i), known)
	if err != nil || !ok {
		return d, err
	}
	if resp.Answered.IsZero() { // the clock stands at the instant, not behind it
		if over := x.Maker.Known[i].Over; over > 0 && over < nano.Of(at) {
			at = x.Maker.Instant(over)
		}
		_, err := x.Maker.Term.Respond(&resp, x.Maker.At(nano.Of(r.At)), r, promises.BegunBefore(r.Waiting, known), time.Time{}, at)
		if err != nil {
			return d, err
		}
	}
	d.Due, d.Within, d.Left, d.Began = resp.Due, resp.Within, resp.Within-resp.Elapsed, resp.Answered
	switch {
	case resp.Outcome == response.Late:
		d.State = DeadlineMissed
	case resp.Outcome == response.InTime:
		d.State = DeadlineMet
	case resp.Due.IsZero():
		d.State = DeadlinePaused
	default:
		d.State = DeadlineRuns
	}
	return d, nil
}
