package ledger

import (
	"context"
	"errors"
	"sync"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/inside"
	"github.com/palier-go/palier/internal/shelf"
)

// keptEntries is how many entries a Ledger keeps in memory unless Keep says otherwise:
// some 400 bytes each.
const keptEntries = 1 << 18

// BusyError says that others appended to an account before each of the attempts to. Nothing was applied, and
// it may be tried again. errors.Is finds ErrStale.
type BusyError = journal.BusyError

// Ledger keeps many accounts over a Store, all under the same terms. It is safe for concurrent use, by many
// goroutines and by many processes on one Store: what two of them do to one account happens in some order,
// and what they do to two accounts does not wait.
//
// It keeps in memory the accounts that were used last, up to 262144 entries of some 400 bytes in all, or what
// Keep says. What it uses at the moment comes on top. Now and then it saves a long account as a snapshot,
// from which that is opened in a fraction of the time.
type Ledger struct {
	store  Store
	memory *Memory   // the store, if it is one
	empty  *Account  // of the ledger's terms
	doing  sync.Pool // of *doing
	shelf  shelf.Shelf[keptAccount]
}

// New returns a ledger over a store.
func New(store Store, terms credit.Terms) (*Ledger, error) { return NewIn(store, terms, nil) }

// NewIn is New over a zone database: nil is the machine's.
func NewIn(store Store, terms credit.Terms, z *calendar.Zones) (*Ledger, error) {
	a, err := NewAccountIn(terms, z)
	if err != nil {
		return nil, err
	}
	if store == nil {
		return nil, fault.New("store", nil, "must be given")
	}
	l := &Ledger{store: store, empty: a}
	l.memory, _ = store.(*Memory)
	l.shelf.Limit(keptEntries)
	return l, nil
}

// Keep sets how many entries of accounts that nobody uses at the moment the ledger keeps in memory, in all;
// an account counts for four more than it has. Accounts that were not used for the longest time are let go of
// first, and read again when they are next asked for. The account that was used last is kept, however many
// entries it has.
func (l *Ledger) Keep(entries int) { l.shelf.Limit(entries) }

// Forget lets go of the memory of an account.
func (l *Ledger) Forget(account string) { l.shelf.Forget(account) }

// Apply adds an entry to an account, as Account.Apply does, and to the store. The name of an account is text
// like an id. An entry is refused only after the store was asked for what others have added.
//
// If the context ends or the store fails, it is not known whether the entry was added: to apply it again
// under its id is safe. A *BusyError says that it was not.
func (l *Ledger) Apply(ctx context.Context, account string, e Entry) (_ Receipt, err error) {
	list := [...]Receipt{{}}
	if err = l.apply(ctx, account, []Entry{e}, list[:]); err != nil {
		return Receipt{}, alone(err)
	}
	return list[0], nil
}

// ApplyAll adds entries to an account, one after the other, and to the store in one batch: all of them or,
// with an error, none. The error of an entry has its place in the list, "entries[3].time". For the rest it is
// as Apply.
func (l *Ledger) ApplyAll(ctx context.Context, account string, entries ...Entry) (list []Receipt, err error) {
	list = make([]Receipt, len(entries))
	err = l.apply(ctx, account, entries, list)
	if refused := (*refusal)(nil); errors.As(err, &refused) {
		err = fault.In(fault.Index("entries", refused.entry), refused.err)
	}
	if err != nil {
		return nil, err
	}
	return list, nil
}

// refusal says which entry of a list was refused.
type refusal struct {
	entry int
	err   error
}

