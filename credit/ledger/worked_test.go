package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

func TestAllowanceThenFirstPack(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 90*minute), purchase("A", at(1, 8, 0), 3*hour, "169"), purchase("B", at(2, 8, 0), 10*hour, "399"))
	r := apply(t, a, debit("d", at(4, 9, 0), 170*minute))
	assert.Equal(t, 170*minute, r.Worked)
	assert.Equal(t, 180*minute, r.Charged)
	assert.Equal(t, []ledger.Draw{
		{Rule: "D6", Month: may, Time: 90 * minute}, {Rule: "D7", Lot: "A", Time: 90 * minute, Cost: 84500},
	}, r.Draws)
	assert.Equal(t, credit.Balance{Available: 11*hour + 30*minute, Used: 3 * hour}, balance(a, at(5, 0, 0)))
	lots := a.View(at(5, 0, 0), time.Time{}).Lots()
	require.Len(t, lots, 2)
	assert.Equal(t, []time.Duration{90 * minute, 10 * hour}, []time.Duration{lots[0].Left, lots[1].Left})
	assert.Equal(t, credit.Mills(84500), lots[0].Earned)
	assert.Equal(t, credit.Mills(483500), lots[0].Deferred+lots[1].Deferred)
	assert.Equal(t, "84.50", lots[0].Earned.String())
	assert.True(t, lots[0].Earned.Decimal().Equal(euros("84.5")))
}

func TestPackBlocksAddUpToItsPrice(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 8, 0), 3*hour, "169"))
	for i, want := range []credit.Mills{28170, 28160, 28170, 28170, 28160, 28170} {
		r := apply(t, a, debit(string(rune('a'+i)), at(2, i, 0), 30*minute))
		assert.Equal(t, want, r.Cost(), i)
	}
	assert.Equal(t, &credit.ShortfallError{ID: "more", Needed: 30 * minute, Missing: 30 * minute}, short(t, a, debit("more", at(3, 0, 0), 1)))
}

func TestFiveHourPackEarnsByBlocks(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 8, 0), 5*hour, "239"), debit("d", at(4, 9, 0), 90*minute))
	lot := a.View(at(5, 0, 0), time.Time{}).Lots()[0]
	assert.Equal(t, credit.Mills(71700), lot.Earned)
	assert.Equal(t, credit.Mills(167300), lot.Deferred)
}

func TestTwentyHoursAddUp(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 8, 0), 20*hour, "699"))
	var sum credit.Mills
	for i := range 40 {
		r := apply(t, a, debit(fmt.Sprint("d", i), at(2, 0, i), 1))
		assert.Equal(t, []credit.Mills{17480, 17470}[i%2], r.Cost(), i)
		sum += r.Cost()
	}
	assert.Equal(t, credit.Mills(699000), sum)
}

