package servicelevel_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// plainFacts has one fact of every kind, with no more than it needs, all of one noon.
func plainFacts() []servicelevel.Fact {
	at := wall("2026-05-12 12:00")
	return []servicelevel.Fact{
		{Kind: servicelevel.Requested, Ticket: "T"},
		{Kind: servicelevel.Waiting, Ticket: "T"},
		{Kind: servicelevel.Resumed, Ticket: "T"},
		{Kind: servicelevel.Estimated, Ticket: "T"},
		{Kind: servicelevel.Worked, Ticket: "T", End: at.Add(time.Hour)},
		{Kind: servicelevel.Reported, Ticket: "T"},
		{Kind: servicelevel.Cancelled, Ticket: "T"},
		{Kind: servicelevel.Merged, Ticket: "T", Into: "U"},
		{Kind: servicelevel.Bought, Time: time.Hour},
		{Kind: servicelevel.Given, Time: time.Hour},
		{Kind: servicelevel.Down},
		{Kind: servicelevel.Restored, Of: "O"},
		{Kind: servicelevel.Excluded, End: at.Add(time.Hour), Reason: penalty.Maintenance},
		{Kind: servicelevel.Claimed, Month: month("2026-04")},
		{Kind: servicelevel.Charged, Price: dec("50.00"), Label: servicelevel.Wording{FR: "Mise en service", EN: "Set-up"}},
		{Kind: servicelevel.Refunded, Of: "P"},
		{Kind: servicelevel.Forfeited, Of: "P"},
		{Kind: servicelevel.Moved, Of: "P"},
		{Kind: servicelevel.Withdrawn, Of: "P"},
		{Kind: servicelevel.Closed},
		{Kind: servicelevel.Prioritized, Ticket: "T", Priority: "P1"},
		{Kind: servicelevel.Entered, Ticket: "T", Into: "supplier"},
		{Kind: servicelevel.Updated, Ticket: "T"},
		{Kind: servicelevel.Reopened, Ticket: "T"},
	}
}

func plainFact(kind servicelevel.FactKind) servicelevel.Fact {
	f := plainFacts()[kind-1]
	f.ID, f.At = "F", wall("2026-05-12 12:00")
	return f
}

