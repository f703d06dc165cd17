package books_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

func TestBooksRefuse(t *testing.T) {
	ctx := t.Context()
	_, err := books.New(nil, servicelevel.NUXIT())
	require.EqualError(t, err, "store: must be given")
	for _, c := range []*servicelevel.Catalogue{nil, {}} {
		_, err = books.New(new(books.Memory), c)
		require.EqualError(t, err, "catalogue: must be made by Compile, NUXIT or Magic")
	}
	var none books.Books
	const made = "books: must be made by New"
	require.EqualError(t, none.Record(ctx, contractOf("C-1")), made)
	require.EqualError(t, none.RecordAll(ctx), made)
	require.EqualError(t, none.View(ctx, contractOf("C-1"), nil), made)
	_, err = none.Close(ctx, contractOf("C-1"), month("2026-05"))
	require.EqualError(t, err, made)

	store := new(books.Memory)
	desk := booksIn(t, store)
	bad := contractOf("")
	require.ErrorContains(t, desk.Record(ctx, bad), `contract.id: `)
	require.ErrorContains(t, desk.View(ctx, bad, func(books.View) error { return nil }), `contract.id: `)
	_, err = desk.Close(ctx, bad, month("2026-05"))
	require.ErrorContains(t, err, `contract.id: `)
	require.ErrorContains(t, desk.RecordAll(ctx, books.Recording{Contract: contractOf("C-1")}, books.Recording{Contract: bad}),
		`recordings[1].contract.id: `)
	require.EqualError(t, desk.RecordAll(ctx, books.Recording{Contract: contractOf("C-2")}, books.Recording{Contract: contractOf("C-2")}),
		`recordings[1].contract.id: must not have two recordings (got "C-2")`)
	require.ErrorContains(t, desk.Record(ctx, contractOf("C-1"), servicelevel.Fact{ID: "x", Kind: servicelevel.Closed, At: wall("2026-05-01 00:00")}),
		`facts[0].kind: is a line of a journal: months are closed by Close (got "closed")`)
	require.ErrorContains(t, desk.RecordAll(ctx,
		books.Recording{contractOf("C-2"), []servicelevel.Fact{pack("P", "2026-05-04 09:00", 3)}},
		books.Recording{contractOf("C-1"), []servicelevel.Fact{pack("P", "2026-05-04 09:00", 4)}},
	), `recordings[1].facts[0].`)
	for _, m := range []calendar.Month{{}, {Year: 2026}, {Year: 2026, Month: -5}, month("1989-12"), month("2090-01")} {
		_, err = desk.Close(ctx, contractOf("C-1"), m)
		require.ErrorContains(t, err, "month: must be a month of the years 1990 to 2089")
	}
	require.ErrorContains(t, desk.RecordAll(ctx, books.Recording{Contract: contractOf("C-1")},
		books.Recording{Contract: contractOf("C-2")}, books.Recording{Contract: contractOf("C-1")}), `recordings[2].contract.id: must not have two`)
	require.NoError(t, desk.View(ctx, contractOf("C-2"), func(b books.View) error {
		assert.Empty(t, slices.Collect(b.Facts()), "nor does the book know of it")
		return nil
	}))
	for _, owner := range []string{"C-1", "C-2"} {
		lines, err := store.Load(ctx, owner, 0)
		require.NoError(t, err)
		assert.Empty(t, lines, "what was refused left nothing behind")
	}
	over, cancel := context.WithCancel(ctx)
	cancel()
	require.ErrorIs(t, desk.Record(over, contractOf("C-1")), context.Canceled)
	_, err = desk.Close(over, contractOf("C-1"), month("2026-05"))
	require.ErrorIs(t, err, context.Canceled)
}

