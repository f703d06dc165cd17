package editions_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
)

const host = "../../otherhost/host.json"

// The quarter of the story, worked out by hand. April: two of three months at 250.00 in advance, 166.67, as June is at gold, and a pack; 32 min
// are 20 + 3 × 5 = 35, of which 30 are free and 5 cost 130.00 × 5/60 = 10.83 of the pack. What is left of that on 7 June is
// gone, and earned. May: 12 min are 20, of 30 free, and 10 go on. June: 5 min of the night × 1.5 and 65 of Sunday × 2 are
// 137.5, which are 20 + 24 × 5 = 140; with 100 more less 60 free, 10 from May, 120 of the year and 10 given they are 40 without
// credit, at 150.00 an hour 100.00; 71 whole minutes down of 43 200 are 99.8356 %, a quarter of the rent; begun 15 min late is
// an hour begun, 5 % of the rent.
func TestHostOfTheStory(t *testing.T) {
	known, docs, err := editions.ReadHost(host, "")
	require.NoError(t, err)
	require.Len(t, docs, 3)
	want := []struct{ level, net, gross, owed string }{
		{"silver", "296.67", "320.70", ""}, {"silver", "0.00", "0.00", ""}, {"gold", "349.00", "377.27", "153.60"},
	}
	for i, doc := range docs {
		var in servicelevel.Input
		require.NoError(t, in.UnmarshalJSON(doc.Data))
		c, err := known.Of(&in.Contract)
		require.NoError(t, err)
		s, err := c.StatementOf(in)
		require.NoError(t, err)
		owed := ""
		if s.Compensation != nil {
			owed = s.Compensation.Gross.StringFixed(2)
		}
		assert.Equal(t, want[i], struct{ level, net, gross, owed string }{
			string(s.Levels[0].Level), s.Invoice.Net.StringFixed(2), s.Invoice.Gross.StringFixed(2), owed,
		}, s.Month)
		assert.Equal(t, "CHF", s.Currency)
	}
	data, err := os.ReadFile(host)
	require.NoError(t, err)
	assert.Less(t, strings.Count(string(data), "\n"), 150, "a host in one file stays short")

	_, docs, err = editions.ReadHost(host, "2026-05")
	require.NoError(t, err)
	assert.Len(t, docs, 1)
	_, _, err = editions.ReadHost(host, "2026-07")
	assert.EqualError(t, err, host+`: months: must have the month that is asked for (got "2026-07")`)
	_, _, err = editions.ReadHost("missing.json", "")
	assert.EqualError(t, err, "missing.json: no such file or directory")

	for want, change := range map[string][2]string{
		`edition.plans[1].level: must not be given twice (got "bronze")`:          {`"level": "silver",`, `"level": "bronze",`},
		`edition.plans[2].entitlements[2].feature: must be a feature of the page`: {`{"feature": "spare_machine"}]`, `{"feature": "spare_engine"}]`},
		`host: is not a known field (got "host")`:                                 {`"months": [`, `"host": [`},
		`edition: is not a known field (got "$schema")`:                           {`"edition": {`, `"edition": {"$schema": "edition.json", `},
		`contract.start: must be a date that exists`:                              {`"start": "2026-04-01"`, `"start": "2026-02-30"`},
		`activity.requests[0].ticket: `:                                           {`"ticket": "R1", "kind"`, `"ticket": "", "kind"`},
	} {
		require.Contains(t, string(data), change[0])
		file := filepath.Join(t.TempDir(), "host.json")
		require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(data), change[0], change[1], 1)), 0o600))
		_, _, err := editions.ReadHost(file, "")
		assert.ErrorContains(t, err, file+": "+want)
	}
}
