package ledger

import (
	"slices"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/block"
	"github.com/palier-go/palier/internal/fund"
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
	if fund.IsRemoval(x.kind) && !r.bad { // it has one, the last of its moves
		m := &r.account.fund.MoveRows
		r.check(m.Len() > int(x.moves) && m.At(int32(m.Len()-1)).Share == fund.None) // below fund.MaxMoves
	}
}

// draw reads time drawn.
func (r *imageReader) draw(code byte, at int64) {
	f := &r.account.fund
	r.share = r.near(r.share+1, f.ShareRows.Len())
	time, source := r.within(1, int64(credit.MaxBought)), fund.AllowanceSource
	switch code {
	case moveOverdrawn:
		source = fund.OverdrawnSource
	case moveLot:
		r.lot = r.near(r.lot, len(f.LotRows))
		source = r.lot
	}
	if r.bad {
		return
	}
	r.check(source < 0 || !f.LotRows[source].Over(at))
	r.add(f.ListDrawn(r.share, source, time, at))
}

// back reads time given back.
func (r *imageReader) back(at int64) {
	f := &r.account.fund
	of := int32(f.MoveRows.Len()) - r.number(f.MoveRows.Len()+1) // below fund.MaxMoves
	time := r.within(1, int64(credit.MaxBought))
	if r.bad || int(of) == f.MoveRows.Len() || f.MoveRows.At(of).Left < time || at < f.MoveRows.At(of).At {
		r.bad = true
		return
	}
	r.add(f.ListBack(of, time, at))
}

// removal reads that hours of a lot go.
func (r *imageReader) removal(x *record, at int64) {
	f := &r.account.fund
	if !fund.IsRemoval(x.kind) || f.MoveRows.Len() > int(x.moves) && f.MoveRows.At(int32(f.MoveRows.Len()-1)).Share == fund.None {
		r.bad = true
		return
	}
	n := r.account.records.At(x.of).ref
	l := &f.LotRows[n]
	size, cents := r.within(1, int64(credit.MaxTime)), int64(min(r.uint(), money.Max+1))
	kept := l.Size - l.Removed.Time()
	asked := x.time
	if asked == 0 {
		asked = l.Left()
	}
	if r.bad || size > l.Left() || size != asked || at != max(x.at, l.Removed.Since) || l.Over(at) {
		r.bad = true
		return
	}
	share := l.Part(kept) - l.Part(kept-size)
	r.check(cents <= share && (cents == x.amount || x.amount == 0 && cents == share))
	f.AddRemoval(n, l.Remove(x.kind, at, size, share, cents))
}

// add adds a move up. Lots are not listed yet.
func (r *imageReader) add(m *fund.MoveRow) {
	f := &r.account.fund
	s := f.ShareRows.At(m.Share)
	switch m.Source {
	case fund.AllowanceSource:
		s.Free += m.Time
		f.AllowanceRows[s.Key].Used += m.Time
	case fund.OverdrawnSource:
		s.Outside += m.Time
		f.Owed += m.Time
	default:
		l := &f.LotRows[m.Source]
		s.Outside += m.Time
		if l.Used += m.Time; l.Used < 0 || l.Left() < 0 {
			r.bad = true
			return
		}
		earned := money.Part(l.Price, l.Used, l.Size)
		m.Cents, l.Earned = earned-l.Earned, earned
	}
	if s.Free > most || s.Outside > most || f.Owed > most || f.AllowanceRows[s.Key].Used > most {
		r.bad = true
	}
}

// work works out what sums, lists and plans come to.
func (r *imageReader) work() bool {
	f := &r.account.fund
	r.plan()
	for i := range f.AllowanceRows {
		a := &f.AllowanceRows[i]
		a.Size = f.Size(a.Month, a.Plan)
		r.check(a.Used <= a.Size)
	}
	for i := range f.LotRows {
		f.Change(int32(i), 0, f.LotRows[i].Left()) // at most credit.MaxEntries
	}
	f.Rank = int32(len(f.LotRows)) // at most credit.MaxEntries
	for f.Paid < len(f.DebtMoves) && f.MoveRows.At(f.DebtMoves[f.Paid]).Left == 0 {
		f.Paid++
	}
	r.count()
	return !r.bad
}