// TestLentBookIsToBeAsked: all that a book answers, and nothing that changes it.
func TestLentBookIsToBeAsked(t *testing.T) {
	ctx := t.Context()
	desk := booksIn(t, new(books.Memory))
	require.NoError(t, desk.View(ctx, contractOf("C-1"), func(b books.View) error {
		book, lent := reflect.TypeFor[*servicelevel.Book](), reflect.TypeOf(b)
		require.NotEqual(t, book, lent)
		var without []string
		for i := range book.NumMethod() {
			name := book.Method(i).Name
			if _, has := lent.MethodByName(name); !has {
				without = append(without, name)
			}
		}
		assert.Equal(t, []string{"Close", "ClosesAs", "Len", "Lines", "Record", "Truncate"}, without)
		assert.Equal(t, contractOf("C-1"), b.Contract())
		return nil
	}))
	require.EqualError(t, desk.View(ctx, contractOf("C-1"), nil), "f: must be given")
	errAsked := errors.New("asked")
	require.ErrorIs(t, desk.View(ctx, contractOf("C-1"), func(books.View) error { return errAsked }), errAsked)
}

// TestClosedMonthIsClosedForAll: whoever did not know is told, and a fact that comes before
// is in the month.
func TestClosedMonthIsClosedForAll(t *testing.T) {
	ctx := t.Context()
	ct := contractOf("C-1")
	store := new(books.Memory)
	a, b := booksIn(t, store), booksIn(t, store)
	require.NoError(t, a.Record(ctx, ct, pack("P1", "2026-05-04 09:00", 3)))
	require.NoError(t, b.Record(ctx, ct, pack("P2", "2026-05-05 09:00", 3)))
	s, err := a.Close(ctx, ct, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, 6*time.Hour, s.Credit.Bought)
	var past *servicelevel.PastError
	require.ErrorAs(t, b.Record(ctx, ct, pack("P3", "2026-05-06 09:00", 3)), &past)
	assert.Equal(t, month("2026-05"), past.Closed)
	again, err := b.Close(ctx, ct, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, encode(t, s), encode(t, again))
	_, err = b.Close(ctx, ct, month("2026-07"))
	require.EqualError(t, err, `month: must be the month after the last one closed, 2026-06 (got "2026-07")`)
	_, err = b.Close(ctx, ct, month("2026-06"))
	require.NoError(t, err)
	_, err = a.Close(ctx, ct, month("2026-04"))
	require.EqualError(t, err, `month: must not be before the first one closed, 2026-05 (got "2026-04")`)
	lines, err := store.Load(ctx, "C-1", 0)
	require.NoError(t, err)
	require.Len(t, lines, 4)
	assert.Equal(t, servicelevel.Fact{ID: "closed 2026-05", Kind: servicelevel.Closed, At: s.Period.Start, End: s.Period.End, Rules: s.Rules, Contract: &ct}, lines[2])
}

// TestIDsOfLongAgo: a fact of months that the book does not know any more is passed over,
// or a conflict, as one that it knows.
func TestIDsOfLongAgo(t *testing.T) {
	ctx := t.Context()
	ct := contractOf("C-1")
	ct.Options.CorrectionMonths = 1
	store := new(books.Memory)
	desk := booksIn(t, store)
	maintenance := servicelevel.Fact{ID: "x", Kind: servicelevel.Excluded, At: wall("2026-01-04 09:00"), End: wall("2026-01-04 10:00"), Reason: 1}
	require.NoError(t, desk.Record(ctx, ct, maintenance))
	for m := month("2026-01"); m.Compare(month("2026-06")) <= 0; m = m.AddMonths(1) {
		_, err := desk.Close(ctx, ct, m)
		require.NoError(t, err)
	}
	maintenance.Recorded = wall("2026-07-01 09:00")
	require.NoError(t, desk.Record(ctx, ct, maintenance, pack("P", "2026-07-02 09:00", 3)))
	maintenance.At = wall("2026-07-04 09:00")
	maintenance.End = wall("2026-07-04 10:00")
	maintenance.Recorded = time.Time{}
	err := desk.Record(ctx, ct, pack("P2", "2026-07-03 09:00", 3), maintenance)
	var conflict *servicelevel.ConflictError
	require.ErrorAs(t, err, &conflict)
	assert.Equal(t, servicelevel.ConflictError{ID: "x", Field: "at"}, *conflict)
	require.ErrorContains(t, err, `facts[1]`)
	lines, err := store.Load(ctx, "C-1", 7)
	require.NoError(t, err)
	require.Len(t, lines, 1)
	assert.Equal(t, "P", lines[0].ID)

	require.EqualError(t, desk.Record(ctx, ct, pack("closed 2026-07", "2026-07-03 09:00", 3)),
		`facts[0].id: is kept for the line of a journal that closes a month (got "closed 2026-07")`)
	require.NoError(t, desk.Record(ctx, ct, pack("closed for good", "2026-07-03 09:00", 3)))
}

