package ledger_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// charges are what the allowance of each month pays and what lots do, in the end.
func charges(a *ledger.Account) map[string]time.Duration {
	out := map[string]time.Duration{}
	for _, m := range a.View(far, time.Time{}).Months() {
		if m.Usage.Allowance != 0 {
			out[m.Month.String()] = m.Usage.Allowance
		}
		if m.Usage.Credit != 0 {
			out[m.Month.String()+" lots"] = m.Usage.Credit
		}
	}
	return out
}

// The month of the first session pays for all of them, in whatever order they are told,
// and whichever is taken back: to the nanosecond at which June begins in Paris.
func TestMonthOfTheFirstSession(t *testing.T) {
	june := on(6, 1, 0, 0)
	for begin, want := range map[time.Time]string{june.Add(-1): "2026-05", june: "2026-06", june.Add(1): "2026-06"} {
		first, second := session("a", "T", begin, 20*minute), session("b", "T", on(6, 20, 9, 0), 20*minute)
		orders([]ledger.Entry{first, second}, func(order []ledger.Entry) {
			a := pro(t, nil, order...)
			assert.Equal(t, map[string]time.Duration{want: hour}, charges(a))
			back := a.Clone()
			apply(t, back, acts(credit.Reversal, "r", on(6, 30, 0, 0), "a"))
			assert.Equal(t, map[string]time.Duration{"2026-06": 30 * minute}, charges(back))
			assert.Empty(t, back.Broken())
			apply(t, a, acts(credit.Reversal, "r", on(6, 30, 0, 0), "b"))
			assert.Equal(t, map[string]time.Duration{want: 30 * minute}, charges(a))
			apply(t, a, acts(credit.Reversal, "s", on(6, 30, 0, 0), "a"))
			assert.Empty(t, charges(a))
			apply(t, a, session("c", "T", on(7, 1, 9, 0), 1))
			assert.Equal(t, map[string]time.Duration{"2026-07": 30 * minute}, charges(a), "begun anew")
		})
	}
}

// Nothing worked begins nothing.
func TestEmptySessionBeginsNothing(t *testing.T) {
	a := pro(t, nil, session("n", "T", on(5, 1, 9, 0), 0), session("d", "T", on(6, 20, 9, 0), 1), session("m", "T", on(4, 1, 9, 0), 0))
	assert.Equal(t, map[string]time.Duration{"2026-06": 30 * minute}, charges(a))
	apply(t, a, acts(credit.Reversal, "r", on(6, 20, 9, 0), "n"), acts(credit.Reversal, "s", on(6, 20, 9, 0), "d"))
	assert.Empty(t, charges(a))
}

// A charge that goes to another month counts there from when it had counted, and what is
// new of it from the session that moved it.
func TestChargeThatMovesToAnotherMonth(t *testing.T) {
	a := pro(t, nil, pack("P", on(1, 1, 9, 0), 5, "239"), session("b", "T", on(6, 10, 9, 0), 90*minute))
	r := apply(t, a, session("a", "T", on(5, 31, 23, 0), 20*minute))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D6", Month: may.AddMonths(1), Time: -90 * minute},
		{Rule: "D6", Month: may, Time: 30 * minute},
		{Rule: "D6", Month: may, Time: hour},
		{Rule: "D7", Lot: "P", Time: 30 * minute, Cost: 23900},
	}, r.Draws)
	assert.Equal(t, 30*minute, r.Charged)
	on5 := a.View(on(6, 5, 0, 0), time.Time{})
	assert.Equal(t, ledger.Usage{Worked: 20 * minute, Charged: 30 * minute, Allowance: 30 * minute}, on5.Tickets()[0].Usage)
	assert.Equal(t, credit.Balance{Allowance: 90 * minute, Available: 5 * hour}, on5.Balance())
	assert.Equal(t, credit.Balance{Allowance: 90 * minute, Available: 270 * minute}, balance(a, on(6, 10, 9, 0)))
}

