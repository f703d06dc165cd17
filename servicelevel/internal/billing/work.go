package billing

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/draft"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/statement"
)

// row goes with one of Statement.Tickets: the work on a ticket that one month pays for.
type row struct {
	request     int32
	before      int32 // the row of the same request before this one, from 1
	first, last int32 // its moves from and to lots, in Hours.chain, from 1
	worked      bool  // in a session of the month
	divided     bool  // in one that another month pays for too
}

// settle leaves out of what was worked what came to nothing, and sessions of which one was divided.
func (r *row) settle(w *statement.TicketWork) {
	if settleWeighed(w); r.divided {
		w.Sessions = nil
	}
}

// link is a move from or to a lot in the chain of its row.
type link struct {
	lot  int
	time time.Duration
	cost fund.Cents
	next int32 // from 1
}

// close fills in what was worked and drawn in the month, and the hours bought over it.
func (b *Maker) close(s *statement.Statement) error {
	h := &b.Hours
	h.dropUndone()
	for i := range h.done {
		if err := b.worked(s, &h.done[i]); err != nil {
			return err
		}
	}
	for n := h.Opened; n < h.Fund.Moves(); n++ {
		if err := b.drawn(s, n); err != nil {
			return err
		}
	}
	b.closeTickets(s)
	granted, used := h.Fund.Allowance(b.Month)
	s.Allowance.Granted, s.Allowance.Used = granted, used
	if granted > 0 && (!b.Served || b.Term.RunOn(b.First) != b.Term.RunOn(b.Term.Last(b.Month))) {
		b.Assumed |= decided.D27
		for i := range s.Levels {
			days := &s.Levels[i]
			days.Allowance = b.Term.Runs[b.Term.RunOn(days.From)].Plan.Data.Allowance.Monthly
		}
	}
	if s.Provisional {
		s.Allowance.Left = granted - used
	} else {
		s.Allowance.Lost = granted - used
		if c := s.Allowance.Carried; c != nil {
			s.Allowance.Lost -= c.Time
		}
	}
	b.closeLots(s)
	return nil
}

// worked notes a session in the row of the month that pays for it, or in those of its
// parts. One that was withdrawn is taken off.
func (b *Maker) worked(s *statement.Statement, done *session) error {
	in, request := &b.Act.Interventions[done.index], b.Hours.workOf[done.index].request
	at := nano.Of(in.Start)
	paid, sign := done.paid, time.Duration(-1)
	var one [1]payer
	if !done.undone {
		sign = 1
		paid = one[:0]
		for i := range b.Hours.Fund.Payers(done.work) {
			month, took, counted := b.Hours.Fund.Payer(done.work, i)
			paid = append(paid, payer{month, took, counted})
		}
		if in.ChargedTo == "" {
			b.restsOnWork(done.fact, in)
		}
	}
	if in.ChargedTo != "" {
		took := in.End.Sub(in.Start)
		paid = append(one[:0], payer{b.MonthOf(at), took, took})
	}
	start := at
	for _, p := range paid {
		n, err := b.row(s, request, p.month, at, in.ChargedTo)
		if err != nil {
			return err
		}
		w := &s.Tickets[n]
		b.Hours.rows[n].worked = true
		end := start + int64(p.time)
		w.Worked, w.Counted = w.Worked+sign*p.time, w.Counted+sign*p.counted
		if in.ChargedTo == "" && b.Term.Contract.Options.EachSession {
			w.Sessions = append(w.Sessions, sign*p.counted)
			b.Hours.rows[n].divided = b.Hours.rows[n].divided || len(paid) > 1
		}
		if b.Term.Weighs && in.ChargedTo == "" {
			if err := b.weigh(w, start, end, p.counted, sign); err != nil {
				return fault.In(fault.Index("activity.interventions", int(done.index)), err)
			}
		}
		if m := b.MonthOf(start); m != b.Month && (!w.Corrects.Valid() || m.Compare(w.Corrects) < 0) {
			w.Corrects = m
		}
		if o, r := b.At(at), &b.Act.Requests[request]; r.For == "" && !o.Anytime(r) {
			out, err := b.outside(o, start, end)
			if err != nil {
				return fault.In(fault.Index("activity.interventions", int(done.index)), err)
			}
			w.Outside += sign * out
		}
		start = end
	}
	return nil
}

