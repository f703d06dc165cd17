package credit

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/list"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/zone"
)

// maxMoves is how many moves a fund may have. They grow by less than 2^26 at once.
const maxMoves = 1 << 26

// Fund is what there is to pay for work, and what work drew on it: the allowance of
// each month, the hours bought, what is reserved, what is overdrawn. Time is counted
// in blocks and drawn here and nowhere else (S19–S21, D1, D2, D5–D8, D27, D28, D38):
// an [Account] is a Fund with a journal, and a statement of package servicelevel
// reads its hours from one.
//
// A Fund has no ids. Tickets, lots and pieces of work are numbers from 0, in the order
// in which they came; whoever has names for them keeps those. Facts are told in the
// order in which they became known. What they moved is a list of [Move].
//
// The zero value refuses everything until Reset. A Fund is not safe for concurrent
// use.
type Fund struct {
	// What most work looks at stands together, so that it is in few lines of the cache:
	// BenchmarkLedger.
	tickets list.List[ticket]
	shares  list.List[share]
	works   list.List[work]
	moves   list.List[move]
	sums
	past       *past // what there was before; nil unless what is done now may be taken back
	allowances []allowance
	lots       []lot
	plans      []planned // by day
	pools      [2]pool
	terms      Terms
	clock      zone.Clock

	months months
	came   []int32 // lots that have come since they were bought, by when they did
	parts  []part
	debts  []int32 // moves that drew beyond what was there, first drawn first
	before before

	byLot movesByLot // for withdrawals; empty until the first one
	saved []share    // scratch: the shares of a ticket before it was changed
	freed []int32    // scratch: allowances that got time back
}

// sums are the numbers of a fund: all but its lists.
type sums struct {
	paid     int   // of the debts
	known    int64 // the latest instant that is known to have come
	limit    int64 // of what is overdrawn
	owed     int64 // overdrawn
	reserved int64
	apart    int64 // of that, for work under other contracts
	bought   int64
	rank     int32 // of the next lot
	opening  int64 // what was drawn from lots when they were restored
	owing    int64 // what was restored as debts
	span     span  // the days that it was asked for last
}

// none is no index.
const none int32 = -1

// lot is hours bought or given.
type lot struct {
	at, size, price int64 // instant, nanoseconds, units of the currency
	until           int64 // from when what is left is lost; 0: never
	used            int64
	earned          int64 // of those: of the price, for the part that is used (D21)
	removed         removed
	rank            int32 // in the order in which lots became known
	entry           int32 // of an account: the entry that made it
}

func (l *lot) left() int64 { return l.size - l.used - l.removed.time() }

// Reset makes f a fund without anything in it that counts by t, and keeps its memory
// for what is to come. If t is refused f stays as it is.
func (f *Fund) Reset(t Terms) error { return f.ResetIn(t, nil) }

// ResetIn is Reset over a zone database: nil is the machine's.
func (f *Fund) ResetIn(t Terms, z *calendar.Zones) error {
	if err := t.Validate(); err != nil {
		return err
	}
	loc, err := location(&t, z)
	if err != nil {
		return err
	}
	f.reset(t, loc)
	return nil
}

// Began tells f, after Reset or Clear and before all else, that a day began at an instant, as
// was decided by other rules of the zone than f has: what was before it is of earlier days, and
// what comes from then on of that day or later ones. Days are told in their order. One that
// does not exist changes nothing.
func (f *Fund) Began(day calendar.Date, at time.Time) {
	if day.Valid() && f.ready() {
		f.clock.Begin(zone.Begun{Day: dayOf(day), At: at.UnixNano()})
	}
}

// Clear empties f as Reset does, for the terms that it has.
func (f *Fund) Clear() { f.reset(f.terms, f.clock.Location()) }

// resetAs is Reset for the terms of another fund, over the zone that it has.
func (f *Fund) resetAs(other *Fund) { f.reset(other.terms, other.clock.Location()) }

func (f *Fund) reset(t Terms, loc *time.Location) {
	f.terms = t
	f.clock.Use(loc)
	f.months.use(t.MonthDay)
	f.plans, f.allowances, f.lots = f.plans[:0], f.allowances[:0], f.lots[:0]
	f.tickets.Cut(0)
	f.shares.Cut(0)
	f.works.Cut(0)
	f.moves.Cut(0)
	f.parts, f.debts = f.parts[:0], f.debts[:0]
	for i := range f.pools {
		f.pools[i].reset()
	}
	f.came = f.came[:0]
	f.before.tickets, f.before.shares = f.before.tickets[:0], f.before.shares[:0]
	f.past, f.sums = nil, sums{}
	f.byLot = movesByLot{}
}

