package wire_test

import (
	"encoding"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/monthend"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
	"github.com/palier-go/palier/servicelevel/states"
)

// exported are the types with tags that other packages export, by name.
var exported = map[string]any{
	"calendar.Exception":         calendar.Exception{},
	"calendar.Holiday":           calendar.Holiday{},
	"calendar.HolidaySet":        calendar.HolidaySet{},
	"calendar.Hours":             calendar.Hours{},
	"calendar.Interval":          calendar.Interval{},
	"calendar.Layer":             calendar.Layer{},
	"calendar.Pause":             calendar.Pause{},
	"calendar.Schedule":          calendar.Schedule{},
	"calendar.Stretch":           calendar.Stretch{},
	"compare.BreakEven":          compare.BreakEven{},
	"compare.Comparison":         compare.Comparison{},
	"compare.FeePart":            compare.FeePart{},
	"compare.HourMonth":          compare.HourMonth{},
	"compare.LaterRequest":       compare.LaterRequest{},
	"compare.LevelCost":          compare.LevelCost{},
	"compare.OwedMonth":          compare.OwedMonth{},
	"compare.PackMonth":          compare.PackMonth{},
	"compare.RefusedRequest":     compare.RefusedRequest{},
	"contracts.Change":           contracts.Change{},
	"contracts.Contract":         contracts.Contract{},
	"contracts.Options":          contracts.Options{},
	"contracts.VAT":              contracts.VAT{},
	"contracts.VATChange":        contracts.VATChange{},
	"credit.Balance":             credit.Balance{},
	"credit.Blocks":              credit.Blocks{},
	"credit.CarryOver":           credit.CarryOver{},
	"credit.Offer":               credit.Offer{},
	"credit.OfferLine":           credit.OfferLine{},
	"credit.Pack":                credit.Pack{},
	"credit.Part":                credit.Part{},
	"credit.Tariff":              credit.Tariff{},
	"credit.Terms":               credit.Terms{},
	"credit.Validity":            credit.Validity{},
	"facts.Activity":             facts.Activity{},
	"facts.Charge":               facts.Charge{},
	"facts.ChargeVAT":            facts.ChargeVAT{},
	"facts.Claim":                facts.Claim{},
	"facts.Fact":                 facts.Fact{},
	"facts.Intervention":         facts.Intervention{},
	"facts.Purchase":             facts.Purchase{},
	"facts.Removal":              facts.Removal{},
	"facts.Request":              facts.Request{},
	"facts.TicketNote":           facts.TicketNote{},
	"invoice.CreditNote":         invoice.CreditNote{},
	"invoice.Credited":           invoice.Credited{},
	"invoice.Document":           invoice.Document{},
	"invoice.Exemption":          invoice.Exemption{},
	"invoice.Line":               invoice.Line{},
	"invoice.TaxTotal":           invoice.TaxTotal{},
	"joint.Consolidated":         joint.Consolidated{},
	"joint.Months":               joint.Months{},
	"joint.SeparateNotes":        joint.SeparateNotes{},
	"ledger.Draw":                ledger.Draw{},
	"ledger.Entry":               ledger.Entry{},
	"ledger.Lot":                 ledger.Lot{},
	"ledger.MonthUsage":          ledger.MonthUsage{},
	"ledger.OpenHold":            ledger.OpenHold{},
	"ledger.Receipt":             ledger.Receipt{},
	"ledger.Step":                ledger.Step{},
	"ledger.TicketUsage":         ledger.TicketUsage{},
	"ledger.Usage":               ledger.Usage{},
	"monthend.RefusedLine":       monthend.RefusedLine{},
	"penalty.Assessment":         penalty.Assessment{},
	"penalty.Assumption":         penalty.Assumption{},
	"response.Attainment":        response.Attainment{},
	"penalty.Availability":       penalty.Availability{},
	"penalty.Band":               penalty.Band{},
	"clauses.Besides":            clauses.Besides{},
	"penalty.Case":               penalty.Case{},
	"penalty.ClaimTime":          penalty.ClaimTime{},
	"clauses.Combined":           clauses.Combined{},
	"penalty.DownShare":          penalty.DownShare{},
	"penalty.Exclusion":          penalty.Exclusion{},
	"response.Goal":              response.Goal{},
	"response.Guarantee":         response.Guarantee{},
	"response.Incident":          response.Incident{},
	"response.Leg":               response.Leg{},
	"penalty.Length":             penalty.Length{},
	"response.NamedHours":        response.NamedHours{},
	"penalty.Number":             penalty.Number{},
	"penalty.Outage":             penalty.Outage{},
	"penalty.OutageClaim":        penalty.OutageClaim{},
	"penalty.Outlook":            penalty.Outlook{},
	"response.Priority":          response.Priority{},
	"response.Quota":             response.Quota{},
	"response.QuotaResult":       response.QuotaResult{},
	"penalty.Reading":            penalty.Reading{},
	"response.Answer":            response.Answer{},
	"penalty.Rules":              penalty.Rules{},
	"response.Standing":          response.Standing{},
	"penalty.Step":               penalty.Step{},
	"response.Targets":           response.Targets{},
	"penalty.Terms":              penalty.Terms{},
	"response.Ticket":            response.Ticket{},
	"response.TicketEvent":       response.TicketEvent{},
	"response.Warning":           response.Warning{},
	"plans.Allowance":            plans.Allowance{},
	"plans.Availability":         plans.Availability{},
	"plans.CitedClause":          plans.CitedClause{},
	"plans.Clause":               plans.Clause{},
	"plans.Condition":            plans.Condition{},
	"plans.Desk":                 plans.Desk{},
	"plans.Difference":           plans.Difference{},
	"plans.Duty":                 plans.Duty{},
	"plans.Edition":              plans.Edition{},
	"plans.Entitlement":          plans.Entitlement{},
	"plans.Factor":               plans.Factor{},
	"plans.FeatureName":          plans.FeatureName{},
	"plans.Fee":                  plans.Fee{},
	"plans.Guarantee":            plans.Guarantee{},
	"plans.Hours":                plans.Hours{},
	"plans.Plan":                 plans.Plan{},
	"plans.Prices":               plans.Prices{},
	"plans.RateChange":           plans.RateChange{},
	"plans.Refusal":              plans.Refusal{},
	"plans.Server":               plans.Server{},
	"plans.Targets":              plans.Targets{},
	"plans.Wording":              servicelevel.Wording{},
	"plans.Work":                 plans.Work{},
	"servicelevel.Closing":       servicelevel.Closing{},
	"servicelevel.Deadline":      servicelevel.Deadline{},
	"servicelevel.Fault":         servicelevel.Fault{},
	"servicelevel.Handling":      servicelevel.Handling{},
	"servicelevel.Input":         servicelevel.Input{},
	"servicelevel.Ticket":        servicelevel.Ticket{},
	"statement.AllowanceUse":     statement.AllowanceUse{},
	"statement.Assumption":       statement.Assumption{},
	"statement.Carried":          statement.Carried{},
	"statement.CreditUse":        statement.CreditUse{},
	"statement.GoalResult":       statement.GoalResult{},
	"statement.LateIntervention": statement.LateIntervention{},
	"statement.Lateness":         statement.Lateness{},
	"statement.LevelDays":        statement.LevelDays{},
	"statement.LotDraw":          statement.LotDraw{},
	"statement.LotUse":           statement.LotUse{},
	"statement.Punctuality":      statement.Punctuality{},
	"statement.QuotaMonth":       statement.QuotaMonth{},
	"statement.Statement":        statement.Statement{},
	"statement.TicketWork":       statement.TicketWork{},
	"statement.Uptime":           statement.Uptime{},
	"statement.Weighed":          statement.Weighed{},
	"statement.WorkRules":        statement.WorkRules{},
	"statement.YearlyHours":      statement.YearlyHours{},
	"states.Again":               states.Again{},
	"states.Allowance":           states.Allowance{},
	"states.ClosedMonth":         states.ClosedMonth{},
	"states.Debt":                states.Debt{},
	"states.Draw":                states.Draw{},
	"states.DrawnTime":           states.DrawnTime{},
	"states.Fee":                 states.Fee{},
	"states.Lot":                 states.Lot{},
	"states.Removal":             states.Removal{},
	"states.Share":               states.Share{},
	"states.State":               states.State{},
	"states.Ticket":              states.Ticket{},
}

