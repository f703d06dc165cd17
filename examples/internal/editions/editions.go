// Package editions finds the edition of a contract for the stories that take one
// from a file: one of the two that palier knows, or another host's.
package editions

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/palier-go/palier/examples/internal/command"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Files are the names given with a flag that may be given several times.
type Files []string

// String returns the names, a space between them.
func (f *Files) String() string { return strings.Join(*f, " ") }

// Set adds a name.
func (f *Files) Set(name string) error {
	*f = append(*f, name)
	return nil
}

// Usage says what the flag is for.
const Usage = "a `file` with the edition of another host, besides nuxit and magic; may be given several times"

// Known are catalogues, each of which knows the editions of all: a contract may change
// from one to another.
type Known []*servicelevel.Catalogue

// Read returns the two editions of palier and those of files. An error has one line a
// fault, each naming the file and the field.
func Read(files []string) (Known, error) {
	known := Known{servicelevel.NUXIT(), servicelevel.Magic()}
	for _, file := range files {
		c, err := read(file)
		if err == nil && known.find(c.Edition().ID) != nil {
			err = &servicelevel.FieldError{Field: "id", Value: c.Edition().ID, Reason: "must not be that of another edition"}
		}
		if err != nil {
			return nil, Named(file, err)
		}
		known = append(known, c)
	}
	all := make(Known, len(known))
	for i, c := range known {
		var err error
		if all[i], err = c.With(known...); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// maxSize bounds a file, in MiB; NUXIT's edition has some 20 kB.
const maxSize = 4

func read(file string) (*servicelevel.Catalogue, error) {
	data, err := command.Read(file, nil, maxSize)
	if err != nil {
		return nil, err
	}
	// Not json.Unmarshal, which says less of what is not JSON at all.
	var e plans.Edition
	var doc json.Unmarshaler = &e
	if err := doc.UnmarshalJSON(data); err != nil {
		return nil, err
	}
	return servicelevel.Compile(e)
}

// Of returns the catalogue of the edition that a contract names.
func (k Known) Of(ct *servicelevel.Contract) (*servicelevel.Catalogue, error) {
	if c := k.find(ct.Edition); c != nil {
		return c, nil
	}
	var ids []string
	for _, c := range k {
		ids = append(ids, c.Edition().ID)
	}
	return nil, &servicelevel.FieldError{Field: "contract.edition", Value: ct.Edition, Reason: "must be one of " + strings.Join(ids, ", ")}
}

func (k Known) find(id string) *servicelevel.Catalogue {
	for _, c := range k {
		if c.Edition().ID == id {
			return c
		}
	}
	return nil
}

// Named puts the name of a file before every line of an error.
func Named(file string, err error) error {
	if err == nil {
		return nil
	}
	lines := strings.Split(err.Error(), "\n")
	for i := range lines {
		lines[i] = fmt.Sprintf("%s: %s", file, lines[i])
	}
	return errors.New(strings.Join(lines, "\n"))
}
