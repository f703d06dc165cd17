package servicelevel_test

import (
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
)

// carriesOver is whether any day of the contract has a plan whose allowance goes on.
func (m *model) carriesOver() bool {
	days := []calendar.Date{m.ct.Start}
	for _, ch := range m.ct.Changes {
		days = append(days, m.takesEffect(ch))
	}
	return slices.ContainsFunc(days, func(d calendar.Date) bool { return m.served(d) && m.planOn(d).most > 0 })
}

// carryOver has what is left of the allowance of the last day go on when a month is over.
func (h *modelHours) carryOver(mo calendar.Month) {
	last := lastDay(mo)
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
			l.until = h.midnight(mo.AddMonths(plan.months + 1).First())
		}
		h.lots = append(h.lots, l)
		slices.SortStableFunc(h.lots, func(a, b *modelLot) int { return a.at.Compare(b.at) })
	}
	h.comes(over)
}
