package wire_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
)

var seeds = []string{
	`{}`, `{"text":"é\u0000\ud83d\ude00","int8":-128,"colour":"red","at":"2026-05-03T22:10:00+02:00","lasts":"-PT0.5S"}`,
	`{"rate":"1.50","price":"-0.07","part":{"name":"a","n":1},"list":[],"ints":[1],"pair":[1,2],"day":"2026/001"}`,
	`{"part":null,"x":[{"a":[1,"]"]},{}],"text":1e999999999}`, `[`, "\ufeff{}", "{\"text\":\"\xff\"}", `{"text":"\ud800"}`,
	`{"list":[{"name":"a","n":1},{"n":2,"name":""},{"name":"\"\\\/\b\f\n\r\t","n":-0}], "yes" : true,"uint64":18446744073709551615}`,
	`{"x":{"a":{},"b":[],"c":[[{}]],"d":-1.5e+10},"pair":[1,2,3],"t\u0065xt":"x","int64":1.0}`, `{"a":tru}`, "x", `{"a":01}`, `{"a":"\x"}`, "{\"a\":\"\n\"}", `{"a":[1,]}`,
}

// What is decoded is JSON to encoding/json too, and comes back the same; what is
// refused names at least one fault and leaves the value alone.
func FuzzDecode(f *testing.F) {
	for _, doc := range seeds {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		var v small
		if err := wire.Decode(doc, &v); err != nil {
			require.NotEmpty(t, faults(err))
			require.Zero(t, v)
			return
		}
		require.True(t, json.Valid(doc))
		again, err := wire.Append(nil, &v)
		require.NoError(t, err)
		var back small
		require.NoError(t, wire.Decode(again, &back))
		same(t, "", reflect.ValueOf(v), reflect.ValueOf(back))
	})
}

// The scanner takes just what encoding/json takes, if that is UTF-8.
func FuzzScanner(f *testing.F) {
	for _, doc := range seeds {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		err := wire.Decode(doc, &struct {
			A []struct{} `json:"a,omitzero"`
		}{})
		isJSON := err == nil || !strings.Contains(faults(err)[0], "is not JSON: ")
		require.Equal(t, json.Valid(doc) && utf8.Valid(doc), isJSON, "%v", err)
	})
}

// mirror has what encoding/json reads as this codec does.
type mirror struct {
	Text  string          `json:"text,omitzero"`
	Yes   bool            `json:"yes,omitzero"`
	Int8  int8            `json:"int8,omitzero"`
	Int64 int64           `json:"int64,omitzero"`
	Uint8 uint8           `json:"uint8,omitzero"`
	Uint  uint64          `json:"uint64,omitzero"`
	Day   day             `json:"day,omitzero"`
	Col   colour          `json:"colour,omitzero"`
	At    time.Time       `json:"at,omitzero"`
	Part  *small2         `json:"part,omitzero"`
	List  []small2        `json:"list,omitzero"`
	Ints  []*int          `json:"ints,omitzero"`
	Pair  [2]int          `json:"pair,omitzero"`
	Deep  [][]string      `json:"deep,omitzero"`
	Maybe []*small2       `json:"maybe,omitzero"`
	Other struct{ X int } `json:"-"`
}

// What this codec reads or writes, encoding/json reads as the same value.
func FuzzAgainstEncodingJSON(f *testing.F) {
	for _, doc := range seeds {
		f.Add([]byte(doc))
	}
	f.Add([]byte(`{"deep":[["a","b\u00e9"],[],["` + strings.Repeat("long é ", 300) + `"]],"maybe":[{"name":"x","n":7},{"name":"y","n":8}],"at":"2026-05-03T22:10:00.000000001-03:30"}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		var ours, theirs mirror
		if wire.Decode(doc, &ours) != nil {
			return
		}
		require.NoError(t, json.Unmarshal(doc, &theirs))
		same(t, "", reflect.ValueOf(ours), reflect.ValueOf(theirs))
		out, err := wire.Append(nil, &ours)
		require.NoError(t, err)
		var back mirror
		require.NoError(t, json.Unmarshal(out, &back))
		same(t, "", reflect.ValueOf(ours), reflect.ValueOf(back))
	})
}

// strict is what of RFC 3339 time.Parse does not insist on.
var strict = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"2026-05-03T22:10:00+02:00", "0000-01-01T00:00:00.000000001Z", "2026-05-03T2:10:00,5-23:59", "2024-02-29T23:59:59Z", "2026-02-29T00:00:00Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, err := wire.ParseTime(s)
		want, theirs := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			require.Zero(t, at)
			require.False(t, theirs == nil && strict.MatchString(s), "%q is RFC 3339", s)
			return
		}
		require.Regexp(t, strict, s)
		require.NoError(t, theirs)
		require.True(t, at.Equal(want))
		require.Equal(t, want.Format(time.RFC3339Nano), at.Format(time.RFC3339Nano))
	})
}
