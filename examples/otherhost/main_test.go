package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
)

// TestFollowsTheCurrency: the fees of a host are written with the decimals of its currency, and what a clause
// comes to with those of its unit.
func TestFollowsTheCurrency(t *testing.T) {
	t.Parallel()
	for currency, want := range map[string][]string{
		"CHF": {"CHF 9.50 a month", "CHF 89.00 a month"},
		"JPY": {"JPY 950 a month", "JPY 8900 a month"},
		"KWD": {"KWD 0.950 a month", "KWD 8.900 a month"},
	} {
		var out strings.Builder
		require.NoError(t, list(&out, hostIn(t, currency)))
		for _, text := range want {
			assert.Contains(t, out.String(), text)
		}
	}
	for minor, want := range map[penalty.Minor]string{penalty.Whole: "1490", penalty.Hundredths: "1490.00", penalty.Thousandths: "1490.000"} {
		assert.Equal(t, want, written(&penalty.Terms{Minor: minor}, decimal.NewFromInt(1490)))
	}
}

// hostIn is the host with as many units of another currency as its amounts have hundredths.
func hostIn(t *testing.T, currency string) []byte {
	t.Helper()
	var file map[string]any
	require.NoError(t, json.Unmarshal(host, &file))
	places := map[string]int32{"CHF": 2, "JPY": 0, "KWD": 3}[currency]
	file["edition"].(map[string]any)["currency"] = currency
	shift(t, file["edition"], 2-places)
	b, err := json.Marshal(file)
	require.NoError(t, err)
	return b
}

// shift moves the point of the fees and prices in a document.
func shift(t *testing.T, v any, by int32) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			shift(t, x, by)
		}
	case map[string]any:
		for name, x := range v {
			if s, ok := x.(string); ok && (name == "monthly" && strings.Contains(s, ".") || name == "price" || name == "hour") {
				v[name] = decimal.RequireFromString(s).Shift(by).String()
			}
			shift(t, x, by)
		}
	}
}
