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
		terms.From, terms.ClaimWithin, terms.ClaimFrom = penalty.Earliest, penalty.ClaimTime{}, penalty.PeriodEnd
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
			checkNext(t, as, o)
		}
		last := c.Period.End.Add(terms.MinOutage) // an outage at the very end may be long enough only then
		if at := o.CappedAt; !at.IsZero() && !as(at.Add(1)).Amount.Equal(as(last).Amount) {
			t.Fatalf("more is owed after the cap at %s", at)
		}
	})
}

// checkNext looks at the next step before, at and after its instant: it is taken there by what is
// reached, or a nanosecond later by what is exceeded.
func checkNext(t *rapid.T, as func(time.Time) penalty.Assessment, o penalty.Outlook) {
	at, terms := o.NextAt, &o.Now.Terms
	before, on, after := as(at.Add(-1)), as(at), as(at.Add(1))
	if after.Amount.LessThan(o.Now.Amount) || !o.NextAmount.Equal(on.Amount) && !o.NextAmount.Equal(after.Amount) {
		t.Fatalf("%s at %s and %s after it, %s was forecast", on.Amount, at, after.Amount, o.NextAmount)
	}
	if terms.Counting == penalty.ProRata && !terms.Rate.IsZero() { // it grows with each nanosecond
		if missed := on.Missed; !o.Now.Missed && !missed && !after.Missed {
			t.Fatalf("the target is not missed about %s", at)
		}
	} else if at.After(o.Now.AsOf) && !before.Amount.Equal(o.Now.Amount) {
		t.Fatalf("%s changed before %s", o.Now.Amount, at)
	}
	step := func(a, b *penalty.Assessment) bool { // from a to b, a nanosecond later
		return !a.Amount.Equal(b.Amount)
	}
	jumps := func(a, b *penalty.Assessment) bool { return b.Availability.Down-a.Availability.Down > 1 }
	proRata := terms.Counting == penalty.ProRata && !terms.Rate.IsZero() && on.Missed
	switch {
	case proRata || !at.After(o.Now.AsOf):
	case step(&before, &on):
		if !jumps(&before, &on) && !reached(&before, &on) {
			t.Fatalf("the step at %s is taken by exceeding what was a nanosecond before", at)
		}
		if !o.NextAmount.Equal(on.Amount) {
			t.Fatalf("%s at %s, %s was forecast", on.Amount, at, o.NextAmount)
		}
	case before.Missed != on.Missed: // which costs nothing yet; what does may be exceeded just then
	case step(&on, &after):
		if jumps(&on, &after) || reached(&on, &after) {
			t.Fatalf("the step after %s is not taken by exceeding anything", at)
		}
		if !o.NextAmount.Equal(after.Amount) {
			t.Fatalf("%s after %s, %s was forecast", after.Amount, at, o.NextAmount)
		}
	}
}

// reached reports whether a step is taken at an edge that belongs to what is beyond it.
func reached(before, on *penalty.Assessment) bool {
	terms := &on.Terms
	switch {
	case !before.Missed && on.Missed:
		return terms.AtTarget && terms.Figure.IsZero()
	case len(terms.Bands) > 0:
		for _, s := range on.Trace() {
			if s.Kind == penalty.StepBand {
				return s.Band.Through && terms.Figure.IsZero()
			}
		}
		return false
	case len(terms.Numbers) > 0:
		return false
	case len(terms.Lengths) == 0:
		return terms.Counting == penalty.Full
	}
	for _, s := range on.Trace() {
		if s.Length != nil && s.Length.From > 0 && s.Time == s.Length.From {
			return true
		}
	}
	return false
}

