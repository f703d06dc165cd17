package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// TestMostDaysOfService: a period owes up to ten billion days of service in any currency, and as much is said of
// them; of one of three decimals, whose amounts end at one billion, too.
func TestMostDaysOfService(t *testing.T) {
	t.Parallel()
	for _, c := range []modelCurrency{"", "JPY", "KWD"} {
		for _, x := range []struct {
			seconds    int
			rate, days string
		}{
			{999_999, "1000", "999,999 × 1,000 days = 999,999,000 days (D21)"},
			{1_000_000, "1000", "1,000,000 × 1,000 days = 1,000,000,000 days (D21)"},
			{1_000_001, "1000", "1,000,001 × 1,000 days = 1,000,001,000 days (D21)"},
			{1_000_001, "0.25", "1,000,001 × 0.25 days = 250,000.25 days (D21)"},
			{999_999, "10000.01", "999,999 × 10,000.01 days = 9,999,999,999.99 days (D21)"},
			{1_000_000, "10000", "1,000,000 × 10,000 days = at least 10,000,000,000 days (D21)"},
			{1_000_001, "10000", ""},
			{1_000_000, "10000.01", ""},
		} {
			ct := contract("nuxit", servicelevel.Business, "2026-01-01")
			ct.Rent = c.amount(1)
			ct.Options.Penalty = &penalty.Terms{Target: *dec("1"), Rate: *dec(x.rate), Basis: penalty.ServiceDays, Unit: time.Second, Uncapped: true}
			from := wall("2026-05-02 00:00")
			act := servicelevel.Activity{Outages: []penalty.Outage{{ID: "o", Start: from, End: from.Add(time.Duration(x.seconds) * time.Second)}}}
			s, err := editionsIn(c).Statement(ct, act, month("2026-05"))
			if x.days == "" {
				assert.EqualError(t, err, "activity.amount: would exceed 10000000000.00", c)
				continue
			}
			require.NoError(t, err, c)
			s.Explain()
			assert.Contains(t, s.Availability[0].Explained.EN, x.days, c)
			require.NoError(t, checkSaid(&s.Availability[0]), c)
			back := readAgain(t, s)
			require.NoError(t, back.Validate())
			requireSame(t, encode(t, s), encode(t, back))
		}
	}
}
