package wire_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty/clauses"
)

// stringsOf calls f with the path of each string in a document of type t, and with the text
// before and behind it.
func stringsOf(t reflect.Type, path, before, behind string, f func(path, before, behind string)) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch s := specimen(t); {
	case t.Kind() == reflect.String && s == `"a"`:
		f(path, before, behind)
	case s != "" && s[0] == '[' && t.Kind() == reflect.Slice:
		stringsOf(t.Elem(), path+"[0]", before+"[", "]"+behind, f)
	case s != "" && s[0] == '{':
		for one := range tagged(t) {
			others := ""
			for other := range tagged(t) {
				if other.name != one.name {
					others += "," + strconv.Quote(other.name) + ":" + specimen(other.typ)
				}
			}
			at := one.name
			if path != "" {
				at = path + "." + one.name
			}
			stringsOf(one.typ, at, before+"{"+strconv.Quote(one.name)+":", others+"}"+behind, f)
		}
	}
}

// No text of a document that people write has control characters: PostgreSQL's jsonb and XML
// refuse the first of them. Notes may have lines.
func TestTextsWithoutControlCharacters(t *testing.T) {
	t.Parallel()
	notes := []string{"cause", "note", "reason"}
	schedule, besides := specimen(reflect.TypeFor[calendar.Schedule]()), specimen(reflect.TypeFor[clauses.Besides]())
	found := 0
	for _, name := range []string{
		"calendar.Schedule", "calendar.Pause", "ledger.Entry", "penalty.Terms", "penalty.Outage", "penalty.Exclusion", "response.Incident",
		"facts.Activity", "contracts.Contract", "plans.Edition", "plans.Plan", "plans.Wording",
	} {
		typ := reflect.TypeOf(exported[name])
		stringsOf(typ, "", "", "", func(path, before, behind string) {
			found++
			of := path[strings.LastIndexByte(path, '.')+1:]
			for i, text := range []string{"a\x00b", "a\x1fb", "a\x7fb", "a\u0085b", "a\u2028b", "a\nb"} {
				if testing.Short() && i%3 != found%3 {
					continue
				}
				if text == "a\nb" && slices.Contains(notes, of) {
					continue
				}
				quoted, err := json.Marshal(text)
				require.NoError(t, err)
				doc := strings.ReplaceAll(before+string(quoted)+behind, `"on_quote":true`, `"on_quote":false`) // of which little is looked at
				doc = strings.ReplaceAll(doc, schedule, `{"zone":"UTC"}`)                                      // of which there are many faults, and texts are looked at above
				doc = strings.ReplaceAll(doc, besides, `{"by":"sum","others":[{"target":"1","rate":"1"}]}`)    // likewise, but for texts of their own
				said := faults(json.Unmarshal([]byte(doc), reflect.New(typ).Interface()))
				if len(said) >= fault.Max && (name == "contracts.Contract" || strings.HasPrefix(path, "plans[")) {
					continue // plans, which quotes are too, are looked at by themselves
				}
				if !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, path+":") }) {
					t.Errorf("%s %s %q: %.300q", name, path, text, said)
				}
			}
		})
	}
	assert.Greater(t, found, 60)
}
