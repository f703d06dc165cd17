// Command estimate follows one job through an account: the estimate is held, the
// work takes less, what it took is captured and the rest is free again; then the
// work is given back. Every step can be sent twice.
package main

import (
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

func main() {
	log.SetFlags(0)
	paris, err := calendar.LoadLocation("Europe/Paris")
	if err != nil {
		log.Fatal(err)
	}
	account, err := ledger.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	if err != nil {
		log.Fatal(err)
	}
	at := func(hour, minute int) time.Time { return time.Date(2026, time.May, 20, hour, minute, 0, 0, paris) }
	price := decimal.RequireFromString("169.00")

	for _, step := range []struct {
		what  string
		entry ledger.Entry
	}{
		{"a pack of 3 h is bought", ledger.Entry{ID: "pack", Kind: credit.Purchase, At: at(9, 0), Time: 3 * time.Hour, Price: price}},
		{"2 h are estimated and held", ledger.Entry{ID: "hold", Kind: credit.Hold, At: at(9, 30), Ticket: "T1", Time: 2 * time.Hour}},
		{"another 90 min do not fit", ledger.Entry{ID: "more", Kind: credit.Hold, At: at(9, 40), Ticket: "T2", Time: 90 * time.Minute}},
		{"65 min were worked", ledger.Entry{ID: "done", Kind: credit.Capture, At: at(10, 0), Of: "hold", Time: 65 * time.Minute}},
		{"the same again, by a retry", ledger.Entry{ID: "done", Kind: credit.Capture, At: at(10, 0), Of: "hold", Time: 65 * time.Minute}},
		{"the same id, another time", ledger.Entry{ID: "done", Kind: credit.Capture, At: at(10, 0), Of: "hold", Time: 95 * time.Minute}},
		{"a second capture", ledger.Entry{ID: "again", Kind: credit.Capture, At: at(11, 0), Of: "hold", Time: 10 * time.Minute}},
		{"the work is given back", ledger.Entry{ID: "undo", Kind: credit.Reversal, At: at(12, 0), Of: "done"}},
	} {
		fmt.Printf("%s\n", step.what)
		receipt, err := account.Apply(step.entry)
		var short *credit.ShortfallError
		switch {
		case errors.As(err, &short):
			fmt.Printf("  refused: %v is missing\n", short.Missing)
		case err != nil:
			fmt.Printf("  refused: %v\n", err)
		default:
			show(receipt)
		}
		b := account.View(at(18, 0), time.Time{}).Balance()
		fmt.Printf("  available %v, held %v\n", b.Available, b.Held)
	}
}

func show(r ledger.Receipt) {
	for _, d := range r.Draws {
		fmt.Printf("  %v from %s (%s), worth %s\n", d.Time, d.Lot, d.Rule, d.Cost)
	}
}
