package joint_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
)

// As many contracts as there may be, in two months, read and written; and what is wrong with
// all of them.
func TestManyContractsOnOneInvoice(t *testing.T) {
	kit.SkipLarge(t)
	one := kit.ServerOf("S", nil, kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "4.82"), kit.Gone(servicelevel.Refunded, "R", "P", "2026-02-10 09:00", 0))
	many := func(m string) []servicelevel.Statement {
		list := slices.Repeat([]servicelevel.Statement{one.Close(t, m)}, joint.MaxContracts)
		for i := range list {
			list[i].Contract = fmt.Sprint("S", i)
		}
		return list
	}
	var january, february joint.Consolidated
	var err error
	first, second := many("2026-01"), many("2026-02")
	kit.Soon(t, "consolidate", func() { january, err = joint.Consolidate(nil, first...) })
	require.NoError(t, err)
	assert.Equal(t, "482000.00 96400.00 578400.00", kit.Totals(&january.Invoice))
	kit.Soon(t, "go on", func() { february, err = joint.Consolidate(&january, second...) })
	require.NoError(t, err)
	assert.Equal(t, "482000.00 96400.00 578400.00", kit.Totals(&february.CreditNotes[0].Document))
	var text []byte
	kit.Soon(t, "write", func() { text, err = json.Marshal(february) })
	require.NoError(t, err)
	var back joint.Consolidated
	kit.Soon(t, "read", func() { err = json.Unmarshal(text, &back) })
	require.NoError(t, err)
	for i := range second {
		second[i].Contract, second[i].Invoice.Gross = "S", *kit.Dec("1.00")
	}
	kit.Soon(t, "refuse", func() { _, err = joint.Consolidate(&january, second...) })
	assert.ErrorContains(t, err, "statements[1].contract: must not be given twice, see statements[0]")
	assert.ErrorContains(t, err, "has more faults than the 100 listed")
}

// Very many credit notes, rates and months of few contracts.
func TestManyCreditNotesOfOneInvoice(t *testing.T) {
	kit.SkipLarge(t)
	one := kit.ServerOf("S", nil, kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "4.82"), kit.Gone(servicelevel.Refunded, "R", "P", "2026-02-10 09:00", 0))
	january, february := one.Close(t, "2026-01"), one.Close(t, "2026-02")
	base := february.CreditNotes[0]
	january.CreditNotes, february.CreditNotes = nil, nil
	for i := range 100_000 { // of all months, and some of one
		n := kit.ReadAgain(t, base)
		n.Invoice = kit.Month("1990-01").AddMonths(i % 1200)
		if i%2 == 0 {
			n.Invoice = kit.Month("2026-01")
		}
		n.Document.Lines[0].Rate = decimal.New(int64(i%9_999+1), -4)
		n.Document.Taxes[0] = invoice.TaxTotal{Category: "S", Rate: n.Document.Lines[0].Rate, Net: n.Document.Net}
		n.Document.Taxes[0].Tax = n.Document.Net.Mul(n.Document.Lines[0].Rate).Round(2)
		n.Document.Tax = n.Document.Taxes[0].Tax
		n.Document.Gross = n.Document.Net.Add(n.Document.Tax)
		february.CreditNotes = append(february.CreditNotes, n)
	}
	line := january.Invoice.Lines[0]
	january.Invoice = invoice.Document{}
	for i := range 100_000 {
		line.Rate, line.Amount = decimal.New(int64(i+1), -9), *kit.Dec("0.00")
		january.Invoice.Lines = append(january.Invoice.Lines, line)
		january.Invoice.Taxes = append(january.Invoice.Taxes, invoice.TaxTotal{Category: "S", Rate: line.Rate})
	}
	var doc joint.Consolidated
	var err error
	kit.Soon(t, "rates", func() { doc, err = joint.Consolidate(nil, january) })
	require.NoError(t, err)
	require.Len(t, doc.Invoice.Taxes, 100_000)
	doc.Joint = nil // every other month since long ago
	for i := range 215 {
		m := kit.Month("1990-02").AddMonths(2 * i)
		doc.Joint = append(doc.Joint, joint.Months{Contract: "S", First: m, Last: m})
	}
	doc.Joint = append(doc.Joint, joint.Months{Contract: "S", First: january.Month, Last: january.Month})
	for i := range 60_000 {
		doc.Credited = append(doc.Credited, invoice.Credited{Invoice: kit.Month("1990-02").AddMonths(i % 400), Category: "AE", Rate: decimal.New(int64(i/400), -4), Net: *kit.Dec("1.00")})
	}
	kit.Soon(t, "notes", func() { doc, err = joint.Consolidate(&doc, february) })
	require.NoError(t, err)
	require.Greater(t, len(doc.CreditNotes), 200)
	require.Greater(t, len(doc.Separate[0].CreditNotes), 30_000)
	kit.Soon(t, "validate", func() { require.NoError(t, doc.Validate()) })
	kit.Soon(t, "explain", doc.Explain)
}

// Months that are not one after the other are refused before they are searched.
func TestManyMonthsOfOneContract(t *testing.T) {
	kit.SkipLarge(t)
	one := kit.ServerOf("S", nil, kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "4.82"), kit.Gone(servicelevel.Refunded, "R", "P", "2026-02-10 09:00", 0))
	doc, err := joint.Consolidate(nil, one.Close(t, "2026-02"))
	require.NoError(t, err)
	doc.Joint = slices.Repeat(doc.Joint, 200_000)
	doc.Separate[0].CreditNotes = slices.Repeat(doc.Separate[0].CreditNotes, 200_000)
	kit.Soon(t, "validate", func() { err = doc.Validate() })
	assert.ErrorContains(t, err, "joint[1].first: must be after a month without the contract")
}
