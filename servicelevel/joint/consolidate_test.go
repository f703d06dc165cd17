package joint_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Three contracts have a line of 4.82 each at 20 %: on one invoice they bear 2.89, not three
// times 0.96. Given back in one month, or one by one in three, that is 2.89 as well.
func TestThreeContractsOnOneInvoice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		back [3]string // the months of A, B and C
		want []string
	}{
		{[3]string{"2026-03", "2026-03", "2026-03"}, []string{
			"2026-03 for 2026-01: A refund 4.82, B refund 4.82, C refund 4.82; S 0.2 of 14.46 is 2.89; 14.46 2.89 17.35",
		}},
		{[3]string{"2026-02", "2026-03", "2026-04"}, []string{
			"2026-02 for 2026-01: A refund 4.82; S 0.2 of 4.82 is 0.96; 4.82 0.96 5.78",
			"2026-03 for 2026-01: B refund 4.82; S 0.2 of 4.82 is 0.97 after 4.82; 4.82 0.97 5.79",
			"2026-04 for 2026-01: C refund 4.82; S 0.2 of 4.82 is 0.96 after 9.64; 4.82 0.96 5.78",
		}},
		{[3]string{"2026-04", "2026-01", "2026-04"}, []string{ // one in the month of the invoice itself
			"2026-01 for 2026-01: B refund 4.82; S 0.2 of 4.82 is 0.96; 4.82 0.96 5.78",
			"2026-04 for 2026-01: A refund 4.82, C refund 4.82; S 0.2 of 9.64 is 1.93 after 4.82; 9.64 1.93 11.57",
		}},
	} {
		var books []kit.Server
		for i, id := range []string{"A", "B", "C"} {
			books = append(books, kit.ServerOf(id, nil, kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "4.82"), kit.Gone(servicelevel.Refunded, "R", "P", c.back[i]+"-10 09:00", 0)))
		}
		var doc *joint.Consolidated
		var notes []string
		for _, m := range []string{"2026-01", "2026-02", "2026-03", "2026-04"} {
			doc = kit.Together(t, doc, m, books...)
			notes = append(notes, kit.Credits(doc)...)
			assert.Equal(t, []string{"A", "B", "C"}, doc.Contracts)
			assert.Equal(t, "Atelier du Port NUXIT "+m, fmt.Sprint(doc.Customer, " ", doc.Provider, " ", doc.Month))
			if m == "2026-01" {
				assert.Equal(t, "A pack 4.82, B pack 4.82, C pack 4.82; S 0.2 of 14.46 is 2.89; 14.46 2.89 17.35", kit.Shared(&doc.Invoice))
			} else {
				assert.Equal(t, "; ; 0.00 0.00 0.00", kit.Shared(&doc.Invoice))
			}
		}
		assert.Equal(t, c.want, notes)
		assert.Equal(t, "[{2026-01 S 0.2 14.46}]", fmt.Sprint(doc.Credited))
		assert.Equal(t, "[{A 2026-01 2026-04} {B 2026-01 2026-04} {C 2026-01 2026-04}]", fmt.Sprint(doc.Joint))
	}
}

// B2 over two contracts, given back line by line: the words say how, and the lines keep
// those of their statements.
func TestRefundsOfTwoContractsAddUpToTheInvoice(t *testing.T) {
	t.Parallel()
	var lists [2][]servicelevel.Fact
	for i, price := range []string{"68.33", "68.33", "57.50", "85.00"} {
		p := kit.Pack(fmt.Sprint("P", i), fmt.Sprintf("2026-01-%02d 09:00", 5+i), 3*time.Hour, price)
		lists[i%2] = append(lists[i%2], p, kit.Gone(servicelevel.Refunded, fmt.Sprint("R", i), p.ID, fmt.Sprintf("2026-%02d-10 09:00", 2+i), 0))
	}
	a, b := kit.ServerOf("A", nil, lists[0]...), kit.ServerOf("B", nil, lists[1]...)
	doc := kit.Together(t, nil, "2026-01", a, b)
	assert.Equal(t, "A pack 68.33, A pack 57.50, B pack 68.33, B pack 85.00; S 0.2 of 279.16 is 55.83; 279.16 55.83 334.99", kit.Shared(&doc.Invoice))
	var notes []string
	for _, m := range []string{"2026-02", "2026-03", "2026-04", "2026-05"} {
		doc = kit.Together(t, doc, m, a, b)
		notes = append(notes, kit.Credits(doc)...)
	}
	assert.Equal(t, []string{
		"2026-02 for 2026-01: A refund 68.33; S 0.2 of 68.33 is 13.67; 68.33 13.67 82.00",
		"2026-03 for 2026-01: B refund 68.33; S 0.2 of 68.33 is 13.66 after 68.33; 68.33 13.66 81.99",
		"2026-04 for 2026-01: A refund 57.50; S 0.2 of 57.50 is 11.50 after 136.66; 57.50 11.50 69.00",
		"2026-05 for 2026-01: B refund 85.00; S 0.2 of 85.00 is 17.00 after 194.16; 85.00 17.00 102.00",
	}, notes)
	doc.Explain()
	assert.Equal(t, "contract B: €85.00; in all €85.00 excl. VAT; €85.00 after €194.16 given back of this invoice before; 20% of €279.16 = €55.83, less 20% of €194.16 = €38.83: €17.00 (D22, D33)",
		doc.CreditNotes[0].Document.Taxes[0].Explained.EN)
	kit.RoundTrip(t, *doc)

	worded := b.Close(t, "2026-05")
	worded.Explain()
	again := kit.Consolidate(t, nil, worded)
	assert.Equal(t, worded.CreditNotes[0].Document.Lines[0].Explained, again.Separate[0].CreditNotes[0].Document.Lines[0].Explained)
	worded.CreditNotes[0].Document.Lines[0].Amount = *kit.Dec("1.00")
	assert.NoError(t, again.Validate(), "it shares no memory with the statement")
}

