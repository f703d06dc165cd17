package servicelevel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

func named(id string, f servicelevel.Fact) servicelevel.Fact {
	f.ID = id
	return f
}

// TestRefusedFactsLeaveNoTrace: a call that is refused changes nothing, whichever of its
// facts is at fault, and whatever the book looked at before it knew.
func TestRefusedFactsLeaveNoTrace(t *testing.T) {
	t.Parallel()
	at := func(id, at string) servicelevel.Fact {
		return servicelevel.Fact{ID: id, Kind: servicelevel.Resumed, At: wall(at), Ticket: "T"}
	}
	list := facts(
		givenHours("P", "2026-05-04 09:00", time.Hour), request("T", "2026-05-04 09:00", servicelevel.ServiceRequest), request("H", "2026-05-04 09:00", servicelevel.ServiceRequest),
		worked("a", "T", "2026-05-05 10:00", 90*mins), estimated("h", "H", "2026-05-06 10:00", 30*mins),
	)
	for name, c := range map[string]struct {
		bad, then []servicelevel.Fact
		fault     string
	}{
		"work that is not covered":      {facts(worked("b", "T", "2026-05-07 10:00", 31*mins)), nil, "facts[0]: "},
		"an estimate that is not":       {facts(estimated("e", "T", "2026-05-07 10:00", 4*time.Hour)), nil, "facts[0]"},
		"more than is covered":          {facts(estimated("e", "H", "2026-05-07 10:00", 61*mins)), nil, "facts[0]"},
		"no pause":                      {facts(at("r", "2026-05-07 10:00")), nil, "facts[0].ticket: does not wait"},
		"one of many":                   {facts(worked("b", "T", "2026-05-07 10:00", 30*mins), at("r", "2026-05-07 11:00"), worked("c", "H", "2026-05-07 12:00", 30*mins)), nil, "facts[1].ticket: does not wait"},
		"some of many":                  {facts(at("r", "2026-05-04 10:00"), at("s", "2026-05-04 11:00"), worked("b", "T", "2026-05-07 10:00", 30*mins)), nil, "facts[1].ticket: does not wait"},
		"a hold before work":            {facts(request("N", "2026-05-04 10:00", servicelevel.ServiceRequest), estimated("n", "N", "2026-05-04 11:00", time.Hour), estimated("o", "N", "2026-05-04 12:00", 2*time.Hour)), nil, "recorded[a]"},
		"a hold before a hold":          {facts(estimated("n", "T", "2026-05-05 12:00", 150*mins)), nil, "recorded[h]"},
		"a request that was merged":     {facts(merged("m", "T", "2026-05-05 10:00", "H"), estimated("e", "T", "2026-05-05 10:00", time.Hour)), nil, "facts[1]"},
		"work, and an estimate with it": {facts(told(estimated("e", "H", "2026-05-07 09:00", time.Hour), "2026-05-07 11:00"), worked("b", "T", "2026-05-07 10:30", 30*mins)), nil, "facts[0]"},
		"one of the next month": {
			facts(worked("b", "T", "2026-06-01 10:00", 3*time.Hour)), facts(worked("c", "T", "2026-05-07 10:00", time.Hour)), "facts[0]: ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			never, book := openBook(t, proSince2026(), list...), openBook(t, proSince2026(), list...)
			err := book.Record(c.bad...)
			require.ErrorContains(t, err, c.fault)
			requireAlike(t, never, book)
			require.EqualError(t, book.Record(c.bad...), err.Error(), "the same again")
			assert.Equal(t, never.Record(c.then...), book.Record(c.then...))
			requireAlike(t, never, book)
			requireSameClosing(t, never, book, "2026-05")
			err = book.Record(c.bad...)
			requireAlike(t, never, book)
			if err != nil {
				requireSameClosing(t, never, book, "2026-06")
			}
		})
	}
}

// requireAlike requires that two books show the same.
func requireAlike(t *testing.T, want, got *servicelevel.Book) {
	t.Helper()
	for _, at := range []time.Time{wall("2026-06-01 00:00"), wall("2026-06-30 10:00")} {
		for _, view := range []func(*servicelevel.Book) (any, error){
			func(b *servicelevel.Book) (any, error) { return b.Balance(at) },
			func(b *servicelevel.Book) (any, error) { return b.Tickets(at) },
			func(b *servicelevel.Book) (any, error) { return b.Due(at) },
			func(b *servicelevel.Book) (any, error) { return b.Preview(at) },
		} {
			w, err := view(want)
			require.NoError(t, err)
			g, err := view(got)
			require.NoError(t, err)
			require.Equal(t, w, g, at)
		}
	}
}

// requireSameClosing closes a month of both, and requires the same statement and state.
func requireSameClosing(t *testing.T, want, got *servicelevel.Book, m string) {
	t.Helper()
	s, state, err := want.Close(month(m))
	require.NoError(t, err)
	other, after, err := got.Close(month(m))
	require.NoError(t, err)
	requireSame(t, encode(t, s), encode(t, other))
	requireSame(t, encode(t, state), encode(t, after))
}

