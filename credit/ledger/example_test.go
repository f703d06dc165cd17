package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing/fstest"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

var start = time.Date(2026, time.May, 4, 7, 0, 0, 0, time.UTC)

// ready returns an account with 1 h 30 a month and a pack of 3 h.
func ready() *ledger.Account {
	a, err := ledger.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	if err != nil {
		panic(err)
	}
	err = a.Replay([]ledger.Entry{
		{ID: "plan", Kind: credit.Allowance, At: start, From: calendar.Date{Year: 2026, Month: time.May, Day: 1}, Time: 90 * time.Minute},
		{ID: "A", Kind: credit.Purchase, At: start, Time: 3 * time.Hour, Price: euros("169.00")},
	})
	if err != nil {
		panic(err)
	}
	return a
}

func Example() {
	a := ready()
	r, err := a.Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: start, Ticket: "T-7", Time: 170 * time.Minute})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Worked, "worked,", r.Charged, "charged,", r.Cost())
	for _, d := range r.Draws {
		fmt.Println(d.Rule, d.Month, d.Lot, d.Time, d.Cost)
	}
	for _, lot := range a.View(start, time.Time{}).Lots() {
		fmt.Println(lot.ID, lot.Left, "left, earned", lot.Earned, "deferred", lot.Deferred)
	}
	// Output:
	// 2h50m0s worked, 3h0m0s charged, 84.50
	// D6 2026-05  1h30m0s 0.00
	// D7 0000-00 A 1h30m0s 84.50
	// A 1h30m0s left, earned 84.50 deferred 84.50
}

// Sessions of one ticket are one intervention, and the month of the first one pays for
// all of them.
func ExampleAccount_Apply() {
	a := ready()
	june := start.AddDate(0, 1, 0)
	for _, e := range []ledger.Entry{
		{ID: "d1", Kind: credit.Debit, At: start, Ticket: "T-7", Time: 20 * time.Minute},
		{ID: "d2", Kind: credit.Debit, At: june, Ticket: "T-7", Time: 20 * time.Minute},
	} {
		r, _ := a.Apply(e)
		fmt.Println(r.Worked, r.Charged, r.Draws[0].Month)
	}
	// Output:
	// 20m0s 30m0s 2026-05
	// 20m0s 30m0s 2026-05
}

func ExampleAccount_Apply_hold() {
	a := ready()
	for _, e := range []ledger.Entry{
		{ID: "h", Kind: credit.Hold, At: start, Ticket: "T-7", Time: 3 * time.Hour},
		{ID: "c", Kind: credit.Capture, At: start.Add(time.Hour), Of: "h", Time: 100 * time.Minute},
	} {
		if _, err := a.Apply(e); err != nil {
			fmt.Println(err)
		}
		b := a.View(start.Add(time.Hour), time.Time{}).Balance()
		fmt.Println(b.Available, "available,", b.Held, "held,", b.Used, "used")
	}
	// Output:
	// 1h30m0s available, 3h0m0s held, 0s used
	// 2h30m0s available, 0s held, 2h0m0s used
}

func ExampleAccount_Apply_shortfall() {
	_, err := ready().Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: start, Time: 5 * time.Hour})
	var short *credit.ShortfallError
	if errors.As(err, &short) {
		fmt.Println(short.Needed, short.Available, short.Missing)
	}
	// Output: 5h0m0s 4h30m0s 30m0s
}

func ExampleAccount_Receipt() {
	a := ready()
	_, _ = a.Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: start, Time: 100 * time.Minute})
	r, ok := a.Receipt("d")
	fmt.Println(ok, r.Charged, r.Cost())
	// Output: true 2h0m0s 28.17
}

func ExampleAccount_Trail() {
	a := ready()
	_, _ = a.Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: start, Time: 100 * time.Minute})
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

