package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
)

// TestOutput compares what the commands print; `.ci/examples -update` writes the files.
func TestOutput(t *testing.T) {
	commands, err := os.ReadFile("testdata/commands")
	require.NoError(t, err)
	for line := range strings.Lines(string(commands)) {
		args, file, ok := strings.Cut(strings.TrimSpace(line), "> ")
		require.True(t, ok)
		want, err := os.ReadFile(filepath.Join("testdata", file))
		require.NoError(t, err)
		var got bytes.Buffer
		require.NoError(t, run(strings.Fields(args), &got))
		assert.Equal(t, string(want), got.String(), args)
	}
}

// TestAddsUp reads the XML as a receiver would, and adds it up by the rules of
// EN 16931: lines to the total (BR-CO-10), tax by rate (BR-CO-17), what is due.
func TestAddsUp(t *testing.T) {
	for _, args := range [][]string{nil, {"-reduction"}, {"-document", "compensation"}} {
		var out bytes.Buffer
		require.NoError(t, run(args, &out))
		var doc struct {
			Lines []struct {
				Price    decimal.Decimal `xml:"SpecifiedLineTradeAgreement>NetPriceProductTradePrice>ChargeAmount"`
				Base     decimal.Decimal `xml:"SpecifiedLineTradeAgreement>NetPriceProductTradePrice>BasisQuantity"`
				Quantity decimal.Decimal `xml:"SpecifiedLineTradeDelivery>BilledQuantity"`
				Total    decimal.Decimal `xml:"SpecifiedLineTradeSettlement>SpecifiedTradeSettlementLineMonetarySummation>LineTotalAmount"`
			} `xml:"SupplyChainTradeTransaction>IncludedSupplyChainTradeLineItem"`
			Basis   decimal.Decimal `xml:"SupplyChainTradeTransaction>ApplicableHeaderTradeSettlement>ApplicableTradeTax>BasisAmount"`
			Tax     decimal.Decimal `xml:"SupplyChainTradeTransaction>ApplicableHeaderTradeSettlement>ApplicableTradeTax>CalculatedAmount"`
			Percent string          `xml:"SupplyChainTradeTransaction>ApplicableHeaderTradeSettlement>ApplicableTradeTax>RateApplicablePercent"`
			Due     decimal.Decimal `xml:"SupplyChainTradeTransaction>ApplicableHeaderTradeSettlement>SpecifiedTradeSettlementHeaderMonetarySummation>DuePayableAmount"`
		}
		require.NoError(t, xml.Unmarshal(out.Bytes(), &doc))
		require.NotEmpty(t, doc.Lines)
		sum := decimal.Decimal{}
		for _, l := range doc.Lines {
			assert.False(t, l.Price.IsNegative(), "BR-27")
			assert.Equal(t, l.Price.Mul(l.Quantity).DivRound(l.Base, 2).StringFixed(2), l.Total.StringFixed(2))
			sum = sum.Add(l.Total)
		}
		assert.Equal(t, sum.StringFixed(2), doc.Basis.StringFixed(2), "BR-CO-10")
		rate := decimal.Decimal{}
		if doc.Percent != "" {
			rate = decimal.RequireFromString(doc.Percent).Shift(-2)
		}
		assert.Equal(t, sum.Mul(rate).Round(2).StringFixed(2), doc.Tax.StringFixed(2), "BR-CO-17")
		assert.Equal(t, sum.Add(doc.Tax).StringFixed(2), doc.Due.StringFixed(2))
	}
}

// TestNotSubject: a document outside the scope of VAT names no VAT number and no
// rate, and says why.
func TestNotSubject(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run([]string{"-document", "compensation"}, &out))
	assert.NotContains(t, out.String(), `schemeID="VA"`)
	assert.NotContains(t, out.String(), "RateApplicablePercent")
	assert.Contains(t, out.String(), "<ram:ExemptionReason>Not subject to VAT</ram:ExemptionReason>")
	assert.Contains(t, out.String(), "<ram:DuePayableAmount>18.63</ram:DuePayableAmount>")
}

func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.json")
	require.NoError(t, os.WriteFile(bad, []byte("{}"), 0o600))
	var month servicelevel.Input
	require.NoError(t, json.Unmarshal(sampleMonth, &month))
	month.Contract.Edition = "other"
	other, err := json.Marshal(month)
	require.NoError(t, err)
	unknown := filepath.Join(dir, "unknown.json")
	require.NoError(t, os.WriteFile(unknown, other, 0o600))
	for args, want := range map[string]string{
		"-document receipt":                   `-document: must be invoice or compensation (got "receipt")`,
		"-document compensation -reduction":   "nothing is owed",
		"-in " + bad:                          "bad.json: ",
		"-in " + filepath.Join(dir, "none"):   "no such file",
		"-in " + unknown:                      `contract.edition: is not known (got "other")`,
		"-unknown":                            "flag provided but not defined",
		"-parties " + filepath.Join(dir, "x"): "no such file",
	} {
		var out bytes.Buffer
		assert.ErrorContains(t, run(strings.Fields(args), &out), want)
		assert.Empty(t, out.String())
	}
}
