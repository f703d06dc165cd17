package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/monthend"
	"github.com/palier-go/palier/servicelevel/plans"
)

// TestChargeOfItsMonth: a charge is on the statement of the month in which it became known,
// to the nanosecond, at the VAT of its day.
func TestChargeOfItsMonth(t *testing.T) {
	t.Parallel()
	first := wall("2026-09-01 00:00")
	may, fee := "charge 50.00 S 0.2", "fee 45.00 S 0.22"
	for _, c := range []struct {
		at, known time.Time
		want      []string
	}{
		{first.Add(-1), time.Time{}, []string{"fee 45.00 S 0.2, " + may + "; S 0.2 of 95.00 is 19.00", fee + "; S 0.22 of 45.00 is 9.90"}},
		{first.Add(-1), first.Add(-1), []string{"fee 45.00 S 0.2, " + may + "; S 0.2 of 95.00 is 19.00", fee + "; S 0.22 of 45.00 is 9.90"}},
		{first.Add(-1), first, []string{"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00", fee + ", " + may + "; S 0.22 of 45.00 is 9.90; S 0.2 of 50.00 is 10.00"}},
		{first, time.Time{}, []string{"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00", fee + ", charge 50.00 S 0.22; S 0.22 of 95.00 is 20.90"}},
	} {
		f := charged("C", "2026-08-01 00:00", "", "50.00", nil)
		f.At, f.Recorded = c.at, c.known
		taxed{ct: contract("nuxit", servicelevel.Pro, "2026-08-01"), cat: ratedFrom("2026-09-01", "0.22"), facts: facts(f), first: "2026-08", want: c.want}.check(t, c)
	}
}

// TestChargeOfItsOwnVAT: its own category, rate or the edition's rate of its day go before
// what the contract says.
func TestChargeOfItsOwnVAT(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	ct.VAT.Category = "AE"
	cat := ratedFrom("2026-05-10", "0.22")
	for _, c := range []struct {
		at   string
		vat  *servicelevel.ChargeVAT
		want string
	}{
		{"2026-05-12 10:00", nil, "fee 45.00 AE 0, charge -30.00 AE 0; AE 0 of 15.00 is 0.00"},
		{"2026-05-12 10:00", chargeVAT("", "", "", ""), "fee 45.00 AE 0, charge -30.00 S 0.22; AE 0 of 45.00 is 0.00; S 0.22 of -30.00 is -6.60"},
		{"2026-05-09 23:59", chargeVAT("S", "", "", ""), "fee 45.00 AE 0, charge -30.00 S 0.2; AE 0 of 45.00 is 0.00; S 0.2 of -30.00 is -6.00"},
		{"2026-05-12 10:00", chargeVAT("S", "0.055", "", ""), "fee 45.00 AE 0, charge -30.00 S 0.055; AE 0 of 45.00 is 0.00; S 0.055 of -30.00 is -1.65"},
		{"2026-05-12 10:00", chargeVAT("E", "0", "why", "VATEX-EU-132"), "fee 45.00 AE 0, charge -30.00 E 0; AE 0 of 45.00 is 0.00; E 0 of -30.00 is 0.00"},
		{"2026-05-12 10:00", chargeVAT("AE", "", "why", ""), "fee 45.00 AE 0, charge -30.00 AE 0; AE 0 of 15.00 is 0.00"},
	} {
		taxed{ct: ct, cat: cat, facts: facts(charged("C", c.at, "", "-30.00", c.vat)), first: "2026-05", want: []string{c.want}}.check(t, c)
	}
	// What it says may be what the contract says: it is one sum.
	taxed{
		ct: contract("nuxit", servicelevel.Pro, "2026-05-01"), first: "2026-05",
		facts: facts(
			charged("A", "2026-05-12 10:00", "", "5.00", chargeVAT("S", "0.20", "", "")), charged("B", "2026-05-12 10:00", "", "10.00", chargeVAT("", "", "", "")),
			charged("C", "2026-05-12 10:00", "", "20.00", chargeVAT("E", "", "", "")), charged("D", "2026-05-12 10:00", "", "30.00", chargeVAT("E", "0", "why", "")),
		),
		want: []string{"fee 45.00 S 0.2, charge 5.00 S 0.2, charge 10.00 S 0.2, charge 20.00 E 0, charge 30.00 E 0; S 0.2 of 60.00 is 12.00; E 0 of 50.00 is 0.00"},
	}.check(t)
	// Where the edition states no rate, a charge of category S has to.
	e := plans.NUXIT()
	e.VATRate = *dec("0")
	none := withRates(e)
	ct.VAT.Category = "E"
	f := charged("C", "2026-05-12 10:00", "", "50.00", chargeVAT("S", "", "", ""))
	_, err := none.Statement(ct, activityOf(facts(f)), month("2026-05"))
	require.EqualError(t, err, `activity.charges[0].vat.rate: must be given in category S: the edition nuxit states none`)
	book, err := none.Open(ct)
	require.NoError(t, err)
	require.EqualError(t, book.Record(charged("B", "2026-05-11 10:00", "", "1.00", nil), f), `facts[1].vat.rate: must be given in category S: the edition nuxit states none`)
	s, _, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	require.Equal(t, "fee 45.00 E 0; E 0 of 45.00 is 0.00", taxText(&s.Invoice), "nothing was recorded")
}

