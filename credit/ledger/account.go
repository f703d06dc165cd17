package ledger

import (
	"iter"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/block"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/list"
)

// Account is an append-only journal of entries and what it adds up to. The same entries under the same terms
// always give the same account, and folding some and then the others is folding all.
//
// NewAccount makes one; the zero value refuses every entry. An Account is not safe for concurrent use; a Ledger is.
type Account struct {
	ids     index // of the records
	records list.List[record]
	spare   int32 // a ticket of the fund that no entry has, or none
	fund    fund.Fund

	plans      []string // by the fund's numbers
	tickets    tickets
	allowances []fund.PlanRow // of the records, in their order

	earlier *earlier // what there was before; nil unless what is applied now may be taken back
}

// tickets are what the tickets of a fund are called.
type tickets struct {
	named index            // those with a name
	of    list.List[int32] // the fund's numbers of those
}

// NewAccount returns an account without entries.
func NewAccount(terms credit.Terms) (*Account, error) { return NewAccountIn(terms, nil) }

// NewAccountIn is NewAccount over a zone database: nil is the machine's.
func NewAccountIn(terms credit.Terms, z *calendar.Zones) (*Account, error) {
	var a Account
	if err := a.resetIn(terms, z); err != nil {
		return nil, err
	}
	return &a, nil
}

func (a *Account) resetIn(terms credit.Terms, z *calendar.Zones) error {
	if err := a.fund.ResetIn(terms, z); err != nil {
		return err
	}
	a.clear()
	return nil
}

func (a *Account) clear() {
	a.records.Cut(0)
	a.plans, a.allowances, a.spare, a.earlier = a.plans[:0], a.allowances[:0], fund.None, nil
	a.tickets.of.Cut(0)
	a.ids.reset()
	a.tickets.named.reset()
}

// Terms returns what the account counts by.
func (a *Account) Terms() credit.Terms {
	t := a.fund.Terms
	t.Tariff.Packs = slices.Clone(t.Tariff.Packs)
	return t
}

// Len returns how many entries the account has.
func (a *Account) Len() int { return a.records.Len() }

// Entries returns the journal, oldest first, with instants in UTC.
func (a *Account) Entries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for i := range a.records.Len() {
			if !yield(a.entry(int32(i))) { // at most credit.MaxEntries
				return
			}
		}
	}
}

// Clone returns a copy that shares nothing with a.
func (a *Account) Clone() *Account {
	c := *a
	c.earlier, c.fund = nil, a.fund.Clone()
	c.records, c.ids, c.plans, c.allowances = a.records.Clone(), a.ids.clone(), slices.Clone(a.plans), slices.Clone(a.allowances)
	t := &c.tickets
	t.named, t.of = t.named.clone(), t.of.Clone()
	return &c
}

// Apply adds an entry and says what it drew or gave back. An id that was applied before with the same content
// gives the earlier receipt and changes nothing; with other content it is a *ConflictError.
//
// A refused entry changes nothing either, and its id stays free. Bad input is a *credit.FieldError; the other
// refusals are *credit.ShortfallError, *TargetError, *ClosedError, *credit.HeldError, *credit.InUseError and
// credit.ErrFull.
func (a *Account) Apply(e Entry) (Receipt, error) {
	var r Receipt
	i, _, err := a.apply(&e)
	if err == nil {
		a.receipt(&r, i)
	}
	return r, err
}

// apply returns the record of e, and whether it was there before.
func (a *Account) apply(e *Entry) (i int32, repeated bool, err error) {
	if !a.fund.Ready() {
		return 0, false, fault.New("terms", nil, "must be given: NewAccount makes an account")
	}
	if err := e.Validate(); err != nil {
		return 0, false, err
	}
	return a.applyValid(e)
}

// applyValid is apply of an entry that Validate does not refuse, under terms.
func (a *Account) applyValid(e *Entry) (i int32, repeated bool, err error) {
	i, hash := a.ids.find(e.ID)
	if i != fund.None {
		if field := a.differs(i, e); field != "" {
			return 0, false, &ConflictError{ID: e.ID, Field: field}
		}
		return i, true, nil
	}
	if full(a.records.Len(), a.fund.MoveRows.Len()) {
		return 0, false, credit.ErrFull
	}
	if len(e.Parts) > 1 && a.fund.Terms.Paying == credit.StartMonth {
		return 0, false, fault.New("parts", len(e.Parts), "must be one, as the month in which work starts pays for it")
	}
	r, err := a.record(e)
	if err != nil {
		return 0, false, err
	}
	fresh := a.ticketOf(e, &r)
	if err := a.act(e, &r); err != nil {
		if fresh {
			a.spare = r.ticket
		}
		return 0, false, a.named(err, e, r.of)
	}
	i = int32(a.records.Len()) // at most credit.MaxEntries
	if fresh {
		a.nameTicket(e.Ticket, r.ticket, i)
	}
	a.records.Add(r)
	a.ids.add(e.ID, hash)
	return i, false, nil
}

