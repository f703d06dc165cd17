package integration

import (
	"database/sql"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
)

func TestMigrateTwice(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.fresh(t)
		require.NoError(t, store.Append(ctx, "a", 0, purchase("p-1")))
		require.NoError(t, store.Migrate(ctx))
		entries, err := store.Load(ctx, "a", 0)
		require.NoError(t, err)
		assert.Len(t, entries, 1)
		assert.Equal(t, 1, number(t, db, `SELECT COUNT(*) FROM palier_credit_migrations`))
	})
}

func TestMigrateByEightAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		for range 5 {
			address := d.address(t)
			var ready, all sync.WaitGroup
			ready.Add(1)
			for w := range 8 {
				_, store := d.open(t, address)
				all.Add(1)
				go func() {
					defer all.Done()
					ready.Wait()
					if err := store.Migrate(ctx); err != nil {
						t.Error(err)
					}
					if err := (applier{ledger(t, store)}).apply("a", gift(name("g", w), block)); err != nil {
						t.Error(err)
					}
				}()
			}
			ready.Done()
			all.Wait()
			db, store := d.open(t, address)
			_, byID := replayed(t, store, "a")
			assert.Len(t, byID, 8)
			assert.Equal(t, 1, number(t, db, `SELECT COUNT(*) FROM palier_credit_migrations`))
		}
	})
}

// A table of that name is there already: nothing of the migration stays.
func TestMigrateAllOrNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.open(t, d.address(t))
		_, err := db.Exec(`CREATE TABLE palier_credit_entries (x integer)`)
		require.NoError(t, err)
		err = store.Migrate(ctx)
		var failed *creditsql.Error
		require.ErrorAs(t, err, &failed)
		assert.Equal(t, 1, failed.Sequence)
		_, err = db.Exec(`SELECT * FROM palier_credit_migrations`)
		assert.Error(t, err, "it was rolled back")

		_, err = db.Exec(`DROP TABLE palier_credit_entries`)
		require.NoError(t, err)
		assert.NoError(t, store.Migrate(ctx))
	})
}

func TestMigrateRefusesLaterTables(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.fresh(t)
		_, err := db.Exec(`INSERT INTO palier_credit_migrations (version, name) VALUES (2, '0002_later.sql')`)
		require.NoError(t, err)
		var later *creditsql.SchemaError
		require.ErrorAs(t, store.Migrate(ctx), &later)
		assert.Equal(t, creditsql.SchemaError{Version: 2, Known: 1}, *later)
	})
}

// Whatever is in the table, the tables themselves refuse what would break a journal.
func TestTablesRefuse(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.fresh(t)
		require.NoError(t, store.Append(ctx, "a", 0, purchase("p-1")))
		for _, row := range []string{`('a', 1, 'p-2', '{}')`, `('a', 2, 'p-1', '{}')`, `('a', 0, 'p-0', '{}')`, `('a', NULL, 'p-3', '{}')`, `(NULL, 2, 'p-4', '{}')`} {
			_, err := db.Exec(`INSERT INTO palier_credit_entries (account, sequence, id, entry) VALUES ` + row)
			assert.Error(t, err, row)
		}
		_, err := db.Exec(`INSERT INTO palier_credit_entries (account, sequence, id, entry) VALUES ('a', 3, 'p-3', '{}')`)
		require.NoError(t, err)
		_, err = store.Load(ctx, "a", 0)
		assert.ErrorIs(t, err, creditsql.ErrDamaged)
		_, err = ledger(t, store).Account(ctx, "a")
		assert.ErrorIs(t, err, creditsql.ErrDamaged)
	})
}

func TestBeforeMigrate(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		_, store := d.open(t, d.address(t))
		var failed *creditsql.Error
		require.ErrorAs(t, store.Append(ctx, "a", 0, purchase("p-1")), &failed)
		assert.Equal(t, "append", failed.Op)
		_, err := store.Load(ctx, "a", 0)
		require.ErrorAs(t, err, &failed)
		assert.Equal(t, "load", failed.Op)
	})
}

func number(t *testing.T, db *sql.DB, query string) (n int) {
	t.Helper()
	require.NoError(t, db.QueryRow(query).Scan(&n))
	return n
}
