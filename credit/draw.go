package credit

import (
	"cmp"
	"slices"
	"time"
)

// draw takes time for record owner from what may be drawn at an instant: for
// each month its allowance, then lots, then the overdraft (D6, D7, D8). What is
// short is refused in the name of record i, and nothing is drawn.
func (a *Account) draw(i, owner int32, p purpose, at int64, parts []share) error {
	needed, missing := a.plan(at, parts)
	if room := a.limit - a.over.drawn(); missing > 0 && missing > room {
		missing -= max(0, room)
		err := &ShortfallError{
			ID: a.texts[i].id, Needed: time.Duration(needed),
			Available: time.Duration(needed - missing), Missing: time.Duration(missing),
		}
		if len(a.terms.Tariff.Packs) > 0 && missing <= int64(MaxTime) {
			err.Offer, _ = a.terms.Tariff.Cheapest(err.Missing) // no offer where the tariff cannot make one
		}
		return err
	}
	for i := range a.planned {
		a.book(owner, a.planned[i].source, p, a.planned[i].time)
	}
	if missing > 0 {
		a.book(owner, overdrawn, p, missing)
		a.debts = append(a.debts, owner)
	}
	return nil
}

// plan finds what can be drawn without the overdraft and lists it in a.planned.
func (a *Account) plan(at int64, parts []share) (needed, missing int64) {
	a.planned = a.planned[:0]
	for i := range parts {
		s := &parts[i]
		take := min(a.allowanceLeft(s.source, at), s.time)
		if take > 0 {
			a.planned = append(a.planned, share{source: allowanceOf(s.source), time: take})
		}
		needed += s.time
		missing += s.time - take
	}
	for _, lot := range a.open[a.head:] {
		if missing == 0 || a.lots[lot].at > at {
			break
		}
		if take := min(a.available(&a.lots[lot], at), missing); take > 0 {
			a.planned = append(a.planned, share{source: lot, time: take})
			missing -= take
		}
	}
	return needed, missing
}

// allowance returns what is granted for a month.
func (a *Account) allowance(month int32) int64 {
	for i := len(a.granted) - 1; i >= 0; i-- {
		if a.granted[i].month <= month {
			return a.granted[i].time
		}
	}
	return 0
}

// allowanceLeft returns what may be drawn from a month's allowance at an instant.
func (a *Account) allowanceLeft(month int32, at int64) int64 {
	left := a.allowance(month)
	if left == 0 {
		return 0
	}
	if i, found := a.month(month); found {
		p := a.monthly[i]
		p.size = left
		left = a.available(&p, at)
	}
	if a.terms.Remainder == LoseRemainder {
		left -= left % int64(a.terms.Blocks.Size)
	}
	return left
}

// month finds the pool of a month's allowance, or where it would be.
func (a *Account) month(month int32) (int, bool) {
	if n := len(a.monthly); n > 0 && a.monthly[n-1].ref == month {
		return n - 1, true
	}
	return slices.BinarySearchFunc(a.monthly, month, func(p pool, m int32) int { return cmp.Compare(p.ref, m) })
}

// pool returns where a source keeps its sums.
func (a *Account) pool(source int32) *pool {
	switch {
	case source >= 0:
		return &a.lots[source]
	case source == overdrawn:
		return &a.over
	}
	month := allowanceOf(source)
	i, found := a.month(month)
	if !found {
		a.monthly = slices.Insert(a.monthly, i, pool{last: none, ref: month})
	}
	return &a.monthly[i]
}

// book makes one move at the price of its lot.
func (a *Account) book(owner, source int32, p purpose, time int64) {
	var cents int64
	if source >= 0 && p == used {
		cents = a.lots[source].costOf(time)
	}
	a.bookAt(owner, source, p, time, cents)
}

