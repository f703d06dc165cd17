package penalty_test

import (
	"encoding"
	"math"
	"slices"
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

// Every limit is tried at its last value here, and one beyond where the tests of
// what is refused do not.

func TestTextsAtTheirLimit(t *testing.T) {
	long := strings.Repeat("x", 1000)
	start := at("2026-05-12T10:00:00Z")
	o := penalty.Outage{ID: long, Cause: long, Start: start, End: start.Add(time.Hour)}
	x := penalty.Exclusion{Start: start, End: start.Add(time.Minute), Reason: penalty.ForceMajeure, Note: long}
	terms := plain()
	terms.Rules = penalty.Rules{Target: long, Rate: long}
	require.NoError(t, o.Validate())
	require.NoError(t, x.Validate())
	require.NoError(t, terms.Validate())

	c := penalty.Case{Rent: dec("90.00"), Period: month(t, "2026-05"), Outages: []penalty.Outage{o}, Exclusions: []penalty.Exclusion{x}}
	assert.Equal(t, 59*time.Minute, assess(t, terms, c).Availability.Down)
	c.Exclusions[0].Reason = penalty.Counts
	_, err := penalty.Assess(terms, c)
	assert.Equal(t, []string{"exclusions[0].reason"}, faults(t, err))
}

func TestListsAtTheirLimit(t *testing.T) {
	c := penalty.Case{Rent: dec("90.00"), Period: calendar.Interval{Start: epoch, End: epoch.Add(penalty.MaxPeriod)}}
	c.Outages = make([]penalty.Outage, penalty.MaxOutages)
	c.Exclusions = make([]penalty.Exclusion, penalty.MaxOutages)
	for i := range c.Outages {
		c.Outages[i] = penalty.Outage{Start: second(i), End: second(i + 1)}
		c.Exclusions[i] = penalty.Exclusion{Start: second(2 * i), End: second(2*i + 1), Reason: penalty.Maintenance}
	}
	a := assess(t, plain(), c)
	assert.Equal(t, penalty.MaxOutages/2*time.Second, a.Availability.Down)
	assert.Equal(t, penalty.MaxPeriod, a.Availability.Total)
	c.Exclusions = append(c.Exclusions, c.Exclusions[0])
	_, err := penalty.Assess(plain(), c)
	assert.Equal(t, []string{"outages"}, faults(t, err))

	late := make([]time.Duration, penalty.MaxOutages)
	_, err = penalty.AssessLate(nil, dec("90.00"), c.Period, late)
	require.NoError(t, err)
	_, err = penalty.AssessLate(nil, dec("90.00"), c.Period, append(late, -1))
	assert.Equal(t, []string{"times", "times[100000]"}, faults(t, err))

	bands := penalty.Terms{Target: dec("1"), Bands: make([]penalty.Band, penalty.MaxBands)}
	for i := range bands.Bands {
		bands.Bands[i] = penalty.Band{From: decimal.New(int64(99-i), -2), Below: decimal.New(int64(100-i), -2), Credit: decimal.New(int64(i), -2)}
	}
	require.NoError(t, bands.Validate())
	for i, credit := range []string{"0.00", "0.90", "1.80"} { // of 1 s, 1 % and 2 % of a hundred hours
		c := penalty.Case{Rent: dec("90.00"), Period: calendar.Interval{Start: epoch, End: epoch.Add(100 * time.Hour)}}
		c.Outages = []penalty.Outage{{Start: epoch, End: epoch.Add(time.Duration(i)*time.Hour + time.Second)}}
		assert.Equal(t, credit, assess(t, bands, c).Amount.StringFixed(2))
	}
}

func TestAmountAtTheLimit(t *testing.T) {
	terms := penalty.Terms{Target: dec("1"), Rate: dec("10000000000.00"), Basis: penalty.Amount, Uncapped: true}
	c := down(t, "2026-05", time.Hour)
	assert.Equal(t, "10000000000.00", assess(t, terms, c).Amount.StringFixed(2))
	c.Outages[0].End = c.Outages[0].End.Add(time.Microsecond) // two cents more
	_, err := penalty.Assess(terms, c)
	assert.Equal(t, []string{"amount"}, faults(t, err))
}

func TestPartsOfASecond(t *testing.T) {
	c := down(t, "2026-05", 1800500*time.Millisecond)
	terms := penalty.Terms{Target: dec("1"), Rate: dec("7200.00"), Basis: penalty.Amount, Uncapped: true}
	assert.Equal(t, "3601.00", assess(t, terms, c).Amount.StringFixed(2))
	terms.Basis, terms.Rate, c.Rent = penalty.Rent, dec("0.8"), dec("9000.00")
	assert.Equal(t, "3601.00", assess(t, terms, c).Amount.StringFixed(2))
}

// A share may be written with any number of zeros.
func TestSharesHoweverWritten(t *testing.T) {
	zeros := strings.Repeat("0", 20)
	terms := penalty.Terms{Target: dec("0.999" + zeros), Rate: dec("0.05" + zeros)}
	a, b := assess(t, terms, sampleB(t, "149.00")), assess(t, plain(), sampleB(t, "149.00"))
	assert.Equal(t, []any{b.Allowed, "18.63"}, []any{a.Allowed, a.Amount.StringFixed(2)})
	for text, ok := range map[string]bool{
		"1e3": true, "1000" + "." + zeros: true, "500.5" + zeros: true, "999.999999999": true, "999.999999999" + zeros: true,
		"2e3": false, "1000.000000001": false, "1000.000000001" + zeros: false, "0.0000000001": false, "1e18": false, "-1e1": false,
		"18446744073.759551616": false, // 0.05 in its last 64 bits
	} {
		terms.Rate = dec(text)
		assert.Equal(t, ok, terms.Validate() == nil, text)
	}
	free := penalty.Terms{Target: dec("1"), Lengths: []penalty.Length{{Credit: decimal.New(0, 20)}}}
	require.NoError(t, free.Validate())
	free.Basis = penalty.Amount
	require.NoError(t, free.Validate())
	for exp, shown := range map[int32]string{39: "1" + strings.Repeat("0", 39), 40: "1e40", -38: "0." + strings.Repeat("0", 37) + "1", -39: "1e-39", math.MaxInt32: "1e2147483647"} {
		err := penalty.Terms{Target: decimal.New(1, exp), Rate: dec("1")}.Validate()
		var f *calendar.FieldError
		require.ErrorAs(t, err, &f)
		assert.Equal(t, shown, f.Value, exp)
	}
}

func TestBandsOutOfOrder(t *testing.T) {
	terms := penalty.Terms{Target: dec("0.999"), Bands: []penalty.Band{
		{From: dec("0.99"), Below: dec("0.999")}, {From: dec("0.99"), Below: dec("0.995")},
	}}
	assert.ErrorContains(t, terms.Validate(), "bands[1].below: is in the wrong order")
	terms.Bands[1].From = dec("0.989999999")
	assert.ErrorContains(t, terms.Validate(), "bands[1].below: overlaps the band before it")
}

// The first value without a name is refused like any other.
func TestFirstUnknownValue(t *testing.T) {
	for _, v := range []interface {
		encoding.TextMarshaler
		String() string
	}{penalty.Counting(4), penalty.Basis(5), penalty.Start(3), penalty.Period(4), penalty.Rounding(2), penalty.Reason(4), response.Outcome(3), penalty.StepKind(23), penalty.ClaimState(5), penalty.CapBase(2), clauses.Combination(2), penalty.ClaimStart(3)} {
		_, err := v.MarshalText()
		require.Error(t, err)
		assert.Regexp(t, `^\w+\(\d+\)$`, v.String())
	}
}

func TestZeroValues(t *testing.T) {
	require.NoError(t, penalty.Availability{}.Validate())
	b, err := penalty.Ratio{Den: 1}.MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "0", string(b))
	assert.False(t, penalty.Availability{Total: 1}.Below(dec("2")), "nothing is above all of it")
	assert.False(t, penalty.Availability{Total: -1}.Below(dec("1")))
	for _, odd := range []penalty.Terms{{}, {Bands: []penalty.Band{{From: dec("1")}}}, {Lengths: []penalty.Length{{From: 1, Below: -1}}}} {
		a := penalty.Assessment{Terms: odd, Missed: true, Availability: penalty.Availability{Down: 1, Total: 2}}
		assert.NotPanics(t, func() { a.Trace() })
	}
}

