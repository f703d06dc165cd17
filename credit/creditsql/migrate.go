package creditsql

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"io/fs"
	"strings"
	"time"
)

// Migrate makes the tables that are not there yet, of both kinds of line, and brings
// older ones up to date: all in one transaction, so that either every migration is made
// or none. If nothing is missing it changes nothing. Processes that start at the same
// time may all call it; they take turns. A process of an older version that still runs
// fails from then on, and adds nothing.
//
// It needs the right to create tables, and to change those that it has made before.
// Tables of a later version than the program knows are refused with a *SchemaError.
// Every failure is an *Error.
func (s *Store[L]) Migrate(ctx context.Context) error {
	if s.table == nil {
		return errZero
	}
	return migrate(ctx, s.db, s.table.schema)
}

// migrate takes a connection of its own and begins by a statement: BeginTx has no
// word for a transaction that writes, which is what makes SQLite's wait for each
// other.
func migrate(ctx context.Context, db *sql.DB, s *schema) (err error) {
	m := migration{schema: s}
	defer func() {
		if err != nil {
			err = &Error{Op: "migrate", Sequence: m.version, Err: err}
		}
	}()
	if m.conn, err = connect(ctx, db); err != nil {
		return err
	}
	defer func() { _ = m.conn.Close() }()
	if err = m.run(ctx); err != nil {
		m.rollback(ctx)
	}
	return err
}

// connect tries again if the file is locked. SQLite does not wait, whatever the busy
// timeout, if two that open a new file both set its journal mode to WAL.
// The message is SQLite's own, whichever the driver.
func connect(ctx context.Context, db *sql.DB) (*sql.Conn, error) {
	for attempt := 1; ; attempt++ {
		conn, err := db.Conn(ctx)
		if err == nil || attempt == connectAttempts || !strings.Contains(err.Error(), "database is locked") {
			return conn, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(connectPause):
		}
	}
}

const (
	connectAttempts = 100
	connectPause    = 20 * time.Millisecond
)

// migration is one run of Migrate.
type migration struct {
	*schema
	conn    *sql.Conn
	version int // being made, 0 before and after
}

func (m *migration) run(ctx context.Context) error {
	if err := m.exec(ctx, m.sql.begin); err != nil {
		return err
	}
	if m.sql.lock != "" {
		if err := m.exec(ctx, m.sql.lock); err != nil {
			return err
		}
	}
	if err := m.make(ctx, m.files[0]); err != nil {
		return err
	}
	var made int
	if err := m.conn.QueryRowContext(ctx, m.sql.version).Scan(&made); err != nil {
		return err
	}
	if made > m.known() {
		return &SchemaError{Version: made, Known: m.known()}
	}
	for m.version = made + 1; m.version <= m.known(); m.version++ {
		file := m.files[m.version]
		if err := m.make(ctx, file); err != nil {
			return err
		}
		if err := m.exec(ctx, m.sql.record, m.version, file.Name()); err != nil {
			return err
		}
	}
	m.version = 0
	return m.exec(ctx, "COMMIT")
}

// make executes the statements of a file, one at a time, as some drivers want it.
func (m *migration) make(ctx context.Context, file fs.DirEntry) error {
	text, err := fs.ReadFile(migrations, m.sql.folder+"/"+file.Name())
	if err != nil {
		return err
	}
	for _, statement := range strings.SplitAfter(strings.TrimSpace(string(text)), ";\n") {
		if err := m.exec(ctx, strings.TrimSuffix(strings.TrimSpace(statement), ";")); err != nil {
			return err
		}
	}
	return nil
}

func (m *migration) exec(ctx context.Context, statement string, args ...any) error {
	_, err := m.conn.ExecContext(ctx, statement, args...)
	return err
}

// rollback ends the transaction even if ctx is over. A connection that cannot
// do so is not given back to be used by others.
func (m *migration) rollback(ctx context.Context) {
	if err := m.exec(context.WithoutCancel(ctx), "ROLLBACK"); err != nil {
		_ = m.conn.Raw(func(any) error { return driver.ErrBadConn })
	}
}
