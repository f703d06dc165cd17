package wire_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
)

// A text is looked at some bytes at a time: whatever a character is, it counts wherever it
// stands in a text of whatever length.
func TestEachPlaceOfAText(t *testing.T) {
	t.Parallel()
	type note struct {
		Note string `json:"note"`
		End  string `json:"end"`
	}
	written := func(s string) string { return fmt.Sprintf(`{"note":"%s","end":"e"}`, s) }
	for length := range 35 {
		for at := range length {
			before, behind := strings.Repeat("a", at), strings.Repeat("b", length-at-1)
			for in, out := range map[string]string{
				"x": "x", `"`: `\"`, `\`: `\\`, "\x00": `\u0000`, "\x1f": `\u001f`, " ": " ", "!": "!", "#": "#", "[": "[", "]": "]", "\x7f": "\x7f", "é": "é", "€": "€", "𝄞": "𝄞",
				"é\"": `é\"`, "\"é": `\"é`,
			} {
				got, err := wire.Append(nil, note{before + in + behind, "e"})
				require.NoError(t, err)
				require.Equal(t, written(before+out+behind), string(got))
				require.True(t, json.Valid(got))
			}
			for _, in := range []string{"\x80", "\xff", "\xc3", "\xe2\x82", "\xed\xa0\x80", "\xc0\x80"} {
				dst := []byte("before ")
				got, err := wire.Append(dst, note{before + in + behind, "e"})
				require.ErrorContains(t, err, "must be UTF-8")
				require.Equal(t, "before ", string(got))
			}
		}
	}
}

// What is known of a zone stays from one document to the next, and is of that zone alone.
func TestZonesTakeTurns(t *testing.T) {
	t.Parallel()
	zones := []*time.Location{time.UTC, time.FixedZone("", 2*3600), time.FixedZone("", 3600)}
	for _, name := range []string{"Europe/Paris", "America/St_Johns", "Australia/Lord_Howe"} {
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		zones = append(zones, zone)
	}
	type at struct {
		At time.Time `json:"at"`
	}
	for day := range 800 {
		when := time.Date(2025, 1, 1, 0, 30, 0, 0, time.UTC).AddDate(0, 0, (day*311)%800)
		for _, zone := range zones {
			got, err := wire.Append(nil, at{when.In(zone)})
			require.NoError(t, err)
			require.Equal(t, `{"at":"`+when.In(zone).Format(time.RFC3339)+`"}`, string(got), zone)
		}
	}
}

// An optional field is left out for its zero, and written for anything else, whatever of
// its words that is in.
func TestEachWordOfAField(t *testing.T) {
	t.Parallel()
	type words struct {
		A string `json:"a,omitzero"`
		B string `json:"b,omitzero"`
	}
	type doc struct {
		Before string        `json:"before,omitzero"`
		Words  words         `json:"words,omitzero"`
		Lasts  time.Duration `json:"lasts,omitzero"`
		List   []int         `json:"list,omitzero"`
		Small  int8          `json:"small,omitzero"`
		Yes    bool          `json:"yes,omitzero"`
		Only   *words        `json:"only,omitzero"`
		Behind string        `json:"behind"`
	}
	for want, in := range map[string]doc{
		`{"behind":""}`:                               {List: []int{}},
		`{"before":"b","behind":""}`:                  {Before: "b"},
		`{"words":{"a":"x"},"behind":""}`:             {Words: words{A: "x"}},
		`{"words":{"b":"x"},"behind":""}`:             {Words: words{B: "x"}},
		`{"lasts":"PT0.000000001S","behind":""}`:      {Lasts: 1},
		`{"lasts":"PT1193H2M47.967296S","behind":""}`: {Lasts: 1193*time.Hour + 2*time.Minute + 47967296*time.Microsecond},
		`{"list":[0],"behind":""}`:                    {List: []int{0}},
		`{"small":-1,"behind":""}`:                    {Small: -1},
		`{"yes":true,"behind":"z"}`:                   {Yes: true, Behind: "z"},
		`{"only":{},"behind":""}`:                     {Only: &words{}},
	} {
		got, err := wire.Append(nil, in)
		require.NoError(t, err)
		require.Equal(t, want, string(got))
	}
}
