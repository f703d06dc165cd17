package wire_test

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log/slog"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/leveltest"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
	"github.com/palier-go/palier/servicelevel/states"
)

// textTypes are the types with a text form that other packages export, by name, with a value
// that has no text, if there is one.
var textTypes = map[string]any{
	"calendar.Clock":             calendar.Clock(-1),
	"calendar.Date":              calendar.Date{},
	"calendar.Days":              calendar.Days(0),
	"calendar.LayerOp":           calendar.LayerOp(99),
	"calendar.Month":             calendar.Month{},
	"calendar.Reason":            calendar.Reason(99),
	"calendar.Span":              calendar.Span{},
	"clauses.Combination":        clauses.Combination(99),
	"credit.Counting":            credit.Counting(99),
	"credit.Drawing":             credit.Drawing(99),
	"credit.Kind":                credit.Kind(0),
	"credit.Mills":               nil,
	"credit.PartMonth":           credit.PartMonth(99),
	"credit.Paying":              credit.Paying(99),
	"credit.Remainder":           credit.Remainder(99),
	"credit.Through":             credit.Through(99),
	"credittest.Verdict":         credittest.Verdict(99),
	"facts.Kind":                 facts.Kind(99),
	"invoice.LineKind":           invoice.LineKind(99),
	"leveltest.Question":         leveltest.Question(99),
	"money.Minor":                credit.Minor(99),
	"penalty.Basis":              penalty.Basis(99),
	"penalty.CapBase":            penalty.CapBase(99),
	"penalty.ClaimStart":         penalty.ClaimStart(99),
	"penalty.ClaimState":         penalty.ClaimState(99),
	"penalty.Counting":           penalty.Counting(99),
	"penalty.Decisions":          penalty.Decisions(1),
	"penalty.Period":             penalty.Period(99),
	"penalty.Ratio":              penalty.Ratio{},
	"penalty.Reason":             penalty.Reason(99),
	"penalty.Rounding":           penalty.Rounding(99),
	"penalty.Start":              penalty.Start(99),
	"penalty.StepKind":           penalty.StepKind(99),
	"plans.Access":               plans.Access(99),
	"plans.Channel":              servicelevel.Channel(99),
	"plans.Feature":              plans.Feature("No"),
	"plans.Language":             servicelevel.Language(99),
	"plans.Level":                servicelevel.Level("No"),
	"plans.Operation":            plans.Operation(99),
	"plans.Party":                plans.Party(99),
	"plans.RequestKind":          plans.RequestKind(99),
	"plans.Requirement":          plans.Requirement(99),
	"plans.Rule":                 plans.Rule{ID: "S99"},
	"plans.RuleKind":             plans.RuleKind(99),
	"plans.Sharing":              plans.Sharing(99),
	"plans.Step":                 plans.Step(99),
	"plans.Task":                 plans.Task(99),
	"plans.Uncovered":            servicelevel.Uncovered(99),
	"plans.Verdict":              plans.Verdict(99),
	"response.GoalKind":          response.GoalKind(99),
	"response.GoalState":         response.GoalState(99),
	"response.Outcome":           response.Outcome(99),
	"response.TicketEventKind":   response.TicketEventKind(99),
	"servicelevel.DeadlineKind":  servicelevel.DeadlineKind(99),
	"servicelevel.DeadlineState": servicelevel.DeadlineState(99),
	"statement.Schema":           nil,
	"statement.Subject":          statement.Subject(99),
	"states.TicketStep":          states.TicketStep(99),
}

// always are the types of which every value has a text.
var always = map[string]reflect.Type{
	"credit.Mills":     reflect.TypeFor[credit.Mills](),
	"statement.Schema": reflect.TypeFor[statement.Schema](),
}

func textType(name string) reflect.Type {
	if typ, ok := always[name]; ok {
		return typ
	}
	return reflect.TypeOf(textTypes[name])
}

// declaredTexts returns the names of all exported types of a package that read a text.
func declaredTexts(t *testing.T, folder string) (names []string) {
	t.Helper()
	parsed, err := parser.ParseDir(token.NewFileSet(), "../../"+folder, func(f fs.FileInfo) bool {
		return !strings.HasSuffix(f.Name(), "_test.go")
	}, 0)
	require.NoError(t, err)
	for pkg, files := range parsed {
		ast.Inspect(files, func(n ast.Node) bool {
			f, ok := n.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "UnmarshalText" {
				return true
			}
			of := f.Recv.List[0].Type
			if star, ok := of.(*ast.StarExpr); ok {
				of = star.X
			}
			if ast.IsExported(of.(*ast.Ident).Name) {
				names = append(names, pkg+"."+of.(*ast.Ident).Name)
			}
			return true
		})
	}
	return names
}

