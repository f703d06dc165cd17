package journal

import (
	"context"
	"encoding/json"
)

// Limits of a journal.
const (
	MaxOwner = 128     // bytes of an owner's name, and of the id of a line
	MaxLines = 1 << 22 // lines of one journal
)

// Line is what a pointer to a line must have. *ledger.Entry and *servicelevel.Fact are
// lines. The form of a line as JSON is one line of text.
type Line[L any] interface {
	*L
	json.Marshaler
	json.Unmarshaler
	// LineKind returns a word for all lines of the type, such as "entry". It does not
	// look at the line, and may be called on a nil pointer.
	LineKind() string
	// LineID returns the id of the line, which is unique in its journal.
	LineID() string
	// CloneLine returns a copy that shares nothing that can change.
	CloneLine() L
	// Validate reports every fault of the line as a *FieldError. It refuses an id that
	// is longer than MaxOwner, or is no text as CheckLoad asks it of an owner.
	Validate() error
}

// Store keeps the journals of many owners. It is safe for concurrent use by many
// goroutines. What it returns is the caller's to keep and change, and what it was given
// is the caller's again once the call returns.
//
// Each method refuses what CheckLoad, CheckBatches or CheckSnapshot refuses, with a
// *FieldError and before it does anything. It returns an error that wraps ctx.Err() if
// the context has ended.
type Store[L any] interface {
	// Load returns the lines of an owner after the first ones, in order: after is how
	// many are left out. There are none if the owner is not known.
	Load(ctx context.Context, owner string, after int) ([]L, error)
	// Append adds all batches, or none if it returns an error. A *StaleError, which
	// wraps ErrStale, names an owner who has not exactly After lines, or has a line with
	// the id of a new one. Without batches, and for a batch without lines, Append does
	// nothing.
	Append(ctx context.Context, batches ...Batch[L]) error
	// LoadSnapshot returns the snapshot of an owner that SaveSnapshot has kept, or the
	// zero Snapshot if there is none. It does not return one if line After of the journal
	// is not there or has another id than Last.
	LoadSnapshot(ctx context.Context, owner string) (Snapshot, error)
	// SaveSnapshot keeps a snapshot of an owner in place of the one before. It passes
	// over one of fewer lines than that, and one whose last line is not in the journal:
	// neither is an error.
	SaveSnapshot(ctx context.Context, owner string, s Snapshot) error
}

// Batch is lines to be added to the journal of one owner.
type Batch[L any] struct {
	Owner string
	After int // how many lines the journal has, as far as the caller knows
	Lines []L
}

// Snapshot is what the first lines of a journal came to. The zero value is no snapshot.
type Snapshot struct {
	After int    // how many lines it is of
	Last  string // the id of the last of them
	Data  []byte // what they came to; nil and empty are the same
}
