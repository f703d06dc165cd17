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
// time from the instant on. Finding it costs as many steps as there are entries
// since the instant was first passed.
func (a *Account) available(p *pool, source int32, at int64) int64 {
	left := max(0, p.left())
	if left == 0 || p.back <= at {
		return left
	}
	changes := a.changesAfter(source, at)
	least, now := left, left
	for i, c := range changes {
		now += c.time // before it, this was not yet drawn
		if i+1 == len(changes) || changes[i+1].at != c.at {
			least = min(least, now)
		}
	}
	return max(0, least)
}

type change struct {
	at   int64
	time int64 // drawn
}

// changesAfter lists the moves of a source that count after an instant, latest
// first.
func (a *Account) changesAfter(source int32, at int64) []change {
	var changes []change
	end := len(a.moves)
	for i := len(a.records) - 1; i >= 0 && a.records[i].latest > at; i-- {
		r := &a.records[i]
		for _, m := range a.moves[r.moves:end] {
			if when := a.effective(r, &m); m.source == source && when > at {
				changes = append(changes, change{when, m.time})
			}
		}
		end = int(r.moves)
	}
	slices.SortFunc(changes, func(x, y change) int { return cmp.Compare(y.at, x.at) })
	return changes
}

// effective returns from when a move made by record r counts.
func (a *Account) effective(r *record, m *move) int64 {
	at := max(r.at, a.records[m.owner].at)
	if m.source >= 0 {
		at = max(at, a.lots[m.source].at)
	}
	return at
}
