package decided_test

import (
	"math/bits"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/decided"
)

// Bit n stands for D n, here as in penalty.Decisions, and choices lie above all of them.
func TestBitsStandForDecisions(t *testing.T) {
	t.Parallel()
	for n := 1; n < decided.Numbers; n++ {
		assert.Equal(t, "D"+strconv.Itoa(n), decided.ID(n))
		assert.NotZero(t, decided.Decisions>>n&1, n)
	}
	assert.Equal(t, decided.D9, decided.Set(penalty.D9))
	assert.Equal(t, decided.D35, decided.Set(penalty.D35))
	for n, of := range map[int]decided.Set{1: decided.D1, 12: decided.D12, 15: decided.D15, 17: decided.D17, 26: decided.D26, 37: decided.D37} {
		assert.Equal(t, n, bits.TrailingZeros64(uint64(of)))
	}
	for _, choice := range []decided.Set{decided.HalfAway, decided.HalfEven, decided.FeastsHeld, decided.GaveAmount, decided.RulesChanged} {
		assert.Zero(t, choice&decided.Decisions)
	}
}

func TestRounding(t *testing.T) {
	t.Parallel()
	assert.Equal(t, decided.D21|decided.HalfAway, decided.Rounding(penalty.HalfAway))
	assert.Equal(t, decided.D21|decided.HalfEven, decided.Rounding(penalty.HalfEven))
}
