package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/promises"
	"github.com/palier-go/palier/servicelevel/internal/seal"
	"github.com/palier-go/palier/servicelevel/states"
)

// closing returns the state in which a month is closed by its statement, which was just made.
//
//  1. What became known in the month, and the tickets that it changed, are a ClosedMonth.
//  2. Tickets that still hold hours, are overdrawn or wait for their guarantee are listed
//     again, so that older months can go.
//  3. Months that corrections do not reach any more go. Outages of theirs that go on stay.
//  4. Lots with nothing left are kept with the tickets that have drawn on them, or in the
//     month in which what was left of them went, and what was credited of an invoice as
//     long as lots of it are.
func (b *Book) closing(by *Statement) *State {
	x, m := &b.scratch, by.Month
	type closed struct { // in one piece of memory
		state State
		month states.ClosedMonth
	}
	c := &closed{state: State{
		Contract: b.contract.ID, Edition: b.contract.Edition, Zone: x.b.Term.Zone.String(), MonthDay: x.b.Term.MonthDay(), Month: m,
		Rules: by.Rules, Figures: x.b.Term.Figures(m), Minor: penalty.Minor(x.b.Term.Unit),
	}}
	s, month := &c.state, &c.month
	month.Month, month.Until = m, x.b.Period.End
	s.Levels = slices.Clone(x.b.Term.Levels)
	b.closeFacts(month)
	first := m.AddMonths(1 - b.contract.Options.Reach())
	x.restoreOrder()
	spent := x.closeTickets(s, month, first)
	x.closeAllowances(month)
	x.b.StateLots(s, month, first, spent)
	s.Seal(seal.Give(), month)

	if b.base != nil {
		s.Past = make([]*states.ClosedMonth, 0, len(b.base.Past)+1)
		for _, past := range b.base.Past {
			if past.Month.Compare(first) >= 0 {
				s.Past = append(s.Past, past)
			}
		}
	}
	s.Past = append(s.Past, month)
	x.b.StateCredited(s, first)
	s.InAdvance = x.b.FeesAhead(by)
	x.closeOutages(s, first)
	return s
}

// closeFacts lists what became known in the month, with the months that work lies in.
func (b *Book) closeFacts(month *states.ClosedMonth) {
	x := &b.scratch
	known := 0
	for known < len(b.order) && b.known[b.order[known]] < x.b.Until {
		known++
	}
	month.Facts = make([]Fact, 0, known)
	moved, worked := x.moved, x.b.Hours.Works
	parts := make([]credit.Part, 0, len(worked))
	for _, n := range b.order[:known] {
		month.Facts = append(month.Facts, b.facts[n])
		if len(moved) == 0 || moved[0] != n { // facts move hours in their order
			continue
		}
		if moved = moved[1:]; b.facts[n].Kind == Worked {
			from := len(parts)
			parts, worked = x.b.Hours.Fund.AppendParts(parts, int(worked[0])), worked[1:]
			month.Facts[len(month.Facts)-1].Parts = parts[from:len(parts):len(parts)]
		}
	}
	byID := func(f, g Fact) int { return cmp.Compare(f.ID, g.ID) }
	if !slices.IsSortedFunc(month.Facts, byID) {
		slices.SortFunc(month.Facts, byID)
	}
}

