package creditsql

import (
	"context"
	"database/sql"
	"errors"

	"github.com/palier-go/palier/credit/journal"
)

// With returns the store inside a transaction of the caller's, on the same database:
// what is appended is kept when the caller commits.
//
// Use it with a ledger.Ledger of its own, made for the one transaction and dropped with it,
// since what that ledger remembers is not kept if the transaction is rolled back. The
// transaction must have the default isolation level. Until it ends others who append to
// the same journal wait on PostgreSQL, and to any journal on SQLite, so it should be
// short. Two transactions that append to the same journals in another order can wait for
// each other: PostgreSQL then ends one of them with an error, and it may be tried again
// as a whole.
func (s *Store[L]) With(tx *sql.Tx) *Tx[L] { return &Tx[L]{tx: tx, table: s.table} }

// Tx is a journal.Store inside one transaction. Like the *sql.Tx that it is made from,
// it is not to be used after that has ended.
type Tx[L any] struct {
	tx    *sql.Tx
	table *table[L]
}

// Load implements journal.Store as Store.Load does. It sees what was appended in the
// transaction.
func (t *Tx[L]) Load(ctx context.Context, owner string, after int) ([]L, error) {
	if !t.given() {
		return nil, errZero
	}
	return t.table.load(ctx, t.tx, owner, after)
}

// Append implements journal.Store as Store.Append does. After a *journal.StaleError or a
// *FieldError the transaction goes on as if Append had not been called; after another
// error it should be rolled back.
func (t *Tx[L]) Append(ctx context.Context, batches ...journal.Batch[L]) error {
	if !t.given() {
		return errZero
	}
	return t.table.append(ctx, t.tx, batches, t.savepoint)
}

// savepoint does something to the journals, all of it or nothing, and lets the
// transaction go on.
func (t *Tx[L]) savepoint(ctx context.Context, do func(querier) error) error {
	if _, err := t.tx.ExecContext(ctx, "SAVEPOINT palier"); err != nil {
		return err
	}
	err := do(t.tx)
	if err == nil {
		_, err = t.tx.ExecContext(ctx, "RELEASE SAVEPOINT palier")
		return err
	}
	ctx = context.WithoutCancel(ctx) // what is half done goes, even if the context has ended
	for _, statement := range [...]string{"ROLLBACK TO SAVEPOINT palier", "RELEASE SAVEPOINT palier"} {
		if _, failed := t.tx.ExecContext(ctx, statement); failed != nil && errors.Is(err, journal.ErrStale) {
			return failed // it does not go on
		}
	}
	return err
}

// LoadSnapshot implements journal.Store as Store.LoadSnapshot does.
func (t *Tx[L]) LoadSnapshot(ctx context.Context, owner string) (journal.Snapshot, error) {
	if !t.given() {
		return journal.Snapshot{}, errZero
	}
	return t.table.loadSnapshot(ctx, t.tx, owner)
}

// SaveSnapshot implements journal.Store as Store.SaveSnapshot does. If it fails the
// transaction goes on, as a snapshot is never needed. On PostgreSQL others
// who save a snapshot of the same owner wait until the transaction ends.
func (t *Tx[L]) SaveSnapshot(ctx context.Context, owner string, snapshot journal.Snapshot) error {
	if !t.given() {
		return errZero
	}
	return t.table.saveSnapshot(ctx, t.tx, owner, snapshot, t.savepoint)
}

func (t *Tx[L]) given() bool { return t.tx != nil && t.table != nil }
