package creditsql

import (
	"context"
	"database/sql"

	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/internal/fault"
)

var (
	_ ledger.Store = (*Store[ledger.Entry])(nil)
	_ ledger.Store = (*Tx[ledger.Entry])(nil)
)

// Store is a journal.Store in a database, for lines of one kind: a ledger.Store is a
// Store[ledger.Entry], a books.Store a Store[servicelevel.Fact]. It is safe for
// concurrent use, by many goroutines and by many processes on one database. The *sql.DB
// stays the caller's to configure and to close.
type Store[L any] struct {
	db    *sql.DB
	table *table[L]
}

// New returns a store over a database that speaks a dialect, for ledger.Entry or
// servicelevel.Fact; P follows from L:
//
//	store, err := creditsql.New[ledger.Entry](db, creditsql.SQLite)
//
// Each kind of line has a table of its own, so that one database holds both. New does
// not connect. It refuses another kind of line with a *FieldError.
func New[L any, P journal.Line[L]](db *sql.DB, d Dialect) (*Store[L], error) {
	var faults fault.List
	faults.Check(db != nil, "db", nil, "must be given")
	t := tableOf[L, P]()
	faults.Check(t.name != "", "line", t.kind, "must be ledger.Entry or servicelevel.Fact")
	t.sql = statementsOf(d, t.name)
	faults.Check(t.sql != nil, "dialect", d, "is not a known dialect")
	if err := faults.Err(); err != nil {
		return nil, err
	}
	var err error
	t.schema, err = newSchema(t.sql)
	return &Store[L]{db: db, table: t}, err
}

// Load implements journal.Store. It fails with an *Error, whose cause is ErrDamaged if the
// journal has a gap or a line is not the one that its row names, and a *SchemaError if
// Migrate has not been called.
func (s *Store[L]) Load(ctx context.Context, owner string, after int) ([]L, error) {
	if s.table == nil {
		return nil, errZero
	}
	return s.table.load(ctx, s.db, owner, after)
}

// Append implements journal.Store. It returns a *journal.StaleError or a *FieldError as
// the interface asks, and otherwise an *Error. After an *Error it may be unknown whether
// the lines were added; appending them again is safe.
//
// A single line is one statement. Whatever is more is one transaction, in which a
// statement inserts up to 100 lines.
func (s *Store[L]) Append(ctx context.Context, batches ...journal.Batch[L]) error {
	if s.table == nil {
		return errZero
	}
	return s.table.append(ctx, s.db, batches, s.transaction)
}

// transaction does something to the journals, all of it or nothing.
func (s *Store[L]) transaction(ctx context.Context, do func(querier) error) error {
	tx, err := s.db.BeginTx(ctx, s.table.sql.isolated)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		_ = tx.Rollback() // what was to be done has failed, whatever becomes of this
		return err
	}
	return tx.Commit()
}

// LoadSnapshot implements journal.Store. It fails with an *Error as Load does.
func (s *Store[L]) LoadSnapshot(ctx context.Context, owner string) (journal.Snapshot, error) {
	if s.table == nil {
		return journal.Snapshot{}, errZero
	}
	return s.table.loadSnapshot(ctx, s.db, owner)
}

// SaveSnapshot implements journal.Store. It fails with an *Error as Load does.
func (s *Store[L]) SaveSnapshot(ctx context.Context, owner string, snapshot journal.Snapshot) error {
	if s.table == nil {
		return errZero
	}
	return s.table.saveSnapshot(ctx, s.db, owner, snapshot, func(_ context.Context, do func(querier) error) error { return do(s.db) })
}

var errZero = fault.New("store", nil, "must come from New, and its transaction must be given")
