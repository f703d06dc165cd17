package penalty_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

func TestCaseRefuses(t *testing.T) {
	p := month(t, "2026-05")
	hour := func(h int) time.Time { return p.Start.Add(time.Duration(h) * time.Hour) }
	ok := func(id string) penalty.Outage { return penalty.Outage{ID: id, Start: hour(1), End: hour(2)} }
	long := strings.Repeat("x", 1001)
	tests := []struct {
		name   string
		change func(*penalty.Case)
		want   []string
	}{
		{"negative rent", func(c *penalty.Case) { c.Rent = dec("-0.01") }, []string{"rent"}},
		{"a hundredth of a cent", func(c *penalty.Case) { c.Rent = dec("0.0001") }, []string{"rent"}},
		{"too much rent", func(c *penalty.Case) { c.Rent = decimal.New(1, 2_000_000_000) }, []string{"rent"}},
		{"empty period", func(c *penalty.Case) { c.Period.End = c.Period.Start }, []string{"period"}},
		{"period of more than ten years", func(c *penalty.Case) { c.Period.End = c.Period.Start.Add(penalty.MaxPeriod + 1) }, []string{"period"}},
		{"service before the period", func(c *penalty.Case) { c.Service = calendar.Interval{Start: hour(-1), End: hour(1)} }, []string{"service"}},
		{"service after the period", func(c *penalty.Case) { c.Service = calendar.Interval{Start: hour(1), End: p.End.Add(1)} }, []string{"service"}},
		{"empty service", func(c *penalty.Case) { c.Service = calendar.Interval{Start: hour(1), End: hour(1)} }, []string{"service"}},
		{"breaks", func(c *penalty.Case) {
			c.Service = calendar.Interval{Start: hour(1), End: hour(5)}
			c.Breaks = []calendar.Interval{
				{Start: hour(1), End: hour(2)}, {Start: hour(4), End: hour(5)}, // in order
				{Start: hour(1).Add(-1), End: hour(2)}, {Start: hour(4), End: hour(5).Add(1)}, {Start: hour(3), End: hour(3)}, {},
			}
		}, []string{"breaks[2]", "breaks[3]", "breaks[4]", "breaks[5]"}},
		{"nothing but breaks", func(c *penalty.Case) {
			c.Breaks = []calendar.Interval{{Start: hour(1), End: p.End}, {Start: p.Start, End: hour(1)}}
		}, []string{"breaks"}},
		{"too many breaks", func(c *penalty.Case) { c.Breaks = make([]calendar.Interval, 1001) }, []string{"breaks"}},
		{"as of before the period", func(c *penalty.Case) { c.AsOf = p.Start.Add(-1) }, []string{"as_of"}},
		{"end before start", func(c *penalty.Case) { c.Outages = []penalty.Outage{{Start: hour(2), End: hour(2).Add(-1)}} }, []string{"outages[0].end"}},
		{"end before declaration", func(c *penalty.Case) { c.Outages = []penalty.Outage{{Declared: hour(2), End: hour(1)}} }, []string{"outages[0].end"}},
		{"no start", func(c *penalty.Case) { c.Outages = []penalty.Outage{ok(""), {End: hour(1)}} }, []string{"outages[1].start"}},
		{"open without as of", func(c *penalty.Case) { c.Outages = []penalty.Outage{{Start: hour(1)}} }, []string{"outages[0].end"}},
		{"shares", func(c *penalty.Case) {
			for _, s := range []decimal.Decimal{dec("-0.1"), dec("1.0001"), dec("0.00001"), decimal.New(1, -2000), decimal.New(1, 2_000_000_000)} {
				o := ok("a")
				o.Share = s
				c.Outages = append(c.Outages, o)
			}
		}, []string{"outages[0].share", "outages[1].share", "outages[2].share", "outages[3].share", "outages[4].share"}},
		{"one id twice", func(c *penalty.Case) {
			other := ok("a")
			other.Cause = "another"
			c.Outages = []penalty.Outage{ok("a"), ok("a"), ok(""), other}
		}, []string{"outages[3].id"}},
		{"texts and reasons", func(c *penalty.Case) {
			c.Outages = []penalty.Outage{{ID: long, Cause: long, Start: hour(1), End: hour(2), Excluded: 9}}
			c.Exclusions = []penalty.Exclusion{{Start: hour(1), End: hour(2), Note: long}, {Start: hour(1), End: hour(2), Reason: 9}}
		}, []string{"outages[0].excluded", "outages[0].id", "outages[0].cause", "exclusions[0].reason", "exclusions[0].note", "exclusions[1].reason"}},
		{"exclusions", func(c *penalty.Case) {
			m := penalty.Maintenance
			c.Exclusions = []penalty.Exclusion{
				{Start: hour(2), End: hour(1), Reason: m},
				{Start: p.End, End: p.End.Add(1), Reason: m},
				{Start: hour(-1), End: p.Start, Reason: m},
				{Start: hour(-2), End: hour(-1), Reason: m},
				{Start: hour(-1), End: hour(1), Reason: m},
			}
		}, []string{"exclusions[0].end"}},
		{"everything at once", func(c *penalty.Case) {
			c.Rent, c.AsOf = dec("-1"), p.Start.Add(-1)
		}, []string{"rent", "as_of"}},
		{"too many outages", func(c *penalty.Case) { c.Outages = make([]penalty.Outage, penalty.MaxOutages+1) }, []string{"outages"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := penalty.Case{Rent: dec("90.00"), Period: p}
			tt.change(&c)
			_, err := penalty.Assess(plain(), c)
			assert.Equal(t, tt.want, faults(t, err))
			assert.Equal(t, tt.want, faults(t, c.Validate()))
		})
	}
}

