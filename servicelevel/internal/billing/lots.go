package billing

import (
	"cmp"
	"slices"

	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/draft"
	"github.com/palier-go/palier/servicelevel/statement"
)

// closeLots fills in the hours bought over the month.
func (b *Maker) closeLots(s *statement.Statement) {
	h, c := &b.Hours, &s.Credit
	overdue := h.Fund.Overdrawn()
	c.Overdrawn, c.Used, c.Closing = overdue, overdue-h.overdue, -overdue
	if overdue > 0 || h.overdue > 0 {
		b.Assumed |= decided.D8
	}
	if len(h.lots) > 0 {
		c.Lots = draft.Room(&b.Memory.Lots, len(h.lots))
	}
	for _, i := range h.byPurchase() {
		lot := &h.lots[i]
		if lot.touched {
			b.Assumed |= b.givenBack(lot)
		}
		now, was := h.Fund.Lot(i), &lot.before
		if was.Time == 0 && now.Withdrawn > 0 {
			continue // it never was
		}
		use := draft.Extend(&c.Lots)
		use.Opening, use.Closing = was.Left(), now.Left()
		use.Used = now.Used - was.Used
		if now.Left() < now.Time-now.Used || was.Left() < was.Time-was.Used { // something went, or had
			b.closeRemovals(c, use, &now, was)
		}
		c.Used += use.Used
		c.Closing += use.Closing
		if use.Opening == 0 && use.Closing == 0 && now == *was { // it was spent before
			*use, c.Lots = statement.LotUse{}, c.Lots[:len(c.Lots)-1]
			continue
		}
		use.Lot, use.Bought, use.Time = lot.id, b.Wall.Date(lot.at), now.Time
		if !now.Until.IsZero() {
			use.Until = b.Wall.Date(now.Until.UnixNano() - 1)
		}
		use.Price, use.Earned, use.Deferred = b.Amount(int64(now.Price)), b.Amount(int64(now.Earned)), b.Amount(int64(now.Deferred))
		use.EarnedMonth = b.Amount(int64(now.Earned - was.Earned))
	}
}

// byPurchase lists the lots in the order in which they were bought, though some became
// known late.
func (h *Hours) byPurchase() []int {
	h.order = h.order[:0]
	late := false
	for i := range h.lots {
		h.order = append(h.order, i)
		late = late || i > 0 && h.lots[i].at <= h.lots[i-1].at
	}
	if late {
		slices.SortFunc(h.order, func(i, j int) int {
			return cmp.Or(cmp.Compare(h.lots[i].at, h.lots[j].at), cmp.Compare(h.Fund.Lot(i).Rank, h.Fund.Lot(j).Rank))
		})
	}
	return h.order
}
