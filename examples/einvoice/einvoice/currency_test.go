package einvoice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/examples/einvoice/einvoice"
)

// TestCurrency: a seller who accounts for VAT in francs bills in francs, and in no other currency but euros.
func TestCurrency(t *testing.T) {
	for _, c := range []struct {
		country, currency, want string
	}{
		{"CH", "CHF", "CHF"},
		{"LI", "CHF", "CHF"},
		{"SE", "SEK", "SEK"},
		{"CH", "", "EUR"},
		{"CH", "SEK", ""},
		{"FR", "CHF", ""},
		{"FR", "", "EUR"},
	} {
		s, d := sample(t, "month.json", "plain.json")
		d.Seller.Address.Country, s.Currency = c.country, c.currency
		doc, err := einvoice.Invoice(&s, d)
		if c.want == "" {
			assert.ErrorContains(t, err, "statement.currency: must be euros, or the currency of the seller's VAT, ", c)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, c.want, doc.Currency)
		for _, write := range []func() ([]byte, error){doc.CII, doc.UBL} {
			out, err := write()
			require.NoError(t, err)
			assert.Contains(t, string(out), `currencyID="`+c.want+`"`)
			assert.Contains(t, string(out), `CurrencyCode>`+c.want+`<`)
		}
	}
}
