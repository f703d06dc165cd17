package books_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// proContract is a customer at the level Pro since the beginning of the year.
func proContract() servicelevel.Contract {
	return servicelevel.Contract{
		ID: "NX-1042", Customer: "Atelier du Port", Edition: "nuxit",
		Level: servicelevel.Pro, Start: calendar.MustParseDate("2026-01-01"),
	}
}

// Two processes on one store: what one records the other knows, and a month that one has
// closed is closed for both.
func ExampleBooks() {
	ctx := context.Background()
	store := new(books.Memory) // creditsql has one for SQLite and PostgreSQL
	desk, err := books.New(store, servicelevel.NUXIT())
	if err != nil {
		fmt.Println(err)
		return
	}
	billing, _ := books.New(store, servicelevel.NUXIT())
	contract := proContract()

	err = desk.Record(ctx, contract,
		servicelevel.Fact{ID: "F1", Kind: servicelevel.Bought, At: at("2026-05-04T09:00:00+02:00"), Time: 3 * time.Hour},
		servicelevel.Fact{ID: "F2", Kind: servicelevel.Requested, At: at("2026-05-11T09:00:00+02:00"), Ticket: "T1"},
	)
	fmt.Println(err)

	may := calendar.MustParseMonth("2026-05")
	s, err := billing.Close(ctx, contract, may)
	fmt.Println(s.Invoice.Net.StringFixed(2), err)

	err = desk.Record(ctx, contract, servicelevel.Fact{ID: "F3", Kind: servicelevel.Reported, At: at("2026-05-12T09:00:00+02:00"), Ticket: "T1"})
	var past *servicelevel.PastError
	fmt.Println(errors.As(err, &past), past.Closed, "is closed")
	// Output:
	// <nil>
	// 214.00 <nil>
	// true 2026-05 is closed
}

// What is asked is asked of a book, which is lent until the function returns.
func ExampleBooks_View() {
	ctx := context.Background()
	desk, _ := books.New(new(books.Memory), servicelevel.NUXIT())
	contract := proContract()
	pack := servicelevel.Fact{ID: "F1", Kind: servicelevel.Bought, At: at("2026-05-04T09:00:00+02:00"), Time: 3 * time.Hour}
	fmt.Println(desk.Record(ctx, contract, pack))
	err := desk.View(ctx, contract, func(b books.View) error {
		balance, err := b.Balance(at("2026-05-05T09:00:00+02:00"))
		fmt.Println(balance.Allowance, "and", balance.Available)
		return err
	})
	fmt.Println(err)
	// Output:
	// <nil>
	// 1h30m0s and 3h0m0s
	// <nil>
}

// The facts of several contracts are recorded together or not at all.
func ExampleBooks_RecordAll() {
	ctx := context.Background()
	desk, _ := books.New(new(books.Memory), servicelevel.NUXIT())
	desk.Keep(10_000) // facts in memory, of the contracts used last
	one, other := proContract(), proContract()
	other.ID = "NX-1043"
	pack := servicelevel.Fact{ID: "F1", Kind: servicelevel.Bought, At: at("2026-05-04T09:00:00+02:00"), Time: 3 * time.Hour}
	odd := pack
	odd.Time = 4 * time.Hour
	err := desk.RecordAll(ctx,
		books.Recording{Contract: one, Facts: []servicelevel.Fact{pack}},
		books.Recording{Contract: other, Facts: []servicelevel.Fact{odd}},
	)
	fmt.Println(err)
	desk.Forget(one.ID) // it is read again when it is next asked for
	err = desk.View(ctx, one, func(b books.View) error {
		balance, err := b.Balance(at("2026-05-05T09:00:00+02:00"))
		fmt.Println(balance.Available)
		return err
	})
	fmt.Println(err)
	// Output:
	// recordings[1].facts[0].price: must be given, for the plan has no pack of 4h0m0s
	// 0s
	// <nil>
}

// Closing a month again, here or after the process was started anew, gives the statement
// that was sent.
func ExampleBooks_Close() {
	ctx := context.Background()
	store := new(books.Memory)
	for range 2 {
		desk, _ := books.New(store, servicelevel.NUXIT())
		s, err := desk.Close(ctx, proContract(), calendar.MustParseMonth("2026-05"))
		fmt.Println(s.Invoice.Gross.StringFixed(2), err)
	}
	lines, _ := store.Load(ctx, proContract().ID, 0)
	fmt.Println(len(lines), "line:", lines[0].ID)
	// Output:
	// 54.00 <nil>
	// 54.00 <nil>
	// 1 line: closed 2026-05
}