// hooked is a store in which something happens before each append.
type hooked struct {
	books.Store
	before func()
}

func (h *hooked) Append(ctx context.Context, batches ...journal.Batch[servicelevel.Fact]) error {
	if h.before != nil {
		h.before()
	}
	return h.Store.Append(ctx, batches...)
}

// TestPlacesAfterPassingOver: faults are of the list that was given, whatever of it was
// there before.
func TestPlacesAfterPassingOver(t *testing.T) {
	ctx := t.Context()
	ct := contractOf("C-1")
	ct.Options.CorrectionMonths = 1
	store := &hooked{Store: new(books.Memory)}
	desk := booksIn(t, store)
	maintenance := servicelevel.Fact{ID: "x", Kind: servicelevel.Excluded, At: wall("2026-01-04 09:00"), End: wall("2026-01-04 10:00"), Reason: 1}
	require.NoError(t, desk.Record(ctx, ct, maintenance))
	for m := month("2026-01"); m.Compare(month("2026-06")) <= 0; m = m.AddMonths(1) {
		_, err := desk.Close(ctx, ct, m)
		require.NoError(t, err)
	}
	appends := 0
	store.before = func() {
		if appends++; appends == 2 { // another process, between the attempts
			require.NoError(t, store.Store.Append(ctx, journal.Batch[servicelevel.Fact]{Owner: "C-1", After: 7, Lines: []servicelevel.Fact{pack("B", "2026-07-02 10:00", 3)}}))
		}
	}
	maintenance.Recorded = wall("2026-07-01 09:00")
	err := desk.Record(ctx, ct, maintenance, pack("A", "2026-07-02 09:00", 3), pack("B", "2026-07-02 09:00", 3))
	require.EqualError(t, err, `facts[2]: facts: the fact "B" was recorded before with another at`)
}

// TestContractThatChanges: what is given holds, whatever was given before.
func TestContractThatChanges(t *testing.T) {
	ctx := t.Context()
	ct := contractOf("C-1")
	desk := booksIn(t, new(books.Memory))
	at := wall("2026-06-08 10:00")
	allowance := func(want time.Duration) {
		t.Helper()
		require.NoError(t, desk.View(ctx, ct, func(b books.View) error {
			got, err := b.Balance(at)
			assert.Equal(t, want, got.Allowance)
			return err
		}))
	}
	allowance(90 * time.Minute)
	_, err := desk.Close(ctx, ct, month("2026-05"))
	require.NoError(t, err)
	ct.Changes = []servicelevel.Change{{On: calendar.MustParseDate("2026-06-01"), Level: servicelevel.Serenity}}
	allowance(0)
	ct.Changes[0].Level = servicelevel.Business // in the list that was given before
	allowance(90 * time.Minute)
	for _, change := range []struct {
		field string
		set   func(*servicelevel.Contract)
	}{
		{"edition", func(ct *servicelevel.Contract) { ct.Edition = "magic" }},
		{"zone", func(ct *servicelevel.Contract) { ct.Options.Zone = "America/New_York" }},
	} {
		other := ct
		change.set(&other)
		for range 2 { // what was refused is not taken for good
			err = desk.View(ctx, other, func(books.View) error { return nil })
			require.ErrorContains(t, err, change.field)
		}
	}
	allowance(90 * time.Minute)
}

// TestMonthsOfAnotherZone: a journal without snapshots says itself by which contract it was
// closed, or at least in which months.
func TestMonthsOfAnotherZone(t *testing.T) {
	ctx := t.Context()
	store := &bare{new(books.Memory)}
	ct := contractOf("C-1")
	_, err := booksIn(t, store).Close(ctx, ct, month("2026-05"))
	require.NoError(t, err)
	ct.Options.Zone = "America/New_York"
	desk := booksIn(t, store)
	for range 2 {
		err := desk.View(ctx, ct, func(books.View) error { return nil })
		require.EqualError(t, err, `state.zone: must be the contract's, America/New_York (got "Europe/Paris")`)
	}
	desk = booksIn(t, &spoiled{Store: store, line: func(f *servicelevel.Fact) { f.Contract = nil }})
	for range 2 {
		err := desk.View(ctx, ct, func(books.View) error { return nil })
		require.ErrorContains(t, err, `"C-1", line 1: id: must be that of the month of its instant, 2026-04 (got "closed 2026-05")`)
	}
}

