package servicelevel_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// byBooks records what becomes known in a month through several Books over one store in
// turn, one of which is made to forget, and closes the month through the next.
func byBooks(t *traveller, l *life) (out []string) {
	store := new(books.Memory)
	return l.keptBy(t, func() []*books.Books { return l.booksOver(t, store, 3) })
}

// booksOver returns Books over one store.
func (l *life) booksOver(t require.TestingT, store books.Store, n int) (list []*books.Books) {
	for range n {
		b, err := books.New(store, l.catalogue())
		require.NoError(t, err)
		list = append(list, b)
	}
	return list
}

// keptBy tells Books the facts of a life as they become known, some at once and some one by
// one, and closes each month as it ends. Now and then those are made anew, or what was told
// is told again.
func (l *life) keptBy(t *traveller, made func() []*books.Books) (out []string) {
	m, all, known, turn := l.model(), made(), 0, 0
	next := func() *books.Books {
		if t.turns() {
			all = made()
		}
		turn++
		b := all[turn%len(all)]
		if turn%len(all) == 0 {
			b.Forget(l.ct.ID)
		}
		return b
	}
	for _, mo := range l.monthsOf() {
		_, until := m.bounds(mo)
		list := m.told(until)[known:]
		known += len(list)
		for len(list) > 0 {
			n := 1
			if t.turns() {
				n = len(list)
			}
			record := func() error { return next().Record(context.Background(), l.ct, list[:n]...) }
			if insist(t, record); t.turns() {
				insist(t, record)
			}
			list = list[n:]
		}
		var s servicelevel.Statement
		closes := func() (err error) {
			s, err = next().Close(context.Background(), l.ct, mo)
			return err
		}
		insist(t, closes)
		out = append(out, encode(t, s))
		if t.turns() {
			insist(t, closes)
			requireSame(t, out[len(out)-1], encode(t, s), mo)
		}
	}
	return out
}

// insist does something again until its store does not fail.
func insist(t require.TestingT, do func() error) {
	err := do()
	for errors.Is(err, errShaky) {
		err = do()
	}
	require.NoError(t, err)
}

// shaky is a store that fails now and then: before or after it has done what it was asked.
type shaky struct {
	books.Store
	fails func() bool
}

var errShaky = errors.New("the store has failed")

// shake has a call fail before it is done, or after.
func (s *shaky) shake(call func() error) error {
	if s.fails() {
		return errShaky
	}
	if err := call(); err != nil {
		return err
	}
	if s.fails() {
		return errShaky
	}
	return nil
}

func (s *shaky) Load(ctx context.Context, owner string, n int) (lines []servicelevel.Fact, err error) {
	err = s.shake(func() (err error) {
		lines, err = s.Store.Load(ctx, owner, n)
		return err
	})
	return lines, err
}

func (s *shaky) Append(ctx context.Context, batches ...journal.Batch[servicelevel.Fact]) error {
	return s.shake(func() error { return s.Store.Append(ctx, batches...) })
}

func (s *shaky) LoadSnapshot(ctx context.Context, owner string) (x journal.Snapshot, err error) {
	err = s.shake(func() (err error) {
		x, err = s.Store.LoadSnapshot(ctx, owner)
		return err
	})
	return x, err
}

func (s *shaky) SaveSnapshot(ctx context.Context, owner string, x journal.Snapshot) error {
	return s.shake(func() error { return s.Store.SaveSnapshot(ctx, owner, x) })
}

// linesOf reads the journal of a life, and what of it a book must have.
func (l *life) linesOf(t require.TestingT, store books.Store) []servicelevel.Fact {
	lines, err := store.Load(context.Background(), l.ct.ID, 0)
	require.NoError(t, err)
	return lines
}

// TestBooksOfAShakyStore: whatever fails, what was recorded is there once, months are
// closed once, and the statements are those of a book.
func TestBooksOfAShakyStore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawDesk(t)
		tr := atRandom(t)
		memory := new(books.Memory)
		store := &shaky{memory, func() bool { return oneIn(t, 8, "fails") }}
		got := l.keptBy(tr, func() []*books.Books { return l.booksOver(t, store, 2) })
		require.Equal(t, asKnown(tr, l), got)
		lines := l.linesOf(t, memory)
		require.Len(t, lines, len(l.facts)+len(got))
		ids := map[string]bool{}
		for _, f := range lines {
			ids[f.ID] = true
		}
		require.Len(t, ids, len(lines))
	})
}

// TestBooksAnswer: a book that is lent answers as one that was told everything in one go,
// whether its months come from snapshots or not.
func TestBooksAnswer(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawDesk(t)
		m, tr := l.model(), atRandom(t)
		store := new(books.Memory)
		all := l.booksOver(t, store, 2)
		closed := l.first.AddMonths(rapid.IntRange(0, l.months).Draw(t, "closed"))
		_, until := m.bounds(closed)
		l.keptUntil(tr, closed, all)
		rest := m.told(l.end())[len(m.told(until)):]
		require.NoError(t, all[0].Record(t.Context(), l.ct, rest...))
		want := l.open(t, l.facts...)
		for mo := l.first; mo.Compare(closed) <= 0; mo = mo.AddMonths(1) {
			_, _, err := want.Close(mo)
			require.NoError(t, err)
		}
		all = append(all, l.booksOver(t, &bare{store}, 1)...)
		at := until.Add(time.Duration(rapid.IntRange(0, 60*24*70).Draw(t, "on")) * time.Minute)
		for _, desk := range all {
			require.NoError(t, desk.View(t.Context(), l.ct, func(got books.View) error {
				for _, ask := range []func(books.View) (any, error){
					func(b books.View) (any, error) { return b.Balance(at) },
					func(b books.View) (any, error) { return b.Preview(at) },
					func(b books.View) (any, error) { return b.Tickets(at) },
					func(b books.View) (any, error) { return b.Due(at) },
					func(b books.View) (any, error) { return slices.Collect(b.Facts()), nil },
				} {
					x, err := ask(want)
					require.NoError(t, err)
					y, err := ask(got)
					require.NoError(t, err)
					requireSame(t, encode(t, x), encode(t, y))
				}
				return nil
			}))
		}
	})
}

// keptUntil closes the months of a life from its first to one, through Books in turn.
func (l *life) keptUntil(t *traveller, last calendar.Month, all []*books.Books) {
	short := *l
	short.months = 12*(last.Year-l.first.Year) + int(last.Month-l.first.Month) - 3
	if closed := short.keptBy(t, func() []*books.Books { return all }); len(closed) == 0 {
		t.Errorf("no month was closed")
	}
}

// bare is a store that keeps no snapshots.
type bare struct{ books.Store }

func (bare) LoadSnapshot(context.Context, string) (journal.Snapshot, error) {
	return journal.Snapshot{}, nil
}

func (bare) SaveSnapshot(context.Context, string, journal.Snapshot) error { return nil }
