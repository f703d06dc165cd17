package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/states"
)

// ahead is a contract whose fees are invoiced in advance.
func ahead(start string) servicelevel.Contract {
	ct := contract("nuxit", servicelevel.Pro, start)
	ct.Options.FeesInAdvance = true
	return ct
}

// TestFeesInAdvance: each month's fee is invoiced once, the first one with the second.
func TestFeesInAdvance(t *testing.T) {
	t.Parallel()
	taxed{
		ct: ahead("2026-05-12"), first: "2026-05", facts: facts(pack("P", "2026-06-04 09:00", 3)),
		want: []string{
			"fee 45.00 S 0.2, fee 45.00 S 0.2; S 0.2 of 90.00 is 18.00",
			"fee 45.00 S 0.2, pack 169.00 S 0.2; S 0.2 of 214.00 is 42.80",
			"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00",
		},
	}.check(t)
	ct := ending(ahead("2026-05-12"), "2026-07-11")
	ct.Options.ProRata = true
	taxed{
		ct: ct, first: "2026-05", cat: ratedFrom("2026-07-01", "0.22"), // of the first of the days
		want: []string{
			"fee 29.03 S 0.2, fee 45.00 S 0.2; S 0.2 of 74.03 is 14.81",
			"fee 14.52 S 0.22; S 0.22 of 14.52 is 3.19",
			"", "",
		},
	}.check(t)
	taxed{
		ct: ending(ahead("2026-05-12"), "2026-06-01"), first: "2026-05", // nothing is due in June
		want: []string{"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00", "", ""},
	}.check(t)
	taxed{
		ct: change(ahead("2026-05-01"), "2026-06-01", servicelevel.Standard), first: "2026-05", // which is free
		want: []string{"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00", "", ""},
	}.check(t)
}

