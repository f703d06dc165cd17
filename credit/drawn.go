package credit

import (
	"time"
)

// drawn is what moves up to an instant come to.
type drawn struct {
	lots    int64
	owed    int64 // beyond the lots
	removed int64
	free    int64 // of one allowance
	used    int64 // for work that one month pays for
}

// drawn adds moves up to an instant up, for the allowance of a plan in a month.
func (f *Fund) drawn(moves int32, at int64, month, plan int32) (d drawn) {
	for part := range f.moves.First(int(moves)) {
		for i := range part {
			if m := &part[i]; m.share == none && m.at <= at {
				d.removed += m.time
			} else if m.at <= at && m.of != restored {
				d.add(m, &f.allowances[f.shares.At(m.share).key], month, plan)
			}
		}
	}
	return d
}

// add adds a move for what an allowance pays for, as far as it goes.
func (d *drawn) add(m *move, a *allowance, month, plan int32) {
	if a.month == month {
		d.used += m.time
	}
	switch {
	case m.source == overdrawn:
		d.owed += m.time
	case m.source != fromAllowance:
		d.lots += m.time
	case a.month == month && a.plan == plan:
		d.free += m.time
	}
}

// balance says what is left of the allowance of a day and of hours bought, some of which
// are held, and some of those apart from the allowance. Hours that are held repay nothing.
func (f *Fund) balance(d *drawn, day int32, allowance, bought, held, apart int64) Balance {
	left, lots := max(0, allowance-d.free), bought-d.removed-d.lots
	free := min(held-apart, f.whole(left, f.unitOn(day).block))
	owed := d.owed + max(0, -lots) // of lots that came later
	available := max(0, lots-(held-free)) - owed
	return Balance{
		Allowance: time.Duration(left - free), Available: time.Duration(max(0, available)),
		Held: time.Duration(held), Used: time.Duration(d.used), Overdrawn: time.Duration(max(0, -available)),
	}
}
