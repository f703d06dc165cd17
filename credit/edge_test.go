package credit_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

func overdraft(d time.Duration) credit.Entry {
	return credit.Entry{ID: fmt.Sprint("over ", d), Kind: credit.Overdraft, At: at(1, 0, 0), Time: d}
}

func hold(id string, t time.Time, d time.Duration) credit.Entry {
	return credit.Entry{ID: id, Kind: credit.Hold, At: t, Time: d}
}

// on is an entry that acts on another.
func on(k credit.Kind, id string, t time.Time, of string) credit.Entry {
	return credit.Entry{ID: id, Kind: k, At: t, Of: of}
}

func apply(t *testing.T, a *credit.Account, e credit.Entry) credit.Receipt {
	t.Helper()
	r, err := a.Apply(e)
	require.NoError(t, err, e.ID)
	return r
}

func TestFirstDebtIsPaidFirst(t *testing.T) {
	a := account(t, halfHours, overdraft(2*hour), debit("d", at(2, 0, 0), hour), debit("e", at(2, 0, 0), hour))
	r := apply(t, a, purchase("A", at(3, 0, 0), 90*minute, "90"))
	assert.Equal(t, []credit.Draw{
		{Rule: "D8", Time: -hour, For: "d"},
		{Rule: "D7", Lot: "A", Time: hour, Cost: 6000, For: "d"},
		{Rule: "D8", Time: -30 * minute, For: "e"},
		{Rule: "D7", Lot: "A", Time: 30 * minute, Cost: 3000, For: "e"},
	}, r.Draws)
}

func TestDebtOfACaptureIsPaid(t *testing.T) {
	capture := on(credit.Capture, "c", at(2, 0, 0), "h")
	capture.Time = hour
	a := account(t, halfHours, overdraft(hour), hold("h", at(2, 0, 0), hour), capture)
	r := apply(t, a, purchase("A", at(3, 0, 0), hour, "60"))
	assert.Equal(t, []credit.Draw{
		{Rule: "D8", Time: -hour, For: "c"}, {Rule: "D7", Lot: "A", Time: hour, Cost: 6000, For: "c"},
	}, r.Draws)
}

func TestOverdraftGrantedLessThanDrawn(t *testing.T) {
	terms := halfHours
	terms.Tariff.Packs = []credit.Pack{{Time: hour, Price: euros("1")}}
	a := account(t, terms, overdraft(hour), debit("d", at(2, 0, 0), hour), overdraft(0))
	for need, packs := range map[time.Duration]int64{1: 1, credit.MaxTime: 10_000} {
		_, err := a.Apply(debit("e", at(2, 0, 0), need))
		var short *credit.ShortfallError
		require.ErrorAs(t, err, &short)
		assert.Zero(t, short.Available)
		assert.Equal(t, short.Needed, short.Missing)
		require.Len(t, short.Offer.Lines, 1)
		assert.Equal(t, packs, short.Offer.Lines[0].Count)
	}
}

func TestResetForgetsDebts(t *testing.T) {
	a := account(t, halfHours, overdraft(2*hour), debit("d", at(2, 0, 0), hour))
	require.NoError(t, a.Reset(halfHours))
	apply(t, a, overdraft(2*hour))
	apply(t, a, debit("d", at(2, 0, 0), 30*minute))
	apply(t, a, purchase("A", at(3, 0, 0), 3*hour, "3"))
	assert.Equal(t, credit.Balance{Available: 150 * minute}, a.View(far, time.Time{}).Balance())
}

func TestClonesGoTheirOwnWay(t *testing.T) {
	worked := func(id string, length time.Duration) credit.Entry {
		s := calendar.Interval{Start: at(2, 0, 0), End: at(2, 0, 0).Add(length)}
		return credit.Entry{ID: id, Kind: credit.Debit, At: at(2, 0, 0), Sessions: []calendar.Interval{s}}
	}
	journal := []credit.Entry{overdraft(hour), overdraft(2 * hour), purchase("A", at(1, 0, 0), hour, "1")}
	for i := range 3 {
		journal = append(journal, worked(fmt.Sprint("w", i), minute))
	}
	a := account(t, halfHours, journal...)
	b := a.Clone()
	apply(t, a, worked("mine", 5*minute))
	apply(t, b, worked("theirs", 7*minute))
	assert.Equal(t, state(account(t, halfHours, append(slices.Clone(journal), worked("mine", 5*minute))...)), state(a))
	assert.Equal(t, state(account(t, halfHours, append(slices.Clone(journal), worked("theirs", 7*minute))...)), state(b))
}

func TestReceiptOfTheCallersIsOverwritten(t *testing.T) {
	a := account(t, halfHours)
	r := credit.Receipt{Worked: hour, Charged: hour, Draws: []credit.Draw{{Rule: "D8"}}}
	require.NoError(t, a.ApplyTo(&r, purchase("A", at(1, 0, 0), hour, "1")))
	assert.Equal(t, credit.Receipt{ID: "A", Kind: credit.Purchase, At: at(1, 0, 0), Draws: []credit.Draw{}}, r)
}

