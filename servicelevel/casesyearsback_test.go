package servicelevel_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// closedTo is the state of a contract with its months up to one closed.
func closedTo(t *testing.T, c *servicelevel.Catalogue, ct servicelevel.Contract, last string) servicelevel.State {
	t.Helper()
	book, err := c.Open(ct)
	require.NoError(t, err)
	var state servicelevel.State
	for m := ct.Start.MonthOf(); m.Compare(month(last)) <= 0; m = m.AddMonths(1) {
		_, state, err = book.Close(m)
		require.NoError(t, err)
	}
	return readAgain(t, state)
}

// nextOf closes the month after a state under a contract.
func nextOf(t *testing.T, c *servicelevel.Catalogue, ct servicelevel.Contract, state servicelevel.State) (servicelevel.Statement, servicelevel.State) {
	t.Helper()
	book, err := c.Resume(ct, state)
	require.NoError(t, err)
	s, next, err := book.Close(state.Month.AddMonths(1))
	require.NoError(t, err)
	require.NoError(t, s.Validate())
	require.NoError(t, next.Validate())
	s.Explain()
	for _, one := range allSaid(&s) {
		require.NoError(t, one.check())
	}
	return s, readAgain(t, next)
}

// taxedFees is what a statement invoices, and what it gives back of each invoice.
func taxedFees(s *servicelevel.Statement) string {
	text := taxText(&s.Invoice)
	for _, n := range s.CreditNotes {
		text += fmt.Sprintf(" | of %s %s", n.Invoice, taxText(&n.Document))
	}
	return text
}

// inAdvance words what a state has of fees.
func inAdvance(s servicelevel.State) string {
	var out []string
	for _, f := range s.InAdvance {
		out = append(out, fmt.Sprintf("%s, %d months from %s after %d, of %s at %s", f.Net.StringFixed(2), f.Months, f.Date, f.MonthsBefore, f.Invoice, f.Rate))
	}
	return strings.Join(out, "; ")
}

// TestPaidMonthsThatStayDueStayPaid: a year at 199.00 is invoiced in January at 20 %, and VAT is 22 % from
// June on. Eight months are 132.67, whenever it is told that the contract ends in August: 66.33 and 13.27 of
// VAT come back, 79.60.
func TestPaidMonthsThatStayDueStayPaid(t *testing.T) {
	t.Parallel()
	e := pricedTogether(t, "19.00", "12", "199.00").Edition()
	e.VATChanges = []plans.RateChange{{On: day("2026-06-01"), Rate: *dec("0.22")}}
	c, ct := compiled(e), contract("nuxit", servicelevel.Pro, "2026-01-01")
	const back = " | of 2026-01 fee 66.33 S 0.2; S 0.2 of 66.33 is 13.27"
	state := closedTo(t, c, ct, "2026-06")
	assert.Equal(t, "99.50, 6 months from 2026-07-01 after 6, of 2026-01 at 0.2", inAdvance(state))
	for _, told := range []string{"2026-07", "2026-08", "2026-09"} {
		state := closedTo(t, c, ct, month(told).AddMonths(-1).String())
		s, next := nextOf(t, c, ending(ct, "2026-08-16"), state)
		assert.Equal(t, back, taxedFees(&s), told)
		require.Len(t, s.CreditNotes, 1)
		assert.Equal(t, "79.60", s.CreditNotes[0].Document.Gross.StringFixed(2))
		line := s.CreditNotes[0].Document.Lines[0]
		assert.Equal(t, "2026-09-01 4 MON 199 12 8", fmt.Sprint(line.Date, " ", line.Quantity, " ", line.Unit, " ", line.Price, " ", line.PriceBase, " ", line.MonthsBefore))
		assert.Equal(t, servicelevel.Wording{
			EN: "fee for months 9 to 12 from September 2026 invoiced in advance, at €199.00 for 12 months: €199.00 for 12, less €132.67 for 8 = €66.33 excl. VAT, as the contract has changed since (D24, D21); VAT of the sale: 20% (D33)",
			FR: "abonnement des mois 9 à 12 à partir de septembre 2026 facturé d'avance, à 199,00 € pour 12 mois : 199,00 € pour 12, moins 132,67 € pour 8 = 66,33 € HT, comme le contrat a changé depuis (D24, D21) ; TVA de la vente : 20 % (D33)",
		}, line.Explained)
		want := "" // August stays
		if told == "2026-07" {
			want = "16.59, 1 months from 2026-08-01 after 7, of 2026-01 at 0.2"
		}
		assert.Equal(t, want, inAdvance(next), told)
		if told == "2026-07" { // it ends earlier still, and then it does not
			earlier, _ := nextOf(t, c, ending(ct, "2026-08-01"), next)
			// with what was given back before 82.92, of which 16.58 less 13.27
			assert.Equal(t, " | of 2026-01 fee 16.59 S 0.2; S 0.2 of 16.59 is 3.31", taxedFees(&earlier))
			again, _ := nextOf(t, c, ending(ct, "2026-08-16"), next)
			assert.Empty(t, taxedFees(&again))
		}
	}
}

