package credit_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/internal/kit"
)

// A pack, a tariff and an offer of it are exact in any currency.
func TestMinorOfTariffs(t *testing.T) {
	t.Parallel()
	tariff := credit.Tariff{Packs: []credit.Pack{{Time: 3 * hour, Price: euros("12.345")}, {Time: 5 * hour, Price: euros("20.001")}}}
	o, err := tariff.Cheapest(11 * hour)
	require.NoError(t, err)
	assert.Equal(t, "44.691", o.Price.String()) // 12.345 twice and 20.001
	kit.RoundTrip(t, tariff)
	for m, want := range map[credit.Minor]string{credit.Whole: "5633", credit.Hundredths: "5633.33", credit.Thousandths: "5633.333"} {
		assert.Equal(t, want, credit.Pack{Time: 3 * hour, Price: euros("16900")}.PerHour(m).String())
	}
	assert.Equal(t, "0", credit.Pack{Time: hour, Price: euros("0.5")}.PerHour(credit.Whole).String(), "not a price of that currency")
}

func TestMinorText(t *testing.T) {
	t.Parallel()
	for m, want := range map[credit.Minor]string{credit.Hundredths: `"hundredths"`, credit.Whole: `"whole"`, credit.Thousandths: `"thousandths"`} {
		b, err := json.Marshal(m)
		require.NoError(t, err)
		assert.Equal(t, want, string(b))
		var back credit.Minor
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, m, back)
	}
	require.Error(t, new(credit.Minor).UnmarshalText([]byte("0.1")))
	_, err := credit.Minor(3).MarshalText()
	require.Error(t, err)
	assert.Equal(t, "12.345", credit.Mills(12345).String())
	assert.Equal(t, "0.10", credit.Mills(100).String())
}
