package credit

import "github.com/palier-go/palier/internal/list"

// past is what a fund was when its changes began: its numbers, the lengths of its
// lists, and the elements of them that were changed since, each as it was before each of
// its changes. So it grows with what is done and not with what is there. What is only
// added needs no note: it is cut off again.
//
// It covers what an account does by applying entries. Whatever restores, or asks what
// would be, does so with no past.
type past struct {
	allowances, lots, tickets, shares, works, parts, moves, debts int // how many there were
	were                                                          sums

	changed changed
	planned []planned // the plans, if replanned
	replan  bool
}

// changed are elements of a fund as they were, in the order in which they were changed.
type changed struct {
	allowances []list.Was[allowance]
	lots       []list.Was[lot]
	tickets    []list.Was[ticket]
	shares     []list.Was[share]
	works      []list.Was[work]
	moves      []list.Was[move]
}

// remember has f note in p what it is, until commit or rollback: it may be changed meanwhile.
// p may have memory of earlier changes, which are over.
func (f *Fund) remember(p *past) {
	p.allowances, p.lots, p.tickets, p.shares = len(f.allowances), len(f.lots), f.tickets.Len(), f.shares.Len()
	p.works, p.parts, p.moves, p.debts, p.were = f.works.Len(), len(f.parts), f.moves.Len(), len(f.debts), f.sums
	f.past = p
}

// commit keeps what was changed since remember.
func (f *Fund) commit() {
	f.past.end()
	f.past = nil
}

// end forgets what was changed, and keeps the memory of the lists.
func (p *past) end() {
	c := &p.changed
	p.planned, p.replan = p.planned[:0], false
	p.changed = changed{c.allowances[:0], c.lots[:0], c.tickets[:0], c.shares[:0], c.works[:0], c.moves[:0]}
}

// rollback takes back what was changed since remember, so that f is what it was.
func (f *Fund) rollback() {
	old := f.past
	c := &old.changed
	f.past = nil
	for n := len(f.lots) - 1; n >= old.lots; n-- {
		f.change(int32(n), f.lots[n].left(), 0) // at most MaxEntries
	}
	for i := len(c.lots) - 1; i >= 0; i-- { // one by one, as the queue lists those with something left
		n, left := c.lots[i].N, f.lots[c.lots[i].N].left()
		f.lots[n] = c.lots[i].Value
		f.change(n, left, f.lots[n].left())
	}
	for i := len(c.allowances) - 1; i >= 0; i-- {
		f.allowances[c.allowances[i].N] = c.allowances[i].Value
	}
	f.tickets.PutBack(c.tickets, old.tickets)
	f.shares.PutBack(c.shares, old.shares)
	f.works.PutBack(c.works, old.works)
	f.moves.PutBack(c.moves, old.moves)
	if old.replan {
		f.plans = append(f.plans[:0], old.planned...)
	}
	f.allowances, f.lots, f.parts, f.debts = f.allowances[:old.allowances], f.lots[:old.lots], f.parts[:old.parts], f.debts[:old.debts]
	f.retreat(old.were.known)
	f.sums = old.were
	f.byLot = movesByLot{}
	old.end()
}

// What changes an element that may have been there before gets it from one of the
// functions that begin with edit, or has called one that begins with touch. What takes
// back, on a refusal, needs neither: it changes nothing that was not changed before.

func (f *Fund) editAllowance(n int32) *allowance {
	if f.past != nil {
		f.past.allowance(f, n)
	}
	return &f.allowances[n]
}

func (f *Fund) editLot(n int32) *lot {
	if f.past != nil {
		f.past.lot(f, n)
	}
	return &f.lots[n]
}

func (f *Fund) editTicket(n int32) *ticket {
	if f.past != nil {
		f.past.ticket(f, n)
	}
	return f.tickets.At(n)
}

func (f *Fund) editShare(n int32) *share {
	if f.past != nil {
		f.past.share(f, n)
	}
	return f.shares.At(n)
}

func (f *Fund) editWork(n int32) *work {
	if f.past != nil {
		f.past.work(f, n)
	}
	return f.works.At(n)
}

func (f *Fund) editMove(n int32) *move {
	if f.past != nil {
		f.past.move(f, n)
	}
	return f.moves.At(n)
}

// editPlans is for any change of the plans, which are few.
func (f *Fund) editPlans() {
	if p := f.past; p != nil && !p.replan {
		p.planned, p.replan = append(p.planned, f.plans...), true
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

func (p *past) whole(f *Fund, n int32) {
	p.ticket(f, n)
	for s := f.tickets.At(n).shares; s != none; s = f.shares.At(s).next {
		p.share(f, s)
	}
}

func (p *past) sums(f *Fund, share, source int32) {
	s := f.shares.At(share)
	p.share(f, share)
	p.ticket(f, s.ticket)
	switch {
	case source >= 0:
		p.lot(f, source)
	case source == fromAllowance:
		p.allowance(f, s.key)
	}
}

func (p *past) links(f *Fund, key, above, below int32) {
	p.allowance(f, key)
	for _, n := range [...]int32{above, below} {
		if n != none {
			p.share(f, n)
		}
	}
}

// The notes are calls of their own, so that what stands in front of each change is a look
// at a pointer and no more.

//go:noinline
func (p *past) allowance(f *Fund, n int32) {
	list.Note(&p.changed.allowances, p.allowances, n, &f.allowances[n])
}

//go:noinline
func (p *past) lot(f *Fund, n int32) { list.Note(&p.changed.lots, p.lots, n, &f.lots[n]) }

//go:noinline
func (p *past) ticket(f *Fund, n int32) {
	list.Note(&p.changed.tickets, p.tickets, n, f.tickets.At(n))
}

//go:noinline
func (p *past) share(f *Fund, n int32) {
	list.Note(&p.changed.shares, p.shares, n, f.shares.At(n))
}

//go:noinline
func (p *past) work(f *Fund, n int32) {
	list.Note(&p.changed.works, p.works, n, f.works.At(n))
}

//go:noinline
func (p *past) move(f *Fund, n int32) {
	list.Note(&p.changed.moves, p.moves, n, f.moves.At(n))
}
