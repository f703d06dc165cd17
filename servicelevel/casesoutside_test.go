package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// priceOf returns NUXIT's edition with another fee of Pro and another rate of VAT.
func priceOf(fee, rate string) *servicelevel.Catalogue {
	e := plans.NUXIT()
	e.Plan(servicelevel.Pro).Fee.Monthly, e.VATRate = *dec(fee), *dec(rate)
	return compiled(e)
}

// TestPartsOfAMonth: fees by days, and their VAT, as other engines have them.
func TestPartsOfAMonth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ fee, start, end, want string }{
		{"200.00", "2026-06-01", "2026-06-30", "fee 193.33 S 0.25; S 0.25 of 193.33 is 48.33"},
		{"200.00", "2026-06-30", "2026-07-01", "fee 6.67 S 0.25; S 0.25 of 6.67 is 1.67"},
		{"200.00", "2026-06-01", "2026-07-01", "fee 200.00 S 0.25; S 0.25 of 200.00 is 50.00"},
		{"160.00", "2026-06-02", "2026-07-01", "fee 154.67 S 0.25; S 0.25 of 154.67 is 38.67"},
		{"160.00", "2026-06-01", "2026-06-02", "fee 5.33 S 0.25; S 0.25 of 5.33 is 1.33"},
		{"0.35", "2026-02-27", "", "fee 0.03 S 0.25; S 0.25 of 0.03 is 0.01"}, // 2.5 cents
		{"0.35", "2026-02-28", "", "fee 0.01 S 0.25; S 0.25 of 0.01 is 0.00"},
		{"45.00", "2025-02-25", "", "fee 6.43 S 0.25; S 0.25 of 6.43 is 1.61"},
		{"45.00", "2025-02-26", "", "fee 4.82 S 0.25; S 0.25 of 4.82 is 1.21"},
		{"45.00", "2025-02-27", "", "fee 3.21 S 0.25; S 0.25 of 3.21 is 0.80"},
		{"45.00", "2020-02-26", "", "fee 6.21 S 0.25; S 0.25 of 6.21 is 1.55"},
		{"45.00", "2020-02-27", "", "fee 4.66 S 0.25; S 0.25 of 4.66 is 1.17"},
		{"45.00", "2020-02-28", "", "fee 3.10 S 0.25; S 0.25 of 3.10 is 0.78"},
	} {
		ct := contract("nuxit", servicelevel.Pro, c.start)
		ct.Options.ProRata = true
		if c.end != "" {
			ct = ending(ct, c.end)
		}
		taxed{ct: ct, cat: priceOf(c.fee, "0.25"), first: c.start[:7], foreign: true, want: []string{c.want}}.check(t, c)
	}
}

// TestVATOfASum: once on the sum, half away from zero, whatever the rounding of lines.
func TestVATOfASum(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rate   string
		prices []string
		want   string
	}{
		{"0.2", []string{"299.33", "179.33", "99.34"}, "S 0.2 of 578.00 is 115.60"},
		{"0.25", []string{"696.22", "696.22", "696.22"}, "S 0.25 of 2088.66 is 522.17"},
		{"0.15", []string{"19935.66"}, "S 0.15 of 19935.66 is 2990.35"},
		{"0.15", []string{"1091.49"}, "S 0.15 of 1091.49 is 163.72"},
		{"0.15", []string{"1091.50"}, "S 0.15 of 1091.50 is 163.73"}, // 163.725
		{"0.15", []string{"1091.51"}, "S 0.15 of 1091.51 is 163.73"},
	} {
		ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
		ct.VAT.Rate = dec(c.rate)
		var told []servicelevel.Fact
		text := ""
		for i, price := range c.prices {
			told = append(told, servicelevel.Fact{
				ID: fmt.Sprint("c", i), Kind: servicelevel.Charged, At: wall("2026-05-04 09:00"), Price: dec(price),
				Label: servicelevel.Wording{FR: "Divers", EN: "Sundries"},
			})
			text += fmt.Sprintf("charge %s S %s, ", price, c.rate)
		}
		for _, ct.Options.Rounding = range []penalty.Rounding{penalty.HalfAway, penalty.HalfEven} {
			taxed{ct: ct, facts: told, first: "2026-05", want: []string{text[:len(text)-2] + "; " + c.want, ""}}.check(t, c)
		}
	}
}

// TestTimeBilledByTheHour: blocks of a minute at a price per hour, and quarters that are
// full.
func TestTimeBilledByTheHour(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		block, took time.Duration
		price, want string
	}{
		{time.Minute, 12*time.Minute - 1, "30.00", "hours 6.00 S 0.2; S 0.2 of 6.00 is 1.20"},
		{time.Minute, 12 * time.Minute, "30.00", "hours 6.00 S 0.2; S 0.2 of 6.00 is 1.20"},
		{time.Minute, 12*time.Minute + 1, "30.00", "hours 6.50 S 0.2; S 0.2 of 6.50 is 1.30"},
		{time.Minute, 5 * time.Minute, "60.00", "hours 5.00 S 0.2; S 0.2 of 5.00 is 1.00"},
		{time.Minute, 10 * time.Minute, "60.00", "hours 10.00 S 0.2; S 0.2 of 10.00 is 2.00"},
		{15 * time.Minute, 90*time.Minute - 1, "60.00", "hours 90.00 S 0.2; S 0.2 of 90.00 is 18.00"},
		{15 * time.Minute, 90 * time.Minute, "60.00", "hours 90.00 S 0.2; S 0.2 of 90.00 is 18.00"},
		{15 * time.Minute, 90*time.Minute + 1, "60.00", "hours 105.00 S 0.2; S 0.2 of 105.00 is 21.00"},
	} {
		e := plans.NUXIT()
		e.Plan(servicelevel.Standard).Work.Block = c.block
		ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
		ct.Options.Uncovered, ct.Options.HourPrice = servicelevel.UncoveredHours, dec(c.price)
		taxed{
			ct: ct, cat: compiled(e), first: "2026-05", foreign: true, want: []string{c.want, ""},
			facts: facts(request("T1", "2026-05-04 09:00", servicelevel.ServiceRequest), worked("w1", "T1", "2026-05-04 13:00", c.took)),
		}.check(t, c)
	}
}
