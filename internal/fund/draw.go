package fund

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/money"
)

// The sources of a move that are no lot.
const (
	OverdrawnSource int32 = -1 // beyond what is there
	AllowanceSource int32 = -2 // the allowance of the share
)

// MoveRow is time drawn from a source for a share, or given back to it if it is negative.
// The moves of a fund are its double entry.
type MoveRow struct {
	At     int64 // from when it counts
	Time   int64
	Cents  int64 // what it had cost, of a lot; of a refund what was given back
	Left   int64 // of time drawn: what was not given back since
	Share  int32 // None of a removal
	Source int32 // a lot, or one of the above
	Prev   int32 // of time drawn: the move before it in the same list of its share
	Of     int32 // of time given back: the move that had drawn it; of a removal, see forfeits
}

// list returns the latest move by which a source pays for a share.
func (s *ShareRow) list(source int32) *int32 {
	switch source {
	case AllowanceSource:
		return &s.Takes
	case OverdrawnSource:
		return &s.Debts
	}
	return &s.Lots
}

// pay draws time from a source for a share.
func (f *Fund) pay(n, source int32, time, at int64) {
	f.touchMove(n, source)
	m := f.ListDrawn(n, source, time, at)
	m.Cents = f.sum(m, 1)
}

// ListDrawn lists time drawn from a source for a share.
func (f *Fund) ListDrawn(n, source int32, time, at int64) *MoveRow {
	i, list, m := int32(f.MoveRows.Len()), f.ShareRows.At(n).list(source), f.MoveRows.New() // below MaxMoves
	m.At, m.Time, m.Left, m.Share, m.Source, m.Prev, m.Of = at, time, time, n, source, *list, None
	if *list = i; source == OverdrawnSource {
		f.DebtMoves = append(f.DebtMoves, i)
	}
	return m
}

// back gives back time that a move had drawn, from an instant on, or from that of the
// move if that is later.
func (f *Fund) back(n int32, time, at int64) {
	m := f.editMove(n)
	f.touchMove(m.Share, m.Source)
	b := f.ListBack(n, time, max(at, m.At))
	b.Cents = f.sum(b, 1)
}

// ListBack lists time given back that a move had drawn.
func (f *Fund) ListBack(n int32, time, at int64) *MoveRow {
	b := f.MoveRows.New()
	m := f.MoveRows.At(n) // it may have moved
	m.Left -= time
	b.At, b.Time, b.Share, b.Source, b.Prev, b.Of = at, -time, m.Share, m.Source, None, n
	return b
}

// sum adds a move up, or takes it off if sign is -1, and returns what it costs.
func (f *Fund) sum(m *MoveRow, sign int64) (cents int64) {
	s, time := f.ShareRows.At(m.Share), sign*m.Time
	if m.Source == AllowanceSource {
		f.AllowanceRows[s.Key].Used += time
		s.Free += time
		return 0
	}
	s.Outside += time
	if m.Source == OverdrawnSource {
		f.Owed += time
		return 0
	}
	return f.use(m.Source, time)
}

// use draws time of a lot, or gives it back, and returns what it costs: what all that
// is used then costs, rounded, less what was used before (D21). So what a lot has
// earned is always its price for the part that is used, and the blocks of a pack add up
// to its price.
func (f *Fund) use(n int32, time int64) (cents int64) {
	l := &f.LotRows[n]
	before, earned := l.Left(), l.Earned
	l.Used += time
	l.Earned = money.Part(l.Price, l.Used, l.Size)
	f.Change(n, before, l.Left())
	return l.Earned - earned
}

// draw draws time for a share, which counts from an instant on: from its allowance (D6),
// from lots, soonest to end and then first bought first (D7), as far as others have not
// reserved them (D38), and what is missing beyond what is there (D8).
func (f *Fund) draw(n int32, need, at int64) { f.drawMoved(n, need, need, at, at) }

