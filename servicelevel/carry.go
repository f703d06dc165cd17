package servicelevel

import (
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/check"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Carried is what of a month's allowance goes on: Time is what is left of Granted less Used, up to
// Most with Before.
type Carried struct {
	Lot       string         `json:"lot"`     // the LotUse, "carried/2026-05"
	Granted   time.Duration  `json:"granted"` // by the plan of the last day
	Used      time.Duration  `json:"used"`    // of that
	Most      time.Duration  `json:"most"`    // that may go on in all
	Before    time.Duration  `json:"before"`  // what is left of earlier months and goes on
	Time      time.Duration  `json:"time"`
	Until     calendar.Date  `json:"until,omitzero"` // the last day on which it is there; zero: it never ends
	Rules     plans.Citation `json:"rules,omitzero"`
	Explained Wording        `json:"explained,omitzero"` // by Statement.Explain
}

// What goes on of the allowance of a month has an id that no fact may have: "carried/2026-05".
const (
	carriedPrefix   = "carried/"
	carriedIDReason = "is kept for what is carried over of an allowance"
)

// carriedOf returns the month that an id is of if it is of that form.
func carriedOf(id string) (m calendar.Month, ok bool) {
	rest, ok := strings.CutPrefix(id, carriedPrefix)
	if !ok {
		return m, false
	}
	m, err := calendar.ParseMonth(rest)
	return m, err == nil
}

func isCarriedID(id string) bool {
	_, ok := carriedOf(id)
	return ok
}

// keptID returns why no fact may have an id, or "".
func keptID(id string) string {
	switch {
	case isSoldID(id):
		return soldIDReason
	case isCarriedID(id):
		return carriedIDReason
	case isYearlyID(id):
		return yearlyIDReason
	}
	return ""
}

// startCarrying has the months of a contract end from the first one on, whether anything
// happened in them or not, and gives what the first one gives of a yearly allowance.
func (b *Biller) startCarrying() {
	if b.term.carries {
		start := b.term.contract.Start
		b.hours.next = nanos(b.wall.interval(b.term.Of(start)).End)
		b.giveYearly(nil, start)
	}
}

// endMonth has what is left of the allowance go on when a month ends, at an instant, and gives
// what the next month gives of a yearly one, on the statement of the month if it is given.
func (b *Biller) endMonth(s *Statement, end int64) {
	if b.term.carries {
		last := b.wall.date(end - 1)
		b.carry(s, last, end)
		b.giveYearly(s, last.AddDays(1))
	}
}

// carry has what is left of the allowance go on when a month ends with a day, at an instant.
//
//  1. The plan of the last day says how much may go on; after the contract nothing does.
//  2. What is left of its allowance goes on, as far as what went on before leaves room.
//  3. It ends with the last of its months.
func (b *Biller) carry(s *Statement, last calendar.Date, end int64) {
	r := &b.term.runs[b.term.on(last)]
	rule := r.offer.plan.Allowance.Carry
	if rule == nil || !b.term.serves(last) || !b.term.serves(last.AddDays(1)) {
		return
	}
	h, month, plan := &b.hours, b.term.Of(last), b.term.number(r.level)
	if b.term.contract.Options.AllowanceAnyDay {
		plan = -1
	}
	a := h.fund.AllowanceOf(month, plan)
	c := Carried{
		Lot: carriedPrefix + month.String(), Granted: a.Granted, Used: a.Used, Most: rule.Most, Before: h.carriedLeft(end),
		Rules: r.offer.cites.allowance,
	}
	c.Time = max(0, min(c.Granted-c.Used, c.Most-c.Before))
	hours := credit.Hours{At: time.Unix(0, end), Time: c.Time}
	if rule.Months > 0 {
		if first := b.term.First(month.AddMonths(rule.Months + 1)); check.InYears(first) {
			hours.Until, c.Until = b.wall.start(first), first.AddDays(-1)
		}
	}
	if c.Time > 0 {
		if _, err := h.fund.Carry(month, plan, hours); err != nil { // there is no room for more hours
			return
		}
		h.carried = append(h.carried, int32(len(h.lots))) // at most MaxFacts and some
		h.lots = append(h.lots, lot{id: c.Lot, known: end, at: end})
	}
	if s != nil && c.Granted > 0 {
		s.Allowance.Carried = &c
		s.Credit.Carried = c.Time
	}
}

// carriedLeft returns what is left of earlier months' allowances and goes on past an instant.
func (h *hours) carriedLeft(end int64) (sum time.Duration) {
	for _, n := range h.carried {
		if lot := h.fund.Lot(int(n)); lot.Until.IsZero() || lot.Until.UnixNano() > end {
			sum += lot.Left()
		}
	}
	return sum
}

func (c *Carried) check(l *fault.List) {
	l.Check(c.Time == max(0, min(c.Granted-c.Used, c.Most-c.Before)), "allowance.carried.time", c.Time,
		"must be granted less used, and at most what is below most with before")
}
