package integration

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

func TestSQLiteReadOnly(t *testing.T) {
	address := sqlite.address(t)
	_, store := sqlite.open(t, address)
	require.NoError(t, store.Migrate(ctx))
	require.NoError(t, store.Append(ctx, batch("a", 0, gift("gift", block))))
	require.NoError(t, store.SaveSnapshot(ctx, "a", journal.Snapshot{After: 1, Last: "gift", Data: []byte("old")}))

	_, reader := sqlite.open(t, address+"&mode=ro")
	l := newLedger(t, reader)
	_, err := l.Apply(ctx, "a", debit("d-1", block))
	var failed *creditsql.Error
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, creditsql.Error{Op: "append", Kind: "entry", Owner: "a", Sequence: 2, Err: failed.Err}, *failed)
	assert.ErrorContains(t, err, "readonly")
	for _, err := range []error{
		reader.Append(ctx, batch("a", 1, debit("d-1", block), debit("d-2", block))),
		reader.SaveSnapshot(ctx, "a", journal.Snapshot{After: 1, Last: "gift", Data: []byte("new")}),
	} {
		assert.ErrorAs(t, err, &failed)
		assert.ErrorContains(t, err, "readonly")
	}
	s, err := reader.LoadSnapshot(ctx, "a")
	require.NoError(t, err)
	assert.Equal(t, "old", string(s.Data))
	a, err := l.Account(ctx, "a")
	require.NoError(t, err)
	assert.Equal(t, block, available(a), "what was not kept was not drawn")
	assert.NoError(t, reader.Migrate(ctx), "there is nothing to change")

	_, empty := sqlite.open(t, sqlite.address(t)+"&mode=ro")
	assert.ErrorAs(t, empty.Migrate(ctx), &failed)
}

// fill applies debits until the database takes no more, and returns how many it
// acknowledged. message is in the error of the first that is refused.
func fill(t *testing.T, l *ledger.Ledger, message string) int {
	t.Helper()
	for i := range 10_000 {
		if _, err := l.Apply(ctx, "a", debit(name("d", i), time.Minute)); err != nil {
			var failed *creditsql.Error
			require.ErrorAs(t, err, &failed)
			assert.ErrorContains(t, err, message)
			assert.Equal(t, i+2, failed.Sequence)
			return i
		}
	}
	t.Fatal("the database is never full")
	return 0
}

// checkFull finds exactly what was acknowledged, in the store and in the ledger.
func checkFull(t *testing.T, l *ledger.Ledger, store ledger.Store, acknowledged int) {
	t.Helper()
	assert.Positive(t, acknowledged)
	a, byID := replayed(t, store, "a")
	assert.Len(t, byID, 1+acknowledged)
	assert.Equal(t, credit.MaxTime-time.Duration(acknowledged)*block, available(a))
	b, err := l.Account(ctx, "a")
	require.NoError(t, err)
	assert.Equal(t, available(a), available(b))
}

func TestSQLiteFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "credit.db")
	_, store := sqlite.open(t, sqliteFile(path, "max_page_count(16)"))
	require.NoError(t, store.Migrate(ctx))
	require.NoError(t, store.Append(ctx, batch("a", 0, gift("gift", credit.MaxTime))))
	l := newLedger(t, store)
	acknowledged := fill(t, l, "full")
	checkFull(t, l, store, acknowledged)

	_, roomier := sqlite.open(t, sqliteFile(path))
	_, err := newLedger(t, roomier).Apply(ctx, "a", debit(name("d", acknowledged), time.Minute))
	require.NoError(t, err, "the refused one fits later")
	checkFull(t, l, store, acknowledged+1)
}

// Without a busy timeout a writer that finds another at work fails at once, and
// with one it waits no longer than that.
func TestSQLiteLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "credit.db")
	db, store := sqlite.open(t, sqliteFile(path))
	require.NoError(t, store.Migrate(ctx))
	tx, err := db.BeginTx(ctx, nil)
	require.NoError(t, err)
	defer func() { _ = tx.Rollback() }()

	_, impatient := sqlite.open(t, sqliteFile(path, "busy_timeout(0)"))
	var failed *creditsql.Error
	require.ErrorAs(t, impatient.Append(ctx, batch("a", 0, gift("gift", block))), &failed)
	assert.ErrorContains(t, failed, "locked")
	assert.NotErrorIs(t, failed, ledger.ErrStale)
	require.ErrorAs(t, impatient.Migrate(ctx), &failed)
	entries, err := impatient.Load(ctx, "a", 0)
	require.NoError(t, err, "readers do not wait")
	assert.Empty(t, entries)
}

func TestSQLiteContextEndsAWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "credit.db")
	db, store := sqlite.open(t, sqliteFile(path))
	require.NoError(t, store.Migrate(ctx))
	tx, err := db.BeginTx(ctx, nil)
	require.NoError(t, err)
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	_, waiting := sqlite.open(t, sqliteFile(path, "busy_timeout(1000)"))
	err = waiting.Append(short, batch("a", 0, gift("gift", block)))
	assert.Error(t, err)
	t.Log(err)
	require.NoError(t, tx.Rollback())
	entries, err := store.Load(ctx, "a", 0)
	require.NoError(t, err)
	assert.Empty(t, entries)
}
