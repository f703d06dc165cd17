package servicelevel_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
)

// paperOf words the invoices and the credit notes of some months.
func paperOf(t *testing.T, ct servicelevel.Contract, list []servicelevel.Fact, months ...string) (out []string) {
	t.Helper()
	l := &life{ct: ct, facts: list, desk: !expressible(list), first: month(months[0]), months: len(months)}
	way := straight(t)
	texts := inOneCall(way, l)
	requireModel(t, l, texts)
	requireRoads(way, l, texts, roads)
	if !l.desk {
		l.act = activityOf(list)
		requireRoads(way, l, texts, activityRoads)
	}
	for _, text := range texts[:len(months)] {
		var s servicelevel.Statement
		require.NoError(t, s.UnmarshalJSON([]byte(text)))
		require.NoError(t, s.Validate())
		text := taxText(&s.Invoice)
		for i := range s.CreditNotes {
			text += fmt.Sprint("; note ", s.CreditNotes[i].Invoice, " ", taxText(&s.CreditNotes[i].Document))
		}
		out = append(out, text)
	}
	return out
}

// TestGoodwillBelowZero: what a charge takes off beyond what the invoice comes to is a credit
// note, to the cent; each VAT by itself, and the VAT of both is that of the whole.
func TestGoodwillBelowZero(t *testing.T) {
	t.Parallel()
	for price, want := range map[string]string{
		"-44.99": "fee 45.00 S 0.2, charge -44.99 S 0.2; S 0.2 of 0.01 is 0.00",
		"-45.00": "fee 45.00 S 0.2, charge -45.00 S 0.2; S 0.2 of 0.00 is 0.00",
		"-45.01": "fee 45.00 S 0.2, charge -45.00 S 0.2; S 0.2 of 0.00 is 0.00; note 2026-05 charge 0.01 S 0.2; S 0.2 of 0.01 is 0.00",
		"-45.03": "fee 45.00 S 0.2, charge -45.00 S 0.2; S 0.2 of 0.00 is 0.00; note 2026-05 charge 0.03 S 0.2; S 0.2 of 0.03 is 0.01",
		"-99.99": "fee 45.00 S 0.2, charge -45.00 S 0.2; S 0.2 of 0.00 is 0.00; note 2026-05 charge 54.99 S 0.2; S 0.2 of 54.99 is 11.00",
	} {
		ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
		assert.Equal(t, []string{want}, paperOf(t, ct, facts(charged("C", "2026-05-12 10:00", "", price, nil)), "2026-05"))
	}
}

// TestGoodwillOfSeveralMonths: one that corrects a month is on a note for that month. What is
// withdrawn later is invoiced whole, whichever document had it, and may be given again.
func TestGoodwillOfSeveralMonths(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	list := facts(
		charged("A", "2026-05-12 10:00", "2026-06-02 10:00", "-30.00", nil), charged("B", "2026-06-03 10:00", "", "-20.00", nil),
		charged("C", "2026-06-04 10:00", "", "-5.00", chargeVAT("E", "", "why", "")), charged("D", "2026-04-01 10:00", "", "-60.01", nil),
		wrong("W", "A", "2026-07-02 10:00"), charged("E", "2026-07-03 10:00", "", "-80.00", nil),
	)
	assert.Equal(t, []string{
		"fee 45.00 S 0.2, charge -45.00 S 0.2; S 0.2 of 0.00 is 0.00; note 2026-05 charge 15.01 S 0.2; S 0.2 of 15.01 is 3.00",
		"fee 45.00 S 0.2, charge -30.00 S 0.2, charge -15.00 S 0.2; S 0.2 of 0.00 is 0.00; " +
			"note 2026-06 charge 5.00 S 0.2, charge 5.00 E 0; S 0.2 of 5.00 is 1.00; E 0 of 5.00 is 0.00",
		"fee 45.00 S 0.2, charge -75.00 S 0.2, withdrawal 30.00 S 0.2; S 0.2 of 0.00 is 0.00; note 2026-07 charge 5.00 S 0.2; S 0.2 of 5.00 is 1.00",
	}, paperOf(t, ct, list, "2026-05", "2026-06", "2026-07"))
	// With a contract of no fee it has a document of its own; of two of several months, two.
	ct.Level = servicelevel.Standard
	assert.Equal(t, []string{
		"; note 2026-05 charge 60.01 S 0.2; S 0.2 of 60.01 is 12.00",
		"; note 2026-05 charge 30.00 S 0.2; S 0.2 of 30.00 is 6.00; note 2026-06 charge 20.00 S 0.2, charge 5.00 E 0; S 0.2 of 20.00 is 4.00; E 0 of 5.00 is 0.00",
	}, paperOf(t, ct, list[:4], "2026-05", "2026-06"))
}

