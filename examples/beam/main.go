// Command beam runs a month-end as a pipeline of Apache Beam.
//
//	go run .                                   # 100 000 contracts on prism, in this process
//	go run . -contracts 1000000 -out /tmp/may  # statements as lines of JSON, too
//	go run . -runner flink -endpoint host:8099 -environment_type loopback -out /shared/may
//
// Every contract is an element. At the end the totals are compared with those of
// the same month made by one monthend.Run.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	beamlog "github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/batch"
)

func main() {
	r := Run{Month: calendar.MustParseMonth("2026-05")}
	flag.TextVar(&r.Month, "month", r.Month, "the `month` to bill")
	flag.Int64Var(&r.Contracts, "contracts", 100_000, "how many contracts there are")
	flag.Int64Var(&r.Seed, "seed", 1, "of the generator of contracts")
	flag.Int64Var(&r.Shards, "shards", 64, "parts that the numbers of contracts are made in")
	out := flag.String("out", "", "write statements, refusals and totals into this `folder`, which all workers reach")
	compare := flag.Bool("compare", true, "compare the totals with those of one monthend.Run in this process")
	verbose := flag.Bool("v", false, "say what Beam says")
	flag.Parse()
	beam.Init() // a worker that a runner starts goes no further

	if !*verbose {
		quiet()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := command(ctx, r, *out, *compare); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// quiet keeps warnings and errors of what Beam has to say.
func quiet() {
	handler := slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})
	slog.SetDefault(slog.New(handler))
	beamlog.SetLogger(&beamlog.Structural{})
}

// command runs the pipeline, then the batch, and says what they come to.
func command(ctx context.Context, r Run, out string, compare bool) error {
	if err := r.Validate(); err != nil {
		return err
	}
	began := time.Now()
	got, err := Pipeline(ctx, r, out)
	if err != nil {
		return err
	}
	fmt.Printf("pipeline: %s\n          in %s\n", got, time.Since(began).Round(10*time.Millisecond))
	if !compare {
		return nil
	}
	began = time.Now()
	want, err := batch.Total(ctx, r.inputs(), nil)
	if err != nil {
		return err
	}
	fmt.Printf("monthend: %s\n          in %s\n", want, time.Since(began).Round(10*time.Millisecond))
	return Compare(got, want)
}

// Compare is an error where the pipeline did not make what the batch made.
func Compare(got, want batch.Totals) error {
	if got != want {
		return fmt.Errorf("the pipeline's totals differ from those of monthend:\n\t%s\n\t%s", got, want)
	}
	return nil
}

// Pipeline runs the month on the runner that the flag names and returns its
// totals. Without a folder it keeps nothing.
func Pipeline(ctx context.Context, r Run, folder string) (batch.Totals, error) {
	all := folder != ""
	if !all {
		temporary, err := os.MkdirTemp("", "month-end")
		if err != nil {
			return batch.Totals{}, err
		}
		defer os.RemoveAll(temporary)
		folder = temporary
	}
	p, s := beam.NewPipelineWithRoot()
	Build(s, r, folder, all)
	if err := beamx.Run(ctx, p); err != nil {
		return batch.Totals{}, err
	}
	return read(ctx, folder+"/"+totalsFile)
}

// read reads the totals that a pipeline wrote, wherever the folder is.
func read(ctx context.Context, name string) (batch.Totals, error) {
	var t batch.Totals
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return t, err
	}
	defer fs.Close()
	b, err := filesystem.Read(ctx, fs, name)
	if err != nil {
		return t, err
	}
	return t, json.Unmarshal(b, &t)
}
