package servicelevel

import (
	"slices"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/facts"
)

// note adds what a fact tells of a ticket.
func (x *fold) note(f *Fact, i int32) error {
	r := &x.act.Requests[i]
	if len(r.Notes) >= facts.MaxNotes {
		return fault.New("ticket", f.Ticket, "must not have more than 1000 priorities, states, words, reports and reopenings")
	}
	r.Notes = append(slices.Clip(r.Notes), TicketNote{ID: f.ID, Kind: f.Kind, At: f.At, Recorded: f.Recorded, Priority: f.Priority, State: f.Into})
	return nil
}

// unnote notes that what a fact told of a ticket was wrong.
func (x *fold) unnote(t *told, by *Fact) {
	i, ok := x.ticket(t.ticket)
	if !ok {
		return
	}
	r := &x.act.Requests[i]
	at := slices.IndexFunc(r.Notes, func(n TicketNote) bool { return n.ID == t.fact.ID && n.Withdrawn.IsZero() })
	if at < 0 {
		return
	}
	r.Notes = slices.Clone(r.Notes)
	r.Notes[at].Withdrawn = by.Known()
}

// reopened takes back that a ticket was done with.
func (x *fold) reopened(i int32) {
	j := &x.jobs[i]
	if j.status != TicketReported {
		return
	}
	if j.status = TicketOpen; j.worked > 0 {
		j.status = TicketWorked
	}
}