// TestFactsThatAreRefusedAfterAState: what is known from closed months stands.
func TestFactsThatAreRefusedAfterAState(t *testing.T) {
	t.Parallel()
	business := businessContract()
	business.Start = day("2026-01-01")
	for _, ct := range []servicelevel.Contract{business, proSince2026()} {
		t.Run(ct.Level.String(), func(t *testing.T) {
			t.Parallel()
			requireRefused(t, ct)
		})
	}
}

func requireRefused(t *testing.T, ct servicelevel.Contract) {
	t.Helper()
	list := facts(
		pack("P", "2026-05-04 09:00", 5), request("T1", "2026-05-04 09:00", servicelevel.Incident), request("T2", "2026-05-04 09:00", servicelevel.Incident),
		worked("w", "T1", "2026-05-04 10:00", time.Hour), merged("m", "T2", "2026-05-04 11:00", "T1"),
		servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-05-05 10:00")}, servicelevel.Fact{ID: "Q", Kind: servicelevel.Down, At: wall("2026-05-06 10:00")},
		servicelevel.Fact{ID: "0", Kind: servicelevel.Restored, At: wall("2026-05-05 11:00"), Of: "O"},
		request("T3", "2026-05-07 09:00", servicelevel.Incident), servicelevel.Fact{ID: "done", Kind: servicelevel.Reported, At: wall("2026-05-07 10:00"), Ticket: "T3"},
	)
	_, state, err := openBook(t, ct, list...).Close(month("2026-05"))
	require.NoError(t, err)
	june := wall("2026-06-02 10:00")
	for _, c := range []struct {
		want string
		f    servicelevel.Fact
	}{
		{"facts[0].ticket: was requested before", named("again", request("T3", "2026-06-01 09:00", servicelevel.Incident))},
		{`the fact "P" was recorded before with another time`, pack("P", "2026-05-04 09:00", 3)},
		{"facts[0].of: must be an outage that goes on", servicelevel.Fact{ID: "up", Kind: servicelevel.Restored, At: june, Of: "O"}},
		{"facts[0].of: must be an outage that is known by then", servicelevel.Fact{ID: "up", Kind: servicelevel.Restored, At: june, Of: "P"}},
		{"facts[0].at: must not be before the outage", told(servicelevel.Fact{ID: "up", Kind: servicelevel.Restored, At: wall("2026-05-06 09:59"), Of: "Q"}, "2026-06-02 10:00")},
		{"facts[0].ticket: must be the ticket of a request that is known by then", worked("x", "T9", "2026-06-02 10:00", time.Hour)},
		{"facts[0].at: must not be before its request", told(worked("x", "T1", "2026-05-04 08:59", time.Minute), "2026-06-02 10:00")},
		{"facts[0].into: was merged into T1 itself", merged("n", "T1", "2026-06-02 10:00", "T2")},
		{"facts[0].ticket: is merged: only work and pauses can still be told", estimated("e", "T2", "2026-06-02 10:00", time.Hour)},
		{"facts[0].ticket: does not wait for the customer then", servicelevel.Fact{ID: "r", Kind: servicelevel.Resumed, At: june, Ticket: "T1"}},
		{`the fact "late" of 2026-05-31T23:59:59+02:00 cannot be recorded with 202`, servicelevel.Fact{ID: "late", Kind: servicelevel.Given, At: wall("2026-06-01 00:00").Add(-1), Time: time.Hour}},
		{"facts[0].ticket: does not wait for the customer then", servicelevel.Fact{ID: "r", Kind: servicelevel.Resumed, At: june, Ticket: "T3"}},
	} {
		never, err := servicelevel.NUXIT().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
		book, err := servicelevel.NUXIT().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
		assert.ErrorContains(t, book.Record(c.f), c.want)
		assert.Empty(t, slices.Collect(book.Facts()))
		requireAlike(t, never, book)
		require.NoError(t, book.Record(list...), "known, and passed over")
		requireSameClosing(t, never, book, "2026-06")
		in := servicelevel.Input{Month: month("2026-06"), Contract: ct, State: &state, Facts: []servicelevel.Fact{c.f}}
		for _, err := range (monthend.Run{}).Statements(t.Context(), one(in)) {
			assert.ErrorContains(t, err, c.want)
		}
	}
	book, err := servicelevel.NUXIT().Resume(ct, readAgain(t, state))
	require.NoError(t, err)
	tickets, err := book.Tickets(june)
	require.NoError(t, err)
	require.Len(t, tickets, 2, "one that is open, and one that comes ever later")
	assert.Equal(t, []string{"T1", "T3"}, []string{tickets[0].Ticket, tickets[1].Ticket})
	require.NoError(t, book.Record(servicelevel.Fact{ID: "now", Kind: servicelevel.Given, At: wall("2026-06-01 00:00"), Time: time.Hour}))
	_, err = book.Balance(wall("2026-06-01 00:00").Add(-1))
	assert.ErrorContains(t, err, "at: must not be before the end of the last month closed, 2026-05")
}
