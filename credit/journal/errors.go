package journal

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/palier-go/palier/internal/fault"
)

// FieldError is one fault of one field of an input: its path, the value and the reason.
// Several faults come joined; errors.As finds the first.
type FieldError = fault.Error

// ErrStale is what every StaleError wraps.
var ErrStale = errors.New("the journal has grown since it was read")

// StaleError says that nothing was added, because the journal of an owner has other
// lines than the caller has read, or the id of a new line is taken. errors.Is finds
// ErrStale.
type StaleError struct{ Owner string }

// Error implements error.
func (e *StaleError) Error() string {
	return "journal: " + strconv.Quote(e.Owner) + ": " + ErrStale.Error()
}

// Unwrap returns ErrStale.
func (e *StaleError) Unwrap() error { return ErrStale }

// BusyError says that others added to a journal before each of the attempts to. Nothing
// was added, and it may be tried again. errors.Is finds ErrStale.
type BusyError struct {
	Owner    string
	Attempts int
}

// Error implements error.
func (e *BusyError) Error() string {
	return fmt.Sprintf("journal: nothing was added to %q: others were faster %d times", e.Owner, e.Attempts)
}

// Unwrap returns ErrStale.
func (e *BusyError) Unwrap() error { return ErrStale }

// LineError says which line of a journal could not be taken.
type LineError struct {
	Owner string // empty if the journal has no name
	Line  int    // from 1
	Err   error
}

// Error implements error.
func (e *LineError) Error() string {
	if e.Owner == "" {
		return fmt.Sprintf("journal: line %d: %v", e.Line, e.Err)
	}
	return fmt.Sprintf("journal: %q, line %d: %v", e.Owner, e.Line, e.Err)
}

// Unwrap returns the cause.
func (e *LineError) Unwrap() error { return e.Err }
