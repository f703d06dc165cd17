package wire_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
)

// What is decoded is JSON to encoding/json too, and comes back the same; what is
// refused names at least one fault and leaves the value alone.
func FuzzDecode(f *testing.F) {
	for _, doc := range []string{
		`{}`, `{"text":"é\u0000\ud83d\ude00","int8":-128,"colour":"red","at":"2026-05-03T22:10:00+02:00","lasts":"-PT0.5S"}`,
		`{"rate":"1.50","price":"-0.07","part":{"name":"a","n":1},"list":[],"ints":[1],"pair":[1,2],"day":"2026/001"}`,
		`{"part":null,"x":[{"a":[1,"]"]},{}],"text":1e999999999}`, `[`, "\ufeff{}", "{\"text\":\"\xff\"}", `{"text":"\ud800"}`,
	} {
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

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"2026-05-03T22:10:00+02:00", "0000-01-01T00:00:00.000000001Z", "2026-05-03T2:10:00,5-23:59"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, err := wire.ParseTime(s)
		if err != nil {
			require.Zero(t, at)
			return
		}
		require.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$`, s)
	})
}
