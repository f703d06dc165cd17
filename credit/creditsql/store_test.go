package creditsql_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

var (
	ctx      = context.Background()
	dialects = []creditsql.Dialect{creditsql.PostgreSQL, creditsql.SQLite}
	instant  = time.Date(2026, time.May, 4, 9, 0, 0, 123456789, time.UTC)
	purchase = ledger.Entry{
		ID: "p-1", Kind: credit.Purchase, At: instant, Time: 3 * time.Hour, Price: decimal.RequireFromString("169.00"),
	}
	debit = ledger.Entry{
		ID: "d-1", Kind: credit.Debit, At: instant, Recorded: instant.Add(1), Ticket: "T « é »",
		Time: 7, Parts: []credit.Part{{Day: calendar.DateOf(instant), Time: 7}},
	}
	errReset = errors.New("connection reset")
)

const purchaseLine = `{"id":"p-1","kind":"purchase","at":"2026-05-04T09:00:00.123456789Z","time":"PT3H","price":"169.00"}`

func batch(owner string, after int, entries ...ledger.Entry) journal.Batch[ledger.Entry] {
	return journal.Batch[ledger.Entry]{Owner: owner, After: after, Lines: entries}
}

// gifts are n entries, "g1" to "gn".
func gifts(n int) (entries []ledger.Entry) {
	for i := range n {
		entries = append(entries, ledger.Entry{ID: fmt.Sprint("g", i+1), Kind: credit.Gift, At: instant, Time: 1})
	}
	return entries
}

func store(t testing.TB, f *fake, d creditsql.Dialect) *creditsql.Store[ledger.Entry] {
	s, err := creditsql.New[ledger.Entry](f.open(t), d)
	require.NoError(t, err)
	return s
}

// both runs a test against a Store and against a Tx of it, in each dialect.
func both(t *testing.T, f func() *fake, test func(t *testing.T, f *fake, s ledger.Store)) {
	for _, d := range dialects {
		t.Run(d.String(), func(t *testing.T) {
			f := f()
			test(t, f, store(t, f, d))
		})
		t.Run(d.String()+" in a transaction", func(t *testing.T) {
			f := f()
			db := f.open(t)
			tx, err := db.BeginTx(ctx, nil)
			require.NoError(t, err)
			f.forget()
			s, err := creditsql.New[ledger.Entry](db, d)
			require.NoError(t, err)
			test(t, f, s.With(tx))
		})
	}
}

func execs(exec func(query string, args []driver.NamedValue) (driver.Result, error)) func() *fake {
	return func() *fake { return &fake{exec: exec} }
}

func TestNewRefuses(t *testing.T) {
	for _, d := range []creditsql.Dialect{0, 3, 255} {
		_, err := creditsql.New[ledger.Entry](nil, d)
		assert.ErrorContains(t, err, "db: must be given")
		assert.ErrorContains(t, err, "dialect: is not a known dialect")
		assert.ErrorAs(t, err, new(*creditsql.FieldError))
	}
	assert.Equal(t, "PostgreSQL", creditsql.PostgreSQL.String())
	assert.Equal(t, "SQLite", creditsql.SQLite.String())
	assert.Equal(t, "Dialect(0)", creditsql.Dialect(0).String())
	_, err := creditsql.New[foreign]((&fake{}).open(t), creditsql.SQLite)
	assert.EqualError(t, err, `line: must be ledger.Entry or servicelevel.Fact (got "foreign")`)
}

// foreign is a line that there is no table for.
type foreign struct{ ledger.Entry }

func (*foreign) LineKind() string     { return "foreign" }
func (f *foreign) CloneLine() foreign { return *f }

func TestZeroValuesAreRefused(t *testing.T) {
	for name, s := range map[string]ledger.Store{
		"Store": new(creditsql.Store[ledger.Entry]), "Tx": new(creditsql.Tx[ledger.Entry]),
		"no transaction": store(t, &fake{}, creditsql.SQLite).With(nil),
		"Tx of nothing":  new(creditsql.Store[ledger.Entry]).With(new(sql.Tx)),
	} {
		_, err := s.Load(ctx, "a", 0)
		assert.ErrorContains(t, err, "must come from New", name)
		assert.ErrorContains(t, s.Append(ctx, batch("a", 0, purchase)), "must come from New", name)
		_, err = s.LoadSnapshot(ctx, "a")
		assert.ErrorContains(t, err, "must come from New", name)
		assert.ErrorContains(t, s.SaveSnapshot(ctx, "a", journal.Snapshot{After: 1, Last: "a"}), "must come from New", name)
	}
	assert.ErrorContains(t, new(creditsql.Store[ledger.Entry]).Migrate(ctx), "must come from New")
}

