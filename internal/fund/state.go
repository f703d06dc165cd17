package fund

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

// Move is time that a ticket drew, or that went back if Time is negative. The moves of
// a fund are its double entry: they add up to what is drawn.
type Move struct {
	Ticket int
	Month  calendar.Month // whose allowance pays for it, as far as it goes (D5)
	Source Source
	Lot    int // with FromLot
	Time   time.Duration
	Cost   Cents // of a lot
}

// Source is where time is drawn from.
type Source uint8

// The sources, in the order in which they are drawn on.
const (
	FromAllowance Source = iota // of the month (D6)
	FromLot                     // soonest to end, then first bought first (D7)
	Overdrawn                   // beyond what is there (D8, D28)
)

// Moves returns how many moves there are: those made from now on have this number and
// the next ones.
func (f *Fund) Moves() int { return f.MoveRows.Len() }

// Move returns a move by its number. ok is false for what is no move for a ticket: a
// Removal, and what a ticket had drawn when it was restored.
func (f *Fund) Move(n int) (m Move, ok bool) {
	if n < 0 || n >= f.MoveRows.Len() {
		return Move{}, false
	}
	x := f.MoveRows.At(int32(n)) // below MaxMoves
	if x.Share == None || x.Of == restored {
		return Move{}, false
	}
	s := f.ShareRows.At(x.Share)
	m = Move{Ticket: int(s.Ticket), Month: f.AllowanceRows[s.Key].Called, Time: time.Duration(x.Time), Cost: Cents(x.Cents)}
	switch x.Source {
	case AllowanceSource:
	case OverdrawnSource:
		m.Source = Overdrawn
	default:
		m.Source, m.Lot = FromLot, int(x.Source)
	}
	return m, true
}

// LotHours is one lot of a fund. What is left of it is Time less the other times.
type LotHours struct {
	At                                     time.Time
	Until                                  time.Time // zero: it never ends
	Time, Used, Refunded, Forfeited, Moved time.Duration
	Withdrawn                              time.Duration // all of it, if the lot was withdrawn
	Lapsed                                 time.Duration // what was left at its end, if that has come
	Price                                  Cents
	// Earned is Price for what is used and for what was forfeited or has lapsed, and what
	// refunds have kept. Deferred is Price for what is left, and what refunds gave back is Repaid. With
	// Transferred, which is Price for what was moved, they add up to Price.
	Earned, Deferred, Repaid, Transferred Cents
	Rank                                  int // in the order in which lots became known
}

// Left returns what is left of the lot.
func (l *LotHours) Left() time.Duration {
	return l.Time - l.Used - l.Refunded - l.Forfeited - l.Moved - l.Withdrawn - l.Lapsed
}

// Lots returns how many lots there are.
func (f *Fund) Lots() int { return len(f.LotRows) }

// Lot returns a lot by its number, and nothing if there is no such lot.
func (f *Fund) Lot(n int) LotHours {
	if n < 0 || n >= len(f.LotRows) {
		return LotHours{}
	}
	l := &f.LotRows[n]
	x := &l.Removed
	h := LotHours{
		At: time.Unix(0, l.At), Time: time.Duration(l.Size), Used: time.Duration(l.Used),
		Refunded: time.Duration(x.Refunded), Forfeited: time.Duration(x.Forfeited), Moved: time.Duration(x.Moved),
		Price: Cents(l.Price), Earned: Cents(l.Revenue()), Deferred: Cents(l.Deferred()),
		Withdrawn: time.Duration(x.Withdrawn), Repaid: Cents(x.Repaid), Transferred: Cents(x.Transferred), Rank: int(l.Rank),
	}
	if l.Until != 0 {
		h.Until = time.Unix(0, l.Until)
	}
	if l.Over(f.Known) {
		h.Lapsed, h.Earned, h.Deferred = time.Duration(l.Left()), h.Earned+h.Deferred, 0
	}
	return h
}

// Overdrawn returns what is drawn beyond what is there.
func (f *Fund) Overdrawn() time.Duration { return time.Duration(f.Owed) }

// Balance returns what is left at an instant, by all that was told. What is held is as
// it is now.
func (f *Fund) Balance(at time.Time) credit.Balance {
	if !f.Ready() {
		return credit.Balance{}
	}
	i := Nanos(at)
	day := f.Clock.Day(i)
	key := f.Key(day)
	bought := -f.opening
	for n := range f.LotRows {
		if l := &f.LotRows[n]; l.At <= i {
			bought += l.Size
		}
	}
	bought -= f.Lapsed(len(f.LotRows), int32(f.MoveRows.Len()), i)                                       // below MaxMoves
	d := f.DrawnUntil(int32(f.MoveRows.Len()), i, f.AllowanceRows[key].Month, f.AllowanceRows[key].Plan) // below MaxMoves
	d.owed += f.owing
	return f.BalanceOf(&d, day, f.AllowanceRows[key].Size, bought, f.Reserved, f.apartOn(day))
}

