package calendar_test

import (
	"fmt"

	"github.com/palier-go/palier/calendar"
)

func ExampleCalendar_IsWorkingDay() {
	for _, day := range []string{"2026-05-13", "2026-05-14", "2026-05-16"} { // a Wednesday, Ascension, a Saturday
		fmt.Println(office().IsWorkingDay(calendar.MustParseDate(day)))
	}
	// Output:
	// true <nil>
	// false <nil>
	// false <nil>
}

func ExampleCalendar_AddWorkingDays() {
	c := office()
	fmt.Println(c.AddWorkingDays(calendar.MustParseDate("2026-05-13"), 5)) // over Ascension
	fmt.Println(c.AddWorkingDays(calendar.MustParseDate("2026-05-18"), -1))
	fmt.Println(c.AddWorkingDays(calendar.MustParseDate("2026-05-16"), 0)) // a Saturday
	// Output:
	// 2026-05-21 <nil>
	// 2026-05-15 <nil>
	// 2026-05-16 <nil>
}

func ExampleCalendar_WorkingDaysBetween() {
	n, err := office().WorkingDaysBetween(calendar.MustParseDate("2026-05-01"), calendar.MustParseDate("2026-06-01"))
	fmt.Println(n, err)
	// Output: 17 <nil>
}

func ExampleCalendar_NextWorkingDay() {
	fmt.Println(office().NextWorkingDay(calendar.MustParseDate("2026-05-14"))) // Ascension
	fmt.Println(office().NextWorkingDay(calendar.MustParseDate("2026-05-15"))) // is one
	// Output:
	// 2026-05-15 <nil>
	// 2026-05-15 <nil>
}

func ExampleCalendar_PrevWorkingDay() {
	fmt.Println(office().PrevWorkingDay(calendar.MustParseDate("2026-05-17"))) // a Sunday
	// Output: 2026-05-15 <nil>
}

func ExampleCalendar_WorkingDay() {
	c, may := office(), calendar.MustParseMonth("2026-05")
	fmt.Println(c.WorkingDay(may, 1))
	fmt.Println(c.WorkingDay(may, -1))
	_, err := c.WorkingDay(may, 18)
	fmt.Println(err)
	// Output:
	// 2026-05-04 <nil>
	// 2026-05-29 <nil>
	// n: must be one of the 17 working days of 2026-05, from 1 on or from -1 back (got "18")
}

func ExampleCalendar_CloseOfBusiness() {
	received := parse("2026-05-12T20:15:00+02:00")
	fmt.Println(office().CloseOfBusiness(received, 5)) // Ascension and a weekend are between
	// Output: 2026-05-20 18:00:00 +0200 CEST <nil>
}
