package response

import (
	"cmp"
	"database/sql/driver"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// TicketEventKind is what happened to a ticket.
type TicketEventKind uint8

// What happens to a ticket. Of events at one instant those come first that stand first here: an answer is
// measured by the priority and the state that the ticket had before it.
const (
	TicketOpened    TicketEventKind = iota // once; with its priority, plan and state
	TicketAnswered                         // a human answered
	TicketUpdated                          // the customer was told how it stands, which is no answer
	TicketResolved                         // it is done
	TicketReopened                         // it is not done after all
	TicketChanged                          // it has another priority, another plan, or both
	TicketMoved                            // it has another state
	TicketMerged                           // it goes on as another ticket (D37)
	TicketWithdrawn                        // nothing is asked any more (D37)
)

var ticketEventKindNames = [...]string{"opened", "answered", "updated", "resolved", "reopened", "changed", "moved", "merged", "withdrawn"}

// String returns the text form, such as "opened".
func (k TicketEventKind) String() string { return enum.String(ticketEventKindNames[:], "event", k) }

// MarshalText implements encoding.TextMarshaler.
func (k TicketEventKind) MarshalText() ([]byte, error) {
	return enum.Marshal(ticketEventKindNames[:], "event", k)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *TicketEventKind) UnmarshalText(b []byte) error {
	return enum.Parse(k, ticketEventKindNames[:], "event", b)
}

// Value implements driver.Valuer.
func (k TicketEventKind) Value() (driver.Value, error) { return column.Text(k.MarshalText()) }

// Scan implements sql.Scanner.
func (k *TicketEventKind) Scan(src any) error { return column.Scan(k.UnmarshalText, "event", src) }

// TicketEvent is one thing that happened to a ticket.
type TicketEvent struct {
	At   time.Time       `json:"at"`
	Kind TicketEventKind `json:"kind"`
	// Priority and Plan are of what is opened, by their names in Targets, or changed: then what is empty stays
	// as it was.
	Priority string `json:"priority,omitzero"`
	Plan     string `json:"plan,omitzero"`
	// State is of what is opened, where it may be empty, or moved.
	State string `json:"state,omitzero"`
	// Into is the ticket that a merged one goes on as.
	Into string `json:"into,omitzero"`
}

// Limits of a Ticket.
const (
	maxTicketEvents = 10_000                 // of one ticket
	maxTicket       = 10 * penalty.MaxPeriod // from its opening to the last event, or the instant asked for
)

// Ticket is what happened to one ticket, in any order.
type Ticket struct {
	ID     string        `json:"id,omitzero"`
	Events []TicketEvent `json:"events"`
}

// Validate refuses a ticket that is not opened once and first, that is resolved twice without being reopened,
// or reopened without being resolved, that ends twice, by being merged or withdrawn, to which two things of
// one kind happen at one instant, more than 10000 events, events over more than 100 years, and fields that
// are not of an event's kind. What happens after the end may be anything.
func (t Ticket) Validate() error {
	var l fault.List
	t.check(&l)
	return l.Err()
}

// check returns the indexes of the events in the order in which they happened.
func (t *Ticket) check(l *fault.List) []int {
	l.Text("id", t.ID, maxText, text.BadLine)
	if n := len(t.Events); n == 0 || n > maxTicketEvents {
		l.Add("events", n, "must be at least one and at most 10000")
		return nil
	}
	for i := range t.Events {
		e, at := &t.Events[i], fault.Index("events", i)
		l.In(at, e.check())
		l.Check(e.Kind != TicketMerged || t.ID == "" || e.Into != t.ID, at+".into", e.Into, "must be another ticket")
	}
	if !l.Empty() {
		return nil
	}
	order := t.order()
	t.checkCourse(l, order)
	return order
}

// order returns the indexes of the events by their instants, and of one instant by their kinds:
// but what is resolved and reopened at once was reopened first if it was resolved before.
func (t *Ticket) order() []int {
	order := make([]int, len(t.Events))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(t.Events[i].At.Compare(t.Events[j].At), cmp.Compare(t.Events[i].Kind, t.Events[j].Kind))
	})
	resolved := false
	for k, i := range order {
		e := &t.Events[i]
		if e.Kind == TicketResolved && resolved && k+1 < len(order) {
			if next := &t.Events[order[k+1]]; next.Kind == TicketReopened && next.At.Equal(e.At) {
				order[k], order[k+1] = order[k+1], i
				e = next
			}
		}
		switch e.Kind {
		case TicketResolved:
			resolved = true
		case TicketReopened:
			resolved = false
		default:
		}
	}
	return order
}

