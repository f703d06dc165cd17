package penalty_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// TestManyOutages: with a least length, which looks at outages and exclusions whole, a hundred times
// as many of them take a hundred times as long, give or take what sorting and memory do; what
// takes time in the square of them takes ten thousand times as long.
func TestManyOutages(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("large")
	}
	year := calendar.Interval{Start: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
	at := func(second int) time.Time { return year.Start.Add(time.Duration(second) * time.Second) }
	outage := func(from, to int) penalty.Outage { return penalty.Outage{Start: at(from), End: at(to)} }
	off := func(from, to int) penalty.Exclusion {
		return penalty.Exclusion{Start: at(from), End: at(to), Reason: penalty.Maintenance}
	}
	type shape = func(c *penalty.Case, i, n int)
	measured := func(terms penalty.Terms, fill shape) func(*testing.T) {
		return func(t *testing.T) { timesHundred(t, year, terms, fill) }
	}
	least := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), MinOutage: 61 * time.Second, PerOutage: true}
	shapes := map[string]shape{
		"one after the other": func(c *penalty.Case, i, _ int) { c.Outages = append(c.Outages, outage(100*i, 100*i+60)) },
		"the last one first":  func(c *penalty.Case, i, n int) { c.Outages = append(c.Outages, outage(100*(n-i), 100*(n-i)+60)) },
		"each touches the next": func(c *penalty.Case, i, n int) {
			i = i * 7919 % n // in no order
			c.Outages = append(c.Outages, outage(100*i, 100*i+100))
		},
		"all at once":       func(c *penalty.Case, i, n int) { c.Outages = append(c.Outages, outage(n-i, 2*n+i)) },
		"before the period": func(c *penalty.Case, i, n int) { c.Outages = append(c.Outages, outage(-100*i, -100*i+100)) },
		"with names": func(c *penalty.Case, i, n int) {
			c.Outages = append(c.Outages, outage(100*i, 100*i+60))
			c.Outages[i].ID = strconv.Itoa(i)
		},
		"parts of the platform within each other": func(c *penalty.Case, i, n int) {
			c.Outages = append(c.Outages, outage(i, 3*n-i))
			c.Outages[i].Share = dec("0.0001").Add(dec("0.0001").Mul(dec(strconv.Itoa(i % 9999))))
		},
		"one, and as many exclusions in it": func(c *penalty.Case, i, n int) {
			c.Outages = append(c.Outages[:0], outage(-100, 100*n))
			c.Exclusions = append(c.Exclusions, off(100*(n-i), 100*(n-i)+50))
		},
		"each in an exclusion of all": func(c *penalty.Case, i, n int) {
			c.Outages = append(c.Outages, outage(100*i, 100*i+60))
			c.Exclusions = append(c.Exclusions, off(i, 100*n-i))
		},
		"each with an exclusion in it": func(c *penalty.Case, i, n int) {
			c.Outages = append(c.Outages, outage(100*i, 100*i+90))
			c.Exclusions = append(c.Exclusions, off(100*(n-i)+20, 100*(n-i)+40))
		},
		"each with an exclusion beside the period": func(c *penalty.Case, i, n int) {
			c.Outages = append(c.Outages, outage(-100*i, -100*i+90))
			c.Exclusions = append(c.Exclusions, off(-100*i+20, -100*i+50))
		},
		"every other one does not count": func(c *penalty.Case, i, n int) {
			c.Outages = append(c.Outages, outage(100*i, 100*i+150))
			if i%2 == 0 {
				c.Outages[i].Excluded = penalty.Customer
			}
		},
		"maintenance at each": func(c *penalty.Case, i, n int) {
			c.Outages = append(c.Outages, outage(100*(n-i), 100*(n-i)+90))
			if i%2 == 0 {
				c.Outages[i].Excluded = penalty.Maintenance
			}
			c.Exclusions = append(c.Exclusions, off(100*i+30, 100*i+60))
		},
	}
	for name, fill := range shapes {
		t.Run(name, measured(least, fill))
	}
	with := func(change func(*penalty.Terms)) penalty.Terms {
		terms := least
		change(&terms)
		return terms
	}
	for name, terms := range map[string]penalty.Terms{
		"in whole units": with(func(t *penalty.Terms) { t.Grain = 7 * time.Second }),
		"in fixed intervals": with(func(t *penalty.Terms) {
			t.Grain, t.Fixed = 7*time.Second, true
		}),
		"past what is free": with(func(t *penalty.Terms) { t.Deductible = 65 * time.Second }),
		"added up":          with(func(t *penalty.Terms) { t.AddUp = true }),
		"beyond a budget":   with(func(t *penalty.Terms) { t.MaintenanceBudget = time.Hour }),
		"with all of that": with(func(t *penalty.Terms) {
			t.Grain, t.Fixed, t.Deductible, t.AddUp, t.MaintenanceBudget = 7*time.Second, true, 65*time.Second, true, time.Hour
		}),
	} {
		for _, of := range []string{
			"each touches the next", "with names", "parts of the platform within each other", "one, and as many exclusions in it",
			"each with an exclusion in it", "maintenance at each",
		} {
			t.Run(name+", "+of, measured(terms, shapes[of]))
		}
	}
}

// timesHundred measures the least time that a case takes with a thousand outages, and with a
// hundred times as many.
func timesHundred(t *testing.T, year calendar.Interval, terms penalty.Terms, fill func(c *penalty.Case, i, n int)) {
	t.Helper()
	took := func(n, times int, enough time.Duration) (least time.Duration) {
		c := penalty.Case{Rent: dec("100"), Period: year, AsOf: year.End, Outages: make([]penalty.Outage, 0, n), Exclusions: make([]penalty.Exclusion, 0, n)}
		for i := range n {
			fill(&c, i, n)
		}
		for i := range times { // another process may be in the way
			begun := time.Now()
			_, err := penalty.Assess(terms, c)
			if d := time.Since(begun); i == 0 || d < least {
				least = d
			}
			require.NoError(t, err)
			if least < enough {
				break
			}
		}
		return least
	}
	few := took(1000, 20, 0)
	many := took(penalty.MaxOutages, 3, 4000*few)
	t.Log(few, many)
	require.Less(t, many, 4000*few)
}
