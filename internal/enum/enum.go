// Package enum gives every enumeration of palier its text form, in one way: what is wrong with
// a value, whatever its type, gets the same answer.
//
// An enumeration is a type of bytes. Its names are the texts of its values from 0 on; a value
// whose name is empty is none, and so has no text.
package enum

import (
	"slices"
	"strconv"
	"strings"

	"github.com/palier-go/palier/internal/fault"
)

func known[T ~uint8](names []string, v T) bool { return int(v) < len(names) && names[v] != "" }

// String returns the text of v, and for what is no value a text such as "level(9)", of which
// the first part is what the type is called.
func String[T ~uint8](names []string, called string, v T) string {
	if known(names, v) {
		return names[v]
	}
	return called + "(" + strconv.Itoa(int(v)) + ")"
}

// Marshal returns the text of v; what is no value is an error.
func Marshal[T ~uint8](names []string, called string, v T) ([]byte, error) {
	if !known(names, v) {
		return nil, fault.New(called, uint8(v), wanted(names))
	}
	return []byte(names[v]), nil
}

// Parse sets v to the value of a text. Any other text is an error and leaves v as it is.
func Parse[T ~uint8](v *T, names []string, called string, text []byte) error {
	if i := slices.Index(names, string(text)); i >= 0 && len(text) > 0 {
		*v = T(i) // an index of a list of a few names
		return nil
	}
	return fault.New(called, string(text), wanted(names))
}

// Check reports whether v, which lies in a field, is a value; if not it adds a fault to l.
func Check[T ~uint8](l *fault.List, field string, names []string, v T) bool {
	ok := known(names, v)
	if !ok {
		l.Add(field, uint8(v), wanted(names))
	}
	return ok
}

// wanted says which values there are.
func wanted(names []string) string {
	return "must be one of " + strings.TrimPrefix(strings.Join(names, ", "), ", ")
}
