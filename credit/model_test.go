package credit_test

import (
	"math/big"
	"slices"
	"sort"
	"time"

	"github.com/palier-go/palier/credit"
)

// model is the naive account: a list of entries and of what each of them moved,
// added up again from the start for every question. It shares no code with the
// package: time is counted minute by minute, money in math/big.
type model struct {
	terms   credit.Terms
	loc     *time.Location
	entries []credit.Entry
	events  []event
	debts   []string
	limit   time.Duration
}

// event is time that moved out of a source, or back into it.
type event struct {
	source string // the id of a lot, "month 2026-05", "over"
	owner  string
	by     int // index of the entry
	state  string
	time   time.Duration
	cost   *big.Int
	at     time.Time
}

func (m *model) find(id string) *credit.Entry {
	for i := range m.entries {
		if m.entries[i].ID == id {
			return &m.entries[i]
		}
	}
	return nil
}

func (m *model) month(t time.Time) string { return "month " + t.In(m.loc).Format("2006-01") }

// up rounds by adding block after block.
func (m *model) up(d time.Duration) time.Duration {
	var billed time.Duration
	for billed < d {
		billed += m.terms.Blocks.Size
	}
	return billed
}

// granted is the allowance of a month among the first n entries.
func (m *model) granted(month string, n int) time.Duration {
	var from string
	var d time.Duration
	for _, e := range m.entries[:n] {
		if name := "month " + e.From.String(); e.Kind == credit.Allowance && name <= month && name >= from {
			from, d = name, e.Time
		}
	}
	return d
}

func (m *model) size(source string) time.Duration {
	if e := m.find(source); e != nil {
		return e.Time
	}
	return m.granted(source, len(m.entries))
}

// left is the least of a source at any instant from t on.
func (m *model) left(source string, t time.Time) time.Duration {
	least := m.size(source)
	if e := m.find(source); e != nil && e.At.After(t) {
		return 0
	}
	instants := []time.Time{t}
	for _, ev := range m.events {
		if ev.source == source && ev.at.After(t) {
			instants = append(instants, ev.at)
		}
	}
	for _, when := range instants {
		rest := m.size(source)
		for _, ev := range m.events {
			if ev.source == source && !ev.at.After(when) {
				rest -= ev.time
			}
		}
		least = min(least, rest)
	}
	return max(0, least)
}

// since is the latest instant at which something moved for an entry.
func (m *model) since(id string) time.Time {
	t := m.find(id).At
	for _, ev := range m.events {
		if ev.owner == id && ev.at.After(t) {
			t = ev.at
		}
	}
	return t
}

func (m *model) sum(keep func(event) bool) time.Duration {
	var d time.Duration
	for _, ev := range m.events {
		if keep(ev) {
			d += ev.time
		}
	}
	return d
}

// lots are the ids of all lots, first bought first.
func (m *model) lots() []string {
	var es []credit.Entry
	for _, e := range m.entries {
		if e.Kind == credit.Purchase || e.Kind == credit.Gift {
			es = append(es, e)
		}
	}
	sort.SliceStable(es, func(i, j int) bool { return es[i].At.Before(es[j].At) })
	var ids []string
	for _, e := range es {
		ids = append(ids, e.ID)
	}
	return ids
}

// cost is what using more of a lot costs: round(price·used/size) less what it
// has cost so far.
func (m *model) cost(lot string, more time.Duration) *big.Int {
	used, spent := more, new(big.Int)
	for _, ev := range m.events {
		if ev.source == lot && ev.state == "used" {
			used += ev.time
			spent.Add(spent, ev.cost)
		}
	}
	e := m.find(lot)
	price := new(big.Rat)
	price.SetString(e.Price.String())
	share := new(big.Rat).Mul(price, big.NewRat(100*int64(used), int64(e.Time)))
	share.Add(share, big.NewRat(1, 2)) // halves up, and nothing here is negative
	total := new(big.Int).Quo(share.Num(), share.Denom())
	if total.Sub(total, spent); total.Sign() < 0 {
		total.SetInt64(0)
	}
	return total
}

func (m *model) move(source, owner, state string, d time.Duration, cost *big.Int) {
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
		if state == "used" && d > 0 && m.find(source) != nil {
			cost = m.cost(source, d)
		}
	}
	m.events = append(m.events, event{source, owner, by, state, d, cost, at})
}

// draw takes time month by month, then from lots, then beyond.
func (m *model) draw(owner, state string, t time.Time, byMonth map[string]time.Duration) bool {
	type take struct {
		source string
		d      time.Duration
	}
	var takes []take
	var missing time.Duration
	var names []string
	for name := range byMonth {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		free := m.left(name, t)
		if m.terms.Remainder == credit.LoseRemainder {
			for whole := free; ; whole -= time.Minute {
				if whole == m.up(whole) {
					free = whole
					break
				}
			}
		}
		d := min(free, byMonth[name])
		takes = append(takes, take{name, d})
		missing += byMonth[name] - d
	}
	for _, lot := range m.lots() {
		d := min(m.left(lot, t), missing)
		takes = append(takes, take{lot, d})
		missing -= d
	}
	if missing > 0 && missing > m.limit-m.sum(func(ev event) bool { return ev.source == "over" }) {
		return false
	}
	for _, t := range takes {
		m.move(t.source, owner, state, t.d, nil)
	}
	if missing > 0 {
		m.move("over", owner, state, missing, nil)
		m.debts = append(m.debts, owner)
	}
	return true
}

// rank puts sources into the order in which they are drawn.
func (m *model) rank(source string) int {
	if source == "over" {
		return 1 << 30
	}
	if i := slices.Index(m.lots(), source); i >= 0 {
		return 1<<29 + i
	}
	t, _ := time.Parse("month 2006-01", source)
	return t.Year()*12 + int(t.Month())
}

// drawn is what an owner has of each source, and what it cost.
func (m *model) drawn(owner, state string) (sources []string, times map[string]time.Duration, costs map[string]*big.Int) {
	times, costs = map[string]time.Duration{}, map[string]*big.Int{}
	for _, ev := range m.events {
		if ev.owner == owner && ev.state == state {
			if costs[ev.source] == nil {
				costs[ev.source] = new(big.Int)
				sources = append(sources, ev.source)
			}
			times[ev.source] += ev.time
			costs[ev.source].Add(costs[ev.source], ev.cost)
		}
	}
	sort.Slice(sources, func(i, j int) bool { return m.rank(sources[i]) < m.rank(sources[j]) })
	return sources, times, costs
}

func (m *model) giveBack(owner, state string) {
	sources, times, costs := m.drawn(owner, state)
	for _, s := range sources {
		m.move(s, owner, state, -times[s], new(big.Int).Neg(costs[s]))
	}
}

// settle pays debts in the order they were made. A lot that could not pay for one
// debt is not asked for the next.
func (m *model) settle() {
	asked := map[string]bool{}
	for len(m.debts) > 0 {
		owner := m.debts[0]
		owed := m.sum(func(ev event) bool { return ev.source == "over" && ev.owner == owner })
		state := "used"
		if m.find(owner).Kind == credit.Hold {
			state = "held"
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
			if d > 0 {
				m.move("over", owner, state, -d, nil)
				m.move(lot, owner, state, d, nil)
				owed -= d
			}
		}
		if owed > 0 {
			return
		}
		m.debts = m.debts[1:]
	}
}
