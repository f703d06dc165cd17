package penalty_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

func byDates() penalty.Terms {
	return penalty.Terms{Target: dec("1"), Rate: dec("0.05"), Counting: penalty.CalendarDays}
}

// TestCalendarDays: 5 % of the rent of 100.00 for each date on which something was down, in Paris.
func TestCalendarDays(t *testing.T) {
	t.Parallel()
	loc, err := time.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	june := calendar.MustParseMonth("2026-06").Interval(loc)
	down := func(list ...string) penalty.Case {
		c := penalty.Case{Rent: dec("100.00"), Period: june}
		for i := 0; i < len(list); i += 2 {
			c.Outages = append(c.Outages, penalty.Outage{Start: at(list[i]), End: at(list[i+1])})
		}
		return c
	}
	for _, c := range []struct {
		name string
		of   penalty.Case
		all  int   // dates
		each []int // of the outages
	}{
		{"a nanosecond", down("2026-06-10T10:00:00Z", "2026-06-10T10:00:00.000000001Z"), 1, []int{1}},
		{"to midnight", down("2026-06-10T10:00:00Z", "2026-06-10T22:00:00Z"), 1, []int{1}},
		{"a nanosecond on", down("2026-06-10T10:00:00Z", "2026-06-10T22:00:00.000000001Z"), 2, []int{2}},
		{"from midnight", down("2026-06-10T22:00:00Z", "2026-06-11T22:00:00Z"), 1, []int{1}},
		{"a nanosecond before", down("2026-06-10T21:59:59.999999999Z", "2026-06-11T22:00:00Z"), 2, []int{2}},
		{"twice a day", down("2026-06-10T10:00:00Z", "2026-06-10T11:00:00Z", "2026-06-10T12:00:00Z", "2026-06-10T13:00:00Z"), 1, []int{1, 1}},
		{"twice about midnight", down("2026-06-10T21:00:00Z", "2026-06-10T23:00:00Z", "2026-06-11T12:00:00Z", "2026-06-11T22:30:00Z"), 3, []int{2, 2}},
		{"those that touch are one", down("2026-06-10T10:00:00Z", "2026-06-10T11:00:00Z", "2026-06-10T11:00:00Z", "2026-06-10T12:00:00Z"), 1, []int{1}},
		{"from before the period", down("2026-05-30T10:00:00Z", "2026-06-01T10:00:00Z"), 1, []int{1}},
		{"all of it", down("2026-05-30T10:00:00Z", "2026-07-01T10:00:00Z"), 30, []int{30}},
	} {
		terms := byDates()
		a := assess(t, terms, c.of)
		assert.Equal(t, []int{c.all}, a.Dates, c.name)
		assert.Equal(t, fmt.Sprintf("%d.00", min(100, 5*c.all)), a.Amount.StringFixed(2), c.name)
		assert.Equal(t, penalty.Ratio{Num: int64(c.all), Den: 1}, a.Units, c.name)
		terms.PerOutage = true
		a = assess(t, terms, c.of)
		assert.Equal(t, c.each, a.Dates, c.name)
		sum := 0
		for _, n := range c.each {
			sum += n
		}
		assert.Equal(t, fmt.Sprintf("%d.00", min(100, 5*sum)), a.Amount.StringFixed(2), c.name)
		roundTrip(t, a)
	}
	c := down("2026-06-10T10:00:00Z", "2026-06-13T10:00:00Z")
	c.Exclusions = []penalty.Exclusion{{Start: at("2026-06-10T22:00:00Z"), End: at("2026-06-11T22:00:00Z"), Reason: penalty.Maintenance}}
	assert.Equal(t, []int{3}, assess(t, byDates(), c).Dates, "a date that is excluded")
	c.Exclusions[0].Start = c.Exclusions[0].Start.Add(1)
	assert.Equal(t, []int{4}, assess(t, byDates(), c).Dates, "all of it but a nanosecond")
	short := byDates()
	short.MinOutage = time.Hour
	assert.Equal(t, []int{1}, assess(t, short, down("2026-06-10T10:00:00Z", "2026-06-10T10:59:59Z", "2026-06-12T10:00:00Z", "2026-06-12T11:00:00Z")).Dates)
	rent := byDates()
	rent.Rate, rent.Basis = dec("1"), penalty.DayRent
	assert.Equal(t, "6.67", assess(t, rent, down("2026-06-10T10:00:00Z", "2026-06-11T10:00:00Z")).Amount.StringFixed(2), "a day's rent for each date")
}

// TestCalendarDaysAhead: an outage that goes on costs more from the next midnight on.
func TestCalendarDaysAhead(t *testing.T) {
	t.Parallel()
	now := at("2026-06-10T10:00:00Z")
	o, err := penalty.Forecast(byDates(), penalty.Case{Rent: dec("100.00"), Period: inJune(), AsOf: now, Outages: []penalty.Outage{{Start: now.Add(-time.Hour)}}})
	require.NoError(t, err)
	assert.Equal(t, at("2026-06-11T00:00:00Z"), o.NextAt.UTC())
	assert.Equal(t, "10.00", o.NextAmount.StringFixed(2))
	assert.Equal(t, at("2026-06-29T00:00:00Z"), o.CappedAt.UTC())
	least, most, err := penalty.Readings(byDates(), from(inJune(), "100.00", 30*time.Hour))
	require.NoError(t, err)
	assert.Equal(t, []string{"10", "10"}, []string{least.Amount.String(), most.Amount.String()}, "how units are counted is not left open")
}

