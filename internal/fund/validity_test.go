package fund_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// A fund says what of a lot has lapsed, and is restored with its end.
func TestFundKnowsWhatHasLapsed(t *testing.T) {
	f := newFund(t, halfHours)
	_, err := f.Buy(fund.Hours{At: at(1, 0, 0), Until: endOfMay, Time: 2 * hour, Price: 10000})
	require.NoError(t, err)
	_, err = f.Work(fund.Work{Ticket: f.NewTicket(), At: at(2, 0, 0), Time: 30 * minute})
	require.NoError(t, err)
	f.Pass(endOfMay.Add(-1))
	g := restored(t, f, halfHours, nil, 0, endOfMay.Add(-1), 1)
	for _, f := range []*fund.Fund{f, g} {
		lot := f.Lot(0)
		assert.True(t, lot.Until.Equal(endOfMay))
		assert.Equal(t, []any{90 * minute, time.Duration(0), fund.Cents(2500), fund.Cents(7500)}, []any{lot.Left(), lot.Lapsed, lot.Earned, lot.Deferred})
		f.Pass(endOfMay)
		lot = f.Lot(0)
		assert.Equal(t, []any{time.Duration(0), 90 * minute, fund.Cents(10000), fund.Cents(0)}, []any{lot.Left(), lot.Lapsed, lot.Earned, lot.Deferred})
		assert.Equal(t, 90*minute, f.Balance(endOfMay.Add(-1)).Available)
		assert.Zero(t, f.Balance(endOfMay).Available)
		assert.Zero(t, f.Free())
	}
}

// ExampleHours gives an hour that ends with June: work of June draws on it first.
func ExampleHours() {
	zone, _ := time.LoadLocation("Europe/Paris")
	june, july := time.Date(2026, time.June, 10, 9, 0, 0, 0, zone), time.Date(2026, time.July, 1, 0, 0, 0, 0, zone)
	var f fund.Fund
	_ = f.Reset(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	lasting, _ := f.Buy(fund.Hours{At: june, Time: 3 * time.Hour, Price: 16900})
	ending, _ := f.Buy(fund.Hours{At: june, Until: july, Time: time.Hour, Price: 6000})
	_, _ = f.Work(fund.Work{Ticket: f.NewTicket(), At: june, Time: 20 * time.Minute})
	for _, now := range []time.Time{june, july} {
		f.Pass(now)
		l, e := f.Lot(lasting), f.Lot(ending)
		fmt.Println(l.Left(), e.Left(), e.Lapsed, e.Earned)
	}
	// Output:
	// 3h0m0s 30m0s 0s 3000
	// 3h0m0s 0s 30m0s 6000
}