func TestBlocksSplitBetweenAllowanceAndCredit(t *testing.T) {
	drawn := func(terms credit.Terms) (free, paid []time.Duration) {
		a := account(t, terms, allowance("plan", may, 90*minute), purchase("A", at(1, 8, 0), 3*hour, "169"))
		for i, worked := range []time.Duration{30 * minute, 29 * minute, minute} {
			r := apply(t, a, debit(fmt.Sprint("d", i), at(2, i, 0), worked))
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

func TestHoldIsCapturedInPart(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 30*minute), purchase("A", at(1, 8, 0), 3*hour, "169"), hold("h", "T1", at(2, 9, 0), 80*minute))
	v := a.View(at(2, 10, 0), time.Time{})
	assert.Equal(t, credit.Balance{Available: 2 * hour, Held: 90 * minute}, v.Balance())
	assert.Equal(t, []ledger.OpenHold{{ID: "h", Ticket: "T1", At: at(2, 9, 0), Estimate: 80 * minute, Held: 90 * minute}}, v.Holds())

	extend := acts(credit.Extend, "x", at(2, 10, 0), "h")
	extend.Time = 10 * minute
	assert.Equal(t, ledger.Receipt{ID: "x", Kind: credit.Extend, At: at(2, 10, 0), Worked: 10 * minute}, apply(t, a, extend))
	extend.ID, extend.Time = "x2", 1
	assert.Equal(t, ledger.Receipt{ID: "x2", Kind: credit.Extend, At: at(2, 10, 0), Worked: 1, Charged: 30 * minute}, apply(t, a, extend))
	assert.Equal(t, 2*hour, a.View(at(2, 10, 0), time.Time{}).Holds()[0].Held)

	r := apply(t, a, capture("c", at(2, 11, 0), "h", 50*minute))
	assert.Equal(t, credit.Mills(28170), r.Cost())
	v = a.View(at(2, 12, 0), time.Time{})
	assert.Empty(t, v.Holds())
	assert.Equal(t, credit.Balance{Available: 150 * minute, Used: hour}, v.Balance())
	use := ledger.Usage{Worked: 50 * minute, Charged: hour, Allowance: 30 * minute, Credit: 30 * minute, Cost: 28170}
	assert.Equal(t, []ledger.TicketUsage{{Ticket: "T1", Usage: use}}, v.Tickets())
	assert.Equal(t, []ledger.MonthUsage{{Month: may, Granted: 30 * minute, Usage: use}}, v.Months())
}

// A hold draws on no month: the one in which its work is done pays.
func TestHoldOfMayCapturedInJune(t *testing.T) {
	june := may.AddMonths(1)
	work := capture("c", at(31, 22, 0), "h", hour) // June in Paris
	a := account(t, halfHours, allowance("plan", may, 30*minute), purchase("A", at(1, 8, 0), 30*minute, "30"), hold("h", "", at(31, 20, 0), hour))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D6", Month: june, Time: 30 * minute}, {Rule: "D7", Lot: "A", Time: 30 * minute, Cost: 30000},
	}, apply(t, a, work).Draws)

	a = account(t, halfHours, allowance("plan", may, hour), allowance("end", june, 0), hold("h", "", at(31, 20, 0), hour))
	before := state(a)
	assert.Equal(t, hour, short(t, a, work).Missing)
	assert.Equal(t, before, state(a))
	assert.Empty(t, a.Broken())
	work.At = at(31, 21, 59)
	apply(t, a, work)
}

func TestSplitAtMidnight(t *testing.T) {
	june := may.AddMonths(1)
	terms := halfHours
	terms.Paying, terms.Zone = credit.SplitAtMidnight, "UTC"
	a := account(t, terms, allowance("plan", may, 90*minute))
	r := apply(t, a, debit("d", at(31, 23, 40), 50*minute))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D6", Month: may, Time: 20 * minute}, {Rule: "D6", Month: june, Time: 40 * minute},
	}, r.Draws)
	m := a.View(june.Interval(time.UTC).End, time.Time{}).Month(june)
	assert.Equal(t, 50*minute, m.Lost)
	assert.Equal(t, 30*minute, m.Usage.Worked)
	assert.Equal(t, 40*minute, m.Usage.Charged)
}

func TestOverdraftIsPaidByTheNextPack(t *testing.T) {
	a := account(t, halfHours, overdraft(hour))
	assert.Equal(t, []ledger.Draw{{Rule: "D8", Time: hour}}, apply(t, a, debit("d", at(2, 0, 0), hour)).Draws)
	short(t, a, debit("e", at(2, 1, 0), 1))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D8", Time: -hour, For: "d"}, {Rule: "D7", Lot: "A", Time: hour, Cost: 56330, For: "d"},
	}, apply(t, a, purchase("A", at(3, 0, 0), 3*hour, "169")).Draws)
	assert.Equal(t, credit.Balance{Overdrawn: hour, Used: hour}, balance(a, at(2, 1, 0)))
	assert.Equal(t, credit.Balance{Available: 2 * hour, Used: hour}, balance(a, at(3, 0, 0)))
	apply(t, a, acts(credit.Reversal, "r", at(4, 0, 0), "d"))
	assert.Equal(t, credit.Balance{Available: 3 * hour}, balance(a, at(4, 0, 0)))
}

