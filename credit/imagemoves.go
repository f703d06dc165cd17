package credit

import (
	"slices"

	"github.com/palier-go/palier/internal/money"
)

// moves reads what a record has moved.
func (r *imageReader) moves(x *record, n int32) {
	for range n {
		code, at := r.byte(), x.at
		if r.bad {
			return
		}
		if code >= moveDated {
			at = r.instant(at)
			code -= moveDated
		}
		switch code {
		case moveAllowance, moveOverdrawn, moveLot:
			r.draw(code, at)
		case moveBack:
			r.back(at)
		case moveRemoval:
			r.removal(x, at)
		default:
			r.bad = true
		}
	}
	if isRemoval(x.kind) && !r.bad { // it has one, the last of its moves
		m := &r.account.fund.moves
		r.check(m.Len() > int(x.moves) && m.At(int32(m.Len()-1)).share == none) // below maxMoves
	}
}

// draw reads time drawn.
func (r *imageReader) draw(code byte, at int64) {
	f := &r.account.fund
	r.share = r.near(r.share+1, f.shares.Len())
	time, source := r.within(1, int64(MaxBought)), fromAllowance
	switch code {
	case moveOverdrawn:
		source = overdrawn
	case moveLot:
		r.lot = r.near(r.lot, len(f.lots))
		source = r.lot
	}
	if r.bad {
		return
	}
	r.check(source < 0 || !f.lots[source].over(at))
	r.add(f.listDrawn(r.share, source, time, at))
}

// back reads time given back.
func (r *imageReader) back(at int64) {
	f := &r.account.fund
	of := int32(f.moves.Len()) - r.number(f.moves.Len()+1) // below maxMoves
	time := r.within(1, int64(MaxBought))
	if r.bad || int(of) == f.moves.Len() || f.moves.At(of).left < time || at < f.moves.At(of).at {
		r.bad = true
		return
	}
	r.add(f.listBack(of, time, at))
}

// removal reads that hours of a lot go.
func (r *imageReader) removal(x *record, at int64) {
	f := &r.account.fund
	if !isRemoval(x.kind) || f.moves.Len() > int(x.moves) && f.moves.At(int32(f.moves.Len()-1)).share == none {
		r.bad = true
		return
	}
	n := r.account.records.At(x.of).ref
	l := &f.lots[n]
	size, cents := r.within(1, int64(MaxTime)), int64(min(r.uint(), money.Max+1))
	kept := l.size - l.removed.time()
	asked := x.time
	if asked == 0 {
		asked = l.left()
	}
	if r.bad || size > l.left() || size != asked || at != max(x.at, l.removed.since) || l.over(at) {
		r.bad = true
		return
	}
	share := l.part(kept) - l.part(kept-size)
	r.check(cents <= share && (cents == x.amount || x.amount == 0 && cents == share))
	f.removal(n, l.remove(x.kind, at, size, share, cents))
}

// add adds a move up. Lots are not listed yet.
func (r *imageReader) add(m *move) {
	f := &r.account.fund
	s := f.shares.At(m.share)
	switch m.source {
	case fromAllowance:
		s.free += m.time
		f.allowances[s.key].used += m.time
	case overdrawn:
		s.outside += m.time
		f.owed += m.time
	default:
		l := &f.lots[m.source]
		s.outside += m.time
		if l.used += m.time; l.used < 0 || l.left() < 0 {
			r.bad = true
			return
		}
		earned := money.Part(l.price, l.used, l.size)
		m.cents, l.earned = earned-l.earned, earned
	}
	if s.free > most || s.outside > most || f.owed > most || f.allowances[s.key].used > most {
		r.bad = true
	}
}

// work works out what sums, lists and plans come to.
func (r *imageReader) work() bool {
	f := &r.account.fund
	r.plan()
	for i := range f.allowances {
		a := &f.allowances[i]
		a.size = f.size(a.month, a.plan)
		r.check(a.used <= a.size)
	}
	for i := range f.lots {
		f.change(int32(i), 0, f.lots[i].left()) // at most MaxEntries
	}
	f.rank = int32(len(f.lots)) // at most MaxEntries
	for f.paid < len(f.debts) && f.moves.At(f.debts[f.paid]).left == 0 {
		f.paid++
	}
	r.count()
	return !r.bad
}

