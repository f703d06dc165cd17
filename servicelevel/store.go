package servicelevel

import (
	"slices"

	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/clone"
)

type (
	// Store keeps the facts of contracts: the lines are facts, the owners the ids of
	// contracts.
	Store = journal.Store[Fact]
	// MemoryStore is a Store in memory. The zero value is empty and ready.
	MemoryStore = journal.Memory[Fact, *Fact]
)

// LineKind implements journal.Line.
func (*Fact) LineKind() string { return "fact" }

// LineID implements journal.Line: a fact is known in its contract by its ID.
func (f *Fact) LineID() string { return f.ID }

// CloneLine implements journal.Line.
func (f *Fact) CloneLine() Fact {
	c := *f
	c.Parts = slices.Clone(f.Parts)
	if f.Price != nil {
		price := *f.Price
		c.Price = &price
	}
	c.VAT, c.Contract = f.VAT.clone(), clone.Of(f.Contract)
	return c
}
