package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
)

// Validate reports every fault of the state that can be seen without its contract.
func (s State) Validate() error {
	var l fault.List
	checkID(&l, "contract", s.Contract)
	checkID(&l, "edition", s.Edition)
	checkID(&l, "zone", s.Zone)
	l.In("", checkMonth(s.Month))
	known := stateNames{lots: map[string]bool{}, tickets: map[string]bool{}}
	for i := range s.Lots {
		if err := known.add(&s.Lots[i]); err != nil {
			l.In(fault.Index("lots", i), err)
		}
	}
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
		checkInstant(&l, at+".at", d.At)
	}
	for i, name := range s.Open {
		if !known.tickets[name] {
			l.Add(fault.Index("open", i), name, "must be a ticket of past")
		}
	}
	validateFacts(&l, "carried", s.Carried)
	return l.Err()
}

// validateFacts checks facts that are sorted by their ids.
func validateFacts(l *fault.List, path string, facts []Fact) {
	for i := range facts {
		if err := facts[i].Validate(); err != nil {
			l.In(fault.Index(path, i), err)
		}
		if i > 0 && facts[i-1].ID >= facts[i].ID {
			l.Add(fault.Index(path, i)+".id", facts[i].ID, "must be after the one before")
		}
	}
}

// stateNames are the lots and the tickets of a state.
type stateNames struct{ lots, tickets map[string]bool }

func (n *stateNames) add(lot *LotState) error {
	var l fault.List
	l.In("", lot.validate())
	l.Check(!n.lots[lot.ID], "id", lot.ID, "must not be given twice")
	n.lots[lot.ID] = true
	return l.Err()
}

// list adds what stands in a closed month.
func (n *stateNames) list(m *ClosedMonth) error {
	if m == nil {
		return fault.New("", nil, "must be a closed month")
	}
	var l fault.List
	for i := range m.Spent {
		n.lots[m.Spent[i].ID] = true
		if err := m.Spent[i].validate(); err != nil {
			l.In(fault.Index("spent", i), err)
		}
	}
	for i := range m.Tickets {
		n.tickets[m.Tickets[i].Request.Ticket] = true
	}
	return l.Err()
}

func (s *LotState) validate() error {
	var l fault.List
	checkID(&l, "id", s.ID)
	checkInstant(&l, "at", s.At)
	checkTime(&l, "time", s.Time, time.Minute, MaxPeriod)
	l.Check(s.Used >= 0 && s.Used <= s.Time, "used", s.Used, "must lie from 0 to the time")
	l.Check(s.Rank >= 0 && s.Rank <= credit.MaxEntries, "rank", s.Rank, "must lie from 0 to 4194304")
	checkMoney(&l, "price", s.Price)
	return l.Err()
}

func (n *stateNames) validateMonth(m *ClosedMonth, last calendar.Month) error {
	var l fault.List
	l.Check(m.Month.Valid(), "month", m.Month, "must be a month that exists")
	validateFacts(&l, "facts", m.Facts)
	for i := range m.Tickets {
		if err := n.validateTicket(&m.Tickets[i]); err != nil {
			l.In(fault.Index("tickets", i), err)
		}
		if i > 0 && m.Tickets[i-1].Request.Ticket >= m.Tickets[i].Request.Ticket {
			l.Add(fault.Index("tickets", i)+".request.ticket", m.Tickets[i].Request.Ticket, "must be after the one before")
		}
	}
	for i := range m.Allowances {
		if err := m.Allowances[i].validate(); err != nil {
			l.In(fault.Index("allowances", i), err)
		}
	}
	l.Check(m.Month.Compare(last) <= 0, "month", m.Month, "must be a month that is closed")
	return l.Err()
}

func (a *AllowanceState) validate() error {
	var l fault.List
	l.Check(a.Month.Valid(), "month", a.Month, "must be a month that exists")
	l.Check(a.Plan >= -1 && a.Plan <= len(levelNames), "plan", a.Plan, "must lie from -1 to 5")
	l.Check(a.Used >= 0, "used", a.Used, "must not be negative")
	listed := make(map[string]bool)
	for i, name := range a.Relieved {
		if listed[name] {
			l.Add(fault.Index("relieved", i), name, "must not be given twice") // it may be out of reach
		}
		listed[name] = true
	}
	return l.Err()
}

func (n *stateNames) validateTicket(t *TicketState) error {
	var l fault.List
	l.In("request", t.Request.validate())
	l.Check(t.Told.Valid(), "told", t.Told, "must be a month that exists")
	l.Check(int(t.Status) < len(ticketStepNames), "status", t.Status, "is not a known value")
	l.Check(t.Block >= 0 && t.Block <= 24*time.Hour, "block", t.Block, "must be at most 24 h")
	l.Check(t.Block > 0 || !t.Held && len(t.Shares) == 0, "block", t.Block, "must be given if there was work, or an estimate is held")
	l.Check(len(t.Shares) == 0 || t.Day.Valid() && !t.First.IsZero(), "day", t.Day, "must be given if there was work")
	l.Check(t.Into == "" || n.tickets[t.Into] && t.Into != t.Request.Ticket, "into", t.Into, "must be another ticket of past")
	for i := range t.Shares {
		if err := n.validateShare(&t.Shares[i]); err != nil {
			l.In(fault.Index("shares", i), err)
		}
	}
	return l.Err()
}

func (n *stateNames) validateShare(x *ShareState) error {
	var l fault.List
	sum, drawn := x.Allowance, x.Allowance
	for i, d := range x.Drawn {
		drawn -= min(max(d.Time, 0), MaxPeriod)
		if err := validateDrawn(d.At, d.Time); err != nil {
			l.In(fault.Index("drawn", i), err)
		}
	}
	l.Check(drawn == 0 || len(x.Drawn) == 0, "allowance", x.Allowance, "must be what was drawn")
	for i, d := range x.Lots {
		if !n.lots[d.Lot] {
			l.Add(fault.Index("lots", i)+".lot", d.Lot, "must be a lot of the state")
		}
		sum += min(max(d.Time, 0), MaxPeriod)
		if err := validateDrawn(d.At, d.Time); err != nil {
			l.In(fault.Index("lots", i), err)
		}
	}
	l.Check(x.Month.Valid(), "month", x.Month, "must be a month that exists")
	l.Check(x.Plan >= -1 && x.Plan <= len(levelNames), "plan", x.Plan, "must lie from -1 to 5")
	l.Check(x.Worked >= 0 && x.Allowance >= 0 && sum <= x.Due && x.Due <= credit.MaxBought, "due", x.Due, "must be what was drawn, and what is overdrawn")
	return l.Err()
}

// validateDrawn refuses time drawn at an instant that cannot be.
func validateDrawn(at time.Time, drawn time.Duration) error {
	var l fault.List
	checkInstant(&l, "at", at)
	l.Check(drawn > 0 && drawn <= MaxPeriod, "time", drawn, "must be above 0 and at most 10000 h")
	return l.Err()
}
