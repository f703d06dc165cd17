package batch_test

import (
	"context"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/examples/internal/batch"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
)

func TestTotalsAreWorded(t *testing.T) {
	t.Parallel()
	got := batch.Totals{Statements: 2, Refused: 1, Net: 1050, Tax: 210, Gross: 1260, Owed: 5, Digest: 0xab}.String()
	require.Equal(t, "2 statements, 1 refused; net 10.50, VAT 2.10, gross 12.60, owed to customers 0.05; digest 00000000000000ab", got)
}

func TestAnAmountIsInCents(t *testing.T) {
	t.Parallel()
	for _, amount := range []string{"0.001", "92233720368547758.08"} {
		s := servicelevel.Statement{Contract: "C", Invoice: invoice.Document{Net: decimal.RequireFromString(amount)}}
		_, err := batch.BillOf(&s, nil)
		require.ErrorContains(t, err, "contract C")
	}
}

// Yen are not added to euros.
func TestTotalsAreInEuros(t *testing.T) {
	t.Parallel()
	for _, currency := range []string{"JPY", "KWD", "CHF"} {
		s := servicelevel.Statement{Contract: "C", Currency: currency, Invoice: invoice.Document{Net: decimal.RequireFromString("1500")}}
		_, err := batch.BillOf(&s, nil)
		require.EqualError(t, err, "contract C: is billed in "+currency+", and totals are in euros")
	}
}

func TestTotalsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seed, contracts := rapid.Int64().Draw(t, "seed"), rapid.Int64Range(1, 60).Draw(t, "contracts")
		cut := rapid.Int64Range(1, contracts+1).Draw(t, "cut")
		total := func(first, past int64) batch.Totals {
			got, err := batch.Total(context.Background(), batch.Generated(seed, may, first, past), nil)
			require.NoError(t, err)
			return got
		}
		require.Equal(t, total(1, contracts+1), total(1, cut).Plus(total(cut, contracts+1)))
		require.Equal(t, contracts, total(1, contracts+1).Statements)
	})
}
