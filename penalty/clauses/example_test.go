package clauses_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
)

// The greater of 5 % of the rent and of 10 euros an hour, up to a fifth of the rent.
func ExampleBesides() {
	terms := penalty.Terms{Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05")}
	besides := clauses.Besides{
		By:     clauses.Greatest,
		Others: []penalty.Terms{{Target: terms.Target, Rate: decimal.RequireFromString("10.00"), Basis: penalty.Amount}},
		Cap:    decimal.RequireFromString("0.2"),
	}
	start := time.Date(2026, 5, 12, 10, 0, 0, 0, time.UTC)
	a, all, err := besides.Assess(terms, penalty.Case{
		Rent:    decimal.RequireFromString("149.00"),
		Period:  calendar.MustParseMonth("2026-05").Interval(time.UTC),
		Outages: []penalty.Outage{{Start: start, End: start.Add(150 * time.Minute)}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Amount.StringFixed(2), all.Others[0].Amount.StringFixed(2), all.Amount.StringFixed(2))
	// Output: 18.63 25.00 25.00
}
