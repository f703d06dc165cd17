package servicelevel_test

import (
	"encoding/binary"
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/plans"
)

// clockChange is an offset in seconds that a zone has from an instant on.
type clockChange struct {
	at     time.Time
	offset int
}

// zoneData returns the data of a zone: an offset, and the changes after it.
func zoneData(offset int, changes ...clockChange) []byte {
	block := func(version byte, changes []clockChange) []byte {
		b := append(append([]byte("TZif"), version), make([]byte, 15+3*4)...)
		for _, n := range []int{len(changes), 1 + len(changes), 4} {
			b = binary.BigEndian.AppendUint32(b, uint32(n))
		}
		for _, c := range changes {
			b = binary.BigEndian.AppendUint64(b, uint64(c.at.Unix()))
		}
		for i := range changes {
			b = append(b, byte(i+1))
		}
		for i := range len(changes) + 1 {
			o := offset
			if i > 0 {
				o = changes[i-1].offset
			}
			b = append(binary.BigEndian.AppendUint32(b, uint32(o)), 0, 0)
		}
		return append(b, 'A', 'A', 'A', 0)
	}
	return append(append(block('2', nil), block('2', changes)...), "\n\n"...)
}

// over returns NUXIT's catalogue over a zone database in which Casablanca is as given.
func over(t require.TestingT, casablanca []byte) *servicelevel.Catalogue {
	zones, err := calendar.NewZones(fstest.MapFS{"Europe/Paris": {Data: zoneData(3600)}, "Africa/Casablanca": {Data: casablanca}})
	require.NoError(t, err)
	c, err := servicelevel.CompileIn(plans.NUXIT(), zones)
	require.NoError(t, err)
	return c
}

func inUTC(t require.TestingT, s string) time.Time {
	at, err := time.Parse(time.RFC3339, s)
	require.NoError(t, err)
	return at
}

func inCasablanca() servicelevel.Contract {
	return servicelevel.Contract{
		ID: "C-1", Customer: "C", Edition: "nuxit", Level: servicelevel.Pro, Start: day("2026-01-01"),
		Server: plans.Server{Ordered: time.Date(2026, time.January, 1, 9, 0, 0, 0, time.UTC)}, Options: servicelevel.Options{Zone: "Africa/Casablanca", Overdraft: 100 * time.Hour},
	}
}

// What Morocco decided for 2026: its clocks went back for good.
func casablancas(t require.TestingT) (before, after *servicelevel.Catalogue) {
	back := clockChange{inUTC(t, "2026-09-20T02:00:00Z"), 0}
	return over(t, zoneData(3600)), over(t, zoneData(3600, back))
}

func closedAsItWas(s *servicelevel.Statement) (found bool) {
	for _, a := range s.Assumptions {
		found = found || a.Rule == "D3" && a.Choice == "closed_as_it_was" && a.Zone == "Africa/Casablanca"
	}
	return found
}

// TestRulesChangeBetweenMonths: October is closed by one database, and November by another.
// Work of the hour between their ends of October is on exactly one statement.
func TestRulesChangeBetweenMonths(t *testing.T) {
	t.Parallel()
	before, after := casablancas(t)
	facts := []servicelevel.Fact{
		{ID: "f1", Kind: servicelevel.Requested, At: inUTC(t, "2026-10-31T20:00:00Z"), Ticket: "T1", Request: servicelevel.ServiceRequest},
		{ID: "f2", Kind: servicelevel.Worked, At: inUTC(t, "2026-10-31T23:10:00Z"), End: inUTC(t, "2026-10-31T23:40:00Z"), Ticket: "T1"},
	}
	for _, c := range []struct {
		first, second *servicelevel.Catalogue
		meet          string
		on            int // which statement has the work
	}{
		{before, before, "2026-10-31T23:00:00Z", 1},
		{after, after, "2026-11-01T00:00:00Z", 0},
		{before, after, "2026-10-31T23:00:00Z", 1},
		{after, before, "2026-11-01T00:00:00Z", 0},
	} {
		book, err := c.first.Open(inCasablanca())
		require.NoError(t, err)
		require.NoError(t, book.Record(facts...))
		october, state, err := book.Close(month("2026-10"))
		require.NoError(t, err)
		text, err := state.MarshalJSON()
		require.NoError(t, err)
		var read servicelevel.State
		require.NoError(t, read.UnmarshalJSON(text))
		assert.Equal(t, october.Rules, read.Rules)
		book, err = c.second.Resume(inCasablanca(), read)
		require.NoError(t, err)
		require.NoError(t, book.Record(facts...))
		november, _, err := book.Close(month("2026-11"))
		require.NoError(t, err)
		assert.True(t, october.Period.End.Equal(inUTC(t, c.meet)))
		assert.True(t, november.Period.Start.Equal(inUTC(t, c.meet)))
		statements := []servicelevel.Statement{october, november}
		require.Len(t, statements[c.on].Tickets, 1)
		assert.Equal(t, 30*time.Minute, statements[c.on].Tickets[0].Worked)
		assert.Equal(t, statements[c.on].Month, statements[c.on].Tickets[0].Month, "its own month pays")
		assert.Empty(t, statements[1-c.on].Tickets)
		assert.False(t, closedAsItWas(&october))
		assert.Equal(t, c.first != c.second, closedAsItWas(&november))
		assert.Equal(t, c.first != c.second, october.Rules != rulesIn(t, c.second, "2026-10"))
	}
}

