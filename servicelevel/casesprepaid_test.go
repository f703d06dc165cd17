package servicelevel_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/states"
)

// prepaid is NUXIT's edition, as a document, in which Pro is paid for so many months at a time.
func prepaid(t *testing.T, months, vat string) *servicelevel.Catalogue {
	t.Helper()
	text, err := plans.NUXIT().MarshalJSON()
	require.NoError(t, err)
	const fee = `"monthly":"45.00",`
	require.Contains(t, string(text), fee)
	var e plans.Edition
	require.NoError(t, e.UnmarshalJSON([]byte(strings.Replace(string(text), fee, fee+`"months":`+months+",", 1))))
	if vat != "" {
		e.VATChanges = []plans.RateChange{{On: day(vat), Rate: *dec("0.22")}}
	}
	return compiled(e)
}

// TestPrepaid: a year is invoiced with its first month, as far as the contract is to have the plan, at
// the VAT of its first day.
func TestPrepaid(t *testing.T) {
	t.Parallel()
	year, none := "fee 540.00 S 0.2; S 0.2 of 540.00 is 108.00", ""
	pro := func() servicelevel.Contract { return contract("nuxit", servicelevel.Pro, "2026-03-12") }
	taxed{ct: pro(), cat: prepaid(t, "12", ""), foreign: true, first: "2026-03", want: []string{
		year, none, none, none, none, none, none, none, none, none, none, none, year, none,
	}}.check(t)
	taxed{ct: pro(), cat: prepaid(t, "2", "2026-06-01"), foreign: true, first: "2026-03", want: []string{
		"fee 90.00 S 0.2; S 0.2 of 90.00 is 18.00", none, "fee 90.00 S 0.2; S 0.2 of 90.00 is 18.00", none, "fee 90.00 S 0.22; S 0.22 of 90.00 is 19.80",
	}}.check(t)
	for end, want := range map[string]string{
		"2026-08-01": "fee 225.00 S 0.2; S 0.2 of 225.00 is 45.00", "2026-08-02": "fee 270.00 S 0.2; S 0.2 of 270.00 is 54.00",
		"2027-02-01": "fee 495.00 S 0.2; S 0.2 of 495.00 is 99.00", "2027-02-02": year, "2026-03-13": "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00",
	} {
		taxed{ct: ending(pro(), end), cat: prepaid(t, "12", ""), foreign: true, first: "2026-03", want: []string{want, none, none}}.check(t, end)
	}
	taxed{ct: change(pro(), "2026-04-02", servicelevel.Serenity), cat: prepaid(t, "12", ""), foreign: true, first: "2026-03", want: []string{
		"fee 90.00 S 0.2; S 0.2 of 90.00 is 18.00", none, "fee 15.00 S 0.2; S 0.2 of 15.00 is 3.00",
	}}.check(t)
	parts := pro()
	parts.Options.ProRata = true // parts of months are by themselves
	taxed{ct: ending(parts, "2026-06-11"), cat: prepaid(t, "12", ""), foreign: true, first: "2026-03", want: []string{
		"fee 29.03 S 0.2; S 0.2 of 29.03 is 5.81", "fee 90.00 S 0.2; S 0.2 of 90.00 is 18.00", none, "fee 15.00 S 0.2; S 0.2 of 15.00 is 3.00",
	}}.check(t)
	ahead := pro()
	ahead.Options.FeesInAdvance = true // each payment with the statement before its first month
	taxed{ct: ahead, cat: prepaid(t, "3", ""), foreign: true, first: "2026-03", want: []string{
		"fee 135.00 S 0.2; S 0.2 of 135.00 is 27.00", none, "fee 135.00 S 0.2; S 0.2 of 135.00 is 27.00", none, none, "fee 135.00 S 0.2; S 0.2 of 135.00 is 27.00",
	}}.check(t)
	taxed{ct: pro(), cat: prepaid(t, "1", ""), foreign: true, first: "2026-03", want: []string{
		"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00",
	}}.check(t)
}