// TestPaidMonthsOfAPriceByTheMonth: four months of 45.00.
func TestPaidMonthsOfAPriceByTheMonth(t *testing.T) {
	t.Parallel()
	c, ct := prepaid(t, "12", "2026-06-01"), contract("nuxit", servicelevel.Pro, "2026-01-01")
	s, next := nextOf(t, c, ending(ct, "2026-08-16"), closedTo(t, c, ct, "2026-06"))
	assert.Equal(t, " | of 2026-01 fee 180.00 S 0.2; S 0.2 of 180.00 is 36.00", taxedFees(&s))
	assert.Equal(t, "fee for 4 months from September 2026 invoiced in advance, 4 × €45.00 = €180.00 excl. VAT, as the contract has changed since (D24); VAT of the sale: 20% (D33)", s.CreditNotes[0].Document.Lines[0].Explained.EN)
	assert.Equal(t, "45.00, 1 months from 2026-08-01 after 7, of 2026-01 at 0.2", inAdvance(next))
}

// TestNothingIsGivenBackOfNothing: of 0.05 for 12 months eleven are 0.046 and make all of it, the sixth to the
// eighth one 0.01.
func TestNothingIsGivenBackOfNothing(t *testing.T) {
	t.Parallel()
	c, ct := pricedTogether(t, "1.00", "12", "0.05"), contract("nuxit", servicelevel.Pro, "2026-01-01")
	for end, want := range map[string][2]string{ // told in the month of the end, and in June
		"2026-12-01": {"", ""},
		"2026-11-01": {" | of 2026-01 fee 0.01 S 0.2; S 0.2 of 0.01 is 0.00", " | of 2026-01 fee 0.01 S 0.2; S 0.2 of 0.01 is 0.00"},
		"2026-09-01": {" | of 2026-01 fee 0.02 S 0.2; S 0.2 of 0.02 is 0.00", " | of 2026-01 fee 0.02 S 0.2; S 0.2 of 0.02 is 0.00"},
	} {
		for i, last := range []string{day(end).MonthOf().AddMonths(-1).String(), "2026-05"} {
			s, _ := nextOf(t, c, ending(ct, end), closedTo(t, c, ct, last))
			assert.Equal(t, want[i], taxedFees(&s), "%s %s", end, last)
		}
	}
}

