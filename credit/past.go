package credit

import "github.com/palier-go/palier/internal/list"

// past is what an account was when its changes began: its numbers, the lengths of its
// lists, and the elements of them that were changed since, each as it was before each of
// its changes. So it grows with what is done and not with what is there. What is only
// added needs no note: it is cut off again.
//
// It covers what an account does by applying entries. Whatever restores, or asks what
// would be, does so with no past.
type past struct {
	entries, plans, allowances, named int // how many an account had
	spare                             int32
	fund                              pastFund

	records []was[record]
	changed changed
	planned []planned // the plans, if replanned
	replan  bool
}

// pastFund is how long the lists of a fund were, and what it came to.
type pastFund struct {
	allowances, lots, tickets, shares, works, parts, moves, debts int
	sums                                                          sums
}

// changed are elements of a fund as they were, in the order in which they were changed.
type changed struct {
	allowances []was[allowance]
	lots       []was[lot]
	tickets    []was[ticket]
	shares     []was[share]
	works      []was[work]
	moves      []was[move]
}

// was is an element of a list before a change.
type was[T any] struct {
	n     int32
	value T
}

// begin has a remember in p what it is, until commit or rollback: entries may be applied
// meanwhile. p may have memory of earlier changes, which are over.
func (a *Account) begin(p *past) {
	f := &a.fund
	p.entries, p.plans, p.allowances = a.records.Len(), len(a.plans), len(a.allowances)
	p.named, p.spare = a.tickets.named.len(), a.spare
	p.fund = pastFund{
		allowances: len(f.allowances), lots: len(f.lots), tickets: f.tickets.Len(), shares: f.shares.Len(), works: f.works.Len(),
		parts: len(f.parts), moves: f.moves.Len(), debts: len(f.debts), sums: f.sums,
	}
	f.past = p
}

// commit keeps what was applied since begin.
func (a *Account) commit() {
	a.fund.past.end()
	a.fund.past = nil
}

// rollback takes back what was applied since begin, so that a is what it was.
func (a *Account) rollback() {
	p := a.fund.past
	putBack(&a.records, p.records, p.entries)
	a.ids.cut(p.entries)
	a.tickets.named.cut(p.named)
	a.tickets.of.Cut(p.named)
	clear(a.plans[p.plans:])
	a.plans, a.allowances, a.spare = a.plans[:p.plans], a.allowances[:p.allowances], p.spare
	a.fund.rollback(p)
	p.end()
}

// end forgets what was changed, and keeps the memory of the lists.
func (p *past) end() {
	c := &p.changed
	p.records, p.planned, p.replan = p.records[:0], p.planned[:0], false
	p.changed = changed{c.allowances[:0], c.lots[:0], c.tickets[:0], c.shares[:0], c.works[:0], c.moves[:0]}
}

func (f *Fund) rollback(p *past) {
	old, c := &p.fund, &p.changed
	f.past = nil
	for n := len(f.lots) - 1; n >= old.lots; n-- {
		f.change(int32(n), f.lots[n].left(), 0) // at most MaxEntries
	}
	for i := len(c.lots) - 1; i >= 0; i-- { // one by one, as the queue lists those with something left
		n, left := c.lots[i].n, f.lots[c.lots[i].n].left()
		f.lots[n] = c.lots[i].value
		f.change(n, left, f.lots[n].left())
	}
	for i := len(c.allowances) - 1; i >= 0; i-- {
		f.allowances[c.allowances[i].n] = c.allowances[i].value
	}
	putBack(&f.tickets, c.tickets, old.tickets)
	putBack(&f.shares, c.shares, old.shares)
	putBack(&f.works, c.works, old.works)
	putBack(&f.moves, c.moves, old.moves)
	if p.replan {
		f.plans = append(f.plans[:0], p.planned...)
	}
	f.allowances, f.lots, f.parts, f.debts = f.allowances[:old.allowances], f.lots[:old.lots], f.parts[:old.parts], f.debts[:old.debts]
	f.retreat(old.sums.known)
	f.sums = old.sums
	f.byLot = movesByLot{}
}

// putBack undoes changes of a list, the last first, so that the first value that an
// element had is the one that it has in the end. It cuts off what was added.
func putBack[T any](l *list.List[T], changes []was[T], before int) {
	for i := len(changes) - 1; i >= 0; i-- {
		*l.At(changes[i].n) = changes[i].value
	}
	l.Cut(before)
}

// note adds what an element is to a list of changes, if it was there when they began.
func note[T any](changes *[]was[T], before int, n int32, value *T) {
	if int(n) < before {
		*changes = append(*changes, was[T]{})
		last := &(*changes)[len(*changes)-1]
		last.n, last.value = n, *value
	}
}

// What changes an element that may have been there before gets it from one of the
// functions that begin with edit, or has called one that begins with touch. What takes
// back, on a refusal, needs neither: it changes nothing that was not changed before.

func (a *Account) editRecord(n int32) *record {
	if p := a.fund.past; p != nil {
		note(&p.records, p.entries, n, a.records.At(n))
	}
	return a.records.At(n)
}

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
	note(&p.changed.allowances, p.fund.allowances, n, &f.allowances[n])
}

//go:noinline
func (p *past) lot(f *Fund, n int32) { note(&p.changed.lots, p.fund.lots, n, &f.lots[n]) }

//go:noinline
func (p *past) ticket(f *Fund, n int32) {
	note(&p.changed.tickets, p.fund.tickets, n, f.tickets.At(n))
}

//go:noinline
func (p *past) share(f *Fund, n int32) {
	note(&p.changed.shares, p.fund.shares, n, f.shares.At(n))
}

//go:noinline
func (p *past) work(f *Fund, n int32) {
	note(&p.changed.works, p.fund.works, n, f.works.At(n))
}

//go:noinline
func (p *past) move(f *Fund, n int32) {
	note(&p.changed.moves, p.fund.moves, n, f.moves.At(n))
}