// The same steps in words, as a desk or a log has them.
func ExampleStep_String() {
	a := ready()
	_, _ = a.Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: start, Time: 100 * time.Minute})
	for _, s := range a.Trail("d") {
		fmt.Println(s)
	}
	// Output:
	// 1h40m0s worked (D1), for d at 2026-05-04T07:00:00Z
	// 2h0m0s charged: 4 × 30m0s, for d at 2026-05-04T07:00:00Z
	// 2026-05 pays 2h0m0s (D5), for d at 2026-05-04T07:00:00Z
	// 1h30m0s from the allowance of 2026-05 (D6), by d at 2026-05-04T07:00:00Z
	// 30m0s from the lot A for 28.17 (D7), by d at 2026-05-04T07:00:00Z
}

// What was known at an instant, and what is known now of the same instant.
func ExampleAccount_View() {
	a := ready()
	later := start.AddDate(0, 0, 3)
	_, _ = a.Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: start, Recorded: later, Time: 3 * time.Hour})
	fmt.Println(a.View(start, start).Balance().Available, a.View(start, later).Balance().Available)
	// Output: 3h0m0s 1h30m0s
}

func ExampleView_Month() {
	a := ready()
	_, _ = a.Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: start, Time: 20 * time.Minute})
	m := a.View(start.AddDate(0, 1, 0), time.Time{}).Month(calendar.MonthOf(start))
	fmt.Println(m.Usage.Worked, m.Usage.Charged, m.Lost)
	// Output: 20m0s 30m0s 1h0m0s
}

func ExampleView_Holds() {
	a := ready()
	_, _ = a.Apply(ledger.Entry{ID: "h", Kind: credit.Hold, At: start, Ticket: "T-7", Time: 80 * time.Minute})
	_, _ = a.Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: start, Ticket: "T-7", Time: 25 * time.Minute})
	for _, h := range a.View(start, time.Time{}).Holds() {
		fmt.Println(h.Ticket, "estimated at", h.Estimate, "and still holds", h.Held)
	}
	// Output: T-7 estimated at 1h20m0s and still holds 1h0m0s
}

func ExampleView_Tickets() {
	a := ready()
	_, _ = a.Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: start, Ticket: "T-7", Time: 100 * time.Minute})
	for _, u := range a.View(start, time.Time{}).Tickets() {
		fmt.Println(u.Ticket, u.Usage.Allowance, "+", u.Usage.Credit, "=", u.Usage.Charged, "for", u.Usage.Cost)
	}
	// Output: T-7 1h30m0s + 30m0s = 2h0m0s for 28.17
}

func ExampleAccount_WriteJournal() {
	_ = ready().WriteJournal(os.Stdout)
	// Output:
	// {"id":"plan","kind":"allowance","at":"2026-05-04T07:00:00Z","time":"PT1H30M","from":"2026-05-01"}
	// {"id":"A","kind":"purchase","at":"2026-05-04T07:00:00Z","time":"PT3H","price":"169.00"}
}

func ExampleAccount_ReadJournal() {
	a, _ := ledger.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: time.Hour}})
	err := a.ReadJournal(strings.NewReader(`{"id":"g","kind":"gift","at":"2026-05-04T07:00:00Z","time":"PT3H"}
{"id":"d","kind":"debit","at":"2026-05-04T09:00:00Z","time":"PT4H"}
`))
	fmt.Println(err)
	fmt.Println(a.Len())
	// Output:
	// journal: line 2: credit: "d" needs 4h0m0s, 3h0m0s is available, 1h0m0s is missing
	// 1
}

