package contracts_test

import (
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/plans"
)

func ExampleContract_MonthOf() {
	ct := contracts.Contract{Start: calendar.MustParseDate("2026-01-15"), Options: contracts.Options{MonthDay: 15}}
	fmt.Println(ct.MonthOf(calendar.MustParseDate("2026-05-14")))
	fmt.Println(ct.MonthOf(calendar.MustParseDate("2026-05-15")))
	// Output:
	// 2026-04
	// 2026-05
}

func ExampleContract_Serves() {
	ct := contracts.Contract{Start: calendar.MustParseDate("2026-01-15"), End: calendar.MustParseDate("2026-07-01")}
	fmt.Println(ct.Serves(calendar.MustParseDate("2026-06-30")), ct.Serves(ct.End))
	// Output: true false
}

func ExampleContract_Validate() {
	ct := contracts.Contract{
		ID: "C-1", Customer: "Marie", Edition: "nuxit", Level: plans.Pro,
		Start:   calendar.Date{Year: 2026, Month: time.January, Day: 1},
		Options: contracts.Options{MonthDay: 31},
	}
	fmt.Println(ct.Validate())
	// Output: options.month_day: must lie from 1 to 28, or be absent for calendar months (got "31")
}

func ExampleOptions_Reach() {
	var o contracts.Options
	fmt.Println(o.Reach())
	o.CorrectionMonths = 3
	fmt.Println(o.Reach())
	// Output:
	// 12
	// 3
}
