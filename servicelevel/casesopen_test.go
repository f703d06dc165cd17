package servicelevel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// closedOnce closes months one after the other, each in a book that goes on from the state
// of the one before, and shows each state.
func closedOnce(t *testing.T, ct servicelevel.Contract, list []servicelevel.Fact, months []string, show func(m string, s *servicelevel.State)) {
	t.Helper()
	book := openBook(t, ct)
	for _, m := range months {
		for _, f := range list {
			if f.Known().In(paris).Format("2006-01") == m {
				require.NoError(t, book.Record(f))
			}
		}
		_, state, err := book.Close(month(m))
		require.NoError(t, err)
		require.NoError(t, state.Validate(), m)
		show(m, &state)
		book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
	}
}

// TestOpenTicketsOfAState: each once, sorted; those that are overdrawn as long as they are,
// and those on which no work has begun, though nothing happens on them and corrections do
// not reach them any more.
func TestOpenTicketsOfAState(t *testing.T) {
	t.Parallel()
	service := servicelevel.ServiceRequest
	ct := hoursContract("2026-01-01", 10*time.Hour)
	for window, want := range map[int][]string{1: {"b c", "a b c", "a b c", "a b c", "a b"}, 3: {"b c", "a b c", "a b c", "a b c", "a b"}} {
		ct.Options.CorrectionMonths = window
		list := facts(
			request("b", "2026-03-10 09:00", service), request("c", "2026-03-10 09:00", service), worked("w", "c", "2026-03-10 10:00", 30*mins), step("r", servicelevel.Reported, "c", "2026-03-10 12:00"),
			request("a", "2026-04-10 09:00", service), step("w2", servicelevel.Waiting, "b", "2026-05-10 09:00"), pack("P", "2026-07-01 09:00", 3),
		)
		if window == 1 {
			list = slices.DeleteFunc(list, func(f servicelevel.Fact) bool { return f.ID == "w2" })
		}
		i := 0
		closedOnce(t, ct, list, []string{"2026-03", "2026-04", "2026-05", "2026-06", "2026-07"}, func(m string, s *servicelevel.State) {
			assert.Equal(t, want[i], joined(s.Open), "%s, %d months", m, window)
			i++
		})
	}
}

func joined(names []string) (text string) {
	for i, name := range names {
		if i > 0 {
			text += " "
		}
		text += name
	}
	return text
}

// TestStateIsWhole: what a state names is in it, once, however short the time is that
// corrections reach back over.
func TestStateIsWhole(t *testing.T) {
	t.Parallel()
	for window := 1; window <= 3; window++ {
		ct := businessContract()
		ct.Start, ct.Options.CorrectionMonths = day("2026-01-01"), window
		list := facts(
			servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-02-10 10:00")}, servicelevel.Fact{ID: "Q", Kind: servicelevel.Down, At: wall("2026-03-10 10:00")},
			servicelevel.Fact{ID: "Oe", Kind: servicelevel.Restored, At: wall("2026-05-02 10:00"), Of: "O"},
			request("T", "2026-02-10 09:00", servicelevel.Incident), request("U", "2026-02-10 09:00", servicelevel.Incident), merged("m", "T", "2026-02-10 09:10", "U"),
			worked("w", "U", "2026-02-10 09:20", 10*mins), step("r", servicelevel.Reported, "U", "2026-02-10 10:00"), step("p", servicelevel.Waiting, "T", "2026-03-10 10:00"),
		)
		closedOnce(t, ct, list, []string{"2026-02", "2026-03", "2026-04", "2026-05", "2026-06"}, func(m string, s *servicelevel.State) {
			seen := map[string]int{}
			for _, f := range s.Carried {
				seen[f.ID]++
			}
			for _, past := range s.Past {
				for _, f := range past.Facts {
					seen[f.ID]++
				}
			}
			for id, n := range seen {
				assert.Equal(t, 1, n, "%s of %s, %d months", id, m, window)
			}
			assert.Equal(t, m != "2026-02", seen["Q"] > 0, m)
			if last := s.Past[len(s.Past)-1]; m == "2026-03" {
				require.Len(t, last.Tickets, 2)
				assert.Equal(t, "U", last.Tickets[0].Into)
			}
		})
	}
}

