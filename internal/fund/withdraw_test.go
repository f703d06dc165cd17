package fund_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

func fundOf(t *testing.T, terms credit.Terms) *fund.Fund {
	t.Helper()
	var f fund.Fund
	require.NoError(t, f.Reset(terms))
	return &f
}

// restoredFrom is a fund with a lot and a ticket of another one, and what the ticket is there.
func restoredFrom(t *testing.T, f *fund.Fund, terms credit.Terms, lot, ticket int) (*fund.Fund, int) {
	t.Helper()
	other := fundOf(t, terms)
	_, err := other.RestoreLot(f.Lot(lot))
	require.NoError(t, err)
	var kept fund.TicketHours
	f.Ticket(&kept, ticket)
	restored, err := other.RestoreTicket(kept)
	require.NoError(t, err)
	return other, restored
}

// A lot that never was is paid for by the next one as far as that goes, and the rest is
// overdrawn until there is another.
func TestWithdrawLot(t *testing.T) {
	f := fundOf(t, hours)
	buy := func(day int, d time.Duration, price fund.Cents) int {
		n, err := f.Buy(fund.Hours{At: at(day, 0, 0), Time: d, Price: price})
		require.NoError(t, err)
		return n
	}
	a, b := buy(1, 3*hour, 9000), buy(2, hour, 4000)
	_, err := f.Work(fund.Work{Ticket: f.NewTicket(), At: at(3, 0, 0), Time: 2 * hour})
	require.NoError(t, err)
	require.NoError(t, f.WithdrawLot(a, at(4, 0, 0), nil))
	assert.Equal(t, fund.LotHours{At: at(1, 0, 0).Local(), Time: 3 * hour, Withdrawn: 3 * hour, Price: 9000, Repaid: 9000}, f.Lot(a))
	assert.Equal(t, hour, f.Lot(b).Used)
	assert.Equal(t, hour, f.Overdrawn())
	assert.Empty(t, f.Removals(a))
	c := buy(5, 2*hour, 8000)
	assert.Equal(t, credit.Balance{Available: hour}, f.Balance(far))
	assert.Equal(t, hour, f.Lot(c).Used)

	_, err = f.Remove(fund.Removal{Lot: c, Kind: credit.Forfeit, At: at(6, 0, 0)})
	require.NoError(t, err)
	for _, n := range []int{-1, 3, a, c} { // no lot, withdrawn before, something went of it
		was := f.Balance(far)
		require.ErrorContains(t, f.WithdrawLot(n, at(7, 0, 0), nil), "lot: must be a number of a lot", n)
		assert.Equal(t, was, f.Balance(far))
	}
	_, err = f.Remove(fund.Removal{Lot: a, Kind: credit.Refund, At: at(7, 0, 0)})
	require.Error(t, err)
	_, err = f.WithdrawRemoval(a, at(7, 0, 0))
	require.Error(t, err)

	f = fundOf(t, hours)
	n, err := f.RestoreLot(fund.LotHours{At: at(1, 0, 0), Time: 2 * hour, Used: hour, Price: 5000})
	require.NoError(t, err)
	require.ErrorContains(t, f.WithdrawLot(n, at(2, 0, 0), nil), "who used all of the 1h0m0s")
}

// Hours that come back pay for what is overdrawn at once.
func TestWithdrawRemovalPaysFirst(t *testing.T) {
	f := fundOf(t, hours)
	n, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: 3 * hour, Price: 9000})
	require.NoError(t, err)
	_, err = f.Remove(fund.Removal{Lot: n, Kind: credit.Forfeit, At: at(2, 0, 0)})
	require.NoError(t, err)
	f.Overdraft(2 * hour)
	_, err = f.Work(fund.Work{Ticket: f.NewTicket(), At: at(3, 0, 0), Time: 2 * hour})
	require.NoError(t, err)
	require.Equal(t, 2*hour, f.Overdrawn())
	gone, err := f.WithdrawRemoval(n, at(4, 0, 0))
	require.NoError(t, err)
	assert.Equal(t, fund.Removed{Time: 3 * hour, Price: 9000}, gone)
	assert.Zero(t, f.Overdrawn())
	assert.Equal(t, 2*hour, f.Lot(n).Used)
}

