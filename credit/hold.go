package credit

import (
	"time"

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
// others. If more is added than Free it is refused with a *ShortfallError without an
// id, and nothing changes.
func (f *Fund) Reserve(r Reservation) error {
	var l fault.List
	f.checkTicket(&l, r.Ticket)
	checkInstant(&l, "at", r.At)
	l.Check(r.Estimate >= 0 && r.Estimate <= MaxTime, "estimate", r.Estimate, "must lie from 0 to 10000 h")
	if !l.Empty() {
		return l.Err()
	}
	return f.reserve(int32(r.Ticket), r.At.UnixNano(), knownAt(r.Known, r.At), int64(r.Estimate)) // at most MaxEntries
}

func (f *Fund) reserve(n int32, at, known, estimate int64) error {
	undo := f.mark()
	f.pass(max(at, known))
	t := f.editTicket(n)
	before := *t
	if !t.held {
		t.asked = f.clock.Day(at)
	}
	if t.estimate, t.held = estimate, true; t.worked == 0 {
		t.unit = f.unitOn(t.asked)
	}
	reserved := max(0, t.unit.up(estimate)-f.charged(t))
	if free, more := f.free(t.other), reserved-before.reserved; more > 0 && more > free {
		f.undo(undo)
		*t = before
		return f.shortfall(more, max(0, free))
	}
	f.keep(t)
	f.settle(at)
	return nil
}

// keep works out what is reserved for a ticket.
func (f *Fund) keep(t *ticket) {
	reserved := int64(0)
	if t.held {
		reserved = max(0, t.unit.up(t.estimate)-f.charged(t))
	}
	f.reserveFor(t, reserved)
}

// reserveFor has so much be reserved for a ticket.
func (f *Fund) reserveFor(t *ticket, reserved int64) {
	more := reserved - t.reserved
	if f.reserved += more; t.other {
		f.apart += more
	}
	t.reserved = reserved
}

// pressure returns what lots must keep for what is reserved for others than a ticket, or
// nil: what the allowance of today does not cover (D38).
func (f *Fund) pressure(but *ticket) int64 {
	day := f.today()
	reserved, apart := f.reserved, f.apartOn(day)
	if but != nil {
		if reserved -= but.reserved; but.other && apart > 0 {
			apart -= but.reserved
		}
	}
	return apart + max(0, reserved-apart-f.drawable(f.key(day), f.unitOn(day).block))
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
	if ticket < 0 || ticket >= f.tickets.Len() || !f.ready() {
		return
	}
	f.release(int32(ticket), at.UnixNano(), knownAt(known, at)) // at most MaxEntries
}

func (f *Fund) release(n int32, at, known int64) {
	f.pass(max(at, known))
	t := f.editTicket(n)
	t.held = false
	f.keep(t)
	f.settle(at)
}
