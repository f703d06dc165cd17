package credit

import (
	"slices"
	"sort"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// View answers questions about an account at one instant, by what was known at
// another: entries count from their At on, and are known from their Recorded on.
// It stays the same while the account grows, until Reset. The questions read the
// journal as far as it was known; nothing is kept. The zero View is of an account without
// entries.
type View struct {
	a    *Account
	at   int64
	upto int // records known
}

// ready reports whether there is an account to look at.
func (v View) ready() bool { return v.a != nil && v.a.fund.ready() }

// View looks at the account at an instant. known is zero for all that is known
// now; it is the instant itself for what was known then. An entry is known when
// it and all before it in the journal are recorded.
func (a *Account) View(at, known time.Time) View {
	v := View{a, nanos(at), a.records.Len()}
	if !known.IsZero() {
		limit := nanos(known)
		v.upto = sort.Search(a.records.Len(), func(i int) bool { return a.records.At(int32(i)).known > limit })
	}
	return v
}

// moves returns how many moves the entries known have made.
func (v View) moves() int32 {
	if v.upto == 0 {
		return 0
	}
	return v.a.movesUpTo(int32(v.upto - 1)) // at most MaxEntries
}

// ticketOf returns the ticket that a move is for.
func (v View) ticketOf(m *move) int32 { return v.a.fund.shares.At(m.share).ticket }

// allowanceOf returns the allowance that pays for what a move is for, as far as it goes.
func (v View) allowanceOf(m *move) *allowance {
	f := &v.a.fund
	return &f.allowances[f.shares.At(m.share).key]
}

// month returns the month of the view's instant.
func (v View) month() int32 {
	clock, months := v.a.fund.clock, v.a.fund.months // copies, so that views can be asked side by side
	return months.of(clock.Day(v.at))
}

// Lot is one pack or gift: Time = Left + Used + Refunded + Forfeited + Moved, and Price =
// Earned + Deferred + Repaid + Transferred.
type Lot struct {
	ID        string        `json:"id"`
	At        time.Time     `json:"at"`
	Until     time.Time     `json:"until,omitzero"` // when what is left is lost; zero: never
	Time      time.Duration `json:"time"`
	Left      time.Duration `json:"left"` // holds do not choose lots: some of it may be held (D38)
	Used      time.Duration `json:"used"`
	Refunded  time.Duration `json:"refunded"`
	Forfeited time.Duration `json:"forfeited,omitzero"` // or left at its end
	Moved     time.Duration `json:"moved,omitzero"`     // to another account
	Price     Mills         `json:"price"`
	// Earned is revenue: Price for what is used and for what was forfeited, and what a refund
	// has kept.
	Earned      Mills `json:"earned"`
	Deferred    Mills `json:"deferred"` // owed to the customer: Price for what is left
	Repaid      Mills `json:"repaid"`   // what refunds gave back
	Transferred Mills `json:"transferred,omitzero"`
}

// Validate reports where the figures of l contradict each other.
func (l Lot) Validate() error {
	var faults fault.List
	faults.Check(addUp(l.Time, l.Left, l.Used, l.Refunded, l.Forfeited, l.Moved),
		"time", l.Time, "must be left + used + refunded + forfeited + moved, none of them negative")
	faults.Check(addUp(l.Price, l.Earned, l.Deferred, l.Repaid, l.Transferred),
		"price", l.Price, "must be earned + deferred + repaid + transferred, none of them negative")
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
func (l Lot) MarshalJSON() ([]byte, error) { return wire.Append(nil, &l) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (l *Lot) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// lots returns how many lots are known.
func (v View) lots() int {
	f := &v.a.fund
	return sort.Search(len(f.lots), func(i int) bool { return int(f.lots[i].entry) >= v.upto })
}

// Lots returns the packs and gifts there are, first bought first, with what is left
// and the revenue of each. At an instant before hours came back to a lot, it may show
// less than was drawn: work told later may have drawn them too, or a refund taken them
// back. Then it is used up, or gone.
func (v View) Lots() []Lot {
	if !v.ready() {
		return nil
	}
	f := &v.a.fund
	lots := make([]lot, v.lots())
	for i := range lots {
		l := &f.lots[i]
		lots[i] = lot{at: l.at, until: l.until, size: l.size, price: l.price}
	}
	for n := range v.moves() {
		m := v.a.fund.moves.At(n)
		switch {
		case m.source < 0 || m.at > v.at:
		case m.share == none:
			l := &lots[m.source] // what was removed before counts already
			left := l.size - l.removed.time()
			l.remove(m.kindOf(), m.at, m.time, l.part(left)-l.part(left-m.time), m.cents)
		default:
			lots[m.source].used += m.time
		}
	}
	var out []Lot
	for i := range lots {
		l := &lots[i]
		if l.at > v.at {
			continue
		}
		x := &l.removed
		if l.used = min(l.used, l.size-x.time()); l.over(v.at) {
			l.lapse()
		}
		var until time.Time
		if l.until != 0 {
			until = instant(l.until)
		}
		out = append(out, Lot{
			ID: v.a.lotID(int32(i)), At: instant(l.at), Until: until, // at most MaxEntries
			Time: time.Duration(l.size), Left: time.Duration(l.left()), Used: time.Duration(l.used),
			Refunded: time.Duration(x.refunded), Forfeited: time.Duration(x.forfeited), Moved: time.Duration(x.moved),
			Price: f.mills(l.price), Earned: f.mills(l.revenue()), Deferred: f.mills(l.deferred()),
			Repaid: f.mills(x.repaid), Transferred: f.mills(x.transferred),
		})
	}
	slices.SortStableFunc(out, func(x, y Lot) int { return x.At.Compare(y.At) })
	return out
}

// Balance returns what is left. Work counts from when it was done, also if the hours
// that it drew came later: until then it is overdrawn (D28).
func (v View) Balance() Balance {
	if !v.ready() {
		return Balance{}
	}
	f := v.planned()
	month, plan := v.month(), v.planToday(f)
	d := v.a.fund.drawn(v.moves(), v.at, month, plan)
	var bought, held int64
	for part := range v.a.records.First(v.upto) {
		for i := range part {
			if r := &part[i]; r.at <= v.at && isLot(r.kind) {
				bought += r.time
			}
		}
	}
	bought -= v.a.fund.lapsed(v.lots(), v.moves(), v.at)
	for _, h := range v.Holds() {
		held += int64(h.Held)
	}
	return f.balance(&d, v.a.fund.clock.Day(v.at), f.size(month, plan), bought, held, 0)
}

// planned returns a fund with the plans that are known, and nothing else.
func (v View) planned() *Fund {
	f := &Fund{terms: v.a.fund.terms, months: v.a.fund.months}
	if v.upto == v.a.records.Len() {
		f.plans = v.a.fund.plans
		return f
	}
	for i := range int32(v.upto) { // at most MaxEntries
		if r := v.a.records.At(i); r.kind == Allowance {
			f.plan(v.a.allowances[r.ref])
		}
	}
	return f
}

// planToday returns the plan whose allowance pays for work begun on the day of the view.
func (v View) planToday(f *Fund) int32 {
	clock := v.a.fund.clock
	if i := f.on(clock.Day(v.at)); i >= 0 && f.terms.PartMonth != AnyDay {
		return f.plans[i].name
	}
	return noPlan
}

// OpenHold is a hold neither captured nor released.
type OpenHold struct {
	ID       string        `json:"id"`
	Ticket   string        `json:"ticket,omitzero"`
	At       time.Time     `json:"at"`
	Estimate time.Duration `json:"estimate"` // with its extensions
	// Held is what is reserved: the estimate in blocks, less what is charged for the
	// ticket already.
	Held time.Duration `json:"held"`
}

// MarshalJSON implements json.Marshaler.
func (h OpenHold) MarshalJSON() ([]byte, error) { return wire.Append(nil, &h) }

// UnmarshalJSON implements json.Unmarshaler.
func (h *OpenHold) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }

// estimates returns what the holds that are still open expect, by record.
func (v View) estimates() map[int32]int64 {
	estimates, n := map[int32]int64{}, none
	for part := range v.a.records.First(v.upto) {
		for i := range part {
			n++
			r := &part[i]
			if r.at > v.at {
				continue
			}
			switch r.kind {
			case Hold:
				estimates[n] = r.time
			case Extend:
				estimates[r.of] += r.time
			case Capture, Release:
				delete(estimates, r.of)
			}
		}
	}
	return estimates
}

// Holds returns the open holds in the order of the journal.
func (v View) Holds() []OpenHold {
	if !v.ready() {
		return nil
	}
	estimates := v.estimates()
	if len(estimates) == 0 {
		return nil
	}
	open := make([]int32, 0, len(estimates))
	charged := map[int32]int64{} // by ticket
	for i := range estimates {
		open = append(open, i)
		charged[v.a.records.At(i).ticket] = 0
	}
	slices.Sort(open)
	for n := range v.moves() {
		m := v.a.fund.moves.At(n)
		if m.at <= v.at && m.share != none {
			if t := v.ticketOf(m); len(charged) > 0 {
				if _, ok := charged[t]; ok {
					charged[t] += m.time
				}
			}
		}
	}
	holds := make([]OpenHold, len(open))
	begun, plans := v.begun(v.sessions()), v.planned()
	clock := v.a.fund.clock
	for i, n := range open {
		r := v.a.records.At(n)
		day := clock.Day(r.at)
		if first, ok := begun[r.ticket]; ok {
			day = v.a.fund.dayOf(&first)
		}
		unit := plans.unitOn(day)
		holds[i] = OpenHold{
			ID: v.a.ids.at(n), Ticket: v.a.ticket(r.ticket), At: instant(r.at), Estimate: time.Duration(estimates[n]),
			Held: time.Duration(max(0, unit.up(estimates[n])-charged[r.ticket])),
		}
	}
	return holds
}
