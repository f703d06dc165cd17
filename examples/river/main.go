// Command river runs a month-end as jobs of the queue River.
//
//	go run .                              # all on this machine, in a file of SQLite that is then removed
//	go run . -db month.db                 # the same, kept; started again, it goes on
//	go run . -postgres postgres://billing@db.example.com/month_end -workers 0
//	                                      # only enqueue, wait and check
//	go run . -postgres postgres://billing@db.example.com/month_end -worker
//	                                      # a worker, here or elsewhere
//
// The contracts are cut into shards, a job each. A worker commits the statements
// of a shard and the completion of its job in one transaction: whatever is killed,
// and when, every contract is billed once. At the end the totals are compared with
// those of the same month made in one process without a database.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/batch"
)

// options are the flags.
type options struct {
	run      Run
	file     string
	postgres string
	worker   bool
	id       string
	jobs     int
	stuck    time.Duration
	workers  int
	kill     float64
	ask      bool
	compare  bool
}

func flags(arguments []string, usage io.Writer) (options, error) {
	o := options{run: Run{Month: calendar.MustParseMonth("2026-05")}}
	set := flag.NewFlagSet("river", flag.ContinueOnError)
	set.SetOutput(usage)
	set.TextVar(&o.run.Month, "month", o.run.Month, "the `month` to bill")
	set.Int64Var(&o.run.Contracts, "contracts", 100_000, "how many contracts there are")
	set.Int64Var(&o.run.Shard, "shard", 2_500, "contracts of one job")
	set.Int64Var(&o.run.Seed, "seed", 1, "of the generator of contracts")
	set.BoolVar(&o.run.Stored, "stored", false, "write the contracts to a table first and bill them from there")
	set.BoolVar(&o.run.JSON, "json", false, "keep each statement's JSON, not only its digest")
	set.StringVar(&o.file, "db", "", "the `file` of SQLite to keep the month in; none is one that is removed at the end")
	set.StringVar(&o.postgres, "postgres", "", "the `URL` of a PostgreSQL database to keep the month in; $"+variable+" where -db is not given either")
	set.BoolVar(&o.worker, "worker", false, "be a worker, until interrupted")
	set.StringVar(&o.id, "id", "", "`name` of the worker, unlike any other's")
	set.IntVar(&o.jobs, "jobs", runtime.GOMAXPROCS(0), "jobs that a worker does at a time")
	set.DurationVar(&o.stuck, "stuck", time.Minute, "how long a job may take before another worker gets it")
	set.IntVar(&o.workers, "workers", 2, "worker processes to start; 0 where they are started elsewhere")
	set.Float64Var(&o.kill, "kill", 0, "kill one worker when this `share` of the contracts is billed, such as 0.5")
	set.BoolVar(&o.ask, "ask", false, "of a worker: have each shard wait for a line on the input, once a line on the output has said so")
	set.BoolVar(&o.compare, "compare", true, "compare the totals with those of one process without a database")
	if err := set.Parse(arguments); err != nil {
		return o, err
	}
	switch {
	case set.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q", set.Arg(0))
	case o.file != "" && o.postgres != "":
		return o, fmt.Errorf("-db %s and -postgres: the month is kept in one of them", o.file)
	case o.jobs < 1 || o.jobs > 1000 || o.workers < 0 || o.workers > 1000 || o.stuck < time.Second:
		return o, errors.New("-jobs must be from 1 to 1000, -workers from 0 to 1000, -stuck at least 1s")
	case !(o.kill >= 0 && o.kill < 1) || o.kill > 0 && o.workers < 2:
		return o, errors.New("-kill must be from 0 to 1, and a worker must be left")
	}
	return o, o.run.Validate()
}

func main() {
	if err := command(os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func command(arguments []string) error {
	o, err := flags(arguments, os.Stderr)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if o.file == "" && o.postgres == "" {
		o.postgres = os.Getenv(variable)
	}
	return run(ctx, o, os.Stdout)
}

// run is a worker's life or a coordinator's.
func run(ctx context.Context, o options, out io.Writer) (err error) {
	db, err := locate(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if o.worker {
		log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
		var turns *turnstile
		if o.ask {
			signal.Ignore(syscall.SIGPIPE) // whoever gives the turns may be killed
			turns = newTurnstile(os.Stdin, out)
		}
		return work(ctx, db, cmp.Or(o.id, fmt.Sprintf("worker-%d", os.Getpid())), o.jobs, o.stuck, turns, log)
	}
	report, err := coordinate(ctx, o, db, out)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, report.Totals)
	fmt.Fprintf(out, "%d jobs completed, %d of them not at the first attempt; %.1f s, %.0f contracts/s\n",
		report.Completed, report.Again, report.Took.Seconds(), float64(o.run.Contracts)/report.Took.Seconds())
	if !o.compare {
		return nil
	}
	begun := time.Now()
	want, err := batch.Total(ctx, o.run.inputs(), nil)
	if err == nil && want != report.Totals {
		err = fmt.Errorf("one process comes to something else: %s", want)
	}
	if err == nil {
		fmt.Fprintf(out, "one process without a database comes to the same in %.1f s\n", time.Since(begun).Seconds())
	}
	return err
}

// coordinate prepares the database, enqueues the shards, starts the workers and
// waits for the end of the month.
func coordinate(ctx context.Context, o options, db *database, out io.Writer) (report Report, err error) {
	if err := db.migrate(ctx); err != nil {
		return report, err
	}
	added, err := db.enqueue(ctx, o.run)
	if err != nil {
		return report, err
	}
	client, err := db.client()
	if err != nil {
		return report, err
	}
	fmt.Fprintf(out, "%s on %s: %d contracts in %d shards, %d of them enqueued now\n",
		o.run.Month, db.name, o.run.Contracts, o.run.Count(), added)
	c := coordinator{run: o.run, db: db, client: client, kill: o.kill, out: out, redraw: terminal(out)}
	defer func() {
		for _, p := range c.workers {
			err = errors.Join(err, p.stop())
		}
	}()
	var asked chan struct{}
	if o.kill > 0 {
		asked = make(chan struct{}, 1)
		c.asked = asked
	}
	for i := range o.workers {
		id := fmt.Sprintf("worker-%d-%d", os.Getpid(), i+1)
		p, err := start(db, id, asked, "-jobs", strconv.Itoa(o.jobs), "-stuck", o.stuck.String())
		if err != nil {
			return report, err
		}
		c.workers = append(c.workers, p)
	}
	if err := c.watch(ctx); err != nil {
		return report, err
	}
	return c.check(ctx)
}

// terminal reports that somebody watches.
func terminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
