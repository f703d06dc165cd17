package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

// requoted is a contract of level 4 whose quote changes on a day.
func requoted(on string) servicelevel.Contract {
	ct := change(contract("nuxit", servicelevel.CriticalBusiness, "2026-06-01"), on, servicelevel.CriticalBusiness)
	ct.Quote, ct.Rent, ct.Changes[0].Quote = quote(), dec("1000.00"), dearerQuote()
	return ct
}

// TestQuoteThatChanges: a quote has its fee, its packs and its promises from a day on, whole
// months or days (D24, D25); what was bought keeps its price (D34).
func TestQuoteThatChanges(t *testing.T) {
	t.Parallel()
	first := wall("2026-07-01 00:00")
	for _, c := range []struct {
		at     time.Time
		pack   string
		within time.Duration
	}{{first.Add(-1), "pack 169.00", 15 * time.Minute}, {first, "pack 179.00", 20 * time.Minute}, {first.Add(1), "pack 179.00", 20 * time.Minute}} {
		for _, on := range []string{"2026-06-02", "2026-06-30", "2026-07-01"} { // all of them wait for the first
			ct := requoted(on)
			ct.VAT.Category = "E"
			july := map[string]string{"pack 169.00": "1544.00", "pack 179.00": "1554.00"}[c.pack]
			taxed{
				ct: ct, facts: facts(packAt("P", c.at, "2026-07-02 09:00")), first: "2026-06",
				want: []string{"fee 1250.00 E 0; E 0 of 1250.00 is 0.00", "fee 1375.00 E 0, " + c.pack + " E 0; E 0 of " + july + " is 0.00"},
			}.check(t, on, c.at)
			book, err := servicelevel.NUXIT().Open(ct)
			require.NoError(t, err)
			h, err := book.Handle(servicelevel.Request{Ticket: "T", Kind: servicelevel.Incident, At: c.at})
			require.NoError(t, err)
			assert.Equal(t, c.within, h.Due.Sub(c.at), on)
		}
	}
	ct := requoted("2026-06-15")
	ct.Options.ProRata = true
	taxed{ct: ct, first: "2026-06", want: []string{
		"fee 583.33 S 0.2, fee 733.33 S 0.2; S 0.2 of 1316.66 is 263.33", "fee 1375.00 S 0.2; S 0.2 of 1375.00 is 275.00",
	}}.check(t)
	// Of two that wait for one month the last holds, and one that comes when the contract is
	// over never does. At another level a quote waits for its own.
	ct = requoted("2026-06-02")
	again := quote()
	again.Fee.Monthly = *dec("1400.00")
	ct.Changes = append(ct.Changes, servicelevel.Change{On: day("2026-06-20"), Level: servicelevel.Standard, Quote: again}, servicelevel.Change{On: day("2026-08-01"), Level: servicelevel.CriticalBusiness})
	ct.Changes = append(ct.Changes, servicelevel.Change{On: day("2026-08-02"), Level: servicelevel.CriticalBusiness, Quote: dearerQuote()})
	taxed{ct: ending(ct, "2026-09-01"), first: "2026-06", foreign: true, want: []string{
		"fee 1250.00 S 0.2; S 0.2 of 1250.00 is 250.00", "", "fee 1400.00 S 0.2; S 0.2 of 1400.00 is 280.00",
	}}.check(t)
}

// TestQuotesThatAContractCannotHave: every fault with its path.
func TestQuotesThatAContractCannotHave(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*servicelevel.Contract){
		`contract.changes[0].quote.level: must be critical_business, or a level of the provider's own that is on quote (got "pro")`: func(ct *servicelevel.Contract) { ct.Changes[0].Quote.Level = servicelevel.Pro },
		`contract.changes[0].level: is on quote (S72): the contract needs one in quote (got "critical_business")`:                   func(ct *servicelevel.Contract) { ct.Level, ct.Quote, ct.Changes[0].Quote = servicelevel.Pro, nil, nil },
		`contract.level: is on quote (S72): the contract needs one in quote (got "critical_business")`:                              func(ct *servicelevel.Contract) { ct.Quote = nil },
	} {
		ct := requoted("2026-06-15")
		change(&ct)
		_, err := servicelevel.NUXIT().Open(ct)
		assert.ErrorContains(t, err, want)
	}
	ct := requoted("2026-06-15")
	ct.Level, ct.Quote = servicelevel.Pro, nil // it comes with its quote
	_, err := servicelevel.NUXIT().Open(ct)
	assert.NoError(t, err)
}

// TestHoldOfAnEarlierPlan: what is held is counted by the blocks of the day of the estimate
// while no work is, also if all of it was taken back, and by a book that was resumed meanwhile.
func TestHoldOfAnEarlierPlan(t *testing.T) {
	t.Parallel()
	ct := change(contract("nuxit", servicelevel.Pro, "2026-05-01"), "2026-06-01", servicelevel.CriticalBusiness)
	ct.Quote, ct.Rent = quote(), dec("1000.00")
	tale{
		ct: ct, first: "2026-05", more: 2, left: credit.Balance{Allowance: 270 * mins, Held: 30 * mins},
		facts: facts(
			request("T", "2026-05-20 09:00", servicelevel.ServiceRequest), estimated("e", "T", "2026-05-20 10:00", 10*mins),
			worked("a", "T", "2026-06-02 10:00", 5*mins), wrong("W", "a", "2026-07-02 10:00"),
		),
		rows: []string{"2026-06 T of 2026-06: 5m0s → 15m0s by allowance 15m0s", "2026-07 T of 2026-06: -5m0s → -15m0s by allowance -15m0s"},
	}.check(t)
}

// TestContractOfABookStays: what becomes of the caller's contract later changes no month.
func TestContractOfABookStays(t *testing.T) {
	t.Parallel()
	ct := requoted("2026-07-01")
	ct.VAT.Rate, ct.VAT.Changes = dec("0.2"), []servicelevel.VATChange{{On: day("2026-07-01"), Rate: dec("0.22")}}
	book, err := servicelevel.NUXIT().Open(ct)
	require.NoError(t, err)
	spoil := func() {
		ct.Quote.Fee.Monthly, ct.Changes[0].Quote.Fee.Monthly, *ct.Rent = *dec("1.00"), *dec("2.00"), *dec("3.00")
		ct.Changes[0].On, ct.VAT.Changes[0].Rate, *ct.VAT.Rate = day("2026-06-01"), dec("0.01"), *dec("0.02")
	}
	spoil()
	june, state, err := book.Close(month("2026-06"))
	require.NoError(t, err)
	assert.Equal(t, "fee 1250.00 S 0.2; S 0.2 of 1250.00 is 250.00", taxText(&june.Invoice))
	ct = book.Contract()
	book, err = servicelevel.NUXIT().Resume(ct, state)
	require.NoError(t, err)
	spoil()
	july, _, err := book.Close(month("2026-07"))
	require.NoError(t, err)
	assert.Equal(t, "fee 1375.00 S 0.22; S 0.22 of 1375.00 is 302.50", taxText(&july.Invoice))
	// Another quote comes from a day on, or not at all.
	ct = book.Contract()
	ct.Quote.Fee.Monthly = *dec("1250.01")
	_, err = servicelevel.NUXIT().Resume(ct, state)
	require.ErrorContains(t, err, "another quote or VAT comes from a day on (D25, D33)")
}
