package servicelevel_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/states"
)

// pricedTogether is NUXIT's edition, as a document, in which Pro has a price for so many months at once.
func pricedTogether(t require.TestingT, monthly, months, price string) *servicelevel.Catalogue {
	text, err := plans.NUXIT().MarshalJSON()
	require.NoError(t, err)
	const fee = `"monthly":"45.00",`
	require.Contains(t, string(text), fee)
	var e plans.Edition
	require.NoError(t, e.UnmarshalJSON([]byte(strings.Replace(string(text), fee, `"monthly":"`+monthly+`","months":`+months+`,"price":"`+price+`",`, 1))))
	return compiled(e)
}

// ofAYear is 109.00 a month, or 1190.00 for a year.
func ofAYear(t require.TestingT) *servicelevel.Catalogue {
	return pricedTogether(t, "109.00", "12", "1190.00")
}

// sharesOfAYear are those of 1190.00, by hand: 1190 × k ÷ 12 is 99.1667, 198.3333, 297.5 and so on.
var sharesOfAYear = []string{"99.17", "99.16", "99.17", "99.17", "99.16", "99.17", "99.17", "99.16", "99.17", "99.17", "99.16", "99.17"}

// feesText lists the fees of a statement, and those that it gives back with the month that invoiced them.
func feesText(s *servicelevel.Statement) string {
	var out []string
	for _, line := range s.Invoice.Lines {
		out = append(out, line.Amount.String())
	}
	for _, n := range s.CreditNotes {
		for _, line := range n.Document.Lines {
			out = append(out, fmt.Sprintf("-%s of %s", line.Amount, n.Invoice))
		}
	}
	return strings.Join(out, " ")
}

// TestPriceOfAYear: a year is invoiced at its price with its first month, and months of it at their
// shares, as far as the contract is to have the plan.
func TestPriceOfAYear(t *testing.T) {
	t.Parallel()
	year, none := "fee 1190.00 S 0.2; S 0.2 of 1190.00 is 238.00", ""
	pro := func() servicelevel.Contract { return contract("nuxit", servicelevel.Pro, "2026-03-12") }
	taxed{ct: pro(), cat: ofAYear(t), foreign: true, first: "2026-03", want: []string{
		year, none, none, none, none, none, none, none, none, none, none, none, year, none,
	}}.check(t)
	for end, want := range map[string]string{
		"2026-03-13": "fee 99.17 S 0.2; S 0.2 of 99.17 is 19.83", "2026-04-01": "fee 99.17 S 0.2; S 0.2 of 99.17 is 19.83",
		"2026-04-02": "fee 198.33 S 0.2; S 0.2 of 198.33 is 39.67",
		"2026-10-01": "fee 694.17 S 0.2; S 0.2 of 694.17 is 138.83", "2026-10-02": "fee 793.33 S 0.2; S 0.2 of 793.33 is 158.67",
		"2027-02-01": "fee 1090.83 S 0.2; S 0.2 of 1090.83 is 218.17", "2027-02-02": year, "2027-03-01": year,
	} {
		taxed{ct: ending(pro(), end), cat: ofAYear(t), foreign: true, first: "2026-03", want: []string{want, none, none}}.check(t, end)
	}
	taxed{ct: change(pro(), "2026-04-02", servicelevel.Serenity), cat: ofAYear(t), foreign: true, first: "2026-03", want: []string{
		"fee 198.33 S 0.2; S 0.2 of 198.33 is 39.67", none, "fee 15.00 S 0.2; S 0.2 of 15.00 is 3.00",
	}}.check(t)
	parts := pro()
	parts.Options.ProRata = true // days are by the price of a month: 20 of 31, then 10 of 30
	taxed{ct: ending(parts, "2026-06-11"), cat: ofAYear(t), foreign: true, first: "2026-03", want: []string{
		"fee 70.32 S 0.2; S 0.2 of 70.32 is 14.06", "fee 198.33 S 0.2; S 0.2 of 198.33 is 39.67", none, "fee 36.33 S 0.2; S 0.2 of 36.33 is 7.27",
	}}.check(t)
	ahead := pro()
	ahead.Options.FeesInAdvance = true // each payment with the statement before its first month
	taxed{ct: ending(ahead, "2026-08-01"), cat: pricedTogether(t, "109.00", "3", "299.99"), foreign: true, first: "2026-03", want: []string{
		"fee 299.99 S 0.2; S 0.2 of 299.99 is 60.00", none, "fee 199.99 S 0.2; S 0.2 of 199.99 is 40.00", none, none, none,
	}}.check(t)
}