// TestPaidMonthsUnderAnotherPriceList: one from this month on begins a new period, also at the same price;
// before one that comes later months stay paid.
func TestPaidMonthsUnderAnotherPriceList(t *testing.T) {
	t.Parallel()
	for price, want := range map[string][2]string{
		"1190.00": {"1090.83 -495.83 of 2026-01", "-297.5 of 2026-01"},
		"":        {"1199 -545 of 2026-01", "-327 of 2026-01"},
	} {
		e := plans.NUXIT()
		e.Plan(servicelevel.Pro).Fee = plans.Fee{Monthly: *dec("109.00"), Months: 12}
		if price != "" {
			e.Plan(servicelevel.Pro).Fee.Price = *dec(price)
		}
		other := e
		other.ID = "next"
		c, err := compiled(e).With(compiled(other))
		require.NoError(t, err)
		ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
		state := closedTo(t, c, ct, "2026-07")
		for i, on := range []string{"2026-08-01", "2026-10-01"} {
			// eleven months of the new list from August on; or two of the old one until October
			changed := ending(priced(ct, on, servicelevel.Pro, "next"), "2027-07-01")
			s, next := nextOf(t, c, changed, state)
			assert.Equal(t, want[i], feesText(&s), on)
			if i == 1 {
				assert.Equal(t, "2026-09-01 8 2026-01", fmt.Sprint(next.InAdvance[0].Date, next.InAdvance[0].MonthsBefore, " ", next.InAdvance[0].Invoice))
			}
		}
		// As many months as are left, and fewer: they are of another period.
		s, _ := nextOf(t, c, ending(priced(ct, "2026-08-01", servicelevel.Pro, "next"), "2026-11-01"), state)
		if price != "" {
			assert.Equal(t, "297.5 -495.83 of 2026-01", feesText(&s))
		} else {
			assert.Equal(t, "327 -545 of 2026-01", feesText(&s))
		}
	}
}

// TestPaidMonthsThatBeginNow: three months from April at 299.99 are invoiced by March's statement, in advance;
// what is told then of their end, and of their VAT.
func TestPaidMonthsThatBeginNow(t *testing.T) {
	t.Parallel()
	c, ct := pricedTogether(t, "109.00", "3", "299.99"), contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.FeesInAdvance = true
	state := closedTo(t, c, ct, "2026-03")
	assert.Equal(t, "299.99, 3 months from 2026-04-01 after 0, of 0000-00 at 0.2", inAdvance(state))
	taxed := func(ct servicelevel.Contract) servicelevel.Contract {
		ct.VAT.Changes = vatChanges("2026-04-01", "AE", "")
		return ct
	}
	for _, x := range []struct {
		ct         servicelevel.Contract
		want, left string
	}{
		{ct, "", "199.99, 2 months from 2026-05-01 after 1, of 2026-03 at 0.2"},
		{ending(ct, "2026-05-01"), " | of 2026-03 fee 199.99 S 0.2; S 0.2 of 199.99 is 40.00", ""},
		{ending(ct, "2026-06-01"), " | of 2026-03 fee 100.00 S 0.2; S 0.2 of 100.00 is 20.00", "99.99, 1 months from 2026-05-01 after 1, of 2026-03 at 0.2"},
		{change(ct, "2026-05-01", servicelevel.Serenity), "fee 15.00 S 0.2; S 0.2 of 15.00 is 3.00 | of 2026-03 fee 199.99 S 0.2; S 0.2 of 199.99 is 40.00", "15.00, 0 months from 2026-05-01 after 0, of 0000-00 at 0.2"},
		{taxed(ending(ct, "2026-06-01")), "fee 199.99 AE 0; AE 0 of 199.99 is 0.00 | of 2026-03 fee 299.99 S 0.2; S 0.2 of 299.99 is 60.00", "99.99, 1 months from 2026-05-01 after 1, of 0000-00 at 0"},
	} {
		s, next := nextOf(t, c, x.ct, state)
		assert.Equal(t, x.want, taxedFees(&s))
		assert.Equal(t, x.left, inAdvance(next))
	}
}

