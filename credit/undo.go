package credit

import "slices"

// mark is a state that undo can return to.
type mark struct {
	moves, works, parts, shares int
	known                       int64
}

func (f *Fund) mark() mark {
	return mark{f.moves.Len(), f.works.Len(), len(f.parts), f.shares.Len(), f.known}
}

// undo takes back the moves made since, the last first, and the shares made for them,
// so that a refusal leaves nothing behind.
func (f *Fund) undo(to mark) {
	for n := f.moves.Len() - 1; n >= to.moves; n-- {
		m := *f.moves.At(int32(n)) // below maxMoves
		f.moves.Cut(n)
		s := f.shares.At(m.share)
		listed := s.outside > 0
		f.sum(&m, -1)
		f.unmove(&m, s.list(m.source))
		switch {
		case listed && s.outside == 0:
			f.unlist(m.share)
		case !listed && s.outside > 0:
			f.relist(m.share)
		}
	}
	for n := f.shares.Len() - 1; n >= to.shares; n-- {
		s := f.shares.At(int32(n)) // no more than parts
		f.tickets.At(s.ticket).shares, f.allowances[s.key].users = s.next, s.user
	}
	f.shares.Cut(to.shares)
	if f.byLot.listed > f.moves.Len() {
		f.byLot = movesByLot{}
	}
	f.paid = min(f.paid, len(f.debts))
	f.retreat(to.known)
	f.freed = f.freed[:0]
}

// unmove takes a move, the last one, out of the lists.
func (f *Fund) unmove(m *move, list *int32) {
	if m.of == none {
		*list = m.prev
		if m.source == overdrawn {
			f.debts = f.debts[:len(f.debts)-1]
		}
		return
	}
	f.moves.At(m.of).left -= m.time
	*list = max(*list, m.of)
	if m.source == overdrawn {
		at, _ := slices.BinarySearch(f.debts, m.of)
		f.paid = min(f.paid, at)
	}
}

// save keeps the shares of a ticket as they are, for restore.
func (f *Fund) save(t int32) {
	f.saved = f.saved[:0]
	for s := f.tickets.At(t).shares; s != none; s = f.shares.At(s).next {
		f.saved = append(f.saved, *f.shares.At(s))
	}
}

// restore takes back what was done for a ticket since save.
func (f *Fund) restore(to mark, t int32, before ticket) {
	f.undo(to)
	i := 0
	for s := f.tickets.At(t).shares; s != none; s = f.shares.At(s).next {
		x, was := f.shares.At(s), &f.saved[i]
		x.worked, x.due, x.day = was.worked, was.due, was.day
		i++
	}
	f.reserveFor(f.tickets.At(t), before.reserved)
	*f.tickets.At(t) = before
}
