package penalty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

// TestCapOfCharges: 5 % an hour, of a rent of 100.00, up to 30 % of what was charged.
func TestCapOfCharges(t *testing.T) {
	t.Parallel()
	terms := plain()
	terms.Cap, terms.CapOf, terms.CapMonths = dec("0.3"), penalty.CapOfCharges, 3
	hours := func(n time.Duration) penalty.Case { return from(inJune(), "100.00", n*time.Hour) }
	for _, c := range []struct {
		hours           time.Duration
		charges, amount string
		capped          bool
	}{
		{10, "300.00", "50.00", false},
		{18, "300.00", "90.00", false},
		{19, "300.00", "90.00", true},
		{18, "299.99", "90.00", true}, // by less than a cent: of 89.997
		{18, "299.97", "89.99", true}, // of 89.991
		{1, "0.00", "0.00", true},
	} {
		x := hours(c.hours)
		x.Charges = dec(c.charges)
		a := assess(t, terms, x)
		assert.Equal(t, []any{c.amount, c.capped}, []any{a.Amount.StringFixed(2), a.Capped}, c)
		require.NoError(t, a.Validate())
		roundTrip(t, a)
		steps := a.Trace()
		if s := steps[len(steps)-1]; c.capped {
			assert.Equal(t, []any{penalty.StepCap, c.charges, 3, 0, "charges", true}, []any{s.Kind, s.Charges.StringFixed(2), s.CapMonths, s.CapDays, s.Choice, s.Rent.IsZero()})
			assert.Equal(t, c.amount, s.Amount.StringFixed(2))
		}
	}
	terms.CapMonths, terms.CapDays = 0, 30
	x := hours(19)
	x.Charges = dec("300.00")
	steps := assess(t, terms, x).Trace()
	assert.Equal(t, 30, steps[len(steps)-1].CapDays)
}

// TestCapOfAYear: what is owed for the earlier periods is taken off the cap, be they of the year or of the last
// twelve months.
func TestCapOfAYear(t *testing.T) {
	t.Parallel()
	terms := plain()
	terms.CapLastMonths = 12
	assert.Equal(t, "1 for 12 months", terms.Choice(penalty.D12))
	ofSeveral(t, terms)
	terms.CapYear, terms.CapLastMonths = true, 0
	ofSeveral(t, terms)
	assert.Equal(t, "1 for a year", terms.Choice(penalty.D12))
	terms.CapOf, terms.Cap = penalty.CapOfCharges, dec("0.30")
	assert.Equal(t, "0.3 of charges for a year", terms.Choice(penalty.D12))
	plainTerms := plain()
	x := from(inJune(), "100.00", 10*time.Hour)
	x.Owed, x.Charges = dec("100.00"), dec("1.00")
	assert.Equal(t, "50.00", assess(t, plainTerms, x).Amount.StringFixed(2), "a clause that does not ask for them")
}

// ofSeveral assesses 50.00 for a period that has its cap together with others.
func ofSeveral(t *testing.T, terms penalty.Terms) {
	t.Helper()
	for _, c := range []struct {
		owed, amount string
		capped       bool
	}{
		{"0.00", "50.00", false},
		{"49.99", "50.00", false},
		{"50.00", "50.00", false},
		{"50.01", "49.99", true},
		{"99.99", "0.01", true},
		{"100.00", "0.00", true},
		{"100.01", "0.00", true}, // a cap that was changed
	} {
		x := from(inJune(), "100.00", 10*time.Hour)
		x.Owed = dec(c.owed)
		a := assess(t, terms, x)
		assert.Equal(t, []any{c.amount, c.capped}, []any{a.Amount.StringFixed(2), a.Capped}, c)
		require.NoError(t, a.Validate())
		roundTrip(t, a)
		steps := a.Trace()
		if s := steps[len(steps)-1]; c.capped {
			assert.Equal(t, []any{penalty.StepCap, c.owed, c.amount, terms.CapLastMonths}, []any{s.Kind, s.Owed.StringFixed(2), s.Amount.StringFixed(2), s.CapLastMonths})
		}
	}
	less := from(inJune(), "100.00", 10*time.Hour+2*time.Second) // 50.0028
	less.Owed = dec("50.00")
	assert.True(t, assess(t, terms, less).Capped, "by less than a cent")
}

