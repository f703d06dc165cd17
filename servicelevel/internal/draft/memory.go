package draft

import (
	"slices"

	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Memory is what the lists of a statement lie in: fresh for one that is given away,
// or that of the statement before.
type Memory struct {
	frame       *frame
	Lines       []invoice.Line
	taxes       []invoice.TaxTotal // of an invoice with several
	Tickets     []statement.TicketWork
	Draws       []statement.LotDraw
	Lots        []statement.LotUse
	Guarantees  []statement.Punctuality
	Uptimes     []statement.Uptime
	Assumptions []statement.Assumption // mostly beside the frame
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
func (m *Memory) begin(promises bool) {
	if promises {
		f := new(struct {
			frame
			assumptions [20]statement.Assumption
		})
		m.frame, m.Assumptions = &f.frame, f.assumptions[:]
		return
	}
	f := new(struct {
		frame
		assumptions [10]statement.Assumption
	})
	m.frame, m.Assumptions = &f.frame, f.assumptions[:]
}

// RoomForLevels returns an empty list for the days of an ordinary month's levels.
func (d *Documents) RoomForLevels() []statement.LevelDays {
	if d.Memory.frame == nil {
		d.Memory.begin(d.Term.Promises())
	}
	return d.Memory.frame.levels[:0]
}

// GiveAway leaves the memory of the statement to whoever has that from now on.
func (d *Documents) GiveAway() { d.Memory = Memory{} }

// Room returns an empty list with room for n elements, all zero, in some memory,
// which is made larger if need be.
func Room[T any](mem *[]T, n int) []T {
	if cap(*mem) < n {
		*mem = make([]T, n)
	} else {
		clear((*mem)[:n])
	}
	return (*mem)[:0:n]
}

// Extend makes a list longer by an element, zero in the memory that Room gave, and
// returns that.
func Extend[T any](list *[]T) *T {
	n := len(*list)
	if n == cap(*list) {
		*list = slices.Grow(*list, 1)
	}
	*list = (*list)[:n+1]
	return &(*list)[n]
}
