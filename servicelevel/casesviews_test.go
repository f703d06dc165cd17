package servicelevel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// TestHandleByThePlanOfTheDay: a request is handled by the level that holds when it is made,
// and drawn on what is there when it can be worked on (D6, D24).
func TestHandleByThePlanOfTheDay(t *testing.T) {
	t.Parallel()
	ct := change(contract("nuxit", servicelevel.Standard, "2026-01-01"), "2026-06-01", servicelevel.Pro)
	book := openBook(t, ct, givenHours("G", "2026-05-01 09:00", 2*time.Hour))
	for at, want := range map[string]servicelevel.Level{
		"2026-05-31 23:59": servicelevel.Standard, "2026-06-01 00:00": servicelevel.Pro, "2026-06-01 01:59": servicelevel.Pro,
	} {
		h, err := book.Handle(incident("T", at))
		require.NoError(t, err)
		assert.Equal(t, want, h.Level, at)
		assert.Equal(t, want == servicelevel.Pro, h.Guaranteed, at)
		assert.Equal(t, want == servicelevel.Pro, h.Anytime, at)
		h.Rules[0] = "changed"
	}
	h, err := book.Handle(incident("T", "2026-06-01 00:00"))
	require.NoError(t, err)
	assert.NotContains(t, h.Rules, "changed")
	// Asked on a Sunday, it is work of Monday, 1 June, whose allowance pays.
	full := openBook(t, proSince2026(), facts(request("U", "2026-05-04 09:00", servicelevel.ServiceRequest), worked("u", "U", "2026-05-04 10:00", 90*mins))...)
	h, err = full.Handle(asked("T", "2026-05-31 12:00"))
	require.NoError(t, err)
	assert.True(t, h.Earliest.Equal(wall("2026-06-01 09:00")))
	assert.Equal(t, 30*mins, h.FromAllowance)
	assert.False(t, h.NeedsCredit)
	// Of 6 h there are 2: the packs for the 4 that are missing are one of 5 h.
	r := asked("T", "2026-05-12 10:00")
	r.Estimate = 6 * time.Hour
	h, err = book.Handle(r)
	require.NoError(t, err)
	assert.Equal(t, 4*time.Hour, h.Shortfall)
	require.Len(t, h.Offer.Lines, 1)
	assert.Equal(t, 5*time.Hour, h.Offer.Lines[0].Pack.Time)
	_, err = book.Ticket("none", wall("2026-05-12 10:00"))
	assert.ErrorContains(t, err, "ticket: must be the ticket of a request that is known by then")
}

// TestChannelsOfADay: monitoring finds incidents while a level is held that has it (S64).
func TestChannelsOfADay(t *testing.T) {
	t.Parallel()
	ct := change(proSince2026(), "2026-06-01", servicelevel.Business)
	ct.Rent = dec("149.00")
	for at, ok := range map[string]bool{"2026-05-31 23:00": false, "2026-06-01 00:00": true} {
		ask := request("M", at, servicelevel.Incident)
		ask.Channel = servicelevel.ByMonitoring
		list := facts(ask, worked("w", "M", at, 10*mins))
		err := openBook(t, ct).Record(list...)
		_, other := servicelevel.NUXIT().Statement(ct, activityOf(list), month("2026-06"))
		for _, err := range []error{err, other} {
			if ok {
				assert.NoError(t, err, at)
			} else {
				assert.ErrorContains(t, err, "work is taken", at)
			}
		}
	}
}

