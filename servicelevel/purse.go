package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/money"
)

// purse is what there is to pay for work: the allowance of each month, the hours
// bought, and what the contract lets be overdrawn. It draws on them as an account
// of package credit does (D6–D8), but keeps no journal: a statement has its facts
// already, in their order, and takes none of them back.
type purse struct {
	months  []monthUse
	lots    []lot   // as they became known
	open    []int32 // from head on: lots with something left, first bought first
	head    int
	debts   []debt // first drawn first
	paid    int    // of the debts
	overdue time.Duration
	bought  time.Duration
}

// monthUse is what was drawn from the allowance of a month.
type monthUse struct {
	month         calendar.Month
	granted, used time.Duration
}

// lot is a purchase, and what was drawn from it: in all, and before the month of
// the statement.
type lot struct {
	purchase               int   // in Activity.Purchases
	known, at              int64 // Unix nanoseconds
	time, used, usedBefore time.Duration
	price                  int64 // cents
	earned, earnedBefore   int64 // cents: the price of what was used
}

// debt is what an intervention drew beyond the hours that there were.
type debt struct {
	owed  time.Duration
	since int64 // from when all that was drawn for it counts
}

// drawn is time from one lot, what it had cost, and which one of the same ticket
// comes next, from 1.
type drawn struct {
	lot  int
	time time.Duration
	cost int64
	next int
}

func (p *purse) reset() {
	p.months, p.lots, p.open, p.debts = p.months[:0], p.lots[:0], p.open[:0], p.debts[:0]
	p.head, p.paid, p.overdue, p.bought = 0, 0, 0, 0
}

// buy adds a lot. It first pays for what was drawn beyond the hours there were,
// first drawn first (D8).
func (p *purse) buy(l lot) error {
	if l.time > credit.MaxBought-p.bought {
		return credit.ErrFull
	}
	p.bought += l.time
	i := int32(len(p.lots)) // at most MaxFacts
	p.lots = append(p.lots, l)
	at := len(p.open)
	for at > p.head && p.lots[p.open[at-1]].at > l.at {
		at--
	}
	p.open = slices.Insert(p.open, at, i)
	p.settle(l.at)
	return nil
}

// settle pays debts out of the lots when one was bought at an instant.
func (p *purse) settle(bought int64) {
	for p.paid < len(p.debts) && p.head < len(p.open) {
		d, first := &p.debts[p.paid], &p.lots[p.open[p.head]]
		at := max(d.since, bought)
		if first.at > at {
			return
		}
		take := min(d.owed, first.left())
		first.draw(take)
		p.close(first)
		p.overdue -= take
		d.since = at
		if d.owed -= take; d.owed == 0 {
			p.paid++
		}
	}
}

func (l *lot) left() time.Duration { return l.time - l.used }

// draw uses time of a lot, and returns its cost: what all that is used by now
// costs, rounded, less what was used before. So the blocks of a pack always add
// up to its price (D21).
func (l *lot) draw(d time.Duration) int64 {
	l.used += d
	earned := money.Part(l.price, int64(l.used), int64(l.time))
	cost := earned - l.earned
	l.earned = earned
	return cost
}

// close takes the first lot off the list where nothing is left of it.
func (p *purse) close(first *lot) {
	if first.left() == 0 {
		p.head++
	}
}

// allowance draws what it can of need from the allowance of a month (D6).
func (p *purse) allowance(t *term, m calendar.Month, need time.Duration) time.Duration {
	i := len(p.months) - 1
	for i >= 0 && p.months[i].month != m {
		i--
	}
	if i < 0 {
		i = len(p.months)
		p.months = append(p.months, monthUse{month: m, granted: t.allowance(m)})
	}
	use := &p.months[i]
	left := use.granted - use.used
	if t.contract.Options.LoseRemainder {
		left -= left % t.grain()
	}
	take := min(need, left)
	use.used += take
	return take
}

// draw takes time from the lots of an instant, first bought first (D7), and
// appends what it took to list. short is what there was not.
func (p *purse) draw(need time.Duration, at int64, list []drawn) (_ []drawn, short time.Duration) {
	for need > 0 && p.head < len(p.open) {
		i := p.open[p.head]
		first := &p.lots[i]
		if first.at > at {
			break
		}
		take := min(need, first.left())
		list = append(list, drawn{lot: int(i), time: take, cost: first.draw(take)})
		p.close(first)
		need -= take
	}
	return list, need
}

// owe draws time beyond the hours that there are (D8).
func (p *purse) owe(d time.Duration, at int64) {
	p.overdue += d
	p.debts = append(p.debts, debt{d, at})
}

// byPurchase lists the lots in the order in which they are drawn on, though some
// became known late.
func (p *purse) byPurchase(order []int) []int {
	order = order[:0]
	late := false
	for i := range p.lots {
		order = append(order, i)
		late = late || i > 0 && p.lots[i].at < p.lots[i-1].at
	}
	if late {
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p.lots[i].at, p.lots[j].at) })
	}
	return order
}
