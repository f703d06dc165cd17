package wire_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/wire"
)

// ordered has keys that begin or end alike, instants before short keys, and lists of structs whose fields
// come in another order in each.
type ordered struct {
	ID   string     `json:"id"`
	IDs  string     `json:"ids,omitzero"`
	Yes  bool       `json:"yes,omitzero"`
	Part part       `json:"part,omitzero"`
	May  *part      `json:"may,omitzero"`
	List []part     `json:"list,omitzero"`
	Deep [][]*part  `json:"deep,omitzero"`
	Pair [2]part    `json:"pair,omitzero"`
	Byte uint8      `json:"byte,omitzero"`
	None struct{}   `json:"none,omitzero"`
	Two  [2]*string `json:"two,omitzero"`
}

type part struct {
	At     time.Time `json:"at,omitzero"`
	To     time.Time `json:"to,omitzero"`
	LongAA string    `json:"long_key_of_twenty_aa,omitzero"`
	LongAB string    `json:"long_key_of_twenty_ab,omitzero"`
	LongBB string    `json:"long_key_xf_twenty_ab,omitzero"`
	N      int       `json:"n"`
}

// writer draws the JSON of a type: its fields in any order, white space anywhere, and escapes in any string
// but an instant, in which encoding/json reads none.
type writer struct{ *rapid.T }

func (w writer) space() string {
	return rapid.StringOfN(rapid.RuneFrom([]rune(" \t\r\n")), 0, 2, -1).Draw(w.T, "space")
}

func (w writer) text(s string) string {
	var b strings.Builder
	most := rapid.SampledFrom([]int{0, 0, 0, len(s)}).Draw(w.T, "escapes") // mostly none: a key is then looked for by its words
	for i, c := range s {
		if c == '"' || c == '\\' || i < most && rapid.Bool().Draw(w.T, "escaped") {
			fmt.Fprintf(&b, `\u%04x`, c)
		} else {
			b.WriteRune(c)
		}
	}
	return `"` + b.String() + `"`
}

func (w writer) value(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return w.text(rapid.SampledFrom([]string{"", "a", "seven77", "eight888", `q"\`, "é", strings.Repeat("long é ", 9)}).Draw(w.T, "text"))
	case reflect.Bool:
		return rapid.SampledFrom([]string{"true", "false"}).Draw(w.T, "bool")
	case reflect.Pointer:
		return w.value(t.Elem())
	case reflect.Array, reflect.Slice:
		n := rapid.IntRange(0, 6).Draw(w.T, "n")
		if t.Kind() == reflect.Array {
			n = t.Len()
		}
		each := make([]string, n)
		for i := range each {
			each[i] = w.space() + w.value(t.Elem()) + w.space()
		}
		return "[" + strings.Join(each, ",") + "]"
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			return rapid.SampledFrom([]string{`"2026-05-03T22:10:00Z"`, `"2026-05-03T22:10:00+02:00"`, `"2026-05-03T22:10:00.1234Z"`, `"2026-05-03T22:10:00.5-03:30"`}).Draw(w.T, "at")
		}
		return w.object(t)
	default:
		return rapid.SampledFrom([]string{"0", "7", "120"}).Draw(w.T, "number")
	}
}

func (w writer) object(t reflect.Type) string {
	var given []string
	for i := range t.NumField() {
		key, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if options == "" || rapid.Bool().Draw(w.T, "given") {
			given = append(given, w.space()+w.text(key)+w.space()+":"+w.space()+w.value(t.Field(i).Type)+w.space())
		}
	}
	return "{" + strings.Join(rapid.Permutation(given).Draw(w.T, "order"), ",") + "}"
}

// TestFieldsInAnyOrder: whatever documents were read before, one says what it says to encoding/json, cut off
// anywhere it is refused, and with another byte anywhere both say the same or it is refused.
func TestFieldsInAnyOrder(t *testing.T) {
	t.Parallel()
	var reader wire.Reader[ordered]
	rapid.Check(t, func(t *rapid.T) {
		w := writer{t}
		doc := []byte(w.value(reflect.TypeFor[ordered]()))
		require.NoError(t, alike(t, &reader, doc), "%s", doc)
		cut := rapid.IntRange(0, len(doc)-1).Draw(t, "cut")
		require.ErrorContains(t, wire.Decode(doc[:cut:cut], new(ordered)), "is not JSON", "%s", doc[:cut])
		doc[cut] = rapid.SampledFrom([]byte("{}[]:,\" \\u0a1tfn-.\x00\xff\n")).Draw(t, "byte")
		if err := alike(t, &reader, doc); err != nil {
			isJSON := json.Valid(doc) && utf8.Valid(doc)
			require.Equal(t, !isJSON, strings.Contains(err.Error(), "is not JSON"), "%s: %v", doc, err)
		}
	})
}

// alike reads a document in all ways, which have to come to the same.
func alike(t *rapid.T, reader *wire.Reader[ordered], doc []byte) error {
	var ours, theirs ordered
	err := wire.Decode(doc, &ours)
	again, refused := reader.Read(doc)
	if err != nil {
		require.EqualError(t, refused, err.Error(), "%s", doc)
		return err
	}
	require.NoError(t, json.Unmarshal(doc, &theirs), "%s", doc)
	same(t, "", reflect.ValueOf(ours), reflect.ValueOf(theirs))
	same(t, "", reflect.ValueOf(*again), reflect.ValueOf(theirs))
	return nil
}
