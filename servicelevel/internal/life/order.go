package life

import (
	"cmp"
	"time"

	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// factRanks orders facts that became known at one instant: a request before what happens
// on it, hours before what uses them, that before what takes away what is left, and that before
// what takes facts back.
var factRanks = [...]uint8{
	facts.Requested: 0, facts.Bought: 1, facts.Given: 1, facts.Down: 1, facts.Excluded: 1, facts.Claimed: 1, facts.Charged: 1, facts.Restored: 2, facts.Waiting: 2, facts.Resumed: 3,
	facts.Prioritized: 3, facts.Entered: 3, facts.Updated: 3, facts.Merged: 4, facts.Cancelled: 4, facts.Worked: 5, facts.Estimated: 6, facts.Reported: 7, facts.Reopened: 7,
	facts.Refunded: 8, facts.Forfeited: 8, facts.Moved: 8, facts.Withdrawn: 9,
}

// over returns when what a fact tells was over: of hours that end nothing, as those of one
// instant are in the order of their ids.
func over(f *facts.Fact) time.Time {
	if f.Kind == facts.Bought || f.Kind == facts.Given {
		return time.Time{}
	}
	return f.End
}

// again is 1 of a reopening, which comes after a report of its instant.
func again(f *facts.Fact) int {
	if f.Kind == facts.Reopened {
		return 1
	}
	return 0
}

// CompareFacts orders facts as they became known, each given with when, and those of one instant in an order that does
// not depend on how they came. Of those that are withdrawn at one instant the last to have come goes first: find
// returns a fact by its id, or nil.
func CompareFacts(x, y *facts.Fact, known, other int64, find func(id string) *facts.Fact) int {
	if c := cmp.Or(cmp.Compare(known, other), cmp.Compare(factRanks[x.Kind], factRanks[y.Kind])); c != 0 {
		return c
	}
	if x.Kind == facts.Withdrawn {
		v, w := find(x.Of), find(y.Of)
		if v != nil && w != nil && v != w && v.Kind != facts.Withdrawn && w.Kind != facts.Withdrawn {
			return CompareFacts(w, v, nano.Of(w.Known()), nano.Of(v.Known()), find)
		}
	}
	return cmp.Or(x.At.Compare(y.At), over(x).Compare(over(y)), again(x)-again(y), cmp.Compare(x.Ticket, y.Ticket), cmp.Compare(x.ID, y.ID))
}
