package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"iter"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"github.com/palier-go/palier/examples/internal/batch"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// worker bills shards.
type worker struct {
	river.WorkerDefaults[Shard]
	id    string
	db    *database
	turns *turnstile
}

// Work implements river.Worker. All figures are made before the transaction
// begins, which then takes no longer than the database needs.
func (w *worker) Work(ctx context.Context, job *river.Job[Shard]) error {
	r, err := bill(ctx, job.Args, w.db.inputs(ctx, job.Args))
	if err != nil {
		return err
	}
	if err := w.turns.wait(ctx, job.Args); err != nil {
		return err
	}
	return w.db.atomically(ctx, func(t *transaction) error {
		if err := w.db.save(ctx, t, job.Args, r, w.id); err != nil {
			return err
		}
		done, err := river.JobCompleteTx[riverdriver.Driver[*sql.Tx]](ctx, t.Tx, job)
		if err == nil && done.State != rivertype.JobStateCompleted {
			// It took so long that it was given to another worker.
			err = errors.New("the job is no longer this worker's")
		}
		return err
	})
}

// result is a shard's, as rows of the two tables.
type result struct{ statements, refusals [][]any }

// bill makes the statements of a shard. Of the cores it takes one: there are as
// many jobs at a time.
func bill(ctx context.Context, s Shard, inputs iter.Seq2[servicelevel.Input, error]) (*result, error) {
	month := s.Month.String()
	r := &result{statements: make([][]any, 0, s.Past-s.First)}
	err := batch.Statements(ctx, monthend.Run{Workers: 1}, inputs,
		func(b *batch.Bill, text []byte) error {
			var whole any // null in the table
			if s.JSON {
				whole = bytes.Clone(text)
			}
			r.statements = append(r.statements, []any{month, b.Contract, b.Net, b.Tax, b.Gross, b.Owed, b.Digest[:], whole})
			return nil
		},
		func(no batch.Refusal) { r.refusals = append(r.refusals, []any{month, no.Contract, no.Reason}) })
	if n := int64(len(r.statements) + len(r.refusals)); err == nil && n != s.Past-s.First {
		err = errors.New("contracts of the shard are missing")
	}
	return r, err
}

// work bills shards until ctx is done, and then ends those in hand. A job that
// takes longer than stuck is cancelled here, and one that has been under way for
// longer, because its worker died, is given to another.
func work(ctx context.Context, db *database, id string, jobs int, stuck time.Duration, turns *turnstile, log *slog.Logger) error {
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{id: id, db: db, turns: turns})
	client, err := river.NewClient(db.driver, &river.Config{
		ID:                          id,
		Workers:                     workers,
		Queues:                      map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: jobs}},
		JobTimeout:                  stuck,
		RescueStuckJobsAfter:        stuck,
		FetchCooldown:               20 * time.Millisecond,
		CompletedJobRetentionPeriod: -1, // that a shard is done is never forgotten
		Logger:                      log,
	})
	if err != nil {
		return err
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	<-ctx.Done()
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stuck)
	defer cancel()
	return client.Stop(ending)
}
