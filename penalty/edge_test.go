package penalty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// atOrBelow is 10 % of the rent at or below 99.9 %, and 25 % below 99 %.
func atOrBelow() penalty.Terms {
	return penalty.Terms{Target: dec("0.999"), AtTarget: true, Period: penalty.Quarter, Bands: []penalty.Band{
		{From: dec("0.99"), Below: dec("0.999"), Through: true, Credit: dec("0.1")},
		{Below: dec("0.99"), Credit: dec("0.25")},
	}}
}

func TestEdges(t *testing.T) {
	t.Parallel()
	quarter := calendar.Interval{Start: at("2026-04-01T00:00:00Z"), End: at("2026-07-01T00:00:00Z")}
	const thousandth, hundredth = 2184 * time.Hour / 1000, 2184 * time.Hour / 100
	closed := atOrBelow()
	closed.Bands[1].Through = true
	open := atOrBelow()
	open.AtTarget, open.Bands[0].Through = false, false
	for _, c := range []struct {
		terms  penalty.Terms
		down   time.Duration
		amount string
	}{
		{atOrBelow(), thousandth - 1, "0.00"},
		{atOrBelow(), thousandth, "63.00"},
		{atOrBelow(), thousandth + 1, "63.00"},
		{atOrBelow(), hundredth - 1, "63.00"},
		{atOrBelow(), hundredth, "63.00"},
		{atOrBelow(), hundredth + 1, "157.50"},
		{closed, hundredth - 1, "63.00"},
		{closed, hundredth, "157.50"},
		{open, thousandth, "0.00"},
		{open, thousandth + 1, "63.00"},
	} {
		a := assess(t, c.terms, from(quarter, "630.00", c.down))
		assert.Equal(t, c.amount, a.Amount.StringFixed(2), c.down)
		assert.NoError(t, a.Validate())
		assert.Equal(t, thousandth, a.Allowed)
		roundTrip(t, a)
	}
	a := assess(t, atOrBelow(), from(quarter, "630.00", thousandth))
	assert.True(t, a.Missed)
	assert.Zero(t, a.Margin)
	steps := a.Trace()
	assert.Equal(t, []string{"at_or_below", ""}, []string{steps[2].Choice, steps[4].Choice})
	assert.True(t, steps[4].Band.Through)
	assert.Equal(t, "above", assess(t, closed, from(quarter, "630.00", thousandth)).Trace()[4].Choice)
	a.Terms = open // which is not missed at the target
	assert.Equal(t, []string{"missed"}, faults(t, a.Validate()))
}

// TestEdgesThatAreNone: a third of a nanosecond more than a thousandth is not at the target, and no
// time at all is wholly available.
func TestEdgesThatAreNone(t *testing.T) {
	t.Parallel()
	terms := atOrBelow()
	for total, missed := range map[time.Duration]bool{999: false, 1000: true, 1001: true} {
		c := penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: epoch, End: epoch.Add(total)}}
		c.Outages = []penalty.Outage{{Start: epoch, End: epoch.Add(total / 1000)}}
		if total == 1001 {
			c.Outages[0].End = epoch.Add(2)
		}
		assert.Equal(t, missed, assess(t, terms, c).Missed, total)
	}
	terms.Shrink = true
	c := penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: epoch, End: second(60)}}
	c.Exclusions = []penalty.Exclusion{{Start: epoch, End: second(60), Reason: penalty.Customer}}
	assert.False(t, assess(t, terms, c).Missed)
}

func TestEdgesRefuse(t *testing.T) {
	t.Parallel()
	terms := atOrBelow()
	terms.Bands[0].Through = false
	assert.Equal(t, []string{"bands[0].through"}, faults(t, terms.Validate()))
	terms.AtTarget, terms.Bands[0].Through = false, true
	assert.Equal(t, []string{"bands[0].through"}, faults(t, terms.Validate()))
	all := penalty.Terms{Target: dec("1"), AtTarget: true, Rate: dec("0.05")}
	assert.Equal(t, []string{"at_target"}, faults(t, all.Validate()))
}

// TestForecastAtEdges: a step that is taken at an edge comes at that instant, one that exceeds it
// when that is reached as well.
func TestForecastAtEdges(t *testing.T) {
	t.Parallel()
	p := calendar.Interval{Start: epoch, End: second(100_000)}
	for _, c := range []struct {
		asOf          int
		target, lower bool
		missed, next  time.Time
	}{
		{10, true, false, second(100).Add(-1), second(100)},
		{10, false, false, second(100), second(100)},
		{100, true, false, time.Time{}, second(1000)},
		{500, true, true, time.Time{}, second(1000)},
	} {
		terms := atOrBelow()
		terms.AtTarget, terms.Bands[0].Through, terms.Bands[1].Through = c.target, c.target, c.lower
		o, err := penalty.Forecast(terms, penalty.Case{Rent: dec("1.00"), Period: p, AsOf: second(c.asOf), Outages: []penalty.Outage{{Start: epoch}}})
		assert.NoError(t, err)
		assert.Equal(t, []time.Time{c.missed, c.next}, []time.Time{o.MissedAt, o.NextAt}, c)
		after := penalty.Case{Rent: dec("1.00"), Period: p, Outages: []penalty.Outage{{Start: epoch, End: o.NextAt.Add(1)}}}
		assert.True(t, assess(t, terms, after).Amount.Equal(o.NextAmount))
	}
}

// drawTight draws a case whose only outage is as long as an edge of the terms allows, or a
// nanosecond more or less.
func drawTight(t *rapid.T, terms penalty.Terms) penalty.Case {
	n := int64(rapid.IntRange(1, 5).Draw(t, "kiloseconds")) * 1000
	edges := []int64{terms.Target.Shift(3).IntPart()}
	for _, b := range terms.Bands {
		edges = append(edges, b.From.Shift(3).IntPart())
	}
	down := time.Duration(n/1000*(1000-rapid.SampledFrom(edges).Draw(t, "edge"))) * time.Second
	down += time.Duration(rapid.IntRange(-1, 1).Draw(t, "off")) * time.Second
	c := penalty.Case{Rent: drawDecimal(t, "rent", 0, 50_000, -2), Period: calendar.Interval{Start: second(0), End: second(int(n))}}
	if down > 0 {
		c.Outages = []penalty.Outage{{Start: epoch, Declared: epoch, End: epoch.Add(down)}}
	}
	return c
}

func TestModelAtEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := drawTerms(t)
		asModel(t, terms, drawTight(t, terms))
	})
}
