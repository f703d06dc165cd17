package fund

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/list"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/zone"
)

// MaxMoves is how many moves a fund may have. They grow by less than 2^26 at once.
const MaxMoves = 1 << 26

// Fund is what there is to pay for work, and what work drew on it: the allowance of
// each month, the hours bought, what is reserved, what is overdrawn.
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
	TicketRows list.List[TicketRow]
	ShareRows  list.List[ShareRow]
	WorkRows   list.List[WorkRow]
	MoveRows   list.List[MoveRow]
	sums
	past          *Past // what there was before; nil unless what is done now may be taken back
	AllowanceRows []AllowanceRow
	LotRows       []LotRow
	PlanRows      []PlanRow // by day
	pools         [2]pool
	Terms         credit.Terms
	Clock         zone.Clock

	Months    months
	came      []int32 // lots that have come since they were bought, by when they did
	PartRows  []PartRow
	DebtMoves []int32 // moves that drew beyond what was there, first drawn first
	before    before

	byLot movesByLot // for withdrawals; empty until the first one
	saved []ShareRow // scratch: the shares of a ticket before it was changed
	freed []int32    // scratch: allowances that got time back
}

// sums are the numbers of a fund: all but its lists.
type sums struct {
	Paid     int   // of the debts
	Known    int64 // the latest instant that is known to have come
	Limit    int64 // of what is overdrawn
	Owed     int64 // overdrawn
	Reserved int64
	apart    int64 // of that, for work under other contracts
	Bought   int64
	Rank     int32      // of the next lot
	opening  int64      // what was drawn from lots when they were restored
	owing    int64      // what was restored as debts
	paying   payingDays // the days that it was asked for last
}

// None is no index.
const None int32 = -1

// LotRow is hours bought or given.
type LotRow struct {
	At, Size, Price int64 // instant, nanoseconds, units of the currency
	Until           int64 // from when what is left is lost; 0: never
	Used            int64
	Earned          int64 // of those: of the price, for the part that is used (D21)
	Removed         removed
	Rank            int32 // in the order in which lots became known
	Entry           int32 // of an account: the entry that made it
}

// Left returns what is left of a lot.
func (l *LotRow) Left() int64 { return l.Size - l.Used - l.Removed.Time() }

// Reset makes f a fund without anything in it that counts by t, and keeps its memory
// for what is to come. If t is refused f stays as it is.
func (f *Fund) Reset(t credit.Terms) error { return f.ResetIn(t, nil) }

// ResetIn is Reset over a zone database: nil is the machine's.
func (f *Fund) ResetIn(t credit.Terms, z *calendar.Zones) error {
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
	if day.Valid() && f.Ready() {
		f.Clock.Begin(zone.Begun{Day: DayOf(day), At: at.UnixNano()})
	}
}

// Clear empties f as Reset does, for the terms that it has.
func (f *Fund) Clear() { f.reset(f.Terms, f.Clock.Location()) }

// ResetAs is Reset for the terms of another fund, over the zone that it has.
func (f *Fund) ResetAs(other *Fund) { f.reset(other.Terms, other.Clock.Location()) }

func (f *Fund) reset(t credit.Terms, loc *time.Location) {
	f.Terms = t
	f.Clock.Use(loc)
	f.Months.use(t.MonthDay)
	f.PlanRows, f.AllowanceRows, f.LotRows = f.PlanRows[:0], f.AllowanceRows[:0], f.LotRows[:0]
	f.TicketRows.Cut(0)
	f.ShareRows.Cut(0)
	f.WorkRows.Cut(0)
	f.MoveRows.Cut(0)
	f.PartRows, f.DebtMoves = f.PartRows[:0], f.DebtMoves[:0]
	for i := range f.pools {
		f.pools[i].reset()
	}
	f.came = f.came[:0]
	f.before.tickets, f.before.shares = f.before.tickets[:0], f.before.shares[:0]
	f.past, f.sums = nil, sums{}
	f.byLot = movesByLot{}
}

// Ready reports whether f counts by any terms.
func (f *Fund) Ready() bool { return f.Clock.Location() != nil }

// Overdraft sets how much may be drawn beyond what is there (D8), from now on, and returns
// how much it was.
func (f *Fund) Overdraft(limit time.Duration) (before time.Duration) {
	before, f.Limit = time.Duration(f.Limit), int64(limit)
	return before
}

// Hours are bought, or given if the price is 0: a lot.
type Hours struct {
	At    time.Time // from when on they are there
	Known time.Time // when it became known; zero: at once
	// Until is when what is left of them is lost; zero is never (S20). It is after At: see
	// ledger.Entry.
	Until time.Time
	Time  time.Duration // above 0, and at most MaxTime
	Price Cents
}

// Validate reports the faults of h.
func (h Hours) Validate() error {
	var l fault.List
	CheckInstant(&l, "at", h.At)
	CheckUntil(&l, h.Until, h.At)
	if h.Time <= 0 || h.Time > credit.MaxTime {
		l.Add("time", h.Time, "must be above 0 and at most 10000 h")
	}
	if h.Price < 0 || h.Price > money.Max {
		l.Add("price", int64(h.Price), "must lie from 0 to 1000000000000 cents, or units of the currency")
	}
	return l.Err()
}

// Buy adds hours and returns the number of the lot. What is overdrawn is paid first (D8,
// D28). credit.ErrFull is for more than credit.MaxBought in all; then nothing changes.
func (f *Fund) Buy(h Hours) (lot int, err error) {
	if err := f.takes(&h); err != nil {
		return 0, err
	}
	return f.BuyLot(h.lot(), KnownAt(h.Known, h.At))
}

