package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// Report is what a coordinator saw of a run.
type Report struct {
	Totals
	Completed, Again int64 // jobs, and those of them that took more than one attempt
	Orphans          int   // jobs that the killed worker had in hand
	Took             time.Duration
}

// coordinator sees a run through.
type coordinator struct {
	run     Run
	pool    *pgxpool.Pool
	workers []*process // none: they are started elsewhere
	kill    float64    // once this share is billed, the first worker is killed; 0 is never
	out     io.Writer
	redraw  bool // the progress line takes its own place

	orphans int
	begun   time.Time
	shown   time.Time
}

// enqueue begins the run and enqueues the shards that are not, all or none of
// them. It returns how many it has enqueued.
func enqueue(ctx context.Context, pool *pgxpool.Pool, r Run) (added int, err error) {
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{})
	if err != nil {
		return 0, err
	}
	once := &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true}}
	return added, pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if err := begin(ctx, tx, r); err != nil {
			return err
		}
		var jobs []river.InsertManyParams
		for s := range r.Shards() {
			jobs = append(jobs, river.InsertManyParams{Args: s, InsertOpts: once})
		}
		for some := range slices.Chunk(jobs, 1000) {
			results, err := client.InsertManyTx(ctx, tx, some)
			if err != nil {
				return err
			}
			for _, result := range results {
				if !result.UniqueSkippedAsDuplicate {
					added++
				}
			}
		}
		return nil
	})
}

// watch returns when every shard is billed.
func (c *coordinator) watch(ctx context.Context) error {
	c.begun = time.Now()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		p, err := progress(ctx, c.pool, c.run)
		if err != nil {
			return err
		}
		c.show(p)
		if p.Shards == c.run.Count() {
			return nil
		}
		if err := failed(ctx, c.pool); err != nil {
			return err
		}
		if c.kill > 0 && float64(p.Contracts) >= c.kill*float64(c.run.Contracts) {
			c.kill = 0
			if err := c.killOne(ctx); err != nil {
				return err
			}
		}
		if len(c.workers) > 0 && !slices.ContainsFunc(c.workers, (*process).alive) {
			return errors.New("no worker is left")
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
		}
	}
}

// show writes the progress line, every second.
func (c *coordinator) show(p Progress) {
	now := time.Now()
	if now.Sub(c.shown) < time.Second && p.Shards < c.run.Count() {
		return
	}
	c.shown = now
	start, end := "", "\n"
	if c.redraw {
		start, end = "\r\x1b[K", ""
		if p.Shards == c.run.Count() {
			end = "\n"
		}
	}
	spent := now.Sub(c.begun)
	fmt.Fprintf(c.out, "%s%d of %d contracts, %d of %d shards, %.0f contracts/s%s", start, p.Contracts, c.run.Contracts,
		p.Shards, c.run.Count(), float64(p.Contracts)/max(spent.Seconds(), 1e-3), end)
}

// killOne ends the first worker as a power cut would, soon after it has begun a
// job, so that it has one in hand.
func (c *coordinator) killOne(ctx context.Context) error {
	victim := c.workers[0]
	for fresh := 0; fresh == 0; {
		var err error
		if _, fresh, err = inHand(ctx, c.pool, victim.id); err != nil {
			return err
		}
		if !victim.alive() {
			return fmt.Errorf("%s ended by itself", victim.id)
		}
	}
	if err := victim.kill(); err != nil {
		return err
	}
	var err error
	c.orphans, _, err = inHand(ctx, c.pool, victim.id)
	fmt.Fprintf(c.out, "\n%s is killed with %d jobs in hand\n", victim.id, c.orphans)
	return err
}

// check compares what the database holds with what there was to do.
func (c *coordinator) check(ctx context.Context) (Report, error) {
	report := Report{Orphans: c.orphans, Took: time.Since(c.begun)}
	var err error
	if report.Totals, err = kept(ctx, c.pool, c.run); err != nil {
		return report, err
	}
	if report.Completed, report.Again, err = ended(ctx, c.pool, c.run); err != nil {
		return report, err
	}
	if n := report.Statements + report.Refused; n != c.run.Contracts {
		err = fmt.Errorf("%d contracts are billed or refused, not %d", n, c.run.Contracts)
	}
	if report.Completed != c.run.Count() {
		err = errors.Join(err, fmt.Errorf("%d jobs are completed, not %d", report.Completed, c.run.Count()))
	}
	return report, err
}