// dropUndone leaves out sessions that were told and withdrawn in the month.
func (h *Hours) dropUndone() {
	undone := map[int32]bool(nil)
	for i := range h.done {
		if h.done[i].undone {
			if undone == nil {
				undone = make(map[int32]bool)
			}
			undone[h.done[i].index] = true
		}
	}
	if undone == nil {
		return
	}
	told := make(map[int32]bool)
	for i := range h.done {
		if !h.done[i].undone && undone[h.done[i].index] {
			told[h.done[i].index] = true
		}
	}
	h.done = slices.DeleteFunc(h.done, func(s session) bool { return told[s.index] })
}

// row returns the number of the row of a request for the month that pays, or of one that
// another contract pays for. Its plan is the one of an instant.
func (b *Maker) row(s *statement.Statement, request int32, month calendar.Month, at int64, payer string) (int, error) {
	h := &b.Hours
	sum := &b.Known[request]
	for i := sum.Row; i > 0; i = h.rows[i-1].before {
		if w := &s.Tickets[i-1]; w.Month == month && w.ChargedTo == payer {
			return int(i - 1), nil
		}
	}
	asked := &b.Act.Requests[request]
	earliest := time.Time{} // of another contract's: its hours say when
	if asked.For == "" {
		open, err := b.At(nano.Of(asked.At)).Earliest(asked, b.Term.Zone)
		if err != nil {
			return 0, fault.In(fault.Index("activity.requests", int(request))+".at", err)
		}
		earliest = open.In(b.Term.Zone)
	}
	tickets := &s.Tickets
	if *tickets == nil {
		*tickets = draft.Room(&b.Memory.Tickets, min(len(b.Act.Requests), b.sessions))
	}
	w := draft.Extend(tickets)
	h.rows = append(h.rows, row{request: request, before: sum.Row})
	sum.Row = int32(len(*tickets)) // at most MaxFacts
	o := b.At(at)
	w.Ticket, w.Kind, w.Asked, w.Earliest, w.Month = asked.Ticket, asked.Kind, asked.At.In(b.Term.Zone), earliest, month
	if payer != "" {
		w.ChargedTo = payer
	} else {
		blocks := h.Fund.Blocks(int(sum.Ticket - 1))
		if b.Term.Contract.Options.EachSession {
			blocks = o.Data.Work.Blocks()
		}
		w.Block, w.Minimum = blocks.Size, blocks.Minimum
		w.Rules.Blocks = o.Cites.Blocks
	}
	switch {
	case asked.For != "":
		w.For = asked.For
		w.Rules.Shared = o.Cites.Shared
	case o.Anytime(asked):
		w.Rules.Hours = o.Cites.Incidents
	default:
		w.Rules.Hours = o.Cites.Hours
	}
	return len(*tickets) - 1, nil
}

// restsOnWork notes what a session of work that is charged here rests on.
func (b *Maker) restsOnWork(f *Move, in *facts.Intervention) {
	if f.Late {
		b.Assumed |= decided.D28
	}
	if f.Merged {
		b.Assumed |= decided.D37
	}
	if !in.Start.Before(in.End) {
		b.Assumed |= decided.D2
	}
}

// drawn notes a move of the month in its row.
func (b *Maker) drawn(s *statement.Statement, n int) error {
	h := &b.Hours
	m, ok := h.Fund.Move(n)
	if !ok {
		return nil
	}
	request := h.Tickets[m.Ticket]
	row, err := b.row(s, request, m.Month, b.Known[request].Attended, "")
	if err != nil {
		return err
	}
	w := &s.Tickets[row]
	w.Charged += m.Time
	switch m.Source {
	case fund.FromAllowance:
		w.FromAllowance += m.Time
	case fund.Overdrawn:
		w.FromOverdraft += m.Time
	case fund.FromLot:
		h.chain = append(h.chain, link{lot: m.Lot, time: m.Time, cost: m.Cost})
		r, last := &h.rows[row], int32(len(h.chain)) // at most as many as moves
		if r.first == 0 {
			r.first = last
		} else {
			h.chain[r.last-1].next = last
		}
		r.last = last
	}
	return nil
}