// TestFactsAtTheBoundOfAMonth count where they lie: an incident of midnight is June's, and an
// outage is May's from its earliest sign.
func TestFactsAtTheBoundOfAMonth(t *testing.T) {
	t.Parallel()
	ct := businessContract()
	ct.Start = day("2026-01-01")
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{incident("T", "2026-06-01 00:00")}, Interventions: []servicelevel.Intervention{session("T", "2026-06-01 00:30", 10*mins)},
	}
	assert.Empty(t, stated(t, ct, act, "2026-05").Guarantees)
	require.Len(t, stated(t, ct, act, "2026-06").Guarantees, 1)
	o := down("2026-06-01 00:10", "2026-06-01 02:00")
	o.Declared = wall("2026-05-31 23:50")
	act = servicelevel.Activity{Outages: []penalty.Outage{o}}
	assert.Equal(t, 10*mins, stated(t, ct, act, "2026-05").Availability[0].Assessment.Availability.Down)
	assert.Equal(t, 2*time.Hour, stated(t, ct, act, "2026-06").Availability[0].Assessment.Availability.Down)
	// A pack is sold by the prices of its own day, whenever it became known.
	quoted := change(contract("nuxit", servicelevel.Standard, "2026-01-01"), "2026-06-01", servicelevel.CriticalBusiness)
	quoted.Quote, quoted.Rent = quote(), dec("100.00")
	quoted.Quote.Prices = nil
	late := servicelevel.Activity{Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-05-20 10:00"), Time: 3 * time.Hour, Recorded: wall("2026-06-02 10:00")}}}
	assert.Contains(t, amounts(&ptr(stated(t, quoted, late, "2026-06")).Invoice), "pack 169.00")
	// Two changes that wait for one month are the last of them.
	waits := contract("nuxit", servicelevel.Standard, "2026-01-01")
	waits.Changes = []servicelevel.Change{{On: day("2026-05-10"), Level: servicelevel.Pro}, {On: day("2026-05-20"), Level: servicelevel.Standard}}
	assert.Equal(t, []string{"2026-01-01 allowance standard from 2026-01-01 in 30m0s 0s"}, granted(t, waits))
	waits.Changes[1].Level = servicelevel.Serenity
	assert.Equal(t, []string{
		"2026-01-01 allowance standard from 2026-01-01 in 30m0s 0s", "2026-06-01 allowance serenity from 2026-06-01 in 30m0s 0s",
	}, granted(t, waits))
}

// TestQuarterAndThen: a quoted plan is assessed by the quarter, also where a level that is by
// the month comes after it, and the rent of a day is that of the quarter's days (D36).
func TestQuarterAndThen(t *testing.T) {
	t.Parallel()
	q := quote()
	q.Availability.Terms = penalty.Terms{Target: *dec("0.999"), Rate: *dec("1"), Basis: penalty.DayRent, Unit: 24 * time.Hour, Counting: penalty.Begun, Period: penalty.Quarter}
	ct := change(contract("nuxit", servicelevel.CriticalBusiness, "2026-04-01"), "2026-07-01", servicelevel.Business)
	ct.Quote, ct.Rent, ct.Options.CorrectionMonths = q, dec("100.00"), 1
	list := facts(
		servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-04-10 10:00")},
		servicelevel.Fact{ID: "Oe", Kind: servicelevel.Restored, At: wall("2026-04-10 14:00"), Of: "O"},
	)
	june, _, err := openBook(t, ct, list...).Close(month("2026-06"))
	require.NoError(t, err)
	require.NotNil(t, june.Compensation)
	assert.Equal(t, []string{"penalty 3.30"}, amounts(june.Compensation)) // 3 × 100.00 / 91
	book := openBook(t, ct)
	for _, m := range []string{"2026-04", "2026-05"} {
		require.NoError(t, book.Record(list...))
		_, state, err := book.Close(month(m))
		require.NoError(t, err)
		book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
	}
	again, _, err := book.Close(month("2026-06"))
	require.NoError(t, err)
	requireSame(t, encode(t, june), encode(t, again))
}

