package credittest

import (
	"slices"
	"time"

	"github.com/palier-go/palier/credit"
)

// Receipt returns what the entry with an id did when it was applied, as
// credit.Account.Receipt does: the draws too are in the same order. ok is false
// where there is no such entry.
func (m *Model) Receipt(id string) (r credit.Receipt, ok bool) {
	n := slices.IndexFunc(m.entries, func(e credit.Entry) bool { return e.ID == id })
	if n < 0 {
		return credit.Receipt{}, false
	}
	e := &m.entries[n]
	r = credit.Receipt{ID: e.ID, Kind: e.Kind, At: e.At.Round(0).UTC()}
	switch e.Kind {
	case credit.Hold:
		r.Worked, r.Charged = e.Time, m.up(e.Time)
	case credit.Extend:
		r.Worked, r.Charged = e.Time, m.extension(m.find(e.Of), n)
	case credit.Debit, credit.Capture:
		worked, charged := m.work(e)
		for _, d := range worked {
			r.Worked += d
		}
		for _, d := range charged {
			r.Charged += d
		}
	default: // draws nothing that was worked
	}
	for _, ev := range m.events {
		if ev.by == n {
			r.Draws = append(r.Draws, drawOf(ev, id))
		}
	}
	return r, true
}

// extension is what entry n adds to what its hold sets aside.
func (m *Model) extension(hold *credit.Entry, n int) time.Duration {
	return m.up(m.estimate(hold, n+1, endOfTime)) - m.up(m.estimate(hold, n, endOfTime))
}

// drawOf shows what was moved by the entry with an id.
func drawOf(ev event, by string) credit.Draw {
	d := credit.Draw{Month: ev.from.month, Lot: ev.from.lot, Time: ev.time, Cost: credit.Cents(ev.cost.Int64()), Held: ev.as == held}
	switch {
	case ev.from == beyond:
		d.Rule = "D8"
	case ev.from.isMonth():
		d.Rule = "D6"
	default:
		d.Rule = "D7"
	}
	if ev.owner != by {
		d.For = ev.owner
	}
	return d
}
