package ledger

import (
	"slices"
	"sort"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/wire"
)

// View answers questions about an account at one instant, by what was known at
// another: entries count from their At on, and are known from their Recorded on.
// It stays the same while the account grows. The questions read the
// journal as far as it was known; nothing is kept. The zero View is of an account without
// entries.
type View struct {
	a    *Account
	at   int64
	upto int // records known
}

// ready reports whether there is an account to look at.
func (v View) ready() bool { return v.a != nil && v.a.fund.Ready() }

// View looks at the account at an instant, by what was known at another; zero is all that is known now. An
// entry is known when it and all before it in the journal are recorded.
func (a *Account) View(at, known time.Time) View {
	v := View{a, fund.Nanos(at), a.records.Len()}
	if !known.IsZero() {
		limit := fund.Nanos(known)
		v.upto = sort.Search(a.records.Len(), func(i int) bool { return a.records.At(int32(i)).known > limit })
	}
	return v
}

// moves returns how many moves the entries known have made.
func (v View) moves() int32 {
	if v.upto == 0 {
		return 0
	}
	return v.a.movesUpTo(int32(v.upto - 1)) // at most credit.MaxEntries
}

// ticketOf returns the ticket that a move is for.
func (v View) ticketOf(m *fund.MoveRow) int32 { return v.a.fund.ShareRows.At(m.Share).Ticket }

// allowanceOf returns the allowance that pays for what a move is for, as far as it goes.
func (v View) allowanceOf(m *fund.MoveRow) *fund.AllowanceRow {
	f := &v.a.fund
	return &f.AllowanceRows[f.ShareRows.At(m.Share).Key]
}

