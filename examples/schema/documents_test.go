package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/leveltest"
	"github.com/palier-go/palier/servicelevel/monthend"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/schema"
)

// document is a text of a type, by the name of its schema.
type document struct{ typ, text string }

// parts adds what the library writes of a value and of everything in it that has a schema.
func parts(t *testing.T, all map[document]bool, v reflect.Value) {
	t.Helper()
	if _, err := schema.Of(v.Type()); err == nil && v.Kind() != reflect.Pointer {
		text, err := json.Marshal(v.Interface())
		if !v.IsZero() { // which is left out where it has no text
			require.NoError(t, err, v.Type())
			all[document{v.Type().String(), string(text)}] = true
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			parts(t, all, v.Elem())
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			parts(t, all, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				parts(t, all, v.Field(i))
			}
		}
	}
}

// written are documents that the library writes, of all kinds.
func written(t *testing.T) []document {
	t.Helper()
	all := map[document]bool{}
	add := func(values ...any) {
		for _, v := range values {
			parts(t, all, reflect.ValueOf(v))
		}
	}
	vectors := leveltest.Vectors()
	add(vectors, plans.NUXIT(), plans.Magic(), calendar.OfficeHours())
	nuxit, magic := plans.NUXIT(), plans.Magic()
	add(plans.Diff(&nuxit, &magic))
	for _, v := range vectors.Statements {
		s, err := statementOf(v.Input)
		require.NoError(t, err, v.Name)
		add(s)
		s.Explain()
		add(s)
		one, err := joint.Consolidate(nil, s)
		require.NoError(t, err, v.Name)
		add(one)
		compared, err := compare.Levels(servicelevel.NUXIT(), v.Input.Contract, v.Input.Activity, v.Input.Month, v.Input.Month)
		if err == nil { // contracts that have another edition before or after have none
			add(compared)
		}
	}
	for _, v := range vectors.Assessments {
		a, err := penalty.Assess(v.Terms, v.Case)
		require.NoError(t, err, v.Name)
		add(a, a.Trace())
	}
	for _, v := range vectors.Ledgers {
		account, err := ledger.NewAccount(v.Terms)
		require.NoError(t, err)
		for _, step := range v.Steps {
			if receipt, err := account.Apply(step.Entry); err == nil {
				add(receipt)
			}
		}
		for _, view := range v.Views {
			add(account.View(view.At, view.Known))
		}
	}
	addBook(t, add)
	return sorted(all)
}

// everything has a value of each type, by itself or within another.
func everything() []any {
	return []any{
		servicelevel.Input{},
		servicelevel.Statement{},
		joint.Consolidated{},
		plans.Edition{},
		servicelevel.Handling{},
		servicelevel.Ticket{},
		servicelevel.Deadline{},
		compare.Comparison{},
		compare.BreakEven{},
		plans.Difference{},
		servicelevel.Closing{},
		plans.Rule{},
		monthend.RefusedLine{},
		plans.RuleKind(0), servicelevel.Language(0),
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
		penalty.Step{},
		response.Targets{},
		response.Ticket{},
		response.Standing{},
		response.QuotaResult{},
	}
}

// addBook adds what a book says of itself while a month runs, and when it is closed.
func addBook(t *testing.T, add func(...any)) {
	t.Helper()
	var in servicelevel.Input
	require.NoError(t, json.Unmarshal([]byte(month), &in))
	book, err := servicelevel.NUXIT().Open(in.Contract)
	require.NoError(t, err)
	at := time.Date(2026, time.May, 3, 20, 0, 0, 0, time.UTC)
	require.NoError(t, book.Record(
		servicelevel.Fact{ID: "1", Kind: servicelevel.Requested, At: at, Ticket: "T1", Request: servicelevel.Incident},
		servicelevel.Fact{ID: "2", Kind: servicelevel.Estimated, At: at.Add(time.Hour), Ticket: "T1", Time: time.Hour},
		servicelevel.Fact{ID: "3", Kind: servicelevel.Bought, At: at, Time: 3 * time.Hour},
	))
	for f := range book.Facts() {
		add(f)
	}
	now := at.Add(2 * time.Hour)
	deadlines, err := book.Due(now)
	require.NoError(t, err)
	handling, err := book.Handle(servicelevel.Request{Ticket: "T2", Kind: servicelevel.ServiceRequest, At: now, Estimate: time.Hour})
	require.NoError(t, err)
	tickets, err := book.Tickets(now)
	require.NoError(t, err)
	balance, err := book.Balance(now)
	require.NoError(t, err)
	statement, state, err := book.Close(in.Month)
	require.NoError(t, err)
	add(deadlines, handling, tickets, balance, statement, state)
}

