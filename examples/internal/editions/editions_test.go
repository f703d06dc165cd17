package editions_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
)

const sample = "../../otherhost/edition.json"

func TestKnown(t *testing.T) {
	known, err := editions.Read([]string{sample})
	require.NoError(t, err)
	for _, id := range []string{"nuxit", "magic", "boreal-2026"} {
		c, err := known.Of(&servicelevel.Contract{Edition: id})
		require.NoError(t, err)
		assert.Equal(t, id, c.Edition().ID)
	}
	_, err = known.Of(&servicelevel.Contract{Edition: "other"})
	assert.EqualError(t, err, `contract.edition: must be one of nuxit, magic, boreal-2026 (got "other")`)

	known, err = editions.Read(nil)
	require.NoError(t, err)
	_, err = known.Of(&servicelevel.Contract{Edition: "boreal-2026"})
	assert.EqualError(t, err, `contract.edition: must be one of nuxit, magic (got "boreal-2026")`)
}

// A contract may change from an edition of palier to one of a file, and back.
func TestChangeOfEdition(t *testing.T) {
	known, err := editions.Read([]string{sample})
	require.NoError(t, err)
	for _, way := range [][2]string{{"nuxit", "boreal-2026"}, {"boreal-2026", "magic"}} {
		ct := servicelevel.Contract{
			ID: "C", Customer: "C", Edition: way[0], Level: servicelevel.Standard, Start: calendar.MustParseDate("2026-01-01"),
			Changes: []servicelevel.Change{{On: calendar.MustParseDate("2026-03-01"), Level: servicelevel.Standard, Edition: way[1]}},
		}
		c, err := known.Of(&ct)
		require.NoError(t, err)
		for month, want := range map[string]string{"2026-02": way[0], "2026-03": way[1]} {
			s, err := c.Statement(ct, servicelevel.Activity{}, calendar.MustParseMonth(month))
			require.NoError(t, err)
			assert.Equal(t, want, s.Edition, month)
		}
	}
}

func TestBadFiles(t *testing.T) {
	good, err := os.ReadFile(sample)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		old, new string
		want     []string
	}{
		"not JSON":             {"{", "edition", []string{"is not JSON: "}},
		"unknown field":        {`"provider"`, `"host"`, []string{`host: is not a known field (got "host")`, "provider: is missing"}},
		"one of palier's":      {"boreal-2026", "magic", []string{`id: must not be that of another edition (got "magic")`}},
		"two faults":           {`"PT20M"`, `"PT0S"`, []string{"plans[0].work: ", "plans[1].work.block: "}},
		"too much of it":       {"{", strings.Repeat(" ", 4<<20) + "{", []string{"is larger than 4 MiB"}},
		"a zone that is none":  {`"zone": "Europe/Brussels",`, `"zone": "Europe/Brusels",`, []string{`zone: is not in this machine's zone database (got "Europe/Brusels")`}},
		"a price with no cent": {`"424.00"`, `"424.005"`, []string{"plans[0].prices.tariff.packs[1].price: ", "plans[1].prices.tariff.packs[1].price: "}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, string(good), c.old)
			n := len(c.want)
			if c.old == "{" || name == "a zone that is none" {
				n = 1
			}
			file := filepath.Join(t.TempDir(), "host.json")
			require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(good), c.old, c.new, n)), 0o600))
			_, err := editions.Read([]string{file})
			require.Error(t, err)
			lines := strings.Split(err.Error(), "\n")
			require.Len(t, lines, len(c.want), err.Error())
			for i, want := range c.want {
				assert.True(t, strings.HasPrefix(lines[i], file+": "+want), lines[i])
			}
		})
	}
	_, err = editions.Read([]string{sample, sample})
	assert.EqualError(t, err, sample+`: id: must not be that of another edition (got "boreal-2026")`)
	_, err = editions.Read([]string{"missing.json"})
	assert.EqualError(t, err, "missing.json: no such file or directory")
	_, err = editions.Read([]string{"."})
	assert.EqualError(t, err, ".: is a directory")
}

func TestFiles(t *testing.T) {
	var f editions.Files
	require.NoError(t, f.Set("a"))
	require.NoError(t, f.Set("b"))
	assert.Equal(t, editions.Files{"a", "b"}, f)
	assert.Equal(t, "a b", f.String())
}