// plan puts the plans into their order: the one told last holds from its day on.
func (r *imageReader) plan() {
	f := &r.account.fund
	f.PlanRows = append(f.PlanRows, r.account.allowances...)
	slices.SortStableFunc(f.PlanRows, func(x, y fund.PlanRow) int { return int(x.From - y.From) })
	kept := f.PlanRows[:0]
	for i, p := range f.PlanRows {
		if i+1 == len(f.PlanRows) || f.PlanRows[i+1].From != p.From {
			kept = append(kept, p)
		}
	}
	f.PlanRows = kept
}

// count finds the first session of each ticket, and counts all of them. What was drawn for
// each share must be what it comes to in blocks.
func (r *imageReader) count() {
	f := &r.account.fund
	for n := range int32(f.TicketRows.Len()) { // at most credit.MaxEntries
		t, sum := f.TicketRows.At(n), int64(0)
		if r.single(t) {
			f.Only(n, t.Works, t.Shares)
		} else if r.sessions(n, t); r.bad {
			return
		}
		for i := t.Shares; i != fund.None; i = f.ShareRows.At(i).Next {
			s := f.ShareRows.At(i)
			sum += s.Charged()
			r.check(s.Due == s.Charged() && sum <= most)
			if s.Outside > 0 {
				s.Above = i // itself: it is not listed yet
				r.listed++
			}
		}
	}
}

// single reports whether a ticket is one piece of work that its latest share pays for, as
// most are.
func (r *imageReader) single(t *fund.TicketRow) bool {
	f := &r.account.fund
	if t.Works == fund.None || t.Shares == fund.None || !f.Undivided() {
		return false
	}
	w, s := f.WorkRows.At(t.Works), f.ShareRows.At(t.Shares)
	return w.Prev == fund.None && !w.Gone && w.Took > 0 && f.Key(f.DayOf(w)) == s.Key
}

// sessions counts the work on a ticket.
func (r *imageReader) sessions(n int32, t *fund.TicketRow) {
	f, sum := &r.account.fund, int64(0)
	for i := t.Works; i != fund.None; i = f.WorkRows.At(i).Prev {
		w := f.WorkRows.At(i)
		if w.Gone || w.Took == 0 {
			continue
		}
		f.Push(i)
		sum += f.UnitOn(f.DayOf(w)).Up(w.Took)
		r.budget -= int(w.N) * (int(r.tickets[n].shares) + len(f.AllowanceRows))
		r.check(sum <= most && r.budget >= 0)
	}
	if r.bad || t.Begun == fund.None {
		return
	}
	t.First, t.Day = f.WorkRows.At(t.Begun).At, f.DayOf(f.WorkRows.At(t.Begun))
	f.Recount(n)
}

// readLists reads the shares that others than their allowance pay for.
func (r *imageReader) readLists() bool {
	f := &r.account.fund
	for key := range f.AllowanceRows {
		above, before := fund.None, int32(0)
		for range r.number(r.listed + 1) {
			n := r.list(before)
			if r.bad || f.ShareRows.At(n).Outside == 0 || f.ShareRows.At(n).Above != n || int(f.ShareRows.At(n).Key) != key {
				return false
			}
			f.ShareRows.At(n).Above, f.ShareRows.At(n).Below = above, fund.None
			if above == fund.None {
				f.AllowanceRows[key].Top = n
			} else {
				f.ShareRows.At(above).Below = n
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
	if n < 0 || n >= int64(r.account.fund.ShareRows.Len()) {
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
		if x.closedBy != fund.None {
			continue
		}
		t := f.TicketRows.At(x.ticket)
		t.Asked = r.number(endDay+2) - 1
		r.check(int64(t.Asked)-x.at/aDay <= 1 && x.at/aDay-int64(t.Asked) <= 1)
		on := f.UnitOn(t.Asked)
		if t.Asked <= 0 {
			on = block.Of(r.within(1, aDay), r.within(0, aDay))
		}
		if r.bad {
			return false
		}
		if t.Worked == 0 {
			t.Unit = on
		}
		f.Keep(t)
		r.check(f.Reserved <= most)
	}
	return !r.bad
}
