package servicelevel_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// TestTaxOfTheSum (B1, B2): once for what bears one rate, and halves away from zero
// whatever other amounts do.
func TestTaxOfTheSum(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rate   string
		prices []string
		tax    string
	}{
		{"0.2", []string{"299.33", "179.33", "99.34"}, "S 0.2 of 578.00 is 115.60"},
		{"0.25", []string{"696.22", "696.22", "696.22"}, "S 0.25 of 2088.66 is 522.17"},
		{"0.15", []string{"19935.66"}, "S 0.15 of 19935.66 is 2990.35"},
		{"0.15", []string{"1091.50"}, "S 0.15 of 1091.50 is 163.73"}, // 163.725
		{"0.15", []string{"1091.49"}, "S 0.15 of 1091.49 is 163.72"},
		{"0.15", []string{"1091.51"}, "S 0.15 of 1091.51 is 163.73"},
		{"0.05", []string{"0.10"}, "S 0.05 of 0.10 is 0.01"}, // 0.005, to even 0.00
		{"0.05", []string{"0.09"}, "S 0.05 of 0.09 is 0.00"},
		{"0.2", []string{"68.33", "68.33", "57.50", "85.00"}, "S 0.2 of 279.16 is 55.83"}, // 334.99 in all
	} {
		for _, mode := range []penalty.Rounding{penalty.HalfAway, penalty.HalfEven} {
			ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
			ct.VAT.Rate, ct.Options.Rounding = dec(c.rate), mode
			var list []servicelevel.Fact
			text := ""
			for i, price := range c.prices {
				f := pack(fmt.Sprint("P", i), "2026-05-10 10:00", 3)
				f.Price = dec(price)
				list = append(list, f)
				text += "pack " + price + " S " + c.rate + ", "
			}
			taxed{ct: ct, facts: list, first: "2026-05", want: []string{strings.TrimSuffix(text, ", ") + "; " + c.tax}}.check(t, mode)
		}
	}
	// Below zero likewise: 0.10 off at 5 % is 0.01 less.
	ct := contract("nuxit", servicelevel.Business, "2026-05-01")
	ct.Rent, ct.Options.PriceReduction, ct.Options.Rounding = dec("0.10"), true, penalty.HalfEven
	ct.VAT.Rate, ct.VAT.Changes = dec("0.2"), vatChanges("2026-05-31", "", "0.05")
	out := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-05-01 00:00"), End: wall("2026-05-31 00:00")}
	taxed{ct: ct, facts: facts(out), first: "2026-05", want: []string{
		"fee 90.00 S 0.2, penalty -0.10 S 0.05; S 0.2 of 90.00 is 18.00; S 0.05 of -0.10 is -0.01",
	}}.check(t)
}

// feeOf is NUXIT's catalogue with another fee for Pro.
func feeOf(fee string) *servicelevel.Catalogue {
	e := plans.NUXIT()
	for i := range e.Plans {
		if e.Plans[i].Level == servicelevel.Pro {
			e.Plans[i].Fee.Monthly = *dec(fee)
		}
	}
	return withRates(e)
}

// TestPartOfAMonth (P9): the fee of some days, and its tax.
func TestPartOfAMonth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ fee, from, until, want string }{
		{"200.00", "2026-06-02", "2026-07-01", "fee 193.33 S 0.25; S 0.25 of 193.33 is 48.33"},
		{"200.00", "2026-06-01", "2026-06-30", "fee 193.33 S 0.25; S 0.25 of 193.33 is 48.33"},
		{"200.00", "2026-06-30", "2026-07-01", "fee 6.67 S 0.25; S 0.25 of 6.67 is 1.67"},
		{"200.00", "2026-06-01", "2026-06-02", "fee 6.67 S 0.25; S 0.25 of 6.67 is 1.67"},
		{"160.00", "2026-06-02", "2026-07-01", "fee 154.67 S 0.25; S 0.25 of 154.67 is 38.67"},
		{"160.00", "2026-06-30", "2026-07-01", "fee 5.33 S 0.25; S 0.25 of 5.33 is 1.33"},
		{"0.35", "2026-02-27", "2026-03-01", "fee 0.03 S 0.25; S 0.25 of 0.03 is 0.01"},
		{"0.34", "2026-02-27", "2026-03-01", "fee 0.02 S 0.25; S 0.25 of 0.02 is 0.01"},
		{"45.00", "2025-02-26", "2025-03-01", "fee 4.82 S 0.25; S 0.25 of 4.82 is 1.21"}, // B4
		{"45.00", "2020-02-27", "2020-03-01", "fee 4.66 S 0.25; S 0.25 of 4.66 is 1.17"},
	} {
		ct := ending(contract("nuxit", servicelevel.Pro, c.from), c.until)
		ct.Options.ProRata, ct.VAT.Rate = true, dec("0.25")
		taxed{ct: ct, cat: feeOf(c.fee), first: c.from[:7], foreign: true, want: []string{c.want}}.check(t, c)
	}
}

