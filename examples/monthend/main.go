// Command monthend makes the statements of a month-end from one file of JSON lines to
// another: a line for each contract in, a statement or a refusal for each out.
//
//	go run ./examples/monthend -sample 1000000 > contracts.jsonl
//	go run ./examples/monthend -in contracts.jsonl > statements.jsonl
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel/monthend"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	file := flag.String("in", "", "the file of inputs; standard input if it is left out")
	explain := flag.Bool("explain", false, "have every statement explained")
	sample := flag.Int("sample", 0, "write so many contracts in place of statements")
	var others editions.Files
	flag.Var(&others, "edition", editions.Usage)
	flag.Parse()
	if *sample > 0 {
		return write(os.Stdout, *sample)
	}
	known, err := editions.Read(others)
	if err != nil {
		return err
	}
	in := io.Reader(os.Stdin)
	if *file != "" {
		f, err := os.Open(*file)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	run := monthend.Run{Catalogue: known[0], Explain: *explain, Progress: progress} // each knows all editions
	tally, err := run.Lines(ctx, in, os.Stdout)
	fmt.Fprintf(os.Stderr, "%d contracts, %d refused\n", tally.Done, tally.Refused)
	return err
}

// progress says now and then how far the run is.
func progress(done, refused int) {
	if done%100_000 == 0 {
		fmt.Fprintf(os.Stderr, "%d contracts so far, %d refused\n", done, refused)
	}
}
