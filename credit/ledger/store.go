package ledger

import (
	"slices"

	"github.com/palier-go/palier/credit/journal"
)

// ErrStale is what a Store returns from Append when the account has grown since.
var ErrStale = journal.ErrStale

type (
	// Store keeps the journals of accounts: the lines are entries, the owners accounts.
	Store = journal.Store[Entry]
	// Memory is a Store in memory. The zero value is empty and ready.
	Memory = journal.Memory[Entry, *Entry]
)

// LineKind implements journal.Line.
func (*Entry) LineKind() string { return "entry" }

// LineID implements journal.Line with the ID.
func (e *Entry) LineID() string { return e.ID }

// CloneLine implements journal.Line.
func (e *Entry) CloneLine() Entry {
	c := *e
	c.Parts = slices.Clone(e.Parts)
	return c
}
