package ledger_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

func TestFirstDebtIsPaidFirst(t *testing.T) {
	a := account(t, halfHours, overdraft(2*hour), debit("d", at(2, 0, 0), hour), debit("e", at(2, 0, 0), hour))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D8", Time: -hour, For: "d"},
		{Rule: "D7", Lot: "A", Time: hour, Cost: 60000, For: "d"},
		{Rule: "D8", Time: -30 * minute, For: "e"},
		{Rule: "D7", Lot: "A", Time: 30 * minute, Cost: 30000, For: "e"},
	}, apply(t, a, purchase("A", at(3, 0, 0), 90*minute, "90")).Draws)
}

func TestDebtOfACaptureIsPaid(t *testing.T) {
	for ticket, shown := range map[string]string{"": "h", "T": "T"} {
		a := account(t, halfHours, overdraft(hour), hold("h", ticket, at(2, 0, 0), hour), capture("c", at(2, 0, 0), "h", hour))
		assert.Equal(t, []ledger.Draw{
			{Rule: "D8", Time: -hour, For: shown}, {Rule: "D7", Lot: "A", Time: hour, Cost: 60000, For: shown},
		}, apply(t, a, purchase("A", at(3, 0, 0), hour, "60")).Draws)
	}
}

func TestOverdraftGrantedLessThanDrawn(t *testing.T) {
	terms := halfHours
	terms.Tariff.Packs = []credit.Pack{{Time: hour, Price: euros("1")}}
	a := account(t, terms, overdraft(hour), debit("d", at(2, 0, 0), hour), overdraft(0))
	for need, packs := range map[time.Duration]int64{1: 1, credit.MaxTime: 10_000} {
		s := short(t, a, debit("e", at(2, 0, 0), need))
		assert.Zero(t, s.Available)
		assert.Equal(t, s.Needed, s.Missing)
		require.Len(t, s.Offer.Lines, 1)
		assert.Equal(t, packs, s.Offer.Lines[0].Count)
	}
	assert.Empty(t, apply(t, a, debit("none", at(3, 0, 0), 0)).Draws, "nothing is never short")
}

func TestResetForgetsDebts(t *testing.T) {
	a := account(t, halfHours, overdraft(2*hour), debit("d", at(2, 0, 0), hour), hold("h", "T", at(2, 0, 0), hour))
	require.NoError(t, a.Reset(halfHours))
	apply(t, a, overdraft(2*hour), debit("d", at(2, 0, 0), 30*minute), purchase("A", at(3, 0, 0), 3*hour, "3"), hold("h", "T", at(3, 0, 0), 0))
	assert.Equal(t, credit.Balance{Available: 150 * minute, Used: 30 * minute}, balance(a, at(4, 0, 0)))
	assert.Error(t, a.Reset(credit.Terms{}))
	assert.Equal(t, 4, a.Len(), "it stays as it is")
}

func TestClonesGoTheirOwnWay(t *testing.T) {
	journal := []ledger.Entry{overdraft(hour), overdraft(2 * hour), purchase("A", at(1, 0, 0), hour, "1"), plan("p", "Pro", 1, minute, 0)}
	for i := range 3 {
		journal = append(journal, session(fmt.Sprint("w", i), "T", at(2, 0, 0), minute))
	}
	a := account(t, halfHours, journal...)
	b := a.Clone()
	mine := []ledger.Entry{session("mine", "T", at(2, 0, 0), 50*minute), session("s", "U", at(2, 0, 0), 1), plan("x", "X", 9, 0, 0)}
	theirs := []ledger.Entry{session("theirs", "T", at(2, 0, 0), 70*minute), session("s", "V", at(2, 0, 0), 1), plan("x", "Y", 9, 0, 0)}
	apply(t, a, mine...)
	apply(t, b, theirs...)
	assert.Equal(t, state(account(t, halfHours, slices.Concat(journal, mine)...)), state(a))
	assert.Equal(t, state(account(t, halfHours, slices.Concat(journal, theirs)...)), state(b))
}

