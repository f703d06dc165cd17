package credittest

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// The sources of time that are no lot.
const (
	free   = "\x00allowance"
	beyond = "\x00beyond"
)

// move is time that was drawn for a ticket, or went back if it is negative.
type move struct {
	ticket  ticket
	key     key    // the allowance that is to pay for it
	source  string // free, beyond, or a lot
	time    time.Duration
	cost    credit.Mills
	at      time.Time
	by      int         // the index of the entry that made it
	of      int         // the index of the move whose time goes back, or -1
	settles bool        // a lot takes the place of a debt
	goes    credit.Kind // a Refund, a Forfeit or a Transfer of a lot: it is drawn for nobody
}

func (m *Model) sum(keep func(*move) bool) (d time.Duration) {
	for i := range m.moves {
		if keep(&m.moves[i]) {
			d += m.moves[i].time
		}
	}
	return d
}

// rest is what is left of the time that a move drew.
func (m *Model) rest(i int) time.Duration {
	return m.moves[i].time + m.sum(func(x *move) bool { return x.of == i })
}

func (m *Model) charged(t ticket) time.Duration {
	return m.sum(func(x *move) bool { return x.ticket == t })
}

func (m *Model) chargedTo(t ticket, k key) time.Duration {
	return m.sum(func(x *move) bool { return x.ticket == t && x.key == k })
}

func (m *Model) usedOf(k key) time.Duration {
	return m.sum(func(x *move) bool { return x.key == k && x.source == free })
}

func (m *Model) owed() time.Duration {
	return m.sum(func(x *move) bool { return x.source == beyond })
}

// drawable is what may be drawn on an allowance for work in blocks (D6).
func (m *Model) drawable(k key, block time.Duration) time.Duration {
	d := max(0, m.size(m.entries, k)-m.usedOf(k))
	if m.terms.Remainder == credit.LoseRemainder {
		d = d / block * block
	}
	return d
}

// today is what may be drawn on the allowance of the month that is looked at.
func (m *Model) today() time.Duration {
	d := m.day(m.now)
	return m.drawable(m.keyOn(m.entries, d), m.blocksOn(m.entries, d).Size)
}

// ended reports whether what is left of a lot is lost at an instant.
func ended(lot *ledger.Entry, at time.Time) bool { return !lot.Until.IsZero() && !at.Before(lot.Until) }

// lots are the packs and gifts that have come by now and end after an instant, if at all:
// soonest to end first, then first bought first (D7).
func (m *Model) lots(at time.Time) (lots []ledger.Entry) {
	for _, e := range m.entries {
		if isLot(&e) && !e.At.After(m.now) && !ended(&e, at) {
			lots = append(lots, e)
		}
	}
	end := func(e ledger.Entry) time.Time {
		if e.Until.IsZero() {
			return endOfTime
		}
		return e.Until
	}
	slices.SortStableFunc(lots, func(a, b ledger.Entry) int {
		return cmp.Or(m.turn(&a)-m.turn(&b), end(a).Compare(end(b)), a.At.Compare(b.At))
	})
	return lots
}

// turn is 1 of lots that have to wait for those that cost nothing.
func (m *Model) turn(lot *ledger.Entry) int {
	if m.terms.Drawing == credit.GiftsFirst && lot.Price.Sign() > 0 {
		return 1
	}
	return 0
}

func (m *Model) left(lot *ledger.Entry) time.Duration {
	return lot.Time - m.sum(func(x *move) bool { return x.source == lot.ID })
}

func (m *Model) there() (d time.Duration) {
	for _, lot := range m.lots(m.now) {
		d += m.left(&lot)
	}
	return d
}

// places is how many decimals prices have.
func places(m credit.Minor) int32 {
	switch m {
	case credit.Whole:
		return 0
	case credit.Thousandths:
		return 3
	}
	return 2
}