// Each rate and each category has one VAT on its sum, in the order of the first lines, and
// its own history of what was given back.
func TestContractsOfSeveralRates(t *testing.T) {
	t.Parallel()
	rate := func(id, price, share, category string) servicelevel.Fact {
		f := servicelevel.Fact{
			ID: id, Kind: servicelevel.Charged, At: kit.Wall("2026-01-07 10:00"), Price: kit.Dec(price), Label: servicelevel.Wording{FR: "Geste", EN: "Goodwill"},
			VAT: &servicelevel.ChargeVAT{Category: category},
		}
		if share != "" {
			f.VAT.Rate = kit.Dec(share)
		}
		return f
	}
	a := kit.ServerOf("A", nil, rate("C1", "0.03", "0.20", "S"), rate("C2", "0.09", "0.055", "S"), kit.Wrong("W", "C2", "2026-02-01 10:00"))
	b := kit.ServerOf("B", func(ct *servicelevel.Contract) { ct.VAT.Category = "AE" }, rate("C1", "0.04", "", "E"), kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "10.00"),
		kit.Wrong("W", "P", "2026-02-01 10:00"))
	c := kit.ServerOf("C", nil, rate("C1", "0.02", "0.2", "S"), rate("C2", "0.01", "0.055", ""), rate("C3", "-0.01", "", "E"), kit.Wrong("W1", "C2", "2026-03-01 10:00"), kit.Wrong("W2", "C1", "2026-03-01 10:00"))
	doc := kit.Together(t, nil, "2026-01", a, b, c)
	assert.Equal(t, "A charge 0.03, A charge 0.09, B pack 10.00, B charge 0.04, C charge 0.02, C charge 0.01, C charge -0.01; "+
		"S 0.2 of 0.05 is 0.01, S 0.055 of 0.10 is 0.01, AE 0 of 10.00 is 0.00, E 0 of 0.03 is 0.00; 10.18 0.02 10.20", kit.Shared(&doc.Invoice))
	doc.Explain()
	var chosen []string
	for _, x := range doc.Assumptions {
		chosen = append(chosen, x.Rule+" "+x.Explained.EN)
	}
	assert.Equal(t, []string{
		"D22 Prices are excl. VAT; VAT at 20% is on the sum of those that bear it, to the cent, halves away from zero.",
		"D22 Prices are excl. VAT; VAT at 5.5% is on the sum of those that bear it, to the cent, halves away from zero.",
		"D22 VAT is accounted for by the customer (reverse charge).",
		"D22 The sale is exempt from VAT.",
		"D33 The VAT of a line is that of its own date: a purchase, the first day of a fee, the last of the month for a penalty taken off.",
	}, chosen)
	wrongly := *doc
	wrongly.Assumptions = []statement.Assumption{{Rule: "D22", Choice: "20"}}
	require.ErrorContains(t, wrongly.Validate(), "assumptions[0].choice: ")
	doc = kit.Together(t, doc, "2026-02", c, b, a)
	assert.Equal(t, []string{"C", "B", "A"}, doc.Contracts, "as they were given")
	assert.Equal(t, []string{
		"2026-02 for 2026-01: B withdrawal 10.00, A withdrawal 0.09; AE 0 of 10.00 is 0.00, S 0.055 of 0.09 is 0.00; 10.09 0.00 10.09",
	}, kit.Credits(doc))
	doc = kit.Together(t, doc, "2026-03", c)
	assert.Equal(t, []string{
		"2026-03 for 2026-01: C withdrawal 0.01, C withdrawal 0.02; S 0.055 of 0.01 is 0.01 after 0.09, S 0.2 of 0.02 is 0.00; 0.03 0.01 0.04",
	}, kit.Credits(doc))
	assert.Equal(t, "[{2026-01 AE 0 10} {2026-01 S 0.055 0.1} {2026-01 S 0.2 0.02}]", fmt.Sprint(doc.Credited))
	assert.Equal(t, "[{A 2026-01 2026-02} {B 2026-01 2026-02} {C 2026-01 2026-03}]", fmt.Sprint(doc.Joint))
	// What is consolidated in a month that is not the next one leaves a gap.
	doc = kit.Together(t, doc, "2026-06", b, a)
	assert.Equal(t, "[{A 2026-01 2026-02} {B 2026-01 2026-02} {C 2026-01 2026-03} {B 2026-06 2026-06} {A 2026-06 2026-06}]", fmt.Sprint(doc.Joint))
}

