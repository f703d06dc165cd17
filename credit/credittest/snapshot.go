package credittest

import (
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

// Snapshot is what an account says of itself at an instant: the answers of a
// credit.View. Two of them can be compared with reflect.DeepEqual. Instants are in
// UTC; months and tickets of which there is nothing to say are left out, and an
// empty list is nil.
type Snapshot struct {
	Balance credit.Balance       `json:"balance"`
	Lots    []credit.Lot         `json:"lots,omitzero"`
	Holds   []credit.OpenHold    `json:"holds,omitzero"`
	Months  []credit.MonthUsage  `json:"months,omitzero"`
	Tickets []credit.TicketUsage `json:"tickets,omitzero"`
}

// SnapshotOf asks a view everything.
func SnapshotOf(v credit.View) Snapshot {
	return Snapshot{v.Balance(), v.Lots(), v.Holds(), v.Months(), v.Tickets()}.trim()
}

// trim leaves out what says nothing.
func (s Snapshot) trim() Snapshot {
	s.Lots, s.Holds = some(s.Lots), some(s.Holds)
	s.Months = some(slices.DeleteFunc(s.Months, func(m credit.MonthUsage) bool { return m == credit.MonthUsage{Month: m.Month} }))
	s.Tickets = some(slices.DeleteFunc(s.Tickets, func(t credit.TicketUsage) bool { return t == credit.TicketUsage{Ticket: t.Ticket} }))
	return s
}

func some[E any](list []E) []E {
	if len(list) == 0 {
		return nil
	}
	return list
}

// difference names the part in which got differs, "" where it does not.
func (s Snapshot) difference(got Snapshot) string {
	want, other := reflect.ValueOf(s), reflect.ValueOf(got)
	for i := range want.NumField() {
		if a, b := want.Field(i).Interface(), other.Field(i).Interface(); !reflect.DeepEqual(a, b) {
			return fmt.Sprintf("%s %+v, the model has %+v", strings.ToLower(want.Type().Field(i).Name), b, a)
		}
	}
	return ""
}

// At returns what the account is at an instant, as credit.Account.View does: known
// is zero for all that is known now.
func (m *Model) At(at, known time.Time) Snapshot {
	v := modelView{m, at, len(m.entries)}
	for i, e := range m.entries {
		recorded := e.Recorded
		if recorded.IsZero() {
			recorded = e.At
		}
		if !known.IsZero() && recorded.After(known) {
			v.n = i
			break
		}
	}
	s := Snapshot{Lots: v.lots(), Holds: v.holds()}
	s.Months, s.Tickets = v.usage()
	for _, l := range s.Lots {
		s.Balance.Available += l.Available
	}
	month := source{month: m.month(at)}
	s.Balance.Held = v.sum(func(ev event) bool { return ev.as == held })
	s.Balance.Overdrawn = v.sum(func(ev event) bool { return ev.from == beyond })
	s.Balance.Allowance = m.granted(month.month, v.n) - v.sum(func(ev event) bool { return ev.from == month })
	return s.trim()
}

// modelView is a model at an instant, as far as the first n entries are known.
type modelView struct {
	*Model
	at time.Time
	n  int
}

func (v modelView) sees(ev event) bool { return ev.by < v.n && !ev.at.After(v.at) }

func (v modelView) sum(keep func(event) bool) time.Duration {
	return v.Model.sum(func(ev event) bool { return v.sees(ev) && keep(ev) })
}

func (v modelView) lots() (lots []credit.Lot) {
	for _, s := range v.Model.lots() {
		e := v.find(s.lot)
		if slices.IndexFunc(v.entries, func(o credit.Entry) bool { return o.ID == e.ID }) >= v.n || e.At.After(v.at) {
			continue
		}
		sum := func(as purpose) time.Duration {
			return v.sum(func(ev event) bool { return ev.from == s && ev.as == as })
		}
		earned := new(big.Int)
		for _, ev := range v.events {
			if v.sees(ev) && ev.from == s {
				earned.Add(earned, ev.cost)
			}
		}
		price := new(big.Rat).Mul(e.Price.Rat(), big.NewRat(100, 1)).Num().Int64()
		l := credit.Lot{ID: e.ID, At: e.At.Round(0).UTC(), Time: e.Time, Held: sum(held), Used: sum(used), Refunded: sum(refunded)}
		l.Available = l.Time - l.Held - l.Used - l.Refunded
		l.Price, l.Earned = credit.Cents(price), credit.Cents(min(price, earned.Int64()))
		if l.Refunded > 0 {
			l.Repaid = l.Price
		}
		l.Deferred = l.Price - l.Earned - l.Repaid
		lots = append(lots, l)
	}
	return lots
}

func (v modelView) holds() (open []credit.OpenHold) {
	for _, e := range v.entries[:v.n] {
		if e.Kind != credit.Hold || e.At.After(v.at) {
			continue
		}
		closed := slices.ContainsFunc(v.entries[:v.n], func(o credit.Entry) bool {
			return o.Of == e.ID && o.Kind != credit.Extend && !o.At.After(v.at)
		})
		if !closed {
			d := v.estimate(&e, v.n, v.at)
			open = append(open, credit.OpenHold{ID: e.ID, Ticket: e.Ticket, At: e.At.Round(0).UTC(), Estimate: d, Held: v.up(d)})
		}
	}
	return open
}

// usages are rows of use by month and by ticket.
type usages struct {
	months  map[calendar.Month]*credit.MonthUsage
	tickets map[string]*credit.Usage
}

func (u usages) month(month calendar.Month) *credit.MonthUsage {
	if u.months[month] == nil {
		u.months[month] = &credit.MonthUsage{Month: month}
	}
	return u.months[month]
}

// both calls f for the row of a month and for that of a ticket.
func (u usages) both(month calendar.Month, ticket string, f func(*credit.Usage)) {
	f(&u.month(month).Usage)
	if u.tickets[ticket] == nil {
		u.tickets[ticket] = new(credit.Usage)
	}
	f(u.tickets[ticket])
}

func (v modelView) ticketOf(e *credit.Entry) string {
	if e.Kind == credit.Capture {
		return v.find(e.Of).Ticket
	}
	return e.Ticket
}

func (v modelView) usage() (months []credit.MonthUsage, tickets []credit.TicketUsage) {
	u := usages{map[calendar.Month]*credit.MonthUsage{}, map[string]*credit.Usage{}}
	v.addWork(u)
	v.addDraws(u)
	var first calendar.Month
	for _, e := range v.entries[:v.n] {
		if e.Kind == credit.Allowance && (!first.Valid() || e.From.Compare(first) < 0) {
			first = e.From
		}
	}
	for month := first; first.Valid() && month.Compare(v.month(v.at)) <= 0; month = month.AddMonths(1) {
		u.month(month)
	}
	for _, month := range monthsOf(u.months) {
		row := *u.months[month]
		row.Granted = v.granted(month, v.n)
		rest := row.Granted - row.Usage.Allowance - row.Held
		if v.ends(month).After(v.at) {
			row.Left = rest
		} else {
			row.Lost = rest
		}
		months = append(months, row)
	}
	for ticket, use := range u.tickets {
		tickets = append(tickets, credit.TicketUsage{Ticket: ticket, Usage: *use})
	}
	slices.SortFunc(tickets, func(a, b credit.TicketUsage) int { return strings.Compare(a.Ticket, b.Ticket) })
	return months, tickets
}

// addWork adds what was worked and charged, less what was reversed.
func (v modelView) addWork(u usages) {
	for i := range v.entries[:v.n] {
		e, sign := &v.entries[i], time.Duration(1)
		at := e.At
		if e.Kind == credit.Reversal {
			e, sign = v.find(e.Of), -1
		}
		if e.Kind != credit.Debit && e.Kind != credit.Capture || at.After(v.at) {
			continue
		}
		worked, charged := v.work(e)
		for month, d := range worked {
			u.both(month, v.ticketOf(e), func(row *credit.Usage) { row.Worked += sign * d })
		}
		for month, d := range charged {
			u.both(month, v.ticketOf(e), func(row *credit.Usage) { row.Charged += sign * d })
		}
	}
}

// addDraws adds where it was drawn from.
func (v modelView) addDraws(u usages) {
	for _, ev := range v.events {
		if !v.sees(ev) {
			continue
		}
		owner := v.find(ev.owner)
		switch {
		case ev.as == held && ev.from.isMonth():
			u.month(ev.from.month).Held += ev.time
		case ev.as != used:
		case ev.from.isMonth():
			u.both(ev.from.month, v.ticketOf(owner), func(row *credit.Usage) { row.Allowance += ev.time })
		case ev.from == beyond:
			u.both(v.month(owner.At), v.ticketOf(owner), func(row *credit.Usage) { row.Overdrawn += ev.time })
		default:
			u.both(v.month(owner.At), v.ticketOf(owner), func(row *credit.Usage) {
				row.Credit += ev.time
				row.Cost += credit.Cents(ev.cost.Int64())
			})
		}
	}
}