// ready reports whether f counts by any terms.
func (f *Fund) ready() bool { return f.clock.Location() != nil }

// Overdraft sets how much may be drawn beyond what is there (D8), from now on, and returns
// how much it was.
func (f *Fund) Overdraft(limit time.Duration) (before time.Duration) {
	before, f.limit = time.Duration(f.limit), int64(limit)
	return before
}

// Hours are bought, or given if the price is 0: a lot.
type Hours struct {
	At    time.Time // from when on they are there
	Known time.Time // when it became known; zero: at once
	// Until is when what is left of them is lost; zero is never (S20). It is after At.
	//
	// Until then they are there; at that instant they are not. They are drawn on before
	// hours that end later or never do. What is left of them is earned then, as if it had
	// been forfeited, without anybody saying so.
	//
	// It depends on when work was done and not on when it became known whether they pay for
	// it. So work that became known late is paid for by what is left of them if it was done
	// before their end, and less of them was lost than was known. Hours that go back to them
	// by their end or later are lost. What is reserved does not keep them: less is there then
	// than is reserved, as in a new month whose allowance is smaller (D38), and work that
	// needs more is refused (D8).
	Until time.Time
	Time  time.Duration // above 0, and at most MaxTime
	Price Cents
}

// Validate reports the faults of h.
func (h Hours) Validate() error {
	var l fault.List
	checkInstant(&l, "at", h.At)
	checkUntil(&l, h.Until, h.At)
	if h.Time <= 0 || h.Time > MaxTime {
		l.Add("time", h.Time, "must be above 0 and at most 10000 h")
	}
	if h.Price < 0 || h.Price > money.Max {
		l.Add("price", int64(h.Price), "must lie from 0 to 1000000000000 cents, or units of the currency")
	}
	return l.Err()
}

// Buy adds hours and returns the number of the lot. What is overdrawn is paid first (D8,
// D28). ErrFull is for more than MaxBought in all; then nothing changes.
func (f *Fund) Buy(h Hours) (lot int, err error) {
	if err := f.takes(&h); err != nil {
		return 0, err
	}
	return f.buy(h.lot(), knownAt(h.Known, h.At))
}

// Sell is Buy of hours that were used before they were sold (D29): they pay for what is
// overdrawn whatever is reserved, as far as they go.
func (f *Fund) Sell(h Hours) (lot int, err error) {
	if err := f.takes(&h); err != nil {
		return 0, err
	}
	return f.sell(h.lot(), knownAt(h.Known, h.At))
}

// takes refuses hours that have faults, or cost more than an amount of the fund's currency can be.
func (f *Fund) takes(h *Hours) error {
	if err := h.Validate(); err != nil {
		return err
	}
	if u := f.unit(); int64(h.Price) > u.Max() {
		return fault.New("price", u.Text(int64(h.Price)), "must lie from 0 to "+u.Text(u.Max()))
	}
	return nil
}

func (h *Hours) lot() lot {
	return lot{at: h.At.UnixNano(), until: endOf(h.Until), size: int64(h.Time), price: int64(h.Price)}
}

func (f *Fund) sell(l lot, known int64) (n int, err error) {
	owed := f.owed
	if n, err = f.buy(l, known); err == nil {
		f.repay(0, l.size-(owed-f.owed))
	}
	return n, err
}

func (f *Fund) buy(l lot, known int64) (int, error) {
	if l.size > int64(MaxBought)-f.bought {
		return 0, ErrFull
	}
	f.bought += l.size
	n := len(f.lots)
	l.rank = f.rank
	f.lots = append(f.lots, l)
	f.rank++
	f.change(int32(n), 0, l.size) // at most MaxEntries
	f.pass(known)
	return n, nil
}

// Pass notes that an instant has come: hours that are there from it on pay for what is
// overdrawn.
func (f *Fund) Pass(t time.Time) { f.pass(t.UnixNano()) }

