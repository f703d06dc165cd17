package integration

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

func TestMigrateTwice(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.fresh(t)
		require.NoError(t, store.Append(ctx, batch("a", 0, purchase("p-1"))))
		require.NoError(t, store.Migrate(ctx))
		entries, err := store.Load(ctx, "a", 0)
		require.NoError(t, err)
		assert.Len(t, entries, 1)
		assert.Equal(t, latest, number(t, db, `SELECT COUNT(*) FROM palier_credit_migrations`))
	})
}

// Ten processes start at once on a database without tables, or with those of the first
// version. Each makes what is missing, or waits for whoever does, and appends an entry.
func TestMigrateByTenProcesses(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		for _, old := range []bool{false, true} {
			address := d.address(t)
			db, store := d.open(t, address)
			if old {
				versionOne(t, d, db)
			}
			require.NoError(t, runChildren(10, func(process int) *exec.Cmd { return child("migrate", d, process, address) }))
			_, byID := replayed(t, store, "a")
			assert.Len(t, byID, 10)
			assert.Equal(t, latest, number(t, db, `SELECT COUNT(*) FROM palier_credit_migrations`))
		}
	})
}

// A table of the last migration is there already: nothing of the others stays.
func TestMigrateAllOrNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.open(t, d.address(t))
		_, err := db.Exec(`CREATE TABLE palier_snapshots (x integer)`)
		require.NoError(t, err)
		err = store.Migrate(ctx)
		var failed *creditsql.Error
		require.ErrorAs(t, err, &failed)
		assert.Equal(t, latest, failed.Sequence)
		for _, table := range []string{"palier_credit_migrations", "palier_credit_entries", "palier_entries", "palier_facts"} {
			_, err = db.Exec(`SELECT * FROM ` + table)
			assert.Error(t, err, "it was rolled back")
		}
		_, err = db.Exec(`DROP TABLE palier_snapshots`)
		require.NoError(t, err)
		assert.NoError(t, store.Migrate(ctx))
	})
}

// latest is the version of the tables.
const latest = 4

// versionOne makes the tables as the first version did.
func versionOne(t *testing.T, d database, db *sql.DB) {
	t.Helper()
	folder := map[creditsql.Dialect]string{creditsql.SQLite: "sqlite", creditsql.PostgreSQL: "postgresql"}[d.dialect]
	for _, name := range []string{"0000_migrations.sql", "0001_entries.sql"} {
		text, err := os.ReadFile(filepath.Join("..", folder, name))
		require.NoError(t, err)
		_, err = db.Exec(string(text))
		require.NoError(t, err)
	}
	_, err := db.Exec(`INSERT INTO palier_credit_migrations (version, name) VALUES (1, '0001_entries.sql')`)
	require.NoError(t, err)
}

// A database of the first version comes over whole: every entry, and both constraints.
func TestMigrateFromTheFirstVersion(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.open(t, d.address(t))
		versionOne(t, d, db)
		want := credittest.EntryLines().Specimens()
		for i, e := range want {
			for _, account := range []string{"a", "« é »"} {
				_, err := db.Exec(`INSERT INTO palier_credit_entries (account, sequence, id, entry) VALUES ($1, $2, $3, $4)`, account, i+1, e.ID, text(t, e))
				require.NoError(t, err)
			}
		}
		var old *creditsql.SchemaError
		_, err := store.Load(ctx, "a", 0)
		require.ErrorAs(t, err, &old)
		assert.Equal(t, creditsql.SchemaError{Version: 1, Known: latest}, *old)
		require.ErrorAs(t, store.Append(ctx, batch("a", len(want), purchase("p-1"))), &old)

		require.NoError(t, store.Migrate(ctx))
		for _, owner := range []string{"a", "« é »"} {
			got, err := store.Load(ctx, owner, 0)
			require.NoError(t, err)
			require.Len(t, got, len(want))
			for i := range want {
				assert.Empty(t, credittest.EntryLines().Difference(&want[i], &got[i]))
			}
		}
		for _, row := range []string{`('a', 1, 'other', '{}')`, `('a', 100, 'e1', '{}')`, `('a', 0, 'other', '{}')`, `('a', 100, NULL, '{}')`} {
			_, err := db.Exec(`INSERT INTO palier_entries (owner, sequence, id, line) VALUES ` + row)
			assert.Error(t, err, row)
		}
		require.NoError(t, store.Append(ctx, batch("a", len(want), purchase("p-1"), purchase("p-2"))))
		assert.ErrorIs(t, store.Append(ctx, batch("a", len(want)+2, purchase("e1"))), ledger.ErrStale)
		_, err = db.Exec(`SELECT * FROM palier_credit_entries`)
		assert.Error(t, err, "a program of the first version finds no table to write to")
	})
}

