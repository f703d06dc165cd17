package servicelevel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

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
