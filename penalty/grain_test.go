package penalty_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// wholeMinutes is 10, 25 and 50 % of the rent below 99.95, 99 and 95 %, of whole minutes.
func wholeMinutes() penalty.Terms {
	return penalty.Terms{Target: dec("0.9995"), Grain: time.Minute, Bands: []penalty.Band{
		{From: dec("0.99"), Below: dec("0.9995"), Credit: dec("0.1")},
		{From: dec("0.95"), Below: dec("0.99"), Credit: dec("0.25")},
		{Below: dec("0.95"), Credit: dec("0.5")},
	}}
}

// times is n outages of one length.
func times(n int, d time.Duration) (list []time.Duration) {
	for range n {
		list = append(list, d)
	}
	return list
}

func TestGrain(t *testing.T) {
	t.Parallel()
	const almost = 2*time.Minute - time.Second
	for _, c := range []struct {
		lasted  []time.Duration
		down    time.Duration
		outages int
		amount  string
	}{
		{times(12, almost), 12 * time.Minute, 12, "0.00"},
		{times(12, 2*time.Minute-1), 12 * time.Minute, 12, "0.00"},
		{times(12, 2*time.Minute), 24 * time.Minute, 12, "10.00"},
		{times(12, 2*time.Minute+1), 24 * time.Minute, 12, "10.00"},
		{times(12, time.Minute-1), 0, 0, "0.00"},
		{append(times(9, almost), 12*time.Minute), 21 * time.Minute, 10, "0.00"}, // 21 min 36 s are allowed
		{append(times(9, almost), 13*time.Minute), 22 * time.Minute, 10, "10.00"},
		{append(times(9, time.Second), 22*time.Minute-1), 21 * time.Minute, 1, "0.00"},
	} {
		a := assess(t, wholeMinutes(), from(inJune(), "100.00", c.lasted...))
		assert.Equal(t, []any{c.down, c.outages, c.amount}, []any{a.Availability.Down, a.Outages, a.Amount.StringFixed(2)})
		assert.Equal(t, c.lasted, a.Lasted) // also those of which nothing is left
		roundTrip(t, a)
	}
	steps := assess(t, wholeMinutes(), from(inJune(), "100.00", almost, time.Second, 3*time.Minute)).Trace()
	assert.Equal(t, penalty.StepGrain, steps[2].Kind)
	assert.Equal(t, []time.Duration{4 * time.Minute, time.Minute}, []time.Duration{steps[2].Time, steps[2].Of})
	assert.Equal(t, []time.Duration{almost, time.Second, 3 * time.Minute}, steps[2].Each)
	steps[2].Each[0] = 0 // which the caller may
	assert.Equal(t, []penalty.Step{
		{Kind: penalty.StepDowntime},
		{Kind: penalty.StepGrain, Of: time.Minute, Each: times(1, time.Second)},
	}, assess(t, wholeMinutes(), from(inJune(), "100.00", time.Second)).Trace()[1:3])
}

// TestGrainOfShort: with a least length an outage that is shorter is named as such, and only
// one that is not is cut, be it to nothing.
func TestGrainOfShort(t *testing.T) {
	t.Parallel()
	terms := wholeMinutes()
	terms.MinOutage, terms.Grain = 2*time.Minute, 5*time.Minute
	a := assess(t, terms, from(inJune(), "100.00", 2*time.Minute-1, 2*time.Minute, 11*time.Minute))
	assert.Equal(t, times(1, 2*time.Minute-1), a.Short)
	assert.Equal(t, []time.Duration{2 * time.Minute, 11 * time.Minute}, a.Lasted)
	assert.Equal(t, []any{10 * time.Minute, 1}, []any{a.Availability.Down, a.Outages})
	var kinds []penalty.StepKind
	for _, s := range a.Trace() {
		kinds = append(kinds, s.Kind)
	}
	assert.Equal(t, []penalty.StepKind{penalty.StepTotal, penalty.StepDowntime, penalty.StepShort, penalty.StepGrain, penalty.StepTarget, penalty.StepMet}, kinds)
	roundTrip(t, a)

	// It has begun in May.
	june := inJune()
	c := from(june, "100.00")
	c.Outages = []penalty.Outage{{Start: june.Start.Add(-10 * time.Minute), End: june.Start.Add(time.Minute)}}
	a = assess(t, terms, c)
	assert.Empty(t, a.Short, "it is long enough, looked at whole")
	assert.Equal(t, times(1, time.Minute), a.Lasted, "what of it lies in June makes no unit")
	assert.Zero(t, a.Availability.Down)
	c.Exclusions = []penalty.Exclusion{{Start: c.Period.Start, End: c.Period.End, Reason: penalty.Customer}}
	assert.Empty(t, assess(t, terms, c).Lasted, "nothing of it is left to cut")
}

