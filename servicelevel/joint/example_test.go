package joint_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/joint"
)

// A customer's three servers on one invoice: each has a line of 4.82, which alone would bear
// 0.96 of VAT. What is given back of it, one server at a time, comes to what was invoiced.
func ExampleConsolidate() {
	var books []*servicelevel.Book
	price := decimal.RequireFromString("4.82")
	for i, id := range []string{"web", "mail", "shop"} {
		ct := servicelevel.Contract{ID: id, Customer: "Atelier du Port", Edition: "nuxit", Level: servicelevel.Standard, Start: calendar.MustParseDate("2026-01-01")}
		book, err := servicelevel.NUXIT().Open(ct)
		if err == nil {
			err = book.Record(
				servicelevel.Fact{ID: "f1", Kind: servicelevel.Bought, At: at("2026-01-05T09:00:00+01:00"), Time: 3 * time.Hour, Price: &price},
				servicelevel.Fact{ID: "f2", Kind: servicelevel.Refunded, At: at("2026-02-05T09:00:00+01:00").AddDate(0, i, 0), Of: "f1"},
			)
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		books = append(books, book)
	}

	var before *joint.Consolidated // kept from month to month, as JSON
	for month := calendar.MustParseMonth("2026-01"); month.Month <= time.April; month = month.AddMonths(1) {
		var statements []servicelevel.Statement
		for _, book := range books {
			s, _, err := book.Close(month)
			if err != nil {
				fmt.Println(err)
				return
			}
			statements = append(statements, s)
		}
		c, err := joint.Consolidate(before, statements...)
		if err != nil {
			fmt.Println(err)
			return
		}
		before = &c

		fmt.Printf("%s: %d lines, %s + %s\n", c.Month, len(c.Invoice.Lines), c.Invoice.Net.StringFixed(2), c.Invoice.Tax.StringFixed(2))
		c.Explain()
		for _, n := range c.CreditNotes {
			t := n.Document.Taxes[0]
			fmt.Println("credit note for", n.Invoice, n.Document.Lines[0].Contract, t.Net.StringFixed(2), "+", t.Tax.StringFixed(2))
			if !t.Before.IsZero() {
				fmt.Println(" ", t.Explained.EN)
			}
		}
	}
	// Output:
	// 2026-01: 3 lines, 14.46 + 2.89
	// 2026-02: 0 lines, 0.00 + 0.00
	// credit note for 2026-01 web 4.82 + 0.96
	// 2026-03: 0 lines, 0.00 + 0.00
	// credit note for 2026-01 mail 4.82 + 0.97
	//   contract mail: €4.82; in all €4.82 excl. VAT; €4.82 after €4.82 given back of this invoice before; 20% of €9.64 = €1.93, less 20% of €4.82 = €0.96: €0.97 (D22, D33)
	// 2026-04: 0 lines, 0.00 + 0.00
	// credit note for 2026-01 shop 4.82 + 0.96
	//   contract shop: €4.82; in all €4.82 excl. VAT; €4.82 after €9.64 given back of this invoice before; 20% of €14.46 = €2.89, less 20% of €9.64 = €1.93: €0.96 (D22, D33)
}

// at reads an instant.
func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}
