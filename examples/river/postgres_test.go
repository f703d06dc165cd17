//go:build postgres

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain lets the test's program be the worker processes too.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-worker" {
		main()
		return
	}
	if os.Getenv("PALIER_POSTGRES") == "" {
		fmt.Fprintln(os.Stderr, "PALIER_POSTGRES must hold a server's URL; .ci/postgres starts one")
		os.Exit(1)
	}
	os.Exit(m.Run())
}

var databases atomic.Int64

// database makes a database of the test's own.
func database(t *testing.T) (*pgxpool.Pool, string) {
	t.Helper()
	address := os.Getenv("PALIER_POSTGRES")
	admin, err := pgx.Connect(ctx, address)
	require.NoError(t, err)
	defer admin.Close(ctx)
	name := fmt.Sprintf("river_%d_%d", os.Getpid(), databases.Add(1))
	_, err = admin.Exec(ctx, "create database "+name)
	require.NoError(t, err)
	u, err := url.Parse(address)
	require.NoError(t, err)
	u.Path = "/" + name
	pool, err := pgxpool.New(ctx, u.String())
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool, u.String()
}

// begun is a database in which the shards of a run are enqueued.
func begun(t *testing.T, r Run) *pgxpool.Pool {
	t.Helper()
	pool, _ := database(t)
	require.NoError(t, migrate(ctx, pool))
	added, err := enqueue(ctx, pool, r)
	require.NoError(t, err)
	require.EqualValues(t, r.Count(), added)
	return pool
}

