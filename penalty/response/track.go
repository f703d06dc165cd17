package response

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
)

// Check says how a ticket stands to each of its goals at an instant, the kinds in their order and the updates
// by when their clocks started. Of what happened only what did by then is known (D15); the instant must not
// be before the opening, nor 100 years after it. An error of the hours, such as a *calendar.RangeError, is
// returned as it is.
//
// A goal is measured by the priority and plan that the ticket had until it was reached, or has at the
// instant: the clock goes on from what it shows, by the hours and the pausing states of the new priority. If
// that has no such goal there is none, and no clock runs. A ticket that was merged or withdrawn has no goal
// from then on (D37): what was not decided by then counts neither way.
func (k *Tracker) Check(t Ticket, at time.Time) ([]Standing, error) {
	var l fault.List
	order := t.check(&l)
	if !l.Empty() {
		return nil, fault.In("ticket", l.Err())
	}
	opened := t.Events[order[0]].At
	if at.Before(opened) || at.Sub(opened) > maxTicket {
		return nil, fault.New("at", at, "must lie within 100 years from the opening, "+opened.Format(time.RFC3339Nano))
	}
	c := course{tracker: k, until: at.Round(0)}
	for _, i := range order {
		e := t.Events[i]
		if e.At = e.At.Round(0); e.At.After(at) || c.over {
			break
		}
		if err := c.happens(&e); err != nil {
			return nil, inEvent(i, err)
		}
	}
	if err := c.end(); err != nil {
		return nil, err
	}
	for i := range c.found {
		c.found[i].Ticket = t.ID
	}
	slices.SortStableFunc(c.found, func(a, b Standing) int { return cmp.Compare(a.Kind, b.Kind) })
	return c.found, nil
}

// inEvent puts the path of an event before the fault of a field of it.
func inEvent(i int, err error) error {
	if f, ok := err.(*fault.Error); ok { //nolint:errorlint // not one of the hours
		return fault.In(fault.Index("ticket.events", i), f)
	}
	return err
}

// A course is a ticket as it goes through its events.
type course struct {
	tracker  *Tracker
	place    place
	row      *row
	state    string
	runs     [goalKinds]*run
	resolved time.Time // zero: it is not
	until    time.Time // the instant asked for, or the end
	over     bool
	found    []Standing
}

func (c *course) happens(e *TicketEvent) error {
	switch e.Kind {
	case TicketOpened:
		c.state = e.State
		if err := c.put(place{e.Priority, e.Plan}); err != nil {
			return err
		}
		for kind := range c.runs {
			c.begin(GoalKind(kind), e.At)
		}
	case TicketChanged:
		p := place{cmp.Or(e.Priority, c.place.priority), cmp.Or(e.Plan, c.place.plan)}
		if err := c.put(p); err != nil {
			return err
		}
		for kind, r := range c.runs {
			if r != nil {
				r.turn(e.At, c.row[kind], c.place, c.state)
			}
		}
	case TicketMoved:
		c.state = e.State
		for _, r := range c.runs {
			if r != nil {
				r.move(e.At, c.state)
			}
		}
	case TicketAnswered:
		return c.told(e.At, ToRespond)
	case TicketUpdated:
		return c.told(e.At, ToUpdate)
	case TicketResolved:
		c.resolved = e.At
		c.runs[ToResolve].resolve(e.At)
		if err := c.reach(ToRespond, e.At); err != nil {
			return err
		}
		return c.reach(ToUpdate, e.At)
	case TicketReopened:
		c.resolved = time.Time{}
		r := c.runs[ToResolve]
		r.stop(e.At, &r.closed)
		c.begin(ToUpdate, e.At)
	case TicketMerged, TicketWithdrawn:
		c.until, c.over = e.At, true
	}
	return nil
}

// put takes the goals of a priority and a plan.
func (c *course) put(p place) error {
	r, ok := c.tracker.row(p)
	if !ok {
		shown := p.priority
		if p.plan != "" {
			shown += " of " + p.plan
		}
		return fault.New("priority", shown, "must be a priority of the targets, under its plan")
	}
	c.place, c.row = p, r
	return nil
}

// begin starts the clock of a goal.
func (c *course) begin(kind GoalKind, at time.Time) {
	c.runs[kind] = newRun(at, c.row[kind], c.place, c.state)
}

// told is a word to the customer. It is an answer or an update; and the next update is due from
// then on, unless the ticket is resolved.
func (c *course) told(at time.Time, as GoalKind) error {
	if as == ToRespond {
		if err := c.reach(ToRespond, at); err != nil {
			return err
		}
	}
	if c.runs[ToUpdate] == nil {
		return nil
	}
	if err := c.reach(ToUpdate, at); err != nil {
		return err
	}
	c.begin(ToUpdate, at)
	return nil
}

// reach ends the clock of a goal, if it has not ended. One that has run for no time, as of two
// updates at once, was no goal.
func (c *course) reach(kind GoalKind, at time.Time) error {
	r := c.runs[kind]
	c.runs[kind] = nil
	if r == nil || kind == ToUpdate && r.start.Equal(at) {
		return nil
	}
	return c.find(r, at, true)
}

func (c *course) find(r *run, at time.Time, reached bool) error {
	s, ok, err := r.standing(at, reached, c.over)
	if ok {
		c.found = append(c.found, s)
	}
	return err
}

// end looks at the clocks that have not ended.
func (c *course) end() error {
	if r := c.runs[ToResolve]; !c.resolved.IsZero() {
		c.runs[ToResolve] = nil
		r.back()
		if err := c.find(r, c.resolved, true); err != nil {
			return err
		}
	}
	for kind, r := range c.runs {
		if r == nil || c.over && GoalKind(kind) == ToUpdate && r.start.Equal(c.until) {
			continue
		}
		if err := c.find(r, c.until, false); err != nil {
			return err
		}
	}
	return nil
}
