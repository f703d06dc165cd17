package creditsql

import (
	"errors"
	"fmt"

	"github.com/palier-go/palier/internal/fault"
)

// FieldError is one fault of one field of an input: its path, the value and the
// reason. Several faults of one value come joined; errors.As finds the first.
type FieldError = fault.Error

// ErrDamaged is the cause of an Error if what is in the table was not put there by a
// Store: a number is missing, or the columns of a row contradict its line.
var ErrDamaged = errors.New("the journal is damaged")

// Error says what a store could not do, for which owner, and why. The database's own
// error is its cause, so that errors.As finds a driver's and errors.Is finds
// context.Canceled. Whatever was asked for may be asked for again: a deadlock, a file
// that is locked and a connection that broke are errors of this kind.
type Error struct {
	Op       string // "load", "append", "load snapshot", "save snapshot" or "migrate"
	Kind     string // of the lines, "entry" or "fact"; empty for "migrate"
	Owner    string // empty for "migrate"
	Sequence int    // of the line, or the first of the lines, that it is about, or the version of the migration; 0 if about none
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
		return fmt.Sprintf("creditsql: %s %q: %v", e.Op, e.Owner, e.Err)
	default:
		return fmt.Sprintf("creditsql: %s %q, %s %d: %v", e.Op, e.Owner, e.Kind, e.Sequence, e.Err)
	}
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// SchemaError says that the tables are not those that this program knows, so that it
// neither reads nor writes them. If they are older, or there are none, Migrate brings
// them up to date; if they are newer, the program must be.
type SchemaError struct {
	Version int // of the tables; 0 if there are none
	Known   int // the one that the program knows
}

// Error implements error.
func (e *SchemaError) Error() string {
	switch {
	case e.Version > e.Known:
		return fmt.Sprintf("the tables are of version %d, this program knows versions up to %d", e.Version, e.Known)
	case e.Version == 0:
		return fmt.Sprintf("there are no tables, this program needs those of version %d: Migrate makes them", e.Known)
	default:
		return fmt.Sprintf("the tables are of version %d, this program needs version %d: Migrate brings them up to date", e.Version, e.Known)
	}
}
