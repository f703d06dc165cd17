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

// TestHostHasAllThatHappened: each month's document has every outage of the file, those of earlier months,
// which a claim of this one may be of, and those on the days that a month from the 15th has of the next.
func TestHostHasAllThatHappened(t *testing.T) {
	data, err := os.ReadFile(host)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "host.json")
	text := string(data)
	for from, to := range map[string]string{`"start": "2026-04-01"`: `"start": "2026-03-15"`, `"options": {`: `"options": {"month_day": 15, `} {
		require.Contains(t, text, from)
		text = strings.Replace(text, from, to, 1)
	}
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	_, docs, err := editions.ReadHost(file, "")
	require.NoError(t, err)
	var outages int
	for _, doc := range docs {
		var in servicelevel.Input
		require.NoError(t, in.UnmarshalJSON(doc.Data))
		assert.NotEmpty(t, in.Activity.Outages, in.Month)
		if outages == 0 {
			outages = len(in.Activity.Outages)
		}
		assert.Len(t, in.Activity.Outages, outages, in.Month)
	}
}
