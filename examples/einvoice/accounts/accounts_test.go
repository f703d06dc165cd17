package accounts_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/einvoice/accounts"
	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

func chart(t require.TestingT) *accounts.Chart {
	b, err := os.ReadFile("../samples/accounts.json")
	require.NoError(t, err)
	var c accounts.Chart
	require.NoError(t, c.UnmarshalJSON(b))
	c.Validated = calendar.Date{}
	return &c
}

func data(t require.TestingT) einvoice.Data {
	b, err := os.ReadFile("../samples/plain.json")
	require.NoError(t, err)
	var d einvoice.Data
	require.NoError(t, d.UnmarshalJSON(b))
	d.Preceding = []einvoice.Reference{{Number: "F-1", Issued: d.Issued}}
	d.Delivery = &einvoice.Delivery{Country: "DE"}
	d.Exemptions = []einvoice.Exemption{{Category: "E", Code: "VATEX-EU-132"}}
	return d
}

// net is what an account has at the end, debits less credits, in cents.
func net(entries []accounts.Entry, account string) (sum int64) {
	for _, e := range entries {
		for _, m := range e.Moves {
			if m.Account.Number == account {
				sum += m.Debit - m.Credit
			}
		}
	}
	return sum
}

func cents(d decimal.Decimal) int64 { return d.Shift(2).IntPart() }

// TestMonthsOfHours: hours bought in May are used in June and given back in July. What is
// deferred (487) is what the statements say, at the end of each month.
func TestMonthsOfHours(t *testing.T) {
	at := func(s string) (out []byte) { return []byte(s) }
	var in servicelevel.Input
	require.NoError(t, in.UnmarshalJSON(at(`{"month": "2026-05", "contract": {"schema": "palier/1", "id": "C", "customer": "B", "edition": "nuxit", "level": "standard", "start": "2026-05-01"},
		"activity": {"schema": "palier/1",
		"purchases": [{"id": "P", "at": "2026-05-04T10:00:00+02:00", "time": "PT5H"}],
		"requests": [{"ticket": "T", "kind": "request", "at": "2026-06-02T10:00:00+02:00"}],
		"interventions": [{"id": "W", "ticket": "T", "start": "2026-06-02T11:00:00+02:00", "end": "2026-06-02T12:10:00+02:00"}],
		"removals": [{"id": "R", "kind": "refund", "of": "P", "at": "2026-07-03T10:00:00+02:00"}]}}`)))
	c := chart(t)
	var entries []accounts.Entry
	for _, m := range []string{"2026-05", "2026-06", "2026-07"} {
		in.Month = calendar.MustParseMonth(m)
		s, err := servicelevel.NUXIT().StatementOf(in)
		require.NoError(t, err)
		s.Explain()
		entries = append(entries, month(t, &s, c)...)
		var deferred, earned int64
		for _, u := range s.Credit.Lots {
			deferred, earned = deferred+cents(u.Deferred), earned+cents(u.Earned)
		}
		assert.Equal(t, deferred, -net(entries, "487000"), m)
		assert.Equal(t, earned, -net(entries, "706200"), m)
	}
	assert.Equal(t, int64(7170), -net(entries, "706200")) // 1 h 30 of 239.00 for 5 h
}

// month makes all entries of a statement.
func month(t require.TestingT, s *servicelevel.Statement, c *accounts.Chart) (entries []accounts.Entry) {
	add := func(doc *einvoice.Document, err error) {
		if err != nil {
			return // nothing to bill, or what einvoice refuses
		}
		more, err := accounts.Journal(doc, c)
		require.NoError(t, err)
		entries = append(entries, more...)
	}
	add(einvoice.Invoice(s, data(t)))
	for i := range s.CreditNotes {
		add(einvoice.CreditNote(s, i, data(t)))
	}
	if s.Compensation != nil {
		add(einvoice.Compensation(s, data(t)))
	}
	more, err := accounts.Revenue(s, c.Next+len(entries), c)
	require.NoError(t, err)
	return append(entries, more...)
}

