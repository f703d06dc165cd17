package servicelevel_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

func merged(id, ticket, at, into string) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Merged, At: wall(at), Ticket: ticket, Into: into}
}

// TestAllowanceOfAClosedMonthThatComesBack: a ticket turns out to have begun in April, so
// that the allowance of May, which is closed, pays for what packs had paid for: the latest
// first, in whatever order a state lists the tickets.
func TestAllowanceOfAClosedMonthThatComesBack(t *testing.T) {
	t.Parallel()
	list := facts(
		pack("P", "2026-04-01 09:00", 20), request("T0", "2026-04-30 09:00", servicelevel.ServiceRequest), worked("w0", "T0", "2026-05-04 10:00", 90*mins),
		request("T3", "2026-05-05 09:00", servicelevel.ServiceRequest), worked("w3", "T3", "2026-05-05 10:00", time.Hour),
		request("T1", "2026-05-06 09:00", servicelevel.ServiceRequest), worked("w1", "T1", "2026-05-06 10:00", time.Hour),
		request("T2", "2026-05-07 09:00", servicelevel.ServiceRequest), worked("w2", "T2", "2026-05-07 10:00", time.Hour),
		request("T4", "2026-06-08 09:00", servicelevel.ServiceRequest), worked("w4", "T4", "2026-06-08 10:00", 30*mins),
		told(worked("late", "T0", "2026-04-30 10:00", time.Minute), "2026-06-09 10:00"),
	)
	rows := []string{
		"2026-05 T0 of 2026-05: 1h30m0s → 1h30m0s by allowance 1h30m0s", "2026-05 T3 of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 34.95",
		"2026-05 T1 of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 34.95", "2026-05 T2 of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 34.95",
		"2026-06 T4 of 2026-06: 30m0s → 30m0s by allowance 30m0s", "2026-06 T0 of 2026-04: 1m0s → 2h0m0s by allowance 1h30m0s P 30m0s 17.48",
		"2026-06 T0 of 2026-05: 0s → -1h30m0s by allowance -1h30m0s",
		"2026-06 T2 of 2026-05: 0s → 0s by allowance 1h0m0s P -1h0m0s -34.95", "2026-06 T1 of 2026-05: 0s → 0s by allowance 30m0s P -30m0s -17.48",
	}
	tale{
		ct: proSince2026(), first: "2026-04", more: 2, facts: list, rows: rows,
		left: credit.Balance{Allowance: 60 * mins, Available: 18 * time.Hour, Used: 30 * mins},
	}.check(t)
}

// TestAllowanceThatComesBackTwice: in July it pays for what came last by then, T2 again, not
// for what had come last when May was closed or what is new since.
func TestAllowanceThatComesBackTwice(t *testing.T) {
	t.Parallel()
	tale{
		ct: proSince2026(), first: "2026-04", more: 3,
		facts: facts(
			pack("P", "2026-04-01 09:00", 20), request("A", "2026-04-30 09:00", servicelevel.ServiceRequest), request("B", "2026-04-30 09:00", servicelevel.ServiceRequest),
			worked("a", "A", "2026-05-04 10:00", time.Hour), worked("b", "B", "2026-05-04 12:00", 30*mins),
			request("T1", "2026-05-06 09:00", servicelevel.ServiceRequest), worked("w1", "T1", "2026-05-06 10:00", time.Hour),
			request("T2", "2026-05-07 09:00", servicelevel.ServiceRequest), worked("w2", "T2", "2026-05-07 10:00", time.Hour),
			told(worked("late a", "A", "2026-04-30 10:00", time.Minute), "2026-06-09 10:00"),
			request("T5", "2026-05-08 09:00", servicelevel.ServiceRequest), told(worked("w5", "T5", "2026-05-08 10:00", time.Hour), "2026-06-10 10:00"),
			told(worked("more", "T2", "2026-05-09 10:00", 30*mins), "2026-06-11 10:00"),
			told(worked("late b", "B", "2026-04-30 11:00", time.Minute), "2026-07-09 10:00"),
		),
		rows: []string{
			"2026-05 A of 2026-05: 1h0m0s → 1h0m0s by allowance 1h0m0s", "2026-05 B of 2026-05: 30m0s → 30m0s by allowance 30m0s",
			"2026-05 T1 of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 34.95", "2026-05 T2 of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 34.95",
			"2026-06 A of 2026-04: 1m0s → 1h30m0s by allowance 1h30m0s", "2026-06 T5 of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 34.95",
			"2026-06 T2 of 2026-05: 30m0s → 30m0s by allowance 1h0m0s P -30m0s -17.47", "2026-06 A of 2026-05: 0s → -1h0m0s by allowance -1h0m0s",
			"2026-07 B of 2026-04: 1m0s → 1h0m0s by P 1h0m0s 34.95", "2026-07 B of 2026-05: 0s → -30m0s by allowance -30m0s",
			"2026-07 T2 of 2026-05: 0s → 0s by allowance 30m0s P -30m0s -17.48",
		},
		left: credit.Balance{Allowance: 90 * mins, Available: 17 * time.Hour},
	}.check(t)
}