// TestMonthsBeginOneByOne: with the first fact of August the book knows that July, whose
// allowance covers the hold, has begun and let the pack pay for what was overdrawn (D28, D38).
func TestMonthsBeginOneByOne(t *testing.T) {
	t.Parallel()
	service := servicelevel.ServiceRequest
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.Changes = []servicelevel.Change{{On: day("2026-07-01"), Level: servicelevel.Pro}, {On: day("2026-08-01"), Level: servicelevel.Standard}}
	list := facts(
		pack("P", "2026-05-01 09:00", 3), request("H", "2026-05-04 09:00", service), estimated("e", "H", "2026-05-04 10:00", 90*mins),
		request("T", "2026-05-04 09:00", service), told(worked("a", "T", "2026-05-05 10:00", 150*mins), "2026-05-06 10:00"),
	)
	for _, gift := range []servicelevel.Fact{givenHours("G", "2026-08-05 10:00", mins), told(givenHours("G", "2026-06-20 10:00", mins), "2026-08-05 10:00")} {
		balance, err := openBook(t, ct, append(slices.Clone(list), gift)...).Balance(wall("2026-08-06 10:00"))
		require.NoError(t, err)
		assert.Zero(t, balance.Overdrawn, gift.At)
	}
}

// TestLotsOfAState are in the order in which they became known, also those that were spent
// and have something left again.
func TestLotsOfAState(t *testing.T) {
	t.Parallel()
	service := servicelevel.ServiceRequest
	list := facts(
		pack("P", "2026-04-01 09:00", 3), pack("Q", "2026-04-02 09:00", 3), request("T0", "2026-04-30 09:00", service), worked("w0", "T0", "2026-05-04 10:00", 90*mins),
		request("T3", "2026-05-05 09:00", service), worked("w3", "T3", "2026-05-05 10:00", 3*time.Hour), told(worked("late", "T0", "2026-04-30 10:00", time.Minute), "2026-06-09 10:00"),
	)
	closedOnce(t, proSince2026(), list, []string{"2026-04", "2026-05", "2026-06"}, func(m string, s *servicelevel.State) {
		var lots []string
		for _, lot := range s.Lots {
			lots = append(lots, lot.ID)
		}
		assert.Equal(t, map[string]string{"2026-04": "P Q", "2026-05": "Q", "2026-06": "P Q"}[m], joined(lots), m)
	})
}

// TestFactsOfOneInstant: a request goes on as another before what is worked then, and the
// report is given after the estimate, in whatever order they are told (S30, D37).
func TestFactsOfOneInstant(t *testing.T) {
	t.Parallel()
	known, at := "2026-05-04 12:00", "2026-05-04 11:00"
	list := facts(
		request("T", "2026-05-04 09:00", servicelevel.Incident), request("U", "2026-05-04 09:00", servicelevel.Incident), request("V", "2026-05-04 09:00", servicelevel.Incident),
		told(worked("a", "T", at, 10*mins), known), told(merged("z", "T", at, "U"), known),
		told(step("b", servicelevel.Reported, "V", at), known), told(estimated("y", "V", at, time.Hour), known),
	)
	for _, order := range [][]servicelevel.Fact{list, reversed(list)} {
		book := openBook(t, proSince2026(), order...)
		for ticket, want := range map[string]time.Duration{"T": 0, "U": 10 * mins, "V": 0} {
			got, err := book.Ticket(ticket, wall("2026-05-05 10:00"))
			require.NoError(t, err)
			assert.Equal(t, want, got.Worked, ticket)
			assert.Zero(t, got.Held, ticket)
		}
	}
}
