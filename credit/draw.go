package credit

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/money"
)

// The sources of a move that are no lot.
const (
	overdrawn     int32 = -1 // beyond what is there
	fromAllowance int32 = -2 // the allowance of the share
)

// move is time drawn from a source for a share, or given back to it if it is negative.
// The moves of a fund are its double entry.
type move struct {
	at     int64 // from when it counts
	time   int64
	cents  int64 // what it had cost, of a lot; of a refund what was given back
	left   int64 // of time drawn: what was not given back since
	share  int32 // none of a removal
	source int32 // a lot, or one of the above
	prev   int32 // of time drawn: the move before it in the same list of its share
	of     int32 // of time given back: the move that had drawn it; of a removal, see forfeits
}

// list returns the latest move by which a source pays for a share.
func (s *share) list(source int32) *int32 {
	switch source {
	case fromAllowance:
		return &s.takes
	case overdrawn:
		return &s.debts
	}
	return &s.lots
}

// pay draws time from a source for a share.
func (f *Fund) pay(n, source int32, time, at int64) {
	f.touchMove(n, source)
	m := f.listDrawn(n, source, time, at)
	m.cents = f.sum(m, 1)
}

// listDrawn lists time drawn from a source for a share.
func (f *Fund) listDrawn(n, source int32, time, at int64) *move {
	i, list, m := int32(f.moves.Len()), f.shares.At(n).list(source), f.moves.New() // below maxMoves
	m.at, m.time, m.left, m.share, m.source, m.prev, m.of = at, time, time, n, source, *list, none
	if *list = i; source == overdrawn {
		f.debts = append(f.debts, i)
	}
	return m
}

// back gives back time that a move had drawn, from an instant on, or from that of the
// move if that is later.
func (f *Fund) back(n int32, time, at int64) {
	m := f.editMove(n)
	f.touchMove(m.share, m.source)
	b := f.listBack(n, time, max(at, m.at))
	b.cents = f.sum(b, 1)
}

// listBack lists time given back that a move had drawn.
func (f *Fund) listBack(n int32, time, at int64) *move {
	b := f.moves.New()
	m := f.moves.At(n) // it may have moved
	m.left -= time
	b.at, b.time, b.share, b.source, b.prev, b.of = at, -time, m.share, m.source, none, n
	return b
}

// sum adds a move up, or takes it off if sign is -1, and returns what it costs.
func (f *Fund) sum(m *move, sign int64) (cents int64) {
	s, time := f.shares.At(m.share), sign*m.time
	if m.source == fromAllowance {
		f.allowances[s.key].used += time
		s.free += time
		return 0
	}
	s.outside += time
	if m.source == overdrawn {
		f.owed += time
		return 0
	}
	return f.use(m.source, time)
}

// use draws time of a lot, or gives it back, and returns what it costs: what all that
// is used then costs, rounded, less what was used before (D21). So what a lot has
// earned is always its price for the part that is used, and the blocks of a pack add up
// to its price.
func (f *Fund) use(n int32, time int64) (cents int64) {
	l := &f.lots[n]
	before, earned := l.left(), l.earned
	l.used += time
	l.earned = money.Part(l.price, l.used, l.size)
	f.change(n, before, l.left())
	return l.earned - earned
}

// draw draws time for a share, which counts from an instant on: from its allowance (D6),
// from lots, soonest to end and then first bought first (D7), as far as others have not
// reserved them (D38), and what is missing beyond what is there (D8).
func (f *Fund) draw(n int32, need, at int64) { f.drawMoved(n, need, need, at, at) }

