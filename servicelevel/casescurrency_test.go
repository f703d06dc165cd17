package servicelevel_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/plans"
)

// pricedIn is NUXIT's edition with other prices, in a currency.
func pricedIn(code, serenity, pro, pack string) plans.Edition {
	e := plans.NUXIT()
	e.Currency = code
	for i := range e.Plans {
		p := &e.Plans[i]
		switch p.Level {
		case servicelevel.Serenity:
			p.Fee.Monthly = *dec(serenity)
		case servicelevel.Pro:
			p.Fee.Monthly = *dec(pro)
		case servicelevel.Business:
			p.Fee.Monthly = *dec(pack)
		}
		if p.Prices != nil {
			p.Prices.Tariff.Packs = []credit.Pack{{Time: 3 * time.Hour, Price: *dec(pack)}}
			p.Prices.PackRules = nil
		}
	}
	return e
}

// TestMonthInYen, worked out by hand: half a month of a fee, a pack that is drawn on by the block, VAT, in
// whole yen.
func TestMonthInYen(t *testing.T) {
	t.Parallel()
	c := compiled(pricedIn("JPY", "2001", "6900", "16900"))
	ct := contract("nuxit", servicelevel.Serenity, "2026-05-17") // 15 of 31 days
	ct.Options.ProRata = true
	ct.VAT = servicelevel.VAT{Rate: dec("0.1")}
	act := servicelevel.Activity{
		Purchases:     []servicelevel.Purchase{{ID: "p", At: wall("2026-05-18 10:00"), Time: 3 * time.Hour}},
		Requests:      []servicelevel.Request{{Ticket: "T", At: wall("2026-05-19 09:00")}},
		Interventions: []servicelevel.Intervention{{Ticket: "T", Start: wall("2026-05-19 10:00"), End: wall("2026-05-19 10:20")}},
		Charges:       []servicelevel.Charge{{ID: "c", At: wall("2026-05-20 10:00"), Price: *dec("-45"), Label: servicelevel.Wording{FR: "Geste", EN: "Gesture"}}},
	}
	s, err := c.Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	require.NoError(t, s.Validate())
	// 2001 × 15 ÷ 31 = 968.2; 968 + 16900 − 45 = 17823; 10 % of it is 1782.3
	assert.Equal(t, []string{"968", "16900", "-45"}, []string{s.Invoice.Lines[0].Amount.String(), s.Invoice.Lines[1].Amount.String(), s.Invoice.Lines[2].Amount.String()})
	assert.Equal(t, []string{"17823", "1782", "19605"}, []string{s.Invoice.Net.String(), s.Invoice.Tax.String(), s.Invoice.Gross.String()})
	lot := s.Credit.Lots[0] // a block of six: 2816.67
	assert.Equal(t, []string{"2817", "14083"}, []string{lot.Earned.String(), lot.Deferred.String()})
	assert.Equal(t, "2817", s.Tickets[0].Draws[0].Cost.String())

	s.Explain()
	assert.Contains(t, s.Invoice.Lines[1].Explained.FR, "16\u202f900 JPY")
	assert.Contains(t, s.Invoice.Lines[1].Explained.EN, "JPY 16,900")
	text := encode(t, s)
	assert.Contains(t, text, `"net":"17823","tax":"1782","gross":"19605"`)
	assert.NotContains(t, text, `.00"`)
	var back servicelevel.Statement
	require.NoError(t, json.Unmarshal([]byte(text), &back))
	assert.Equal(t, text, encode(t, back))
	alone, err := json.Marshal(s.Invoice.Lines[1])
	require.NoError(t, err)
	assert.Contains(t, string(alone), `"amount":"16900.00"`, "a line alone does not say its currency")
}

