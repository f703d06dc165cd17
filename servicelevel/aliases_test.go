package servicelevel_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// aliased returns what the package takes over from others: "facts.Fact" and more.
func aliased(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, file := range []string{"factaliases.go", "planaliases.go"} {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			if of, ok := n.(*ast.SelectorExpr); ok {
				found[of.X.(*ast.Ident).Name+"."+of.Sel.Name] = true
			}
			return true
		})
	}
	return found
}

// TestFactsAreSaidHere: whoever records facts needs no other package of palier than this one and calendar.
func TestFactsAreSaidHere(t *testing.T) {
	t.Parallel()
	known := aliased(t)
	files, err := filepath.Glob("facts/*.go")
	require.NoError(t, err)
	names := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		f, err := parser.ParseFile(token.NewFileSet(), file, text, 0)
		require.NoError(t, err)
		for _, d := range f.Decls {
			gen, _ := d.(*ast.GenDecl)
			if gen == nil {
				continue
			}
			for _, spec := range gen.Specs {
				var ids []*ast.Ident
				switch s := spec.(type) {
				case *ast.TypeSpec:
					ids = []*ast.Ident{s.Name}
				case *ast.ValueSpec:
					ids = s.Names
				}
				for _, id := range ids {
					if id.IsExported() {
						names++
						assert.True(t, known["facts."+id.Name], id.Name)
					}
				}
			}
		}
	}
	assert.Greater(t, names, 30)

	own := map[reflect.Type]bool{
		reflect.TypeFor[credit.Part]():      true, // filled in by Book.Facts
		reflect.TypeFor[credit.Kind]():      true, // of a Removal, which the facts Refunded, Forfeited and Moved say as well
		reflect.TypeFor[statement.Schema](): true, // it has one value
	}
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(typ.Elem())
			return
		}
		if seen[typ] || own[typ] {
			return
		}
		seen[typ] = true
		if pkg, ok := strings.CutPrefix(typ.PkgPath(), "github.com/palier-go/palier/"); !ok || pkg == "calendar" {
			return
		}
		name := path.Base(typ.PkgPath()) + "." + typ.Name()
		assert.True(t, known[name], name)
		if typ.Kind() == reflect.Struct && typ != reflect.TypeFor[servicelevel.Contract]() {
			for i := range typ.NumField() {
				walk(typ.Field(i).Type)
			}
		}
	}
	walk(reflect.TypeFor[servicelevel.Fact]())
	walk(reflect.TypeFor[servicelevel.Activity]())
	assert.True(t, seen[reflect.TypeFor[servicelevel.Reason]()])
}

// TestEveryKindOfFact: each is told by the names of this package, and what is told by lists too.
func TestEveryKindOfFact(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.May, 11, 9, 0, 0, 0, time.UTC)
	later, amount := at.Add(time.Hour), dec("10.00")
	told := map[servicelevel.FactKind]bool{}
	for _, f := range []servicelevel.Fact{
		{Kind: servicelevel.Requested, Ticket: "T", Request: servicelevel.Incident, Channel: servicelevel.ByTicket, Priority: "P1"},
		{Kind: servicelevel.Waiting, Ticket: "T"},
		{Kind: servicelevel.Resumed, Ticket: "T"},
		{Kind: servicelevel.Estimated, Ticket: "T", Time: time.Hour},
		{Kind: servicelevel.Worked, Ticket: "T", End: later},
		{Kind: servicelevel.Updated, Ticket: "T"},
		{Kind: servicelevel.Prioritized, Ticket: "T", Priority: "P2"},
		{Kind: servicelevel.Entered, Ticket: "T", Into: "open"},
		{Kind: servicelevel.Reported, Ticket: "T"},
		{Kind: servicelevel.Reopened, Ticket: "T"},
		{Kind: servicelevel.Cancelled, Ticket: "T"},
		{Kind: servicelevel.Merged, Ticket: "T", Into: "T2"},
		{Kind: servicelevel.Bought, Time: time.Hour, Price: amount},
		{Kind: servicelevel.Given, Time: time.Hour},
		{Kind: servicelevel.Down, End: later, Share: *dec("0.5"), Reason: servicelevel.CustomerFault},
		{Kind: servicelevel.Restored, Of: "D"},
		{Kind: servicelevel.Excluded, End: later, Reason: servicelevel.Maintenance},
		{Kind: servicelevel.Charged, Price: amount, Label: servicelevel.Wording{FR: "x", EN: "x"}, VAT: &servicelevel.ChargeVAT{}},
		{Kind: servicelevel.Claimed, Month: calendar.MustParseMonth("2026-04")},
		{Kind: servicelevel.Refunded, Of: "P", Time: time.Hour},
		{Kind: servicelevel.Forfeited, Of: "P"},
		{Kind: servicelevel.Moved, Of: "P"},
		{Kind: servicelevel.Withdrawn, Of: "x"},
		{Kind: servicelevel.Closed, End: later},
	} {
		f.ID, f.At = "F", at
		require.NoError(t, f.Validate(), f.Kind)
		told[f.Kind] = true
	}
	for k := servicelevel.FactKind(1); !strings.Contains(k.String(), "("); k++ {
		assert.True(t, told[k], k)
	}
	act := servicelevel.Activity{
		Requests:   []servicelevel.Request{{Ticket: "T", At: at, Notes: []servicelevel.TicketNote{{ID: "N", Kind: servicelevel.Updated, At: at}}}},
		Purchases:  []servicelevel.Purchase{{ID: "P", At: at, Time: time.Hour}},
		Outages:    []servicelevel.Outage{{Start: at, End: later}},
		Exclusions: []servicelevel.Exclusion{{Start: at, End: later, Reason: servicelevel.ForceMajeure}},
	}
	assert.NoError(t, act.Validate())
}