// A first block costs a cent and a second nothing, so a late entry can make two
// cents of them: what is earned stops at the price.
func TestEarnedStopsAtThePrice(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 0, 0), hour, "0.01"), debit("d", at(2, 0, 0), 1),
		on(credit.Reversal, "r", at(5, 0, 0), "d"), debit("late", at(3, 0, 0), 1))
	l := a.View(at(4, 0, 0), time.Time{}).Lots()[0]
	assert.Equal(t, hour, l.Used)
	assert.Equal(t, []credit.Cents{1, 0}, []credit.Cents{l.Earned, l.Deferred})
}

// Blocks of two cents over six cost 0 1 0 0 1 0. Once those that cost nothing
// have gone back, more is earned than the blocks still used come to.
func TestCostIsNeverNegative(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 0, 0), 3*hour, "0.02"))
	for i, cost := range []credit.Cents{0, 1, 0, 0, 1} {
		r := apply(t, a, debit(fmt.Sprint(i), at(2, 0, 0), 1))
		assert.Equal(t, cost, r.Cost())
	}
	for _, id := range []string{"0", "2", "3"} {
		apply(t, a, on(credit.Reversal, "r"+id, at(2, 0, 0), id))
	}
	for i, cost := range []credit.Cents{0, 0, 0, 0} {
		r := apply(t, a, debit(fmt.Sprint("again", i), at(2, 0, 0), 1))
		assert.Equal(t, cost, r.Cost(), i)
	}
	assert.Zero(t, a.View(at(2, 0, 0), time.Time{}).Lots()[0].Deferred)
}

// An entry late by more than another does not hide what came back between them.
func TestLateBehindLate(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(5, 8, 0), 2*hour, "100"), debit("d", at(6, 0, 0), 90*minute),
		on(credit.Reversal, "r", at(10, 0, 0), "d"), debit("late", at(5, 9, 0), 30*minute))
	_, err := a.Apply(debit("between", at(7, 0, 0), 30*minute))
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)
	assert.Zero(t, short.Available)
	apply(t, a, debit("after", at(10, 0, 0), 90*minute))
}

func TestReplayNamesALineFarDown(t *testing.T) {
	entries := manyEntries(100)
	entries[70].Time = -1
	var j *credit.JournalError
	require.ErrorAs(t, account(t, halfHours).Replay(entries), &j)
	assert.Equal(t, 71, j.Line)
}

func TestFewestPacksOfEqualOffers(t *testing.T) {
	tariff := credit.Tariff{Packs: []credit.Pack{
		{Time: hour, Price: euros("10")}, {Time: 3 * hour, Price: euros("30")}, {Time: 4 * hour, Price: euros("40")},
	}}
	o, err := tariff.Cheapest(6 * hour)
	require.NoError(t, err)
	assert.Equal(t, []credit.OfferLine{{Pack: tariff.Packs[1], Count: 2}}, o.Lines)
}

func TestMemoryStoreKeepsItsOwn(t *testing.T) {
	ctx := context.Background()
	var s credit.MemoryStore
	e := debit("d", at(1, 0, 0), 0)
	e.Sessions = []calendar.Interval{{Start: at(1, 0, 0), End: at(1, 1, 0)}}
	kept := slices.Clone(e.Sessions)
	require.NoError(t, s.Append(ctx, "acme", 0, e))
	require.ErrorIs(t, s.Append(ctx, "acme", 2, debit("gap", at(1, 0, 0), 0)), credit.ErrStale)
	require.ErrorIs(t, s.Append(ctx, "acme", 1, e), credit.ErrStale, "the id is taken")
	e.Sessions[0].End = at(9, 0, 0)
	for range 2 {
		loaded, err := s.Load(ctx, "acme", 0)
		require.NoError(t, err)
		assert.Equal(t, kept, loaded[0].Sessions)
		loaded[0].Sessions[0].End = at(9, 0, 0)
	}
	for _, n := range []int{-1, 1, 2} {
		loaded, err := s.Load(ctx, "acme", n)
		require.NoError(t, err)
		assert.Empty(t, loaded)
	}
}

func TestDamageBehindWhatWasReadIsNamed(t *testing.T) {
	ctx := context.Background()
	s := new(flaky)
	one, two := ledger(t, s), ledger(t, s)
	_, err := one.Apply(ctx, "acme", purchase("A", at(1, 0, 0), hour, "60"))
	require.NoError(t, err)
	for _, id := range []string{"d", "e"} {
		_, err = two.Apply(ctx, "acme", debit(id, at(2, 0, 0), 1))
		require.NoError(t, err)
	}
	s.damage = true
	_, err = one.Account(ctx, "acme")
	var j *credit.JournalError
	require.ErrorAs(t, err, &j)
	assert.Equal(t, 3, j.Line)
}