// TestReadingsLiftACapOfCharges: without a cap it says of what nothing is a share any more.
func TestReadingsLiftACapOfCharges(t *testing.T) {
	t.Parallel()
	terms := plain()
	terms.Cap, terms.CapOf, terms.CapLastMonths = dec("0.1"), penalty.CapOfCharges, 12
	x := from(inJune(), "100.00", 10*time.Hour)
	x.Charges = dec("100.00")
	least, greatest, err := penalty.Readings(terms, x)
	require.NoError(t, err)
	assert.Equal(t, []string{"10.00", "50.00"}, []string{least.Amount.StringFixed(2), greatest.Amount.StringFixed(2)})
	assert.True(t, greatest.Terms.Uncapped && greatest.Terms.CapOf == penalty.CapOfRent)
}

func TestCapBaseRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change func(*penalty.Terms)
		fields []string
	}{
		{func(t *penalty.Terms) { t.CapMonths = 1 }, []string{"cap_of"}},
		{func(t *penalty.Terms) { t.CapDays = 1 }, []string{"cap_of"}},
		{func(t *penalty.Terms) { t.CapOf = 9 }, []string{"cap_of"}},
		{func(t *penalty.Terms) { t.CapOf, t.CapMonths = penalty.CapOfCharges, -1 }, []string{"cap_months"}},
		{func(t *penalty.Terms) { t.CapOf, t.CapMonths = penalty.CapOfCharges, 121 }, []string{"cap_months"}},
		{func(t *penalty.Terms) { t.CapOf, t.CapDays = penalty.CapOfCharges, -1 }, []string{"cap_days"}},
		{func(t *penalty.Terms) { t.CapOf, t.CapDays = penalty.CapOfCharges, 3661 }, []string{"cap_days"}},
		{func(t *penalty.Terms) { t.CapOf, t.CapDays, t.CapMonths = penalty.CapOfCharges, 1, 1 }, []string{"cap_days"}},
		{func(t *penalty.Terms) { t.CapOf, t.Uncapped = penalty.CapOfCharges, true }, []string{"uncapped"}},
		{func(t *penalty.Terms) { t.CapYear, t.Uncapped = true, true }, []string{"uncapped"}},
		{func(t *penalty.Terms) { t.CapLastMonths, t.Uncapped = 12, true }, []string{"uncapped"}},
		{func(t *penalty.Terms) { t.CapLastMonths, t.CapYear = 12, true }, []string{"cap_last_months"}},
		{func(t *penalty.Terms) { t.CapLastMonths = -1 }, []string{"cap_last_months"}},
		{func(t *penalty.Terms) { t.CapLastMonths = 1 }, []string{"cap_last_months"}},
		{func(t *penalty.Terms) { t.CapLastMonths = 121 }, []string{"cap_last_months"}},
		{func(t *penalty.Terms) { t.CapLastMonths, t.Period = 3, penalty.Quarter }, []string{"cap_last_months"}},
		{func(t *penalty.Terms) { t.CapLastMonths, t.Period = 13, penalty.Quarter }, []string{"cap_last_months"}},
		{func(t *penalty.Terms) { t.CapLastMonths = 2 }, nil},
		{func(t *penalty.Terms) { t.CapLastMonths, t.Period = 6, penalty.Quarter }, nil},
		{func(t *penalty.Terms) { t.CapLastMonths, t.Period = 120, penalty.Year }, nil},
		{func(t *penalty.Terms) { t.CapOf, t.CapDays = penalty.CapOfCharges, 3660 }, nil},
		{func(t *penalty.Terms) { t.CapOf, t.CapMonths, t.CapYear = penalty.CapOfCharges, 120, true }, nil},
	} {
		terms := plain()
		c.change(&terms)
		if c.fields == nil {
			require.NoError(t, terms.Validate())
			assert.Equal(t, []string{"late.cap_of"}, faults(t, response.Guarantee{Within: time.Hour, Late: &terms}.Validate()))
			continue
		}
		assert.Equal(t, c.fields, faults(t, terms.Validate()))
	}
	c := from(inJune(), "100.00", time.Hour)
	c.Charges, c.Owed = dec("-0.01"), dec("0.0001")
	assert.Equal(t, []string{"charges", "owed"}, faults(t, c.Validate()))
}
