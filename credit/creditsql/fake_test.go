package creditsql_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"sync"
	"testing"
)

// fake is a driver that answers as a test says and remembers what it was asked.
// A nil answer is success: no rows, one row affected.
type fake struct {
	exec  func(query string, args []driver.NamedValue) (driver.Result, error)
	query func(query string, args []driver.NamedValue) (*fakeRows, error)

	refusals []error // of the first connections
	refused  func()

	mu     sync.Mutex
	log    []call
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

func (f *fake) calls() []call {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.log
}

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
func (c *fakeConn) Begin() (driver.Tx, error)           { return fakeTx{}, nil }

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
		return driver.RowsAffected(1), nil
	}
	return c.f.exec(query, args)
}

func (c *fakeConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.f.note(query, args)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.f.query == nil {
		return &fakeRows{}, nil
	}
	return c.f.query(query, args)
}

type fakeTx struct{}

func (fakeTx) Commit() error   { return nil }
func (fakeTx) Rollback() error { return nil }

// fakeRows are rows that end with err, or as rows do.
type fakeRows struct {
	rows [][]driver.Value
	err  error
}

func (r *fakeRows) Columns() []string {
	if len(r.rows) > 0 && len(r.rows[0]) == 1 {
		return []string{"version"}
	}
	return []string{"sequence", "id", "entry"}
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
