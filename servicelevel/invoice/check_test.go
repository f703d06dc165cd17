package invoice_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/invoice"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// noted is a credit note of 68.33 at 20 %, after as much: 27.33 less 13.67.
func noted(kind invoice.LineKind) invoice.CreditNote {
	return invoice.CreditNote{Invoice: calendar.MustParseMonth("2026-01"), Document: invoice.Document{
		Lines: []invoice.Line{{Kind: kind, Amount: dec("68.33"), Category: "S", Rate: dec("0.20")}},
		Taxes: []invoice.TaxTotal{{Category: "S", Rate: dec("0.2"), Before: dec("68.33"), Net: dec("68.33"), Tax: dec("13.66")}},
		Net:   dec("68.33"), Tax: dec("13.66"), Gross: dec("81.99"),
	}}
}

// Faults have paths of the document alone, and a cent more or less is one.
func TestCheck(t *testing.T) {
	t.Parallel()
	n := noted(invoice.RefundLine)
	require.NoError(t, n.Check("", nil))
	for _, c := range []struct {
		currency string
		of       map[string]bool
		change   func(*invoice.CreditNote)
		want     string
	}{
		{"", nil, func(n *invoice.CreditNote) { n.Invoice = calendar.Month{} }, `invoice: must be a month that exists (got "0000-00")`},
		{"", nil, func(n *invoice.CreditNote) { n.Document.Gross = dec("81.98") }, `document.gross: must be net plus tax (got "81.98")`},
		{"", nil, func(n *invoice.CreditNote) { n.Document.Taxes[0].Tax = dec("13.67") }, `document.taxes[0].tax: must be the tax on its sum, 13.66 (got "13.67")`},
		{"", nil, func(n *invoice.CreditNote) { n.Document.Lines[0].Contract = "A" }, `document.lines[0].contract: must be absent: all lines are of one contract (got "A")`},
		{"", map[string]bool{"A": true}, func(n *invoice.CreditNote) { n.Document.Lines[0].Contract = "B" }, `document.lines[0].contract: must be among the contracts (got "B")`},
		{"JPY", nil, func(*invoice.CreditNote) {}, `document.net: must have no decimals (got "68.33")`},
	} {
		n := noted(invoice.RefundLine)
		c.change(&n)
		assert.Contains(t, strings.Split(n.Check(c.currency, c.of).Error(), "\n"), c.want)
	}
	d := n.Document
	assert.ErrorContains(t, d.Check("", nil), `taxes[0].before: must be absent: nothing was given back before (got "68.33")`)
	d.Taxes[0].Before, d.Taxes[0].Tax, d.Tax, d.Gross = decimal.Decimal{}, dec("13.67"), dec("13.67"), dec("82.00")
	require.NoError(t, d.Check("EUR", nil))
}

// A credit note says what it gives back by its lines.
func TestReduces(t *testing.T) {
	t.Parallel()
	owed := map[invoice.LineKind]bool{invoice.PenaltyLine: true, invoice.LateLine: true, invoice.QuotaLine: true}
	for kind := invoice.FeeLine; kind <= invoice.QuotaLine; kind++ {
		n := noted(kind)
		assert.Equal(t, owed[kind], kind.Owed(), kind)
		assert.Equal(t, owed[kind] || kind == invoice.ChargeLine, n.Reduces(), kind)
	}
	n := invoice.CreditNote{}
	assert.False(t, n.Reduces())
}

// What was given back is told apart by its month and its VAT, not by how the rate is written.
func TestIndexCredited(t *testing.T) {
	t.Parallel()
	january, february := calendar.MustParseMonth("2026-01"), calendar.MustParseMonth("2026-02")
	list := []invoice.Credited{
		{Invoice: january, Category: "S", Rate: dec("0.2"), Net: dec("1.00")},
		{Invoice: january, Category: "S", Rate: dec("0.21"), Net: dec("2.00")},
		{Invoice: january, Category: "E", Net: dec("3.00")},
		{Invoice: february, Category: "S", Rate: dec("0.2"), Net: dec("4.00")},
	}
	by, err := invoice.IndexCredited(list)
	require.NoError(t, err)
	require.Len(t, by, 4)
	for i := range list {
		assert.True(t, list[i].Net.Equal(by[list[i].Key()]))
		assert.NoError(t, list[i].Check(penalty.Hundredths))
	}
	of := invoice.Credited{Invoice: february, Category: "S", Rate: dec("0.200")}
	assert.True(t, by[of.Key()].Equal(dec("4")))
	_, err = invoice.IndexCredited(append(list, of))
	assert.EqualError(t, err, `[4].invoice: must not be given twice with one VAT (got "2026-02")`)

	of.Category, of.Net = "X", dec("-0.01")
	assert.EqualError(t, of.Check(penalty.Hundredths), "category: must be one of S, Z, E, AE, K, G, O (got \"X\")\nnet: must not be negative (got \"-0.01\")")
	of.Category, of.Net = "S", dec("0.01")
	assert.ErrorContains(t, of.Check(penalty.Whole), "net: must have no decimals")
}

// What bears VAT has no reason why it does not.
func TestExemption(t *testing.T) {
	t.Parallel()
	x := invoice.Exemption{Reason: "art. 261 CGI", Code: "VATEX-EU-132"}
	assert.NoError(t, x.Check("E"))
	for _, category := range []string{"", "S", "Z"} {
		assert.EqualError(t, x.Check(category), `must be absent in category S or Z (BR-S-10, BR-Z-10) (got "art. 261 CGI")`)
	}
	x.Code = strings.Repeat("x", 101)
	var fault *calendar.FieldError
	require.True(t, errors.As(x.Check("E"), &fault))
	assert.Equal(t, "code", fault.Field)
	none := invoice.Exemption{}
	assert.NoError(t, none.Check("S"))
}
