package schema

import (
	"encoding"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"io/fs"
	"maps"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	sl "github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/monthend"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

var write = flag.Bool("write", false, "write the files as the types have it")

// documents are the types whose schemas are files, by their names, and what they say of
// themselves.
var documents = map[string]struct {
	typ         reflect.Type
	description string
}{
	"contract":     {reflect.TypeFor[sl.Contract](), "One customer's server under the plans of an edition, over its whole life."},
	"activity":     {reflect.TypeFor[sl.Activity](), "What happened under a contract: packs, requests, work, outages."},
	"input":        {reflect.TypeFor[sl.Input](), "A contract, what happened under it and the month asked for."},
	"statement":    {reflect.TypeFor[sl.Statement](), "What a contract's month comes to."},
	"consolidated": {reflect.TypeFor[joint.Consolidated](), "What a month of several contracts of a customer comes to on one invoice."},
	"edition":      {reflect.TypeFor[plans.Edition](), "The plans of a provider, as data."},
	"fact":         {reflect.TypeFor[sl.Fact](), "One thing that happened under a contract, as a book records it."},
	"state":        {reflect.TypeFor[sl.State](), "What a contract's book carries on when a month is closed."},
}

// others are the types that no document holds.
var others = []any{
	monthend.RefusedLine{},
	calendar.Clock(0),
	calendar.Stretch{},
	calendar.Holiday{},
	ledger.Entry{},
	ledger.Receipt{},
	credit.Terms{},
	ledger.Step{},
	ledger.Usage{},
	credit.Balance{},
	ledger.MonthUsage{},
	ledger.TicketUsage{},
	ledger.Lot{},
	ledger.OpenHold{},
	penalty.Case{},
	penalty.Outlook{},
	response.Incident{},
	penalty.Reading{},
	response.Attainment{},
	response.Targets{},
	response.Ticket{},
	response.Standing{},
	response.QuotaResult{},
	penalty.Step{},
	sl.Handling{},
	sl.Ticket{},
	sl.Deadline{},
	compare.Comparison{},
	compare.BreakEven{},
	plans.Difference{},
	sl.Closing{},
	plans.Rule{},
	plans.RuleKind(0), sl.Language(0),
}

const (
	year     = `[0-9]{4}`
	month    = `(0[1-9]|1[0-2])`
	day      = `(0[1-9]|[12][0-9]|3[01])`
	clock    = `([01][0-9]|2[0-3]):[0-5][0-9]`
	daytime  = `(` + clock + `(:[0-5][0-9])?|24:00(:00)?)`
	seconds  = `[0-9]+(\.[0-9]{1,9})?S`
	weekday  = `(mon|tue|wed|thu|fri|sat|sun)`
	weekdays = weekday + `(-` + weekday + `)?`
	code     = `[a-z0-9][a-z0-9_.-]{0,39}`
	decision = `D([1-9]|[12][0-9]|3[0-8])`
)

// patterns are those of values that are text.
var patterns = map[reflect.Type]string{
	reflect.TypeFor[time.Time]():         year + `-` + month + `-` + day + `T` + clock + `:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]` + clock + `)`,
	reflect.TypeFor[time.Duration]():     `-?PT([0-9]+H([0-9]+M)?(` + seconds + `)?|[0-9]+M(` + seconds + `)?|` + seconds + `)`,
	reflect.TypeFor[decimal.Decimal]():   `-?[0-9]+(\.[0-9]+)?`,
	reflect.TypeFor[credit.Mills]():      `-?(0|[1-9][0-9]*)\.[0-9]{2}[1-9]?`,
	reflect.TypeFor[calendar.Clock]():    daytime,
	reflect.TypeFor[calendar.Date]():     year + `-` + month + `-` + day,
	reflect.TypeFor[calendar.Days]():     weekdays + `(,` + weekdays + `)*`,
	reflect.TypeFor[calendar.Month]():    year + `-` + month,
	reflect.TypeFor[calendar.Span]():     daytime + `-` + daytime,
	reflect.TypeFor[penalty.Ratio]():     `[0-9]+(/[0-9]+)?`,
	reflect.TypeFor[penalty.Decisions](): `(` + decision + `( ` + decision + `)*)?`,
	reflect.TypeFor[sl.Level]():          code,
	reflect.TypeFor[plans.Feature]():     code,
	reflect.TypeFor[plans.Rule]():        `(S([1-9]|[1-7][0-9]|8[0-4])|` + decision + `)`,
}

// pages are the names that the pages of NUXIT and Magic give, of which an edition has others.
var pages = map[reflect.Type][]any{
	reflect.TypeFor[sl.Level]():      levels(),
	reflect.TypeFor[plans.Feature](): features(),
}

func levels() (list []any) {
	for _, l := range plans.Levels() {
		list = append(list, l)
	}
	return list
}

func features() (list []any) {
	for _, e := range []plans.Edition{plans.NUXIT(), plans.Magic()} {
		all := slices.Clone(e.Always)
		for _, p := range e.Plans {
			all = append(all, p.Entitlements...)
		}
		for _, x := range all {
			if !slices.Contains(list, any(x.Feature)) {
				list = append(list, x.Feature)
			}
		}
	}
	return list
}

const amount = `-?[0-9]+(\.[0-9]{1,3})?`

func matching(pattern string) map[string]any {
	return map[string]any{"type": "string", "pattern": "^" + pattern + "$"}
}

// describer writes the schema of a type from what the codec goes by, its tags and its text form, and from what its
// doc comments say.
type describer struct {
	defs   map[string]any
	types  map[string]reflect.Type // of defs
	spoken comments
}

func (d *describer) of(t reflect.Type, money bool) map[string]any {
	if t.Kind() == reflect.Pointer {
		return d.of(t.Elem(), money)
	}
	if t.Kind() == reflect.Slice {
		return map[string]any{"type": "array", "items": d.of(t.Elem(), money)}
	}
	if money {
		return matching(amount)
	}
	switch t.Kind() {
	case reflect.String:
		if patterns[t] == "" { // else a code
			return map[string]any{"type": "string"}
		}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		if t != reflect.TypeFor[time.Duration]() && t != reflect.TypeFor[credit.Mills]() { // these are text
			return map[string]any{"type": "integer"}
		}
	}
	name := t.String()
	if _, ok := d.defs[name]; !ok {
		schema := d.definition(t)
		if said := d.spoken.of(t, ""); said != "" {
			schema["description"] = said
		}
		d.defs[name], d.types[name] = schema, t
	}
	return map[string]any{"$ref": "#/$defs/" + name}
}

func (d *describer) definition(t reflect.Type) map[string]any {
	if pattern, ok := patterns[t]; ok {
		schema := matching(pattern)
		if of := pages[t]; len(of) > 0 {
			schema["examples"] = of
		}
		return schema
	}
	if t == reflect.TypeFor[statement.Schema]() {
		return map[string]any{"type": "string", "enum": []any{statement.Schema{}.String()}}
	}
	if _, ok := reflect.New(t).Interface().(encoding.TextMarshaler); ok {
		return map[string]any{"type": "string", "enum": values(t)}
	}
	return d.object(t)
}

func (d *describer) object(t reflect.Type) map[string]any {
	properties, required := map[string]any{}, []any{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || name == "" || name == "-" {
			continue
		}
		properties[name] = d.of(f.Type, strings.HasPrefix(f.Tag.Get("wire"), "money"))
		if said := d.spoken.of(t, f.Name); said != "" {
			properties[name] = spoken(properties[name].(map[string]any), said)
		}
		if options != "omitzero" {
			required = append(required, name)
		}
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties, "required": required}
}

// spoken gives a schema a description. A reference becomes one of a list: generators take one that has something beside
// it for another type.
func spoken(schema map[string]any, said string) map[string]any {
	if schema["$ref"] != nil {
		schema = map[string]any{"allOf": []any{schema}}
	}
	schema["description"] = said
	return schema
}

// rename has all descriptions name what is in documents as these do.
func (d *describer) rename() {
	all := map[string]bool{}
	for _, def := range d.defs {
		schema := def.(map[string]any)
		values, _ := schema["enum"].([]any)
		for _, v := range values {
			all[v.(string)] = true
		}
		for name := range propertiesOf(schema) {
			all[name] = true
		}
	}
	for name, t := range d.types {
		n := names{map[string]string{}, all}
		if t.Kind() == reflect.Struct {
			for i := range t.NumField() {
				n.own[t.Field(i).Name], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
			}
		}
		schema := d.defs[name].(map[string]any)
		n.describe(schema)
		for _, property := range propertiesOf(schema) {
			n.describe(property.(map[string]any))
		}
	}
}

func propertiesOf(schema map[string]any) map[string]any {
	of, _ := schema["properties"].(map[string]any)
	return of
}

// values lists the texts of an enum, whose values are small numbers.
func values(t reflect.Type) []any {
	var out []any
	for n := range uint64(256) {
		v := reflect.New(t)
		v.Elem().SetUint(n)
		if text, err := v.Interface().(encoding.TextMarshaler).MarshalText(); err == nil {
			out = append(out, string(text))
		}
	}
	return out
}

// described is what definitions.json has to be: a line for each type.
func described(t *testing.T) string {
	t.Helper()
	d := describer{map[string]any{}, map[string]reflect.Type{}, comments{t, map[string]map[string]string{}}}
	for _, doc := range documents {
		d.of(doc.typ, false)
	}
	for _, other := range others {
		d.of(reflect.TypeOf(other), false)
	}
	d.rename()
	for _, doc := range documents {
		d.defs[doc.typ.String()].(map[string]any)["description"] = doc.description
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(d.defs)) {
		text, err := json.Marshal(d.defs[name])
		require.NoError(t, err)
		lines = append(lines, fmt.Sprintf("%q:%s", name, text))
	}
	return "{\n" + strings.Join(lines, ",\n") + "\n}\n"
}

// The files say of every type what the codec does: its fields, those that are
// required, the values of its enums, and nothing else.
func TestFilesAreThoseOfTheTypes(t *testing.T) {
	t.Parallel()
	files := map[string]string{"definitions.json": described(t)}
	var all map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(files["definitions.json"]), &all))
	for name, doc := range documents {
		files[name+".json"] = indented(t, document(all, doc.typ.String()))
	}
	found, err := fs.Glob(os.DirFS("."), "*.json")
	require.NoError(t, err)
	for name, want := range files {
		if *write {
			require.NoError(t, os.WriteFile(name, []byte(want), 0o644))
		}
		got, err := os.ReadFile(name)
		require.NoError(t, err)
		require.True(t, want == string(got), "%s is not what the types say: go test ./servicelevel/schema -run Files -write", name)
	}
	assert.ElementsMatch(t, slices.Collect(maps.Keys(files)), found)
}

