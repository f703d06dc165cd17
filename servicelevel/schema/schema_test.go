package schema

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	sl "github.com/palier-go/palier/servicelevel"
)

// Each stands by itself: what it refers to is in it, and nothing else.
func TestASchemaStandsByItself(t *testing.T) {
	t.Parallel()
	references := regexp.MustCompile(`"\$ref":"([^"]*)"`)
	names, ids := Names(), map[string]bool{}
	require.Greater(t, len(names), 100)
	for _, name := range names {
		text, err := Named(name)
		require.NoError(t, err)
		var s struct {
			Schema string                     `json:"$schema"`
			ID     string                     `json:"$id"`
			Title  string                     `json:"title"`
			Defs   map[string]json.RawMessage `json:"$defs"`
		}
		require.NoError(t, json.Unmarshal(text, &s), name)
		assert.Equal(t, "https://json-schema.org/draft/2020-12/schema", s.Schema)
		assert.True(t, strings.HasSuffix(name, "."+s.Title), name)
		assert.False(t, ids[s.ID], s.ID)
		ids[s.ID] = true
		used := map[string]bool{}
		for _, ref := range references.FindAllSubmatch(text, -1) {
			part, ok := strings.CutPrefix(string(ref[1]), "#/$defs/")
			require.True(t, ok, "%s refers to %s", name, ref[1])
			require.Contains(t, s.Defs, part, name)
			used[part] = true
		}
		require.Len(t, s.Defs, len(used), name)
	}
}

func TestForOfAndNamedAgree(t *testing.T) {
	t.Parallel()
	a, err := For[sl.Input]()
	require.NoError(t, err)
	b, err := Of(reflect.TypeOf(sl.Input{}))
	require.NoError(t, err)
	c, err := Named("servicelevel.Input")
	require.NoError(t, err)
	assert.Equal(t, string(a), string(b))
	assert.Equal(t, string(a), string(c))
	a[0] = 'x' // the caller's to change
	again, err := For[sl.Input]()
	require.NoError(t, err)
	assert.Equal(t, string(b), string(again))
}

// Input has the name of one of palier's, and is none.
type Input struct{}

func TestWhatHasNoSchemaIsNamed(t *testing.T) {
	t.Parallel()
	refused := func(value string) func(json.RawMessage, error) {
		return func(text json.RawMessage, err error) {
			t.Helper()
			var fault *FieldError
			require.ErrorAs(t, err, &fault)
			assert.Equal(t, value, fault.Value)
			assert.Nil(t, text)
		}
	}
	refused("*servicelevel.Input")(For[*sl.Input]())
	refused("[]facts.Fact")(For[[]sl.Fact]())
	refused("servicelevel.Book")(For[sl.Book]())
	refused("schema.Input")(For[Input]())
	refused("error")(For[error]())
	refused("string")(For[string]())
	refused("time.Time")(For[time.Time]()) // stands in documents of others otherwise
	refused("time.Duration")(For[time.Duration]())
	refused("decimal.Decimal")(For[decimal.Decimal]())
	refused("<nil>")(Of(nil))
	refused("Input")(Named("Input"))
	refused("")(Named(""))
}

// The one thing that the library reads and no schema has. It is not written.
func TestNullIsReadForAPartAndHasNoSchema(t *testing.T) {
	t.Parallel()
	const contract = `{"schema":"palier/1","id":"C-1","customer":"A","edition":"nuxit","level":"pro","start":"2026-01-01"`
	var with, without sl.Contract
	require.NoError(t, json.Unmarshal([]byte(contract+`,"rent":null,"quote":null}`), &with))
	require.NoError(t, json.Unmarshal([]byte(contract+`}`), &without))
	assert.Equal(t, without, with)
	text, err := json.Marshal(with)
	require.NoError(t, err)
	assert.Equal(t, contract+`}`, string(text))
	for _, name := range Names() {
		text, err := Named(name)
		require.NoError(t, err)
		assert.NotContains(t, string(text), `"null"`, name)
	}
}
