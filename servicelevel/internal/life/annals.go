package life

import (
	"container/heap"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/billing"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/states"
)

// annals is what a fold remembers of facts, so that they can be withdrawn (D31). A fold of
// which nothing is withdrawn remembers nothing.
type annals struct {
	kept  bool                     // facts are remembered as they are told
	facts map[string]*told         // by their ids
	on    map[string]*ticketAnnals // by the tickets that they are about
	gone  map[string][]string      // by the hours: what went of them and stands, the last one last

	merged   map[string]int    // by ticket, how many others were merged into it
	ended    map[string]string // by outage, the fact that tells its end
	reopened map[string]bool   // tickets of the state whose sessions are told one by one
}

// ticketAnnals is what was told of a ticket.
type ticketAnnals struct {
	facts   []*told // all but its sessions
	request *told   // of the facts; nil: the state does not have it any more
	// sessions are those that were charged to it, worked how many of them stand.
	sessions []*told
	worked   int
	wrong    int   // facts that were withdrawn
	road     *road // to what it was merged into, with the work that went on from it; nil: neither

	timed   begun // the sessions with work charged here that may stand
	empty   begun // the others: they are no more than an answer
	oldest  int   // none before this one of the sessions stands
	counted bool  // unknown was worked out
	unknown bool  // the state has no more of some sessions than what they came to
}

// begun is a heap of sessions by when they began.
type begun []*told

func (b begun) Len() int           { return len(b) }
func (b begun) Less(i, j int) bool { return b[i].fact.At.Before(b[j].fact.At) }
func (b begun) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }
func (b *begun) Push(x any) {
	if t, ok := x.(*told); ok { // nothing else is pushed
		*b = append(*b, t)
	}
}

func (b *begun) Pop() any {
	last := (*b)[len(*b)-1]
	*b = (*b)[:len(*b)-1]
	return last
}

// first returns when the first session began that stands; zero if none does.
func (b *begun) first() time.Time {
	for len(*b) > 0 {
		if t := (*b)[0]; !t.withdrawn {
			return t.fact.At
		}
		heap.Pop(b)
	}
	return time.Time{}
}

// maxWithdrawn is how many facts about a ticket can be withdrawn, sessions aside: each
// time all of them are told again.
const maxWithdrawn = 1000

// told is a fact that was told.
type told struct {
	fact  *facts.Fact
	known int64
	seq   int // of the facts, in the order in which they became known
	// index is where it is in the list of the activity that it is in; -1 is not yet, of a
	// fact of the state.
	index     int32
	ticket    string // that it is about, or of work that it was charged to
	withdrawn bool
	based     bool // it is of the state
	later     bool // it was withdrawn since
}

// begin empties the annals. If facts may be withdrawn they begin with those of the state.
func (a *annals) begin(kept bool, base *states.State) {
	*a = annals{kept: kept}
	if !kept {
		return
	}
	a.facts, a.on, a.gone = make(map[string]*told), make(map[string]*ticketAnnals), make(map[string][]string)
	a.merged, a.reopened = make(map[string]int), make(map[string]bool)
	a.ended = make(map[string]string)
	if base != nil {
		a.base(base)
	}
}

// base adds the facts of a state, in the order in which they became known.
func (a *annals) base(s *states.State) {
	var list []*facts.Fact
	merged := make(map[string]bool) // tickets of which list tell that they were merged
	for i := range s.Carried {
		list = append(list, &s.Carried[i])
	}
	for _, m := range s.Past {
		for i := range m.Facts {
			f := &m.Facts[i]
			if list = append(list, f); f.Kind == facts.Merged {
				merged[f.Ticket] = true
			}
		}
	}
	byID := make(map[string]*facts.Fact, len(list))
	for _, f := range list {
		byID[f.ID] = f
	}
	find := func(id string) *facts.Fact { return byID[id] }
	slices.SortFunc(list, func(f, g *facts.Fact) int { return CompareFacts(f, g, nano.Of(f.Known()), nano.Of(g.Known()), find) })
	a.baseRoads(s, merged)
	for _, f := range list {
		ticket := f.Ticket
		if on := a.on[ticket]; f.Kind == facts.Worked && on != nil && on.road != nil {
			ticket = on.road.end(nano.Of(f.At)).ticket
		}
		a.add(&told{fact: f, known: nano.Of(f.Known()), index: -1, based: true}, ticket)
	}
}

// baseRoads adds which tickets of a state were merged into others, but for those seen to:
// those of which facts tell.
func (a *annals) baseRoads(s *states.State, seen map[string]bool) {
	for i := len(s.Past) - 1; i >= 0; i-- { // what is told of one last stands
		for k := range s.Past[i].Tickets {
			t := &s.Past[i].Tickets[k]
			if name := t.Request.Ticket; !seen[name] {
				seen[name] = true
				if t.Into != "" {
					a.road(name).goesOn(a.road(t.Into), nano.Of(t.Over))
				}
			}
		}
	}
}