// TestChargeOutOfService: what is known before the contract's first month is on its first
// statement, which corrects none; what is told after its end is on one of that month.
func TestChargeOutOfService(t *testing.T) {
	t.Parallel()
	ct := ending(contract("nuxit", servicelevel.Pro, "2026-05-10"), "2026-06-20")
	x := taxed{
		ct: ct, first: "2026-05",
		facts: facts(
			charged("A", "2025-12-24 10:00", "", "1.00", nil), charged("B", "2026-04-20 10:00", "2026-05-02 10:00", "2.00", nil),
			charged("C", "2026-05-02 10:00", "", "3.00", nil), charged("D", "2026-06-25 10:00", "", "4.00", nil), charged("E", "2026-07-01 00:00", "", "5.00", nil),
			charged("F", "2026-05-03 10:00", "2026-06-02 10:00", "6.00", nil), charged("G", "2026-06-30 23:59", "2026-08-31 23:59", "-7.00", nil),
		),
		want: []string{
			"fee 45.00 S 0.2, charge 1.00 S 0.2, charge 2.00 S 0.2, charge 3.00 S 0.2; S 0.2 of 51.00 is 10.20",
			"fee 45.00 S 0.2, charge 6.00 S 0.2, charge 4.00 S 0.2; S 0.2 of 55.00 is 11.00",
			"charge 5.00 S 0.2; S 0.2 of 5.00 is 1.00",
			"", // beyond what is invoiced
		},
	}
	x.check(t)
	corrects := map[string]string{}
	for _, m := range []string{"2026-05", "2026-06", "2026-07", "2026-08"} {
		s := stated(t, ct, activityOf(x.facts), m)
		lines := s.Invoice.Lines
		for _, n := range s.CreditNotes {
			assert.Equal(t, "2026-06: [charge 7.00] 7.00 1.40 8.40", fmt.Sprint(n.Invoice, ": ", amounts(&n.Document), " ", totals(&n.Document)))
			lines = append(lines, n.Document.Lines...)
		}
		for _, line := range lines {
			if line.Corrects.Valid() {
				corrects[line.Ref] = line.Corrects.String()
			}
		}
	}
	assert.Equal(t, map[string]string{"F": "2026-05", "G": "2026-06"}, corrects)
	// A book that begins later leaves to others what was before.
	book := openBook(t, ct, x.facts...)
	s, _, err := book.Close(month("2026-06"))
	require.NoError(t, err)
	assert.Equal(t, x.want[1], taxText(&s.Invoice))
}

