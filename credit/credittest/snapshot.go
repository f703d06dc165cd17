package credittest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// Snapshot is what an account says of itself at an instant: the answers of a
// ledger.View. Two of them can be compared with reflect.DeepEqual. Instants are in
// UTC; months and tickets of which there is nothing to say are left out, and an
// empty list is nil.
type Snapshot struct {
	Balance credit.Balance       `json:"balance"`
	Lots    []ledger.Lot         `json:"lots,omitzero"`
	Holds   []ledger.OpenHold    `json:"holds,omitzero"`
	Months  []ledger.MonthUsage  `json:"months,omitzero"`
	Tickets []ledger.TicketUsage `json:"tickets,omitzero"`
}

// SnapshotOf asks a view everything.
func SnapshotOf(v ledger.View) Snapshot {
	return Snapshot{v.Balance(), v.Lots(), v.Holds(), v.Months(), v.Tickets()}.trim()
}

// trim leaves out what says nothing.
func (s Snapshot) trim() Snapshot {
	s.Lots, s.Holds = some(s.Lots), some(s.Holds)
	s.Months = some(slices.DeleteFunc(s.Months, func(m ledger.MonthUsage) bool { return m == ledger.MonthUsage{Month: m.Month} }))
	s.Tickets = some(slices.DeleteFunc(s.Tickets, func(t ledger.TicketUsage) bool { return t == ledger.TicketUsage{Ticket: t.Ticket} }))
	return s
}

func some[E any](list []E) []E {
	if len(list) == 0 {
		return nil
	}
	return list
}

// difference names the first part in which got differs, "" if it does not.
func (s Snapshot) difference(got Snapshot) string {
	want, other := reflect.ValueOf(s), reflect.ValueOf(got)
	for i := range want.NumField() {
		name := strings.ToLower(want.Type().Field(i).Name)
		a, b := want.Field(i), other.Field(i)
		if a.Kind() != reflect.Slice || a.Len() != b.Len() {
			if !reflect.DeepEqual(a.Interface(), b.Interface()) {
				return fmt.Sprintf("%s %+v, the model has %+v", name, b, a)
			}
			continue
		}
		for j := range a.Len() {
			if x, y := a.Index(j).Interface(), b.Index(j).Interface(); !reflect.DeepEqual(x, y) {
				return fmt.Sprintf("%s[%d] %+v, the model has %+v", name, j, y, x)
			}
		}
	}
	return ""
}

// At returns what the account is at an instant, as ledger.Account.View does: known
// is zero for all that is known now.
func (m *Model) At(at, known time.Time) Snapshot {
	v := modelView{m, m.entries, at}
	for i, e := range m.entries {
		recorded := e.Recorded
		if recorded.IsZero() {
			recorded = e.At
		}
		if !known.IsZero() && recorded.After(known) {
			v.entries = m.entries[:i]
			break
		}
	}
	s := Snapshot{Lots: v.lots(), Holds: v.holds()}
	s.Balance = v.balance(s.Holds)
	s.Months, s.Tickets = v.usage()
	return s.trim()
}

// modelView is a model at an instant, as far as the first of its entries are known.
type modelView struct {
	m       *Model
	entries []ledger.Entry
	at      time.Time
}

func (v modelView) moves() (moves []move) {
	for _, x := range v.m.moves {
		if x.by < len(v.entries) && !x.at.After(v.at) {
			moves = append(moves, x)
		}
	}
	return moves
}

// balance is what is there at the instant less what work had drawn by then.
func (v modelView) balance(holds []ledger.OpenHold) (b credit.Balance) {
	today := v.m.day(v.at)
	k := v.m.keyOn(v.entries, today)
	allowance := v.m.size(v.entries, k)
	var packs, owed time.Duration
	for _, e := range v.entries {
		if isLot(&e) && !e.At.After(v.at) {
			packs += e.Time
		}
		if isLot(&e) && ended(&e, v.at) {
			packs -= v.left(&e)
		}
	}
	for _, x := range v.moves() {
		switch {
		case x.source == beyond:
			owed += x.time
		case x.source != free:
			packs -= x.time
		case x.key == k:
			allowance -= x.time
		}
		if x.key.month == k.month && x.goes == 0 {
			b.Used += x.time
		}
	}
	for _, h := range holds {
		b.Held += h.Held
	}
	allowance = max(0, allowance)
	takes := allowance // by what is held
	if v.m.terms.Remainder == credit.LoseRemainder {
		block := v.m.blocksOn(v.entries, today).Size
		takes = takes / block * block
	}
	takes = min(b.Held, takes)
	b.Allowance = allowance - takes
	if packs < 0 { // they came later
		owed, packs = owed-packs, 0
	}
	packs = max(0, packs-(b.Held-takes)) // what is held repays nothing
	b.Available, b.Overdrawn = max(0, packs-owed), max(0, owed-packs)
	return b
}

// left is what is left of a lot, or was when it ended.
func (v modelView) left(lot *ledger.Entry) time.Duration {
	left := lot.Time
	for _, x := range v.moves() {
		if x.source == lot.ID {
			left -= x.time
		}
	}
	return max(0, left)
}