// TicketHours is what was worked and drawn on one ticket: what a fund must know of it to
// go on.
type TicketHours struct {
	First time.Time     // when its first session began (D5); zero: nothing was worked
	Day   calendar.Date // the day of that; of a hold before any work, that of its estimate
	// Block and Minimum are what it is billed in: see credit.Blocks.
	Block, Minimum time.Duration
	Shares         []ShareHours
	// Held says that an estimate is reserved for it (D38).
	Held  bool
	Other bool // it is under another contract: see Fund.ForOther
	// Asked is the day of its estimate if it is held and there was work, by which it counts once
	// all of that is taken back.
	Asked    calendar.Date
	Estimate time.Duration
}

// ShareHours is the part of a ticket that one allowance pays for, as far as it goes.
type ShareHours struct {
	Month  calendar.Month
	Plan   int           // Plan.Name; -1 with AnyDay, -2 of a ticket for which the allowance is not
	Latest calendar.Date // the latest day worked on, with SplitAtMidnight
	Worked time.Duration // as it counts
	// Due is what it comes to in blocks. Allowance was drawn from the allowance, and Lots
	// from lots, the last drawn last. The rest is among Fund.Debts.
	Due       time.Duration
	Allowance time.Duration
	// Drawn is how Allowance was drawn, the last drawn last. If it is nil it counts from
	// when the ticket was begun.
	Drawn []HoursDrawn
	Lots  []HoursDrawn
}

// HoursDrawn is time drawn at an instant, from a lot or from the allowance.
type HoursDrawn struct {
	Lot  int // -1 from the allowance
	At   time.Time
	Time time.Duration
}

// Debt is time drawn beyond what was there, and not paid yet.
type Debt struct {
	Ticket int
	Month  calendar.Month
	Plan   int
	At     time.Time
	Time   time.Duration
}

// Blocks returns how a ticket is charged: by the plan of the day on which it was begun, and
// by the terms if there is no such ticket.
func (f *Fund) Blocks(ticket int) credit.Blocks {
	if ticket < 0 || ticket >= f.TicketRows.Len() {
		return f.Terms.Blocks
	}
	u := f.UnitOf(f.TicketRows.At(int32(ticket))) // at most credit.MaxEntries
	return credit.Blocks{Size: time.Duration(u.Block), Minimum: time.Duration(u.Least), Counting: f.Terms.Blocks.Counting}
}

// Payers returns how many months pay for a piece of work (D5): with SplitAtMidnight one
// for each of its parts, else one. It is 0 if there is no such work.
func (f *Fund) Payers(work int) int {
	if work < 0 || work >= f.WorkRows.Len() {
		return 0
	}
	return int(f.WorkRows.At(int32(work)).N) // at most credit.MaxEntries
}

// Payer returns the month that pays for a part of a piece of work, how long that took, and what
// it counts as: nothing if Payers is no more than the number of the part.
func (f *Fund) Payer(work, n int) (m calendar.Month, took, counted time.Duration) {
	if n < 0 || n >= f.Payers(work) {
		return calendar.Month{}, 0, 0
	}
	var one [1]PartRow
	w := f.WorkRows.At(int32(work)) // at most credit.MaxEntries
	p := f.PartsOf(w, &one)[n]
	day := p.Day
	if f.Undivided() && w.Took > 0 {
		day = f.TicketRows.At(w.Ticket).Day
	}
	return f.AllowanceRows[f.Key(day)].Called, time.Duration(p.Took), time.Duration(p.Time)
}

// Worked returns what was worked on a ticket, and what it was charged in whole blocks:
// nothing if there is no such ticket.
func (f *Fund) Worked(ticket int) (worked, charged time.Duration) {
	if ticket < 0 || ticket >= f.TicketRows.Len() {
		return 0, 0
	}
	t := f.TicketRows.At(int32(ticket)) // at most credit.MaxEntries
	return time.Duration(t.Worked), time.Duration(f.Charged(t))
}

// Share returns what of Worked a month pays for: what was worked, and what that was charged.
func (f *Fund) Share(ticket int, m calendar.Month) (worked, charged time.Duration) {
	if ticket < 0 || ticket >= f.TicketRows.Len() {
		return 0, 0
	}
	for i := f.TicketRows.At(int32(ticket)).Shares; i != None; i = f.ShareRows.At(i).Next { // at most credit.MaxEntries
		if s := f.ShareRows.At(i); f.AllowanceRows[s.Key].Called == m {
			worked, charged = worked+time.Duration(s.Worked), charged+time.Duration(s.Charged())
		}
	}
	return worked, charged
}

