package ledger_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/internal/kit"
	"github.com/palier-go/palier/credit/ledger"
)

func TestJournalGoesThroughJSON(t *testing.T) {
	a := account(t, halfHours, plan("plan", "Pro « é »", 15, 90*minute, hour), purchase("A", at(1, 0, 0), 3*hour, "169"),
		hold("h", "T\"1 é", at(2, 0, 0), hour), known(capture("c", at(2, 1, 0), "h", 20*minute), at(9, 0, 0)))
	var b bytes.Buffer
	require.NoError(t, a.WriteJournal(&b))
	again := account(t, halfHours)
	require.NoError(t, again.ReadJournal(bytes.NewReader(b.Bytes())))
	assert.Equal(t, state(a), state(again))

	lines := strings.SplitAfter(b.String(), "\n")
	assert.Equal(t, `{"id":"plan","kind":"allowance","at":"2026-05-01T00:00:00Z","time":"PT1H30M","from":"2026-05-15","plan":"Pro « é »","block":"PT1H"}`+"\n", lines[0])
	assert.Equal(t, `{"id":"c","kind":"capture","at":"2026-05-02T01:00:00Z","recorded":"2026-05-09T00:00:00Z","of":"h","time":"PT20M","parts":[{"day":"2026-05-02","time":"PT20M"}]}`+"\n", lines[3])
	for _, tt := range []struct {
		text string
		line int
	}{
		{lines[0] + lines[0], 2},
		{lines[0] + "\n" + lines[1], 2},
		{lines[0] + lines[1][:20], 2},
		{lines[0] + lines[1] + lines[3], 3},
		{lines[0] + strings.Replace(lines[1], "169.00", "169,00 €", 1), 2},
		{lines[0] + strings.Replace(lines[1], "169.00", "169.0000", 1), 2},
		{lines[0] + strings.Replace(lines[1], `"id"`, `"ID"`, 1), 2},
		{lines[0] + lines[1] + lines[2] + strings.Replace(lines[3], `"PT20M"}`, `"PT21M"}`, 1), 4},
		{lines[0] + lines[1] + strings.Repeat("x", 64<<10+1), 3},
	} {
		again = account(t, halfHours)
		err := again.ReadJournal(strings.NewReader(tt.text))
		var j *ledger.JournalError
		require.ErrorAs(t, err, &j, tt.text)
		assert.Equal(t, tt.line, j.Line, "%v", err)
		assert.Equal(t, tt.line-1, again.Len())
	}
}

func TestOutputsGoThroughJSON(t *testing.T) {
	terms := halfHours
	terms.Tariff, terms.MonthDay, terms.PartMonth = nuxit(), 15, credit.AllowanceByDays
	a := account(t, terms, allowance("plan", may, 90*minute), purchase("A", at(1, 0, 0), 3*hour, "169"), hold("h", "T", at(20, 0, 0), hour))
	r := apply(t, a, debit("d", at(21, 0, 0), 100*minute))
	v := a.View(at(31, 0, 0), time.Time{})
	offer, err := nuxit().Cheapest(26 * hour)
	require.NoError(t, err)
	kit.RoundTrip(t, terms)
	kit.RoundTrip(t, r)
	kit.RoundTrip(t, offer)
	kit.RoundTrip(t, v.Lots()[0])
	kit.RoundTrip(t, v.Balance())
	kit.RoundTrip(t, v.Months()[0])
	kit.RoundTrip(t, v.Tickets()[0])
	kit.RoundTrip(t, v.Holds()[0])
	for _, s := range a.Trail("d") {
		kit.RoundTrip(t, s)
	}
	for e := range a.Entries() {
		kit.RoundTrip(t, e)
	}
	kit.RoundTrip(t, purchase("A", at(1, 0, 0), hour, "0.01"))
	for _, bad := range []string{"28.1", "+1.00", "1,00", "01.00", "-0.00", "", "1.000", "1.0050", "1.0", ".005", "00.005", "a.00", "99999999999999999.00"} {
		var c credit.Mills
		require.Error(t, c.UnmarshalText([]byte(bad)), bad)
	}
}

func TestContradictionsAreRefused(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 90*minute), purchase("A", at(1, 0, 0), 3*hour, "169"))
	r := apply(t, a, debit("d", at(21, 0, 0), 100*minute))
	v := a.View(at(31, 0, 0), time.Time{})
	text := func(v any) string {
		b, err := json.Marshal(v)
		require.NoError(t, err)
		return string(b)
	}
	for _, tt := range []struct {
		doc, old, other, field string
		into                   any
	}{
		{text(v.Lots()[0]), `"used":"PT30M"`, `"used":"PT31M"`, "time", new(ledger.Lot)},
		{text(v.Lots()[0]), `"used":"PT30M","refunded":"PT0S"`, `"used":"PT31M","refunded":"-PT1M"`, "time", new(ledger.Lot)},
		{text(v.Lots()[0]), `"earned":"28.17"`, `"earned":"28.18"`, "price", new(ledger.Lot)},
		{text(v.Months()[0]), `"left":"PT0S"`, `"left":"PT1S"`, "granted", new(ledger.MonthUsage)},
		{text(v.Tickets()[0]), `"credit":"PT30M"`, `"credit":"PT1H"`, "usage.charged", new(ledger.TicketUsage)},
		{text(v.Balance()), `"overdrawn":"PT0S"`, `"overdrawn":"PT1H"`, "overdrawn", new(credit.Balance)},
		{text(r), `"charged":"PT2H"`, `"charged":"PT1H"`, "charged", new(ledger.Receipt)},
		{text(r), `"rule":"D6"`, `"rule":"D7"`, "draws[0].rule", new(ledger.Receipt)},
		{text(r), `"rule":"D7"`, `"rule":"D8"`, "draws[1].rule", new(ledger.Receipt)},
		{text(r), `"lot":"A",`, ``, "draws[1].rule", new(ledger.Receipt)},
	} {
		require.NoError(t, json.Unmarshal([]byte(tt.doc), tt.into))
		changed := strings.Replace(tt.doc, tt.old, tt.other, 1)
		require.NotEqual(t, tt.doc, changed)
		var f *credit.FieldError
		require.ErrorAs(t, json.Unmarshal([]byte(changed), tt.into), &f, changed)
		assert.Equal(t, tt.field, f.Field)
	}
}

func FuzzReadJournal(f *testing.F) {
	for _, terms := range []credit.Terms{halfHours, {Blocks: halfHours.Blocks, Paying: credit.SplitAtMidnight}} {
		var b bytes.Buffer
		a := account(f, terms, plan("plan", "Pro", 15, 90*minute, hour), purchase("A", at(1, 0, 0), 3*hour, "169"),
			hold("h", "T", at(2, 0, 0), hour), capture("c", at(2, 1, 0), "h", minute), session("d", "T", at(31, 21, 0), 2*hour))
		if err := a.WriteJournal(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		terms := halfHours
		terms.Paying = credit.Paying(len(data) % 2)
		a := account(t, terms)
		_ = a.ReadJournal(bytes.NewReader(data))
		require.Empty(t, a.Broken())
		var b bytes.Buffer
		require.NoError(t, a.WriteJournal(&b))
		again := account(t, terms)
		require.NoError(t, again.ReadJournal(bytes.NewReader(b.Bytes())))
		require.Equal(t, state(a), state(again))
	})
}
