package life

import (
	"slices"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/states"
)

// note adds what a fact tells of a ticket.
func (x *Fold) note(f *facts.Fact, i int32) error {
	r := &x.act.Requests[i]
	if len(r.Notes) >= facts.MaxNotes {
		return fault.New("ticket", f.Ticket, "must not have more than 1000 priorities, states, words, reports and reopenings")
	}
	r.Notes = append(slices.Clip(r.Notes), facts.TicketNote{ID: f.ID, Kind: f.Kind, At: f.At, Recorded: f.Recorded, Priority: f.Priority, State: f.Into})
	return nil
}

// unnote notes that what a fact told of a ticket was wrong.
func (x *Fold) unnote(t *told, by *facts.Fact) {
	i, ok := x.Ticket(t.ticket)
	if !ok {
		return
	}
	r := &x.act.Requests[i]
	at := slices.IndexFunc(r.Notes, func(n facts.TicketNote) bool { return n.ID == t.fact.ID && n.Withdrawn.IsZero() })
	if at < 0 {
		return
	}
	r.Notes = slices.Clone(r.Notes)
	r.Notes[at].Withdrawn = by.Known()
}

// reopened takes back that a ticket was done with.
func (x *Fold) reopened(i int32) {
	j := &x.jobs[i]
	if j.status != states.TicketReported {
		return
	}
	if j.status = states.TicketOpen; j.worked > 0 {
		j.status = states.TicketWorked
	}
}