func indented(t *testing.T, text json.RawMessage) string {
	t.Helper()
	var value any
	require.NoError(t, json.Unmarshal(text, &value))
	out, err := json.MarshalIndent(value, "", "  ")
	require.NoError(t, err)
	return string(out) + "\n"
}

// declared returns the names of the exported types of a folder's package that have a form in a
// document: structs with tags, and what has a text form.
func declared(t *testing.T, folder string) (names []string) {
	t.Helper()
	pkg := path.Base(folder)
	for _, file := range sources(t, folder) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				if of, ok := n.Type.(*ast.StructType); ok && n.Name.IsExported() && tagged(of) {
					names = append(names, pkg+"."+n.Name.Name)
				}
			case *ast.FuncDecl:
				if n.Recv == nil || n.Name.Name != "MarshalText" {
					return false
				}
				of, ok := n.Recv.List[0].Type.(*ast.Ident)
				require.True(t, ok, "%s: MarshalText of a pointer", folder)
				if of.IsExported() {
					names = append(names, pkg+"."+of.Name)
				}
			}
			return true
		})
	}
	return names
}

func tagged(s *ast.StructType) bool {
	return slices.ContainsFunc(s.Fields.List, func(f *ast.Field) bool {
		return f.Tag != nil && strings.Contains(f.Tag.Value, `json:"`)
	})
}

// The next type that has a form in a document cannot be forgotten.
func TestEveryTypeHasASchema(t *testing.T) {
	t.Parallel()
	for _, pkg := range []string{"calendar", "credit", "credit/ledger", "penalty", "penalty/clauses", "penalty/response", "servicelevel", "servicelevel/states", "servicelevel/facts", "servicelevel/contracts", "servicelevel/invoice", "servicelevel/statement", "servicelevel/plans", "servicelevel/joint", "servicelevel/compare", "servicelevel/monthend"} {
		names := declared(t, pkg)
		assert.NotEmpty(t, names, pkg)
		assert.Subset(t, Names(), names)
	}
}
