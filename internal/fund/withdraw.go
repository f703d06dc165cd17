package fund

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
)

// WithdrawLot takes a lot back as if it had never been (D31), when that became known: what
// was used of it is paid for by others from when it was drawn on, and is overdrawn as far
// as they do not cover it. It is never refused for want of hours. What went of the lot
// without being used is to be withdrawn before.
//
// They pay for the ticket that was begun first before others; compare orders tickets that
// were begun at one instant, nil by their numbers.
func (f *Fund) WithdrawLot(lot int, known time.Time, compare func(ticket, other int) int) error {
	if lot < 0 || lot >= len(f.LotRows) || f.LotRows[lot].Removed.Time() > 0 {
		return fault.New("lot", lot, "must be a number of a lot of which nothing went")
	}
	n := int32(lot) // at most credit.MaxEntries
	f.PassTo(known.UnixNano())
	drawn := slices.DeleteFunc(slices.Clone(f.drawnFrom(n)), func(i int32) bool { return f.MoveRows.At(i).Left == 0 })
	used := int64(0)
	for _, i := range drawn {
		used += f.MoveRows.At(i).Left
	}
	if l := &f.LotRows[n]; l.Used != used {
		return fault.New("lot", lot, "must be a number of a lot of which is known who used all of the "+time.Duration(l.Used).String())
	}
	slices.SortStableFunc(drawn, func(i, j int32) int { return f.compareDrawn(f.MoveRows.At(i), f.MoveRows.At(j), compare) })
	var others []MoveRow // what others are to pay for
	for _, i := range drawn {
		m := *f.MoveRows.At(i)
		others = append(others, m)
		f.back(i, m.Left, m.At)
		s := f.ShareRows.At(m.Share)
		if s.Outside == 0 {
			f.unlist(m.Share)
		}
		f.Keep(f.TicketRows.At(s.Ticket)) // what it has reserved is its own again
	}
	l := f.editLot(n)
	l.Removed.Withdrawn, l.Removed.Repaid = l.Size, l.Price
	f.Change(n, l.Size, 0)
	f.AddRemoval(n, MoveRow{At: l.At, Time: l.Size, Cents: l.Price, Share: None, Of: withdraws})
	for i := range others {
		f.draw(others[i].Share, others[i].Left, others[i].At)
	}
	f.relieve(known.UnixNano())
	return nil
}

// compareDrawn orders moves that have drawn on one lot: by when their tickets were begun,
// and for one ticket by month and plan, and by when they count.
func (f *Fund) compareDrawn(x, y *MoveRow, compare func(ticket, other int) int) int {
	s, t := f.ShareRows.At(x.Share), f.ShareRows.At(y.Share)
	if s.Ticket != t.Ticket {
		if c := cmp.Compare(f.TicketRows.At(s.Ticket).First, f.TicketRows.At(t.Ticket).First); c != 0 {
			return c
		}
		if compare != nil {
			return compare(int(s.Ticket), int(t.Ticket))
		}
		return cmp.Compare(s.Ticket, t.Ticket)
	}
	return cmp.Or(f.compareKeys(s.Key, t.Key), cmp.Compare(x.At, y.At))
}

// drawnFrom returns the moves that have drawn on a lot. They are listed by lots when they
// are first asked for, and those that were added since.
func (f *Fund) drawnFrom(lot int32) []int32 {
	x := &f.byLot
	if x.of == nil {
		x.of = make(map[int32][]int32)
	}
	for ; x.listed < f.MoveRows.Len(); x.listed++ {
		if m := f.MoveRows.At(int32(x.listed)); m.Source >= 0 && m.Share != None && m.Time > 0 {
			x.of[m.Source] = append(x.of[m.Source], int32(x.listed)) // below MaxMoves
		}
	}
	return x.of[lot]
}

// movesByLot lists moves by the lots that they have drawn on, as far as they are listed.
type movesByLot struct {
	of     map[int32][]int32
	listed int
}

