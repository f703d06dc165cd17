package fund

import "slices"

// Mark is a state that undo can return to.
type Mark struct {
	moves, works, parts, shares int
	known                       int64
}

// Mark returns what f is, for UndoTo.
func (f *Fund) Mark() Mark {
	return Mark{f.MoveRows.Len(), f.WorkRows.Len(), len(f.PartRows), f.ShareRows.Len(), f.Known}
}

// UndoTo takes back the moves made since, the last first, and the shares made for them,
// so that a refusal leaves nothing behind.
func (f *Fund) UndoTo(to Mark) {
	for n := f.MoveRows.Len() - 1; n >= to.moves; n-- {
		m := *f.MoveRows.At(int32(n)) // below MaxMoves
		f.MoveRows.Cut(n)
		s := f.ShareRows.At(m.Share)
		listed := s.Outside > 0
		f.sum(&m, -1)
		f.unmove(&m, s.list(m.Source))
		switch {
		case listed && s.Outside == 0:
			f.unlist(m.Share)
		case !listed && s.Outside > 0:
			f.relist(m.Share)
		}
	}
	for n := f.ShareRows.Len() - 1; n >= to.shares; n-- {
		s := f.ShareRows.At(int32(n)) // no more than parts
		f.TicketRows.At(s.Ticket).Shares, f.AllowanceRows[s.Key].Users = s.Next, s.User
	}
	f.ShareRows.Cut(to.shares)
	if f.byLot.listed > f.MoveRows.Len() {
		f.byLot = movesByLot{}
	}
	f.Paid = min(f.Paid, len(f.DebtMoves))
	f.retreat(to.known)
	f.freed = f.freed[:0]
}

// unmove takes a move, the last one, out of the lists.
func (f *Fund) unmove(m *MoveRow, list *int32) {
	if m.Of == None {
		*list = m.Prev
		if m.Source == OverdrawnSource {
			f.DebtMoves = f.DebtMoves[:len(f.DebtMoves)-1]
		}
		return
	}
	f.MoveRows.At(m.Of).Left -= m.Time
	*list = max(*list, m.Of)
	if m.Source == OverdrawnSource {
		at, _ := slices.BinarySearch(f.DebtMoves, m.Of)
		f.Paid = min(f.Paid, at)
	}
}

// save keeps the shares of a ticket as they are, for restore.
func (f *Fund) save(t int32) {
	f.saved = f.saved[:0]
	for s := f.TicketRows.At(t).Shares; s != None; s = f.ShareRows.At(s).Next {
		f.saved = append(f.saved, *f.ShareRows.At(s))
	}
}

// restore takes back what was done for a ticket since save.
func (f *Fund) restore(to Mark, t int32, before TicketRow) {
	f.UndoTo(to)
	i := 0
	for s := f.TicketRows.At(t).Shares; s != None; s = f.ShareRows.At(s).Next {
		x, was := f.ShareRows.At(s), &f.saved[i]
		x.Worked, x.Due, x.Day = was.Worked, was.Due, was.Day
		i++
	}
	f.reserveFor(f.TicketRows.At(t), before.Reserved)
	*f.TicketRows.At(t) = before
}
