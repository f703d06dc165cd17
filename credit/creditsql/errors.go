package creditsql

import (
	"errors"
	"fmt"

	"github.com/palier-go/palier/internal/fault"
)

// FieldError is one fault of one field of an input: its path, the value and the
// reason. Several faults of one value come joined; errors.As finds the first.
type FieldError = fault.Error

// ErrDamaged is the cause of an Error where what is in the table was not put
// there by a Store: a number is missing, or a row's columns contradict its entry.
var ErrDamaged = errors.New("the journal is damaged")

// Error says what a store could not do, for which account, and why. The database's
// own error is its cause, so that errors.As finds a driver's and errors.Is finds
// context.Canceled.
type Error struct {
	Op       string // "load", "append" or "migrate"
	Account  string // empty for "migrate"
	Sequence int    // of the entry it is about, or the version of the migration; 0 where it is about none
	Err      error
}

// Error implements error.
func (e *Error) Error() string {
	switch {
	case e.Op == "migrate" && e.Sequence == 0:
		return fmt.Sprintf("creditsql: migrate: %v", e.Err)
	case e.Op == "migrate":
		return fmt.Sprintf("creditsql: migrate to version %d: %v", e.Sequence, e.Err)
	case e.Sequence == 0:
		return fmt.Sprintf("creditsql: %s %q: %v", e.Op, e.Account, e.Err)
	default:
		return fmt.Sprintf("creditsql: %s %q, entry %d: %v", e.Op, e.Account, e.Sequence, e.Err)
	}
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// SchemaError says that the tables are of a later version than this program
// knows, so that it must not write to them.
type SchemaError struct {
	Version int // of the tables
	Known   int // the latest that the program knows
}

// Error implements error.
func (e *SchemaError) Error() string {
	return fmt.Sprintf("the tables are of version %d, this program knows versions up to %d", e.Version, e.Known)
}
