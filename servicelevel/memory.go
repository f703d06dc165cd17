package servicelevel

import (
	"slices"

	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// memory is what the lists of a statement lie in: fresh for one that is given away,
// or that of the statement before.
type memory struct {
	frame       *frame
	lines       []invoice.Line
	taxes       []invoice.TaxTotal // of an invoice with several
	tickets     []statement.TicketWork
	draws       []statement.LotDraw
	lots        []statement.LotUse
	guarantees  []statement.Punctuality
	uptimes     []statement.Uptime
	assumptions []statement.Assumption // mostly beside the frame
}

// frame is what every ordinary statement has one of, in one piece of memory. What
// uses a part of it fills in all of that.
type frame struct {
	levels       [1]statement.LevelDays
	taxes        [2]invoice.TaxTotal
	compensation invoice.Document
}

// begin makes the frame, with room for what an ordinary month assumes beside it: more if
// availability is promised.
func (m *memory) begin(promises bool) {
	if promises {
		f := new(struct {
			frame
			assumptions [20]statement.Assumption
		})
		m.frame, m.assumptions = &f.frame, f.assumptions[:]
		return
	}
	f := new(struct {
		frame
		assumptions [10]statement.Assumption
	})
	m.frame, m.assumptions = &f.frame, f.assumptions[:]
}

// room returns an empty list with room for n elements, all zero, in some memory,
// which is made larger if need be.
func room[T any](mem *[]T, n int) []T {
	if cap(*mem) < n {
		*mem = make([]T, n)
	} else {
		clear((*mem)[:n])
	}
	return (*mem)[:0:n]
}

// extend makes a list longer by an element, zero in the memory that room gave, and
// returns that.
func extend[T any](list *[]T) *T {
	n := len(*list)
	if n == cap(*list) {
		*list = slices.Grow(*list, 1)
	}
	*list = (*list)[:n+1]
	return &(*list)[n]
}