func (v modelView) lots() (lots []ledger.Lot) {
	for _, e := range v.entries {
		if !isLot(&e) || e.At.After(v.at) {
			continue
		}
		l := ledger.Lot{ID: e.ID, At: e.At.Round(0).UTC(), Until: e.Until.Round(0).UTC(), Time: e.Time, Price: v.m.earned(&e, e.Time)}
		for _, x := range v.moves() {
			switch {
			case x.source != e.ID:
			case x.goes == credit.Refund:
				l.Refunded += x.time
				l.Repaid += x.cost
			case x.goes == credit.Forfeit:
				l.Forfeited += x.time
			case x.goes == credit.Transfer:
				l.Moved += x.time
				l.Transferred += x.cost
			default:
				l.Used += x.time
			}
		}
		if ended(&e, v.at) {
			l.Forfeited += v.left(&e)
		}
		kept := l.Time - l.Refunded - l.Forfeited - l.Moved
		l.Used = min(l.Used, kept)
		l.Left = kept - l.Used
		l.Deferred = v.m.earned(&e, kept) - v.m.earned(&e, l.Used)
		l.Earned = l.Price - l.Deferred - l.Repaid - l.Transferred
		lots = append(lots, l)
	}
	slices.SortStableFunc(lots, func(a, b ledger.Lot) int { return a.At.Compare(b.At) })
	return lots
}

func (v modelView) holds() (open []ledger.OpenHold) {
	for _, e := range v.entries {
		if e.Kind != credit.Hold || e.At.After(v.at) {
			continue
		}
		h := ledger.OpenHold{ID: e.ID, Ticket: e.Ticket, At: e.At.Round(0).UTC(), Estimate: e.Time}
		closed := false
		for _, o := range v.entries {
			if o.Of != e.ID || o.At.After(v.at) {
				continue
			}
			if o.Kind == credit.Extend {
				h.Estimate += o.Time
			} else {
				closed = true
			}
		}
		if closed {
			continue
		}
		t := v.m.ticketOf(&e)
		h.Held = up(h.Estimate, v.m.blocksOn(v.entries, v.m.began(v.entries, t, &e, v.at)))
		for _, x := range v.moves() {
			if x.ticket == t {
				h.Held -= x.time
			}
		}
		h.Held = max(0, h.Held)
		open = append(open, h)
	}
	return open
}

// usages are rows of use by month and by ticket.
type usages struct {
	months  map[calendar.Month]*ledger.Usage
	tickets map[string]*ledger.Usage
}

// both calls f for the row of a month and for that of a ticket.
func (u usages) both(month calendar.Month, ticket string, f func(*ledger.Usage)) {
	if u.months[month] == nil {
		u.months[month] = new(ledger.Usage)
	}
	if u.tickets[ticket] == nil {
		u.tickets[ticket] = new(ledger.Usage)
	}
	f(u.months[month])
	f(u.tickets[ticket])
}

func (v modelView) usage() (months []ledger.MonthUsage, tickets []ledger.TicketUsage) {
	u := usages{map[calendar.Month]*ledger.Usage{}, map[string]*ledger.Usage{}}
	for _, t := range v.m.tickets(v.entries) {
		v.addWork(u, t)
	}
	for _, x := range v.moves() {
		if x.goes != 0 {
			continue
		}
		u.both(x.key.month, x.ticket.name, func(row *ledger.Usage) {
			row.Charged += x.time
			switch x.source {
			case free:
				row.Allowance += x.time
			case beyond:
				row.Overdrawn += x.time
			default:
				row.Credit += x.time
				row.Cost += x.cost
			}
		})
	}
	for _, e := range v.entries {
		if e.Kind != credit.Allowance {
			continue
		}
		for month := v.m.month(e.From); month.Compare(v.m.month(v.m.day(v.at))) <= 0; month = month.AddMonths(1) {
			if u.months[month] == nil {
				u.months[month] = new(ledger.Usage)
			}
		}
	}
	for month, use := range u.months {
		months = append(months, v.month(month, *use))
	}
	slices.SortFunc(months, func(a, b ledger.MonthUsage) int { return a.Month.Compare(b.Month) })
	for t, use := range u.tickets {
		tickets = append(tickets, ledger.TicketUsage{Ticket: t, Usage: *use})
	}
	slices.SortFunc(tickets, func(a, b ledger.TicketUsage) int { return strings.Compare(a.Ticket, b.Ticket) })
	return months, tickets
}

// addWork adds what was worked on a ticket, in the month of its first session or in those
// in which it was worked.
func (v modelView) addWork(u usages, t ticket) {
	sessions := v.m.sessions(v.entries, t, v.at)
	for _, s := range sessions {
		parts := v.m.parts(&s)
		if v.m.terms.Paying == credit.StartMonth && v.m.terms.Blocks.Counting == credit.EachIntervention {
			parts = []credit.Part{{Day: v.m.parts(&sessions[0])[0].Day, Time: counts(parts[0])}}
		}
		for _, p := range parts {
			u.both(v.m.month(p.Day), t.name, func(row *ledger.Usage) { row.Worked += counts(p) })
		}
	}
}

// month is a row of use with what became of the month's allowance. What goes beyond it,
// as it came back later only, shows as overdrawn.
func (v modelView) month(month calendar.Month, use ledger.Usage) ledger.MonthUsage {
	row := ledger.MonthUsage{Month: month, Usage: use, Granted: v.m.granted(v.entries, month)}
	beyond := max(0, use.Allowance-row.Granted)
	row.Usage.Allowance -= beyond
	row.Usage.Overdrawn += beyond
	rest := row.Granted - row.Usage.Allowance
	if v.m.ends(month).After(v.at) {
		row.Left = rest
	} else {
		row.Lost = rest
	}
	return row
}
