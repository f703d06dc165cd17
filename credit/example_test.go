package credit_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

var start = time.Date(2026, time.May, 4, 7, 0, 0, 0, time.UTC)

// ready returns an account with 1 h 30 a month and a pack of 3 h.
func ready() *credit.Account {
	a, err := credit.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	if err != nil {
		panic(err)
	}
	err = a.Replay([]credit.Entry{
		{ID: "plan", Kind: credit.Allowance, At: start, From: calendar.MonthOf(start), Time: 90 * time.Minute},
		{ID: "A", Kind: credit.Purchase, At: start, Time: 3 * time.Hour, Price: euros("169.00")},
	})
	if err != nil {
		panic(err)
	}
	return a
}

func Example() {
	a := ready()
	r, err := a.Apply(credit.Entry{ID: "d", Kind: credit.Debit, At: start, Ticket: "T-7", Time: 170 * time.Minute})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Worked, "worked,", r.Charged, "charged,", r.Cost())
	for _, d := range r.Draws {
		fmt.Println(d.Rule, d.Month, d.Lot, d.Time, d.Cost)
	}
	for _, lot := range a.View(start, time.Time{}).Lots() {
		fmt.Println(lot.ID, lot.Available, "left, earned", lot.Earned, "deferred", lot.Deferred)
	}
	// Output:
	// 2h50m0s worked, 3h0m0s charged, 84.50
	// D6 2026-05  1h30m0s 0.00
	// D7 0000-00 A 1h30m0s 84.50
	// A 1h30m0s left, earned 84.50 deferred 84.50
}

func ExampleBlocks_Billable() {
	blocks := credit.Blocks{Size: 30 * time.Minute}
	d, _ := blocks.Billable(10*time.Minute, 10*time.Minute, 11*time.Minute)
	fmt.Println(d)
	// Output: 1h0m0s
}

func ExampleTariff_Cheapest() {
	o, _ := nuxit().Cheapest(26 * time.Hour)
	for _, l := range o.Lines {
		fmt.Println(l.Count, "×", l.Pack.Time)
	}
	fmt.Println(o.Price.StringFixed(2))
	// Output:
	// 1 × 20h0m0s
	// 2 × 3h0m0s
	// 1037.00
}

func ExampleTariff_TopUp() {
	o, _ := nuxit().TopUp(90*time.Minute, 8*time.Hour)
	fmt.Println(o.Time, o.Price.StringFixed(2))
	// Output: 10h0m0s 399.00
}

func ExampleAccount_Apply_hold() {
	a := ready()
	for _, e := range []credit.Entry{
		{ID: "h", Kind: credit.Hold, At: start, Ticket: "T-7", Time: 3 * time.Hour},
		{ID: "c", Kind: credit.Capture, At: start.Add(time.Hour), Of: "h", Time: 100 * time.Minute},
	} {
		if _, err := a.Apply(e); err != nil {
			fmt.Println(err)
		}
		fmt.Printf("%+v\n", a.View(start.Add(time.Hour), time.Time{}).Balance())
	}
	// Output:
	// {Available:1h30m0s Overdrawn:0s Allowance:0s Held:3h0m0s}
	// {Available:2h30m0s Overdrawn:0s Allowance:0s Held:0s}
}

func ExampleShortfallError() {
	_, err := ready().Apply(credit.Entry{ID: "d", Kind: credit.Debit, At: start, Time: 5 * time.Hour})
	var short *credit.ShortfallError
	if errors.As(err, &short) {
		fmt.Println(short.Needed, short.Available, short.Missing)
	}
	// Output: 5h0m0s 4h30m0s 30m0s
}

func ExampleAccount_Trail() {
	a := ready()
	_, _ = a.Apply(credit.Entry{ID: "d", Kind: credit.Debit, At: start, Time: 100 * time.Minute})
	for _, s := range a.Trail("d") {
		fmt.Println(s.Rule, s.Time, s.Blocks, s.Lot, s.Cost)
	}
	// Output:
	// D1 1h40m0s 0  0.00
	// S19 2h0m0s 4  0.00
	// D5 2h0m0s 0  0.00
	// D6 1h30m0s 0  0.00
	// D7 30m0s 0 A 28.17
}

func ExampleView_Month() {
	a := ready()
	_, _ = a.Apply(credit.Entry{ID: "d", Kind: credit.Debit, At: start, Time: 20 * time.Minute})
	m := a.View(start.AddDate(0, 1, 0), time.Time{}).Month(calendar.MonthOf(start))
	fmt.Println(m.Usage.Worked, m.Usage.Charged, m.Lost)
	// Output: 20m0s 30m0s 1h0m0s
}

func ExampleAccount_WriteJournal() {
	_ = ready().WriteJournal(os.Stdout)
	// Output:
	// {"id":"plan","kind":"allowance","at":"2026-05-04T07:00:00Z","time":"PT1H30M","from":"2026-05"}
	// {"id":"A","kind":"purchase","at":"2026-05-04T07:00:00Z","time":"PT3H","price":"169.00"}
}

func ExampleLedger() {
	ctx := context.Background()
	l, _ := credit.NewLedger(new(credit.MemoryStore), credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	pack := credit.Entry{ID: "A", Kind: credit.Purchase, At: start, Time: 3 * time.Hour, Price: euros("169.00")}
	_, _ = l.Apply(ctx, "acme", pack)
	_, _ = l.Apply(ctx, "acme", pack) // a retry: nothing changes
	a, _ := l.Account(ctx, "acme")
	fmt.Println(a.View(start, time.Time{}).Balance().Available)
	// Output: 3h0m0s
}
