package fault_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// causes stand behind the words of another error of their package, which name it.
var causes = map[string]bool{
	"journal.ErrStale": true, "ledger.ErrRepeated": true, "creditsql.ErrDamaged": true, "creditsql.SchemaError": true,
}

// TestErrorsNameTheirPackage: what an error says begins with the package that declares it, as in the standard
// library, wherever it has come from since; a FieldError begins with the path of the field.
func TestErrorsNameTheirPackage(t *testing.T) {
	t.Parallel()
	declared := map[string][]string{} // the texts of each error
	packages := map[string]bool{}
	for _, room := range []string{"calendar", "credit", "penalty", "servicelevel"} {
		require.NoError(t, filepath.WalkDir(filepath.Join("..", "..", room), func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "internal" || d.Name() == "testdata"):
				return fs.SkipDir
			case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			packages[f.Name.Name] = true
			for _, d := range f.Decls {
				addErrors(declared, f.Name.Name, d)
			}
			return nil
		}))
	}
	assert.Greater(t, len(declared), 20)
	for name, texts := range declared {
		pkg, _, _ := strings.Cut(name, ".")
		named := false
		for _, text := range texts {
			first, _, ok := strings.Cut(text, ": ")
			named = named || ok && first == pkg
			assert.False(t, ok && packages[first] && first != pkg, "%s says %q", name, text)
		}
		assert.Equal(t, !causes[name], named, "%s says %q", name, texts)
	}
	for name := range causes {
		assert.Contains(t, declared, name)
	}
}

// addErrors adds the texts of the errors that a declaration has: methods Error, and variables that a package exports.
func addErrors(declared map[string][]string, pkg string, d ast.Decl) {
	add := func(name string, in ast.Node) {
		ast.Inspect(in, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, _ := strconv.Unquote(lit.Value)
				declared[pkg+"."+name] = append(declared[pkg+"."+name], text)
			}
			return true
		})
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil || d.Name.Name != "Error" {
			return
		}
		typ := d.Recv.List[0].Type
		if star, ok := typ.(*ast.StarExpr); ok {
			typ = star.X
		}
		if id, ok := typ.(*ast.Ident); ok && id.IsExported() {
			add(id.Name, d.Body)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok && len(v.Values) == 1 && strings.HasPrefix(v.Names[0].Name, "Err") {
				if _, ok := v.Values[0].(*ast.CallExpr); ok {
					add(v.Names[0].Name, v.Values[0])
				}
			}
		}
	}
}
