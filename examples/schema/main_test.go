package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/jsonschema-go/jsonschema"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

// TestOutput compares what the command prints; `.ci/examples -update` writes the file.
func TestOutput(t *testing.T) {
	want, err := os.ReadFile("testdata/output.txt")
	require.NoError(t, err)
	var got bytes.Buffer
	require.NoError(t, run(t.Context(), &got))
	assert.Equal(t, string(want), got.String())
}

// tools are the three, by name.
func tools(t *testing.T) map[string]biller {
	t.Helper()
	api, err := newAPI()
	require.NoError(t, err)
	tool, stop, err := newTool(context.WithoutCancel(t.Context()))
	require.NoError(t, err)
	t.Cleanup(stop)
	sheet, err := newSheet()
	require.NoError(t, err)
	return map[string]biller{"huma": api.bill, "mcp": tool.bill, "jsonschema-go": sheet.bill}
}

// Each takes every month that is right, and its figures come through as they are.
func TestToolsTakeWhatIsRight(t *testing.T) {
	t.Parallel()
	for name, bill := range tools(t) {
		for _, v := range leveltest.Vectors().Statements {
			text, err := json.Marshal(v.Input)
			require.NoError(t, err)
			gross, err := bill(t.Context(), string(text))
			require.NoError(t, err, "%s: %s", name, v.Name)
			assert.Equal(t, v.Want.Gross.StringFixed(2), gross, "%s: %s", name, v.Name)
		}
	}
}

// None takes what the library refuses: by the schema, or else by reading it.
func TestToolsRefuseWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, bill := range tools(t) {
		n := 0
		for _, r := range refusals(t) {
			if r.typ == "servicelevel.Input" && r.text != "" {
				_, err := bill(t.Context(), r.text)
				assert.Error(t, err, "%s: %s", name, r)
				n++
			}
		}
		assert.Greater(t, n, 10)
	}
}

// Without the schemas they make their own of the Go type, and refuse what is right.
func TestToolsAloneRefuseWhatIsRight(t *testing.T) {
	t.Parallel()
	var value any
	require.NoError(t, json.Unmarshal([]byte(month), &value))

	inferred, err := jsonschema.For[servicelevel.Input](nil)
	require.NoError(t, err)
	resolved, err := inferred.Resolve(nil)
	require.NoError(t, err)
	assert.Error(t, resolved.Validate(value)) // what the MCP go-sdk does too

	r := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	assert.Panics(t, func() { r.Schema(reflect.TypeFor[servicelevel.Input](), true, "") })
}

// The description of the API holds every schema that it refers to.
func TestDescriptionIsWhole(t *testing.T) {
	t.Parallel()
	a, err := newAPI()
	require.NoError(t, err)
	got := httptest.NewRecorder()
	a.handler.ServeHTTP(got, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/openapi.json", nil))
	var doc struct {
		Components struct{ Schemas map[string]any }
	}
	require.NoError(t, json.Unmarshal(got.Body.Bytes(), &doc))
	refs := regexp.MustCompile(`"\$ref":"([^"]*)"`).FindAllStringSubmatch(got.Body.String(), -1)
	assert.Greater(t, len(refs), 300)
	for _, ref := range refs {
		name, ok := strings.CutPrefix(ref[1], components)
		assert.True(t, ok, ref[1])
		assert.Contains(t, doc.Components.Schemas, name)
	}
}

// A struct of the program's own may leave out what is optional, and nothing else.
func TestSheets(t *testing.T) {
	t.Parallel()
	c, err := newSheet()
	require.NoError(t, err)
	for text, valid := range map[string]bool{
		`{"clerk":"7","due":"2026-06-30","months":[]}`:                                      true,
		`{"clerk":"7","due":"2026-06-30","level":"pro","months":[` + month + `]}`:           true,
		`{"clerk":"7","due":"2026-06-31","months":[]}`:                                      false, // by reading it
		`{"clerk":"7","due":"30 June 2026","months":[]}`:                                    false,
		`{"clerk":"7","due":"2026-06-30","months":[{}]}`:                                    false,
		`{"clerk":"7","due":"2026-06-30","level":2,"months":[]}`:                            false,
		`{"clerk":"7","due":"2026-06-30","months":[],"next":{"month":"2026-05"}}`:           false,
		`{"clerk":"7","due":"2026-06-30","months":[],"next":` + month + `,"previous":"no"}`: false,
	} {
		_, err := c.read([]byte(text))
		assert.Equal(t, valid, err == nil, "%s: %v", text, err)
	}
}
