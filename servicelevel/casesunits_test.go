package servicelevel_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// unitsCase is a contract's first two months in a currency, from documents.
type unitsCase struct {
	currency, vat                    string
	fee, pack, rent, flat            string   // as the edition and the contract state them
	may                              []string // fee, pack, net, VAT, gross
	costs                            []string // of both tickets, then what the pack earned and what is deferred
	quotas                           []string // what is owed by each
	june                             []string // net, VAT, gross, then those of the credit note
	wordsOfQuota, wordsOfRefund, day string
}

const unitsEdition = `{"id": "units", "provider": "Host", "zone": "Europe/Paris", "currency": "CURRENCY", "vat_rate": "VAT", "plans": [{
	"level": "one", "name": {"fr": "Un", "en": "One"}, "default": true, "fee": {"monthly": "FEE"},
	"hours": {"schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}]}},
	"desk": {"channels": ["ticket"]}, "work": {"block": "PT35M"},
	"prices": {"tariff": {"packs": [{"time": "PT3H", "price": "PACK"}]}},
	"availability": {"terms": {"target": "0.999", "rate": "0.33", "counting": "begun", "basis": "service_days"}},
	"targets": {"terms": {
		"priorities": [{"goals": [{"kind": "response", "within": "PT45M"}]}],
		"quotas": [
			{"kind": "response", "target": "0.95", "bands": [{"below": "0.95", "credit": "0.05"}]},
			{"kind": "response", "target": "1", "basis": "amount", "bands": [{"below": "1", "credit": "FLAT"}]}]}}}]}`

const unitsContract = `{"schema": "palier/1", "id": "C-1", "customer": "Atelier", "edition": "units", "level": "one", "start": "2026-05-11",
	"rent": "RENT", "options": {"pro_rata": true}}`

const unitsFacts = `
	{"id": "P", "kind": "bought", "at": "2026-05-18T09:00:00+02:00", "time": "PT3H"}
	{"id": "q1", "kind": "requested", "ticket": "T1", "at": "2026-05-19T10:00:00+02:00"}
	{"id": "w1", "kind": "worked", "ticket": "T1", "at": "2026-05-19T10:20:00+02:00", "end": "2026-05-19T10:40:00+02:00"}
	{"id": "q2", "kind": "requested", "ticket": "T2", "at": "2026-05-20T10:00:00+02:00"}
	{"id": "w2", "kind": "worked", "ticket": "T2", "at": "2026-05-20T11:00:00+02:00", "end": "2026-05-20T11:30:00+02:00"}
	{"id": "a", "kind": "down", "at": "2026-05-20T10:00:00+02:00", "end": "2026-05-20T11:30:00+02:00"}
	{"id": "R", "kind": "refunded", "of": "P", "at": "2026-06-10T10:00:00+02:00", "time": "PT50M"}`