func (f *Fund) pass(at int64) {
	f.reach(at)
	if f.owed > 0 {
		f.settle(0)
	}
}

// today is the day that is looked at: the one of the latest instant that is known to
// have come.
func (f *Fund) today() int32 { return f.clock.Day(f.known) }

// Free returns what may be reserved today (D38): the allowance of the month, the hours
// bought and the overdraft, less what is overdrawn and reserved. It is negative if
// less is there than is reserved.
func (f *Fund) Free() time.Duration {
	if !f.ready() {
		return 0
	}
	return time.Duration(f.free(false))
}

// free is Free for a ticket, which may be under another contract. What is reserved for those
// is not there twice: if hours do not cover it, the allowance does not either.
func (f *Fund) free(other bool) int64 {
	day := f.today()
	apart := f.apartOn(day)
	room := f.there(f.known) + max(0, f.limit-f.owed) - apart
	left := f.drawable(f.key(day), f.unitOn(day).block) - (f.reserved - apart)
	if room < 0 || other && !f.sharedOn(day) {
		left = min(left, 0)
	}
	return room + left
}

// NewTicket adds a ticket without work and returns its number.
func (f *Fund) NewTicket() int {
	f.tickets.Add(ticket{works: none, begun: none, shares: none, paying: none})
	return f.tickets.Len() - 1
}

// ForOther notes that a new ticket is under another contract, which has the use of the hours
// bought: the allowance of a month pays for work on it only if the plan of the day on which
// that begins is Shared. It does nothing if there is no such ticket.
func (f *Fund) ForOther(ticket int) {
	if ticket >= 0 && ticket < f.tickets.Len() {
		f.tickets.At(int32(ticket)).other = true // at most MaxEntries
	}
}

// Plan is what holds from a day on until another one does: the allowance of each month
// (S43), and the blocks.
type Plan struct {
	From calendar.Date
	// Name tells plans apart: days on the same one share its allowance of a month (D27).
	Name int
	// Allowance is free in each month. It pays only for work begun on a day of the plan
	// (D27).
	Allowance time.Duration
	// Shared says that it pays for work under other contracts too: see Fund.ForOther.
	Shared bool
	// Block is the indivisible unit, and Minimum what anything worked is charged at least: see
	// Blocks. Without a Block both are those of the Terms.
	Block, Minimum time.Duration
}

// Validate reports the faults of a plan.
func (p Plan) Validate() error {
	var l fault.List
	if !inYears(p.From) {
		l.Add("from", p.From, "must be a date of the years 1970 to 2169")
	}
	if p.Allowance < 0 || p.Allowance > MaxAllowance {
		l.Add("allowance", p.Allowance, "must lie from 0 to 744 h")
	}
	if p.Block < 0 || p.Block > 24*time.Hour {
		l.Add("block", p.Block, "must be at most 24 h")
	}
	switch {
	case p.Minimum < 0 || p.Minimum > 24*time.Hour:
		l.Add("minimum", p.Minimum, "must be at most 24 h")
	case p.Minimum > 0 && p.Block == 0:
		l.Add("minimum", p.Minimum, "must come with a block")
	}
	return l.Err()
}

// clone returns a copy that shares nothing with f.
func (f *Fund) clone() Fund {
	c := *f
	c.past, c.byLot = nil, movesByLot{}
	c.terms.Tariff.Packs = slices.Clone(f.terms.Tariff.Packs)
	c.plans, c.allowances, c.lots = slices.Clone(f.plans), slices.Clone(f.allowances), slices.Clone(f.lots)
	c.tickets, c.shares, c.works, c.parts = f.tickets.Clone(), f.shares.Clone(), f.works.Clone(), slices.Clone(f.parts)
	c.moves, c.debts, c.saved, c.freed = f.moves.Clone(), slices.Clone(f.debts), nil, nil
	c.before = before{slices.Clone(f.before.tickets), slices.Clone(f.before.shares)}
	for i := range f.pools {
		c.pools[i] = f.pools[i].clone()
	}
	c.came = slices.Clone(f.came)
	return c
}

// location loads the zone of terms.
func location(t *Terms, z *calendar.Zones) (*time.Location, error) {
	name := t.Zone
	if name == "" {
		name = "Europe/Paris"
	}
	loc, err := z.Load(name)
	if err != nil {
		return nil, fault.In("", err)
	}
	return loc, nil
}
