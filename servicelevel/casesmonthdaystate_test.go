package servicelevel_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TestMonthDayIsRefused: a day that not every month has, and a start in a month that nobody bills.
func TestMonthDayIsRefused(t *testing.T) {
	t.Parallel()
	for monthDay, ok := range map[int]bool{-1: false, 0: true, 1: true, 28: true, 29: false, 31: false} {
		ct := from15(servicelevel.Pro, "2026-01-15")
		ct.Options.MonthDay = monthDay
		if err := ct.Validate(); ok {
			assert.NoError(t, err)
		} else {
			assert.EqualError(t, err, fmt.Sprintf(`options.month_day: must lie from 1 to 28, or be absent for calendar months (got %q)`, fmt.Sprint(monthDay)))
		}
		s := stated(t, from15(servicelevel.Pro, "2026-01-15"), servicelevel.Activity{}, "2026-05")
		s.MonthDay = monthDay
		assert.Equal(t, ok, s.Validate() == nil, monthDay)
		state := servicelevel.State{Contract: "C-1", Edition: "nuxit", Zone: "Europe/Paris", Month: month("2026-05"), MonthDay: monthDay}
		assert.Equal(t, ok, state.Validate() == nil, monthDay)
		c := compare.Comparison{From: month("2026-05"), To: month("2026-05"), MonthDay: monthDay}
		assert.Equal(t, ok, c.Validate() == nil, monthDay)
	}
	for start, ok := range map[string]bool{"1990-01-14": false, "1990-01-15": true} {
		ct := from15(servicelevel.Pro, start)
		err := ct.Validate()
		assert.Equal(t, ok, err == nil, start)
		if !ok {
			assert.ErrorContains(t, err, "start: must not be before 1990-01-15")
		}
	}
	for day, ok := range map[int]bool{-1: false, 0: false, 1: false, 2: true, 28: true, 29: false} {
		a := statement.Assumption{Rule: "D4", Choice: "anniversary_month", Day: day}
		assert.Equal(t, ok, a.Validate() == nil, day)
	}
	assert.ErrorContains(t, statement.Assumption{Rule: "D4", Choice: "calendar_month", Day: 15}.Validate(), "day: ")
}

// TestMonthDayOfAState: a book goes on by months of the day by which it was closed, and by no others.
func TestMonthDayOfAState(t *testing.T) {
	t.Parallel()
	ct := from15(servicelevel.Pro, "2026-01-15")
	_, state, err := openBook(t, ct).Close(month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, 15, state.MonthDay)
	state = readAgain(t, state)
	for monthDay, ok := range map[int]bool{0: false, 1: false, 14: false, 15: true, 16: false} {
		other := ct
		other.Options.MonthDay = monthDay
		_, err := servicelevel.NUXIT().Resume(other, state)
		_, again := servicelevel.NUXIT().StatementOf(servicelevel.Input{Month: month("2026-06"), Contract: other, State: &state})
		if ok {
			require.NoError(t, err)
			require.NoError(t, again)
			continue
		}
		want := fmt.Sprintf(`state.month_day: must be the contract's, %d (got "15")`, max(1, monthDay))
		assert.EqualError(t, err, want)
		assert.EqualError(t, again, want)
	}
	plain := contract("nuxit", servicelevel.Pro, "2026-01-01")
	_, state, err = openBook(t, plain).Close(month("2026-05"))
	require.NoError(t, err)
	assert.NotContains(t, encode(t, state), "month_day")
	plain.Options.MonthDay = 1
	_, err = servicelevel.NUXIT().Resume(plain, state)
	require.NoError(t, err)
	plain.Options.MonthDay = 2
	_, err = servicelevel.NUXIT().Resume(plain, state)
	assert.ErrorContains(t, err, "state.month_day: must be the contract's, 2")

	// In a store too, and once more after that.
	desk, err := books.New(new(books.Memory), servicelevel.NUXIT())
	require.NoError(t, err)
	first, err := desk.Close(context.Background(), ct, month("2026-05"))
	require.NoError(t, err)
	desk.Forget(ct.ID)
	again, err := desk.Close(context.Background(), ct, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, encode(t, first), encode(t, again))
	other := ct
	other.Options.MonthDay = 14
	_, err = desk.Close(context.Background(), other, month("2026-06"))
	assert.ErrorContains(t, err, "state.month_day: must be the contract's, 14")
	_, err = desk.Close(context.Background(), ct, month("2026-06"))
	require.NoError(t, err)
}

// TestRulesOfMonthsFromThe28th: the digest is of what the clocks showed in such a month and the year before it.
func TestRulesOfMonthsFromThe28th(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2024-01-01")
	plain := stated(t, ct, servicelevel.Activity{}, "2026-10")
	ct.Options.MonthDay = 28 // the clocks were changed on 26 October 2025
	assert.NotEqual(t, plain.Rules, stated(t, ct, servicelevel.Activity{}, "2026-10").Rules)
	ct.Options.MonthDay = 15
	assert.Equal(t, plain.Rules, stated(t, ct, servicelevel.Activity{}, "2026-10").Rules)
}

