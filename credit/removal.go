package credit

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// Removal is hours of a lot that go without being used: back to the seller as a Refund
// (D30), lost by a Forfeit, or to another account by a Transfer (D32). They are the last
// ones of the lot; the first ones are those that are used. Their price is their share of
// the price of the lot, as of hours that are used (D21): all parts of a lot add up to it.
type Removal struct {
	Lot  int
	Kind Kind // Refund, Forfeit or Transfer
	// At is from when it counts: not before the lot, nor before what was removed of it
	// earlier. What has ended by then is not left.
	At time.Time
	// Known is when it became known; zero is at once.
	Known time.Time
	// Time is what goes; zero is all that is left, if anything is.
	Time time.Duration
	// Price is what a Refund gives back in place of the share of the price, which it must
	// not exceed: what is not given back is earned. Zero is that share.
	Price Cents
}

// Removed is what a Removal came to.
type Removed struct {
	Time  time.Duration
	Kept  time.Duration // what of the lot stays: used, or left
	Price Cents         // the share of the price that Time has
	Back  Cents         // what of it a Refund gives back
}

// removed is what of a lot went without being used.
type removed struct {
	refunded, forfeited, moved int64 // nanoseconds
	withdrawn                  int64 // all of the lot, or nothing
	repaid, transferred        int64 // cents
	since                      int64 // from when the last of it counts
	last                       int32 // the move of the last one, from 1; the one before it is its prev
}

func (r *removed) time() int64 { return r.refunded + r.forfeited + r.moved + r.withdrawn }

// What stands in a removal's move in place of the move that it takes back. A Refund has
// none.
const (
	forfeits  int32 = -3
	transfers int32 = -4
	withdraws int32 = -5
)

// Remove removes hours of a lot that nobody has used, if what is left of all covers what is
// held, with the overdraft that is granted. If it does not, or if less is left, it is an
// *InUseError, and nothing changes.
func (f *Fund) Remove(r Removal) (Removed, error) {
	var l fault.List
	checkInstant(&l, "at", r.At)
	l.Check(r.Lot >= 0 && r.Lot < len(f.lots), "lot", r.Lot, "must be a number of a lot")
	l.Check(isRemoval(r.Kind), "kind", r.Kind, "must be refund, forfeit or transfer")
	l.Check(r.Time >= 0 && r.Time <= MaxTime, "time", r.Time, "must lie from 0 to 10000 h")
	l.Check(r.Price == 0 || r.Kind == Refund && r.Price > 0 && int64(r.Price) <= f.unit().Max(), "price", f.unit().Text(int64(r.Price)), "must be that of a refund, up to "+f.unit().Text(f.unit().Max()))
	if !l.Empty() {
		return Removed{}, l.Err()
	}
	n, at := int32(r.Lot), r.At.UnixNano() // at most MaxEntries
	if lot := &f.lots[n]; at < lot.at {
		return Removed{}, fault.New("at", r.At, "must not be before what it acts on, "+instant(lot.at).Format(time.RFC3339Nano))
	}
	return f.remove(n, r.Kind, at, knownAt(r.Known, r.At), int64(r.Time), int64(r.Price))
}

// isLot reports whether entries of a kind make a lot.
func isLot(k Kind) bool { return k == Purchase || k == Gift || k == Sale }

// isRemoval reports whether entries of a kind take hours of a lot away.
func isRemoval(k Kind) bool { return k == Refund || k == Forfeit || k == Transfer }

func (f *Fund) remove(n int32, kind Kind, at, known, size, back int64) (Removed, error) {
	undo := f.mark()
	f.pass(max(at, known))
	l := f.editLot(n)
	left := l.left()
	if l.over(at) {
		left = 0
	}
	if size == 0 {
		size = left
	}
	share := l.part(l.size-l.removed.time()) - l.part(l.size-l.removed.time()-size)
	var err error
	switch {
	case left == 0 || size > left:
		err = &InUseError{Asked: time.Duration(size), Left: time.Duration(left)}
	case f.reserved > 0 && !l.over(f.known) && f.there(f.known)-size+max(0, f.limit-f.owed) < f.pressure(nil):
		err = &InUseError{Asked: time.Duration(size), Left: time.Duration(left), Held: time.Duration(f.reserved)}
	case back > share:
		err = fault.New("price", f.unit().Text(back), "must not exceed what its hours had cost, "+f.unit().Text(share))
	}
	if err != nil {
		f.undo(undo)
		return Removed{}, err
	}
	if kind != Refund {
		back = 0
	} else if back == 0 {
		back = share
	}
	before := l.left()
	f.removal(n, l.remove(kind, at, size, share, back))
	f.change(n, before, l.left())
	return Removed{time.Duration(size), time.Duration(l.size - l.removed.time()), Cents(share), Cents(back)}, nil
}

// removal adds the move of what went of a lot.
func (f *Fund) removal(n int32, m move) {
	x := &f.lots[n].removed
	m.source, m.prev = n, x.last-1
	f.moves.Add(m)
	x.last = int32(f.moves.Len()) // below maxMoves
}

// part returns what the first hours of a lot had cost.
func (l *lot) part(size int64) int64 { return money.Part(l.price, size, l.size) }

// remove notes what goes, at its share of the price, and returns the move.
func (l *lot) remove(kind Kind, at, size, share, back int64) move {
	x := &l.removed
	x.since = max(x.since, at)
	m := move{at: x.since, time: size, cents: share, share: none, prev: none, of: none}
	switch kind {
	case Forfeit:
		x.forfeited += size
		m.of = forfeits
	case Transfer:
		x.moved += size
		x.transferred += share
		m.of = transfers
	default:
		x.refunded += size
		x.repaid += back
		m.cents = back
	}
	return m
}

// kindOf returns the kind of a removal's move.
func (m *move) kindOf() Kind {
	switch m.of {
	case forfeits:
		return Forfeit
	case transfers:
		return Transfer
	}
	return Refund
}

// deferred is what of the price of a lot is for hours that are still there.
func (l *lot) deferred() int64 { return l.part(l.size-l.removed.time()) - l.part(l.used) }

// revenue is what of the price of a lot is earned: for what is used, for what was
// forfeited, and what a refund has not given back.
func (l *lot) revenue() int64 {
	return l.price - l.deferred() - l.removed.repaid - l.removed.transferred
}
