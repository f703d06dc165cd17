package fund

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/block"
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
	CheckInstant(&faults, "at", l.At)
	CheckUntil(&faults, l.Until, l.At)
	faults.Check(l.Time > 0 && l.Time <= credit.MaxTime, "time", l.Time, "must be above 0 and at most 10000 h")
	faults.Check(l.Used >= 0 && l.Used <= l.Time, "used", l.Used, "must lie from 0 to the time")
	u := f.MoneyUnit()
	faults.Check(l.Price >= 0 && int64(l.Price) <= u.Max(), "price", u.Text(int64(l.Price)), "must lie from 0 to "+u.Text(u.Max()))
	if !faults.Empty() {
		return 0, faults.Err()
	}
	n := len(f.LotRows)
	f.Bought += int64(l.Time)
	f.opening += int64(l.Used)
	lot := LotRow{At: l.At.UnixNano(), Until: EndOf(l.Until), Size: int64(l.Time), Price: int64(l.Price), Used: int64(l.Used), Rank: int32(l.Rank)} // at most credit.MaxEntries
	lot.Earned = lot.Part(lot.Used)
	f.LotRows = append(f.LotRows, lot)
	f.Rank = max(f.Rank, lot.Rank+1)
	f.Change(int32(n), 0, lot.Left()) // at most credit.MaxEntries
	return n, nil
}

// RestoreRank keeps a rank for a lot that is restored later: those that are added meanwhile
// come after it.
func (f *Fund) RestoreRank(rank int) {
	if rank >= 0 && rank <= credit.MaxEntries {
		f.Rank = max(f.Rank, int32(rank)+1)
	}
}

// RestoreAllowance notes what was used of the allowance of a plan in a month, and what went on
// of it. What is given follows from the plans.
func (f *Fund) RestoreAllowance(h AllowanceHours) {
	a := &f.AllowanceRows[f.keyOf(NumberOf(h.Month), int32(h.Plan))] // a small number
	a.Used, a.Carried = int64(h.Used), int64(h.Carried)
}

// RestoreTicket adds a ticket as Ticket returned it, and returns its number. The lots
// and the allowances that it draws on are restored by themselves.
func (f *Fund) RestoreTicket(h TicketHours) (int, error) {
	if err := f.checkHours(&h); err != nil {
		return 0, err
	}
	n := f.NewTicket()
	t := f.TicketRows.At(int32(n)) // at most credit.MaxEntries
	t.Unit, t.Held, t.Estimate, t.Other = block.Of(h.Block, h.Minimum), h.Held, int64(h.Estimate), h.Other
	if !h.First.IsZero() {
		t.First, t.Day = h.First.UnixNano(), DayOf(h.Day)
		if h.Held && h.Asked.Valid() {
			t.Asked = DayOf(h.Asked)
		}
	} else if h.Held && h.Day.Valid() {
		t.Asked = DayOf(h.Day)
	}
	for i := range h.Shares {
		f.restoreShare(int32(n), &h.Shares[i]) // at most credit.MaxEntries
	}
	padTo(&f.before.tickets, n)
	f.before.tickets = append(f.before.tickets, ticketBefore{t.First, t.Worked, t.Day})
	f.Keep(t)
	return n, nil
}

// checkHours refuses a ticket that no fund can have.
func (f *Fund) checkHours(h *TicketHours) error {
	var l fault.List
	l.Check(f.Ready(), "fund", nil, "must count by terms")
	l.Check(h.Block >= 0 && h.Block <= 24*time.Hour, "block", h.Block, "must be at most 24 h")
	l.Check(h.Block > 0 || !h.Held && len(h.Shares) == 0, "block", h.Block, "must be given if there was work, or an estimate is held")
	l.Check(h.Minimum >= 0 && h.Minimum <= 24*time.Hour, "minimum", h.Minimum, "must be at most 24 h")
	l.Check(h.Day.Valid() || h.First.IsZero(), "day", h.Day, "must be a date if there was work")
	l.Check(h.Estimate >= 0 && h.Estimate <= credit.MaxTime, "estimate", h.Estimate, "must lie from 0 to 10000 h")
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
			l.Check(d.Lot >= 0 && d.Lot < len(f.LotRows), at+".lot", d.Lot, "must be a number of a lot")
		}
	}
	return l.Err()
}

