package books

import (
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/servicelevel"
)

type (
	// Store keeps the facts of contracts: the lines are facts, the owners the ids of
	// contracts.
	Store = journal.Store[servicelevel.Fact]
	// Memory is a Store in memory. The zero value is empty and ready.
	Memory = journal.Memory[servicelevel.Fact, *servicelevel.Fact]
)
