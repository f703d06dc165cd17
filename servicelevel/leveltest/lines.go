package leveltest

import (
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// FactLines tells credittest.TestStore about facts, so that it tests a store of them:
//
//	credittest.TestStore(t, leveltest.FactLines(), func() books.Store { return mystore.New(t.TempDir()) })
func FactLines() credittest.Lines[servicelevel.Fact] {
	return credittest.Lines[servicelevel.Fact]{
		MaxID: 100, Line: givenFact, Text: textFact, Specimens: specimens, Invalid: invalidFacts,
		Change: changeFact, Difference: difference,
	}
}

// noon is the instant about which the facts of the suite lie.
var noon = time.Date(2026, time.May, 12, 12, 0, 0, 0, time.UTC)

func givenFact(id string, n int) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Given, At: noon.Add(time.Duration(n) * time.Minute), Time: time.Hour}
}

// textFact has its text as a ticket, as the id of an outage or as a note, by turns.
func textFact(id, text string) servicelevel.Fact {
	switch f := (servicelevel.Fact{ID: id, At: noon}); len(text) % 4 {
	case 0:
		f.Kind, f.Ticket = servicelevel.Requested, text
		return f
	case 1:
		f.Kind, f.Of = servicelevel.Restored, text
		return f
	case 2:
		f.Kind, f.Ticket, f.Into = servicelevel.Merged, "T", text
		return f
	default:
		f.Kind, f.Note = servicelevel.Down, text
		return f
	}
}

func invalidFacts() []servicelevel.Fact {
	nobody, timeless, foreign, early := givenFact("", 0), givenFact("t", 0), givenFact("f", 0), givenFact("e", 0)
	timeless.Time = -1
	foreign.Of = "t"
	early.At = time.Time{}
	return []servicelevel.Fact{{}, nobody, timeless, foreign, early, givenFact("a\x00b", 0)}
}

