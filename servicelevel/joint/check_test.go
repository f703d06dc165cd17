package joint_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
)

func TestWholeConsolidated(t *testing.T) {
	t.Parallel()
	april := kit.WholeConsolidated(t)[0]
	assert.Equal(t, "A fee 90.00; S 0.2 of 90.00 is 18.00; 90.00 18.00 108.00", kit.Shared(&april.Invoice))
	assert.Equal(t, "A penalty 7.45; O 0 of 7.45 is 0.00; 7.45 0.00 7.45", kit.Shared(april.Compensation))
	assert.Equal(t, []string{
		"2026-04 for 2026-01: A refund 4.82, B refund 4.82, B withdrawal 9.00; S 0.2 of 9.64 is 1.93 after 4.82, S 0.055 of 9.00 is 0.50; 18.64 2.43 21.07",
		"2026-04 of C for 2026-01:  refund 4.82; S 0.2 of 4.82 is 0.96; 4.82 0.96 5.78",
	}, kit.Credits(april))
	assert.Equal(t, "[{A 2026-01 2026-02} {B 2026-01 2026-02} {C 2026-02 2026-02} {A 2026-04 2026-04} {B 2026-04 2026-04} {C 2026-04 2026-04}]", fmt.Sprint(april.Joint))
	assert.Equal(t, "[{2026-01 S 0.2 14.46} {2026-01 S 0.055 9}]", fmt.Sprint(april.Credited))
}

