package servicelevel

import (
	"errors"
	"strconv"
	"strings"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

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

// RefusedLine is what MonthEnd.Lines writes in place of a statement: why a line has none.
type RefusedLine struct { //nolint:errname // a document in the first place
	Line     int     `json:"line"`              // from 1
	Contract string  `json:"contract,omitzero"` // its id, if the line could be read
	Faults   []Fault `json:"faults"`
}

// refusalOf says why an item has no statement.
func refusalOf(it *item) *RefusedLine {
	var of *ContractError
	errors.As(it.err, &of) // as worker.work wraps all errors
	return &RefusedLine{Line: of.Index + 1, Contract: valid(of.Contract), Faults: Faults(of.Err)}
}

// Error implements error: all faults, with semicolons between them.
func (r *RefusedLine) Error() string {
	texts := make([]string, len(r.Faults))
	for i, f := range r.Faults {
		texts[i] = (&fault.Error{Field: f.Field, Value: f.Value, Reason: f.Reason}).Error()
	}
	return "line " + strconv.Itoa(r.Line) + ": " + strings.Join(texts, "; ")
}

// Validate refuses a refusal of no line, or without a fault.
func (r RefusedLine) Validate() error {
	var l fault.List
	l.Check(r.Line > 0, "line", r.Line, "must be at least 1")
	l.Check(len(r.Faults) > 0, "faults", nil, "must not be empty")
	for i, f := range r.Faults {
		l.Check(f.Reason != "", fault.Index("faults", i)+".reason", nil, "must be given")
	}
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (r RefusedLine) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (r *RefusedLine) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// MarshalJSON implements json.Marshaler.
func (f Fault) MarshalJSON() ([]byte, error) { return wire.Append(nil, &f) }

// UnmarshalJSON implements json.Unmarshaler.
func (f *Fault) UnmarshalJSON(b []byte) error { return wire.Decode(b, f) }
