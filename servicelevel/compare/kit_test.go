package compare_test

import (
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/plans"
)

var (
	wall, day, month, dec = kit.Wall, kit.Day, kit.Month, kit.Dec
	contract              = kit.Contract
	workOn                = kit.WorkOn
	incident, down        = kit.Incident, kit.Down
	decisionsOf, rests    = kit.DecisionsOf, kit.Rests
)

// ticketDay is a Monday, at midnight in Paris, and deskClock a time of that day.
var ticketDay = time.Date(2026, time.May, 10, 22, 0, 0, 0, time.UTC)

var compareMay, compareJune = calendar.MustParseMonth("2026-05"), calendar.MustParseMonth("2026-06")

// compared returns what a comparison says of one level.
func compared(t require.TestingT, c compare.Comparison, l servicelevel.Level) compare.LevelCost {
	for _, x := range c.Levels {
		if x.Level == l {
			return x
		}
	}
	require.Fail(t, "not compared", "%v", l)
	return compare.LevelCost{}
}

// at reads an instant of an example.
func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// proContract is a customer at the level Pro since the beginning of the year.
func proContract() servicelevel.Contract {
	return servicelevel.Contract{
		ID: "NX-1042", Customer: "Atelier du Port", Edition: "nuxit",
		Level: servicelevel.Pro, Start: calendar.MustParseDate("2026-01-01"),
	}
}

func outage(start, end string) penalty.Outage { return penalty.Outage{Start: at(start), End: at(end)} }

func deskClock(hour, minute int) time.Time {
	return ticketDay.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

func ending(ct servicelevel.Contract, on string) servicelevel.Contract {
	ct.End = day(on)
	return ct
}

func planIn(t require.TestingT, c *servicelevel.Catalogue, l servicelevel.Level) plans.Plan {
	p, ok := c.Plan(l)
	require.True(t, ok)
	return p
}

func cents(n int64) *decimal.Decimal {
	d := decimal.New(n, -2)
	return &d
}

// nightFactor has work at night count one and a half times.
var nightFactor = []plans.Factor{{By: decimal.New(15, -1), Rules: []string{"S1"}, Schedule: calendar.Schedule{
	Zone: "Europe/Paris", Hours: []calendar.Hours{{Days: calendar.EveryDay, Open: []calendar.Span{{Start: calendar.At(22, 0), End: calendar.Midnight24}}}},
}}}
