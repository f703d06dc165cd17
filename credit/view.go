package credit

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// View answers questions about an account at one instant, by what was known at
// another: entries count from their At on, and are known from their Recorded on.
// It stays the same while the account grows, until Reset. The questions read the
// journal as far as it was known; nothing is kept.
type View struct {
	a    *Account
	at   int64
	upto int // records known
}

// View looks at the account at an instant. known is zero for all that is known
// now; it is the instant itself for what was known then. An entry is known when
// it and all before it in the journal are recorded.
func (a *Account) View(at, known time.Time) View {
	v := View{a, nanos(at), len(a.records)}
	if !known.IsZero() {
		limit := nanos(known)
		v.upto = sort.Search(len(a.records), func(i int) bool { return a.records[a.records[i].known].recorded > limit })
	}
	return v
}

// nanos is an instant as the account keeps it; beyond the years accepted one
// instant is as good as another.
func nanos(t time.Time) int64 {
	const end = 7_000_000_000
	return time.Unix(min(max(t.Unix(), -end), end), int64(t.Nanosecond())).UnixNano()
}

// whole reports whether the view sees all of the account.
func (v View) whole() bool {
	n := len(v.a.records)
	return v.upto == n && (n == 0 || v.a.latest(int32(n-1)) <= v.at)
}

// Lot is one pack or gift: Time = Available + Held + Used + Refunded, and
// Price = Earned + Deferred + Repaid.
type Lot struct {
	ID        string        `json:"id"`
	At        time.Time     `json:"at"`
	Time      time.Duration `json:"time"`
	Available time.Duration `json:"available"`
	Held      time.Duration `json:"held"`
	Used      time.Duration `json:"used"`
	Refunded  time.Duration `json:"refunded"`
	Price     Cents         `json:"price"`
	Earned    Cents         `json:"earned"`   // revenue: what was used
	Deferred  Cents         `json:"deferred"` // owed to the customer: what is not
	Repaid    Cents         `json:"repaid"`   // the price of a refunded pack
}

// Validate reports where the figures of l contradict each other.
func (l Lot) Validate() error {
	var faults fault.List
	faults.Check(addUp(l.Time, l.Available, l.Held, l.Used, l.Refunded),
		"time", l.Time, "must be available + held + used + refunded, none of them negative")
	faults.Check(addUp(l.Price, l.Earned, l.Deferred, l.Repaid),
		"price", l.Price, "must be earned + deferred + repaid, none of them negative")
	return faults.Err()
}

// addUp reports whether parts, none of them negative, add up to a whole.
func addUp[T ~int64](whole T, parts ...T) bool {
	for _, p := range parts {
		if p < 0 || p > whole {
			return false
		}
		whole -= p
	}
	return whole == 0
}

