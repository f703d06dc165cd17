package schema

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/palier-go/palier/internal/fault"
)

const (
	module  = "github.com/palier-go/palier/"
	base    = "https://" + module + "servicelevel/schema/"
	dialect = "https://json-schema.org/draft/2020-12/schema"
	refer   = `"$ref":"#/$defs/` // and the name of a definition
)

// FieldError is the fault of a type or a name that has no schema.
type FieldError = fault.Error

// definitions has what the schema of each type says, by its name. A test writes it.
//
//go:embed definitions.json
var definitions []byte

// known is read once, and never changed. A test holds that it can be read.
var known = sync.OnceValue(func() (all map[string]json.RawMessage) {
	_ = json.Unmarshal(definitions, &all)
	return all
})

// For returns the JSON Schema of T, which is to be a type of palier's with a form in a
// document, such as servicelevel.Input, ledger.Entry or calendar.Month. The error for any other
// is a [*FieldError] that names it. A list or a pointer has no schema of its own.
func For[T any]() (json.RawMessage, error) { return Of(reflect.TypeFor[T]()) }

// Of is [For] of a type that is known when the program runs.
func Of(t reflect.Type) (json.RawMessage, error) {
	if t == nil || !strings.HasPrefix(t.PkgPath(), module) {
		return nil, unknown("type", fmt.Sprint(t))
	}
	return find("type", t.String())
}

// Named returns the JSON Schema of a type by the name that [Names] has for it, such as
// "servicelevel.Input". The error for any other is a [*FieldError].
func Named(name string) (json.RawMessage, error) { return find("name", name) }

// Names returns the names of all types that have a schema, sorted: that of the package, a
// dot and that of the type. Among them are time.Time, time.Duration and decimal.Decimal, as
// they stand in palier's documents.
func Names() []string { return slices.Sorted(maps.Keys(known())) }

func find(field, name string) (json.RawMessage, error) {
	all := known()
	if _, ok := all[name]; !ok {
		return nil, unknown(field, name)
	}
	return document(all, name), nil
}

func unknown(field, value string) error {
	return fault.New(field, value, "must be a type of palier's that has a form in a document")
}

// document returns the definition of a name as a schema that stands by itself.
func document(all map[string]json.RawMessage, name string) json.RawMessage {
	_, title, _ := strings.Cut(name, ".")
	text := fmt.Appendf(nil, `{"$schema":%q,"$id":%q,"title":%q,`, dialect, base+name, title)
	text = append(text, all[name][1:len(all[name])-1]...)
	within := map[string]bool{}
	collect(within, all, name)
	mark := `,"$defs":{`
	for _, part := range slices.Sorted(maps.Keys(within)) {
		text = fmt.Appendf(text, "%s%q:%s", mark, part, all[part])
		mark = ","
	}
	if len(within) > 0 {
		text = append(text, '}')
	}
	return append(text, '}')
}

// collect finds the definitions that the one of a name refers to, and those refer to.
func collect(found map[string]bool, all map[string]json.RawMessage, name string) {
	rest := string(all[name])
	for {
		_, after, ok := strings.Cut(rest, refer)
		if !ok {
			return
		}
		part, after, _ := strings.Cut(after, `"`)
		if rest = after; !found[part] {
			found[part] = true
			collect(found, all, part)
		}
	}
}