func TestOverdraftToTheNanosecond(t *testing.T) {
	for limit, ok := range map[time.Duration]bool{30*minute - 1: false, 30 * minute: true, 30*minute + 1: true} {
		_, err := account(t, halfHours, overdraft(limit)).Apply(debit("d", at(2, 0, 0), 1))
		assert.Equal(t, ok, err == nil, "%v", limit)
	}
}

func TestKnownThenAndNow(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 8, 0), 3*hour, "169"), debit("d", at(7, 9, 0), hour),
		known(debit("late", at(5, 9, 0), hour), at(9, 9, 0)))
	left := func(on, known time.Time) time.Duration { return a.View(on, known).Balance().Available }
	assert.Equal(t, 3*hour, left(at(6, 0, 0), at(6, 0, 0)))
	assert.Equal(t, 2*hour, left(at(6, 0, 0), time.Time{}))
	assert.Equal(t, 2*hour, left(at(8, 0, 0), at(8, 0, 0)))
	assert.Equal(t, hour, left(at(8, 0, 0), at(9, 9, 0)))
	assert.Equal(t, 2*hour, left(at(8, 0, 0), at(9, 8, 59)))
}

func TestTrail(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 30*minute), purchase("A", at(1, 8, 0), 3*hour, "169"), debit("d", at(4, 9, 0), 50*minute))
	charged := []ledger.Step{
		{Rule: "D1", By: "d", At: at(4, 9, 0), Time: 50 * minute},
		{Rule: "S19", By: "d", At: at(4, 9, 0), Time: hour, Blocks: 2},
		{Rule: "D5", By: "d", At: at(4, 9, 0), Time: hour, Month: may},
		{Rule: "D6", By: "d", At: at(4, 9, 0), Time: 30 * minute, Month: may},
		{Rule: "D7", By: "d", At: at(4, 9, 0), Time: 30 * minute, Lot: "A", Cost: 28170},
	}
	assert.Equal(t, charged, a.Trail("d"))
	apply(t, a, acts(credit.Reversal, "r", at(5, 0, 0), "d"))
	assert.Equal(t, []ledger.Step{
		{Rule: "D1", By: "d", At: at(4, 9, 0)},
		{Rule: "D2", By: "d", At: at(4, 9, 0)},
		charged[3], charged[4],
		{Rule: "D7", By: "r", At: at(5, 0, 0), Time: -30 * minute, Lot: "A", Cost: -28170},
		{Rule: "D6", By: "r", At: at(5, 0, 0), Time: -30 * minute, Month: may},
	}, a.Trail("d"), "as if it had never been")
	apply(t, a, session("e", "E", at(6, 0, 0), minute), session("f", "F", at(6, 0, 0), minute))
	assert.Equal(t, []ledger.Step{
		{Rule: "D1", By: "f", At: at(6, 0, 0), Time: minute},
		{Rule: "S19", By: "f", At: at(6, 0, 0), Time: 30 * minute, Blocks: 1},
		{Rule: "D5", By: "f", At: at(6, 0, 0), Time: 30 * minute, Month: may},
		{Rule: "D7", By: "f", At: at(6, 0, 0), Time: 30 * minute, Lot: "A", Cost: 28170},
	}, a.Trail("f"), "nothing of others")
	assert.Nil(t, a.Trail("plan"))
	assert.Nil(t, a.Trail("nobody"))
}

func TestBillable(t *testing.T) {
	blocks := credit.Blocks{Size: 30 * minute}
	sessions := credit.Blocks{Size: 30 * minute, Counting: credit.EachSession}
	for _, tt := range []struct {
		worked      []time.Duration
		whole, each time.Duration
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
		for b, want := range map[credit.Blocks]time.Duration{blocks: tt.whole, sessions: tt.each} {
			got, err := b.Billable(tt.worked...)
			require.NoError(t, err)
			assert.Equal(t, want, got, tt.worked)
			a := account(t, credit.Terms{Blocks: b}, overdraft(9*hour)) // an account counts the same
			for i, worked := range tt.worked {
				apply(t, a, session(fmt.Sprint(i), "T", at(2, i, 0), worked))
			}
			assert.Equal(t, want, usage(a, "T").Charged, tt.worked)
		}
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