// worked has one worker in this process go on until the coordinator has seen all
// shards billed and their jobs are completed, or has failed.
func worked(t *testing.T, pool *pgxpool.Pool, r Run) (Report, error) {
	t.Helper()
	working, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() {
		done <- work(working, pool, "here", 2, time.Minute, slog.New(slog.NewTextHandler(io.Discard, nil)))
	}()
	c := coordinator{run: r, pool: pool, out: io.Discard}
	waiting, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	err := c.watch(waiting)
	if err == nil {
		require.Eventually(t, func() bool {
			completed, _, err := ended(ctx, pool, r)
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

func count(t *testing.T, pool *pgxpool.Pool, query string, arguments ...any) (n int64) {
	t.Helper()
	require.NoError(t, pool.QueryRow(ctx, query, arguments...).Scan(&n))
	return n
}

// One of two worker processes is killed in the middle of a shard.
func TestKilledWorkerNeitherForgetsNorBillsTwice(t *testing.T) { //nolint:paralleltest // it sets the environment
	pool, address := database(t)
	t.Setenv("PALIER_POSTGRES", address)
	o, err := flags([]string{"-contracts", "100000", "-workers", "2", "-jobs", "2", "-kill", "0.4", "-stuck", "10s"}, io.Discard)
	require.NoError(t, err)
	var out bytes.Buffer
	limited, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	got, err := coordinate(limited, o, pool, &out)
	require.NoError(t, err, out.String())
	t.Log(got)

	assert.Positive(t, got.Orphans, "the worker was killed with nothing in hand")
	assert.Positive(t, got.Again, "no job of the killed worker was done by the other")
	assert.EqualValues(t, 40, got.Completed)
	assert.Contains(t, out.String(), "100000 of 100000 contracts, 40 of 40 shards")
	assert.EqualValues(t, 100_000, count(t, pool, "select count(*) from statements"))
	assert.EqualValues(t, 100_000, count(t, pool, "select count(distinct contract) from statements"))
	assert.EqualValues(t, 2, count(t, pool, "select count(distinct worker) from shards"))
	want, err := Batch(ctx, o.run, nil)
	require.NoError(t, err)
	assert.Equal(t, want, got.Totals)

	again, err := coordinate(limited, options{run: o.run}, pool, &out)
	require.NoError(t, err)
	assert.Equal(t, want, again.Totals)
	assert.Contains(t, out.String(), "40 shards, 0 of them enqueued now")
}

func TestAMonthIsRunOneWay(t *testing.T) {
	t.Parallel()
	r := Run{Month: may, Seed: 1, Contracts: 100, Shard: 10}
	pool := begun(t, r)
	for _, other := range []Run{
		{Month: may, Seed: 2, Contracts: 100, Shard: 10},
		{Month: may, Seed: 1, Contracts: 101, Shard: 10},
		{Month: may, Seed: 1, Contracts: 100, Shard: 20},
		{Month: may, Seed: 1, Contracts: 100, Shard: 10, JSON: true},
	} {
		_, err := enqueue(ctx, pool, other)
		require.ErrorContains(t, err, "cannot be run as")
	}
	june := r
	june.Month = may.AddMonths(1)
	_, err := enqueue(ctx, pool, june)
	require.NoError(t, err)
	for _, run := range []Run{r, june} {
		got, err := worked(t, pool, run)
		require.NoError(t, err)
		require.Equal(t, plainly(t, run), got.Totals)
	}
}

func TestStoredContractsComeToTheSame(t *testing.T) {
	t.Parallel()
	r := Run{Month: may, Seed: 3, Contracts: 1_000, Shard: 300, Stored: true, JSON: true}
	pool := begun(t, r)
	got, err := worked(t, pool, r)
	require.NoError(t, err)
	require.Equal(t, plainly(t, r), got.Totals)

	var text, digest []byte
	require.NoError(t, pool.QueryRow(ctx, "select statement, digest from statements where contract = 'C-000000777'").Scan(&text, &digest))
	require.Equal(t, sha256.Sum256(text), [32]byte(digest))
}

func TestRefusedContractIsNotForgotten(t *testing.T) {
	t.Parallel()
	r := Run{Month: may, Seed: 3, Contracts: 50, Shard: 10, Stored: true}
	pool := begun(t, r)
	in, err := unpaid(7).MarshalJSON()
	require.NoError(t, err)
	_, err = pool.Exec(ctx, "update contracts set input = $1 where number = 7", in)
	require.NoError(t, err)
	got, err := worked(t, pool, r)
	require.NoError(t, err)
	require.EqualValues(t, 49, got.Statements)
	require.EqualValues(t, 1, got.Refused)
	require.EqualValues(t, 1, count(t, pool, "select count(*) from refusals where contract = 'C-000000007' and reason <> ''"))
}

func TestAJobGivenUpEndsTheRun(t *testing.T) {
	t.Parallel()
	r := Run{Month: may, Seed: 3, Contracts: 50, Shard: 10, Stored: true}
	for name, spoil := range map[string]string{
		"unreadable": `update contracts set input = '{"month": 5}' where number = 7`,
		"missing":    "delete from contracts where number = 7",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pool := begun(t, r)
			_, err := pool.Exec(ctx, spoil)
			require.NoError(t, err)
			_, err = pool.Exec(ctx, "update river_job set max_attempts = 1")
			require.NoError(t, err)
			_, err = worked(t, pool, r)
			require.ErrorContains(t, err, "was given up")
			require.Zero(t, count(t, pool, "select count(*) from statements where contract between 'C-000000001' and 'C-000000010'"))
			require.Zero(t, count(t, pool, "select count(*) from shards where first = 1"))
		})
	}
}

func TestWhatIsMissingIsReported(t *testing.T) {
	t.Parallel()
	r := Run{Month: may, Seed: 3, Contracts: 50, Shard: 10}
	c := coordinator{run: r, pool: begun(t, r)}
	_, err := c.check(ctx)
	require.ErrorContains(t, err, "0 contracts are billed or refused, not 50")
	require.ErrorContains(t, err, "0 jobs are completed, not 5")
}

func TestARunEndsWithItsLastWorker(t *testing.T) {
	t.Parallel()
	r := Run{Month: may, Seed: 3, Contracts: 50, Shard: 10}
	p, err := start("idle", "-jobs", "0") // which it refuses
	require.NoError(t, err)
	c := coordinator{run: r, pool: begun(t, r), workers: []*process{p}, out: io.Discard}
	require.ErrorContains(t, c.watch(ctx), "no worker is left")
	require.NoError(t, p.stop())
}

// A failure after the statements are written takes them back.
func TestStatementsAndJobAreCommittedTogether(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]string{
		"the job is given to another": "update river_job set state = 'retryable', scheduled_at = now() where id = job",
		"the database fails":          "raise exception 'no more room'",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := Run{Month: may, Seed: 1, Contracts: 100, Shard: 100}
			pool := begun(t, r)
			// It strikes at the first attempt, within the transaction of the job.
			_, err := pool.Exec(ctx, strings.ReplaceAll(`create function strike() returns trigger language plpgsql as $$
				declare job bigint;
				begin
					select id into job from river_job where state = 'running' and attempt = 1;
					if found then FIRST; end if;
					return null;
				end $$;
				create trigger strike after insert on statements for each statement execute function strike()`, "FIRST", first))
			require.NoError(t, err)
			got, err := worked(t, pool, r)
			require.NoError(t, err)
			require.Equal(t, plainly(t, r), got.Totals)
			require.EqualValues(t, 1, got.Again)
			require.EqualValues(t, 1, count(t, pool, "select count(*) from river_job where attempt = 2 and cardinality(errors) = 1"))
		})
	}
}

// Two workers that have the same shard in hand bill it once.
func TestSecondOfTwoAttemptsChangesNothing(t *testing.T) {
	t.Parallel()
	r := Run{Month: may, Seed: 1, Contracts: 100, Shard: 100}
	pool := begun(t, r)
	s := Shard{Month: may, Seed: 1, First: 1, Past: 101}
	rows, err := bill(ctx, s, inputs(ctx, pool, s))
	require.NoError(t, err)
	first, err := pool.Begin(ctx)
	require.NoError(t, err)
	require.NoError(t, rows.save(ctx, first, s, "first"))
	second := make(chan error, 1)
	go func() {
		second <- pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error { return rows.save(ctx, tx, s, "second") })
	}()
	select {
	case err := <-second:
		require.FailNow(t, "the second does not wait", err)
	case <-time.After(200 * time.Millisecond):
	}
	require.NoError(t, first.Commit(ctx))
	require.NoError(t, <-second)
	require.EqualValues(t, 100, count(t, pool, "select count(*) from statements"))
	require.EqualValues(t, 1, count(t, pool, "select count(*) from shards where worker = 'first'"))

	got, err := worked(t, pool, r) // the job itself finds the shard billed
	require.NoError(t, err)
	require.Equal(t, plainly(t, r), got.Totals)
}