// WithdrawRemoval gives back the last hours that went of a lot without being used, as if
// they had not (D31). They pay for what is overdrawn.
func (f *Fund) WithdrawRemoval(lot int, known time.Time) (Removed, error) {
	if lot < 0 || lot >= len(f.LotRows) || f.LotRows[lot].Removed.Last == 0 || f.LotRows[lot].Removed.Withdrawn > 0 {
		return Removed{}, fault.New("lot", lot, "must be a number of a lot of which something went")
	}
	n := int32(lot) // at most credit.MaxEntries
	f.PassTo(known.UnixNano())
	l := f.editLot(n)
	x, before := &l.Removed, l.Left()
	m := *f.MoveRows.At(x.Last - 1)
	kept := l.Size - x.Time()
	gone := Removed{Time: time.Duration(m.Time), Kept: time.Duration(kept), Price: Cents(l.Part(kept+m.Time) - l.Part(kept))}
	switch m.KindOf() {
	case credit.Forfeit:
		x.Forfeited -= m.Time
	case credit.Transfer:
		x.Moved -= m.Time
		x.Transferred -= m.Cents
	default:
		x.Refunded -= m.Time
		x.Repaid -= m.Cents
		gone.Back = Cents(m.Cents)
	}
	x.Last = m.Prev + 1
	if x.Since = 0; x.Last > 0 {
		x.Since = f.MoveRows.At(x.Last - 1).At
	}
	f.Change(n, before, l.Left())
	f.MoveRows.Add(MoveRow{At: m.At, Time: -m.Time, Cents: -m.Cents, Share: None, Source: n, Prev: None, Of: m.Of})
	f.relieve(known.UnixNano())
	return gone, nil
}

// RestoreRemoval notes that hours of a restored lot went, the first ones first. Back counts
// for a Refund.
func (f *Fund) RestoreRemoval(lot int, kind credit.Kind, r Removed) error {
	if lot < 0 || lot >= len(f.LotRows) {
		return fault.New("lot", lot, "must be a number of a lot")
	}
	n := int32(lot) // at most credit.MaxEntries
	l := f.editLot(n)
	before, kept := l.Left(), l.Size-l.Removed.Time()
	var faults fault.List
	faults.Check(IsRemoval(kind), "kind", kind, "must be refund, forfeit or transfer")
	faults.Check(r.Time > 0 && int64(r.Time) <= before, "time", r.Time, "must be above 0, and no more than is left of the lot")
	if !faults.Empty() {
		return faults.Err()
	}
	share := l.Part(kept) - l.Part(kept-int64(r.Time))
	if r.Back < 0 || int64(r.Back) > share {
		return fault.New("back", f.MoneyUnit().Text(int64(r.Back)), "must not be negative, nor exceed what its hours had cost, "+f.MoneyUnit().Text(share))
	}
	f.AddRemoval(n, l.Remove(kind, 0, int64(r.Time), share, int64(r.Back)))
	f.Change(n, before, l.Left())
	return nil
}

// RestoreWorks tells sessions of a restored ticket one by one, so that they can be undone:
// those that are still known of what it was restored with. It returns their numbers. The
// ticket begins with the first of them if they are all there were (D5).
func (f *Fund) RestoreWorks(ticket int, works []Work) ([]int, error) {
	var l fault.List
	f.checkTicket(&l, ticket)
	var sum int64
	for i := range works {
		if works[i].Ticket != ticket {
			l.Add(fault.Index("works", i)+".ticket", works[i].Ticket, "must be the ticket")
		} else if err := f.checkWork(&works[i]); err != nil {
			l.In(fault.Index("works", i), err)
		}
		sum += works[i].took()
	}
	if l.Empty() && sum > f.ticketBefore(int32(ticket)).worked { // at most credit.MaxEntries
		l.Add("works", time.Duration(sum), "must not be more than was worked")
	}
	if !l.Empty() {
		return nil, l.Err()
	}
	n := int32(ticket) // at most credit.MaxEntries
	if err := f.counted(n, works); err != nil {
		return nil, err
	}
	padTo(&f.before.tickets, ticket+1)
	numbers := make([]int, 0, len(works))
	for i := range works {
		w := &works[i]
		work := f.session(n, w.At.UnixNano(), int64(w.Time), w.Parts)
		f.uncount(work)
		if w.Time > 0 {
			f.Push(work)
		}
		numbers = append(numbers, int(work))
	}
	if f.before.tickets[n].worked == 0 { // it begins with one of them
		for s := f.TicketRows.At(n).Shares; s != None; s = f.ShareRows.At(s).Next {
			if int(s) < len(f.before.shares) {
				f.before.shares[s] = shareBefore{}
			}
		}
	}
	return numbers, nil
}