// What a contract invoiced by itself, before it joined or while it stayed away, it gives back
// by itself.
func TestContractThatJoinsLater(t *testing.T) {
	t.Parallel()
	pack := func(m string) servicelevel.Fact { return kit.Pack("P"+m, m+"-05 09:00", 3*time.Hour, "4.82") }
	back := func(m, on string) servicelevel.Fact {
		return kit.Gone(servicelevel.Refunded, "R"+m, "P"+m, on+" 09:00", 0)
	}
	var own, other []servicelevel.Fact
	for _, m := range []string{"2026-01", "2026-02", "2026-03", "2026-04"} {
		own, other = append(own, pack(m), back(m, "2026-05-10")), append(other, pack(m), back(m, "2026-06-10"))
	}
	a, c := kit.ServerOf("A", nil, own...), kit.ServerOf("C", nil, other...)
	january := kit.Together(t, nil, "2026-01", a)
	february := kit.Together(t, january, "2026-02", a, c)
	march := kit.Together(t, february, "2026-03", a)
	april := kit.Together(t, march, "2026-04", c, a)
	assert.Equal(t, "[{A 2026-01 2026-04} {C 2026-02 2026-02} {C 2026-04 2026-04}]", fmt.Sprint(april.Joint))
	may := kit.Together(t, april, "2026-05", a, c)
	june := kit.Together(t, may, "2026-06", a, c)
	assert.Equal(t, []string{
		"2026-05 for 2026-01: A refund 4.82; S 0.2 of 4.82 is 0.96; 4.82 0.96 5.78", "2026-05 for 2026-02: A refund 4.82; S 0.2 of 4.82 is 0.96; 4.82 0.96 5.78",
		"2026-05 for 2026-03: A refund 4.82; S 0.2 of 4.82 is 0.96; 4.82 0.96 5.78", "2026-05 for 2026-04: A refund 4.82; S 0.2 of 4.82 is 0.96; 4.82 0.96 5.78",
	}, kit.Credits(may))
	assert.Equal(t, []string{
		"2026-06 for 2026-02: C refund 4.82; S 0.2 of 4.82 is 0.97 after 4.82; 4.82 0.97 5.79",
		"2026-06 for 2026-04: C refund 4.82; S 0.2 of 4.82 is 0.97 after 4.82; 4.82 0.97 5.79",
		"2026-06 of C for 2026-01:  refund 4.82; S 0.2 of 4.82 is 0.96; 4.82 0.96 5.78", "2026-06 of C for 2026-03:  refund 4.82; S 0.2 of 4.82 is 0.96; 4.82 0.96 5.78",
	}, kit.Credits(june))
}