// TestMonthInDinars is the same in thousandths, with a penalty that is rounded to one.
func TestMonthInDinars(t *testing.T) {
	t.Parallel()
	c := compiled(pricedIn("KWD", "2.001", "6.900", "12.345"))
	ct := contract("nuxit", servicelevel.Business, "2026-05-17")
	ct.Options.ProRata, ct.Rent, ct.VAT = true, dec("12.345"), servicelevel.VAT{Rate: dec("0.05")}
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-20 10:00", "2026-05-20 11:30")}}
	s, err := c.Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	require.NoError(t, s.Validate())
	// 12.345 × 15 ÷ 31 = 5.97338…; 5 % of 5.973 is 0.29865; 1.5 h × 5 % of 12.345 is 0.925875
	assert.Equal(t, []string{"5.973", "0.299", "6.272"}, []string{s.Invoice.Net.String(), s.Invoice.Tax.String(), s.Invoice.Gross.String()})
	assert.Equal(t, "0.926", s.Compensation.Gross.String())
	assert.Equal(t, penalty.Thousandths, s.Availability[0].Assessment.Terms.Minor)
	doc, err := joint.Consolidate(nil, s)
	require.NoError(t, err)
	assert.Equal(t, "0.926", doc.Compensation.Gross.String())
	cost, err := compare.Levels(c, ct, act, month("2026-05"), month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, "0.926", cost.Levels[3].OwedMonths[0].Amount.String())
	s.Explain()
	assert.Contains(t, s.Availability[0].Explained.FR, "12,345 KWD")
	assert.Contains(t, s.Availability[0].Explained.EN, "= KWD 0.926")
	assert.Contains(t, encode(t, s), `"net":"5.973","tax":"0.299","gross":"6.272"`)
	alone, err := json.Marshal(s.Availability[0].Assessment)
	require.NoError(t, err)
	var a penalty.Assessment
	require.NoError(t, json.Unmarshal(alone, &a))
	require.NoError(t, a.Validate())
}