func ExampleLedger() {
	ctx := context.Background()
	l, _ := ledger.New(new(ledger.Memory), credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	pack := ledger.Entry{ID: "A", Kind: credit.Purchase, At: start, Time: 3 * time.Hour, Price: euros("169.00")}
	_, _ = l.Apply(ctx, "acme", pack)
	_, _ = l.Apply(ctx, "acme", pack) // a retry: nothing changes
	a, _ := l.Account(ctx, "acme")
	fmt.Println(a.View(start, time.Time{}).Balance().Available)
	// Output: 3h0m0s
}

// What a service writes in one go is appended in one go: all of it, or nothing.
func ExampleLedger_ApplyAll() {
	ctx := context.Background()
	l, _ := ledger.New(new(ledger.Memory), credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	l.Keep(10_000) // entries in memory, of the accounts used last
	at := time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC)
	receipts, err := l.ApplyAll(ctx, "acme",
		ledger.Entry{ID: "g", Kind: credit.Gift, At: at, Time: time.Hour},
		ledger.Entry{ID: "w", Kind: credit.Debit, At: at, Ticket: "T1", Time: 20 * time.Minute},
	)
	fmt.Println(receipts[1].Charged, err)
	_, err = l.ApplyAll(ctx, "acme",
		ledger.Entry{ID: "g2", Kind: credit.Gift, At: at, Time: time.Hour},
		ledger.Entry{ID: "w2", Kind: credit.Debit, At: at, Ticket: "T2", Time: 4 * time.Hour},
	)
	fmt.Println(err)
	l.Forget("acme") // it is read again when it is next asked for
	a, err := l.Account(ctx, "acme")
	fmt.Println(a.Len(), err)
	// Output:
	// 30m0s <nil>
	// entries[1]: credit: "w2" needs 4h0m0s, 1h30m0s is available, 2h30m0s is missing
	// 2 <nil>
}

// An image is read several times as fast as the journal that it is kept beside.
func ExampleAccount_AppendImage() {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}}
	a, _ := ledger.NewAccount(terms)
	_, _ = a.Apply(ledger.Entry{ID: "g", Kind: credit.Gift, At: time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC), Time: time.Hour})
	image := a.AppendImage(nil)

	b, _ := ledger.NewAccount(terms)
	fmt.Println(b.ReadImage(image), b.Len())
	fmt.Println(b.ReadImage(image[1:]))
	// Output:
	// <nil> 1
	// ledger: the image is damaged
}

// What is left of a pack is given back at its share of the price (D30): 5 h for 239.00 of
// which 2 h are used.
func ExampleAccount_Apply_refund() {
	a, err := ledger.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC)
	for _, e := range []ledger.Entry{
		{ID: "inv-1", Kind: credit.Purchase, At: at, Time: 5 * time.Hour, Price: euros("239.00")},
		{ID: "int-1", Kind: credit.Debit, At: at.Add(time.Hour), Ticket: "T-7", Time: 110 * time.Minute},
		{ID: "back-1", Kind: credit.Refund, At: at.Add(48 * time.Hour), Of: "inv-1"},
	} {
		r, err := a.Apply(e)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, d := range r.Draws {
			fmt.Println(r.Kind, d.Rule, d.Time, d.Cost)
		}
	}
	lot := a.View(at.Add(48*time.Hour), time.Time{}).Lots()[0]
	fmt.Println("earned", lot.Earned, "deferred", lot.Deferred, "repaid", lot.Repaid)
	// Output:
	// debit D7 2h0m0s 95.60
	// refund D30 3h0m0s 143.40
	// earned 95.60 deferred 0.00 repaid 143.40
}

// A zone database that the program carries, here one without any zone, in place of the machine's.
func ExampleNewAccountIn() {
	zones, err := calendar.NewZones(fstest.MapFS{})
	if err != nil {
		fmt.Println(err)
		return
	}
	terms := credit.Terms{Blocks: credit.Blocks{Size: time.Hour}}
	_, err = ledger.NewAccountIn(terms, zones)
	fmt.Println(err)
	account, err := ledger.NewAccountIn(terms, nil) // as NewAccount
	fmt.Println(account.Len(), err)
	// Output:
	// zone: cannot be read from the zone database that was given: open Europe/Paris: file does not exist (got "Europe/Paris")
	// 0 <nil>
}

func ExampleNewIn() {
	l, err := ledger.NewIn(new(ledger.Memory), credit.Terms{Blocks: credit.Blocks{Size: time.Hour}}, nil) // as New
	fmt.Println(l != nil, err)
	// Output:
	// true <nil>
}
