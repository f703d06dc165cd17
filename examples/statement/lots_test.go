package main

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TestLotsAddUp: the table has all that a pack's hours and price went to, and no column that no
// pack needs.
func TestLotsAddUp(t *testing.T) {
	t.Parallel()
	s := servicelevel.Statement{Credit: statement.CreditUse{Lots: []statement.LotUse{
		{
			Lot: "P", Bought: calendar.MustParseDate("2026-03-02"), Time: 5 * time.Hour, Price: decimal.New(23900, -2), Opening: 5 * time.Hour, Used: 150 * time.Minute,
			Refunded: 30 * time.Minute, Moved: time.Hour, Closing: time.Hour, Earned: decimal.New(11950, -2), Deferred: decimal.New(4780, -2), Repaid: decimal.New(2390, -2), Transferred: decimal.New(4780, -2),
		},
		{Lot: "Q", Bought: calendar.MustParseDate("2026-05-02"), Time: 3 * time.Hour, Price: decimal.New(16900, -2), Withdrawn: 3 * time.Hour},
	}}}
	p := page{lang: servicelevel.English}
	p.lots(&s)
	var rows []string
	for line := range strings.SplitSeq(strings.TrimSpace(p.buf.String()), "\n") {
		rows = append(rows, strings.Join(strings.Fields(line), " "))
	}
	assert.Equal(t, []string{
		"pack of price before bought used refunded moved withdrawn after earned deferred repaid moved",
		"P 2 March 2026 €239.00 5 h 0 min 2 h 30 min 30 min 1 h 0 min 1 h €119.50 €47.80 €23.90 €47.80",
		"Q 2 May 2026 €169.00 0 min 3 h 0 min 0 min 0 min 3 h 0 min €0.00 €0.00 €0.00 €0.00",
	}, rows)
	p = page{}
	s.Credit.Lots = s.Credit.Lots[:0]
	p.lots(&s)
	assert.Empty(t, p.buf.String())
}

// TestTaxesOfADocument: each VAT has the part of the total that it is on, and what bears none says why.
func TestTaxesOfADocument(t *testing.T) {
	t.Parallel()
	d := invoice.Document{Taxes: []invoice.TaxTotal{{Category: "S", Rate: decimal.New(21, -2), Net: decimal.New(1469, 0), Tax: decimal.New(30849, -2)}}}
	for category, want := range map[string]string{
		"Z": "TVA au taux zéro", "E": "Exonéré de TVA", "AE": "TVA, autoliquidation", "K": "Sans TVA, livraison intracommunautaire", "G": "Sans TVA, exportation", "O": "Hors du champ de la TVA",
	} {
		p := page{}
		d.Taxes = append(d.Taxes[:1], invoice.TaxTotal{Category: category, Net: decimal.New(1234, -2)})
		p.document(&d)
		assert.Contains(t, p.buf.String(), "  TVA 21 % sur 1\u202f469,00 €")
		assert.Contains(t, p.buf.String(), "  "+want+" sur 12,34 € ")
	}
	d.Taxes = d.Taxes[:1]
	p := page{}
	p.document(&d)
	assert.Contains(t, p.buf.String(), "  TVA 21 %  ")
	p = page{}
	p.why(strings.Repeat("ab ", 27) + "compté 1 h 30 min 7 s")
	assert.Equal(t, "    "+strings.Repeat("ab ", 27)+"compté\n    1 h 30 min 7 s\n", p.buf.String(), "a time stays on one line")
}