// closeTickets lists the tickets that changed, and those that are open. It returns which
// lots they have drawn on.
func (x *fold) closeTickets(s *State, month *states.ClosedMonth, first calendar.Month) (drawn []bool) {
	h := &x.b.Hours
	x.drawn = slices.Grow(x.drawn[:0], h.Fund.Lots())[:h.Fund.Lots()]
	x.changed = slices.Grow(x.changed[:0], len(x.jobs))[:len(x.jobs)]
	clear(x.drawn)
	clear(x.changed)
	for n := h.Opened; n < h.Fund.Moves(); n++ {
		if m, ok := h.Fund.Move(n); ok {
			x.changed[h.Tickets[m.Ticket]] = true
		}
	}
	owing := map[int32]bool(nil)
	for _, d := range h.Fund.Debts() {
		i := h.Tickets[d.Ticket]
		s.Debts = append(s.Debts, states.Debt{Ticket: x.act.Requests[i].Ticket, Month: d.Month, Plan: d.Plan, At: d.At.In(x.b.Term.Zone), Time: d.Time})
		if owing == nil {
			owing = make(map[int32]bool)
		}
		owing[i] = true
	}
	n := 0
	for i := range x.jobs {
		j, r := &x.jobs[i], &x.act.Requests[i]
		open := x.open(i, first) || owing[int32(i)] // at most MaxFacts
		if open || j.status == TicketWorked && x.touched(i) || j.unbegun() {
			s.Open = append(s.Open, r.Ticket)
		}
		x.changed[i] = open || x.changed[i] || x.touched(i) || j.unbegun() && x.goes(r.Ticket, first)
	}
	carried := x.stillOpen(s, first)
	for i := range x.jobs {
		for at := int32(i); x.changed[at] && x.jobs[at].into >= 0; { // with those that it goes on as
			if at = x.jobs[at].into; x.changed[at] {
				break // its own are seen to
			}
			x.changed[at] = true
		}
	}
	for i := range x.jobs {
		if x.changed[i] {
			n++
		}
	}
	month.Tickets = make([]states.Ticket, 0, n+len(carried))
	for _, t := range carried {
		month.Tickets = append(month.Tickets, *t)
	}
	for i := range x.jobs {
		if x.changed[i] {
			month.Tickets = append(month.Tickets, x.ticketState(i))
		}
	}
	slices.SortFunc(month.Tickets, func(t, u states.Ticket) int { return cmp.Compare(t.Request.Ticket, u.Request.Ticket) })
	return x.drawn
}

// goes reports whether the month of the state that tells of a ticket goes from it, as one
// before the first that corrections reach.
func (x *fold) goes(name string, first calendar.Month) bool {
	if x.b.Base == nil {
		return false
	}
	_, m := x.b.Base.Ticket(name)
	return m != nil && m.Month.Compare(first) < 0
}

// stillOpen lists the tickets that were open and that nothing was asked of in the month:
// those on which no work has begun. It returns those whose month goes.
func (x *fold) stillOpen(s *State, first calendar.Month) (carried []*states.Ticket) {
	if x.b.Base != nil {
		for _, name := range x.b.Base.Open {
			if _, ok := x.tickets[name]; ok {
				continue
			}
			t, m := x.b.Base.Ticket(name)
			if t.Status >= TicketWorked {
				continue
			}
			s.Open = append(s.Open, name)
			if m.Month.Compare(first) < 0 {
				carried = append(carried, t)
			}
		}
	}
	slices.Sort(s.Open)
	return carried
}

// open reports whether a request still holds hours, waits for its guarantee, or comes ever
// later while corrections reach its deadline: what the next months must know.
func (x *fold) open(i int, first calendar.Month) bool {
	if x.jobs[i].held || x.aims(i, first) {
		return true
	}
	var r response.Answer
	st := x.b.Stands(i)
	if ok, err := x.b.Judge(&r, i, st, x.b.AsOf); err != nil || !ok {
		return false
	}
	if r.Outcome == response.Late {
		return r.Answered.IsZero() && st.Over == 0 && !x.jobs[i].unbegun() && x.b.MonthOf(nano.Of(r.Due)).Compare(first) >= 0
	}
	return r.Outcome == response.Waiting
}

// aims reports whether a request has goals of targets that are not reached, and whose clocks
// started when corrections still reach.
func (x *fold) aims(i int, first calendar.Month) bool {
	list, err := x.b.Goals(i, x.b.Stands(i), x.b.Until, x.b.AsOf)
	return err == nil && slices.ContainsFunc(list, func(s response.Standing) bool {
		return s.Reached.IsZero() && x.b.Known[i].Over == 0 && x.b.MonthOf(nano.Of(s.Start)).Compare(first) >= 0
	})
}