// Sell is Buy of hours that were used before they were sold (D29): they pay for what is
// overdrawn whatever is reserved, as far as they go.
func (f *Fund) Sell(h Hours) (lot int, err error) {
	if err := f.takes(&h); err != nil {
		return 0, err
	}
	return f.SellLot(h.lot(), KnownAt(h.Known, h.At))
}

// takes refuses hours that have faults, or cost more than an amount of the fund's currency can be.
func (f *Fund) takes(h *Hours) error {
	if err := h.Validate(); err != nil {
		return err
	}
	if u := f.MoneyUnit(); int64(h.Price) > u.Max() {
		return fault.New("price", u.Text(int64(h.Price)), "must lie from 0 to "+u.Text(u.Max()))
	}
	return nil
}

func (h *Hours) lot() LotRow {
	return LotRow{At: h.At.UnixNano(), Until: EndOf(h.Until), Size: int64(h.Time), Price: int64(h.Price)}
}

// SellLot is Sell of a row.
func (f *Fund) SellLot(l LotRow, known int64) (n int, err error) {
	owed := f.Owed
	if n, err = f.BuyLot(l, known); err == nil {
		f.repay(0, l.Size-(owed-f.Owed))
	}
	return n, err
}

// BuyLot is Buy of a row.
func (f *Fund) BuyLot(l LotRow, known int64) (int, error) {
	if l.Size > int64(credit.MaxBought)-f.Bought {
		return 0, credit.ErrFull
	}
	f.Bought += l.Size
	n := len(f.LotRows)
	l.Rank = f.Rank
	f.LotRows = append(f.LotRows, l)
	f.Rank++
	f.Change(int32(n), 0, l.Size) // at most credit.MaxEntries
	f.PassTo(known)
	return n, nil
}

// Pass notes that an instant has come: hours that are there from it on pay for what is
// overdrawn.
func (f *Fund) Pass(t time.Time) { f.PassTo(t.UnixNano()) }

// PassTo is Pass of an instant of a row.
func (f *Fund) PassTo(at int64) {
	f.reach(at)
	if f.Owed > 0 {
		f.settle(0)
	}
}

// today is the day that is looked at: the one of the latest instant that is known to
// have come.
func (f *Fund) today() int32 { return f.Clock.Day(f.Known) }

// Free returns what may be reserved today (D38): the allowance of the month, the hours
// bought and the overdraft, less what is overdrawn and reserved. It is negative if
// less is there than is reserved.
func (f *Fund) Free() time.Duration {
	if !f.Ready() {
		return 0
	}
	return time.Duration(f.free(false))
}

// free is Free for a ticket, which may be under another contract. What is reserved for those
// is not there twice: if hours do not cover it, the allowance does not either.
func (f *Fund) free(other bool) int64 {
	day := f.today()
	apart := f.apartOn(day)
	room := f.there(f.Known) + max(0, f.Limit-f.Owed) - apart
	left := f.drawable(f.Key(day), f.UnitOn(day).Block) - (f.Reserved - apart)
	if room < 0 || other && !f.sharedOn(day) {
		left = min(left, 0)
	}
	return room + left
}

// NewTicket adds a ticket without work and returns its number.
func (f *Fund) NewTicket() int {
	f.TicketRows.Add(TicketRow{Works: None, Begun: None, Shares: None, Paying: None})
	return f.TicketRows.Len() - 1
}

// ForOther notes that a new ticket is under another contract, which has the use of the hours
// bought: the allowance of a month pays for work on it only if the plan of the day on which
// that begins is Shared. It does nothing if there is no such ticket.
func (f *Fund) ForOther(ticket int) {
	if ticket >= 0 && ticket < f.TicketRows.Len() {
		f.TicketRows.At(int32(ticket)).Other = true // at most credit.MaxEntries
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
	// credit.Blocks. Without a Block both are those of the Terms.
	Block, Minimum time.Duration
}

// Validate reports the faults of a plan.
func (p Plan) Validate() error {
	var l fault.List
	if !inYears(p.From) {
		l.Add("from", p.From, "must be a date of the years 1970 to 2169")
	}
	if p.Allowance < 0 || p.Allowance > credit.MaxAllowance {
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

// Clone returns a copy that shares nothing with f.
func (f *Fund) Clone() Fund {
	c := *f
	c.past, c.byLot = nil, movesByLot{}
	c.Terms.Tariff.Packs = slices.Clone(f.Terms.Tariff.Packs)
	c.PlanRows, c.AllowanceRows, c.LotRows = slices.Clone(f.PlanRows), slices.Clone(f.AllowanceRows), slices.Clone(f.LotRows)
	c.TicketRows, c.ShareRows, c.WorkRows, c.PartRows = f.TicketRows.Clone(), f.ShareRows.Clone(), f.WorkRows.Clone(), slices.Clone(f.PartRows)
	c.MoveRows, c.DebtMoves, c.saved, c.freed = f.MoveRows.Clone(), slices.Clone(f.DebtMoves), nil, nil
	c.before = before{slices.Clone(f.before.tickets), slices.Clone(f.before.shares)}
	for i := range f.pools {
		c.pools[i] = f.pools[i].clone()
	}
	c.came = slices.Clone(f.came)
	return c
}

// location loads the zone of terms.
func location(t *credit.Terms, z *calendar.Zones) (*time.Location, error) {
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