// Each month pays for what was worked in it, and the latest for the rounding too: told in
// any order, and however much of it is taken back.
func TestSplitOverSeveralMonths(t *testing.T) {
	list := []ledger.Entry{
		work("a", "T", on(4, 30, 23, 50), on(5, 1, 0, 10)), session("b", "T", on(5, 20, 9, 0), 5*minute), session("c", "T", on(6, 20, 9, 0), minute),
	}
	split := func(terms *credit.Terms) { terms.Paying = credit.SplitAtMidnight }
	orders(list, func(order []ledger.Entry) {
		a := pro(t, split, order...)
		assert.Equal(t, map[string]time.Duration{"2026-04": 10 * minute, "2026-05": 15 * minute, "2026-06": 5 * minute}, charges(a))
		apply(t, a, acts(credit.Reversal, "r", on(7, 1, 0, 0), "c"))
		assert.Equal(t, map[string]time.Duration{"2026-04": 10 * minute, "2026-05": 20 * minute}, charges(a))
		apply(t, a, acts(credit.Reversal, "s", on(7, 1, 0, 0), "a"))
		assert.Equal(t, map[string]time.Duration{"2026-05": 30 * minute}, charges(a))
		assert.Empty(t, a.Broken())
	})
}

// With each session by itself, each has its month, its rounding and its block.
func TestEachSessionByItself(t *testing.T) {
	each := func(terms *credit.Terms) { terms.Blocks.Counting = credit.EachSession }
	list := []ledger.Entry{session("a", "T", on(5, 31, 9, 0), minute), session("b", "T", on(6, 1, 9, 0), minute), session("c", "T", on(6, 16, 9, 0), minute)}
	change := ledger.Entry{ID: "p", Kind: credit.Allowance, At: on(1, 1, 0, 0), From: calendar.Date{Year: 2026, Month: 6, Day: 16}, Time: 90 * minute, Block: hour}
	orders(append(list, change), func(order []ledger.Entry) {
		a := pro(t, each, order...)
		assert.Equal(t, map[string]time.Duration{"2026-05": 30 * minute, "2026-06": 90 * minute}, charges(a))
		apply(t, a, acts(credit.Reversal, "r", on(7, 1, 0, 0), "b"))
		assert.Equal(t, map[string]time.Duration{"2026-05": 30 * minute, "2026-06": 60 * minute}, charges(a))
		assert.Empty(t, a.Broken())
	})
}

// A ticket is counted in the blocks of the day on which it was begun, on both sides of a
// change to smaller blocks and to longer ones.
func TestBlocksOfTheFirstDay(t *testing.T) {
	for _, tt := range []struct{ before, after time.Duration }{{hour, 30 * minute}, {30 * minute, hour}, {20 * minute, 7 * minute}} {
		up := func(d, block time.Duration) time.Duration { return (d + block - 1) / block * block }
		for begin, block := range map[time.Time]time.Duration{on(5, 15, 0, 0).Add(-1): tt.before, on(5, 15, 0, 0): tt.after} {
			list := []ledger.Entry{
				plan("p", "Pro", 1, 0, tt.before), plan("q", "Pro", 15, 0, tt.after),
				session("a", "T", begin, 61*minute), session("b", "T", on(5, 20, 9, 0), 5*minute),
			}
			orders(list, func(order []ledger.Entry) {
				a := account(t, halfHours, gift("g", on(1, 1, 0, 0), 9*hour))
				apply(t, a, order...)
				assert.Equal(t, up(66*minute, block), usage(a, "T").Charged)
				assert.Equal(t, int64(up(66*minute, block)/block), a.Trail("a")[1].Blocks)
				assert.Empty(t, a.Broken())
			})
		}
	}
}

