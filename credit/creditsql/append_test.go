package creditsql_test

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

func TestAppendOfOneLineSendsOneStatement(t *testing.T) {
	both(t, execs(nil), func(t *testing.T, f *fake, s ledger.Store) {
		require.NoError(t, s.Append(ctx, batch("nobody", 3), batch("customer 42", 6, purchase)))
		require.Len(t, f.calls(), 1)
		assert.Equal(t, []any{"customer 42", int64(6), "p-1", purchaseLine}, f.calls()[0].args)
		assert.Contains(t, f.calls()[0].query, "INSERT INTO palier_entries ")
		assert.Contains(t, f.calls()[0].query, "ON CONFLICT DO NOTHING")
	})
}

// Owners come in the order of their names and lines in chunks, all in one transaction.
func TestAppendOfManyLines(t *testing.T) {
	both(t, execs(nil), func(t *testing.T, f *fake, s ledger.Store) {
		require.NoError(t, s.Append(ctx, batch("z", 1, purchase), batch("é", 2, debit), batch("a", 7, gifts(230)...)))
		calls := f.calls()
		begin, end := calls[0].query, calls[len(calls)-1].query
		most := 100
		if strings.Contains(t.Name(), "/SQLite") {
			most = 25
		}
		if strings.Contains(t.Name(), "in_a_transaction") {
			assert.Equal(t, "SAVEPOINT palier, RELEASE SAVEPOINT palier", begin+", "+end)
		} else {
			isolation := map[int]string{100: "Read Committed", 25: "Default"}[most]
			assert.Equal(t, "BEGIN "+isolation+", COMMIT", begin+", "+end)
		}
		var owners []string
		after := 7
		for _, c := range calls[1 : len(calls)-1] {
			owner := c.args[0].(string)
			if len(owners) == 0 || owners[len(owners)-1] != owner {
				owners = append(owners, owner)
			}
			n := len(c.args)/2 - 1
			assert.LessOrEqual(t, n, most)
			assert.Contains(t, c.query, fmt.Sprintf("(%d, ", n))
			assert.NotContains(t, c.query, fmt.Sprintf("(%d, ", n+1))
			if owner == "a" {
				assert.Equal(t, int64(after), c.args[1])
				assert.Equal(t, fmt.Sprint("g", after-7+1), c.args[2])
				after += n
			}
		}
		assert.Equal(t, 237, after)
		assert.Equal(t, []string{"a", "z", "é"}, owners)
	})
}

// An insert of fewer rows than lines is stale, and nothing of the append stays.
func TestAppendThatAddsTooFewRowsIsStale(t *testing.T) {
	f := execs(func(query string, args []driver.NamedValue) (driver.Result, error) {
		if len(args) > 0 && args[0].Value == "b" {
			return driver.RowsAffected((len(args) - 4) / 2), nil
		}
		return driver.RowsAffected((len(args) - 2) / 2), nil
	})
	both(t, f, func(t *testing.T, f *fake, s ledger.Store) {
		assert.Equal(t, &journal.StaleError{Owner: "b"}, s.Append(ctx, batch("b", 0, purchase)))
		require.Len(t, f.calls(), 1)
		f.forget()
		assert.Equal(t, &journal.StaleError{Owner: "b"}, s.Append(ctx, batch("c", 0, purchase), batch("b", 0, purchase, debit), batch("a", 0, purchase)))
		var queries []string
		for _, c := range f.calls() {
			queries = append(queries, strings.Fields(c.query)[0])
		}
		if strings.Contains(t.Name(), "in_a_transaction") {
			assert.Equal(t, "SAVEPOINT INSERT INSERT ROLLBACK RELEASE", strings.Join(queries, " "))
		} else {
			assert.Equal(t, "BEGIN INSERT INSERT ROLLBACK", strings.Join(queries, " "))
		}
	})
}

// What fails is an Error that names the owner and the first line of the statement, and
// never stale.
func TestAppendFailsWithOwnerAndNumber(t *testing.T) {
	for _, answer := range []func() (driver.Result, error){
		func() (driver.Result, error) { return nil, errReset },
		func() (driver.Result, error) { return uncounted{}, nil },
	} {
		f := execs(func(query string, args []driver.NamedValue) (driver.Result, error) {
			if len(args) > 1 && args[1].Value.(int64) >= 6 {
				return answer()
			}
			return driver.RowsAffected((len(args) - 2) / 2), nil
		})
		both(t, f, func(t *testing.T, f *fake, s ledger.Store) {
			for _, batches := range [][]journal.Batch[ledger.Entry]{
				{batch("a", 6, purchase)}, {batch("b", 0, purchase), batch("a", 6, purchase, debit)},
			} {
				err := s.Append(ctx, batches...)
				var failed *creditsql.Error
				require.ErrorAs(t, err, &failed)
				assert.Equal(t, creditsql.Error{Op: "append", Kind: "entry", Owner: "a", Sequence: 7, Err: failed.Err}, *failed)
				assert.NotErrorIs(t, err, ledger.ErrStale)
				assert.Regexp(t, `^creditsql: append "a", entry 7: (connection reset|not counted)$`, err.Error())
			}
			err := s.Append(ctx, batch("a", 0, gifts(230)...))
			assert.Regexp(t, `^creditsql: append "a", entry (26|101): (connection reset|not counted)$`, err.Error())
			assert.Regexp(t, "^(ROLLBACK|RELEASE)", f.calls()[len(f.calls())-1].query)
		})
	}
}

func TestAppendFailsAroundItsTransaction(t *testing.T) {
	for _, d := range dialects {
		for _, f := range []*fake{{begin: errReset}, {commit: errReset}} {
			err := store(t, f, d).Append(ctx, batch("b", 1, gifts(2)...), batch("a", 3, purchase))
			assert.EqualError(t, err, `creditsql: append "a", entry 4: connection reset`)
			assert.ErrorIs(t, err, errReset)
		}
		for _, at := range []string{"SAVEPOINT", "RELEASE"} {
			f := &fake{exec: failing(at, 2)}
			err := store(t, f, d).With(mustBegin(t, f)).Append(ctx, batch("a", 3, gifts(2)...))
			assert.EqualError(t, err, `creditsql: append "a", entry 4: connection reset`)
		}
		for _, at := range []string{"ROLLBACK", "RELEASE"} { // the transaction does not go on, so the append is not just stale
			f := &fake{exec: failing(at, 0)}
			err := store(t, f, d).With(mustBegin(t, f)).Append(ctx, batch("a", 3, gifts(2)...))
			assert.EqualError(t, err, `creditsql: append "a", entry 4: connection reset`)
			assert.NotErrorIs(t, err, ledger.ErrStale)
		}
	}
}

// failing answers that a statement which begins with a text fails, and that others have
// added so many rows.
func failing(at string, rows int64) func(string, []driver.NamedValue) (driver.Result, error) {
	return func(query string, _ []driver.NamedValue) (driver.Result, error) {
		if strings.HasPrefix(query, at) {
			return nil, errReset
		}
		return driver.RowsAffected(rows), nil
	}
}
