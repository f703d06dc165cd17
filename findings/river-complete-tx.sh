#!/usr/bin/env bash
# github.com/riverqueue/river v0.51.1: JobCompleteTx of a job that was taken away does not fail.
#
# A worker is held up for longer than RescueStuckJobsAfter. The queue takes its job away, as it
# should. Then the worker goes on, writes a row and calls JobCompleteTx in the same transaction:
#
#   - where nobody has begun the job again, JobCompleteTx returns no error, and a job whose state
#     is "retryable". The row is committed, and the job is done a second time later on;
#   - where another attempt is under way, it returns no error and completes that other attempt. So
#     does the other attempt's own call. The row is committed twice.
#
# One would guess that the call which makes work and completion one commit refuses to where the job
# is no longer the caller's, the more so as it begins by checking that "job must be running": that
# looks at the copy in memory. The timeout of the context mostly comes first, but Go's clock for it
# stands still while a machine sleeps, and work is often saved under a context without it, as here.
#
# What helps: a row for each job in the same transaction, with a unique key, and a look at the
# state that is returned. This takes up to 40 s: River looks for such jobs every 30 s.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >go.mod <<'MOD'
module finding

go 1.26.0

require (
	github.com/riverqueue/river v0.51.1
	github.com/riverqueue/river/riverdriver/riversqlite v0.51.1
	github.com/riverqueue/river/rivertype v0.51.1
	modernc.org/sqlite v1.60.0
)
MOD
cat >main.go <<'GO'
package main

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	_ "modernc.org/sqlite"
)

// Job is one whose first attempt is held up until the second has begun or, where
// that is put off for an hour, until the job was taken away.
type Job struct {
	Name string        `json:"name"`
	Wait time.Duration `json:"wait"` // before the second attempt
}

func (Job) Kind() string { return "job" }

type worker struct {
	river.WorkerDefaults[Job]
	db    *sql.DB
	again chan bool   // closed: the second attempt has begun
	over  chan string // what an attempt came to
}

func (w *worker) NextRetry(job *river.Job[Job]) time.Time { return time.Now().Add(job.Args.Wait) }

func (w *worker) Work(ctx context.Context, job *river.Job[Job]) error {
	ctx = context.WithoutCancel(ctx)
	switch {
	case job.Attempt > 1:
		close(w.again)
		time.Sleep(time.Second) // the first attempt comes first
	case job.Args.Wait == 0:
		<-w.again
	default:
		for state := ""; state != "retryable"; time.Sleep(10 * time.Millisecond) {
			must(w.db.QueryRow("select state from river_job where id = ?", job.ID).Scan(&state))
		}
	}
	tx, err := w.db.Begin()
	must(err)
	_, err = tx.Exec("insert into work values (?, ?)", job.Args.Name, job.Attempt)
	must(err)
	done, err := river.JobCompleteTx[*riversqlite.Driver](ctx, tx, job)
	must(err)
	must(tx.Commit())
	w.over <- fmt.Sprintf("%s: attempt %d wrote and got attempt %d, %s, no error", job.Args.Name, job.Attempt, done.Attempt, done.State)
	return nil
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	ctx := context.Background()
	db, err := sql.Open("sqlite", os.Args[1]+"?_txlock=immediate&_pragma=busy_timeout(30000)&_pragma=journal_mode(WAL)")
	must(err)
	driver := riversqlite.New(db)
	migrator, err := rivermigrate.New(driver, nil)
	must(err)
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	must(err)
	_, err = db.Exec("create table work (job text, attempt integer)")
	must(err)
	w := &worker{db: db, again: make(chan bool), over: make(chan string)}
	workers := river.NewWorkers()
	river.AddWorker(workers, w)
	client, err := river.NewClient(driver, &river.Config{
		Workers: workers, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 3}},
		JobTimeout: time.Second, RescueStuckJobsAfter: time.Second, Logger: slog.New(slog.DiscardHandler),
	})
	must(err)
	must(client.Start(ctx))
	for _, job := range []Job{{"put off", time.Hour}, {"begun again", 0}} {
		_, err := client.Insert(ctx, job, nil)
		must(err)
	}
	for range 3 {
		fmt.Println(<-w.over)
	}
	var state string
	must(db.QueryRow("select state from river_job where args ->> 'name' = 'put off'").Scan(&state))
	fmt.Println("put off: the job is still", state)
	must(client.Stop(ctx))
}
GO
go mod tidy >/dev/null 2>&1
got=$(timeout 180 go run . "file:$dir/queue.db" | sort)
want='begun again: attempt 1 wrote and got attempt 2, completed, no error
begun again: attempt 2 wrote and got attempt 2, completed, no error
put off: attempt 1 wrote and got attempt 1, retryable, no error
put off: the job is still retryable'
echo "$got"
[ "$got" = "$want" ] || { echo "the behaviour has changed" >&2; exit 1; }