func checkHoursOf(l *fault.List, field string, d time.Duration) {
	l.Check(d >= 0 && d <= credit.MaxBought, field, d, "must lie from 0 to 500000 h")
}

func (f *Fund) restoreShare(n int32, h *ShareHours) {
	i := f.shareOf(n, f.keyOf(NumberOf(h.Month), int32(h.Plan))) // a small number
	t, s := f.TicketRows.At(n), f.ShareRows.At(i)
	s.Worked, s.Due, s.Free = int64(h.Worked), int64(h.Due), int64(h.Allowance)
	if h.Latest.Valid() {
		s.Day = DayOf(h.Latest)
	}
	padTo(&f.before.shares, int(i)+1)
	f.before.shares[i] = shareBefore{s.Worked, s.Due, s.Day}
	t.Worked += s.Worked
	drawn := h.Drawn
	if drawn == nil && s.Free > 0 {
		drawn = []HoursDrawn{{At: Instant(t.First), Time: h.Allowance}}
	}
	for _, d := range drawn {
		f.restoreMove(i, AllowanceSource, d)
	}
	if f.Terms.Paying == credit.StartMonth {
		t.Paying = i
	}
	for _, d := range h.Lots {
		if s.Outside == 0 {
			f.enlist(i)
		}
		s.Outside += int64(d.Time)
		f.restoreMove(i, int32(d.Lot), d) // at most credit.MaxEntries
	}
}

// restoreMove adds a move of a share that was restored.
func (f *Fund) restoreMove(share, source int32, d HoursDrawn) {
	list := f.ShareRows.At(share).list(source)
	f.MoveRows.Add(MoveRow{
		At: d.At.UnixNano(), Time: int64(d.Time), Left: int64(d.Time), Share: share, Source: source, Prev: *list, Of: restored,
	})
	*list = int32(f.MoveRows.Len() - 1) // below MaxMoves
}

// RestoreDebt adds what is overdrawn for a ticket that was restored, in the order of
// Debts.
func (f *Fund) RestoreDebt(d Debt) error {
	var l fault.List
	f.checkTicket(&l, d.Ticket)
	l.Check(d.Time > 0 && d.Time <= credit.MaxBought, "time", d.Time, "must be above 0 and at most 500000 h")
	if !l.Empty() {
		return l.Err()
	}
	i := f.shareOf(int32(d.Ticket), f.keyOf(NumberOf(d.Month), int32(d.Plan))) // at most credit.MaxEntries, a small number
	if f.ShareRows.At(i).Outside == 0 {
		f.enlist(i)
	}
	f.pay(i, OverdrawnSource, int64(d.Time), d.At.UnixNano())
	f.MoveRows.At(int32(f.MoveRows.Len() - 1)).Of = restored // below MaxMoves
	f.owing += int64(d.Time)
	f.Keep(f.TicketRows.At(int32(d.Ticket))) // at most credit.MaxEntries
	return nil
}

// RestoreRelieved puts tickets that were restored into the order of Relieved, below those
// that were added since. Numbers that are no ticket's are left out.
func (f *Fund) RestoreRelieved(m calendar.Month, plan int, tickets []int) {
	key := f.keyOf(NumberOf(m), int32(plan)) // a small number
	var others []int32                       // from the latest on
	for n := f.AllowanceRows[key].Top; n != None; n = f.ShareRows.At(n).Below {
		others = append(others, n)
	}
	f.AllowanceRows[key].Top = None
	listed := make(map[int32]bool, len(tickets))
	for _, t := range tickets {
		if t < 0 || t >= f.TicketRows.Len() {
			continue
		}
		if n := f.shareOf(int32(t), key); !listed[n] && f.ShareRows.At(n).Outside > 0 { // at most credit.MaxEntries
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
