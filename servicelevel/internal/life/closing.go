package life

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/promises"
	"github.com/palier-go/palier/servicelevel/internal/seal"
	"github.com/palier-go/palier/servicelevel/statement"
	"github.com/palier-go/palier/servicelevel/states"
)

// Close returns the state in which a month is closed by its statement, which was just made.
//
//  1. What became known in the month, and the tickets that it changed, are a ClosedMonth.
//  2. Tickets that still hold hours, are overdrawn or wait for their guarantee are listed
//     again, so that older months can go.
//  3. Months that corrections do not reach any more go. Outages of theirs that go on stay.
//  4. Lots with nothing left are kept with the tickets that have drawn on them, or in the
//     month in which what was left of them went, and what was credited of an invoice as
//     long as lots of it are.
//
// All are the facts of the book, of which order lists the ones known before the month ended, as they became known.
func (x *Fold) Close(by *statement.Statement, all []facts.Fact, order []int32) *states.State {
	ct, m := x.Maker.Term.Contract, by.Month
	type closed struct { // in one piece of memory
		state states.State
		month states.ClosedMonth
	}
	c := &closed{state: states.State{
		Contract: ct.ID, Edition: ct.Edition, Zone: x.Maker.Term.Zone.String(), MonthDay: x.Maker.Term.MonthDay(), Month: m,
		Rules: by.Rules, Figures: x.Maker.Term.Figures(m), Minor: penalty.Minor(x.Maker.Term.Unit),
	}}
	s, month := &c.state, &c.month
	month.Month, month.Until = m, x.Maker.Period.End
	s.Levels = slices.Clone(x.Maker.Term.Levels)
	x.closeFacts(month, all, order)
	first := m.AddMonths(1 - ct.Options.Reach())
	x.restoreOrder()
	spent := x.closeTickets(s, month, first)
	x.closeAllowances(month)
	x.Maker.StateLots(s, month, first, spent)
	s.Seal(seal.Give(), month)

	if base := x.Maker.Base; base != nil {
		s.Past = make([]*states.ClosedMonth, 0, len(base.Past)+1)
		for _, past := range base.Past {
			if past.Month.Compare(first) >= 0 {
				s.Past = append(s.Past, past)
			}
		}
	}
	s.Past = append(s.Past, month)
	x.Maker.StateCredited(s, first)
	s.InAdvance = x.Maker.FeesAhead(by)
	x.closeOutages(s, first)
	return s
}

// closeFacts lists what became known in the month, with the months that work lies in.
func (x *Fold) closeFacts(month *states.ClosedMonth, all []facts.Fact, order []int32) {
	month.Facts = make([]facts.Fact, 0, len(order))
	moved, worked := x.moved, x.Maker.Hours.Works
	parts := make([]credit.Part, 0, len(worked))
	for _, n := range order {
		month.Facts = append(month.Facts, all[n])
		if len(moved) == 0 || moved[0] != n { // facts move hours in their order
			continue
		}
		if moved = moved[1:]; all[n].Kind == facts.Worked {
			from := len(parts)
			parts, worked = x.Maker.Hours.Fund.AppendParts(parts, int(worked[0])), worked[1:]
			month.Facts[len(month.Facts)-1].Parts = parts[from:len(parts):len(parts)]
		}
	}
	byID := func(f, g facts.Fact) int { return cmp.Compare(f.ID, g.ID) }
	if !slices.IsSortedFunc(month.Facts, byID) {
		slices.SortFunc(month.Facts, byID)
	}
}

