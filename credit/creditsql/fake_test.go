package creditsql_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// fake is a driver that answers as a test says and remembers what it was asked. A nil
// answer is success: no rows, as many rows affected as an insert has lines. Which version
// the tables have it answers by itself: the latest, unless it is told another.
type fake struct {
	version func() (int64, error) // 0 if there are no tables
	exec    func(query string, args []driver.NamedValue) (driver.Result, error)
	query   func(query string, args []driver.NamedValue) (*fakeRows, error)

	begin, commit error

	refusals []error // of the first connections
	refused  func()

	mu     sync.Mutex
	log    []call
	asked  int
	closed int
}

type call struct {
	query string
	args  []any
}

func (f *fake) open(t testing.TB) *sql.DB {
	db := sql.OpenDB(f)
	t.Cleanup(func() { db.Close() })
	return db
}

func mustBegin(t testing.TB, f *fake) *sql.Tx {
	tx, err := f.open(t).BeginTx(context.Background(), nil)
	require.NoError(t, err)
	return tx
}

func (f *fake) calls() []call {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.log)
}

// forget empties the list of calls.
func (f *fake) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.log = nil
}

// asks counts the questions about the version of the tables.
func (f *fake) asks() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.asked
}

// schemaRows answers the two questions about the version of the tables.
func (f *fake) schemaRows(query string) (*fakeRows, error) {
	f.mu.Lock()
	f.asked++
	f.mu.Unlock()
	made, err := int64(latest), error(nil)
	if f.version != nil {
		made, err = f.version()
	}
	if !strings.Contains(query, "MAX(") {
		made = min(made, 1)
	}
	return &fakeRows{rows: [][]driver.Value{{made}}}, err
}

// latest is the version of the tables that a store knows.
const latest = 4

func (f *fake) note(query string, args []driver.NamedValue) {
	f.mu.Lock()
	defer f.mu.Unlock()
	values := make([]any, len(args))
	for i, a := range args {
		values[i] = a.Value
	}
	f.log = append(f.log, call{query, values})
}

func (f *fake) Connect(context.Context) (driver.Conn, error) {
	if len(f.refusals) == 0 {
		return &fakeConn{f}, nil
	}
	err := f.refusals[0]
	f.refusals = f.refusals[1:]
	if f.refused != nil {
		f.refused()
	}
	return nil, err
}

func (f *fake) Driver() driver.Driver { return nil }

type fakeConn struct{ f *fake }

func (c *fakeConn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not prepared") }
func (c *fakeConn) Begin() (driver.Tx, error)           { return nil, errors.New("not asked") }

func (c *fakeConn) BeginTx(_ context.Context, opts driver.TxOptions) (driver.Tx, error) {
	c.f.note("BEGIN "+sql.IsolationLevel(opts.Isolation).String(), nil)
	return fakeTx{c.f}, c.f.begin
}

func (c *fakeConn) Close() error {
	c.f.mu.Lock()
	defer c.f.mu.Unlock()
	c.f.closed++
	return nil
}

func (c *fakeConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.f.note(query, args)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.f.exec == nil {
		return driver.RowsAffected(max(1, (len(args)-2)/2)), nil
	}
	return c.f.exec(query, args)
}

func (c *fakeConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if strings.Contains(query, "palier_credit_migrations") {
		return c.f.schemaRows(query)
	}
	c.f.note(query, args)
	if c.f.query == nil {
		return &fakeRows{}, nil
	}
	return c.f.query(query, args)
}

type fakeTx struct{ f *fake }

func (tx fakeTx) Commit() error {
	tx.f.note("COMMIT", nil)
	return tx.f.commit
}

func (tx fakeTx) Rollback() error {
	tx.f.note("ROLLBACK", nil)
	return nil
}

// fakeRows are rows that end with err, or as rows do.
type fakeRows struct {
	rows [][]driver.Value
	err  error
}

func (r *fakeRows) Columns() []string {
	if len(r.rows) > 0 && len(r.rows[0]) == 1 {
		return []string{"version"}
	}
	return []string{"sequence", "id", "line"}
}
func (r *fakeRows) Close() error { return nil }

func (r *fakeRows) Next(dest []driver.Value) error {
	if len(r.rows) == 0 {
		if r.err != nil {
			return r.err
		}
		return io.EOF
	}
	copy(dest, r.rows[0])
	r.rows = r.rows[1:]
	return nil
}

// uncounted is the result of a driver that cannot count rows.
type uncounted struct{ driver.Result }

func (uncounted) RowsAffected() (int64, error) { return 0, errors.New("not counted") }
