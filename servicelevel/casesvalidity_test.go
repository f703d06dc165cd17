package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

// A pack of 5 h lasts a month, one of 20 h through the year, as the tariff says: the first to end
// is drawn on first, and what is left of it then is earned and gone.
func TestPacksOfATariffLapse(t *testing.T) {
	t.Parallel()
	list := tale{
		ct: contract("other", servicelevel.Standard, "2026-05-01"), first: "2026-05", more: 4,
		facts: facts(
			pack("Y", "2026-05-02 09:00", 20), pack("M", "2026-05-10 09:00", 5),
			workAt("T", "2026-05-20 10:00", 40), workAt("U", "2026-06-10 23:00", 15), workAt("V", "2026-06-11 00:00", 15),
		),
		rows: []string{
			"2026-05 T of 2026-05: 40m0s → 55m0s by M 55m0s 40.33", "2026-06 U of 2026-06: 15m0s → 35m0s by M 35m0s 25.67",
			"2026-06 V of 2026-06: 15m0s → 35m0s by Y 35m0s 21.88",
		},
		left: credit.Balance{Available: 20*time.Hour - 35*time.Minute},
	}.told(t)
	assert.Equal(t, []string{
		"Y until 2026-12-31: 20h0m0s - 35m0s - 0s = 19h25m0s; earned 21.88 of 21.88, deferred 728.12",
		"M until 2026-06-10: 4h5m0s - 35m0s - 3h30m0s = 0s; earned 179.67 of 220.00, deferred 0.00",
	}, usesOf(&list[1]))
	list[0].Explain()
	for _, line := range list[0].Invoice.Lines {
		if line.Ref == "M" {
			assert.Equal(t, wall("2026-06-11 00:00").UTC(), line.Until.UTC())
			assert.Contains(t, line.Explained.EN, "5 h of intervention bought on 10 May 2026, €220.00 excl. VAT (S24); valid until 10 June 2026")
			assert.Contains(t, line.Explained.FR, "5 h d'intervention achetées le 10 mai 2026, 220,00 € HT (S24) ; valable jusqu'au 10 juin 2026")
		}
	}
}

// A purchase's own end holds in place of the pack's, and hours that are no pack, by their time or
// their price, and gifts have none but their own.
func TestWhichPurchasesArePacksThatEnd(t *testing.T) {
	t.Parallel()
	bought := func(at string, more servicelevel.Fact) servicelevel.Fact {
		more.ID, more.Kind, more.At = "P", servicelevel.Bought, wall(at)
		return more
	}
	for _, c := range []struct {
		f    servicelevel.Fact
		last string
	}{
		{pack("P", "2026-05-10 09:00", 5), "2026-06-10"},
		{packOf("P", "2026-05-28 23:59", 10*time.Hour, "400.00"), "2026-06-30"},
		{packOf("P", "2026-05-29 00:00", 10*time.Hour, "400.00"), "2026-07-31"},
		{bought("2026-05-10 09:00", servicelevel.Fact{Time: 5 * time.Hour, End: wall("2026-09-01 00:00")}), "2026-08-31"},
		{bought("2026-05-10 09:00", servicelevel.Fact{Time: 20 * time.Hour, Elsewhere: true}), "2026-12-31"},
		{packOf("P", "2026-05-10 09:00", 5*time.Hour, "219.99"), "0000-00-00"},
		{packOf("P", "2026-05-10 09:00", 4*time.Hour, "220.00"), "0000-00-00"},
		{servicelevel.Fact{ID: "P", Kind: servicelevel.Given, At: wall("2026-05-10 09:00"), Time: 5 * time.Hour}, "0000-00-00"},
	} {
		book := openBook(t, contract("other", servicelevel.Standard, "2026-05-01"), c.f)
		s, _, err := book.Close(month("2026-05"))
		require.NoError(t, err)
		assert.Equal(t, c.last, s.Credit.Lots[0].Until.String())
	}
	far := openBook(t, contract("other", servicelevel.Standard, "2089-05-01"), pack("P", "2089-12-31 09:00", 5))
	for m := month("2089-05"); m.Year == 2089; m = m.AddMonths(1) {
		s, _, err := far.Close(m)
		require.NoError(t, err)
		require.NoError(t, s.Validate())
	}
}

// The packs that are sold for work without credit last as others do, and the account of the
// contract is told so.
func TestPacksSoldForWorkLast(t *testing.T) {
	t.Parallel()
	ct := contract("other", servicelevel.Standard, "2026-05-01")
	ct.Options.Uncovered = servicelevel.UncoveredPacks
	list := tale{
		ct: ct, first: "2026-05", more: 4,
		facts: facts(workAt("T", "2026-05-20 10:00", 40), workAt("U", "2026-07-10 10:00", 15)),
		rows: []string{
			"2026-05 T of 2026-05: 40m0s → 55m0s by uncovered/2026-05/1 55m0s 45.83",
			"2026-07 U of 2026-07: 15m0s → 35m0s by uncovered/2026-05/1 35m0s 29.17",
		},
		left: credit.Balance{},
	}.told(t)
	sold := list[0].Sales()
	assert.Equal(t, wall("2026-07-30 00:00").UTC(), sold[0].Until.UTC(), "59 days from 31 May")
	assert.Equal(t, "uncovered/2026-05/1 until 2026-07-29: 2h5m0s - 35m0s - 1h30m0s = 0s; earned 104.17 of 150.00, deferred 0.00", usesOf(&list[2])[0])
}