// TestQuotedPriceOfAYear: a quote may have one, and another one from a day on.
func TestQuotedPriceOfAYear(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.CriticalBusiness, "2026-03-01")
	ct.Rent, ct.Quote = cents(1), quote()
	ct.Quote.Fee = plans.Fee{Monthly: *dec("1250.00"), Months: 12, Price: *dec("13999.99")}
	then := *ct.Quote
	then.Fee.Price = *dec("15000.01")
	ct.Changes = []servicelevel.Change{{On: day("2026-05-01"), Level: servicelevel.CriticalBusiness, Quote: &then}}
	taxed{ct: ct, cat: servicelevel.NUXIT(), foreign: true, first: "2026-03", want: []string{
		"fee 2333.33 S 0.2; S 0.2 of 2333.33 is 466.67", "", "fee 15000.01 S 0.2; S 0.2 of 15000.01 is 3000.00", "",
	}}.check(t)
}

// TestPriceOfAYearGivenBack: what was paid for months that are not due any more is given back at their shares;
// those that stay due stay paid, unless they are of another level.
func TestPriceOfAYearGivenBack(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		change func(*servicelevel.Contract)
		want   []string
	}{
		"as it was":            {func(*servicelevel.Contract) {}, []string{"", "", ""}},
		"ends after 7 months":  {func(ct *servicelevel.Contract) { ct.End = day("2026-10-01") }, []string{"-495.83 of 2026-03", "", ""}},
		"ends after 4 months":  {func(ct *servicelevel.Contract) { ct.End = day("2026-07-01") }, []string{"-793.33 of 2026-03", "", ""}},
		"had ended":            {func(ct *servicelevel.Contract) { ct.End = day("2026-06-01") }, []string{"-892.5 of 2026-03", "", ""}},
		"ends after 12 months": {func(ct *servicelevel.Contract) { ct.End = day("2027-03-01") }, []string{"", "", ""}},
		"ends after 11 months": {func(ct *servicelevel.Contract) { ct.End = day("2027-02-01") }, []string{"-99.17 of 2026-03", "", ""}},
		"another level":        {func(ct *servicelevel.Contract) { *ct = change(*ct, "2026-07-01", servicelevel.Serenity) }, []string{"-793.33 of 2026-03", "15", "15"}},
		"and back": {func(ct *servicelevel.Contract) {
			ct.Changes = []servicelevel.Change{{On: day("2026-06-01"), Level: servicelevel.Serenity}, {On: day("2026-07-01"), Level: servicelevel.Pro}}
		}, []string{"15 -892.5 of 2026-03", "1190", ""}},
	} {
		ct := contract("nuxit", servicelevel.Pro, "2026-03-12")
		book, err := ofAYear(t).Open(ct)
		require.NoError(t, err)
		var state servicelevel.State
		for _, m := range []string{"2026-03", "2026-04", "2026-05"} {
			_, state, err = book.Close(month(m))
			require.NoError(t, err)
		}
		require.Len(t, state.InAdvance, 1)
		f := state.InAdvance[0]
		assert.Equal(t, "892.5 9 1190 12 3 half_away", fmt.Sprint(f.Net, f.Months, f.Price, f.PriceBase, f.MonthsBefore, f.Rounding))
		for i, want := range x.want {
			if i == 0 {
				x.change(&ct)
			}
			book, err = ofAYear(t).Resume(ct, readAgain(t, state))
			require.NoError(t, err)
			var s servicelevel.Statement
			s, state, err = book.Close(month("2026-06").AddMonths(i))
			require.NoError(t, err)
			require.NoError(t, s.Validate())
			assert.Equal(t, want, feesText(&s), "%s %d", name, i)
		}
	}
}

