package monthend

import (
	"database/sql/driver"
	"errors"
	"strconv"
	"strings"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel"
)

// RefusedLine is what Run.Lines writes in place of a statement: why a line has none.
type RefusedLine struct { //nolint:errname // a document in the first place
	Line     int                  `json:"line"`              // from 1
	Contract string               `json:"contract,omitzero"` // its id, if the line could be read
	Faults   []servicelevel.Fault `json:"faults"`
}

// refusalOf says why an item has no statement.
func refusalOf(it *item) *RefusedLine {
	var of *ContractError
	errors.As(it.err, &of) // as worker.work wraps all errors
	return &RefusedLine{Line: of.Index + 1, Contract: strings.ToValidUTF8(of.Contract, "\uFFFD"), Faults: servicelevel.Faults(of.Err)}
}

// Error implements error: all faults, with semicolons between them.
func (r *RefusedLine) Error() string {
	texts := make([]string, len(r.Faults))
	for i, f := range r.Faults {
		texts[i] = (&servicelevel.FieldError{Field: f.Field, Value: f.Value, Reason: f.Reason}).Error()
	}
	return "monthend: line " + strconv.Itoa(r.Line) + ": " + strings.Join(texts, "; ")
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

// UnmarshalJSON implements json.Unmarshaler.
func (r *RefusedLine) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// Value implements driver.Valuer.
func (r RefusedLine) Value() (driver.Value, error) { return column.Text(r.MarshalJSON()) }

// Scan implements sql.Scanner.
func (r *RefusedLine) Scan(src any) error { return column.Scan(r.UnmarshalJSON, "refused_line", src) }