func TestOutageCapAtItsLimit(t *testing.T) {
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), PerOutage: true, OutageCap: dec("0.1")}
	c := down(t, "2026-05", 2*time.Hour) // 10 % of 90.00
	a := assess(t, terms, c)
	assert.Equal(t, "9.00", a.Amount.StringFixed(2))
	assert.False(t, a.Capped)
	c.Outages[0].End = c.Outages[0].End.Add(1)
	a = assess(t, terms, c)
	assert.Equal(t, "9.00", a.Amount.StringFixed(2))
	assert.True(t, a.Capped)
	terms.Basis, c.Rent = penalty.Amount, decimal.Decimal{} // a share of no rent is nothing, whatever an hour costs
	a = assess(t, terms, c)
	assert.Equal(t, "0.00", a.Amount.StringFixed(2))
	assert.True(t, a.Capped)
}

func TestCreditOfADay(t *testing.T) {
	terms := penalty.Terms{Target: dec("1"), Basis: penalty.DayRent, Lengths: []penalty.Length{{Credit: dec("2")}}}
	c := down(t, "2026-05", time.Hour)
	c.Rent = dec("93.00")
	assert.Equal(t, "6.00", assess(t, terms, c).Amount.StringFixed(2), "two of 31 days")
	c.Service = calendar.Interval{Start: c.Period.Start, End: c.Outages[0].End}
	a := assess(t, terms, c)
	assert.Equal(t, "6.00", a.Amount.StringFixed(2), "two of 31 days, though few are in service (D36)")
	steps := a.Trace()
	assert.Equal(t, 31, steps[len(steps)-1].Count)
	assert.Equal(t, []string{"D21", "D36"}, steps[len(steps)-1].Rules)
	terms.Period, terms.Shrink = penalty.ThirtyDays, true
	c.Exclusions = []penalty.Exclusion{{Start: c.Period.Start, End: c.Period.Start.Add(240 * time.Hour), Reason: penalty.Maintenance}}
	c.Service, c.Outages[0].End = calendar.Interval{}, c.Period.Start.Add(480*time.Hour)
	assert.Equal(t, "6.20", assess(t, terms, c).Amount.StringFixed(2), "two of thirty days")
}