// checkCourse refuses events that cannot follow each other.
func (t *Ticket) checkCourse(l *fault.List, order []int) {
	resolved, over := false, false
	var last [len(ticketEventKindNames)]time.Time // by kind
	first := &t.Events[order[0]]
	l.Check(first.Kind == TicketOpened, fault.Index("events", order[0])+".kind", first.Kind, "must not happen before the ticket is opened")
	for k, i := range order {
		e, at := &t.Events[i], fault.Index("events", i)
		l.Check(!last[e.Kind].Equal(e.At), at+".at", e.At, "must not be that of another event of its kind")
		last[e.Kind] = e.At
		l.Check(e.At.Sub(first.At) <= maxTicket, at+".at", e.At, "must be at most 100 years after the opening")
		ends := e.Kind == TicketMerged || e.Kind == TicketWithdrawn
		switch {
		case ends:
			l.Check(!over, at+".kind", e.Kind, "must not end a ticket that has ended")
			over = true
		case e.Kind == TicketOpened:
			l.Check(k == 0, at+".kind", e.Kind, "must not be given twice")
		case over:
		case e.Kind == TicketResolved:
			l.Check(!resolved, at+".kind", e.Kind, "must not follow a resolution without a reopening between them")
			resolved = true
		case e.Kind == TicketReopened:
			l.Check(resolved, at+".kind", e.Kind, "must follow a resolution")
			resolved = false
		}
	}
}

// check refuses an event without an instant, an unknown kind, and fields that are not of its
// kind.
func (e *TicketEvent) check() error {
	var l fault.List
	l.Check(!e.At.IsZero(), "at", nil, "is missing")
	if !enum.Check(&l, "kind", ticketEventKindNames[:], e.Kind) {
		return l.Err()
	}
	placed := e.Kind == TicketOpened || e.Kind == TicketChanged
	e.text(&l, "priority", e.Priority, placed)
	e.text(&l, "plan", e.Plan, placed)
	e.text(&l, "state", e.State, e.Kind == TicketOpened || e.Kind == TicketMoved)
	l.Check(e.Kind != TicketChanged || e.Priority != "" || e.Plan != "", "priority", nil, "must be given, or a plan")
	l.Check(e.Kind != TicketMoved || e.State != "", "state", nil, "is missing")
	if e.Kind == TicketMerged {
		l.Text("into", e.Into, maxText, text.BadName)
	} else {
		e.text(&l, "into", e.Into, false)
	}
	return l.Err()
}

// text refuses a text that is not of the event's kind, or is none.
func (e *TicketEvent) text(l *fault.List, field, s string, has bool) {
	if s != "" && !has {
		l.Add(field, s, "must not be given of what is "+e.Kind.String())
		return
	}
	l.Text(field, s, maxName, text.BadLine)
}

// MarshalJSON implements json.Marshaler.
func (t Ticket) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Ticket) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }

// Value implements driver.Valuer.
func (t Ticket) Value() (driver.Value, error) { return column.Text(t.MarshalJSON()) }

// Scan implements sql.Scanner.
func (t *Ticket) Scan(src any) error { return column.Scan(t.UnmarshalJSON, "ticket", src) }

// MarshalJSON implements json.Marshaler.
func (e TicketEvent) MarshalJSON() ([]byte, error) { return wire.Append(nil, &e) }

// UnmarshalJSON implements json.Unmarshaler.
func (e *TicketEvent) UnmarshalJSON(b []byte) error { return wire.Decode(b, e) }
