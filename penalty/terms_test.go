package penalty_test

import (
	"encoding"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/response"
)

func TestTermsRefuse(t *testing.T) {
	band := []penalty.Band{{Below: dec("0.999"), Credit: dec("1")}}
	length := []penalty.Length{{Credit: dec("1")}}
	tests := []struct {
		name   string
		change func(*penalty.Terms)
		want   []string
	}{
		{"no target", func(t *penalty.Terms) { t.Target = decimal.Zero }, []string{"target"}},
		{"percent", func(t *penalty.Terms) { t.Target = dec("99.9") }, []string{"target"}},
		{"target of ten decimals", func(t *penalty.Terms) { t.Target = dec("0.9999999999") }, []string{"target"}},
		{"no rate", func(t *penalty.Terms) { t.Rate = decimal.Zero }, []string{"rate"}},
		{"negative rate", func(t *penalty.Terms) { t.Rate = dec("-0.05") }, []string{"rate"}},
		{"absurd rate", func(t *penalty.Terms) { t.Rate = decimal.New(1, 2_000_000_000) }, []string{"rate"}},
		{"rate above the limit", func(t *penalty.Terms) { t.Rate = dec("1000.000000001") }, []string{"rate"}},
		{"half a cent", func(t *penalty.Terms) { t.Rate, t.Basis = dec("0.005"), penalty.Amount }, []string{"rate"}},
		{"negative amount", func(t *penalty.Terms) { t.Rate, t.Basis = dec("-5"), penalty.Amount }, []string{"rate"}},
		{"rate and bands", func(t *penalty.Terms) { t.Bands = band }, []string{"rate"}},
		{"bands and lengths", func(t *penalty.Terms) { t.Rate, t.Bands, t.Lengths = decimal.Zero, band, length }, []string{"rate"}},
		{"unit of bands", func(t *penalty.Terms) { t.Rate, t.Bands, t.Unit = decimal.Zero, band, time.Hour }, []string{"unit"}},
		{"counting of lengths", func(t *penalty.Terms) { t.Rate, t.Lengths, t.Counting = decimal.Zero, length, penalty.Full }, []string{"unit"}},
		{"bands per outage", func(t *penalty.Terms) { t.Rate, t.Bands, t.PerOutage = decimal.Zero, band, true }, []string{"bands"}},
		{"bands of the excess", func(t *penalty.Terms) { t.Rate, t.Bands, t.Excess = decimal.Zero, band, true }, []string{"bands"}},
		{"pro-rata rent of bands", func(t *penalty.Terms) { t.Rate, t.Bands, t.Basis = decimal.Zero, band, penalty.ProRataRent }, []string{"basis"}},
		{"pro-rata rent by units", func(t *penalty.Terms) { t.Basis, t.Unit = penalty.ProRataRent, time.Hour }, []string{"basis"}},
		{"unit under a second", func(t *penalty.Terms) { t.Unit = time.Second - 1 }, []string{"unit"}},
		{"unit over the limit", func(t *penalty.Terms) { t.Unit = penalty.MaxPeriod + 1 }, []string{"unit"}},
		{"negative minimum", func(t *penalty.Terms) { t.MinOutage = -1 }, []string{"min_outage"}},
		{"minimum over the limit", func(t *penalty.Terms) { t.MinOutage = penalty.MaxPeriod + 1 }, []string{"min_outage"}},
		{"negative cap", func(t *penalty.Terms) { t.Cap = dec("-1") }, []string{"cap"}},
		{"cap and none", func(t *penalty.Terms) { t.Cap, t.Uncapped = dec("1"), true }, []string{"cap"}},
		{"negative outage cap", func(t *penalty.Terms) { t.OutageCap, t.PerOutage = dec("-1"), true }, []string{"outage_cap"}},
		{"outage cap of the total", func(t *penalty.Terms) { t.OutageCap = dec("1") }, []string{"outage_cap"}},
		{"unknown values", func(t *penalty.Terms) {
			t.Period, t.From, t.Basis, t.Counting, t.Rounding, t.Stated = 9, 9, 9, 9, 9, 1
		}, []string{"period", "from", "basis", "counting", "rounding", "stated"}},
		{"rules", func(t *penalty.Terms) { t.Rules.Target = strings.Repeat("x", 1001) }, []string{"rules.target"}},
		{"rate rule", func(t *penalty.Terms) { t.Rules.Rate = strings.Repeat("x", 1001) }, []string{"rules.rate"}},
		{"too many bands", func(t *penalty.Terms) { t.Rate, t.Bands = decimal.Zero, make([]penalty.Band, 101) }, []string{"bands"}},
		{"too many lengths", func(t *penalty.Terms) { t.Rate, t.Lengths = decimal.Zero, make([]penalty.Length, 101) }, []string{"lengths"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			terms := plain()
			tt.change(&terms)
			assert.Equal(t, tt.want, faults(t, terms.Validate()))
			_, err := penalty.Assess(terms, sampleB(t, "90.00"))
			assert.Equal(t, "terms."+tt.want[0], faults(t, err)[0])
			_, err = json.Marshal(terms)
			if err == nil {
				b, _ := json.Marshal(terms)
				require.Error(t, json.Unmarshal(b, &terms), string(b))
			}
		})
	}
}

