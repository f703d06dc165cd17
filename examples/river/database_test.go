package main

import (
	"context"
	"database/sql"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/stretchr/testify/require"
)

// TestMain lets the test's program be the worker processes too.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-worker" {
		main()
		return
	}
	os.Exit(m.Run())
}

// kind is one of the two databases, and how a test gets one to itself.
type kind struct {
	name string
	open func(t *testing.T) *database
	// Statements that lay a trap, which strikes once the statements of a shard are
	// written, at the first attempt and within the transaction of the job.
	givenAway, fails string
}

// onEach runs a test on every kind of database that there is.
func onEach(t *testing.T, test func(t *testing.T, k kind)) {
	t.Helper()
	for _, k := range append([]kind{sqlite}, servers...) {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			test(t, k)
		})
	}
}

// migrated is a database with its tables.
func (k kind) migrated(t *testing.T) *database {
	t.Helper()
	db := k.open(t)
	require.NoError(t, db.migrate(ctx))
	return db
}

// begun is a database in which the shards of a run are enqueued.
func (k kind) begun(t *testing.T, r Run) *database {
	t.Helper()
	db := k.migrated(t)
	added, err := db.enqueue(ctx, r)
	require.NoError(t, err)
	require.EqualValues(t, r.Count(), added)
	return db
}

// coordinatorOf watches a run in this process.
func coordinatorOf(t *testing.T, db *database, r Run) *coordinator {
	t.Helper()
	client, err := db.client()
	require.NoError(t, err)
	return &coordinator{run: r, db: db, client: client, out: io.Discard}
}

// worked has one worker in this process go on until the coordinator has seen all
// shards billed and their jobs are completed, or has failed.
func worked(t *testing.T, db *database, r Run) (Report, error) {
	t.Helper()
	working, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() {
		done <- work(working, db, "here", 2, time.Minute, nil, slog.New(slog.DiscardHandler))
	}()
	c := coordinatorOf(t, db, r)
	waiting, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	err := c.watch(waiting)
	if err == nil {
		require.Eventually(t, func() bool {
			completed, _, err := db.ended(ctx, r)
			return err == nil && completed == r.Count()
		}, time.Minute, 20*time.Millisecond, "the jobs are not completed")
	}
	stop()
	require.NoError(t, <-done)
	if err != nil {
		return Report{}, err
	}
	return c.check(ctx)
}

func count(t *testing.T, db *database, query string, arguments ...any) (n int64) {
	t.Helper()
	require.NoError(t, db.QueryRowContext(ctx, query, arguments...).Scan(&n))
	return n
}

func execute(t *testing.T, db *database, query string, arguments ...any) {
	t.Helper()
	_, err := db.ExecContext(ctx, query, arguments...)
	require.NoError(t, err)
}

// jobs are all of the queue.
func jobs(t *testing.T, client *river.Client[*sql.Tx]) []*rivertype.JobRow {
	t.Helper()
	all, err := client.JobList(ctx, river.NewJobListParams().First(10_000))
	require.NoError(t, err)
	return all.Jobs
}