// TestFieldsOfAFact: every kind takes the fields that are its own, and no other.
func TestFieldsOfAFact(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-12 12:00")
	all := []servicelevel.FactKind{
		servicelevel.Requested, servicelevel.Waiting, servicelevel.Resumed, servicelevel.Estimated, servicelevel.Worked, servicelevel.Reported,
		servicelevel.Cancelled, servicelevel.Merged, servicelevel.Bought, servicelevel.Given, servicelevel.Down, servicelevel.Restored, servicelevel.Excluded, servicelevel.Claimed, servicelevel.Charged,
		servicelevel.Refunded, servicelevel.Forfeited, servicelevel.Moved, servicelevel.Withdrawn, servicelevel.Closed,
	}
	gone := all[len(all)-5 : len(all)-2 : len(all)-2]
	all = append(all, servicelevel.Prioritized, servicelevel.Entered, servicelevel.Updated, servicelevel.Reopened)
	for _, c := range []struct {
		field string
		set   func(*servicelevel.Fact)
		of    []servicelevel.FactKind
	}{
		{"ticket", func(f *servicelevel.Fact) { f.Ticket = "T" }, append(all[:8:8], all[len(all)-4:]...)},
		{"priority", func(f *servicelevel.Fact) { f.Priority = "P2" }, []servicelevel.FactKind{servicelevel.Requested, servicelevel.Prioritized}},
		{"request", func(f *servicelevel.Fact) { f.Request = servicelevel.Incident }, all[:1]},
		{"channel", func(f *servicelevel.Fact) { f.Channel = servicelevel.ByMail }, all[:1]},
		{"into", func(f *servicelevel.Fact) { f.Into = "U" }, []servicelevel.FactKind{servicelevel.Merged, servicelevel.Entered}},
		{"for", func(f *servicelevel.Fact) { f.For = "C" }, all[:1]},
		{"charged_to", func(f *servicelevel.Fact) { f.ChargedTo = "C" }, []servicelevel.FactKind{servicelevel.Worked}},
		{"end", func(f *servicelevel.Fact) { f.End = at.Add(time.Hour) }, []servicelevel.FactKind{servicelevel.Worked, servicelevel.Bought, servicelevel.Given, servicelevel.Down, servicelevel.Excluded, servicelevel.Closed}},
		{"rules", func(f *servicelevel.Fact) { f.Rules = "0f" }, []servicelevel.FactKind{servicelevel.Closed}},
		{"time", func(f *servicelevel.Fact) { f.Time = time.Hour }, append([]servicelevel.FactKind{servicelevel.Estimated, servicelevel.Bought, servicelevel.Given}, gone...)},
		{"price", func(f *servicelevel.Fact) { f.Price = dec("10.00") }, []servicelevel.FactKind{servicelevel.Bought, servicelevel.Refunded, servicelevel.Charged}},
		{"of", func(f *servicelevel.Fact) { f.Of = "O" }, append([]servicelevel.FactKind{servicelevel.Restored, servicelevel.Withdrawn}, gone...)},
		{"elsewhere", func(f *servicelevel.Fact) { f.Elsewhere = true }, []servicelevel.FactKind{servicelevel.Bought}},
		{"label", func(f *servicelevel.Fact) { f.Label = servicelevel.Wording{FR: "Geste", EN: "Goodwill"} }, []servicelevel.FactKind{servicelevel.Charged}},
		{"vat", func(f *servicelevel.Fact) { f.VAT = &servicelevel.ChargeVAT{} }, []servicelevel.FactKind{servicelevel.Charged}},
		{"declared", func(f *servicelevel.Fact) { f.Declared = at }, []servicelevel.FactKind{servicelevel.Down}},
		{"share", func(f *servicelevel.Fact) { f.Share = *dec("0.5") }, []servicelevel.FactKind{servicelevel.Down}},
		{"reason", func(f *servicelevel.Fact) { f.Reason = penalty.Customer }, []servicelevel.FactKind{servicelevel.Down, servicelevel.Excluded}},
		{"note", func(f *servicelevel.Fact) { f.Note = "disk" }, []servicelevel.FactKind{servicelevel.Down, servicelevel.Excluded}},
		{"month", func(f *servicelevel.Fact) { f.Month = month("2026-03") }, []servicelevel.FactKind{servicelevel.Claimed}},
		{"parts", func(f *servicelevel.Fact) { f.Parts = []credit.Part{{Day: day("2026-05-12"), Time: time.Hour}} }, []servicelevel.FactKind{servicelevel.Worked}},
	} {
		for _, kind := range all {
			f := plainFact(kind)
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
		eachFieldOnce(t, &servicelevel.Fact{Kind: kind})
	}
}

// eachFieldOnce: a fault is reported once, not by every check that sees it.
func eachFieldOnce(t *testing.T, f *servicelevel.Fact) {
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

// chargeVAT is how a charge is taxed; "" is absent.
func chargeVAT(category, rate, reason, code string) *servicelevel.ChargeVAT {
	v := &servicelevel.ChargeVAT{Category: category, Exemption: servicelevel.Exemption{Reason: reason, Code: code}}
	if rate != "" {
		v.Rate = dec(rate)
	}
	return v
}

// TestFactBounds: what a fact may be, to the last instant.
func TestFactBounds(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-12 12:00")
	for _, c := range []struct {
		kind servicelevel.FactKind
		set  func(*servicelevel.Fact)
		want string // in the fault; empty: none
	}{
		{servicelevel.Bought, func(f *servicelevel.Fact) { f.Time = time.Minute }, ""},
		{servicelevel.Bought, func(f *servicelevel.Fact) { f.Time = time.Minute - 1 }, "time: "},
		{servicelevel.Given, func(f *servicelevel.Fact) { f.Time = servicelevel.MaxPeriod }, ""},
		{servicelevel.Given, func(f *servicelevel.Fact) { f.Time = servicelevel.MaxPeriod + 1 }, "time: "},
		{servicelevel.Bought, func(f *servicelevel.Fact) { f.Price = dec("0.00") }, ""},
		{servicelevel.Bought, func(f *servicelevel.Fact) { f.Price = dec("-0.01") }, "price: "},
		{servicelevel.Bought, func(f *servicelevel.Fact) { f.Price = dec("0.0001") }, "price: "},
		{servicelevel.Estimated, func(f *servicelevel.Fact) { f.Time = 0 }, ""},
		{servicelevel.Estimated, func(f *servicelevel.Fact) { f.Time = -1 }, "time: "},
		{servicelevel.Estimated, func(f *servicelevel.Fact) { f.Time = servicelevel.MaxPeriod + 1 }, "time: "},
		{servicelevel.Worked, func(f *servicelevel.Fact) { f.End = at }, ""},
		{servicelevel.Worked, func(f *servicelevel.Fact) { f.End = at.Add(-1) }, "end: "},
		{servicelevel.Worked, func(f *servicelevel.Fact) { f.End = at.Add(servicelevel.MaxSession + 1) }, "end: "},
		{servicelevel.Worked, func(f *servicelevel.Fact) { f.Recorded = f.End }, ""},
		{servicelevel.Worked, func(f *servicelevel.Fact) { f.Recorded = f.End.Add(-1) }, "recorded: must not be before the fact"},
		{servicelevel.Down, func(f *servicelevel.Fact) { f.End = at }, ""},
		{servicelevel.Down, func(f *servicelevel.Fact) { f.End = at.Add(-1) }, "end: "},
		{servicelevel.Down, func(f *servicelevel.Fact) { f.Share = *dec("1.01") }, "share: "},
		{servicelevel.Down, func(f *servicelevel.Fact) { f.Declared = at.Add(-time.Hour); f.Recorded = f.Declared }, ""},
		{servicelevel.Down, func(f *servicelevel.Fact) { f.Declared = at.Add(-time.Hour); f.Recorded = f.Declared.Add(-1) }, "recorded: must not be before the fact"},
		{servicelevel.Down, func(f *servicelevel.Fact) { f.Declared = at.Add(time.Hour); f.Recorded = at }, ""},
		{servicelevel.Excluded, func(f *servicelevel.Fact) { f.End = at.Add(-1) }, "end: "},
		{servicelevel.Excluded, func(f *servicelevel.Fact) { f.Reason = 0 }, "reason: "},
		{servicelevel.Excluded, func(f *servicelevel.Fact) { f.Recorded = at.AddDate(-1, 0, 0) }, ""}, // announced
		{servicelevel.Excluded, func(f *servicelevel.Fact) { f.Recorded = at.AddDate(-1000, 0, 0) }, "recorded: "},
		{servicelevel.Claimed, func(f *servicelevel.Fact) { f.Month = calendar.Month{} }, "month: must be a month that exists"},
		{servicelevel.Claimed, func(f *servicelevel.Fact) { f.Recorded = at.Add(-1) }, "recorded: must not be before the fact"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.Price = nil }, "price: must be given, and not be 0"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.Price = dec("0.00") }, "price: must be given, and not be 0"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.Price = dec("0.01") }, ""},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.Price = dec("-0.01") }, ""},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.Price = dec("0.0005") }, "price: must have at most three decimals"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.Price = dec("-10000000000.00") }, ""},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.Price = dec("-10000000000.01") }, "price: must lie between"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.Label = servicelevel.Wording{} }, "label.fr: must not be empty"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.Label.EN = "" }, "label.en: must not be empty"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.VAT = chargeVAT("S", "0", "", "") }, "vat.rate: must be above 0 in category S"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.VAT = chargeVAT("", "0.1", "", "") }, ""},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.VAT = chargeVAT("X", "", "", "") }, "vat.category: must be one of"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.VAT = chargeVAT("E", "0.1", "", "") }, "vat.rate: must be 0 in a category without tax"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.VAT = chargeVAT("", "", "why", "") }, "vat.exemption: must be absent in category S or Z"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.VAT = chargeVAT("S", "", "", "VATEX-EU-AE") }, "vat.exemption: must be absent in category S or Z"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.VAT = chargeVAT("Z", "", "why", "") }, "vat.exemption: must be absent in category S or Z"},
		{servicelevel.Charged, func(f *servicelevel.Fact) {
			f.VAT = chargeVAT("E", "", strings.Repeat("x", 500), strings.Repeat("x", 100))
		}, ""},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.VAT = chargeVAT("E", "", strings.Repeat("x", 501), "") }, "vat.exemption.reason: must be 1 to 500 bytes"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.VAT = chargeVAT("E", "", "", strings.Repeat("x", 101)) }, "vat.exemption.code: must be at most 100 bytes"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.VAT = chargeVAT("E", "", "", " x") }, "vat.exemption.code: must be at most 100 bytes"},
		{servicelevel.Charged, func(f *servicelevel.Fact) { f.Recorded = at.Add(-1) }, "recorded: must not be before the fact"},
		{servicelevel.Requested, func(f *servicelevel.Fact) { f.Recorded = at.Add(-1) }, "recorded: must not be before the fact"},
		{servicelevel.Requested, func(f *servicelevel.Fact) { f.Request, f.Channel = servicelevel.Incident, servicelevel.ByMonitoring }, ""},
		{servicelevel.Requested, func(f *servicelevel.Fact) { f.Request = servicelevel.Incident + 1 }, "request: must be one of"},
		{servicelevel.Requested, func(f *servicelevel.Fact) { f.Channel = servicelevel.ByMonitoring + 1 }, "channel: must be one of"},
		{servicelevel.Merged, func(f *servicelevel.Fact) { f.Into = f.Ticket }, "into: must be another ticket"},
		{servicelevel.Merged, func(f *servicelevel.Fact) { f.Into = "" }, "into: "},
		{servicelevel.Restored, func(f *servicelevel.Fact) { f.Of = "" }, "of: "},
		{servicelevel.Reported, func(f *servicelevel.Fact) { f.ID = "" }, "id: "},
		{servicelevel.Reported, func(f *servicelevel.Fact) { f.Kind = 0 }, "kind: must be one of"},
		{servicelevel.Reported, func(f *servicelevel.Fact) { f.Kind = servicelevel.Reopened + 1 }, "kind: must be one of"},
		{servicelevel.Refunded, func(f *servicelevel.Fact) { f.Time = -1 }, "time: "},
		{servicelevel.Refunded, func(f *servicelevel.Fact) { f.Time = 1 }, ""},
		{servicelevel.Moved, func(f *servicelevel.Fact) { f.Time = servicelevel.MaxPeriod + 1 }, "time: "},
		{servicelevel.Refunded, func(f *servicelevel.Fact) { f.Price = dec("0.00") }, "price: must be above 0"},
		{servicelevel.Refunded, func(f *servicelevel.Fact) { f.Price = dec("0.01") }, ""},
		{servicelevel.Refunded, func(f *servicelevel.Fact) { f.Price = dec("-0.01") }, "price: "},
		{servicelevel.Forfeited, func(f *servicelevel.Fact) { f.Of = "" }, "of: "},
		{servicelevel.Forfeited, func(f *servicelevel.Fact) { f.Recorded = at.Add(-1) }, "recorded: must not be before the fact"},
		{servicelevel.Closed, func(*servicelevel.Fact) {}, ""},
		{servicelevel.Prioritized, func(f *servicelevel.Fact) { f.Priority = "" }, "priority: "},
		{servicelevel.Prioritized, func(f *servicelevel.Fact) { f.Priority = strings.Repeat("P", 200) }, ""},
		{servicelevel.Prioritized, func(f *servicelevel.Fact) { f.Priority = strings.Repeat("P", 201) }, "priority: must not be longer than 200 bytes"},
		{servicelevel.Entered, func(f *servicelevel.Fact) { f.Into = "" }, "into: "},
		{servicelevel.Entered, func(f *servicelevel.Fact) { f.Into = " x" }, "into: "},
		{servicelevel.Updated, func(f *servicelevel.Fact) { f.Recorded = at.Add(-1) }, "recorded: must not be before the fact"},
		{servicelevel.Closed, func(f *servicelevel.Fact) { f.Ticket = "T" }, "ticket: does not belong"},
	} {
		f := plainFact(c.kind)
		if c.set(&f); c.want == "" {
			assert.NoError(t, f.Validate(), "%+v", f)
		} else {
			assert.ErrorContains(t, f.Validate(), c.want, "%+v", f)
		}
	}
}