// TestOrderOfCharges: as they became known, those of one instant as they were, and by id.
func TestOrderOfCharges(t *testing.T) {
	t.Parallel()
	list := facts(
		charged("A", "2026-05-12 10:00", "2026-05-20 10:00", "1.00", nil), charged("Z", "2026-05-11 10:00", "2026-05-20 10:00", "2.00", nil),
		charged("X", "2026-05-12 10:00", "2026-05-20 10:00", "3.00", nil), charged("B", "2026-05-12 10:00", "2026-05-20 10:00", "4.00", nil),
		charged("Y", "2026-05-19 10:00", "", "5.00", nil),
	)
	x := taxed{
		ct: contract("nuxit", servicelevel.Standard, "2026-05-01"), facts: list, first: "2026-05",
		want: []string{"charge 5.00 S 0.2, charge 2.00 S 0.2, charge 1.00 S 0.2, charge 4.00 S 0.2, charge 3.00 S 0.2; S 0.2 of 15.00 is 3.00"},
	}
	x.check(t)
	x.facts = reversed(list)
	x.check(t)
}

// TestLevelOfACharge: out of service it is the first or the last one that the contract was
// on, not one that never took effect.
func TestLevelOfACharge(t *testing.T) {
	t.Parallel()
	ct := ending(change(contract("nuxit", servicelevel.Serenity, "2026-05-10"), "2026-05-20", servicelevel.Pro), "2026-06-01")
	list := facts(charged("A", "2026-04-01 10:00", "", "1.00", nil), charged("B", "2026-06-02 10:00", "", "2.00", nil))
	for _, m := range []string{"2026-05", "2026-06"} {
		lines := ptr(stated(t, ct, activityOf(list), m)).Invoice.Lines
		assert.Equal(t, servicelevel.Serenity, lines[len(lines)-1].Level, m)
	}
	taxed{ct: ct, facts: list, first: "2026-05", want: []string{
		"fee 15.00 S 0.2, charge 1.00 S 0.2; S 0.2 of 16.00 is 3.20", "charge 2.00 S 0.2; S 0.2 of 2.00 is 0.40",
	}}.check(t)
}

// TestChargesElsewhereInTheLibrary: they are part of what an Input tells, and no part of
// what a level would have cost.
func TestChargesElsewhereInTheLibrary(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	list := facts(charged("A", "2026-05-12 10:00", "", "10000000000.00", nil))
	in := servicelevel.Input{Month: month("2026-05"), Contract: ct, Activity: activityOf(list), Facts: list}
	assert.ErrorContains(t, in.Validate(), "activity: must be absent if there is a state or facts")
	with, err := compare.Levels(servicelevel.NUXIT(), ct, activityOf(list), month("2026-05"), month("2026-05"))
	require.NoError(t, err)
	without, err := compare.Levels(servicelevel.NUXIT(), ct, servicelevel.Activity{}, month("2026-05"), month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, encode(t, without), encode(t, with))
	// What is too much for a statement is refused by a book too, by the month.
	_, err = servicelevel.NUXIT().Statement(ct, activityOf(list), month("2026-05"))
	require.EqualError(t, err, `contract: must not come to more than 10000000000.00 in a month (got "12000000054")`)
	_, _, err = openBook(t, ct, list...).Close(month("2026-05"))
	require.EqualError(t, err, `contract: must not come to more than 10000000000.00 in a month (got "12000000054")`)
}

// TestHoursBilledElsewhere: they have their price and earn it, and are on no invoice.
func TestHoursBilledElsewhere(t *testing.T) {
	t.Parallel()
	buy, own := pack("P", "2026-05-02 10:00", 3), pack("Q", "2026-05-03 10:00", 5)
	buy.Elsewhere, own.Elsewhere, own.Price = true, true, dec("100.00")
	list := facts(buy, own, request("T", "2026-05-04 10:00", servicelevel.ServiceRequest), worked("W", "T", "2026-05-04 11:00", 4*time.Hour))
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	taxed{ct: ct, facts: list, first: "2026-05", want: []string{""}}.check(t)
	s := stated(t, ct, activityOf(list), "2026-05")
	assert.Empty(t, s.Invoice.Lines)
	assert.Equal(t, 8*time.Hour, s.Credit.Bought)
	assert.Equal(t, "169 169 0, 100 20 80", fmt.Sprintf("%s %s %s, %s %s %s", s.Credit.Lots[0].Price, s.Credit.Lots[0].Earned, s.Credit.Lots[0].Deferred,
		s.Credit.Lots[1].Price, s.Credit.Lots[1].Earned, s.Credit.Lots[1].Deferred))
}