// drawMoved is draw, but what is not new counts from another instant on. Lots are to be
// there at the later one of those of which there is something.
func (f *Fund) drawMoved(n int32, need, added, at, since int64) {
	s := f.ShareRows.At(n)
	t := f.TicketRows.At(s.Ticket)
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
	if take := min(need, f.drawable(s.Key, f.UnitOf(t).Block)); take > 0 {
		paid(AllowanceSource, take)
		need -= take
	}
	if need <= 0 {
		return
	}
	fresh, when := s.Outside == 0, at
	if added <= 0 {
		when = since
	} else if need > added {
		when = max(at, since)
	}
	for i := range f.inUse() {
		pool := &f.pools[i]
		for next := f.ended(pool, when); next != None && need > 0; next = f.ended(pool, when) { // there for nothing else, so that nobody has reserved it
			take := min(need, f.LotRows[next].Left())
			paid(next, take)
			need -= take
		}
		room := need
		if others := f.Reserved - t.Reserved; others > 0 { // what the ticket itself has reserved is there for it
			f.Keep(t)
			room = min(room, max(t.Reserved, f.there(f.Known)-f.pressure(t)))
		}
		for room > 0 {
			next := f.nextOn(pool, when)
			if next == None {
				break
			}
			take := min(room, f.LotRows[next].Left())
			paid(next, take)
			room -= take
			need -= take
		}
	}
	if need > 0 {
		paid(OverdrawnSource, need)
	}
	if fresh {
		f.touchLinks(s.Key, None, f.AllowanceRows[s.Key].Top)
		f.enlist(n)
	}
	f.Keep(t)
}

// giveBack gives back what was drawn for a share, the last first: what is overdrawn,
// then to lots, then to the allowance. It returns from when the first of it had counted.
func (f *Fund) giveBack(n int32, time, at int64) (since int64) {
	s, since := f.ShareRows.At(n), math.MaxInt64
	free, listed := s.Free, s.Outside > 0
	for time > 0 {
		top := f.last(s)
		back := min(time, f.MoveRows.At(top).Left)
		since = min(since, max(at, f.MoveRows.At(top).At))
		f.back(top, back, at)
		time -= back
	}
	if listed && s.Outside == 0 {
		f.unlist(n)
	}
	if s.Free < free {
		f.freed = append(f.freed, s.Key)
	}
	return since
}

// last returns the move whose time a share gives back first.
func (f *Fund) last(s *ShareRow) int32 {
	for _, list := range [...]*int32{&s.Debts, &s.Lots} {
		if top := f.top(list); top != None {
			return top
		}
	}
	return f.top(&s.Takes)
}

// top returns the latest move of a list with something left, or none.
func (f *Fund) top(list *int32) int32 {
	for *list != None && f.MoveRows.At(*list).Left == 0 {
		*list = f.MoveRows.At(*list).Prev
	}
	return *list
}

// squeeze has others pay for what is drawn on an allowance beyond what it gives, for
// the work that was begun last first.
func (f *Fund) squeeze(key int32) {
	var users []int32
	for n := f.AllowanceRows[key].Users; n != None && f.excess(key) > 0; n = f.ShareRows.At(n).User {
		users = append(users, n)
	}
	slices.SortFunc(users, func(x, y int32) int {
		x, y = f.ShareRows.At(x).Ticket, f.ShareRows.At(y).Ticket
		return cmp.Or(cmp.Compare(f.TicketRows.At(y).First, f.TicketRows.At(x).First), cmp.Compare(y, x))
	})
	for _, n := range users {
		for over := f.excess(key); over > 0 && f.ShareRows.At(n).Free > 0; over = f.excess(key) {
			top := f.top(&f.editShare(n).Takes)
			back, at := min(over, f.MoveRows.At(top).Left), f.MoveRows.At(top).At
			f.back(top, back, at)
			f.draw(n, back, at)
		}
	}
}

// excess returns what is drawn on an allowance beyond what it gives.
func (f *Fund) excess(key int32) int64 {
	a := &f.AllowanceRows[key]
	return a.Used + a.Carried - a.Size
}

