package batch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/batch"
	"github.com/palier-go/palier/servicelevel"
)

var may = calendar.MustParseMonth("2026-05")

// maxNumber is the last number whose id has as many digits as the others.
const maxNumber = 999_999_999

func TestContractsDependOnTheirNumberAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Int64().Draw(t, "seed")
		first := rapid.Int64Range(1, maxNumber-20).Draw(t, "first")
		number := first
		for in, err := range batch.Generated(seed, may, first, first+20) {
			require.NoError(t, err)
			require.Equal(t, batch.Generate(seed, may, number), in)
			number++
		}
		require.Equal(t, first+20, number)
	})
}

func TestContractsCanBeBilled(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := calendar.Month{Year: 2022, Month: 1}.AddMonths(rapid.IntRange(0, 120).Draw(t, "month"))
		in := batch.Generate(rapid.Int64().Draw(t, "seed"), m, rapid.Int64Range(1, maxNumber).Draw(t, "number"))
		require.NoError(t, in.Validate())
		s, err := servicelevel.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		require.NoError(t, err)
		want, err := s.AppendJSON(nil)
		require.NoError(t, err)

		text, err := in.MarshalJSON()
		require.NoError(t, err)
		var read servicelevel.Input
		require.NoError(t, read.UnmarshalJSON(text))
		s, err = servicelevel.NUXIT().Statement(read.Contract, read.Activity, read.Month)
		require.NoError(t, err)
		got, err := s.AppendJSON(nil)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), "from a table it is the same contract")
	})
}

func TestContractsAreMixed(t *testing.T) {
	t.Parallel()
	levels := map[servicelevel.Level]int{}
	var worked, bought, down, owed int
	for in := range batch.Generated(1, may, 1, 4001) {
		levels[in.Contract.Level]++
		worked += len(in.Activity.Interventions)
		bought += len(in.Activity.Purchases)
		down += len(in.Activity.Outages)
		s, err := servicelevel.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		require.NoError(t, err)
		if s.Compensation != nil {
			owed++
		}
	}
	for level, share := range map[servicelevel.Level]float64{
		servicelevel.Standard: 0.55, servicelevel.Serenity: 0.20, servicelevel.Pro: 0.18, servicelevel.Business: 0.07,
	} {
		assert.InDelta(t, share*4000, levels[level], 100, level)
	}
	for what, n := range map[string]int{"worked": worked, "bought": bought, "down": down, "owed": owed} {
		assert.Greater(t, n, 20, what)
	}
}
