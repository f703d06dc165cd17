package clauses_test

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
)

// tenAnHour is 10.00 an hour begun.
func tenAnHour() penalty.Terms {
	return penalty.Terms{Target: dec("0.999"), Rate: dec("10.00"), Basis: penalty.Amount, Counting: penalty.Begun}
}

// TestTheGreaterOfTwoClauses: 5 % of the rent an hour, or 10.00 an hour begun.
func TestTheGreaterOfTwoClauses(t *testing.T) {
	t.Parallel()
	greatest := clauses.Besides{Others: []penalty.Terms{tenAnHour()}}
	capped := clauses.Besides{By: clauses.Sum, Others: []penalty.Terms{tenAnHour()}, Cap: dec("0.2")}
	sum := clauses.Besides{By: clauses.Sum, Others: []penalty.Terms{tenAnHour(), tenAnHour()}}
	for _, c := range []struct {
		besides      clauses.Besides
		down         time.Duration
		first        string
		other        string
		before, owed string
	}{
		{greatest, 2 * time.Hour, "10.00", "20.00", "20.00", "20.00"},
		{greatest, 2*time.Hour + 1, "10.00", "30.00", "30.00", "30.00"},
		{greatest, 43*time.Minute + 12*time.Second, "0.00", "0.00", "0.00", "0.00"}, // what is allowed
		{greatest, 43*time.Minute + 12*time.Second + 1, "3.60", "10.00", "10.00", "10.00"},
		{sum, 2 * time.Hour, "10.00", "20.00", "50.00", "50.00"},
		{capped, time.Hour, "5.00", "10.00", "15.00", "15.00"},
		{capped, 2 * time.Hour, "10.00", "20.00", "30.00", "20.00"},
		{capped, 2*time.Hour - 1, "10.00", "20.00", "30.00", "20.00"},
	} {
		first, all, err := c.besides.Assess(plain(), from(inJune(), "100.00", c.down))
		require.NoError(t, err)
		assert.Equal(t, []string{c.first, c.other, c.before, c.owed},
			[]string{first.Amount.StringFixed(2), all.Others[0].Amount.StringFixed(2), all.BeforeCap.StringFixed(2), all.Amount.StringFixed(2)}, c.down)
		assert.Equal(t, c.before != c.owed, all.Capped)
		require.NoError(t, all.Check(first))
		roundTrip(t, all)
		roundTrip(t, c.besides)
		steps := all.Trace(first)
		last := steps[len(steps)-1]
		switch {
		case !all.Missed(&first):
			assert.Equal(t, penalty.StepMet, last.Kind)
			continue
		case all.Capped:
			assert.Equal(t, []string{"0.2", "100", c.owed, "D12"}, []string{last.Share.String(), last.Rent.String(), last.Amount.StringFixed(2), last.Rules[0]})
			last = steps[len(steps)-2]
		}
		assert.Equal(t, []any{penalty.StepCombined, c.besides.By.String(), c.before}, []any{last.Kind, last.Choice, last.Amount.StringFixed(2)})
		assert.Equal(t, []string{c.first, c.other}, []string{last.Amounts[0].StringFixed(2), last.Amounts[1].StringFixed(2)})
		for i := range all.Others {
			at := slices.IndexFunc(steps, func(s penalty.Step) bool { return s.Kind == penalty.StepClause && s.Count == i+2 })
			require.Positive(t, at)
			assert.Equal(t, all.Others[i].Trace(), steps[at+1:at+1+len(all.Others[i].Trace())])
		}
	}
}

// TestOneOfTwoTargetsIsMissed: the clauses have targets of their own.
func TestOneOfTwoTargetsIsMissed(t *testing.T) {
	t.Parallel()
	strict := tenAnHour()
	strict.Target = dec("0.9999")
	j := clauses.Besides{By: clauses.Sum, Others: []penalty.Terms{strict}}
	first, all, err := j.Assess(plain(), from(inJune(), "100.00", 5*time.Minute))
	require.NoError(t, err)
	assert.False(t, first.Missed)
	assert.True(t, all.Missed(&first))
	assert.Equal(t, "10.00", all.Amount.StringFixed(2))
}

// TestBesidesOfCents: halves of a cent in the cap of all, and the cent beside it.
func TestBesidesOfCents(t *testing.T) {
	t.Parallel()
	for rounding, want := range map[penalty.Rounding]string{penalty.HalfAway: "0.13", penalty.HalfEven: "0.12"} {
		first, other := plain(), tenAnHour()
		first.Rounding = rounding
		j := clauses.Besides{Others: []penalty.Terms{other}, Cap: dec("0.00125")} // of 100.00: 0.125
		_, all, err := j.Assess(first, from(inJune(), "100.00", time.Hour))
		require.NoError(t, err)
		assert.Equal(t, want, all.Amount.StringFixed(2))
	}
	for _, c := range []struct {
		most   string
		owed   string
		capped bool
	}{{"0.0999", "9.99", true}, {"0.1", "10.00", false}, {"0.1001", "10.00", false}} {
		j := clauses.Besides{Others: []penalty.Terms{tenAnHour()}, Cap: dec(c.most)}
		_, all, err := j.Assess(plain(), from(inJune(), "100.00", time.Hour))
		require.NoError(t, err)
		assert.Equal(t, []any{c.owed, c.capped}, []any{all.Amount.StringFixed(2), all.Capped})
	}
}