func TestTermsAtTheirLimits(t *testing.T) {
	terms := penalty.Terms{Target: dec("0.000000001"), Rate: dec("1000"), Unit: time.Second, MinOutage: penalty.MaxPeriod, Cap: dec("1000")}
	require.NoError(t, terms.Validate())
	terms = penalty.Terms{Target: dec("1.000000000000"), Rate: dec("0.000000001"), Unit: penalty.MaxPeriod}
	require.NoError(t, terms.Validate())
	hundred := penalty.Terms{Target: dec("1"), Lengths: make([]penalty.Length, 100)}
	for i := range hundred.Lengths {
		hundred.Lengths[i] = penalty.Length{From: time.Duration(i), Below: time.Duration(i + 1)}
	}
	hundred.Lengths[99].Below = 0
	require.NoError(t, hundred.Validate())
}

func TestAmountsBeyondTheLimit(t *testing.T) {
	c := down(t, "2026-05", 100*time.Hour)
	c.Rent = dec("10000000000.00")
	terms := penalty.Terms{Target: dec("1"), Rate: dec("1000"), Unit: time.Second}
	a := assess(t, terms, c)
	assert.Equal(t, "10000000000.00", a.Amount.StringFixed(2))
	assert.Equal(t, "10000000000.00", a.BeforeCap.StringFixed(2), "as far as an amount can go")
	assert.True(t, a.Capped)
	terms.Uncapped = true
	_, err := penalty.Assess(terms, c)
	assert.Equal(t, []string{"amount"}, faults(t, err))
	terms.Uncapped, terms.Cap, terms.PerOutage, terms.OutageCap = true, decimal.Zero, true, dec("0.5")
	assert.Equal(t, "5000000000.00", assess(t, terms, c).Amount.StringFixed(2), "the cap of one outage holds it in")
	terms.Uncapped, terms.Cap, terms.PerOutage, terms.OutageCap = false, dec("1.000000001"), false, decimal.Zero
	_, err = penalty.Assess(terms, c)
	assert.Equal(t, []string{"amount"}, faults(t, err))
	terms.Cap, terms.Uncapped, terms.PerOutage, terms.OutageCap = decimal.Zero, true, true, dec("1000")
	many := penalty.Case{Rent: c.Rent, Period: c.Period, Outages: make([]penalty.Outage, 10_000)}
	for i := range many.Outages {
		start := c.Period.Start.Add(time.Duration(i) * 4 * time.Minute)
		many.Outages[i] = penalty.Outage{Start: start, End: start.Add(time.Minute)}
	}
	terms.Rate, terms.Unit = dec("1000"), time.Second
	_, err = penalty.Assess(terms, many)
	assert.Equal(t, []string{"amount"}, faults(t, err), "ten thousand times a thousand rents")
	terms.Rate, terms.Unit = dec("0.000000001"), penalty.MaxPeriod
	assert.False(t, assess(t, terms, many).Capped, "no outage is long enough for a thousand rents")
	terms = penalty.Terms{Target: dec("1"), Rate: dec("0.000000001"), Unit: penalty.MaxPeriod, Counting: penalty.Begun, PerOutage: true}
	c = thousand(t)
	a = assess(t, terms, c)
	assert.Equal(t, penalty.Ratio{Num: int64(len(c.Outages)), Den: 1}, a.Units, "units of more than 292 years")
}

