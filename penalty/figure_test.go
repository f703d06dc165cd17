package penalty_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// twoDecimals is 10 and 25 % of the rent below 99.95 and 99 %, of percent with two decimals.
func twoDecimals() penalty.Terms {
	return penalty.Terms{Target: dec("0.9995"), Figure: dec("0.0001"), Bands: []penalty.Band{
		{From: dec("0.99"), Below: dec("0.9995"), Credit: dec("0.1")},
		{Below: dec("0.99"), Credit: dec("0.25")},
	}}
}

func TestFigure(t *testing.T) {
	t.Parallel()
	closed := twoDecimals()
	closed.AtTarget, closed.Bands[0].Through = true, true
	closed.Bands[1].Through = true
	odd := twoDecimals() // 99.95 % has no such figure: 99.94 % is missed, and so is 99.9 %
	odd.Figure = dec("0.001")
	excess := penalty.Terms{Target: dec("0.9995"), Figure: dec("0.0001"), Rate: dec("36"), Basis: penalty.Amount, Excess: true} // a cent a second
	const (
		half   = 1425600 * time.Millisecond  // 99.945 %
		closer = 1166400 * time.Millisecond  // 99.955 %
		lower  = 26049600 * time.Millisecond // 98.995 %
		upper  = 25790400 * time.Millisecond // 99.005 %
	)
	for _, c := range []struct {
		terms          penalty.Terms
		down           time.Duration
		figure, amount string
	}{
		{twoDecimals(), half - 1, "0.9995", "0.00"},
		{twoDecimals(), half, "0.9995", "0.00"},
		{twoDecimals(), half + 1, "0.9994", "10.00"},
		{twoDecimals(), lower, "0.99", "10.00"},
		{twoDecimals(), lower + 1, "0.9899", "25.00"},
		{closed, closer, "0.9996", "0.00"},
		{closed, closer + 1, "0.9995", "10.00"},
		{closed, upper, "0.9901", "10.00"},
		{closed, upper + 1, "0.99", "25.00"},
		{odd, 1296 * time.Second, "1", "0.00"},
		{odd, 1296*time.Second + 1, "0.999", "10.00"},
		{excess, half, "0.9995", "0.00"},
		{excess, half + 10*time.Second, "0.9994", "0.10"},
	} {
		a := assess(t, c.terms, from(inJune(), "100.00", c.down))
		assert.Equal(t, c.amount, a.Amount.StringFixed(2), c)
		assert.NoError(t, a.Validate())
		roundTrip(t, a)
		step := a.Trace()[2]
		assert.Equal(t, penalty.StepFigure, step.Kind)
		assert.Equal(t, []string{c.figure, c.terms.Figure.String()}, []string{step.Share.String(), step.Choice})
	}
	assert.Equal(t, half, assess(t, twoDecimals(), from(inJune(), "100.00", half)).Allowed)
	none := penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: epoch, End: second(60)}}
	none.Exclusions = []penalty.Exclusion{{Start: epoch, End: second(60), Reason: penalty.Customer}}
	terms := twoDecimals()
	terms.Shrink = true
	assert.True(t, assess(t, terms, none).Trace()[2].Share.Equal(dec("1")), "no time at all is wholly available")
}

func TestFigureRefuses(t *testing.T) {
	t.Parallel()
	for _, figure := range []string{"0.1", "0.02", "0.015", "0.000000001", "-0.01", "1", "0.00000002"} {
		terms := twoDecimals()
		terms.Figure = dec(figure)
		assert.Equal(t, []string{"figure"}, faults(t, terms.Validate()), figure)
	}
	for _, figure := range []decimal.Decimal{dec("0.01"), dec("0.0010"), dec("0.0000001"), dec("0.00000001")} {
		terms := twoDecimals()
		terms.Figure = figure
		assert.NoError(t, terms.Validate())
	}
}

// TestForecastOfFigures: a figure changes in the middle between two.
func TestForecastOfFigures(t *testing.T) {
	t.Parallel()
	for _, closed := range []bool{false, true} {
		terms := twoDecimals()
		terms.AtTarget, terms.Bands[0].Through, terms.Bands[1].Through = closed, closed, closed
		c := penalty.Case{Rent: dec("100.00"), Period: inJune(), AsOf: inJune().Start.Add(time.Minute)}
		c.Outages = []penalty.Outage{{Start: inJune().Start}}
		o, err := penalty.Forecast(terms, c)
		assert.NoError(t, err)
		missed := map[bool]time.Duration{false: 1425600 * time.Millisecond, true: 1166400 * time.Millisecond}[closed]
		assert.Equal(t, []time.Time{c.Period.Start.Add(missed), c.Period.Start.Add(missed)}, []time.Time{o.MissedAt, o.NextAt})
		c.AsOf = o.NextAt.Add(time.Hour)
		o, err = penalty.Forecast(terms, c)
		assert.NoError(t, err)
		next := map[bool]time.Duration{false: 26049600 * time.Millisecond, true: 25790400 * time.Millisecond}[closed]
		assert.Equal(t, c.Period.Start.Add(next), o.NextAt)
	}
}
