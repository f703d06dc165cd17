package servicelevel

import (
	"strings"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// FieldError is one fault of one field of an input; see calendar.FieldError.
type FieldError = fault.Error

// Fault is a fault as data: a FieldError, or any other error as its Reason.
type Fault struct {
	Field  string `json:"field,omitzero"` // its path; empty if the whole is at fault
	Value  string `json:"value,omitzero"` // as text, at most 64 bytes of it
	Reason string `json:"reason"`         // in English
}

// Faults takes an error of this package apart: a fault for each that is joined in it. A nil error
// has none.
func Faults(err error) []Fault {
	var all []Fault
	for _, f := range fault.All(err) {
		all = append(all, Fault{valid(f.Field), valid(f.Value), valid(f.Reason)})
	}
	return all
}

// valid is a text as JSON can have it.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// MarshalJSON implements json.Marshaler.
func (f Fault) MarshalJSON() ([]byte, error) { return wire.Append(nil, &f) }

// UnmarshalJSON implements json.Unmarshaler.
func (f *Fault) UnmarshalJSON(b []byte) error { return wire.Decode(b, f) }
