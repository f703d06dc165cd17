package credittest

import (
	"slices"
	"time"

	"github.com/palier-go/palier/credit/ledger"
)

// settle pays debts, first drawn first, out of lots in their order, as far as they are not
// needed for what is reserved and had not ended when the debt was.
func (m *Model) settle(at time.Time) { m.repay(at, 0) }

// repay is settle with so much time though it is reserved.
func (m *Model) repay(at time.Time, forced time.Duration) {
	for i := range len(m.moves) {
		x := m.moves[i]
		if x.source != beyond || x.of >= 0 {
			continue
		}
		for m.rest(i) > 0 {
			lots := slices.DeleteFunc(m.lots(x.at), func(e ledger.Entry) bool { return m.left(&e) == 0 })
			if len(lots) == 0 {
				return
			}
			d := min(m.rest(i), m.left(&lots[0]))
			if reserved := m.reservedInAll(); reserved > 0 && !ended(&lots[0], m.now) {
				d = min(d, max(forced, m.there()-max(0, reserved-m.today())))
			}
			if d <= 0 { // only for what is needed by nobody
				lots = slices.DeleteFunc(lots, func(e ledger.Entry) bool { return !ended(&e, m.now) })
				if len(lots) == 0 {
					return
				}
				d = min(m.rest(i), m.left(&lots[0]))
			}
			forced = max(0, forced-d)
			when := latest(at, x.at, lots[0].At)
			if ended(&lots[0], when) {
				when = latest(x.at, lots[0].At)
			}
			m.back(i, d, when, true)
			m.move(move{ticket: x.ticket, key: x.key, source: lots[0].ID, time: d, at: when, of: -1, settles: true})
		}
	}
}
