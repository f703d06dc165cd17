package schema

import (
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// comments are what doc comments say of types, "Fee", and of fields, "Fee.Monthly": their first paragraphs, by the folders
// of packages.
type comments struct {
	t    *testing.T
	said map[string]map[string]string
}

// foreign is what is said of types that are not palier's.
var foreign = map[reflect.Type]string{
	reflect.TypeFor[time.Time]():       `An instant as RFC 3339 has it: "2026-05-03T22:10:00+02:00".`,
	reflect.TypeFor[time.Duration]():   `A length of time as ISO 8601 has it, in hours, minutes and seconds: "PT1H30M".`,
	reflect.TypeFor[decimal.Decimal](): `An exact number, as text: "0.999".`,
}

// of returns what is said of a type, or of a field of it.
func (c comments) of(t reflect.Type, field string) string {
	if said := foreign[t]; said != "" {
		return said
	}
	folder, ours := strings.CutPrefix(t.PkgPath(), module)
	if !ours {
		return ""
	}
	if c.said[folder] == nil {
		c.said[folder] = map[string]string{}
		for _, file := range sources(c.t, folder) {
			ast.Inspect(file, func(n ast.Node) bool {
				if decl, ok := n.(*ast.GenDecl); ok && decl.Tok == token.TYPE {
					c.read(folder, decl)
				}
				_, function := n.(*ast.FuncDecl)
				return !function
			})
		}
	}
	return c.said[folder][strings.TrimSuffix(t.Name()+"."+field, ".")]
}

// read notes the comments of declared types and of their fields. A field that has none is spoken of with the one before it, if
// that names it.
func (c comments) read(folder string, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		of, ok := spec.(*ast.TypeSpec)
		require.True(c.t, ok)
		name := of.Name.Name
		c.said[folder][name] = firstOf(of.Doc, of.Comment, decl.Doc)
		fields, ok := of.Type.(*ast.StructType)
		if !ok {
			continue
		}
		before := ""
		for _, f := range fields.Fields.List {
			text := firstOf(f.Doc, f.Comment)
			for _, field := range f.Names {
				if text == "" && slices.Contains(words.FindAllString(before, -1), field.Name) {
					text = before
				}
				c.said[folder][name+"."+field.Name] = text
			}
			if text != "" {
				before = text
			}
		}
	}
}

// firstOf returns the first paragraph of the first comment that is there, without marks.
func firstOf(groups ...*ast.CommentGroup) string {
	p := comment.Parser{LookupPackage: func(name string) (string, bool) { return name, true }} // links have no brackets
	for _, g := range groups {
		if doc := p.Parse(g.Text()); len(doc.Content) > 0 {
			doc.Content = doc.Content[:1]
			out := comment.Printer{TextWidth: -1}
			text := strings.TrimSpace(string(out.Text(doc)))
			if cut, ok := strings.CutSuffix(text, ":"); ok {
				text = cut + "."
			}
			return text
		}
	}
	return ""
}

// sources parses the files of a folder of this module, but for its tests.
func sources(t *testing.T, folder string) (files []*ast.File) {
	t.Helper()
	names, err := fs.Glob(os.DirFS("../../"+folder), "*.go")
	require.NoError(t, err)
	for _, name := range names {
		if !strings.HasSuffix(name, "_test.go") {
			file, err := parser.ParseFile(token.NewFileSet(), "../../"+folder+"/"+name, nil, parser.ParseComments)
			require.NoError(t, err)
			files = append(files, file)
		}
	}
	return files
}

var (
	words = regexp.MustCompile(`\b[A-Z][A-Za-z0-9]*\b`)
	humps = regexp.MustCompile(`[a-z0-9][A-Z]`)
)

// names are what the documents call what Go has names for: the fields of a type, and what has two words, such as ServiceDays.
type names struct {
	own map[string]string
	all map[string]bool
}

// in has a text say names as they stand in documents. One word at the beginning of a sentence is English, but the
// first of all.
func (n names) in(text string) string {
	var out strings.Builder
	end := 0
	for _, at := range words.FindAllStringIndex(text, -1) {
		word := text[at[0]:at[1]]
		name, own := n.own[word]
		if humps.MatchString(word) {
			snake := strings.ToLower(humps.ReplaceAllStringFunc(word, func(s string) string { return s[:1] + "_" + s[1:] }))
			if name, own = snake, n.all[snake]; n.own[word] != "" {
				name, own = n.own[word], true
			}
		} else if before := strings.TrimRight(text[:at[0]], " \n"); strings.HasSuffix(before, ".") && text[at[0]-1] != '.' {
			own = false
		}
		if own && name != "" {
			out.WriteString(text[end:at[0]] + name)
			end = at[1]
		}
	}
	return out.String() + text[end:]
}

// describe has a schema name things so.
func (n names) describe(schema map[string]any) {
	if text, ok := schema["description"].(string); ok {
		schema["description"] = n.in(text)
	}
}

// TestNamesInDescriptions: a description names what is in a document as that does.
func TestNamesInDescriptions(t *testing.T) {
	t.Parallel()
	n := names{map[string]string{"Rate": "rate", "Cap": "cap", "At": "at"}, map[string]bool{"service_days": true}}
	for text, want := range map[string]string{
		"Rate is a share, up to Cap. At most 2; see Terms.Rate.": "rate is a share, up to cap. At most 2; see Terms.rate.",
		"with ServiceDays, by LoadLocation":                      "with service_days, by LoadLocation",
		"":                                                       "",
	} {
		assert.Equal(t, want, n.in(text))
	}
}
