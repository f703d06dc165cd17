package fund_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// A fund has numbers where an account has names.
var start = time.Date(2026, time.May, 4, 7, 0, 0, 0, time.UTC)

func ExampleFund() {
	var f fund.Fund
	_ = f.Reset(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	_ = f.SetPlan(fund.Plan{From: calendar.Date{Year: 2026, Month: time.May, Day: 1}, Allowance: 90 * time.Minute})
	_, _ = f.Buy(fund.Hours{At: start, Time: 3 * time.Hour, Price: 16900})

	ticket := f.NewTicket()
	_ = f.Reserve(fund.Reservation{Ticket: ticket, At: start, Estimate: 2 * time.Hour})
	fmt.Println(f.Free(), "free")
	work, _ := f.Work(fund.Work{Ticket: ticket, At: start, Time: 100 * time.Minute})
	f.Release(ticket, start, time.Time{})
	for n := range f.Moves() {
		m, _ := f.Move(n)
		fmt.Println(m.Month, m.Time, m.Cost)
	}
	_ = f.Undo(work, start, time.Time{})
	fmt.Println(f.Free(), "free")
	// Output:
	// 2h30m0s free
	// 2026-05 1h30m0s 0
	// 2026-05 30m0s 2817
	// 4h30m0s free
}

// What work would draw, and what is missing for it, without doing it.
func ExampleFund_Would() {
	var f fund.Fund
	_ = f.Reset(credit.Terms{Blocks: credit.Blocks{Size: time.Hour}})
	_, _ = f.Buy(fund.Hours{At: start, Time: 3 * time.Hour, Price: 16900})
	moves, err := f.Would(-1, false, start, 220*time.Minute)
	for _, m := range moves {
		fmt.Println(m.Source == fund.Overdrawn, m.Time, m.Cost)
	}
	var short *credit.ShortfallError
	fmt.Println(errors.As(err, &short), short.Missing, f.Free())
	// Output:
	// false 3h0m0s 16900
	// true 1h0m0s 0
	// true 1h0m0s 3h0m0s
}

// A fund takes hours away that nobody has used, takes that back, and takes back a whole lot
// as if it had never been: what was used of it is overdrawn then.
func ExampleFund_Remove() {
	var f fund.Fund
	if err := f.Reset(credit.Terms{Blocks: credit.Blocks{Size: time.Hour}}); err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC)
	lot, _ := f.Buy(fund.Hours{At: at, Time: 3 * time.Hour, Price: 10000})
	_, err := f.Work(fund.Work{Ticket: f.NewTicket(), At: at, Time: time.Hour})
	fmt.Println(err)

	gone, err := f.Remove(fund.Removal{Lot: lot, Kind: credit.Refund, At: at, Time: time.Hour})
	fmt.Println(gone.Time, gone.Price, gone.Back, err)
	_, err = f.Remove(fund.Removal{Lot: lot, Kind: credit.Forfeit, At: at})
	fmt.Println(f.Removals(lot), f.Lot(lot).Earned, err)
	gone, err = f.WithdrawRemoval(lot, at)
	fmt.Println(gone.Time, gone.Price, err)
	_, err = f.WithdrawRemoval(lot, at)
	fmt.Println(err, f.WithdrawLot(lot, at, nil), f.Overdrawn())
	// Output:
	// <nil>
	// 1h0m0s 3333 3333 <nil>
	// [{refund 1h0m0s 3333} {forfeit 1h0m0s 0}] 6667 <nil>
	// 1h0m0s 3334 <nil>
	// <nil> <nil> 1h0m0s
}

// Work under another contract has the use of hours bought; an allowance that is not shared is
// for the contract's own.
func ExampleFund_ForOther() {
	for _, shared := range []bool{false, true} {
		var f fund.Fund
		_ = f.Reset(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
		_ = f.SetPlan(fund.Plan{From: calendar.MustParseDate("2026-01-01"), Allowance: 90 * time.Minute, Shared: shared})
		_, _ = f.Buy(fund.Hours{At: start, Time: 3 * time.Hour, Price: 16900})
		ticket := f.NewTicket()
		f.ForOther(ticket)
		_, err := f.Work(fund.Work{Ticket: ticket, At: start, Time: time.Hour})
		b := f.Balance(start)
		fmt.Println(b.Allowance, b.Available, err)
	}
	// Output:
	// 1h30m0s 2h0m0s <nil>
	// 30m0s 3h0m0s <nil>
}

// June was closed by rules of the zone by which it ended an hour later than it would now: work of
// that hour is of June.
func ExampleFund_Began() {
	var f fund.Fund
	if err := f.ResetIn(credit.Terms{Blocks: credit.Blocks{Size: time.Hour}}, nil); err != nil {
		fmt.Println(err)
		return
	}
	f.Began(calendar.MustParseDate("2026-07-01"), time.Date(2026, time.June, 30, 23, 0, 0, 0, time.UTC))
	f.Overdraft(credit.MaxBought)
	for _, at := range []int{22, 23} {
		i, err := f.Work(fund.Work{Ticket: f.NewTicket(), At: time.Date(2026, time.June, 30, at, 30, 0, 0, time.UTC), Time: time.Minute})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(f.Parts(i)[0].Day)
	}
	// Output:
	// 2026-06-30
	// 2026-07-01
}