// TestRowsOfLateWork: a correction names the first month of what was worked, whatever was
// told first; the earliest instant is by the level at which was asked (D5, D28).
func TestRowsOfLateWork(t *testing.T) {
	t.Parallel()
	ask := asked("T", "2026-03-02 09:00")
	first, second := session("T", "2026-03-03 10:00", 10*mins), session("T", "2026-04-07 10:00", 10*mins)
	for _, order := range [][2]string{{"2026-05-05 10:00", "2026-05-06 10:00"}, {"2026-05-06 10:00", "2026-05-05 10:00"}} {
		first.Recorded, second.Recorded = wall(order[0]), wall(order[1])
		s := stated(t, proSince2026(), servicelevel.Activity{Requests: []servicelevel.Request{ask}, Interventions: []servicelevel.Intervention{first, second}}, "2026-05")
		require.Len(t, s.Tickets, 1)
		assert.Equal(t, month("2026-03"), s.Tickets[0].Corrects)
		assert.Equal(t, month("2026-03"), s.Tickets[0].Month)
		assert.True(t, rests(s.Assumptions, "D28"))
		april := stated(t, proSince2026(), servicelevel.Activity{Requests: []servicelevel.Request{ask}}, "2026-04")
		assert.False(t, rests(april.Assumptions, "D28"))
	}
	ct := change(contract("nuxit", servicelevel.Standard, "2026-01-01"), "2026-06-01", servicelevel.Pro)
	s := stated(t, ct, servicelevel.Activity{ // 30 May is a Saturday
		Requests: []servicelevel.Request{incident("T", "2026-05-30 10:00")}, Interventions: []servicelevel.Intervention{session("T", "2026-06-01 10:00", 10*mins)},
	}, "2026-06")
	assert.True(t, s.Tickets[0].Earliest.Equal(wall("2026-06-01 09:00")), s.Tickets[0].Earliest)
	assert.Equal(t, "30m0s", s.Tickets[0].Block.String())
	// With each session by itself the block is that of the row's; with all as one that of the first.
	quoted := change(proSince2026(), "2026-06-01", servicelevel.CriticalBusiness)
	quoted.Quote = quote()
	for each, want := range map[bool]time.Duration{false: 30 * mins, true: 15 * mins} { // of A, begun on the 29th
		quoted.Options.EachSession = each
		act := servicelevel.Activity{
			Requests:      []servicelevel.Request{incident("A", "2026-05-29 10:00"), incident("B", "2026-06-01 10:00")},
			Interventions: []servicelevel.Intervention{session("A", "2026-05-29 11:00", 10*mins), session("A", "2026-06-01 11:00", 40*mins), session("B", "2026-06-01 11:00", 10*mins)},
		}
		for _, w := range stated(t, quoted, act, "2026-06").Tickets {
			block := 15 * mins
			if w.Ticket == "A" {
				block = want
			}
			assert.Equal(t, block, w.Block, "%s, each %t", w.Ticket, each)
		}
	}
}

// TestRowsThatAreNone: what came to June and left it is no row, beside rows with nothing
// worked and rows that only moved.
func TestRowsThatAreNone(t *testing.T) {
	t.Parallel()
	service := servicelevel.ServiceRequest
	tale{
		ct: proSince2026(), first: "2026-05", more: 1,
		facts: facts(
			pack("P", "2026-05-01 09:00", 5), request("A", "2026-04-30 09:00", service), worked("a", "A", "2026-05-04 10:00", 90*mins),
			request("B", "2026-05-05 09:00", service), worked("b", "B", "2026-05-05 10:00", time.Hour),
			told(worked("late", "A", "2026-04-30 10:00", mins), "2026-06-09 10:00"),
			request("Z", "2026-06-10 09:00", service), worked("z", "Z", "2026-06-10 10:00", 0),
			request("N", "2026-05-28 09:00", service), worked("n", "N", "2026-06-11 10:00", 20*mins), told(worked("m", "N", "2026-05-29 10:00", 10*mins), "2026-06-12 10:00"),
		),
		rows: []string{
			"2026-05 A of 2026-05: 1h30m0s → 1h30m0s by allowance 1h30m0s", "2026-05 B of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 47.80",
			"2026-06 A of 2026-04: 1m0s → 2h0m0s by allowance 1h30m0s P 30m0s 23.90", "2026-06 Z of 2026-06: 0s → 0s by",
			"2026-06 N of 2026-05: 30m0s → 30m0s by allowance 30m0s", "2026-06 A of 2026-05: 0s → -1h30m0s by allowance -1h30m0s",
			"2026-06 B of 2026-05: 0s → 0s by allowance 1h0m0s P -1h0m0s -47.80",
		},
		left: credit.Balance{Allowance: 90 * mins, Available: 270 * mins},
	}.check(t)
}