// Blocks of two cents over six cost 0 1 0 0 1 0. What is earned is always the price for
// the part that is used, whichever blocks of it went back.
func TestEarnedIsTheShareThatIsUsed(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 0, 0), 3*hour, "0.02"))
	earned := func() credit.Mills { return a.View(far, time.Time{}).Lots()[0].Earned }
	for i, cost := range []credit.Mills{0, 10, 0, 0, 10} {
		r := apply(t, a, debit(fmt.Sprint(i), at(2, 0, 0), 1))
		assert.Equal(t, cost, r.Cost())
	}
	for i, id := range []string{"0", "2", "3"} {
		r := apply(t, a, acts(credit.Reversal, "r"+id, at(2, 0, 0), id))
		assert.Equal(t, []credit.Mills{-10, 0, 0}[i], r.Cost(), "it may be another cent than was charged")
	}
	assert.Equal(t, credit.Mills(10), earned())
	for i, cost := range []credit.Mills{0, 0, 10, 0} {
		r := apply(t, a, debit(fmt.Sprint("again", i), at(2, 0, 0), 1))
		assert.Equal(t, cost, r.Cost(), i)
	}
	assert.Equal(t, credit.Mills(20), earned())
}

// A reversal dated later leaves the time between as it was: what it gave back was drawn
// twice then, of a lot and of an allowance.
func TestLateWorkDrawsWhatCameBackLater(t *testing.T) {
	a := account(t, halfHours, gift("A", at(1, 0, 0), hour), debit("d", at(2, 0, 0), hour), acts(credit.Reversal, "r", at(9, 0, 0), "d"),
		debit("late", at(5, 0, 0), hour))
	v := a.View(at(8, 0, 0), time.Time{})
	assert.Equal(t, credit.Balance{Used: 2 * hour, Overdrawn: hour}, v.Balance())
	assert.Equal(t, ledger.Lot{ID: "A", At: at(1, 0, 0), Time: hour, Used: hour}, v.Lots()[0])
	assert.Equal(t, credit.Balance{Used: hour}, balance(a, at(9, 0, 0)))

	a = account(t, halfHours, allowance("plan", may, hour), debit("d", at(2, 0, 0), hour), acts(credit.Reversal, "r", at(9, 0, 0), "d"),
		debit("late", at(5, 0, 0), hour))
	m := a.View(at(8, 0, 0), time.Time{}).Month(may)
	assert.NoError(t, m.Validate())
	assert.Equal(t, ledger.Usage{Worked: 2 * hour, Charged: 2 * hour, Allowance: hour, Overdrawn: hour}, m.Usage)
	assert.Equal(t, ledger.Usage{Worked: hour, Charged: hour, Allowance: hour}, a.View(at(9, 0, 0), time.Time{}).Month(may).Usage)
}

func TestReplayNamesALineFarDown(t *testing.T) {
	entries := manyEntries(100)
	entries[70].Time = -1
	var j *ledger.JournalError
	require.ErrorAs(t, account(t, halfHours).Replay(entries), &j)
	assert.Equal(t, 71, j.Line)
}

// Work is paid by the allowance, lots first bought first, the overdraft, and given back
// the other way round.
func TestOrderOfSources(t *testing.T) {
	drawn := []ledger.Draw{
		{Rule: "D6", Month: may, Time: 30 * minute},
		{Rule: "D7", Lot: "B", Time: 30 * minute},
		{Rule: "D7", Lot: "A", Time: 30 * minute},
		{Rule: "D8", Time: 30 * minute},
	}
	for n := range len(drawn) + 1 {
		a := account(t, halfHours, allowance("plan", may, 30*minute), gift("A", at(1, 0, 1), 30*minute), gift("B", at(1, 0, 0), 30*minute),
			overdraft(30*minute), hold("h", "", at(2, 0, 0), 2*hour))
		assert.Equal(t, drawn[:n:n], append([]ledger.Draw{}, apply(t, a, capture("c", at(3, 0, 0), "h", time.Duration(n)*30*minute)).Draws...))
		back := apply(t, a, acts(credit.Reversal, "r", at(4, 0, 0), "c")).Draws
		require.Len(t, back, n)
		for i, d := range drawn[:n] {
			d.Time = -d.Time
			assert.Equal(t, d, back[n-1-i])
		}
		assert.Empty(t, a.Broken())
	}
}

