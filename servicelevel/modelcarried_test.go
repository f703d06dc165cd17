package servicelevel_test

import (
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
)

// carriesOver is whether any day of the contract has a plan whose allowance goes on, or is of a year.
func (m *model) carriesOver() bool {
	days := []calendar.Date{m.ct.Start}
	for _, ch := range m.ct.Changes {
		days = append(days, m.takesEffect(ch))
	}
	return slices.ContainsFunc(days, func(d calendar.Date) bool { return m.served(d) && (m.planOn(d).most > 0 || m.planOn(d).yearly > 0) })
}

// giveYearly gives what a month gives of a yearly allowance: what its plan says of a year, as far as
// no earlier month of the year gave it. Years begin in January, or in the month of the contract's start.
func (h *modelHours) giveYearly(mo calendar.Month) {
	first := func(mo calendar.Month) (calendar.Date, bool) {
		for _, d := range h.days(mo) {
			if h.served(d) {
				return d, true
			}
		}
		return calendar.Date{}, false
	}
	day, ok := first(mo)
	if !ok {
		return
	}
	plan := h.planOn(day)
	if plan.yearly == 0 {
		return
	}
	begins := func(mo calendar.Month) bool {
		return plan.calendarYear && mo.Month == time.January || !plan.calendarYear && mo.Month == h.monthOn(h.ct.Start).Month
	}
	given, before := plan.yearly, mo
	for ; !begins(before); before = before.AddMonths(-1) {
		if d, ok := first(before.AddMonths(-1)); ok {
			given = min(given, plan.yearly-h.planOn(d).yearly)
		}
	}
	if given > 0 {
		h.lots = append(h.lots, &modelLot{id: "yearly/" + mo.String(), at: h.midnight(day), time: given, until: h.midnight(h.model.first(before.AddMonths(12)))})
		slices.SortStableFunc(h.lots, func(a, b *modelLot) int { return a.at.Compare(b.at) })
	}
}

// carryOver has what is left of the allowance of the last day go on when a month is over.
func (h *modelHours) carryOver(mo calendar.Month) {
	defer h.giveYearly(mo.AddMonths(1))
	last := h.lastDay(mo)
	next := last.AddDays(1)
	plan := h.planOn(last)
	if plan.most == 0 || !h.served(last) || !h.served(next) {
		return
	}
	p := h.purseOf(last)
	used := h.total(func(x *modelPiece) bool { return x.source == fromPurse && x.purse == p })
	over, before := h.midnight(next), time.Duration(0)
	for _, l := range h.lots {
		if strings.HasPrefix(l.id, "carried/") && !l.ended(over) {
			before += h.rest(l)
		}
	}
	goes := max(0, min(h.granting(p)-used, plan.most-before))
	if h.carried == nil {
		h.carried = map[modelPurse]time.Duration{}
	}
	if goes > 0 {
		h.carried[p] = goes
		l := &modelLot{id: "carried/" + mo.String(), at: over, time: goes}
		if plan.months > 0 {
			l.until = h.midnight(h.first(mo.AddMonths(plan.months + 1)))
		}
		h.lots = append(h.lots, l)
		slices.SortStableFunc(h.lots, func(a, b *modelLot) int { return a.at.Compare(b.at) })
	}
	h.comes(over)
}
