package credittest

import (
	"slices"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// Receipt returns what the entry with an id did when it was applied, as
// ledger.Account.Receipt does: the draws too are in the same order. ok is false
// if there is no such entry.
func (m *Model) Receipt(id string) (r ledger.Receipt, ok bool) {
	n := slices.IndexFunc(m.entries, func(e ledger.Entry) bool { return e.ID == id })
	if n < 0 {
		return ledger.Receipt{}, false
	}
	e := &m.entries[n]
	r = ledger.Receipt{ID: e.ID, Kind: e.Kind, At: e.At.Round(0).UTC()}
	own := m.ticketOf(e)
	for i := range m.moves {
		x := &m.moves[i]
		if x.by != n {
			continue
		}
		d := ledger.Draw{Time: x.time, Cost: x.cost}
		switch x.source {
		case free:
			d.Rule, d.Month = "D6", x.key.month
		case beyond:
			d.Rule = "D8"
		default:
			d.Rule, d.Lot = "D7", x.source
		}
		switch x.goes {
		case credit.Refund:
			d.Rule = "D30"
		case credit.Forfeit, credit.Transfer:
			d.Rule = "D32"
		default:
		}
		if x.ticket != own && x.goes == 0 {
			d.For = x.ticket.shown()
		}
		r.Draws = append(r.Draws, d)
	}
	switch e.Kind {
	case credit.Hold, credit.Extend:
		r.Worked, r.Charged = e.Time, m.reserves[id]
	case credit.Debit, credit.Capture:
		r.Worked = e.Time
		for _, d := range r.Draws {
			if d.For == "" {
				r.Charged += d.Time
			}
		}
	default: // was not worked
	}
	return r, true
}