// TestWordsOfACharge: its label is its own, and stays; the rest is worded from the line.
func TestWordsOfACharge(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	list := facts(
		charged("A", "2026-05-12 10:00", "", "50.00", nil), charged("B", "2026-04-30 10:00", "2026-05-13 10:00", "-12.50", chargeVAT("E", "", "art. 261 du CGI", "VATEX-EU-132")),
		charged("C", "2026-05-14 10:00", "", "1.00", chargeVAT("AE", "", "", "VATEX-EU-AE")), charged("D", "2026-05-15 10:00", "", "1.00", chargeVAT("AE", "", "par la loi", "")),
	)
	list[1].Label = servicelevel.Wording{FR: "Geste commercial", EN: "Goodwill"}
	s := stated(t, ct, activityOf(list), "2026-05")
	for i, want := range []struct{ label, fr, en string }{
		{"Mise en service", "le 12 mai 2026, 50,00 € HT ; TVA du 12 mai 2026 : 20 % (D33)", "on 12 May 2026, €50.00 excl. VAT; VAT of 12 May 2026: 20% (D33)"},
		{
			"Geste commercial",
			"le 30 avril 2026, 12,50 € HT ; déduit de la facture ; sans TVA : « art. 261 du CGI », VATEX-EU-132 ; connu après le relevé d'avril 2026 ; " +
				"TVA du 30 avril 2026 : aucune, exonération (D33)",
			"on 30 April 2026, €12.50 excl. VAT; taken off the invoice; no VAT: “art. 261 du CGI”, VATEX-EU-132; known after the statement for April 2026; " +
				"VAT of 30 April 2026: none, exempt (D33)",
		},
		{"Mise en service", "le 14 mai 2026, 1,00 € HT ; sans TVA : VATEX-EU-AE ; TVA du 14 mai 2026 : aucune, autoliquidation (D33)", ""},
		{"Mise en service", "le 15 mai 2026, 1,00 € HT ; sans TVA : « par la loi » ; TVA du 15 mai 2026 : aucune, autoliquidation (D33)", ""},
	} {
		line := s.Invoice.Lines[i]
		assert.Equal(t, want.label, line.Label.FR)
		assert.Equal(t, want.fr, line.Explained.FR)
		if want.en != "" {
			assert.Equal(t, want.en, line.Explained.EN)
		}
	}
	back := readAgain(t, s)
	back.Explain()
	requireSame(t, encode(t, s), encode(t, back))
	roundTrip(t, s)
	assert.Equal(t, "-1 C62 12.5", fmt.Sprint(s.Invoice.Lines[1].Quantity, " ", s.Invoice.Lines[1].Unit, " ", s.Invoice.Lines[1].Price))
}

// TestChargesTaken: a charge that is told again is the same, a month that is closed has
// those of its own alone, and what is kept is nobody else's to change.
func TestChargesTaken(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	own := chargeVAT("S", "0.1", "", "")
	f := charged("C", "2026-05-12 10:00", "", "50.00", own)
	book := openBook(t, ct, f, f)
	*own.Rate = *dec("0.15")
	own.Category = "E"
	for range 2 { // what was asked before leaves nothing behind
		s, err := book.Preview(wall("2026-05-20 10:00"))
		require.NoError(t, err)
		assert.Equal(t, "charge 50.00 S 0.1; S 0.1 of 50.00 is 5.00", taxText(&s.Invoice))
	}
	s, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, "charge 50.00 S 0.1; S 0.1 of 50.00 is 5.00", taxText(&s.Invoice))
	next, err := servicelevel.NUXIT().Resume(ct, readAgain(t, state))
	require.NoError(t, err)
	f.VAT = chargeVAT("S", "0.10", "", "")
	require.NoError(t, next.Record(f))
	f.Price = dec("50.01")
	var conflict *servicelevel.ConflictError
	require.ErrorAs(t, next.Record(f), &conflict)
	assert.Equal(t, "price", conflict.Field)
	s, _, err = next.Close(month("2026-06"))
	require.NoError(t, err)
	assert.Empty(t, s.Invoice.Lines)
	var past *servicelevel.PastError
	require.ErrorAs(t, next.Record(charged("D", "2026-06-12 10:00", "", "50.00", nil)), &past)
}

