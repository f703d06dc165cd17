// Command desk follows a service desk over the end of a month: requests, a pause, estimates,
// work that goes on past midnight, an estimate that is given up, work that is written down
// late. After each fact it says what is left, which deadlines run and what the month would
// come to; then it closes both months, and checks that the book, a ledger and the
// statements say the same.
//
//	go -C examples/desk run .
//	go -C examples/desk run . -db /tmp/desk.db
//
// Facts and closed months are kept in a SQLite file: of a temporary folder, or the one that
// is given. Twice the desk is stopped, and goes on from the file alone. Run again on a file
// that has it all, it adds nothing, and the statements are the same.
package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"log"
	"os"
	"path/filepath"

	"github.com/palier-go/palier/servicelevel"
)

func main() {
	log.SetFlags(0)
	file := flag.String("db", "", "the SQLite `file` to keep everything in; without it one that is deleted in the end")
	flag.Parse()
	if err := start(os.Stdout, *file); err != nil {
		log.Fatal(err)
	}
}

// start tells the story on a file, or on one of its own if the name is empty.
func start(w io.Writer, file string) error {
	if file == "" {
		folder, err := os.MkdirTemp("", "desk")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(folder) }()
		file = filepath.Join(folder, "desk.db")
	}
	return run(context.Background(), w, file, true)
}

func run(ctx context.Context, w io.Writer, file string, stops bool) (err error) {
	d, err := openDesk(ctx, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	events := days(servicelevel.NUXIT().Location())
	statements, err := tell(ctx, w, d, events, stops)
	if err != nil {
		return err
	}
	left, err := d.left(ctx, statements[len(statements)-1].Period.End)
	if err != nil {
		return err
	}
	return compare(w, events, statements, left)
}