func sorted(all map[document]bool) []document {
	list := make([]document, 0, len(all))
	for d := range all {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b document) int { return strings.Compare(a.typ+" "+a.text, b.typ+" "+b.text) })
	return list
}

// kept are documents that stand in files of the repository as they were written by hand,
// by their place in the file.
func kept(t *testing.T) (list []document) {
	t.Helper()
	vectors := "../../servicelevel/leveltest/testdata/vectors/"
	for _, of := range []struct{ files, at, typ string }{
		{"../statement/samples/*.json", "", "servicelevel.Input"},
		{"../*/month.json", "", "servicelevel.Input"},
		{"../einvoice/samples/rates.json", "", "servicelevel.Input"},
		{"../report/samples/*.json", "", "servicelevel.Input"},
		{"../report/testdata/hostile.json", "", "servicelevel.Input"},
		{"../report/testdata/zloty.json", "", "servicelevel.Input"},
		{"../report/testdata/zloty-edition.json", "", "plans.Edition"},
		{"../statement/testdata/statements.json", "", "statement.Statement"},
		{"../otherhost/edition.json", "", "plans.Edition"},
		{"../otherhost/clause.json", "", "penalty.Terms"},
		{"../ical/testdata/schedule.json", "", "calendar.Schedule"},
		{"../../penalty/testdata/clauses/*.json", "terms", "penalty.Terms"},
		{vectors + "statements.json", "vectors/*/input", "servicelevel.Input"},
		{vectors + "calendar.json", "vectors/*/schedule", "calendar.Schedule"},
		{vectors + "packs.json", "vectors/*/tariff", "credit.Tariff"},
		{vectors + "ledgers.json", "vectors/*/terms", "credit.Terms"},
		{vectors + "assessments.json", "vectors/*/terms", "penalty.Terms"},
		{vectors + "assessments.json", "vectors/*/case", "penalty.Case"},
	} {
		files, err := filepath.Glob(of.files)
		require.NoError(t, err)
		require.NotEmpty(t, files, of.files)
		for _, file := range files {
			text, err := os.Open(file)
			require.NoError(t, err)
			values := json.NewDecoder(text)
			for values.More() {
				var value json.RawMessage
				require.NoError(t, values.Decode(&value), file)
				for _, found := range at(t, value, of.at) {
					list = append(list, document{of.typ, string(found)})
				}
			}
			require.NoError(t, text.Close())
		}
	}
	return list
}

// at finds the parts of a text at a path, in which * is every element of a list.
func at(t *testing.T, text json.RawMessage, path string) []json.RawMessage {
	t.Helper()
	if path == "" {
		return []json.RawMessage{text}
	}
	name, rest, _ := strings.Cut(path, "/")
	if name != "*" {
		var fields map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(text, &fields))
		return at(t, fields[name], rest)
	}
	var elements, found []json.RawMessage
	require.NoError(t, json.Unmarshal(text, &elements))
	for _, e := range elements {
		found = append(found, at(t, e, rest)...)
	}
	return found
}

// refusal is a document that the library refuses, and the faults that it finds.
type refusal struct {
	document
	faults []string
}

// refusals are those of the library's own corpus: a type, the document behind a tab, and
// each of its faults behind two, as Go writes strings.
func refusals(t *testing.T) (all []refusal) {
	t.Helper()
	data, err := os.ReadFile("../../internal/wire/testdata/refused.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		quoted := strings.TrimLeft(line, "\t")
		if quoted == line {
			all = append(all, refusal{document: document{typ: line}})
			continue
		}
		text, err := strconv.Unquote(quoted)
		require.NoError(t, err, line)
		if last := &all[len(all)-1]; last.text == "" && len(line)-len(quoted) == 1 {
			last.text = text
		} else {
			last.faults = append(last.faults, text)
		}
	}
	return all
}

func (d document) String() string { return fmt.Sprintf("%s %.2000s", d.typ, d.text) }