// full reports whether there is no room for another entry.
func full(entries, moves int) bool { return entries >= credit.MaxEntries || moves >= fund.MaxMoves }

// record returns the record of an entry, which has no effect yet.
func (a *Account) record(e *Entry) (record, error) {
	r := record{
		at: e.At.UnixNano(), time: int64(e.Time), kind: e.Kind, explicit: !e.Recorded.IsZero(),
		of: fund.None, closedBy: fund.None, ticket: fund.None, ref: fund.None, moves: int32(a.fund.MoveRows.Len()), // below fund.MaxMoves
	}
	r.recorded = fund.KnownAt(e.Recorded, e.At)
	r.known = r.recorded
	if fieldsOf[e.Kind]&hasPrice != 0 {
		var err error
		if r.amount, err = a.fund.MoneyUnit().FromDecimal(e.Price); err != nil {
			return r, fault.Wrap("price", e.Price, err)
		}
	}
	if n := a.records.Len(); n > 0 {
		last := a.records.At(int32(n - 1)) // at most credit.MaxEntries
		r.known = max(r.known, last.known)
	}
	if fieldsOf[e.Kind]&hasOf != 0 {
		if r.of, _ = a.ids.find(e.Of); r.of == fund.None {
			return r, &TargetError{ID: e.ID, Kind: e.Kind, Of: e.Of}
		}
		r.ticket = a.records.At(r.of).ticket
	}
	return r, nil
}

// ticketOf finds the ticket of a hold or a debit, or makes one, which it reports.
func (a *Account) ticketOf(e *Entry, r *record) (fresh bool) {
	if e.Kind != credit.Hold && e.Kind != credit.Debit {
		return false
	}
	if e.Ticket != "" {
		if i, _ := a.tickets.named.find(e.Ticket); i != fund.None {
			r.ticket = *a.tickets.of.At(i)
			return false
		}
	}
	if r.ticket = a.spare; r.ticket == fund.None {
		r.ticket = int32(a.fund.NewTicket()) // at most credit.MaxEntries
	}
	return true
}

// begun returns how many tickets have entries: all but a spare one, which is the last.
func (a *Account) begun() int {
	if a.spare != fund.None {
		return int(a.spare)
	}
	return a.fund.TicketRows.Len()
}

// nameTicket notes what a new ticket is called, and its first record.
func (a *Account) nameTicket(name string, n, record int32) {
	a.spare = fund.None
	t := &a.tickets
	a.fund.TicketRows.At(n).Entry = record
	if name == "" {
		return
	}
	_, hash := t.named.find(name)
	t.named.add(name, hash)
	t.of.Add(n)
}

// act gives an entry its effect.
func (a *Account) act(e *Entry, r *record) (err error) {
	f := &a.fund
	switch e.Kind {
	case credit.Purchase, credit.Gift, credit.Sale:
		buy := f.BuyLot
		if e.Kind == credit.Sale {
			buy = f.SellLot
		}
		lot := fund.LotRow{At: r.at, Until: fund.EndOf(e.Until), Size: r.time, Price: r.amount, Entry: int32(a.records.Len())} // at most credit.MaxEntries
		n, err := buy(lot, r.recorded)
		r.ref = int32(n)
		return err
	case credit.Allowance:
		return a.plan(e, r)
	case credit.Overdraft:
		if f.Limit = r.time; r.explicit {
			f.PassTo(r.recorded)
		}
		return nil
	case credit.Hold:
		return a.hold(e, r)
	case credit.Extend:
		return a.extend(r)
	case credit.Debit:
		i, err := f.WorkAt(r.ticket, r.at, r.recorded, r.time, e.Parts, false)
		r.ref = int32(i) // at most credit.MaxEntries
		return err
	}
	return a.end(e, r)
}

