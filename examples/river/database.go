package main

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"iter"
	"os"
	"path/filepath"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed schema.sql
var schema string

// database keeps a run, with the queue beside it. SQLite and PostgreSQL
// are spoken to in the same words; how either is opened and filled is in a file of
// its own.
type database struct {
	*sql.DB
	name   string // for the reader
	driver riverdriver.Driver[*sql.Tx]
	// fill adds rows to a table in the quickest way that the database has.
	fill func(ctx context.Context, t *transaction, table string, columns []string, rows rows) error
	// How a worker that is started here finds the database.
	arguments, environment []string
	// finish takes away what is left once the connections are closed; nil is nothing.
	finish func() error
}

// Close ends all connections.
func (d *database) Close() error {
	err := d.DB.Close()
	if d.finish != nil {
		err = errors.Join(err, d.finish())
	}
	return err
}

// rows are values in the order of the columns, or an error, with which they end.
type rows = iter.Seq2[[]any, error]

// transaction is one, and the connection that it has to itself.
type transaction struct {
	*sql.Tx
	conn *sql.Conn
}

// atomically commits what f does, or nothing if that fails.
func (d *database) atomically(ctx context.Context, f func(*transaction) error) error {
	conn, err := d.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(&transaction{tx, conn}); err != nil {
		if undone := tx.Rollback(); !errors.Is(undone, sql.ErrTxDone) {
			err = errors.Join(err, undone)
		}
		return err
	}
	return tx.Commit()
}

// migrate brings river's tables and the example's up to date.
func (d *database) migrate(ctx context.Context) error {
	migrator, err := rivermigrate.New(d.driver, nil)
	if err != nil {
		return err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return err
	}
	_, err = d.ExecContext(ctx, schema)
	return err
}

// client enqueues jobs and looks at them. It works none.
func (d *database) client() (*river.Client[*sql.Tx], error) {
	return river.NewClient(d.driver, &river.Config{})
}

// locate opens the database that the options name: PostgreSQL, or else a file of
// SQLite. Where they name none, the file is a new one, and gone once it is closed.
func locate(ctx context.Context, o options) (*database, error) {
	if o.postgres != "" {
		return openPostgreSQL(ctx, o.postgres, o.jobs)
	}
	if o.file != "" {
		return openSQLite(ctx, o.file, !o.worker, o.jobs)
	}
	if o.worker || o.workers == 0 {
		return nil, errors.New("-db or -postgres must say where a coordinator and its workers meet")
	}
	// It has a folder of its own, since SQLite keeps other files beside it.
	folder, err := os.MkdirTemp("", "river")
	if err != nil {
		return nil, err
	}
	remove := func() error { return os.RemoveAll(folder) }
	d, err := openSQLite(ctx, filepath.Join(folder, "month.db"), true, o.jobs)
	if err != nil {
		return nil, errors.Join(err, remove())
	}
	d.finish = remove
	return d, nil
}
