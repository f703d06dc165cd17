package credit_test

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
)

func gift(id string, t time.Time, d time.Duration) credit.Entry {
	return credit.Entry{ID: id, Kind: credit.Gift, At: t, Time: d}
}

func short(t *testing.T, a *credit.Account, e credit.Entry) *credit.ShortfallError {
	t.Helper()
	_, err := a.Apply(e)
	var s *credit.ShortfallError
	require.ErrorAs(t, err, &s)
	return s
}

// A capture draws in the order in which the hold did: the allowance, lots first
// bought first, the overdraft.
func TestCaptureTakesInTheOrderOfDrawing(t *testing.T) {
	drawn := []credit.Draw{
		{Rule: "D6", Month: may, Time: 30 * minute},
		{Rule: "D7", Lot: "A", Time: 30 * minute},
		{Rule: "D7", Lot: "B", Time: 30 * minute},
		{Rule: "D8", Time: 30 * minute},
	}
	for n := range len(drawn) + 1 {
		a := account(t, halfHours, allowance("plan", may, 30*minute), gift("A", at(1, 0, 0), 30*minute), gift("B", at(1, 0, 0), 30*minute),
			overdraft(30*minute), hold("h", at(2, 0, 0), 2*hour))
		capture := on(credit.Capture, "c", at(3, 0, 0), "h")
		capture.Time = time.Duration(n) * 30 * minute
		r := apply(t, a, capture)
		assert.ElementsMatch(t, drawn[:n], slices.DeleteFunc(r.Draws, func(d credit.Draw) bool { return d.Held }))
		assert.Empty(t, a.Broken())
	}
}

// Two months of a hold keep their order too, where a capture gives both back.
func TestWorkInTwoMonthsIsGivenBackInOrder(t *testing.T) {
	a := split(t, "UTC", 0)
	apply(t, a, debit("d", at(31, 23, 0), 2*hour))
	r := apply(t, a, on(credit.Reversal, "r", at(32, 3, 0), "d"))
	assert.Equal(t, []credit.Draw{
		{Rule: "D6", Month: may, Time: -hour, For: "d"}, {Rule: "D6", Month: may.AddMonths(1), Time: -hour, For: "d"},
	}, r.Draws)
}

// The rest of a hold was not there before its capture gave it back.
func TestLateBehindACaptureInPart(t *testing.T) {
	capture := on(credit.Capture, "c", at(5, 0, 0), "h")
	capture.Time = 30 * minute
	a := account(t, halfHours, gift("A", at(1, 0, 0), hour), hold("h", at(2, 0, 0), hour), capture)
	assert.Zero(t, short(t, a, debit("late", at(3, 0, 0), minute)).Available)
	apply(t, a, debit("late", at(5, 0, 0), minute))
}

// What came back at an instant can be drawn from that instant on, though more came
// back later, whichever of the two was entered first.
func TestLateBetweenTwoReversals(t *testing.T) {
	first, second := on(credit.Reversal, "rd", at(5, 0, 0), "d"), on(credit.Reversal, "re", at(9, 0, 0), "e")
	for _, reversals := range [][]credit.Entry{{first, second}, {second, first}} {
		a := account(t, halfHours, gift("A", at(1, 0, 0), hour), debit("d", at(2, 0, 0), 1), debit("e", at(2, 0, 0), 1))
		require.NoError(t, a.Replay(reversals))
		assert.Zero(t, short(t, a, debit("late", at(5, 0, 0).Add(-1), minute)).Available)
		assert.Equal(t, 30*minute, short(t, a, debit("late", at(5, 0, 0), hour)).Available)
		apply(t, a, debit("late", at(5, 0, 0), minute))
	}
}

// What was drawn and came back at one instant was never missing.
func TestLateBeforeWhatWasUndoneAtOnce(t *testing.T) {
	a := account(t, halfHours, gift("A", at(1, 0, 0), hour), debit("d", at(5, 0, 0), hour), on(credit.Reversal, "r", at(5, 0, 0), "d"))
	apply(t, a, debit("late", at(4, 0, 0), hour))
}

// missing is an account whose lot A was used from the 2nd until it came back on
// the 9th.
func missing(t *testing.T, more ...credit.Entry) *credit.Account {
	t.Helper()
	return account(t, halfHours, slices.Concat([]credit.Entry{
		gift("A", at(1, 0, 0), hour), debit("x", at(2, 0, 0), hour), on(credit.Reversal, "rx", at(9, 0, 0), "x"),
	}, more)...)
}

func TestLateEntryPassesOverALotThatWasMissing(t *testing.T) {
	a := missing(t, gift("B", at(3, 0, 0), hour))
	r := apply(t, a, debit("late", at(4, 0, 0), 30*minute))
	assert.Equal(t, []credit.Draw{{Rule: "D7", Lot: "B", Time: 30 * minute}}, r.Draws)
}

func TestDebtsPassOverALotThatWasMissing(t *testing.T) {
	a := missing(t, overdraft(2*hour), debit("d", at(4, 0, 0), hour), debit("e", at(4, 0, 0), 30*minute))
	r := apply(t, a, gift("B", at(5, 0, 0), 75*minute))
	assert.Equal(t, []credit.Draw{
		{Rule: "D8", Time: -hour, For: "d"},
		{Rule: "D7", Lot: "B", Time: hour, For: "d"},
		{Rule: "D8", Time: -15 * minute, For: "e"},
		{Rule: "D7", Lot: "B", Time: 15 * minute, For: "e"},
	}, r.Draws)
	r = apply(t, a, gift("C", at(6, 0, 0), hour))
	assert.Equal(t, []credit.Draw{
		{Rule: "D8", Time: -15 * minute, For: "e"}, {Rule: "D7", Lot: "C", Time: 15 * minute, For: "e"},
	}, r.Draws)
	assert.Empty(t, a.Broken())
	assert.Equal(t, credit.Balance{Available: 105 * minute}, a.View(far, time.Time{}).Balance())
}

// A debt of a hold is paid for the hold, and comes back with it.
func TestDebtOfAHoldIsPaid(t *testing.T) {
	a := account(t, halfHours, overdraft(hour), hold("h", at(2, 0, 0), hour))
	r := apply(t, a, gift("A", at(3, 0, 0), hour))
	assert.Equal(t, []credit.Draw{
		{Rule: "D8", Time: -hour, Held: true, For: "h"}, {Rule: "D7", Lot: "A", Time: hour, Held: true, For: "h"},
	}, r.Draws)
}

// Where nothing is needed nothing is short, though more was drawn than may be.
func TestNothingIsNeverShort(t *testing.T) {
	a := account(t, halfHours, overdraft(hour), debit("d", at(2, 0, 0), hour), overdraft(0))
	assert.Empty(t, apply(t, a, debit("none", at(3, 0, 0), 0)).Draws)
}

// Seven hours and twice two, and one hour and twice five, are alike in price, time
// and number: it is always the same offer that is made.
func TestOffersAlike(t *testing.T) {
	var tariff credit.Tariff
	for _, h := range []int64{1, 2, 5, 7} {
		tariff.Packs = append(tariff.Packs, credit.Pack{Time: time.Duration(h) * hour, Price: decimal.New(10*h, 0)})
	}
	o, err := tariff.Cheapest(11 * hour)
	require.NoError(t, err)
	assert.Equal(t, []credit.OfferLine{{Pack: tariff.Packs[3], Count: 1}, {Pack: tariff.Packs[1], Count: 2}}, o.Lines)
}