// TestPriceOfMonthsInOtherUnits: shares are whole yen, and whole fils; halves go to even if the contract
// says so.
func TestPriceOfMonthsInOtherUnits(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		currency, monthly, months, price string
		even                             bool
		want                             string // of each month alone
	}{
		{"JPY", "1000", "12", "10000", false, "833 834 833 833 834 833 833 834 833 833 834 833"},
		{"KWD", "10.000", "12", "100.000", false, "8.333 8.334 8.333 8.333 8.334 8.333 8.333 8.334 8.333 8.333 8.334 8.333"},
		{"", "1.00", "8", "1.00", false, "0.13 0.12 0.13 0.12 0.13 0.12 0.13 0.12"},
		{"", "1.00", "8", "1.00", true, "0.12 0.13 0.13 0.12 0.12 0.13 0.13 0.12"},
		{"", "0.01", "2", "0.01", false, "0.01 0"},
		{"", "0.01", "2", "0.01", true, "0 0.01"},
		{"JPY", "1", "12", "1", false, "0 0 0 0 0 1 0 0 0 0 0 0"},
		{"JPY", "1", "12", "1", true, "0 0 0 0 0 0 1 0 0 0 0 0"},
		{"KWD", "0.001", "3", "0.002", false, "0.001 0 0.001"},
		{"", "109.00", "12", "1190.00", false, strings.Join(sharesOfAYear, " ")},
		{"", "1.00", "2", "9000000000.00", false, "4500000000 4500000000"},
		{"KWD", "1.000", "2", "900000000.000", false, "450000000 450000000"},
	} {
		e := pricedIn(x.currency, "1", x.monthly, "169")
		e.Plan(servicelevel.Pro).Fee = plans.Fee{Monthly: *dec(x.monthly), Months: len(strings.Fields(x.want)), Price: *dec(x.price)}
		require.Equal(t, x.months, fmt.Sprint(e.Plan(servicelevel.Pro).Fee.Months))
		c, ct := compiled(e), contract("nuxit", servicelevel.Pro, "2026-03-12")
		if ct.VAT.Rate = dec("0.1"); x.even {
			ct.Options.Rounding = penalty.HalfEven
		}
		var got []string
		sum := dec("0")
		for i, want := range strings.Fields(x.want) {
			s, err := c.Accruals().Statement(ct, servicelevel.Activity{}, month("2026-03").AddMonths(i))
			require.NoError(t, err)
			require.NoError(t, s.Validate())
			got = append(got, feesText(s))
			*sum = sum.Add(*dec(want))
			// the payment, if the contract ends with the month, is what the shares add up to
			paid, err := c.Statement(ending(ct, calendar.MustParseDate("2026-04-01").AddMonths(i).String()), servicelevel.Activity{}, month("2026-03"))
			require.NoError(t, err)
			assert.Equal(t, sum.String(), feesText(&paid), x)
		}
		assert.Equal(t, x.want, strings.Join(got, " "), x)
		assert.Equal(t, dec(x.price).String(), sum.String())
	}
}