// What is read adds up, and no part of it contradicts another.
func TestConsolidatedThatContradictsItself(t *testing.T) {
	t.Parallel()
	type doc = joint.Consolidated
	cent := *kit.Dec("0.01")
	for _, c := range []struct {
		change func(*doc)
		want   string
	}{
		{func(d *doc) { d.Customer = "" }, `customer: must be 1 to 500 bytes of text without control characters`},
		{func(d *doc) { d.Provider = "" }, `provider: must be 1 to 500 bytes of text without control characters`},
		{func(d *doc) { d.Month = kit.Month("2090-01") }, `month: must be a month of the years 1990 to 2089 \(got "2090-01"\)`},
		{func(d *doc) { d.Contracts = nil }, `contracts: must be at least one`},
		{func(d *doc) { d.Contracts = make([]string, 100_001) }, `contracts: must be at most 100000 \(got "100001"\)`},
		{func(d *doc) { d.Contracts[1] = "" }, `contracts\[1\]: must be 1 to 100 bytes`},
		{func(d *doc) { d.Contracts[1] = "A" }, `contracts\[1\]: must not be given twice \(got "A"\)`},
		{func(d *doc) { d.Contracts = d.Contracts[1:] }, `invoice.lines\[0\].contract: must be among the contracts \(got "A"\)`},
		{func(d *doc) { d.Contracts = d.Contracts[1:] }, `compensation.lines\[0\].contract: must be among the contracts \(got "A"\)`},
		{func(d *doc) { d.Contracts = d.Contracts[1:] }, `credit_notes\[0\].document.lines\[0\].contract: must be among the contracts \(got "A"\)`},
		{func(d *doc) { d.Invoice.Lines[0].Contract = "" }, `invoice.lines\[0\].contract: must be among the contracts`},
		{func(d *doc) { d.Invoice.Tax = cent }, `invoice.tax: must be the sum of the taxes`},
		{func(d *doc) { d.Invoice.Taxes[0].Before = cent }, `invoice.taxes\[0\].before: must be absent`},
		{func(d *doc) { d.Compensation.Net = cent }, `compensation.net: `},
		{func(d *doc) { d.CreditNotes[0].Invoice.Month = 0 }, `credit_notes\[0\].invoice: must be a month that exists`},
		{func(d *doc) { d.CreditNotes[0].Document.Gross = cent }, `credit_notes\[0\].document.gross: `},
		{func(d *doc) { d.CreditNotes[0].Document.Taxes[0].Before = cent }, `credit_notes\[0\].document.taxes\[0\].before: must make with net what is credited, 9.65 \(got "0.01"\)`},
		{func(d *doc) { d.CreditNotes[0].Document.Taxes[1].Before = cent }, `credit_notes\[0\].document.taxes\[1\].before: must make with net what is credited, 9.01 \(got "0.01"\)`},
		{func(d *doc) { d.CreditNotes = append(d.CreditNotes, d.CreditNotes[0]) }, `credit_notes\[1\].invoice: must not be given twice \(got "2026-01"\)`},
		{func(d *doc) { d.CreditNotes[0].Document.Lines[0].Contract = "C" }, `credit_notes\[0\].document.lines\[0\].contract: must be consolidated in the month of the invoice \(got "C"\)`},
		{func(d *doc) { d.CreditNotes[0].Document.Lines[0].Kind = invoice.LateLine }, `credit_notes\[0\]: must be separate: it has what an invoice had no room for`},
		{func(d *doc) { d.CreditNotes[0].Document.Lines[0].Kind = invoice.ChargeLine }, `credit_notes\[0\]: must be separate: it has what an invoice had no room for`},
		{func(d *doc) { d.CreditNotes[0].Document.Lines[0].Kind = invoice.PenaltyLine }, `credit_notes\[0\]: must be separate: it has what an invoice had no room for`},
		{func(d *doc) { d.Separate[0].Contract = "D" }, `separate\[0\].contract: must be a contract of the month, and not given twice \(got "D"\)`},
		{func(d *doc) { d.Separate = append(d.Separate, d.Separate[0]) }, `separate\[1\].contract: must be a contract of the month, and not given twice \(got "C"\)`},
		{func(d *doc) { d.Separate[0].CreditNotes = nil }, `separate\[0\].credit_notes: must be at least one`},
		{func(d *doc) { d.Separate[0].CreditNotes[0].Document.Tax = cent }, `separate\[0\].credit_notes\[0\].document.tax: `},
		{func(d *doc) { d.Separate[0].CreditNotes[0].Document.Lines[0].Contract = "C" }, `separate\[0\].credit_notes\[0\].document.lines\[0\].contract: must be absent`},
		{func(d *doc) { d.Separate[0].CreditNotes[0].Invoice = kit.Month("2026-02") }, `separate\[0\].credit_notes\[0\].invoice: must not be the month of a consolidated invoice \(got "2026-02"\)`},
		{func(d *doc) { d.Joint = d.Joint[:5] }, `joint: must have each contract of the month up to it \(got "2"\)`},
		{func(d *doc) { d.Joint[0].Contract = "" }, `joint\[0\].contract: must be 1 to 100 bytes`},
		{func(d *doc) { d.Joint[0].First = kit.Month("1989-12") }, `joint\[0\].first: must be a month of the years 1990 to 2089 \(got "1989-12"\)`},
		{func(d *doc) { d.Joint[0].Last = kit.Month("2025-12") }, `joint\[0\].last: must lie from the first one to the month \(got "2025-12"\)`},
		{func(d *doc) { d.Joint[5].Last = kit.Month("2026-05") }, `joint\[5\].last: must lie from the first one to the month \(got "2026-05"\)`},
		{func(d *doc) { d.Joint[0].Last = kit.Month("2026-03") }, `joint\[3\].first: must be after a month without the contract \(got "2026-04"\)`},
		{func(d *doc) { d.Joint[0], d.Joint[3] = d.Joint[3], d.Joint[0] }, `joint\[3\].first: must be after a month without the contract \(got "2026-01"\)`},
		{func(d *doc) { d.Joint[5].Contract = "D" }, `joint\[5\].contract: must be among the contracts of the month \(got "D"\)`},
		{func(d *doc) { d.Credited = d.Credited[:1] }, `credit_notes\[0\].document.taxes\[1\].before: must make with net what is credited, 9 `},
		{func(d *doc) { d.Credited[0].Net = *kit.Dec("14.47") }, `credit_notes\[0\].document.taxes\[0\].before: must make with net what is credited, 14.46 \(got "4.82"\)`},
		{func(d *doc) { d.Credited[0].Net = *kit.Dec("-1.00") }, `credited\[0\].net: must not be negative`},
		{func(d *doc) { d.Credited[0].Invoice = kit.Month("2026-05") }, `credited\[0\].invoice: must not be after the month \(got "2026-05"\)`},
		{func(d *doc) { d.Credited[1].Rate = *kit.Dec("0.20") }, `credited\[1\].invoice: must not be given twice with one VAT \(got "2026-01"\)`},
		{func(d *doc) { d.Credited[1].Category = "X" }, `credited\[1\].category: must be one of S, Z, E, AE, K, G, O \(got "X"\)`},
	} {
		d := kit.ReadAgain(t, *kit.WholeConsolidated(t)[0])
		require.NoError(t, d.Validate())
		c.change(&d)
		assert.Regexp(t, "(?m)^"+c.want, fmt.Sprint(d.Validate()))
		if text, err := json.Marshal(d); err == nil && len(d.Contracts) < 100 { // what has a form is not read either
			var back doc
			assert.Regexp(t, "(?m)^"+c.want, fmt.Sprint(json.Unmarshal(text, &back)))
			assert.Equal(t, doc{}, back)
		}
	}
}

