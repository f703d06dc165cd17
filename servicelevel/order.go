package servicelevel

import (
	"cmp"
	"time"

	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// factRanks orders facts that became known at one instant: a request before what happens
// on it, hours before what uses them, that before what takes away what is left, and that before
// what takes facts back.
var factRanks = [...]uint8{
	Requested: 0, Bought: 1, Given: 1, Down: 1, Excluded: 1, Claimed: 1, Charged: 1, Restored: 2, Waiting: 2, Resumed: 3,
	Prioritized: 3, Entered: 3, Updated: 3, Merged: 4, Cancelled: 4, Worked: 5, Estimated: 6, Reported: 7, Reopened: 7,
	Refunded: 8, Forfeited: 8, Moved: 8, Withdrawn: 9,
}

// over returns when what a fact tells was over: of hours that end nothing, as those of one
// instant are in the order of their ids.
func over(f *Fact) time.Time {
	if f.Kind == Bought || f.Kind == Given {
		return time.Time{}
	}
	return f.End
}

// again is 1 of a reopening, which comes after a report of its instant.
func again(f *Fact) int {
	if f.Kind == Reopened {
		return 1
	}
	return 0
}

// compareFacts orders facts as they became known. Of those that are withdrawn at one
// instant the last to have come goes first.
func compareFacts(x, y *Fact, known, other int64, find func(id string) *Fact) int {
	if c := cmp.Or(cmp.Compare(known, other), cmp.Compare(factRanks[x.Kind], factRanks[y.Kind])); c != 0 {
		return c
	}
	if x.Kind == Withdrawn {
		v, w := find(x.Of), find(y.Of)
		if v != nil && w != nil && v != w && v.Kind != Withdrawn && w.Kind != Withdrawn {
			return compareFacts(w, v, nano.Of(w.Known()), nano.Of(v.Known()), find)
		}
	}
	return cmp.Or(x.At.Compare(y.At), over(x).Compare(over(y)), again(x)-again(y), cmp.Compare(x.Ticket, y.Ticket), cmp.Compare(x.ID, y.ID))
}
