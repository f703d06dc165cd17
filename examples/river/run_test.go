package main

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

var (
	ctx = context.Background()
	may = calendar.MustParseMonth("2026-05")
)

func TestShardsHoldEachContractOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := Run{
			Month: may, Contracts: rapid.Int64Range(1, 10_000).Draw(t, "contracts"), Shard: rapid.Int64Range(1, 3_000).Draw(t, "shard"),
			Seed: rapid.Int64().Draw(t, "seed"), Stored: rapid.Bool().Draw(t, "stored"), JSON: rapid.Bool().Draw(t, "json"),
		}
		require.NoError(t, r.Validate())
		next, count := int64(1), int64(0)
		for s := range r.Shards() {
			require.Equal(t, Shard{r.Month, r.Seed, next, s.Past, r.Stored, r.JSON}, s)
			require.Greater(t, s.Past, s.First)
			require.LessOrEqual(t, s.Past-s.First, r.Shard)
			next, count = s.Past, count+1
		}
		require.Equal(t, r.Contracts+1, next)
		require.Equal(t, r.Count(), count)
	})
}

func TestFlags(t *testing.T) {
	t.Parallel()
	o, err := flags([]string{"-month", "2026-02", "-contracts", "7", "-shard", "3", "-kill", "0.5", "-seed", "-9"}, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, Run{Month: calendar.MustParseMonth("2026-02"), Seed: -9, Contracts: 7, Shard: 3}, o.run)
	assert.Equal(t, 2, o.workers)
	assert.InDelta(t, 0.5, o.kill, 0)
	for _, bad := range [][]string{
		{"more"},
		{"-contracts", "0"},
		{"-contracts", "1000000000"},
		{"-shard", "0"},
		{"-shard", "100001"},
		{"-month", "May"},
		{"-jobs", "0"},
		{"-workers", "-1"},
		{"-stuck", "10ms"},
		{"-kill", "1"},
		{"-kill", "NaN"},
		{"-kill", "0.5", "-workers", "1"},
		{"-db", "month.db", "-postgres", "postgres://localhost/month"},
	} {
		_, err := flags(bad, io.Discard)
		require.Error(t, err, bad)
	}
	require.Error(t, Run{Contracts: 1, Shard: 1}.Validate(), "a run needs a month")
}

var errSource = errors.New("the source failed")