// plan sets the allowance and the blocks from a day on.
func (a *Account) plan(e *Entry, r *record) error {
	n := slices.Index(a.plans, e.Plan)
	fresh := n < 0
	if fresh {
		n = len(a.plans)
		a.plans = append(a.plans, e.Plan)
	}
	p := fund.PlanRow{From: fund.DayOf(e.From), Name: int32(n), Time: r.time, Unit: block.Of(e.Block, e.Minimum)} // at most credit.MaxEntries
	undo := a.fund.Mark()
	if r.explicit {
		a.fund.PassTo(r.recorded)
	}
	err := a.fund.SetPlanRow(p)
	if err == nil {
		r.ref, a.allowances = int32(len(a.allowances)), append(a.allowances, p) // at most credit.MaxEntries
		return nil
	}
	a.fund.UndoTo(undo)
	if fresh {
		a.plans = a.plans[:n]
	}
	return err
}

// hold reserves an estimate (S29).
func (a *Account) hold(e *Entry, r *record) error {
	f := &a.fund
	if f.TicketRows.At(r.ticket).Held {
		return fault.New("ticket", e.Ticket, "has a hold already, which can be extended")
	}
	if err := f.ReserveAt(r.ticket, r.at, r.recorded, r.time); err != nil {
		return err
	}
	r.amount = f.TicketRows.At(r.ticket).Reserved
	return nil
}

// extend raises the estimate of a hold.
func (a *Account) extend(r *record) error {
	if _, err := a.target(r, credit.Hold); err != nil {
		return err
	}
	t := a.fund.TicketRows.At(r.ticket)
	total, before := t.Estimate+r.time, t.Reserved
	if total > int64(credit.MaxTime) {
		return fault.New("time", time.Duration(r.time), "makes an estimate above 10000 h")
	}
	err := a.fund.ReserveAt(r.ticket, r.at, r.recorded, total)
	r.amount = t.Reserved - before
	return err
}

// end gives an entry its effect that closes the one it acts on.
func (a *Account) end(e *Entry, r *record) error {
	kinds := []credit.Kind{credit.Hold}
	switch e.Kind {
	case credit.Reversal:
		kinds = []credit.Kind{credit.Debit, credit.Capture}
	case credit.Refund, credit.Forfeit, credit.Transfer:
		kinds = []credit.Kind{credit.Purchase, credit.Gift, credit.Sale}
	}
	of, err := a.target(r, kinds...)
	if err != nil {
		return err
	}
	f := &a.fund
	switch e.Kind {
	case credit.Capture:
		var i int
		if i, err = f.WorkAt(r.ticket, r.at, r.recorded, r.time, e.Parts, true); err == nil {
			r.ref = int32(i) // at most credit.MaxEntries
			f.ReleaseAt(r.ticket, r.at, r.recorded)
		}
	case credit.Release:
		f.ReleaseAt(r.ticket, r.at, r.recorded)
	case credit.Reversal:
		err = f.TakeBack(of.ref, r.at, r.recorded)
	case credit.Refund, credit.Forfeit, credit.Transfer:
		_, err = f.RemoveAt(of.ref, r.kind, r.at, r.recorded, r.time, r.amount)
		return err // what is left of the lot may go later
	}
	if err == nil {
		a.editRecord(r.of).closedBy = int32(a.records.Len()) // at most credit.MaxEntries
	}
	return err
}

// target checks that an entry may act on the one it names.
func (a *Account) target(r *record, kinds ...credit.Kind) (*record, error) {
	of := a.records.At(r.of)
	switch {
	case !slices.Contains(kinds, of.kind):
		return nil, &TargetError{Kind: r.kind, OfKind: of.kind}
	case of.closedBy != fund.None:
		return nil, &ClosedError{Kind: r.kind, By: a.ids.at(of.closedBy), ByKind: a.records.At(of.closedBy).kind}
	case r.at < of.at:
		return nil, fault.New("at", fund.Instant(r.at), "must not be before what it acts on, "+fund.Instant(of.at).Format(time.RFC3339Nano))
	}
	return of, nil
}

// named gives a refusal the ids that it speaks of.
func (a *Account) named(err error, e *Entry, of int32) error {
	target := ""
	if of != fund.None {
		target = a.ids.at(of)
	}
	switch err := err.(type) { //nolint:errorlint // they are made here
	case *credit.ShortfallError:
		err.ID = e.ID
	case *TargetError:
		err.ID, err.Of = e.ID, target
	case *ClosedError:
		err.ID, err.Of = e.ID, target
	case *credit.HeldError:
		err.ID, err.Of = e.ID, target
	case *credit.InUseError:
		err.ID, err.Of = e.ID, target
	}
	return err
}