// As much as may be written is, and no more: of the lines of one VAT, of all, of their VAT,
// of both together, and of what is given back.
func TestMostOfAConsolidatedInvoice(t *testing.T) {
	t.Parallel()
	type amount struct{ price, category, rate string }
	charged := func(contracts ...[]amount) (out []servicelevel.Statement) {
		for i, list := range contracts {
			var facts []servicelevel.Fact
			for j, x := range list {
				f := servicelevel.Fact{
					ID: fmt.Sprint("C", j), Kind: servicelevel.Charged, At: kit.Wall("2026-01-07 10:00"), Price: kit.Dec(x.price), Label: servicelevel.Wording{FR: "Geste", EN: "Goodwill"},
					VAT: &servicelevel.ChargeVAT{Category: x.category},
				}
				if x.rate != "" {
					f.VAT.Rate = kit.Dec(x.rate)
				}
				facts = append(facts, f)
			}
			out = append(out, kit.ServerOf(fmt.Sprint("S", i), nil, facts...).Close(t, "2026-01"))
		}
		return out
	}
	for _, c := range []struct {
		list [][]amount
		more string // than may be
	}{
		{[][]amount{{{"6000000000.00", "E", ""}}, {{"4000000000.00", "E", ""}}}, ""},
		{[][]amount{{{"6000000000.00", "E", ""}}, {{"4000000000.01", "E", ""}}}, "10000000000.01"},
		{[][]amount{
			{{"-6000000000.00", "E", ""}, {"6000000000.00", "AE", ""}},
			{{"-4000000000.01", "E", ""}, {"4000000000.01", "AE", ""}},
		}, "-10000000000.01"},
		{[][]amount{{{"6000000000.00", "E", ""}}, {{"6000000000.00", "E", ""}, {"-2000000000.00", "AE", ""}}}, "12000000000"},
		{[][]amount{{{"10000000000.00", "E", ""}, {"-3000000000.00", "S", "0.2"}}, {{"3400000000.00", "AE", ""}}}, "10400000000"},
		{[][]amount{{{"6000000000.00", "E", ""}}, {{"3500000000.00", "S", "0.2"}}}, "10200000000"},
		{[][]amount{
			{{"5000000000.00", "S", "0.99"}, {"-4000000000.00", "E", ""}},
			{{"4000000000.00", "S", "0.99"}, {"-3000000000.00", "E", ""}},
			{{"5000000000.00", "S", "0.98"}, {"-3000000000.00", "E", ""}},
			{{"4000000000.00", "S", "0.98"}},
		}, "17730000000"},
	} {
		list := charged(c.list...)
		if c.more == "" {
			doc := kit.Consolidate(t, nil, list...)
			assert.Equal(t, "10000000000.00 0.00 10000000000.00", kit.Totals(&doc.Invoice))
			continue
		}
		_, err := joint.Consolidate(nil, list...)
		assert.EqualError(t, err, `statements: must not come to more than 10000000000.00 in a month (got "`+c.more+`")`)
	}

	// What is owed has a document of its own.
	promised := func(ct *servicelevel.Contract) {
		ct.Level, ct.Rent = servicelevel.Business, kit.Dec("6000000000.00")
	}
	out := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: kit.Wall("2026-01-01 00:00"), End: kit.Wall("2026-02-01 00:00")}
	_, err := joint.Consolidate(nil, kit.ServerOf("A", promised, out).Close(t, "2026-01"), kit.ServerOf("B", promised, out).Close(t, "2026-01"))
	assert.EqualError(t, err, `statements: must not come to more than 10000000000.00 in a month (got "12000000000")`)

	// Two contracts give back what one of them had a discount on.
	untaxed := func(ct *servicelevel.Contract) { ct.VAT.Category = "E" }
	sold := kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "6000000000.00")
	off := servicelevel.Fact{ID: "D", Kind: servicelevel.Charged, At: sold.At, Price: kit.Dec("-3000000000.00"), Label: servicelevel.Wording{FR: "Geste", EN: "Goodwill"}}
	a := kit.ServerOf("A", untaxed, sold, off, kit.Gone(servicelevel.Refunded, "R", "P", "2026-02-10 09:00", 0))
	b := kit.ServerOf("B", untaxed, sold, kit.Gone(servicelevel.Refunded, "R", "P", "2026-03-10 09:00", 0))
	february := kit.Together(t, kit.Consolidate(t, nil, a.Close(t, "2026-01"), b.Close(t, "2026-01")), "2026-02", a, b)
	_, err = joint.Consolidate(february, a.Close(t, "2026-03"), b.Close(t, "2026-03"))
	assert.EqualError(t, err, `statements: must not come to more than 10000000000.00 in a month (got "12000000000")`)
}

