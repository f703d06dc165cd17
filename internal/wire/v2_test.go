//go:build go1.27

package wire_test

import (
	"bytes"
	"encoding/json/jsontext"
	"encoding/json/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
)

// holder returns a pointer to a struct of the caller's with a value of typ as its field V.
func holder(typ reflect.Type, tag reflect.StructTag) reflect.Value {
	return reflect.New(reflect.StructOf([]reflect.StructField{{Name: "V", Type: typ, Tag: tag}}))
}

// encoding/json/v2 writes each type in its one form, wherever it lies.
func TestSecondVersionWritesOneForm(t *testing.T) {
	t.Parallel()
	for name, v := range exported {
		typ := reflect.TypeOf(v)
		own := holder(typ, `json:"v"`)
		require.NoError(t, wire.Decode([]byte(`{"v":`+specimen(typ)+`}`), own.Interface()), name)
		value := own.Elem().Field(0)
		want, err := wire.Append(nil, value.Addr().Interface())
		require.NoError(t, err, name)
		list := reflect.MakeSlice(reflect.SliceOf(typ), 1, 1)
		list.Index(0).Set(value)
		for form, holds := range map[string]any{
			"%s":       value.Interface(),
			"[%s]":     list.Interface(),
			`{"k":%s}`: map[string]any{"k": value.Interface()},
			`{"v":%s}`: own.Interface(),
		} {
			got, err := json.Marshal(holds)
			require.NoError(t, err, name)
			require.Equal(t, strings.ReplaceAll(form, "%s", string(want)), string(got), name)
		}
		var stream bytes.Buffer
		enc := jsontext.NewEncoder(&stream)
		require.NoError(t, json.MarshalEncode(enc, value.Interface()), name)
		require.NoError(t, json.MarshalEncode(enc, own.Interface()), name)
		require.Equal(t, string(want)+"\n"+`{"v":`+string(want)+"}\n", stream.String(), name)
	}
}

// It reads each type as strictly as encoding/json does, wherever it lies, and puts none of its
// fields among those of the struct around it.
func TestSecondVersionReadsStrictly(t *testing.T) {
	t.Parallel()
	for name, v := range exported {
		typ := reflect.TypeOf(v)
		for f := range tagged(typ) {
			doc := `{` + strconv.Quote(f.name+"d") + `:` + specimen(f.typ) + `}`
			want := f.name + "d: is not a known field"
			own := holder(typ, `json:"v"`).Interface()
			require.ErrorContains(t, json.Unmarshal([]byte(`{"v":`+doc+`}`), own), want, name)
			require.ErrorContains(t, json.Unmarshal([]byte(`[`+doc+`]`), reflect.New(reflect.SliceOf(typ)).Interface()), want, name)
			require.ErrorContains(t, json.Unmarshal([]byte(`{"k":`+doc+`}`), reflect.New(reflect.MapOf(reflect.TypeFor[string](), typ)).Interface()), want, name)
			dec := jsontext.NewDecoder(strings.NewReader(`"before" ` + doc))
			_, err := dec.ReadToken()
			require.NoError(t, err)
			require.ErrorContains(t, json.UnmarshalDecode(dec, reflect.New(typ).Interface()), want, name)
		}
		_, err := json.Marshal(holder(typ, `json:",embed"`).Interface())
		require.ErrorContains(t, err, "must not implement marshal or unmarshal methods", name)
	}
}

// What it reads is what this package reads, and refused where that refuses.
func TestSecondVersionReadsTheSame(t *testing.T) {
	t.Parallel()
	read := 0
	for name, v := range exported {
		doc := []byte(specimen(reflect.TypeOf(v)))
		want, got := reflect.New(reflect.TypeOf(v)), reflect.New(reflect.TypeOf(v))
		wantErr, err := wire.Decode(doc, want.Interface()), json.Unmarshal(doc, got.Interface())
		require.Equal(t, wantErr == nil, err == nil, "%s: %v", name, err)
		if err != nil {
			require.ErrorContains(t, err, wantErr.Error(), name)
			continue
		}
		read++
		wantText, err := wire.Append(nil, want.Interface())
		require.NoError(t, err)
		gotText, err := wire.Append(nil, got.Interface())
		require.NoError(t, err)
		require.Equal(t, string(wantText), string(gotText), name)
	}
	require.Greater(t, read, 30)
}
