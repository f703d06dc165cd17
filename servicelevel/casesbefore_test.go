package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// fourRefunds is B2 by a contract of its own: four packs of January, given back in the four
// months after.
func fourRefunds(t *testing.T) []servicelevel.Statement {
	t.Helper()
	x := tale{ct: contract("nuxit", servicelevel.Standard, "2026-01-01"), first: "2026-01", more: 6}
	for i, price := range []string{"68.33", "68.33", "57.50", "85.00"} {
		p := packOf(fmt.Sprint("P", i), fmt.Sprintf("2026-01-%02d 09:00", 5+i), 3*time.Hour, price)
		x.facts = append(x.facts, p, gone(servicelevel.Refunded, fmt.Sprint("R", i), p.ID, fmt.Sprintf("2026-%02d-10 09:00", 2+i), 0))
	}
	return x.told(t)
}

// A credit note says what was given back of its invoice before, and in words how its VAT
// comes about.
func TestCreditNoteSaysWhatWasBefore(t *testing.T) {
	t.Parallel()
	list := fourRefunds(t)
	var got []string
	for i := range list {
		s := &list[i]
		s.Explain()
		for _, n := range s.CreditNotes {
			x := n.Document.Taxes[0]
			got = append(got, fmt.Sprintf("%s + %s: %s %q", x.Before.StringFixed(2), x.Net.StringFixed(2), x.Tax.StringFixed(2), x.Explained.EN))
		}
	}
	assert.Equal(t, []string{
		`0.00 + 68.33: 13.67 ""`,
		`68.33 + 68.33: 13.66 "€68.33 after €68.33 given back of this invoice before; 20% of €136.66 = €27.33, less 20% of €68.33 = €13.67: €13.66 (D22, D33)"`,
		`136.66 + 57.50: 11.50 "€57.50 after €136.66 given back of this invoice before; 20% of €194.16 = €38.83, less 20% of €136.66 = €27.33: €11.50 (D22, D33)"`,
		`194.16 + 85.00: 17.00 "€85.00 after €194.16 given back of this invoice before; 20% of €279.16 = €55.83, less 20% of €194.16 = €38.83: €17.00 (D22, D33)"`,
	}, got)
	assert.Equal(t, "68,33 € après 68,33 € déjà rendus de cette facture ; 20 % de 136,66 € = 27,33 €, moins 20 % de 68,33 € = 13,67 € : 13,66 € (D22, D33)",
		list[2].CreditNotes[0].Document.Taxes[0].Explained.FR)
	assert.NotContains(t, encode(t, list[1]), `"before"`)
	assert.Contains(t, encode(t, list[2]), `"rate":"0.2","before":"68.33","net":"68.33","tax":"13.66"`)
	roundTrip(t, list[2])

	// What bears no VAT has none before either.
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.VAT.Category = "AE"
	book := openBook(t, ct, packOf("P", "2026-01-05 09:00", 3*time.Hour, "68.33"), gone(servicelevel.Refunded, "R1", "P", "2026-02-10 09:00", time.Hour), gone(servicelevel.Refunded, "R2", "P", "2026-03-10 09:00", 0))
	for _, m := range []string{"2026-01", "2026-02", "2026-03"} {
		s, _, err := book.Close(month(m))
		require.NoError(t, err)
		s.Explain()
		if m == "2026-03" {
			x := s.CreditNotes[0].Document.Taxes[0]
			assert.Equal(t, "AE 0 22.78 45.55 0.00", fmt.Sprint(x.Category, " ", x.Rate, " ", x.Before.StringFixed(2), " ", x.Net.StringFixed(2), " ", x.Tax.StringFixed(2)))
			assert.Empty(t, x.Explained)
		}
	}
}

// The VAT of a credit note is refused if it is not that of all less that of what was before,
// to the cent, and so is what no credit note gives back.
func TestCreditNoteThatDoesNotAddUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change func(s *servicelevel.Statement, x *invoice.TaxTotal)
		want   string
	}{
		{func(_ *servicelevel.Statement, x *invoice.TaxTotal) { x.Before = *dec("0.00") }, `credit_notes\[0\].document.taxes\[0\].tax: must be the tax on its sum, 13.67 \(got "13.66"\)`},
		{func(_ *servicelevel.Statement, x *invoice.TaxTotal) { x.Before = *dec("-68.33") }, `credit_notes\[0\].document.taxes\[0\].before: must not be negative \(got "-68.33"\)`},
		{func(_ *servicelevel.Statement, x *invoice.TaxTotal) { x.Before = *dec("0.001") }, `credit_notes\[0\].document.taxes\[0\].before: must have at most two decimals`},
		{func(_ *servicelevel.Statement, x *invoice.TaxTotal) { x.Tax = *dec("13.67") }, `credit_notes\[0\].document.taxes\[0\].tax: must be the tax on its sum, 13.66 \(got "13.67"\)`},
		{func(_ *servicelevel.Statement, x *invoice.TaxTotal) { x.Net = *dec("-1.00") }, `credit_notes\[0\].document.taxes\[0\].net: must not be negative \(got "-1"\)`},
		{func(_ *servicelevel.Statement, x *invoice.TaxTotal) { x.Category = "X" }, `credit_notes\[0\].document.taxes\[0\].category: must be one of S, Z, E, AE, K, G, O \(got "X"\)`},
		{func(_ *servicelevel.Statement, x *invoice.TaxTotal) { x.Rate = *dec("0.20001") }, `credit_notes\[0\].document.taxes\[0\].rate: must be a share from 0`},
		{func(s *servicelevel.Statement, _ *invoice.TaxTotal) {
			s.Invoice = s.CreditNotes[0].Document
		}, `invoice.taxes\[0\].before: must be absent: nothing was given back before \(got "68.33"\)`},
		{func(s *servicelevel.Statement, _ *invoice.TaxTotal) {
			s.Compensation = &s.CreditNotes[0].Document
		}, `compensation.taxes\[0\].before: must be absent`},
	} {
		s := fourRefunds(t)[2]
		c.change(&s, &s.CreditNotes[0].Document.Taxes[0])
		assert.Regexp(t, "(?m)^"+c.want, fmt.Sprint(s.Validate()))
	}
}