// TestLotsOfAMonth: hours bought as a month begins are bought in it; those that were
// overdrawn before it are an assumption of it (D8).
func TestLotsOfAMonth(t *testing.T) {
	t.Parallel()
	for at, opening := range map[string]time.Duration{"2026-05-31 23:59:59": 3 * time.Hour, "2026-06-01 00:00": 0} {
		s := stated(t, proSince2026(), servicelevel.Activity{Purchases: []servicelevel.Purchase{{ID: "P", At: wall(at), Time: 3 * time.Hour}}}, "2026-06")
		assert.Equal(t, opening, s.Credit.Lots[0].Opening, at)
		assert.Equal(t, opening, s.Credit.Opening, at)
		assert.Equal(t, 3*time.Hour-opening, s.Credit.Bought, at)
	}
	ct := hoursContract("2026-01-01", 10*time.Hour)
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{asked("T", "2026-05-04 09:00")}, Interventions: []servicelevel.Intervention{session("T", "2026-05-04 10:00", time.Hour)},
		Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-06-02 09:00"), Time: 3 * time.Hour}},
	}
	june := stated(t, ct, act, "2026-06")
	assert.Equal(t, -time.Hour, june.Credit.Opening)
	assert.Zero(t, june.Credit.Overdrawn)
	assert.True(t, rests(june.Assumptions, "D8"))
	assert.False(t, rests(stated(t, ct, act, "2026-07").Assumptions, "D8"))
}

// TestAssessmentOfTheSameDowntime: what is owed follows how it was down, not only for how
// long: half an hour that is excluded and half an hour elsewhere are two outages (D11).
func TestAssessmentOfTheSameDowntime(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("100.00")
	bands := []penalty.Band{{Below: *dec("0.999"), Credit: *dec("0.3")}}
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Counting: penalty.Begun, PerOutage: true}
	more := down("2026-05-12 12:00", "2026-05-12 12:30")
	more.Recorded = wall("2026-06-03 08:00")
	act := servicelevel.Activity{
		Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 11:00"), more},
		Exclusions: []penalty.Exclusion{{
			Start: wall("2026-05-12 10:30"), End: wall("2026-05-12 11:00"), Reason: penalty.Maintenance, Recorded: wall("2026-06-03 08:00"),
		}},
	}
	assert.Equal(t, []string{"penalty 5.00"}, amounts(stated(t, ct, act, "2026-05").Compensation))
	june := stated(t, ct, act, "2026-06")
	require.NotNil(t, june.Compensation)
	assert.Equal(t, []string{"penalty 5.00"}, amounts(june.Compensation))
	assert.Equal(t, month("2026-05"), june.Compensation.Lines[0].Corrects)
	// The terms in a statement are its own.
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Bands: bands}
	s := stated(t, ct, act, "2026-05")
	s.Availability[0].Assessment.Terms.Bands[0].Credit = *dec("0.9")
	assert.True(t, bands[0].Credit.Equal(*dec("0.3")))
	// By one clause for all levels, a month is at the level that it had.
	ct = change(ct, "2026-06-01", servicelevel.CriticalBusiness)
	ct.Quote = quote()
	assert.Equal(t, servicelevel.Business, stated(t, ct, act, "2026-05").Availability[0].Level)
	assert.Equal(t, servicelevel.CriticalBusiness, stated(t, ct, act, "2026-06").Availability[0].Level)
}

