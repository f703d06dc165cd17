package facts

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// TicketNote is one thing told of a ticket that its targets depend on (Plan.Targets), as the facts of its
// Kind tell it: Prioritized, Entered, Updated, Reported or Reopened.
type TicketNote struct {
	ID       string    `json:"id"`
	Kind     Kind      `json:"kind"`
	At       time.Time `json:"at"`
	Recorded time.Time `json:"recorded,omitzero"`
	Priority string    `json:"priority,omitzero"` // what is Prioritized
	State    string    `json:"state,omitzero"`    // the state that is Entered, Fact.Into
	// Withdrawn is when it became known to be wrong (D31); zero: it stands.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (n TicketNote) MarshalJSON() ([]byte, error) { return wire.Append(nil, &n) }

// UnmarshalJSON implements json.Unmarshaler.
func (n *TicketNote) UnmarshalJSON(b []byte) error { return wire.Decode(b, n) }

// MaxNotes is the most Notes of a Request.
const MaxNotes = 1000

// maxPriority bounds the names of priorities and states, as response.Targets does.
const maxPriority = 200

// checkName refuses what names no priority or state. Nothing is none, if it may be absent.
func checkName(l *fault.List, field, name string, may bool) {
	if name == "" && may {
		return
	}
	l.Text(field, name, maxPriority, text.BadName)
}

// validate refuses a note of another kind, fields that are not of its kind, and one that is
// withdrawn before it was known.
func (n *TicketNote) validate() error {
	var l fault.List
	check.ID(&l, "id", n.ID)
	check.Instant(&l, "at", n.At)
	checkRecorded(&l, n.Recorded, n.At)
	switch n.Kind {
	case Prioritized, Entered, Updated, Reported, Reopened:
		checkPriority(&l, n.Kind, n.Priority)
		if n.Kind == Entered {
			checkName(&l, "state", n.State, false)
		} else if n.State != "" {
			l.Add("state", n.State, foreignField)
		}
	default:
		l.Add("kind", n.Kind, "must be prioritized, entered, updated, reported or reopened")
		checkName(&l, "priority", n.Priority, true)
		checkName(&l, "state", n.State, true)
	}
	checkWithdrawn(&l, n.Withdrawn, nano.Of(n.Known()))
	return l.Err()
}

// checkPriority refuses a priority that a fact of a kind does not have, or lacks.
func checkPriority(l *fault.List, k Kind, name string) {
	if k != Requested && k != Prioritized && name != "" {
		l.Add("priority", name, foreignField)
		return
	}
	checkName(l, "priority", name, k != Prioritized)
}

// checkNotes refuses notes that are wrong, are before the request, or share an id.
func (r *Request) checkNotes(l *fault.List) {
	if len(r.Notes) > MaxNotes {
		l.Add("notes", len(r.Notes), "must be at most 1000")
		return
	}
	var ids []string
	for i := range r.Notes {
		n, at := &r.Notes[i], fault.Index("notes", i)
		l.In(at, n.validate())
		l.Check(!n.At.Before(r.At), at+".at", n.At, "must not be before its request, "+r.At.Format(time.RFC3339))
		ids = append(ids, n.ID)
	}
	checkOnce(l, "notes", ids)
}

// Known returns when the note became known: Recorded, or At.
func (n *TicketNote) Known() time.Time { return known(n.Recorded, n.At) }
