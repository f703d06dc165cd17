package palier_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rooms are the packages that anybody may import, each behind those that it may import itself. What lies in an
// internal folder of a room belongs to that room.
var rooms = []string{
	"calendar",
	"credit", "credit/journal", "credit/ledger", "credit/credittest", "credit/creditsql",
	"penalty", "penalty/clauses", "penalty/response",
	"servicelevel/plans", "servicelevel/invoice", "servicelevel/statement", "servicelevel/contracts", "servicelevel/facts", "servicelevel/states",
	"servicelevel",
	"servicelevel/books", "servicelevel/joint", "servicelevel/compare", "servicelevel/monthend", "servicelevel/leveltest", "servicelevel/schema", "servicelevel/columns",
}

// above are what packages of internal/ may import beside each other, which as a rule is nothing: hours are drawn
// once, for the ledger and for statements, so that what draws them lies above credit and below both.
var above = map[string][]string{"internal/fund": {"calendar", "credit"}}

// TestImportsGoOneWay holds the order of the rooms.
func TestImportsGoOneWay(t *testing.T) {
	t.Parallel()
	const module = "github.com/palier-go/palier/"
	seen := 0
	require.NoError(t, filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(name, "examples") || strings.HasPrefix(name, ".ci") || strings.HasPrefix(name, ".git") || d.Name() == "testdata"):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if of, ok := strings.CutPrefix(imported, module); ok {
				seen++
				assert.True(t, mayImport(path.Dir(name), of), "%s imports %s", name, of)
			}
		}
		return nil
	}))
	assert.Greater(t, seen, 500)
}

// TestRoomsAreSmall holds how many files a package has at most beside its tests, and how long one is.
func TestRoomsAreSmall(t *testing.T) {
	t.Parallel()
	files := make(map[string]int)
	require.NoError(t, filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == ".git"):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(name)
		files[filepath.Dir(name)]++
		assert.LessOrEqual(t, bytes.Count(text, []byte("\n")), 400, name)
		return err
	}))
	assert.Greater(t, len(files), 50)
	for pkg, n := range files {
		assert.LessOrEqual(t, n, 30, pkg)
	}
}

// mayImport reports whether a package may import another one.
func mayImport(pkg, of string) bool {
	if room, _, _ := strings.Cut(of, "/"); room == "examples" {
		return false
	}
	switch {
	case strings.HasPrefix(of, "internal/"):
		return true
	case strings.HasPrefix(pkg, "internal/"):
		return slices.Contains(above[pkg], of)
	case strings.Contains(pkg, "/internal/") || strings.Contains(of, "/internal/"): // of a house: what it has of its own is not looked at
		pkg, _, _ = strings.Cut(pkg, "/")
		if of, _, _ = strings.Cut(of, "/"); of == pkg {
			return true
		}
	}
	from, to := slices.Index(rooms, pkg), slices.Index(rooms, of)
	stranger := strings.HasPrefix(pkg, "penalty") && strings.HasPrefix(of, "credit") // which do not know each other
	return from >= 0 && to >= 0 && to < from && !stranger
}

func TestRoomsThatMayNot(t *testing.T) {
	t.Parallel()
	for _, x := range [][2]string{
		{"internal/money", "calendar"},
		{"internal/fund", "penalty"},
		{"calendar", "credit"},
		{"penalty", "credit"},
		{"penalty/clauses", "credit/journal"},
		{"credit", "penalty"},
		{"servicelevel/plans", "servicelevel"},
		{"servicelevel/facts", "servicelevel/states"},
		{"servicelevel", "servicelevel/compare"},
		{"penalty", "examples/internal/amount"},
		{"penalty/internal/kit", "servicelevel/plans"},
		{"servicelevel/unknown", "calendar"},
	} {
		assert.False(t, mayImport(x[0], x[1]), x)
	}
}