// TestPrepaidByAContractThatChanges: what was paid for months that are not due any more is given back on a
// credit note for the statement that invoiced it, at its VAT; the others stay paid.
func TestPrepaidByAContractThatChanges(t *testing.T) {
	t.Parallel()
	c := prepaid(t, "12", "2026-06-01")
	for name, x := range map[string]struct {
		change              func(*servicelevel.Contract)
		invoice, note, next string
	}{
		"as it was":        {func(*servicelevel.Contract) {}, "", "", ""},
		"another VAT":      {func(ct *servicelevel.Contract) { ct.VAT.Changes = vatChanges("2026-06-01", "AE", "") }, "", "", ""},
		"ends in December": {func(ct *servicelevel.Contract) { ct.End = day("2026-12-11") }, "", "fee 90.00 S 0.2; S 0.2 of 90.00 is 18.00", ""},
		"ends with June":   {func(ct *servicelevel.Contract) { ct.End = day("2026-07-01") }, "", "fee 360.00 S 0.2; S 0.2 of 360.00 is 72.00", ""},
		"had ended":        {func(ct *servicelevel.Contract) { ct.End = day("2026-06-01") }, "", "fee 405.00 S 0.2; S 0.2 of 405.00 is 81.00", ""},
		"another level":    {func(ct *servicelevel.Contract) { *ct = change(*ct, "2026-06-01", servicelevel.Serenity) }, "fee 15.00 S 0.22; S 0.22 of 15.00 is 3.30", "fee 405.00 S 0.2; S 0.2 of 405.00 is 81.00", "fee 15.00 S 0.22; S 0.22 of 15.00 is 3.30"},
		"it waits for July": {
			func(ct *servicelevel.Contract) { *ct = change(*ct, "2026-06-02", servicelevel.Serenity) },
			"", "fee 360.00 S 0.2; S 0.2 of 360.00 is 72.00", "fee 15.00 S 0.22; S 0.22 of 15.00 is 3.30",
		},
	} {
		ct := contract("nuxit", servicelevel.Pro, "2026-03-12")
		book, err := c.Open(ct)
		require.NoError(t, err)
		var state servicelevel.State
		for _, m := range []string{"2026-03", "2026-04", "2026-05"} {
			_, state, err = book.Close(month(m))
			require.NoError(t, err)
		}
		require.Len(t, state.InAdvance, 1)
		assert.Equal(t, "pro 2026-06-01 405.00 9 2026-03", strings.Join([]string{
			state.InAdvance[0].Level.String(), state.InAdvance[0].Date.String(), state.InAdvance[0].Net.StringFixed(2),
			string(rune('0' + state.InAdvance[0].Months)), state.InAdvance[0].Invoice.String(),
		}, " "))
		x.change(&ct)
		book, err = c.Resume(ct, readAgain(t, state))
		require.NoError(t, err)
		for i, want := range []string{x.invoice, x.next, ""} {
			if i == 2 && x.next != "" {
				break
			}
			s, closed, err := book.Close(month("2026-06").AddMonths(i))
			require.NoError(t, err)
			require.NoError(t, s.Validate())
			assert.Equal(t, want, taxText(&s.Invoice), "%s %d", name, i)
			note := ""
			for _, n := range s.CreditNotes {
				assert.Equal(t, month("2026-03"), n.Invoice)
				note += taxText(&n.Document)
			}
			if i > 0 {
				x.note = ""
			}
			assert.Equal(t, x.note, note, "%s %d", name, i)
			book, err = c.Resume(ct, readAgain(t, closed))
			require.NoError(t, err)
		}
	}
}

