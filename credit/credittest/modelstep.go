package credittest

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// reserve holds the estimate of a ticket, or more of it (S29, D38).
func (m *Model) reserve(e ledger.Entry) Verdict {
	spare := m.spare()
	m.entries = append(m.entries, e)
	more := m.spare()
	if spare -= more; spare > 0 && more < 0 {
		return Short
	}
	m.reserves[e.ID] = spare
	m.settle(e.At)
	return Accepted
}

// work charges a session for what it adds to the blocks of its ticket.
func (m *Model) work(e ledger.Entry) Verdict {
	t := m.ticketOf(&e)
	late, spare, owed := e.At.Before(m.now), m.spare(), m.owed()
	own := m.reserved(t)
	others := m.reservedInAll() > own
	m.entries = append(m.entries, e)
	needed := -m.charged(t)
	for _, d := range m.due(t) {
		needed += d
	}
	if e.Kind == credit.Capture && needed > own {
		return BeyondHold
	}
	m.level(t, e.At)
	if !m.covered(owed, late) || !late && others && m.spare() < min(0, spare) {
		return Short
	}
	m.relieve(m.freed(), e.At)
	if e.Kind == credit.Capture {
		m.ended = append(m.ended, e.Of)
		m.settle(e.At)
	}
	return Accepted
}

// covered reports whether not more is overdrawn than may be: what was before, the
// overdraft granted, and for work told late what lots have left, though it is held (D8,
// D28).
func (m *Model) covered(before time.Duration, late bool) bool {
	most := m.limit()
	if late {
		most += m.there()
	}
	return m.owed() <= max(most, before)
}

// freed lists the allowances that got time back by the latest entry.
func (m *Model) freed() (keys []key) {
	for _, x := range m.moves {
		if x.by == m.by && x.source == free && x.time < 0 && !slices.Contains(keys, x.key) {
			keys = append(keys, x.key)
		}
	}
	return keys
}

// reverse takes a session back, as if it had never been.
func (m *Model) reverse(e ledger.Entry) Verdict {
	owed := m.owed()
	m.entries = append(m.entries, e)
	m.level(m.ticketOf(&e), e.At)
	if !m.covered(owed, true) {
		return Short
	}
	m.relieve(m.freed(), e.At)
	return Accepted
}

// plan has a plan hold from a day on: work of its days is charged and paid anew.
func (m *Model) plan(e ledger.Entry) Verdict {
	owed := m.owed()
	m.entries = append(m.entries, e)
	start := e.From.Interval(m.loc).Start
	for _, t := range m.tickets(m.entries) {
		if s := m.sessions(m.entries, t, endOfTime); len(s) > 0 && m.touches(t, e.From) {
			m.level(t, latest(start, s[0].At))
		}
	}
	var keys []key
	for _, x := range m.moves {
		if x.goes == 0 && !slices.Contains(keys, x.key) {
			keys = append(keys, x.key)
		}
	}
	slices.SortFunc(keys, m.compareKeys)
	for _, k := range keys {
		m.squeeze(k)
	}
	if !m.covered(owed, true) {
		return Short
	}
	m.relieve(keys, time.Time{})
	return Accepted
}

// touches reports whether work on a ticket lies on days of the plan set from a day on.
func (m *Model) touches(t ticket, from calendar.Date) bool {
	plan := planOn(m.entries, from)
	for _, s := range m.sessions(m.entries, t, endOfTime) {
		if slices.ContainsFunc(m.parts(&s), func(p credit.Part) bool { return planOn(m.entries, p.Day) == plan }) {
			return true
		}
	}
	return false
}

// squeeze has others pay for what an allowance no longer gives, for the work begun last
// first.
func (m *Model) squeeze(k key) {
	tickets := m.tickets(m.entries)
	begun := func(t ticket) time.Time {
		if s := m.sessions(m.entries, t, endOfTime); len(s) > 0 {
			return s[0].At
		}
		return time.Time{}
	}
	slices.Reverse(tickets)
	slices.SortStableFunc(tickets, func(a, b ticket) int { return cmp.Or(begun(b).Compare(begun(a))) })
	for _, t := range tickets {
		for {
			over, i := m.usedOf(k)-m.size(m.entries, k), m.lastFree(t, k)
			if over <= 0 || i < 0 {
				break
			}
			d, at := min(over, m.rest(i)), m.moves[i].at
			m.back(i, d, at, false)
			m.draw(t, k, d, d, at, at)
		}
	}
}

// lastFree is the last move that drew on an allowance for a ticket and has something
// left, or -1.
func (m *Model) lastFree(t ticket, k key) int {
	found := -1
	for i, x := range m.moves {
		if x.of < 0 && x.ticket == t && x.key == k && x.source == free && m.rest(i) > 0 {
			found = i
		}
	}
	return found
}

// remove takes hours that are left of a lot away, the last ones of it, if the others cover
// what is held, with the overdraft granted (D30, D32).
func (m *Model) remove(e ledger.Entry) Verdict {
	lot := m.find(e.Of)
	left, goes, at := m.left(lot), e.Time, e.At
	for _, x := range m.moves {
		if x.source == lot.ID && x.goes != 0 {
			at = latest(at, x.at) // not before what went earlier
		}
	}
	if goes == 0 {
		goes = left
	}
	if left == 0 || goes > left || ended(lot, at) {
		return InUse
	}
	if held := m.reservedInAll(); held > 0 && !ended(lot, m.now) && m.there()-goes+max(0, m.limit()-m.owed()) < max(0, held-m.today()) {
		return InUse
	}
	kept := lot.Time
	for _, x := range m.moves {
		if x.source == lot.ID && x.goes != 0 {
			kept -= x.time
		}
	}
	cost := m.earned(lot, kept) - m.earned(lot, kept-goes)
	if other := mills(e.Price); other > cost {
		return Invalid
	} else if other > 0 {
		cost = other
	}
	m.entries = append(m.entries, e)
	m.moves = append(m.moves, move{source: lot.ID, time: goes, cost: cost, at: at, by: m.by, of: -1, goes: e.Kind})
	return Accepted
}