func rulesIn(t require.TestingT, c *servicelevel.Catalogue, m string) string {
	s, err := c.Statement(inCasablanca(), servicelevel.Activity{}, month(m))
	require.NoError(t, err)
	return s.Rules
}

// TestRulesOfLayers: what a statement rests on are also the clocks of the zones in which a plan's hours have layers.
func TestRulesOfLayers(t *testing.T) {
	t.Parallel()
	ct := inCasablanca()
	ct.Options.Zone = "" // Paris
	e := plans.NUXIT()
	rules := func(casablanca []byte) string {
		zones, err := calendar.NewZones(fstest.MapFS{"Europe/Paris": {Data: zoneData(3600)}, "Africa/Casablanca": {Data: casablanca}})
		require.NoError(t, err)
		c, err := servicelevel.CompileIn(e, zones)
		require.NoError(t, err)
		s, err := c.Statement(ct, servicelevel.Activity{}, month("2026-10"))
		require.NoError(t, err)
		return s.Rules
	}
	before, after := zoneData(3600), zoneData(3600, clockChange{inUTC(t, "2026-09-20T02:00:00Z"), 0})
	assert.Equal(t, rules(before), rules(after))
	for i := range e.Plans {
		e.Plans[i].Hours.Schedule.Layers = []calendar.Layer{{Op: calendar.LayerUnion, Zone: "Africa/Casablanca"}}
	}
	assert.NotEqual(t, rules(before), rules(after))
	for i := range e.Plans { // or its factors are on
		if e.Plans[i].Hours.Schedule.Layers = nil; !e.Plans[i].Fee.OnQuote && e.Plans[i].Level == ct.Level {
			e.Plans[i].Work.Factors = []plans.Factor{{By: *dec("2"), Schedule: calendar.AlwaysOpen("Africa/Casablanca")}}
		}
	}
	assert.NotEqual(t, rules(before), rules(after))
	ct.Level, ct.Options.MonthDay, ct.Options.ProRata = servicelevel.Serenity, 15, true // up to 14 November
	for on, same := range map[string]bool{"2026-11-14": false, "2026-11-15": true} {
		ct = change(ct, on, servicelevel.Pro)
		assert.Equal(t, same, rules(before) == rules(after), on)
	}
}

// TestRulesAreWhatClocksShow: another release of a database, or another form of it, has the
// same digest of months in which its clocks show the same.
func TestRulesAreWhatClocksShow(t *testing.T) {
	t.Parallel()
	back := clockChange{inUTC(t, "2026-09-20T02:00:00Z"), 0}
	one := over(t, zoneData(3600, back))
	other := over(t, zoneData(60, clockChange{inUTC(t, "1950-01-01T00:00:00Z"), 3600}, clockChange{inUTC(t, "2026-02-01T00:00:00Z"), 3600}, back,
		clockChange{inUTC(t, "2026-12-01T00:00:01Z"), 7200}))
	for _, m := range []string{"2026-06", "2026-09", "2026-11"} {
		assert.Equal(t, rulesIn(t, one, m), rulesIn(t, other, m), m)
	}
	assert.NotEqual(t, rulesIn(t, one, "2026-12"), rulesIn(t, other, "2026-12"))
	assert.NotEqual(t, rulesIn(t, one, "2026-08"), rulesIn(t, one, "2026-09"))
	assert.NotEqual(t, rulesIn(t, one, "2027-09"), rulesIn(t, one, "2027-10"), "corrections reach September 2026 no more")
	assert.Regexp(t, "^[0-9a-f]{32}$", rulesIn(t, one, "2026-08"))
}

// TestBooksOverAnUpdate: months that were closed are read from the journal as they were, by
// whatever database it is read.
func TestBooksOverAnUpdate(t *testing.T) {
	t.Parallel()
	for _, monthDay := range []int{1, 15} {
		booksOverAnUpdate(t, monthDay)
	}
}

