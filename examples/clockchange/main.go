// Command clockchange assesses outages on the nights on which the clocks change.
package main

import (
	"fmt"
	"log"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/penalty"
)

func main() {
	log.SetFlags(0)
	paris, err := calendar.LoadLocation("Europe/Paris")
	if err != nil {
		log.Fatal(err)
	}
	terms := penalty.Terms{Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05")}
	for _, night := range []struct{ what, month, start, end string }{
		{"spring: 02:00 to 03:00 does not exist", "2026-03", "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"},
		{"autumn: 02:00 to 03:00 comes twice", "2026-10", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"},
		{"the night before", "2026-10", "2026-10-24T02:30:00+02:00", "2026-10-24T03:30:00+02:00"},
	} {
		outage := penalty.Outage{Start: instant(night.start), End: instant(night.end)}
		a, err := penalty.Assess(terms, penalty.Case{
			Rent:    decimal.RequireFromString("90.00"),
			Period:  calendar.MustParseMonth(night.month).Interval(paris),
			Outages: []penalty.Outage{outage},
		})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(night.what)
		fmt.Printf("  from %s to %s on the wall\n", outage.Start.In(paris).Format("15:04"), outage.End.In(paris).Format("15:04"))
		fmt.Printf("  %v down of %v: %s, exactly %s\n", a.Availability.Down, a.Availability.Total, a.Availability, a.Availability.Ratio())
		fmt.Printf("  owed: %s\n", amount.Text("", a.Amount))
	}

	always, err := calendar.Compile(calendar.AlwaysOpen("Europe/Paris"))
	if err != nil {
		log.Fatal(err)
	}
	for _, night := range [][2]string{{"2026-03-28", "2026-03-30"}, {"2026-10-24", "2026-10-26"}} {
		from, to := calendar.MustParseDate(night[0]).Interval(paris).Start, calendar.MustParseDate(night[1]).Interval(paris).Start
		lasted, err := always.Between(from, to)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("two days from midnight %s: %v\n", night[0], lasted)
	}
}

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		log.Fatal(err)
	}
	return t
}
