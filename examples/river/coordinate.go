package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/riverqueue/river"
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
	db      *database
	client  *river.Client[*sql.Tx]
	workers []*process // none: they are started elsewhere
	kill    float64    // once this share is billed, the first worker is killed; 0 is never
	out     io.Writer
	redraw  bool // the progress line takes its own place

	orphans int
	begun   time.Time
	shown   time.Time
}

// watch returns when every shard is billed.
func (c *coordinator) watch(ctx context.Context) error {
	c.begun = time.Now()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		p, err := c.db.progress(ctx, c.run)
		if err != nil {
			return err
		}
		c.show(p)
		if p.Shards == c.run.Count() {
			return nil
		}
		if err := failed(ctx, c.client); err != nil {
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

// killOne ends the first worker as a power cut would, as soon as it has begun one
// more job, so that it has one in hand.
func (c *coordinator) killOne(ctx context.Context) error {
	victim := c.workers[0]
	before, err := inHand(ctx, c.client, victim.id)
	if err != nil {
		return err
	}
	begun := func(id int64) bool { return !slices.Contains(before, id) }
	for now := before; !slices.ContainsFunc(now, begun); {
		if !victim.alive() {
			return fmt.Errorf("%s ended by itself", victim.id)
		}
		p, err := c.db.progress(ctx, c.run)
		if err != nil {
			return err
		}
		if p.Shards == c.run.Count() {
			fmt.Fprintln(c.out, "\nevery shard is billed before a worker could be killed in one")
			return nil
		}
		if now, err = inHand(ctx, c.client, victim.id); err != nil {
			return err
		}
	}
	if err := victim.kill(); err != nil {
		return err
	}
	left, err := inHand(ctx, c.client, victim.id)
	c.orphans = len(left)
	fmt.Fprintf(c.out, "\n%s is killed with %d jobs in hand\n", victim.id, c.orphans)
	return err
}

// check compares what the database holds with what there was to do.
func (c *coordinator) check(ctx context.Context) (Report, error) {
	report := Report{Orphans: c.orphans, Took: time.Since(c.begun)}
	var err error
	if report.Totals, err = c.db.kept(ctx, c.run); err != nil {
		return report, err
	}
	if report.Completed, report.Again, err = c.db.ended(ctx, c.run); err != nil {
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
