package money_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/internal/money"
)

func TestIsCurrency(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"AED", "CHF", "EUR", "GBP", "SZL", "THB", "USD", "ZWG", money.Euro} {
		assert.True(t, money.IsCurrency(code), code)
	}
	for _, code := range []string{"", " ", "eur", "EU", "EURO", "EUR ", "AED AFN", "D A", "JPY", "XPF", "XOF", "KWD", "TND", "CLF", "ZZZ", "AÉ"} {
		assert.False(t, money.IsCurrency(code), code)
	}
}

func TestUnitOf(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]money.Unit{
		"": money.Hundredths, "EUR": money.Hundredths, "CHF": money.Hundredths, "ZWG": money.Hundredths, "AED": money.Hundredths,
		"JPY": money.Whole, "KRW": money.Whole, "XPF": money.Whole, "ISK": money.Whole, "CLP": money.Whole, "BIF": money.Whole,
		"KWD": money.Thousandths, "BHD": money.Thousandths, "TND": money.Thousandths, "OMR": money.Thousandths, "JOD": money.Thousandths,
	} {
		got, ok := money.UnitOf(code)
		assert.True(t, ok, code)
		assert.Equal(t, want, got, code)
	}
	for _, code := range []string{" ", "jpy", "JP", "JPYX", "Y K", "CLF", "UYW", "ZZZ", "   "} {
		_, ok := money.UnitOf(code)
		assert.False(t, ok, code)
	}
}
