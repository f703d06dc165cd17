package fund

import (
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
)

// Reservation is an estimate of what the work on a ticket will take in all, what was
// worked before included.
type Reservation struct {
	Ticket   int // of NewTicket
	At       time.Time
	Known    time.Time // zero: at once
	Estimate time.Duration
}

// Reserve sets an estimate aside (S29), in place of the one before: what it comes to in
// blocks, less what is charged for the ticket. It chooses neither months nor lots: which
// of them pay is decided when work is charged (D38). What is reserved is not there for
// others. If more is added than Free it is refused with a *credit.ShortfallError without an
// id, and nothing changes.
func (f *Fund) Reserve(r Reservation) error {
	var l fault.List
	f.checkTicket(&l, r.Ticket)
	CheckInstant(&l, "at", r.At)
	l.Check(r.Estimate >= 0 && r.Estimate <= credit.MaxTime, "estimate", r.Estimate, "must lie from 0 to 10000 h")
	if !l.Empty() {
		return l.Err()
	}
	return f.ReserveAt(int32(r.Ticket), r.At.UnixNano(), KnownAt(r.Known, r.At), int64(r.Estimate)) // at most credit.MaxEntries
}

// ReserveAt is Reserve in the numbers of rows.
func (f *Fund) ReserveAt(n int32, at, known, estimate int64) error {
	undo := f.Mark()
	f.PassTo(max(at, known))
	t := f.editTicket(n)
	before := *t
	if !t.Held {
		t.Asked = f.Clock.Day(at)
	}
	if t.Estimate, t.Held = estimate, true; t.Worked == 0 {
		t.Unit = f.UnitOn(t.Asked)
	}
	reserved := max(0, t.Unit.Up(estimate)-f.Charged(t))
	if free, more := f.free(t.Other), reserved-before.Reserved; more > 0 && more > free {
		f.UndoTo(undo)
		*t = before
		return f.shortfall(more, max(0, free))
	}
	f.Keep(t)
	f.settle(at)
	return nil
}

// Keep works out what is reserved for a ticket.
func (f *Fund) Keep(t *TicketRow) {
	reserved := int64(0)
	if t.Held {
		reserved = max(0, t.Unit.Up(t.Estimate)-f.Charged(t))
	}
	f.reserveFor(t, reserved)
}

// reserveFor has so much be reserved for a ticket.
func (f *Fund) reserveFor(t *TicketRow, reserved int64) {
	more := reserved - t.Reserved
	if f.Reserved += more; t.Other {
		f.apart += more
	}
	t.Reserved = reserved
}

// pressure returns what lots must keep for what is reserved for others than a ticket, or
// nil: what the allowance of today does not cover (D38).
func (f *Fund) pressure(but *TicketRow) int64 {
	day := f.today()
	reserved, apart := f.Reserved, f.apartOn(day)
	if but != nil {
		if reserved -= but.Reserved; but.Other && apart > 0 {
			apart -= but.Reserved
		}
	}
	return apart + max(0, reserved-apart-f.drawable(f.Key(day), f.UnitOn(day).Block))
}

// apartOn returns what is reserved that the allowance of a day may not cover.
func (f *Fund) apartOn(day int32) int64 {
	if f.apart == 0 || f.sharedOn(day) {
		return 0
	}
	return f.apart
}

// Release lets go of what is reserved for a ticket, from an instant on: others may have
// it, and what is overdrawn is paid first.
func (f *Fund) Release(ticket int, at, known time.Time) {
	if ticket < 0 || ticket >= f.TicketRows.Len() || !f.Ready() {
		return
	}
	f.ReleaseAt(int32(ticket), at.UnixNano(), KnownAt(known, at)) // at most credit.MaxEntries
}

// ReleaseAt is Release in the numbers of rows.
func (f *Fund) ReleaseAt(n int32, at, known int64) {
	f.PassTo(max(at, known))
	t := f.editTicket(n)
	t.Held = false
	f.Keep(t)
	f.settle(at)
}
