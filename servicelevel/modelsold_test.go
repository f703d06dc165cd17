package servicelevel_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// uncovered is what becomes of work without credit by the wording of D29: the contract says
// it, or else its plans do.
func (m *model) uncovered() servicelevel.Uncovered {
	if u := m.ct.Options.Uncovered; u != servicelevel.UncoveredByPlan {
		return u
	}
	return m.byPlan
}

// overdraft is how far beyond the credit one may go (D8, D29).
func (m *model) overdraft() time.Duration {
	switch m.uncovered() {
	case servicelevel.UncoveredPacks, servicelevel.UncoveredHours:
		return 10_000 * time.Hour
	}
	return m.ct.Options.Overdraft
}

// sell sells what is overdrawn when a month is over, if that is to be, or if the contract is
// over (D29).
func (h *modelHours) sell(mo calendar.Month) {
	_, end := h.bounds(mo)
	owed := min(h.owed(), 10_000*time.Hour)
	how, packs := h.uncovered(), h.packsOn(h.lastDay(mo))
	if how < servicelevel.UncoveredPacks && packs != nil && h.ct.End.Valid() && !h.midnight(h.ct.End).After(end) {
		how = servicelevel.UncoveredPacks
	}
	if owed == 0 || how < servicelevel.UncoveredPacks {
		return
	}
	lot := func(id string, size time.Duration, price int64, until time.Time) {
		l := &modelLot{id: id, at: end.Add(-1), until: until, time: size, price: price, told: mo, sold: true}
		if price > 0 {
			l.bills = []modelBill{{by: id, month: mo, cents: price, left: price}}
		}
		h.lots = append(h.lots, l)
	}
	id := "uncovered/" + mo.String()
	if how == servicelevel.UncoveredHours {
		lot(id, owed, roundCents(times(ratio(h.hourPrice(mo), 1), ratio(int64(owed), int64(time.Hour))), h.ct.Options.Rounding), time.Time{})
	} else {
		var sum time.Duration
		sizes := cheapest(owed, packs)
		sizes = sizes[:min(100, len(sizes))] // the rest is sold when the next month ends
		ends := func(size time.Duration) time.Time {
			return h.packEnds(&servicelevel.Fact{At: end.Add(-1), Time: size})
		}
		for i := 0; len(sizes) > 0; i++ { // what ends first is the first
			first := 0
			for n, size := range sizes {
				if is, best := ends(size), ends(sizes[first]); !is.IsZero() && (best.IsZero() || is.Before(best)) {
					first = n
				}
			}
			size := sizes[first]
			sizes = slices.Delete(sizes, first, first+1)
			lot(fmt.Sprintf("%s/%d", id, i+1), size, packs[size], ends(size))
			sum += size
		}
		owed = min(owed, sum)
	}
	slices.SortStableFunc(h.lots, func(a, b *modelLot) int { return a.at.Compare(b.at) })
	for _, p := range slices.Clone(h.pieces) {
		for p.source == beyond && p.left > 0 && owed > 0 { // whatever is held
			l := h.lotsOf(p.at)[0]
			time := min(p.left, h.rest(l), owed)
			h.change(p, -time)
			h.pay(p.ticket, l.id, p.purse, time, later(p.at, l.at))
			owed -= time
		}
	}
}

// cheapest lists the packs that cover a need for the least money, of those the ones with the
// least time, of those the fewest; the longest first. It tries them all.
func cheapest(need time.Duration, packs map[time.Duration]int64) (best []time.Duration) {
	sizes := []time.Duration{20 * time.Hour, 10 * time.Hour, 5 * time.Hour, 3 * time.Hour}
	var least [3]int64
	try := func(counts [4]int64) {
		var list []time.Duration
		var sum [3]int64
		for i, n := range counts {
			for range n {
				list = append(list, sizes[i])
				sum[0], sum[1], sum[2] = sum[0]+packs[sizes[i]], sum[1]+int64(sizes[i]), sum[2]+1
			}
		}
		if best == nil || slices.Compare(sum[:], least[:]) < 0 {
			best, least = list, sum
		}
	}
	up := func(need time.Duration, i int) int64 { return max(0, int64((need+sizes[i]-1)/sizes[i])) }
	need = max(need, 3*time.Hour)
	for a := max(0, up(need, 0)-4); a <= up(need, 0); a++ { // four of 20 h are cheaper than what else makes 80 h
		afterA := need - time.Duration(a)*sizes[0]
		for b := range up(afterA, 1) + 1 {
			afterB := afterA - time.Duration(b)*sizes[1]
			for c := range up(afterB, 2) + 1 {
				try([4]int64{a, b, c, up(afterB-time.Duration(c)*sizes[2], 3)})
			}
		}
	}
	return best
}

