package wire_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
)

// A document that breaks off anywhere leaves nothing behind for the next one.
func TestAfterBrokenDocuments(t *testing.T) {
	t.Parallel()
	doc := []byte(`{"text":"a\u00e9","list":[{"name":"x","n":1},{"name":"y","n":2}],"part":{"name":"z","n":3},"pair":[4,5],"ints":[6],"at":"2026-05-03T22:10:00Z"}`)
	next := []byte(`{"list":[{"name":"","n":0},{"name":"","n":0},{"name":"","n":0}]}`)
	for i := range doc {
		require.Error(t, wire.Decode(doc[:i], &small{}))
		var v small
		require.NoError(t, wire.Decode(next, &v))
		require.Equal(t, small{List: make([]small2, 3)}, v)
		require.EqualError(t, wire.Decode([]byte(`{"list":[{"n":1}]}`), &v), "list[0].name: is missing")
	}
}

// Elements of a list have nothing of those of one before it, be it long or cut off.
func TestAfterOtherLists(t *testing.T) {
	t.Parallel()
	type lists struct {
		List []struct {
			Name string   `json:"name,omitzero"`
			To   *small2  `json:"to,omitzero"`
			More []string `json:"more,omitzero"`
		} `json:"list"`
	}
	for _, n := range []int{3, 5, 63, 64, 65, 300} {
		var before, after lists
		full := strings.Repeat(`{"name":"a","to":{"name":"b","n":1},"more":["c"]},`, n)
		require.NoError(t, wire.Decode([]byte(`{"list":[`+strings.TrimSuffix(full, ",")+`]}`), &before))
		require.Len(t, before.List, n)
		require.NoError(t, wire.Decode([]byte(`{"list":[{},{},{},{},{}]}`), &after))
		for i := range after.List {
			require.Zero(t, after.List[i])
		}
		require.ErrorContains(t, wire.Decode([]byte(`{"list":[`+full), &before), "is not JSON")
		require.NoError(t, wire.Decode([]byte(`{"list":[{},{},{},{},{}]}`), &after))
		for i := range after.List {
			require.Zero(t, after.List[i])
		}
	}
}

// What one document holds stays as it is while others are read, also into its copies.
func TestDecodedValuesAreApart(t *testing.T) {
	t.Parallel()
	docs := []string{
		`{"text":"one","list":[{"name":"a","n":1},{"name":"b","n":2},{"name":"c","n":3}],"rate":"1.5","part":{"name":"p","n":1}}`,
		`{"text":"two","list":[{"name":"d","n":4}],"rate":"2.5","ints":[1,2,3,4,5,6,7]}`,
		`{"list":[{"name":"e","n":5},{"name":"f","n":6},{"name":"g","n":7},{"name":"h","n":8},{"name":"i","n":9}],"rate":"7"}`,
	}
	var group sync.WaitGroup
	for range 4 {
		group.Add(1)
		go func() {
			defer group.Done()
			var read []small
			for i := range 60 {
				var v small
				assert.NoError(t, wire.Decode([]byte(docs[i%3]), &v))
				read = append(read, v)
				if i%3 == 2 { // whoever has a number may change its copy
					v.Rate.BigInt().SetInt64(99)
				}
			}
			for i, v := range read {
				var want small
				if assert.NoError(t, wire.Decode([]byte(docs[i%3]), &want)) && i%3 != 2 {
					assert.Equal(t, want, v)
				}
				assert.NotEqual(t, "99", want.Rate.String())
			}
		}()
	}
	group.Wait()
}

// The caller's document may change when it has been read.
func TestNothingPointsIntoTheDocument(t *testing.T) {
	t.Parallel()
	doc := []byte(`{"text":"some text","colour":"red","day":"2026/001","list":[{"name":"a name","n":1}],"at":"2026-05-03T22:10:00Z"}`)
	var v, want small
	require.NoError(t, json.Unmarshal([]byte(`{"text":"some text","list":[{"name":"a name","n":1}]}`), &want))
	require.NoError(t, wire.Decode(doc, &v))
	copy(doc, bytes.Repeat([]byte("x"), len(doc)))
	assert.Equal(t, want.Text, v.Text)
	assert.Equal(t, want.List, v.List)
	assert.Equal(t, day{2026, 1}, v.Day)
}

// A type has a value of every kind that may be left out, in a struct by value too.
func TestOmitZeroInStructs(t *testing.T) {
	t.Parallel()
	type part struct {
		Name string        `json:"name,omitzero"`
		Of   *int          `json:"of,omitzero"`
		List []int         `json:"list,omitzero"`
		For  time.Duration `json:"for,omitzero"`
		N    int           `json:"n,omitzero"`
	}
	type whole struct {
		Part  part    `json:"part,omitzero"`
		Small [2]int8 `json:"small,omitzero"`
		Yes   struct {
			A bool `json:"a"`
		} `json:"yes,omitzero"`
		Two   inner            `json:"two,omitzero"`
		Price *decimal.Decimal `json:"price,omitzero" wire:"money"`
		When  struct {
			At time.Time `json:"at,omitzero"`
		} `json:"when,omitzero"`
	}
	n := 0
	for _, v := range []whole{
		{},
		{Part: part{Name: "a"}},
		{Part: part{Of: &n}},
		{Part: part{List: []int{}}},
		{Part: part{For: 1}},
		{Part: part{For: 1 << 32}},
		{Part: part{N: -1}},
		{Small: [2]int8{0, 1}},
		{Two: inner{Tags: []string{}}},
		{Two: inner{Amount: decimal.New(0, -2)}},
		{Price: &decimal.Decimal{}},
	} {
		got, err := wire.Append(nil, &v)
		require.NoError(t, err)
		for name, zero := range map[string]bool{
			`"part":`: reflect.ValueOf(v.Part).IsZero(), `"small":`: reflect.ValueOf(v.Small).IsZero(), `"yes":`: true,
			`"two":`: reflect.ValueOf(v.Two).IsZero(), `"price":`: v.Price == nil, `"when":`: true,
		} {
			assert.Equal(t, !zero, bytes.Contains(got, []byte(name)), "%s %s", name, got)
		}
	}
}

// What Append makes is the caller's own, and has no room that it does not need.
func TestAppendedDocumentsAreApart(t *testing.T) {
	t.Parallel()
	one, err := wire.Append(nil, &small2{"one", 1})
	require.NoError(t, err)
	long, err := wire.Append([]byte{}, &small2{strings.Repeat("long", 40_000), 2})
	require.NoError(t, err)
	two, err := wire.Append(nil, small2{"two", 2})
	require.NoError(t, err)
	assert.Equal(t, `{"name":"one","n":1}`, string(one))
	assert.Equal(t, `{"name":"two","n":2}`, string(two))
	assert.Len(t, long, 160_000+len(`{"name":"","n":2}`))
	assert.Less(t, cap(one), 2*len(one))
	behind, err := wire.Append([]byte("before"), small2{"two", 2})
	require.NoError(t, err)
	assert.Equal(t, `before{"name":"two","n":2}`, string(behind))
}
