package penalty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
)

// open is a case of one outage from noon on 12 May 2026, as of so long after.
func open(t testing.TB, after time.Duration) penalty.Case {
	t.Helper()
	start := at("2026-05-12T12:00:00+02:00")
	return penalty.Case{Rent: dec("90.00"), Period: month(t, "2026-05"), AsOf: start.Add(after), Outages: []penalty.Outage{{Start: start}}}
}

func TestForecast(t *testing.T) {
	noon := at("2026-05-12T12:00:00+02:00")
	missed := noon.Add(2678400 * time.Millisecond) // 0.1 % of May
	begun, full, excess, free := plain(), plain(), plain(), plain()
	begun.Counting = penalty.Begun
	full.Counting = penalty.Full
	excess.Excess = true
	free.Uncapped = true
	bands := penalty.Terms{Target: dec("0.999"), Bands: []penalty.Band{{From: dec("0.99"), Below: dec("0.999"), Credit: dec("0.1")}, {Below: dec("0.99"), Credit: dec("1")}}}
	lengths := penalty.Terms{Target: dec("1"), Lengths: []penalty.Length{{Below: time.Hour}, {From: time.Hour, Credit: dec("1")}}}
	daily := penalty.Terms{Target: dec("1"), Rate: dec("1"), Basis: penalty.DayRent} // 31 hours come to the rent
	tests := []struct {
		name                 string
		terms                penalty.Terms
		after                time.Duration
		missed, next, capped time.Time
		amount               string
	}{
		{"pro rata, before the target is missed", plain(), time.Minute, missed, missed, noon.Add(20 * time.Hour), "3.35"},
		{"pro rata, after", plain(), time.Hour, time.Time{}, noon.Add(2 * time.Hour), noon.Add(20 * time.Hour), "9.00"},
		{"a day's rent", daily, time.Hour, time.Time{}, noon.Add(2 * time.Hour), noon.Add(31 * time.Hour), "5.81"},
		{"begun, before", begun, time.Minute, missed, missed, noon.Add(19 * time.Hour), "4.50"},
		{"begun, on the hour", begun, time.Hour, time.Time{}, noon.Add(time.Hour), noon.Add(19 * time.Hour), "9.00"},
		{"full, before", full, time.Minute, missed, noon.Add(time.Hour), noon.Add(20 * time.Hour), "4.50"},
		{"full, on the hour", full, time.Hour, time.Time{}, noon.Add(2 * time.Hour), noon.Add(20 * time.Hour), "9.00"},
		{"excess", excess, time.Minute, missed, missed, missed.Add(20 * time.Hour), "0.00"},
		{"uncapped", free, time.Hour, time.Time{}, noon.Add(2 * time.Hour), time.Time{}, "9.00"},
		{"bands, before", bands, time.Minute, missed, missed, noon.Add(26784 * time.Second), "9.00"},
		{"bands", bands, time.Hour, time.Time{}, noon.Add(26784 * time.Second), noon.Add(26784 * time.Second), "90.00"},
		{"lengths", lengths, time.Minute, time.Time{}, noon.Add(time.Hour), noon.Add(time.Hour), "90.00"},
		{"capped already", plain(), 21 * time.Hour, time.Time{}, noon.Add(22 * time.Hour), time.Time{}, "90.00"},
		{"the month is over", plain(), 600 * time.Hour, time.Time{}, time.Time{}, time.Time{}, "0.00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, err := penalty.Forecast(tt.terms, open(t, tt.after))
			require.NoError(t, err)
			assert.True(t, tt.missed.Equal(o.MissedAt), "missed at %s", o.MissedAt)
			assert.True(t, tt.next.Equal(o.NextAt), "next at %s", o.NextAt)
			assert.True(t, tt.capped.Equal(o.CappedAt), "capped at %s", o.CappedAt)
			assert.Equal(t, tt.amount, o.NextAmount.StringFixed(2))
			roundTrip(t, o)
		})
	}
	end := open(t, 0) // the target is missed with the last nanosecond of the month
	end.Outages[0].Start = end.Period.End.Add(-2678400*time.Millisecond - 1)
	end.AsOf = end.Outages[0].Start.Add(1)
	last, err := penalty.Forecast(plain(), end)
	require.NoError(t, err)
	assert.True(t, end.Period.End.Add(-1).Equal(last.MissedAt), last.MissedAt)
	end.Outages[0].Start = end.Outages[0].Start.Add(1)
	end.AsOf = end.AsOf.Add(1)
	last, err = penalty.Forecast(plain(), end)
	require.NoError(t, err)
	assert.True(t, last.MissedAt.IsZero(), last.MissedAt)

	short := open(t, 0) // at the end of the month it has not lasted long enough to count, an hour later it has
	short.Outages[0].Start = short.Period.End.Add(-time.Minute)
	short.AsOf = short.Period.End
	hour := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), MinOutage: time.Hour}
	last, err = penalty.Forecast(hour, short)
	require.NoError(t, err)
	assert.True(t, short.Period.End.Add(59*time.Minute-1).Equal(last.MissedAt), last.MissedAt)
	assert.True(t, short.Period.End.Add(59*time.Minute).Equal(last.NextAt), "it counts once it has lasted an hour, not a nanosecond before: %s", last.NextAt)
	hour.Counting = penalty.Begun
	last, err = penalty.Forecast(hour, short)
	require.NoError(t, err)
	assert.True(t, short.Period.End.Add(59*time.Minute).Equal(last.NextAt), last.NextAt)

	late := open(t, time.Minute)
	late.Rent = dec("0")
	o, err := penalty.Forecast(plain(), late)
	require.NoError(t, err)
	assert.True(t, o.CappedAt.IsZero(), "no rent, no cap to reach")
}