// TestRoundingThatLeavesAClosedMonth: with each month paying for its own, work of June takes
// the rounding from May, whose allowance then pays for another ticket of May.
func TestRoundingThatLeavesAClosedMonth(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.SplitMonths = true
	tale{
		ct: ct, first: "2026-05", more: 1,
		facts: facts(
			pack("P", "2026-05-01 09:00", 3), request("T1", "2026-05-04 09:00", servicelevel.ServiceRequest), worked("a", "T1", "2026-05-04 10:00", 61*mins),
			request("T2", "2026-05-05 09:00", servicelevel.ServiceRequest), worked("b", "T2", "2026-05-05 10:00", 30*mins), worked("c", "T1", "2026-06-02 10:00", 29*mins),
		),
		rows: []string{
			"2026-05 T1 of 2026-05: 1h1m0s → 1h30m0s by allowance 1h30m0s", "2026-05 T2 of 2026-05: 30m0s → 30m0s by P 30m0s 28.17",
			"2026-06 T1 of 2026-06: 29m0s → 29m0s by allowance 29m0s", "2026-06 T1 of 2026-05: 0s → -29m0s by allowance -29m0s",
			"2026-06 T2 of 2026-05: 0s → 0s by allowance 29m0s P -29m0s -27.23",
		},
		left: credit.Balance{Allowance: 61 * mins, Available: 179 * mins, Used: 29 * mins},
	}.check(t)
}

// TestWorkOnAMergedRequest: from the instant on at which it was merged it counts with the
// other one (D37), whenever that is closed.
func TestWorkOnAMergedRequest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ at, row string }{
		{"2026-05-12 09:59:59.999999999", "2026-06 T1 of 2026-05: 30m0s → 30m0s by allowance 30m0s"},
		{"2026-05-12 10:00", "2026-06 T2 of 2026-05: 30m0s → 30m0s by allowance 30m0s"},
		{"2026-06-02 10:00", "2026-06 T2 of 2026-05: 30m0s → 30m0s by allowance 30m0s"},
	} {
		late := told(worked("b", "T1", c.at, 30*mins), "2026-06-10 10:00")
		tale{
			ct: proSince2026(), first: "2026-05", more: 1,
			facts: facts(
				request("T1", "2026-05-11 09:00", servicelevel.Incident), request("T2", "2026-05-11 09:00", servicelevel.Incident),
				worked("a", "T2", "2026-05-11 10:00", 30*mins), merged("m", "T1", "2026-05-12 10:00", "T2"), late,
			),
			rows: []string{"2026-05 T2 of 2026-05: 30m0s → 30m0s by allowance 30m0s", c.row},
			left: credit.Balance{Allowance: 90 * mins},
		}.check(t)
	}
}