// hourPrice is what an hour costs when a month ends: the contract says it, or the plan of the
// last day does.
func (m *model) hourPrice(mo calendar.Month) int64 {
	if p := m.ct.Options.HourPrice; p != nil {
		return m.currency.units(*p)
	}
	return planHour(m.level(m.lastDay(mo)))
}

// planHour is the price of an hour of plans that state one.
func planHour(level servicelevel.Level) int64 { return 80_05 - 9_99*int64(numberOf(level)) }

// soldLines are the lines of the invoice for what was sold when the month ended.
func (s *story) soldLines(mo calendar.Month, out *account, lines *[]modelLine) {
	for _, l := range s.lots {
		if !l.sold || l.told != mo {
			continue
		}
		out.Bought += l.time
		day := s.dateOf(l.at)
		line := modelLine{
			kind: "pack", quantity: "1", unit: "C62", price: l.price, cents: l.price, level: s.level(day),
			date: day.String(), taxed: day, ref: l.id, time: l.time, until: l.until,
		}
		if !strings.Contains(strings.TrimPrefix(l.id, "uncovered/"), "/") {
			line.kind, line.price = "hours", s.hourPrice(mo)
			line.quantity, line.unit, line.base = spoken(l.time)
		}
		*lines = append(*lines, line)
	}
}

// spoken is time in hours to the hundredth, or in minutes, or in seconds.
func spoken(d time.Duration) (quantity, unit string, base int) {
	hours := ratio(int64(d), int64(time.Hour))
	switch {
	case times(hours, ratio(100, 1)).IsInt():
		quantity, unit = hours.FloatString(2), "HUR"
	case times(hours, ratio(60, 1)).IsInt():
		return times(hours, ratio(60, 1)).FloatString(0), "MIN", 60
	default:
		quantity, unit, base = times(hours, ratio(3600, 1)).FloatString(9), "SEC", 3600
	}
	return strings.TrimSuffix(strings.TrimRight(quantity, "0"), "."), unit, base
}

// saying returns the catalogue of an edition whose plans say what becomes of work without
// credit, and state the price of an hour.
func saying(c modelCurrency, e plans.Edition, u servicelevel.Uncovered) *servicelevel.Catalogue {
	for i := range e.Plans {
		p := &e.Plans[i]
		if p.Fee.OnQuote {
			continue
		}
		p.Work.Uncovered = u
		prices := plans.Prices{}
		if p.Prices != nil {
			prices = *p.Prices
		}
		prices.Hour = c.amount(planHour(p.Level))
		p.Prices = &prices
	}
	return compiled(e)
}

var sayingCatalogues = inEachCurrency(func(c modelCurrency) map[string]*servicelevel.Catalogue {
	out := map[string]*servicelevel.Catalogue{}
	for _, e := range []plans.Edition{c.edition(plans.NUXIT()), c.edition(plans.Magic())} {
		for _, u := range []servicelevel.Uncovered{servicelevel.UncoveredRefused, servicelevel.UncoveredPacks, servicelevel.UncoveredHours} {
			if e.ID == "nuxit" || u != servicelevel.UncoveredPacks {
				out[e.ID+u.String()] = saying(c, e, u)
			}
		}
	}
	return out
})

// drawUncovered draws what becomes of work without credit.
func (l *life) drawUncovered(t *rapid.T) {
	o := &l.ct.Options
	draw := func(label string) (u servicelevel.Uncovered) {
		u = servicelevel.Uncovered(rapid.IntRange(0, 3).Draw(t, label))
		if u == servicelevel.UncoveredPacks && l.unpriced() {
			u = servicelevel.UncoveredHours
		}
		return u
	}
	if oneIn(t, 2, "contract says it") {
		o.Uncovered = draw("uncovered")
	}
	if o.Uncovered == servicelevel.UncoveredHours || oneIn(t, 4, "price of an hour") {
		o.HourPrice = l.currency.drawAmount(t, "hour", 200_00, 90_00, 85_35)
	}
	if l.cat == nil && l.ct.Quote == nil && catalogueOf(l.ct) != allEditions() && oneIn(t, 3, "plans say it") {
		if l.byPlan = draw("of the plans"); l.byPlan != servicelevel.UncoveredByPlan {
			l.cat = sayingCatalogues(l.currency)[l.ct.Edition+l.byPlan.String()]
		}
	}
}

// soldBy lists what may be sold in the months of a life, as if it had been bought.
func (l *life) soldBy(m *model) (list []servicelevel.Fact) {
	for _, mo := range l.monthsOf() {
		_, end := m.bounds(mo)
		for _, of := range []string{"", "/1", "/2"} {
			list = append(list, servicelevel.Fact{ID: "uncovered/" + mo.String() + of, At: end.Add(-1), Recorded: end})
		}
	}
	return list
}
