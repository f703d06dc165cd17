package credit

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
)

// restored is what a move of a restored ticket has in place of the move that it takes
// back.
const restored int32 = -2

// before is what restored tickets and their shares were, by their numbers. Few tickets are
// restored, so that what is for them alone is not in all.
type before struct {
	tickets []ticketBefore
	shares  []shareBefore
}

type ticketBefore struct {
	first, worked int64
	day           int32
}

type shareBefore struct {
	worked, due int64
	day         int32
}

// padTo makes a list as long as others, for those that were not restored.
func padTo[T any](l *[]T, n int) {
	for len(*l) < n {
		*l = append(*l, *new(T))
	}
}

// ticketBefore returns what a ticket was when it was restored: nothing if it was not.
func (f *Fund) ticketBefore(n int32) (t ticketBefore) {
	if int(n) < len(f.before.tickets) {
		t = f.before.tickets[n]
	}
	return t
}

// shareBefore returns what a share was when its ticket was restored: nothing if it was not.
func (f *Fund) shareBefore(n int32) (s shareBefore) {
	if int(n) < len(f.before.shares) {
		s = f.before.shares[n]
	}
	return s
}

// RestoreLot adds a lot as Lot returned it, and returns its number. What went of it without
// being used is told by RestoreRemoval.
func (f *Fund) RestoreLot(l LotHours) (int, error) {
	var faults fault.List
	checkInstant(&faults, "at", l.At)
	checkUntil(&faults, l.Until, l.At)
	faults.Check(l.Time > 0 && l.Time <= MaxTime, "time", l.Time, "must be above 0 and at most 10000 h")
	faults.Check(l.Used >= 0 && l.Used <= l.Time, "used", l.Used, "must lie from 0 to the time")
	u := f.unit()
	faults.Check(l.Price >= 0 && int64(l.Price) <= u.Max(), "price", u.Text(int64(l.Price)), "must lie from 0 to "+u.Text(u.Max()))
	if !faults.Empty() {
		return 0, faults.Err()
	}
	n := len(f.lots)
	f.bought += int64(l.Time)
	f.opening += int64(l.Used)
	lot := lot{at: l.At.UnixNano(), until: endOf(l.Until), size: int64(l.Time), price: int64(l.Price), used: int64(l.Used), rank: int32(l.Rank)} // at most MaxEntries
	lot.earned = lot.part(lot.used)
	f.lots = append(f.lots, lot)
	f.rank = max(f.rank, lot.rank+1)
	f.change(int32(n), 0, lot.left()) // at most MaxEntries
	return n, nil
}

// RestoreRank keeps a rank for a lot that is restored later: those that are added meanwhile
// come after it.
func (f *Fund) RestoreRank(rank int) {
	if rank >= 0 && rank <= MaxEntries {
		f.rank = max(f.rank, int32(rank)+1)
	}
}

// RestoreAllowance notes what was used of the allowance of a plan in a month, and what went on
// of it. What is given follows from the plans.
func (f *Fund) RestoreAllowance(h AllowanceHours) {
	a := &f.allowances[f.keyOf(numberOf(h.Month), int32(h.Plan))] // a small number
	a.used, a.carried = int64(h.Used), int64(h.Carried)
}

// RestoreTicket adds a ticket as Ticket returned it, and returns its number. The lots
// and the allowances that it draws on are restored by themselves.
func (f *Fund) RestoreTicket(h TicketHours) (int, error) {
	if err := f.checkHours(&h); err != nil {
		return 0, err
	}
	n := f.NewTicket()
	t := f.tickets.At(int32(n)) // at most MaxEntries
	t.unit, t.held, t.estimate, t.other = unit{int64(h.Block), int64(h.Minimum)}, h.Held, int64(h.Estimate), h.Other
	if !h.First.IsZero() {
		t.first, t.day = h.First.UnixNano(), dayOf(h.Day)
		if h.Held && h.Asked.Valid() {
			t.asked = dayOf(h.Asked)
		}
	} else if h.Held && h.Day.Valid() {
		t.asked = dayOf(h.Day)
	}
	for i := range h.Shares {
		f.restoreShare(int32(n), &h.Shares[i]) // at most MaxEntries
	}
	padTo(&f.before.tickets, n)
	f.before.tickets = append(f.before.tickets, ticketBefore{t.first, t.worked, t.day})
	f.keep(t)
	return n, nil
}

