package servicelevel_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// Four hours on a level without an allowance, with an hour of credit: what is missing is
// overdrawn until the month ends, and then sold, as packs or by the hour.
func ExampleUncovered() {
	price := decimal.New(9000, -2)
	for _, options := range []servicelevel.Options{
		{},
		{Uncovered: servicelevel.UncoveredPacks},
		{Uncovered: servicelevel.UncoveredHours, HourPrice: &price},
	} {
		contract := proContract()
		contract.Level, contract.Options = servicelevel.Standard, options
		book, err := servicelevel.NUXIT().Open(contract)
		if err != nil {
			fmt.Println(err)
			return
		}
		err = book.Record(
			servicelevel.Fact{ID: "F1", Kind: servicelevel.Given, At: at("2026-05-04T09:00:00+02:00"), Time: time.Hour},
			servicelevel.Fact{ID: "F2", Kind: servicelevel.Requested, At: at("2026-05-11T09:00:00+02:00"), Ticket: "T1"},
			servicelevel.Fact{ID: "F3", Kind: servicelevel.Worked, At: at("2026-05-11T10:00:00+02:00"), End: at("2026-05-11T14:00:00+02:00"), Ticket: "T1"},
		)
		if err != nil {
			fmt.Println(err)
			continue
		}
		preview, _ := book.Preview(at("2026-05-31T23:59:59+02:00"))
		fmt.Println("overdrawn in May:", preview.Credit.Overdrawn)
		may, _, _ := book.Close(calendar.MustParseMonth("2026-05"))
		may.Explain()
		for _, line := range may.Invoice.Lines {
			fmt.Println(line.Explained.EN)
		}
	}
	// Output:
	// facts[2]: credit: "T1" needs 4h0m0s, 1h0m0s is available, 3h0m0s is missing; the cheapest packs for it are 1 of 3h0m0s at 169.00 (got "T1")
	// overdrawn in May: 3h0m0s
	// 3 h of intervention sold for work done without credit, on 31 May 2026, €169.00 excl. VAT (S23, D29)
	// overdrawn in May: 3h0m0s
	// 3 h without credit at €90.00 an hour excl. VAT = €270.00 (D29, D21)
}

// A ledger that holds the contract's hours is told what the statement has sold.
func ExampleStatement_Sales() {
	contract := proContract()
	contract.Level, contract.Options.Uncovered = servicelevel.Standard, servicelevel.UncoveredPacks
	s, err := servicelevel.NUXIT().Statement(contract, servicelevel.Activity{
		Requests:      []servicelevel.Request{{Ticket: "T1", At: at("2026-05-11T09:00:00+02:00")}},
		Interventions: []servicelevel.Intervention{{Ticket: "T1", Start: at("2026-05-11T10:00:00+02:00"), End: at("2026-05-11T12:00:00+02:00")}},
	}, calendar.MustParseMonth("2026-05"))
	for _, e := range s.Sales() {
		fmt.Println(e.ID, e.Kind, e.At.Format(time.RFC3339Nano), e.Time, e.Price.StringFixed(2), err)
	}
	// Output:
	// uncovered/2026-05/1 sale 2026-05-31T23:59:59.999999999+02:00 3h0m0s 169.00 <nil>
}
