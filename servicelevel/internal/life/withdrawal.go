package life

import (
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/billing"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/states"
)

// withdraw takes back a fact that was wrong (D31): what it did to the hours is taken back
// by a move, and what it did to a ticket, an outage or an exclusion here. A fact that
// others rest on stays until those are withdrawn.
func (x *Fold) withdraw(f *facts.Fact, move billing.Move) (billing.Move, bool, error) {
	t := x.annals.facts[f.Of]
	if t == nil {
		return move, false, notThere(f)
	}
	if !x.reaches(t.known, move.Known) {
		return move, false, notThere(f)
	}
	if err := x.withdrawable(t); err != nil {
		return move, false, err
	}
	switch t.fact.Kind {
	case facts.Bought, facts.Given:
		if !x.purchase(t) {
			return move, false, notThere(f)
		}
		move.Kind, move.Index = billing.Unbought, t.index
		x.act.Purchases[t.index].Withdrawn = f.Known()
		return move, true, nil
	case facts.Refunded, facts.Forfeited, facts.Moved:
		if !x.removal(t) {
			return move, false, notThere(f)
		}
		move.Kind, move.Index = billing.Ungone, t.index
		return move, true, nil
	case facts.Worked:
		return x.unwork(t, f, move)
	case facts.Down:
		if x.outage(t); t.index < 0 {
			return move, false, notThere(f)
		}
		x.act.Outages[t.index].Withdrawn = f.Known()
		delete(x.outages, t.fact.ID)
		return move, false, nil
	case facts.Excluded:
		if x.restoreOutages(); t.index < 0 {
			return move, false, notThere(f)
		}
		x.act.Exclusions[t.index].Withdrawn = f.Known()
		return move, false, nil
	case facts.Claimed:
		if x.restoreOutages(); t.index < 0 {
			return move, false, notThere(f)
		}
		x.act.Claims[t.index].Withdrawn = f.Known()
		return move, false, nil
	case facts.Charged:
		if t.index < 0 { // of the state
			t.index = int32(len(x.act.Charges)) // at most MaxFacts
			x.act.Charges = append(x.act.Charges, t.fact.Charge())
		}
		x.act.Charges[t.index].Withdrawn = f.Known()
		return move, false, nil
	case facts.Restored:
		x.goesOn(t, f)
		return move, false, nil
	}
	move, moves, err := x.retell(t, move)
	if err == nil {
		x.unnote(t, f)
	}
	return move, moves, err
}

// withdrawable refuses to withdraw what is no fact of its own, was withdrawn, or has others
// that rest on it.
func (x *Fold) withdrawable(t *told) error {
	f, a := t.fact, &x.annals
	refuse := func(reason string) error { return fault.New("of", f.ID, reason) }
	switch {
	case t.withdrawn:
		return refuse("was withdrawn before")
	case f.Kind == facts.Withdrawn || f.Kind == facts.Closed:
		return refuse("must not be a withdrawal: what was withdrawn is told again under another id")
	case f.Kind != facts.Worked && t.ticket != "" && a.of(t.ticket).wrong >= maxWithdrawn:
		return refuse("must not be one of more than 1000 facts of a ticket that are withdrawn")
	}
	switch f.Kind {
	case facts.Bought, facts.Given:
		if n := len(a.gone[f.ID]); n > 0 {
			return refuse("must not be hours of which something went: " + a.gone[f.ID][n-1] + " is withdrawn first")
		}
	case facts.Refunded, facts.Forfeited, facts.Moved:
		if list := a.gone[f.Of]; len(list) > 0 && list[len(list)-1] != f.ID {
			return refuse("must be what went of " + f.Of + " last: " + list[len(list)-1] + " is withdrawn first")
		}
	case facts.Down:
		if end := a.ended[f.ID]; end != "" {
			return refuse("must not be an outage whose end was told: " + end + " is withdrawn first")
		}
	case facts.Requested:
		if a.merged[f.Ticket] > 0 {
			return refuse("must not be a request that others go on as: their mergers are withdrawn first")
		}
		on := a.of(f.Ticket)
		for _, list := range [...][]*told{on.facts, on.sessions} {
			for _, other := range list {
				if !other.withdrawn && other != t {
					return refuse("must not be a request of which more was told: " + other.fact.ID + " is withdrawn first")
				}
			}
		}
	case facts.Waiting, facts.Resumed:
		for _, other := range slices.Backward(a.of(f.Ticket).facts) {
			if other == t {
				break
			}
			if k := other.fact.Kind; !other.withdrawn && (k == facts.Waiting || k == facts.Resumed) {
				return refuse("must not be before another pause of its ticket, or the end of one: " + other.fact.ID + " is withdrawn first")
			}
		}
	case facts.Merged:
		if a.passed(f.Ticket) > 0 {
			return refuse("must not be of a ticket whose work went on to " + f.Into + ": that is withdrawn first")
		}
	}
	return nil
}

