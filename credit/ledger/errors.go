package ledger

import (
	"errors"
	"fmt"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/journal"
)

// ConflictError says that an id was applied before with other content. The
// earlier entry stands.
type ConflictError struct {
	ID    string
	Field string // the first field that differs, such as "time"
}

// Error implements error.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("ledger: %q was applied before with another %s", e.ID, e.Field)
}

// TargetError says that an entry refers to one that is not there, or that is of
// a kind it cannot act on, such as a reversal.
type TargetError struct {
	ID     string
	Kind   credit.Kind // what was asked
	Of     string      // the id referred to
	OfKind credit.Kind // its kind; zero where there is no such entry
}

// Error implements error.
func (e *TargetError) Error() string {
	if e.OfKind == 0 {
		return fmt.Sprintf("ledger: %v %q refers to %q, which is not there", e.Kind, e.ID, e.Of)
	}
	return fmt.Sprintf("ledger: %v %q refers to %q, which is a %v", e.Kind, e.ID, e.Of, e.OfKind)
}

// ClosedError says that an entry refers to one that is over: a hold captured or
// released, a debit reversed.
type ClosedError struct {
	ID     string
	Kind   credit.Kind // what was asked
	Of     string
	By     string // the entry that closed it
	ByKind credit.Kind
}

// Error implements error.
func (e *ClosedError) Error() string {
	return fmt.Sprintf("ledger: %v %q refers to %q, closed before by %v %q", e.Kind, e.ID, e.Of, e.ByKind, e.By)
}

// JournalError says which line of a journal could not be applied. The account
// keeps what the lines before it made.
type JournalError = journal.LineError

// ErrRepeated is the cause of a JournalError if a line has the id of an
// earlier one.
var ErrRepeated = errors.New("the id is that of an earlier line")
