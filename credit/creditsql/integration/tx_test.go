package integration

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/ledger"
)

// invoices makes a table of the caller's own beside the store's.
func invoices(t *testing.T, db *sql.DB) {
	t.Helper()
	_, err := db.Exec(`CREATE TABLE invoices (debit text PRIMARY KEY)`)
	require.NoError(t, err)
}

// bill applies two debits and adds the row of one of them, in one transaction.
func bill(t *testing.T, db *sql.DB, store *creditsql.Store[ledger.Entry]) *sql.Tx {
	t.Helper()
	tx, err := db.BeginTx(ctx, nil)
	require.NoError(t, err)
	l := newLedger(t, store.With(tx))
	for _, id := range []string{"d-1", "d-2"} {
		_, err = l.Apply(ctx, "a", debit(id, block))
		require.NoError(t, err)
	}
	_, err = tx.Exec(`INSERT INTO invoices (debit) VALUES ('d-1')`)
	require.NoError(t, err)
	return tx
}

func TestTransactionIsKeptWhole(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.fresh(t)
		invoices(t, db)
		require.NoError(t, store.Append(ctx, batch("a", 0, gift("gift", 3*block))))

		require.NoError(t, bill(t, db, store).Rollback())
		a, byID := replayed(t, store, "a")
		assert.Len(t, byID, 1)
		assert.Equal(t, 3*block, available(a))
		assert.Zero(t, number(t, db, `SELECT COUNT(*) FROM invoices`))

		require.NoError(t, bill(t, db, store).Commit())
		a, byID = replayed(t, store, "a")
		assert.Len(t, byID, 3)
		assert.Equal(t, block, available(a))
		assert.Equal(t, 1, number(t, db, `SELECT COUNT(*) FROM invoices`))
	})
}

// A stale append does not break the transaction that it is in.
func TestTransactionGoesOnAfterStale(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.fresh(t)
		require.NoError(t, store.Append(ctx, batch("a", 0, gift("gift", block))))
		tx, err := db.BeginTx(ctx, nil)
		require.NoError(t, err)
		s := store.With(tx)
		assert.ErrorIs(t, s.Append(ctx, batch("a", 0, gift("g-1", block))), ledger.ErrStale)
		assert.ErrorIs(t, s.Append(ctx, batch("a", 1, gift("gift", block))), ledger.ErrStale)
		require.NoError(t, s.Append(ctx, batch("a", 1, gift("g-1", block))))
		require.NoError(t, s.Append(ctx, batch("a", 2, gift("g-2", block))))
		entries, err := s.Load(ctx, "a", 1)
		require.NoError(t, err)
		assert.Len(t, entries, 2, "it sees its own")
		require.NoError(t, tx.Commit())
		_, byID := replayed(t, store, "a")
		assert.Len(t, byID, 3)
	})
}

// Somebody else applies the same debit meanwhile: it waits, and counts once.
func TestOthersWaitForATransaction(t *testing.T) {
	for _, commit := range []bool{true, false} {
		everywhere(t, func(t *testing.T, d database) {
			address := d.address(t)
			db, store := d.open(t, address)
			require.NoError(t, store.Migrate(ctx))
			invoices(t, db)
			require.NoError(t, store.Append(ctx, batch("a", 0, gift("gift", 3*block))))
			tx := bill(t, db, store)

			_, other := d.open(t, address)
			applied := make(chan error)
			go func() { applied <- applier{newLedger(t, other)}.apply("a", debit("d-2", block)) }()
			if commit {
				require.NoError(t, tx.Commit())
			} else {
				require.NoError(t, tx.Rollback())
			}
			require.NoError(t, <-applied)
			a, byID := replayed(t, store, "a")
			if commit {
				assert.Len(t, byID, 3)
				assert.Equal(t, block, available(a))
			} else {
				assert.Len(t, byID, 2)
				assert.Equal(t, 2*block, available(a))
			}
		})
	}
}