// TestGrainOfParts: it is what an outage counts for that is cut, in the period and by its share.
func TestGrainOfParts(t *testing.T) {
	t.Parallel()
	p := calendar.Interval{Start: second(0), End: second(1000)}
	out := func(from, to int, share string) penalty.Outage {
		return penalty.Outage{Start: second(from), End: second(to), Share: dec(share)}
	}
	for _, c := range []struct {
		outages []penalty.Outage
		off     []penalty.Exclusion
		down    time.Duration
		lasted  []time.Duration
	}{
		{[]penalty.Outage{out(-90, 119, "1")}, nil, time.Minute, []time.Duration{119 * time.Second}},
		{[]penalty.Outage{out(0, 119, "1"), out(119, 181, "1")}, nil, 3 * time.Minute, []time.Duration{181 * time.Second}}, // one outage
		{[]penalty.Outage{out(0, 239, "0.5")}, nil, time.Minute, []time.Duration{119_500 * time.Millisecond}},
		{[]penalty.Outage{out(0, 119, "1"), out(119, 121, "0.5")}, nil, 2 * time.Minute, []time.Duration{2 * time.Minute}},
		{[]penalty.Outage{out(0, 119, "1"), out(119, 121, "0.4999")}, nil, time.Minute, []time.Duration{119_999_800 * time.Microsecond}},
		{[]penalty.Outage{out(0, 130, "1")}, []penalty.Exclusion{{Start: second(60), End: second(71), Reason: penalty.Customer}}, time.Minute, []time.Duration{119 * time.Second}},
	} {
		a := assess(t, wholeMinutes(), penalty.Case{Rent: dec("1.00"), Period: p, Outages: c.outages, Exclusions: c.off})
		assert.Equal(t, c.down, a.Availability.Down)
		assert.Equal(t, c.lasted, a.Lasted)
		assert.Nil(t, a.Trace()[1].Shares)
	}
	// Of less than a nanosecond no more is made than it is.
	terms := wholeMinutes()
	c := penalty.Case{Rent: dec("1.00"), Period: p, Outages: []penalty.Outage{{Start: second(0), End: second(120).Add(-1), Share: dec("0.5")}}}
	assert.Zero(t, assess(t, terms, c).Availability.Down)
	c.Outages[0].End = second(120)
	assert.Equal(t, time.Minute, assess(t, terms, c).Availability.Down)
}

func TestGrainRefuses(t *testing.T) {
	t.Parallel()
	for grain, ok := range map[time.Duration]bool{
		-time.Minute: false, 1: false, time.Second - 1: false, time.Second: true, penalty.MaxPeriod: true, penalty.MaxPeriod + 1: false,
	} {
		terms := plain()
		if terms.Grain = grain; ok {
			assert.NoError(t, terms.Validate())
		} else {
			assert.Equal(t, []string{"grain"}, faults(t, terms.Validate()))
		}
	}
}

// TestForecastWithGrain: a step comes with a whole unit.
func TestForecastWithGrain(t *testing.T) {
	t.Parallel()
	c := penalty.Case{Rent: dec("100.00"), Period: inJune(), AsOf: inJune().Start.Add(24*time.Hour + 30*time.Second)}
	c.Outages = []penalty.Outage{{Start: c.AsOf.Add(-30 * time.Second)}}
	o, err := penalty.Forecast(wholeMinutes(), c)
	assert.NoError(t, err)
	missed := c.Outages[0].Start.Add(22 * time.Minute)
	assert.Equal(t, []time.Time{missed.Add(-1), missed}, []time.Time{o.MissedAt, o.NextAt})
	assert.Equal(t, "10.00", o.NextAmount.StringFixed(2))
}

// TestGrainNeverCostsMore: what is cut off is never owed for.
func TestGrainNeverCostsMore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		terms, c := drawTerms(t), drawCase(t)
		if terms.Grain, terms.Fixed = 0, false; terms.Counting == penalty.CalendarDays {
			terms.Counting = penalty.Begun
		}
		exact := mustAssess(t, terms, c)
		terms.Grain = time.Duration(rapid.IntRange(1, 200).Draw(t, "grain")) * time.Second
		terms.Fixed = rapid.Bool().Draw(t, "fixed")
		if terms.Minimum.IsZero() {
			if a := mustAssess(t, terms, c); a.Amount.GreaterThan(exact.Amount) || a.Availability.Down > exact.Availability.Down {
				t.Fatalf("%s became %s", exact.Amount, a.Amount)
			}
		}
	})
}