// Remember notes a fact that was just told, if that is to be.
func (x *Fold) Remember(f *facts.Fact, move *billing.Move) {
	if f.Kind == facts.Worked {
		x.passed(x.tickets[f.Ticket], move.Request)
	}
	if !x.annals.kept {
		return
	}
	t := &told{fact: f, known: move.Known}
	act := &x.act
	switch f.Kind {
	case facts.Bought, facts.Given:
		t.index = int32(len(act.Purchases)) - 1
	case facts.Refunded, facts.Forfeited, facts.Moved:
		t.index = int32(len(act.Removals)) - 1
	case facts.Worked:
		t.index = int32(len(act.Interventions)) - 1
	case facts.Down:
		t.index = int32(len(act.Outages)) - 1
	case facts.Excluded:
		t.index = int32(len(act.Exclusions)) - 1
	case facts.Claimed:
		t.index = int32(len(act.Claims)) - 1
	case facts.Charged:
		t.index = int32(len(act.Charges)) - 1
	}
	ticket := f.Ticket
	if f.Kind == facts.Worked {
		ticket = act.Requests[move.Request].Ticket
	}
	x.annals.add(t, ticket)
}

// add adds a fact about a ticket, or about none.
func (a *annals) add(t *told, ticket string) {
	a.facts[t.fact.ID], t.ticket, t.seq = t, ticket, len(a.facts)
	if ticket != "" {
		on := a.of(ticket)
		if t.fact.Kind == facts.Worked {
			on.sessions = append(on.sessions, t)
			on.worked++
			if t.timed() {
				heap.Push(&on.timed, t)
			} else {
				heap.Push(&on.empty, t)
			}
		} else {
			on.facts = append(on.facts, t)
		}
	}
	switch t.fact.Kind {
	case facts.Refunded, facts.Forfeited, facts.Moved:
		a.gone[t.fact.Of] = append(a.gone[t.fact.Of], t.fact.ID)
	case facts.Requested:
		a.of(ticket).request = t
	case facts.Worked:
		a.pass(t, 1)
	case facts.Merged:
		a.merged[t.fact.Into]++
		a.road(t.fact.Ticket).goesOn(a.road(t.fact.Into), nano.Of(t.fact.At))
	case facts.Restored:
		a.ended[t.fact.Of] = t.fact.ID
	case facts.Withdrawn:
		if of := a.facts[t.fact.Of]; of != nil {
			of.later = !t.based
			a.withdraw(of)
		}
	}
}

// timed reports whether a session has work that is charged here.
func (t *told) timed() bool { return t.fact.ChargedTo == "" && t.fact.End.After(t.fact.At) }

// withdraw notes that a fact does not stand any more.
func (a *annals) withdraw(t *told) {
	t.withdrawn = true
	if t.ticket != "" && t.fact.Kind != facts.Worked {
		a.of(t.ticket).wrong++
	}
	switch t.fact.Kind {
	case facts.Merged:
		a.merged[t.fact.Into]--
		a.road(t.fact.Ticket).stays()
	case facts.Restored:
		delete(a.ended, t.fact.Of)
	case facts.Refunded, facts.Forfeited, facts.Moved:
		if list := a.gone[t.fact.Of]; len(list) > 0 { // it is the last one
			a.gone[t.fact.Of] = list[:len(list)-1]
		}
	case facts.Worked:
		a.of(t.ticket).worked--
		a.pass(t, -1)
	}
}

// of returns what was told of a ticket.
func (a *annals) of(ticket string) *ticketAnnals {
	on := a.on[ticket]
	if on == nil {
		on = new(ticketAnnals)
		a.on[ticket] = on
	}
	return on
}

// road returns the road that a ticket is on.
func (a *annals) road(ticket string) *road {
	on := a.of(ticket)
	if on.road == nil {
		on.road = newRoad(ticket)
	}
	return on.road
}

// pass notes from which tickets a session of work went on to the one that it was charged
// to, or with -1 that it does not stand any more.
func (a *annals) pass(t *told, times int) {
	if t.ticket != t.fact.Ticket {
		a.road(t.fact.Ticket).pass(a.road(t.ticket), times)
	}
}

// passed returns how much work that was told on a ticket, or on others, went on to the one
// that it was merged into.
func (a *annals) passed(ticket string) int {
	if on := a.of(ticket); on.road != nil {
		return on.road.passes()
	}
	return 0
}

// reaches reports whether corrections that become known at an instant reach back to what
// became known at another.
func (x *Fold) reaches(back, known int64) bool {
	w := &x.Maker.Wall
	first := w.Month(known).AddMonths(-x.Maker.Term.Contract.Options.Reach())
	return w.Month(back).Compare(first) >= 0
}

// notThere refuses to withdraw a fact of which the state knows no more than that it was.
func notThere(f *facts.Fact) error {
	return fault.New("of", f.Of, "must be the id of a fact that was recorded and that corrections still reach")
}

// holds reports whether an estimate holds hours for a ticket, but for a fact.
func (on *ticketAnnals) holds(without *told) bool {
	for _, t := range slices.Backward(on.facts) {
		if t.withdrawn || t == without {
			continue
		}
		switch t.fact.Kind {
		case facts.Estimated:
			return true
		case facts.Reported, facts.Cancelled, facts.Merged:
			return false
		}
	}
	return false
}
