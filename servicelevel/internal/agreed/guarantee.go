package agreed

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Respond checks a request against the guarantee of its plan. ok is false if
// the plan works by best effort (S16), or guarantees nothing for it.
func (t *Term) Respond(
	dst *response.Answer, o *Plan, r *facts.Request, waiting []calendar.Pause, attended, asOf time.Time,
) (ok bool, err error) {
	if o.Data.Guarantee == nil || r.Kind != plans.Incident || r.Channel == plans.ByMonitoring && !o.Data.Guarantee.Terms.Monitored {
		return false, nil // a clock that begins with the declaration does not begin without one
	}
	in := response.Incident{ID: r.Ticket, Answered: attended, AsOf: asOf}
	if asked := r.At.In(t.Zone); r.Channel == plans.ByMonitoring {
		in.Detected = asked
	} else {
		in.Declared = asked
	}
	if t.Contract.Options.PauseWaiting {
		in.Pauses = waiting
	}
	var hours *calendar.Calendar
	if t.Contract.Options.GuaranteeInHours {
		hours = o.Hours
	}
	*dst, err = o.Data.Guarantee.Terms.Check(in, hours)
	if !dst.Due.IsZero() {
		dst.Due = dst.Due.In(t.Zone) // hours can have another
	}
	for i := range dst.Pauses {
		p := &dst.Pauses[i]
		p.Start = p.Start.In(t.Zone)
		if !p.End.IsZero() {
			p.End = p.End.In(t.Zone)
		}
	}
	return err == nil, err
}

// Anytime reports whether a request is handled around the clock.
func (o *Plan) Anytime(r *facts.Request) bool {
	return r.Kind == plans.Incident && o.Data.Hours.IncidentsAnytime
}

// Earliest returns the first instant at which a request can be worked on, around the clock as a zone shows it.
func (o *Plan) Earliest(r *facts.Request, loc *time.Location) (time.Time, error) {
	if o.Anytime(r) {
		return r.At.In(loc), nil
	}
	return o.Hours.NextOpen(r.At)
}