// TestExclusionsAroundAPeriod: P8, and exclusions that touch the period or lie beside it, which
// are no fault: a monitor exports them so.
func TestExclusionsAroundAPeriod(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05")}
	out := func(from, to int) penalty.Outage { return penalty.Outage{Start: second(from), End: second(to)} }
	off := func(from, to int) penalty.Exclusion {
		return penalty.Exclusion{Start: second(from), End: second(to), Reason: penalty.Maintenance}
	}
	for _, c := range []struct {
		outage     penalty.Outage
		exclusions []penalty.Exclusion
		breaks     []calendar.Interval
		percent    string
	}{
		{out(200, 500), []penalty.Exclusion{off(100, 300), off(400, 600)}, nil, "90.0 %"},
		{out(-50, 1000), []penalty.Exclusion{off(-100, 800)}, nil, "80.0 %"},
		{out(-50, 1100), []penalty.Exclusion{off(0, 800)}, nil, "80.0 %"},
		{out(800, 1000), nil, []calendar.Interval{{Start: second(100), End: second(600)}}, "60.0 %"},
		{out(200, 500), []penalty.Exclusion{off(-100, 0), off(1000, 1100), off(0, 0), off(1000, 1000)}, nil, "70.0 %"},
		{out(200, 500), []penalty.Exclusion{off(-100, -50), off(1001, 1100)}, nil, "70.0 %"},
		{out(200, 500), []penalty.Exclusion{off(-100, 201), off(499, 1100)}, nil, "70.2 %"},
	} {
		a := assess(t, terms, penalty.Case{
			Rent: dec("90.00"), Period: calendar.Interval{Start: second(0), End: second(1000)}, Outages: []penalty.Outage{c.outage}, Exclusions: c.exclusions, Breaks: c.breaks,
		})
		assert.Equal(t, c.percent, a.Availability.Percent(1))
	}
	for _, beside := range []penalty.Outage{out(-200, -100), out(-100, 0), out(1000, 1100), out(1001, 1100), out(0, 0)} {
		a := assess(t, terms, penalty.Case{Rent: dec("90.00"), Period: calendar.Interval{Start: second(0), End: second(1000)}, Outages: []penalty.Outage{beside}})
		assert.Zero(t, a.Availability.Down)
		assert.Zero(t, a.Outages)
	}
	// Parts of one outage: together they last long enough, be they beside the period.
	whole := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), MinOutage: 60 * time.Second}
	for n, down := range map[int]time.Duration{20: 30 * time.Second, 19: 0} {
		a := assess(t, whole, penalty.Case{Rent: dec("90.00"), Period: calendar.Interval{Start: second(0), End: second(1000)}, Outages: []penalty.Outage{out(0, 30), out(-10, 0), out(-10-n, -10)}})
		assert.Equal(t, down, a.Availability.Down)
	}
	// Ten seconds at the end of an outage are in the period; how long it lasted is looked at whole (D35).
	terms.MinOutage = 60 * time.Second
	for off1, down := range map[int]time.Duration{-40: 0, -41: 10 * time.Second} {
		a := assess(t, terms, penalty.Case{
			Rent: dec("90.00"), Period: calendar.Interval{Start: second(0), End: second(1000)}, Outages: []penalty.Outage{out(-90, 10)}, Exclusions: []penalty.Exclusion{off(-80, off1+1)},
		})
		assert.Equal(t, down, a.Availability.Down, off1)
	}
}