// TestForecastOfTerms looks at terms that make a step come at once, or at the edge itself.
func TestForecastOfTerms(t *testing.T) {
	noon := at("2026-05-12T12:00:00+02:00")
	allowed := noon.Add(2678400 * time.Millisecond) // 0.1 % of May
	terms := func(change func(*penalty.Terms)) penalty.Terms {
		t := plain()
		change(&t)
		return t
	}
	half := []penalty.Length{{Below: time.Hour, Credit: dec("0.1")}, {From: time.Hour, Credit: dec("0.5")}}
	for name, tt := range map[string]struct {
		terms  penalty.Terms
		after  time.Duration
		missed time.Time // before it is missed by exceeding what is allowed
		next   time.Time
		amount string
	}{
		"at the target": {terms(func(t *penalty.Terms) { t.AtTarget = true }), time.Minute, allowed.Add(-1), allowed, "3.35"},
		"at the target, long enough only later": {
			terms(func(t *penalty.Terms) { t.AtTarget, t.MinOutage = true, time.Hour }),
			time.Minute, noon.Add(time.Hour - 1), noon.Add(time.Hour), "4.50",
		},
		"at the target, long enough just then": {
			terms(func(t *penalty.Terms) { t.AtTarget, t.MinOutage = true, 2678400*time.Millisecond }),
			time.Minute, allowed.Add(-1), allowed, "3.35",
		},
		"above the target, long enough just at it": {
			terms(func(t *penalty.Terms) { t.MinOutage = 2678400 * time.Millisecond }),
			time.Minute, allowed, allowed, "3.35",
		},
		"whole minutes": {terms(func(t *penalty.Terms) { t.Grain = time.Minute }), time.Minute, noon.Add(45*time.Minute - 1), noon.Add(45 * time.Minute), "3.38"},
		"whole minutes, long enough between them": {
			terms(func(t *penalty.Terms) { t.Grain, t.MinOutage = time.Minute, 50*time.Minute+time.Second }),
			time.Minute, noon.Add(50*time.Minute + time.Second - 1), noon.Add(50*time.Minute + time.Second), "3.75",
		},
		"fixed intervals, at the target": {
			terms(func(t *penalty.Terms) { t.Grain, t.Fixed, t.AtTarget = 7*time.Minute, true, true }),
			time.Minute, noon.Add(51*time.Minute - 1), noon.Add(51 * time.Minute), "3.68",
		},
		"an hour free of each, begun": {
			terms(func(t *penalty.Terms) {
				t.PerOutage, t.Deductible, t.Counting = true, time.Hour, penalty.Begun
			}),
			time.Minute, allowed, noon.Add(time.Hour), "4.50",
		},
		"an hour free of each, begun, long enough only later": {
			terms(func(t *penalty.Terms) {
				t.PerOutage, t.Deductible, t.Counting, t.MinOutage = true, time.Hour, penalty.Begun, 3*time.Hour
			}),
			time.Minute, noon.Add(3*time.Hour - 1), noon.Add(3 * time.Hour), "9.00",
		},
		"an hour free of each, by length": {
			penalty.Terms{Target: dec("0.999"), PerOutage: true, Deductible: time.Hour, Lengths: half},
			time.Minute, allowed, noon.Add(time.Hour), "9.00",
		},
		"an hour free of each, the next length": {
			penalty.Terms{Target: dec("0.999"), PerOutage: true, Deductible: time.Hour, Lengths: half},
			time.Hour + time.Minute,
			time.Time{},
			noon.Add(2 * time.Hour), "45.00",
		},
		"by number, long enough only later": {
			penalty.Terms{Target: dec("0.999"), MinOutage: time.Hour, Numbers: []penalty.Number{{Below: 2, Credit: dec("0.1")}, {From: 2, Credit: dec("0.5")}}},
			time.Minute, noon.Add(time.Hour - 1), noon.Add(time.Hour), "9.00",
		},
		"the excess by length": {
			penalty.Terms{Target: dec("0.999"), Excess: true, AtTarget: true, Lengths: half},
			time.Minute, allowed.Add(-1), allowed, "9.00",
		},
		"a figure": { // 0.9985 rounds to 0.999
			terms(func(t *penalty.Terms) { t.Figure, t.Counting = dec("0.001"), penalty.Begun }),
			time.Minute, noon.Add(4017600 * time.Millisecond), noon.Add(4017600 * time.Millisecond), "9.00",
		},
		"a figure, at the target": { // 0.9995 rounds to 1
			terms(func(t *penalty.Terms) { t.Figure, t.Counting, t.AtTarget = dec("0.001"), penalty.Begun, true }),
			time.Minute, noon.Add(1339200 * time.Millisecond), noon.Add(1339200 * time.Millisecond), "4.50",
		},
	} {
		t.Run(name, func(t *testing.T) {
			o, err := penalty.Forecast(tt.terms, open(t, tt.after))
			require.NoError(t, err)
			assert.True(t, tt.missed.Equal(o.MissedAt), "missed at %s", o.MissedAt)
			assert.True(t, tt.next.Equal(o.NextAt), "next at %s", o.NextAt)
			assert.Equal(t, tt.amount, o.NextAmount.StringFixed(2))
		})
	}
}

// TestForecastOfOneMore: one more outage is one as soon as some of it counts.
func TestForecastOfOneMore(t *testing.T) {
	terms := penalty.Terms{Target: dec("0.999"), Numbers: []penalty.Number{{Below: 2, Credit: dec("0.1")}, {From: 2, Credit: dec("0.5")}}}
	c := open(t, time.Minute)
	noon := c.Outages[0].Start
	c.Outages = append(c.Outages, penalty.Outage{Start: noon.Add(-2 * time.Hour), End: noon.Add(-time.Hour)})
	c.Exclusions = []penalty.Exclusion{{Start: noon, End: noon.Add(5 * time.Minute), Reason: penalty.Customer}}
	next := func() (after time.Duration) {
		o, err := penalty.Forecast(terms, c)
		require.NoError(t, err)
		assert.Equal(t, "45.00", o.NextAmount.StringFixed(2))
		return o.NextAt.Sub(noon)
	}
	assert.Equal(t, 5*time.Minute, next(), "it counts a nanosecond later")
	terms.MinOutage = 10 * time.Minute
	assert.Equal(t, 15*time.Minute, next())
	terms.MinOutage, terms.Grain = 0, time.Minute
	assert.Equal(t, 6*time.Minute, next())
	terms.MinOutage = 10*time.Minute + time.Second
	assert.Equal(t, 15*time.Minute+time.Second, next())
}
