package promises

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
)

// Goals says how request i, as it stands, stands to its targets at an instant, by what was known
// before another one: nothing if none are promised for it, or if it was not known or never was.
func (a *Assessor) Goals(i int, st Standing, known int64, at time.Time) ([]response.Standing, error) {
	t, r := &a.Term, &a.Act.Requests[i]
	asked := nano.Of(r.At)
	switch {
	case t.Tracker == nil || r.For != "" || st.Never || at.Before(r.At) || nano.Of(r.Known()) >= known:
		return nil, nil
	case !a.Serves(asked) || !slices.Contains(a.At(asked).Data.Desk.Channels, r.Channel):
		return nil, nil
	}
	c := course{a: a, r: r, st: st, known: known, until: nano.Of(at)}
	list, err := t.Tracker.Check(response.Ticket{ID: r.Ticket, Events: c.events(a.Known[i].Settled)}, at.In(t.Zone))
	if err != nil {
		return nil, fault.In(fault.Index("activity.requests", i), err)
	}
	for k := range list {
		a.localize(&list[k])
	}
	return list, nil
}

// localize gives the instants that hours of another zone have those of the contract's.
func (a *Assessor) localize(s *response.Standing) {
	s.Due = a.OfZone(s.Due)
	for i := range s.Warnings {
		s.Warnings[i].At = a.OfZone(s.Warnings[i].At)
	}
}

// course is what is known of a request as it becomes the events of a ticket.
type course struct {
	a            *Assessor
	r            *facts.Request
	st           Standing
	known, until int64
	list         []response.TicketEvent
}

// turn is one thing that happened to a ticket, before what happened at one instant is put
// together.
type turn struct {
	at, known int64
	kind      turnKind
	id, name  string // of a note: which one, and the priority, the state or the plan
}

// turnKind says what a turn is; those of one instant are in this order.
type turnKind uint8

const (
	turnWord turnKind = iota
	turnWork
	turnReport
	turnReopening
	turnPriority
	turnPlan
	turnState
	turnWaits
	turnResumes
	turnEnd
)

// turnOf is the turn that a note tells.
var turnOf = [...]turnKind{facts.Updated: turnWord, facts.Reported: turnReport, facts.Reopened: turnReopening, facts.Prioritized: turnPriority, facts.Entered: turnState}

// events puts together what happened to the ticket, in a form that response.Tracker takes: of what
// happens at one instant what comes of it. A ticket that is settled was reported before anybody
// asked when.
func (c *course) events(settled bool) []response.TicketEvent {
	a, r := c.a, c.r
	asked := nano.Of(r.At)
	turns := c.turns(asked)
	s := happening{
		course: c, resolved: settled, priority: r.Priority, state: stateOpen,
		plan: a.Term.Targets[a.Term.Runs[a.Term.RunOn(a.Wall.Date(asked))].Targets].Name,
	}
	s.shown = s.state
	s.add(asked, response.TicketEvent{Kind: response.TicketOpened, Priority: s.priority, Plan: s.plan, State: s.state})
	if settled {
		s.add(asked, response.TicketEvent{Kind: response.TicketResolved})
	}
	for len(turns) > 0 {
		n := 1
		for n < len(turns) && turns[n].at == turns[0].at {
			n++
		}
		s.instant(turns[:n])
		turns = turns[n:]
	}
	return c.list
}

// turns lists what is known to have happened to the ticket, in order.
func (c *course) turns(asked int64) []turn {
	var list []turn
	add := func(t turn) {
		if t.at = max(t.at, asked); t.at <= c.until {
			list = append(list, t)
		}
	}
	for i := range c.r.Notes {
		n := &c.r.Notes[i]
		if known := nano.Of(n.Known()); known < c.known && nano.Stands(n.Withdrawn, c.known) {
			add(turn{at: nano.Of(n.At), known: known, kind: turnOf[n.Kind], id: n.ID, name: n.Priority + n.State})
		}
	}
	for _, p := range c.st.Waiting {
		if !p.End.IsZero() && nano.Of(p.End) <= asked {
			continue
		}
		add(turn{at: nano.Of(p.Start), kind: turnWaits})
		if !p.End.IsZero() {
			add(turn{at: nano.Of(p.End), kind: turnResumes})
		}
	}
	if c.st.attended > 0 {
		add(turn{at: c.st.attended, kind: turnWork})
	}
	if c.st.Over > 0 {
		add(turn{at: c.st.Over, kind: turnEnd})
	}
	t := &c.a.Term
	for n := t.RunOn(c.a.Wall.Date(asked)) + 1; n < len(t.Runs); n++ {
		at := nano.Of(c.a.Wall.DayStart(t.Runs[n].From))
		if at > c.until {
			break
		}
		add(turn{at: at, kind: turnPlan, name: t.Targets[t.Runs[n].Targets].Name})
	}
	slices.SortFunc(list, func(x, y turn) int {
		return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.kind, y.kind), cmp.Compare(x.known, y.known), cmp.Compare(x.id, y.id))
	})
	return list
}

// happening is how a ticket stands while its turns become events.
type happening struct {
	*course
	answered, resolved    bool
	waits                 int
	priority, plan, state string
	shown                 string // the state of the last event
}

func (s *happening) add(at int64, e response.TicketEvent) {
	e.At = s.a.Instant(at)
	s.list = append(s.list, e)
}

// instant adds the events of the turns of one instant.
func (s *happening) instant(turns []turn) {
	at, was := turns[0].at, *s
	var word, work, reported, reopened, over bool
	for i := range turns {
		switch x := &turns[i]; x.kind {
		case turnWord:
			word = true
		case turnWork:
			work = true
		case turnReport:
			reported = true
		case turnReopening:
			reopened = true
		case turnPriority:
			s.priority = x.name
		case turnPlan:
			s.plan = x.name
		case turnState:
			s.state = x.name
		case turnWaits:
			s.waits++
		case turnResumes:
			s.waits--
		case turnEnd:
			over = true
		}
	}
	word = word || reported && was.resolved // which says something more
	switch {
	case !s.answered && (word || work):
		s.answered = true
		s.add(at, response.TicketEvent{Kind: response.TicketAnswered})
	case word:
		s.add(at, response.TicketEvent{Kind: response.TicketUpdated})
	}
	s.resolve(at, reported, reopened)
	if s.priority != was.priority || s.plan != was.plan {
		e := response.TicketEvent{Kind: response.TicketChanged}
		if s.priority != was.priority {
			e.Priority = s.priority
		}
		if s.plan != was.plan {
			e.Plan = s.plan
		}
		s.add(at, e)
	}
	state := s.state
	if s.waits > 0 {
		state = reckon.StateWaiting
	}
	if state != s.shown {
		s.shown = state
		s.add(at, response.TicketEvent{Kind: response.TicketMoved, State: state})
	}
	if over {
		s.add(at, response.TicketEvent{Kind: response.TicketWithdrawn})
	}
}

// resolve adds that the ticket was resolved, reopened, or both at one instant: one that was
// resolved before was reopened first.
func (s *happening) resolve(at int64, reported, reopened bool) {
	if s.resolved && reported {
		return
	}
	if reported {
		s.resolved = true
		s.add(at, response.TicketEvent{Kind: response.TicketResolved})
	}
	if reopened && s.resolved {
		s.resolved = false
		s.add(at, response.TicketEvent{Kind: response.TicketReopened})
	}
}

// stateOpen is the state of a ticket of which facts do not say another.
const stateOpen = "open"