// TestOutagesThatDoNotCount: one that is excluded takes nothing off another at the same time, as
// an exclusion does (D14).
func TestOutagesThatDoNotCount(t *testing.T) {
	t.Parallel()
	period := calendar.Interval{Start: second(0), End: second(1000)}
	out := func(from, to int, why penalty.Reason) penalty.Outage {
		return penalty.Outage{Start: second(from), End: second(to), Excluded: why}
	}
	for _, c := range []struct {
		outages        []penalty.Outage
		exclusions     []penalty.Exclusion
		down, excluded int
	}{
		{[]penalty.Outage{out(100, 200, penalty.Customer)}, nil, 0, 100},
		{[]penalty.Outage{out(100, 200, penalty.Counts), out(100, 200, penalty.Customer)}, nil, 100, 0},
		{[]penalty.Outage{out(100, 200, penalty.Counts), out(50, 300, penalty.Customer)}, nil, 100, 150},
		{[]penalty.Outage{out(150, 250, penalty.Customer), out(100, 200, penalty.Counts), out(240, 260, penalty.Counts), out(255, 300, penalty.Maintenance)}, nil, 120, 80},
		{[]penalty.Outage{out(100, 200, penalty.Counts)}, []penalty.Exclusion{{Start: second(150), End: second(300), Reason: penalty.Customer}}, 50, 50},
		{[]penalty.Outage{out(-100, 1200, penalty.ForceMajeure), out(900, 1100, penalty.Counts)}, nil, 100, 900},
	} {
		for _, shrink := range []bool{false, true} {
			a := assess(t, penalty.Terms{Target: dec("1"), Rate: dec("0.05"), Shrink: shrink}, penalty.Case{Rent: dec("90.00"), Period: period, Outages: c.outages, Exclusions: c.exclusions})
			assert.Equal(t, time.Duration(c.down)*time.Second, a.Availability.Down)
			assert.Equal(t, time.Duration(c.excluded)*time.Second, a.Excluded)
			if shrink && c.exclusions == nil {
				assert.Equal(t, time.Duration(1000-c.excluded)*time.Second, a.Availability.Total)
			}
		}
	}
	year := calendar.Interval{Start: second(0), End: second(0).AddDate(1, 0, 0)}
	many := penalty.Case{Rent: dec("90.00"), Period: year}
	for i := range penalty.MaxOutages {
		many.Outages = append(many.Outages, out(100*i, 100*i+60, penalty.Reason(i%2)))
	}
	a := assess(t, penalty.Terms{Target: dec("1"), Rate: dec("0.05")}, many)
	assert.Equal(t, []time.Duration{penalty.MaxOutages * 30 * time.Second, penalty.MaxOutages * 30 * time.Second}, []time.Duration{a.Availability.Down, a.Excluded})
}

func TestCaseOfManyIDs(t *testing.T) {
	c := penalty.Case{Rent: dec("90.00"), Period: month(t, "2026-05")}
	for i := range 20 {
		start := c.Period.Start.Add(time.Duration(i) * time.Hour)
		c.Outages = append(c.Outages, penalty.Outage{ID: fmt.Sprint(i), Start: start, End: start.Add(time.Minute)})
	}
	c.Outages = append(c.Outages, c.Outages[3], penalty.Outage{Start: c.Period.Start, End: c.Period.Start})
	a := assess(t, plain(), c)
	assert.Equal(t, 20*time.Minute, a.Availability.Down, "the same outage listed twice counts once")
	c.Outages[20].Start = c.Outages[20].Start.Add(1)
	_, err := penalty.Assess(plain(), c)
	assert.Equal(t, []string{"outages[20].id"}, faults(t, err))
	assert.ErrorContains(t, err, "outages[3]")
}

