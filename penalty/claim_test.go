package penalty_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

// TestDeadlines: days and months of the calendar, from the end of a period.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	loc := paris(t)
	days, months, monthEnd := penalty.ClaimTime{Days: 30}, penalty.ClaimTime{Months: 1}, penalty.ClaimTime{Months: 1, MonthEnd: true}
	for _, c := range []struct {
		within penalty.ClaimTime
		end    string
		want   string
	}{
		{days, "2025-07-01T00:00:00+02:00", "2025-07-31T00:00:00+02:00"},
		{days, "2025-10-01T00:00:00+02:00", "2025-10-31T00:00:00+01:00"}, // a day of 25 hours between
		{days, "2025-10-10T14:30:00+02:00", "2025-11-09T14:30:00+01:00"},
		{months, "2025-07-01T00:00:00+02:00", "2025-08-01T00:00:00+02:00"},
		{months, "2025-01-31T12:00:00+01:00", "2025-02-28T12:00:00+01:00"},
		{months, "2024-01-31T00:00:00+01:00", "2024-02-29T00:00:00+01:00"},
		{months, "2025-12-15T00:00:00+01:00", "2026-01-15T00:00:00+01:00"},
		{monthEnd, "2025-07-01T00:00:00+02:00", "2025-08-01T00:00:00+02:00"},
		{monthEnd, "2025-07-01T00:00:00.000000001+02:00", "2025-09-01T00:00:00+02:00"},
		{monthEnd, "2025-06-30T23:59:59.999999999+02:00", "2025-08-01T00:00:00+02:00"},
		{monthEnd, "2025-06-15T00:00:00+02:00", "2025-08-01T00:00:00+02:00"},
		{penalty.ClaimTime{MonthEnd: true}, "2025-06-15T10:00:00+02:00", "2025-07-01T00:00:00+02:00"},
		{penalty.ClaimTime{Months: 1, Days: 10}, "2025-07-01T00:00:00+02:00", "2025-08-11T00:00:00+02:00"},
		{penalty.ClaimTime{Days: 1}, "2025-03-29T02:30:00+01:00", "2025-03-30T03:30:00+02:00"}, // at an hour that is skipped
	} {
		end := at(c.end).In(loc)
		got := c.within.After(end)
		assert.True(t, got.Equal(at(c.want)), "%v after %s is %s", c.within, c.end, got)
		assert.Equal(t, loc, got.Location())
	}
	assert.True(t, penalty.ClaimTime{}.After(at("2025-07-01T00:00:00Z")).IsZero())
	rapid.Check(t, func(t *rapid.T) {
		d := penalty.ClaimTime{Months: rapid.IntRange(0, 120).Draw(t, "months"), Days: rapid.IntRange(0, 3660).Draw(t, "days"), MonthEnd: rapid.Bool().Draw(t, "month end")}
		end := second(rapid.IntRange(0, 400*86400).Draw(t, "end"))
		if d != (penalty.ClaimTime{}) && !d.After(end).Equal(modelDeadline(d, end)) {
			t.Fatalf("%v after %s is %s", d, end, d.After(end))
		}
	})
}

// claimedAt are the claims of one instant, or none.
func claimedAt(at time.Time) []time.Time {
	if at.IsZero() {
		return nil
	}
	return []time.Time{at}
}