// TestWordsOfAPriceOfAYear: of 1190.18 three months come to 297.545, which to even is 297.54.
func TestWordsOfAPriceOfAYear(t *testing.T) {
	t.Parallel()
	c := pricedTogether(t, "109.00", "12", "1190.18")
	serenity := func(ct servicelevel.Contract) servicelevel.Contract {
		ct.Level, ct.Options.FeesInAdvance = servicelevel.Serenity, true
		return change(ct, "2026-04-01", servicelevel.Pro)
	}
	unchanged := func(ct servicelevel.Contract) servicelevel.Contract {
		ct.Changes = nil
		return ct
	}
	same := func(ct servicelevel.Contract) servicelevel.Contract { return ct }
	until := func(end string) func(servicelevel.Contract) servicelevel.Contract {
		return func(ct servicelevel.Contract) servicelevel.Contract { return ending(ct, end) }
	}
	for _, x := range []struct {
		first, then func(servicelevel.Contract) servicelevel.Contract // of March, and of April
		march       bool                                              // what March says, else April
		fee, back   servicelevel.Wording
	}{
		{
			first: same, then: same, march: true,
			fee: servicelevel.Wording{
				FR: "niveau Pro à 1 190,18 € HT pour 12 mois (S38) ; 12 mois d'avance à partir du 12 mars 2026 = 1 190,18 €",
				EN: "Pro at €1,190.18 for 12 months excl. VAT (S38); 12 months in advance from 12 March 2026 = €1,190.18",
			},
		},
		{
			first: until("2026-06-01"), then: same, march: true,
			fee: servicelevel.Wording{
				FR: "niveau Pro à 1 190,18 € HT pour 12 mois (S38) ; 3 mois sur 12 à partir du 12 mars 2026 = 297,54 €, les demi-centimes au pair (D21)",
				EN: "Pro at €1,190.18 for 12 months excl. VAT (S38); 3 of 12 months from 12 March 2026 = €297.54, half cents to even (D21)",
			},
		},
		{
			first: until("2026-05-01"), then: until("2026-06-01"), // later than it was to end: all of it again
			fee: servicelevel.Wording{
				FR: "niveau Pro à 1 190,18 € HT pour 12 mois (S38) ; mois 2 à 3 à partir du 1er avril 2026 : 297,54 € pour 3, moins 99,18 € pour 1 = 198,36 €, les demi-centimes au pair (D21)",
				EN: "Pro at €1,190.18 for 12 months excl. VAT (S38); months 2 to 3 from 1 April 2026: €297.54 for 3, less €99.18 for 1 = €198.36, half cents to even (D21)",
			},
			back: servicelevel.Wording{
				FR: "abonnement d'avril 2026 facturé d'avance, à 1 190,18 € pour 12 mois : 198,36 € pour 2, moins 99,18 € pour 1 = 99,18 € HT, les demi-centimes au pair, comme le contrat a changé depuis (D24, D21) ; TVA de la vente : 20 % (D33)",
				EN: "fee for April 2026 invoiced in advance, at €1,190.18 for 12 months: €198.36 for 2, less €99.18 for 1 = €99.18 excl. VAT, half cents to even, as the contract has changed since (D24, D21); VAT of the sale: 20% (D33)",
			},
		},
		{
			first: same, then: until("2026-06-01"), // of 297.545 for three months, the others are the rest
			back: servicelevel.Wording{
				FR: "abonnement des mois 4 à 12 à partir de juin 2026 facturé d'avance, à 1 190,18 € pour 12 mois : 1 190,18 € pour 12, moins 297,54 € pour 3 = 892,64 € HT, les demi-centimes au pair, comme le contrat a changé depuis (D24, D21) ; TVA de la vente : 20 % (D33)",
				EN: "fee for months 4 to 12 from June 2026 invoiced in advance, at €1,190.18 for 12 months: €1,190.18 for 12, less €297.54 for 3 = €892.64 excl. VAT, half cents to even, as the contract has changed since (D24, D21); VAT of the sale: 20% (D33)",
			},
		},
		{
			first: same, then: until("2027-02-01"),
			back: servicelevel.Wording{
				FR: "abonnement de février 2027 facturé d'avance, à 1 190,18 € pour 12 mois : 1 190,18 € pour 12, moins 1 091,00 € pour 11 = 99,18 € HT, les demi-centimes au pair, comme le contrat a changé depuis (D24, D21) ; TVA de la vente : 20 % (D33)",
				EN: "fee for February 2027 invoiced in advance, at €1,190.18 for 12 months: €1,190.18 for 12, less €1,091.00 for 11 = €99.18 excl. VAT, half cents to even, as the contract has changed since (D24, D21); VAT of the sale: 20% (D33)",
			},
		},
		{
			first: until("2026-05-01"), then: until("2026-04-01"),
			back: servicelevel.Wording{
				FR: "abonnement d'avril 2026 facturé d'avance, à 1 190,18 € pour 12 mois : 198,36 € pour 2, moins 99,18 € pour 1 = 99,18 € HT, les demi-centimes au pair, comme le contrat a changé depuis (D24, D21) ; TVA de la vente : 20 % (D33)",
				EN: "fee for April 2026 invoiced in advance, at €1,190.18 for 12 months: €198.36 for 2, less €99.18 for 1 = €99.18 excl. VAT, half cents to even, as the contract has changed since (D24, D21); VAT of the sale: 20% (D33)",
			},
		},
		{
			first: until("2026-04-01"), then: until("2026-05-01"),
			fee: servicelevel.Wording{
				FR: "niveau Pro à 1 190,18 € HT pour 12 mois (S38) ; mois 2 à partir du 1er avril 2026 : 198,36 € pour 2, moins 99,18 € pour 1 = 99,18 €, les demi-centimes au pair (D21)",
				EN: "Pro at €1,190.18 for 12 months excl. VAT (S38); month 2 from 1 April 2026: €198.36 for 2, less €99.18 for 1 = €99.18, half cents to even (D21)",
			},
		},
		{
			first: serenity, then: unchanged,
			back: servicelevel.Wording{
				FR: "abonnement de 12 mois à partir d'avril 2026 facturé d'avance, à 1 190,18 € pour 12 mois = 1 190,18 € HT, comme le contrat a changé depuis (D24) ; TVA de la vente : 20 % (D33)",
				EN: "fee for 12 months from April 2026 invoiced in advance, at €1,190.18 for 12 months = €1,190.18 excl. VAT, as the contract has changed since (D24); VAT of the sale: 20% (D33)",
			},
		},
		{
			first: func(ct servicelevel.Contract) servicelevel.Contract { return ending(serenity(ct), "2026-07-01") }, then: unchanged,
			back: servicelevel.Wording{
				FR: "abonnement de 3 mois à partir d'avril 2026 facturé d'avance, à 1 190,18 € pour 12 mois : 297,54 € pour 3 HT, les demi-centimes au pair, comme le contrat a changé depuis (D24, D21) ; TVA de la vente : 20 % (D33)",
				EN: "fee for 3 months from April 2026 invoiced in advance, at €1,190.18 for 12 months: €297.54 for 3 excl. VAT, half cents to even, as the contract has changed since (D24, D21); VAT of the sale: 20% (D33)",
			},
		},
	} {
		ct := contract("nuxit", servicelevel.Pro, "2026-03-12")
		ct.Options.Rounding = penalty.HalfEven
		ct = x.first(ct)
		book, err := c.Open(ct)
		require.NoError(t, err)
		s, state, err := book.Close(month("2026-03"))
		require.NoError(t, err)
		if !x.march {
			book, err = c.Resume(x.then(ct), readAgain(t, state))
			require.NoError(t, err)
			s, _, err = book.Close(month("2026-04"))
			require.NoError(t, err)
		}
		s.Explain()
		var fee, back servicelevel.Wording
		if len(s.Invoice.Lines) > 0 {
			fee = s.Invoice.Lines[0].Explained
		}
		if len(s.CreditNotes) > 0 {
			back = s.CreditNotes[0].Document.Lines[0].Explained
		}
		if x.fee != (servicelevel.Wording{}) {
			assert.Equal(t, x.fee, fee)
		}
		assert.Equal(t, x.back, back)
		for _, one := range allSaid(&s) {
			require.NoError(t, one.check())
		}
	}
}