// A price reduction that goes beyond what its contract's invoice has stays a credit note of
// that contract, though the invoice of all has room for it. Compensations are added up.
func TestPenaltiesOfSeveralContracts(t *testing.T) {
	t.Parallel()
	promised := func(reduction bool) func(*servicelevel.Contract) {
		return func(ct *servicelevel.Contract) {
			ct.Level, ct.Rent, ct.Options.PriceReduction = servicelevel.Business, kit.Dec("149.00"), reduction
		}
	}
	out := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: kit.Wall("2026-01-12 00:00"), End: kit.Wall("2026-01-12 14:00")}
	short := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: kit.Wall("2026-01-12 00:00"), End: kit.Wall("2026-01-12 01:00")}
	doc := kit.Together(t, nil, "2026-01", kit.ServerOf("A", promised(true), out), kit.ServerOf("B", promised(false), out), kit.ServerOf("C", promised(false), short),
		kit.ServerOf("D", promised(true), out))
	assert.Equal(t, "A fee 90.00, A penalty -90.00, B fee 90.00, C fee 90.00, D fee 90.00, D penalty -90.00; S 0.2 of 180.00 is 36.00; 180.00 36.00 216.00", kit.Shared(&doc.Invoice))
	require.NotNil(t, doc.Compensation)
	assert.Equal(t, "B penalty 104.30, C penalty 7.45; O 0 of 111.75 is 0.00; 111.75 0.00 111.75", kit.Shared(doc.Compensation))
	assert.Equal(t, []string{
		"2026-01 of A for 2026-01:  penalty 14.30; S 0.2 of 14.30 is 2.86; 14.30 2.86 17.16",
		"2026-01 of D for 2026-01:  penalty 14.30; S 0.2 of 14.30 is 2.86; 14.30 2.86 17.16",
	}, kit.Credits(doc))
	assert.Empty(t, doc.Credited)
	assert.Nil(t, kit.Together(t, nil, "2026-01", kit.ServerOf("A", promised(true), out)).Compensation)
}

// A month that goes on for one of them goes on for all, and nothing goes on from that.
func TestProvisionalOfOne(t *testing.T) {
	t.Parallel()
	a, b := kit.ServerOf("A", nil, kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "4.82")), kit.ServerOf("B", nil, kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "4.82"))
	closed := a.Close(t, "2026-01")
	open, err := b.Open(t).Preview(kit.Wall("2026-01-20 09:00"))
	require.NoError(t, err)
	doc := kit.Consolidate(t, nil, closed, open)
	assert.True(t, doc.Provisional)
	assert.Equal(t, "9.64 1.93 11.57", kit.Totals(&doc.Invoice))
	assert.False(t, kit.Consolidate(t, nil, closed).Provisional)
	next := a.Close(t, "2026-02")
	_, err = joint.Consolidate(doc, next)
	assert.EqualError(t, err, `before.provisional: must be absent: the month has to be closed (got "true")`)
}