func booksOverAnUpdate(t *testing.T, monthDay int) {
	t.Helper()
	ctx, ct := t.Context(), inCasablanca()
	ct.Options.MonthDay = monthDay
	later := func(at string) time.Time { return inUTC(t, at).AddDate(0, 0, monthDay-1) }
	before, after := casablancas(t)
	store := &bare{new(books.Memory)}
	old, err := books.New(store, before)
	require.NoError(t, err)
	require.NoError(t, old.Record(
		ctx, ct,
		servicelevel.Fact{ID: "f1", Kind: servicelevel.Requested, At: later("2026-10-31T20:00:00Z"), Ticket: "T1", Request: servicelevel.ServiceRequest},
		servicelevel.Fact{ID: "f2", Kind: servicelevel.Worked, At: later("2026-10-31T23:10:00Z"), End: later("2026-10-31T23:40:00Z"), Ticket: "T1"},
	))
	october, err := old.Close(ctx, ct, month("2026-10"))
	require.NoError(t, err)
	updated, err := books.New(store, after)
	require.NoError(t, err)
	november, err := updated.Close(ctx, ct, month("2026-11"))
	require.NoError(t, err)
	assert.True(t, november.Period.Start.Equal(october.Period.End))
	assert.True(t, closedAsItWas(&november))
	require.Len(t, november.Tickets, 1)
	again, err := updated.Close(ctx, ct, month("2026-11"))
	require.NoError(t, err)
	assert.Equal(t, encode(t, november), encode(t, again))
	again, err = updated.Close(ctx, ct, month("2026-10"))
	require.NoError(t, err)
	assert.True(t, again.Period.End.Equal(october.Period.End))
	assert.Empty(t, again.Tickets)
	assert.True(t, closedAsItWas(&again), "it was closed by other rules than it is made by again")
}

// TestLifeOverAnUpdate moves whole lives from one zone database to another in the middle of
// the year: months meet, and each ticket is on exactly one statement, for all that was worked.
func TestLifeOverAnUpdate(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rules := func(name string) *servicelevel.Catalogue {
			at, changes := inUTC(t, "2026-07-01T00:00:00Z"), []clockChange(nil)
			for range rapid.IntRange(0, 4).Draw(t, name) {
				at = at.Add(time.Duration(rapid.Int64Range(1, 60*24*4).Draw(t, "after")) * 15 * time.Minute)
				changes = append(changes, clockChange{at, 1800 * rapid.IntRange(-4, 4).Draw(t, "offset")})
			}
			return over(t, zoneData(3600, changes...))
		}
		first, second := rules("first"), rules("second")
		ct := inCasablanca()
		ct.Options.MonthDay = rapid.SampledFrom([]int{0, 0, 15, 28}).Draw(t, "month day")
		var facts []servicelevel.Fact
		worked := map[string]time.Duration{}
		for i := range rapid.IntRange(1, 12).Draw(t, "tickets") {
			boundary := time.Date(2026, time.Month(rapid.IntRange(8, 12).Draw(t, "month")), max(1, ct.Options.MonthDay), 0, 0, 0, 0, time.UTC)
			at := boundary.Add(time.Duration(rapid.IntRange(-16, 16).Draw(t, "quarters")) * 15 * time.Minute)
			took := time.Duration(rapid.IntRange(1, 90).Draw(t, "minutes")) * time.Minute
			name := fmt.Sprint("T", i)
			worked[name] = took
			facts = append(
				facts,
				servicelevel.Fact{ID: "r" + name, Kind: servicelevel.Requested, At: at, Ticket: name, Request: servicelevel.ServiceRequest},
				servicelevel.Fact{ID: "w" + name, Kind: servicelevel.Worked, At: at, End: at.Add(took), Ticket: name},
			)
		}
		book, err := first.Open(ct)
		require.NoError(t, err)
		require.NoError(t, book.Record(facts...))
		update := month(fmt.Sprintf("2026-%02d", rapid.IntRange(7, 11).Draw(t, "update")))
		found := map[string]int{}
		var end time.Time
		drawn := time.Duration(0)
		for m := month("2026-07"); m.Compare(month("2027-01")) <= 0; m = m.AddMonths(1) {
			s, state, err := book.Close(m)
			require.NoError(t, err)
			require.True(t, end.IsZero() || s.Period.Start.Equal(end), "%s begins at %s, not %s", m, s.Period.Start, end)
			end = s.Period.End
			for _, w := range s.Tickets {
				found[w.Ticket]++
				require.Equal(t, worked[w.Ticket], w.Worked)
				require.Equal(t, (w.Worked + 30*time.Minute - 1).Truncate(30*time.Minute), w.Charged)
				if w.Month == m {
					drawn += w.FromAllowance
				}
			}
			require.LessOrEqual(t, s.Allowance.Used, 90*time.Minute)
			if m == update {
				text, err := state.MarshalJSON()
				require.NoError(t, err)
				var read servicelevel.State
				require.NoError(t, read.UnmarshalJSON(text))
				book, err = second.Resume(ct, read)
				require.NoError(t, err)
				require.NoError(t, book.Record(unknown(facts, end)...))
			}
		}
		require.Len(t, found, len(worked))
		for name, n := range found {
			require.Equal(t, 1, n, name)
		}
	})
}

// unknown returns the facts that became known from an instant on.
func unknown(facts []servicelevel.Fact, from time.Time) (list []servicelevel.Fact) {
	for i := range facts {
		if !facts[i].Known().Before(from) {
			list = append(list, facts[i])
		}
	}
	return list
}