// declared returns the names of all exported structs with tags of a folder's package.
func declared(t *testing.T, folder string) (names []string) {
	t.Helper()
	pkg := path.Base(folder)
	parsed, err := parser.ParseDir(token.NewFileSet(), "../../"+folder, func(f fs.FileInfo) bool {
		return !strings.HasSuffix(f.Name(), "_test.go")
	}, 0)
	require.NoError(t, err)
	for _, file := range parsed[pkg].Files {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || !spec.Name.IsExported() {
				return true
			}
			if of, ok := spec.Type.(*ast.StructType); ok && tagsOf(of) {
				names = append(names, pkg+"."+spec.Name.Name)
			}
			return false
		})
	}
	return names
}

func tagsOf(s *ast.StructType) bool {
	for _, f := range s.Fields.List {
		if f.Tag != nil && strings.Contains(f.Tag.Value, `json:"`) {
			return true
		}
	}
	return false
}

// Whatever has a form in a document is written and read in the same form by itself, in a list
// and in a caller's own struct: a type that has tags and lacks the methods would have another.
func TestEveryTypeHasOneForm(t *testing.T) {
	t.Parallel()
	var all []string
	for _, pkg := range []string{"calendar", "credit", "credit/ledger", "penalty", "penalty/clauses", "penalty/response", "servicelevel", "servicelevel/states", "servicelevel/facts", "servicelevel/contracts", "servicelevel/invoice", "servicelevel/statement", "servicelevel/plans", "servicelevel/joint", "servicelevel/compare", "servicelevel/monthend"} {
		all = append(all, declared(t, pkg)...)
	}
	for _, name := range all {
		require.Contains(t, exported, name)
	}
	require.Len(t, all, len(exported))
	for name, v := range exported {
		typ := reflect.TypeOf(v)
		assert.Implements(t, (*json.Marshaler)(nil), v, name)
		assert.Implements(t, (*json.Unmarshaler)(nil), reflect.New(typ).Interface(), name)

		value := reflect.ValueOf(unchecked(t, typ)).Elem()
		want, err := wire.Append(nil, value.Addr().Interface())
		require.NoError(t, err, name)
		for form, list := range map[string]any{
			"%s":       value.Interface(),
			"[%s]":     []any{value.Addr().Interface()},
			`{"k":%s}`: map[string]any{"k": value.Interface()},
		} {
			got, err := json.Marshal(list)
			require.NoError(t, err, name)
			require.Equal(t, strings.ReplaceAll(form, "%s", string(want)), string(got), name)
		}
	}
}

