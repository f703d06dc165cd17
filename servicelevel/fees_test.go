package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

func TestZoneAndVAT(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.Zone, ct.VAT = dec("149.00"), "Indian/Reunion", servicelevel.VAT{Rate: dec("0.085"), Territory: "RE"}
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-04-30 21:00", "2026-04-30 23:00")}} // until 1 May 01:00 there
	april, may := stated(t, ct, act, "2026-04"), stated(t, ct, act, "2026-05")
	assert.Equal(t, "7.45 0.00 7.45", totals(april.Compensation))
	assert.Equal(t, "7.45 0.00 7.45", totals(may.Compensation))
	assert.Equal(t, "90.00 7.65 97.65", totals(&may.Invoice))
	assert.Equal(t, 744*time.Hour, may.Period.Duration())
	assert.Equal(t, 743*time.Hour, stated(t, contract("nuxit", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{}, "2026-03").Period.Duration())
	for _, category := range []string{"Z", "E", "AE", "K", "G", "O"} {
		ct.VAT = servicelevel.VAT{Category: category}
		s := stated(t, ct, act, "2026-05")
		assert.Equal(t, "90.00 0.00 90.00", totals(&s.Invoice))
		assert.Equal(t, category, s.Invoice.Taxes[0].Category)
	}
}

// TestPriceReductionSharesTheTax: a penalty taken off the invoice lowers its VAT.
func TestPriceReductionSharesTheTax(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.PriceReduction = dec("149.00"), true
	s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:30")}}, "2026-05")
	assert.Nil(t, s.Compensation)
	assert.Equal(t, []string{"fee 90.00", "penalty -18.63"}, amounts(&s.Invoice))
	assert.Equal(t, "71.37 14.27 85.64", totals(&s.Invoice)) // 14.274
	assert.Len(t, s.Invoice.Taxes, 1)
}

// TestTooMuchMoney: a document never states what could not be read back.
func TestTooMuchMoney(t *testing.T) {
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.VAT.Category = "Z"
	act := bought(3*time.Hour, dec("10000000000.00"))
	roundTrip(t, stated(t, ct, act, "2026-05"))
	act.Purchases = append(act.Purchases, servicelevel.Purchase{ID: "Q", At: wall("2026-05-02 10:00"), Time: 3 * time.Hour, Price: dec("0.01")})
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	assert.ErrorContains(t, err, `contract: must not come to more than 10000000000.00 in a month (got "10000000000.01")`)
	ct.VAT, act = servicelevel.VAT{}, bought(3*time.Hour, dec("8333333333.34"))
	_, err = servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	assert.ErrorContains(t, err, `contract: must not come to more than 10000000000.00 in a month (got "10000000000.01")`)
	ct = contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.PriceReduction = dec("9000000000.00"), true
	out := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-01 00:00", "2026-05-31 00:00")}}
	_, err = servicelevel.NUXIT().Statement(ct, out, month("2026-05"))
	assert.ErrorContains(t, err, `contract: must not come to more than 10000000000.00 in a month (got "10799999892")`)
}

// TestCompensationAlone: what becomes known after the end is owed by a document of
// its own, beside an invoice with nothing on it.
func TestCompensationAlone(t *testing.T) {
	ct := ending(contract("nuxit", servicelevel.Business, "2026-01-01"), "2026-05-01")
	ct.Rent = dec("149.00")
	late := down("2026-04-12 10:00", "2026-04-12 11:00")
	late.Recorded = wall("2026-05-04 10:00")
	s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{late}}, "2026-05")
	assert.Equal(t, "7.45 0.00 7.45", totals(s.Compensation))
	assert.Equal(t, invoice.Document{}, s.Invoice)
	assert.Equal(t, statement.CreditUse{}, s.Credit)
}

// TestContractsRounding: halves to even, for penalties as for the rest (D21),
// unless the terms say otherwise.
func TestContractsRounding(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.Rounding = dec("149.00"), penalty.HalfEven
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.0125")}}} // 1.8625
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{incident("T1", "2026-05-12 10:00")}, Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:30")},
	}
	s := stated(t, ct, act, "2026-05")
	assert.Equal(t, []string{"late 1.86", "penalty 18.62"}, amounts(s.Compensation))
	ct.Options.Rounding = penalty.HalfAway
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, []string{"late 1.86", "penalty 18.63"}, amounts(s.Compensation))
	ct.Rent, ct.Options.Late.Lengths[0].Credit = dec("0.50"), *dec("0.05") // 0.025
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, "late 0.03", amounts(s.Compensation)[0])
	ct.Options.Rounding = penalty.HalfEven
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, "late 0.02", amounts(s.Compensation)[0])
}
