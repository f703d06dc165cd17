package main

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// enqueue begins the run and enqueues the shards that are not, all or none of
// them. It returns how many it has enqueued.
func (d *database) enqueue(ctx context.Context, r Run) (added int, err error) {
	client, err := d.client()
	if err != nil {
		return 0, err
	}
	once := &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true}}
	return added, d.atomically(ctx, func(t *transaction) error {
		if err := d.begin(ctx, t, r); err != nil {
			return err
		}
		var jobs []river.InsertManyParams
		for s := range r.Shards() {
			jobs = append(jobs, river.InsertManyParams{Args: s, InsertOpts: once})
		}
		for some := range slices.Chunk(jobs, 1000) {
			results, err := client.InsertManyTx(ctx, t.Tx, some)
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

// failed returns the last error of a job that river has given up, or nil.
func failed(ctx context.Context, client *river.Client[*sql.Tx]) error {
	given := river.NewJobListParams().Kinds(Shard{}.Kind()).First(1).
		States(rivertype.JobStateDiscarded, rivertype.JobStateCancelled)
	jobs, err := client.JobList(ctx, given)
	if err != nil || len(jobs.Jobs) == 0 {
		return err
	}
	job := jobs.Jobs[0]
	reason := string(job.State)
	if n := len(job.Errors); n > 0 {
		reason = job.Errors[n-1].Error
	}
	return fmt.Errorf("shard %s was given up: %s", job.EncodedArgs, reason)
}

// inHand returns the ids of the jobs that a worker has begun and not ended.
func inHand(ctx context.Context, client *river.Client[*sql.Tx], worker string) (ids []int64, err error) {
	running := river.NewJobListParams().Kinds(Shard{}.Kind()).First(10_000).States(rivertype.JobStateRunning)
	jobs, err := client.JobList(ctx, running)
	if err != nil {
		return nil, err
	}
	for _, job := range jobs.Jobs {
		if n := len(job.AttemptedBy); n > 0 && job.AttemptedBy[n-1] == worker {
			ids = append(ids, job.ID)
		}
	}
	return ids, nil
}

// ended counts the jobs of a run that are completed, and of those the ones that
// took more than one attempt. It reads river's own table, in which one query counts
// them all.
func (d *database) ended(ctx context.Context, r Run) (completed, again int64, err error) {
	err = d.QueryRowContext(ctx, `select count(*), count(*) filter (where attempt > 1) from river_job
		where kind = $1 and state = 'completed' and args ->> 'month' = $2`, Shard{}.Kind(), r.Month.String()).Scan(&completed, &again)
	return completed, again, err
}
