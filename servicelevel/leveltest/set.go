package leveltest

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// MaxVectors is how many vectors a file may hold.
const MaxVectors = 10_000

// Set is a collection of test vectors. It is plain data.
type Set struct {
	Calendar    []CalendarVector   // calendar.json
	Packs       []PackVector       // packs.json
	Ledgers     []LedgerVector     // ledgers.json
	Assessments []AssessmentVector // assessments.json
	Statements  []Case             // statements.json
}

//go:embed testdata/vectors/*.json
var embedded embed.FS

// Vectors returns the vectors of this package, read anew and the caller's own.
// They are part of it and can be read: there is no error to look at.
func Vectors() Set {
	s, err := own()
	if err != nil {
		panic(fmt.Sprintf("leveltest: the vectors of this package: %v", err)) // its tests read them
	}
	return s
}

func own() (Set, error) {
	dir, err := fs.Sub(embedded, "testdata/vectors")
	if err != nil {
		return Set{}, err
	}
	return ReadVectors(dir)
}

// ReadVectors reads the files of a folder that are named as in Set; one that is
// not there leaves its list empty. It is strict: unknown fields and values, inputs
// that palier would refuse, vectors without a name or a source, and two of one
// name in a file are faults, all of them reported.
func ReadVectors(dir fs.FS) (Set, error) {
	var s Set
	err := errors.Join(
		readFile(dir, "calendar.json", &s.Calendar),
		readFile(dir, "packs.json", &s.Packs),
		readFile(dir, "ledgers.json", &s.Ledgers),
		readFile(dir, "assessments.json", &s.Assessments),
		readFile(dir, "statements.json", &s.Statements),
	)
	if err != nil {
		return Set{}, err
	}
	return s, nil
}

// readFile reads one file into a list of vectors.
func readFile[V any, P vector[V]](dir fs.FS, name string, list *[]V) error {
	data, err := fs.ReadFile(dir, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var f file[V, P]
	if err := wire.Decode(data, &f); err != nil {
		return fault.In(name, err)
	}
	*list = f.Vectors
	return nil
}

// vector is a pointer to a vector of some kind.
type vector[V any] interface {
	*V
	title() (name, source string)
	validate() error
}

// file is what one file holds.
type file[V any, P vector[V]] struct {
	Schema  schema `json:"schema"`
	Vectors []V    `json:"vectors"`
}

// Validate reports every fault of the vectors.
func (f file[V, P]) Validate() error {
	var l fault.List
	if len(f.Vectors) > MaxVectors {
		return fault.New("vectors", len(f.Vectors), "must be at most 10000")
	}
	seen := map[string]bool{}
	for i := range f.Vectors {
		v, at := P(&f.Vectors[i]), fault.Index("vectors", i)
		name, source := v.title()
		l.Check(name != "", at+".name", name, "must be given")
		l.Check(source != "", at+".source", source, "must say where the figures come from")
		l.Check(!seen[name], at+".name", name, "must not be that of another vector")
		seen[name] = true
		l.In(at, v.validate())
	}
	return l.Err()
}

// schema is the version of the format.
type schema struct{}

const schemaText = "palier-vectors/1"

// UnmarshalText implements encoding.TextUnmarshaler.
func (schema) UnmarshalText(b []byte) error {
	if string(b) != schemaText {
		return fault.New("", string(b), `must be "`+schemaText+`"`)
	}
	return nil
}
