package credit_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

func TestBalanceAndRevenueAfterOneDebit(t *testing.T) {
	a := account(t, halfHours,
		allowance("plan", may, 90*minute),
		purchase("A", at(1, 8, 0), 3*hour, "169"), purchase("B", at(2, 8, 0), 10*hour, "399"),
		debit("d", at(4, 9, 0), 170*minute))
	v := a.View(at(5, 0, 0), time.Time{})
	assert.Equal(t, credit.Balance{Available: 11*hour + 30*minute}, v.Balance())
	lots := v.Lots()
	require.Len(t, lots, 2)
	assert.Equal(t, 90*minute, lots[0].Available)
	assert.Equal(t, 10*hour, lots[1].Available)
	assert.Equal(t, credit.Cents(8450), lots[0].Earned)
	assert.Equal(t, credit.Cents(48350), lots[0].Deferred+lots[1].Deferred)
	assert.Equal(t, "84.50", lots[0].Earned.String())
	assert.True(t, lots[0].Earned.Decimal().Equal(euros("84.5")))
}

func TestFiveHourPackEarnsByBlocks(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 8, 0), 5*hour, "239"), debit("d", at(4, 9, 0), 90*minute))
	lot := a.View(at(5, 0, 0), time.Time{}).Lots()[0]
	assert.Equal(t, credit.Cents(7170), lot.Earned)
	assert.Equal(t, credit.Cents(16730), lot.Deferred)
}

func TestTwentyHoursAddUp(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 8, 0), 20*hour, "699"))
	var sum credit.Cents
	for i := range 40 {
		r, err := a.Apply(debit(fmt.Sprint("d", i), at(2, 0, i), 1))
		require.NoError(t, err)
		assert.Equal(t, []credit.Cents{1748, 1747}[i%2], r.Cost(), i)
		sum += r.Cost()
	}
	assert.Equal(t, credit.Cents(69900), sum)
}

func TestBlocksSplitBetweenAllowanceAndCredit(t *testing.T) {
	drawn := func(terms credit.Terms) (free, paid []time.Duration) {
		a := account(t, terms, allowance("plan", may, 90*minute), purchase("A", at(1, 8, 0), 3*hour, "169"))
		for i, worked := range []time.Duration{30 * minute, 29 * minute, minute} {
			r, err := a.Apply(debit(fmt.Sprint("d", i), at(2, i, 0), worked))
			require.NoError(t, err)
			var f, p time.Duration
			for _, d := range r.Draws {
				if d.Rule == "D6" {
					f += d.Time
				} else {
					p += d.Time
				}
			}
			free, paid = append(free, f), append(paid, p)
		}
		return free, paid
	}
	free, paid := drawn(hours)
	assert.Equal(t, []time.Duration{60 * minute, 30 * minute, 0}, free)
	assert.Equal(t, []time.Duration{0, 30 * minute, 60 * minute}, paid)

	free, paid = drawn(halfHours)
	assert.Equal(t, []time.Duration{30 * minute, 30 * minute, 30 * minute}, free)
	assert.Equal(t, []time.Duration{0, 0, 0}, paid)

	lose := hours
	lose.Remainder = credit.LoseRemainder
	free, paid = drawn(lose)
	assert.Equal(t, []time.Duration{60 * minute, 0, 0}, free)
	assert.Equal(t, []time.Duration{0, 60 * minute, 60 * minute}, paid)
}

func TestBillable(t *testing.T) {
	blocks := credit.Blocks{Size: 30 * minute}
	sessions := credit.Blocks{Size: 30 * minute, Counting: credit.EachSession}
	for _, tt := range []struct {
		worked []time.Duration
		whole  time.Duration
		each   time.Duration
	}{
		{nil, 0, 0},
		{[]time.Duration{0}, 0, 0},
		{[]time.Duration{1}, 30 * minute, 30 * minute},
		{[]time.Duration{30*minute - 1}, 30 * minute, 30 * minute},
		{[]time.Duration{30 * minute}, 30 * minute, 30 * minute},
		{[]time.Duration{30*minute + 1}, hour, hour},
		{[]time.Duration{10 * minute, 10 * minute, 10 * minute}, 30 * minute, 90 * minute},
		{[]time.Duration{10 * minute, 0, 21 * minute}, hour, hour},
	} {
		got, err := blocks.Billable(tt.worked...)
		require.NoError(t, err)
		assert.Equal(t, tt.whole, got, tt.worked)
		got, err = sessions.Billable(tt.worked...)
		require.NoError(t, err)
		assert.Equal(t, tt.each, got, tt.worked)
	}
	for _, bad := range [][]time.Duration{{-1}, {credit.MaxTime + 1}, {credit.MaxTime, 1}} {
		_, err := blocks.Billable(bad...)
		var f *credit.FieldError
		assert.ErrorAs(t, err, &f, bad)
	}
	_, err := blocks.Billable(credit.MaxTime)
	require.NoError(t, err)
	_, err = credit.Blocks{}.Billable(1)
	require.Error(t, err)
}

