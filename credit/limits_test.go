package credit_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
)

func TestTermsAtTheirLimits(t *testing.T) {
	pack := credit.Pack{Time: credit.MaxTime, Price: euros("10000000000")}
	terms := credit.Terms{
		Blocks: credit.Blocks{Size: 24 * hour, Counting: credit.EachSession}, MonthDay: 31, PartMonth: credit.AnyDay,
		Paying: credit.SplitAtMidnight, Remainder: credit.LoseRemainder, Zone: strings.Repeat("x", credit.MaxID),
		Tariff: credit.Tariff{Packs: make([]credit.Pack, 64), Minimum: credit.MaxTime},
	}
	for i := range terms.Tariff.Packs {
		terms.Tariff.Packs[i] = pack
	}
	assert.NoError(t, terms.Validate())
	terms.Blocks.Size++
	assert.Error(t, terms.Validate())
	pack.Time++
	assert.Error(t, pack.Validate())
}

// Of 513 and 512 minutes the table needs 512·513 rows at most, 512 more than
// MaxSteps, and as many as that if the need leaves them over.
func TestCheapestAtMaxSteps(t *testing.T) {
	tariff := credit.Tariff{Packs: []credit.Pack{{Time: 513 * minute, Price: euros("5.13")}, {Time: 512 * minute, Price: euros("5.13")}}}
	const need = (credit.MaxSteps + 100*513) * minute
	o, err := tariff.Cheapest(need)
	require.NoError(t, err)
	assert.Equal(t, need, o.Time)
	_, err = tariff.Cheapest(need + 1)
	var f *credit.FieldError
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "packs", f.Field)
}

func TestOfferAtTheGreatestAmount(t *testing.T) {
	for _, tt := range []struct {
		one, two string
		ok       bool
	}{
		{"4000000000", "6000000000", true},
		{"4000000000.01", "6000000000", false},
		{"9000000000", "10000000000", false},
	} {
		tariff := credit.Tariff{Packs: []credit.Pack{{Time: hour, Price: euros(tt.one)}, {Time: 2 * hour, Price: euros(tt.two)}}}
		o, err := tariff.Cheapest(3 * hour)
		assert.Equal(t, tt.ok, err == nil, "%v %v", o, err)
	}
	o, err := credit.Tariff{Packs: []credit.Pack{{Time: hour, Price: euros("10000000000")}}}.Cheapest(hour)
	require.NoError(t, err)
	assert.True(t, o.Price.Equal(euros("10000000000")))
}
