package penalty_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

// Each currency is rounded once, to its own unit, with halves on either side of it.
func TestMinor(t *testing.T) {
	t.Parallel()
	hour := []time.Duration{time.Hour}
	for _, c := range []struct {
		minor        penalty.Minor
		rent, rate   string
		away, toEven string
	}{
		{penalty.Whole, "16900", "0.05", "845", "845"},
		{penalty.Whole, "169", "0.05", "8", "8"}, // 8.45
		{penalty.Whole, "170", "0.05", "9", "8"}, // 8.5
		{penalty.Whole, "171", "0.05", "9", "9"}, // 8.55
		{penalty.Whole, "9", "0.05", "0", "0"},
		{penalty.Whole, "10", "0.05", "1", "0"},
		{penalty.Hundredths, "1.70", "0.05", "0.09", "0.08"},
		{penalty.Thousandths, "12.345", "1", "12.345", "12.345"},
		{penalty.Thousandths, "0.169", "0.05", "0.008", "0.008"},
		{penalty.Thousandths, "0.170", "0.05", "0.009", "0.008"},
		{penalty.Thousandths, "0.171", "0.05", "0.009", "0.009"},
	} {
		terms := penalty.Terms{Target: dec("1"), Rate: dec(c.rate), Minor: c.minor}
		assert.Equal(t, c.away, assess(t, terms, from(inJune(), c.rent, hour...)).Amount.String(), c)
		terms.Rounding = penalty.HalfEven
		assert.Equal(t, c.toEven, assess(t, terms, from(inJune(), c.rent, hour...)).Amount.String(), c)
	}
}

// What one unit more or less of a minimum, a lump sum, a cap makes.
func TestMinorOfClauses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		minor         penalty.Minor
		rent, minimum string
		owed          string
	}{
		{penalty.Whole, "16900", "844", "845"},
		{penalty.Whole, "16900", "845", "845"},
		{penalty.Whole, "16900", "846", "0"},
		{penalty.Thousandths, "16.900", "0.844", "0.845"},
		{penalty.Thousandths, "16.900", "0.845", "0.845"},
		{penalty.Thousandths, "16.900", "0.846", "0"},
	} {
		terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), Minimum: dec(c.minimum), Minor: c.minor}
		a := assess(t, terms, from(inJune(), c.rent, time.Hour))
		assert.Equal(t, c.owed, a.Amount.String(), c)
		roundTrip(t, a)
	}

	// A lump sum and a credit that are amounts, a cap of 30 %, in yen and in dinars.
	terms := penalty.Terms{Target: dec("1"), Basis: penalty.Amount, Rate: dec("333"), Lump: dec("50"), Cap: dec("0.3"), Minor: penalty.Whole}
	a := assess(t, terms, from(inJune(), "1000", 90*time.Minute))
	assert.Equal(t, []any{"550", "300", true}, []any{a.BeforeCap.String(), a.Amount.String(), a.Capped}) // 333 × 1.5 + 50 = 549.5
	terms.Rate, terms.Lump, terms.Minor = dec("0.333"), dec("0.05"), penalty.Thousandths
	a = assess(t, terms, from(inJune(), "1", 90*time.Minute))
	assert.Equal(t, []any{"0.55", "0.3", true}, []any{a.BeforeCap.String(), a.Amount.String(), a.Capped})
	terms.Lengths, terms.Rate, terms.Lump, terms.PerOutage = []penalty.Length{{Credit: dec("0.125")}}, decimal.Decimal{}, decimal.Decimal{}, true
	a = assess(t, terms, from(inJune(), "1", time.Hour, 2*time.Hour))
	assert.Equal(t, "0.25", a.Amount.String())
	for _, s := range a.Trace() {
		if s.Kind == penalty.StepAmount {
			assert.Equal(t, []string{"0.25", "0.25"}, []string{s.Share.String(), s.Amount.String()})
		}
	}

	// Days of service are hundredths of a day, whatever the currency.
	days := penalty.Terms{Target: dec("1"), Basis: penalty.ServiceDays, Rate: dec("0.25"), Minor: penalty.Whole}
	a = assess(t, days, from(inJune(), "16900", 90*time.Minute))
	assert.Equal(t, "0.38", a.Amount.String()) // 0.375
	require.NoError(t, a.Validate())
}

