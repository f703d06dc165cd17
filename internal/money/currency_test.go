package money_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/internal/money"
)

func TestUnitOf(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]money.Unit{
		"": money.Hundredths, "EUR": money.Hundredths, "CHF": money.Hundredths, "ZWG": money.Hundredths, "AED": money.Hundredths, "SZL": money.Hundredths, "THB": money.Hundredths, "XPF": money.Whole, "LYD": money.Thousandths,
		"JPY": money.Whole, "KRW": money.Whole, "ISK": money.Whole, "CLP": money.Whole, "BIF": money.Whole,
		"KWD": money.Thousandths, "BHD": money.Thousandths, "TND": money.Thousandths, "OMR": money.Thousandths, "JOD": money.Thousandths,
	} {
		got, ok := money.UnitOf(code)
		assert.True(t, ok, code)
		assert.Equal(t, want, got, code)
	}
	for _, code := range []string{" ", "eur", "EU", "EURO", "EUR ", "AED AFN", "D A", "AÉ", "jpy", "JP", "JPYX", "Y K", "CLF", "UYW", "ZZZ", "   "} {
		_, ok := money.UnitOf(code)
		assert.False(t, ok, code)
	}
}