// refusedInColumns is what no text form and no document is read from, with what is said of it.
var refusedInColumns = []struct {
	src  any
	says string
}{
	{nil, "is NULL in its column: read it into a sql.Null of its type, or a pointer to one"},
	{[]byte(nil), "is NULL in its column: read it into a sql.Null of its type, or a pointer to one"},
	{int64(2), `must stand in its column as text, not as int64 (got "2")`},
	{2.5, `must stand in its column as text, not as float64 (got "2.5")`},
	{true, `must stand in its column as text, not as bool (got "true")`},
	{time.Date(2026, time.May, 4, 9, 30, 0, 0, time.UTC), `(got "2026-05-04T09:30:00Z")`},
}

// inColumn puts a text into a new value of a type as a driver does, and returns a pointer to it.
func inColumn(t *testing.T, typ reflect.Type, text string) any {
	t.Helper()
	v := reflect.New(typ).Interface()
	lent := []byte(text)
	require.NoError(t, v.(sql.Scanner).Scan(lent), typ)
	for i := range lent {
		lent[i] = 'x' // the driver's memory is used again
	}
	again := reflect.New(typ).Interface()
	require.NoError(t, again.(sql.Scanner).Scan(text), typ)
	require.Equal(t, again, v, typ)
	refuseInColumn(t, v)
	require.Equal(t, again, v, "%s was changed by what it refused", typ)
	return v
}

func refuseInColumn(t *testing.T, v any) {
	t.Helper()
	for _, refused := range refusedInColumns {
		err := v.(sql.Scanner).Scan(refused.src)
		var field *servicelevel.FieldError
		require.ErrorAs(t, err, &field, "%T %v", v, refused.src)
		assert.NotEmpty(t, field.Field, "%T", v)
		assert.ErrorContains(t, err, refused.says, "%T", v)
	}
}

// Every type that has a text form has it in a column of a database too, whichever driver it is.
func TestEveryTextIsTheSameInAColumn(t *testing.T) {
	t.Parallel()
	var all []string
	for _, folder := range []string{
		"calendar", "credit", "internal/money", "credit/credittest", "credit/creditsql", "credit/journal", "credit/ledger", "penalty", "penalty/clauses", "penalty/response", "servicelevel", "servicelevel/states", "servicelevel/facts", "servicelevel/contracts", "servicelevel/invoice", "servicelevel/statement", "servicelevel/plans", "servicelevel/joint", "servicelevel/compare", "servicelevel/leveltest",
	} {
		all = append(all, declaredTexts(t, folder)...)
	}
	for _, name := range all {
		require.Contains(t, textTypes, name)
	}
	require.Len(t, all, len(textTypes))
	for name, unwritable := range textTypes {
		typ := textType(name)
		text, err := strconv.Unquote(textSpecimen(typ, reflect.New(typ).Interface().(encoding.TextUnmarshaler)))
		require.NoError(t, err, name)
		v := inColumn(t, typ, text)
		for _, value := range []any{v, reflect.ValueOf(v).Elem().Interface()} {
			got, err := value.(driver.Valuer).Value()
			require.NoError(t, err, name)
			assert.Equal(t, text, got, name)
		}
		err = v.(sql.Scanner).Scan("no such thing")
		assert.Equal(t, v.(encoding.TextUnmarshaler).UnmarshalText([]byte("no such thing")), err, name)
		if unwritable != nil {
			_, want := unwritable.(encoding.TextMarshaler).MarshalText()
			require.Error(t, want, name)
			_, err := unwritable.(driver.Valuer).Value()
			assert.Equal(t, want, err, name)
		}
	}
}

// parts finds the exported types that lie in a type, by name.
func parts(found map[string]bool, t reflect.Type, inside bool) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		parts(found, t.Elem(), inside)
	case reflect.Struct:
		if _, ok := exported[t.String()]; ok && inside {
			if found[t.String()] {
				return
			}
			found[t.String()] = true
		}
		for f := range tagged(t) {
			parts(found, f.typ, true)
		}
	}
}

