package invoice_test

import (
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// Three hours were bought in May, of which an hour was worked; what is left is given back in June, on a credit note for
// the invoice of May and at its VAT.
func ExampleCreditNote() {
	may := time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC)
	june := may.AddDate(0, 1, 0)
	catalogue := servicelevel.NUXIT()
	book, err := catalogue.Open(servicelevel.Contract{
		ID: "C-1", Customer: "Atelier du Port", Edition: "nuxit", Level: servicelevel.Standard, Start: calendar.MustParseDate("2026-01-01"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = book.Record(
		servicelevel.Fact{ID: "P1", Kind: servicelevel.Bought, At: may, Time: 3 * time.Hour},
		servicelevel.Fact{ID: "F1", Kind: servicelevel.Requested, At: may, Ticket: "T1"},
		servicelevel.Fact{ID: "F2", Kind: servicelevel.Worked, At: may.Add(time.Hour), Ticket: "T1", End: may.Add(2 * time.Hour)},
		servicelevel.Fact{ID: "R1", Kind: servicelevel.Refunded, At: june, Of: "P1"},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := book.Preview(june.AddDate(0, 0, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Explain()
	for i := range s.CreditNotes {
		note := &s.CreditNotes[i]
		fmt.Println(note.Explained.EN)
		for _, line := range note.Document.Lines {
			fmt.Println(line.Kind, line.Ref, line.Time, line.Amount.StringFixed(2), line.Rules)
			fmt.Println(line.Explained.EN)
		}
		fmt.Println(note.Document.Net.StringFixed(2), note.Document.Tax.StringFixed(2), note.Document.Gross.StringFixed(2), note.Reduces())
		fmt.Println(note.Check(s.Currency, nil))

		note.Document.Net = note.Document.Gross
		fmt.Println(note.Check(s.Currency, nil))
	}
	// Output:
	// credit note for the invoice of May 2026 of the contract C-1
	// refund P1 2h0m0s 112.67 D30
	// 2 h taken back of the pack of 3 h of 4 May 2026, €169.00 excl. VAT; €169.00 for 3 h, less €56.33 for 1 h = €112.67 (D30, D21); VAT of the sale: 20% (D33)
	// 112.67 22.53 135.20 false
	// <nil>
	// document.net: must be the sum of the lines, 112.67 (got "135.2")
	// document.taxes: must be on the net amount, 135.2 (got "112.67")
	// document.gross: must be net plus tax (got "135.2")
}
