package journal_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

func gift(id string, hours time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Gift, At: time.Date(2026, time.May, 12, 12, 0, 0, 0, time.UTC), Time: hours * time.Hour}
}

// Two programs have read an empty journal. Whoever comes second is told, and reads what
// the first one has added.
func Example() {
	ctx := context.Background()
	store := new(ledger.Memory)
	first := journal.Batch[ledger.Entry]{Owner: "C-7", Lines: []ledger.Entry{gift("welcome", 1)}}
	second := journal.Batch[ledger.Entry]{Owner: "C-7", Lines: []ledger.Entry{gift("sorry", 2)}}
	fmt.Println(store.Append(ctx, first))
	err := store.Append(ctx, second)
	fmt.Println(err)
	if errors.Is(err, journal.ErrStale) {
		lines, _ := store.Load(ctx, "C-7", second.After)
		fmt.Println("missed:", lines[0].ID)
		second.After += len(lines)
		fmt.Println(store.Append(ctx, second))
	}
	// Output:
	// <nil>
	// journal: "C-7": the journal has grown since it was read
	// missed: welcome
	// <nil>
}

// Batches of two owners are kept together or not at all.
func ExampleMemory_Append() {
	ctx := context.Background()
	store := new(ledger.Memory)
	err := store.Append(ctx,
		journal.Batch[ledger.Entry]{Owner: "C-7", After: 0, Lines: []ledger.Entry{gift("a", 1), gift("b", 1)}},
		journal.Batch[ledger.Entry]{Owner: "C-8", After: 1, Lines: []ledger.Entry{gift("a", 1)}}, // it has no line
	)
	var stale *journal.StaleError
	if errors.As(err, &stale) {
		fmt.Println("read again:", stale.Owner)
	}
	lines, _ := store.Load(ctx, "C-7", 0)
	fmt.Println(len(lines))
	// Output:
	// read again: C-8
	// 0
}

// A snapshot stands for the lines that it is of, so that only those after it are read.
func ExampleMemory_SaveSnapshot() {
	ctx := context.Background()
	store := new(ledger.Memory)
	_ = store.Append(ctx, journal.Batch[ledger.Entry]{Owner: "C-7", Lines: []ledger.Entry{gift("a", 1), gift("b", 2), gift("c", 4)}})
	_ = store.SaveSnapshot(ctx, "C-7", journal.Snapshot{After: 2, Last: "b", Data: []byte("3 hours")})

	snapshot, _ := store.LoadSnapshot(ctx, "C-7")
	lines, _ := store.Load(ctx, "C-7", snapshot.After)
	fmt.Printf("%s, and then %s\n", snapshot.Data, lines[0].ID)
	// Output: 3 hours, and then c
}