// Sessions of a ticket that was restored are told one by one as far as it has them, and then
// undone: the ticket begins with those that are left.
func TestRestoreWorks(t *testing.T) {
	for _, each := range []bool{false, true} {
		terms := halfHours
		if each {
			terms.Blocks.Counting = credit.EachSession
		}
		f := fundOf(t, terms)
		n, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: 9 * hour, Price: 9000})
		require.NoError(t, err)
		ticket := f.NewTicket()
		works := []fund.Work{{Ticket: ticket, At: at(2, 0, 0), Time: 20 * minute}, {Ticket: ticket, At: at(3, 0, 0), Time: 20 * minute}}
		for _, w := range works {
			_, err := f.Work(w)
			require.NoError(t, err)
		}
		other, restored := restoredFrom(t, f, terms, n, ticket)
		for _, bad := range [][]fund.Work{
			{{Ticket: restored + 1, At: at(2, 0, 0), Time: minute}},
			{{Ticket: restored, At: at(2, 0, 0), Time: 40*minute + 1}},
			{{Ticket: restored, At: at(2, 0, 0), Time: -1}},
		} {
			_, err := other.RestoreWorks(restored, bad)
			require.ErrorContains(t, err, "works", bad)
		}
		numbers, err := other.RestoreWorks(restored, works)
		require.NoError(t, err)
		require.NoError(t, f.Undo(0, at(2, 0, 0), at(4, 0, 0)))
		require.NoError(t, other.Undo(numbers[0], at(2, 0, 0), at(4, 0, 0)))
		var want, got fund.TicketHours
		f.Ticket(&want, ticket)
		other.Ticket(&got, restored)
		assert.Equal(t, want, got, each)
		assert.True(t, got.First.Equal(at(3, 0, 0)), "it begins with what is left")
		assert.Equal(t, f.Lot(n), other.Lot(0))
		assert.Equal(t, 30*minute, other.Lot(0).Used)
	}
}

// A rank that is kept for a lot of the past comes before those that are bought since, also at
// its very instant.
func TestRestoreRank(t *testing.T) {
	f := fundOf(t, hours)
	f.RestoreRank(5)
	f.RestoreRank(-1)
	f.RestoreRank(credit.MaxEntries + 1)
	f.RestoreRank(3)
	n, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: hour, Price: 100})
	require.NoError(t, err)
	assert.Equal(t, 6, f.Lot(n).Rank)
}

// Of a ticket with sessions that are no longer known, those that are can be undone: the rest
// stays charged as it was.
func TestRestoreSomeWorks(t *testing.T) {
	for _, each := range []bool{false, true} {
		terms, charged := halfHours, 30*minute
		if each {
			terms.Blocks.Counting = credit.EachSession
			charged = 60 * minute
		}
		f := fundOf(t, terms)
		n, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: 9 * hour, Price: 9000})
		require.NoError(t, err)
		ticket := f.NewTicket()
		last := fund.Work{Ticket: ticket, At: at(4, 0, 0), Time: 5 * minute}
		for _, w := range []fund.Work{{Ticket: ticket, At: at(2, 0, 0), Time: 10 * minute}, {Ticket: ticket, At: at(3, 0, 0), Time: 20 * minute}, last} {
			_, err := f.Work(w)
			require.NoError(t, err)
		}
		other, restored := restoredFrom(t, f, terms, n, ticket)
		last.Ticket = restored
		numbers, err := other.RestoreWorks(restored, []fund.Work{last})
		require.NoError(t, err)
		require.NoError(t, other.Undo(numbers[0], last.At, at(5, 0, 0)))
		assert.Equal(t, charged, other.Lot(0).Used)
		var got fund.TicketHours
		other.Ticket(&got, restored)
		assert.True(t, got.First.Equal(at(2, 0, 0)))
	}
}