// drawMoved is draw, but what is not new counts from another instant on. Lots are to be
// there at the later one of those of which there is something.
func (f *Fund) drawMoved(n int32, need, added, at, since int64) {
	s := f.shares.At(n)
	t := f.tickets.At(s.ticket)
	paid := func(source int32, time int64) {
		if now := min(time, added); now > 0 {
			f.pay(n, source, now, at)
			added -= now
			time -= now
		}
		if time > 0 {
			f.pay(n, source, time, since)
		}
	}
	if take := min(need, f.drawable(s.key, f.unitOf(t).block)); take > 0 {
		paid(fromAllowance, take)
		need -= take
	}
	if need <= 0 {
		return
	}
	fresh, when := s.outside == 0, at
	if added <= 0 {
		when = since
	} else if need > added {
		when = max(at, since)
	}
	for i := range f.inUse() {
		pool := &f.pools[i]
		for next := f.ended(pool, when); next != none && need > 0; next = f.ended(pool, when) { // there for nothing else, so that nobody has reserved it
			take := min(need, f.lots[next].left())
			paid(next, take)
			need -= take
		}
		room := need
		if others := f.reserved - t.reserved; others > 0 { // what the ticket itself has reserved is there for it
			f.keep(t)
			room = min(room, max(t.reserved, f.there(f.known)-f.pressure(t)))
		}
		for room > 0 {
			next := f.nextOn(pool, when)
			if next == none {
				break
			}
			take := min(room, f.lots[next].left())
			paid(next, take)
			room -= take
			need -= take
		}
	}
	if need > 0 {
		paid(overdrawn, need)
	}
	if fresh {
		f.touchLinks(s.key, none, f.allowances[s.key].top)
		f.enlist(n)
	}
	f.keep(t)
}

// giveBack gives back what was drawn for a share, the last first: what is overdrawn,
// then to lots, then to the allowance. It returns from when the first of it had counted.
func (f *Fund) giveBack(n int32, time, at int64) (since int64) {
	s, since := f.shares.At(n), math.MaxInt64
	free, listed := s.free, s.outside > 0
	for time > 0 {
		top := f.last(s)
		back := min(time, f.moves.At(top).left)
		since = min(since, max(at, f.moves.At(top).at))
		f.back(top, back, at)
		time -= back
	}
	if listed && s.outside == 0 {
		f.unlist(n)
	}
	if s.free < free {
		f.freed = append(f.freed, s.key)
	}
	return since
}

// last returns the move whose time a share gives back first.
func (f *Fund) last(s *share) int32 {
	for _, list := range [...]*int32{&s.debts, &s.lots} {
		if top := f.top(list); top != none {
			return top
		}
	}
	return f.top(&s.takes)
}

// top returns the latest move of a list with something left, or none.
func (f *Fund) top(list *int32) int32 {
	for *list != none && f.moves.At(*list).left == 0 {
		*list = f.moves.At(*list).prev
	}
	return *list
}

// squeeze has others pay for what is drawn on an allowance beyond what it gives, for
// the work that was begun last first.
func (f *Fund) squeeze(key int32) {
	var users []int32
	for n := f.allowances[key].users; n != none && f.excess(key) > 0; n = f.shares.At(n).user {
		users = append(users, n)
	}
	slices.SortFunc(users, func(x, y int32) int {
		x, y = f.shares.At(x).ticket, f.shares.At(y).ticket
		return cmp.Or(cmp.Compare(f.tickets.At(y).first, f.tickets.At(x).first), cmp.Compare(y, x))
	})
	for _, n := range users {
		for over := f.excess(key); over > 0 && f.shares.At(n).free > 0; over = f.excess(key) {
			top := f.top(&f.editShare(n).takes)
			back, at := min(over, f.moves.At(top).left), f.moves.At(top).at
			f.back(top, back, at)
			f.draw(n, back, at)
		}
	}
}

// excess returns what is drawn on an allowance beyond what it gives.
func (f *Fund) excess(key int32) int64 {
	a := &f.allowances[key]
	return a.used + a.carried - a.size
}

// relieve pays with what came back: allowances for what others paid for in their month,
// so that no pack pays for work while the allowance of the month would have (D38), and
// lots for what is overdrawn. It pays from an instant on.
func (f *Fund) relieve(at int64) {
	for _, key := range f.freed {
		for a := &f.allowances[key]; a.top != none; {
			n := a.top
			s := f.editShare(n)
			take := min(s.outside, f.drawable(key, f.unitOf(f.tickets.At(s.ticket)).block))
			if take == 0 {
				break
			}
			for take > 0 {
				top := f.last(s)
				time, when := min(take, f.moves.At(top).left), max(at, f.moves.At(top).at)
				f.back(top, time, when)
				f.pay(n, fromAllowance, time, when)
				take -= time
			}
			if s.outside == 0 {
				f.unlist(n)
			}
		}
	}
	f.freed = f.freed[:0]
	f.settle(at)
}

