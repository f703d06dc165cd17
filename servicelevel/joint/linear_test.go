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

	"github.com/palier-go/palier/internal/growth"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
)

// As many contracts as there may be, in two months, read and written; and what is wrong with
// all of them.
func TestManyContractsOnOneInvoice(t *testing.T) {
	kit.Growth(t, joint.MaxContracts, func(n int, step growth.Step) {
		one := kit.ServerOf("S", nil, kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "4.82"), kit.Gone(servicelevel.Refunded, "R", "P", "2026-02-10 09:00", 0))
		many := func(m string) []servicelevel.Statement {
			list := slices.Repeat([]servicelevel.Statement{one.Close(t, m)}, n)
			for i := range list {
				list[i].Contract = fmt.Sprint("S", i)
			}
			return list
		}
		var january, february joint.Consolidated
		var err error
		first, second := many("2026-01"), many("2026-02")
		step("consolidate", func() { january, err = joint.Consolidate(nil, first...) })
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf("%d.00 %d.00 %d.00", n*482/100, n*482/500, n*482*6/500), kit.Totals(&january.Invoice))
		step("go on", func() { february, err = joint.Consolidate(&january, second...) })
		require.NoError(t, err)
		assert.Equal(t, kit.Totals(&january.Invoice), kit.Totals(&february.CreditNotes[0].Document))
		var text []byte
		step("write", func() { text, err = json.Marshal(february) })
		require.NoError(t, err)
		var back joint.Consolidated
		step("read", func() { err = json.Unmarshal(text, &back) })
		require.NoError(t, err)
		for i := range second {
			second[i].Contract, second[i].Invoice.Gross = "S", *kit.Dec("1.00")
		}
		step("refuse", func() { _, err = joint.Consolidate(&january, second...) })
		assert.ErrorContains(t, err, "statements[1].contract: must not be given twice, see statements[0]")
		assert.ErrorContains(t, err, "has more faults than the 100 listed")
	})
}

// Very many credit notes, rates and months of few contracts.
func TestManyCreditNotesOfOneInvoice(t *testing.T) {
	kit.Growth(t, 100_000, func(n int, step growth.Step) {
		one := kit.ServerOf("S", nil, kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "4.82"), kit.Gone(servicelevel.Refunded, "R", "P", "2026-02-10 09:00", 0))
		january, february := one.Close(t, "2026-01"), one.Close(t, "2026-02")
		base := february.CreditNotes[0]
		january.CreditNotes, february.CreditNotes = nil, nil
		for i := range n { // of all months, and some of one
			note := kit.ReadAgain(t, base)
			note.Invoice = kit.Month("1990-01").AddMonths(i % 1200)
			if i%2 == 0 {
				note.Invoice = kit.Month("2026-01")
			}
			note.Document.Lines[0].Rate = decimal.New(int64(i%9_999+1), -4)
			note.Document.Taxes[0] = invoice.TaxTotal{Category: "S", Rate: note.Document.Lines[0].Rate, Net: note.Document.Net}
			note.Document.Taxes[0].Tax = note.Document.Net.Mul(note.Document.Lines[0].Rate).Round(2)
			note.Document.Tax = note.Document.Taxes[0].Tax
			note.Document.Gross = note.Document.Net.Add(note.Document.Tax)
			february.CreditNotes = append(february.CreditNotes, note)
		}
		line := january.Invoice.Lines[0]
		january.Invoice = invoice.Document{}
		for i := range n {
			line.Rate, line.Amount = decimal.New(int64(i+1), -9), *kit.Dec("0.00")
			january.Invoice.Lines = append(january.Invoice.Lines, line)
			january.Invoice.Taxes = append(january.Invoice.Taxes, invoice.TaxTotal{Category: "S", Rate: line.Rate})
		}
		var doc joint.Consolidated
		var err error
		step("rates", func() { doc, err = joint.Consolidate(nil, january) })
		require.NoError(t, err)
		require.Len(t, doc.Invoice.Taxes, n)
		doc.Joint = nil // every other month since long ago
		for i := range max(1, n/465) {
			m := kit.Month("1990-02").AddMonths(2 * i)
			doc.Joint = append(doc.Joint, joint.Months{Contract: "S", First: m, Last: m})
		}
		doc.Joint = append(doc.Joint, joint.Months{Contract: "S", First: january.Month, Last: january.Month})
		for i := range n * 3 / 5 {
			doc.Credited = append(doc.Credited, invoice.Credited{Invoice: kit.Month("1990-02").AddMonths(i % 400), Category: "AE", Rate: decimal.New(int64(i/400), -4), Net: *kit.Dec("1.00")})
		}
		step("notes", func() { doc, err = joint.Consolidate(&doc, february) })
		require.NoError(t, err)
		require.NotEmpty(t, doc.CreditNotes)
		require.Greater(t, len(doc.Separate[0].CreditNotes), n*3/10)
		step("validate", func() { require.NoError(t, doc.Validate()) })
		step("explain", doc.Explain)
	})
}

// Months that are not one after the other are refused before they are searched.
func TestManyMonthsOfOneContract(t *testing.T) {
	kit.Growth(t, 200_000, func(n int, step growth.Step) {
		one := kit.ServerOf("S", nil, kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "4.82"), kit.Gone(servicelevel.Refunded, "R", "P", "2026-02-10 09:00", 0))
		doc, err := joint.Consolidate(nil, one.Close(t, "2026-02"))
		require.NoError(t, err)
		doc.Joint = slices.Repeat(doc.Joint, n)
		doc.Separate[0].CreditNotes = slices.Repeat(doc.Separate[0].CreditNotes, n)
		step("validate", func() { err = doc.Validate() })
		assert.ErrorContains(t, err, "joint[1].first: must be after a month without the contract")
	})
}