func TestCalendarDaysRefuse(t *testing.T) {
	t.Parallel()
	for what, change := range map[string]func(*penalty.Terms){
		"unit":       func(t *penalty.Terms) { t.Unit = time.Hour },
		"excess":     func(t *penalty.Terms) { t.Excess = true },
		"deductible": func(t *penalty.Terms) { t.PerOutage, t.Deductible = true, time.Hour },
		"grain":      func(t *penalty.Terms) { t.Grain = time.Minute },
		"basis":      func(t *penalty.Terms) { t.Basis = penalty.ProRataRent },
	} {
		terms := byDates()
		change(&terms)
		require.ErrorContains(t, terms.Validate(), `counting: counts dates: must not be given where unit, excess, deductible, grain or the pro-rata rent is (got "calendar_days")`, what)
	}
	late := byDates()
	require.ErrorContains(t, response.Guarantee{Within: time.Hour, Late: &late}.Validate(), "late.counting: must not be given: how late answers are has no dates")
	a := assess(t, byDates(), from(inJune(), "100.00", time.Hour))
	a.Dates = nil
	require.ErrorContains(t, a.Validate(), "dates: ")
	assert.NotEmpty(t, a.Trace())
	a.Dates = []int{-1}
	require.ErrorContains(t, a.Validate(), "dates: ")
}

// TestCalendarDaysAgainstModel looks at each minute of some days about a change of the clocks.
func TestCalendarDaysAgainstModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		loc, err := time.LoadLocation(rapid.SampledFrom([]string{"Europe/Paris", "America/New_York", "Pacific/Apia", "UTC"}).Draw(t, "zone"))
		require.NoError(t, err)
		first := rapid.SampledFrom([]calendar.Date{{Year: 2026, Month: 3, Day: 27}, {Year: 2026, Month: 10, Day: 23}, {Year: 2011, Month: 12, Day: 28}}).Draw(t, "first")
		period := calendar.Interval{Start: first.Interval(loc).Start, End: first.AddDays(5).Interval(loc).Start}
		n := int(period.Duration() / time.Minute)
		span := func(label string) (from, to time.Time) {
			i := rapid.IntRange(-600, n).Draw(t, label)
			return period.Start.Add(time.Duration(i) * time.Minute), period.Start.Add(time.Duration(i+rapid.OneOf(rapid.IntRange(1, 60), rapid.IntRange(1, 3000)).Draw(t, "for")) * time.Minute)
		}
		c := penalty.Case{Rent: dec("100.00"), Period: period}
		for range rapid.IntRange(0, 5).Draw(t, "outages") {
			from, to := span("outage")
			c.Outages = append(c.Outages, penalty.Outage{Start: from, End: to})
		}
		for range rapid.IntRange(0, 2).Draw(t, "exclusions") {
			from, to := span("exclusion")
			c.Exclusions = append(c.Exclusions, penalty.Exclusion{Start: from, End: to, Reason: penalty.Customer})
		}
		if rapid.Bool().Draw(t, "partly") {
			i := rapid.IntRange(0, n-2).Draw(t, "from")
			c.Service = calendar.Interval{Start: period.Start.Add(time.Duration(i) * time.Minute), End: period.Start.Add(time.Duration(rapid.IntRange(i+1, n).Draw(t, "to")) * time.Minute)}
		}
		terms := byDates()
		terms.PerOutage, terms.Uncapped = rapid.Bool().Draw(t, "per outage"), true
		var each []int
		dates := map[string]bool{}
		over := func() {
			if terms.PerOutage && len(dates) > 0 {
				each, dates = append(each, len(dates)), map[string]bool{}
			}
		}
		for i := -700; i <= n+4000; i++ {
			at := period.Start.Add(time.Duration(i) * time.Minute)
			in := func(from, to time.Time) bool { return !at.Before(from) && at.Before(to) }
			down, excluded := false, false
			for _, o := range c.Outages {
				down = down || in(o.Start, o.End)
			}
			for _, x := range c.Exclusions {
				excluded = excluded || in(x.Start, x.End)
			}
			if !down {
				over()
			}
			if down && !excluded && in(period.Start, period.End) && (c.Service.Empty() || in(c.Service.Start, c.Service.End)) {
				dates[at.Format(time.DateOnly)] = true
			}
		}
		if !terms.PerOutage && len(dates) > 0 {
			each = []int{len(dates)}
		}
		a, err := penalty.Assess(terms, c)
		require.NoError(t, err)
		require.Equal(t, each, a.Dates)
		sum := 0
		for _, n := range each {
			sum += 5 * n
		}
		require.Equal(t, fmt.Sprintf("%d.00", sum), a.Amount.StringFixed(2))
	})
}
