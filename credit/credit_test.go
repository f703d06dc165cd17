package credit_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

const (
	minute = time.Minute
	hour   = time.Hour
)

var (
	halfHours = credit.Terms{Blocks: credit.Blocks{Size: 30 * minute}}
	hours     = credit.Terms{Blocks: credit.Blocks{Size: hour}}
	may       = calendar.Month{Year: 2026, Month: time.May}
)

// at is an instant of May 2026: a day, hours and minutes.
func at(day, h, m int) time.Time { return time.Date(2026, time.May, day, h, m, 0, 0, time.UTC) }

func euros(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func nuxit() credit.Tariff {
	return credit.Tariff{Minimum: 3 * hour, Packs: []credit.Pack{
		{Time: 3 * hour, Price: euros("169")},
		{Time: 5 * hour, Price: euros("239")},
		{Time: 10 * hour, Price: euros("399")},
		{Time: 20 * hour, Price: euros("699")},
	}}
}

func purchase(id string, t time.Time, d time.Duration, price string) credit.Entry {
	return credit.Entry{ID: id, Kind: credit.Purchase, At: t, Time: d, Price: euros(price)}
}

func debit(id string, t time.Time, worked time.Duration) credit.Entry {
	return credit.Entry{ID: id, Kind: credit.Debit, At: t, Time: worked}
}

func allowance(id string, from calendar.Month, d time.Duration) credit.Entry {
	return credit.Entry{ID: id, Kind: credit.Allowance, At: at(1, 0, 0), From: from, Time: d}
}

// tester is a *testing.T, a *testing.B or a *rapid.T.
type tester interface {
	require.TestingT
	Helper()
}

func account(t tester, terms credit.Terms, entries ...credit.Entry) *credit.Account {
	t.Helper()
	a, err := credit.NewAccount(terms)
	require.NoError(t, err)
	for _, e := range entries {
		_, err := a.Apply(e)
		require.NoError(t, err, e.ID)
	}
	return a
}

func TestAllowanceThenFirstPack(t *testing.T) {
	a := account(t, halfHours,
		allowance("plan", may, 90*minute),
		purchase("A", at(1, 8, 0), 3*hour, "169"), purchase("B", at(2, 8, 0), 10*hour, "399"))
	r, err := a.Apply(debit("d", at(4, 9, 0), 170*minute))
	require.NoError(t, err)
	assert.Equal(t, 170*minute, r.Worked)
	assert.Equal(t, 180*minute, r.Charged)
	assert.Equal(t, []credit.Draw{
		{Rule: "D6", Month: may, Time: 90 * minute},
		{Rule: "D7", Lot: "A", Time: 90 * minute, Cost: 8450},
	}, r.Draws)
}

func TestPackBlocksAddUpToItsPrice(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 8, 0), 3*hour, "169"))
	for i, want := range []credit.Cents{2817, 2816, 2817, 2817, 2816, 2817} {
		r, err := a.Apply(debit(string(rune('a'+i)), at(2, i, 0), 30*minute))
		require.NoError(t, err)
		assert.Equal(t, want, r.Cost(), i)
	}
	_, err := a.Apply(debit("more", at(3, 0, 0), 1))
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)
	assert.Equal(t, &credit.ShortfallError{ID: "more", Needed: 30 * minute, Missing: 30 * minute}, short)
}

func TestCheapest(t *testing.T) {
	for _, tt := range []struct {
		need  time.Duration
		price string
		time  time.Duration
	}{
		{0, "0", 0},
		{1, "169", 3 * hour},
		{3*hour + 1, "239", 5 * hour},
		{6 * hour, "338", 6 * hour},
		{7 * hour, "399", 10 * hour},
		{8 * hour, "399", 10 * hour},
		{26 * hour, "1037", 26 * hour},
	} {
		o, err := nuxit().Cheapest(tt.need)
		require.NoError(t, err)
		assert.True(t, o.Price.Equal(euros(tt.price)), "%v: %v", tt.need, o)
		assert.Equal(t, tt.time, o.Time)
	}
}