// TestFirstAndLastMonths: the very first and the very last that can be closed, also if they
// lie partly outside the years.
func TestFirstAndLastMonths(t *testing.T) {
	ctx := t.Context()
	for _, zone := range []string{"", "America/New_York", "Indian/Reunion"} {
		for _, m := range []string{"1990-01", "2089-12"} {
			store := &bare{new(books.Memory)}
			ct := contractOf("C-1")
			ct.Start = calendar.MustParseDate("1990-01-01")
			ct.Options.Zone = zone
			s, err := booksIn(t, store).Close(ctx, ct, month(m))
			require.NoError(t, err)
			again, err := booksIn(t, store).Close(ctx, ct, month(m))
			require.NoError(t, err)
			assert.Equal(t, encode(t, s), encode(t, again))
		}
	}
}

// swapped is a store that can be exchanged.
type swapped struct{ books.Store }

// TestShrunkJournals: a journal that has lost lines, or has one twice, is named.
func TestShrunkJournals(t *testing.T) {
	ctx := t.Context()
	ct := contractOf("C-1")
	store := &swapped{new(books.Memory)}
	desk := booksIn(t, store)
	_, err := desk.Close(ctx, ct, month("2026-05"))
	require.NoError(t, err)
	store.Store = new(books.Memory) // from a backup
	_, err = desk.Close(ctx, ct, month("2026-05"))
	require.EqualError(t, err, `journal: "C-1", line 1: is missing: the journal has fewer lines than it had`)
	_, err = desk.Close(ctx, ct, month("2026-05"))
	require.NoError(t, err, "it goes on from what there is")

	double := &spoiled{Store: new(books.Memory), line: func(f *servicelevel.Fact) { f.ID = "P" }}
	require.NoError(t, double.Append(ctx, journal.Batch[servicelevel.Fact]{Owner: "C-1", Lines: []servicelevel.Fact{pack("P", "2026-05-04 09:00", 3), pack("Q", "2026-05-04 09:00", 3)}}))
	desk = booksIn(t, double)
	for range 2 {
		require.EqualError(t, desk.Record(ctx, ct), `journal: "C-1", line 1: or one after it has the id of a line before it`)
	}
}

// TestManyStaleContracts: others that have added to each of many contracts cost one more
// attempt, not one for each.
func TestManyStaleContracts(t *testing.T) {
	ctx := t.Context()
	store := new(books.Memory)
	a, b := booksIn(t, store), booksIn(t, store)
	for i, desk := range []*books.Books{a, b, a, b} {
		var list []books.Recording
		for c := range 40 {
			list = append(list, books.Recording{contractOf(fmt.Sprint("C-", c)), []servicelevel.Fact{pack(fmt.Sprint("P", i), "2026-05-04 09:00", 3)}})
		}
		require.NoError(t, desk.RecordAll(ctx, list...))
	}
}

// TestFactsAreCopies: the book's facts are its own.
func TestFactsAreCopies(t *testing.T) {
	ctx := t.Context()
	desk := booksIn(t, new(books.Memory))
	f := pack("P", "2026-05-04 09:00", 3)
	f.Price = dec("100.00")
	require.NoError(t, desk.Record(ctx, contractOf("C-1"), f))
	*f.Price = *dec("1.00")
	s, err := desk.Close(ctx, contractOf("C-1"), month("2026-05"))
	require.NoError(t, err)
	again, err := desk.Close(ctx, contractOf("C-1"), month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, encode(t, s), encode(t, again))
}

// falling is a store that panics when it is asked for the n-th time.
type falling struct {
	books.Store
	asked, at int
}

func (s *falling) ask() {
	if s.asked++; s.asked == s.at {
		panic("the store has fallen")
	}
}

func (s *falling) Load(ctx context.Context, owner string, n int) ([]servicelevel.Fact, error) {
	s.ask()
	return s.Store.Load(ctx, owner, n)
}