// month returns the month of the view's instant.
func (v View) month() int32 {
	clock, months := v.a.fund.Clock, v.a.fund.Months // copies, so that views can be asked side by side
	return months.Of(clock.Day(v.at))
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
	Price     credit.Mills  `json:"price"`
	// Earned is revenue: Price for what is used and for what was forfeited, and what a refund has kept.
	Earned      credit.Mills `json:"earned"`
	Deferred    credit.Mills `json:"deferred"` // owed to the customer: Price for what is left
	Repaid      credit.Mills `json:"repaid"`   // what refunds gave back
	Transferred credit.Mills `json:"transferred,omitzero"`
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

// UnmarshalJSON implements json.Unmarshaler.
func (l *Lot) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// lots returns how many lots are known.
func (v View) lots() int {
	f := &v.a.fund
	return sort.Search(len(f.LotRows), func(i int) bool { return int(f.LotRows[i].Entry) >= v.upto })
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
	lots := make([]fund.LotRow, v.lots())
	for i := range lots {
		l := &f.LotRows[i]
		lots[i] = fund.LotRow{At: l.At, Until: l.Until, Size: l.Size, Price: l.Price}
	}
	for n := range v.moves() {
		m := v.a.fund.MoveRows.At(n)
		switch {
		case m.Source < 0 || m.At > v.at:
		case m.Share == fund.None:
			l := &lots[m.Source] // what was removed before counts already
			left := l.Size - l.Removed.Time()
			l.Remove(m.KindOf(), m.At, m.Time, l.Part(left)-l.Part(left-m.Time), m.Cents)
		default:
			lots[m.Source].Used += m.Time
		}
	}
	var out []Lot
	for i := range lots {
		l := &lots[i]
		if l.At > v.at {
			continue
		}
		x := &l.Removed
		if l.Used = min(l.Used, l.Size-x.Time()); l.Over(v.at) {
			l.Lapse()
		}
		var until time.Time
		if l.Until != 0 {
			until = fund.Instant(l.Until)
		}
		out = append(out, Lot{
			ID: v.a.lotID(int32(i)), At: fund.Instant(l.At), Until: until, // at most credit.MaxEntries
			Time: time.Duration(l.Size), Left: time.Duration(l.Left()), Used: time.Duration(l.Used),
			Refunded: time.Duration(x.Refunded), Forfeited: time.Duration(x.Forfeited), Moved: time.Duration(x.Moved),
			Price: f.Mills(l.Price), Earned: f.Mills(l.Revenue()), Deferred: f.Mills(l.Deferred()),
			Repaid: f.Mills(x.Repaid), Transferred: f.Mills(x.Transferred),
		})
	}
	slices.SortStableFunc(out, func(x, y Lot) int { return x.At.Compare(y.At) })
	return out
}

// Balance returns what is left. Work counts from when it was done, also if the hours
// that it drew came later: until then it is overdrawn (D28).
func (v View) Balance() credit.Balance {
	if !v.ready() {
		return credit.Balance{}
	}
	f := v.planned()
	month, plan := v.month(), v.planToday(f)
	d := v.a.fund.DrawnUntil(v.moves(), v.at, month, plan)
	var bought, held int64
	for part := range v.a.records.First(v.upto) {
		for i := range part {
			if r := &part[i]; r.at <= v.at && fund.IsLot(r.kind) {
				bought += r.time
			}
		}
	}
	bought -= v.a.fund.Lapsed(v.lots(), v.moves(), v.at)
	for _, h := range v.Holds() {
		held += int64(h.Held)
	}
	return f.BalanceOf(&d, v.a.fund.Clock.Day(v.at), f.Size(month, plan), bought, held, 0)
}

// planned returns a fund with the plans that are known, and nothing else.
func (v View) planned() *fund.Fund {
	f := &fund.Fund{Terms: v.a.fund.Terms, Months: v.a.fund.Months}
	if v.upto == v.a.records.Len() {
		f.PlanRows = v.a.fund.PlanRows
		return f
	}
	for i := range int32(v.upto) { // at most credit.MaxEntries
		if r := v.a.records.At(i); r.kind == credit.Allowance {
			f.InsertPlan(v.a.allowances[r.ref])
		}
	}
	return f
}

// planToday returns the plan whose allowance pays for work begun on the day of the view.
func (v View) planToday(f *fund.Fund) int32 {
	clock := v.a.fund.Clock
	if i := f.On(clock.Day(v.at)); i >= 0 && f.Terms.PartMonth != credit.AnyDay {
		return f.PlanRows[i].Name
	}
	return fund.NoPlan
}

// OpenHold is a hold neither captured nor released.
type OpenHold struct {
	ID       string        `json:"id"`
	Ticket   string        `json:"ticket,omitzero"`
	At       time.Time     `json:"at"`
	Estimate time.Duration `json:"estimate"` // with its extensions
	// Held is what is reserved: the estimate in blocks, less what is charged for the ticket already.
	Held time.Duration `json:"held"`
}

// MarshalJSON implements json.Marshaler.
func (h OpenHold) MarshalJSON() ([]byte, error) { return wire.Append(nil, &h) }

// UnmarshalJSON implements json.Unmarshaler.
func (h *OpenHold) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }

// estimates returns what the holds that are still open expect, by record.
func (v View) estimates() map[int32]int64 {
	estimates, n := map[int32]int64{}, fund.None
	for part := range v.a.records.First(v.upto) {
		for i := range part {
			n++
			r := &part[i]
			if r.at > v.at {
				continue
			}
			switch r.kind {
			case credit.Hold:
				estimates[n] = r.time
			case credit.Extend:
				estimates[r.of] += r.time
			case credit.Capture, credit.Release:
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
		m := v.a.fund.MoveRows.At(n)
		if m.At <= v.at && m.Share != fund.None {
			if t := v.ticketOf(m); len(charged) > 0 {
				if _, ok := charged[t]; ok {
					charged[t] += m.Time
				}
			}
		}
	}
	holds := make([]OpenHold, len(open))
	begun, plans := v.begun(v.sessions()), v.planned()
	clock := v.a.fund.Clock
	for i, n := range open {
		r := v.a.records.At(n)
		day := clock.Day(r.at)
		if first, ok := begun[r.ticket]; ok {
			day = v.a.fund.DayOf(&first)
		}
		unit := plans.UnitOn(day)
		holds[i] = OpenHold{
			ID: v.a.ids.at(n), Ticket: v.a.ticket(r.ticket), At: fund.Instant(r.at), Estimate: time.Duration(estimates[n]),
			Held: time.Duration(max(0, unit.Up(estimates[n])-charged[r.ticket])),
		}
	}
	return holds
}