func TestWordsOfPrepaidMonths(t *testing.T) {
	t.Parallel()
	c, ct := prepaid(t, "12", ""), contract("nuxit", servicelevel.Pro, "2026-03-12")
	book, err := c.Open(ct)
	require.NoError(t, err)
	s, state, err := book.Close(month("2026-03"))
	require.NoError(t, err)
	s.Explain()
	line := s.Invoice.Lines[0]
	assert.Equal(t, servicelevel.Wording{FR: "Niveau Pro, 12 mois à partir de mars 2026", EN: "Pro level, 12 months from March 2026"}, line.Label)
	assert.Equal(t, servicelevel.Wording{
		FR: "niveau Pro à 45,00 € HT par mois (S38) ; 12 mois d'avance à partir du 12 mars 2026 = 540,00 €",
		EN: "Pro at €45.00 a month excl. VAT (S38); 12 months in advance from 12 March 2026 = €540.00",
	}, line.Explained)
	assert.Equal(t, "12 MON", line.Quantity.String()+" "+line.Unit)
	ct.End = day("2026-04-01")
	book, err = c.Resume(ct, state)
	require.NoError(t, err)
	s, state, err = book.Close(month("2026-04"))
	require.NoError(t, err)
	s.Explain()
	assert.Equal(t, servicelevel.Wording{
		FR: "abonnement de 11 mois à partir d'avril 2026 facturé d'avance, 11 × 45,00 € = 495,00 € HT, comme le contrat a changé depuis (D24) ; TVA de la vente : 20 % (D33)",
		EN: "fee for 11 months from April 2026 invoiced in advance, 11 × €45.00 = €495.00 excl. VAT, as the contract has changed since (D24); VAT of the sale: 20% (D33)",
	}, s.CreditNotes[0].Document.Lines[0].Explained)
	assert.Empty(t, state.InAdvance)
}

// TestPrepaidInAComparison: a comparison counts fees in their months.
func TestPrepaidInAComparison(t *testing.T) {
	t.Parallel()
	got, err := compare.Levels(prepaid(t, "12", ""), contract("nuxit", servicelevel.Serenity, "2026-01-01"), servicelevel.Activity{}, month("2026-04"), month("2026-06"))
	require.NoError(t, err)
	assert.Equal(t, "135", compared(t, got, servicelevel.Pro).Fees.String())
}

func TestFaultsOfPrepaidMonths(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`"months":120`: "", `"months":121`: "fee.months: must lie from 0 to 120 (got \"121\")", `"months":-1`: "fee.months: must lie from 0 to 120 (got \"-1\")",
		`"months":1.5`: "fee.months: ", `"months":"12"`: "fee.months: ",
	} {
		err := new(plans.Plan).UnmarshalJSON([]byte(`{"level":"x","name":{"fr":"x","en":"x"},"fee":{"monthly":"1.00",` + text + `},"hours":{"schedule":{"zone":"Europe/Paris","hours":[{"days":"mon-fri","open":["09:00-18:00"]}]}},"desk":{"channels":["ticket"]},"work":{"block":"PT1H"}}`))
		if want == "" {
			assert.NoError(t, err, text)
		} else {
			assert.ErrorContains(t, err, want, text)
		}
	}
	e := plans.NUXIT()
	e.Plans[2].Fee.Months, e.Plans[4].Fee.Months = 3, 2
	e.Plans[2].Fee.Monthly = *dec("3333333333.33")
	err := e.Validate()
	assert.ErrorContains(t, err, "plans[4].fee.months: must not be stated by a plan on quote (got \"2\")")
	assert.NotContains(t, err.Error(), "plans[2]")
	e.Plans[2].Fee.Monthly = *dec("3333333333.34")
	assert.ErrorContains(t, e.Validate(), "plans[2].fee.months: must come to at most 10000000000.00 at once (got \"3\")")

	book, err := prepaid(t, "12", "").Open(contract("nuxit", servicelevel.Pro, "2026-03-12"))
	require.NoError(t, err)
	_, state, err := book.Close(month("2026-03"))
	require.NoError(t, err)
	fee := state.InAdvance[0]
	for want, edit := range map[string]func(*states.Fee){
		"in_advance[0].months: must lie from 0 to 120":                 func(f *states.Fee) { f.Months = 121 },
		"in_advance[0].invoice: must be a month before that of the da": func(f *states.Fee) { f.Invoice = month("2026-04") },
	} {
		state.InAdvance[0] = fee
		edit(&state.InAdvance[0])
		assert.ErrorContains(t, state.Validate(), want)
	}
	state.InAdvance[0] = fee
	other, err := prepaid(t, "11", "").Resume(contract("nuxit", servicelevel.Pro, "2026-03-12"), state)
	assert.Nil(t, other)
	assert.ErrorContains(t, err, "state.figures: must be those that the contract and the catalogue have")
}

