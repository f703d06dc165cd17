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

	"github.com/palier-go/palier/calendar"
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

// group is what one sum of an invoice's VAT has in common.
type group struct {
	Category string `xml:"CategoryCode"`
	Percent  string `xml:"RateApplicablePercent"`
}

// TestAddsUp reads the XML as a receiver would, and adds it up by the rules of
// EN 16931: lines to the total (BR-CO-10), tax by rate (BR-CO-17), what is due.
func TestAddsUp(t *testing.T) {
	for _, args := range [][]string{nil, {"-reduction"}, {"-document", "compensation"}, {"-in", "rates.json"}} {
		var out bytes.Buffer
		require.NoError(t, run(args, &out))
		var doc struct {
			Lines []struct {
				Price    decimal.Decimal `xml:"SpecifiedLineTradeAgreement>NetPriceProductTradePrice>ChargeAmount"`
				Base     decimal.Decimal `xml:"SpecifiedLineTradeAgreement>NetPriceProductTradePrice>BasisQuantity"`
				Quantity decimal.Decimal `xml:"SpecifiedLineTradeDelivery>BilledQuantity"`
				Total    decimal.Decimal `xml:"SpecifiedLineTradeSettlement>SpecifiedTradeSettlementLineMonetarySummation>LineTotalAmount"`
				Tax      group           `xml:"SpecifiedLineTradeSettlement>ApplicableTradeTax"`
			} `xml:"SupplyChainTradeTransaction>IncludedSupplyChainTradeLineItem"`
			Taxes []struct {
				group
				Reason string          `xml:"ExemptionReason"`
				Code   string          `xml:"ExemptionReasonCode"`
				Basis  decimal.Decimal `xml:"BasisAmount"`
				Tax    decimal.Decimal `xml:"CalculatedAmount"`
			} `xml:"SupplyChainTradeTransaction>ApplicableHeaderTradeSettlement>ApplicableTradeTax"`
			Tax decimal.Decimal `xml:"SupplyChainTradeTransaction>ApplicableHeaderTradeSettlement>SpecifiedTradeSettlementHeaderMonetarySummation>TaxTotalAmount"`
			Due decimal.Decimal `xml:"SupplyChainTradeTransaction>ApplicableHeaderTradeSettlement>SpecifiedTradeSettlementHeaderMonetarySummation>DuePayableAmount"`
		}
		require.NoError(t, xml.Unmarshal(out.Bytes(), &doc))
		require.NotEmpty(t, doc.Lines)
		sum, taxes, sums := decimal.Decimal{}, decimal.Decimal{}, map[group]decimal.Decimal{}
		for _, l := range doc.Lines {
			assert.False(t, l.Price.IsNegative(), "BR-27")
			assert.Equal(t, l.Price.Mul(l.Quantity).DivRound(l.Base, 2).StringFixed(2), l.Total.StringFixed(2))
			sum, sums[l.Tax] = sum.Add(l.Total), sums[l.Tax].Add(l.Total)
		}
		assert.Len(t, doc.Taxes, len(sums), "BR-CO-18")
		for _, x := range doc.Taxes {
			assert.Equal(t, sums[x.group].StringFixed(2), x.Basis.StringFixed(2), "BR-S-08")
			rate := decimal.Decimal{}
			if x.Percent != "" {
				rate = decimal.RequireFromString(x.Percent).Shift(-2)
			}
			assert.Equal(t, x.Basis.Mul(rate).Round(2).StringFixed(2), x.Tax.StringFixed(2), "BR-CO-17")
			assert.Equal(t, x.Category == "S", x.Reason == "" && x.Code == "", "BR-AE-10, BR-O-10")
			taxes = taxes.Add(x.Tax)
		}
		assert.Equal(t, taxes.StringFixed(2), doc.Tax.StringFixed(2), "BR-CO-14")
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

// TestPeriodOfFeesInAdvance: it ends with the days that are paid for.
func TestPeriodOfFeesInAdvance(t *testing.T) {
	var month servicelevel.Input
	require.NoError(t, json.Unmarshal(sampleMonth, &month))
	month.Contract.Options.FeesInAdvance = true
	for end, want := range map[string]string{"": "20260630", "2026-06-15": "20260614", "2026-06-01": "20260531"} {
		month.Contract.End = calendar.Date{}
		if end != "" {
			month.Contract.End = calendar.MustParseDate(end)
		}
		text, err := json.Marshal(month)
		require.NoError(t, err)
		file := filepath.Join(t.TempDir(), "month.json")
		require.NoError(t, os.WriteFile(file, text, 0o600))
		var out bytes.Buffer
		require.NoError(t, run([]string{"-in", file}, &out))
		assert.Regexp(t, `(?s)<ram:BillingSpecifiedPeriod>.*20260501.*`+want+`.*</ram:BillingSpecifiedPeriod>`, out.String())
	}
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
	require.NoError(t, json.Unmarshal(sampleMonth, &month))
	month.Contract.VAT.Changes = []servicelevel.VATChange{{On: calendar.MustParseDate("2026-05-20"), Category: "O"}}
	mixed, err := json.Marshal(month)
	require.NoError(t, err)
	partly := filepath.Join(dir, "mixed.json")
	require.NoError(t, os.WriteFile(partly, mixed, 0o600))
	for args, want := range map[string]string{
		"-in " + partly:                       "must be on an invoice of its own (BR-O-11)",
		"-document receipt":                   `-document: must be invoice or compensation (got "receipt")`,
		"-document compensation -reduction":   "nothing is owed",
		"-in " + bad:                          "bad.json: ",
		"-in " + filepath.Join(dir, "none"):   "no such file",
		"-in " + unknown:                      unknown + `: contract.edition: must be one of nuxit, magic (got "other")`,
		"-unknown":                            "flag provided but not defined",
		"-parties " + filepath.Join(dir, "x"): "no such file",
	} {
		var out bytes.Buffer
		assert.ErrorContains(t, run(strings.Fields(args), &out), want)
		assert.Empty(t, out.String())
	}
}