// relieve pays with what came back: allowances for what others paid for in their month,
// so that no pack pays for work while the allowance of the month would have (D38), and
// lots for what is overdrawn. It pays from an instant on.
func (f *Fund) relieve(at int64) {
	for _, key := range f.freed {
		for a := &f.AllowanceRows[key]; a.Top != None; {
			n := a.Top
			s := f.editShare(n)
			take := min(s.Outside, f.drawable(key, f.UnitOf(f.TicketRows.At(s.Ticket)).Block))
			if take == 0 {
				break
			}
			for take > 0 {
				top := f.last(s)
				time, when := min(take, f.MoveRows.At(top).Left), max(at, f.MoveRows.At(top).At)
				f.back(top, time, when)
				f.pay(n, AllowanceSource, time, when)
				take -= time
			}
			if s.Outside == 0 {
				f.unlist(n)
			}
		}
	}
	f.freed = f.freed[:0]
	f.settle(at)
}

// enlist puts a share in front of those that others than its allowance pay for.
func (f *Fund) enlist(n int32) {
	s := f.ShareRows.At(n)
	a := &f.AllowanceRows[s.Key]
	s.Above, s.Below = None, a.Top
	f.relist(n)
}

// unlist takes a share out of that list.
func (f *Fund) unlist(n int32) {
	s := f.ShareRows.At(n)
	f.touchLinks(s.Key, s.Above, s.Below)
	f.link(s, s.Below, s.Above)
}

// relist puts a share back to where it was when it was taken out.
func (f *Fund) relist(n int32) { f.link(f.ShareRows.At(n), n, n) }

// link says what is below the share above a share, and above the one below it.
func (f *Fund) link(s *ShareRow, below, above int32) {
	if s.Above == None {
		f.AllowanceRows[s.Key].Top = below
	} else {
		f.ShareRows.At(s.Above).Below = below
	}
	if s.Below != None {
		f.ShareRows.At(s.Below).Above = above
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
	for f.Paid < len(f.DebtMoves) && f.Owed > 0 {
		debt := f.DebtMoves[f.Paid]
		m := f.MoveRows.At(debt)
		if m.Left == 0 {
			f.Paid++
			continue
		}
		next := f.next(m.At)
		if next == None {
			return
		}
		time := min(m.Left, f.LotRows[next].Left())
		if f.Reserved > 0 && !f.LotRows[next].Over(f.Known) {
			if time = min(time, max(forced, f.there(f.Known)-f.pressure(nil))); time <= 0 {
				if next = f.endedOf(m.At); next == None {
					return
				}
				time = min(m.Left, f.LotRows[next].Left())
			}
		}
		forced = max(0, forced-time)
		n, since := m.Share, max(m.At, f.LotRows[next].At)
		when := max(at, since)
		if f.LotRows[next].Over(when) {
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
	s := standing{owed: f.Owed, late: late, shared: !late && f.Reserved > f.TicketRows.At(ticket).Reserved}
	if s.shared {
		s.free = f.free(false)
	}
	return s
}

// check returns a *credit.ShortfallError after a change that needed time if more is overdrawn
// than may be, or if some of what others have reserved is not there any more (D38).
func (f *Fund) check(was standing, needed int64) error {
	if f.Owed <= was.owed && !was.shared {
		return nil
	}
	if f.Owed > was.owed {
		most := max(f.Limit, 0)
		if was.late {
			most += f.there(f.Known)
		}
		if err := f.missing(needed, f.Owed-max(most, was.owed)); err != nil {
			return err
		}
	}
	if !was.shared {
		return nil
	}
	return f.missing(needed, min(was.free, 0)-f.free(false))
}

// missing returns a *credit.ShortfallError if some of what is needed is missing.
func (f *Fund) missing(needed, missing int64) error {
	if missing <= 0 {
		return nil
	}
	needed = max(needed, missing)
	return f.shortfall(needed, needed-missing)
}

// shortfall says that there is not enough, with the cheapest packs for it (D8).
func (f *Fund) shortfall(needed, available int64) error {
	e := &credit.ShortfallError{
		Needed: time.Duration(needed), Available: time.Duration(available), Missing: time.Duration(needed - available),
	}
	if len(f.Terms.Tariff.Packs) > 0 && e.Missing <= credit.MaxTime {
		e.Offer, _ = f.Terms.Tariff.Cheapest(e.Missing) // no offer if the tariff cannot make one
	}
	return e
}
