package credit

import (
	"errors"
	"fmt"
	"time"

	"github.com/palier-go/palier/internal/fault"
)

// FieldError is one fault of one field of an input; see calendar.FieldError.
type FieldError = fault.Error

// ShortfallError says that there is not enough allowance and credit for an entry (D8). Nothing was drawn.
// Needed = Available + Missing.
type ShortfallError struct {
	ID        string
	Needed    time.Duration // what is to be charged, or reserved
	Available time.Duration // what of it there is: allowance, credit and granted overdraft that are not held
	Missing   time.Duration
	// Offer is the cheapest way to buy what is missing, empty if the terms have no tariff.
	Offer Offer
}

// Error implements error.
func (e *ShortfallError) Error() string {
	return fmt.Sprintf("credit: %q needs %v, %v is available, %v is missing", e.ID, e.Needed, e.Available, e.Missing)
}

// HeldError says that a capture is charged more than its hold has reserved.
type HeldError struct {
	ID     string
	Of     string
	Needed time.Duration
	Held   time.Duration
}

// Error implements error.
func (e *HeldError) Error() string {
	return fmt.Sprintf("credit: capture %q needs %v, %q holds %v", e.ID, e.Needed, e.Of, e.Held)
}

// InUseError says that hours of a lot (Of) cannot go: not so many of it are left, or what is left of all
// without them does not cover what is held.
type InUseError struct {
	ID    string
	Of    string
	Asked time.Duration // zero: all that is left, and nothing is
	Left  time.Duration // of the lot
	Held  time.Duration // by all open holds, if they need it
}

// Error implements error.
func (e *InUseError) Error() string {
	return fmt.Sprintf("credit: %q cannot take %v of %q: %v is left, %v held", e.ID, e.Asked, e.Of, e.Left, e.Held)
}

// ErrFull says that an account holds MaxEntries entries or MaxBought of time.
var ErrFull = errors.New("credit: the account is full")
