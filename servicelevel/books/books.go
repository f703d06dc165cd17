package books

import (
	"context"
	"errors"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/shelf"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// KeptFacts is how many facts Books remembers unless Keep says otherwise: those of the
// contracts used last, some 40 MB.
const KeptFacts = 1 << 16

// Books keeps the books of contracts in a Store.
//
// Books is safe for concurrent use, by many goroutines and by many processes on one Store.
// It remembers the contracts that were used last (see Keep), and asks the store for what
// others have added if it is asked to view, or finds its own to be old. New makes one: the
// zero value refuses everything.
type Books struct {
	store     Store
	catalogue *servicelevel.Catalogue
	shelf     shelf.Shelf[kept]
}

// New returns the books in a store, of contracts under the editions of a catalogue.
func New(store Store, c *servicelevel.Catalogue) (*Books, error) {
	if len(c.Levels()) == 0 {
		return nil, fault.New("catalogue", nil, "must be made by Compile, NUXIT or Magic")
	}
	if store == nil {
		return nil, fault.New("store", nil, "must be given")
	}
	b := &Books{store: store, catalogue: c}
	b.shelf.Limit(KeptFacts)
	return b, nil
}

// Keep sets how many facts are remembered, of all contracts that are not in use just now.
// A contract counts those since its last month closed, those that corrections reach back
// to, and 32 more. The one that was used last is kept, however many those are.
func (b *Books) Keep(facts int) { b.shelf.Limit(facts) }

// Forget lets go of what is remembered of a contract.
func (b *Books) Forget(contract string) { b.shelf.Forget(contract) }

func (b *Books) made() error {
	if b.store == nil {
		return fault.New("books", nil, "must be made by New")
	}
	return nil
}

// Recording is facts of one contract.
type Recording struct {
	Contract servicelevel.Contract
	Facts    []servicelevel.Fact
}

// Record adds facts to a contract's book, as [servicelevel.Book.Record] does, and to the store. Facts are
// refused only after the store was asked for what others have added. A *journal.BusyError
// says that others were faster each time, and nothing was added.
func (b *Books) Record(ctx context.Context, ct servicelevel.Contract, facts ...servicelevel.Fact) error {
	r := recorder{books: b, list: []recorded{{contract: &ct, facts: facts, index: alone}}}
	return r.run(ctx)
}

// View lends a contract's book, as it is in the store, until f returns. Until then nobody else
// has it: f must not call Books, which could wait for itself until its context ends, nor keep
// the view.
func (b *Books) View(ctx context.Context, ct servicelevel.Contract, f func(View) error) error {
	if err := b.made(); err != nil {
		return err
	}
	if f == nil {
		return fault.New("f", nil, "must be given")
	}
	t, err := b.take(ctx, &ct, true)
	if err != nil {
		return err
	}
	defer b.put(t)
	return f(lent{t.Value.book})
}

// Close closes a month, as [servicelevel.Book.Close] does, and says so in the contract's journal: from
// then on nobody adds a fact that became known in it. A month that is closed already is
// read from the journal again, by the contract by which it was closed: it gives the same
// statement.
func (b *Books) Close(ctx context.Context, ct servicelevel.Contract, m calendar.Month) (servicelevel.Statement, error) {
	if err := b.made(); err != nil {
		return servicelevel.Statement{}, err
	}
	if err := check.Month(m); err != nil {
		return servicelevel.Statement{}, err
	}
	t, err := b.take(ctx, &ct, false)
	if err != nil {
		return servicelevel.Statement{}, err
	}
	defer b.put(t)
	k := &t.Value
	for range maxAttempts {
		if closed := k.book.Closed(); closed.Valid() && m.Compare(closed) <= 0 {
			return b.again(ctx, k, m)
		}
		n := k.lines
		s, err := b.close(ctx, k, m)
		if err == nil {
			return s, nil
		}
		if more := b.refresh(ctx, k, &ct); more != nil {
			return servicelevel.Statement{}, more
		}
		if k.lines == n {
			return servicelevel.Statement{}, err
		}
	}
	return servicelevel.Statement{}, &journal.BusyError{Owner: ct.ID, Attempts: maxAttempts}
}

// maxAttempts bounds how often something is tried against a Store that others append to.
const maxAttempts = 16

// again reads a month that is closed from the journal.
func (b *Books) again(ctx context.Context, k *kept, m calendar.Month) (servicelevel.Statement, error) {
	var fresh kept
	if err := fresh.open(b.catalogue, &k.contract); err != nil {
		return servicelevel.Statement{}, err
	}
	lines, err := b.store.Load(ctx, k.contract.ID, 0)
	if err != nil {
		return servicelevel.Statement{}, err
	}
	s, found, err := fresh.fold(lines, m)
	if err != nil || found {
		return s, err
	}
	if first := fresh.first; first.Valid() && m.Compare(first) < 0 {
		return servicelevel.Statement{}, fault.New("month", m, "must not be before the first one closed, "+first.String())
	}
	k.book = nil
	return servicelevel.Statement{}, fresh.damaged(0, errMissing)
}

// errMissing is the cause of a LineError if a journal has fewer lines than were read before.
var errMissing = errors.New("is missing: the journal has fewer lines than it had")