func TestForecastRefuses(t *testing.T) {
	c := open(t, time.Hour)
	c.Outages[0].End = c.AsOf
	_, err := penalty.Forecast(plain(), c)
	assert.Equal(t, []string{"outages"}, faults(t, err))
	c.Outages[0].End = time.Time{}
	c.Outages[0].Excluded = penalty.Customer
	_, err = penalty.Forecast(plain(), c)
	assert.Equal(t, []string{"outages"}, faults(t, err))
	_, err = penalty.Forecast(penalty.Terms{}, c)
	assert.Equal(t, []string{"terms.target", "terms.rate"}, faults(t, err))
	c = open(t, time.Hour)
	c.Outages[0].Start = c.AsOf.Add(time.Hour)
	_, err = penalty.Forecast(plain(), c)
	assert.Equal(t, []string{"outages"}, faults(t, err), "it begins later than is known")
	c = open(t, time.Hour)
	dear := penalty.Terms{Target: dec("1"), Rate: dec("6000000000.00"), Basis: penalty.Amount, Uncapped: true}
	_, err = penalty.Forecast(dear, c)
	assert.Equal(t, []string{"amount"}, faults(t, err), "the second hour costs more than an amount can be")
}

// TestForecastAgreesWithAssess looks at both sides of each instant.
func TestForecastAgreesWithAssess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, c := drawTerms(t), drawCase(t)
		terms.From = penalty.Earliest
		n := index(c.Period.End)
		known := rapid.IntRange(1, n).Draw(t, "known")
		c.AsOf = second(known)
		known--
		kept := c.Outages[:0]
		for _, o := range c.Outages {
			if begin, _ := start(o, penalty.Earliest); begin.Before(c.AsOf) {
				kept = append(kept, o)
			}
		}
		c.Outages = append(kept, penalty.Outage{Start: second(rapid.IntRange(0, known).Draw(t, "open"))})
		o, err := penalty.Forecast(terms, c)
		if err != nil {
			t.Fatal(err)
		}
		as := func(at time.Time) penalty.Assessment {
			c := c
			c.AsOf = at
			return mustAssess(t, terms, c)
		}
		if at := o.MissedAt; !at.IsZero() && (as(at).Missed || !as(at.Add(1)).Missed) {
			t.Fatalf("the target is not missed just after %s", at)
		}
		if o.MissedAt.IsZero() && !o.Now.Missed && as(c.Period.End).Missed {
			t.Fatal("the target is missed before the period ends")
		}
		if at := o.NextAt; !at.IsZero() {
			if next := as(at.Add(1)).Amount; next.LessThan(o.NextAmount) || next.LessThan(o.Now.Amount) {
				t.Fatalf("%s at %s, %s was forecast", next, at, o.NextAmount)
			}
			if before := as(at.Add(-1)); (terms.Counting != penalty.ProRata || terms.Rate.IsZero()) && at.After(c.AsOf) && !before.Amount.Equal(o.Now.Amount) {
				t.Fatalf("%s changed before %s", o.Now.Amount, at)
			}
		}
		last := c.Period.End.Add(terms.MinOutage) // an outage at the very end may be long enough only then
		if at := o.CappedAt; !at.IsZero() && !as(at.Add(1)).Amount.Equal(as(last).Amount) {
			t.Fatalf("more is owed after the cap at %s", at)
		}
	})
}