// A journal keeps the days that were decided: it can be read under other rules of a zone.
// Africa/Casablanca is an hour ahead of UTC, or not, as its rules of the year have it.
func TestDaysThatWereDecided(t *testing.T) {
	terms := credit.Terms{Blocks: credit.Blocks{Size: hour}, Zone: "Africa/Casablanca"}
	day := func(m time.Month, d int) calendar.Date { return calendar.Date{Year: 2026, Month: m, Day: d} }
	second := debit("b", time.Date(2026, time.September, 30, 23, 30, 0, 0, time.UTC), hour)
	journal := func(decided calendar.Date) []ledger.Entry {
		second.Parts = []credit.Part{{Day: decided, Time: hour}}
		return []ledger.Entry{
			{ID: "p", Kind: credit.Allowance, At: at(1, 0, 0), From: day(9, 1), Time: hour},
			debit("a", time.Date(2026, time.September, 25, 10, 0, 0, 0, time.UTC), hour),
			second,
		}
	}
	a := account(t, terms)
	require.NoError(t, a.Replay(journal(day(10, 1))))
	assert.Equal(t, map[string]time.Duration{"2026-09": hour, "2026-10": hour}, charges(a))
	var b bytes.Buffer
	require.NoError(t, a.WriteJournal(&b))
	assert.Contains(t, b.String(), `"parts":[{"day":"2026-10-01","time":"PT1H"}]`)
	again := account(t, terms)
	require.NoError(t, again.ReadJournal(&b))
	assert.Equal(t, state(a), state(again))

	c := account(t, terms)
	var j *ledger.JournalError
	require.ErrorAs(t, c.Replay(journal(day(9, 30))), &j, "September has paid its hour")
	assert.Equal(t, 3, j.Line)
	apply(t, c, gift("g", at(1, 0, 0), hour), second)
	second.Parts = nil
	apply(t, c, second) // a retry may come without
	assert.Equal(t, map[string]time.Duration{"2026-09": hour, "2026-09 lots": hour}, charges(c))
}

// Work that ends when the month does has no part in the next one, not even the rounding.
func TestWorkUpToTheMonthsEnd(t *testing.T) {
	for _, each := range []credit.Counting{credit.EachIntervention, credit.EachSession} {
		for more, want := range map[time.Duration]map[string]time.Duration{
			-1: {"2026-05": hour}, 0: {"2026-05": hour}, 1: {"2026-05": hour, "2026-06": hour},
		} {
			terms := credit.Terms{Blocks: credit.Blocks{Size: hour, Counting: each}, Paying: credit.SplitAtMidnight}
			a := account(t, terms, allowance("p", may, 9*hour), session("a", "T", on(5, 31, 23, 0), hour+more))
			assert.Equal(t, want, charges(a), more)
			b := account(t, terms, allowance("p", may, 9*hour), session("a", "T", on(5, 31, 23, 10), 50*minute+more))
			for e := range b.Entries() {
				assert.True(t, e.ID != "a" || len(e.Parts) == len(want), "%v", e.Parts)
			}
		}
	}
}

// The parts of a session that were decided are taken as they are, month by month.
func TestPartsThatWereDecided(t *testing.T) {
	terms := credit.Terms{Blocks: credit.Blocks{Size: hour}, Paying: credit.SplitAtMidnight}
	e := session("a", "T", on(5, 31, 23, 0), 2*hour)
	a := account(t, terms, allowance("p", may, 9*hour), e)
	assert.Equal(t, map[string]time.Duration{"2026-05": hour, "2026-06": hour}, charges(a))
	e.Parts = []credit.Part{{Day: may.First().AddDays(30), Time: 100 * minute}, {Day: may.First().AddDays(31), Time: 20 * minute}}
	a = account(t, terms, allowance("p", may, 9*hour), e)
	assert.Equal(t, map[string]time.Duration{"2026-05": 100 * minute, "2026-06": 20 * minute}, charges(a))
	for got := range a.Entries() {
		if got.ID == "a" {
			assert.Equal(t, e.Parts, got.Parts)
		}
	}
}
