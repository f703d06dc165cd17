package credit

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// Limits of an Account.
const (
	MaxEntries = 1 << 22             // entries
	MaxBought  = 500_000 * time.Hour // time bought and given, in all
	maxMoves   = 1 << 26             // moves, which grow by less than 2^26 at once
)

// Account is an append-only journal of entries and what it adds up to. The same
// entries under the same terms always give the same account, and folding some
// and then the others is folding all.
//
// The zero value refuses every entry until Reset gives it terms. An Account is
// not safe for concurrent use; a Ledger is.
type Account struct {
	terms   Terms
	months  months
	recent  recent
	records []record
	texts   []text // of the records
	spans   []span // of the records, one after the other
	index   index
	moves   []move
	lots    []pool  // in the order of the journal
	open    []int32 // from head on: lots with something left, first bought first
	head    int
	monthly []pool // drawn from allowances, by month
	granted []grant
	over    pool            // what was drawn beyond what is there
	limit   int64           // of over
	debts   []int32         // records with time in over, first drawn first
	owed    map[int32]int64 // what of over each of them has drawn
	bought  int64
	parts   []share // scratch
	planned []share // scratch
	nets    []share // scratch
}

// grant is the allowance of each month from one on, until the next grant.
type grant struct {
	month int32
	time  int64
}

// share is time from one source, or for one month.
type share struct {
	source int32
	time   int64
	cents  int64
}

// NewAccount returns an account without entries.
func NewAccount(terms Terms) (*Account, error) {
	var a Account
	if err := a.Reset(terms); err != nil {
		return nil, err
	}
	return &a, nil
}

// Reset makes a an account without entries, and keeps its memory for those to
// come. Where the terms are refused a stays as it is.
func (a *Account) Reset(terms Terms) error {
	if err := terms.Validate(); err != nil {
		return err
	}
	loc := a.months.loc
	if loc == nil || terms.Zone != a.terms.Zone {
		var err error
		if loc, err = terms.location(); err != nil {
			return err
		}
	}
	a.reset(terms, months{loc, terms.MonthDay})
	return nil
}

func (a *Account) reset(terms Terms, m months) {
	a.terms, a.months = terms, m
	clear(a.texts) // lets go of them
	a.records, a.texts, a.spans, a.moves = a.records[:0], a.texts[:0], a.spans[:0], a.moves[:0]
	a.lots, a.open, a.head = a.lots[:0], a.open[:0], 0
	a.monthly, a.granted, a.debts = a.monthly[:0], a.granted[:0], a.debts[:0]
	a.over, a.limit, a.bought = pool{last: none}, 0, 0
	clear(a.owed)
	a.index.reset()
	a.recent = recent{}
}

// Terms returns what the account counts by.
func (a *Account) Terms() Terms {
	t := a.terms
	t.Tariff.Packs = slices.Clone(t.Tariff.Packs)
	return t
}

// Len returns how many entries the account has.
func (a *Account) Len() int { return len(a.records) }

// Entries returns the journal, oldest first, with instants in UTC. Applying
// them to another account with the same terms makes an equal one.
func (a *Account) Entries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for i := range a.records {
			if !yield(a.entry(int32(i))) { // at most MaxEntries
				return
			}
		}
	}
}

// Clone returns a copy that shares nothing with a.
func (a *Account) Clone() *Account {
	c := *a
	c.terms = a.Terms()
	c.records, c.texts, c.spans = slices.Clone(a.records), slices.Clone(a.texts), slices.Clone(a.spans)
	c.moves = slices.Clone(a.moves)
	c.index.slots = slices.Clone(a.index.slots)
	c.lots, c.open = slices.Clone(a.lots), slices.Clone(a.open)
	c.monthly, c.granted = slices.Clone(a.monthly), slices.Clone(a.granted)
	c.debts, c.owed = slices.Clone(a.debts), maps.Clone(a.owed)
	c.parts, c.planned, c.nets = nil, nil, nil
	return &c
}

// Apply adds an entry and says what it drew or gave back. An id that was applied
// before with the same content gives the earlier receipt and changes nothing;
// with other content it is a *ConflictError.
//
// A refused entry changes nothing either, and its id stays free. Bad input is a
// *FieldError; the other refusals are *ShortfallError, *TargetError,
// *ClosedError, *HeldError, *InUseError and ErrFull.
func (a *Account) Apply(e Entry) (Receipt, error) {
	var r Receipt
	err := a.ApplyTo(&r, e)
	return r, err
}

// ApplyTo is Apply into a receipt of the caller's, whose Draws are overwritten
// and keep their memory. dst may be nil. Where the entry is refused dst stays as
// it is.
func (a *Account) ApplyTo(dst *Receipt, e Entry) error {
	i, _, err := a.apply(&e, a.index.hash(e.ID))
	if err == nil && dst != nil {
		a.receipt(dst, i)
	}
	return err
}