// checkHours refuses a ticket that no fund can have.
func (f *Fund) checkHours(h *TicketHours) error {
	var l fault.List
	l.Check(f.ready(), "fund", nil, "must count by terms")
	l.Check(h.Block >= 0 && h.Block <= 24*time.Hour, "block", h.Block, "must be at most 24 h")
	l.Check(h.Block > 0 || !h.Held && len(h.Shares) == 0, "block", h.Block, "must be given if there was work, or an estimate is held")
	l.Check(h.Minimum >= 0 && h.Minimum <= 24*time.Hour, "minimum", h.Minimum, "must be at most 24 h")
	l.Check(h.Day.Valid() || h.First.IsZero(), "day", h.Day, "must be a date if there was work")
	l.Check(h.Estimate >= 0 && h.Estimate <= MaxTime, "estimate", h.Estimate, "must lie from 0 to 10000 h")
	for i := range h.Shares {
		s, at := &h.Shares[i], fault.Index("shares", i)
		l.Check(s.Month.Valid(), at+".month", s.Month, "must be a month that exists")
		checkHoursOf(&l, at+".worked", s.Worked)
		checkHoursOf(&l, at+".due", s.Due)
		checkHoursOf(&l, at+".allowance", s.Allowance)
		drawn := s.Allowance
		for j := range s.Drawn {
			checkHoursOf(&l, at+"."+fault.Index("drawn", j)+".time", s.Drawn[j].Time)
			drawn -= s.Drawn[j].Time
		}
		l.Check(drawn == 0 || s.Drawn == nil, at+".drawn", nil, "must be the allowance")
		for j, d := range s.Lots {
			at := at + "." + fault.Index("lots", j)
			checkHoursOf(&l, at+".time", d.Time)
			l.Check(d.Lot >= 0 && d.Lot < len(f.lots), at+".lot", d.Lot, "must be a number of a lot")
		}
	}
	return l.Err()
}

func checkHoursOf(l *fault.List, field string, d time.Duration) {
	l.Check(d >= 0 && d <= MaxBought, field, d, "must lie from 0 to 500000 h")
}

func (f *Fund) restoreShare(n int32, h *ShareHours) {
	i := f.shareOf(n, f.keyOf(numberOf(h.Month), int32(h.Plan))) // a small number
	t, s := f.tickets.At(n), f.shares.At(i)
	s.worked, s.due, s.free = int64(h.Worked), int64(h.Due), int64(h.Allowance)
	if h.Latest.Valid() {
		s.day = dayOf(h.Latest)
	}
	padTo(&f.before.shares, int(i)+1)
	f.before.shares[i] = shareBefore{s.worked, s.due, s.day}
	t.worked += s.worked
	drawn := h.Drawn
	if drawn == nil && s.free > 0 {
		drawn = []HoursDrawn{{At: instant(t.first), Time: h.Allowance}}
	}
	for _, d := range drawn {
		f.restoreMove(i, fromAllowance, d)
	}
	if f.terms.Paying == StartMonth {
		t.paying = i
	}
	for _, d := range h.Lots {
		if s.outside == 0 {
			f.enlist(i)
		}
		s.outside += int64(d.Time)
		f.restoreMove(i, int32(d.Lot), d) // at most MaxEntries
	}
}

// restoreMove adds a move of a share that was restored.
func (f *Fund) restoreMove(share, source int32, d HoursDrawn) {
	list := f.shares.At(share).list(source)
	f.moves.Add(move{
		at: d.At.UnixNano(), time: int64(d.Time), left: int64(d.Time), share: share, source: source, prev: *list, of: restored,
	})
	*list = int32(f.moves.Len() - 1) // below maxMoves
}

// RestoreDebt adds what is overdrawn for a ticket that was restored, in the order of
// Debts.
func (f *Fund) RestoreDebt(d Debt) error {
	var l fault.List
	f.checkTicket(&l, d.Ticket)
	l.Check(d.Time > 0 && d.Time <= MaxBought, "time", d.Time, "must be above 0 and at most 500000 h")
	if !l.Empty() {
		return l.Err()
	}
	i := f.shareOf(int32(d.Ticket), f.keyOf(numberOf(d.Month), int32(d.Plan))) // at most MaxEntries, a small number
	if f.shares.At(i).outside == 0 {
		f.enlist(i)
	}
	f.pay(i, overdrawn, int64(d.Time), d.At.UnixNano())
	f.moves.At(int32(f.moves.Len() - 1)).of = restored // below maxMoves
	f.owing += int64(d.Time)
	f.keep(f.tickets.At(int32(d.Ticket))) // at most MaxEntries
	return nil
}

// RestoreRelieved puts tickets that were restored into the order of Relieved, below those
// that were added since. Numbers that are no ticket's are left out.
func (f *Fund) RestoreRelieved(m calendar.Month, plan int, tickets []int) {
	key := f.keyOf(numberOf(m), int32(plan)) // a small number
	var others []int32                       // from the latest on
	for n := f.allowances[key].top; n != none; n = f.shares.At(n).below {
		others = append(others, n)
	}
	f.allowances[key].top = none
	listed := make(map[int32]bool, len(tickets))
	for _, t := range tickets {
		if t < 0 || t >= f.tickets.Len() {
			continue
		}
		if n := f.shareOf(int32(t), key); !listed[n] && f.shares.At(n).outside > 0 { // at most MaxEntries
			f.enlist(n)
			listed[n] = true
		}
	}
	for _, n := range slices.Backward(others) {
		if !listed[n] {
			f.enlist(n)
		}
	}
}
