package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/examples/internal/batch"
)

// One of two worker processes is killed in the middle of a shard. Whatever the machine is
// busy with, it has one in hand then, has billed some, and leaves some to the other.
func TestKilledWorkerNeitherForgetsNorBillsTwice(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, k kind) {
		db := k.open(t)
		o, err := flags([]string{"-contracts", "60000", "-shard", "1500", "-jobs", "2", "-kill", "0.4", "-stuck", "10s"}, io.Discard)
		require.NoError(t, err)
		var out bytes.Buffer
		limited, cancel := context.WithTimeout(ctx, 5*time.Minute)
		defer cancel()
		got, err := coordinate(limited, o, db, &out)
		require.NoError(t, err, out.String())
		t.Log(got)

		assert.Positive(t, got.Orphans, "the worker was killed with nothing in hand")
		assert.Positive(t, got.Again, "no job of the killed worker was done by the other")
		assert.EqualValues(t, 40, got.Completed)
		assert.Contains(t, out.String(), "60000 of 60000 contracts, 40 of 40 shards")
		assert.EqualValues(t, 60_000, count(t, db, "select count(*) from statements"))
		assert.EqualValues(t, 60_000, count(t, db, "select count(distinct contract) from statements"))
		assert.EqualValues(t, 2, count(t, db, "select count(distinct worker) from shards"))
		want, err := batch.Total(ctx, o.run.inputs(), nil)
		require.NoError(t, err)
		assert.Equal(t, want, got.Totals)

		again, err := coordinate(limited, options{run: o.run}, db, &out)
		require.NoError(t, err)
		assert.Equal(t, want, again.Totals)
		assert.Contains(t, out.String(), "40 shards, 0 of them enqueued now")
	})
}

// A worker cannot be killed in a shard if there is none for it.
func TestTooFewShardsToKillAWorkerIn(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, k kind) {
		o, err := flags([]string{"-contracts", "10", "-shard", "10", "-kill", "0.9"}, io.Discard)
		require.NoError(t, err)
		limited, cancel := context.WithTimeout(ctx, 5*time.Minute)
		defer cancel()
		got, err := coordinate(limited, o, k.open(t), io.Discard)
		require.NoError(t, err)
		require.Zero(t, got.Orphans)
		require.Equal(t, plainly(t, o.run), got.Totals)
	})
}

// A shard waits for its turn, and its worker goes on alone once nobody gives turns any more.
func TestTurnstile(t *testing.T) {
	t.Parallel()
	in, give := io.Pipe()
	asked := make(chan struct{}, 1)
	told := &asks{asked: asked}
	turnstile := newTurnstile(in, told)
	passed := make(chan error)
	pass := func() { passed <- turnstile.wait(ctx, Shard{Month: may, First: 1}) }
	go pass()
	<-asked
	require.EqualValues(t, 1, told.lines.Load())
	select {
	case <-passed:
		require.FailNow(t, "it does not wait")
	default:
	}
	_, err := io.WriteString(give, "\n")
	require.NoError(t, err)
	require.NoError(t, <-passed)

	over, cancel := context.WithCancel(ctx)
	cancel()
	require.ErrorIs(t, turnstile.wait(over, Shard{Month: may, First: 2}), context.Canceled)
	go pass()
	for told.lines.Load() < 3 {
		<-asked
	}
	require.NoError(t, give.Close())
	require.NoError(t, <-passed)
	require.NoError(t, turnstile.wait(over, Shard{Month: may, First: 4}))
	require.EqualValues(t, 3, told.lines.Load(), "nobody is asked who does not answer")
}