func TestBesidesRefuses(t *testing.T) {
	t.Parallel()
	quarter, days, bad, month30 := tenAnHour(), tenAnHour(), tenAnHour(), tenAnHour()
	quarter.Period, days.Basis, bad.Rate, month30.Period = penalty.Quarter, penalty.ServiceDays, dec("-1"), penalty.ThirtyDays
	list := func(terms ...penalty.Terms) clauses.Besides { return clauses.Besides{Others: terms} }
	unknown, above, dayCap := list(tenAnHour()), list(tenAnHour()), list(days)
	unknown.By, above.Cap, dayCap.Cap = 2, dec("1000.1"), dec("0.5")
	eight := list(slices.Repeat([]penalty.Terms{tenAnHour()}, 8)...)
	for _, c := range []struct {
		besides clauses.Besides
		fields  []string
	}{
		{list(tenAnHour()), nil},
		{list(month30), nil},
		{list(slices.Repeat([]penalty.Terms{tenAnHour()}, 7)...), nil},
		{list(), []string{"others"}},
		{eight, []string{"others"}},
		{unknown, []string{"by"}},
		{above, []string{"cap"}},
		{dayCap, []string{"cap"}},
		{list(bad), []string{"others[0].rate"}},
		{list(tenAnHour(), quarter), []string{"others[1].period"}},
		{list(tenAnHour(), days), []string{"others[1].basis"}},
		{list(quarter, quarter), []string{"others[0].period"}},
		{list(days, days), []string{"others[0].basis"}},
	} {
		err := c.besides.Fits(plain())
		if c.fields == nil {
			require.NoError(t, err)
			continue
		}
		assert.Equal(t, c.fields, faults(t, err))
		_, _, err = c.besides.Assess(plain(), from(inJune(), "100.00", time.Hour))
		assert.Equal(t, "besides."+c.fields[0], faults(t, err)[0])
	}
	_, _, err := list(tenAnHour()).Assess(penalty.Terms{}, from(inJune(), "100.00", time.Hour))
	assert.Contains(t, faults(t, err), "terms.target")

	much := penalty.Terms{Target: dec("1"), Rate: dec("9000000000.00"), Basis: penalty.Amount, Uncapped: true}
	both := clauses.Besides{By: clauses.Sum, Others: []penalty.Terms{much}}
	_, _, err = both.Assess(much, from(inJune(), "100.00", time.Hour))
	assert.Equal(t, []string{"amount"}, faults(t, err))
	both.Cap = dec("0.5")
	_, all, err := both.Assess(much, from(inJune(), "100.00", time.Hour))
	require.NoError(t, err)
	assert.Equal(t, []string{"10000000000.00", "50.00"}, []string{all.BeforeCap.StringFixed(2), all.Amount.StringFixed(2)})
	much.Rate, both.Others[0].Rate = dec("9000000000.00"), dec("9000000000.00")
	_, _, err = both.Assess(much, from(inJune(), "100.00", 2*time.Hour))
	assert.Equal(t, []string{"amount"}, faults(t, err))
	much.Rate = dec("1.00")
	_, _, err = both.Assess(much, from(inJune(), "100.00", 2*time.Hour))
	assert.Equal(t, []string{"amount"}, faults(t, err))
}

// TestCombinedThatContradictsItself: what does not follow from the assessments is refused.
func TestCombinedThatContradictsItself(t *testing.T) {
	t.Parallel()
	j := clauses.Besides{By: clauses.Sum, Others: []penalty.Terms{tenAnHour()}, Cap: dec("0.12")}
	first, good, err := j.Assess(plain(), from(inJune(), "100.00", time.Hour))
	require.NoError(t, err)
	for _, c := range []struct {
		change func(x *clauses.Combined)
		field  string
	}{
		{func(x *clauses.Combined) { x.Amount = dec("12.01") }, "amount"},
		{func(x *clauses.Combined) { x.Capped = false }, "amount"},
		{func(x *clauses.Combined) { x.Amount, x.Capped = x.BeforeCap, false }, "amount"},
		{func(x *clauses.Combined) { x.BeforeCap = dec("15.01") }, "amount"},
		{func(x *clauses.Combined) { x.By = clauses.Greatest }, "amount"},
		{func(x *clauses.Combined) { x.Cap = decimal.Decimal{} }, "amount"},
		{func(x *clauses.Combined) { x.Cap = dec("-1") }, "cap"},
		{func(x *clauses.Combined) { x.By = 2 }, "by"},
		{func(x *clauses.Combined) { x.Others = nil }, "others"},
		{func(x *clauses.Combined) { x.Others[0].Margin++ }, "others[0].margin"},
		{func(x *clauses.Combined) { x.Amount = dec("0.001") }, "amount"},
	} {
		x := good
		x.Others = slices.Clone(good.Others)
		c.change(&x)
		assert.Equal(t, c.field, faults(t, x.Check(first))[0])
	}
}