// Ticket fills in what is known of a ticket, in the memory that the lists of h have:
// nothing if there is no such ticket.
func (f *Fund) Ticket(h *TicketHours, n int) {
	if n < 0 || n >= f.TicketRows.Len() {
		*h = TicketHours{Shares: h.Shares[:0]}
		return
	}
	f.redate(int32(n)) // at most credit.MaxEntries
	t := f.TicketRows.At(int32(n))
	shares := h.Shares[:0]
	*h = TicketHours{Held: t.Held, Other: t.Other, Estimate: time.Duration(t.Estimate), Block: time.Duration(t.Unit.Block), Minimum: time.Duration(t.Unit.Least)}
	if t.Worked > 0 {
		h.First, h.Day = Instant(t.First), DateOf(t.Day)
		if t.Held {
			h.Asked = DateOf(t.Asked)
		}
	} else if t.Held {
		h.Day = DateOf(t.Asked)
	}
	for i := t.Shares; i != None; i = f.ShareRows.At(i).Next {
		s := f.ShareRows.At(i)
		if s.Worked == 0 && s.Due == 0 {
			continue
		}
		if len(shares) == cap(shares) {
			shares = slices.Grow(shares, 1)
		}
		shares = shares[:len(shares)+1]
		share, a := &shares[len(shares)-1], &f.AllowanceRows[s.Key]
		drawn, lots := share.Drawn[:0], share.Lots[:0]
		*share = ShareHours{
			Month: a.Called, Plan: int(a.Plan), Worked: time.Duration(s.Worked),
			Due: time.Duration(s.Due), Allowance: time.Duration(s.Free),
		}
		if s.Day > 0 {
			share.Latest = DateOf(s.Day)
		}
		share.Drawn, share.Lots = f.appendDrawn(drawn, s.Takes, true), f.appendDrawn(lots, s.Lots, false)
	}
	slices.Reverse(shares)
	h.Shares = shares
}

// appendDrawn lists the moves of a list that have something left, the last one last.
func (f *Fund) appendDrawn(dst []HoursDrawn, list int32, allowance bool) []HoursDrawn {
	for m := list; m != None; m = f.MoveRows.At(m).Prev {
		x := f.MoveRows.At(m)
		if x.Left == 0 {
			continue
		}
		d := HoursDrawn{int(x.Source), Instant(x.At), time.Duration(x.Left)}
		if allowance {
			d.Lot = -1
		}
		dst = append(dst, d)
	}
	slices.Reverse(dst)
	return dst
}

// Held returns what is reserved for a ticket (D38): nothing if there is no such ticket.
func (f *Fund) Held(ticket int) time.Duration {
	if ticket < 0 || ticket >= f.TicketRows.Len() {
		return 0
	}
	return time.Duration(f.TicketRows.At(int32(ticket)).Reserved) // at most credit.MaxEntries
}

// AllowanceHours is what is given, was used and went on of the allowance of a plan in a month.
type AllowanceHours struct {
	Month   calendar.Month
	Plan    int
	Granted time.Duration
	Used    time.Duration
	Carried time.Duration // of what was left: see Fund.Carry
}

// Allowances returns the allowances that the fund has been asked for so far, in that order.
func (f *Fund) Allowances() []AllowanceHours {
	out := make([]AllowanceHours, len(f.AllowanceRows))
	for i := range out {
		out[i] = f.AllowanceRows[i].hours()
	}
	return out
}

func (a *AllowanceRow) hours() AllowanceHours {
	return AllowanceHours{a.Called, int(a.Plan), time.Duration(a.Size), time.Duration(a.Used), time.Duration(a.Carried)}
}

// Debts returns what is overdrawn, in the order in which it will be paid.
func (f *Fund) Debts() []Debt {
	var debts []Debt
	for _, m := range f.DebtMoves[f.Paid:] {
		if x := f.MoveRows.At(m); x.Left > 0 {
			s := f.ShareRows.At(x.Share)
			a := &f.AllowanceRows[s.Key]
			debts = append(debts, Debt{int(s.Ticket), a.Called, int(a.Plan), Instant(x.At), time.Duration(x.Left)})
		}
	}
	return debts
}

// Relieved returns the tickets that an allowance would pay for next if it got time
// back, the first one last: those that something else pays for in its month.
func (f *Fund) Relieved(m calendar.Month, plan int) []int {
	var out []int
	for n := f.AllowanceRows[f.keyOf(NumberOf(m), int32(plan))].Top; n != None; n = f.ShareRows.At(n).Below { // a small number
		if f.ShareRows.At(n).Outside > 0 {
			out = append(out, int(f.ShareRows.At(n).Ticket))
		}
	}
	slices.Reverse(out)
	return out
}
