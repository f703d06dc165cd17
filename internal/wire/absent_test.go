package wire_test

import (
	"encoding"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// TestWhatIsAbsentIsNamed: who leaves out a part that may not be missing is told its name, not that of a field in
// it, which is not in the document either.
func TestWhatIsAbsentIsNamed(t *testing.T) {
	t.Parallel()
	parts := 0
	for name, v := range exported {
		typ := reflect.TypeOf(v)
		if typ.Kind() != reflect.Struct {
			continue
		}
		err := wire.Decode([]byte(leanSpecimen(typ)), reflect.New(typ).Interface())
		for i := range typ.NumField() {
			key, options, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if options == "" || typ.Field(i).Type.Kind() != reflect.Struct {
				continue
			}
			parts++
			for _, f := range fault.All(err) {
				var of *fault.Error
				require.ErrorAs(t, f, &of)
				assert.False(t, strings.HasPrefix(of.Field, key+"."), "%s without %s: %v", name, key, f)
			}
		}
	}
	assert.Greater(t, parts, 100)
}

// leanSpecimen returns the JSON of a value of t with those fields alone that it must have.
func leanSpecimen(t reflect.Type) string {
	_, text := reflect.New(t).Interface().(encoding.TextUnmarshaler)
	if t.Kind() != reflect.Struct || text || specimen(t) == "" || specimen(t)[0] != '{' {
		return specimen(t)
	}
	var fields []string
	for i := range t.NumField() {
		f := t.Field(i)
		if key, options, _ := strings.Cut(f.Tag.Get("json"), ","); key != "" && options == "" {
			fields = append(fields, strconv.Quote(key)+":"+leanSpecimen(f.Type))
		}
	}
	return "{" + strings.Join(fields, ",") + "}"
}