func TestNames(t *testing.T) {
	check := func(v interface {
		encoding.TextMarshaler
		String() string
	}, back encoding.TextUnmarshaler, want string,
	) {
		t.Helper()
		b, err := v.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, want, string(b))
		assert.Equal(t, want, v.String())
		require.NoError(t, back.UnmarshalText(b))
		again, err := back.(encoding.TextMarshaler).MarshalText()
		require.NoError(t, err)
		assert.Equal(t, want, string(again))
		require.Error(t, back.UnmarshalText([]byte("Nothing")))
	}
	for i, want := range []string{"pro_rata", "begun", "full"} {
		check(penalty.Counting(i), new(penalty.Counting), want)
	}
	for i, want := range []string{"rent", "pro_rata_rent", "day_rent", "amount"} {
		check(penalty.Basis(i), new(penalty.Basis), want)
	}
	for i, want := range []string{"earliest", "detected", "declared"} {
		check(penalty.Start(i), new(penalty.Start), want)
	}
	for i, want := range []string{"calendar_month", "thirty_days", "quarter", "year"} {
		check(penalty.Period(i), new(penalty.Period), want)
	}
	for i, want := range []string{"half_away", "half_even"} {
		check(penalty.Rounding(i), new(penalty.Rounding), want)
	}
	for i, want := range []string{"counts", "maintenance", "customer", "force_majeure"} {
		check(penalty.Reason(i), new(penalty.Reason), want)
	}
	for i, want := range []string{"in_time", "late", "waiting"} {
		check(response.Outcome(i), new(response.Outcome), want)
	}
	for i, want := range []string{"total", "downtime", "maintenance", "short", "not_claimed", "claimed_in_time", "grain", "figure", "target", "met", "missed", "counted", "outage", "units", "band", "amount", "outage_cap", "lump", "cap", "minimum", "claim", "clause", "combined"} {
		check(penalty.StepKind(i), new(penalty.StepKind), want)
	}
	for i, want := range []string{"unneeded", "open", "claimed", "late", "lapsed"} {
		check(penalty.ClaimState(i), new(penalty.ClaimState), want)
	}
	for i, want := range []string{"rent", "charges"} {
		check(penalty.CapBase(i), new(penalty.CapBase), want)
	}
	for i, want := range []string{"period_end", "outage_start", "outage_end"} {
		check(penalty.ClaimStart(i), new(penalty.ClaimStart), want)
	}
	for i, want := range []string{"greatest", "sum"} {
		check(clauses.Combination(i), new(clauses.Combination), want)
	}
	check(penalty.D9|penalty.D21, new(penalty.Decisions), "D9 D21")
	check(penalty.Ratio{Num: 1483, Den: 1488}, new(penalty.Ratio), "1483/1488")
	check(penalty.Ratio{Num: 5, Den: 1}, new(penalty.Ratio), "5")
	_, err := penalty.Counting(9).MarshalText()
	require.Error(t, err)
	assert.Equal(t, "counting(9)", penalty.Counting(9).String())
	for _, bad := range []encoding.TextAppender{penalty.Decisions(1), penalty.Ratio{}, penalty.Ratio{Num: -1, Den: 1}} {
		b, err := bad.AppendText([]byte("before"))
		require.Error(t, err)
		assert.Equal(t, "before", string(b))
	}
	for _, bad := range []string{" ", "D", "D1", "9", "D9D10", "D9  D10", "D9 D9", "D09"} {
		var d penalty.Decisions
		require.Error(t, d.UnmarshalText([]byte(bad)), bad)
	}
	d := penalty.D9
	require.NoError(t, d.UnmarshalText(nil))
	assert.Zero(t, d, "as MarshalText writes none")
	require.NoError(t, d.UnmarshalText([]byte("D21 D4")))
	assert.Equal(t, penalty.D4|penalty.D21, d)
	for _, bad := range []string{"", "1/0", "-1/2", "1/-2", "a/b", "1/2/3", "9223372036854775808"} {
		var r penalty.Ratio
		require.Error(t, r.UnmarshalText([]byte(bad)), bad)
	}
	var r penalty.Ratio
	require.NoError(t, r.UnmarshalText([]byte("6/4")))
	assert.Equal(t, penalty.Ratio{Num: 3, Den: 2}, r)
}