// An interrupted run leaves no job half done, and the next one goes on with it.
func TestInterruptedRunGoesOn(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, k kind) {
		o, err := flags([]string{"-contracts", "10000", "-shard", "200", "-jobs", "2"}, io.Discard)
		require.NoError(t, err)
		db := k.begun(t, o.run)
		// The last shard is held back until then, so that the interruption never comes too late.
		last := fmt.Sprintf("%d", o.run.Contracts-o.run.Shard+1)
		const hold = "update river_job set state = $1 where cast(args ->> 'first' as text) = $2"
		execute(t, db, hold, "pending", last)
		require.EqualValues(t, 1, count(t, db, "select count(*) from river_job where state = 'pending'"))
		interrupted, interrupt := context.WithCancel(ctx)
		defer interrupt()
		go func() {
			for p, err := (Progress{}), error(nil); err == nil && p.Shards < 3; time.Sleep(time.Millisecond) {
				p, err = db.progress(ctx, o.run)
			}
			interrupt()
		}()
		_, err = coordinate(interrupted, o, db, io.Discard)
		require.ErrorIs(t, err, context.Canceled)
		p, err := db.progress(ctx, o.run)
		require.NoError(t, err)
		require.Less(t, p.Shards, o.run.Count())
		require.Equal(t, p.Contracts, count(t, db, "select count(*) from statements"))
		require.Equal(t, p.Shards, count(t, db, "select count(*) from river_job where state = 'completed'"))
		require.Zero(t, count(t, db, "select count(*) from river_job where state = 'running'"))

		execute(t, db, hold, "available", last)
		limited, cancel := context.WithTimeout(ctx, 5*time.Minute)
		defer cancel()
		got, err := coordinate(limited, o, db, io.Discard)
		require.NoError(t, err)
		require.Zero(t, got.Again)
		want, err := batch.Total(ctx, o.run.inputs(), nil)
		require.NoError(t, err)
		require.Equal(t, want, got.Totals)
	})
}

func TestAMonthIsRunOneWay(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, k kind) {
		r := Run{Month: may, Seed: 1, Contracts: 100, Shard: 10}
		db := k.begun(t, r)
		for _, other := range []Run{
			{Month: may, Seed: 2, Contracts: 100, Shard: 10},
			{Month: may, Seed: 1, Contracts: 101, Shard: 10},
			{Month: may, Seed: 1, Contracts: 100, Shard: 20},
			{Month: may, Seed: 1, Contracts: 100, Shard: 10, Stored: true},
			{Month: may, Seed: 1, Contracts: 100, Shard: 10, JSON: true},
		} {
			_, err := db.enqueue(ctx, other)
			require.ErrorContains(t, err, "cannot be run as")
		}
		june := r
		june.Month = may.AddMonths(1)
		_, err := db.enqueue(ctx, june)
		require.NoError(t, err)
		for _, run := range []Run{r, june} {
			got, err := worked(t, db, run)
			require.NoError(t, err)
			require.Equal(t, plainly(t, run), got.Totals)
		}
	})
}

func TestStoredContractsComeToTheSame(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, k kind) {
		r := Run{Month: may, Seed: 3, Contracts: 1_000, Shard: 300, Stored: true, JSON: true}
		db := k.begun(t, r)
		got, err := worked(t, db, r)
		require.NoError(t, err)
		require.Equal(t, plainly(t, r), got.Totals)

		var text, digest []byte
		require.NoError(t, db.QueryRowContext(ctx, "select statement, digest from statements where contract = 'C-000000777'").
			Scan(&text, &digest))
		require.Equal(t, sha256.Sum256(text), [32]byte(digest))
	})
}

func TestRefusedContractIsNotForgotten(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, k kind) {
		r := Run{Month: may, Seed: 3, Contracts: 50, Shard: 10, Stored: true}
		db := k.begun(t, r)
		in, err := unpaid(7).MarshalJSON()
		require.NoError(t, err)
		execute(t, db, "update contracts set input = $1 where number = 7", in)
		got, err := worked(t, db, r)
		require.NoError(t, err)
		require.EqualValues(t, 49, got.Statements)
		require.EqualValues(t, 1, got.Refused)
		require.EqualValues(t, 1, count(t, db, "select count(*) from refusals where contract = 'C-000000007' and reason <> ''"))
	})
}

func TestAJobGivenUpEndsTheRun(t *testing.T) {
	t.Parallel()
	r := Run{Month: may, Seed: 3, Contracts: 50, Shard: 10, Stored: true}
	for name, spoil := range map[string][2]string{
		"unreadable": {`update contracts set input = '{"month": 5}' where number = 7`, "month"},
		"missing":    {"delete from contracts where number = 7", "contracts of the shard are missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onEach(t, func(t *testing.T, k kind) {
				db := k.begun(t, r)
				execute(t, db, spoil[0])
				execute(t, db, "update river_job set max_attempts = 1")
				_, err := worked(t, db, r)
				require.ErrorContains(t, err, "was given up: ")
				require.ErrorContains(t, err, spoil[1])
				require.Zero(t, count(t, db, "select count(*) from statements where contract between 'C-000000001' and 'C-000000010'"))
				require.Zero(t, count(t, db, "select count(*) from shards where first = 1"))
			})
		})
	}
}