// TestDaysAreDates: the rent goes over the dates of the period, whatever hours they have, and over
// those in service if the clause says so (D36).
func TestDaysAreDates(t *testing.T) {
	t.Parallel()
	paris, err := calendar.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	apia, err := calendar.LoadLocation("Pacific/Apia")
	require.NoError(t, err)
	at := func(zone *time.Location, m time.Month, d int) time.Time {
		return time.Date(2011, m, d, 0, 0, 0, 0, zone)
	}
	whole := calendar.Interval{}
	month := func(zone *time.Location, m time.Month) calendar.Interval {
		return calendar.Interval{Start: at(zone, m, 1), End: at(zone, m+1, 1)}
	}
	fixed := func(i calendar.Interval) calendar.Interval { // as it is read from JSON
		for _, at := range []*time.Time{&i.Start, &i.End} {
			name, offset := at.Zone()
			*at = at.In(time.FixedZone(name, offset))
		}
		return i
	}
	utc := func(i calendar.Interval) calendar.Interval {
		return calendar.Interval{Start: i.Start.UTC(), End: i.End.UTC()}
	}
	for _, c := range []struct {
		period, service calendar.Interval
		breaks          []calendar.Interval
		hours           time.Duration // of the period
		days, inService int
		lasted          time.Duration // what was in service
	}{
		{month(paris, time.March), whole, nil, 743, 31, 31, 743},
		{fixed(month(paris, time.March)), whole, nil, 743, 31, 31, 743},
		{utc(month(paris, time.March)), whole, nil, 743, 31, 31, 743},
		{month(paris, time.October), whole, nil, 745, 31, 31, 745},
		{month(paris, time.February), whole, nil, 672, 28, 28, 672},
		{month(apia, time.December), whole, nil, 720, 31, 31, 720}, // from the 29th to the 31st
		{month(paris, time.March), calendar.Interval{Start: at(paris, time.March, 16), End: at(paris, time.April, 1)}, nil, 743, 31, 16, 383},
		{month(paris, time.March), calendar.Interval{Start: at(paris, time.March, 1), End: at(paris, time.March, 16)}, nil, 743, 31, 15, 360},
		{month(paris, time.March), whole, []calendar.Interval{
			{Start: at(paris, time.March, 20), End: at(paris, time.March, 28)}, {Start: at(paris, time.March, 3), End: at(paris, time.March, 5)}, {Start: at(paris, time.March, 4), End: at(paris, time.March, 6)},
		}, 743, 31, 20, 480},
		{calendar.Interval{Start: at(paris, time.January, 1), End: at(paris, time.January, 1).AddDate(1, 0, 0)}, whole, nil, 8760, 365, 365, 8760},
	} {
		require.Equal(t, c.hours*time.Hour, c.period.Duration())
		for _, inService := range []bool{false, true} {
			terms := penalty.Terms{Target: dec("1"), Rate: dec("1"), Basis: penalty.DayRent, Unit: time.Second, Counting: penalty.Begun, RentInService: inService, Uncapped: true}
			start := c.period.Start
			if !c.service.Empty() {
				start = c.service.Start
			}
			one := penalty.Case{Rent: dec("12345.67"), Period: c.period, Service: c.service, Breaks: c.breaks, Outages: []penalty.Outage{{Start: start, End: start.Add(time.Second)}}}
			days, hours := c.days, c.hours
			if inService {
				days, hours = c.inService, c.lasted
			}
			a := assess(t, terms, one)
			assert.Equal(t, dec("12345.67").DivRound(decimal.NewFromInt(int64(days)), 2).StringFixed(2), a.Amount.StringFixed(2))
			steps := a.Trace()
			assert.Equal(t, days, steps[len(steps)-1].Count)
			terms.Basis = penalty.ProRataRent
			a = assess(t, terms, one)
			assert.Equal(t, dec("12345.67").DivRound(decimal.NewFromInt(int64(hours)*3600), 2).StringFixed(2), a.Amount.StringFixed(2))
			steps = a.Trace()
			assert.Equal(t, hours*time.Hour, steps[len(steps)-1].Of)
			assert.Equal(t, !c.service.Empty() || c.breaks != nil, slices.Contains(steps[len(steps)-1].Rules, "D36"))
		}
	}
}