// earned is the price of a lot for the part of it that is used, rounded to the decimals of the
// currency (D21).
func (m *Model) earned(lot *ledger.Entry, used time.Duration) credit.Mills {
	digits := places(m.terms.Minor)
	share := new(big.Rat).Mul(lot.Price.Shift(digits).Rat(), big.NewRat(1, int64(lot.Time)))
	share.Mul(share, new(big.Rat).SetInt64(int64(used)))
	share.Add(share, big.NewRat(1, 2)) // nothing here is negative
	return mills(decimal.New(new(big.Int).Quo(share.Num(), share.Denom()).Int64(), -digits))
}

func mills(d decimal.Decimal) credit.Mills { return credit.Mills(d.Shift(3).IntPart()) }

// move notes that time went from a source to a ticket.
func (m *Model) move(x move) {
	if x.time == 0 {
		return
	}
	if lot := m.find(x.source); lot != nil {
		used := m.sum(func(o *move) bool { return o.source == lot.ID && o.goes == 0 })
		x.cost = m.earned(lot, used+x.time) - m.earned(lot, used)
	}
	x.by = m.by
	m.moves = append(m.moves, x)
}

// back takes time back that a move drew, never from before it was drawn.
func (m *Model) back(i int, d time.Duration, at time.Time, settles bool) {
	x := m.moves[i]
	m.move(move{ticket: x.ticket, key: x.key, source: x.source, time: -d, at: latest(at, x.at), of: i, settles: settles})
}

func latest(t time.Time, others ...time.Time) time.Time {
	for _, o := range others {
		if o.After(t) {
			t = o
		}
	}
	return t
}

// openHolds are the holds that were neither captured nor released.
func (m *Model) openHolds() (holds []ledger.Entry) {
	for _, e := range m.entries {
		if e.Kind == credit.Hold && !slices.Contains(m.ended, e.ID) {
			holds = append(holds, e)
		}
	}
	return holds
}

// estimate is that of a hold with its extensions.
func (m *Model) estimate(hold ledger.Entry) time.Duration {
	d := hold.Time
	for _, e := range m.entries {
		if e.Kind == credit.Extend && e.Of == hold.ID {
			d += e.Time
		}
	}
	return d
}

// reserved is what is held for a ticket: its estimate in blocks less what is charged for
// it (D38).
func (m *Model) reserved(t ticket) time.Duration {
	for _, h := range m.openHolds() {
		if m.ticketOf(&h) == t {
			return max(0, up(m.estimate(h), m.blocks(t))-m.charged(t))
		}
	}
	return 0
}

func (m *Model) reservedInAll() (d time.Duration) {
	for _, h := range m.openHolds() {
		d += m.reserved(m.ticketOf(&h))
	}
	return d
}

// limit is the overdraft granted.
func (m *Model) limit() (d time.Duration) {
	for _, e := range m.entries {
		if e.Kind == credit.Overdraft {
			d = e.Time
		}
	}
	return d
}

// spare is what nobody has reserved of allowance, lots and overdraft.
func (m *Model) spare() time.Duration {
	return m.today() + m.there() + max(0, m.limit()-m.owed()) - m.reservedInAll()
}

// draw draws on the allowance (D6), then on lots, as far as the ticket itself has reserved
// or others do not need them for what they have (D7, D38), then beyond (D8). What is new of
// it counts from one instant on, the rest from another: lots must not have ended by either.
// Nobody needs what has ended by now.
func (m *Model) draw(t ticket, k key, need, fresh time.Duration, at, since time.Time) {
	take := func(source string, d time.Duration) {
		now := min(d, fresh)
		m.move(move{ticket: t, key: k, source: source, time: now, at: at, of: -1})
		m.move(move{ticket: t, key: k, source: source, time: d - now, at: since, of: -1})
		fresh -= now
		need -= d
	}
	var lots []ledger.Entry
	switch {
	case fresh == need:
		lots = m.lots(at)
	case fresh == 0:
		lots = m.lots(since)
	default:
		lots = m.lots(latest(at, since))
	}
	take(free, min(need, m.drawable(k, m.blocks(t).Size)))
	for turn := range 2 {
		for _, lot := range lots {
			if m.turn(&lot) == turn && ended(&lot, m.now) {
				take(lot.ID, min(need, m.left(&lot)))
			}
		}
		room := need
		if others := m.reservedInAll() - m.reserved(t); others > 0 {
			room = min(room, max(m.reserved(t), m.there()-max(0, others-m.today())))
		}
		for _, lot := range lots {
			if d := min(room, m.left(&lot)); d > 0 && m.turn(&lot) == turn {
				take(lot.ID, d)
				room -= d
			}
		}
	}
	take(beyond, need)
}

