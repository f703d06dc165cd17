package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel/schema"
)

var judged = flag.String("judged", "", "a `file` to write all schemas and documents to, and which are valid")

// schemas compiles the schema of every type.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	all := map[string]*jsonschema.Schema{}
	for _, name := range schema.Names() {
		text, err := schema.Named(name)
		require.NoError(t, err)
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		require.NoError(t, err)
		compiler := jsonschema.NewCompiler()
		require.NoError(t, compiler.AddResource(name, value))
		all[name], err = compiler.Compile(name)
		require.NoError(t, err, name)
	}
	return all
}

// What the library writes, and what is kept in files for it to read, is valid.
func TestWhatIsWrittenIsValid(t *testing.T) {
	t.Parallel()
	known, met := schemas(t), map[string]bool{}
	for _, name := range []string{"time.Time", "time.Duration", "decimal.Decimal"} { // stand in others only
		met[name] = true
	}
	for _, d := range slices.Concat(written(t), kept(t), filled(t, everything()...)) {
		met[d.typ] = true
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(d.text))
		require.NoError(t, err, d)
		require.NoError(t, known[d.typ].Validate(value), d)
	}
	for name := range known {
		assert.True(t, met[name], "no document of %s", name)
	}
}

const twice = "a name that is given twice, of which a tool has the last"

// unseen are the kinds of faults that no schema sees, by what the library says of them.
var unseen = map[string]*regexp.Regexp{
	twice:                                  regexp.MustCompile(`^is given twice$`),
	"a field of another kind of fact":      regexp.MustCompile(`^does not belong to an? (fact|entry) of this kind$`),
	"a field that goes with others only":   regexp.MustCompile(`^(must not be set together|is a choice of (FR-57|FR-MF|France)|must be D6 with|must be 0 while|is missing: |exactly one of |a unit and its counting go with |bands by availability cannot |must not be given where |must be absent)`),
	"a sum that is not that of its parts":  regexp.MustCompile(`^must (be .*, none of them negative|make up the time worked|not be more than is left|be what is allowed less |be true where )`),
	"an end before its start":              regexp.MustCompile(`^must (end after it starts|not be before the start)`),
	"one that has another beside it":       regexp.MustCompile(`^(overlaps |has an exception already|must be another ticket|must be after the one before)`),
	"a number that is too small or large":  regexp.MustCompile(`^must (lie (between|from) |be a year from|not be negative|be above 0|go from a share up)`),
	"a text that is too long, or has none": regexp.MustCompile(`^must be 1 to 100 bytes of text`),
	"a day that the calendar has not":      regexp.MustCompile(`^must be an instant as RFC 3339`),
	"a zone or a territory that is none":   regexp.MustCompile(`^(is not in this machine's zone database|must be the code of a territory)`),
}

// reasonOf is a fault without the field that it is of and the value.
func reasonOf(fault string) string {
	if field, reason, ok := strings.Cut(fault, ": "); ok && !strings.Contains(field, " ") {
		fault = reason
	}
	reason, _, _ := strings.Cut(fault, " (got ")
	return reason
}

// kindOf is the kind of a fault, if no schema sees it.
func kindOf(fault string) string {
	for kind, reason := range unseen {
		if reason.MatchString(reasonOf(fault)) {
			return kind
		}
	}
	return ""
}

// What the library refuses is not valid, unless each of its faults is of a kind that no
// schema sees.
func TestWhatIsRefusedIsNotValid(t *testing.T) {
	t.Parallel()
	known, missed, invalid := schemas(t), map[string]bool{}, 0
	for _, r := range refusals(t) {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(r.text))
		if err != nil {
			require.Len(t, r.faults, 1, r)
			assert.Contains(t, r.faults[0], "is not JSON")
			continue
		}
		if known[r.typ].Validate(value) != nil {
			invalid++
			continue
		}
		kinds := map[string]bool{}
		for _, f := range r.faults {
			kinds[kindOf(f)] = true
		}
		if kinds[twice] { // the first of two may be of any kind
			delete(kinds, "")
		}
		assert.NotContains(t, kinds, "", "%s\n%q", r, r.faults)
		maps.Copy(missed, kinds)
	}
	assert.Greater(t, invalid, 300)
	for kind := range unseen {
		assert.True(t, missed[kind], "%s: no document is missed", kind)
	}
}

// judgement is a document and whether its schema takes it.
type judgement struct {
	Type  string `json:"type"`
	Text  string `json:"text"`
	Valid bool   `json:"valid"`
}

// With -judged the verdicts on all documents are written, for another validator to be held
// against: it must come to the same ones.
func TestVerdicts(t *testing.T) {
	if *judged == "" {
		t.Skip("no file to write to")
	}
	var out struct {
		Schemas map[string]json.RawMessage `json:"schemas"`
		Judged  []judgement                `json:"judged"`
	}
	out.Schemas = map[string]json.RawMessage{}
	known := schemas(t)
	all := slices.Concat(written(t), kept(t), filled(t, everything()...))
	for _, r := range refusals(t) {
		all = append(all, r.document)
	}
	for _, d := range all {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(d.text))
		if err != nil {
			continue
		}
		out.Judged = append(out.Judged, judgement{d.typ, d.text, known[d.typ].Validate(value) == nil})
	}
	for name := range known {
		text, err := schema.Named(name)
		require.NoError(t, err)
		out.Schemas[name] = text
	}
	text, err := json.Marshal(out)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(*judged, text, 0o600))
}
