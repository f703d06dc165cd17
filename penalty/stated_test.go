package penalty_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

// What a clause says of several components, of hours or of other periods is stated by the case.

// TestComponents: two components down from 0:00 to 4:00 and from 2:00 to 6:00 of a day of June.
func TestComponents(t *testing.T) {
	t.Parallel()
	day := at("2026-06-10T00:00:00Z")
	hours := func(from, to time.Duration) calendar.Interval {
		return calendar.Interval{Start: day.Add(from * time.Hour), End: day.Add(to * time.Hour)}
	}
	a, b := hours(0, 4), hours(2, 6)
	c := penalty.Case{Rent: dec("100.00"), Period: inJune()}
	down := func(share string, list ...calendar.Interval) {
		for _, x := range list {
			c.Outages = append(c.Outages, penalty.Outage{Start: x.Start, End: x.End, Share: dec(share)})
		}
	}
	terms := plain()
	down("0", a, b)
	assert.Equal(t, "30.00", assess(t, terms, c).Amount.StringFixed(2), "any of them down")
	c.Outages = nil
	down("0", calendar.Clip([]calendar.Interval{a}, b)...)
	assert.Equal(t, "10.00", assess(t, terms, c).Amount.StringFixed(2), "all of them down")
	c.Outages, terms.AddUp = nil, true
	down("0.75", a)
	down("0.25", b)
	assert.Equal(t, "20.00", assess(t, terms, c).Amount.StringFixed(2), "weighed")
}

// TestOperatingHours: what lies outside them is excluded, and no part of the period.
func TestOperatingHours(t *testing.T) {
	t.Parallel()
	office, err := calendar.Compile(calendar.Schedule{Zone: "UTC", Hours: []calendar.Hours{{Days: calendar.Weekdays, Open: []calendar.Span{{Start: calendar.At(9, 0), End: calendar.At(18, 0)}}}}})
	require.NoError(t, err)
	terms := plain()
	terms.Shrink = true
	c := from(inJune(), "100.00", 12*time.Hour) // 2 June from midnight on: three hours in them
	c.Outages[0].Start = at("2026-06-02T00:00:00Z")
	c.Outages[0].End = at("2026-06-02T12:00:00Z")
	shut := c.Period.Start
	open, err := office.Open(c.Period.Start, c.Period.End)
	require.NoError(t, err)
	for _, x := range append(slices.Collect(open), calendar.Interval{Start: c.Period.End}) {
		if shut.Before(x.Start) {
			c.Exclusions = append(c.Exclusions, penalty.Exclusion{Start: shut, End: x.Start, Reason: penalty.Customer})
		}
		shut = x.End
	}
	a := assess(t, terms, c)
	assert.Equal(t, penalty.Availability{Down: 3 * time.Hour, Total: 22 * 9 * time.Hour}, a.Availability)
	assert.Equal(t, "15.00", a.Amount.StringFixed(2))
}

// TestDaysOfService: a day for each hour begun, up to the days of the period, whatever the rent is.
func TestDaysOfService(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("0.999"), Rate: dec("1"), Basis: penalty.ServiceDays, Counting: penalty.Begun}
	for _, rent := range []string{"0", "149.00"} {
		for hours, days := range map[time.Duration]string{1: "1", 3: "3", 30: "30", 31: "30"} {
			a := assess(t, terms, from(inJune(), rent, hours*time.Hour))
			assert.Equal(t, days, a.Amount.String())
			assert.Equal(t, hours == 31, a.Capped)
			assert.Equal(t, min(hours+1, 30), time.Duration(assess(t, terms, from(inJune(), rent, hours*time.Hour+1)).Amount.IntPart()))
		}
	}
	half := terms
	half.Counting, half.Cap = penalty.ProRata, dec("0.1") // of 30 days
	for minutes, days := range map[time.Duration]string{90: "1.5", 91: "1.52", 180: "3", 181: "3"} {
		assert.Equal(t, days, assess(t, half, from(inJune(), "0", minutes*time.Minute)).Amount.String())
	}
	thirty := terms
	thirty.Period = penalty.ThirtyDays
	may := calendar.MustParseMonth("2026-05").Interval(time.UTC)
	assert.Equal(t, "31", assess(t, terms, from(may, "0", 100*time.Hour)).Amount.String())
	assert.Equal(t, "30", assess(t, thirty, from(may, "0", 100*time.Hour)).Amount.String())
	banded := penalty.Terms{Target: dec("0.999"), Basis: penalty.ServiceDays, Bands: []penalty.Band{{From: dec("0.99"), Below: dec("0.999"), Credit: dec("3")}, {Below: dec("0.99"), Credit: dec("7.5")}}}
	assert.Equal(t, "3", assess(t, banded, from(inJune(), "0", 2*time.Hour)).Amount.String())
	assert.Equal(t, "7.5", assess(t, banded, from(inJune(), "0", 8*time.Hour)).Amount.String())
	for what, change := range map[string]func(*penalty.Terms){
		"cap_of":          func(t *penalty.Terms) { t.CapOf = penalty.CapOfCharges },
		"cap_year":        func(t *penalty.Terms) { t.CapYear = true },
		"outage_cap":      func(t *penalty.Terms) { t.PerOutage, t.OutageCap = true, dec("0.1") },
		"rent_in_service": func(t *penalty.Terms) { t.RentInService = true },
	} {
		refused := terms
		change(&refused)
		require.ErrorContains(t, refused.Validate(), `basis: is no money: must not be given where cap_of, cap_year, cap_last_months, outage_cap or rent_in_service is`, what)
	}
	late := response.Guarantee{Within: time.Hour, Late: &terms}
	require.ErrorContains(t, late.Validate(), "late.basis: must not be given: late answers are owed in money")
}

