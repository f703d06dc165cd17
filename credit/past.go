package credit

// past is what an account was when its changes began: its numbers, the lengths of its
// lists, and the elements of them that were changed since, each as it was before each of
// its changes. So it grows with what is done and not with what is there. What is only
// added needs no note: it is cut off again.
//
// It covers what an account does by applying entries. Whatever restores, or asks what
// would be, does so with no past.
type past struct {
	account Account
	records []was[record]
	changed changed
	planned []planned // the plans, if replanned
	replan  bool
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
	p.account = *a
	a.fund.past = p
}

// commit keeps what was applied since begin.
func (a *Account) commit() {
	a.fund.past.end()
	a.fund.past = nil
}

// rollback takes back what was applied since begin, so that a is what it was.
func (a *Account) rollback() {
	p := a.fund.past
	old := &p.account
	putBack(a.records, p.records)
	for len(a.index.hashes) > len(old.records) {
		a.index.drop()
	}
	t := &a.tickets
	for len(t.index.hashes) > len(old.tickets.named) {
		t.index.drop()
	}
	clear(a.ids[len(old.ids):]) // lets go of them
	clear(a.plans[len(old.plans):])
	clear(t.named[len(old.tickets.named):])
	a.records, a.ids, a.lots = a.records[:len(old.records)], a.ids[:len(old.ids)], a.lots[:len(old.lots)]
	a.plans, a.spare = a.plans[:len(old.plans)], old.spare
	t.first, t.named, t.of = t.first[:len(old.tickets.first)], t.named[:len(old.tickets.named)], t.of[:len(old.tickets.of)]
	a.fund.rollback(p)
	p.end()
}

// end lets go of everything but the memory of its lists.
func (p *past) end() {
	c := &p.changed
	*p = past{
		records: p.records[:0], planned: p.planned[:0],
		changed: changed{c.allowances[:0], c.lots[:0], c.tickets[:0], c.shares[:0], c.works[:0], c.moves[:0]},
	}
}

func (f *Fund) rollback(p *past) {
	old, c := &p.account.fund, &p.changed
	f.past = nil
	for n := len(f.lots) - 1; n >= len(old.lots); n-- {
		f.change(int32(n), f.lots[n].left(), 0) // at most MaxEntries
	}
	for i := len(c.lots) - 1; i >= 0; i-- { // one by one, as the queue lists those with something left
		n, left := c.lots[i].n, f.lots[c.lots[i].n].left()
		f.lots[n] = c.lots[i].value
		f.change(n, left, f.lots[n].left())
	}
	putBack(f.allowances, c.allowances)
	putBack(f.tickets, c.tickets)
	putBack(f.shares, c.shares)
	putBack(f.works, c.works)
	putBack(f.moves, c.moves)
	if p.replan {
		f.plans = append(f.plans[:0], p.planned...)
	}
	now := *f
	*f = *old
	f.plans, f.queue = now.plans, now.queue
	f.allowances, f.lots, f.tickets = now.allowances[:len(old.allowances)], now.lots[:len(old.lots)], now.tickets[:len(old.tickets)]
	f.shares, f.works, f.parts = now.shares[:len(old.shares)], now.works[:len(old.works)], now.parts[:len(old.parts)]
	f.moves, f.debts = now.moves[:len(old.moves)], now.debts[:len(old.debts)]
	f.saved, f.freed = now.saved, now.freed
}

// putBack undoes changes of a list, the last first, so that the first value that an
// element had is the one that it has in the end.
func putBack[T any](list []T, changes []was[T]) {
	for i := len(changes) - 1; i >= 0; i-- {
		list[changes[i].n] = changes[i].value
	}
}

// note adds what an element is to a list of changes, if it was there when they began.
func note[T any](changes *[]was[T], before, list []T, n int32) {
	if int(n) < len(before) {
		*changes = append(*changes, was[T]{n, list[n]})
	}
}

// What changes an element that may have been there before gets it from one of the
// functions that begin with edit, or has called one that begins with touch. What takes
// back, on a refusal, needs neither: it changes nothing that was not changed before.

func (a *Account) editRecord(n int32) *record {
	if p := a.fund.past; p != nil {
		note(&p.records, p.account.records, a.records, n)
	}
	return &a.records[n]
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
	return &f.tickets[n]
}

func (f *Fund) editShare(n int32) *share {
	if f.past != nil {
		f.past.share(f, n)
	}
	return &f.shares[n]
}

func (f *Fund) editWork(n int32) *work {
	if f.past != nil {
		f.past.work(f, n)
	}
	return &f.works[n]
}

func (f *Fund) editMove(n int32) *move {
	if f.past != nil {
		f.past.move(f, n)
	}
	return &f.moves[n]
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
	for s := f.tickets[n].shares; s != none; s = f.shares[s].next {
		p.share(f, s)
	}
}

func (p *past) sums(f *Fund, share, source int32) {
	s := &f.shares[share]
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
	note(&p.changed.allowances, p.account.fund.allowances, f.allowances, n)
}

//go:noinline
func (p *past) lot(f *Fund, n int32) { note(&p.changed.lots, p.account.fund.lots, f.lots, n) }

//go:noinline
func (p *past) ticket(f *Fund, n int32) {
	note(&p.changed.tickets, p.account.fund.tickets, f.tickets, n)
}

//go:noinline
func (p *past) share(f *Fund, n int32) { note(&p.changed.shares, p.account.fund.shares, f.shares, n) }

//go:noinline
func (p *past) work(f *Fund, n int32) { note(&p.changed.works, p.account.fund.works, f.works, n) }

//go:noinline
func (p *past) move(f *Fund, n int32) { note(&p.changed.moves, p.account.fund.moves, f.moves, n) }
