package ledger_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/internal/kit"
	"github.com/palier-go/palier/credit/ledger"
)

// inMinor are the terms of half hours, in a currency.
func inMinor(m credit.Minor) credit.Terms {
	terms := halfHours
	terms.Minor = m
	return terms
}

// The blocks of a pack add up to its price, in the smallest unit of its currency.
func TestMinor(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		minor credit.Minor
		price string
		costs []string
	}{
		{credit.Whole, "16900", []string{"2817", "2816", "2817", "2817", "2816", "2817"}},
		{credit.Whole, "7", []string{"1", "1", "2", "1", "1", "1"}}, // 1.17, 2.33, 3.5, 4.67, 5.83, 7
		{credit.Hundredths, "169", []string{"28.17", "28.16", "28.17", "28.17", "28.16", "28.17"}},
		{credit.Thousandths, "12.345", []string{"2.058", "2.057", "2.058", "2.057", "2.058", "2.057"}}, // 2.0575, 4.115, 6.1725, 8.23, 10.2875, 12.345
		{credit.Thousandths, "0.001", []string{"0", "0", "0.001", "0", "0", "0"}},
	} {
		a := account(t, inMinor(tt.minor), purchase("A", at(1, 0, 0), 3*hour, tt.price))
		for i, want := range tt.costs {
			r := apply(t, a, debit(fmt.Sprint(i), at(2, 0, 0), 30*minute))
			cost := r.Cost()
			assert.Equal(t, want, cost.Decimal().String(), "%s, %d", tt.price, i)
			kit.RoundTrip(t, r)
		}
		lot := lotOf(a, far)
		assert.Equal(t, tt.price, lot.Price.Decimal().String())
		assert.Equal(t, lot.Price, lot.Earned)
		var b bytes.Buffer
		require.NoError(t, a.WriteJournal(&b))
		again := account(t, inMinor(tt.minor))
		require.NoError(t, again.ReadJournal(&b))
		assert.Equal(t, state(a), state(again))
	}
}

// A refund gives back a share in the unit, or up to it.
func TestMinorOfRefunds(t *testing.T) {
	t.Parallel()
	dinars := account(t, inMinor(credit.Thousandths), purchase("A", at(1, 0, 0), 3*hour, "12.345"), debit("d", at(2, 0, 0), hour))
	_, err := dinars.Apply(priced(removal(credit.Refund, "r", at(3, 0, 0), "A", 0), "8.231"))
	assert.EqualError(t, err, `price: must not exceed what its hours had cost, 8.230 (got "8.231")`)
	apply(t, dinars, priced(removal(credit.Refund, "r", at(3, 0, 0), "A", 0), "8.229"))
	assert.Equal(t, credit.Mills(8229), lotOf(dinars, far).Repaid)
	assert.Equal(t, "4.116", lotOf(dinars, far).Earned.String())

	yen := account(t, inMinor(credit.Whole), purchase("A", at(1, 0, 0), 3*hour, "1000"), debit("d", at(2, 0, 0), hour))
	_, err = yen.Apply(priced(removal(credit.Refund, "r", at(3, 0, 0), "A", 0), "668"))
	assert.EqualError(t, err, `price: must not exceed what its hours had cost, 667 (got "668")`)
	apply(t, yen, removal(credit.Refund, "r", at(3, 0, 0), "A", 0))
	assert.Equal(t, "667.00", lotOf(yen, far).Repaid.String())
}

// What a currency has no unit for is refused, by field and value, and nothing changes.
func TestMinorRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		minor       credit.Minor
		price, want string
	}{
		{credit.Whole, "0.50", `price: must have no decimals (got "0.5")`},
		{credit.Hundredths, "1.005", `price: must have at most two decimals (got "1.005")`},
		{credit.Thousandths, "1.2345", `price: must have at most three decimals (got "1.2345")`},
		{credit.Thousandths, "1000000000.001", `price: must lie between -1000000000.000 and 1000000000.000 (got "1000000000.001")`},
		{credit.Whole, "10000000001", `price: must lie between -10000000000.00 and 10000000000.00 (got "10000000001")`}, // of any currency
	} {
		a := account(t, inMinor(tt.minor), purchase("A", at(1, 0, 0), hour, "5"))
		for _, e := range []ledger.Entry{
			purchase("p", at(1, 0, 0), hour, tt.price),
			priced(removal(credit.Refund, "r", at(3, 0, 0), "A", 0), tt.price),
		} {
			_, err := a.Apply(e)
			assert.EqualError(t, err, tt.want)
		}
		assert.Equal(t, 1, a.Len())

		terms := inMinor(tt.minor)
		terms.Tariff.Packs = []credit.Pack{{Time: hour, Price: euros("3")}, {Time: 2 * hour, Price: euros(tt.price)}}
		assert.EqualError(t, terms.Validate(), "tariff.packs[1]."+tt.want)
	}
	terms := inMinor(3)
	assert.EqualError(t, terms.Validate(), `minor: must be one of hundredths, whole, thousandths (got "3")`)
}

// Lines of a ledger in memory keep the decimals.
func TestMinorInALedger(t *testing.T) {
	t.Parallel()
	for m, price := range map[credit.Minor]string{credit.Whole: "16900", credit.Thousandths: "12.345"} {
		l, err := ledger.New(new(ledger.Memory), inMinor(m))
		require.NoError(t, err)
		_, err = l.Apply(t.Context(), "acme", purchase("A", at(1, 0, 0), 3*hour, price))
		require.NoError(t, err)
		a, err := l.Account(t.Context(), "acme")
		require.NoError(t, err)
		for e := range a.Entries() {
			assert.Equal(t, price, e.Price.String())
			assert.Equal(t, price, ledger.ReadLine(a.Line(0)).Price.String())
		}
	}
}