// TestBalanced: every entry of random months balances, and the customer owes what the documents
// say.
func TestBalanced(t *testing.T) {
	c := chart(t)
	for _, percent := range []string{"0.1", "0.055", "0.085", "0.196", "0.021", "0.25", "0.15", "0.19", "0.21", "0.07"} {
		c.VAT = append(c.VAT, accounts.VAT{Rate: decimal.RequireFromString(percent), Account: accounts.Name{Number: "4457199", Name: "TVA"}})
	}
	inputs := leveltest.Inputs()
	rapid.Check(t, func(t *rapid.T) {
		in := inputs.Draw(t, "input")
		catalogue := servicelevel.NUXIT()
		if in.Contract.Edition == "magic" {
			catalogue = servicelevel.Magic()
		}
		s, err := catalogue.StatementOf(in)
		if err != nil {
			return // hours that are not there, or a change to the other edition
		}
		s.Explain()
		doc, err := einvoice.Invoice(&s, data(t))
		if err != nil {
			return
		}
		for _, x := range doc.Taxes {
			if !x.Of.Tax.IsZero() && !has(c, x.Of.Rate) {
				return
			}
		}
		entries, err := accounts.Journal(doc, c)
		require.NoError(t, err)
		assert.Equal(t, cents(s.Invoice.Gross), net(entries, "411000"))
		_, err = accounts.FEC(entries)
		require.NoError(t, err)
		for _, e := range entries {
			for _, m := range e.Moves {
				require.True(t, (m.Debit == 0) != (m.Credit == 0) && m.Debit >= 0 && m.Credit >= 0)
			}
		}
	})
}

func has(c *accounts.Chart, rate decimal.Decimal) bool {
	for _, v := range c.VAT {
		if v.Rate.Equal(rate) {
			return true
		}
	}
	return false
}

// TestAdvance: what is invoiced before its first day is deferred until that day.
func TestAdvance(t *testing.T) {
	var in servicelevel.Input
	b, err := os.ReadFile("../samples/month.json")
	require.NoError(t, err)
	require.NoError(t, in.UnmarshalJSON(b))
	in.Contract.Options.FeesInAdvance = true
	s, err := servicelevel.NUXIT().StatementOf(in)
	require.NoError(t, err)
	s.Explain()
	d := data(t)
	d.Issued = calendar.MustParseDate("2026-05-31")
	doc, err := einvoice.Invoice(&s, d)
	require.Error(t, err) // the invoice that it corrects is later than it
	d.Preceding = nil
	doc, err = einvoice.Invoice(&s, d)
	require.NoError(t, err)
	entries, err := accounts.Journal(doc, chart(t))
	require.NoError(t, err)
	require.Len(t, entries, 2)
	assert.Equal(t, "2026-06-01", entries[1].Date.String())
	assert.Equal(t, int64(9000), net(entries[1:], "487000"))
	assert.Equal(t, int64(-9000), net(entries[1:], "706100"))
}

// TestValidated: nothing is validated before its day; on that day it is.
func TestValidated(t *testing.T) {
	var in servicelevel.Input
	b, err := os.ReadFile("../samples/refund.json")
	require.NoError(t, err)
	require.NoError(t, in.UnmarshalJSON(b))
	s, err := servicelevel.NUXIT().StatementOf(in)
	require.NoError(t, err)
	s.Explain()
	s.Credit.Lots[0].EarnedMonth = decimal.New(1, -2)
	doc, err := einvoice.Invoice(&s, data(t))
	require.NoError(t, err)
	c := chart(t)
	for late, day := range map[bool]int{true: 0, false: 1} {
		c.Validated = calendar.MustParseDate("2026-05-31").AddDays(day)
		_, err = accounts.Journal(doc, c)
		assert.Equal(t, late, err != nil)
		c.Validated = calendar.MustParseDate("2026-05-30").AddDays(day)
		_, err = accounts.Revenue(&s, 1, c)
		assert.Equal(t, late, err != nil)
	}
	c.Validated = calendar.MustParseDate("2026-05-31")
	_, err = accounts.Journal(doc, c)
	assert.EqualError(t, err, `validated: must not be before the day of an entry, 2026-06-01 (got "2026-05-31")`)
}