// TestEditionWithoutRate: what is of category S needs a rate from somewhere, on every day.
func TestEditionWithoutRate(t *testing.T) {
	t.Parallel()
	e := plans.NUXIT()
	e.VATRate = *dec("0")
	none, later := withRates(e), withRates(e, rateChanges("2026-06-01", "0.2")...)
	for _, c := range []struct {
		cat  *servicelevel.Catalogue
		vat  servicelevel.VAT
		want string // the fault, or the invoice of May
	}{
		{none, servicelevel.VAT{}, `contract.vat.rate: must be given in category S: the edition nuxit states none`},
		{none, servicelevel.VAT{Category: "S"}, `contract.vat.rate: must be given in category S: the edition nuxit states none`},
		{later, servicelevel.VAT{}, `contract.vat.rate: must be given in category S: the edition nuxit states none`},
		{none, servicelevel.VAT{Category: "E"}, "fee 45.00 E 0; E 0 of 45.00 is 0.00"},
		{none, servicelevel.VAT{Rate: dec("0.2")}, "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"},
		{none, servicelevel.VAT{Category: "E", Changes: vatChanges("2026-06-01", "", "0.2")}, "fee 45.00 E 0; E 0 of 45.00 is 0.00"},
		{
			none,
			servicelevel.VAT{Category: "E", Changes: vatChanges("2026-06-01", "", "")},
			`contract.vat.changes[0].rate: must be given in category S: the edition nuxit states none`,
		},
		{
			later,
			servicelevel.VAT{Category: "E", Changes: vatChanges("2026-05-31", "", "")},
			`contract.vat.changes[0].rate: must be given in category S: the edition nuxit states none`,
		},
		{later, servicelevel.VAT{Category: "E", Changes: vatChanges("2026-06-01", "", "")}, "fee 45.00 E 0; E 0 of 45.00 is 0.00"},
	} {
		ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
		ct.VAT = c.vat
		s, err := c.cat.Statement(ct, servicelevel.Activity{}, month("2026-05"))
		if strings.HasPrefix(c.want, "fee") {
			require.NoError(t, err)
			assert.Equal(t, c.want, taxText(&s.Invoice))
			continue
		}
		assert.EqualError(t, err, c.want)
		_, err = c.cat.Open(ct)
		assert.EqualError(t, err, c.want)
	}
}

// TestTooMuchOfOneRate: a sum of one rate has to be read back too, whatever others take off.
func TestTooMuchOfOneRate(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	ct.VAT = servicelevel.VAT{Category: "Z", Changes: vatChanges("2026-05-15", "E", "")}
	buy := func(id, at, price string) servicelevel.Purchase {
		return servicelevel.Purchase{ID: id, At: wall(at), Time: 3 * time.Hour, Price: dec(price)}
	}
	act := servicelevel.Activity{Purchases: []servicelevel.Purchase{buy("A", "2026-05-02 10:00", "6000000000.00"), buy("B", "2026-05-20 10:00", "4000000000.00")}}
	roundTrip(t, stated(t, ct, act, "2026-05"))
	refused := func(want string) {
		t.Helper()
		_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
		assert.ErrorContains(t, err, `contract: must not come to more than 10000000000.00 in a month (got "`+want+`")`)
	}
	act.Purchases = append(act.Purchases, buy("C", "2026-05-21 10:00", "0.01"))
	refused("10000000000.01")
	// Each of two is payable, and their net, but not what they come to.
	ct.VAT = servicelevel.VAT{Changes: vatChanges("2026-05-15", "", "0.1")}
	act.Purchases = []servicelevel.Purchase{buy("A", "2026-05-02 10:00", "5000000000.00"), buy("B", "2026-05-20 10:00", "5000000000.00")}
	refused("11500000000")
	// Nor the net, if what is taken off at another rate leaves less than it.
	ct.Level, ct.Rent, ct.Options.PriceReduction = servicelevel.Business, dec("8000000000.00"), true
	ct.VAT = servicelevel.VAT{Category: "Z", Changes: vatChanges("2026-05-15", "E", "", "2026-05-31", "", "0.2")}
	act.Purchases = []servicelevel.Purchase{buy("A", "2026-05-02 10:00", "9000000000.00"), buy("B", "2026-05-20 10:00", "9000000000.00")}
	act.Outages = []penalty.Outage{down("2026-05-01 00:00", "2026-05-31 00:00")}
	refused("10000000090")
}