// apply returns the record of e, and whether it was there before. hash is that of
// its id.
func (a *Account) apply(e *Entry, hash uint32) (i int32, repeated bool, err error) {
	if a.months.loc == nil {
		return 0, false, fault.New("terms", nil, "must be given by Reset before the first entry")
	}
	if err := e.Validate(); err != nil {
		return 0, false, err
	}
	if i := a.index.find(a.texts, e.ID, hash); i != none {
		if field := a.differs(i, e); field != "" {
			return 0, false, &ConflictError{ID: e.ID, Field: field}
		}
		return i, true, nil
	}
	if full(len(a.records), len(a.moves)) {
		return 0, false, ErrFull
	}
	if err := a.push(e, hash); err != nil {
		return 0, false, err
	}
	i = int32(len(a.records) - 1) // at most MaxEntries
	if err := a.act(i); err != nil {
		a.spans = a.spans[:a.records[i].span]
		a.texts[i] = text{}
		a.records, a.texts = a.records[:i], a.texts[:i]
		return 0, false, err
	}
	a.index.add(a.records)
	return i, false, nil
}

// full reports whether there is no room for another entry.
func full(entries, moves int) bool { return entries >= MaxEntries || moves >= maxMoves }

// push appends the record of e, which has no effect yet. The record is filled in
// where it stays: it is not small.
func (a *Account) push(e *Entry, hash uint32) error {
	of := none
	if fieldsOf[e.Kind]&hasOf != 0 {
		if of = a.find(e.Of); of == none {
			return &TargetError{ID: e.ID, Kind: e.Kind, Of: e.Of}
		}
	}
	n := int32(len(a.records)) // at most MaxEntries
	a.records, a.texts = append(a.records, record{}), append(a.texts, text{e.ID, e.Ticket})
	r := &a.records[n]
	r.at, r.time, r.kind, r.hash = e.At.UnixNano(), int64(e.Time), e.Kind, hash
	r.of, r.closedBy, r.lot, r.chain = of, none, none, none
	r.moves, r.span, r.spans = int32(len(a.moves)), int32(len(a.spans)), uint16(len(e.Sessions)) // in their limits
	r.recorded = r.at
	if r.explicit = !e.Recorded.IsZero(); r.explicit {
		r.recorded = e.Recorded.UnixNano()
	}
	r.latest, r.known = n, n
	if n > 0 {
		last := &a.records[n-1]
		if a.records[last.latest].at > r.at {
			r.latest = last.latest
		}
		if a.records[last.known].recorded > r.recorded {
			r.known = last.known
		}
	}
	for _, s := range e.Sessions {
		w := span{s.Start.UnixNano(), s.End.UnixNano()}
		a.spans = append(a.spans, w)
		r.time += w.end - w.start
	}
	switch e.Kind {
	case Purchase:
		r.amount, _ = money.FromDecimal(e.Price) // Validate refused what fails
	case Allowance:
		r.amount = int64(numberOf(e.From))
	}
	return nil
}

// act gives record i, the last one, its effect.
func (a *Account) act(i int32) error {
	switch a.records[i].kind {
	case Purchase, Gift:
		return a.buy(i)
	case Allowance:
		return a.grant(i)
	case Overdraft:
		a.limit = a.records[i].time
		return nil
	case Hold:
		return a.hold(i)
	case Extend:
		return a.extend(i)
	case Capture:
		return a.capture(i)
	case Release:
		return a.release(i)
	case Debit:
		return a.debit(i)
	case Reversal:
		return a.reverse(i)
	}
	return a.refund(i)
}

// buy adds a lot.
func (a *Account) buy(i int32) error {
	r := &a.records[i]
	if r.time > int64(MaxBought)-a.bought {
		return ErrFull
	}
	a.bought += r.time
	r.lot = int32(len(a.lots)) // at most MaxEntries
	a.lots = append(a.lots, pool{at: r.at, size: r.time, price: r.amount, last: none, ref: i})
	a.list(r.lot)
	a.settle(i)
	return nil
}

// grant sets the allowance of a month and of those after it.
func (a *Account) grant(i int32) error {
	r := &a.records[i]
	from := int32(r.amount) // a month
	at, found := slices.BinarySearchFunc(a.granted, from, func(g grant, m int32) int { return cmp.Compare(g.month, m) })
	first, _ := a.month(from)
	for _, p := range a.monthly[first:] {
		if next := at + count(found); next < len(a.granted) && p.ref >= a.granted[next].month {
			break
		}
		p.size = r.time
		if least := a.least(&p, 0); least < 0 {
			return &InUseError{
				ID: a.texts[i].id, Month: monthOf(p.ref),
				Used: time.Duration(p.cols[used]), Held: time.Duration(r.time - least - p.cols[used]),
			}
		}
	}
	if found {
		a.granted[at].time = r.time
		return nil
	}
	a.granted = slices.Insert(a.granted, at, grant{from, r.time})
	return nil
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
