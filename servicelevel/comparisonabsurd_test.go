package servicelevel_test

import (
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

// TestComparisonOfAnyAmounts: amounts that nobody can write down are refused in a moment, beside a sum of
// nothing too.
func TestComparisonOfAnyAmounts(t *testing.T) {
	t.Parallel()
	for _, d := range []decimal.Decimal{decimal.New(7, math.MaxInt32), decimal.New(-7, math.MinInt32), decimal.New(1, -4)} {
		c := servicelevel.Comparison{
			From: month("2026-05"), To: month("2026-05"),
			Levels: []servicelevel.LevelCost{{Fees: d, Cost: &d, Packs: &credit.Offer{Price: d}, Owed: &d}},
		}
		var fields []string
		for _, f := range servicelevel.Faults(c.Validate()) {
			fields = append(fields, f.Field)
		}
		assert.Equal(t, []string{"levels[0].cost", "levels[0].fees", "levels[0].owed"}, fields)
	}
}
