package wire_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/wire"
)

// same compares two values as their meaning goes: instants by Equal, decimals by
// Equal, nil lists as empty ones. It shares nothing with the codec.
func same(t require.TestingT, path string, a, b reflect.Value) {
	switch x := a.Interface().(type) {
	case time.Time:
		require.True(t, x.Equal(b.Interface().(time.Time)), "%s: %v, %v", path, a, b)
		return
	case decimal.Decimal:
		require.True(t, x.Equal(b.Interface().(decimal.Decimal)), "%s: %v, %v", path, a, b)
		return
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if a.Type().Field(i).IsExported() {
				same(t, path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i))
			}
		}
	case reflect.Pointer:
		require.Equal(t, a.IsNil(), b.IsNil(), path)
		if !a.IsNil() {
			same(t, path, a.Elem(), b.Elem())
		}
	case reflect.Slice, reflect.Array:
		require.Equal(t, a.Len(), b.Len(), path)
		for i := range a.Len() {
			same(t, path+"[]", a.Index(i), b.Index(i))
		}
	default:
		require.Equal(t, a.Interface(), b.Interface(), path)
	}
}

// Not parallel: generators of rapid keep state, and two tests share these.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := genSample.Draw(t, "sample")
		doc, err := wire.Append(nil, in)
		require.NoError(t, err)
		require.True(t, json.Valid(doc), "%s", doc)

		var out sample
		require.NoError(t, wire.Decode(doc, &out), "%s", doc)
		same(t, "", reflect.ValueOf(in), reflect.ValueOf(out))

		again, err := wire.Append(nil, &out)
		require.NoError(t, err)
		require.Equal(t, string(doc), string(again))

		var plain map[string]any
		require.NoError(t, json.Unmarshal(doc, &plain))
		require.Equal(t, in.Text, plain["text"])
		require.Equal(t, string(in.Quip), plain["quip"])
		require.Equal(t, in.Price.StringFixed(2), plain["price"])
		require.Equal(t, in.Rate.String(), plain["rate"])
		require.Len(t, plain["list"], len(in.List))
		_, there := plain["note"]
		require.Equal(t, in.Note != "", there)
		if len(in.Inner.Tags) > 0 {
			require.Equal(t, in.Inner.Tags[0], plain["inner"].(map[string]any)["tags"].([]any)[0])
		}
	})
}

// The order of fields, white space and escapes are the author's to choose.
func TestDecodeOfRewrittenDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := genSample.Draw(t, "sample")
		doc, err := wire.Append(nil, in)
		require.NoError(t, err)
		var plain map[string]json.RawMessage // sorts the fields
		require.NoError(t, json.Unmarshal(doc, &plain))
		rewritten, err := json.MarshalIndent(plain, "\r\n", "\t ") // escapes <, > and &
		require.NoError(t, err)
		var out sample
		require.NoError(t, wire.Decode(rewritten, &out))
		same(t, "", reflect.ValueOf(in), reflect.ValueOf(out))
	})
}

// Through encoding/json, inside a type of the caller's.
func TestInsideEncodingJSON(t *testing.T) {
	t.Parallel()
	in := map[string]sample{"a": {Text: "<é\u2028>", Pointers: []*int{new(int)}}}
	doc, err := json.Marshal(in)
	require.NoError(t, err)
	var out map[string]sample
	require.NoError(t, json.Unmarshal(doc, &out))
	same(t, "", reflect.ValueOf(in["a"]), reflect.ValueOf(out["a"]))
	assert.ErrorContains(t, json.Unmarshal([]byte(`{"a": {"text": 1}}`), &out), "text: must be a string")
}

func TestAppendForm(t *testing.T) {
	t.Parallel()
	paris := time.FixedZone("", 7200)
	v := struct {
		Key    string          `json:"key"`
		At     time.Time       `json:"at"`
		Lasts  time.Duration   `json:"lasts"`
		Price  decimal.Decimal `json:"price" wire:"money"`
		Rate   decimal.Decimal `json:"rate"`
		None   *int            `json:"none"`
		Gone   *int            `json:"gone,omitzero"`
		List   []int           `json:"list"`
		Empty  struct{}        `json:"empty"`
		Zero   decimal.Decimal `json:"zero,omitzero"`
		Zeroed time.Time       `json:"zeroed,omitzero"`
		Short  []int           `json:"short,omitzero"`
	}{
		Key: "a\tb c\"\\\x7f</é", At: time.Date(2026, 5, 3, 22, 10, 0, 5e8, paris), Lasts: 90 * time.Minute,
		Price: decimal.New(45, 0), Rate: decimal.New(-50, -3), Zero: decimal.New(0, -2),
		Zeroed: time.Time{}.In(paris), Short: []int{},
	}
	const want = `{"key":"a\u0009b c\"\\` + "\x7f" + `</é","at":"2026-05-03T22:10:00.5+02:00","lasts":"PT1H30M",` +
		`"price":"45.00","rate":"-0.05","none":null,"list":[],"empty":{}}`
	got, err := wire.Append([]byte("before "), v)
	require.NoError(t, err)
	assert.Equal(t, "before "+want, string(got))
}

// An offset that RFC 3339 cannot write goes to UTC, and the year counts where it
// is written.
func TestAppendInstants(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		offset int
		want   string
	}{
		{0, "2026-05-03T00:00:00Z"},
		{60, "2026-05-03T00:01:00+00:01"},
		{61, "2026-05-03T00:00:00Z"},
		{86340, "2026-05-03T23:59:00+23:59"},
		{86400, "2026-05-03T00:00:00Z"},
		{86460, "2026-05-03T00:00:00Z"},
		{-86340, "2026-05-02T00:01:00-23:59"},
		{-86400, "2026-05-03T00:00:00Z"},
		{-86460, "2026-05-03T00:00:00Z"},
	} {
		at := time.Date(2026, 5, 3, 0, 0, 0, 0, time.UTC).In(time.FixedZone("", c.offset))
		got, err := wire.Append(nil, small{At: at})
		require.NoError(t, err)
		assert.Equal(t, `{"at":"`+c.want+`"}`, string(got), c.offset)
	}
	for _, year := range []int{0, 9999} {
		in := small{At: time.Date(year, 12, 31, 23, 59, 59, 999999999, time.UTC)}
		got, err := wire.Append(nil, in)
		require.NoError(t, err)
		var back small
		require.NoError(t, wire.Decode(got, &back))
		assert.Equal(t, in, back)
	}
}

func BenchmarkAppend(b *testing.B) {
	v := &inner{At: time.Unix(1, 0).UTC(), Amount: decimal.New(4500, -2), Tags: []string{"a", "b"}}
	b.Run("wire", func(b *testing.B) {
		b.ReportAllocs()
		var dst []byte
		for b.Loop() {
			dst, _ = wire.Append(dst[:0], v)
		}
	})
	b.Run("encoding/json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = json.Marshal(v)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	doc, _ := wire.Append(nil, inner{At: time.Unix(1, 0).UTC(), Amount: decimal.New(4500, -2), Tags: []string{"a", "b"}})
	b.Run("wire", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var v inner
			_ = wire.Decode(doc, &v)
		}
	})
	b.Run("encoding/json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var v inner
			_ = json.Unmarshal(doc, &v)
		}
	})
}
