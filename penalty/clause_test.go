package penalty_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

func read(t testing.TB, path string, v any) {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, v), path)
}

// TestClauses assesses the worked cases of each clause in testdata; the amounts
// were worked out by hand.
func TestClauses(t *testing.T) {
	paths, err := filepath.Glob("testdata/clauses/*.json")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(paths), 8)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			var clause struct {
				Terms  penalty.Terms
				Worked []struct {
					Amount, Because string
					Case            penalty.Case
				}
			}
			read(t, path, &clause)
			require.GreaterOrEqual(t, len(clause.Worked), 2)
			roundTrip(t, clause.Terms)
			for _, w := range clause.Worked {
				a := assess(t, clause.Terms, w.Case)
				assert.Equal(t, w.Amount, a.Amount.StringFixed(2), w.Because)
				roundTrip(t, w.Case)
				roundTrip(t, a)
				for _, s := range a.Trace() {
					roundTrip(t, s)
					assert.NotEmpty(t, s.Kind.String())
				}
			}
		})
	}
}

func TestLateResponsesClause(t *testing.T) {
	var clause struct {
		Guarantee penalty.Guarantee
		Rent      decimal.Decimal
		Period    calendar.Interval
		Worked    []struct {
			Amount, Because string
			Incidents       []penalty.Incident
		}
	}
	read(t, "testdata/late_responses.json", &clause)
	roundTrip(t, clause.Guarantee)
	for _, w := range clause.Worked {
		var rs []penalty.Response
		for _, in := range w.Incidents {
			r, err := clause.Guarantee.Check(in, nil)
			require.NoError(t, err)
			roundTrip(t, r)
			roundTrip(t, in)
			rs = append(rs, r)
		}
		a, err := clause.Guarantee.Penalty(clause.Rent, clause.Period, rs)
		require.NoError(t, err)
		assert.Equal(t, w.Amount, a.Amount.StringFixed(2), w.Because)
		roundTrip(t, a)
	}
}

func TestRefusedClauses(t *testing.T) {
	paths, err := filepath.Glob("testdata/refused/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			var clause struct {
				Terms  json.RawMessage
				Faults []string
			}
			read(t, path, &clause)
			var terms penalty.Terms
			all := fault.All(json.Unmarshal(clause.Terms, &terms))
			var got []string
			for _, f := range all {
				got = append(got, f.Error())
			}
			require.Len(t, got, len(clause.Faults), "%q", got)
			for i, want := range clause.Faults {
				assert.Contains(t, got[i], want)
			}
		})
	}
}

// roundTrip writes a value as JSON, reads it back, and wants the same JSON again.
func roundTrip[T any](t testing.TB, v T) {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	var back T
	require.NoError(t, json.Unmarshal(b, &back), string(b))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	assert.Equal(t, string(b), string(again))
}