// Everything that is wrong is told at once, by its path.
func TestWhatIsNotConsolidated(t *testing.T) {
	t.Parallel()
	books := make([]kit.Server, 4)
	for i := range books {
		books[i] = kit.ServerOf(fmt.Sprint("S", i), nil, kit.Pack("P", "2026-01-05 09:00", 3*time.Hour, "4.82"))
	}
	january := kit.Together(t, nil, "2026-01", books...)
	for name, c := range map[string]struct {
		change func(before *joint.Consolidated, list []servicelevel.Statement)
		want   []string
	}{
		"customer": {func(_ *joint.Consolidated, list []servicelevel.Statement) { list[2].Customer = "Other" }, []string{
			`statements[2].customer: must be that of statements[0] (got "Other")`,
		}},
		"all": {func(before *joint.Consolidated, list []servicelevel.Statement) {
			list[1].Provider, list[2].Month, list[3].Contract = "Magic", kit.Month("2026-03"), "S1"
			list[3].Invoice.Gross = *kit.Dec("1.00")
			before.Customer, before.Provider, before.Month = "Other", "Magic", kit.Month("2026-02")
		}, []string{
			`statements[1].provider: must be that of statements[0] (got "Magic")`, `statements[2].month: must be that of statements[0] (got "2026-03")`,
			`statements[3].invoice.gross: must be net plus tax (got "1")`, `statements[3].contract: must not be given twice, see statements[1] (got "S1")`,
			`before.joint: must have each contract of the month up to it (got "0")`,
			`before.customer: must be that of the statements (got "Other")`, `before.provider: must be that of the statements (got "Magic")`,
			`before.month: must be before that of the statements, 2026-02 (got "2026-02")`,
		}},
		"nobody": {func(_ *joint.Consolidated, list []servicelevel.Statement) {
			for i := range list {
				list[i].Customer, list[i].Provider = "", strings.Repeat("x", 501)
			}
		}, []string{
			`statements[0].customer: must be 1 to 500 bytes of text without control characters`,
			`statements[0].provider: must be 1 to 500 bytes of text without control characters (got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...")`,
			`before.customer: must be that of the statements (got "Atelier du Port")`, `before.provider: must be that of the statements (got "NUXIT")`,
		}},
		"before": {func(before *joint.Consolidated, _ []servicelevel.Statement) {
			before.Invoice.Gross = *kit.Dec("1.00")
		}, []string{
			`before.invoice.gross: must be net plus tax (got "1")`,
		}},
		"month": {func(before *joint.Consolidated, list []servicelevel.Statement) {
			*before = joint.Consolidated{}
			for i := range list {
				list[i].Month = kit.Month("2090-01")
			}
		}, []string{
			`statements[0].month: must be a month of the years 1990 to 2089 (got "2090-01")`, `before.customer: must be 1 to 500 bytes of text without control characters`,
			`before.provider: must be 1 to 500 bytes of text without control characters`, `before.month: must be a month of the years 1990 to 2089 (got "0000-00")`,
			`before.contracts: must be at least one`, `before.customer: must be that of the statements`, `before.provider: must be that of the statements`,
		}},
		"line": {func(_ *joint.Consolidated, list []servicelevel.Statement) {
			list[0].Invoice = kit.ReadAgain(t, january.Invoice)
		}, []string{
			`statements[0].invoice.lines[0].contract: must be absent: all lines are of one contract (got "S0")`, `statements[0].invoice.lines[1].contract: must be absent: all lines are of one contract (got "S1")`,
			`statements[0].invoice.lines[2].contract: must be absent: all lines are of one contract (got "S2")`, `statements[0].invoice.lines[3].contract: must be absent: all lines are of one contract (got "S3")`,
		}},
	} {
		before := kit.ReadAgain(t, *january)
		var list []servicelevel.Statement
		for _, b := range books {
			s := b.Close(t, "2026-02")
			list = append(list, s)
		}
		c.change(&before, list)
		got, err := joint.Consolidate(&before, list...)
		assert.Equal(t, c.want, strings.Split(fmt.Sprint(err), "\n"), name)
		assert.Equal(t, joint.Consolidated{}, got)
		var fault *servicelevel.FieldError
		assert.ErrorAs(t, err, &fault)
	}
	_, err := joint.Consolidate(nil)
	assert.EqualError(t, err, `statements: must be from 1 to 100000 (got "0")`)
	_, err = joint.Consolidate(nil, make([]servicelevel.Statement, joint.MaxContracts+1)...)
	assert.EqualError(t, err, `statements: must be from 1 to 100000 (got "100001")`)
}

// Invoices of 0.00 whose VAT, once on the sum, would come to a cent less than nothing.
func TestConsolidatedBelowNothing(t *testing.T) {
	t.Parallel()
	var list []servicelevel.Statement
	for i, id := range []string{"A", "B"} {
		exempt := &servicelevel.ChargeVAT{Category: "E"}
		s := kit.ServerOf(id, nil, kit.Charge("less", "2026-01-07 10:00", "", "-0.02", nil), kit.Charge("more", "2026-01-07 10:00", "", "0.02", exempt)).Close(t, "2026-01")
		require.Equal(t, "0.00", s.Invoice.Gross.StringFixed(2))
		list = append(list, s)
		_, err := joint.Consolidate(nil, list...)
		if i == 0 {
			require.NoError(t, err)
			continue
		}
		require.EqualError(t, err, `statements: must not come to less than nothing, by VAT that is rounded once: one of them can be sent by itself (got "-0.01")`)
	}
}

// Contracts whose months begin on different days are not on one invoice.
func TestConsolidatedMonthDays(t *testing.T) {
	t.Parallel()
	own := kit.ServerOf("A", func(ct *servicelevel.Contract) { ct.Options.MonthDay, ct.Start.Day = 15, 15 })
	may, june, theirs := own.Close(t, "2026-05"), own.Close(t, "2026-06"), kit.ServerOf("B", nil).Close(t, "2026-05")
	_, err := joint.Consolidate(nil, may, theirs)
	assert.EqualError(t, err, `statements[1].month_day: must be that of statements[0]: an invoice has the months of one day (got "0")`)
	before := kit.Consolidate(t, nil, theirs)
	assert.Zero(t, before.MonthDay)
	_, err = joint.Consolidate(before, june)
	assert.EqualError(t, err, `before.month_day: must be that of the statements (got "0")`)
	doc := kit.Consolidate(t, kit.Consolidate(t, nil, may), june)
	assert.Equal(t, 15, doc.MonthDay)
	first, last := doc.DaysOf(doc.Month)
	assert.Equal(t, "2026-06-15 2026-07-14", fmt.Sprint(first, " ", last))
	doc.MonthDay = 29
	assert.ErrorContains(t, doc.Validate(), "month_day: ")
}
