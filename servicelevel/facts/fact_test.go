package facts_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/plans"
)

// TestFieldsOfAFact: every kind takes the fields that are its own, and no other.
func TestFieldsOfAFact(t *testing.T) {
	t.Parallel()
	at := kit.Wall("2026-05-12 12:00")
	all := []facts.Kind{
		facts.Requested, facts.Waiting, facts.Resumed, facts.Estimated, facts.Worked, facts.Reported,
		facts.Cancelled, facts.Merged, facts.Bought, facts.Given, facts.Down, facts.Restored, facts.Excluded, facts.Claimed, facts.Charged,
		facts.Refunded, facts.Forfeited, facts.Moved, facts.Withdrawn, facts.Closed,
	}
	gone := all[len(all)-5 : len(all)-2 : len(all)-2]
	all = append(all, facts.Prioritized, facts.Entered, facts.Updated, facts.Reopened)
	for _, c := range []struct {
		field string
		set   func(*facts.Fact)
		of    []facts.Kind
	}{
		{"ticket", func(f *facts.Fact) { f.Ticket = "T" }, append(all[:8:8], all[len(all)-4:]...)},
		{"priority", func(f *facts.Fact) { f.Priority = "P2" }, []facts.Kind{facts.Requested, facts.Prioritized}},
		{"request", func(f *facts.Fact) { f.Request = plans.Incident }, all[:1]},
		{"channel", func(f *facts.Fact) { f.Channel = plans.ByMail }, all[:1]},
		{"into", func(f *facts.Fact) { f.Into = "U" }, []facts.Kind{facts.Merged, facts.Entered}},
		{"for", func(f *facts.Fact) { f.For = "C" }, all[:1]},
		{"charged_to", func(f *facts.Fact) { f.ChargedTo = "C" }, []facts.Kind{facts.Worked}},
		{"end", func(f *facts.Fact) { f.End = at.Add(time.Hour) }, []facts.Kind{facts.Worked, facts.Bought, facts.Given, facts.Down, facts.Excluded, facts.Closed}},
		{"rules", func(f *facts.Fact) { f.Rules = "0f" }, []facts.Kind{facts.Closed}},
		{"time", func(f *facts.Fact) { f.Time = time.Hour }, append([]facts.Kind{facts.Estimated, facts.Bought, facts.Given}, gone...)},
		{"price", func(f *facts.Fact) { f.Price = kit.Dec("10.00") }, []facts.Kind{facts.Bought, facts.Refunded, facts.Charged}},
		{"of", func(f *facts.Fact) { f.Of = "O" }, append([]facts.Kind{facts.Restored, facts.Withdrawn}, gone...)},
		{"elsewhere", func(f *facts.Fact) { f.Elsewhere = true }, []facts.Kind{facts.Bought}},
		{"label", func(f *facts.Fact) { f.Label = plans.Wording{FR: "Geste", EN: "Goodwill"} }, []facts.Kind{facts.Charged}},
		{"vat", func(f *facts.Fact) { f.VAT = &facts.ChargeVAT{} }, []facts.Kind{facts.Charged}},
		{"declared", func(f *facts.Fact) { f.Declared = at }, []facts.Kind{facts.Down}},
		{"share", func(f *facts.Fact) { f.Share = *kit.Dec("0.5") }, []facts.Kind{facts.Down}},
		{"reason", func(f *facts.Fact) { f.Reason = penalty.Customer }, []facts.Kind{facts.Down, facts.Excluded}},
		{"note", func(f *facts.Fact) { f.Note = "disk" }, []facts.Kind{facts.Down, facts.Excluded}},
		{"month", func(f *facts.Fact) { f.Month = kit.Month("2026-03") }, []facts.Kind{facts.Claimed}},
		{"parts", func(f *facts.Fact) { f.Parts = []credit.Part{{Day: kit.Day("2026-05-12"), Time: time.Hour}} }, []facts.Kind{facts.Worked}},
	} {
		for _, kind := range all {
			f := kit.PlainFact(kind)
			require.NoError(t, f.Validate(), kind)
			if c.set(&f); slices.Contains(c.of, kind) {
				assert.NoError(t, f.Validate(), "%s of %s", c.field, kind)
			} else {
				assert.ErrorContains(t, f.Validate(), c.field+": does not belong to a fact of this kind", "%s of %s", c.field, kind)
				eachFieldOnce(t, &f)
			}
		}
	}
	for _, kind := range all {
		eachFieldOnce(t, &facts.Fact{Kind: kind})
	}
}