// closeTickets lists the tickets that changed, and those that are open. It returns which
// lots they have drawn on.
func (x *Fold) closeTickets(s *states.State, month *states.ClosedMonth, first calendar.Month) (drawn []bool) {
	h := &x.Maker.Hours
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
		s.Debts = append(s.Debts, states.Debt{Ticket: x.act.Requests[i].Ticket, Month: d.Month, Plan: d.Plan, At: d.At.In(x.Maker.Term.Zone), Time: d.Time})
		if owing == nil {
			owing = make(map[int32]bool)
		}
		owing[i] = true
	}
	n := 0
	for i := range x.jobs {
		j, r := &x.jobs[i], &x.act.Requests[i]
		open := x.open(i, first) || owing[int32(i)] // at most MaxFacts
		if open || j.status == states.TicketWorked && x.touched(i) || j.unbegun() {
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
func (x *Fold) goes(name string, first calendar.Month) bool {
	if x.Maker.Base == nil {
		return false
	}
	_, m := x.Maker.Base.Ticket(name)
	return m != nil && m.Month.Compare(first) < 0
}

// stillOpen lists the tickets that were open and that nothing was asked of in the month:
// those on which no work has begun. It returns those whose month goes.
func (x *Fold) stillOpen(s *states.State, first calendar.Month) (carried []*states.Ticket) {
	if x.Maker.Base != nil {
		for _, name := range x.Maker.Base.Open {
			if _, ok := x.tickets[name]; ok {
				continue
			}
			t, m := x.Maker.Base.Ticket(name)
			if t.Status >= states.TicketWorked {
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
func (x *Fold) open(i int, first calendar.Month) bool {
	if x.jobs[i].held || x.aims(i, first) {
		return true
	}
	var r response.Answer
	st := x.Maker.Stands(i)
	if ok, err := x.Maker.Judge(&r, i, st, x.Maker.AsOf); err != nil || !ok {
		return false
	}
	if r.Outcome == response.Late {
		return r.Answered.IsZero() && st.Over == 0 && !x.jobs[i].unbegun() && x.Maker.MonthOf(nano.Of(r.Due)).Compare(first) >= 0
	}
	return r.Outcome == response.Waiting
}

// aims reports whether a request has goals of targets that are not reached, and whose clocks
// started when corrections still reach.
func (x *Fold) aims(i int, first calendar.Month) bool {
	list, err := x.Maker.Goals(i, x.Maker.Stands(i), x.Maker.Until, x.Maker.AsOf)
	return err == nil && slices.ContainsFunc(list, func(s response.Standing) bool {
		return s.Reached.IsZero() && x.Maker.Known[i].Over == 0 && x.Maker.MonthOf(nano.Of(s.Start)).Compare(first) >= 0
	})
}

// ticketState returns what is to be known of a request, and notes the lots that it has
// drawn on.
func (x *Fold) ticketState(i int) states.Ticket {
	h, j, sum := &x.Maker.Hours, &x.jobs[i], &x.Maker.Known[i]
	t := states.Ticket{Request: x.act.Requests[i], Status: j.status, Told: j.told, Held: j.held, Sessions: int(j.worked)}
	t.ChargedTo, t.Elsewhere = sum.Payer, time.Duration(sum.Elsewhere)
	t.Request.Waiting, t.Request.Notes = slices.Clone(t.Request.Waiting), slices.Clone(t.Request.Notes)
	if sum.Attended > 0 {
		t.Attended = x.Maker.Instant(sum.Attended)
	}
	if j.over > 0 {
		t.Over = x.Maker.Instant(j.over)
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
	t.First = x.Maker.OfZone(hours.First)
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
				share.Drawn[n] = states.DrawnTime{At: d.At.In(x.Maker.Term.Zone), Time: d.Time}
			}
		}
		if len(s.Lots) > 0 {
			share.Lots = make([]states.Draw, len(s.Lots))
		}
		for n, d := range s.Lots {
			x.drawn[d.Lot] = true
			share.Lots[n] = states.Draw{Lot: h.LotID(d.Lot), At: d.At.In(x.Maker.Term.Zone), Time: d.Time}
		}
	}
	return t
}

// closeAllowances lists what is used of the allowances that the month knows of.
func (x *Fold) closeAllowances(month *states.ClosedMonth) {
	h := &x.Maker.Hours
	for _, a := range h.Fund.Allowances() {
		if a.Used == 0 && a.Carried == 0 && (x.Maker.Base == nil || x.Maker.Base.Allowance(a.Month, a.Plan) == nil) { // nothing was, or is
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
func (x *Fold) restoreOrder() {
	if x.all || x.Maker.Base == nil {
		return
	}
	for _, a := range x.Maker.Hours.Fund.Allowances() {
		if was := x.Maker.Base.Allowance(a.Month, a.Plan); was != nil && len(was.Relieved) > 0 {
			x.restoreAll()
			return
		}
	}
}

// closeOutages carries on what was told in months that go of outages, exclusions and claims that
// may still be assessed.
func (x *Fold) closeOutages(s *states.State, first calendar.Month) {
	if x.Maker.Base == nil {
		return
	}
	assessed := x.Maker.Term.AssessedFrom(first)
	since := nano.Of(x.Maker.Wall.Period(assessed).Start)
	wrong := withdrawnIn(x.Maker.Base)
	matters := func(id string) bool {
		x.restoreOutages()
		i, ok := x.outages[id]
		return ok && (x.act.Outages[i].End.IsZero() || nano.Of(x.act.Outages[i].End) > since)
	}
	if x.Maker.Term.LooksWhole() {
		x.restoreOutages()
		since = promises.Reaching(x.act.Outages, since) - 1 // what ends then is part of it
	}
	carry := func(f *facts.Fact) {
		if wrong[f.ID] {
			return
		}
		if f.Kind == facts.Down && matters(f.ID) || f.Kind == facts.Restored && matters(f.Of) || f.Kind == facts.Excluded && nano.Of(f.End) > since ||
			f.Kind == facts.Claimed && f.Month.Compare(assessed) >= 0 {
			s.Carried = append(s.Carried, *f)
		}
	}
	for i := range x.Maker.Base.Carried {
		carry(&x.Maker.Base.Carried[i])
	}
	for _, m := range x.Maker.Base.Past {
		for j := range m.Facts {
			if m.Month.Compare(first) < 0 {
				carry(&m.Facts[j])
			}
		}
	}
	slices.SortFunc(s.Carried, func(f, g facts.Fact) int { return cmp.Compare(f.ID, g.ID) })
}