// TestFactsThatContradict: told again with other content a fact is a conflict, by the first
// field that differs; with another Recorded or other parts it is the same. A state knows it
// as well as the book that was closed, also when its month has gone.
func TestFactsThatContradict(t *testing.T) {
	t.Parallel()
	ct := businessContract()
	ct.Options.CorrectionMonths = 1
	may := func(id string, f servicelevel.Fact) servicelevel.Fact {
		f.ID, f.Recorded = id, wall("2026-05-20 12:00")
		return f
	}
	p, w, d, x, m := may("P", plainFact(servicelevel.Bought)), may("W", plainFact(servicelevel.Worked)), may("D", plainFact(servicelevel.Down)),
		may("X", plainFact(servicelevel.Excluded)), may("M", plainFact(servicelevel.Merged))
	p.Time, p.Price = 3*time.Hour, dec("50.00")
	u := may("U", plainFact(servicelevel.Restored))
	u.Of, u.At = "D", wall("2026-05-13 12:00")
	list := facts(request("T", "2026-05-12 12:00", servicelevel.Incident), request("U'", "2026-05-12 12:00", servicelevel.Incident), p, w, d, u, x)
	m.Into = "U'"
	c := may("C", plainFact(servicelevel.Charged))
	c.VAT = chargeVAT("E", "0", "why", "")
	list = append(list, m, c)
	for _, c := range []struct {
		f     servicelevel.Fact
		set   func(*servicelevel.Fact)
		field string // empty: the same
	}{
		{p, func(f *servicelevel.Fact) { f.Kind, f.Price = servicelevel.Given, nil }, "kind"},
		{p, func(f *servicelevel.Fact) { f.At = f.At.Add(1) }, "at"},
		{w, func(f *servicelevel.Fact) { f.Ticket = "U'" }, "ticket"},
		{list[0], func(f *servicelevel.Fact) { f.Request = servicelevel.ServiceRequest }, "request"},
		{list[0], func(f *servicelevel.Fact) { f.Channel = servicelevel.ByMonitoring }, "channel"},
		{m, func(f *servicelevel.Fact) { f.Into = "V" }, "into"},
		{list[0], func(f *servicelevel.Fact) { f.For = "C-2" }, "for"},
		{w, func(f *servicelevel.Fact) { f.ChargedTo = "C-2" }, "charged_to"},
		{w, func(f *servicelevel.Fact) { f.End = f.End.Add(1) }, "end"},
		{p, func(f *servicelevel.Fact) { f.Time += time.Hour }, "time"},
		{p, func(f *servicelevel.Fact) { f.Price = dec("50.01") }, "price"},
		{p, func(f *servicelevel.Fact) { f.Price = nil }, "price"},
		{p, func(f *servicelevel.Fact) { f.Elsewhere = true }, "elsewhere"},
		{c, func(f *servicelevel.Fact) { f.Label.EN = "Call-out" }, "label"},
		{c, func(f *servicelevel.Fact) { f.VAT = nil }, "vat"},
		{c, func(f *servicelevel.Fact) { f.VAT = chargeVAT("K", "0", "why", "") }, "vat"},
		{c, func(f *servicelevel.Fact) { f.VAT = chargeVAT("E", "", "why", "") }, "vat"},
		{c, func(f *servicelevel.Fact) { f.VAT = chargeVAT("E", "0", "why not", "") }, "vat"},
		{c, func(f *servicelevel.Fact) { f.VAT = chargeVAT("E", "0", "why", "VATEX-EU-132") }, "vat"},
		{c, func(f *servicelevel.Fact) { f.VAT = chargeVAT("E", "0.00", "why", "") }, ""},
		{u, func(f *servicelevel.Fact) { f.Of = "E" }, "of"},
		{d, func(f *servicelevel.Fact) { f.Declared = f.At }, "declared"},
		{d, func(f *servicelevel.Fact) { f.Share = *dec("0.5") }, "share"},
		{d, func(f *servicelevel.Fact) { f.Reason = penalty.Customer }, "reason"},
		{x, func(f *servicelevel.Fact) { f.Note = "disk" }, "note"},
		{w, func(f *servicelevel.Fact) { f.Recorded = f.Recorded.Add(time.Hour) }, ""},
		{w, func(f *servicelevel.Fact) { f.Parts = []credit.Part{{Day: day("2026-05-12"), Time: time.Hour}} }, ""},
		{p, func(f *servicelevel.Fact) { f.Price = dec("50") }, ""},
		{p, func(f *servicelevel.Fact) { f.At = f.At.UTC() }, ""},
	} {
		again := c.f
		c.set(&again)
		book := openBook(t, ct, list...)
		told := func(book *servicelevel.Book, when string) {
			err := book.Record(again)
			if c.field == "" {
				require.NoError(t, err, "%s of %s, %s", c.field, again.ID, when)
				return
			}
			var conflict *servicelevel.ConflictError
			require.ErrorAs(t, err, &conflict, "%s of %s, %s", c.field, again.ID, when)
			assert.Equal(t, servicelevel.ConflictError{ID: c.f.ID, Field: c.field}, *conflict, when)
		}
		told(book, "at once")
		require.NoError(t, book.Record(list...))
		_, state, err := book.Close(month("2026-05"))
		require.NoError(t, err)
		told(book, "closed")
		back, err := servicelevel.NUXIT().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
		told(back, "resumed")
		in := servicelevel.Input{Month: month("2026-06"), Contract: ct, State: &state, Facts: []servicelevel.Fact{again}}
		for _, err := range (monthend.Run{}).Statements(t.Context(), one(in)) {
			if c.field == "" {
				require.NoError(t, err)
			} else {
				assert.ErrorContains(t, err, "was recorded before with another "+c.field)
			}
		}
	}
}