// TestClaims: 5 % an hour of which nothing is owed unless it is claimed within 30 days of June.
func TestClaims(t *testing.T) {
	t.Parallel()
	terms := plain()
	terms.ClaimWithin = penalty.ClaimTime{Days: 30}
	const last = "2026-07-31T00:00:00Z"
	none := time.Time{}
	for _, c := range []struct {
		claimed, asOf time.Time
		state         penalty.ClaimState
	}{
		{none, none, penalty.ClaimOpen},
		{none, at(last).Add(-1), penalty.ClaimOpen},
		{none, at(last), penalty.Lapsed},
		{none, at(last).Add(1), penalty.Lapsed},
		{at(last).Add(-1), none, penalty.Claimed},
		{at(last), none, penalty.ClaimLate},
		{at(last).Add(1), none, penalty.ClaimLate},
		{at(last).Add(-1), at(last).Add(-1), penalty.Claimed},
		{at(last).Add(-1), at(last).Add(-2), penalty.ClaimOpen}, // nobody knows as yet
		{at(last), at(last).Add(-1), penalty.ClaimOpen},
		{at(last).Add(1), at(last), penalty.Lapsed},
		{at("2026-06-11T00:00:00Z"), none, penalty.Claimed}, // before the month was over
	} {
		x := from(inJune(), "100.00", 3*time.Hour)
		x.Claims, x.AsOf = claimedAt(c.claimed), c.asOf
		a := assess(t, terms, x)
		assert.Equal(t, c.state, a.Claim, c)
		amount, unclaimed := "0.00", "15.00"
		if c.state == penalty.Claimed {
			amount, unclaimed = unclaimed, amount
		}
		assert.Equal(t, []string{amount, unclaimed}, []string{a.Amount.StringFixed(2), a.Unclaimed.StringFixed(2)}, c)
		assert.Equal(t, at(last), a.ClaimBy)
		require.NoError(t, a.Validate())
		roundTrip(t, a)
		steps := a.Trace()
		s := steps[len(steps)-1]
		assert.Equal(t, penalty.StepClaim, s.Kind)
		assert.Equal(t, []any{c.state.String(), amount, at(last)}, []any{s.Choice, s.Amount.StringFixed(2), s.By})
		assert.Equal(t, c.state == penalty.Claimed || c.state == penalty.ClaimLate, s.At.Equal(c.claimed) && !s.At.IsZero())
	}
}

// TestClaimOfNothing: what is owed by no means need not be claimed, and no claim makes it owed.
func TestClaimOfNothing(t *testing.T) {
	t.Parallel()
	terms := plain()
	terms.ClaimWithin = penalty.ClaimTime{Days: 30}
	x := from(inJune(), "100.00", 43*time.Minute+12*time.Second)
	x.Claims = claimedAt(at("2026-07-02T00:00:00Z"))
	a := assess(t, terms, x)
	assert.Equal(t, []any{penalty.Unneeded, true, true}, []any{a.Claim, a.ClaimBy.IsZero(), a.Amount.IsZero()})
	terms.Minimum = dec("15.01")
	a = assess(t, terms, from(inJune(), "100.00", 3*time.Hour))
	assert.Equal(t, []any{penalty.Unneeded, "15"}, []any{a.Claim, a.Withheld.String()})
	terms.Minimum, terms.Cap = dec("0"), dec("0.1")
	a = assess(t, terms, from(inJune(), "100.00", 3*time.Hour))
	steps := a.Trace()
	assert.Equal(t, []string{"10", "10"}, []string{a.Unclaimed.String(), steps[len(steps)-2].Amount.String()}, "what the cap leaves")
}

// TestForecastIsOfWhatCanBeClaimed: the next step costs what it does if it is claimed.
func TestForecastIsOfWhatCanBeClaimed(t *testing.T) {
	t.Parallel()
	terms := plain()
	c := from(inJune(), "100.00", time.Hour)
	c.Outages[0].End, c.AsOf = time.Time{}, c.Outages[0].End
	want, err := penalty.Forecast(terms, c)
	require.NoError(t, err)
	terms.ClaimWithin = penalty.ClaimTime{Days: 30}
	got, err := penalty.Forecast(terms, c)
	require.NoError(t, err)
	assert.Equal(t, want.NextAmount, got.NextAmount)
	assert.Equal(t, penalty.ClaimOpen, got.Now.Claim)
}

func TestClaimRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		within penalty.ClaimTime
		field  string
	}{
		{penalty.ClaimTime{Months: -1}, "claim_within.months"},
		{penalty.ClaimTime{Months: 121}, "claim_within.months"},
		{penalty.ClaimTime{Days: -1}, "claim_within.days"},
		{penalty.ClaimTime{Days: 3661, Months: 120, MonthEnd: true}, "claim_within.days"},
	} {
		terms := plain()
		terms.ClaimWithin = c.within
		assert.Equal(t, []string{c.field}, faults(t, terms.Validate()))
	}
	terms := plain()
	terms.ClaimWithin = penalty.ClaimTime{Months: 120, Days: 3660}
	require.NoError(t, terms.Validate())
	late := response.Guarantee{Within: time.Hour, Late: &terms}
	assert.Equal(t, []string{"late.claim_within"}, faults(t, late.Validate()))
	_, err := late.Penalty(dec("1.00"), inJune(), nil)
	assert.Equal(t, []string{"late.claim_within"}, faults(t, err))

	c := from(inJune(), "100.00", 3*time.Hour)
	c.Claims = claimedAt(c.Period.Start.Add(-1))
	assert.Equal(t, []string{"claims[0]"}, faults(t, c.Validate()))
	c.Claims = claimedAt(c.Period.Start)
	require.NoError(t, c.Validate())

	terms.ClaimWithin = penalty.ClaimTime{Days: 30}
	c.Claims = claimedAt(calendar.MustParseMonth("2026-08").Interval(time.UTC).Start)
	for _, wrong := range []struct {
		change func(*penalty.Assessment)
		field  string
	}{
		{func(a *penalty.Assessment) { a.Claim = 5 }, "claim"},
		{func(a *penalty.Assessment) { a.ClaimBy = time.Time{} }, "claim_by"},
		{func(a *penalty.Assessment) { a.Claimed = time.Time{} }, "claimed"},
		{func(a *penalty.Assessment) { a.Unclaimed = dec("0") }, "unclaimed"},
		{func(a *penalty.Assessment) { a.Unclaimed = dec("-1.00") }, "unclaimed"},
		{func(a *penalty.Assessment) { a.Unclaimed = dec("0.001") }, "unclaimed"},
		{func(a *penalty.Assessment) { a.Unclaimed = a.BeforeCap.Add(dec("0.01")) }, "unclaimed"},
		{func(a *penalty.Assessment) { a.Amount = dec("1.00") }, "unclaimed"},
		{func(a *penalty.Assessment) { a.Claim = penalty.Claimed }, "unclaimed"},
	} {
		a := assess(t, terms, c)
		require.NoError(t, a.Validate())
		wrong.change(&a)
		assert.Equal(t, []string{wrong.field}, faults(t, a.Validate()))
	}
}

