package integration

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

func TestStoreConforms(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		t.Run("entries", func(t *testing.T) { conforms(t, d, credittest.EntryLines(), asItIs) })
		t.Run("facts", func(t *testing.T) { conforms(t, d, leveltest.FactLines(), asItIs) })
	})
}

// conforms runs the suite on stores that share one database each with the other kind of
// line, of the same owners, as each is used on it.
func conforms[L any, P journal.Line[L]](
	t *testing.T, d database, lines credittest.Lines[L], on func(*testing.T, *sql.DB, *creditsql.Store[L]) journal.Store[L],
) {
	t.Parallel()
	credittest.TestStore[L, P](t, lines, func() journal.Store[L] {
		db, entries := d.fresh(t)
		require.NoError(t, entries.Migrate(ctx))
		s, err := creditsql.New[L, P](db, d.dialect)
		require.NoError(t, err)
		return on(t, db, s)
	})
}

func asItIs[L any](_ *testing.T, _ *sql.DB, s *creditsql.Store[L]) journal.Store[L] {
	return s
}

// A store inside a transaction does the same, as far as one transaction can: it is not
// for several goroutines.
func TestTransactionConforms(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		t.Run("entries", func(t *testing.T) { conforms(t, d, credittest.EntryLines(), inside) })
		t.Run("facts", func(t *testing.T) { conforms(t, d, leveltest.FactLines(), inside) })
	})
}

func inside[L any](t *testing.T, db *sql.DB, s *creditsql.Store[L]) journal.Store[L] {
	tx, err := db.BeginTx(ctx, nil)
	require.NoError(t, err)
	t.Cleanup(func() { _ = tx.Rollback() })
	return &oneAtATime[L]{Store: s.With(tx)}
}

// An export of the table is a journal.
func TestTableHoldsTheLinesOfAJournal(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, s := d.fresh(t)
		e := purchase("p-1")
		require.NoError(t, s.Append(ctx, batch("a", 0, e)))
		var line string
		require.NoError(t, db.QueryRow(`SELECT line FROM palier_entries`).Scan(&line))
		assert.Equal(t, text(t, e), line)
		a, _ := replayed(t, s, "a")
		var journal strings.Builder
		require.NoError(t, a.WriteJournal(&journal))
		assert.Equal(t, line+"\n", journal.String())
	})
}

// One database keeps the entries and the facts of an owner apart, and their snapshots.
func TestKindsOfLineApart(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, entries := d.fresh(t)
		facts, err := creditsql.New[servicelevel.Fact](db, d.dialect)
		require.NoError(t, err)
		fact := leveltest.FactLines().Line("a", 0)
		require.NoError(t, entries.Append(ctx, batch("C-7", 0, gift("a", block), gift("b", block))))
		require.NoError(t, facts.Append(ctx, batch("C-7", 0, fact)))
		require.NoError(t, entries.SaveSnapshot(ctx, "C-7", journal.Snapshot{After: 2, Last: "b", Data: []byte("entries")}))
		require.NoError(t, facts.SaveSnapshot(ctx, "C-7", journal.Snapshot{After: 1, Last: "a", Data: []byte("facts")}))
		_, byID := replayed(t, entries, "C-7")
		assert.Len(t, byID, 2)
		loaded, err := facts.Load(ctx, "C-7", 0)
		require.NoError(t, err)
		assert.Equal(t, []servicelevel.Fact{fact}, loaded)
		for want, load := range map[string]func() (journal.Snapshot, error){
			"entries": func() (journal.Snapshot, error) { return entries.LoadSnapshot(ctx, "C-7") },
			"facts":   func() (journal.Snapshot, error) { return facts.LoadSnapshot(ctx, "C-7") },
		} {
			s, err := load()
			require.NoError(t, err)
			assert.Equal(t, want, string(s.Data))
		}
	})
}

// A snapshot in the table that is not of the lines in it, as after a part of a database was
// restored, is not returned.
func TestSnapshotOfLinesThatAreGone(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, s := d.fresh(t)
		require.NoError(t, s.Append(ctx, batch("a", 0, gift("g-1", block), gift("g-2", block))))
		require.NoError(t, s.SaveSnapshot(ctx, "a", journal.Snapshot{After: 2, Last: "g-2"}))
		for want, change := range []string{
			2: `UPDATE palier_snapshots SET sequence = 2, id = 'g-2'`,
			1: `UPDATE palier_snapshots SET sequence = 1, id = 'g-1'`,
			0: `UPDATE palier_snapshots SET sequence = 1, id = 'g-2'`,
			3: `UPDATE palier_snapshots SET sequence = 3, id = 'g-2'`,
		} {
			_, err := db.Exec(change)
			require.NoError(t, err)
			got, err := s.LoadSnapshot(ctx, "a")
			require.NoError(t, err)
			assert.Equal(t, want%3, got.After)
		}
	})
}

func text(t *testing.T, e ledger.Entry) string {
	t.Helper()
	line, err := e.MarshalJSON()
	require.NoError(t, err)
	return string(line)
}