// TestUnitsOfACurrency: one more decimal than the currency has is refused, by field and value, wherever an
// amount comes from.
func TestUnitsOfACurrency(t *testing.T) {
	t.Parallel()
	terms := func(minimum string) *penalty.Terms {
		return &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Minimum: *dec(minimum)}
	}
	for _, x := range []struct{ code, whole, fine, want string }{
		{"JPY", "150", "0.5", "must have no decimals"},
		{"EUR", "1.55", "1.005", "must have at most two decimals"},
		{"CHF", "1.55", "1.005", "must have at most two decimals"},
		{"KWD", "1.555", "1.2345", "must have at most three decimals"},
	} {
		ok := *dec(x.whole)
		want := x.want + ` (got "` + x.fine + `")`
		e := pricedIn(x.code, x.whole, x.whole, x.whole)
		c := compiled(e)
		for field, change := range map[string]func(*plans.Edition){
			"plans[1].fee.monthly": func(e *plans.Edition) { e.Plan(servicelevel.Serenity).Fee.Monthly = *dec(x.fine) },
			"plans[2].fee.price": func(e *plans.Edition) {
				e.Plan(servicelevel.Pro).Fee.Months, e.Plan(servicelevel.Pro).Fee.Price = 12, *dec(x.fine)
			},
			"plans[0].prices.hour": func(e *plans.Edition) { e.Plan(servicelevel.Standard).Prices.Hour = dec(x.fine) },
			"plans[0].prices.tariff.packs[0].price": func(e *plans.Edition) {
				e.Plan(servicelevel.Standard).Prices.Tariff.Packs[0].Price = *dec(x.fine)
			},
			"plans[3].availability.terms.minimum":   func(e *plans.Edition) { e.Plan(servicelevel.Business).Availability.Terms.Minimum = *dec(x.fine) },
			"plans[3].guarantee.terms.late.minimum": func(e *plans.Edition) { e.Plan(servicelevel.Business).Guarantee.Terms.Late = terms(x.fine) },
			"plans[2].targets.terms.quotas[0].bands[0].credit": func(e *plans.Edition) {
				e.Plan(servicelevel.Pro).Targets = &plans.Targets{Terms: response.Targets{
					Quotas: []response.Quota{{Target: *dec("0.9"), Basis: penalty.Amount, Bands: []penalty.Band{{Below: *dec("0.9"), Credit: *dec(x.fine)}}}},
				}}
			},
		} {
			own := pricedIn(x.code, x.whole, x.whole, x.whole)
			change(&own)
			_, err := servicelevel.Compile(own)
			assert.ErrorContains(t, err, field+": "+want, x.code)
		}

		base := contract("nuxit", servicelevel.Business, "2026-05-01")
		base.Rent = &ok
		for field, change := range map[string]func(*servicelevel.Contract){
			"rent":                    func(ct *servicelevel.Contract) { ct.Rent = dec(x.fine) },
			"options.hour_price":      func(ct *servicelevel.Contract) { ct.Options.HourPrice = dec(x.fine) },
			"options.penalty.minimum": func(ct *servicelevel.Contract) { ct.Options.Penalty = terms(x.fine) },
			"options.late.minimum":    func(ct *servicelevel.Contract) { ct.Options.Late = terms(x.fine) },
			"quote.fee.monthly": func(ct *servicelevel.Contract) {
				ct.Quote = quote()
				ct.Quote.Fee.Monthly, ct.Quote.Prices = *dec(x.fine), nil
			},
			"quote.fee.price": func(ct *servicelevel.Contract) {
				ct.Quote = quote()
				ct.Quote.Fee.Months, ct.Quote.Fee.Price, ct.Quote.Prices = 12, *dec(x.fine), nil
			},
		} {
			ct := base
			change(&ct)
			if x.code != "KWD" {
				assert.NoError(t, ct.Validate(), "%s: a contract alone does not know its currency", field)
			}
			_, err := c.Statement(ct, servicelevel.Activity{}, month("2026-05"))
			assert.ErrorContains(t, err, "contract."+field+": "+want, x.code)
			_, err = c.Open(ct)
			assert.ErrorContains(t, err, field+": "+want, x.code)
		}

		for field, act := range map[string]servicelevel.Activity{
			"purchases[0].price": {Purchases: []servicelevel.Purchase{{ID: "p", At: wall("2026-05-04 10:00"), Time: time.Hour, Price: dec(x.fine)}}},
			"removals[0].price":  {Removals: []servicelevel.Removal{{ID: "r", Of: "p", Kind: credit.Refund, At: wall("2026-05-04 10:00"), Price: dec(x.fine)}}},
			"charges[0].price":   {Charges: []servicelevel.Charge{{ID: "c", At: wall("2026-05-04 10:00"), Price: *dec(x.fine), Label: servicelevel.Wording{FR: "a", EN: "a"}}}},
		} {
			_, err := c.Statement(base, act, month("2026-05"))
			assert.ErrorContains(t, err, "activity."+field+": "+want, x.code)
		}
		book, err := c.Open(base)
		require.NoError(t, err)
		fact := servicelevel.Fact{ID: "f", Kind: servicelevel.Bought, At: wall("2026-05-04 10:00"), Time: 3 * time.Hour, Price: dec(x.fine)}
		assert.ErrorContains(t, book.Record(fact), "facts[0].price: "+want, x.code)
		fact.Price = dec(x.whole)
		require.NoError(t, book.Record(fact))
		_, state, err := book.Close(month("2026-05"))
		require.NoError(t, err)
		text := encode(t, state)
		assert.Equal(t, x.code == "JPY" || x.code == "KWD", strings.Contains(text, `"minor":`), text)
		var back servicelevel.State
		require.NoError(t, json.Unmarshal([]byte(text), &back))
		_, err = c.Resume(base, back)
		require.NoError(t, err)
		other := pricedIn(map[string]string{"JPY": "EUR", "EUR": "KWD", "CHF": "JPY", "KWD": "CHF"}[x.code], "1", "1", "1")
		_, err = compiled(other).Resume(base, back)
		require.Error(t, err)
		bad := strings.Replace(text, `"price":"`, `"price":"`+x.fine+`","x":"`, 1)
		require.Error(t, json.Unmarshal([]byte(bad), &back))
	}
	e := pricedIn("JPY", "1", "1", "1")
	e.Plan(servicelevel.Business).Availability.Terms.Minor = penalty.Thousandths
	_, err := servicelevel.Compile(e)
	assert.EqualError(t, err, `plans[3].availability.terms.minor: must be that of the currency, whole (got "thousandths")`)
	e.Plan(servicelevel.Business).Availability.Terms.Minor = penalty.Whole
	_, err = servicelevel.Compile(e)
	assert.NoError(t, err)
}

func TestDecimals(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]int{"": 2, "EUR": 2, "CHF": 2, "JPY": 0, "XPF": 0, "KWD": 3, "TND": 3} {
		n, ok := servicelevel.Decimals(code)
		assert.True(t, ok, code)
		assert.Equal(t, want, n, code)
	}
	n, ok := servicelevel.Decimals("CLF")
	assert.False(t, ok)
	assert.Equal(t, 2, n)
}