func TestMonthsAreGivenBackInTheirOrder(t *testing.T) {
	a := split(t, "UTC", 0)
	apply(t, a, debit("d", at(31, 23, 0), 2*hour))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D6", Month: may, Time: -hour}, {Rule: "D6", Month: may.AddMonths(1), Time: -hour},
	}, apply(t, a, acts(credit.Reversal, "r", at(32, 3, 0), "d")).Draws)
}

// Of lots of one instant the first told is drawn on first.
func TestLotsOfOneInstant(t *testing.T) {
	a := account(t, halfHours, gift("B", at(1, 0, 0), hour), gift("A", at(1, 0, 0), hour), gift("C", at(1, 0, 0).Add(-1), 30*minute), debit("d", at(2, 0, 0), hour))
	assert.Equal(t, map[string]time.Duration{"C": 30 * minute, "B": 30 * minute, "A": 0}, used(a))
}

// A pack taken back as of an instant at which it was still in use, as known later, is
// refunded then, and the work overdrawn.
func TestRefundBeforeAReversal(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 0, 0), hour, "60"), debit("d", at(2, 0, 0), hour), acts(credit.Reversal, "r", at(3, 0, 0), "d"),
		acts(credit.Refund, "f", at(2, 12, 0), "A"))
	v := a.View(at(2, 12, 0), time.Time{})
	assert.Equal(t, ledger.Lot{ID: "A", At: at(1, 0, 0), Time: hour, Refunded: hour, Price: 60000, Repaid: 60000}, v.Lots()[0])
	assert.Equal(t, credit.Balance{Used: hour, Overdrawn: hour}, v.Balance())
	assert.Equal(t, credit.Balance{}, balance(a, at(3, 0, 0)))
}

// A ticket of a refused entry is nobody's: the next one that has none is called by its own.
func TestTicketOfARefusedEntry(t *testing.T) {
	a := account(t, halfHours, overdraft(hour))
	short(t, a, debit("no", at(2, 0, 0), 2*hour))
	apply(t, a, debit("d", at(2, 0, 0), 30*minute), session("e", "T", at(2, 0, 0), 30*minute))
	short(t, a, session("no", "U", at(2, 0, 0), 2*hour))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D8", Time: -30 * minute, For: "d"},
		{Rule: "D7", Lot: "g", Time: 30 * minute, For: "d"},
		{Rule: "D8", Time: -30 * minute, For: "T"},
		{Rule: "D7", Lot: "g", Time: 30 * minute, For: "T"},
	}, apply(t, a, gift("g", at(2, 0, 0), hour)).Draws)
	assert.Empty(t, a.Broken())
}

// Hours go back to the pack that they came from, though a later one is in use: told in
// another order, the same facts use other packs, and the same time in all.
func TestHoursGoBackWhereTheyCameFrom(t *testing.T) {
	lots := []ledger.Entry{gift("A", at(1, 0, 0), hour), gift("B", at(2, 0, 0), hour)}
	d, e, r := debit("d", at(3, 0, 0), hour), debit("e", at(3, 0, 0), hour), acts(credit.Reversal, "r", at(3, 0, 0), "d")
	a, b := account(t, hours, lots...), account(t, hours, lots...)
	apply(t, a, d, e, r)
	apply(t, b, d, r, e)
	assert.Equal(t, map[string]time.Duration{"A": 0, "B": hour}, used(a))
	assert.Equal(t, map[string]time.Duration{"A": hour, "B": 0}, used(b))
	assert.Equal(t, lastOf(a), lastOf(b))
}
