package credit

import (
	"cmp"
	"slices"
	"time"

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
	if lot < 0 || lot >= len(f.lots) || f.lots[lot].removed.time() > 0 {
		return fault.New("lot", lot, "must be a number of a lot of which nothing went")
	}
	n := int32(lot) // at most MaxEntries
	f.pass(known.UnixNano())
	drawn := slices.DeleteFunc(slices.Clone(f.drawnFrom(n)), func(i int32) bool { return f.moves.At(i).left == 0 })
	used := int64(0)
	for _, i := range drawn {
		used += f.moves.At(i).left
	}
	if l := &f.lots[n]; l.used != used {
		return fault.New("lot", lot, "must be a number of a lot of which is known who used all of the "+time.Duration(l.used).String())
	}
	slices.SortStableFunc(drawn, func(i, j int32) int { return f.compareDrawn(f.moves.At(i), f.moves.At(j), compare) })
	var others []move // what others are to pay for
	for _, i := range drawn {
		m := *f.moves.At(i)
		others = append(others, m)
		f.back(i, m.left, m.at)
		s := f.shares.At(m.share)
		if s.outside == 0 {
			f.unlist(m.share)
		}
		f.keep(f.tickets.At(s.ticket)) // what it has reserved is its own again
	}
	l := f.editLot(n)
	l.removed.withdrawn, l.removed.repaid = l.size, l.price
	f.change(n, l.size, 0)
	f.removal(n, move{at: l.at, time: l.size, cents: l.price, share: none, of: withdraws})
	for i := range others {
		f.draw(others[i].share, others[i].left, others[i].at)
	}
	f.relieve(known.UnixNano())
	return nil
}

// compareDrawn orders moves that have drawn on one lot: by when their tickets were begun,
// and for one ticket by month and plan, and by when they count.
func (f *Fund) compareDrawn(x, y *move, compare func(ticket, other int) int) int {
	s, t := f.shares.At(x.share), f.shares.At(y.share)
	if s.ticket != t.ticket {
		if c := cmp.Compare(f.tickets.At(s.ticket).first, f.tickets.At(t.ticket).first); c != 0 {
			return c
		}
		if compare != nil {
			return compare(int(s.ticket), int(t.ticket))
		}
		return cmp.Compare(s.ticket, t.ticket)
	}
	return cmp.Or(f.compareKeys(s.key, t.key), cmp.Compare(x.at, y.at))
}

// drawnFrom returns the moves that have drawn on a lot. They are listed by lots when they
// are first asked for, and those that were added since.
func (f *Fund) drawnFrom(lot int32) []int32 {
	x := &f.byLot
	if x.of == nil {
		x.of = make(map[int32][]int32)
	}
	for ; x.listed < f.moves.Len(); x.listed++ {
		if m := f.moves.At(int32(x.listed)); m.source >= 0 && m.share != none && m.time > 0 {
			x.of[m.source] = append(x.of[m.source], int32(x.listed)) // below maxMoves
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
	if lot < 0 || lot >= len(f.lots) || f.lots[lot].removed.last == 0 || f.lots[lot].removed.withdrawn > 0 {
		return Removed{}, fault.New("lot", lot, "must be a number of a lot of which something went")
	}
	n := int32(lot) // at most MaxEntries
	f.pass(known.UnixNano())
	l := f.editLot(n)
	x, before := &l.removed, l.left()
	m := *f.moves.At(x.last - 1)
	kept := l.size - x.time()
	gone := Removed{Time: time.Duration(m.time), Kept: time.Duration(kept), Price: Cents(l.part(kept+m.time) - l.part(kept))}
	switch m.kindOf() {
	case Forfeit:
		x.forfeited -= m.time
	case Transfer:
		x.moved -= m.time
		x.transferred -= m.cents
	default:
		x.refunded -= m.time
		x.repaid -= m.cents
		gone.Back = Cents(m.cents)
	}
	x.last = m.prev + 1
	if x.since = 0; x.last > 0 {
		x.since = f.moves.At(x.last - 1).at
	}
	f.change(n, before, l.left())
	f.moves.Add(move{at: m.at, time: -m.time, cents: -m.cents, share: none, source: n, prev: none, of: m.of})
	f.relieve(known.UnixNano())
	return gone, nil
}

// RestoreRemoval notes that hours of a restored lot went, the first ones first. Back counts
// for a Refund.
func (f *Fund) RestoreRemoval(lot int, kind Kind, r Removed) error {
	if lot < 0 || lot >= len(f.lots) {
		return fault.New("lot", lot, "must be a number of a lot")
	}
	n := int32(lot) // at most MaxEntries
	l := f.editLot(n)
	before, kept := l.left(), l.size-l.removed.time()
	var faults fault.List
	faults.Check(isRemoval(kind), "kind", kind, "must be refund, forfeit or transfer")
	faults.Check(r.Time > 0 && int64(r.Time) <= before, "time", r.Time, "must be above 0, and no more than is left of the lot")
	if !faults.Empty() {
		return faults.Err()
	}
	share := l.part(kept) - l.part(kept-int64(r.Time))
	if r.Back < 0 || int64(r.Back) > share {
		return fault.New("back", f.unit().Text(int64(r.Back)), "must not be negative, nor exceed what its hours had cost, "+f.unit().Text(share))
	}
	f.removal(n, l.remove(kind, 0, int64(r.Time), share, int64(r.Back)))
	f.change(n, before, l.left())
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
	if l.Empty() && sum > f.ticketBefore(int32(ticket)).worked { // at most MaxEntries
		l.Add("works", time.Duration(sum), "must not be more than was worked")
	}
	if !l.Empty() {
		return nil, l.Err()
	}
	n := int32(ticket) // at most MaxEntries
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
			f.push(work)
		}
		numbers = append(numbers, int(work))
	}
	if f.before.tickets[n].worked == 0 { // it begins with one of them
		for s := f.tickets.At(n).shares; s != none; s = f.shares.At(s).next {
			if int(s) < len(f.before.shares) {
				f.before.shares[s] = shareBefore{}
			}
		}
	}
	return numbers, nil
}

