package penalty_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// down is a case of one outage of the given length, from noon of the month's third day.
func down(t testing.TB, m string, d time.Duration) penalty.Case {
	t.Helper()
	p := month(t, m)
	start := p.Start.Add(60 * time.Hour)
	return penalty.Case{Rent: dec("90.00"), Period: p, Outages: []penalty.Outage{{Start: start, End: start.Add(d)}}}
}

func assess(t testing.TB, terms penalty.Terms, c penalty.Case) penalty.Assessment {
	t.Helper()
	a, err := penalty.Assess(terms, c)
	require.NoError(t, err)
	return a
}

func sampleB(t testing.TB, rent string) penalty.Case {
	t.Helper()
	o := func(from, to string) penalty.Outage {
		return penalty.Outage{Start: at("2026-05-12T" + from + "+02:00"), End: at("2026-05-12T" + to + "+02:00")}
	}
	return penalty.Case{Rent: dec(rent), Period: month(t, "2026-05"), Outages: []penalty.Outage{
		o("10:00:00", "11:00:00"), o("10:30:00", "12:00:00"), o("11:59:59", "12:00:00"), o("12:00:00", "12:30:00"),
	}}
}

func TestWorkedCases(t *testing.T) {
	const none = "0.00"
	cases := []struct {
		name                 string
		c                    penalty.Case
		ratio                string
		missed               bool
		proRata, begun, full string
	}{
		{"spring", penalty.Case{Rent: dec("90.00"), Period: month(t, "2026-03"), Outages: []penalty.Outage{
			{Start: at("2026-03-29T01:30:00+01:00"), End: at("2026-03-29T03:30:00+02:00")},
		}}, "742/743", true, "4.50", "4.50", "4.50"},
		{"autumn", penalty.Case{Rent: dec("90.00"), Period: month(t, "2026-10"), Outages: []penalty.Outage{
			{Start: at("2026-10-25T02:30:00+02:00"), End: at("2026-10-25T02:30:00+01:00")},
		}}, "744/745", true, "4.50", "4.50", "4.50"},
		{"february, in time", down(t, "2026-02", 2419*time.Second), "2416781/2419200", false, none, none, none},
		{"february, late", down(t, "2026-02", 2420*time.Second), "120839/120960", true, "3.03", "4.50", none},
		{"february 2028, in time", down(t, "2028-02", 2505*time.Second), "166873/167040", false, none, none, none},
		{"february 2028, late", down(t, "2028-02", 2506*time.Second), "1251547/1252800", true, "3.13", "4.50", none},
		{"april, exactly", down(t, "2026-04", 2592*time.Second), "999/1000", false, none, none, none},
		{"april, a second", down(t, "2026-04", 2593*time.Second), "2589407/2592000", true, "3.24", "4.50", none},
		{"may, overlapping", sampleB(t, "90.00"), "1483/1488", true, "11.25", "13.50", "9.00"},
		{"january, at the cap", down(t, "2026-01", 72000*time.Second), "181/186", true, "90.00", "90.00", "90.00"},
		{"january, above", down(t, "2026-01", 72001*time.Second), "2606399/2678400", true, "90.00", "90.00", "90.00"},
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			for counting, want := range map[penalty.Counting]string{penalty.ProRata: tt.proRata, penalty.Begun: tt.begun, penalty.Full: tt.full} {
				terms := plain()
				terms.Counting = counting
				a := assess(t, terms, tt.c)
				assert.Equal(t, tt.ratio, a.Availability.Ratio().String())
				assert.Equal(t, tt.missed, a.Missed)
				assert.Equal(t, want, a.Amount.StringFixed(2), counting)
				assert.Equal(t, a.Allowed-a.Availability.Down, a.Margin)
			}
		})
	}
}

func TestWorkedCasesInDetail(t *testing.T) {
	b := assess(t, plain(), sampleB(t, "149.00"))
	assert.Equal(t, "18.63", b.Amount.StringFixed(2))
	assert.Equal(t, 9000*time.Second, b.Availability.Down)
	assert.Equal(t, "99.6639 %", b.Availability.String())
	assert.Equal(t, penalty.Ratio{Num: 5, Den: 2}, b.Units)
	assert.Equal(t, 1, b.Outages)
	assert.Equal(t, "D4 D9 D10 D11 D12 D13 D21", b.Assumed.String())

	even := plain()
	even.Rounding = penalty.HalfEven
	assert.Equal(t, "3.02", assess(t, even, down(t, "2026-02", 2420*time.Second)).Amount.StringFixed(2))

	excess := plain()
	excess.Excess = true
	a := assess(t, excess, down(t, "2026-04", 2593*time.Second))
	assert.Equal(t, "0.00", a.Amount.StringFixed(2))
	assert.Equal(t, -time.Second, a.Margin)
	assert.Equal(t, "99.89 %", a.Availability.Percent(2))

	january := assess(t, plain(), down(t, "2026-01", 72000*time.Second))
	assert.False(t, january.Capped)
	january = assess(t, plain(), down(t, "2026-01", 72001*time.Second))
	assert.True(t, january.Capped)
	uncapped := plain()
	uncapped.Uncapped = true
	assert.Equal(t, "94.50", assess(t, uncapped, down(t, "2026-01", 21*time.Hour)).Amount.StringFixed(2))
	assert.Equal(t, "94.50", assess(t, plain(), down(t, "2026-01", 21*time.Hour)).BeforeCap.StringFixed(2))
}