// MarshalJSON implements json.Marshaler.
func (l Lot) MarshalJSON() ([]byte, error) { return wire.Append(nil, l) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (l *Lot) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// Lots returns the packs and gifts there are, first bought first, with the
// balance and the revenue of each.
func (v View) Lots() []Lot { return v.AppendLots(nil) }

// AppendLots appends what Lots returns, for callers that keep a slice.
func (v View) AppendLots(dst []Lot) []Lot {
	n := sort.Search(len(v.a.lots), func(i int) bool { return int(v.a.lots[i].ref) >= v.upto })
	first := len(dst)
	dst = slices.Grow(dst, n)[:first+n]
	lots := dst[first:]
	clear(lots)
	if v.whole() {
		for i := range lots {
			p := &v.a.lots[i]
			lots[i].Used, lots[i].Held, lots[i].Refunded = time.Duration(p.cols[used]), time.Duration(p.cols[held]), time.Duration(p.cols[refunded])
			lots[i].Earned = Cents(p.earned)
		}
	} else {
		v.sumLots(lots)
	}
	for i := range lots {
		v.finish(&lots[i], &v.a.lots[i])
	}
	lots = slices.DeleteFunc(lots, func(l Lot) bool { return l.At.UnixNano() > v.at })
	slices.SortStableFunc(lots, func(x, y Lot) int { return x.At.Compare(y.At) })
	return dst[:first+len(lots)]
}

func (v View) sumLots(lots []Lot) {
	for i := range v.records() {
		r := &v.a.records[i]
		if r.at > v.at {
			continue
		}
		for _, m := range v.a.movesOf(i) {
			if m.source < 0 || m.at > v.at {
				continue
			}
			l := &lots[m.source]
			switch m.purpose {
			case used:
				l.Used += time.Duration(m.time)
				l.Earned += Cents(m.cents)
			case held:
				l.Held += time.Duration(m.time)
			case refunded:
				l.Refunded += time.Duration(m.time)
			}
		}
	}
}

func (v View) records() int32 { return int32(v.upto) } // at most MaxEntries

// finish works out what a lot's sums leave. A late entry can make blocks that
// were never used up together cost some cents more than the pack; what is earned
// stops at its price.
func (v View) finish(l *Lot, p *pool) {
	l.ID, l.At = v.a.texts[p.ref].id, instant(p.at)
	l.Time, l.Price = time.Duration(p.size), Cents(p.price)
	l.Available = l.Time - l.Held - l.Used - l.Refunded
	if l.Refunded > 0 {
		l.Repaid = l.Price
	}
	l.Earned = min(l.Earned, l.Price)
	l.Deferred = l.Price - l.Earned - l.Repaid
}

// Balance is what is left of an account, all lots together.
type Balance struct {
	// Available is what may be drawn from lots, Overdrawn what was drawn beyond them.
	Available time.Duration `json:"available"`
	Overdrawn time.Duration `json:"overdrawn"`
	// Allowance is what is left of the month's.
	Allowance time.Duration `json:"allowance"`
	// Held is what open holds set aside, wherever they drew it from.
	Held time.Duration `json:"held"`
}

// MarshalJSON implements json.Marshaler.
func (b Balance) MarshalJSON() ([]byte, error) { return wire.Append(nil, b) }

// UnmarshalJSON implements json.Unmarshaler.
func (b *Balance) UnmarshalJSON(data []byte) error { return wire.Decode(data, b) }

// Balance returns what is left.
func (v View) Balance() Balance {
	var b Balance
	var drawn int64 // of the month's allowance
	if v.a.months.loc == nil {
		return b
	}
	month := v.a.months.of(v.at)
	for i := range v.records() {
		r := &v.a.records[i]
		if r.at > v.at {
			continue
		}
		if r.lot != none {
			b.Available += time.Duration(r.time)
		}
		for _, m := range v.a.movesOf(i) {
			if m.at > v.at {
				continue
			}
			if m.purpose == held {
				b.Held += time.Duration(m.time)
			}
			switch {
			case m.source >= 0:
				b.Available -= time.Duration(m.time)
			case m.source == overdrawn:
				b.Overdrawn += time.Duration(m.time)
			case allowanceOf(m.source) == month:
				drawn += m.time
			}
		}
	}
	b.Allowance = time.Duration(v.granted(month) - drawn)
	return b
}

// granted returns a month's allowance as far as it is known.
func (v View) granted(month int32) int64 {
	if v.upto == len(v.a.records) {
		return v.a.allowance(month)
	}
	var best grant
	for i := range v.records() {
		r := &v.a.records[i]
		if from := int32(r.amount); r.kind == Allowance && from <= month && from >= best.month { // a month
			best = grant{from, r.time}
		}
	}
	return best.time
}

// OpenHold is a hold neither captured nor released.
type OpenHold struct {
	ID       string        `json:"id"`
	Ticket   string        `json:"ticket,omitzero"`
	At       time.Time     `json:"at"`
	Estimate time.Duration `json:"estimate"` // with its extensions
	Held     time.Duration `json:"held"`     // the estimate in blocks
}

// MarshalJSON implements json.Marshaler.
func (h OpenHold) MarshalJSON() ([]byte, error) { return wire.Append(nil, h) }

// UnmarshalJSON implements json.Unmarshaler.
func (h *OpenHold) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }

// Holds returns the open holds in the order of the journal.
func (v View) Holds() []OpenHold {
	type open struct {
		record int32
		hold   OpenHold
		closed bool
	}
	var opens []open
	find := func(i int32) *open {
		at, _ := slices.BinarySearchFunc(opens, i, func(o open, i int32) int { return cmp.Compare(o.record, i) })
		return &opens[at]
	}
	for i := range v.records() {
		r := &v.a.records[i]
		if r.at > v.at {
			continue
		}
		switch r.kind {
		case Hold:
			t, estimate := v.a.texts[i], time.Duration(r.time)
			opens = append(opens, open{i, OpenHold{t.id, t.ticket, instant(r.at), estimate, v.a.terms.Blocks.up(estimate)}, false})
		case Extend:
			h := &find(r.of).hold
			h.Estimate += time.Duration(r.time)
			h.Held = v.a.terms.Blocks.up(h.Estimate)
		case Capture, Release:
			find(r.of).closed = true
		}
	}
	var holds []OpenHold
	for _, o := range opens {
		if !o.closed {
			holds = append(holds, o.hold)
		}
	}
	return holds
}