// TestPriceOfAYearOnAJointInvoice: each contract has its own months, and what is given back of one is on a
// credit note for the joint invoice that had them.
func TestPriceOfAYearOnAJointInvoice(t *testing.T) {
	t.Parallel()
	c := ofAYear(t)
	closed := func(ct servicelevel.Contract, state *servicelevel.State, m string) (servicelevel.Statement, *servicelevel.State) {
		book, err := c.Open(ct)
		if state != nil {
			book, err = c.Resume(ct, readAgain(t, *state))
		}
		require.NoError(t, err)
		s, next, err := book.Close(month(m))
		require.NoError(t, err)
		return s, &next
	}
	a, b := contract("nuxit", servicelevel.Pro, "2026-03-01"), contract("nuxit", servicelevel.Pro, "2026-03-01")
	a.ID, b.ID, b.End = "A", "B", day("2026-10-01")
	marchA, stateA := closed(a, nil, "2026-03")
	marchB, stateB := closed(b, nil, "2026-03")
	march := consolidate(t, nil, marchA, marchB)
	assert.Equal(t, "A fee 1190.00, B fee 694.17; S 0.2 of 1884.17 is 376.83; 1884.17 376.83 2261.00", kit.Shared(&march.Invoice))
	a.End, b.End = day("2026-05-01"), day("2026-04-01")
	aprilA, _ := closed(a, stateA, "2026-04")
	aprilB, _ := closed(b, stateB, "2026-04")
	aprilB.Explain()
	april := consolidate(t, march, aprilA, aprilB)
	assert.Equal(t, "; ; 0.00 0.00 0.00", kit.Shared(&april.Invoice))
	require.Len(t, april.CreditNotes, 1)
	assert.Equal(t, "A fee 991.67, B fee 595.00; S 0.2 of 1586.67 is 317.33; 1586.67 317.33 1904.00", kit.Shared(&april.CreditNotes[0].Document))
	assert.Equal(t, "fee for months 2 to 7 from April 2026 invoiced in advance, at €1,190.00 for 12 months: €694.17 for 7, less €99.17 for 1 = €595.00 excl. VAT, as the contract has changed since (D24, D21); VAT of the sale: 20% (D33)",
		april.CreditNotes[0].Document.Lines[1].Explained.EN)
}