// last is the move whose time goes back first: the last one beyond, the last one from a
// lot, the last one from the allowance; -1 if there is none.
func (m *Model) last(t ticket, k key) int {
	found, best := -1, 0
	for i, x := range m.moves {
		if x.of >= 0 || x.ticket != t || x.key != k || m.rest(i) == 0 {
			continue
		}
		rank := 2
		switch x.source {
		case beyond:
			rank = 3
		case free:
			rank = 1
		}
		if rank >= best {
			found, best = i, rank
		}
	}
	return found
}

// level gives back what a ticket was charged too much, and draws what it lacks, month by
// month. What it needs in all beyond what it was charged counts from an instant on, and
// what another month pays for now from when it had counted.
func (m *Model) level(t ticket, at time.Time) {
	due := m.due(t)
	added := -m.charged(t)
	var keys []key
	for k, d := range due {
		added += d
		keys = append(keys, k)
	}
	for _, x := range m.moves {
		if x.ticket == t && !slices.Contains(keys, x.key) {
			keys = append(keys, x.key)
		}
	}
	slices.SortFunc(keys, m.compareKeys)
	since := endOfTime
	for _, k := range keys {
		for over := m.chargedTo(t, k) - due[k]; over > 0; over = m.chargedTo(t, k) - due[k] {
			i := m.last(t, k)
			if when := latest(at, m.moves[i].at); when.Before(since) {
				since = when
			}
			m.back(i, min(over, m.rest(i)), at, false)
		}
	}
	for _, k := range keys {
		lacks := max(0, due[k]-m.chargedTo(t, k))
		fresh := min(lacks, max(0, added))
		added -= fresh
		m.draw(t, k, lacks, fresh, at, since)
	}
}

// relieve has allowances pay with what came back to them for work of their month that
// others pay for, that which was the last to need others first; then lots pay debts.
func (m *Model) relieve(keys []key, at time.Time) {
	for _, k := range keys {
		for {
			t, ok := m.lastPaidByOthers(k)
			if !ok {
				break
			}
			outside := m.chargedTo(t, k) - m.sum(func(x *move) bool { return x.ticket == t && x.key == k && x.source == free })
			take := min(outside, m.drawable(k, m.blocks(t).Size))
			if take == 0 {
				break
			}
			for take > 0 {
				i := m.last(t, k)
				d, when := min(take, m.rest(i)), latest(at, m.moves[i].at)
				m.back(i, d, when, false)
				m.move(move{ticket: t, key: k, source: free, time: d, at: when, of: -1})
				take -= d
			}
		}
	}
	m.settle(at)
}

// lastPaidByOthers is the ticket that came last to be paid by others than an allowance,
// of those that still are.
func (m *Model) lastPaidByOthers(k key) (last ticket, ok bool) {
	outside := map[ticket]time.Duration{}
	var order []ticket
	for _, x := range m.moves {
		if x.key != k || x.source == free || x.settles {
			continue
		}
		if outside[x.ticket] == 0 {
			order = append(order, x.ticket)
		}
		outside[x.ticket] += x.time
	}
	for _, t := range slices.Backward(order) {
		if outside[t] > 0 {
			return t, true
		}
	}
	return ticket{}, false
}