// An amount with more decimals than the unit has is refused, by its field and value.
func TestMinorRefuses(t *testing.T) {
	t.Parallel()
	june := inJune()
	for _, c := range []struct {
		minor  penalty.Minor
		change func(*penalty.Terms, *penalty.Case)
		want   string
	}{
		{penalty.Whole, func(_ *penalty.Terms, c *penalty.Case) { c.Rent = dec("0.50") }, `rent: must have no decimals (got "0.5")`},
		{penalty.Hundredths, func(_ *penalty.Terms, c *penalty.Case) { c.Rent = dec("1.005") }, `rent: must have at most two decimals (got "1.005")`},
		{penalty.Thousandths, func(_ *penalty.Terms, c *penalty.Case) { c.Rent = dec("1.2345") }, `rent: must have at most three decimals (got "1.2345")`},
		{penalty.Whole, func(_ *penalty.Terms, c *penalty.Case) { c.Charges = dec("0.1") }, `charges: must have no decimals (got "0.1")`},
		{penalty.Hundredths, func(_ *penalty.Terms, c *penalty.Case) { c.Owed = dec("0.001") }, `owed: must have at most two decimals (got "0.001")`},
		{penalty.Whole, func(t *penalty.Terms, _ *penalty.Case) { t.Minimum = dec("0.01") }, `terms.minimum: must have no decimals (got "0.01")`},
		{penalty.Whole, func(t *penalty.Terms, _ *penalty.Case) { t.Basis = penalty.Amount }, `terms.rate: must have no decimals (got "0.05")`},
		{penalty.Whole, func(t *penalty.Terms, _ *penalty.Case) { t.Minor = 3 }, `terms.minor: must be one of hundredths, whole, thousandths (got "3")`},
		{penalty.Thousandths, func(_ *penalty.Terms, c *penalty.Case) { c.Rent = dec("1000000000.001") }, `rent: must lie between -1000000000.000 and 1000000000.000 (got "1000000000.001")`},
		{penalty.Thousandths, func(t *penalty.Terms, c *penalty.Case) {
			c.Rent, t.Rate, t.Uncapped = dec("1000000000"), dec("1.001"), true
		}, `amount: would exceed 1000000000.000`},
		{penalty.Whole, func(t *penalty.Terms, c *penalty.Case) {
			c.Rent, t.Rate, t.Uncapped = dec("10000000000"), dec("1.001"), true
		}, `amount: would exceed 10000000000`},
	} {
		terms, x := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), Minor: c.minor}, from(june, "100", time.Hour)
		c.change(&terms, &x)
		_, err := penalty.Assess(terms, x)
		assert.EqualError(t, err, c.want)
	}
	// A case alone does not know its currency.
	x := from(june, "12.345", time.Hour)
	require.NoError(t, x.Validate())
	roundTrip(t, x)
	x.Rent = dec("12.3456")
	assert.EqualError(t, x.Validate(), `rent: must have at most three decimals (got "12.3456")`)
}

// All that is made of terms is in their unit.
func TestMinorEverywhere(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("0.99"), Rate: dec("0.05"), Minor: penalty.Thousandths}
	c := from(inJune(), "12.345", 10*time.Hour)
	least, most, err := penalty.Readings(terms, c)
	require.NoError(t, err)
	assert.Equal(t, []string{"1.235", "6.173"}, []string{least.Amount.String(), most.Amount.String()}) // 2 full hours of the excess, and 10, at 5 % of 12.345

	c.AsOf = c.Period.Start.Add(20 * time.Hour)
	c.Outages = []penalty.Outage{{Start: c.Period.Start.Add(10 * time.Hour)}}
	o, err := penalty.Forecast(terms, c)
	require.NoError(t, err)
	assert.Equal(t, "6.173", o.Now.Amount.String())
	next := c
	next.AsOf = o.NextAt
	a, err := penalty.Assess(terms, next)
	require.NoError(t, err)
	assert.Equal(t, o.NextAmount.String(), a.Amount.String())

	late := penalty.Terms{Target: dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: dec("0.05")}}, Minor: penalty.Whole}
	r := response.Answer{Outcome: response.Late, Within: time.Hour, Elapsed: 2 * time.Hour, Margin: -time.Hour}
	a, err = response.Guarantee{Within: time.Hour, Late: &late}.Penalty(dec("130"), calendar.Interval{Start: c.Period.Start, End: c.Period.End}, []response.Answer{r})
	require.NoError(t, err)
	assert.Equal(t, "7", a.Amount.String())          // 6.5
	for _, rent := range []string{"12.345", "130"} { // without a clause nothing is owed, in whatever currency
		a, err = response.Guarantee{Within: time.Hour}.Penalty(dec(rent), c.Period, []response.Answer{r})
		require.NoError(t, err)
		assert.Equal(t, "0", a.Amount.String())
	}
}

func TestMinorText(t *testing.T) {
	t.Parallel()
	for m, want := range map[penalty.Minor]string{penalty.Hundredths: `"hundredths"`, penalty.Whole: `"whole"`, penalty.Thousandths: `"thousandths"`} {
		b, err := json.Marshal(m)
		require.NoError(t, err)
		assert.Equal(t, want, string(b))
		var back penalty.Minor
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, m, back)
	}
	assert.Equal(t, "minor(3)", penalty.Minor(3).String())
	require.Error(t, new(penalty.Minor).UnmarshalText([]byte("0.1")))
	_, err := penalty.Minor(3).MarshalText()
	require.Error(t, err)
}