// TestStateOfMonthsFromThe15th: what a state says of months is of those from the 15th on.
func TestStateOfMonthsFromThe15th(t *testing.T) {
	t.Parallel()
	ct := from15(servicelevel.Business, "2026-01-15")
	ct.Options.FeesInAdvance = true
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), ClaimWithin: penalty.ClaimTime{Days: 30}}
	claim := servicelevel.Fact{ID: "K", Kind: servicelevel.Claimed, At: time.Date(2026, time.May, 14, 10, 0, 0, 0, time.UTC), Recorded: wall("2026-05-20 10:00"), Month: month("2026-04")}
	_, closed, err := openBook(t, ct, claim).Close(month("2026-05"))
	require.NoError(t, err)
	require.NoError(t, readAgain(t, closed).Validate())
	for at, ok := range map[string]bool{"2026-05-14T09:59:59Z": false, "2026-05-14T10:00:00Z": true} { // where the 15th begins first
		s := readAgain(t, closed)
		f := &s.Past[0].Facts[0]
		f.Month, f.At = month("2026-05"), inUTC(t, at)
		if err = s.Validate(); ok {
			require.NoError(t, err, at)
		} else {
			require.ErrorContains(t, err, "past[0].facts[0].month: must not be after that of the claim")
		}
	}
	for on, ok := range map[string]bool{"2026-06-14": false, "2026-06-15": true, "2026-07-14": true, "2026-07-15": false} {
		s := readAgain(t, closed)
		s.InAdvance[0].Date = day(on)
		if err = s.Validate(); ok {
			require.NoError(t, err, on)
		} else {
			require.ErrorContains(t, err, "in_advance[0].date: must lie in the month after the last one closed, 2026-06")
		}
	}
	for until, ok := range map[string]bool{"2026-06-15 00:00": true, "2026-06-01 00:00": false, "2026-07-01 00:00": false} {
		s := readAgain(t, closed)
		s.Past[0].Until = wall(until)
		assert.Equal(t, ok, s.Validate() == nil, until)
	}
	s := readAgain(t, closed)
	s.Past[0].Until = time.Time{} // by the rules of the zone
	_, err = servicelevel.NUXIT().Resume(ct, readAgain(t, s))
	require.NoError(t, err)
	s.Past[0].Facts[0].Recorded = wall("2026-06-15 00:00")
	_, err = servicelevel.NUXIT().Resume(ct, readAgain(t, s))
	require.ErrorContains(t, err, "must lie in the month")

	book, err := servicelevel.NUXIT().Resume(ct, closed)
	require.NoError(t, err)
	for at, needs := range map[string]string{"2026-06-14 23:59": "2026-04", "2026-05-15 00:00": "2026-04", "2026-05-14 23:59": "2026-03"} {
		var past *servicelevel.PastError
		require.ErrorAs(t, book.Record(pack("P", at, 3)), &past, at)
		assert.Equal(t, needs, past.Needs.String(), at)
	}
	require.NoError(t, book.Record(pack("P", "2026-06-15 00:00", 3)))
}

// TestPlanOfTheLastDayOnThe14th: a state holds the plan of that day.
func TestPlanOfTheLastDayOnThe14th(t *testing.T) {
	t.Parallel()
	for on, refused := range map[string]bool{"2026-06-14": true, "2026-06-15": false} {
		ct := from15(servicelevel.Pro, "2026-01-15")
		ct.Options.ProRata = true
		_, state, err := openBook(t, change(ct, on, servicelevel.Business)).Close(month("2026-05"))
		require.NoError(t, err)
		_, err = servicelevel.NUXIT().Resume(ct, state)
		assert.Equal(t, refused, err != nil, on)
	}
}

// TestComparedFromThe15th: requests of the days that are compared are told, and no others.
func TestComparedFromThe15th(t *testing.T) {
	t.Parallel()
	act := servicelevel.Activity{}
	for _, at := range []string{"2026-05-14 23:59", "2026-05-15 00:00", "2026-06-14 23:59", "2026-06-15 00:00"} {
		act.Requests = append(act.Requests, servicelevel.Request{Ticket: at, At: wall(at), Channel: servicelevel.ByTelephone})
	}
	c, err := compare.Levels(servicelevel.NUXIT(), from15(servicelevel.Pro, "2026-05-14"), act, month("2026-05"), month("2026-05"))
	require.NoError(t, err)
	var refused []string
	for _, r := range compared(t, c, servicelevel.Standard).Refused {
		refused = append(refused, r.Ticket)
	}
	assert.Equal(t, []string{"2026-05-15 00:00", "2026-06-14 23:59"}, refused)
	_, err = compare.Levels(servicelevel.NUXIT(), from15(servicelevel.Pro, "2026-05-14"), act, month("2026-03"), month("2026-05"))
	assert.ErrorContains(t, err, "from: must not be before the contract's first month, 2026-04")
}