func TestAssessmentJSON(t *testing.T) {
	for _, c := range []penalty.Case{sampleB(t, "149.00"), down(t, "2026-04", time.Second), down(t, "2026-01", 30*time.Hour)} {
		a := assess(t, plain(), c)
		b, err := json.Marshal(a)
		require.NoError(t, err)
		var back penalty.Assessment
		require.NoError(t, json.Unmarshal(b, &back), string(b))
		again, err := json.Marshal(back)
		require.NoError(t, err)
		assert.JSONEq(t, string(b), string(again))
		for _, s := range a.Trace() {
			b, err := json.Marshal(s)
			require.NoError(t, err)
			var step penalty.Step
			require.NoError(t, json.Unmarshal(b, &step), string(b))
		}
	}
}

// usual is a month as it mostly is: a few outages with an id and a cause, one of
// them announced in part.
func usual(t testing.TB) penalty.Case {
	t.Helper()
	c := penalty.Case{Rent: dec("149.00"), Period: month(t, "2026-05")}
	c.AsOf = c.Period.End
	for i, id := range []string{"a", "b", "c"} {
		start := c.Period.Start.Add(time.Duration(100*i) * time.Hour)
		c.Outages = append(c.Outages, penalty.Outage{ID: id, Cause: "disk", Start: start, Declared: start.Add(time.Minute), End: start.Add(time.Hour)})
	}
	start := c.Outages[1].Start
	c.Exclusions = []penalty.Exclusion{{Start: start, End: start.Add(20 * time.Minute), Reason: penalty.Maintenance, Note: "announced"}}
	return c
}

func TestAssessAllocations(t *testing.T) {
	terms := plain()
	terms.Target = dec("1")
	assert.Equal(t, "19.87", assess(t, terms, usual(t)).Amount.StringFixed(2)) // 160 min of 149.00
	eight := thousand(t)
	eight.Outages = eight.Outages[:8]
	for name, c := range map[string]penalty.Case{"overlapping": sampleB(t, "149.00"), "usual": usual(t), "eight": eight} {
		n := testing.AllocsPerRun(100, func() { _, _ = penalty.Assess(terms, c) })
		assert.LessOrEqual(t, n, 2.0, "%s: the amount is a decimal of two", name)
	}
}

// An assessment that is made in the memory of another one keeps nothing of it, nor do faults leave it standing.
func TestAssessInMemory(t *testing.T) {
	t.Parallel()
	a, usual, b := assess(t, plain(), sampleB(t, "149.00")), usual(t), sampleB(t, "149.00")
	terms := plain()
	require.NoError(t, a.Assess(&terms, &usual))
	assert.Equal(t, assess(t, terms, usual), a)
	b.Rent = dec("-1")
	_, want := penalty.Assess(terms, b)
	require.EqualError(t, a.Assess(&terms, &b), want.Error())
	assert.Zero(t, a)
	terms.Uncapped = true
	terms.Rate, b.Rent = dec("1000"), dec("9999999999")
	require.NoError(t, a.Assess(&terms, &usual))
	require.ErrorContains(t, a.Assess(&terms, &b), "amount")
	assert.Zero(t, a)
}

func TestTraceAllocations(t *testing.T) {
	a := assess(t, plain(), usual(t))
	var steps []penalty.Step
	n := testing.AllocsPerRun(100, func() { steps = a.AppendTrace(steps[:0]) })
	assert.NotEmpty(t, steps)
	assert.LessOrEqual(t, n, 3.0, "the list of all ids, and the texts of decisions")
}

// An outage of three hours of which the service broke off for one: two count, of a
// month that is an hour shorter, and the outage lasted three all the same (D16).
func TestBreakInAnOutage(t *testing.T) {
	c := down(t, "2026-01", 3*time.Hour)
	start := c.Outages[0].Start
	c.Breaks = []calendar.Interval{{Start: start.Add(time.Hour), End: start.Add(2 * time.Hour)}}
	terms := plain()
	terms.MinOutage = 3 * time.Hour
	a := assess(t, terms, c)
	assert.Equal(t, penalty.Availability{Down: 2 * time.Hour, Total: 743 * time.Hour}, a.Availability)
	assert.Equal(t, "9.00", a.Amount.StringFixed(2))
	assert.Equal(t, c.Breaks, a.Breaks)
	assert.True(t, a.Assumed.Has(penalty.D16))
	assert.Zero(t, a.Excluded)

	c.Exclusions = []penalty.Exclusion{{Start: start.Add(90 * time.Minute), End: start.Add(150 * time.Minute), Reason: penalty.Maintenance}}
	terms.MinOutage = 2 * time.Hour
	a = assess(t, terms, c)
	assert.Equal(t, []time.Duration{90 * time.Minute, 30 * time.Minute}, []time.Duration{a.Availability.Down, a.Excluded})
}