// closeTickets fills in what each row drew from lots, and the rules by which. What came to
// a month and left it again is no row.
func (b *Maker) closeTickets(s *statement.Statement) {
	h := &b.Hours
	var list []statement.LotDraw
	if len(h.chain) > 0 {
		list = draft.Room(&b.Memory.Draws, len(h.chain))
	}
	idle, o := false, &b.Term.Contract.Options
	whole := !o.EachSession
	for i := range s.Tickets {
		h.rows[i].settle(&s.Tickets[i])
		if whole && s.Tickets[i].ChargedTo == "" {
			b.before(&s.Tickets[i], h.rows[i].request)
		}
		w, from, back := &s.Tickets[i], len(list), false
		for j := h.rows[i].first; j > 0; j = h.chain[j-1].next {
			x := &h.chain[j-1]
			lot := &h.lots[x.lot]
			if lot.row != i+1 { // the first from this lot
				lot.row, lot.draw, lot.cost = i+1, len(list), 0
				list = append(list, statement.LotDraw{Lot: lot.id})
			}
			back = back || x.time < 0
			list[lot.draw].Time += x.time
			lot.cost += int64(x.cost)
			list[lot.draw].Cost = b.Amount(lot.cost)
		}
		if back {
			draws := slices.DeleteFunc(list[from:], func(d statement.LotDraw) bool { return d.Time == 0 && d.Cost.IsZero() })
			list = list[:from+len(draws)]
		}
		if w.FromOverdraft != 0 {
			b.Assumed |= decided.D8
		}
		if o.LoseRemainder && w.FromAllowance == 0 && b.loses(w) {
			b.Assumed |= decided.D6
		}
		unpaid := w.FromAllowance == 0 && len(list) == from
		none := unpaid && w.Charged == 0 && !h.rows[i].worked
		if idle = idle || none; b.Term.Quotes != nil && !none {
			b.restsOnQuote(w, &h.rows[i])
		}
		if unpaid {
			continue
		}
		plan := b.At(b.Known[h.rows[i].request].Attended)
		if w.FromAllowance != 0 {
			w.Rules.Allowance = plan.Cites.Allowance
			if w.Charged > w.FromAllowance {
				b.Assumed |= decided.D6
			}
		}
		if len(list) > from {
			w.Draws = list[from:len(list):len(list)]
			w.Rules.Credit = plan.Cites.Credit
			b.Assumed |= decided.D7
		}
	}
	if idle {
		kept := s.Tickets[:0]
		for i, w := range s.Tickets {
			if h.rows[i].worked || w.Charged != 0 || w.FromAllowance != 0 || len(w.Draws) > 0 {
				kept = append(kept, w)
			}
		}
		s.Tickets = kept
	}
	for i := range s.Tickets {
		if s.Tickets[i].ChargedTo == "" {
			b.Assumed |= decided.D1 | decided.D5
		}
		b.restsOnFeasts(&s.Tickets[i])
	}
}

// restsOnQuote notes that work is charged, or had to wait, as a quoted plan says (D25).
func (b *Maker) restsOnQuote(w *statement.TicketWork, r *row) {
	charged := w.ChargedTo == "" && b.At(b.Known[r.request].Attended).Quoted
	if charged || w.For == "" && b.At(nano.Of(w.Asked)).Quoted {
		b.Assumed |= decided.D25
	}
}

// loses reports whether what was left of an allowance was less than a block, and so did not
// pay (D6).
func (b *Maker) loses(w *statement.TicketWork) bool {
	granted, used := b.Hours.Fund.Allowance(w.Month)
	return w.Charged > 0 && granted > used && granted-used < w.Block
}

// before fills in what earlier statements cover of a row, and what other months pay for.
func (b *Maker) before(w *statement.TicketWork, request int32) {
	ticket := int(b.Known[request].Ticket) - 1
	worked, charged := b.Hours.Fund.Share(ticket, w.Month)
	w.WorkedBefore, w.ChargedBefore = worked-w.AsCounted(), charged-w.Charged
	if b.Term.Contract.Options.SplitMonths {
		all, _ := b.Hours.Fund.Worked(ticket)
		w.OtherMonths = all - worked
	}
}
