package response

import (
	"math/bits"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// Percentile returns the least of some times that at least a share of them do not exceed, the nearest rank:
// of n times in order the one at share × n, rounded up. 0.5 of four times is the second, 0.95 of twenty the
// nineteenth. The share lies above 0 and up to 1, with at most nine decimals; there must be one time at
// least. They may come in any order and stay as they are.
func Percentile(share decimal.Decimal, times []time.Duration) (time.Duration, error) {
	nano, ok := money.Billionths(share, billion)
	if !ok || nano == 0 {
		return 0, fault.New("share", share, "must be above 0 and at most 1, with at most nine decimals")
	}
	if len(times) == 0 {
		return 0, fault.New("times", nil, "must be one at least")
	}
	return slices.Sorted(slices.Values(times))[rank(nano, len(times))-1], nil
}

// rank returns the nearest rank of a share, above 0 and up to 1 in billionths, of some: 1 to their
// number.
func rank(nano int64, of int) int {
	hi, lo := bits.Mul64(uint64(nano), uint64(of))
	lo, carry := bits.Add64(lo, billion-1, 0)
	n, _ := bits.Div64(hi+carry, lo, billion)
	return int(n) // at most of
}