func TestRefusedBeforeTheDatabaseIsAsked(t *testing.T) {
	both(t, execs(nil), func(t *testing.T, f *fake, s ledger.Store) {
		refused := func(err error) { t.Helper(); assert.ErrorAs(t, err, new(*creditsql.FieldError)) }
		for _, name := range []string{"", strings.Repeat("a", journal.MaxOwner+1), "a\x00", "a\nb", "\x7f", "\xff", "a\u2028b", "\u0085", " a"} {
			_, err := s.Load(ctx, name, 0)
			refused(err)
			_, err = s.LoadSnapshot(ctx, name)
			refused(err)
			refused(s.SaveSnapshot(ctx, name, journal.Snapshot{After: 1, Last: "a"}))
			refused(s.SaveSnapshot(ctx, "a", journal.Snapshot{After: 1, Last: name}))
			refused(s.Append(ctx, batch(name, 0, purchase)))
			refused(s.Append(ctx, batch("a", 0, purchase), batch(name, 0, purchase)))
		}
		bad := purchase
		bad.Time = -1
		refused(s.Append(ctx, batch("b", 0, purchase), batch("a", 0, purchase, bad)))
		refused(s.Append(ctx, batch("a", -1, purchase)))
		refused(s.Append(ctx, batch("a", journal.MaxLines, purchase)))
		refused(s.Append(ctx, batch("a", 0, purchase), batch("a", 0, debit)))
		_, err := s.Load(ctx, "a", -1)
		refused(err)
		assert.NoError(t, s.Append(ctx))
		assert.NoError(t, s.Append(ctx, batch("a", 3)))
		assert.Empty(t, f.calls())
		assert.Zero(t, f.asks())

		require.NoError(t, s.Append(ctx, batch(strings.Repeat("a", journal.MaxOwner), journal.MaxLines-1, purchase)))
		require.NoError(t, s.Append(ctx, batch("« é » 42", 0, purchase)))
	})
}

func TestLoad(t *testing.T) {
	line, err := debit.MarshalJSON()
	require.NoError(t, err)
	f := func() *fake {
		return &fake{query: func(string, []driver.NamedValue) (*fakeRows, error) {
			return &fakeRows{rows: [][]driver.Value{{int64(5), "p-1", purchaseLine}, {int64(6), "d-1", line}}}, nil
		}}
	}
	both(t, f, func(t *testing.T, f *fake, s ledger.Store) {
		entries, err := s.Load(ctx, "a", 4)
		require.NoError(t, err)
		assert.Equal(t, []ledger.Entry{purchase, debit}, entries)
		assert.Equal(t, []any{"a", int64(4)}, f.calls()[0].args)
		assert.Contains(t, f.calls()[0].query, "FROM palier_entries ")
	})
}