func TestPeriodIntervals(t *testing.T) {
	loc := paris(t)
	when := at("2026-05-31T23:30:00Z") // 1 June in Paris
	tests := []struct {
		period     penalty.Period
		loc        *time.Location
		start, end string
	}{
		{penalty.CalendarMonth, loc, "2026-06-01T00:00:00+02:00", "2026-07-01T00:00:00+02:00"},
		{penalty.CalendarMonth, nil, "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"},
		{penalty.ThirtyDays, loc, "2026-06-01T00:00:00+02:00", "2026-07-01T00:00:00+02:00"},
		{penalty.Quarter, loc, "2026-04-01T00:00:00+02:00", "2026-07-01T00:00:00+02:00"},
		{penalty.Year, loc, "2026-01-01T00:00:00+01:00", "2027-01-01T00:00:00+01:00"},
	}
	for _, tt := range tests {
		i := tt.period.Interval(when, tt.loc)
		assert.True(t, at(tt.start).Equal(i.Start), "%s starts %s", tt.period, i.Start)
		assert.True(t, at(tt.end).Equal(i.End), "%s ends %s", tt.period, i.End)
	}
	year := penalty.Year.Interval(when, loc)
	c := penalty.Case{Rent: dec("1080.00"), Period: year, Outages: []penalty.Outage{{Start: year.Start, End: year.Start.Add(8*time.Hour + 45*time.Minute + 36*time.Second)}}}
	assert.Equal(t, "999/1000", assess(t, plain(), c).Availability.Ratio().String())
	assert.False(t, assess(t, plain(), c).Missed)
	quarter := penalty.Quarter.Interval(at("2026-02-01T00:00:00Z"), loc)
	assert.Equal(t, 2159*time.Hour, quarter.Duration(), "31 + 28 + 31 days less the hour of spring")
	assert.Equal(t, calendar.MustParseMonth("2026-01").Interval(loc).Start, quarter.Start)
}

func TestAvailability(t *testing.T) {
	a := penalty.Availability{Down: time.Hour, Total: 1000 * time.Hour}
	assert.Equal(t, "99.9000 %", a.String())
	assert.Equal(t, "99 %", a.Percent(-1))
	assert.Equal(t, "99.900000000 %", a.Percent(20))
	assert.False(t, a.Below(dec("0.999")))
	assert.True(t, a.Below(dec("0.999000001")))
	assert.True(t, a.Below(dec("2")))
	assert.True(t, a.Below(dec("0.99999999999")))
	assert.False(t, a.Below(dec("-1")))
	worse := penalty.Availability{Down: time.Hour + 1, Total: 1000 * time.Hour}
	assert.True(t, worse.Below(dec("0.999")))
	assert.Equal(t, a.Ratio(), penalty.Availability{Down: 1, Total: 1000}.Ratio())
	assert.Equal(t, "100.0000 %", penalty.Availability{}.String())
	assert.False(t, penalty.Availability{}.Below(dec("1")))
	for _, odd := range []penalty.Availability{{Down: 2, Total: 1}, {Down: -1, Total: 1}, {Down: 1, Total: -1}, {Down: 1}} {
		assert.NotPanics(t, func() { _, _, _ = odd.String(), odd.Below(dec("0.5")), odd.Ratio() })
		require.Error(t, odd.Validate())
	}
	roundTrip(t, a)
	// The target is exactly representable whatever the precision of a division.
	huge := penalty.Availability{Down: 1, Total: penalty.MaxPeriod}
	assert.Equal(t, "99.999999999 %", huge.Percent(9))
	assert.True(t, huge.Below(dec("1")))
}

func TestAssessmentValidate(t *testing.T) {
	a := assess(t, plain(), sampleB(t, "90.00"))
	require.NoError(t, a.Validate())
	b := a
	b.Margin++
	assert.Equal(t, []string{"margin"}, faults(t, b.Validate()))
	b = a
	b.Missed = false
	assert.Equal(t, []string{"missed"}, faults(t, b.Validate()))
	b = a
	b.Amount = dec("11.26")
	assert.Equal(t, []string{"amount"}, faults(t, b.Validate()))
	b.Amount = decimal.New(1, 2_000_000_000)
	assert.Equal(t, []string{"amount"}, faults(t, b.Validate()))
	b.Terms.Cap, b.Assumed = b.Amount, penalty.D12
	assert.NotEmpty(t, b.Assumptions(), "no hang on a figure that would take a gigabyte to write")
	b = penalty.Assessment{Period: calendar.Interval{Start: a.Period.End, End: a.Period.Start}, Availability: penalty.Availability{Down: -1}, Margin: 1}
	assert.Equal(t, []string{"terms.target", "terms.rate", "period.end", "availability.down"}, faults(t, b.Validate()))
	require.Error(t, penalty.Reading{}.Validate())
	require.Error(t, penalty.Outlook{}.Validate())
}
