package servicelevel_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// ofDocuments is a rule of one of the two documents in a text.
var ofDocuments = regexp.MustCompile(`\bS\d+\b`)

// TestHostCitesNothing: an edition with the figures of NUXIT that cites none of its rules has none cited,
// neither by what a statement comes to nor by the words, with its own clause or with one of a contract.
func TestHostCitesNothing(t *testing.T) {
	t.Parallel()
	var e plans.Edition
	require.NoError(t, json.Unmarshal([]byte(encode(t, withoutCitations(t, plans.NUXIT()))), &e))
	e.ID, e.Provider = "host", "Host"
	host, err := servicelevel.Compile(e)
	require.NoError(t, err)
	cites := 0
	for _, in := range []servicelevel.Input{proMonth(), businessMonth(), nightMonth()} {
		for _, clause := range []string{
			"", `{"target": "0.999", "rate": "0.05"}`, `{"target": "0.999", "rate": "0.05", "counting": "begun", "per_outage": true}`,
			`{"target": "0.999", "rate": "0.1", "min_outage": "PT5M"}`, `{"target": "0.99999", "rate": "0.05"}`,
		} {
			ct := in.Contract
			if clause != "" {
				require.NoError(t, json.Unmarshal([]byte(clause), &ct.Options.Penalty))
			}
			for _, c := range []*servicelevel.Catalogue{host, servicelevel.NUXIT()} {
				ct.Edition = c.Edition().ID
				s, err := c.Statement(ct, in.Activity, in.Month)
				require.NoError(t, err)
				s.Explain()
				found := ofDocuments.FindAllString(encode(t, s), -1)
				for i := range s.Availability {
					for _, step := range s.Availability[i].Trace() {
						found = append(found, ofDocuments.FindAllString(strings.Join(step.Rules, " "), -1)...)
					}
				}
				if c == host {
					assert.Empty(t, found, "%s %s", ct.ID, clause)
				} else {
					cites += len(found)
				}
			}
		}
	}
	assert.Greater(t, cites, 200, "of NUXIT they are cited")
}

// TestHostDiffersWithoutThem: a difference between such editions cites none either.
func TestHostDiffersWithoutThem(t *testing.T) {
	t.Parallel()
	strip := func(e plans.Edition) (out plans.Edition) {
		require.NoError(t, json.Unmarshal([]byte(encode(t, withoutCitations(t, e))), &out))
		return out
	}
	own := func(e plans.Edition, turn bool) *plans.Edition { // in an order of its own
		if e.Plans[4].Level = "gold"; turn {
			slices.Reverse(e.Plans[:2])
		}
		return &e
	}
	list := plans.Diff(own(strip(plans.NUXIT()), false), own(strip(plans.Magic()), true))
	assert.Greater(t, len(list), 10)
	for _, d := range list {
		assert.NotRegexp(t, ofDocuments, strings.Join(d.Rules, " "), d.Path)
	}
	for _, d := range plans.Diff(own(plans.NUXIT(), false), own(plans.Magic(), true)) {
		if d.Path == "plans" {
			assert.Equal(t, []string{"S1"}, d.Rules)
		}
	}
	assert.True(t, slices.ContainsFunc(list, func(d plans.Difference) bool { return d.Path == "plans" }))
}

// withoutCitations returns the JSON of an edition without the rules that its parts name.
func withoutCitations(t *testing.T, e plans.Edition) any {
	var x any
	require.NoError(t, json.Unmarshal([]byte(encode(t, e)), &x))
	var strip func(any)
	strip = func(x any) {
		switch x := x.(type) {
		case []any:
			for _, y := range x {
				strip(y)
			}
		case map[string]any:
			for name, y := range x {
				if name == "rules" || strings.HasSuffix(name, "_rules") {
					delete(x, name)
					continue
				}
				strip(y)
			}
		}
	}
	strip(x)
	return x
}
