package compare_test

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

var (
	wall, day, month, dec = kit.Wall, kit.Day, kit.Month, kit.Dec
	contract              = kit.Contract
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

// workOn is one ticket with one session of work.
func workOn(ticket string, start time.Time, d time.Duration) servicelevel.Activity {
	return servicelevel.Activity{
		Requests:      []servicelevel.Request{{Ticket: ticket, At: start}},
		Interventions: []servicelevel.Intervention{{Ticket: ticket, Start: start, End: start.Add(d)}},
	}
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

func down(start, end string) penalty.Outage {
	return penalty.Outage{Start: wall(start), End: wall(end)}
}

func ending(ct servicelevel.Contract, on string) servicelevel.Contract {
	ct.End = day(on)
	return ct
}

func incident(ticket, at string) servicelevel.Request {
	return servicelevel.Request{Ticket: ticket, Kind: servicelevel.Incident, At: wall(at)}
}

// decisionsOf lists the ids of decisions, each once.
func decisionsOf(list []statement.Assumption) string {
	var ids []string
	for _, a := range list {
		ids = append(ids, a.Rule)
	}
	return strings.Join(slices.Compact(ids), ", ")
}

// rests reports whether a decision is among those that figures rest on.
func rests(list []statement.Assumption, id string) bool {
	return slices.ContainsFunc(list, func(a statement.Assumption) bool { return a.Rule == id })
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
