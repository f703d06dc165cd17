package servicelevel_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	sl "github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/schema"
)

// documents are the types whose schemas are files, by their names there.
var documents = map[string]func() any{
	"contract": func() any { return new(sl.Contract) }, "activity": func() any { return new(sl.Activity) },
	"input": func() any { return new(sl.Input) }, "statement": func() any { return new(sl.Statement) },
	"edition": func() any { return new(plans.Edition) }, "fact": func() any { return new(sl.Fact) }, "state": func() any { return new(sl.State) },
	"consolidated": func() any { return new(joint.Consolidated) },
}

func readSchema(t *testing.T, name string) map[string]any {
	t.Helper()
	text, err := schema.Of(reflect.TypeOf(documents[name]()).Elem())
	require.NoError(t, err)
	var s map[string]any
	require.NoError(t, json.Unmarshal(text, &s))
	return s
}

// validator checks documents against the part of JSON Schema that the files use.
type validator struct {
	root     map[string]any
	used     map[string]bool // the properties that were seen
	patterns map[string]*regexp.Regexp
}

func (v *validator) check(path string, schema map[string]any, value any) error {
	for key := range schema {
		if !slices.Contains([]string{
			"$schema", "$id", "$defs", "title", "description", "examples", "$ref", "enum", "type", "pattern",
			"properties", "required", "additionalProperties", "items", "allOf",
		}, key) {
			return fmt.Errorf("%s: the schema has %s, which this validator does not know", path, key)
		}
	}
	if ref, ok := schema["$ref"].(string); ok {
		name, _ := strings.CutPrefix(ref, "#/$defs/")
		def, ok := v.root["$defs"].(map[string]any)[name].(map[string]any)
		if !ok {
			return fmt.Errorf("%s: no definition %s", path, ref)
		}
		return v.check(path, def, value)
	}
	all, _ := schema["allOf"].([]any)
	for _, of := range all {
		if err := v.check(path, of.(map[string]any), value); err != nil {
			return err
		}
	}
	if e, ok := schema["enum"].([]any); ok && !slices.Contains(e, value) {
		return fmt.Errorf("%s: %v is not in %v", path, value, e)
	}
	switch schema["type"] {
	case "string":
		s, ok := value.(string)
		if !ok {
			return fmt.Errorf("%s: %v is no string", path, value)
		}
		if p, ok := schema["pattern"].(string); ok && !v.pattern(p).MatchString(s) {
			return fmt.Errorf("%s: %q does not match %s", path, s, p)
		}
	case "boolean":
		if _, ok := value.(bool); !ok {
			return fmt.Errorf("%s: %v is no boolean", path, value)
		}
	case "integer":
		if n, ok := value.(json.Number); !ok || strings.ContainsAny(n.String(), ".eE") {
			return fmt.Errorf("%s: %v is no integer", path, value)
		}
	case "array":
		list, ok := value.([]any)
		if !ok {
			return fmt.Errorf("%s: %v is no array", path, value)
		}
		for i, item := range list {
			if err := v.check(fmt.Sprintf("%s[%d]", path, i), schema["items"].(map[string]any), item); err != nil {
				return err
			}
		}
	case "object":
		return v.object(path, schema, value)
	}
	return nil
}

func (v *validator) pattern(p string) *regexp.Regexp {
	if v.patterns[p] == nil {
		v.patterns[p] = regexp.MustCompile(p)
	}
	return v.patterns[p]
}

func (v *validator) object(path string, schema map[string]any, value any) error {
	fields, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf("%s: %v is no object", path, value)
	}
	for _, name := range schema["required"].([]any) {
		if _, ok := fields[name.(string)]; !ok {
			return fmt.Errorf("%s: %s is missing", path, name)
		}
	}
	properties := schema["properties"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		p, ok := properties[name].(map[string]any)
		if !ok {
			if schema["additionalProperties"] == false {
				return fmt.Errorf("%s: %s is not known", path, name)
			}
			continue
		}
		v.used[name] = true
		if err := v.check(path+"."+name, p, fields[name]); err != nil {
			return err
		}
	}
	return nil
}

func (v *validator) text(t *testing.T, text []byte) error {
	t.Helper()
	return v.check("$", v.root, parsed(t, text))
}

func parsed(t *testing.T, text []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var value any
	require.NoError(t, d.Decode(&value))
	return value
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return text
}

