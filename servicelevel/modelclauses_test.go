package servicelevel_test

import (
	"fmt"
	"maps"
	"math/big"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// modelDowntime is a downtime without a gap: how long it lasted, what of it lies in the service and
// counts, and how much of it is excluded.
type modelDowntime struct {
	began, until     time.Time   // of all of it
	claims           modelClaims // of the period
	terms            *penalty.Terms
	from             time.Time // when the period begins
	zone             *time.Location
	lasted, excluded time.Duration
	here             []calendar.Interval
}

// over ends it: it counts if it was long enough, looked at whole (D35), with what its grain leaves of it.
func (d *modelDowntime) over(u *modelUptime) {
	t, here := d.terms, time.Duration(0)
	for _, x := range d.here {
		here += x.Duration()
	}
	state, lost := "", false
	if d.lasted >= t.MinOutage && d.lasted+d.excluded > 0 {
		state, lost = d.claims.standing(t, d.began, d.until)
	}
	switch {
	case state == "" || here == 0:
	case lost:
		u.notClaimed += fmt.Sprintf(" %s %s", here, state)
	default:
		u.inTime += fmt.Sprintf(" %s %s", here, state)
	}
	if d.lasted >= t.MinOutage && !lost {
		u.across = u.across || here < t.MinOutage && here+d.excluded > 0
		switch {
		case t.Fixed:
			here = d.fixed()
		case t.Grain > 0:
			here -= here % t.Grain
		}
		if here > 0 {
			u.each, u.dates = append(u.each, here), append(u.dates, d.dates())
		}
	}
	*d = modelDowntime{terms: t, from: d.from, zone: d.zone, claims: d.claims}
}

// dates are those on which some of it counts.
func (d *modelDowntime) dates() map[string]bool {
	list := map[string]bool{}
	for _, x := range d.here {
		for at := x.Start; at.Before(x.End); at = at.Add(time.Hour) { // no date is shorter
			list[at.In(d.zone).Format(time.DateOnly)] = true
		}
		if x.End.After(x.Start) {
			list[x.End.Add(-1).In(d.zone).Format(time.DateOnly)] = true
		}
	}
	return list
}

// fixed is the time of the intervals that are down from start to end.
func (d *modelDowntime) fixed() (sum time.Duration) {
	var joined []calendar.Interval
	for _, x := range d.here {
		if n := len(joined) - 1; n >= 0 && joined[n].End.Equal(x.Start) {
			joined[n].End = x.End
		} else {
			joined = append(joined, x)
		}
	}
	for _, x := range joined {
		at := d.from.Add(x.Start.Sub(d.from) / d.terms.Grain * d.terms.Grain)
		for ; !at.Add(d.terms.Grain).After(x.End); at = at.Add(d.terms.Grain) {
			if !at.Before(x.Start) {
				sum += d.terms.Grain
			}
		}
	}
	return sum
}

// modelSpent is when maintenance has used up its budget, or the zero time: is says where it goes on.
func modelSpent(cuts []time.Time, budget time.Duration, is func(time.Time) bool) (spent time.Time) {
	if budget == 0 {
		return spent
	}
	for i := 1; i < len(cuts); i++ {
		if length := cuts[i].Sub(cuts[i-1]); length > 0 && is(cuts[i-1]) {
			if length > budget {
				return cuts[i-1].Add(budget)
			}
			budget -= length
		}
	}
	return spent
}

// chargedUntil is what was charged up to the end of a month by a clause.
func (m *model) chargedUntil(last calendar.Month, terms *penalty.Terms) (sum *big.Rat) {
	sum = new(big.Rat)
	rent := ratio(m.currency.units(*m.ct.Rent), 1)
	for n := range terms.CapMonths {
		for _, d := range m.days(last.AddMonths(-n)) {
			if m.served(d) {
				sum.Add(sum, rent)
				break
			}
		}
	}
	left := terms.CapDays
	for mo := last; left > 0; mo = mo.AddMonths(-1) {
		served, list := int64(0), m.days(mo)
		for i := len(list) - 1; i >= 0 && left > 0; i-- {
			if left--; m.served(list[i]) {
				served++
			}
		}
		sum.Add(sum, ratio(roundCents(times(rent, ratio(served, int64(len(list)))), penalty.HalfAway), 1))
	}
	return sum
}

// price is what a period costs by a clause (D9 to D12, D21), in the order that penalty's documentation
// gives, if some cents are owed for the earlier ones of the year.
func (m *model) price(u *modelUptime, t *penalty.Terms, last calendar.Month, before int64) {
	if u.total == 0 {
		return
	}
	up := ratio(int64(u.total-u.down), int64(u.total))
	if place := t.Figure.Rat(); place.Sign() > 0 {
		steps := new(big.Rat).Add(new(big.Rat).Quo(up, place), ratio(1, 2))
		up = times(place, new(big.Rat).SetInt(new(big.Int).Quo(steps.Num(), steps.Denom())))
	}
	than := up.Cmp(t.Target.Rat())
	if u.missed = than < 0 || t.AtTarget && than == 0; !u.missed {
		return
	}
	rent := ratio(m.currency.units(*m.ct.Rent), 1)
	most, whole := rent, rent
	if t.Basis == penalty.Amount {
		rent = m.currency.one()
	}
	if t.Basis == penalty.ServiceDays { // hundredths of a day
		n := int64(0)
		for i := range map[penalty.Period]int{penalty.CalendarMonth: 1, penalty.Quarter: 3, penalty.Year: 12}[t.Period] {
			n += int64(len(m.days(last.AddMonths(-i))))
		}
		if t.Period == penalty.ThirtyDays {
			n = 30
		}
		rent, most = ratio(100, 1), ratio(100*n, 1)
	}
	exact := new(big.Rat)
	for _, n := range t.Numbers {
		if len(u.each) >= n.From && (n.Below == 0 || len(u.each) < n.Below) {
			exact = times(rent, n.Credit.Rat())
		}
	}
	if len(t.Numbers) == 0 {
		for _, units := range m.units(u, t) {
			cost := times(rent, t.Rate.Rat(), units)
			if most := times(whole, t.OutageCap.Rat()); t.OutageCap.IsPositive() && cost.Cmp(most) > 0 { // nothing, of no rent
				cost = most
			}
			exact.Add(exact, cost)
		}
		switch lump := times(rent, t.Lump.Rat()); {
		case !t.LumpAtLeast:
			exact.Add(exact, lump)
		case exact.Cmp(lump) < 0:
			exact = lump
		}
	}
	if u.cents = roundCents(exact, t.Rounding); !t.Uncapped {
		if t.CapOf == penalty.CapOfCharges {
			most = m.chargedUntil(last, t)
		}
		if t.Cap.Sign() > 0 {
			most = times(most, t.Cap.Rat())
		}
		u.cents = min(u.cents, max(0, roundCents(most, t.Rounding)-before))
	}
	if least := m.currency.unlessDays(t).units(t.Minimum); u.cents < least || u.cents == least && t.OverMinimum {
		u.cents = 0
	}
}

// units are the hours that each outage counts, or all together, whole or not (D10, D11).
func (m *model) units(u *modelUptime, t *penalty.Terms) (list []*big.Rat) {
	if t.Counting == penalty.CalendarDays {
		all := map[string]bool{}
		for _, dates := range u.dates {
			if maps.Copy(all, dates); t.PerOutage {
				list = append(list, ratio(int64(len(dates)), 1))
			}
		}
		if t.PerOutage {
			return list
		}
		return []*big.Rat{ratio(int64(len(all)), 1)}
	}
	parts := []time.Duration{u.down}
	if t.PerOutage {
		parts = u.each
	}
	free := new(big.Rat)
	if t.Excess {
		free = times(ratio(int64(u.total), int64(time.Hour)), new(big.Rat).Sub(ratio(1, 1), t.Target.Rat()))
	}
	for _, d := range parts {
		n := ratio(int64(max(0, d-t.Deductible)), int64(time.Hour))
		used := n
		if free.Cmp(n) < 0 {
			used = free
		}
		n, free = new(big.Rat).Sub(n, used), new(big.Rat).Sub(free, used)
		whole := new(big.Int).Quo(n.Num(), n.Denom())
		switch {
		case t.Counting == penalty.ProRata || n.IsInt():
		case t.Counting == penalty.Begun:
			n = new(big.Rat).SetInt(whole.Add(whole, big.NewInt(1)))
		default:
			n = new(big.Rat).SetInt(whole)
		}
		list = append(list, n)
	}
	return list
}

// lastMonths is what the periods of some months up to one cost that are over before the period of that one.
func (s *story) lastMonths(last calendar.Month, n int, promise modelPromise, terms penalty.Terms, asOf time.Time) (sum int64) {
	months := map[penalty.Period]int{penalty.CalendarMonth: 1, penalty.ThirtyDays: 1, penalty.Quarter: 3, penalty.Year: 12}[terms.Period]
	for m := last.AddMonths(1 + months - 1 - n); m.Compare(last.AddMonths(-months)) <= 0; m = m.AddMonths(1) {
		key := fmt.Sprint(m, promise, terms, asOf)
		if s.lasting == nil {
			s.lasting = map[string]int64{}
		}
		cents, known := s.lasting[key]
		if !known && m.Compare(s.monthOn(s.ct.Start)) >= 0 {
			if earlier, ok := s.assessBy(m, promise, terms, asOf); ok {
				cents = earlier.cents
			}
			s.lasting[key] = cents
		}
		sum += cents
	}
	return sum
}
