package fund

import (
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// Removal is hours of a lot that go without being used: back to the seller as a Refund
// (D30), lost by a Forfeit, or to another account by a Transfer (D32). They are the last
// ones of the lot; the first ones are those that are used. Their price is their share of
// the price of the lot, as of hours that are used (D21): all parts of a lot add up to it.
type Removal struct {
	Lot  int
	Kind credit.Kind // Refund, Forfeit or Transfer
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
	Refunded, Forfeited, Moved int64 // nanoseconds
	Withdrawn                  int64 // all of the lot, or nothing
	Repaid, Transferred        int64 // cents
	Since                      int64 // from when the last of it counts
	Last                       int32 // the move of the last one, from 1; the one before it is its prev
}

func (r *removed) Time() int64 { return r.Refunded + r.Forfeited + r.Moved + r.Withdrawn }

// What stands in a removal's move in place of the move that it takes back. A Refund has
// none.
const (
	forfeits  int32 = -3
	transfers int32 = -4
	withdraws int32 = -5
)

// Remove removes hours of a lot that nobody has used, if what is left of all covers what is
// held, with the overdraft that is granted. If it does not, or if less is left, it is an
// *credit.InUseError, and nothing changes.
func (f *Fund) Remove(r Removal) (Removed, error) {
	var l fault.List
	CheckInstant(&l, "at", r.At)
	l.Check(r.Lot >= 0 && r.Lot < len(f.LotRows), "lot", r.Lot, "must be a number of a lot")
	l.Check(IsRemoval(r.Kind), "kind", r.Kind, "must be refund, forfeit or transfer")
	l.Check(r.Time >= 0 && r.Time <= credit.MaxTime, "time", r.Time, "must lie from 0 to 10000 h")
	l.Check(r.Price == 0 || r.Kind == credit.Refund && r.Price > 0 && int64(r.Price) <= f.MoneyUnit().Max(), "price", f.MoneyUnit().Text(int64(r.Price)), "must be that of a refund, up to "+f.MoneyUnit().Text(f.MoneyUnit().Max()))
	if !l.Empty() {
		return Removed{}, l.Err()
	}
	n, at := int32(r.Lot), r.At.UnixNano() // at most credit.MaxEntries
	if lot := &f.LotRows[n]; at < lot.At {
		return Removed{}, fault.New("at", r.At, "must not be before what it acts on, "+Instant(lot.At).Format(time.RFC3339Nano))
	}
	return f.RemoveAt(n, r.Kind, at, KnownAt(r.Known, r.At), int64(r.Time), int64(r.Price))
}

// IsLot reports whether entries of a kind make a lot.
func IsLot(k credit.Kind) bool { return k == credit.Purchase || k == credit.Gift || k == credit.Sale }

// IsRemoval reports whether entries of a kind take hours of a lot away.
func IsRemoval(k credit.Kind) bool {
	return k == credit.Refund || k == credit.Forfeit || k == credit.Transfer
}

// RemoveAt is Remove in the numbers of rows.
func (f *Fund) RemoveAt(n int32, kind credit.Kind, at, known, size, back int64) (Removed, error) {
	undo := f.Mark()
	f.PassTo(max(at, known))
	l := f.editLot(n)
	left := l.Left()
	if l.Over(at) {
		left = 0
	}
	if size == 0 {
		size = left
	}
	share := l.Part(l.Size-l.Removed.Time()) - l.Part(l.Size-l.Removed.Time()-size)
	var err error
	switch {
	case left == 0 || size > left:
		err = &credit.InUseError{Asked: time.Duration(size), Left: time.Duration(left)}
	case f.Reserved > 0 && !l.Over(f.Known) && f.there(f.Known)-size+max(0, f.Limit-f.Owed) < f.pressure(nil):
		err = &credit.InUseError{Asked: time.Duration(size), Left: time.Duration(left), Held: time.Duration(f.Reserved)}
	case back > share:
		err = fault.New("price", f.MoneyUnit().Text(back), "must not exceed what its hours had cost, "+f.MoneyUnit().Text(share))
	}
	if err != nil {
		f.UndoTo(undo)
		return Removed{}, err
	}
	if kind != credit.Refund {
		back = 0
	} else if back == 0 {
		back = share
	}
	before := l.Left()
	f.AddRemoval(n, l.Remove(kind, at, size, share, back))
	f.Change(n, before, l.Left())
	return Removed{time.Duration(size), time.Duration(l.Size - l.Removed.Time()), Cents(share), Cents(back)}, nil
}

// AddRemoval adds the move of what went of a lot.
func (f *Fund) AddRemoval(n int32, m MoveRow) {
	x := &f.LotRows[n].Removed
	m.Source, m.Prev = n, x.Last-1
	f.MoveRows.Add(m)
	x.Last = int32(f.MoveRows.Len()) // below MaxMoves
}

// Part returns what the first hours of a lot had cost.
func (l *LotRow) Part(size int64) int64 { return money.Part(l.Price, size, l.Size) }

// Remove notes what goes, at its share of the price, and returns the move.
func (l *LotRow) Remove(kind credit.Kind, at, size, share, back int64) MoveRow {
	x := &l.Removed
	x.Since = max(x.Since, at)
	m := MoveRow{At: x.Since, Time: size, Cents: share, Share: None, Prev: None, Of: None}
	switch kind {
	case credit.Forfeit:
		x.Forfeited += size
		m.Of = forfeits
	case credit.Transfer:
		x.Moved += size
		x.Transferred += share
		m.Of = transfers
	default:
		x.Refunded += size
		x.Repaid += back
		m.Cents = back
	}
	return m
}

// KindOf returns the kind of a removal's move.
func (m *MoveRow) KindOf() credit.Kind {
	switch m.Of {
	case forfeits:
		return credit.Forfeit
	case transfers:
		return credit.Transfer
	}
	return credit.Refund
}

// Deferred is what of the price of a lot is for hours that are still there.
func (l *LotRow) Deferred() int64 { return l.Part(l.Size-l.Removed.Time()) - l.Part(l.Used) }

// Revenue is what of the price of a lot is earned: for what is used, for what was
// forfeited, and what a refund has not given back.
func (l *LotRow) Revenue() int64 {
	return l.Price - l.Deferred() - l.Removed.Repaid - l.Removed.Transferred
}