// eachFieldOnce: a fault is reported once, not by every check that sees it.
func eachFieldOnce(t *testing.T, f *facts.Fact) {
	t.Helper()
	seen := map[string]bool{}
	if err := f.Validate(); err != nil {
		for line := range strings.Lines(err.Error()) {
			field, _, _ := strings.Cut(line, ":")
			assert.False(t, seen[field], "%s: %s", f.Kind, line)
			seen[field] = true
		}
	}
}

// TestFactBounds: what a fact may be, to the last instant.
func TestFactBounds(t *testing.T) {
	t.Parallel()
	at := kit.Wall("2026-05-12 12:00")
	for _, c := range []struct {
		kind facts.Kind
		set  func(*facts.Fact)
		want string // in the fault; empty: none
	}{
		{facts.Bought, func(f *facts.Fact) { f.Time = time.Minute }, ""},
		{facts.Bought, func(f *facts.Fact) { f.Time = time.Minute - 1 }, "time: "},
		{facts.Given, func(f *facts.Fact) { f.Time = facts.MaxPeriod }, ""},
		{facts.Given, func(f *facts.Fact) { f.Time = facts.MaxPeriod + 1 }, "time: "},
		{facts.Bought, func(f *facts.Fact) { f.Price = kit.Dec("0.00") }, ""},
		{facts.Bought, func(f *facts.Fact) { f.Price = kit.Dec("-0.01") }, "price: "},
		{facts.Bought, func(f *facts.Fact) { f.Price = kit.Dec("0.0001") }, "price: "},
		{facts.Estimated, func(f *facts.Fact) { f.Time = 0 }, ""},
		{facts.Estimated, func(f *facts.Fact) { f.Time = -1 }, "time: "},
		{facts.Estimated, func(f *facts.Fact) { f.Time = facts.MaxPeriod + 1 }, "time: "},
		{facts.Worked, func(f *facts.Fact) { f.End = at }, ""},
		{facts.Worked, func(f *facts.Fact) { f.End = at.Add(-1) }, "end: "},
		{facts.Worked, func(f *facts.Fact) { f.End = at.Add(facts.MaxSession + 1) }, "end: "},
		{facts.Worked, func(f *facts.Fact) { f.Recorded = f.End }, ""},
		{facts.Worked, func(f *facts.Fact) { f.Recorded = f.End.Add(-1) }, "recorded: must not be before the fact"},
		{facts.Down, func(f *facts.Fact) { f.End = at }, ""},
		{facts.Down, func(f *facts.Fact) { f.End = at.Add(-1) }, "end: "},
		{facts.Down, func(f *facts.Fact) { f.Share = *kit.Dec("1.01") }, "share: "},
		{facts.Down, func(f *facts.Fact) { f.Declared = at.Add(-time.Hour); f.Recorded = f.Declared }, ""},
		{facts.Down, func(f *facts.Fact) { f.Declared = at.Add(-time.Hour); f.Recorded = f.Declared.Add(-1) }, "recorded: must not be before the fact"},
		{facts.Down, func(f *facts.Fact) { f.Declared = at.Add(time.Hour); f.Recorded = at }, ""},
		{facts.Excluded, func(f *facts.Fact) { f.End = at.Add(-1) }, "end: "},
		{facts.Excluded, func(f *facts.Fact) { f.Reason = 0 }, "reason: "},
		{facts.Excluded, func(f *facts.Fact) { f.Recorded = at.AddDate(-1, 0, 0) }, ""}, // announced
		{facts.Excluded, func(f *facts.Fact) { f.Recorded = at.AddDate(-1000, 0, 0) }, "recorded: "},
		{facts.Claimed, func(f *facts.Fact) { f.Month = calendar.Month{} }, "month: must be a month that exists"},
		{facts.Claimed, func(f *facts.Fact) { f.Recorded = at.Add(-1) }, "recorded: must not be before the fact"},
		{facts.Charged, func(f *facts.Fact) { f.Price = nil }, "price: must be given, and not be 0"},
		{facts.Charged, func(f *facts.Fact) { f.Price = kit.Dec("0.00") }, "price: must be given, and not be 0"},
		{facts.Charged, func(f *facts.Fact) { f.Price = kit.Dec("0.01") }, ""},
		{facts.Charged, func(f *facts.Fact) { f.Price = kit.Dec("-0.01") }, ""},
		{facts.Charged, func(f *facts.Fact) { f.Price = kit.Dec("0.0005") }, "price: must have at most three decimals"},
		{facts.Charged, func(f *facts.Fact) { f.Price = kit.Dec("-10000000000.00") }, ""},
		{facts.Charged, func(f *facts.Fact) { f.Price = kit.Dec("-10000000000.01") }, "price: must lie between"},
		{facts.Charged, func(f *facts.Fact) { f.Label = plans.Wording{} }, "label.fr: must not be empty"},
		{facts.Charged, func(f *facts.Fact) { f.Label.EN = "" }, "label.en: must not be empty"},
		{facts.Charged, func(f *facts.Fact) { f.VAT = kit.ChargeVAT("S", "0", "", "") }, "vat.rate: must be above 0 in category S"},
		{facts.Charged, func(f *facts.Fact) { f.VAT = kit.ChargeVAT("", "0.1", "", "") }, ""},
		{facts.Charged, func(f *facts.Fact) { f.VAT = kit.ChargeVAT("X", "", "", "") }, "vat.category: must be one of"},
		{facts.Charged, func(f *facts.Fact) { f.VAT = kit.ChargeVAT("E", "0.1", "", "") }, "vat.rate: must be 0 in a category without tax"},
		{facts.Charged, func(f *facts.Fact) { f.VAT = kit.ChargeVAT("", "", "why", "") }, "vat.exemption: must be absent in category S or Z"},
		{facts.Charged, func(f *facts.Fact) { f.VAT = kit.ChargeVAT("S", "", "", "VATEX-EU-AE") }, "vat.exemption: must be absent in category S or Z"},
		{facts.Charged, func(f *facts.Fact) { f.VAT = kit.ChargeVAT("Z", "", "why", "") }, "vat.exemption: must be absent in category S or Z"},
		{facts.Charged, func(f *facts.Fact) {
			f.VAT = kit.ChargeVAT("E", "", strings.Repeat("x", 500), strings.Repeat("x", 100))
		}, ""},
		{facts.Charged, func(f *facts.Fact) { f.VAT = kit.ChargeVAT("E", "", strings.Repeat("x", 501), "") }, "vat.exemption.reason: must be 1 to 500 bytes"},
		{facts.Charged, func(f *facts.Fact) { f.VAT = kit.ChargeVAT("E", "", "", strings.Repeat("x", 101)) }, "vat.exemption.code: must be at most 100 bytes"},
		{facts.Charged, func(f *facts.Fact) { f.VAT = kit.ChargeVAT("E", "", "", " x") }, "vat.exemption.code: must be at most 100 bytes"},
		{facts.Charged, func(f *facts.Fact) { f.Recorded = at.Add(-1) }, "recorded: must not be before the fact"},
		{facts.Requested, func(f *facts.Fact) { f.Recorded = at.Add(-1) }, "recorded: must not be before the fact"},
		{facts.Requested, func(f *facts.Fact) { f.Request, f.Channel = plans.Incident, plans.ByMonitoring }, ""},
		{facts.Requested, func(f *facts.Fact) { f.Request = plans.Incident + 1 }, "request: must be one of"},
		{facts.Requested, func(f *facts.Fact) { f.Channel = plans.ByMonitoring + 1 }, "channel: must be one of"},
		{facts.Merged, func(f *facts.Fact) { f.Into = f.Ticket }, "into: must be another ticket"},
		{facts.Merged, func(f *facts.Fact) { f.Into = "" }, "into: "},
		{facts.Restored, func(f *facts.Fact) { f.Of = "" }, "of: "},
		{facts.Reported, func(f *facts.Fact) { f.ID = "" }, "id: "},
		{facts.Reported, func(f *facts.Fact) { f.Kind = 0 }, "kind: must be one of"},
		{facts.Reported, func(f *facts.Fact) { f.Kind = facts.Reopened + 1 }, "kind: must be one of"},
		{facts.Refunded, func(f *facts.Fact) { f.Time = -1 }, "time: "},
		{facts.Refunded, func(f *facts.Fact) { f.Time = 1 }, ""},
		{facts.Moved, func(f *facts.Fact) { f.Time = facts.MaxPeriod + 1 }, "time: "},
		{facts.Refunded, func(f *facts.Fact) { f.Price = kit.Dec("0.00") }, "price: must be above 0"},
		{facts.Refunded, func(f *facts.Fact) { f.Price = kit.Dec("0.01") }, ""},
		{facts.Refunded, func(f *facts.Fact) { f.Price = kit.Dec("-0.01") }, "price: "},
		{facts.Forfeited, func(f *facts.Fact) { f.Of = "" }, "of: "},
		{facts.Forfeited, func(f *facts.Fact) { f.Recorded = at.Add(-1) }, "recorded: must not be before the fact"},
		{facts.Closed, func(*facts.Fact) {}, ""},
		{facts.Prioritized, func(f *facts.Fact) { f.Priority = "" }, "priority: "},
		{facts.Prioritized, func(f *facts.Fact) { f.Priority = strings.Repeat("P", 200) }, ""},
		{facts.Prioritized, func(f *facts.Fact) { f.Priority = strings.Repeat("P", 201) }, "priority: must not be longer than 200 bytes"},
		{facts.Entered, func(f *facts.Fact) { f.Into = "" }, "into: "},
		{facts.Entered, func(f *facts.Fact) { f.Into = " x" }, "into: "},
		{facts.Updated, func(f *facts.Fact) { f.Recorded = at.Add(-1) }, "recorded: must not be before the fact"},
		{facts.Closed, func(f *facts.Fact) { f.Ticket = "T" }, "ticket: does not belong"},
	} {
		f := kit.PlainFact(c.kind)
		if c.set(&f); c.want == "" {
			assert.NoError(t, f.Validate(), "%+v", f)
		} else {
			assert.ErrorContains(t, f.Validate(), c.want, "%+v", f)
		}
	}
}

// TestChargeAsOneLine: its form in a journal.
func TestChargeAsOneLine(t *testing.T) {
	t.Parallel()
	f := kit.Charge("C", "2026-05-12 10:00", "", "-12.50", kit.ChargeVAT("AE", "", "art. 283", ""))
	text := kit.Encode(t, f)
	assert.Equal(t, `{"id":"C","kind":"charged","at":"2026-05-12T10:00:00+02:00","price":"-12.50","label":{"fr":"Mise en service","en":"Set-up"},`+
		`"vat":{"category":"AE","exemption":{"reason":"art. 283"}}}`, text)
	var back facts.Fact
	require.NoError(t, json.Unmarshal([]byte(text), &back))
	assert.Equal(t, text, kit.Encode(t, back))
}
