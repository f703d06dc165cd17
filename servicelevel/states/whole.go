package states

import (
	"math"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// stateWhole is what the parts of a state say of each other: each refers to what is there
// and is of the right kind, and what was drawn adds up. The parts are valid by themselves.
type stateWhole struct {
	months  cycle.Cycle
	facts   map[string]placed[facts.Fact]
	told    []string        // the ids of the facts
	wrong   map[string]bool // facts that are withdrawn
	tickets map[string]placed[Ticket]
	lots    map[string]placed[Lot]
	asked   []string // the names of the tickets
	order   []string // of the lots
	drawn   map[string]time.Duration
	used    map[allowanceKey]time.Duration
	owed    map[debtKey]time.Duration
}

// placed is a part of a state as it stands last, and where. The place is worded for an
// error only.
type placed[T any] struct {
	it    *T
	list  string
	month int // of past; -1: none
	index int
}

func (p *placed[T]) path() string {
	at := fault.Index(p.list, p.index)
	if p.month < 0 {
		return at
	}
	return fault.Join(fault.Index("past", p.month), at)
}

// since reports whether a part is told of in a month of past or later, so that it does not
// go from the state before it.
func (p *placed[T]) since(month int) bool { return p.it != nil && (p.month < 0 || p.month >= month) }

// allowanceKey is one allowance, and debtKey what a ticket owes that it did not cover.
type (
	allowanceKey struct {
		month calendar.Month
		plan  int
	}
	debtKey struct {
		ticket string
		of     allowanceKey
	}
)

// validateWhole reports what parts of the state contradict each other.
func (s *State) validateWhole() error {
	var l fault.List
	w := stateWhole{
		months: s.cycle(), facts: map[string]placed[facts.Fact]{}, wrong: map[string]bool{}, tickets: map[string]placed[Ticket]{}, lots: map[string]placed[Lot]{},
		drawn: map[string]time.Duration{}, used: map[allowanceKey]time.Duration{}, owed: map[debtKey]time.Duration{},
	}
	w.gather(&l, s)
	w.checkFacts(&l)
	if !slices.ContainsFunc(s.Past, func(m *ClosedMonth) bool { return m.Until.IsZero() }) { // else its zone is needed
		s.checkKnown(&l, nil)
	}
	w.checkMergers(&l)
	w.checkTickets(&l, s)
	w.checkDebts(&l, s)
	w.checkLots(&l)
	w.checkAllowances(&l, s)
	w.checkCredited(&l, s)
	return l.Err()
}

// gather lists what there is: of tickets and lots that are told of twice, the last.
func (w *stateWhole) gather(l *fault.List, s *State) {
	for i := range s.Carried {
		w.fact(l, placed[facts.Fact]{&s.Carried[i], "carried", -1, i})
	}
	for i := range s.Lots {
		w.lot(placed[Lot]{&s.Lots[i], "lots", -1, i})
	}
	for n, m := range s.Past {
		for i := range m.Facts {
			w.fact(l, placed[facts.Fact]{&m.Facts[i], "facts", n, i})
		}
		for i := range m.Tickets {
			t := &m.Tickets[i]
			if _, ok := w.tickets[t.Request.Ticket]; !ok {
				w.asked = append(w.asked, t.Request.Ticket)
			}
			w.tickets[t.Request.Ticket] = placed[Ticket]{t, "tickets", n, i}
		}
		for i := range m.Spent {
			w.lot(placed[Lot]{&m.Spent[i], "spent", n, i})
		}
	}
}

func (w *stateWhole) fact(l *fault.List, f placed[facts.Fact]) {
	if _, ok := w.facts[f.it.ID]; ok {
		l.Add(f.path()+".id", f.it.ID, "must not be given twice")
	}
	w.told = append(w.told, f.it.ID)
	w.facts[f.it.ID] = f
}

func (w *stateWhole) lot(lot placed[Lot]) {
	was, ok := w.lots[lot.it.ID]
	if ok && was.month < 0 {
		return // it has something left again
	}
	if !ok {
		w.order = append(w.order, lot.it.ID)
	}
	w.lots[lot.it.ID] = lot
}

// checkFacts refuses facts about what is not there, or is of another kind.
func (w *stateWhole) checkFacts(l *fault.List) {
	for _, id := range w.told {
		f := w.facts[id]
		if of := w.of(f.it); f.it.Kind == facts.Withdrawn && of != nil {
			if w.wrong[of.ID] {
				l.Add(f.path()+".of", of.ID, "must not be withdrawn twice")
			}
			w.wrong[of.ID] = true
		}
	}
	for _, id := range w.told {
		f := w.facts[id]
		w.checkFact(l, &f)
	}
}

// of returns the fact that another one is of: nil if it is out of reach, as that of which
// one that became known later has the id.
func (w *stateWhole) of(f *facts.Fact) *facts.Fact {
	if of := w.facts[f.Of].it; of != nil && (f.Kind != facts.Withdrawn || nano.Of(of.Known()) <= nano.Of(f.Known())) {
		return of
	}
	return nil
}

func (w *stateWhole) checkFact(l *fault.List, p *placed[facts.Fact]) {
	f := p.it
	refuse := func(ok bool, field, value, reason string) {
		if !ok {
			l.Add(p.path()+"."+field, value, reason)
		}
	}
	kind := f.Kind
	refuse(kind != facts.Closed, "kind", kind.String(), "is a line of a journal")
	refuse(p.month >= 0 || kind == facts.Down || kind == facts.Restored || kind == facts.Excluded || kind == facts.Claimed, "kind", kind.String(), "must be down, restored, excluded or claimed")
	ticket, into, lot := w.tickets[f.Ticket], w.tickets[f.Into], w.lots[f.Of]
	merged := kind == facts.Merged
	refuse(f.Ticket == "" || ticket.since(p.month), "ticket", f.Ticket, "must be a ticket of the month or a later one")
	refuse(!merged || into.since(p.month), "into", f.Into, "must be a ticket of the month or a later one")
	if merged && !w.wrong[f.ID] {
		if t := ticket.it; t != nil {
			refuse(t.Into == f.Into, "into", f.Into, "must be what the ticket goes on as")
		}
	}
	of := w.of(f)
	switch kind {
	case facts.Refunded, facts.Forfeited, facts.Moved:
		refuse(lot.since(p.month) && (of == nil || of.Kind == facts.Bought || of.Kind == facts.Given), "of", f.Of, "must be a lot of the month or a later one")
	case facts.Restored:
		refuse(of == nil || of.Kind == facts.Down && !f.At.Before(of.At), "of", f.Of, "must be an outage that began before")
	case facts.Claimed:
		begun := w.months.Of(calendar.DateOf(f.At.UTC().Add(14 * time.Hour))) // where it begins first
		refuse(f.Month.Compare(begun) <= 0, "month", f.Month.String(), "must not be after that of the claim")
	case facts.Withdrawn:
		refuse(of == nil || of.Kind != facts.Withdrawn, "of", f.Of, "must not be a withdrawal")
	}
}

// ValidateIn reports the facts that did not become known in the month that lists them, by the rules of a zone, if a
// month does not say when it ended. Validate does not know the zone.
func (s *State) ValidateIn(zone *time.Location) error {
	if !slices.ContainsFunc(s.Past, func(m *ClosedMonth) bool { return m.Until.IsZero() }) {
		return nil
	}
	var l fault.List
	s.checkKnown(&l, zone)
	return l.Err()
}

// checkKnown refuses facts of a month that became known after it, or before its end the last
// time that one was closed.
func (s *State) checkKnown(l *fault.List, zone *time.Location) {
	from := int64(math.MinInt64)
	for n, m := range s.Past {
		until := m.ends(s.cycle(), zone)
		for i := range m.Facts {
			if known := nano.Of(m.Facts[i].Known()); known < from || known >= until {
				l.Add(fault.Join(fault.Index("past", n), fault.Index("facts", i))+".recorded", m.Facts[i].Known(), "must lie in the month")
			}
		}
		from = until
	}
}

// checkMergers refuses tickets that go on as each other. Each is looked at once.
func (w *stateWhole) checkMergers(l *fault.List) {
	seen := make(map[string]int, len(w.asked))
	for round, first := range w.asked {
		for name := first; name != "" && seen[name] == 0; name = w.tickets[name].it.Into {
			seen[name] = round + 1
			t := w.tickets[name]
			if into := w.tickets[t.it.Into]; t.it.Into != "" && !into.since(t.month) {
				l.Add(t.path()+".into", t.it.Into, "must be a ticket of the month or a later one")
			} else if t.it.Into != "" && (into.it.Status == TicketRefused || into.it.Status == TicketWithdrawn) {
				l.Add(t.path()+".into", t.it.Into, "must not be a ticket that was refused or withdrawn")
			}
			if t.it.Into != "" && seen[t.it.Into] == round+1 {
				l.Add(t.path()+".into", t.it.Into, "must not be a ticket that goes on as this one")
			}
		}
	}
}

// checkTickets refuses shares that are not what was drawn and is overdrawn.
func (w *stateWhole) checkTickets(l *fault.List, s *State) {
	for i := range s.Debts {
		d := &s.Debts[i]
		key := debtKey{d.Ticket, allowanceKey{d.Month, d.Plan}}
		w.owed[key] = added(w.owed[key], d.Time)
	}
	for _, name := range w.asked {
		t := w.tickets[name]
		for i := range t.it.Shares {
			x := &t.it.Shares[i]
			key := allowanceKey{x.Month, x.Plan}
			w.used[key] = added(w.used[key], x.Allowance)
			sum := added(x.Allowance, w.owed[debtKey{name, key}])
			for n, d := range x.Lots {
				if lot := w.lots[d.Lot]; !lot.since(t.month) {
					l.Add(fault.Join(t.path(), fault.Index("shares", i)+"."+fault.Index("lots", n)+".lot"), d.Lot, "must be a lot of the month or a later one")
				}
				sum = added(sum, d.Time)
				w.drawn[d.Lot] = added(w.drawn[d.Lot], d.Time)
			}
			if sum != x.Due {
				l.Add(fault.Join(t.path(), fault.Index("shares", i))+".due", x.Due, "must be what was drawn, and what is overdrawn")
			}
		}
	}
}

// checkDebts refuses what is overdrawn by no share of its ticket.
func (w *stateWhole) checkDebts(l *fault.List, s *State) {
	shares := make(map[debtKey]bool)
	for i := range s.Debts {
		d := &s.Debts[i]
		if t := w.tickets[d.Ticket].it; t != nil && !shares[debtKey{d.Ticket, allowanceKey{}}] {
			shares[debtKey{d.Ticket, allowanceKey{}}] = true
			for k := range t.Shares {
				shares[debtKey{d.Ticket, allowanceKey{t.Shares[k].Month, t.Shares[k].Plan}}] = true
			}
		}
		if !shares[debtKey{d.Ticket, allowanceKey{d.Month, d.Plan}}] {
			l.Add(fault.Index("debts", i)+".month", d.Month, "must be a month of the shares of its ticket, with its plan")
		}
	}
}

// checkLots refuses lots of which more was drawn than is used, or less if all who drew are
// known: those of which it is known that they were bought.
func (w *stateWhole) checkLots(l *fault.List) {
	type rank struct {
		at   int64
		rank int
	}
	ranks := make(map[rank]bool, len(w.order))
	for _, id := range w.order {
		p := w.lots[id]
		lot := p.it
		key := rank{lot.At.UnixNano(), lot.Rank}
		if ranks[key] {
			l.Add(p.path()+".rank", lot.Rank, "must not be that of another lot of the instant")
		}
		ranks[key] = true
		bought := w.facts[id].it
		switch {
		case bought != nil && bought.Kind != facts.Bought && bought.Kind != facts.Given:
			l.Add(p.path()+".id", id, "must not be that of a fact of another kind")
		case bought != nil && !p.since(w.facts[id].month):
			l.Add(p.path()+".id", id, "must be a lot of the month in which it was told or a later one")
		case w.drawn[id] > lot.Used || bought != nil && w.drawn[id] < lot.Used:
			l.Add(p.path()+".used", lot.Used, "must be what tickets have drawn")
		}
	}
}

// checkAllowances refuses allowances of which more was drawn than is used.
func (w *stateWhole) checkAllowances(l *fault.List, s *State) {
	seen := make(map[allowanceKey]int) // the month of past that tells of it, from 1
	for n := len(s.Past) - 1; n >= 0; n-- {
		for i := range s.Past[n].Allowances {
			a := &s.Past[n].Allowances[i]
			key := allowanceKey{a.Month, a.Plan}
			if seen[key] == 0 && w.used[key] > a.Used {
				l.Add(fault.Join(fault.Index("past", n), fault.Index("allowances", i))+".used", a.Used, "must not be less than tickets have drawn")
			}
			seen[key] = max(seen[key], n+1)
		}
	}
	for _, name := range w.asked {
		t := w.tickets[name]
		for i := range t.it.Shares {
			if x := &t.it.Shares[i]; x.Allowance > 0 && seen[allowanceKey{x.Month, x.Plan}] <= t.month {
				l.Add(fault.Join(t.path(), fault.Index("shares", i))+".allowance", x.Allowance, "must be of an allowance of the month or a later one")
			}
		}
	}
}

// checkCredited refuses refunds that credit notes have not given back.
func (w *stateWhole) checkCredited(l *fault.List, s *State) {
	credited, back := make(map[calendar.Month]int64), make(map[calendar.Month]int64)
	nets, err := invoice.IndexCredited(s.Credited)
	l.In("credited", err)
	for of, net := range nets {
		credited[of.Invoice] = added(credited[of.Invoice], money.Unit(s.Minor).Count(net))
	}
	for _, id := range w.order {
		p := w.lots[id]
		lot := p.it
		if !lot.Invoiced.Valid() {
			continue
		}
		sum := back[lot.Invoiced]
		for i := range lot.Removals {
			sum = added(sum, money.Unit(s.Minor).Count(lot.Removals[i].Back))
		}
		for i := range lot.Again {
			sum = added(sum, money.Unit(s.Minor).Count(lot.Again[i].Net))
		}
		back[lot.Invoiced] = sum
		if sum > credited[lot.Invoiced] {
			l.Add(p.path()+".invoiced", lot.Invoiced, "must be a month of which credit notes gave back what went")
		}
	}
}

// added is the sum of two that are not negative, as far as there can be that much.
func added[T ~int64](a, b T) T { return min(a, limitOfSums) + min(b, limitOfSums) }

// limitOfSums is more than any sum of a valid state.
const limitOfSums = 1 << 61

// ends returns when a closed month ended, in Unix nanoseconds.
func (m *ClosedMonth) ends(months cycle.Cycle, loc *time.Location) int64 {
	if !m.Until.IsZero() {
		return m.Until.UnixNano()
	}
	return months.Interval(m.Month, loc).End.UnixNano()
}