// TestDebtPaidWhenAMonthBegins: what lots keep for a hold pays for what is overdrawn as soon
// as a month begins whose allowance covers the hold, though nothing is told then.
func TestDebtPaidWhenAMonthBegins(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.Changes = []servicelevel.Change{{On: day("2026-07-01"), Level: servicelevel.Pro}, {On: day("2026-08-01"), Level: servicelevel.Standard}}
	list := facts(
		pack("P", "2026-05-01 09:00", 3), request("H", "2026-05-04 09:00", servicelevel.ServiceRequest), estimated("e", "H", "2026-05-04 10:00", 90*mins),
		request("T", "2026-05-04 09:00", servicelevel.ServiceRequest), told(worked("a", "T", "2026-05-05 10:00", 150*mins), "2026-05-06 10:00"),
		request("N", "2026-08-06 09:00", servicelevel.ServiceRequest), givenHours("G", "2026-08-06 10:00", time.Hour),
	)
	l := &life{ct: ct, facts: list, desk: true, first: month("2026-05"), months: 1}
	want := inOneCall(straight(t), l)
	requireModel(t, l, want)
	requireRoads(straight(t), l, want, roads)
	for i, overdrawn := range []time.Duration{time.Hour, 0, 0, 0} { // at the end of June, July has begun
		var s servicelevel.Statement
		require.NoError(t, s.UnmarshalJSON([]byte(want[i])))
		assert.Equal(t, overdrawn, s.Credit.Overdrawn, s.Month)
	}
	// August alone, from the state of May.
	book := openBook(t, ct, list...)
	_, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	in := servicelevel.Input{Month: month("2026-08"), Contract: ct, Facts: list[5:], State: &state}
	for august, err := range (monthend.Run{}).Statements(t.Context(), one(in)) {
		require.NoError(t, err)
		whole, _, err := openBook(t, ct, list...).Close(month("2026-08"))
		require.NoError(t, err)
		requireSame(t, encode(t, whole), encode(t, august))
	}
}

// TestExclusionAnnouncedLongAhead: it counts when its time comes, though the month in which
// it was told is out of reach; an outage goes on as long as it does.
func TestExclusionAnnouncedLongAhead(t *testing.T) {
	t.Parallel()
	ct := businessContract()
	ct.Start, ct.Options.CorrectionMonths = day("2026-01-01"), 1
	list := facts(
		servicelevel.Fact{
			ID: "X", Kind: servicelevel.Excluded, At: wall("2026-06-10 10:00"), End: wall("2026-06-10 14:00"), Reason: penalty.Maintenance, Recorded: wall("2026-01-10 10:00"),
		},
		servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-02-10 10:00")},
		servicelevel.Fact{ID: "D", Kind: servicelevel.Down, At: wall("2026-06-10 10:00"), End: wall("2026-06-10 16:00")},
		servicelevel.Fact{ID: "0", Kind: servicelevel.Restored, At: wall("2026-05-31 12:00"), Of: "O", Recorded: wall("2026-06-02 10:00")},
		told(servicelevel.Fact{ID: "Y", Kind: servicelevel.Excluded, At: wall("2026-05-31 11:00"), End: wall("2026-05-31 12:00"), Reason: penalty.Customer}, "2026-06-03 10:00"),
	)
	for _, period := range []penalty.Period{penalty.CalendarMonth, penalty.Quarter} {
		ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Period: period}
		l := &life{ct: ct, facts: list, desk: true, first: month("2026-01"), months: 4}
		want := inOneCall(straight(t), l)
		requireModel(t, l, want)
		requireRoads(straight(t), l, want, roads)
	}
}

