package credittest

import (
	"math/big"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

// up rounds to whole blocks.
func (m *Model) up(d time.Duration) time.Duration {
	size := m.terms.Blocks.Size
	blocks := d / size
	if blocks*size < d {
		blocks++
	}
	return blocks * size
}

// firstDay is the day on which a month of allowance begins.
func (m *Model) firstDay(month calendar.Month) calendar.Date {
	d := month.First()
	d.Day = max(1, min(m.terms.MonthDay, month.Days()))
	return d
}

// month is the month of allowance that an instant lies in.
func (m *Model) month(t time.Time) calendar.Month {
	day := calendar.DateOf(t.In(m.loc))
	month := day.MonthOf()
	if day.String() < m.firstDay(month).String() {
		return month.AddMonths(-1)
	}
	return month
}

// ends is the first instant that is no longer in a month.
func (m *Model) ends(month calendar.Month) time.Time {
	return m.firstDay(month.AddMonths(1)).Interval(m.loc).Start
}

// turns are the instants at which another month may come after t: its end by the
// clocks as they are set at t, and the next change of the clocks. They can go back
// over the end of a month, which then comes twice.
func (m *Model) turns(t time.Time) [2]time.Time {
	t = t.In(m.loc)
	_, change := t.ZoneBounds()
	name, offset := t.Zone()
	next := m.firstDay(m.month(t).AddMonths(1))
	return [2]time.Time{change, time.Date(next.Year, next.Month, next.Day, 0, 0, 0, 0, time.FixedZone(name, offset))}
}

// granted is the allowance of a month among the first n entries.
func (m *Model) granted(month calendar.Month, n int) time.Duration {
	var from string
	var d time.Duration
	for _, e := range m.entries[:n] {
		if name := e.From.String(); e.Kind == credit.Allowance && name <= month.String() && name >= from {
			from, d = name, e.Time
		}
	}
	return d
}

func (m *Model) size(s source) time.Duration {
	if s.isMonth() {
		return m.granted(s.month, len(m.entries))
	}
	return m.find(s.lot).Time
}

// left is the least that a source has at any instant from t on.
func (m *Model) left(s source, t time.Time) time.Duration {
	if !s.isMonth() && m.find(s.lot).At.After(t) {
		return 0
	}
	instants := []time.Time{t}
	for _, ev := range m.events {
		if ev.from == s && ev.at.After(t) {
			instants = append(instants, ev.at)
		}
	}
	least := m.size(s)
	for _, when := range instants {
		least = min(least, m.size(s)-m.sum(func(ev event) bool { return ev.from == s && !ev.at.After(when) }))
	}
	return max(0, least)
}

// since is the latest instant at which something moved for an entry.
func (m *Model) since(id string) time.Time {
	t := m.find(id).At
	for _, ev := range m.events {
		if ev.owner == id && ev.at.After(t) {
			t = ev.at
		}
	}
	return t
}

func (m *Model) sum(keep func(event) bool) time.Duration {
	var d time.Duration
	for _, ev := range m.events {
		if keep(ev) {
			d += ev.time
		}
	}
	return d
}

// lots are all packs and gifts, first bought first.
func (m *Model) lots() []source {
	var es []credit.Entry
	for _, e := range m.entries {
		if e.Kind == credit.Purchase || e.Kind == credit.Gift {
			es = append(es, e)
		}
	}
	slices.SortStableFunc(es, func(a, b credit.Entry) int { return a.At.Compare(b.At) })
	var lots []source
	for _, e := range es {
		lots = append(lots, source{lot: e.ID})
	}
	return lots
}

// cost is what using more of a lot costs: its price times the part that is used
// then, rounded, less what it has cost so far.
func (m *Model) cost(lot source, more time.Duration) *big.Int {
	all, spent := more, new(big.Int)
	for _, ev := range m.events {
		if ev.from == lot && ev.as == used {
			all += ev.time
			spent.Add(spent, ev.cost)
		}
	}
	e := m.find(lot.lot)
	share := new(big.Rat).Mul(e.Price.Rat(), big.NewRat(100, int64(e.Time)))
	share.Mul(share, new(big.Rat).SetInt64(int64(all)))
	share.Add(share, big.NewRat(1, 2)) // halves up, and nothing here is negative
	total := new(big.Int).Quo(share.Num(), share.Denom())
	if total.Sub(total, spent); total.Sign() < 0 {
		total.SetInt64(0)
	}
	return total
}

// move notes that time went from a source to an owner. What is used of a lot costs
// its share where no cost is given.
func (m *Model) move(from source, owner string, as purpose, d time.Duration, cost *big.Int) {
	if d == 0 {
		return
	}
	by := len(m.entries) - 1
	at := m.entries[by].At
	if t := m.since(owner); t.After(at) {
		at = t
	}
	if cost == nil {
		cost = new(big.Int)
		if as == used && d > 0 && from.lot != "" {
			cost = m.cost(from, d)
		}
	}
	m.events = append(m.events, event{from, owner, by, as, d, cost, at})
}

// draw takes time month by month, then from lots, then beyond.
func (m *Model) draw(owner string, as purpose, t time.Time, byMonth map[calendar.Month]time.Duration) Verdict {
	type take struct {
		from source
		d    time.Duration
	}
	var takes []take
	var missing time.Duration
	for _, month := range monthsOf(byMonth) {
		free := m.left(source{month: month}, t)
		if m.terms.Remainder == credit.LoseRemainder {
			free -= free % m.terms.Blocks.Size
		}
		d := min(free, byMonth[month])
		takes = append(takes, take{source{month: month}, d})
		missing += byMonth[month] - d
	}
	for _, lot := range m.lots() {
		d := min(m.left(lot, t), missing)
		takes = append(takes, take{lot, d})
		missing -= d
	}
	if missing > 0 && missing > m.limit-m.sum(func(ev event) bool { return ev.from == beyond }) {
		return Short
	}
	for _, t := range takes {
		m.move(t.from, owner, as, t.d, nil)
	}
	if missing > 0 {
		m.move(beyond, owner, as, missing, nil)
		m.debts = append(m.debts, owner)
	}
	return Accepted
}

func monthsOf[V any](byMonth map[calendar.Month]V) []calendar.Month {
	var months []calendar.Month
	for month := range byMonth {
		months = append(months, month)
	}
	slices.SortFunc(months, calendar.Month.Compare)
	return months
}

// drawn is what an owner has of each source, in the order of drawing, and what it
// cost.
func (m *Model) drawn(owner string, as purpose) (sources []source, times map[source]time.Duration, costs map[source]*big.Int) {
	times, costs = map[source]time.Duration{}, map[source]*big.Int{}
	months := map[calendar.Month]bool{}
	for _, ev := range m.events {
		if ev.owner != owner || ev.as != as {
			continue
		}
		if costs[ev.from] == nil {
			costs[ev.from] = new(big.Int)
		}
		if ev.from.isMonth() {
			months[ev.from.month] = true
		}
		times[ev.from] += ev.time
		costs[ev.from].Add(costs[ev.from], ev.cost)
	}
	for _, month := range monthsOf(months) {
		sources = append(sources, source{month: month})
	}
	for _, s := range append(m.lots(), beyond) {
		if costs[s] != nil {
			sources = append(sources, s)
		}
	}
	return sources, times, costs
}

func (m *Model) giveBack(owner string, as purpose) {
	sources, times, costs := m.drawn(owner, as)
	for _, s := range sources {
		m.move(s, owner, as, -times[s], new(big.Int).Neg(costs[s]))
	}
}

// settle pays what was drawn beyond, in the order in which it was. A lot that
// could not pay for one is not asked for the next.
func (m *Model) settle() {
	asked := map[source]bool{}
	for len(m.debts) > 0 {
		owner := m.debts[0]
		owed := m.sum(func(ev event) bool { return ev.from == beyond && ev.owner == owner })
		as := used
		if m.find(owner).Kind == credit.Hold {
			as = held
		}
		for _, lot := range m.lots() {
			t := m.entries[len(m.entries)-1].At
			if s := m.since(owner); s.After(t) {
				t = s
			}
			if owed == 0 || asked[lot] {
				continue
			}
			d := min(owed, m.left(lot, t))
			asked[lot] = d < owed
			m.move(beyond, owner, as, -d, nil)
			m.move(lot, owner, as, d, nil)
			owed -= d
		}
		if owed > 0 {
			return
		}
		m.debts = m.debts[1:]
	}
}

// work is what was worked in each month, and what is charged for it in each.
func (m *Model) work(e *credit.Entry) (worked, charged map[calendar.Month]time.Duration) {
	worked, charged = map[calendar.Month]time.Duration{}, map[calendar.Month]time.Duration{}
	sessions := e.Sessions
	if len(sessions) == 0 {
		sessions = []calendar.Interval{{Start: e.At, End: e.At.Add(e.Time)}}
	}
	var last calendar.Month
	var unit, billed time.Duration
	round := func() {
		if unit > 0 {
			charged[last] += m.up(unit) - unit
			billed += m.up(unit)
		}
		unit = 0
	}
	for _, s := range sessions {
		for t := s.Start; t.Before(s.End); {
			month, end := m.month(t), s.End
			for _, next := range m.turns(t) {
				if next.After(t) && next.Before(end) {
					end = next
				}
			}
			worked[month] += end.Sub(t)
			charged[month] += end.Sub(t)
			unit += end.Sub(t)
			if last.Compare(month) < 0 {
				last = month
			}
			t = end
		}
		if m.terms.Blocks.Counting == credit.EachSession {
			round()
		}
	}
	round()
	if m.terms.Paying == credit.StartMonth {
		var all time.Duration
		for _, d := range worked {
			all += d
		}
		month := m.month(e.At)
		return map[calendar.Month]time.Duration{month: all}, map[calendar.Month]time.Duration{month: billed}
	}
	return worked, charged
}

// charged is what is charged for work, by month.
func (m *Model) charged(e *credit.Entry) map[calendar.Month]time.Duration {
	_, charged := m.work(e)
	return charged
}

// estimate is that of a hold with its extensions among the first n entries.
func (m *Model) estimate(hold *credit.Entry, n int, until time.Time) time.Duration {
	d := hold.Time
	for _, e := range m.entries[:n] {
		if e.Kind == credit.Extend && e.Of == hold.ID && !e.At.After(until) {
			d += e.Time
		}
	}
	return d
}