// counted refuses sessions that come to more than the shares of their ticket have.
func (f *Fund) counted(ticket int32, works []Work) error {
	each := f.Terms.Blocks.Counting == credit.EachSession
	if f.Terms.Paying == credit.StartMonth && !each {
		return nil // one share has all
	}
	has := make(map[int32]shareBefore)
	for s := f.TicketRows.At(ticket).Shares; s != None; s = f.ShareRows.At(s).Next {
		has[f.ShareRows.At(s).Key] = f.shareBefore(s)
	}
	for i := range works {
		w, first := &works[i], len(f.PartRows)
		if w.Time == 0 {
			continue
		}
		for j := range w.Parts {
			f.PartRows = append(f.PartRows, partOf(&w.Parts[j]))
		}
		took := w.took()
		if len(w.Parts) == 0 {
			f.split(w.At.UnixNano(), took)
		}
		parts := f.PartRows[first:]
		f.PartRows = f.PartRows[:first]
		for j := range parts {
			key := f.keyFor(f.TicketRows.At(ticket), parts[j].Day)
			s := has[key]
			s.worked -= parts[j].Time
			if s.due -= parts[j].Time; each && j == len(parts)-1 {
				s.due -= f.UnitOn(parts[0].Day).Up(took) - took
			}
			if has[key] = s; s.worked < 0 || each && s.due < 0 {
				return fault.New(fault.Index("works", i)+".time", w.Time, "must not be more than was worked in a month")
			}
		}
	}
	return nil
}

// uncount takes a session off what its ticket was restored with.
func (f *Fund) uncount(i int32) {
	w := f.WorkRows.At(i)
	f.before.tickets[w.Ticket].worked -= w.Took
	if w.Took == 0 || f.Undivided() {
		return // one share has all, whichever the sessions were
	}
	var one [1]PartRow
	parts := f.PartsOf(w, &one)
	for j := range parts {
		n := f.share(w.Ticket, parts[j].Day)
		padTo(&f.before.shares, int(n)+1)
		s := &f.before.shares[n]
		s.worked -= parts[j].Time
		s.due -= parts[j].Time
		if j == len(parts)-1 && f.Terms.Blocks.Counting == credit.EachSession {
			s.due -= f.UnitOn(parts[0].Day).Up(w.Took) - w.Took
		}
	}
}

// Gone is a Removal that stands.
type Gone struct {
	Kind credit.Kind
	Time time.Duration
	Back Cents // what a Refund gave back
}

// Removals lists what went of a lot without being used, the first first: nothing if there
// is no such lot, or it was withdrawn.
func (f *Fund) Removals(lot int) []Gone {
	if lot < 0 || lot >= len(f.LotRows) || f.LotRows[lot].Removed.Withdrawn > 0 {
		return nil
	}
	var out []Gone
	for n := f.LotRows[lot].Removed.Last; n > 0; n = f.MoveRows.At(n-1).Prev + 1 {
		m := f.MoveRows.At(n - 1)
		g := Gone{Kind: m.KindOf(), Time: time.Duration(m.Time)}
		if g.Kind == credit.Refund {
			g.Back = Cents(m.Cents)
		}
		out = append(out, g)
	}
	slices.Reverse(out)
	return out
}
