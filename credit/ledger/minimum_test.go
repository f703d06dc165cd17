package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/internal/fund"
)

// A minimum and then smaller blocks, at the edges of each; nothing worked is nothing billed
// all the same (D2).
func TestMinimum(t *testing.T) {
	for _, tt := range []struct {
		least, block, worked, want time.Duration
	}{
		{20 * minute, 5 * minute, 0, 0},
		{20 * minute, 5 * minute, 1, 20 * minute},
		{20 * minute, 5 * minute, 12 * minute, 20 * minute},
		{20 * minute, 5 * minute, 20*minute - 1, 20 * minute},
		{20 * minute, 5 * minute, 20 * minute, 20 * minute},
		{20 * minute, 5 * minute, 20*minute + 1, 25 * minute},
		{20 * minute, 5 * minute, 32 * minute, 35 * minute},
		{20 * minute, 5 * minute, 35 * minute, 35 * minute},
		{20 * minute, 5 * minute, 35*minute + 1, 40 * minute},
		{hour, 15 * minute, 20 * minute, hour},
		{hour, 15 * minute, hour + 1, 75 * minute},
		{20 * minute, 15 * minute, 21 * minute, 35 * minute}, // the blocks come on top of it
		{10 * minute, 30 * minute, 11 * minute, 40 * minute},
		{30 * minute, 30 * minute, 31 * minute, hour},
		{24 * hour, 24 * hour, 24*hour + 1, 48 * hour},
		{1, 1, 2, 2},
	} {
		b := credit.Blocks{Size: tt.block, Minimum: tt.least}
		got, err := b.Billable(tt.worked)
		require.NoError(t, err)
		assert.Equal(t, tt.want, got, "%v of %v", tt.worked, b)
		a := account(t, credit.Terms{Blocks: b}, gift("g", at(1, 0, 0), 99*hour))
		apply(t, a, session("s", "T", at(2, 0, 0), tt.worked))
		assert.Equal(t, tt.want, usage(a, "T").Charged, "%v of %v", tt.worked, b)
	}
}

// It is that of the intervention, or of each session if those are counted apart (D1): two of
// 12 min are 25 min or 40 min.
func TestMinimumOfEachSession(t *testing.T) {
	b := credit.Blocks{Size: 5 * minute, Minimum: 20 * minute}
	for counting, want := range map[credit.Counting]ledger.Step{
		credit.EachIntervention: {Time: 25 * minute, Blocks: 1, Minimum: 20 * minute},
		credit.EachSession:      {Time: 40 * minute, Blocks: 0, Minimum: 40 * minute},
	} {
		b.Counting = counting
		got, err := b.Billable(12*minute, 0, 12*minute)
		require.NoError(t, err)
		assert.Equal(t, want.Time, got)
		a := account(t, credit.Terms{Blocks: b}, gift("g", at(1, 0, 0), 9*hour))
		apply(t, a, session("a", "T", at(2, 9, 0), 12*minute), session("b", "T", at(2, 10, 0), 0), session("c", "T", at(2, 11, 0), 12*minute))
		want.Rule, want.By, want.At = "S19", "a", at(2, 9, 0)
		assert.Equal(t, want, a.Trail("a")[1])
		apply(t, a, acts(credit.Reversal, "r", at(3, 0, 0), "a"))
		assert.Equal(t, 20*minute, usage(a, "T").Charged)
		assert.Equal(t, 20*minute, a.Trail("c")[1].Minimum)
		assert.Empty(t, a.Broken())
	}
}

// A plan has a minimum of its own with its block; without a block both are those of the
// terms. It is that of the day on which the ticket was begun, for an estimate too.
func TestMinimumOfThePlan(t *testing.T) {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 30 * minute, Minimum: 2 * hour}}
	small := plan("p", "Pro", 15, 0, 5*minute)
	small.Minimum = 20 * minute
	list := []ledger.Entry{
		small, plan("q", "Pro", 20, 0, 5*minute), plan("r", "Pro", 25, 0, 0),
		hold("h", "E", on(5, 15, 0, 0), 12*minute),
		session("a", "A", on(5, 15, 0, 0).Add(-1), 12*minute),
		session("b", "B", on(5, 15, 0, 0), 32*minute),
		session("c", "C", on(5, 20, 0, 0), 12*minute),
		session("d", "D", on(5, 25, 0, 0), 12*minute),
	}
	n := 0
	orders(list, func(order []ledger.Entry) {
		if n++; testing.Short() && n%25 != 0 {
			return
		}
		a := account(t, terms, gift("g", on(1, 1, 0, 0), 99*hour))
		apply(t, a, order...)
		for ticket, want := range map[string]time.Duration{"A": 2 * hour, "B": 35 * minute, "C": 15 * minute, "D": 2 * hour} {
			require.Equal(t, want, usage(a, ticket).Charged, ticket)
		}
		require.Equal(t, 20*minute, a.View(on(6, 1, 0, 0), time.Time{}).Holds()[0].Held)
		require.Empty(t, a.Broken())
	})
}

// The month that was worked in last pays what the minimum adds if work is split at the month's
// end (D5), and an allowance pays it as it pays blocks (D6).
func TestMinimumPaid(t *testing.T) {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 5 * minute, Minimum: hour}, Paying: credit.SplitAtMidnight}
	a := account(t, terms, gift("g", on(1, 1, 0, 0), 9*hour))
	apply(t, a, session("a", "T", on(5, 31, 23, 50), 15*minute))
	assert.Equal(t, map[string]time.Duration{"2026-05 lots": 10 * minute, "2026-06 lots": 50 * minute}, charges(a))

	for remainder, free := range map[credit.Remainder]time.Duration{credit.SplitBlock: 17 * minute, credit.LoseRemainder: 15 * minute} {
		f := new(fund.Fund)
		require.NoError(t, f.Reset(credit.Terms{Blocks: credit.Blocks{Size: 5 * minute, Minimum: 20 * minute}, Remainder: remainder}))
		require.NoError(t, f.SetPlan(fund.Plan{From: calendar.Date{Year: 2026, Month: 5, Day: 1}, Allowance: 17 * minute}))
		_, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: hour})
		require.NoError(t, err)
		n := f.NewTicket()
		_, err = f.Work(fund.Work{Ticket: n, At: at(2, 0, 0), Time: minute})
		require.NoError(t, err)
		var h fund.TicketHours
		f.Ticket(&h, n)
		assert.Equal(t, free, h.Shares[0].Allowance)
		assert.Equal(t, 20*minute-free, h.Shares[0].Lots[0].Time)
	}
}
