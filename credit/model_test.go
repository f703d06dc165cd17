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

// work is the time worked, and the time billed by month.
func (m *model) work(e *credit.Entry) (worked time.Duration, byMonth map[string]time.Duration) {
	byMonth = map[string]time.Duration{}
	type span struct{ from, to time.Time }
	spans := []span{{e.At, e.At.Add(e.Time)}}
	if len(e.Sessions) > 0 {
		spans = nil
		for _, s := range e.Sessions {
			spans = append(spans, span{s.Start, s.End})
		}
	}
	var last string
	var unit, billed time.Duration
	round := func() {
		byMonth[last] += m.up(unit) - unit
		billed += m.up(unit)
		unit = 0
	}
	for _, s := range spans {
		for t := s.from; t.Before(s.to); t = t.Add(time.Minute) {
			worked += time.Minute
			unit += time.Minute
			byMonth[m.month(t)] += time.Minute
			last = max(last, m.month(t))
		}
		if m.terms.Blocks.Counting == credit.EachSession {
			round()
		}
	}
	round()
	if m.terms.Paying == credit.StartMonth {
		byMonth = map[string]time.Duration{m.month(e.At): billed}
	}
	delete(byMonth, "")
	return worked, byMonth
}

func (m *model) closer(id string) *credit.Entry {
	for i, e := range m.entries {
		if e.Of == id && e.Kind != credit.Extend {
			return &m.entries[i]
		}
	}
	return nil
}

// estimate is that of a hold with its extensions among the first n entries.
func (m *model) estimate(id string, n int, until time.Time) time.Duration {
	d := m.find(id).Time
	for _, e := range m.entries[:n] {
		if e.Kind == credit.Extend && e.Of == id && !e.At.After(until) {
			d += e.Time
		}
	}
	return d
}

// apply returns "" or a word for why it refuses. It works on a copy that it
// builds from the first entry on.
func (m *model) apply(e credit.Entry) string {
	fresh := &model{terms: m.terms, loc: m.loc}
	for _, old := range m.entries {
		if reason := fresh.step(old); reason != "" {
			return "the model refuses what it took before: " + reason
		}
	}
	reason := fresh.step(e)
	if reason == "" {
		*m = *fresh
	}
	return reason
}

func (m *model) step(e credit.Entry) string {
	of := m.find(e.Of)
	if e.Of != "" {
		allowed := map[credit.Kind][]credit.Kind{
			credit.Extend: {credit.Hold}, credit.Capture: {credit.Hold}, credit.Release: {credit.Hold},
			credit.Reversal: {credit.Debit, credit.Capture}, credit.Refund: {credit.Purchase},
		}
		switch {
		case of == nil || !slices.Contains(allowed[e.Kind], of.Kind):
			return "target"
		case m.closer(e.Of) != nil:
			return "closed"
		case e.At.Before(m.since(of.ID)):
			return "field"
		}
	}
	m.entries = append(m.entries, e)
	n := len(m.entries)
	switch e.Kind {
	case credit.Purchase, credit.Gift:
		m.settle()
	case credit.Overdraft:
		m.limit = e.Time
	case credit.Allowance:
		for _, ev := range m.events {
			if ev.source[0] == 'm' && m.sum(func(o event) bool { return o.source == ev.source && !o.at.After(ev.at) }) > m.granted(ev.source, n) {
				return "in use"
			}
		}
	case credit.Hold:
		if !m.draw(e.ID, "held", e.At, map[string]time.Duration{m.month(e.At): m.up(e.Time)}) {
			return "short"
		}
	case credit.Extend:
		far := time.Unix(1<<40, 0)
		more := m.up(m.estimate(of.ID, n, far)) - m.up(m.estimate(of.ID, n-1, far))
		if !m.draw(of.ID, "held", e.At, map[string]time.Duration{m.month(of.At): more}) {
			return "short"
		}
	case credit.Release:
		m.giveBack(of.ID, "held")
		m.settle()
	case credit.Capture:
		return m.capture(&e, of)
	case credit.Debit:
		_, byMonth := m.work(&e)
		if !m.draw(e.ID, "used", e.At, byMonth) {
			return "short"
		}
	case credit.Reversal:
		m.giveBack(of.ID, "used")
		m.settle()
	case credit.Refund:
		if m.sum(func(ev event) bool { return ev.source == of.ID }) > 0 {
			return "in use"
		}
		if m.left(of.ID, e.At) < of.Time {
			return "field"
		}
		m.move(of.ID, of.ID, "refunded", of.Time, nil)
	}
	return ""
}

func (m *model) capture(e, of *credit.Entry) string {
	_, byMonth := m.work(e)
	var billed time.Duration
	same := true
	for name, d := range byMonth {
		billed += d
		same = same && (name == m.month(of.At) || d == 0)
	}
	sources, times, _ := m.drawn(of.ID, "held")
	var has time.Duration
	for _, s := range sources {
		has += times[s]
	}
	if billed > has {
		return "held"
	}
	m.giveBack(of.ID, "held")
	if !same {
		if !m.draw(e.ID, "used", e.At, byMonth) {
			return "short"
		}
	} else {
		for _, s := range sources {
			d := min(times[s], billed)
			billed -= d
			m.move(s, e.ID, "used", d, nil)
			if s == "over" && d > 0 {
				m.debts = append(m.debts, e.ID)
			}
		}
	}
	m.settle()
	return ""
}