func (a *Account) bookAt(owner, source int32, p purpose, time, cents int64) {
	r, q := &a.records[owner], a.pool(source)
	by, n := len(a.records)-1, len(a.moves)
	at := max(a.records[by].at, a.since(r))
	a.moves = append(a.moves, move{})
	m := &a.moves[n]
	m.owner, m.source, m.by, m.purpose = owner, source, int32(by), p // at most MaxEntries
	m.at, m.time, m.cents = at, time, cents
	m.prev, m.before = r.chain, q.last
	r.chain, q.last = int32(n), int32(n) // below 2·maxMoves
	a.shift(owner, q, source, p, time, cents)
}

// since returns from when all that a record has drawn so far counts. What is done
// to it later is never dated before, so that nothing comes back before it went.
func (a *Account) since(r *record) int64 {
	if r.chain == none {
		return r.at
	}
	return a.moves[r.chain].at
}

// shift adds to the sums of a source.
func (a *Account) shift(owner int32, q *pool, source int32, p purpose, time, cents int64) {
	q.cols[p] += time
	q.earned += cents
	switch {
	case source == overdrawn:
		a.owe(owner, time)
	case source >= 0:
		a.list(source)
	}
}

// undo takes back the moves from n on, the last first.
func (a *Account) undo(n int) {
	for i := len(a.moves) - 1; i >= n; i-- {
		m := a.moves[i]
		r, q := &a.records[m.owner], a.pool(m.source)
		r.chain, q.last = m.prev, m.before
		a.shift(m.owner, q, m.source, m.purpose, -m.time, -m.cents)
	}
	a.moves = a.moves[:n]
}

// net lists in a.nets what a record has drawn by source, in the order of
// drawing: allowances, lots as bought, overdraft.
func (a *Account) net(owner int32, p purpose) {
	a.nets = a.nets[:0]
	for i := a.records[owner].chain; i != none; i = a.moves[i].prev {
		if m := &a.moves[i]; m.purpose == p {
			a.nets = append(a.nets, share{m.source, m.time, m.cents})
		}
	}
	slices.SortFunc(a.nets, func(x, y share) int { return a.compareSources(x.source, y.source) })
	n := 0
	for _, s := range a.nets {
		if n > 0 && a.nets[n-1].source == s.source {
			a.nets[n-1].time += s.time
			a.nets[n-1].cents += s.cents
			continue
		}
		a.nets[n] = s
		n++
	}
	a.nets = slices.DeleteFunc(a.nets[:n], func(s share) bool { return s.time == 0 })
}

func (a *Account) compareSources(x, y int32) int {
	rank := func(s int32) int {
		switch {
		case s < overdrawn:
			return 0
		case s >= 0:
			return 1
		}
		return 2
	}
	if c := cmp.Compare(rank(x), rank(y)); c != 0 || rank(x) == 2 {
		return c
	}
	if rank(x) == 0 {
		return cmp.Compare(y, x) // the later the month, the lower the source
	}
	return a.compareLots(x, y)
}

// compareLots orders lots as they are drawn: first bought first (D7).
func (a *Account) compareLots(x, y int32) int {
	return cmp.Or(cmp.Compare(a.lots[x].at, a.lots[y].at), cmp.Compare(x, y))
}

// list keeps a lot in a.open as long as something is left of it. Lots are used up
// at the front and come back near it, so little has to be moved.
func (a *Account) list(lot int32) {
	p := &a.lots[lot]
	if p.open == (p.left() > 0) {
		return
	}
	p.open = !p.open
	at, _ := slices.BinarySearchFunc(a.open[a.head:], lot, a.compareLots)
	front := a.open[a.head : a.head+at]
	switch {
	case !p.open:
		copy(a.open[a.head+1:], front)
		if a.head++; a.head == len(a.open) {
			a.open, a.head = a.open[:0], 0
		}
	case a.head > 0 && at <= len(a.open)-a.head-at:
		a.head--
		copy(a.open[a.head:], front)
		a.open[a.head+at] = lot
	default:
		a.open = slices.Insert(a.open, a.head+at, lot)
	}
}
