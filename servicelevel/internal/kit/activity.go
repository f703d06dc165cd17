package kit

import (
	"time"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/plans"
)

// WorkOn is one ticket with one session of work.
func WorkOn(ticket string, start time.Time, d time.Duration) facts.Activity {
	return facts.Activity{
		Requests:      []facts.Request{{Ticket: ticket, At: start}},
		Interventions: []facts.Intervention{{Ticket: ticket, Start: start, End: start.Add(d)}},
	}
}

// Incident is a request about one, by the clock of Paris.
func Incident(ticket, at string) facts.Request {
	return facts.Request{Ticket: ticket, Kind: plans.Incident, At: Wall(at)}
}

// Down is an outage, by the clock of Paris.
func Down(start, end string) penalty.Outage {
	return penalty.Outage{Start: Wall(start), End: Wall(end)}
}