// TestPriceOfAYearInAComparison: a comparison counts the shares of its months, those that follow one
// another together.
func TestPriceOfAYearInAComparison(t *testing.T) {
	t.Parallel()
	got, err := compare.Levels(ofAYear(t), contract("nuxit", servicelevel.Serenity, "2026-01-01"), servicelevel.Activity{}, month("2026-04"), month("2027-02"))
	require.NoError(t, err)
	require.NoError(t, got.Validate())
	got.Explain()
	x := compared(t, readAgain(t, got), servicelevel.Pro)
	// 1190.00 less three months of 297.50, and two of the next year
	assert.Equal(t, "1090.83", x.Fees.String())
	assert.Equal(t, []compare.FeePart{
		{Months: 9, OfMonths: 12, MonthsBefore: 3, Price: *dec("1190.00"), Amount: *dec("892.50")},
		{Months: 2, OfMonths: 12, Price: *dec("1190.00"), Amount: *dec("198.33")},
	}, x.FeeParts)
	assert.Contains(t, x.Explained.EN, "fees 9 of 12 months of €1,190.00 after 3 (€1,190.00 less €297.50 = €892.50) + 2 of 12 months of €1,190.00 (€198.33) = €1,090.83 excl. VAT")
	assert.Contains(t, x.Explained.FR, "abonnements 9 mois sur 12 de 1 190,00 € après 3 (1 190,00 € moins 297,50 € = 892,50 €) + 2 mois sur 12 de 1 190,00 € (198,33 €) = 1 090,83 € HT")
	for want, part := range map[string]compare.FeePart{
		"": {Months: 12, OfMonths: 12, Amount: *dec("1090.83")}, "of_months": {Months: 12, OfMonths: 12, MonthsBefore: 1},
		"must be absent, or as many": {Months: 2, OfMonths: 1}, "lie before": {Months: 1, MonthsBefore: 1}, "at least": {Months: 1, OfMonths: 2, MonthsBefore: -1},
		"of_months: must": {Days: 1, OfDays: 30, OfMonths: 12},
	} {
		for i := range got.Levels {
			if got.Levels[i].Level == servicelevel.Pro {
				got.Levels[i].FeeParts = []compare.FeePart{part}
			}
		}
		if err = got.Validate(); want == "" {
			assert.NoError(t, err)
		} else {
			assert.ErrorContains(t, err, want)
		}
	}
}

// TestSharesInAComparison: they are rounded as the contract says, and one that comes to nothing is one of them.
func TestSharesInAComparison(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.Rounding = penalty.HalfEven
	got, err := compare.Levels(pricedTogether(t, "109.00", "12", "1190.18"), ct, servicelevel.Activity{}, month("2026-04"), month("2026-05"))
	require.NoError(t, err)
	got.Explain()
	x := compared(t, got, servicelevel.Pro)
	assert.Contains(t, x.Explained.EN, "fees 2 of 12 months of €1,190.18 after 3 (€495.91 less €297.54 = €198.37, half cents to even) = €198.37 excl. VAT")
	assert.Contains(t, x.Explained.FR, "abonnements 2 mois sur 12 de 1 190,18 € après 3 (495,91 € moins 297,54 € = 198,37 €, les demi-centimes au pair) = 198,37 € HT")

	e := pricedIn("JPY", "1", "1", "169")
	e.Plan(servicelevel.Pro).Fee = plans.Fee{Monthly: *dec("1"), Months: 12, Price: *dec("1")}
	ct.Options.Rounding = penalty.HalfAway
	got, err = compare.Levels(compiled(e), ct, servicelevel.Activity{}, month("2026-01"), month("2027-03"))
	require.NoError(t, err)
	x = compared(t, got, servicelevel.Pro)
	assert.Equal(t, "1", x.Fees.String())
	assert.Equal(t, []compare.FeePart{{Months: 12, OfMonths: 12, Price: *dec("1.00"), Amount: *dec("1.00")}, {Months: 3, OfMonths: 12, Price: *dec("1.00"), Amount: *dec("0.00")}}, readAgain(t, x).FeeParts)
}

