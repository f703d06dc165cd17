package fund_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// A fund restores a lot with what went of it, and refuses one that contradicts itself.
func TestRestoreLotWithRemovals(t *testing.T) {
	begun := func() *fund.Fund {
		var f fund.Fund
		require.NoError(t, f.Reset(hours))
		return &f
	}
	f := begun()
	_, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: 7 * hour, Price: 10000})
	require.NoError(t, err)
	_, err = f.Work(fund.Work{Ticket: f.NewTicket(), At: at(2, 0, 0), Time: hour})
	require.NoError(t, err)
	type restored struct {
		kind credit.Kind
		fund.Removed
	}
	var removals []restored
	for _, tt := range []struct {
		removal fund.Removal
		want    fund.Removed
	}{
		{fund.Removal{Kind: credit.Refund, At: at(3, 0, 0), Time: hour}, fund.Removed{Time: hour, Kept: 6 * hour, Price: 1429, Back: 1429}},
		{fund.Removal{Kind: credit.Refund, At: at(3, 0, 0), Time: hour, Price: 1000}, fund.Removed{Time: hour, Kept: 5 * hour, Price: 1428, Back: 1000}},
		{fund.Removal{Kind: credit.Transfer, At: at(3, 0, 0), Time: hour}, fund.Removed{Time: hour, Kept: 4 * hour, Price: 1429}},
		{fund.Removal{Kind: credit.Forfeit, At: at(3, 0, 0), Time: hour}, fund.Removed{Time: hour, Kept: 3 * hour, Price: 1428}},
	} {
		got, err := f.Remove(tt.removal)
		require.NoError(t, err)
		assert.Equal(t, tt.want, got)
		removals = append(removals, restored{tt.removal.Kind, got})
	}
	lot := f.Lot(0)
	assert.Equal(t, 2*hour, lot.Left())
	assert.Equal(t, fund.LotHours{
		At: at(1, 0, 0).Local(), Time: 7 * hour, Used: hour, Refunded: 2 * hour, Forfeited: hour, Moved: hour,
		Price: 10000, Earned: 1429 + 428 + 1428, Deferred: 2857, Repaid: 2429, Transferred: 1429,
	}, lot)
	other := begun()
	_, err = other.RestoreLot(lot)
	require.NoError(t, err)
	for kind, r := range map[credit.Kind]fund.Removed{
		credit.Debit: {Time: hour}, credit.Forfeit: {}, credit.Transfer: {Time: 6*hour + 1}, credit.Refund: {Time: hour, Back: 1430}, 0: {Time: hour, Back: -1},
	} {
		require.Error(t, other.RestoreRemoval(0, kind, r), "%v", r)
	}
	require.Error(t, other.RestoreRemoval(1, credit.Forfeit, fund.Removed{Time: hour}))
	for _, r := range removals {
		require.NoError(t, other.RestoreRemoval(0, r.kind, r.Removed))
	}
	assert.Equal(t, lot, other.Lot(0))
	assert.Equal(t, credit.Balance{Available: 2 * hour}, other.Balance(far))
	for range removals { // the last first
		want, err := f.WithdrawRemoval(0, far)
		require.NoError(t, err)
		got, err := other.WithdrawRemoval(0, far)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		assert.Equal(t, f.Lot(0), other.Lot(0))
	}
	assert.Equal(t, fund.LotHours{At: at(1, 0, 0).Local(), Time: 7 * hour, Used: hour, Price: 10000, Earned: 1429, Deferred: 8571}, f.Lot(0))
	_, err = f.WithdrawRemoval(0, far)
	require.Error(t, err)
	lot = f.Lot(0)
	for _, bad := range []fund.Removal{
		{Lot: 1, Kind: credit.Refund, At: far},
		{Lot: -1, Kind: credit.Refund, At: far},
		{Kind: credit.Gift, At: far},
		{Kind: credit.Refund, At: time.Time{}},
		{Kind: credit.Refund, At: at(1, 0, 0).Add(-1)},
		{Kind: credit.Refund, At: far, Time: -1},
		{Kind: credit.Refund, At: far, Time: hour, Price: -10},
		{Kind: credit.Forfeit, At: far, Time: hour, Price: 10},
		{Kind: credit.Refund, At: far, Time: 6*hour + 1},
	} {
		_, err := f.Remove(bad)
		assert.Error(t, err, "%v", bad)
		assert.Equal(t, lot, f.Lot(0))
	}
}