// samples are documents of each kind, by the name of the schema.
func samples(t *testing.T) map[string][][]byte {
	t.Helper()
	out := map[string][][]byte{"edition": {encoded(t, plans.NUXIT()), encoded(t, plans.Magic())}}
	add := func(in sl.Input) {
		out["input"] = append(out["input"], encoded(t, in))
		out["contract"] = append(out["contract"], encoded(t, in.Contract))
		out["activity"] = append(out["activity"], encoded(t, in.Activity))
		if s, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month); err == nil {
			out["statement"] = append(out["statement"], encoded(t, s))
			s.Explain()
			out["statement"] = append(out["statement"], encoded(t, s))
		}
	}
	add(proMonth())
	add(businessMonth())
	add(fullInput())
	r := rand.New(rand.NewPCG(8, 8))
	for i := range 100 {
		add(generate(r, i))
	}
	state := seedState(t)
	add(sl.Input{Month: calendar.MustParseMonth("2026-05"), Contract: seedContract(), State: &state, Facts: seedFacts()})
	out["state"] = append(out["state"], encoded(t, state))
	priced := sl.Fact{ID: "P9", Kind: sl.Bought, At: instant("2026-04-02T10:00:00+02:00"), Time: 4 * time.Hour, Price: euros("200.00")}
	priced.Elsewhere, priced.End = true, instant("2026-07-01T00:00:00+02:00")
	back := sl.Fact{ID: "R9", Kind: sl.Refunded, At: priced.At, Of: "P9", Time: time.Hour, Price: euros("10.00")}
	found := sl.Fact{ID: "T9", Kind: sl.Requested, At: instant("2026-04-02T10:00:00+02:00"), Ticket: "T9", Channel: sl.ByMonitoring}
	other := found
	other.ID, other.Ticket, other.For = "T8", "T8", "NX-1043"
	found.Request = sl.ServiceRequest
	away := sl.Fact{ID: "W9", Kind: sl.Worked, At: found.At, Ticket: "T9", End: found.At.Add(time.Hour), ChargedTo: "NX-1043"}
	urgent := sl.Fact{ID: "U9", Kind: sl.Prioritized, At: found.At, Ticket: "T9", Priority: "P1"}
	for _, doc := range kit.WholeConsolidated(t) {
		out["consolidated"] = append(out["consolidated"], encoded(t, doc))
		doc.Provisional, doc.Currency, doc.MonthDay = true, "CHF", 15
		out["consolidated"] = append(out["consolidated"], encoded(t, doc))
	}
	host, own := compiled(ownClauses("host", "Fee.")), businessMonth()
	own.Contract.Edition = "host"
	out["edition"] = append(out["edition"], encoded(t, ownClauses("host", "Fee.")))
	cited, err := host.Statement(own.Contract, own.Activity, own.Month)
	require.NoError(t, err)
	shared, err := joint.Consolidate(nil, cited)
	require.NoError(t, err)
	out["statement"], out["consolidated"] = append(out["statement"], encoded(t, cited)), append(out["consolidated"], encoded(t, shared))
	for f := range openBook(t, seedContract(), append(seedFacts(), priced, back, found, other, away, urgent)...).Facts() {
		out["fact"] = append(out["fact"], encoded(t, f))
	}
	by := seedContract()
	out["fact"] = append(out["fact"], encoded(t, sl.Fact{ID: "closed 2026-04", Kind: sl.Closed, At: instant("2026-04-01T00:00:00+02:00"), End: instant("2026-05-01T00:00:00+02:00"), Rules: "0f", Contract: &by}))
	return out
}

