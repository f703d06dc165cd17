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
