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

	"github.com/palier-go/palier/examples/internal/batch"
)

// Report is what a coordinator saw of a run.
type Report struct {
	batch.Totals
	Completed, Again int64 // jobs, and those of them that took more than one attempt
	Orphans          int   // jobs that the killed worker had in hand
	Took             time.Duration
}

// coordinator sees a run through.
type coordinator struct {
	run     Run
	db      *database
	client  *river.Client[*sql.Tx]
	workers []*process      // none: they are started elsewhere
	kill    float64         // once this share is billed, the first worker is killed; 0 is never
	asked   <-chan struct{} // has something when a worker has asked for its turn
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
		if c.kill > 0 {
			if err := c.turns(ctx, p); err != nil {
				return err
			}
		}
		if len(c.workers) > 0 && !slices.ContainsFunc(c.workers, (*process).alive) {
			return errors.New("no worker is left")
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-c.asked:
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

// turns lets the workers go on until enough is billed, and then kills the first one, as a
// power cut would, while it waits with a shard in hand. The others wait with theirs until
// it does: they can neither bill every shard before it is killed nor leave it without one.
func (c *coordinator) turns(ctx context.Context, p Progress) error {
	victim := c.workers[0]
	if !victim.alive() {
		return fmt.Errorf("%s ended by itself", victim.id)
	}
	waiting := int64(0)
	for _, w := range c.workers {
		waiting += w.waiting()
	}
	switch enough := float64(p.Contracts) >= c.kill*float64(c.run.Contracts); {
	case victim.waiting() > 0 && enough:
		if err := victim.kill(); err != nil {
			return err
		}
		left, err := inHand(ctx, c.client, victim.id)
		if err != nil {
			return err
		}
		c.orphans = len(left)
		fmt.Fprintf(c.out, "\n%s is killed with %d jobs in hand\n", victim.id, c.orphans)
	case victim.waiting() > 0:
		for _, w := range c.workers {
			w.goOn()
		}
		return nil
	case p.Shards+waiting < c.run.Count():
		return nil // there is one for the victim yet
	default:
		fmt.Fprintln(c.out, "\nevery shard is billed or another's before the worker could be killed in one")
	}
	c.kill = 0
	for _, w := range c.workers {
		w.letGo()
	}
	return nil
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