// purchase finds a purchase of the state, and with it all tickets that may have drawn on it.
func (x *Fold) purchase(t *told) bool {
	if t.index < 0 {
		x.restoreAll()
		if n, ok := x.lot(t.fact.ID); ok {
			t.index = int32(x.Maker.Hours.PurchaseOf(n)) // at most MaxFacts
		}
	}
	return t.index >= 0
}

// removal finds a removal of the state, with its hours.
func (x *Fold) removal(t *told) bool {
	if t.index < 0 {
		x.lot(t.fact.Of)
	}
	return t.index >= 0
}

// unwork takes a session back, and with the last one of a ticket that it was begun.
func (x *Fold) unwork(t *told, f *facts.Fact, move billing.Move) (billing.Move, bool, error) {
	x.restoreAll() // what its allowance gets back may pay for others
	i, ok := x.Ticket(t.ticket)
	if !ok {
		return move, false, notThere(f)
	}
	if x.beganBefore(t, move.Known) {
		return move, false, fault.New("of", f.Of, "must not be the session with which a ticket began of which corrections do not reach all")
	}
	if t.index < 0 {
		if err := x.reopen(t, i); err != nil {
			return move, false, err
		}
	}
	x.act.Interventions[t.index].Withdrawn = f.Known()
	x.jobs[i].worked--
	if x.annals.of(t.ticket).worked == 1 {
		x.unbegin(i, t.ticket, move.Known)
	}
	x.jobs[i].changed, x.jobs[i].told = true, x.Maker.Wall.Month(move.Known)
	move.Kind, move.Index, move.Request = billing.Unworked, t.index, i
	return move, true, nil
}

// unbegin takes back that work has begun on a ticket, with the last session that stands.
// Nothing else about it depends on those; and it is only if no report or end was told
// since that it has begun, so that but for an estimate it is open.
func (x *Fold) unbegin(i int32, ticket string, known int64) {
	j := &x.jobs[i]
	if j.status != states.TicketWorked || !x.remembers(ticket, known) {
		return
	}
	j.status = states.TicketOpen
	for _, t := range slices.Backward(x.annals.of(ticket).facts) {
		switch {
		case t.withdrawn:
		case t.fact.Kind == facts.Estimated:
			j.status = states.TicketEstimated
			return
		case t.fact.Kind == facts.Reopened: // before which nothing is held any more
			return
		}
	}
}

// beganBefore reports whether a ticket began with a session, or its hours did, while there
// are others that are too old for corrections: with which it would begin without that one is
// not known.
func (x *Fold) beganBefore(t *told, known int64) bool {
	on := x.annals.of(t.ticket)
	older := x.unknown(t.ticket, on)
	for ; !older && on.oldest < len(on.sessions); on.oldest++ {
		if s := on.sessions[on.oldest]; !s.withdrawn {
			older = !x.reaches(s.known, known)
			break
		}
	}
	if !older {
		return false
	}
	timed, empty := on.timed.first(), on.empty.first()
	if on.unknown {
		state, _ := x.Maker.Base.Ticket(t.ticket)
		timed, empty = zone.Earlier(timed, state.First), zone.Earlier(empty, state.Attended)
	}
	at := t.fact.At
	return t.timed() && at.Equal(timed) || at.Equal(zone.Earlier(timed, empty))
}

// outage finds an outage.
func (x *Fold) outage(t *told) {
	x.restoreOutages()
	if i, ok := x.outages[t.fact.ID]; ok {
		t.index = i
	}
}

