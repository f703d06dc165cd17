package credit

import (
	"fmt"
	"maps"
	"slices"
)

// Broken names what an account keeps in order to be fast and is not what its
// journal makes of it; it is "" where nothing is.
func (a *Account) Broken() string {
	for _, check := range []func() string{a.brokenIndex, a.brokenLatest, a.brokenPools, a.brokenOpen, a.brokenDebts} {
		if s := check(); s != "" {
			return s
		}
	}
	return ""
}

// Remembered is how many accounts a ledger keeps in memory.
func (l *Ledger) Remembered() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.accounts)
}

func (a *Account) brokenIndex() string {
	if len(a.index.slots) < 2*len(a.records) {
		return "the index is more than half full"
	}
	for i := range a.records {
		if id := a.texts[i].id; a.find(id) != int32(i) || a.records[i].hash != a.index.hash(id) {
			return "the index does not find " + id
		}
	}
	return ""
}

func (a *Account) brokenLatest() string {
	var at, recorded int64
	for i, r := range a.records {
		at, recorded = max(at, r.at), max(recorded, r.recorded)
		if a.latest(int32(i)) != at || a.records[r.known].recorded != recorded {
			return fmt.Sprintf("the latest of entry %d", i)
		}
	}
	return ""
}

// brokenPools adds up the moves of every source.
func (a *Account) brokenPools() string {
	type sums struct {
		cols   [3]int64
		earned int64
		last   int32
	}
	want := map[int32]sums{}
	chains := map[int32]int32{}
	for n, m := range a.moves {
		s, there := want[m.source]
		if before := s.last; there && m.before != before || !there && m.before != none {
			return fmt.Sprintf("the source of move %d", n)
		}
		if prev, there := chains[m.owner]; there && m.prev != prev || !there && m.prev != none {
			return fmt.Sprintf("the owner of move %d", n)
		}
		s.cols[m.purpose] += m.time
		s.earned += m.cents
		s.last, chains[m.owner] = int32(n), int32(n)
		want[m.source] = s
	}
	for source, s := range want {
		if p := a.pool(source); p.cols != s.cols || p.earned != s.earned || p.last != s.last {
			return fmt.Sprintf("the sums of source %d", source)
		}
	}
	if !slices.IsSortedFunc(a.monthly, func(x, y pool) int { return int(x.ref - y.ref) }) {
		return "the order of months"
	}
	return ""
}

func (a *Account) brokenOpen() string {
	var open []int32
	for i := range a.lots {
		left := a.lots[i].left() > 0
		if a.lots[i].open != left {
			return fmt.Sprintf("lot %d is listed or not", i)
		}
		if left {
			open = append(open, int32(i))
		}
	}
	slices.SortFunc(open, a.compareLots)
	if !slices.Equal(open, a.open[a.head:]) {
		return fmt.Sprintf("the open lots %v, not %v", a.open[a.head:], open)
	}
	return ""
}

func (a *Account) brokenDebts() string {
	owed := map[int32]int64{}
	for _, m := range a.moves {
		if m.source == overdrawn {
			owed[m.owner] += m.time
		}
	}
	maps.DeleteFunc(owed, func(_ int32, d int64) bool { return d == 0 })
	if !maps.Equal(owed, a.owed) {
		return fmt.Sprintf("the debts %v, not %v", a.owed, owed)
	}
	for owner := range owed {
		if !slices.Contains(a.debts, owner) {
			return fmt.Sprintf("the debt of %d is not listed", owner)
		}
	}
	return ""
}