func TestHoldIsCapturedInPart(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 30*minute), purchase("A", at(1, 8, 0), 3*hour, "169"),
		credit.Entry{ID: "h", Kind: credit.Hold, At: at(2, 9, 0), Ticket: "T1", Time: 80 * minute})
	v := a.View(at(2, 10, 0), time.Time{})
	assert.Equal(t, credit.Balance{Available: 2 * hour, Held: 90 * minute}, v.Balance())
	assert.Equal(t, []credit.OpenHold{{ID: "h", Ticket: "T1", At: at(2, 9, 0), Estimate: 80 * minute, Held: 90 * minute}}, v.Holds())

	_, err := a.Apply(credit.Entry{ID: "x", Kind: credit.Extend, At: at(2, 10, 0), Of: "h", Time: 10 * minute})
	require.NoError(t, err)
	_, err = a.Apply(credit.Entry{ID: "x2", Kind: credit.Extend, At: at(2, 10, 0), Of: "h", Time: 1})
	require.NoError(t, err)
	assert.Equal(t, 2*hour, a.View(at(2, 10, 0), time.Time{}).Holds()[0].Held)

	r, err := a.Apply(credit.Entry{ID: "c", Kind: credit.Capture, At: at(2, 11, 0), Of: "h", Time: 50 * minute})
	require.NoError(t, err)
	assert.Equal(t, credit.Cents(2817), r.Cost())
	v = a.View(at(2, 12, 0), time.Time{})
	assert.Empty(t, v.Holds())
	assert.Equal(t, credit.Balance{Available: 150 * minute}, v.Balance())
	assert.Equal(t, []credit.TicketUsage{{Ticket: "T1", Usage: credit.Usage{
		Worked: 50 * minute, Charged: hour, Allowance: 30 * minute, Credit: 30 * minute, Cost: 2817,
	}}}, v.Tickets())
	assert.Equal(t, []credit.MonthUsage{{
		Month: may, Granted: 30 * minute,
		Usage: credit.Usage{Worked: 50 * minute, Charged: hour, Allowance: 30 * minute, Credit: 30 * minute, Cost: 2817},
	}}, v.Months())
}

func TestHoldCapturedInAnotherMonthIsDrawnAnew(t *testing.T) {
	june := calendar.Month{Year: 2026, Month: time.June}
	hold := credit.Entry{ID: "h", Kind: credit.Hold, At: at(31, 20, 0), Time: hour}
	capture := credit.Entry{ID: "c", Kind: credit.Capture, At: at(31, 22, 0), Of: "h", Time: hour} // June in Paris
	a := account(t, halfHours, allowance("plan", may, 30*minute), purchase("A", at(1, 8, 0), 30*minute, "30"), hold)
	r, err := a.Apply(capture)
	require.NoError(t, err)
	used := slices.DeleteFunc(r.Draws, func(d credit.Draw) bool { return d.Held })
	assert.Equal(t, []credit.Draw{
		{Rule: "D6", Month: june, Time: 30 * minute}, {Rule: "D7", Lot: "A", Time: 30 * minute, Cost: 3000},
	}, used)

	a = account(t, halfHours, allowance("plan", may, hour), allowance("end", june, 0), hold)
	before := a.Clone()
	_, err = a.Apply(capture)
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)
	assert.Equal(t, hour, short.Missing)
	assert.Equal(t, state(before), state(a))
	assert.Empty(t, a.Broken())
	capture.At = at(31, 21, 59)
	_, err = a.Apply(capture)
	require.NoError(t, err)
}

func TestSplitAtMidnight(t *testing.T) {
	june := calendar.Month{Year: 2026, Month: time.June}
	terms := halfHours
	terms.Paying = credit.SplitAtMidnight
	terms.Zone = "UTC"
	a := account(t, terms, allowance("plan", may, 90*minute))
	r, err := a.Apply(debit("d", at(31, 23, 40), 50*minute))
	require.NoError(t, err)
	assert.Equal(t, []credit.Draw{
		{Rule: "D6", Month: may, Time: 20 * minute}, {Rule: "D6", Month: june, Time: 40 * minute},
	}, r.Draws)
	m := a.View(june.Interval(time.UTC).End, time.Time{}).Month(june)
	assert.Equal(t, 50*minute, m.Lost)
	assert.Equal(t, 30*minute, m.Usage.Worked)
	assert.Equal(t, 40*minute, m.Usage.Charged)
}

