package ledger_test

import (
	"bytes"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/internal/kit"
	"github.com/palier-go/palier/internal/fund"
)

// mosts are the largest amounts, in units and as they are written.
var mosts = []struct {
	minor credit.Minor
	units int64
	text  string
	any   string // for what does not know its currency
}{
	{credit.Hundredths, 1_000_000_000_000, "10000000000.00", "10000000000.00"},
	{credit.Whole, 10_000_000_000, "10000000000", "10000000000.00"},
	{credit.Thousandths, 1_000_000_000_000, "1000000000.000", "1000000000.000"},
}

// amountOf is so many units of a currency.
func amountOf(m credit.Minor, units int64) decimal.Decimal {
	return decimal.New(units, map[credit.Minor]int32{credit.Hundredths: -2, credit.Whole: 0, credit.Thousandths: -3}[m])
}

// Hours cost up to the largest amount of their currency, are drawn on, given back and read again; with one unit
// more they are refused, and nothing changes.
func TestMostOfEachCurrency(t *testing.T) {
	t.Parallel()
	for _, c := range mosts {
		for _, units := range []int64{c.units - 1, c.units, c.units + 1} {
			price := amountOf(c.minor, units)
			a := account(t, inMinor(c.minor))
			buy := purchase("A", at(1, 0, 0), 3*hour, price.String())
			terms := inMinor(c.minor)
			terms.Tariff.Packs = []credit.Pack{{Time: hour, Price: price}}
			var f fund.Fund
			require.NoError(t, f.Reset(inMinor(c.minor)))
			_, bought := f.Buy(fund.Hours{At: at(1, 0, 0), Time: hour, Price: fund.Cents(units)})
			_, sold := f.Sell(fund.Hours{At: at(1, 0, 0), Time: hour, Price: fund.Cents(units)})
			_, err := a.Apply(buy)
			if units > c.units {
				want := `price: must lie between -` + c.any + ` and ` + c.any + ` (got "` + price.String() + `")`
				assert.EqualError(t, err, want)
				assert.Zero(t, a.Len())
				assert.EqualError(t, terms.Validate(), "tariff.packs[0]."+want)
				for _, err := range []error{bought, sold} {
					assert.ErrorContains(t, err, "price: must lie from 0 to ", c.text)
				}
				assert.Zero(t, f.Lots())
				continue
			}
			require.NoError(t, err)
			require.NoError(t, terms.Validate())
			require.NoError(t, bought)
			require.NoError(t, sold)
			kit.RoundTrip(t, terms.Tariff)
			kit.RoundTrip(t, apply(t, a, debit("d", at(2, 0, 0), hour)))
			apply(t, a, removal(credit.Refund, "r", at(3, 0, 0), "A", 0))
			lot := lotOf(a, far)
			third := (units + 1) / 3 // of 3n-1 and 3n, and n above it of 3n+1
			assert.Equal(t, amountOf(c.minor, third).String(), lot.Earned.Decimal().String())
			assert.Equal(t, amountOf(c.minor, units-third).String(), lot.Repaid.Decimal().String())
			var b bytes.Buffer
			require.NoError(t, a.WriteJournal(&b))
			again := account(t, inMinor(c.minor))
			require.NoError(t, again.ReadJournal(&b))
			assert.Equal(t, state(a), state(again))
			assert.Equal(t, state(a), state(read(t, a)))
		}
	}
}

// A refund may be agreed on up to the largest amount.
func TestMostOfARefund(t *testing.T) {
	t.Parallel()
	for _, c := range mosts {
		for _, units := range []int64{c.units - 1, c.units, c.units + 1} {
			price := amountOf(c.minor, units)
			a := account(t, inMinor(c.minor), purchase("A", at(1, 0, 0), hour, amountOf(c.minor, c.units).String()))
			_, err := a.Apply(priced(removal(credit.Refund, "r", at(3, 0, 0), "A", 0), price.String()))
			if units > c.units {
				assert.EqualError(t, err, `price: must lie between -`+c.any+` and `+c.any+` (got "`+price.String()+`")`)
				continue
			}
			require.NoError(t, err)
			assert.Equal(t, price.String(), lotOf(a, far).Repaid.Decimal().String())
			assert.Equal(t, state(a), state(read(t, a)))
		}
	}
}