// TestClaimsOfEachOutage: 5 % an hour of the outages that were claimed within 30 days: two hours from 2 June at
// 00:00 and an hour from 2 June at 03:00 on.
func TestClaimsOfEachOutage(t *testing.T) {
	t.Parallel()
	starts, ends := plain(), plain()
	starts.ClaimWithin, starts.ClaimFrom = penalty.ClaimTime{Days: 30}, penalty.OutageStart
	ends.ClaimWithin, ends.ClaimFrom = penalty.ClaimTime{Days: 30}, penalty.OutageEnd
	first, second := at("2026-06-02T00:00:00Z"), at("2026-06-02T03:00:00Z")
	days := func(d time.Duration) time.Time { return first.AddDate(0, 0, 30).Add(d) }
	for _, c := range []struct {
		terms  penalty.Terms
		claims []time.Time
		asOf   time.Time
		amount string
		states string
	}{
		{starts, nil, time.Time{}, "0.00", "open open "},
		{starts, nil, days(-1), "0.00", "open open "},
		{starts, nil, days(0), "0.00", "lapsed open "},
		{starts, nil, days(3*time.Hour - 1), "0.00", "lapsed open "},
		{starts, nil, days(3 * time.Hour), "0.00", "lapsed lapsed "},
		{starts, claimedAt(days(-1)), days(48 * time.Hour), "15.00", ""},
		{starts, claimedAt(days(0)), days(48 * time.Hour), "5.00", "late "},
		{starts, claimedAt(days(3*time.Hour - 1)), days(48 * time.Hour), "5.00", "late "},
		{starts, claimedAt(days(3 * time.Hour)), days(48 * time.Hour), "0.00", "late late "},
		{starts, claimedAt(first), days(48 * time.Hour), "10.00", "lapsed "}, // the second one had not begun
		{starts, claimedAt(second.Add(-1)), days(48 * time.Hour), "10.00", "lapsed "},
		{starts, claimedAt(second), days(48 * time.Hour), "15.00", ""},
		{starts, claimedAt(first.Add(-1)), days(48 * time.Hour), "0.00", "lapsed lapsed "},
		{starts, []time.Time{days(time.Hour), first}, days(48 * time.Hour), "15.00", ""},
		{starts, claimedAt(second), second.Add(-1), "0.00", "open "}, // nobody knows as yet, and the second outage has not begun
		{ends, claimedAt(days(2*time.Hour - 1)), days(48 * time.Hour), "15.00", ""},
		{ends, claimedAt(days(2 * time.Hour)), days(48 * time.Hour), "5.00", "late "},
		{ends, nil, first.Add(time.Hour), "0.00", "open "}, // it goes on
		{ends, claimedAt(first.Add(time.Minute)), first.Add(time.Hour), "5.00", ""},
	} {
		x := from(inJune(), "100.00", 2*time.Hour, time.Hour)
		x.Claims, x.AsOf = c.claims, c.asOf
		a := assess(t, c.terms, x)
		states := ""
		for _, s := range a.NotClaimed {
			states += s.Claim.String() + " "
			assert.Equal(t, s.By.IsZero(), c.terms.ClaimFrom == penalty.OutageEnd && c.asOf.Before(first.Add(2*time.Hour)) && !c.asOf.IsZero())
		}
		assert.Equal(t, []string{c.amount, c.states}, []string{a.Amount.StringFixed(2), states}, c)
		assert.Equal(t, penalty.Unneeded, a.Claim)
		require.NoError(t, a.Validate())
		roundTrip(t, a)
		n := 0
		for _, s := range a.Trace() {
			if s.Kind == penalty.StepNotClaimed || s.Kind == penalty.StepInTime {
				x := append(slices.Clone(a.NotClaimed), a.InTime...)[n]
				assert.Equal(t, []any{x.Lasted, x.Claim.String(), x.By, x.At}, []any{s.Time, s.Choice, s.By, s.At})
				n++
			}
		}
		assert.Equal(t, len(a.NotClaimed)+len(a.InTime), n)
		assert.Equal(t, a.Outages, len(a.InTime))
	}
}

// TestClaimsOfOutagesThatTouch: they are one, and begin with the first of them, be that before the period.
func TestClaimsOfOutagesThatTouch(t *testing.T) {
	t.Parallel()
	terms := plain()
	terms.ClaimWithin, terms.ClaimFrom = penalty.ClaimTime{Days: 10}, penalty.OutageStart
	may := at("2026-05-31T20:00:00Z")
	x := penalty.Case{Rent: dec("100.00"), Period: inJune(), Outages: []penalty.Outage{
		{Start: may, End: may.Add(3 * time.Hour)}, {Start: may.Add(3 * time.Hour), End: may.Add(6 * time.Hour)},
	}}
	x.AsOf = at("2026-07-01T00:00:00Z")
	x.Claims = claimedAt(may.AddDate(0, 0, 10).Add(-1))
	a := assess(t, terms, x)
	assert.Equal(t, "10.00", a.Amount.StringFixed(2))
	assert.Equal(t, []penalty.OutageClaim{{Start: may, Lasted: 2 * time.Hour, Claim: penalty.Claimed, By: may.AddDate(0, 0, 10), At: x.Claims[0]}}, a.InTime)
	x.Claims = claimedAt(may.AddDate(0, 0, 10))
	a = assess(t, terms, x)
	assert.Empty(t, a.InTime)
	assert.Equal(t, "0.00", a.Amount.StringFixed(2))
	assert.Equal(t, []penalty.OutageClaim{{Start: may, Lasted: 2 * time.Hour, Claim: penalty.ClaimLate, By: may.AddDate(0, 0, 10), At: may.AddDate(0, 0, 10)}}, a.NotClaimed)
	terms.ClaimFrom = penalty.OutageEnd
	assert.Equal(t, "10.00", assess(t, terms, x).Amount.StringFixed(2))
}