// TestTicketsOverAMonthsEnd: a desk sees what is not done with, also after a month was
// closed: a request that nobody has worked on as long as corrections reach it, work under
// way for a month after the last that happened on it.
func TestTicketsOverAMonthsEnd(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.CorrectionMonths = 3
	ends := func(kind servicelevel.FactKind, ticket string) servicelevel.Fact {
		return servicelevel.Fact{ID: "end " + ticket, Kind: kind, At: wall("2026-05-20 12:00"), Ticket: ticket}
	}
	list := facts(
		pack("P", "2026-05-04 09:00", 5), request("asked", "2026-05-05 09:00", servicelevel.ServiceRequest), request("missed", "2026-05-06 09:00", servicelevel.Incident),
		request("begun", "2026-05-07 09:00", servicelevel.ServiceRequest), worked("b", "begun", "2026-05-20 10:00", 30*mins),
		request("done", "2026-05-08 09:00", servicelevel.ServiceRequest), worked("d", "done", "2026-05-20 10:00", 30*mins), ends(servicelevel.Reported, "done"),
		request("withdrawn", "2026-05-09 09:00", servicelevel.Incident), ends(servicelevel.Cancelled, "withdrawn"),
		request("held", "2026-05-10 09:00", servicelevel.ServiceRequest), estimated("h", "held", "2026-05-11 09:00", time.Hour),
	)
	late := told(worked("late", "begun", "2026-05-21 10:00", 10*mins), "2026-07-10 10:00")
	book := openBook(t, ct, list...)
	require.Len(t, names(t, book, "2026-05-31 12:00"), 6)
	for _, c := range []struct{ closed, at, open string }{
		{"2026-05", "2026-06-01 09:00", "asked missed begun held"},
		{"2026-06", "2026-07-01 09:00", "asked missed held"},
		{"2026-07", "2026-08-01 09:00", "asked missed begun held"},
		{"2026-08", "2026-09-01 09:00", "asked missed held"}, // corrections reach back to June
		{"2026-09", "2026-10-01 09:00", "asked missed held"},
		{"2026-10", "2026-11-01 09:00", "asked missed held"},
	} {
		if c.closed == "2026-07" {
			require.NoError(t, book.Record(late))
		}
		_, state, err := book.Close(month(c.closed))
		require.NoError(t, err)
		assert.Equal(t, strings.Fields(c.open), names(t, book, c.at), c.closed)
		book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
		assert.Equal(t, strings.Fields(c.open), names(t, book, c.at), c.closed)
		due, err := book.Due(wall(c.at))
		require.NoError(t, err)
		assert.Len(t, due, strings.Count(c.open, "missed"))
	}
}

// names are those of the tickets that a book shows.
func names(t *testing.T, b *servicelevel.Book, at string) (out []string) {
	t.Helper()
	tickets, err := b.Tickets(wall(at))
	require.NoError(t, err)
	for _, ticket := range tickets {
		out = append(out, ticket.Ticket)
	}
	return out
}

// TestMonthThatATicketLeft: work of 1 May turns out to belong to a ticket that was begun in
// April. May pays for none of it, and its statement has a row for April alone.
func TestMonthThatATicketLeft(t *testing.T) {
	t.Parallel()
	tale{
		ct: proSince2026(), first: "2026-04", more: 1,
		facts: facts(
			request("T", "2026-04-29 09:00", servicelevel.ServiceRequest), worked("b", "T", "2026-05-04 10:00", 30*mins),
			told(worked("a", "T", "2026-04-30 10:00", 30*mins), "2026-05-11 10:00"),
		),
		rows: []string{"2026-05 T of 2026-04: 1h0m0s → 1h0m0s by allowance 1h0m0s"},
		left: credit.Balance{Allowance: 90 * mins},
	}.check(t)
}

// TestIDOfHoursOfLongAgo: no fact has the id of hours that are left, of whatever kind it is,
// though what bought them is out of reach.
func TestIDOfHoursOfLongAgo(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.Options.CorrectionMonths = 1
	book := openBook(t, ct, pack("P", "2026-01-04 09:00", 3))
	for _, mo := range []string{"2026-01", "2026-02", "2026-03"} {
		_, _, err := book.Close(month(mo))
		require.NoError(t, err)
	}
	asked := request("T", "2026-04-02 09:00", servicelevel.ServiceRequest)
	asked.ID = "P"
	for _, f := range []servicelevel.Fact{asked, pack("P", "2026-04-02 09:00", 3)} {
		require.EqualError(t, book.Record(f), `facts[0].id: is that of hours bought before (got "P")`)
	}
	_, state, err := book.Close(month("2026-04"))
	require.NoError(t, err)
	require.NoError(t, state.Validate())
}