// TestPeriodsOfAnyKind: a billing month, the last 365 days, a quarter of a fiscal year.
func TestPeriodsOfAnyKind(t *testing.T) {
	t.Parallel()
	for _, p := range []struct {
		period  string
		end     string
		allowed time.Duration
	}{
		{"2026-05-17T00:00:00Z", "2026-06-17T00:00:00Z", 31 * 24 * time.Hour / 1000},
		{"2025-06-10T10:30:00Z", "2026-06-10T10:30:00Z", 365 * 24 * time.Hour / 1000},
		{"2026-02-01T00:00:00Z", "2026-05-01T00:00:00Z", 89 * 24 * time.Hour / 1000},
	} {
		period := calendar.Interval{Start: at(p.period), End: at(p.end)}
		for off := time.Duration(-1); off <= 1; off++ {
			a := assess(t, plain(), from(period, "100.00", p.allowed+off))
			assert.Equal(t, []any{p.allowed, off > 0}, []any{a.Allowed, a.Missed}, p)
		}
	}
}

// TestMissesOfMonths: from the third month of six that missed the target on, 10 % of the rent. Each
// month that missed is an outage of the case over the six, as long as its misses matter.
func TestMissesOfMonths(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("1"), Numbers: []penalty.Number{{Below: 3, Credit: dec("0")}, {From: 3, Credit: dec("0.1")}}}
	half := calendar.Interval{Start: at("2026-01-01T00:00:00Z"), End: at("2026-07-01T00:00:00Z")}
	for missed, want := range []string{"0.00", "0.00", "0.00", "10.00", "10.00"} {
		c := penalty.Case{Rent: dec("100.00"), Period: half}
		for m := range missed {
			month := calendar.Month{Year: 2026, Month: time.Month(1 + m)}.Interval(time.UTC)
			x := from(month, "100.00", 2*time.Hour)
			require.True(t, assess(t, plain(), x).Missed)
			c.Outages = append(c.Outages, x.Outages...)
		}
		assert.Equal(t, want, assess(t, terms, c).Amount.StringFixed(2), missed)
	}
}

// TestGreaterOfTwoClauses: each is assessed by itself, and the greater is owed, or their sum.
func TestGreaterOfTwoClauses(t *testing.T) {
	t.Parallel()
	hourly := penalty.Terms{Target: dec("0.999"), Rate: dec("0.05")}
	banded := penalty.Terms{Target: dec("0.999"), Bands: []penalty.Band{{From: dec("0.99"), Below: dec("0.999"), Credit: dec("0.1")}, {Below: dec("0.99"), Credit: dec("0.25")}}}
	for hours, want := range map[time.Duration][2]string{1: {"5", "10"}, 2: {"10", "10"}, 3: {"15", "10"}} {
		c := from(inJune(), "100.00", hours*time.Hour)
		assert.Equal(t, want, [2]string{assess(t, hourly, c).Amount.StringFixed(0), assess(t, banded, c).Amount.StringFixed(0)})
	}
}
