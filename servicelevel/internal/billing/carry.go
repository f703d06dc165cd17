package billing

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/statement"
)

// startCarrying has the months of a contract end from the first one on, whether anything
// happened in them or not, and gives what the first one gives of a yearly allowance.
func (b *Maker) startCarrying() {
	if b.Term.Carries {
		start := b.Term.Contract.Start
		b.Hours.Next = nano.Of(b.Wall.Period(b.Term.Of(start)).End)
		b.giveYearly(nil, start)
	}
}

// endMonth has what is left of the allowance go on when a month ends, at an instant, and gives
// what the next month gives of a yearly one, on the statement of the month if it is given.
func (b *Maker) endMonth(s *statement.Statement, end int64) {
	if b.Term.Carries {
		last := b.Wall.Date(end - 1)
		b.carry(s, last, end)
		b.giveYearly(s, last.AddDays(1))
	}
}

// carry has what is left of the allowance go on when a month ends with a day, at an instant.
//
//  1. The plan of the last day says how much may go on; after the contract nothing does.
//  2. What is left of its allowance goes on, as far as what went on before leaves room.
//  3. It ends with the last of its months.
func (b *Maker) carry(s *statement.Statement, last calendar.Date, end int64) {
	r := &b.Term.Runs[b.Term.RunOn(last)]
	rule := r.Plan.Data.Allowance.Carry
	if rule == nil || !b.Term.Serves(last) || !b.Term.Serves(last.AddDays(1)) {
		return
	}
	h, month, plan := &b.Hours, b.Term.Of(last), b.Term.NumberOf(r.Level)
	if b.Term.Contract.Options.AllowanceAnyDay {
		plan = -1
	}
	a := h.Fund.AllowanceOf(month, plan)
	c := statement.Carried{
		Lot: lotid.Carried(month), Granted: a.Granted, Used: a.Used, Most: rule.Most, Before: h.carriedLeft(end),
		Rules: r.Plan.Cites.Allowance,
	}
	c.Time = max(0, min(c.Granted-c.Used, c.Most-c.Before))
	hours := fund.Hours{At: time.Unix(0, end), Time: c.Time}
	if rule.Months > 0 {
		if first := b.Term.First(month.AddMonths(rule.Months + 1)); check.InYears(first) {
			hours.Until, c.Until = b.Wall.DayStart(first), first.AddDays(-1)
		}
	}
	if c.Time > 0 {
		if _, err := h.Fund.Carry(month, plan, hours); err != nil { // there is no room for more hours
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
func (h *Hours) carriedLeft(end int64) (sum time.Duration) {
	for _, n := range h.carried {
		if lot := h.Fund.Lot(int(n)); lot.Until.IsZero() || lot.Until.UnixNano() > end {
			sum += lot.Left()
		}
	}
	return sum
}