func (r *refusal) Error() string { return r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

// alone returns the error of an entry that is the only one of its list.
func alone(err error) error {
	if refused := (*refusal)(nil); errors.As(err, &refused) {
		return refused.err
	}
	return err
}

func (l *Ledger) made() error {
	if l.store == nil {
		return fault.New("ledger", nil, "must be made by New")
	}
	return nil
}

// apply applies entries, and says what became of them.
func (l *Ledger) apply(ctx context.Context, account string, entries []Entry, receipts []Receipt) error {
	for i := range entries {
		if err := entries[i].Validate(); err != nil {
			return &refusal{i, err}
		}
	}
	t, err := l.take(ctx, account, false)
	if err != nil {
		return err
	}
	defer l.put(t)
	k := &t.Value
	if err := l.catchUp(ctx, account, k); err != nil {
		return err
	}
	d, _ := l.doing.Get().(*doing)
	if d == nil {
		d = new(doing)
	}
	defer l.doing.Put(d)
	for range maxAttempts {
		err := l.attempt(ctx, account, k, d, entries)
		if err == nil {
			for i, n := range d.numbers {
				k.account.receipt(&receipts[i], n)
			}
			l.save(ctx, account, k, d)
			return nil
		}
		if !errors.Is(err, ErrStale) {
			return err
		}
		if err := l.refresh(ctx, account, k); err != nil {
			return err
		}
	}
	return &BusyError{Owner: account, Attempts: maxAttempts}
}

// maxAttempts bounds how often entries are tried against a Store that others append to.
const maxAttempts = 16

// attempt applies entries to what is known of the account and appends them. It
// returns ErrStale if the store has more.
func (l *Ledger) attempt(ctx context.Context, account string, k *keptAccount, d *doing, entries []Entry) error {
	n := k.account.Len()
	err := l.add(ctx, account, k, d, entries)
	if err == nil {
		return nil
	}
	if refused := (*refusal)(nil); !errors.As(err, &refused) {
		return err
	}
	if more := l.refresh(ctx, account, k); more != nil {
		return more
	}
	if k.account.Len() > n {
		return ErrStale
	}
	return err
}

// doing is what is needed while entries are applied. Few accounts are in use at one time, so
// it stays in the cache; if each account had its own, it would be far away.
type doing struct {
	past    earlier // what there was before, as all of it may be taken back
	numbers []int32 // the records of the entries
	batch   [1]journal.Batch[Entry]
	image   []byte // a snapshot
}

// add applies entries and appends them. Whatever comes between, the account is what the
// store is known to have.
func (l *Ledger) add(ctx context.Context, account string, k *keptAccount, d *doing, entries []Entry) error {
	a, n := &k.account, k.account.Len()
	if k.journal != nil {
		if err := k.lock(ctx, account, n); err != nil {
			return err
		}
		defer k.journal.Unlock()
	}
	a.touch(entries)
	done := false
	// An entry that is refused has changed nothing, and a journal that is locked takes one that
	// is not: so there is nothing to be taken back of one entry alone. To note it would take
	// a tenth of the time (BenchmarkLedger).
	if k.journal == nil || len(entries) > 1 {
		a.begin(&d.past)
		defer func() {
			if done {
				a.commit()
			} else {
				a.rollback()
			}
		}()
	}
	if err := k.apply(d, entries); err != nil {
		return err
	}
	if a.Len() > n {
		if err := l.append(ctx, account, k, d, n); err != nil {
			k.contended = true // it is not known what the store has
			return err
		}
	}
	done = true
	return nil
}

// append appends the entries of an account from one on.
func (l *Ledger) append(ctx context.Context, account string, k *keptAccount, d *doing, from int) error {
	a := &k.account
	if l.memory != nil {
		if k.journal == nil { // so that a refusal leaves no journal behind
			k.journal = l.memory.Inside(inside.Give(), account, readLine)
			if err := k.lock(ctx, account, from); err != nil {
				return err
			}
			defer k.journal.Unlock()
		}
		for n := from; n < a.Len(); n++ {
			k.journal.Add(a.appendLine(k.journal.Room(), int32(n))) // at most credit.MaxEntries
		}
		return nil
	}
	b := &d.batch[0]
	b.Owner, b.After, b.Lines = account, from, b.Lines[:0]
	for n := from; n < a.Len(); n++ {
		b.Lines = append(b.Lines, a.entry(int32(n))) // at most credit.MaxEntries
	}
	return l.store.Append(ctx, d.batch[:]...)
}

// Account returns a copy of an account as it is in the store. An account that has no entries is empty.
func (l *Ledger) Account(ctx context.Context, account string) (*Account, error) {
	t, err := l.take(ctx, account, true)
	if err != nil {
		return nil, err
	}
	defer l.put(t)
	return t.Value.account.Clone(), nil
}