func TestWhatIsMissingIsReported(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, k kind) {
		r := Run{Month: may, Seed: 3, Contracts: 50, Shard: 10}
		_, err := coordinatorOf(t, k.begun(t, r), r).check(ctx)
		require.ErrorContains(t, err, "0 contracts are billed or refused, not 50")
		require.ErrorContains(t, err, "0 jobs are completed, not 5")
	})
}

func TestWhatIsBilledTwiceOrDamagedIsReported(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, k kind) {
		r := Run{Month: may, Seed: 3, Contracts: 50, Shard: 10}
		db := k.begun(t, r)
		_, err := worked(t, db, r)
		require.NoError(t, err)
		for _, statement := range []string{ // the same table without its key
			"alter table statements rename to keyed",
			"create table statements as select * from keyed",
			"insert into statements select * from keyed where contract = 'C-000000030'",
		} {
			execute(t, db, statement)
		}
		_, err = db.kept(ctx, r)
		require.EqualError(t, err, "contract C-000000030 is billed twice")
		execute(t, db, "update statements set digest = $1 where contract = 'C-000000020'", []byte("short"))
		_, err = db.kept(ctx, r)
		require.EqualError(t, err, "contract C-000000020: a digest of 5 bytes")
	})
}

func TestARunEndsWithItsLastWorker(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, k kind) {
		r := Run{Month: may, Seed: 3, Contracts: 50, Shard: 10}
		db := k.begun(t, r)
		p, err := start(db, "idle", nil, "-jobs", "0") // which it refuses
		require.NoError(t, err)
		c := coordinatorOf(t, db, r)
		c.workers = []*process{p}
		require.ErrorContains(t, c.watch(ctx), "no worker is left")
		require.NoError(t, p.stop())
	})
}

// A failure after the statements are written takes them back.
func TestStatementsAndJobAreCommittedTogether(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		trap func(k kind) string
		want string
	}{
		"the job is given to another": {func(k kind) string { return k.givenAway }, "no longer this worker's"},
		"the database fails":          {func(k kind) string { return k.fails }, "no more room"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onEach(t, func(t *testing.T, k kind) {
				r := Run{Month: may, Seed: 1, Contracts: 100, Shard: 100}
				db := k.begun(t, r)
				execute(t, db, c.trap(k))
				got, err := worked(t, db, r)
				require.NoError(t, err)
				require.Equal(t, plainly(t, r), got.Totals)
				require.EqualValues(t, 1, got.Again)
				client, err := db.client()
				require.NoError(t, err)
				all := jobs(t, client)
				require.Len(t, all, 1)
				require.Equal(t, 2, all[0].Attempt)
				require.Len(t, all[0].Errors, 1)
				require.Contains(t, all[0].Errors[0].Error, c.want)
			})
		})
	}
}

// Two workers that have the same shard in hand bill it once.
func TestSecondOfTwoAttemptsChangesNothing(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, k kind) {
		r := Run{Month: may, Seed: 1, Contracts: 100, Shard: 100}
		db := k.begun(t, r)
		s := Shard{Month: may, Seed: 1, First: 1, Past: 101}
		billed, err := bill(ctx, s, db.inputs(ctx, s))
		require.NoError(t, err)
		saved, commit := make(chan struct{}), make(chan struct{})
		first, second := make(chan error, 1), make(chan error, 1)
		go func() {
			first <- db.atomically(ctx, func(tx *transaction) error {
				defer func() { <-commit }()
				defer close(saved)
				return db.save(ctx, tx, s, billed, "first")
			})
		}()
		<-saved
		go func() {
			second <- db.atomically(ctx, func(tx *transaction) error { return db.save(ctx, tx, s, billed, "second") })
		}()
		select {
		case err := <-second:
			require.FailNow(t, "the second does not wait", err)
		case <-time.After(200 * time.Millisecond):
		}
		close(commit)
		require.NoError(t, <-first)
		require.NoError(t, <-second)
		require.EqualValues(t, 100, count(t, db, "select count(*) from statements"))
		require.EqualValues(t, 1, count(t, db, "select count(*) from shards where worker = 'first'"))

		got, err := worked(t, db, r) // the job itself finds the shard billed
		require.NoError(t, err)
		require.Equal(t, plainly(t, r), got.Totals)
	})
}
