package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// strike is what the statements of a shard lead to on SQLite, for the first attempt.
const strike = `create trigger strike after insert on statements
	when exists (select 1 from river_job where state = 'running' and attempt = 1) begin `

var sqlite = kind{
	name: "SQLite",
	open: func(t *testing.T) *database {
		db, err := openSQLite(ctx, filepath.Join(t.TempDir(), "a ? in a name.db"), true, 2)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, db.Close()) })
		return db
	},
	givenAway: strike + `update river_job set state = 'retryable', scheduled_at = datetime('now', 'subsec')
		where state = 'running' and attempt = 1; end`,
	fails: strike + "select raise(abort, 'no more room'); end",
}

func TestARunWithoutADatabaseLeavesNothingBehind(t *testing.T) { //nolint:paralleltest // it sets the environment
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	o, err := flags([]string{"-contracts", "1000", "-shard", "100", "-jobs", "1"}, io.Discard)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, run(ctx, o, &out))
	assert.Contains(t, out.String(), "2026-05 on SQLite: 1000 contracts in 10 shards, 10 of them enqueued now\n")
	assert.Contains(t, out.String(), "\n1000 statements, 0 refused; ")
	assert.Contains(t, out.String(), "\n10 jobs completed, 0 of them not at the first attempt; ")
	assert.Contains(t, out.String(), "\none process without a database comes to the same in ")
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)

	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	require.ErrorIs(t, run(cancelled, o, &out), context.Canceled)
	left, err = os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestWhereTheMonthIsKept(t *testing.T) {
	t.Parallel()
	none := filepath.Join(t.TempDir(), "none.db")
	other := filepath.Join(t.TempDir(), "other.db")
	require.NoError(t, os.WriteFile(other, bytes.Repeat([]byte("no database\n"), 100), 0o600))
	for _, bad := range []struct {
		o    options
		want string
	}{
		{options{worker: true}, "-db or -postgres"},
		{options{}, "-db or -postgres"}, // without workers
		{options{worker: true, file: none}, "-db " + none + ": unable to open"},
		{options{file: filepath.Join(none, "month.db")}, "-db " + none},
		{options{file: other}, "-db " + other + ": file is not a database"},
		{options{postgres: "postgres://%"}, "postgres://%"},
	} {
		require.ErrorContains(t, run(ctx, bad.o, io.Discard), bad.want)
	}
	require.NoFileExists(t, none)
}