func TestCaseBoundaries(t *testing.T) {
	p := month(t, "2026-04")
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05")}
	c := penalty.Case{Rent: dec("90.00"), Period: p, Outages: []penalty.Outage{
		{Start: p.Start.Add(-time.Hour), End: p.Start.Add(1)}, {Start: p.End.Add(-1), End: p.End.Add(time.Hour)},
	}}
	assert.Equal(t, time.Duration(2), assess(t, terms, c).Availability.Down)

	// As many breaks as there may be, one second in two of some time.
	broken := c
	for i := range 1000 {
		start := p.Start.Add(time.Hour + 2*time.Duration(i)*time.Second)
		broken.Breaks = append(broken.Breaks, calendar.Interval{Start: start, End: start.Add(time.Second)})
	}
	assert.Equal(t, 719*time.Hour+2600*time.Second, assess(t, terms, broken).Availability.Total)

	// A minute of which two nanoseconds lie in April: it lasted a minute all the same.
	terms.MinOutage = time.Minute
	c.Outages = []penalty.Outage{{Start: p.Start.Add(2 - time.Minute), End: p.Start.Add(2)}}
	assert.Equal(t, time.Duration(2), assess(t, terms, c).Availability.Down)
	terms.MinOutage++
	assert.Zero(t, assess(t, terms, c).Availability.Down)

	// Years away on either side, and instants with a monotonic reading.
	c.Outages = []penalty.Outage{{Start: time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC), End: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}}
	a := assess(t, terms, c)
	assert.Equal(t, 720*time.Hour, a.Availability.Down)
	assert.Equal(t, "0.0000 %", a.Availability.String())
}

func TestOpenOutageIsProvisional(t *testing.T) {
	c := open(t, 2*time.Hour)
	a := assess(t, plain(), c)
	assert.True(t, a.Provisional)
	assert.True(t, a.Assumed.Has(penalty.D15))
	assert.Equal(t, 2*time.Hour, a.Availability.Down)
	assert.Equal(t, 744*time.Hour, a.Availability.Total, "the month keeps its length")

	c.Outages[0].End = c.AsOf.Add(time.Hour) // its end lies beyond what is known
	assert.Equal(t, a.Amount, assess(t, plain(), c).Amount)
	assert.True(t, assess(t, plain(), c).Assumed.Has(penalty.D15))
	c.Outages[0].End = c.AsOf
	assert.False(t, assess(t, plain(), c).Assumed.Has(penalty.D15))
	c.Outages[0].Share = dec("0.5")
	assert.False(t, assess(t, plain(), c).Assumed.Has(penalty.D15))
	c.Outages[0].Share = decimal.Zero

	c.Outages[0].End, c.AsOf = time.Time{}, c.Period.End // down to the very end of the month
	a = assess(t, plain(), c)
	assert.False(t, a.Provisional)
	assert.False(t, a.Assumed.Has(penalty.D15))
	assert.Equal(t, c.Period.End.Sub(c.Outages[0].Start), a.Availability.Down)
	c.AsOf = c.AsOf.Add(time.Hour)
	assert.Equal(t, a.Availability, assess(t, plain(), c).Availability)
}

func TestShares(t *testing.T) {
	c := down(t, "2026-05", 4*time.Hour)
	c.Outages[0].Share = dec("0.5")
	first := c.Outages[0]
	third := first
	third.Share, third.Start, third.End = dec("0.3333"), first.Start.Add(time.Hour), first.End.Add(3*time.Hour)
	c.Outages = append(c.Outages, third)
	// Half for 4 h, then a third for 3 h more.
	a := assess(t, plain(), c)
	assert.Equal(t, 2*time.Hour+3599640*time.Millisecond, a.Availability.Down)
	assert.Equal(t, 1, a.Outages)
	assert.True(t, a.Assumed.Has(penalty.D13))
	c.Outages[1].Start = first.End
	assert.False(t, assess(t, plain(), c).Assumed.Has(penalty.D13), "touching is not overlapping")

	c.Outages[0].Share, c.Outages[1].Share = decimal.Zero, decimal.Zero
	assert.False(t, assess(t, plain(), c).Assumed.Has(penalty.D13))

	c.Outages = []penalty.Outage{{Start: first.Start, End: first.Start.Add(1), Share: dec("0.5")}}
	assert.Equal(t, time.Duration(1), assess(t, plain(), c).Availability.Down, "half a nanosecond is rounded up")
	c.Outages[0].Share = dec("0.4999")
	assert.Zero(t, assess(t, plain(), c).Availability.Down)
}

