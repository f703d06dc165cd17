package servicelevel_test

import (
	"fmt"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// A contract that is billed from the 15th to the 14th: its first month is begun on the 20th.
func ExampleContract_MonthOf() {
	ct := servicelevel.Contract{
		ID: "NX-1042", Customer: "Atelier du Port", Edition: "nuxit", Level: servicelevel.Pro,
		Start: calendar.MustParseDate("2026-05-20"), Options: servicelevel.Options{MonthDay: 15, ProRata: true},
	}
	for _, day := range []string{"2026-05-20", "2026-06-14", "2026-06-15"} {
		fmt.Println(day, "is of", ct.MonthOf(calendar.MustParseDate(day)))
	}
	statement, err := servicelevel.NUXIT().Statement(ct, servicelevel.Activity{}, ct.MonthOf(ct.Start))
	if err != nil {
		fmt.Println(err)
		return
	}
	statement.Explain()
	first, last := statement.DaysOf(statement.Month)
	fmt.Println(statement.Month, "is from", first, "to", last)
	fmt.Println(statement.Invoice.Lines[0].Label.EN)
	fmt.Println(statement.Invoice.Lines[0].Explained.EN)
	// Output:
	// 2026-05-20 is of 2026-05
	// 2026-06-14 is of 2026-05
	// 2026-06-15 is of 2026-06
	// 2026-05 is from 2026-05-15 to 2026-06-14
	// Pro level, 15 May to 14 June 2026
	// Pro at €45.00 a month excl. VAT (S38); 26 of 31 days from 20 May 2026 = €37.74 (D24, D21)
}