// fullInput has most fields of a contract and its options.
func fullInput() sl.Input {
	in := nightMonth()
	quote, _ := sl.NUXIT().Plan(sl.Business)
	quote.Level, quote.Conditions = sl.CriticalBusiness, nil
	ct := &in.Contract
	ct.Quote, ct.Signed, ct.End = &quote, ct.Start, calendar.MustParseDate("2030-01-01")
	ct.Changes = []sl.Change{{On: calendar.MustParseDate("2026-05-20"), Level: sl.CriticalBusiness}}
	ct.Server = plans.Server{Ordered: instant("2024-12-01T10:00:00+01:00"), InService: true, Licences: []string{"Plesk Web Host Edition"}}
	rate := decimal.New(85, -3)
	ct.VAT = sl.VAT{Category: "S", Rate: &rate, Territory: "RE"}
	late := penalty.Terms{Target: decimal.New(1, 0), Rate: decimal.New(5, -2)}
	ct.Options = sl.Options{
		Zone: "Europe/Paris", EachSession: true, SplitMonths: true, LoseRemainder: true, Overdraft: 5 * time.Hour, Late: &late,
		GuaranteeInHours: true, PauseWaiting: true, Rounding: penalty.HalfEven, PriceReduction: true, ProRata: true,
		AllowanceAnyDay: true, CorrectionMonths: 24, MonthDay: 3,
	}
	elsewhere := in.Activity.Purchases[0]
	elsewhere.ID, elsewhere.Price, elsewhere.Elsewhere = "P-elsewhere", euros("100.00"), true
	in.Activity.Purchases = append(in.Activity.Purchases, elsewhere)
	in.Activity.Charges = []sl.Charge{{
		ID: "C-1", At: instant("2026-05-10T10:00:00+02:00"), Recorded: instant("2026-05-11T10:00:00+02:00"), Price: *euros("-10.00"), Label: sl.Wording{FR: "Geste", EN: "Goodwill"},
		VAT: &sl.ChargeVAT{Category: "E", Exemption: sl.Exemption{Reason: "art. 261", Code: "VATEX-EU-132"}},
	}, {
		ID: "C-2", At: instant("2026-05-10T10:00:00+02:00"), Price: *euros("10.00"), Label: sl.Wording{FR: "Mise en service", EN: "Set-up"}, VAT: &sl.ChargeVAT{Rate: &rate},
	}}
	in.Activity.Claims = []sl.Claim{
		{ID: "K-1", Month: calendar.MustParseMonth("2026-04"), At: instant("2026-05-10T10:00:00+02:00"), Recorded: instant("2026-05-11T10:00:00+02:00"), Withdrawn: instant("2026-05-12T10:00:00+02:00")},
	}
	in.Activity.Purchases[0].Price, in.Activity.Purchases[0].Recorded = euros("150.50"), instant("2026-02-03T09:00:00+01:00")
	in.Activity.Requests[0].Estimate = 90 * time.Minute
	in.Activity.Requests[0].Waiting = []calendar.Pause{{Start: instant("2026-05-03T22:20:00+02:00"), End: instant("2026-05-03T22:30:00+02:00")}}
	bought := in.Activity.Purchases[0]
	in.Activity.Removals = []sl.Removal{
		{ID: "R-1", Kind: credit.Refund, Of: bought.ID, At: instant("2026-05-30T12:00:00+02:00"), Time: 20 * time.Minute, Price: euros("1.00"), Recorded: instant("2026-05-30T12:00:00+02:00")},
		{ID: "R-2", Kind: credit.Forfeit, Of: bought.ID, At: instant("2026-05-30T12:00:00+02:00"), Time: 10 * time.Minute},
		{ID: "R-3", Kind: credit.Transfer, Of: bought.ID, At: instant("2026-05-30T12:00:00+02:00"), Time: 5 * time.Minute},
	}
	in.Activity.Interventions[0].ID, in.Activity.Interventions[0].Recorded = "S-1", instant("2026-05-04T08:00:00+02:00")
	return in
}

// What the library writes is valid; without a required field, with one more, or
// with a value of another type it is not, and the library refuses it too.
func TestSchemasTakeWhatIsWrittenAndRefuseWhatIsNotRead(t *testing.T) {
	t.Parallel()
	for name, texts := range samples(t) {
		v := validator{root: readSchema(t, name), used: map[string]bool{}, patterns: map[string]*regexp.Regexp{}}
		for i, text := range texts {
			require.NoError(t, v.text(t, text), "%s %d", name, i)
			if i > 2 || name == "edition" && i > 0 || name == "input" && i < 2 {
				continue // whole once, and not what another file has too
			}
			document, tries := parsed(t, text), 0
			damage(document, func(what string) {
				if tries++; testing.Short() && tries%4 > 0 {
					return
				}
				bad := encoded(t, document)
				readErr, validErr := json.Unmarshal(bad, documents[name]()), v.text(t, bad)
				if missing, ok := strings.CutPrefix(what, "without "); ok {
					require.Equal(t, readErr != nil && strings.Contains(readErr.Error(), missing+": is missing"), validErr != nil,
						"%s %d %s: %v, %v", name, i, what, readErr, validErr)
					return
				}
				require.Error(t, readErr, "%s %d read %s", name, i, what)
				require.Error(t, validErr, "%s %d valid %s", name, i, what)
			})
		}
		if name == "contract" || name == "activity" || name == "fact" || name == "consolidated" {
			for property := range v.root["properties"].(map[string]any) {
				assert.True(t, v.used[property], "no sample of %s has %s", name, property)
			}
		}
	}
}

// damage makes one change after the other to a document, tries it and undoes it:
// each field left out, one too many in each object, each value of another type.
func damage(node any, try func(what string)) {
	switch node := node.(type) {
	case map[string]any:
		node["surprise"] = "1"
		try("with a surprise")
		delete(node, "surprise")
		for _, name := range slices.Sorted(maps.Keys(node)) {
			value := node[name]
			delete(node, name)
			try("without " + name)
			node[name] = map[string]any{"x": "y"}
			if _, ok := value.([]any); !ok {
				node[name] = []any{"x"}
			}
			try("with another " + name)
			node[name] = value
			damage(value, try)
		}
	case []any:
		for _, item := range node[:min(len(node), 2)] {
			damage(item, try)
		}
	}
}