func (s *falling) Append(ctx context.Context, batches ...journal.Batch[servicelevel.Fact]) error {
	s.ask()
	defer s.ask()
	return s.Store.Append(ctx, batches...)
}

func (s *falling) LoadSnapshot(ctx context.Context, owner string) (journal.Snapshot, error) {
	s.ask()
	return s.Store.LoadSnapshot(ctx, owner)
}

// TestStoreThatPanics: whoever recovers, as a server does, can go on. Nothing is lost and
// nobody waits.
func TestStoreThatPanics(t *testing.T) {
	ct := contractOf("C-1")
	for at := 1; at < 14; at++ {
		store := &falling{Store: new(books.Memory), at: at}
		desk := booksIn(t, store)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		again := func(do func() error) {
			t.Helper()
			fell := func() (fell bool) {
				defer func() { fell = recover() != nil }()
				require.NoError(t, do())
				return false
			}()
			if fell {
				require.NoError(t, do(), at)
			}
		}
		again(func() error { return desk.Record(ctx, ct, pack("P", "2026-05-04 09:00", 3)) })
		again(func() error {
			_, err := desk.Close(ctx, ct, month("2026-05"))
			return err
		})
		again(func() error { return desk.Record(ctx, ct, pack("Q", "2026-06-04 09:00", 5)) })
		again(func() error {
			return desk.View(ctx, ct, func(b books.View) error {
				got, err := b.Balance(wall("2026-06-08 10:00"))
				assert.Equal(t, 8*time.Hour, got.Available, at)
				return err
			})
		})
		lines, err := store.Store.Load(ctx, "C-1", 0)
		require.NoError(t, err)
		assert.Len(t, lines, 3, at)
		cancel()
	}
}

// spoiled is a store of which some lines and snapshots were changed.
type spoiled struct {
	books.Store
	line     func(*servicelevel.Fact)
	snapshot []byte
}

func (s *spoiled) Load(ctx context.Context, owner string, n int) ([]servicelevel.Fact, error) {
	lines, err := s.Store.Load(ctx, owner, n)
	for i := range lines {
		if s.line != nil {
			s.line(&lines[i])
		}
	}
	return lines, err
}

func (s *spoiled) LoadSnapshot(ctx context.Context, owner string) (journal.Snapshot, error) {
	x, err := s.Store.LoadSnapshot(ctx, owner)
	if s.snapshot != nil {
		x.Data = s.snapshot
	}
	return x, err
}

// TestSpoiledJournals: a line that could not be added is named; a snapshot that cannot be
// read is none.
func TestSpoiledJournals(t *testing.T) {
	ctx := t.Context()
	ct := contractOf("C-1")
	memory := new(books.Memory)
	first := booksIn(t, memory)
	require.NoError(t, first.Record(ctx, ct, pack("P1", "2026-05-04 09:00", 3), pack("P2", "2026-05-05 09:00", 5)))
	_, err := first.Close(ctx, ct, month("2026-05"))
	require.NoError(t, err)
	require.NoError(t, first.Record(ctx, ct, pack("P3", "2026-06-05 09:00", 5)))
	bought := func(store books.Store) (time.Duration, error) {
		var got credit.Balance
		err := booksIn(t, store).View(ctx, ct, func(b books.View) (err error) {
			got, err = b.Balance(wall("2026-06-08 10:00"))
			return err
		})
		return got.Available, err
	}
	for _, snapshot := range [][]byte{nil, {}, []byte("{}"), []byte("null"), []byte(`{"state":null}`), []byte(`{"state":{}}`), []byte("palier")} {
		got, err := bought(&spoiled{Store: memory, snapshot: snapshot})
		require.NoError(t, err)
		assert.Equal(t, 13*time.Hour, got, string(snapshot))
	}
	for line, id := range []string{"P1", "P2", "closed 2026-05", "P3"} {
		store := &spoiled{Store: &bare{memory}, line: func(f *servicelevel.Fact) {
			if f.ID == id {
				f.Ticket = "T"
			}
		}}
		if f := id; f == "closed 2026-05" {
			store.line = func(f *servicelevel.Fact) {
				if f.Kind == servicelevel.Closed {
					f.At = wall("2030-01-01 00:00").AddDate(100, 0, 0)
				}
			}
		}
		_, err := bought(store)
		var damaged *journal.LineError
		require.ErrorAs(t, err, &damaged, id)
		assert.Equal(t, []any{"C-1", line + 1}, []any{damaged.Owner, damaged.Line})
	}
}

