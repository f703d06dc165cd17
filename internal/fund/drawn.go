package fund

import (
	"time"

	"github.com/palier-go/palier/credit"
)

// Drawn is what moves up to an instant come to.
type Drawn struct {
	lots    int64
	owed    int64 // beyond the lots
	removed int64
	free    int64 // of one allowance
	used    int64 // for work that one month pays for
}

// DrawnUntil adds moves up to an instant up, for the allowance of a plan in a month.
func (f *Fund) DrawnUntil(moves int32, at int64, month, plan int32) (d Drawn) {
	for part := range f.MoveRows.First(int(moves)) {
		for i := range part {
			if m := &part[i]; m.Share == None && m.At <= at {
				d.removed += m.Time
			} else if m.At <= at && m.Of != restored {
				d.add(m, &f.AllowanceRows[f.ShareRows.At(m.Share).Key], month, plan)
			}
		}
	}
	return d
}

// add adds a move for what an allowance pays for, as far as it goes.
func (d *Drawn) add(m *MoveRow, a *AllowanceRow, month, plan int32) {
	if a.Month == month {
		d.used += m.Time
	}
	switch {
	case m.Source == OverdrawnSource:
		d.owed += m.Time
	case m.Source != AllowanceSource:
		d.lots += m.Time
	case a.Month == month && a.Plan == plan:
		d.free += m.Time
	}
}

// BalanceOf says what is left of the allowance of a day and of hours bought, some of which
// are held, and some of those apart from the allowance. Hours that are held repay nothing.
func (f *Fund) BalanceOf(d *Drawn, day int32, allowance, bought, held, apart int64) credit.Balance {
	left, lots := max(0, allowance-d.free), bought-d.removed-d.lots
	free := min(held-apart, f.whole(left, f.UnitOn(day).Block))
	owed := d.owed + max(0, -lots) // of lots that came later
	available := max(0, lots-(held-free)) - owed
	return credit.Balance{
		Allowance: time.Duration(left - free), Available: time.Duration(max(0, available)),
		Held: time.Duration(held), Used: time.Duration(d.used), Overdrawn: time.Duration(max(0, -available)),
	}
}