func TestClaimFromRefuses(t *testing.T) {
	t.Parallel()
	terms := plain()
	terms.ClaimFrom = penalty.OutageEnd
	assert.Equal(t, []string{"claim_from"}, faults(t, terms.Validate()))
	terms.ClaimWithin, terms.ClaimFrom = penalty.ClaimTime{Days: 1}, 3
	assert.Equal(t, []string{"claim_from"}, faults(t, terms.Validate()))
	terms.ClaimFrom = penalty.OutageStart
	x := from(inJune(), "100.00", 2*time.Hour)
	x.AsOf = at("2026-07-05T00:00:00Z")
	x.Claims = claimedAt(at("2026-07-04T00:00:00Z"))
	good := assess(t, terms, x)
	for _, c := range []struct {
		change func(*penalty.Assessment)
		field  string
	}{
		{func(a *penalty.Assessment) { a.NotClaimed[0].Lasted = 0 }, "not_claimed[0].lasted"},
		{func(a *penalty.Assessment) { a.NotClaimed[0].Claim, a.NotClaimed[0].At = penalty.Claimed, time.Time{} }, "not_claimed[0].claim"},
		{func(a *penalty.Assessment) { a.NotClaimed[0].Start = time.Time{} }, "not_claimed[0].start"},
		{func(a *penalty.Assessment) { a.NotClaimed[0].By = time.Time{} }, "not_claimed[0].by"},
		{func(a *penalty.Assessment) { a.NotClaimed[0].At = time.Time{} }, "not_claimed[0].at"},
		{func(a *penalty.Assessment) { a.NotClaimed[0].At = a.NotClaimed[0].By.Add(-1) }, "not_claimed[0].at"},
		{func(a *penalty.Assessment) { a.NotClaimed[0].Claim = penalty.Lapsed }, "not_claimed[0].at"},
		{func(a *penalty.Assessment) { a.Terms.ClaimFrom = penalty.PeriodEnd }, "not_claimed"},
	} {
		a := good
		a.NotClaimed = slices.Clone(good.NotClaimed)
		c.change(&a)
		assert.Equal(t, []string{c.field}, faults(t, a.Validate()))
	}
	x.Claims = claimedAt(at("2026-06-04T00:00:00Z"))
	terms.ClaimWithin.Days = 30
	good = assess(t, terms, x)
	for _, c := range []struct {
		change func(*penalty.Assessment)
		field  string
	}{
		{func(a *penalty.Assessment) { a.InTime[0].Start = time.Time{} }, "claimed_in_time[0].start"},
		{func(a *penalty.Assessment) { a.InTime[0].Lasted = 0 }, "claimed_in_time[0].lasted"},
		{func(a *penalty.Assessment) { a.InTime[0].Claim = penalty.ClaimLate }, "claimed_in_time[0].claim"},
		{func(a *penalty.Assessment) { a.InTime[0].At = time.Time{} }, "claimed_in_time[0].at"},
		{func(a *penalty.Assessment) { a.InTime[0].At = a.InTime[0].By }, "claimed_in_time[0].at"},
		{func(a *penalty.Assessment) { a.Terms.ClaimFrom = penalty.PeriodEnd }, "claimed_in_time"},
	} {
		a := good
		a.InTime = slices.Clone(good.InTime)
		c.change(&a)
		assert.Contains(t, faults(t, a.Validate()), c.field)
	}
}
