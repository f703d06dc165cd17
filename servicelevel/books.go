package servicelevel

import (
	"context"
	"errors"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/check"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/shelf"
)

// KeptFacts is how many facts Books remembers unless Keep says otherwise: those of the
// contracts used last, some 40 MB.
const KeptFacts = 1 << 16

// Books keeps the books of many contracts in a Store: what a service desk and a billing
// system call.
//
//	books, err := servicelevel.NewBooks(store, servicelevel.NUXIT())
//	err = books.Record(ctx, contract, facts...)
//	err = books.View(ctx, contract, func(b *servicelevel.Book) error {
//		balance, err := b.Balance(now)
//		…
//	})
//	statement, err := books.Close(ctx, contract, month)
//
// A contract's journal is its facts and the months that were closed, in the order in which
// that was done; its owner is the contract's ID. Nobody adds to it who does not know all of
// it: a fact that comes while another process closes its month is refused, or recorded
// before, and what a statement was made of stays as it was. If the store fails, or the
// context ends, it is not known whether what was to be added was: doing it again is safe.
//
// Contracts are the caller's, who stores them as he likes and gives them with every call.
// What holds for a contract in months that are closed is to stay, as Catalogue.Resume says:
// another level comes by Contract.Changes, from a day on. The line of a month that is closed
// has the contract by which it was, for the journal to be read again.
//
// Books is safe for concurrent use, by many goroutines and by many processes on one Store.
// It remembers the contracts that were used last (see Keep), and asks the store for what
// others have added if it is asked to view, or finds its own to be old.
type Books struct {
	store     Store
	catalogue *Catalogue
	shelf     shelf.Shelf[keptBook]
}

// NewBooks returns the books in a store.
func NewBooks(store Store, c *Catalogue) (*Books, error) {
	if err := c.made(); err != nil {
		return nil, err
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
		return fault.New("books", nil, "must be made by NewBooks")
	}
	return nil
}

// Recording is facts of one contract.
type Recording struct {
	Contract Contract
	Facts    []Fact
}

// Record adds facts to a contract's book, as Book.Record does, and to the store. Facts are
// refused only after the store was asked for what others have added. A *journal.BusyError
// says that others were faster each time, and nothing was added.
func (b *Books) Record(ctx context.Context, ct Contract, facts ...Fact) error {
	r := recorder{books: b, list: []recorded{{contract: &ct, facts: facts, index: alone}}}
	return r.run(ctx)
}

// View lends a contract's book, as it is in the store, until f returns. It is there to be
// asked: it refuses to record and to close. Until then nobody else has it: f must not
// call Books, which could wait for itself until its context ends, nor keep the book.
func (b *Books) View(ctx context.Context, ct Contract, f func(*Book) error) error {
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
	return f(t.Value.book)
}

// Close closes a month, as Book.Close does, and says so in the contract's journal: from
// then on nobody adds a fact that became known in it. A month that is closed already is
// read from the journal again, by the contract by which it was closed: it gives the same
// statement.
func (b *Books) Close(ctx context.Context, ct Contract, m calendar.Month) (Statement, error) {
	if err := b.made(); err != nil {
		return Statement{}, err
	}
	if err := check.Month(m); err != nil {
		return Statement{}, err
	}
	t, err := b.take(ctx, &ct, false)
	if err != nil {
		return Statement{}, err
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
			return Statement{}, more
		}
		if k.lines == n {
			return Statement{}, err
		}
	}
	return Statement{}, &journal.BusyError{Owner: ct.ID, Attempts: maxAttempts}
}

// maxAttempts bounds how often something is tried against a Store that others append to.
const maxAttempts = 16

// again reads a month that is closed from the journal.
func (b *Books) again(ctx context.Context, kept *keptBook, m calendar.Month) (Statement, error) {
	var k keptBook
	if err := k.open(b.catalogue, &kept.contract); err != nil {
		return Statement{}, err
	}
	lines, err := b.store.Load(ctx, kept.contract.ID, 0)
	if err != nil {
		return Statement{}, err
	}
	s, found, err := k.fold(lines, m)
	if err != nil || found {
		return s, err
	}
	for i := range lines {
		if first, ok := closedMonth(lines[i].ID); ok && lines[i].Kind == Closed && m.Compare(first) < 0 {
			return Statement{}, fault.New("month", m, "must not be before the first one closed, "+first.String())
		}
	}
	kept.book = nil
	return Statement{}, k.damaged(0, errMissing)
}

// errMissing is the cause of a LineError if a journal has fewer lines than were read before.
var errMissing = errors.New("is missing: the journal has fewer lines than it had")