// TestNothing: a document of lines of 0.00 has no entry, and takes no number.
func TestNothing(t *testing.T) {
	entries, err := accounts.Journal(&einvoice.Document{Kind: einvoice.Commercial, Data: data(t), Lines: make([]einvoice.Line, 2)}, chart(t))
	require.NoError(t, err)
	assert.Empty(t, entries)
}

// TestCurrency: what is not in euros is not accounted for as if it were.
func TestCurrency(t *testing.T) {
	s := servicelevel.Statement{Currency: "CHF"}
	_, err := accounts.Revenue(&s, 1, chart(t))
	assert.ErrorContains(t, err, `currency: must be euros`)
	_, err = accounts.Earned(s)
	assert.ErrorContains(t, err, `currency: must be euros`)
}

// TestFEC: 18 columns, tabs, dates and commas.
func TestFEC(t *testing.T) {
	out, err := accounts.FEC([]accounts.Entry{{
		Journal: accounts.Name{Number: "VE", Name: "Ventes"}, Number: 1, Date: calendar.MustParseDate("2026-06-01"), Piece: "F\t1",
		PieceDate: calendar.MustParseDate("2026-06-01"), Label: "a\nb",
		Moves: []accounts.Move{{Account: accounts.Name{Number: "411", Name: "Clients"}, Debit: 123456}, {Account: accounts.Name{Number: "706", Name: "Prestations"}, Credit: 123456}},
	}})
	require.NoError(t, err)
	rows := strings.Split(strings.TrimSuffix(string(out), "\r\n"), "\r\n")
	require.Len(t, rows, 3)
	for _, row := range rows {
		assert.Len(t, strings.Split(row, "\t"), 18)
	}
	assert.Equal(t, []string{"VE", "Ventes", "1", "20260601", "411", "Clients", "", "", "F 1", "20260601", "a b", "1234,56", "0,00", "", "", "", "", ""}, strings.Split(rows[1], "\t"))
	_, err = accounts.FEC([]accounts.Entry{{Moves: []accounts.Move{{Debit: 1}}}})
	assert.ErrorContains(t, err, "entries[0]: must balance")
	_, err = accounts.CSV([]accounts.Entry{{Moves: []accounts.Move{{Credit: 1}}}})
	assert.ErrorContains(t, err, "-0.01")
}

func TestChart(t *testing.T) {
	c := chart(t)
	c.Deferred.Number, c.Fees.Name, c.Next = "48", "a\tb", 0
	c.VAT = append(c.VAT, c.VAT[0])
	err := c.Validate()
	for _, want := range []string{"deferred.number: must begin with three digits", "fees.name: ", "next: must be above 0", "vat[" + strconv.Itoa(len(c.VAT)-1) + "].rate: must not be given twice"} {
		assert.ErrorContains(t, err, want)
	}
	b, err := chart(t).MarshalJSON()
	require.NoError(t, err)
	var again accounts.Chart
	require.NoError(t, again.UnmarshalJSON(b))
	assert.Equal(t, chart(t), &again)
	c = chart(t)
	c.VAT = nil
	var in servicelevel.Input
	sample, err := os.ReadFile("../samples/month.json")
	require.NoError(t, err)
	require.NoError(t, in.UnmarshalJSON(sample))
	s, err := servicelevel.NUXIT().StatementOf(in)
	require.NoError(t, err)
	s.Explain()
	doc, err := einvoice.Invoice(&s, data(t))
	require.NoError(t, err)
	_, err = accounts.Journal(doc, c)
	assert.ErrorContains(t, err, "vat: must have an account for the rate")
}