// goesOn lets an outage go on whose end was wrong: what is known of it until then stays as
// it was.
func (x *Fold) goesOn(t *told, f *facts.Fact) {
	x.restoreOutages()
	i, ok := x.outages[t.fact.Of]
	if !ok {
		return // it was withdrawn
	}
	o := x.act.Outages[i]
	x.act.Outages[i].Withdrawn = f.Known()
	o.End, o.Recorded = time.Time{}, f.Known()
	x.outages[t.fact.Of] = int32(len(x.act.Outages)) // at most MaxFacts
	x.act.Outages = append(x.act.Outages, o)
	x.ends = append(x.ends, 0)
}

// retell takes back what a fact did to its ticket.
func (x *Fold) retell(t *told, move billing.Move) (billing.Move, bool, error) {
	i, ok := x.Ticket(t.ticket)
	if !ok || !x.remembers(t.ticket, move.Known) {
		return move, false, fault.New("of", t.fact.ID, "must be of a ticket whose request corrections reach")
	}
	if payer := x.jobs[i].paidBy(); payer != "" && x.annals.of(t.ticket).holds(t) {
		return move, false, fault.New("of", t.fact.ID, "must stay, as without it hours would be held here for the estimate of "+t.ticket+", which is charged to "+payer)
	}
	held, estimate := x.jobs[i].held, x.act.Requests[i].Estimate
	last := x.relive(i, t, move.Known)
	j := &x.jobs[i]
	move.Request = i
	switch {
	case j.held && (!held || x.act.Requests[i].Estimate != estimate):
		move.Kind, move.At, move.End, move.Forced = billing.Estimated, last, int64(x.act.Requests[i].Estimate), true
		return move, true, nil
	case held && !j.held:
		move.Kind = billing.Released
		return move, true, nil
	}
	return move, false, nil
}

// remembers reports whether the request of a ticket is among what corrections reach that
// become known at an instant, so that all that was told of the ticket is.
func (x *Fold) remembers(ticket string, known int64) bool {
	t := x.annals.of(ticket).request
	return t != nil && x.reaches(t.known, known)
}

// relive works out how a ticket stands without a fact, by what else was told of it. It
// returns when its last estimate was.
func (x *Fold) relive(i int32, without *told, known int64) (estimatedAt int64) {
	x.jobs[i].changed = true
	now := x.Maker.Wall.Month(known)
	j, r := &x.jobs[i], &x.act.Requests[i]
	if j.status != states.TicketRefused {
		j.status = states.TicketOpen
	}
	j.held, j.over, j.into, r.Estimate, r.Waiting = false, 0, -1, 0, nil
	x.Maker.Known[i].Over, x.Maker.Known[i].OverTold, x.Maker.Known[i].Never = 0, 0, false
	x.rejoin(i)
	if without.fact.Kind == facts.Requested {
		j.status, j.over = states.TicketWithdrawn, nano.Of(without.fact.At)
		x.Maker.Known[i].Over, x.Maker.Known[i].Never, j.told = j.over, true, now
		return 0
	}
	on := x.annals.of(without.ticket)
	sessions := on.sessions
	begun := func(seq int) { // by the sessions told before
		for ; len(sessions) > 0 && sessions[0].seq < seq; sessions = sessions[1:] {
			if !sessions[0].withdrawn {
				x.jobs[i].begin()
			}
		}
	}
	for _, t := range on.facts {
		if t.withdrawn || t == without {
			continue
		}
		begun(t.seq)
		x.jobs[i].told = x.Maker.Wall.Month(t.known)
		switch f := t.fact; f.Kind {
		case facts.Waiting, facts.Resumed:
			_ = x.pause(f, &x.act.Requests[i])
		case facts.Estimated, facts.Reported, facts.Cancelled, facts.Merged:
			if f.Kind == facts.Estimated {
				estimatedAt = nano.Of(f.At)
			}
			x.again(f, i, t.known)
		case facts.Reopened:
			x.reopened(i)
		}
	}
	begun(len(x.annals.facts))
	x.jobs[i].told = now
	return estimatedAt
}

// again takes a ticket on as a fact did that was told before.
func (x *Fold) again(f *facts.Fact, i int32, known int64) {
	into, told := int32(-1), progress{}
	if f.Kind == facts.Merged {
		if n, ok := x.Ticket(f.Into); ok {
			into, told = n, x.jobs[n]
		}
	}
	_, _, _ = x.step(f, i, billing.Move{Known: known, At: nano.Of(f.At)})
	if into >= 0 {
		x.jobs[into].told, x.jobs[into].changed = told.told, told.changed
	}
}