// Statements of other makers may have credit notes that give nothing back.
func TestCreditNotesOfNothing(t *testing.T) {
	t.Parallel()
	s := kit.ServerOf("C-1", nil, kit.Pack("P0", "2026-01-05 09:00", 3*time.Hour, "68.33"), kit.Pack("P1", "2026-01-06 09:00", 3*time.Hour, "68.33"),
		kit.Gone(servicelevel.Refunded, "R0", "P0", "2026-02-10 09:00", 0), kit.Gone(servicelevel.Refunded, "R1", "P1", "2026-03-10 09:00", 0)).Close(t, "2026-03")
	d := &s.CreditNotes[0].Document
	d.Lines[0].Amount, d.Taxes[0].Net, d.Taxes[0].Tax, d.Net, d.Tax, d.Gross = *kit.Dec("0.00"), *kit.Dec("0.00"), *kit.Dec("0.00"), *kit.Dec("0.00"), *kit.Dec("0.00"), *kit.Dec("0.00")
	require.NoError(t, s.Validate())
	s.CreditNotes = append(s.CreditNotes, invoice.CreditNote{Invoice: s.Month})
	doc := kit.Consolidate(t, nil, s)
	assert.Equal(t, []string{"2026-03 for 2026-03: ; ; 0.00 0.00 0.00", "2026-03 of C-1 for 2026-01:  refund 0.00; S 0.2 of 0.00 is 0.00 after 68.33; 0.00 0.00 0.00"}, kit.Credits(doc))
	assert.Empty(t, doc.Credited)
}
