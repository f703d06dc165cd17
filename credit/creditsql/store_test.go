package creditsql_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/creditsql"
)

var (
	ctx      = context.Background()
	dialects = []creditsql.Dialect{creditsql.PostgreSQL, creditsql.SQLite}
	instant  = time.Date(2026, time.May, 4, 9, 0, 0, 123456789, time.UTC)
	purchase = credit.Entry{
		ID: "p-1", Kind: credit.Purchase, At: instant, Time: 3 * time.Hour, Price: decimal.RequireFromString("169.00"),
	}
	debit = credit.Entry{
		ID: "d-1", Kind: credit.Debit, At: instant, Recorded: instant.Add(1), Ticket: "T « é »",
		Time: 7, Parts: []credit.Part{{Day: calendar.DateOf(instant), Time: 7}},
	}
)

const purchaseLine = `{"id":"p-1","kind":"purchase","at":"2026-05-04T09:00:00.123456789Z","time":"PT3H","price":"169.00"}`

func store(t testing.TB, f *fake, d creditsql.Dialect) *creditsql.Store {
	s, err := creditsql.New(f.open(t), d)
	require.NoError(t, err)
	return s
}

// both runs a test against a Store and against a Tx of it, in each dialect.
func both(t *testing.T, f func() *fake, test func(t *testing.T, f *fake, s credit.Store)) {
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
			s, err := creditsql.New(db, d)
			require.NoError(t, err)
			test(t, f, s.With(tx))
		})
	}
}

func TestNewRefuses(t *testing.T) {
	for _, d := range []creditsql.Dialect{0, 3, 255} {
		_, err := creditsql.New(nil, d)
		assert.ErrorContains(t, err, "db: must be given")
		assert.ErrorContains(t, err, "dialect: is not a known dialect")
		assert.ErrorAs(t, err, new(*creditsql.FieldError))
	}
	assert.Equal(t, "PostgreSQL", creditsql.PostgreSQL.String())
	assert.Equal(t, "SQLite", creditsql.SQLite.String())
	assert.Equal(t, "Dialect(0)", creditsql.Dialect(0).String())
}

func TestZeroValuesAreRefused(t *testing.T) {
	for name, s := range map[string]credit.Store{
		"Store": new(creditsql.Store), "Tx": new(creditsql.Tx),
		"no transaction": store(t, &fake{}, creditsql.SQLite).With(nil),
		"Tx of nothing":  new(creditsql.Store).With(new(sql.Tx)),
	} {
		_, err := s.Load(ctx, "a", 0)
		assert.ErrorContains(t, err, "must come from New", name)
		assert.ErrorContains(t, s.Append(ctx, "a", 0, purchase), "must come from New", name)
	}
	assert.ErrorContains(t, new(creditsql.Store).Migrate(ctx), "must come from New")
}

func TestAppendSendsOneStatement(t *testing.T) {
	both(t, func() *fake { return &fake{} }, func(t *testing.T, f *fake, s credit.Store) {
		require.NoError(t, s.Append(ctx, "customer 42", 6, purchase))
		require.Len(t, f.calls(), 1)
		assert.Equal(t, []any{"customer 42", int64(6), "p-1", purchaseLine}, f.calls()[0].args)
		assert.Contains(t, f.calls()[0].query, "ON CONFLICT DO NOTHING")
	})
}

func TestAppendThatAddsNoRowIsStale(t *testing.T) {
	f := func() *fake {
		return &fake{exec: func(string, []driver.NamedValue) (driver.Result, error) { return driver.RowsAffected(0), nil }}
	}
	both(t, f, func(t *testing.T, _ *fake, s credit.Store) {
		assert.Equal(t, credit.ErrStale, s.Append(ctx, "a", 0, purchase))
	})
}

func TestAppendFailsWithAccountAndNumber(t *testing.T) {
	broken := errors.New("connection reset")
	for _, answer := range []func() (driver.Result, error){
		func() (driver.Result, error) { return nil, broken },
		func() (driver.Result, error) { return uncounted{}, nil },
	} {
		f := func() *fake {
			return &fake{exec: func(string, []driver.NamedValue) (driver.Result, error) { return answer() }}
		}
		both(t, f, func(t *testing.T, _ *fake, s credit.Store) {
			err := s.Append(ctx, "a", 6, purchase)
			var failed *creditsql.Error
			require.ErrorAs(t, err, &failed)
			assert.Equal(t, creditsql.Error{Op: "append", Account: "a", Sequence: 7, Err: failed.Err}, *failed)
			assert.NotErrorIs(t, err, credit.ErrStale)
			assert.Regexp(t, `^creditsql: append "a", entry 7: (connection reset|not counted)$`, err.Error())
		})
	}
}