// TestBreakEvenOfAPriceOfAYear: a month is a twelfth, and not rounded.
func TestBreakEvenOfAPriceOfAYear(t *testing.T) {
	t.Parallel()
	pro, _ := ofAYear(t).Plan(servicelevel.Pro)
	serenity, _ := ofAYear(t).Plan(servicelevel.Serenity)
	pro.Work.Minimum, serenity.Work.Minimum = time.Second, time.Second // else it is to the minute
	// 1190 ÷ 12 − 15 = 84.1666…, which 60.00 an hour make after 1.402777… h: 5 050 s
	got, err := compare.FindBreakEven(pro, serenity, credit.Pack{Time: time.Hour, Price: *dec("60.00")})
	require.NoError(t, err)
	assert.Equal(t, 5050*time.Second, got.From)
	serenity.Fee = plans.Fee{Monthly: *dec("15.00"), Months: 7, Price: *dec("100.00")} // 84.8809… are 5 092.857142857… s
	got, err = compare.FindBreakEven(pro, serenity, credit.Pack{Time: time.Hour, Price: *dec("60.00")})
	require.NoError(t, err)
	assert.Equal(t, 5092857142858*time.Nanosecond, got.From)
}

func TestFaultsOfAPriceOfMonths(t *testing.T) {
	t.Parallel()
	for fee, want := range map[string]string{
		`"monthly":"1.00","months":2,"price":"0.01"`: "", `"monthly":"0.01","months":120,"price":"10000000000.00"`: "",
		`"monthly":"1.00","months":2,"price":"10000000000.01"`:       `fee.price: must lie between -10000000000.00 and 10000000000.00 (got "10000000000.01")`,
		`"monthly":"1.00","months":2,"price":"-0.01"`:                `fee.price: must not be negative (got "-0.01")`,
		`"monthly":"1.00","months":2,"price":"0.0001"`:               `fee.price: must have at most three decimals (got "0.0001")`,
		`"monthly":"1.00","months":1,"price":"0.01"`:                 `fee.price: needs fee.months of 2 or more, as it is the price of that many (got "0.01")`,
		`"monthly":"1.00","price":"0.01"`:                            `fee.price: needs fee.months of 2 or more, as it is the price of that many (got "0.01")`,
		`"monthly":"1.00","months":2,"price":"0.00"`:                 `fee.price: must be left out for Months × Monthly, not be zero (got "0")`,
		`"monthly":"1.00","price":"0"`:                               `fee.price: must be left out for Months × Monthly, not be zero (got "0")`,
		`"monthly":"0.00","months":2,"price":"0.01"`:                 `fee.monthly: must be above 0 with fee.price: days that are no whole month are by it (D24) (got "0")`,
		`"monthly":"1.00","months":121,"price":"0.01"`:               `fee.months: must lie from 0 to 120 (got "121")`,
		`"monthly":"10000000000.00","months":2,"price":"0.01"`:       "", // which no payment has
		`"monthly":"10000000000.00","months":2`:                      `fee.months: must come to at most`,
		`"monthly":"1.00","months":2,"price":"1.00","price":"1.00"`:  "price",
		`"monthly":"1.00","months":2,"price":1`:                      "price",
		`"monthly":"0.00","months":2,"price":"0.01","on_quote":true`: `fee.price: must not be stated by a plan on quote (got "0.01")`,
		`"monthly":"1.00","months":2,"prices":"0.01"`:                "prices",
	} {
		err := new(plans.Plan).UnmarshalJSON([]byte(`{"level":"x","name":{"fr":"x","en":"x"},"fee":{` + fee + `},"hours":{"schedule":{"zone":"Europe/Paris","hours":[{"days":"mon-fri","open":["09:00-18:00"]}]}},"desk":{"channels":["ticket"]},"work":{"block":"PT1H"}}`))
		if want == "" {
			assert.NoError(t, err, fee)
		} else {
			assert.ErrorContains(t, err, want, fee)
		}
	}
	for currency, fine := range map[string]string{"": "100.001", "JPY": "100.1"} {
		e := pricedIn(currency, "15", "45", "169")
		e.Plan(servicelevel.Pro).Fee.Months, e.Plan(servicelevel.Pro).Fee.Price = 12, *dec(fine)
		assert.ErrorContains(t, e.Validate(), "plans[2].fee.price: must have")
	}
	var paths []string
	for _, x := range diff(ofAYear(t), pricedTogether(t, "109.00", "12", "1189.99")) {
		paths = append(paths, fmt.Sprint(x.Path, " ", x.A, " ", x.B, " ", x.Rules))
	}
	assert.Equal(t, []string{"fee.price 1190.00 1189.99 [S38]"}, paths)
}

