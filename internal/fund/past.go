package fund

import "github.com/palier-go/palier/internal/list"

// Past is what a fund was when its changes began: its numbers, the lengths of its
// lists, and the elements of them that were changed since, each as it was before each of
// its changes. So it grows with what is done and not with what is there. What is only
// added needs no note: it is cut off again.
//
// It covers what an account does by applying entries. Whatever restores, or asks what
// would be, does so with no past.
type Past struct {
	allowances, lots, tickets, shares, works, parts, moves, debts int // how many there were
	were                                                          sums

	changed changed
	planned []PlanRow // the plans, if replanned
	replan  bool
}

// changed are elements of a fund as they were, in the order in which they were changed.
type changed struct {
	allowances []list.Was[AllowanceRow]
	lots       []list.Was[LotRow]
	tickets    []list.Was[TicketRow]
	shares     []list.Was[ShareRow]
	works      []list.Was[WorkRow]
	moves      []list.Was[MoveRow]
}

// Remember has f note in p what it is, until Commit or Rollback: it may be changed meanwhile.
// p may have memory of earlier changes, which are over.
func (f *Fund) Remember(p *Past) {
	p.allowances, p.lots, p.tickets, p.shares = len(f.AllowanceRows), len(f.LotRows), f.TicketRows.Len(), f.ShareRows.Len()
	p.works, p.parts, p.moves, p.debts, p.were = f.WorkRows.Len(), len(f.PartRows), f.MoveRows.Len(), len(f.DebtMoves), f.sums
	f.past = p
}

// Commit keeps what was changed since Remember.
func (f *Fund) Commit() {
	f.past.end()
	f.past = nil
}

// end forgets what was changed, and keeps the memory of the lists.
func (p *Past) end() {
	c := &p.changed
	p.planned, p.replan = p.planned[:0], false
	p.changed = changed{c.allowances[:0], c.lots[:0], c.tickets[:0], c.shares[:0], c.works[:0], c.moves[:0]}
}

// Rollback takes back what was changed since Remember, so that f is what it was.
func (f *Fund) Rollback() {
	old := f.past
	c := &old.changed
	f.past = nil
	for n := len(f.LotRows) - 1; n >= old.lots; n-- {
		f.Change(int32(n), f.LotRows[n].Left(), 0) // at most credit.MaxEntries
	}
	for i := len(c.lots) - 1; i >= 0; i-- { // one by one, as the queue lists those with something left
		n, left := c.lots[i].N, f.LotRows[c.lots[i].N].Left()
		f.LotRows[n] = c.lots[i].Value
		f.Change(n, left, f.LotRows[n].Left())
	}
	for i := len(c.allowances) - 1; i >= 0; i-- {
		f.AllowanceRows[c.allowances[i].N] = c.allowances[i].Value
	}
	f.TicketRows.PutBack(c.tickets, old.tickets)
	f.ShareRows.PutBack(c.shares, old.shares)
	f.WorkRows.PutBack(c.works, old.works)
	f.MoveRows.PutBack(c.moves, old.moves)
	if old.replan {
		f.PlanRows = append(f.PlanRows[:0], old.planned...)
	}
	f.AllowanceRows, f.LotRows, f.PartRows, f.DebtMoves = f.AllowanceRows[:old.allowances], f.LotRows[:old.lots], f.PartRows[:old.parts], f.DebtMoves[:old.debts]
	f.retreat(old.were.Known)
	f.sums = old.were
	f.byLot = movesByLot{}
	old.end()
}

// What changes an element that may have been there before gets it from one of the
// functions that begin with edit, or has called one that begins with touch. What takes
// back, on a refusal, needs neither: it changes nothing that was not changed before.

func (f *Fund) editAllowance(n int32) *AllowanceRow {
	if f.past != nil {
		f.past.allowance(f, n)
	}
	return &f.AllowanceRows[n]
}

func (f *Fund) editLot(n int32) *LotRow {
	if f.past != nil {
		f.past.lot(f, n)
	}
	return &f.LotRows[n]
}

func (f *Fund) editTicket(n int32) *TicketRow {
	if f.past != nil {
		f.past.ticket(f, n)
	}
	return f.TicketRows.At(n)
}

func (f *Fund) editShare(n int32) *ShareRow {
	if f.past != nil {
		f.past.share(f, n)
	}
	return f.ShareRows.At(n)
}

func (f *Fund) editWork(n int32) *WorkRow {
	if f.past != nil {
		f.past.work(f, n)
	}
	return f.WorkRows.At(n)
}

func (f *Fund) editMove(n int32) *MoveRow {
	if f.past != nil {
		f.past.move(f, n)
	}
	return f.MoveRows.At(n)
}

// editPlans is for any change of the plans, which are few.
func (f *Fund) editPlans() {
	if p := f.past; p != nil && !p.replan {
		p.planned, p.replan = append(p.planned, f.PlanRows...), true
	}
}

// touchTicket is for changes of a ticket and its shares.
func (f *Fund) touchTicket(n int32) {
	if f.past != nil {
		f.past.whole(f, n)
	}
}

// touchMove is for a move of a share, which changes what the share, its ticket and the
// source add up to.
func (f *Fund) touchMove(share, source int32) {
	if f.past != nil {
		f.past.sums(f, share, source)
	}
}

// touchLinks is for changes of the list of an allowance between two shares.
func (f *Fund) touchLinks(key, above, below int32) {
	if f.past != nil {
		f.past.links(f, key, above, below)
	}
}

func (p *Past) whole(f *Fund, n int32) {
	p.ticket(f, n)
	for s := f.TicketRows.At(n).Shares; s != None; s = f.ShareRows.At(s).Next {
		p.share(f, s)
	}
}

func (p *Past) sums(f *Fund, share, source int32) {
	s := f.ShareRows.At(share)
	p.share(f, share)
	p.ticket(f, s.Ticket)
	switch {
	case source >= 0:
		p.lot(f, source)
	case source == AllowanceSource:
		p.allowance(f, s.Key)
	}
}

func (p *Past) links(f *Fund, key, above, below int32) {
	p.allowance(f, key)
	for _, n := range [...]int32{above, below} {
		if n != None {
			p.share(f, n)
		}
	}
}

// The notes are calls of their own, so that what stands in front of each change is a look
// at a pointer and no more.

//go:noinline
func (p *Past) allowance(f *Fund, n int32) {
	list.Note(&p.changed.allowances, p.allowances, n, &f.AllowanceRows[n])
}

//go:noinline
func (p *Past) lot(f *Fund, n int32) { list.Note(&p.changed.lots, p.lots, n, &f.LotRows[n]) }

//go:noinline
func (p *Past) ticket(f *Fund, n int32) {
	list.Note(&p.changed.tickets, p.tickets, n, f.TicketRows.At(n))
}

//go:noinline
func (p *Past) share(f *Fund, n int32) {
	list.Note(&p.changed.shares, p.shares, n, f.ShareRows.At(n))
}

//go:noinline
func (p *Past) work(f *Fund, n int32) {
	list.Note(&p.changed.works, p.works, n, f.WorkRows.At(n))
}

//go:noinline
func (p *Past) move(f *Fund, n int32) {
	list.Note(&p.changed.moves, p.moves, n, f.MoveRows.At(n))
}