// TestFeesOfAContractThatChanges: what was invoiced in advance is given back, and what is
// due is invoiced, if and only if they differ.
func TestFeesOfAContractThatChanges(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change        func(*servicelevel.Contract)
		invoice, note string
	}{
		"as it was":              {func(*servicelevel.Contract) {}, "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00", ""},
		"another one in July":    {func(ct *servicelevel.Contract) { *ct = change(*ct, "2026-07-01", servicelevel.Serenity) }, "fee 15.00 S 0.2; S 0.2 of 15.00 is 3.00", ""},
		"it waits for July":      {func(ct *servicelevel.Contract) { *ct = change(*ct, "2026-06-02", servicelevel.Serenity) }, "fee 15.00 S 0.2; S 0.2 of 15.00 is 3.00", ""},
		"ends with June":         {func(ct *servicelevel.Contract) { ct.End = day("2026-07-01") }, "", ""},
		"ends on the last":       {func(ct *servicelevel.Contract) { ct.End = day("2026-06-30") }, "", ""}, // whole months
		"had ended":              {func(ct *servicelevel.Contract) { ct.End = day("2026-06-01") }, "", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"},
		"another level":          {func(ct *servicelevel.Contract) { *ct = change(*ct, "2026-06-01", servicelevel.Serenity) }, "fee 15.00 S 0.2, fee 15.00 S 0.2; S 0.2 of 30.00 is 6.00", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"},
		"another price":          {func(ct *servicelevel.Contract) { *ct = priced(*ct, "2026-06-01", servicelevel.Pro, "dearer") }, "fee 46.35 S 0.2, fee 46.35 S 0.2; S 0.2 of 92.70 is 18.54", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"},
		"another VAT":            {func(ct *servicelevel.Contract) { ct.VAT.Changes = vatChanges("2026-06-01", "AE", "") }, "fee 45.00 AE 0, fee 45.00 AE 0; AE 0 of 90.00 is 0.00", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"},
		"a free level":           {func(ct *servicelevel.Contract) { *ct = change(*ct, "2026-06-01", servicelevel.Standard) }, "", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"},
		"in arrears from now on": {func(ct *servicelevel.Contract) { ct.Options.FeesInAdvance = false }, "", ""},
	} {
		ct := ahead("2026-05-01")
		book, err := allEditions().Open(ct)
		require.NoError(t, err)
		may, state, err := book.Close(month("2026-05"))
		require.NoError(t, err)
		assert.Equal(t, "fee 45.00 S 0.2, fee 45.00 S 0.2; S 0.2 of 90.00 is 18.00", taxText(&may.Invoice))
		c.change(&ct)
		book, err = allEditions().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
		preview, err := book.Preview(wall("2026-06-10 12:00"))
		require.NoError(t, err)
		june, state, err := book.Close(month("2026-06"))
		require.NoError(t, err)
		for _, s := range []*servicelevel.Statement{&preview, &june} {
			assert.Equal(t, c.invoice, taxText(&s.Invoice), name)
			note := ""
			for _, n := range s.CreditNotes {
				assert.Equal(t, month("2026-05"), n.Invoice)
				note += taxText(&n.Document)
			}
			assert.Equal(t, c.note, note, name)
		}
		book, err = allEditions().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
		july, _, err := book.Close(month("2026-07"))
		require.NoError(t, err)
		assert.Empty(t, july.CreditNotes, name)
	}
}

// TestFeesInAdvanceFromNowOn: a contract that is invoiced in arrears, and then in advance,
// has two fees in the month between.
func TestFeesInAdvanceFromNowOn(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	book, err := servicelevel.NUXIT().Open(ct)
	require.NoError(t, err)
	_, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	ct.Options.FeesInAdvance = true
	book, err = servicelevel.NUXIT().Resume(ct, state)
	require.NoError(t, err)
	for _, want := range []string{"fee 45.00 S 0.2, fee 45.00 S 0.2; S 0.2 of 90.00 is 18.00", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"} {
		s, _, err := book.Close(book.Closed().AddMonths(1))
		require.NoError(t, err)
		assert.Equal(t, want, taxText(&s.Invoice))
	}
	// A month of which it is not known what was invoiced in advance is as the contract says.
	var s servicelevel.Statement
	s, err = servicelevel.NUXIT().StatementOf(servicelevel.Input{Contract: ct, State: &state, Month: month("2026-08")})
	require.NoError(t, err)
	assert.Equal(t, "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00", taxText(&s.Invoice))
}

// TestWordsOfFeesInAdvance: in the name of the plan of their days, in their months.
func TestWordsOfFeesInAdvance(t *testing.T) {
	t.Parallel()
	ct := ahead("2026-05-01")
	book, err := servicelevel.NUXIT().Open(ct)
	require.NoError(t, err)
	_, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	ct.Options.ProRata = true
	ct.Changes = []servicelevel.Change{{On: day("2026-06-16"), Level: servicelevel.Serenity}, {On: day("2026-07-01"), Level: servicelevel.Pro}}
	book, err = servicelevel.NUXIT().Resume(ct, state)
	require.NoError(t, err)
	s, _, err := book.Close(month("2026-06"))
	require.NoError(t, err)
	s.Explain()
	var got []servicelevel.Wording
	for _, line := range s.Invoice.Lines {
		got = append(got, line.Label, line.Explained)
	}
	assert.Equal(t, []servicelevel.Wording{
		{FR: "Niveau Pro, juin 2026", EN: "Pro level, June 2026"},
		{FR: "niveau Pro à 45,00 € HT par mois (S38) ; 15 jours sur 30 à partir du 1er juin 2026 = 22,50 € (D24, D21)", EN: "Pro at €45.00 a month excl. VAT (S38); 15 of 30 days from 1 June 2026 = €22.50 (D24, D21)"},
		{FR: "Niveau Sérénité, juin 2026", EN: "Serenity level, June 2026"},
		{FR: "niveau Sérénité à 15,00 € HT par mois (S31) ; 15 jours sur 30 à partir du 16 juin 2026 = 7,50 € (D24, D21)", EN: "Serenity at €15.00 a month excl. VAT (S31); 15 of 30 days from 16 June 2026 = €7.50 (D24, D21)"},
		{FR: "Niveau Pro, juillet 2026", EN: "Pro level, July 2026"},
		{FR: "niveau Pro à 45,00 € HT par mois (S38)", EN: "Pro at €45.00 a month excl. VAT (S38)"},
	}, got)
	require.Len(t, s.CreditNotes, 1)
	line := s.CreditNotes[0].Document.Lines[0]
	assert.Equal(t, servicelevel.Wording{FR: "Pro", EN: "Pro"}, line.Label)
	assert.Equal(t, servicelevel.Wording{
		FR: "abonnement de juin 2026 facturé d'avance, 45,00 € HT, comme le contrat a changé depuis (D24) ; TVA de la vente : 20 % (D33)",
		EN: "fee for June 2026 invoiced in advance, €45.00 excl. VAT, as the contract has changed since (D24); VAT of the sale: 20% (D33)",
	}, line.Explained)
	assert.Equal(t, "D3, D4, D21, D22, D24, D27, D33", decisionsOf(s.Assumptions))
}

// TestFaultsOfFeesInAdvance: a state tells fees of the month after it.
func TestFaultsOfFeesInAdvance(t *testing.T) {
	t.Parallel()
	book, err := servicelevel.NUXIT().Open(ahead("2026-05-01"))
	require.NoError(t, err)
	_, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	require.Len(t, state.InAdvance, 1)
	fee := state.InAdvance[0]
	for want, edit := range map[string]func(*states.Fee){
		"in_advance[0].level":    func(f *states.Fee) { f.Level = "" },
		"in_advance[0].name.fr":  func(f *states.Fee) { f.Name.FR = "" },
		"in_advance[0].date":     func(f *states.Fee) { f.Date = calendar.Date{Year: 2026, Month: time.July, Day: 1} },
		"in_advance[0].net":      func(f *states.Fee) { f.Net = *dec("-1") },
		"in_advance[0].rate":     func(f *states.Fee) { f.Rate = *dec("0") },
		"in_advance[0].category": func(f *states.Fee) { f.Category = "X" },
	} {
		state.InAdvance[0] = fee
		require.NoError(t, state.Validate())
		edit(&state.InAdvance[0])
		require.ErrorContains(t, state.Validate(), want)
	}
}
