package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/batch"
)

func TestMain(m *testing.M) {
	quiet()
	ptest.MainWithDefault(m, "prism")
}

func may(contracts, shards int64) Run {
	return Run{Month: calendar.MustParseMonth("2026-05"), Contracts: contracts, Seed: 1, Shards: shards}
}

func TestPipelineMakesWhatTheBatchMakes(t *testing.T) {
	for _, r := range []Run{may(20_000, 64), may(1, 64), may(1_000, 1)} {
		got, err := Pipeline(t.Context(), r, "")
		require.NoError(t, err)
		want, err := batch.Total(t.Context(), r.inputs(), nil)
		require.NoError(t, err)
		assert.NoError(t, Compare(got, want))
		assert.Equal(t, r.Contracts, got.Statements+got.Refused)
	}
}

func TestGeneratedMonthsVary(t *testing.T) {
	all, err := batch.Total(t.Context(), may(5_000, 1).inputs(), nil)
	require.NoError(t, err)
	assert.Positive(t, all.Refused)
	assert.Less(t, all.Refused, int64(50), "nothing is refused but what is meant to be")
	assert.Positive(t, all.Owed)
	assert.Equal(t, all.Gross, all.Net+all.Tax)
}

func TestPipelineWritesEveryStatementOnce(t *testing.T) {
	folder := t.TempDir()
	r := may(3_000, 7)
	totals, err := Pipeline(t.Context(), r, folder)
	require.NoError(t, err)

	var ids []string
	for _, line := range lines(t, folder, statementsFile) {
		var s struct{ Contract string }
		require.NoError(t, json.Unmarshal([]byte(line), &s))
		ids = append(ids, s.Contract)
	}
	assert.Len(t, ids, int(totals.Statements))
	for _, line := range lines(t, folder, refusedFile) {
		id, reason, _ := strings.Cut(line, ": ")
		assert.Contains(t, reason, "edition")
		ids = append(ids, id)
	}
	slices.Sort(ids)
	assert.Len(t, slices.Compact(ids), int(r.Contracts))
}

func TestRangesCoverEveryNumberOnce(t *testing.T) {
	for _, r := range []Run{may(1, 64), may(64, 64), may(1_000, 7), may(1_000_000_000, 100_000)} {
		next := int64(1)
		for _, part := range r.ranges() {
			require.Equal(t, next, part.First)
			require.Greater(t, part.Past, part.First)
			next = part.Past
		}
		assert.Equal(t, r.Contracts+1, next)
	}
}

func TestDifferenceIsAnError(t *testing.T) {
	assert.Error(t, Compare(batch.Totals{Net: 1}, batch.Totals{Net: 2}))
	assert.Error(t, Compare(batch.Totals{Digest: 1}, batch.Totals{}))
}

func TestImpossibleRunIsRefused(t *testing.T) {
	for _, r := range []Run{may(0, 1), may(1, 0), may(1_000_000_001, 1), may(1, 100_001)} {
		assert.Error(t, r.Validate())
	}
}

func lines(t *testing.T, folder, name string) []string {
	f, err := os.Open(filepath.Join(folder, name))
	require.NoError(t, err)
	defer f.Close()
	var all []string
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		all = append(all, scan.Text())
	}
	require.NoError(t, scan.Err())
	return all
}