// plan puts the plans into their order: the one told last holds from its day on.
func (r *imageReader) plan() {
	f := &r.account.fund
	f.plans = append(f.plans, r.account.allowances...)
	slices.SortStableFunc(f.plans, func(x, y planned) int { return int(x.from - y.from) })
	kept := f.plans[:0]
	for i, p := range f.plans {
		if i+1 == len(f.plans) || f.plans[i+1].from != p.from {
			kept = append(kept, p)
		}
	}
	f.plans = kept
}

// count finds the first session of each ticket, and counts all of them. What was drawn for
// each share must be what it comes to in blocks.
func (r *imageReader) count() {
	f := &r.account.fund
	for n := range int32(f.tickets.Len()) { // at most MaxEntries
		t, sum := f.tickets.At(n), int64(0)
		if r.single(t) {
			f.only(n, t.works, t.shares)
		} else if r.sessions(n, t); r.bad {
			return
		}
		for i := t.shares; i != none; i = f.shares.At(i).next {
			s := f.shares.At(i)
			sum += s.charged()
			r.check(s.due == s.charged() && sum <= most)
			if s.outside > 0 {
				s.above = i // itself: it is not listed yet
				r.listed++
			}
		}
	}
}

// single reports whether a ticket is one piece of work that its latest share pays for, as
// most are.
func (r *imageReader) single(t *ticket) bool {
	f := &r.account.fund
	if t.works == none || t.shares == none || !f.undivided() {
		return false
	}
	w, s := f.works.At(t.works), f.shares.At(t.shares)
	return w.prev == none && !w.gone && w.took > 0 && f.key(f.dayOf(w)) == s.key
}

// sessions counts the work on a ticket.
func (r *imageReader) sessions(n int32, t *ticket) {
	f, sum := &r.account.fund, int64(0)
	for i := t.works; i != none; i = f.works.At(i).prev {
		w := f.works.At(i)
		if w.gone || w.took == 0 {
			continue
		}
		f.push(i)
		sum += f.unitOn(f.dayOf(w)).up(w.took)
		r.budget -= int(w.n) * (int(r.tickets[n].shares) + len(f.allowances))
		r.check(sum <= most && r.budget >= 0)
	}
	if r.bad || t.begun == none {
		return
	}
	t.first, t.day = f.works.At(t.begun).at, f.dayOf(f.works.At(t.begun))
	f.recount(n)
}

// readLists reads the shares that others than their allowance pay for.
func (r *imageReader) readLists() bool {
	f := &r.account.fund
	for key := range f.allowances {
		above, before := none, int32(0)
		for range r.number(r.listed + 1) {
			n := r.list(before)
			if r.bad || f.shares.At(n).outside == 0 || f.shares.At(n).above != n || int(f.shares.At(n).key) != key {
				return false
			}
			f.shares.At(n).above, f.shares.At(n).below = above, none
			if above == none {
				f.allowances[key].top = n
			} else {
				f.shares.At(above).below = n
			}
			above, before = n, n
			r.listed--
		}
	}
	return !r.bad && r.listed == 0
}

// list reads the share below another one.
func (r *imageReader) list(before int32) int32 {
	n := int64(before) - 1 - r.signed()
	if n < 0 || n >= int64(r.account.fund.shares.Len()) {
		r.bad = true
		return 0
	}
	return int32(n)
}

// readHolds reads the open holds and reserves what they expect.
func (r *imageReader) readHolds() bool {
	f := &r.account.fund
	for _, i := range r.holds {
		x := r.account.records.At(i)
		if x.closedBy != none {
			continue
		}
		t := f.tickets.At(x.ticket)
		t.asked = r.number(endDay+2) - 1
		r.check(int64(t.asked)-x.at/aDay <= 1 && x.at/aDay-int64(t.asked) <= 1)
		on := f.unitOn(t.asked)
		if t.asked <= 0 {
			on = unit{r.within(1, aDay), r.within(0, aDay)}
		}
		if r.bad {
			return false
		}
		if t.worked == 0 {
			t.unit = on
		}
		f.keep(t)
		r.check(f.reserved <= most)
	}
	return !r.bad
}