// TestFixedIntervals: of intervals of five minutes from the start of the month those count in which
// all was down throughout.
func TestFixedIntervals(t *testing.T) {
	t.Parallel()
	out := func(from, to int, share string) penalty.Outage {
		return penalty.Outage{Start: second(from), End: second(to), Share: dec(share)}
	}
	off := func(from, to int) []penalty.Exclusion {
		return []penalty.Exclusion{{Start: second(from), End: second(to), Reason: penalty.Customer}}
	}
	for _, c := range []struct {
		outages        []penalty.Outage
		off            []penalty.Exclusion
		service        calendar.Interval
		lasted, filled []time.Duration // in seconds
	}{
		{[]penalty.Outage{out(120, 720, "1")}, nil, calendar.Interval{}, []time.Duration{600}, []time.Duration{300}},
		{[]penalty.Outage{out(300, 900, "1")}, nil, calendar.Interval{}, []time.Duration{600}, []time.Duration{600}},
		{[]penalty.Outage{out(301, 900, "1")}, nil, calendar.Interval{}, []time.Duration{599}, []time.Duration{300}},
		{[]penalty.Outage{out(301, 899, "1")}, nil, calendar.Interval{}, []time.Duration{598}, []time.Duration{0}},
		{[]penalty.Outage{out(1, 299, "1"), out(590, 1210, "1")}, nil, calendar.Interval{}, []time.Duration{298, 620}, []time.Duration{0, 600}},
		{[]penalty.Outage{out(-100, 300, "1")}, nil, calendar.Interval{}, []time.Duration{300}, []time.Duration{300}},
		{[]penalty.Outage{out(0, 900, "1")}, off(400, 401), calendar.Interval{}, []time.Duration{899}, []time.Duration{600}},
		{[]penalty.Outage{out(0, 900, "1")}, off(400, 400), calendar.Interval{}, []time.Duration{900}, []time.Duration{900}}, // of no length
		{[]penalty.Outage{out(0, 900, "1")}, nil, calendar.Interval{Start: second(1), End: second(3000)}, []time.Duration{899}, []time.Duration{600}},
		{[]penalty.Outage{out(0, 400, "1"), out(400, 700, "0.5")}, nil, calendar.Interval{}, []time.Duration{550}, []time.Duration{500}},
		{[]penalty.Outage{out(2700, 3000, "1")}, nil, calendar.Interval{}, []time.Duration{300}, []time.Duration{300}},
		{[]penalty.Outage{out(3000, 3010, "1")}, nil, calendar.Interval{}, []time.Duration{10}, []time.Duration{0}}, // the last one is not whole
	} {
		for i := range c.lasted {
			c.lasted[i] *= time.Second
			c.filled[i] *= time.Second
		}
		terms := wholeMinutes()
		terms.Grain, terms.Fixed = 5*time.Minute, true
		a := assess(t, terms, penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: second(0), End: second(3010)}, Service: c.service, Outages: c.outages, Exclusions: c.off})
		assert.Equal(t, [][]time.Duration{c.lasted, c.filled}, [][]time.Duration{a.Lasted, a.Filled}, c)
		left := slices.DeleteFunc(slices.Clone(c.filled), func(d time.Duration) bool { return d == 0 })
		assert.Equal(t, len(left), a.Outages)
		roundTrip(t, a)
	}
	terms := wholeMinutes()
	terms.Grain, terms.Fixed = 0, true
	assert.Equal(t, []string{"fixed"}, faults(t, terms.Validate()))
	_, err := penalty.Assess(terms, from(inJune(), "1.00", time.Hour))
	assert.Error(t, err)
	// A nanosecond decides.
	terms.Grain = 5 * time.Minute
	for off, down := range map[time.Duration]time.Duration{-1: 0, 0: 5 * time.Minute, 1: 5 * time.Minute} {
		c := penalty.Case{Rent: dec("1.00"), Period: inJune(), Outages: []penalty.Outage{{Start: inJune().Start.Add(5 * time.Minute), End: inJune().Start.Add(10*time.Minute + off)}}}
		assert.Equal(t, down, assess(t, terms, c).Availability.Down)
	}
}

// TestManyFixedIntervals: each is looked at once.
func TestManyFixedIntervals(t *testing.T) {
	t.Parallel()
	c := penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: epoch, End: second(penalty.MaxOutages * 100)}}
	for i := range penalty.MaxOutages {
		c.Outages = append(c.Outages, penalty.Outage{Start: second(100 * i), End: second(100*i + 90)})
		c.Exclusions = append(c.Exclusions, penalty.Exclusion{Start: second(100*i + 30), End: second(100*i + 35), Reason: penalty.Customer})
	}
	terms := wholeMinutes()
	terms.Grain, terms.Fixed = 10*time.Second, true
	assert.Equal(t, penalty.MaxOutages*80*time.Second, assess(t, terms, c).Availability.Down)
}
