package servicelevel_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// quoted returns what one customer is offered at level 4: Business at a price of its own.
func quoted(monthly string) *plans.Plan {
	plan, _ := servicelevel.NUXIT().Plan(servicelevel.Business)
	plan.Level, plan.Name = servicelevel.CriticalBusiness, servicelevel.Wording{FR: "Business sur devis", EN: "Business on quote"}
	plan.Fee = plans.Fee{Monthly: decimal.RequireFromString(monthly)}
	return &plan
}

// A quote whose price goes up on 15 June: for whole months from July on, or by days (D24).
func ExampleChange() {
	rent := decimal.RequireFromString("500.00")
	ct := servicelevel.Contract{
		ID: "NX-2001", Customer: "Atelier du Port", Edition: "nuxit", Start: calendar.MustParseDate("2026-01-01"),
		Level: servicelevel.CriticalBusiness, Quote: quoted("900.00"), Rent: &rent,
		Changes: []servicelevel.Change{
			{On: calendar.MustParseDate("2026-06-15"), Level: servicelevel.CriticalBusiness, Quote: quoted("960.00")},
		},
	}
	for _, ct.Options.ProRata = range []bool{false, true} {
		for _, month := range []string{"2026-06", "2026-07"} {
			s, err := servicelevel.NUXIT().Statement(ct, servicelevel.Activity{}, calendar.MustParseMonth(month))
			if err != nil {
				panic(err)
			}
			s.Explain()
			for _, line := range s.Invoice.Lines {
				fmt.Println(s.Month, line.Explained.EN)
			}
		}
	}
	// Output:
	// 2026-06 Business on quote at €900.00 a month excl. VAT
	// 2026-07 Business on quote at €960.00 a month excl. VAT
	// 2026-06 Business on quote at €900.00 a month excl. VAT; 14 of 30 days from 1 June 2026 = €420.00 (D24, D21)
	// 2026-06 Business on quote at €960.00 a month excl. VAT; 16 of 30 days from 15 June 2026 = €512.00 (D24, D21)
	// 2026-07 Business on quote at €960.00 a month excl. VAT
}

// Goodwill of 100 in a month of 45: the invoice comes to nothing, and the rest is a credit note.
func ExampleCatalogue_Statement_creditNote() {
	s, err := servicelevel.NUXIT().Statement(proContract(), servicelevel.Activity{Charges: []servicelevel.Charge{{
		ID: "G1", At: at("2026-05-12T09:00:00+02:00"), Price: decimal.RequireFromString("-100.00"),
		Label: servicelevel.Wording{FR: "Geste commercial", EN: "Goodwill"},
	}}}, calendar.MustParseMonth("2026-05"))
	if err != nil {
		panic(err)
	}
	s.Explain()
	for _, line := range s.Invoice.Lines {
		fmt.Println(line.Amount.StringFixed(2), line.Label.EN)
	}
	fmt.Println(s.Invoice.Gross.StringFixed(2), "to pay")
	for _, note := range s.CreditNotes {
		fmt.Println("credit note for", note.Invoice)
		for _, line := range note.Document.Lines { // what is given back is above 0
			fmt.Println(line.Amount.StringFixed(2), line.Label.EN, "of", line.Whole.StringFixed(2))
		}
		fmt.Println(note.Document.Gross.StringFixed(2), "with", note.Document.Tax.StringFixed(2), "of VAT")
	}
	// Output:
	// 45.00 Pro level, May 2026
	// -45.00 Goodwill
	// 0.00 to pay
	// credit note for 2026-05
	// 55.00 Goodwill of 100.00
	// 66.00 with 11.00 of VAT
}

// A contract ends, and the hours that are left of a pack go on under the one that follows, with
// their day, their price and their cents (D32).
func ExamplePurchase() {
	old, next := proContract(), proContract()
	old.Level, old.End = servicelevel.Serenity, calendar.MustParseDate("2026-06-01")
	next.ID, next.Level, next.Start = "NX-1043", servicelevel.Serenity, old.End
	book, err := servicelevel.NUXIT().Open(old)
	if err == nil {
		err = book.Record(
			servicelevel.Fact{ID: "P1", Kind: servicelevel.Bought, At: at("2026-05-04T09:00:00+02:00"), Time: 5 * time.Hour},
			servicelevel.Fact{ID: "R1", Kind: servicelevel.Requested, At: at("2026-05-05T09:00:00+02:00"), Ticket: "T1"},
			servicelevel.Fact{ID: "W1", Kind: servicelevel.Worked, At: at("2026-05-05T10:00:00+02:00"), End: at("2026-05-05T12:00:00+02:00"), Ticket: "T1"},
			servicelevel.Fact{ID: "M1", Kind: servicelevel.Moved, At: at("2026-05-31T18:00:00+02:00"), Of: "P1"},
		)
	}
	if err != nil {
		panic(err)
	}
	may, _, err := book.Close(calendar.MustParseMonth("2026-05"))
	if err != nil {
		panic(err)
	}
	lot := may.Credit.Lots[0]
	begin := calendar.MustParseMonth("2026-06").Interval(servicelevel.NUXIT().Location()).Start
	june, err := servicelevel.NUXIT().Statement(next, servicelevel.Activity{Purchases: []servicelevel.Purchase{{
		ID: lot.Lot, At: lot.Bought.Interval(servicelevel.NUXIT().Location()).Start, Recorded: begin,
		Time: lot.Moved, Price: &lot.Transferred, Elsewhere: true,
	}}}, calendar.MustParseMonth("2026-06"))
	if err != nil {
		panic(err)
	}
	lot = june.Credit.Lots[0]
	fmt.Println(len(june.Invoice.Lines), "line on the invoice")
	fmt.Println("pack of", lot.Bought, "has", lot.Closing, "that had cost", lot.Deferred.StringFixed(2))
	// Output:
	// 1 line on the invoice
	// pack of 2026-05-04 has 3h0m0s that had cost 143.40
}