// ticketState returns what is to be known of a request, and notes the lots that it has
// drawn on.
func (x *fold) ticketState(i int) states.Ticket {
	h, j, sum := &x.b.Hours, &x.jobs[i], &x.b.Known[i]
	t := states.Ticket{Request: x.act.Requests[i], Status: j.status, Told: j.told, Held: j.held, Sessions: int(j.worked)}
	t.ChargedTo, t.Elsewhere = sum.Payer, time.Duration(sum.Elsewhere)
	t.Request.Waiting, t.Request.Notes = slices.Clone(t.Request.Waiting), slices.Clone(t.Request.Notes)
	if sum.Attended > 0 {
		t.Attended = x.b.Instant(sum.Attended)
	}
	if j.over > 0 {
		t.Over = x.b.Instant(j.over)
	}
	if j.into >= 0 {
		t.Into = x.act.Requests[j.into].Ticket
	}
	if sum.Ticket == 0 {
		return t
	}
	hours := &x.hours
	h.Fund.Ticket(hours, int(sum.Ticket-1))
	t.Block, t.Minimum, t.Day, t.Asked = hours.Block, hours.Minimum, hours.Day, hours.Asked
	t.First = x.b.OfZone(hours.First)
	if len(hours.Shares) > 0 {
		t.Shares = make([]states.Share, len(hours.Shares))
	}
	for k := range hours.Shares {
		s := &hours.Shares[k]
		share := &t.Shares[k]
		*share = states.Share{Month: s.Month, Plan: s.Plan, Latest: s.Latest, Worked: s.Worked, Due: s.Due, Allowance: s.Allowance}
		if len(s.Drawn) > 1 || len(s.Drawn) == 1 && !s.Drawn[0].At.Equal(t.First) {
			share.Drawn = make([]states.DrawnTime, len(s.Drawn))
			for n, d := range s.Drawn {
				share.Drawn[n] = states.DrawnTime{At: d.At.In(x.b.Term.Zone), Time: d.Time}
			}
		}
		if len(s.Lots) > 0 {
			share.Lots = make([]states.Draw, len(s.Lots))
		}
		for n, d := range s.Lots {
			x.drawn[d.Lot] = true
			share.Lots[n] = states.Draw{Lot: h.LotID(d.Lot), At: d.At.In(x.b.Term.Zone), Time: d.Time}
		}
	}
	return t
}

// closeAllowances lists what is used of the allowances that the month knows of.
func (x *fold) closeAllowances(month *states.ClosedMonth) {
	h := &x.b.Hours
	for _, a := range h.Fund.Allowances() {
		if a.Used == 0 && a.Carried == 0 && (x.b.Base == nil || x.b.Base.Allowance(a.Month, a.Plan) == nil) { // nothing was, or is
			continue
		}
		state := states.Allowance{Month: a.Month, Plan: a.Plan, Used: a.Used, Carried: a.Carried}
		for _, t := range h.Fund.Relieved(a.Month, a.Plan) {
			state.Relieved = append(state.Relieved, x.act.Requests[h.Tickets[t]].Ticket)
		}
		month.Allowances = append(month.Allowances, state)
	}
}

// restoreOrder brings back every ticket if the month knows of an allowance that others of
// them are to be paid for by: in which order is told of all of them or of none.
func (x *fold) restoreOrder() {
	if x.all || x.b.Base == nil {
		return
	}
	for _, a := range x.b.Hours.Fund.Allowances() {
		if was := x.b.Base.Allowance(a.Month, a.Plan); was != nil && len(was.Relieved) > 0 {
			x.restoreAll()
			return
		}
	}
}

// closeOutages carries on what was told in months that go of outages, exclusions and claims that
// may still be assessed.
func (x *fold) closeOutages(s *State, first calendar.Month) {
	if x.b.Base == nil {
		return
	}
	assessed := x.b.Term.AssessedFrom(first)
	since := nano.Of(x.b.Wall.Period(assessed).Start)
	wrong := withdrawnIn(x.b.Base)
	matters := func(id string) bool {
		x.restoreOutages()
		i, ok := x.outages[id]
		return ok && (x.act.Outages[i].End.IsZero() || nano.Of(x.act.Outages[i].End) > since)
	}
	if x.b.Term.LooksWhole() {
		x.restoreOutages()
		since = promises.Reaching(x.act.Outages, since) - 1 // what ends then is part of it
	}
	carry := func(f *Fact) {
		if wrong[f.ID] {
			return
		}
		if f.Kind == Down && matters(f.ID) || f.Kind == Restored && matters(f.Of) || f.Kind == Excluded && nano.Of(f.End) > since ||
			f.Kind == Claimed && f.Month.Compare(assessed) >= 0 {
			s.Carried = append(s.Carried, *f)
		}
	}
	for i := range x.b.Base.Carried {
		carry(&x.b.Base.Carried[i])
	}
	for _, m := range x.b.Base.Past {
		for j := range m.Facts {
			if m.Month.Compare(first) < 0 {
				carry(&m.Facts[j])
			}
		}
	}
	slices.SortFunc(s.Carried, func(f, g Fact) int { return cmp.Compare(f.ID, g.ID) })
}
