package penalty_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/internal/kit"
)

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
			kit.Read(t, path, &clause)
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
			kit.Read(t, path, &clause)
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
