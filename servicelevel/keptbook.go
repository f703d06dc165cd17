package servicelevel

import (
	"context"
	"reflect"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/shelf"
	"github.com/palier-go/palier/internal/wire"
)

// keptBook is a book as its journal was last read.
type keptBook struct {
	book     *Book // nil: it has to be opened
	contract Contract
	lines    int
	// contended is that others add to it too, or that it is not known what the store has.
	// Then the store is asked before the book is changed: that is cheaper than to take a
	// change back.
	contended bool
}

// bookSnapshot is a book just after a month was closed.
type bookSnapshot struct {
	State *State `json:"state"`
	Facts []Fact `json:"facts,omitzero"` // those that became known later
}

// take returns a contract's book once nobody else has it, open.
func (b *Books) take(ctx context.Context, ct *Contract) (*shelf.Thing[keptBook], error) {
	t, err := b.shelf.Take(ctx, ct.ID)
	if err != nil {
		return nil, err
	}
	if k := &t.Value; k.contended || !k.of(ct) {
		n := k.lines
		if err := b.refresh(ctx, k, ct); err != nil {
			b.put(t)
			return nil, err
		}
		k.contended = k.contended && k.lines > n
	}
	return t, nil
}

// keptBase is how many facts a book counts for by itself.
const keptBase = 32

// put lets the next one have a book.
func (b *Books) put(t *shelf.Thing[keptBook]) {
	weight := 0
	if book := t.Value.book; book != nil {
		weight = keptBase + len(book.facts)
		if book.base != nil {
			for _, m := range book.base.Past {
				weight += len(m.Facts) + len(m.Tickets)
			}
		}
	}
	b.shelf.Put(t, weight)
}

// refresh reads what the store has and k does not know.
func (b *Books) refresh(ctx context.Context, k *keptBook, ct *Contract) error {
	if !k.of(ct) {
		if err := b.open(ctx, k, ct); err != nil {
			return err
		}
	}
	lines, err := b.store.Load(ctx, ct.ID, k.lines)
	if err != nil {
		return err
	}
	if _, err := k.fold(lines, calendar.Month{}); err != nil {
		k.book = nil
		return err
	}
	return nil
}

// of reports whether k is open, and by the terms of a contract.
func (k *keptBook) of(ct *Contract) bool { return k.book != nil && reflect.DeepEqual(&k.contract, ct) }

// open opens a book from its snapshot, or from the beginning. A snapshot that cannot be
// read is none: what it would have said is in the journal.
func (b *Books) open(ctx context.Context, k *keptBook, ct *Contract) error {
	if err := k.open(b.catalogue, ct); err != nil {
		return err
	}
	snapshot, err := b.store.LoadSnapshot(ctx, ct.ID)
	if err != nil {
		return err
	}
	var s bookSnapshot
	readable := snapshot.After > 0 && wire.Decode(snapshot.Data, &s) == nil && s.State != nil
	if !readable {
		return nil
	}
	book, err := b.catalogue.Resume(k.contract, *s.State)
	if err != nil {
		return err
	}
	if err := book.Record(s.Facts...); err != nil {
		return &journal.LineError{Owner: ct.ID, Line: snapshot.After, Err: err}
	}
	k.book, k.lines = book, snapshot.After
	return nil
}

// open opens a book of which nothing is known.
func (k *keptBook) open(c *Catalogue, ct *Contract) error {
	contract := clone.Of(*ct)
	book, err := c.Open(contract)
	if err != nil {
		return err
	}
	*k = keptBook{book: book, contract: contract}
	return nil
}

// fold records facts and closes months, as the lines of a journal say, and returns the
// statement of one of them, where it ends.
func (k *keptBook) fold(lines []Fact, until calendar.Month) (Statement, error) {
	for len(lines) > 0 {
		n := slices.IndexFunc(lines, func(f Fact) bool { return f.Kind == Closed })
		if n < 0 {
			n = len(lines)
		}
		if err := k.book.Record(lines[:n]...); err != nil {
			return Statement{}, k.damaged(faulty(err), err)
		}
		if k.lines, lines = k.lines+n, lines[n:]; len(lines) == 0 {
			break
		}
		m := k.month(&lines[0])
		s, _, err := k.book.Close(m)
		if err != nil {
			return Statement{}, k.damaged(0, err)
		}
		if m == until {
			return s, nil
		}
		k.lines, lines = k.lines+1, lines[1:]
	}
	return Statement{}, nil
}

// month returns the month that a line says is closed.
func (k *keptBook) month(f *Fact) calendar.Month {
	return k.book.live.b.wall.date(nanos(f.At)).MonthOf()
}

// damaged says that a line cannot have been added by who knew all before it.
func (k *keptBook) damaged(i int, err error) error {
	return &journal.LineError{Owner: k.contract.ID, Line: k.lines + i + 1, Err: err}
}

// faulty returns which of a list of facts the first fault is of.
func faulty(err error) int {
	_, i, _, _ := inList(fault.All(err)[0].Field)
	return max(0, i)
}

// close closes a month in the book and in the store. If it fails the book is to be opened
// anew.
func (b *Books) close(ctx context.Context, k *keptBook, m calendar.Month) (Statement, error) {
	s, state, err := k.book.Close(m)
	if err != nil {
		return Statement{}, err
	}
	line := Fact{ID: closedID(m), Kind: Closed, At: k.book.inMonth(m)}
	err = b.store.Append(ctx, journal.Batch[Fact]{Owner: k.contract.ID, After: k.lines, Lines: []Fact{line}})
	if err != nil {
		k.book = nil
		return Statement{}, err
	}
	k.lines++
	b.save(ctx, k, &state, line.ID)
	return s, nil
}

// closedID is the id of the line that says that a month is closed.
func closedID(m calendar.Month) string { return "closed " + m.String() }

// inMonth returns an instant of a month: its first, in the years of contracts.
func (b *Book) inMonth(m calendar.Month) time.Time {
	at := b.live.b.wall.interval(m).Start
	if at.Unix() < firstSecond {
		return time.Unix(firstSecond, 0).In(at.Location())
	}
	return at
}

// save keeps a snapshot of a book whose month was just closed. That it fails changes
// nothing but how long it takes to open the book.
func (b *Books) save(ctx context.Context, k *keptBook, state *State, last string) {
	s := bookSnapshot{State: state, Facts: slices.Collect(k.book.Facts())}
	if data, err := wire.Append(nil, &s); err == nil {
		_ = b.store.SaveSnapshot(ctx, k.contract.ID, journal.Snapshot{After: k.lines, Last: last, Data: data})
	}
}