// enlist puts a share in front of those that others than its allowance pay for.
func (f *Fund) enlist(n int32) {
	s := f.shares.At(n)
	a := &f.allowances[s.key]
	s.above, s.below = none, a.top
	f.relist(n)
}

// unlist takes a share out of that list.
func (f *Fund) unlist(n int32) {
	s := f.shares.At(n)
	f.touchLinks(s.key, s.above, s.below)
	f.link(s, s.below, s.above)
}

// relist puts a share back to where it was when it was taken out.
func (f *Fund) relist(n int32) { f.link(f.shares.At(n), n, n) }

// link says what is below the share above a share, and above the one below it.
func (f *Fund) link(s *share, below, above int32) {
	if s.above == none {
		f.allowances[s.key].top = below
	} else {
		f.shares.At(s.above).below = below
	}
	if s.below != none {
		f.shares.At(s.below).above = above
	}
}

// settle pays for what is overdrawn, first drawn first, out of lots in the order in which
// they are drawn on, as far as they are not reserved. It pays from an instant on, or from
// when both were there if that is later, or if the lot has ended by then. A lot pays for
// nothing that was drawn after its end, and what nothing pays for keeps what was drawn after
// it waiting.
func (f *Fund) settle(at int64) { f.repay(at, 0) }

// repay is settle with so much time that is there for it though it is reserved.
func (f *Fund) repay(at, forced int64) {
	for f.paid < len(f.debts) && f.owed > 0 {
		debt := f.debts[f.paid]
		m := f.moves.At(debt)
		if m.left == 0 {
			f.paid++
			continue
		}
		next := f.next(m.at)
		if next == none {
			return
		}
		time := min(m.left, f.lots[next].left())
		if f.reserved > 0 && !f.lots[next].over(f.known) {
			if time = min(time, max(forced, f.there(f.known)-f.pressure(nil))); time <= 0 {
				if next = f.endedOf(m.at); next == none {
					return
				}
				time = min(m.left, f.lots[next].left())
			}
		}
		forced = max(0, forced-time)
		n, since := m.share, max(m.at, f.lots[next].at)
		when := max(at, since)
		if f.lots[next].over(when) {
			when = since
		}
		f.back(debt, time, when)
		f.pay(n, next, time, when)
	}
}

// standing is how a fund stands before a change: what is overdrawn, and what was free if
// others have reserved some of it and the change is not told late. Late work may be
// overdrawn up to what lots keep for what is reserved (D28).
type standing struct {
	owed, free   int64
	late, shared bool
}

func (f *Fund) standing(ticket int32, late bool) standing {
	s := standing{owed: f.owed, late: late, shared: !late && f.reserved > f.tickets.At(ticket).reserved}
	if s.shared {
		s.free = f.free(false)
	}
	return s
}

// check returns a *ShortfallError after a change that needed time if more is overdrawn
// than may be, or if some of what others have reserved is not there any more (D38).
func (f *Fund) check(was standing, needed int64) error {
	if f.owed <= was.owed && !was.shared {
		return nil
	}
	if f.owed > was.owed {
		most := max(f.limit, 0)
		if was.late {
			most += f.there(f.known)
		}
		if err := f.missing(needed, f.owed-max(most, was.owed)); err != nil {
			return err
		}
	}
	if !was.shared {
		return nil
	}
	return f.missing(needed, min(was.free, 0)-f.free(false))
}

// missing returns a *ShortfallError if some of what is needed is missing.
func (f *Fund) missing(needed, missing int64) error {
	if missing <= 0 {
		return nil
	}
	needed = max(needed, missing)
	return f.shortfall(needed, needed-missing)
}

// shortfall says that there is not enough, with the cheapest packs for it (D8).
func (f *Fund) shortfall(needed, available int64) error {
	e := &ShortfallError{
		Needed: time.Duration(needed), Available: time.Duration(available), Missing: time.Duration(needed - available),
	}
	if len(f.terms.Tariff.Packs) > 0 && e.Missing <= MaxTime {
		e.Offer, _ = f.terms.Tariff.Cheapest(e.Missing) // no offer if the tariff cannot make one
	}
	return e
}