// deaf is a store that says it has grown whatever one does.
type deaf struct{ books.Store }

func (deaf) Append(_ context.Context, batches ...journal.Batch[servicelevel.Fact]) error {
	return &journal.StaleError{Owner: batches[0].Owner}
}

func TestBusyBooks(t *testing.T) {
	ctx := t.Context()
	desk := booksIn(t, &deaf{new(books.Memory)})
	err := desk.RecordAll(ctx, books.Recording{contractOf("C-1"), []servicelevel.Fact{pack("P", "2026-05-04 09:00", 3)}})
	var busy *journal.BusyError
	require.ErrorAs(t, err, &busy)
	assert.Equal(t, journal.BusyError{Owner: "C-1", Attempts: 16}, *busy)
}

// TestManyWriters: goroutines over several Books record the facts of many contracts, alone
// and together, while others close months. Everything is there once.
func TestManyWriters(t *testing.T) {
	ctx := t.Context()
	store := new(books.Memory)
	all := []*books.Books{booksIn(t, store), booksIn(t, store), booksIn(t, store)}
	all[2].Keep(40)
	const contracts, writers, rounds = 4, 6, 12
	patiently := func(do func() error) {
		err := do()
		for errors.Is(err, journal.ErrStale) { // the others were faster sixteen times
			err = do()
		}
		assert.NoError(t, err)
	}
	var wait sync.WaitGroup
	for w := range writers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			desk := all[w%len(all)]
			for i := range rounds {
				f := pack(fmt.Sprintf("P%d-%d", w, i), "2026-06-04 09:00", 3)
				if i%3 == 0 {
					var list []books.Recording
					for c := range contracts {
						list = append(list, books.Recording{contractOf(fmt.Sprint("C-", (c+w)%contracts)), []servicelevel.Fact{f}})
					}
					patiently(func() error { return desk.RecordAll(ctx, list...) })
					continue
				}
				patiently(func() error { return desk.Record(ctx, contractOf(fmt.Sprint("C-", i%contracts)), f) })
				if i%4 == 1 {
					patiently(func() error {
						_, err := desk.Close(ctx, contractOf(fmt.Sprint("C-", i%contracts)), month("2026-05"))
						return err
					})
				}
			}
		}()
	}
	wait.Wait()
	for c := range contracts {
		ct := contractOf(fmt.Sprint("C-", c))
		lines, err := store.Load(ctx, ct.ID, 0)
		require.NoError(t, err)
		closings, ids := 0, map[string]bool{}
		for _, f := range lines {
			ids[f.ID] = true
			if f.Kind == servicelevel.Closed {
				closings++
			}
		}
		assert.Len(t, ids, len(lines))
		want := 0
		for i := range rounds {
			if i%3 == 0 || i%contracts == c {
				want += writers
			}
		}
		assert.Equal(t, want, len(lines)-closings, ct.ID)
		for _, desk := range all {
			require.NoError(t, desk.View(ctx, ct, func(b books.View) error {
				got, err := b.Balance(wall("2026-06-08 10:00"))
				assert.Equal(t, time.Duration(want)*3*time.Hour, got.Available)
				return err
			}))
		}
	}
}

// TestBooksReadOnce: a journal is read once when its book is opened, and once each time that
// it is viewed.
func TestBooksReadOnce(t *testing.T) {
	ctx := t.Context()
	store := &falling{Store: new(books.Memory)}
	require.NoError(t, booksIn(t, store).Record(ctx, contractOf("C-1"), pack("P", "2026-05-04 09:00", 3)))
	desk := booksIn(t, store)
	for _, asked := range []int{2, 1, 1} { // for the snapshot and the lines, then for lines
		before := store.asked
		require.NoError(t, desk.View(ctx, contractOf("C-1"), func(books.View) error { return nil }))
		assert.Equal(t, asked, store.asked-before)
	}
}