// A program that knows less than the tables refuses them, whatever it does first.
func TestLaterTablesAreRefused(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		address := d.address(t)
		db, store := d.open(t, address)
		require.NoError(t, store.Migrate(ctx))
		require.NoError(t, store.Append(ctx, batch("a", 0, purchase("p-1"))))
		_, err := db.Exec(`INSERT INTO palier_credit_migrations (version, name) VALUES (5, '0005_later.sql')`)
		require.NoError(t, err)
		for _, use := range []func(*creditsql.Store[ledger.Entry]) error{
			func(s *creditsql.Store[ledger.Entry]) error { return s.Migrate(ctx) },
			func(s *creditsql.Store[ledger.Entry]) error { return s.Append(ctx, batch("a", 1, purchase("p-2"))) },
			func(s *creditsql.Store[ledger.Entry]) error { _, err := s.Load(ctx, "a", 0); return err },
			func(s *creditsql.Store[ledger.Entry]) error { _, err := s.LoadSnapshot(ctx, "a"); return err },
			func(s *creditsql.Store[ledger.Entry]) error {
				return s.SaveSnapshot(ctx, "a", journal.Snapshot{After: 1, Last: "p-1"})
			},
			func(s *creditsql.Store[ledger.Entry]) error {
				tx, err := db.BeginTx(ctx, nil)
				require.NoError(t, err)
				defer func() { require.NoError(t, tx.Rollback()) }()
				return s.With(tx).Append(ctx, batch("a", 1, purchase("p-2")))
			},
		} {
			_, older := d.open(t, address)
			var later *creditsql.SchemaError
			require.ErrorAs(t, use(older), &later)
			assert.Equal(t, creditsql.SchemaError{Version: 5, Known: latest}, *later)
		}
		assert.Equal(t, 1, number(t, db, `SELECT COUNT(*) FROM palier_entries`))
	})
}

// Whatever is in the table, the tables themselves refuse what would break a journal.
func TestTablesRefuse(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.fresh(t)
		require.NoError(t, store.Append(ctx, batch("a", 0, purchase("p-1"))))
		_, err := db.Exec(`INSERT INTO palier_facts (owner, sequence, id, line) VALUES ('a', 1, 'p-1', '{}')`)
		require.NoError(t, err)
		for _, row := range []string{`('a', 1, 'p-2', '{}')`, `('a', 2, 'p-1', '{}')`, `('a', 0, 'p-0', '{}')`, `('a', NULL, 'p-3', '{}')`, `(NULL, 2, 'p-4', '{}')`} {
			for _, table := range []string{"palier_entries", "palier_facts"} {
				_, err := db.Exec(`INSERT INTO ` + table + ` (owner, sequence, id, line) VALUES ` + row)
				assert.Error(t, err, table+row)
			}
		}
		for i, row := range [][]any{{"fact", "a", 1}, {"fact", "a", 1}, {"other", "a", 1}, {"entry", "a", 0}, {nil, "a", 1}, {"entry", nil, 1}, {"entry", "a", nil}} {
			_, err := db.Exec(`INSERT INTO palier_snapshots (kind, owner, sequence, id, data) VALUES ($1, $2, $3, 'p-1', $4)`, append(row, []byte{0})...)
			assert.Equal(t, i == 0, err == nil, "%v: %v", row, err)
		}
		_, err = db.Exec(`INSERT INTO palier_entries (owner, sequence, id, line) VALUES ('a', 3, 'p-3', '{}')`)
		require.NoError(t, err)
		_, err = store.Load(ctx, "a", 0)
		assert.ErrorIs(t, err, creditsql.ErrDamaged)
		_, err = newLedger(t, store).Account(ctx, "a")
		assert.ErrorIs(t, err, creditsql.ErrDamaged)
	})
}

// Before Migrate a store says what is missing, and does not break the transaction it is in.
func TestBeforeMigrate(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.open(t, d.address(t))
		var missing *creditsql.SchemaError
		require.ErrorAs(t, store.Append(ctx, batch("a", 0, purchase("p-1"))), &missing)
		assert.Equal(t, creditsql.SchemaError{Known: latest}, *missing)
		tx, err := db.BeginTx(ctx, nil)
		require.NoError(t, err)
		_, err = store.With(tx).Load(ctx, "a", 0)
		require.ErrorAs(t, err, &missing)
		assert.ErrorContains(t, err, `creditsql: load "a": there are no tables`)
		_, err = tx.Exec(`SELECT 1`)
		require.NoError(t, err)
		require.NoError(t, tx.Rollback())
		require.NoError(t, store.Migrate(ctx))
		assert.NoError(t, store.Append(ctx, batch("a", 0, purchase("p-1"))))
	})
}

func number(t *testing.T, db *sql.DB, query string) (n int) {
	t.Helper()
	require.NoError(t, db.QueryRow(query).Scan(&n))
	return n
}