// TestGoodwillInWords: both documents say what of it they have.
func TestGoodwillInWords(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	s := stated(t, ct, activityOf(facts(charged("C", "2026-05-12 10:00", "", "-99.99", nil))), "2026-05")
	s.Explain()
	note := &s.CreditNotes[0].Document.Lines[0]
	assert.Equal(t, "on 12 May 2026, €99.99 excl. VAT; €45.00 of €99.99 taken off the invoice, the rest by a credit note", s.Invoice.Lines[1].Explained.EN)
	assert.Equal(t, "le 12 mai 2026, 99,99 € HT ; 54,99 € sur 99,99 € rendus par cet avoir, au-delà de ce que ce relevé facture", note.Explained.FR)
	assert.Equal(t, "Mise en service", note.Label.FR)
	roundTrip(t, s)
	// Beside others on one invoice it stays the contract's own.
	other := stated(t, contract("nuxit", servicelevel.Pro, "2026-05-01"), servicelevel.Activity{}, "2026-05")
	other.Contract = "C-2"
	doc := consolidate(t, nil, s, other)
	assert.Empty(t, doc.CreditNotes)
	assert.Equal(t, s.CreditNotes, doc.Separate[0].CreditNotes)
}

// TestNotesThatAreTooLarge: what credit notes come to, of one month or of an invoice in all,
// is refused beyond what can be written, and the month stays open.
func TestNotesThatAreTooLarge(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	exempt := func(id, price string) servicelevel.Fact {
		return charged(id, "2026-05-12 10:00", "", price, chargeVAT("E", "", "why", ""))
	}
	sold := facts(exempt("A", "9000000000.00"), exempt("B", "9000000000.00"), exempt("C", "-9000000000.00"))
	for _, c := range []struct {
		facts []servicelevel.Fact
		month string // that is refused
		sum   string
	}{
		{facts(exempt("A", "-5000000000.00"), exempt("B", "-5000000000.00")), "", ""},
		{facts(exempt("A", "-5000000000.00"), exempt("B", "-5000000000.01")), "2026-05", "10000000000.01"},
		{facts(exempt("A", "-9000000000.00"), exempt("B", "-9000000000.00"), exempt("C", "-9000000000.00")), "2026-05", "27000000000"},
		{facts(sold, wrong("W", "A", "2026-06-10 10:00")), "", ""},
		{facts(sold, wrong("W", "A", "2026-06-10 10:00"), wrong("X", "B", "2026-06-10 10:00")), "2026-06", "18000000000"},
		{facts(sold, wrong("W", "A", "2026-06-10 10:00"), wrong("X", "B", "2026-07-10 10:00")), "2026-07", "18000000000"},
	} {
		book := openBook(t, ct, c.facts...)
		for _, m := range []string{"2026-05", "2026-06", "2026-07"} {
			s, state, err := book.Close(month(m))
			_, other := servicelevel.NUXIT().Statement(ct, activityOf(c.facts), month(m))
			if m == c.month {
				want := `contract: must not come to more than 10000000000.00 in a month (got "` + c.sum + `")`
				assert.EqualError(t, err, want)
				assert.EqualError(t, other, want)
				assert.Negative(t, book.Closed().Compare(month(m)), "it stays open")
				break
			}
			require.NoError(t, err, m)
			require.NoError(t, other, m)
			require.NoError(t, s.Validate())
			require.NoError(t, state.Validate())
		}
	}
}