// A name that is wrong is refused however deep, also by encoding/json and in a list.
func TestEveryTypeIsReadStrictly(t *testing.T) {
	t.Parallel()
	for name, v := range exported {
		typ := reflect.TypeOf(v)
		for f := range tagged(typ) {
			doc := `[{` + strconv.Quote(f.name+"d") + `:` + specimen(f.typ) + `}]`
			err := json.Unmarshal([]byte(doc), reflect.New(reflect.SliceOf(typ)).Interface())
			require.ErrorContains(t, err, f.name+"d: is not a known field", "%s %s", name, doc)
		}
	}
}

// withText finds the types with a text form that lie in a type, by name.
func withText(found map[string]reflect.Type, t reflect.Type) {
	ours := strings.HasPrefix(t.PkgPath(), "github.com/palier-go/")
	switch {
	case ours && t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
		found[t.String()] = t
	case t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array:
		withText(found, t.Elem())
	case t.Kind() == reflect.Struct:
		for f := range tagged(t) {
			withText(found, f.typ)
		}
	}
}

// Whatever a wrong text is read into, the error names what it was for and the text.
func TestEveryTextIsRefusedByName(t *testing.T) {
	t.Parallel()
	found := map[string]reflect.Type{}
	for _, v := range exported {
		withText(found, reflect.TypeOf(v))
	}
	require.Greater(t, len(found), 25)
	for name, typ := range found {
		v := reflect.New(typ).Interface().(encoding.TextUnmarshaler)
		var field *servicelevel.FieldError
		require.ErrorAs(t, v.UnmarshalText([]byte("no such thing")), &field, name)
		assert.NotEmpty(t, field.Field, name)
		assert.Equal(t, "no such thing", field.Value, name)
	}
}

// Whatever enumeration a wrong text is read into, the error names what it was for, the text and
// what there is.
func TestEveryEnumerationAnswersAlike(t *testing.T) {
	t.Parallel()
	found := map[string]reflect.Type{}
	for _, v := range exported {
		withText(found, reflect.TypeOf(v))
	}
	delete(found, "calendar.Days") // a set, which has a grammar
	for name, typ := range found {
		if typ.Kind() != reflect.Uint8 {
			continue
		}
		v := reflect.New(typ).Interface().(encoding.TextUnmarshaler)
		for _, text := range []string{"", "no such thing"} {
			var field *servicelevel.FieldError
			require.ErrorAs(t, v.UnmarshalText([]byte(text)), &field, "%s %q", name, text)
			assert.NotEmpty(t, field.Field, name)
			assert.Equal(t, text, field.Value, name)
			assert.Regexp(t, `^must be one of \w+(, \w+)+$`, field.Reason, name)
		}
	}
}