// TestPartsOfANanosecond: what outages come to by themselves is what they come to together.
func TestPartsOfANanosecond(t *testing.T) {
	c := down(t, "2026-05", 1)
	c.Outages[0].Share = dec("0.5")
	for i := range 3 {
		o := c.Outages[0]
		o.Start, o.End = o.Start.Add(time.Duration(i+1)*time.Hour), o.End.Add(time.Duration(i+1)*time.Hour)
		c.Outages = append(c.Outages, o)
	}
	a := assess(t, penalty.Terms{Target: dec("1"), Rate: dec("0.05"), PerOutage: true}, c)
	assert.Equal(t, []time.Duration{1, 0, 1, 0}, a.Each)
	assert.Equal(t, []time.Duration{2, 2}, []time.Duration{a.Availability.Down, a.Counted})
}

func TestSharesApart(t *testing.T) {
	c := down(t, "2026-05", time.Hour)
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05")}
	for i, share := range []string{"0.5", "0.5", "0.25", "1"} {
		o := c.Outages[0]
		o.Share, o.Start, o.End = dec(share), o.Start.Add(time.Duration(2*i)*time.Hour), o.End.Add(time.Duration(2*i)*time.Hour)
		c.Outages = append(c.Outages, o)
	}
	c.Outages = c.Outages[1:]
	a := assess(t, terms, c)
	assert.Equal(t, []any{135 * time.Minute, 4, false}, []any{a.Availability.Down, a.Outages, a.Assumed.Has(penalty.D13)})
}

func TestShortOutages(t *testing.T) {
	c := down(t, "2026-05", time.Minute)
	start := c.Outages[0].Start
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), MinOutage: time.Minute}
	assert.Equal(t, 1, assess(t, terms, c).Outages)
	c.Exclusions = []penalty.Exclusion{{Start: start, End: start.Add(1), Reason: penalty.Maintenance}}
	assert.Zero(t, assess(t, terms, c).Outages, "what is excluded makes it shorter")

	// One without any length covers no time twice, nor is there one more.
	c.Exclusions, terms.MinOutage = nil, 0
	c.Outages = append(c.Outages, penalty.Outage{Start: start.Add(time.Second), End: start.Add(time.Second)}, penalty.Outage{Start: start.Add(time.Hour), End: start.Add(time.Hour)})
	a := assess(t, terms, c)
	assert.Equal(t, []any{1, time.Minute, false}, []any{a.Outages, a.Availability.Down, a.Assumed.Has(penalty.D13)})
	for i := range c.Outages {
		c.Outages[i].Share = dec("0.5")
	}
	a = assess(t, terms, c)
	assert.Equal(t, []any{1, 30 * time.Second, false}, []any{a.Outages, a.Availability.Down, a.Assumed.Has(penalty.D13)})
}

// Texts are looked at in outages and exclusions of which nothing else is, too.
func TestTextsOfACase(t *testing.T) {
	for _, bad := range []string{"a\x00b", "\xff", strings.Repeat("x", 1001)} {
		c := sampleB(t, "149.00")
		c.Outages[0].ID, c.Outages[1].Cause, c.Exclusions = bad, bad, []penalty.Exclusion{{Start: c.Period.Start, End: c.Period.Start.Add(time.Hour), Reason: penalty.Maintenance, Note: bad}}
		_, err := penalty.Assess(plain(), c)
		assert.ErrorContains(t, err, "outages[0].id: must ")
		assert.ErrorContains(t, err, "outages[1].cause: must ")
		assert.ErrorContains(t, err, "exclusions[0].note: must ")
	}
	c := sampleB(t, "149.00")
	c.Outages[1].Cause = "two\nlines"
	_, err := penalty.Assess(plain(), c)
	assert.NoError(t, err)
}