func TestRefusedBeforeTheDatabaseIsAsked(t *testing.T) {
	both(t, func() *fake { return &fake{} }, func(t *testing.T, f *fake, s credit.Store) {
		for _, name := range []string{"", strings.Repeat("a", credit.MaxID+1), "a\x00", "a\nb", "\x7f", "\xff", "a\u2028b", "\u0085"} {
			_, err := s.Load(ctx, name, 0)
			assert.ErrorAs(t, err, new(*creditsql.FieldError), "%q", name)
			assert.ErrorAs(t, s.Append(ctx, name, 0, purchase), new(*creditsql.FieldError), "%q", name)
		}
		bad := purchase
		bad.Time = -1
		assert.ErrorAs(t, s.Append(ctx, "a", 0, bad), new(*creditsql.FieldError))
		assert.Equal(t, credit.ErrStale, s.Append(ctx, "a", -1, purchase))
		assert.ErrorIs(t, s.Append(ctx, "a", credit.MaxEntries, purchase), credit.ErrFull)
		entries, err := s.Load(ctx, "a", -1)
		assert.NoError(t, err)
		assert.Empty(t, entries)
		assert.Empty(t, f.calls())

		require.NoError(t, s.Append(ctx, strings.Repeat("a", credit.MaxID), credit.MaxEntries-1, purchase))
		require.NoError(t, s.Append(ctx, "« é » 42", 0, purchase))
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
	both(t, f, func(t *testing.T, f *fake, s credit.Store) {
		entries, err := s.Load(ctx, "a", 4)
		require.NoError(t, err)
		assert.Equal(t, []credit.Entry{purchase, debit}, entries)
		assert.Equal(t, []any{"a", int64(4)}, f.calls()[0].args)
	})
}

func TestLoadFails(t *testing.T) {
	broken := errors.New("connection reset")
	good := []driver.Value{int64(1), "p-1", purchaseLine}
	for name, c := range map[string]struct {
		rows     [][]driver.Value
		end, err error // at the end of the rows, instead of them
		sequence int
		message  string
		is       error
	}{
		"no answer":     {err: broken, message: `creditsql: load "a": connection reset`, is: broken},
		"cut":           {rows: [][]driver.Value{good}, end: broken, message: `creditsql: load "a": connection reset`, is: broken},
		"gap":           {rows: [][]driver.Value{good, {int64(3), "p-1", purchaseLine}}, sequence: 2, message: "the next one has number 3", is: creditsql.ErrDamaged},
		"not from 1":    {rows: [][]driver.Value{{int64(2), "p-1", purchaseLine}}, sequence: 1, message: "the next one has number 2", is: creditsql.ErrDamaged},
		"no entry":      {rows: [][]driver.Value{{int64(1), "p-1", "{}"}}, sequence: 1, message: `load "a", entry 1: the journal is damaged: `, is: creditsql.ErrDamaged},
		"other's entry": {rows: [][]driver.Value{{int64(1), "p-2", purchaseLine}}, sequence: 1, message: `the row is named "p-2" and its entry "p-1"`, is: creditsql.ErrDamaged},
		"no number":     {rows: [][]driver.Value{{"x", "p-1", purchaseLine}}, message: "sequence"},
	} {
		f := func() *fake {
			return &fake{query: func(string, []driver.NamedValue) (*fakeRows, error) {
				return &fakeRows{rows: c.rows, err: c.end}, c.err
			}}
		}
		t.Run(name, func(t *testing.T) {
			both(t, f, func(t *testing.T, _ *fake, s credit.Store) {
				entries, err := s.Load(ctx, "a", 0)
				assert.Nil(t, entries)
				var failed *creditsql.Error
				require.ErrorAs(t, err, &failed)
				assert.Equal(t, creditsql.Error{Op: "load", Account: "a", Sequence: c.sequence, Err: failed.Err}, *failed)
				assert.ErrorContains(t, err, c.message)
				if c.is != nil {
					assert.ErrorIs(t, err, c.is)
				}
			})
		})
	}
}

func TestContextIsHonoured(t *testing.T) {
	both(t, func() *fake { return &fake{} }, func(t *testing.T, _ *fake, s credit.Store) {
		over, cancel := context.WithCancel(ctx)
		cancel()
		_, err := s.Load(over, "a", 0)
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, s.Append(over, "a", 0, purchase), context.Canceled)
	})
}
