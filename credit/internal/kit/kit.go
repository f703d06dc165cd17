// Package kit has what the tests of several rooms of prepaid time need.
package kit

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
)

// Euros returns an amount of money.
func Euros(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// Tariff returns the packs of NUXIT (S22–S26).
func Tariff() credit.Tariff {
	return credit.Tariff{Minimum: 3 * time.Hour, Packs: []credit.Pack{
		{Time: 3 * time.Hour, Price: Euros("169")},
		{Time: 5 * time.Hour, Price: Euros("239")},
		{Time: 10 * time.Hour, Price: Euros("399")},
		{Time: 20 * time.Hour, Price: Euros("699")},
	}}
}

// RoundTrip holds a value against what it is after it was written as JSON and read again. It has
// unknown fields be refused.
func RoundTrip[T any](t *testing.T, v T) {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	var back T
	require.NoError(t, json.Unmarshal(b, &back), string(b))
	b2, err := json.Marshal(back)
	require.NoError(t, err)
	assert.JSONEq(t, string(b), string(b2))
	if _, hasDecimal := any(v).(credit.Offer); !hasDecimal {
		assert.EqualExportedValues(t, v, back)
	}
	require.Error(t, json.Unmarshal([]byte(`{"other":1}`), &back))
}