// TestPaidMonthsAtAnotherPrice: three of 12 months at 1190.18 are 297.545, which to even is 297.54. A month at
// 1.00 for 12 and one at 1.01 are both 0.08, and yet other payments.
func TestPaidMonthsAtAnotherPrice(t *testing.T) {
	t.Parallel()
	of := func(id, price string) *servicelevel.Catalogue {
		e := plans.NUXIT()
		e.ID, e.Plan(servicelevel.Pro).Fee = id, plans.Fee{Monthly: *dec("109.00"), Months: 12, Price: *dec(price)}
		return compiled(e)
	}
	ct := change(contract("nuxit", servicelevel.Serenity, "2026-03-01"), "2026-04-01", servicelevel.Pro)
	ct.Options.FeesInAdvance, ct.Options.Rounding = true, penalty.HalfEven
	c := of("nuxit", "1190.18")
	s, next := nextOf(t, c, ending(ct, "2026-07-01"), closedTo(t, c, ct, "2026-03"))
	assert.Equal(t, "-892.64 of 2026-03", feesText(&s))
	assert.Equal(t, "198.36, 2 months from 2026-05-01 after 1, of 2026-03 at 0.2", inAdvance(next))

	c, err := of("nuxit", "1.00").With(of("next", "1.01"))
	require.NoError(t, err)
	state := closedTo(t, c, ct, "2026-03")
	ct.Changes[0].Edition = "next"
	s, _ = nextOf(t, c, ending(ct, "2026-05-01"), state)
	assert.Equal(t, "0.08 -1 of 2026-03", feesText(&s))
}

// TestPaidMonthsWithProRata: a last month's days are by themselves, so that the month is given back.
func TestPaidMonthsWithProRata(t *testing.T) {
	t.Parallel()
	c, ct := ofAYear(t), contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.ProRata = true
	ct = ending(ct, "2026-08-11")
	whole := ct
	whole.End = calendar.Date{}
	var got []string
	state := closedTo(t, c, whole, "2026-06")
	for range 2 {
		var s servicelevel.Statement
		s, state = nextOf(t, c, ct, state)
		got = append(got, feesText(&s))
	}
	// 1190 less seven twelfths, 694.17; then 10 of 31 days of 109.00
	assert.Equal(t, []string{"-495.83 of 2026-01", "35.16"}, got)
	state = closedTo(t, c, whole, "2026-07") // told in August: nothing stays
	s, _ := nextOf(t, c, ct, state)
	assert.Equal(t, "35.16 -495.83 of 2026-01", feesText(&s))
}

// TestVATOfPaidMonthsGivenBack: on a credit note with several rates each line says that of its sale, and not
// that of a day of months that are not due.
func TestVATOfPaidMonthsGivenBack(t *testing.T) {
	t.Parallel()
	c, ct := prepaid(t, "3", "2026-02-01"), contract("nuxit", servicelevel.Pro, "2026-01-15")
	ct.Options.FeesInAdvance, ct.Options.ProRata = true, true
	book, err := c.Open(ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(pack("P", "2026-01-20 10:00", 3)))
	_, state, err := book.Close(month("2026-01"))
	require.NoError(t, err)
	ct.VAT.Changes = vatChanges("2026-03-01", "AE", "")
	book, err = c.Resume(ending(ct, "2026-03-01"), readAgain(t, state))
	require.NoError(t, err)
	require.NoError(t, book.Record(servicelevel.Fact{ID: "R", Kind: servicelevel.Refunded, Of: "P", At: wall("2026-02-10 10:00")}))
	s, _, err := book.Close(month("2026-02"))
	require.NoError(t, err)
	s.Explain()
	require.Len(t, s.CreditNotes, 1)
	lines := s.CreditNotes[0].Document.Lines
	require.Len(t, lines, 2)
	fee := lines[slices.IndexFunc(lines, func(l invoice.Line) bool { return l.Kind == invoice.FeeLine })]
	assert.Equal(t, servicelevel.Wording{
		EN: "fee for 2 months from March 2026 invoiced in advance, 2 × €45.00 = €90.00 excl. VAT, as the contract has changed since (D24); VAT of the sale: 22% (D33)",
		FR: "abonnement de 2 mois à partir de mars 2026 facturé d'avance, 2 × 45,00 € = 90,00 € HT, comme le contrat a changé depuis (D24) ; TVA de la vente : 22 % (D33)",
	}, fee.Explained)
	for _, one := range allSaid(&s) {
		require.NoError(t, one.check())
	}
}