// TestPrepaidIsGivenBackAsItWasInvoiced: by the statement that invoiced it last, at its VAT.
func TestPrepaidIsGivenBackAsItWasInvoiced(t *testing.T) {
	t.Parallel()
	c, ct := prepaid(t, "12", "2026-06-01"), contract("nuxit", servicelevel.Pro, "2026-05-01")
	book, err := c.Open(ct)
	require.NoError(t, err)
	var got []string
	for m := month("2026-05"); m.Month <= time.September; m = m.AddMonths(1) {
		s, state, err := book.Close(m)
		require.NoError(t, err)
		text := taxText(&s.Invoice)
		for _, n := range s.CreditNotes {
			text += " | " + n.Invoice.String() + " " + taxText(&n.Document)
		}
		got = append(got, text)
		switch m.Month { // what becomes known of its end
		case time.May:
			ct.End = day("2027-01-01")
		case time.June: // more is due: all of it is invoiced again, at the VAT of July
			ct.End = day("2027-03-01")
		case time.July:
			ct.End = day("2026-12-01")
		case time.August:
			ct.End = day("2026-10-01")
		default:
		}
		book, err = c.Resume(ct, readAgain(t, state))
		require.NoError(t, err)
	}
	assert.Equal(t, []string{
		"fee 540.00 S 0.2; S 0.2 of 540.00 is 108.00",
		" | 2026-05 fee 180.00 S 0.2; S 0.2 of 180.00 is 36.00",
		"fee 360.00 S 0.22; S 0.22 of 360.00 is 79.20 | 2026-05 fee 270.00 S 0.2; S 0.2 of 270.00 is 54.00",
		" | 2026-07 fee 135.00 S 0.22; S 0.22 of 135.00 is 29.70",
		" | 2026-07 fee 90.00 S 0.22; S 0.22 of 90.00 is 19.80",
	}, got)
}

// TestPrepaidBeforeTheFirstMonthClosed: what was before that was billed elsewhere, as the contract says.
func TestPrepaidBeforeTheFirstMonthClosed(t *testing.T) {
	t.Parallel()
	for closed, want := range map[string][2]string{"2026-05": {"2026-04", "2026-03"}, "2026-02": {"2026-01", "2026-01"}, "2026-04": {"", "2026-03"}} {
		for i, ahead := range []bool{false, true} {
			ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
			ct.Options.FeesInAdvance = ahead
			book, err := prepaid(t, "3", "").Open(ct)
			require.NoError(t, err)
			_, state, err := book.Close(month(closed))
			require.NoError(t, err)
			require.Len(t, state.InAdvance, 1)
			got := ""
			if m := state.InAdvance[0].Invoice; m.Valid() {
				got = m.String()
			}
			assert.Equal(t, want[i], got, "%s %v", closed, ahead)
		}
	}
}

// TestAChangeWaitsByEveryRoad: that a change waits for the next month is said of a month without a fee
// too, if plans are paid for in advance, whether the statement follows upon a closed month or not.
func TestAChangeWaitsByEveryRoad(t *testing.T) {
	t.Parallel()
	c := prepaid(t, "12", "")
	for _, start := range []string{"2026-03-01", "2026-05-01"} {
		ct := change(contract("nuxit", servicelevel.Standard, start), "2026-05-02", servicelevel.Pro)
		book, err := c.Open(ct)
		require.NoError(t, err)
		var closed servicelevel.Statement
		for m := ct.Start.MonthOf(); m.Compare(month("2026-05")) <= 0; m = m.AddMonths(1) {
			closed, _, err = book.Close(m)
			require.NoError(t, err)
		}
		alone, err := c.Statement(ct, servicelevel.Activity{}, month("2026-05"))
		require.NoError(t, err)
		assert.Equal(t, encode(t, alone), encode(t, closed))
		said := false
		for _, a := range closed.Assumptions {
			said = said || a.Rule == "D24" && a.Choice == "whole_months"
		}
		assert.True(t, said, start)
	}
}
