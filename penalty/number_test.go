package penalty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

// byNumber is 5 % of the rent from the third outage on, and 10 % from the sixth.
func byNumber() penalty.Terms {
	return penalty.Terms{Target: dec("1"), MinOutage: time.Minute, Numbers: []penalty.Number{
		{Below: 3}, {From: 3, Below: 6, Credit: dec("0.05")}, {From: 6, Credit: dec("0.1")},
	}}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	euros := byNumber()
	euros.Basis, euros.Numbers[1].Credit, euros.Numbers[2].Credit = penalty.Amount, dec("7.00"), dec("21.00")
	for _, c := range []struct {
		terms  penalty.Terms
		lasted []time.Duration
		amount string
	}{
		{byNumber(), nil, "0.00"},
		{byNumber(), times(2, time.Hour), "0.00"},
		{byNumber(), times(3, time.Minute), "5.00"},
		{byNumber(), append(times(2, time.Hour), time.Minute-1), "0.00"},
		{byNumber(), times(5, time.Minute), "5.00"},
		{byNumber(), times(6, time.Minute), "10.00"},
		{byNumber(), times(200, time.Minute), "10.00"},
		{euros, times(5, time.Minute), "7.00"},
		{euros, times(6, time.Minute), "21.00"},
	} {
		a := assess(t, c.terms, from(inJune(), "100.00", c.lasted...))
		assert.Equal(t, c.amount, a.Amount.StringFixed(2), len(c.lasted))
		assert.Equal(t, penalty.Decisions(0), a.Assumed&(penalty.D10|penalty.D11), "it goes by no downtime")
		roundTrip(t, a)
	}
	step := assess(t, byNumber(), from(inJune(), "100.00", times(4, time.Hour)...)).Trace()[4]
	assert.Equal(t, penalty.StepBand, step.Kind)
	assert.Equal(t, []any{4, byNumber().Numbers[1].From, "0.05"}, []any{step.Count, step.Number.From, step.Share.String()})
	roundTrip(t, step)
	least, most, err := penalty.Readings(byNumber(), from(inJune(), "100.00", times(4, time.Hour)...))
	require.NoError(t, err)
	assert.Equal(t, []string{"5.00", "5.00"}, []string{least.Amount.StringFixed(2), most.Amount.StringFixed(2)})
}

// TestNumbersOfLateAnswers: it is answers that are counted, for what comes late.
func TestNumbersOfLateAnswers(t *testing.T) {
	t.Parallel()
	terms := byNumber()
	terms.MinOutage = 0
	g := response.Guarantee{Within: time.Hour, Late: &terms}
	r, err := g.Check(response.Incident{Declared: epoch, Answered: epoch.Add(time.Hour + 1)}, nil)
	require.NoError(t, err)
	for n, amount := range map[int]string{2: "0.00", 3: "5.00", 6: "10.00"} {
		var late []response.Answer
		for range n {
			late = append(late, r)
		}
		a, err := g.Penalty(dec("100.00"), inJune(), late)
		require.NoError(t, err)
		assert.Equal(t, amount, a.Amount.StringFixed(2))
	}
}

// TestForecastOfNumbers: an outage that lasts a minute will be the third.
func TestForecastOfNumbers(t *testing.T) {
	t.Parallel()
	c := from(inJune(), "100.00", times(2, time.Hour)...)
	start := inJune().Start.AddDate(0, 0, 20)
	c.AsOf, c.Outages = start.Add(time.Second), append(c.Outages, penalty.Outage{Start: start})
	o, err := penalty.Forecast(byNumber(), c)
	require.NoError(t, err)
	assert.Equal(t, []any{start.Add(time.Minute), "5.00"}, []any{o.NextAt, o.NextAmount.StringFixed(2)})
}

func TestNumbersRefuse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change func(*penalty.Terms)
		faults []string
	}{
		{func(t *penalty.Terms) { t.Rate = dec("0.05") }, []string{"rate"}},
		{func(t *penalty.Terms) { t.Lengths = []penalty.Length{{Credit: dec("1")}} }, []string{"rate"}},
		{func(t *penalty.Terms) { t.PerOutage = true }, []string{"numbers"}},
		{func(t *penalty.Terms) { t.Excess = true }, []string{"numbers"}},
		{func(t *penalty.Terms) { t.Unit = time.Hour }, []string{"unit"}},
		{func(t *penalty.Terms) { t.Numbers[0].From = 1 }, []string{"numbers[0].from"}},
		{func(t *penalty.Terms) { t.Numbers[0].From = -1 }, []string{"numbers[0].below"}},
		{func(t *penalty.Terms) { t.Numbers[1].From = 4 }, []string{"numbers[1].from"}},
		{func(t *penalty.Terms) { t.Numbers[1].From = 2 }, []string{"numbers[1].from"}},
		{func(t *penalty.Terms) { t.Numbers[2].Below = 7 }, []string{"numbers[2].below"}},
		{func(t *penalty.Terms) { t.Numbers[2].Credit = dec("0.01") }, []string{"numbers[2].credit"}},
		{func(t *penalty.Terms) { t.Numbers = make([]penalty.Number, penalty.MaxBands+1) }, []string{"numbers"}},
		{func(t *penalty.Terms) { t.Numbers = nil }, []string{"rate"}},
	} {
		terms := byNumber()
		c.change(&terms)
		err := terms.Validate()
		if assert.Error(t, err) {
			assert.Equal(t, c.faults, faults(t, err))
		}
	}
}
