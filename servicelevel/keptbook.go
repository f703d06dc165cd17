package servicelevel

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/check"
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
	// changing is set while the book may have what its journal has not.
	changing bool
}

// bookSnapshot is a book just after a month was closed.
type bookSnapshot struct {
	State *State `json:"state"`
	Facts []Fact `json:"facts,omitzero"` // those that became known later
}

// take returns a contract's book once nobody else has it, open; and as it is in the store,
// if it is to be up to date.
func (b *Books) take(ctx context.Context, ct *Contract, upToDate bool) (*shelf.Thing[keptBook], error) {
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
func (b *Books) put(t *shelf.Thing[keptBook]) {
	weight := 0
	if t.Value.changing { // it was left in the middle, by a panic
		t.Value = keptBook{}
	}
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
	if _, _, err := k.fold(lines, calendar.Month{}); err != nil {
		k.book = nil
		return err
	}
	return nil
}

// of reports whether k is open, and by the terms of a contract.
func (k *keptBook) of(ct *Contract) bool {
	if k.book == nil {
		return false
	}
	given := sameForm(ct)
	return reflect.DeepEqual(&k.contract, &given)
}

// sameForm returns a contract whose lists of changes are nil if they are empty.
func sameForm(ct *Contract) Contract {
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
func (b *Books) open(ctx context.Context, k *keptBook, ct *Contract) error {
	k.book = nil // whatever fails: it is not to be taken for open
	var fresh keptBook
	if err := fresh.open(b.catalogue, ct); err != nil {
		return err
	}
	snapshot, err := b.store.LoadSnapshot(ctx, ct.ID)
	if err != nil {
		return err
	}
	var s bookSnapshot
	if snapshot.After > 0 && wire.Decode(snapshot.Data, &s) == nil && s.State != nil {
		book, err := b.catalogue.Resume(fresh.contract, *s.State)
		if err != nil {
			return err
		}
		book.kept = true
		if err := book.record(s.Facts); err != nil {
			return &journal.LineError{Owner: ct.ID, Line: snapshot.After, Err: err}
		}
		fresh.book, fresh.lines = book, snapshot.After
	}
	fresh.contended = k.contended
	*k = fresh
	return nil
}

// open opens a book of which nothing is known.
func (k *keptBook) open(c *Catalogue, ct *Contract) error {
	book, err := c.Open(sameForm(ct))
	if err != nil {
		return err
	}
	book.kept = true
	*k = keptBook{book: book, contract: book.contract}
	return nil
}

// fold records facts and closes months, as the lines of a journal say, each by the contract
// by which it was closed. It ends with the month until, if that is closed, and returns its
// statement.
func (k *keptBook) fold(lines []Fact, until calendar.Month) (s Statement, found bool, err error) {
	k.changing = true
	defer func() { k.changing = false }()
	for len(lines) > 0 {
		n := slices.IndexFunc(lines, func(f Fact) bool { return f.Kind == Closed })
		by := (*Contract)(nil)
		if n < 0 {
			n = len(lines)
		} else {
			by = lines[n].Contract
		}
		if by == nil {
			if err := k.goOn(&k.contract); err != nil {
				return s, false, err
			}
		} else if err := k.goOn(by); err != nil {
			return s, false, k.damaged(n, err)
		}
		if n < len(lines) {
			if err := k.book.asClosed(&lines[n]); err != nil {
				return s, false, k.damaged(n, err)
			}
		}
		before := len(k.book.facts)
		if err := k.book.record(lines[:n]); err != nil {
			return s, false, k.damaged(faulty(err), err)
		}
		if len(k.book.facts) != before+n {
			return s, false, k.damaged(0, errors.New("or one after it has the id of a line before it"))
		}
		if k.lines, lines = k.lines+n, lines[n:]; len(lines) == 0 {
			break
		}
		m, _ := closedMonth(lines[0].ID) // as asClosed has seen
		s, _, err := k.book.close(m)
		if err != nil {
			return s, false, k.damaged(0, err)
		}
		if rules := lines[0].Rules; rules != "" {
			k.book.base.Rules = rules // of what was sent
		}
		if m == until {
			return s, true, nil
		}
		k.lines, lines = k.lines+1, lines[1:]
	}
	return s, false, k.goOn(&k.contract)
}

// goOn goes on by a contract, from the last month closed, with the facts since.
func (k *keptBook) goOn(ct *Contract) error {
	if now, then := sameForm(&k.book.contract), sameForm(ct); reflect.DeepEqual(&now, &then) {
		return nil
	}
	var book *Book
	var err error
	if base := k.book.base; base == nil {
		book, err = k.book.cat.Open(*ct)
	} else {
		book, err = k.book.cat.Resume(*ct, *base)
	}
	if err != nil {
		return err
	}
	book.kept = true
	if err := book.record(k.book.facts); err != nil {
		return &journal.LineError{Owner: k.contract.ID, Line: k.lines, Err: err}
	}
	k.book = book
	return nil
}

// asClosed has the month that a line of the journal closes begin and end as it did when it was
// closed, whatever the rules of the zone say now.
func (b *Book) asClosed(f *Fact) error {
	w := &b.live.b.wall
	m, ok := closedMonth(f.ID)
	if by := w.month(nanos(f.At)); !ok || by != m && (f.Contract == nil || !w.Near(f.At, m)) { // it may have been closed in another zone
		return fault.New("id", f.ID, "must be that of the month of its instant, "+by.String())
	}
	if b.base == nil && f.At.Unix() != check.FirstSecond && !w.start(w.First(m)).Equal(f.At) {
		b.begun = append(b.begun, w.Cycle.Began(m, f.At))
	}
	if next := m.AddMonths(1); !f.End.IsZero() && !w.start(w.First(next)).Equal(f.End) {
		if !w.Near(f.End, next) {
			return fault.New("end", f.End, "must be when the month ended, "+m.String())
		}
		b.begun = append(b.begun, w.Cycle.Began(next, f.End))
	}
	b.stale = b.stale || len(b.begun) > 0
	return nil
}

// damaged says that a line cannot have been added by who knew all before it.
func (k *keptBook) damaged(i int, err error) error {
	return &journal.LineError{Owner: k.contract.ID, Line: k.lines + i + 1, Err: err}
}

// faulty returns which of a list of facts the first fault is of.
func faulty(err error) int {
	if list, i, _, ok := fault.InList(fault.All(err)[0].Field); ok && list == "facts" {
		return i
	}
	return 0
}

// close closes a month in the book and in the store. If it fails the book is to be opened
// anew.
func (b *Books) close(ctx context.Context, k *keptBook, m calendar.Month) (Statement, error) {
	k.changing = true
	at := k.book.inMonth(m)
	s, state, err := k.book.close(m)
	if err != nil {
		k.changing = false
		return Statement{}, err
	}
	by := clone.Of(k.contract)
	line := Fact{ID: closedID(m), Kind: Closed, At: at, End: s.Period.End, Rules: s.Rules, Contract: &by}
	err = b.store.Append(ctx, journal.Batch[Fact]{Owner: k.contract.ID, After: k.lines, Lines: []Fact{line}})
	if k.changing = false; err != nil {
		k.book = nil
		return Statement{}, err
	}
	k.lines++
	b.save(ctx, k, &state, line.ID)
	return s, nil
}

// closedID is the id of the line that says that a month is closed.
func closedID(m calendar.Month) string { return closedPrefix + m.String() }

const closedPrefix = "closed "

// isClosedID reports whether an id is that of such a line.
func isClosedID(id string) bool {
	_, ok := closedMonth(id)
	return ok
}

// closedMonth returns the month that a line with an id says is closed.
func closedMonth(id string) (m calendar.Month, ok bool) {
	month, ok := strings.CutPrefix(id, closedPrefix)
	if !ok {
		return m, false
	}
	m, err := calendar.ParseMonth(month)
	return m, err == nil
}

// inMonth returns an instant of a month: its first, in the years of contracts.
func (b *Book) inMonth(m calendar.Month) time.Time {
	at := b.live.b.wall.interval(m).Start
	if at.Unix() < check.FirstSecond {
		return time.Unix(check.FirstSecond, 0).In(at.Location())
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
