package books

import (
	"context"
	"reflect"
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/shelf"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/facts"
)

// kept is a book as its journal was last read.
type kept struct {
	catalogue *servicelevel.Catalogue
	book      *servicelevel.Book    // nil: it has to be opened
	contract  servicelevel.Contract // by which it is to be
	by        servicelevel.Contract // by which it is: while a journal is read, that of the month to be closed
	state     *servicelevel.State   // of the last month closed; nil: none is
	first     calendar.Month        // that was closed of those that were read
	lines     int
	// contended is that others add to it too, or that it is not known what the store has.
	// Then the store is asked before the book is changed: that is cheaper than to take a
	// change back.
	contended bool
	// changing is set while the book may have what its journal has not.
	changing bool
}

// saved is a book just after a month was closed, as a snapshot has it.
type saved struct {
	State *servicelevel.State `json:"state"`
	Facts []servicelevel.Fact `json:"facts,omitzero"` // those that became known later
}

// take returns a contract's book once nobody else has it, open; and as it is in the store,
// if it is to be up to date.
func (b *Books) take(ctx context.Context, ct *servicelevel.Contract, upToDate bool) (*shelf.Thing[kept], error) {
	t, err := b.shelf.Take(ctx, ct.ID)
	if err != nil {
		return nil, err
	}
	taken := false
	defer func() { // also if the store panics
		if !taken {
			b.put(t)
		}
	}()
	if k := &t.Value; upToDate || k.contended || !k.of(ct) {
		n := k.lines
		if err := b.refresh(ctx, k, ct); err != nil {
			return nil, err
		}
		k.contended = k.contended && k.lines > n
	}
	taken = true
	return t, nil
}

// keptBase is how many facts a book counts for by itself.
const keptBase = 32

// put lets the next one have a book.
func (b *Books) put(t *shelf.Thing[kept]) {
	weight := 0
	if t.Value.changing { // it was left in the middle, by a panic
		t.Value = kept{}
	}
	if k := &t.Value; k.book != nil {
		weight = keptBase + k.book.Len()
		if k.state != nil {
			for _, m := range k.state.Past {
				weight += len(m.Facts) + len(m.Tickets)
			}
		}
	}
	b.shelf.Put(t, weight)
}

// refresh reads what the store has and k does not know.
func (b *Books) refresh(ctx context.Context, k *kept, ct *servicelevel.Contract) error {
	if !k.of(ct) {
		if err := b.open(ctx, k, ct); err != nil {
			return err
		}
	}
	lines, err := b.store.Load(ctx, ct.ID, k.lines)
	if err != nil {
		return err
	}
	if _, _, err := k.fold(lines, calendar.Month{}); err != nil {
		k.book = nil
		return err
	}
	return nil
}

// of reports whether k is open, and by the terms of a contract.
func (k *kept) of(ct *servicelevel.Contract) bool {
	if k.book == nil {
		return false
	}
	given := sameForm(ct)
	return reflect.DeepEqual(&k.contract, &given)
}

// sameForm returns a contract whose lists of changes are nil if they are empty.
func sameForm(ct *servicelevel.Contract) servicelevel.Contract {
	c := *ct
	if len(c.Changes) == 0 {
		c.Changes = nil
	}
	if len(c.VAT.Changes) == 0 {
		c.VAT.Changes = nil
	}
	return c
}

// open opens a book from its snapshot, or from the beginning. A snapshot that cannot be
// read is none: what it would have said is in the journal.
func (b *Books) open(ctx context.Context, k *kept, ct *servicelevel.Contract) error {
	k.book = nil // whatever fails: it is not to be taken for open
	var fresh kept
	if err := fresh.open(b.catalogue, ct); err != nil {
		return err
	}
	snapshot, err := b.store.LoadSnapshot(ctx, ct.ID)
	if err != nil {
		return err
	}
	var s saved
	if snapshot.After > 0 && wire.Decode(snapshot.Data, &s) == nil && s.State != nil {
		book, err := b.catalogue.Resume(fresh.contract, *s.State)
		if err != nil {
			return err
		}
		if err := book.Record(s.Facts...); err != nil {
			return &journal.LineError{Owner: ct.ID, Line: snapshot.After, Err: err}
		}
		fresh.book, fresh.state, fresh.lines = book, s.State, snapshot.After
	}
	fresh.contended = k.contended
	*k = fresh
	return nil
}

// open opens a book of which nothing is known.
func (k *kept) open(c *servicelevel.Catalogue, ct *servicelevel.Contract) error {
	book, err := c.Open(sameForm(ct))
	if err != nil {
		return err
	}
	own := book.Contract()
	*k = kept{catalogue: c, book: book, contract: own, by: own}
	return nil
}

// close closes a month in the book and in the store. If it fails the book is to be opened
// anew.
func (b *Books) close(ctx context.Context, k *kept, m calendar.Month) (servicelevel.Statement, error) {
	k.changing = true
	s, state, err := k.book.Close(m)
	if err != nil {
		k.changing = false
		return servicelevel.Statement{}, err
	}
	line := facts.ClosingLine(&k.contract, &s)
	err = b.store.Append(ctx, journal.Batch[servicelevel.Fact]{Owner: k.contract.ID, After: k.lines, Lines: []servicelevel.Fact{line}})
	if k.changing = false; err != nil {
		k.book = nil
		return servicelevel.Statement{}, err
	}
	k.lines++
	k.state = &state
	b.save(ctx, k, line.ID)
	return s, nil
}

// save keeps a snapshot of a book whose month was just closed. That it fails changes
// nothing but how long it takes to open the book.
func (b *Books) save(ctx context.Context, k *kept, last string) {
	s := saved{State: k.state, Facts: slices.Collect(k.book.Facts())}
	if data, err := wire.Append(nil, &s); err == nil {
		_ = b.store.SaveSnapshot(ctx, k.contract.ID, journal.Snapshot{After: k.lines, Last: last, Data: data})
	}
}