// TestUnitsOfMonths, worked out by hand in yen, of which there are no parts, and in dinars of a thousand parts. The
// contract begins on 11 May, 21 of 31 days.
//
//	fee      12345 × 21 ÷ 31 = 8362.74…, so 8363
//	pack     3 h for 1000; each ticket is a block of 35 min: 35 of 180 min are 194.44…, 70 are 388.88…,
//	         so 194 and 389 − 194 = 195; 1000 − 389 = 611 are deferred
//	VAT      of 8363 + 1000 = 9363: 10 % are 936.3 in yen, 5 % are 468.15 thousandths in dinars
//	quotas   one of two answers in time: 5 % of the rent of 14999 are 749.95, so 750; and 301, which are stated
//	days     an hour and a half down are two hours begun: 2 × 0.33 = 0.66 days in any currency
//	refund   50 of the 110 min left: of 130 min kept 722.22… would be earned, so that 1000 − 722 = 278 go back
//	its VAT  10 % are 27.8, 5 % are 13.9 thousandths
//	June     10 % of 12345 are 1234.5, so 1235; 5 % are 617.25 thousandths
func TestUnitsOfMonths(t *testing.T) {
	t.Parallel()
	for _, c := range []unitsCase{
		{
			"JPY", "0.1", "12345", "1000", "14999", "301",
			[]string{"8363", "1000", "9363", "936", "10299"},
			[]string{"194", "195", "389", "611"},
			[]string{"750", "301"},
			[]string{"12345", "1235", "13580", "278", "28", "306"},
			"5% of the rent of JPY 14,999 = JPY 750", "JPY 278", "0.66",
		},
		{
			"KWD", "0.05", "12.345", "1.000", "14.999", "0.301",
			[]string{"8.363", "1.000", "9.363", "0.468", "9.831"},
			[]string{"0.194", "0.195", "0.389", "0.611"},
			[]string{"0.750", "0.301"},
			[]string{"12.345", "0.617", "12.962", "0.278", "0.014", "0.292"},
			"5% of the rent of KWD 14.999 = KWD 0.750", "KWD 0.278", "0.66",
		},
	} {
		c.check(t)
	}
}

func (c *unitsCase) check(t *testing.T) {
	t.Helper()
	fill := strings.NewReplacer("CURRENCY", c.currency, "VAT", c.vat, "FEE", c.fee, "PACK", c.pack, "RENT", c.rent, "FLAT", c.flat)
	var e plans.Edition
	var ct servicelevel.Contract
	require.NoError(t, json.Unmarshal([]byte(fill.Replace(unitsEdition)), &e))
	require.NoError(t, json.Unmarshal([]byte(fill.Replace(unitsContract)), &ct))
	cat := compiled(e)
	book, err := cat.Open(ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(factLines(t, unitsFacts)...))
	may, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	book, err = cat.Resume(ct, readAgain(t, state))
	require.NoError(t, err)
	require.NoError(t, book.Record(factLines(t, unitsFacts)...)) // what May has is passed over
	june, _, err := book.Close(month("2026-06"))
	require.NoError(t, err)
	for _, s := range []*servicelevel.Statement{&may, &june} {
		require.NoError(t, s.Validate())
		s.Explain()
		require.Equal(t, encode(t, s), encode(t, readAgain(t, *s)))
	}

	lines := may.Invoice.Lines
	require.Len(t, lines, 2)
	assert.Equal(t, c.may, c.written(lines[0].Amount, lines[1].Amount, may.Invoice.Net, may.Invoice.Tax, may.Invoice.Gross))
	lot := may.Credit.Lots[0]
	assert.Equal(t, c.costs, c.written(may.Tickets[0].Draws[0].Cost, may.Tickets[1].Draws[0].Cost, lot.Earned, lot.Deferred))
	require.Len(t, may.Quotas, 2)
	assert.Equal(t, c.quotas, c.written(may.Quotas[0].Result.Amount, may.Quotas[1].Result.Amount))
	assert.Equal(t, c.quotas, c.written(may.Compensation.Lines[0].Amount, may.Compensation.Lines[1].Amount))
	assert.True(t, may.Compensation.Tax.IsZero())
	assert.Equal(t, c.day, may.ServiceDays.StringFixed(2))
	assert.Contains(t, may.Quotas[0].Explained.EN, c.wordsOfQuota)

	note := june.CreditNotes[0].Document
	assert.Equal(t, c.june, c.written(june.Invoice.Net, june.Invoice.Tax, june.Invoice.Gross, note.Net, note.Tax, note.Gross))
	assert.Equal(t, "2026-05", june.CreditNotes[0].Invoice.String())
	assert.Contains(t, note.Lines[0].Explained.EN, c.wordsOfRefund)
}

// written are amounts with the decimals of the currency.
func (c *unitsCase) written(list ...decimal.Decimal) (out []string) {
	for _, d := range list {
		out = append(out, modelCurrency(c.currency).of(d))
	}
	return out
}
