package calendar_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
)

func ExampleOn() {
	fmt.Println(calendar.On(time.Monday, time.Wednesday, time.Saturday, time.Sunday))
	fmt.Println(calendar.Weekdays, calendar.EveryDay, calendar.EveryDay.Has(time.Sunday))
	// Output:
	// mon,wed,sat,sun
	// mon-fri mon-sun true
}

func ExampleClock() {
	c, err := calendar.ParseClock("18:00:30")
	fmt.Println(c, err, calendar.At(18, 0), calendar.At(24, 0) == calendar.Midnight24)
	fmt.Println(calendar.At(24, 1).Valid())
	// Output:
	// 18:00:30 <nil> 18:00 true
	// false
}

func ExampleDate() {
	d, err := calendar.ParseDate("2024-02-29")
	fmt.Println(d.AddDays(1), d.AddMonths(12), d.Weekday(), d.MonthOf(), err)
	day := calendar.DateOf(parse("2026-03-29T12:00:00+02:00")).Interval(office().Location())
	fmt.Println(day.Duration())
	fmt.Println(d.Compare(calendar.MustParseDate("2024-03-01")), calendar.Date{Year: 2023, Month: 2, Day: 29}.Valid())
	_, err = calendar.ParseDate("2023-02-29")
	fmt.Println(err)
	// Output:
	// 2024-03-01 2025-02-28 Thursday 2024-02 <nil>
	// 23h0m0s
	// -1 false
	// date: must be a date that exists, such as "2026-05-14" (got "2023-02-29")
}

func ExampleMonth_Interval() {
	m, err := calendar.ParseMonth("2026-03")
	fmt.Println(m.Interval(office().Location()).Duration(), m.Days(), m.AddMonths(-3), err)
	// Output: 743h0m0s 31 2025-12 <nil>
}

func ExampleMonth() {
	m := calendar.MonthOf(parse("2028-02-10T12:00:00Z"))
	fmt.Println(m, m.First(), m.Last(), m.Days(), m.Compare(calendar.MustParseMonth("2028-03")))
	fmt.Println(calendar.Month{Year: 2028, Month: 13}.Valid())
	// Output:
	// 2028-02 2028-02-01 2028-02-29 29 -1
	// false
}

func ExampleSpan() {
	night := calendar.Span{Start: calendar.At(22, 0), End: calendar.At(6, 0)} // ends on the next day
	fmt.Println(night, night.Valid(), calendar.Span{}.Valid())
	// Output: 22:00-06:00 true false
}

func ExampleInterval() {
	morning := hours(9, 12)
	fmt.Println(morning.Duration(), morning.Contains(morning.Start), morning.Contains(morning.End))
	fmt.Println(morning.Intersect(hours(11, 14)).Duration(), morning.Intersect(hours(12, 14)).Empty())
	fmt.Println(calendar.Interval{Start: morning.End, End: morning.Start}.Validate())
	// Output:
	// 3h0m0s true false
	// 1h0m0s true
	// end: must not be before the start 2026-05-01T12:00:00Z (got "2026-05-01T09:00:00Z")
}

// hours returns a part of 1 May 2026.
func hours(from, to int) calendar.Interval {
	day := time.Date(2026, time.May, 1, 0, 0, 0, 0, time.UTC)
	return calendar.Interval{Start: day.Add(time.Duration(from) * time.Hour), End: day.Add(time.Duration(to) * time.Hour)}
}

var outages = []calendar.Interval{hours(1, 3), hours(2, 5), hours(8, 9)}

func show(xs []calendar.Interval) {
	for _, x := range xs {
		fmt.Print(x.Start.Format("15:04–"), x.End.Format("15:04 "))
	}
	fmt.Println()
}

func ExampleUnion() {
	show(calendar.Union(outages))
	// Output: 01:00–05:00 08:00–09:00
}

func ExampleSubtract() {
	maintenance := []calendar.Interval{hours(4, 10)}
	show(calendar.Subtract(outages, maintenance))
	// Output: 01:00–04:00
}

func ExampleClip() {
	show(calendar.Clip(outages, hours(4, 24)))
	// Output: 04:00–05:00 08:00–09:00
}

func ExampleTotal() {
	fmt.Println(calendar.Total(outages))
	// Output: 5h0m0s
}

// Christmas Eve until noon, if it is a day of work, and every other Saturday.
func ExampleException() {
	var s calendar.Schedule
	if err := json.Unmarshal([]byte(`{"zone": "Europe/Paris",
		"hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}],
		"exceptions": [
			{"date": "2026-12-24", "yearly": true, "closed": ["12:00-24:00"], "reason": "Christmas Eve"},
			{"date": "2026-01-03", "weeks": 2, "days": "sat", "open": ["09:00-12:00"]}]}`), &s); err != nil {
		fmt.Println(err)
		return
	}
	c, err := calendar.Compile(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range []string{"2026-12-24", "2028-12-24", "2026-01-17", "2026-01-24"} {
		day := calendar.MustParseDate(d).Interval(c.Location())
		open, err := c.Between(day.Start, day.End)
		fmt.Println(d, open, err)
	}
	// Output:
	// 2026-12-24 3h0m0s <nil>
	// 2028-12-24 0s <nil>
	// 2026-01-17 3h0m0s <nil>
	// 2026-01-24 0s <nil>
}