// TestPartsOfAFact: the months that work lies in, as they were decided when it was recorded,
// stay what they are: of the caller's list, in the facts that a book tells, and in a state.
func TestPartsOfAFact(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.SplitMonths = true
	ask := request("T", "2026-05-31 20:00", servicelevel.Incident)
	parts := func(may, june time.Duration) []credit.Part {
		return []credit.Part{{Day: day("2026-05-31"), Time: may}, {Day: day("2026-06-01"), Time: june}}
	}
	for _, c := range []struct {
		told []credit.Part
		want []credit.Part
	}{
		{nil, parts(10*mins, 20*mins)},
		{parts(20*mins, 10*mins), parts(20*mins, 10*mins)},
	} {
		w := worked("w", "T", "2026-05-31 23:50", 30*mins)
		w.Parts = slices.Clone(c.told)
		list := facts(ask, worked("v", "T", "2026-05-31 22:00", 30*mins), w)
		book := openBook(t, ct, list...)
		if c.told != nil {
			list[2].Parts[0].Day = day("2026-05-30")
		}
		var got []string
		for f := range book.Facts() {
			got = append(got, fmt.Sprint(f.ID, f.Parts))
		}
		may := []credit.Part{{Day: day("2026-05-31"), Time: 30 * mins}}
		assert.Equal(t, []string{"T[]", fmt.Sprint("v", may), fmt.Sprint("w", c.want)}, got)
		s, state, err := book.Close(month("2026-06"))
		require.NoError(t, err)
		for i, p := range c.want {
			assert.Equal(t, p.Time, s.Tickets[i].Worked, p.Day)
		}
		told := state.Past[0].Facts
		require.Len(t, told, 3)
		assert.Equal(t, c.want, told[2].Parts)
	}
}