// TestPreviewOfAnActivity: by what was known at the instant, in the month that the
// contract's zone shows (D3, D15).
func TestPreviewOfAnActivity(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("100.00")
	late := down("2026-05-12 10:00", "2026-05-12 12:00")
	late.Recorded = wall("2026-05-20 10:00")
	for at, want := range map[string]time.Duration{"2026-05-12 11:00": 0, "2026-05-20 09:59:59": 0, "2026-05-20 10:00": 2 * time.Hour} {
		s, err := servicelevel.NUXIT().Preview(ct, servicelevel.Activity{Outages: []penalty.Outage{late}}, wall(at))
		require.NoError(t, err)
		assert.Equal(t, want, s.Availability[0].Assessment.Availability.Down, at)
		assert.True(t, rests(s.Assumptions, "D15"))
		assert.True(t, s.Provisional)
	}
	ct.Options.Zone = "Indian/Reunion"
	s, err := servicelevel.NUXIT().Preview(ct, servicelevel.Activity{}, wall("2026-05-31 23:00"))
	require.NoError(t, err)
	assert.Equal(t, month("2026-06"), s.Month)
	_, err = servicelevel.NUXIT().Preview(ct, servicelevel.Activity{}, time.Time{})
	assert.ErrorContains(t, err, "at: ")
	// An incident after the last day has no guarantee.
	ended := ending(proSince2026(), "2026-05-20")
	for at, n := range map[string]int{"2026-05-19 10:00": 1, "2026-05-20 10:00": 0} {
		assert.Len(t, stated(t, ended, servicelevel.Activity{Requests: []servicelevel.Request{incident("T", at)}}, "2026-05").Guarantees, n, at)
	}
}

// TestManyChangesOfLevel: each month is at the level that it changed to.
func TestManyChangesOfLevel(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2024-01-01")
	for i := range 20 {
		ct.Changes = append(ct.Changes, servicelevel.Change{On: month("2024-02").AddMonths(i).First(), Level: levelAt(1 - i%2)})
	}
	for i := range 21 {
		mo := month("2024-01").AddMonths(i)
		s := stated(t, ct, servicelevel.Activity{}, mo.String())
		require.Len(t, s.Levels, 1)
		assert.Equal(t, levelAt(i%2), s.Levels[0].Level, mo)
	}
	book := openBook(t, ct, givenHours("G", "2023-12-01 10:00", time.Hour))
	for at, want := range map[string]servicelevel.Level{
		"2024-01-01 00:00": servicelevel.Standard, "2024-01-31 23:59": servicelevel.Standard, "2024-02-01 00:00": servicelevel.Serenity,
		"2025-08-31 23:59": servicelevel.Serenity, "2025-09-01 00:00": servicelevel.Standard,
	} {
		h, err := book.Handle(asked("T", at))
		require.NoError(t, err)
		assert.Equal(t, want, h.Level, at)
	}
}

// TestCarriedFacts: an outage that goes on is known though its month has gone, and an
// incident whose clock stands still is open (D15, D18).
func TestCarriedFacts(t *testing.T) {
	t.Parallel()
	ct := businessContract()
	ct.Start, ct.Options.CorrectionMonths, ct.Options.PauseWaiting = day("2026-01-01"), 1, true
	list := facts(
		servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-02-10 10:00")}, request("T", "2026-02-10 10:00", servicelevel.Incident), step("w", servicelevel.Waiting, "T", "2026-02-10 10:10"),
	)
	book := openBook(t, ct, list...)
	for _, m := range []string{"2026-02", "2026-03", "2026-04", "2026-05"} {
		_, state, err := book.Close(month(m))
		require.NoError(t, err)
		book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
		require.NoError(t, book.Record(list[0]), m)
		assert.Empty(t, slices.Collect(book.Facts()))
		other := list[0]
		other.Note = "disk"
		assert.ErrorContains(t, book.Record(other), "was recorded before with another note")
		due, err := book.Due(wall("2026-06-10 10:00"))
		require.NoError(t, err)
		require.Len(t, due, 1, m)
		assert.Equal(t, servicelevel.DeadlinePaused, due[0].State)
		assert.Equal(t, []string{"T"}, state.Open)
	}
	// What was excluded from before the months that corrections reach counts where it goes on.
	exclusion := servicelevel.Fact{ID: "X", Kind: servicelevel.Excluded, At: wall("2026-01-10 10:00"), End: wall("2026-06-11 00:00"), Reason: penalty.Maintenance, Recorded: wall("2026-06-05 10:00")}
	require.NoError(t, book.Record(exclusion))
	june, _, err := book.Close(month("2026-06"))
	require.NoError(t, err)
	last := june.Availability[len(june.Availability)-1]
	assert.Equal(t, 20*24*time.Hour, last.Assessment.Availability.Down)
}
