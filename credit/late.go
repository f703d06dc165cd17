package credit

import (
	"cmp"
	"slices"
)

// available returns what may be drawn from a pool at an instant, so that at no
// later instant more is drawn than there is.
//
// As a rule that is what is left. Only where something came back after the
// instant, it was missing in between: then it is the least that was left at any
// time from the instant on. Finding it costs as many steps as the pool has moved
// since the instant was first passed.
func (a *Account) available(p *pool, at int64) int64 {
	if p.left() <= 0 {
		return 0
	}
	return max(0, a.least(p, at))
}

func (a *Account) least(p *pool, at int64) int64 {
	left := p.left()
	if p.back <= at {
		return left
	}
	changes := a.changesAfter(p, at)
	least, now := left, left
	for i, c := range changes {
		now += c.time // before it, this was not yet drawn
		if i+1 == len(changes) || changes[i+1].at != c.at {
			least = min(least, now)
		}
	}
	return least
}

// change is time drawn, or given back, from an instant on.
type change struct {
	at   int64
	time int64
}

// changesAfter lists the moves of a pool that count after an instant, latest
// first.
func (a *Account) changesAfter(p *pool, at int64) []change {
	var changes []change
	for i := p.last; i != none && a.latest(a.moves[i].by) > at; i = a.moves[i].before {
		if m := &a.moves[i]; m.at > at {
			changes = append(changes, change{m.at, m.time})
		}
	}
	slices.SortFunc(changes, func(x, y change) int { return cmp.Compare(y.at, x.at) })
	return changes
}

// latest returns the latest instant of record i and of all before it.
func (a *Account) latest(i int32) int64 { return a.records[a.records[i].latest].at }