// specimens are valid facts of every kind, with fields at their limits.
func specimens() []servicelevel.Fact {
	may := calendar.Date{Year: 2026, Month: time.May, Day: 12}
	june := calendar.Date{Year: 2026, Month: time.June, Day: 1}
	amount := func(cents int64) *decimal.Decimal { d := decimal.New(cents, -2); return &d }
	facts := []servicelevel.Fact{
		{Kind: servicelevel.Requested, Ticket: "T"},
		{Kind: servicelevel.Requested, Ticket: "T « é »", Request: servicelevel.Incident, Channel: servicelevel.ByMonitoring},
		{Kind: servicelevel.Requested, Ticket: "T", Channel: servicelevel.ByTelephone},
		{Kind: servicelevel.Waiting, Ticket: "T"},
		{Kind: servicelevel.Resumed, Ticket: "T"},
		{Kind: servicelevel.Estimated, Ticket: "T"},
		{Kind: servicelevel.Estimated, Ticket: "T", Time: servicelevel.MaxPeriod},
		{Kind: servicelevel.Worked, Ticket: "T", End: noon},
		{Kind: servicelevel.Worked, Ticket: "T", End: noon.Add(1)},
		{Kind: servicelevel.Worked, Ticket: "T", End: noon.Add(servicelevel.MaxSession), Recorded: noon.Add(servicelevel.MaxSession + 1)},
		{Kind: servicelevel.Worked, Ticket: "T", End: noon.Add(time.Hour), Parts: []credit.Part{{Day: may, Time: 1}, {Day: june, Time: time.Hour - 1}}},
		{Kind: servicelevel.Reported, Ticket: "T"},
		{Kind: servicelevel.Cancelled, Ticket: "T"},
		{Kind: servicelevel.Merged, Ticket: "T", Into: "U"},
		{Kind: servicelevel.Bought, Time: 3 * time.Hour},
		{Kind: servicelevel.Bought, Time: time.Minute, Price: amount(0)},
		{Kind: servicelevel.Bought, Time: servicelevel.MaxPeriod, Price: amount(123_456_789_09)},
		{Kind: servicelevel.Bought, Time: time.Hour, Price: amount(169_00)},
		{Kind: servicelevel.Given, Time: time.Hour + 1},
		{Kind: servicelevel.Down},
		{Kind: servicelevel.Down, End: noon.Add(1), Declared: noon.Add(-1), Share: decimal.New(1, -4), Note: "a switch:\n\"power\""},
		{Kind: servicelevel.Down, End: noon.Add(time.Hour), Share: decimal.New(5, -1), Reason: penalty.ForceMajeure},
		{Kind: servicelevel.Restored, Of: "f19"},
		{Kind: servicelevel.Excluded, End: noon.Add(time.Hour), Reason: penalty.Maintenance, Note: "announced", Recorded: noon.Add(-time.Hour)},
		{Kind: servicelevel.Excluded, End: noon.Add(time.Hour), Reason: penalty.Customer},
		{Kind: servicelevel.Claimed, Month: calendar.Month{Year: 2026, Month: time.April}},
		{Kind: servicelevel.Bought, Time: time.Hour, Price: amount(1), Elsewhere: true},
		{Kind: servicelevel.Charged, Price: amount(-1), Label: servicelevel.Wording{FR: "Geste « é »", EN: "Goodwill"}},
		{Kind: servicelevel.Charged, Price: amount(50_00), Label: servicelevel.Wording{FR: "Mise en service", EN: "Set-up"}, VAT: &servicelevel.ChargeVAT{
			Category: "E", Rate: amount(0), Exemption: servicelevel.Exemption{Reason: "art. 261", Code: "VATEX-EU-132"},
		}},
		{Kind: servicelevel.Requested, Ticket: "T", For: "C « é »", Priority: "P1"},
		{Kind: servicelevel.Prioritized, Ticket: "T", Priority: "urgent « é »"},
		{Kind: servicelevel.Entered, Ticket: "T", Into: "with the vendor"},
		{Kind: servicelevel.Updated, Ticket: "T"},
		{Kind: servicelevel.Reopened, Ticket: "T"},
		{Kind: servicelevel.Worked, Ticket: "T", End: noon, ChargedTo: "C « é »"},
	}
	facts = append(facts,
		servicelevel.Fact{Kind: servicelevel.Refunded, Of: "f14", Time: time.Minute, Price: amount(1)},
		servicelevel.Fact{Kind: servicelevel.Given, Time: time.Hour, End: noon.AddDate(0, 1, 0)}, servicelevel.Fact{Kind: servicelevel.Forfeited, Of: "f14"}, servicelevel.Fact{Kind: servicelevel.Moved, Of: "uncovered/2026-05/1"},
		servicelevel.Fact{Kind: servicelevel.Withdrawn, Of: "f14"},
	)
	facts = append(facts, servicelevel.Fact{Kind: servicelevel.Closed, End: noon.Add(31 * 24 * time.Hour), Rules: "58c61739ba740af9d9abf6ba7afff1b5"}, servicelevel.Fact{Kind: servicelevel.Closed, Contract: &servicelevel.Contract{
		ID: "C « é »", Customer: "a \"b\" c", Edition: "nuxit", Level: servicelevel.Pro, Start: may, Rent: amount(149_00),
		Changes: []servicelevel.Change{{On: june, Level: servicelevel.Serenity, Edition: "magic"}},
		Options: servicelevel.Options{FeesInAdvance: true, HourPrice: amount(90_01)},
	}})
	for i := range facts {
		facts[i].At = noon
	}
	for _, at := range []time.Time{
		time.Date(1990, time.January, 1, 0, 0, 0, 0, time.UTC), time.Date(2089, time.December, 31, 23, 59, 59, 999_999_999, time.UTC),
		noon.Add(1), noon.Add(-1), noon.Add(123_456_789), noon.Add(time.Second - 1),
		noon.In(time.FixedZone("", 5*3600+45*60)), noon.In(time.FixedZone("", -3*3600-30*60)), noon.In(time.FixedZone("", -2670)), noon.Local(),
		time.Date(2026, time.October, 25, 1, 30, 0, 1, time.FixedZone("", 2*3600)), // 01:30 and 02:30 twice in Paris
		time.Date(2026, time.October, 25, 1, 30, 0, 1, time.FixedZone("", 3600)),
	} {
		facts = append(facts, servicelevel.Fact{Kind: servicelevel.Given, At: at, Recorded: at, Time: time.Minute})
	}
	for i := range facts {
		facts[i].ID = fmt.Sprint("f", i)
	}
	return facts
}