// TestFaultsOfAShareInAState: a state's share of a price is one.
func TestFaultsOfAShareInAState(t *testing.T) {
	t.Parallel()
	book, err := ofAYear(t).Open(contract("nuxit", servicelevel.Pro, "2026-03-12"))
	require.NoError(t, err)
	_, state, err := book.Close(month("2026-03"))
	require.NoError(t, err)
	fee := state.InAdvance[0]
	assert.Equal(t, "1090.83", fee.Net.String())
	for want, edit := range map[string]func(*states.Fee){
		`in_advance[0].price: must not be negative (got "-1190")`:             func(f *states.Fee) { f.Price = *dec("-1190") },
		`in_advance[0].price_base: must be absent without a price (got "12")`: func(f *states.Fee) { f.Price = *dec("0") },
		`in_advance[0].months_before: must not be negative, nor make more than 120 months wi`: func(f *states.Fee) {
			f.Price, f.PriceBase, f.Rounding, f.MonthsBefore = *dec("0"), 0, 0, 110
		},
		`in_advance[0].months_before: must not be negative, nor make more than 120 mon`:      func(f *states.Fee) { f.Price, f.PriceBase, f.Rounding, f.MonthsBefore = *dec("0"), 0, 0, -1 },
		`in_advance[0].months_before: must be absent without months (got "1")`:               func(f *states.Fee) { f.Price, f.PriceBase, f.Rounding, f.Months = *dec("0"), 0, 0, 0 },
		`in_advance[0].rounding: must be absent without a price (got "1")`:                   func(f *states.Fee) { f.Price, f.Rounding = *dec("0"), 1 },
		`in_advance[0].price_base: must lie from 2 to 120 (got "1")`:                         func(f *states.Fee) { f.PriceBase = 1 },
		`in_advance[0].price_base: must lie from 2 to 120 (got "121")`:                       func(f *states.Fee) { f.PriceBase = 121 },
		`in_advance[0].months: must be above 0 with a price (got "0")`:                       func(f *states.Fee) { f.Months = 0 },
		`in_advance[0].months_before: must not be negative, nor make more months than the p`: func(f *states.Fee) { f.MonthsBefore = 2 },
		`in_advance[0].months_before: must not be negative, nor`:                             func(f *states.Fee) { f.MonthsBefore = -1 },
		`in_advance[0].rounding: must be one of half_away, half_even (got "2")`:              func(f *states.Fee) { f.Rounding = 2 },
		`in_advance[0].net: must be the share of the price, 1090.83 (got "1090.84")`:         func(f *states.Fee) { f.Net = *dec("1090.84") },
		`in_advance[0].net: must be the share of the price, 1090.84 (got "1090.83")`:         func(f *states.Fee) { f.Price = *dec("1190.01") },
	} {
		state.InAdvance[0] = fee
		require.NoError(t, state.Validate())
		edit(&state.InAdvance[0])
		assert.ErrorContains(t, state.Validate(), want)
	}
	state.InAdvance[0] = fee
	_, err = pricedTogether(t, "109.00", "12", "1190.01").Resume(contract("nuxit", servicelevel.Pro, "2026-03-12"), state)
	assert.ErrorContains(t, err, "state.figures: must be those that the contract and the catalogue have")
}
