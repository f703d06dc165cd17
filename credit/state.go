package credit

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
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
func (f *Fund) Moves() int { return f.moves.Len() }

// Move returns a move by its number. ok is false for what is no move for a ticket: a
// Removal, and what a ticket had drawn when it was restored.
func (f *Fund) Move(n int) (m Move, ok bool) {
	if n < 0 || n >= f.moves.Len() {
		return Move{}, false
	}
	x := f.moves.At(int32(n)) // below maxMoves
	if x.share == none || x.of == restored {
		return Move{}, false
	}
	s := f.shares.At(x.share)
	m = Move{Ticket: int(s.ticket), Month: f.allowances[s.key].called, Time: time.Duration(x.time), Cost: Cents(x.cents)}
	switch x.source {
	case fromAllowance:
	case overdrawn:
		m.Source = Overdrawn
	default:
		m.Source, m.Lot = FromLot, int(x.source)
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
func (f *Fund) Lots() int { return len(f.lots) }

// Lot returns a lot by its number, and nothing if there is no such lot.
func (f *Fund) Lot(n int) LotHours {
	if n < 0 || n >= len(f.lots) {
		return LotHours{}
	}
	l := &f.lots[n]
	x := &l.removed
	h := LotHours{
		At: time.Unix(0, l.at), Time: time.Duration(l.size), Used: time.Duration(l.used),
		Refunded: time.Duration(x.refunded), Forfeited: time.Duration(x.forfeited), Moved: time.Duration(x.moved),
		Price: Cents(l.price), Earned: Cents(l.revenue()), Deferred: Cents(l.deferred()),
		Withdrawn: time.Duration(x.withdrawn), Repaid: Cents(x.repaid), Transferred: Cents(x.transferred), Rank: int(l.rank),
	}
	if l.until != 0 {
		h.Until = time.Unix(0, l.until)
	}
	if l.over(f.known) {
		h.Lapsed, h.Earned, h.Deferred = time.Duration(l.left()), h.Earned+h.Deferred, 0
	}
	return h
}

// Overdrawn returns what is drawn beyond what is there.
func (f *Fund) Overdrawn() time.Duration { return time.Duration(f.owed) }

// Balance returns what is left at an instant, by all that was told. What is held is as
// it is now.
func (f *Fund) Balance(at time.Time) Balance {
	if !f.ready() {
		return Balance{}
	}
	i := nanos(at)
	day := f.clock.Day(i)
	key := f.key(day)
	bought := -f.opening
	for n := range f.lots {
		if l := &f.lots[n]; l.at <= i {
			bought += l.size
		}
	}
	bought -= f.lapsed(len(f.lots), int32(f.moves.Len()), i)                               // below maxMoves
	d := f.drawn(int32(f.moves.Len()), i, f.allowances[key].month, f.allowances[key].plan) // below maxMoves
	d.owed += f.owing
	return f.balance(&d, day, f.allowances[key].size, bought, f.reserved, f.apartOn(day))
}

// TicketHours is what was worked and drawn on one ticket: what a fund must know of it to
// go on.
type TicketHours struct {
	First time.Time     // when its first session began (D5); zero: nothing was worked
	Day   calendar.Date // the day of that; of a hold before any work, that of its estimate
	// Block and Minimum are what it is billed in: see Blocks.
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
func (f *Fund) Blocks(ticket int) Blocks {
	if ticket < 0 || ticket >= f.tickets.Len() {
		return f.terms.Blocks
	}
	u := f.unitOf(f.tickets.At(int32(ticket))) // at most MaxEntries
	return Blocks{Size: time.Duration(u.block), Minimum: time.Duration(u.least), Counting: f.terms.Blocks.Counting}
}

// Payers returns how many months pay for a piece of work (D5): with SplitAtMidnight one
// for each of its parts, else one. It is 0 if there is no such work.
func (f *Fund) Payers(work int) int {
	if work < 0 || work >= f.works.Len() {
		return 0
	}
	return int(f.works.At(int32(work)).n) // at most MaxEntries
}

// Payer returns the month that pays for a part of a piece of work, how long that took, and what
// it counts as: nothing if Payers is no more than the number of the part.
func (f *Fund) Payer(work, n int) (m calendar.Month, took, counted time.Duration) {
	if n < 0 || n >= f.Payers(work) {
		return calendar.Month{}, 0, 0
	}
	var one [1]part
	w := f.works.At(int32(work)) // at most MaxEntries
	p := f.partsOf(w, &one)[n]
	day := p.day
	if f.undivided() && w.took > 0 {
		day = f.tickets.At(w.ticket).day
	}
	return f.allowances[f.key(day)].called, time.Duration(p.took), time.Duration(p.time)
}

// Worked returns what was worked on a ticket, and what it was charged in whole blocks:
// nothing if there is no such ticket.
func (f *Fund) Worked(ticket int) (worked, charged time.Duration) {
	if ticket < 0 || ticket >= f.tickets.Len() {
		return 0, 0
	}
	t := f.tickets.At(int32(ticket)) // at most MaxEntries
	return time.Duration(t.worked), time.Duration(f.charged(t))
}

// Share returns what of Worked a month pays for: what was worked, and what that was charged.
func (f *Fund) Share(ticket int, m calendar.Month) (worked, charged time.Duration) {
	if ticket < 0 || ticket >= f.tickets.Len() {
		return 0, 0
	}
	for i := f.tickets.At(int32(ticket)).shares; i != none; i = f.shares.At(i).next { // at most MaxEntries
		if s := f.shares.At(i); f.allowances[s.key].called == m {
			worked, charged = worked+time.Duration(s.worked), charged+time.Duration(s.charged())
		}
	}
	return worked, charged
}

// Ticket fills in what is known of a ticket, in the memory that the lists of h have:
// nothing if there is no such ticket.
func (f *Fund) Ticket(h *TicketHours, n int) {
	if n < 0 || n >= f.tickets.Len() {
		*h = TicketHours{Shares: h.Shares[:0]}
		return
	}
	f.redate(int32(n)) // at most MaxEntries
	t := f.tickets.At(int32(n))
	shares := h.Shares[:0]
	*h = TicketHours{Held: t.held, Other: t.other, Estimate: time.Duration(t.estimate), Block: time.Duration(t.unit.block), Minimum: time.Duration(t.unit.least)}
	if t.worked > 0 {
		h.First, h.Day = instant(t.first), dateOf(t.day)
		if t.held {
			h.Asked = dateOf(t.asked)
		}
	} else if t.held {
		h.Day = dateOf(t.asked)
	}
	for i := t.shares; i != none; i = f.shares.At(i).next {
		s := f.shares.At(i)
		if s.worked == 0 && s.due == 0 {
			continue
		}
		if len(shares) == cap(shares) {
			shares = slices.Grow(shares, 1)
		}
		shares = shares[:len(shares)+1]
		share, a := &shares[len(shares)-1], &f.allowances[s.key]
		drawn, lots := share.Drawn[:0], share.Lots[:0]
		*share = ShareHours{
			Month: a.called, Plan: int(a.plan), Worked: time.Duration(s.worked),
			Due: time.Duration(s.due), Allowance: time.Duration(s.free),
		}
		if s.day > 0 {
			share.Latest = dateOf(s.day)
		}
		share.Drawn, share.Lots = f.appendDrawn(drawn, s.takes, true), f.appendDrawn(lots, s.lots, false)
	}
	slices.Reverse(shares)
	h.Shares = shares
}

// appendDrawn lists the moves of a list that have something left, the last one last.
func (f *Fund) appendDrawn(dst []HoursDrawn, list int32, allowance bool) []HoursDrawn {
	for m := list; m != none; m = f.moves.At(m).prev {
		x := f.moves.At(m)
		if x.left == 0 {
			continue
		}
		d := HoursDrawn{int(x.source), instant(x.at), time.Duration(x.left)}
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
	if ticket < 0 || ticket >= f.tickets.Len() {
		return 0
	}
	return time.Duration(f.tickets.At(int32(ticket)).reserved) // at most MaxEntries
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
	out := make([]AllowanceHours, len(f.allowances))
	for i := range out {
		out[i] = f.allowances[i].hours()
	}
	return out
}

func (a *allowance) hours() AllowanceHours {
	return AllowanceHours{a.called, int(a.plan), time.Duration(a.size), time.Duration(a.used), time.Duration(a.carried)}
}

// Debts returns what is overdrawn, in the order in which it will be paid.
func (f *Fund) Debts() []Debt {
	var debts []Debt
	for _, m := range f.debts[f.paid:] {
		if x := f.moves.At(m); x.left > 0 {
			s := f.shares.At(x.share)
			a := &f.allowances[s.key]
			debts = append(debts, Debt{int(s.ticket), a.called, int(a.plan), instant(x.at), time.Duration(x.left)})
		}
	}
	return debts
}

// Relieved returns the tickets that an allowance would pay for next if it got time
// back, the first one last: those that something else pays for in its month.
func (f *Fund) Relieved(m calendar.Month, plan int) []int {
	var out []int
	for n := f.allowances[f.keyOf(numberOf(m), int32(plan))].top; n != none; n = f.shares.At(n).below { // a small number
		if f.shares.At(n).outside > 0 {
			out = append(out, int(f.shares.At(n).ticket))
		}
	}
	slices.Reverse(out)
	return out
}
