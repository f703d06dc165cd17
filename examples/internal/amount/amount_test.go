package amount_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/examples/internal/amount"
)

func TestText(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ currency, amount, want string }{
		{"", "1500", "1500.00"},
		{"EUR", "-0.5", "-0.50"},
		{"CHF", "9.5", "9.50"},
		{"JPY", "1500.00", "1500"},
		{"XPF", "0", "0"},
		{"KWD", "4.5", "4.500"},
		{"TND", "12.345", "12.345"},
	} {
		assert.Equal(t, x.want, amount.Text(x.currency, decimal.RequireFromString(x.amount)), x.currency)
	}
}