func TestThirtyDaysOfAMonthOf31(t *testing.T) {
	terms := plain()
	terms.Period = penalty.ThirtyDays
	terms.Uncapped = true
	c := down(t, "2026-05", 0)
	c.Outages[0] = penalty.Outage{Start: c.Period.Start, End: c.Period.End}
	a := assess(t, terms, c)
	assert.Equal(t, 720*time.Hour, a.Availability.Down, "no more than the month has")
	assert.Equal(t, "3240.00", a.Amount.StringFixed(2))
	terms.PerOutage = true
	c.Outages = []penalty.Outage{{Start: c.Period.Start, End: c.Period.Start.Add(719 * time.Hour)}, {Start: c.Period.Start.Add(720 * time.Hour), End: c.Period.End}}
	assert.Equal(t, "3240.00", assess(t, terms, c).Amount.StringFixed(2))
}

func TestEverythingExcluded(t *testing.T) {
	terms := plain()
	terms.Shrink = true
	c := down(t, "2026-05", time.Hour)
	c.Exclusions = []penalty.Exclusion{{Start: c.Period.Start, End: c.Period.End, Reason: penalty.ForceMajeure}}
	a := assess(t, terms, c)
	assert.Zero(t, a.Availability.Total)
	assert.False(t, a.Missed)
	assert.Equal(t, "100.0000 %", a.Availability.String())
	assert.Equal(t, time.Hour, a.Excluded)
	roundTrip(t, a)
}

func TestCaseJSON(t *testing.T) {
	c := sampleB(t, "149.00")
	c.Exclusions = []penalty.Exclusion{{Start: c.Period.Start, End: c.Period.End, Reason: penalty.Maintenance, Note: "announced"}}
	c.Outages[0].Excluded, c.Outages[1].Share = penalty.Customer, dec("0.25")
	roundTrip(t, c)
	roundTrip(t, c.Outages[0])
	roundTrip(t, c.Exclusions[0])
	for _, bad := range []string{
		`{"rent":"149.00","period":{"start":"2026-05-01T00:00:00Z","end":"2026-06-01T00:00:00Z"},"outages":[{"start":"2026-05-02T00:00:00Z","end":"2026-05-01T00:00:00Z"}]}`,
		`{"rent":"149.0000","period":{"start":"2026-05-01T00:00:00Z","end":"2026-06-01T00:00:00Z"}}`,
		`{"rent":"149.00","period":{"start":"2026-05-01T00:00:00Z","end":"2026-06-01T00:00:00Z"},"unknown":1}`,
		`{"rent":"149.00"}`, `{}`, `[]`, ``,
	} {
		var c penalty.Case
		require.Error(t, json.Unmarshal([]byte(bad), &c), bad)
		assert.Equal(t, penalty.Case{}, c)
	}
}

func TestPeriodOfOddLength(t *testing.T) {
	// 3 ns short of a second: the target allows half of it, 499 999 998.5 ns.
	start := at("2026-05-01T00:00:00.000000001Z")
	c := penalty.Case{Rent: dec("90.00"), Period: calendar.Interval{Start: start, End: start.Add(time.Second - 3)}}
	terms := penalty.Terms{Target: dec("0.5"), Rate: dec("0.05")}
	c.Outages = []penalty.Outage{{Start: start, End: start.Add(499_999_998)}}
	a := assess(t, terms, c)
	assert.Equal(t, time.Duration(499_999_998), a.Allowed)
	assert.False(t, a.Missed)
	c.Outages[0].End = c.Outages[0].End.Add(1)
	a = assess(t, terms, c)
	assert.True(t, a.Missed)
	assert.Equal(t, time.Duration(-1), a.Margin)
	assert.True(t, a.Availability.Below(terms.Target))
}