func TestOverdraftIsPaidByTheNextPack(t *testing.T) {
	a := account(t, halfHours, credit.Entry{ID: "o", Kind: credit.Overdraft, At: at(1, 0, 0), Time: hour})
	r, err := a.Apply(debit("d", at(2, 0, 0), hour))
	require.NoError(t, err)
	assert.Equal(t, []credit.Draw{{Rule: "D8", Time: hour}}, r.Draws)
	_, err = a.Apply(debit("e", at(2, 1, 0), 1))
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)
	r, err = a.Apply(purchase("A", at(3, 0, 0), 3*hour, "169"))
	require.NoError(t, err)
	assert.Equal(t, []credit.Draw{
		{Rule: "D8", Time: -hour, For: "d"}, {Rule: "D7", Lot: "A", Time: hour, Cost: 5633, For: "d"},
	}, r.Draws)
	assert.Equal(t, credit.Balance{Overdrawn: hour}, a.View(at(2, 1, 0), time.Time{}).Balance())
	assert.Equal(t, credit.Balance{Available: 2 * hour}, a.View(at(3, 0, 0), time.Time{}).Balance())
	_, err = a.Apply(credit.Entry{ID: "r", Kind: credit.Reversal, At: at(4, 0, 0), Of: "d"})
	require.NoError(t, err)
	assert.Equal(t, credit.Balance{Available: 3 * hour}, a.View(at(4, 0, 0), time.Time{}).Balance())
}

func TestKnownThenAndNow(t *testing.T) {
	late := debit("late", at(5, 9, 0), hour)
	late.Recorded = at(9, 9, 0)
	a := account(t, halfHours, purchase("A", at(1, 8, 0), 3*hour, "169"), debit("d", at(7, 9, 0), hour), late)
	left := func(on, known time.Time) time.Duration { return a.View(on, known).Balance().Available }
	assert.Equal(t, 3*hour, left(at(6, 0, 0), at(6, 0, 0)))
	assert.Equal(t, 2*hour, left(at(6, 0, 0), time.Time{}))
	assert.Equal(t, 2*hour, left(at(8, 0, 0), at(8, 0, 0)))
	assert.Equal(t, hour, left(at(8, 0, 0), at(9, 9, 0)))
	assert.Equal(t, 2*hour, left(at(8, 0, 0), at(9, 8, 59)))
}

func TestLateEntryDrawsOnlyWhatWasThere(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(5, 8, 0), 2*hour, "100"),
		debit("d", at(6, 0, 0), 90*minute), credit.Entry{ID: "r", Kind: credit.Reversal, At: at(10, 0, 0), Of: "d"})
	var short *credit.ShortfallError
	_, err := a.Apply(debit("before", at(5, 7, 59), 30*minute))
	require.ErrorAs(t, err, &short)
	assert.Zero(t, short.Available)
	_, err = a.Apply(debit("between", at(7, 0, 0), hour))
	require.ErrorAs(t, err, &short)
	assert.Equal(t, 30*minute, short.Available)
	_, err = a.Apply(debit("between", at(7, 0, 0), 30*minute))
	require.NoError(t, err)
	_, err = a.Apply(debit("after", at(10, 0, 0), 90*minute))
	require.NoError(t, err)
}

func TestTrail(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 30*minute), purchase("A", at(1, 8, 0), 3*hour, "169"),
		debit("d", at(4, 9, 0), 50*minute), credit.Entry{ID: "r", Kind: credit.Reversal, At: at(5, 0, 0), Of: "d"})
	assert.Equal(t, []credit.Step{
		{Rule: "D1", By: "d", At: at(4, 9, 0), Time: 50 * minute},
		{Rule: "S19", By: "d", At: at(4, 9, 0), Time: hour, Blocks: 2},
		{Rule: "D5", By: "d", At: at(4, 9, 0), Time: hour, Month: may},
		{Rule: "D6", By: "d", At: at(4, 9, 0), Time: 30 * minute, Month: may},
		{Rule: "D7", By: "d", At: at(4, 9, 0), Time: 30 * minute, Lot: "A", Cost: 2817},
		{Rule: "D6", By: "r", At: at(5, 0, 0), Time: -30 * minute, Month: may},
		{Rule: "D7", By: "r", At: at(5, 0, 0), Time: -30 * minute, Lot: "A", Cost: -2817},
	}, a.Trail("d"))
	assert.Nil(t, a.Trail("plan"))
	assert.Nil(t, a.Trail("nobody"))
}

func TestOverdraftToTheNanosecond(t *testing.T) {
	for limit, ok := range map[time.Duration]bool{30*minute - 1: false, 30 * minute: true, 30*minute + 1: true} {
		a := account(t, halfHours, credit.Entry{ID: "o", Kind: credit.Overdraft, At: at(1, 0, 0), Time: limit})
		_, err := a.Apply(debit("d", at(2, 0, 0), 1))
		assert.Equal(t, ok, err == nil, "%v", limit)
	}
}