// What lies in no other type, or can be checked by itself, can be kept in a column as JSON; other
// parts of documents cannot.
func TestEveryDocumentHasAColumn(t *testing.T) {
	t.Parallel()
	part := map[string]bool{}
	for _, v := range exported {
		parts(part, reflect.TypeOf(v), false)
	}
	require.True(t, part["contracts.Contract"])
	require.False(t, part["servicelevel.Input"])
	columns := 0
	for name, v := range exported {
		typ := reflect.TypeOf(v)
		_, written := v.(driver.Valuer)
		_, read := reflect.New(typ).Interface().(sql.Scanner)
		_, checked := reflect.New(typ).Interface().(interface{ Validate() error })
		alone := checked || !part[name]
		require.Equal(t, []bool{alone, alone}, []bool{written, read}, name)
		if !alone {
			continue
		}
		columns++
		value := unchecked(t, typ)
		want, err := json.Marshal(value)
		require.NoError(t, err, name)
		for _, v := range []any{value, reflect.ValueOf(value).Elem().Interface()} {
			got, err := v.(driver.Valuer).Value()
			require.NoError(t, err, name)
			assert.Equal(t, string(want), got, name)
		}
		refuseInColumn(t, value)
		empty := reflect.New(typ).Interface()
		err = empty.(sql.Scanner).Scan(`{"no":"such thing"}`)
		assert.ErrorContains(t, err, "no: is not a known field", name)
		assert.Equal(t, empty.(json.Unmarshaler).UnmarshalJSON([]byte(`{"no":"such thing"}`)), err, name)
	}
	require.Greater(t, columns, 40)
}

// unchecked returns a pointer to a value of a type with all of its fields, which Validate may refuse.
func unchecked(t *testing.T, typ reflect.Type) any {
	t.Helper()
	within := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "V", Type: typ, Tag: `json:"v"`}}))
	require.NoError(t, wire.Decode([]byte(`{"v":`+specimen(typ)+`}`), within.Interface()), typ)
	return within.Elem().Field(0).Addr().Interface()
}

// A document comes back from its column, and keeps nothing of the driver's memory.
func TestADocumentInAColumn(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"calendar.Pause":     `{"start":"2026-05-03T22:10:00+02:00","end":"2026-05-03T22:20:00+02:00"}`,
		"calendar.Schedule":  `{"zone":"Europe/Paris"}`,
		"ledger.Entry":       `{"id":"P1","kind":"gift","at":"2026-05-03T22:10:00+02:00","time":"PT3H"}`,
		"credit.Blocks":      `{"size":"PT30M"}`,
		"response.Guarantee": `{"within":"PT45M"}`,
		"facts.Fact":         `{"id":"f1","kind":"given","at":"2026-05-03T22:10:00+02:00","time":"PT3H"}`,
		"facts.Activity":     `{"schema":"palier/1"}`,
		"contracts.Contract": `{"schema":"palier/1","id":"c1","customer":"x","edition":"nuxit","level":"pro","server":{"ordered":"2026-01-01T09:00:00+01:00"},"start":"2026-01-01"}`,
	} {
		v := inColumn(t, reflect.TypeOf(exported[name]), text)
		got, err := v.(driver.Valuer).Value()
		require.NoError(t, err, name)
		assert.JSONEq(t, text, got.(string), name)
	}
}

// A log has every text as it is, and says what to do about a value that has none.
func TestEveryTextInALog(t *testing.T) {
	t.Parallel()
	for name, unwritable := range textTypes {
		typ := textType(name)
		quoted := textSpecimen(typ, reflect.New(typ).Interface().(encoding.TextUnmarshaler))
		v := reflect.New(typ)
		require.NoError(t, json.Unmarshal([]byte(quoted), v.Interface()), name)
		for _, value := range []any{v.Interface(), v.Elem().Interface()} {
			assert.Contains(t, logged(t, slogText, value), quoted[1:len(quoted)-1], name)
			assert.Contains(t, logged(t, slogJSON, value), `"v":`+quoted, name)
		}
		if unwritable == nil {
			continue
		}
		_, err := unwritable.(encoding.TextMarshaler).MarshalText()
		require.Error(t, err, name)
		for _, handler := range []func(*bytes.Buffer) slog.Handler{slogText, slogJSON} {
			line := logged(t, handler, unwritable)
			assert.Contains(t, line, "!ERROR:", name)
			assert.Contains(t, strings.ReplaceAll(line, `\`, ""), strings.ReplaceAll(err.Error(), `\`, ""), name)
		}
	}
}

func slogText(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) }
func slogJSON(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) }

func logged(t *testing.T, handler func(*bytes.Buffer) slog.Handler, v any) string {
	t.Helper()
	var b bytes.Buffer
	slog.New(handler(&b)).Info("m", "v", v)
	return b.String()
}