func TestLoadFails(t *testing.T) {
	good := []driver.Value{int64(1), "p-1", purchaseLine}
	for name, c := range map[string]struct {
		rows     [][]driver.Value
		end, err error // at the end of the rows, instead of them
		sequence int
		message  string
		is       error
	}{
		"no answer":     {err: errReset, message: `creditsql: load "a": connection reset`, is: errReset},
		"cut":           {rows: [][]driver.Value{good}, end: errReset, message: `creditsql: load "a": connection reset`, is: errReset},
		"gap":           {rows: [][]driver.Value{good, {int64(3), "p-1", purchaseLine}}, sequence: 2, message: "the next one has number 3", is: creditsql.ErrDamaged},
		"not from 1":    {rows: [][]driver.Value{{int64(2), "p-1", purchaseLine}}, sequence: 1, message: "the next one has number 2", is: creditsql.ErrDamaged},
		"no entry":      {rows: [][]driver.Value{{int64(1), "p-1", "{}"}}, sequence: 1, message: `load "a", entry 1: the journal is damaged: `, is: creditsql.ErrDamaged},
		"other's entry": {rows: [][]driver.Value{{int64(1), "p-2", purchaseLine}}, sequence: 1, message: `the row is named "p-2" and its entry "p-1"`, is: creditsql.ErrDamaged},
		"no number":     {rows: [][]driver.Value{{"x", "p-1", purchaseLine}}, message: "sequence"},
	} {
		f := func() *fake {
			return &fake{query: func(string, []driver.NamedValue) (*fakeRows, error) {
				return &fakeRows{rows: slices.Clone(c.rows), err: c.end}, c.err
			}}
		}
		t.Run(name, func(t *testing.T) {
			both(t, f, func(t *testing.T, _ *fake, s ledger.Store) {
				entries, err := s.Load(ctx, "a", 0)
				assert.Nil(t, entries)
				var failed *creditsql.Error
				require.ErrorAs(t, err, &failed)
				assert.Equal(t, creditsql.Error{Op: "load", Kind: "entry", Owner: "a", Sequence: c.sequence, Err: failed.Err}, *failed)
				assert.ErrorContains(t, err, c.message)
				if c.is != nil {
					assert.ErrorIs(t, err, c.is)
				}
			})
		})
	}
}

// withArgs returns the arguments of the statements that have some.
func withArgs(f *fake) (list [][]any) {
	for _, c := range f.calls() {
		if len(c.args) > 0 {
			list = append(list, c.args)
		}
	}
	return list
}

func TestSnapshots(t *testing.T) {
	rows := [][]driver.Value{{int64(7), "g7", []byte("state")}}
	f := func() *fake {
		return &fake{query: func(string, []driver.NamedValue) (*fakeRows, error) { return &fakeRows{rows: slices.Clone(rows)}, nil }}
	}
	both(t, f, func(t *testing.T, f *fake, s ledger.Store) {
		for _, data := range [][]byte{[]byte("state"), nil} {
			require.NoError(t, s.SaveSnapshot(ctx, "a", journal.Snapshot{After: 7, Last: "g7", Data: data}))
			args := withArgs(f)[len(withArgs(f))-1]
			assert.Equal(t, []any{"entry", "a", int64(7), "g7", append([]byte{}, data...)}, args)
		}
		got, err := s.LoadSnapshot(ctx, "a")
		require.NoError(t, err)
		assert.Equal(t, journal.Snapshot{After: 7, Last: "g7", Data: []byte("state")}, got)
		assert.Equal(t, []any{"entry", "a"}, withArgs(f)[2])
	})
	both(t, execs(nil), func(t *testing.T, _ *fake, s ledger.Store) {
		got, err := s.LoadSnapshot(ctx, "a")
		require.NoError(t, err)
		assert.Zero(t, got)
	})
	f = func() *fake {
		return &fake{
			query: func(string, []driver.NamedValue) (*fakeRows, error) { return nil, errReset },
			exec:  func(string, []driver.NamedValue) (driver.Result, error) { return nil, errReset },
		}
	}
	both(t, f, func(t *testing.T, _ *fake, s ledger.Store) {
		got, err := s.LoadSnapshot(ctx, "a")
		assert.EqualError(t, err, `creditsql: load snapshot "a": connection reset`)
		assert.ErrorIs(t, err, errReset)
		assert.Zero(t, got)
		err = s.SaveSnapshot(ctx, "a", journal.Snapshot{After: 7, Last: "g7"})
		assert.EqualError(t, err, `creditsql: save snapshot "a", entry 7: connection reset`)
	})
}

func TestContextIsHonoured(t *testing.T) {
	both(t, execs(nil), func(t *testing.T, _ *fake, s ledger.Store) {
		over, cancel := context.WithCancel(ctx)
		cancel()
		_, err := s.Load(over, "a", 0)
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, s.Append(over), context.Canceled)
		assert.ErrorIs(t, s.Append(over, batch("a", 0, purchase)), context.Canceled)
		assert.ErrorIs(t, s.Append(over, batch("a", 0, purchase, debit)), context.Canceled)
		_, err = s.LoadSnapshot(over, "a")
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, s.SaveSnapshot(over, "a", journal.Snapshot{After: 1, Last: "a"}), context.Canceled)
	})
}
