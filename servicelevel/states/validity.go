package states

import (
	"strconv"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Validate reports every fault of the state that can be seen without its contract.
func (s State) Validate() error {
	var l fault.List
	check.ID(&l, "contract", s.Contract)
	check.ID(&l, "edition", s.Edition)
	check.ID(&l, "zone", s.Zone)
	if s.Rules != "" {
		check.ID(&l, "rules", s.Rules)
	}
	if s.Figures != "" {
		check.ID(&l, "figures", s.Figures)
	}
	cycle.Check(&l, "month_day", s.MonthDay)
	l.In("", check.Month(s.Month))
	if _, err := s.Minor.MarshalText(); err != nil {
		l.In("", err)
		return l.Err()
	}
	known := stateNames{months: s.cycle(), lots: map[string]bool{}, tickets: map[string]bool{}, plans: AfterEnd + len(s.Levels), unit: money.Unit(s.Minor)}
	s.checkLevels(&l)
	check.All(&l, "lots", s.Lots, known.add)
	for i, m := range s.Past {
		if err := known.list(m); err != nil {
			l.In(fault.Index("past", i), err)
		}
	}
	for i, m := range s.Past {
		if m == nil {
			continue
		}
		if err := known.validateMonth(m, s.Month); err != nil {
			l.In(fault.Index("past", i), err)
		}
		if i > 0 && s.Past[i-1] != nil && m.Month.Compare(s.Past[i-1].Month) <= 0 {
			l.Add(fault.Index("past", i)+".month", m.Month, "must be after the one before")
		}
	}
	for i, d := range s.Debts {
		at := fault.Index("debts", i)
		l.Check(known.tickets[d.Ticket], at+".ticket", d.Ticket, "must be a ticket of past")
		l.Check(d.Time > 0 && d.Time <= credit.MaxBought, at+".time", d.Time, "must be above 0 and at most 500000 h")
		l.Check(d.Month.Valid(), at+".month", d.Month, "must be a month that exists")
		known.checkNumber(&l, at+".plan", d.Plan)
		check.Instant(&l, at+".at", d.At)
	}
	for i, name := range s.Open {
		if !known.tickets[name] {
			l.Add(fault.Index("open", i), name, "must be a ticket of past")
		}
		if i > 0 && s.Open[i-1] >= name {
			l.Add(fault.Index("open", i), name, "must be after the one before")
		}
	}
	check.All(&l, "in_advance", s.InAdvance, func(f *Fee) error { return f.validate(known.unit, s.Month.AddMonths(1), known.months) })
	check.All(&l, "credited", s.Credited, func(c *invoice.Credited) error { return c.Check(penalty.Minor(known.unit)) })
	validateFacts(&l, known.unit, "carried", s.Carried)
	if l.Empty() {
		l.In("", s.validateWhole())
	}
	return l.Err()
}

// validateFacts checks facts that are sorted by their ids.
func validateFacts(l *fault.List, u money.Unit, path string, facts []facts.Fact) {
	for i := range facts {
		if err := facts[i].Validate(); err != nil {
			l.In(fault.Index(path, i), err)
		} else if facts[i].Price != nil {
			money.Count(l, u, fault.Index(path, i)+".price", *facts[i].Price)
		}
		if i > 0 && facts[i-1].ID >= facts[i].ID {
			l.Add(fault.Index(path, i)+".id", facts[i].ID, "must be after the one before")
		}
	}
}

// stateNames are the lots and the tickets of a state.
type stateNames struct {
	months        cycle.Cycle
	lots, tickets map[string]bool
	plans         int // the greatest number of a plan
	unit          money.Unit
}

// checkLevels refuses levels of the contract's own that have a number already.
func (s *State) checkLevels(l *fault.List) {
	l.Check(len(s.Levels) <= facts.MaxFacts, "levels", len(s.Levels), "must be at most 100000")
	seen := make(map[plans.Level]bool, len(s.Levels))
	for i, level := range s.Levels {
		_, five := level.Number()
		check.Code(l, fault.Index("levels", i), level, plans.Pro)
		l.Check(!five && !seen[level], fault.Index("levels", i), level, "must be none of the five levels, and be given once")
		seen[level] = true
	}
}

// checkNumber refuses what is no number of a plan.
func (n *stateNames) checkNumber(l *fault.List, field string, plan int) {
	l.Check(plan >= -2 && plan <= n.plans, field, plan, "must lie from -2 to "+strconv.Itoa(n.plans))
}

func (n *stateNames) add(lot *Lot) error {
	var l fault.List
	l.In("", lot.validate(n.unit))
	l.Check(!n.lots[lot.ID], "id", lot.ID, "must not be given twice")
	l.Check(lot.left() > 0, "used", lot.Used, "must leave something of the time")
	n.lots[lot.ID] = true
	return l.Err()
}

// list adds what stands in a closed month.
func (n *stateNames) list(m *ClosedMonth) error {
	if m == nil {
		return fault.New("", nil, "must be a closed month")
	}
	var l fault.List
	spent := make(map[string]bool, len(m.Spent))
	for i := range m.Spent {
		lot := &m.Spent[i]
		n.lots[lot.ID] = true
		l.Check(!spent[lot.ID], fault.Index("spent", i)+".id", lot.ID, "must not be given twice")
		l.Check(lot.left() == 0 || !lot.Until.IsZero(), fault.Index("spent", i)+".used", lot.Used, "must leave nothing of the time")
		spent[lot.ID] = true
		if err := m.Spent[i].validate(n.unit); err != nil {
			l.In(fault.Index("spent", i), err)
		}
	}
	for i := range m.Tickets {
		n.tickets[m.Tickets[i].Request.Ticket] = true
	}
	return l.Err()
}

func (s *Lot) validate(u money.Unit) error {
	var l fault.List
	check.ID(&l, "id", s.ID)
	check.Instant(&l, "at", s.At)
	least := time.Minute
	if lotid.Kept(s.ID) != "" { // exactly what was overdrawn, or left
		least = 1
	}
	check.Time(&l, "time", s.Time, least, facts.MaxPeriod)
	if !s.Until.IsZero() {
		check.Instant(&l, "until", s.Until)
		l.Check(s.Until.After(s.At), "until", s.Until, "must be after at")
	}
	l.Check(s.Used >= 0 && s.Used <= s.Time, "used", s.Used, "must lie from 0 to the time")
	l.Check(s.Rank >= 0 && s.Rank <= credit.MaxEntries, "rank", s.Rank, "must lie from 0 to 4194304")
	l.Check(s.Invoiced == calendar.Month{} || s.Invoiced.Valid(), "invoiced", s.Invoiced, "must be a month that exists")
	money.CountUnsigned(&l, u, "price", s.Price)
	for i, a := range s.Again {
		at := fault.Index("again", i)
		l.Check(s.Invoiced.Valid() && a.Month.Compare(s.Invoiced) > 0, at+".month", a.Month, "must be a month after the one that invoiced it first")
		money.CountUnsigned(&l, u, at+".net", a.Net)
		l.Check(a.Net.IsPositive() && a.Net.LessThanOrEqual(s.Price), at+".net", a.Net, "must be above 0, and not above the price")
	}
	if l.Empty() {
		s.validateRemovals(&l, u)
	}
	l.Check(!s.Withdrawn || s.Used == 0 && len(s.Removals) == 0, "withdrawn", s.Withdrawn, "must be of hours that nothing uses and nothing went of")
	return l.Err()
}

// validateRemovals checks what went of a lot, of its last hours on.
func (s *Lot) validateRemovals(l *fault.List, u money.Unit) {
	left, price := s.Time-s.Used, u.Count(s.Price)
	kept := s.Time
	for i := range s.Removals {
		r, at := &s.Removals[i], fault.Index("removals", i)
		check.ID(l, at+".id", r.ID)
		check.RemovalKind(l, at+".kind", r.Kind)
		l.Check(r.Time > 0 && r.Time <= left, at+".time", r.Time, "must be above 0, and no more than is left")
		gone := max(0, min(r.Time, left))
		share := money.Part(price, int64(kept), int64(s.Time)) - money.Part(price, int64(kept-gone), int64(s.Time))
		left, kept = left-gone, kept-gone
		money.CountUnsigned(l, u, at+".back", r.Back)
		if r.Kind != credit.Refund {
			share = 0
		}
		l.Check(r.Back.LessThanOrEqual(u.Decimal(share)), at+".back", r.Back, "must not exceed the price of what was refunded")
	}
}

// left is what a lot has left, of one that is valid.
func (s *Lot) left() time.Duration {
	left := s.Time - s.Used
	for i := range s.Removals {
		left -= min(s.Removals[i].Time, left)
	}
	if s.Withdrawn {
		return 0
	}
	return left
}

func (n *stateNames) validateMonth(m *ClosedMonth, last calendar.Month) error {
	var l fault.List
	l.Check(m.Month.Valid(), "month", m.Month, "must be a month that exists")
	l.Check(m.Until.IsZero() || m.Month.Valid() && n.months.Near(m.Until, m.Month.AddMonths(1)), "until", m.Until, "must be when the month ended, in some zone")
	validateFacts(&l, n.unit, "facts", m.Facts)
	for i := range m.Tickets {
		if err := n.validateTicket(&m.Tickets[i]); err != nil {
			l.In(fault.Index("tickets", i), err)
		}
		if i > 0 && m.Tickets[i-1].Request.Ticket >= m.Tickets[i].Request.Ticket {
			l.Add(fault.Index("tickets", i)+".request.ticket", m.Tickets[i].Request.Ticket, "must be after the one before")
		}
	}
	given := make(map[allowanceKey]bool, len(m.Allowances))
	for i := range m.Allowances {
		a := &m.Allowances[i]
		if err := n.validateAllowance(a); err != nil {
			l.In(fault.Index("allowances", i), err)
		}
		key := allowanceKey{a.Month, a.Plan}
		l.Check(!given[key], fault.Index("allowances", i)+".month", a.Month, "must not be given twice with one plan")
		given[key] = true
	}
	l.Check(m.Month.Compare(last) <= 0, "month", m.Month, "must be a month that is closed")
	return l.Err()
}

func (n *stateNames) validateAllowance(a *Allowance) error {
	var l fault.List
	l.Check(a.Month.Valid(), "month", a.Month, "must be a month that exists")
	n.checkNumber(&l, "plan", a.Plan)
	l.Check(a.Used >= 0 && a.Used <= credit.MaxBought, "used", a.Used, "must lie from 0 to 500000 h")
	l.Check(a.Carried >= 0 && a.Carried <= credit.MaxTime, "carried", a.Carried, "must lie from 0 to 10000 h")
	listed := make(map[string]bool)
	for i, name := range a.Relieved {
		if listed[name] {
			l.Add(fault.Index("relieved", i), name, "must not be given twice") // it may be out of reach
		}
		listed[name] = true
	}
	return l.Err()
}

func (n *stateNames) validateTicket(t *Ticket) error {
	var l fault.List
	l.In("request", t.Request.Check())
	l.Check(t.Told.Valid(), "told", t.Told, "must be a month that exists")
	l.Check(t.Sessions >= 0 && t.Sessions <= 1_000_000_000, "sessions", t.Sessions, "must lie from 0 to 1000000000")
	l.Check(t.Sessions == 0 == t.Attended.IsZero(), "attended", t.Attended, "must be given if there were sessions, and only then")
	l.Check(t.Sessions == 0 || !t.Attended.Before(t.Request.At), "attended", t.Attended, "must not be before the request")
	if t.ChargedTo != "" {
		check.ID(&l, "charged_to", t.ChargedTo)
		l.Check(t.Sessions > 0 && len(t.Shares) == 0 && t.Request.For == "", "charged_to", t.ChargedTo, "must be of a ticket with sessions, none of which is charged here")
		l.Check(!t.Held, "held", t.Held, "must be absent: another contract pays for the ticket")
	}
	l.Check(t.Elsewhere >= 0 && (t.Elsewhere == 0 || t.ChargedTo != ""), "elsewhere", t.Elsewhere, "must not be negative, and be 0 if nothing is charged elsewhere")
	enum.Check(&l, "status", ticketStepNames[:], t.Status)
	l.Check(t.Block >= 0 && t.Block <= 24*time.Hour, "block", t.Block, "must be at most 24 h")
	l.Check(t.Block > 0 || !t.Held && len(t.Shares) == 0, "block", t.Block, "must be given if there was work, or an estimate is held")
	l.Check(t.Minimum >= 0 && t.Minimum <= 24*time.Hour, "minimum", t.Minimum, "must be at most 24 h")
	l.Check(t.Minimum == 0 || t.Block > 0, "minimum", t.Minimum, "must come with a block")
	l.Check(len(t.Shares) == 0 || t.Day.Valid() && !t.First.IsZero(), "day", t.Day, "must be given if there was work")
	l.Check(t.Asked == (calendar.Date{}) || t.Asked.Valid() && t.Held && !t.First.IsZero(), "asked", t.Asked, "must be a date, of a ticket with work for which hours are held")
	l.Check(t.Into == "" || n.tickets[t.Into] && t.Into != t.Request.Ticket, "into", t.Into, "must be another ticket of past")
	l.Check((t.Into != "") == (t.Status == TicketMerged), "into", t.Into, "must be given of a ticket that was merged, and of no other")
	for _, at := range [...]struct {
		field string
		at    time.Time
	}{{"attended", t.Attended}, {"over", t.Over}, {"first", t.First}} {
		if !at.at.IsZero() {
			check.Instant(&l, at.field, at.at)
		}
	}
	l.Check(t.First.IsZero() || len(t.Shares) > 0, "shares", nil, "must be given if there was work")
	l.Check(t.Into == "" || !t.Over.IsZero(), "over", t.Over, "must be given of a ticket that was merged")
	given := make(map[allowanceKey]bool, len(t.Shares))
	for i := range t.Shares {
		x := &t.Shares[i]
		if err := n.validateShare(x); err != nil {
			l.In(fault.Index("shares", i), err)
		}
		key := allowanceKey{x.Month, x.Plan}
		l.Check(!given[key], fault.Index("shares", i)+".month", x.Month, "must not be given twice with one plan")
		given[key] = true
	}
	return l.Err()
}

func (n *stateNames) validateShare(x *Share) error {
	var l fault.List
	sum, drawn := x.Allowance, time.Duration(0)
	for i, d := range x.Drawn {
		drawn = added(drawn, max(d.Time, 0))
		if err := validateDrawn(d.At, d.Time); err != nil {
			l.In(fault.Index("drawn", i), err)
		}
	}
	l.Check(drawn == x.Allowance || len(x.Drawn) == 0, "allowance", x.Allowance, "must be what was drawn")
	for i, d := range x.Lots {
		if !n.lots[d.Lot] {
			l.Add(fault.Index("lots", i)+".lot", d.Lot, "must be a lot of the state")
		}
		sum = added(sum, max(d.Time, 0))
		if err := validateDrawn(d.At, d.Time); err != nil {
			l.In(fault.Index("lots", i), err)
		}
	}
	l.Check(x.Month.Valid(), "month", x.Month, "must be a month that exists")
	n.checkNumber(&l, "plan", x.Plan)
	l.Check(x.Worked >= 0 && x.Allowance >= 0 && sum <= x.Due && x.Due <= credit.MaxBought, "due", x.Due, "must be what was drawn, and what is overdrawn")
	l.Check(x.Worked <= credit.MaxBought, "worked", x.Worked, "must be at most 500000 h")
	return l.Err()
}

// validateDrawn refuses time drawn at an instant that cannot be.
func validateDrawn(at time.Time, drawn time.Duration) error {
	var l fault.List
	check.Instant(&l, "at", at)
	l.Check(drawn > 0 && drawn <= facts.MaxPeriod, "time", drawn, "must be above 0 and at most 10000 h")
	return l.Err()
}