// TestChargesOfManyContracts: a run bills each contract its own.
func TestChargesOfManyContracts(t *testing.T) {
	t.Parallel()
	inputs := func(yield func(servicelevel.Input, error) bool) {
		for i := range 3 {
			ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
			ct.ID = fmt.Sprint("C", i)
			if !yield(servicelevel.Input{Month: ct.Start.MonthOf(), Contract: ct, Facts: facts(charged("X", "2026-05-12 10:00", "", fmt.Sprint(i+1), nil))}, nil) {
				return
			}
		}
	}
	i := 0
	for s, err := range (monthend.Run{Workers: 1}).Statements(t.Context(), inputs) {
		require.NoError(t, err)
		i++
		assert.Equal(t, fmt.Sprintf("charge %d.00 S 0.2", i), taxText(&s.Invoice)[:len("charge 1.00 S 0.2")])
		assert.Len(t, s.Invoice.Lines, 1)
	}
	assert.Equal(t, 3, i)
}

// TestExemptionOfAContract: what bears no VAT says why on each line, as the contract has it on the
// line's own day (D33); also what is given back, and a charge without a VAT of its own.
func TestExemptionOfAContract(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.VAT = servicelevel.VAT{
		Category: "E", Exemption: servicelevel.Exemption{Reason: "art. 261", Code: "VATEX-EU-132"},
		Changes: []servicelevel.VATChange{
			{On: day("2026-05-10"), Category: "AE", Exemption: servicelevel.Exemption{Code: "VATEX-EU-AE"}}, {On: day("2026-05-20"), Rate: dec("0.2")},
		},
	}
	act := servicelevel.Activity{
		Purchases: []servicelevel.Purchase{
			{ID: "P1", At: wall("2026-05-09 23:59"), Time: 3 * time.Hour}, {ID: "P2", At: wall("2026-05-10 00:00"), Time: 3 * time.Hour}, {ID: "P3", At: wall("2026-05-20 00:00"), Time: 3 * time.Hour},
		},
		Removals: []servicelevel.Removal{{ID: "R", Of: "P1", Kind: credit.Refund, At: wall("2026-06-02 10:00")}},
		Charges:  []servicelevel.Charge{{ID: "C", At: wall("2026-05-12 10:00"), Price: *dec("10.00"), Label: servicelevel.Wording{FR: "Livre", EN: "Book"}}},
	}
	s := stated(t, ct, act, "2026-05")
	s.Explain()
	var said []string
	for _, l := range s.Invoice.Lines {
		said = append(said, l.Kind.String()+" "+l.Category+" "+l.Exemption.Reason+" "+l.Exemption.Code)
	}
	assert.Equal(t, []string{"fee E art. 261 VATEX-EU-132", "pack E art. 261 VATEX-EU-132", "pack AE  VATEX-EU-AE", "pack S  ", "charge AE  VATEX-EU-AE"}, said)
	assert.Contains(t, s.Invoice.Lines[0].Explained.EN, "; no VAT: “art. 261”, VATEX-EU-132")
	assert.Contains(t, s.Invoice.Lines[2].Explained.FR, " ; sans TVA : VATEX-EU-AE")
	june := stated(t, ct, act, "2026-06")
	assert.Equal(t, "art. 261", june.CreditNotes[0].Document.Lines[0].Exemption.Reason)
	for _, category := range []string{"S", "", "Z"} {
		ct.VAT = servicelevel.VAT{Category: category, Exemption: servicelevel.Exemption{Reason: "why"}, Changes: []servicelevel.VATChange{{On: day("2026-05-10"), Category: category, Exemption: servicelevel.Exemption{Code: "X"}}}}
		_, err := servicelevel.NUXIT().Statement(ct, servicelevel.Activity{}, month("2026-05"))
		assert.ErrorContains(t, err, `contract.vat.exemption: must be absent in category S or Z (BR-S-10, BR-Z-10) (got "why")`)
		assert.ErrorContains(t, err, `contract.vat.changes[0].exemption: must be absent in category S or Z (BR-S-10, BR-Z-10) (got "X")`)
	}
}