// counted refuses sessions that come to more than the shares of their ticket have.
func (f *Fund) counted(ticket int32, works []Work) error {
	each := f.terms.Blocks.Counting == EachSession
	if f.terms.Paying == StartMonth && !each {
		return nil // one share has all
	}
	has := make(map[int32]shareBefore)
	for s := f.tickets.At(ticket).shares; s != none; s = f.shares.At(s).next {
		has[f.shares.At(s).key] = f.shareBefore(s)
	}
	for i := range works {
		w, first := &works[i], len(f.parts)
		if w.Time == 0 {
			continue
		}
		for j := range w.Parts {
			f.parts = append(f.parts, partOf(&w.Parts[j]))
		}
		took := w.took()
		if len(w.Parts) == 0 {
			f.split(w.At.UnixNano(), took)
		}
		parts := f.parts[first:]
		f.parts = f.parts[:first]
		for j := range parts {
			key := f.keyFor(f.tickets.At(ticket), parts[j].day)
			s := has[key]
			s.worked -= parts[j].time
			if s.due -= parts[j].time; each && j == len(parts)-1 {
				s.due -= f.unitOn(parts[0].day).up(took) - took
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
	w := f.works.At(i)
	f.before.tickets[w.ticket].worked -= w.took
	if w.took == 0 || f.undivided() {
		return // one share has all, whichever the sessions were
	}
	var one [1]part
	parts := f.partsOf(w, &one)
	for j := range parts {
		n := f.share(w.ticket, parts[j].day)
		padTo(&f.before.shares, int(n)+1)
		s := &f.before.shares[n]
		s.worked -= parts[j].time
		s.due -= parts[j].time
		if j == len(parts)-1 && f.terms.Blocks.Counting == EachSession {
			s.due -= f.unitOn(parts[0].day).up(w.took) - w.took
		}
	}
}

// Gone is a Removal that stands.
type Gone struct {
	Kind Kind
	Time time.Duration
	Back Cents // what a Refund gave back
}

// Removals lists what went of a lot without being used, the first first: nothing if there
// is no such lot, or it was withdrawn.
func (f *Fund) Removals(lot int) []Gone {
	if lot < 0 || lot >= len(f.lots) || f.lots[lot].removed.withdrawn > 0 {
		return nil
	}
	var out []Gone
	for n := f.lots[lot].removed.last; n > 0; n = f.moves.At(n-1).prev + 1 {
		m := f.moves.At(n - 1)
		g := Gone{Kind: m.kindOf(), Time: time.Duration(m.time)}
		if g.Kind == Refund {
			g.Back = Cents(m.cents)
		}
		out = append(out, g)
	}
	slices.Reverse(out)
	return out
}