func changeFact(f *servicelevel.Fact) {
	for i := range f.Parts {
		f.Parts[i].Time++
	}
	if f.Price != nil {
		*f.Price = f.Price.Add(decimal.New(1, 0))
	}
	if c := f.Contract; c != nil {
		c.ID += "?"
		for i := range c.Changes {
			c.Changes[i].Level += "2"
		}
		if c.Rent != nil {
			*c.Rent = c.Rent.Add(decimal.New(1, 0))
		}
	}
	if f.VAT != nil {
		f.VAT.Exemption.Reason += "?"
		if f.VAT.Rate != nil {
			*f.VAT.Rate = f.VAT.Rate.Add(decimal.New(1, 0))
		}
	}
}

// difference says in which field b differs from a, "" if in none. Instants are compared
// as instants and amounts as numbers.
func difference(a, b *servicelevel.Fact) string {
	differ := func(field string, want, got any) string {
		return fmt.Sprintf("%s of %q is %v, not %v", field, a.ID, got, want)
	}
	for _, t := range [...]struct {
		field string
		a, b  time.Time
	}{{"at", a.At, b.At}, {"recorded", a.Recorded, b.Recorded}, {"end", a.End, b.End}, {"declared", a.Declared, b.Declared}} {
		if !t.a.Equal(t.b) {
			return differ(t.field, t.a, t.b)
		}
	}
	if (a.Price == nil) != (b.Price == nil) || a.Price != nil && !a.Price.Equal(*b.Price) {
		return differ("price", a.Price, b.Price)
	}
	if !a.Share.Equal(b.Share) {
		return differ("share", a.Share, b.Share)
	}
	if !sameVAT(a.VAT, b.VAT) {
		return differ("vat", a.VAT, b.VAT)
	}
	if want, got := textOf(a.Contract), textOf(b.Contract); want != got {
		return differ("contract", want, got)
	}
	if !slices.Equal(a.Parts, b.Parts) {
		return differ("parts", a.Parts, b.Parts)
	}
	for _, v := range [...]struct {
		field string
		a, b  any
	}{
		{"id", a.ID, b.ID},
		{"kind", a.Kind, b.Kind},
		{"ticket", a.Ticket, b.Ticket},
		{"request", a.Request, b.Request},
		{"channel", a.Channel, b.Channel},
		{"into", a.Into, b.Into},
		{"for", a.For, b.For},
		{"priority", a.Priority, b.Priority},
		{"charged_to", a.ChargedTo, b.ChargedTo},
		{"time", a.Time, b.Time},
		{"of", a.Of, b.Of},
		{"month", a.Month, b.Month},
		{"reason", a.Reason, b.Reason},
		{"note", a.Note, b.Note},
		{"rules", a.Rules, b.Rules},
		{"elsewhere", a.Elsewhere, b.Elsewhere},
		{"label", a.Label, b.Label},
	} {
		if v.a != v.b {
			return differ(v.field, v.a, v.b)
		}
	}
	return ""
}

func sameVAT(a, b *servicelevel.ChargeVAT) bool {
	if a == nil || b == nil {
		return a == b
	}
	rates := a.Rate == b.Rate || a.Rate != nil && b.Rate != nil && a.Rate.Equal(*b.Rate)
	return rates && a.Category == b.Category && a.Exemption == b.Exemption
}

// textOf returns the JSON of a contract; what has none differs from all that have.
func textOf(c *servicelevel.Contract) string {
	if c == nil {
		return ""
	}
	text, err := c.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	return string(text)
}
