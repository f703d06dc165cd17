package scope

import (
	"slices"

	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// Request is what is known of a request beside what was told of it. Instants are in Unix nanoseconds, and 0 is never.
type Request struct {
	Ticket         int32  // of the fund, from 1; 0: it has none yet
	Row            int32  // the last one of the request on the statement, from 1
	Attended       int64  // when the first work on it began, as is known now
	AttendedBefore int64  // and as was known before the month
	Settled        bool   // a report of which nobody knows when it was resolved the ticket
	Older          int64  // when the first one did of those that are not among Activity.Interventions
	Over           int64  // from when it has no guarantee of its own, as merged or withdrawn (D37)
	OverTold       int64  // when that became known; 0: before the state
	Never          bool   // it was never requested, as is known now (D31)
	Checked        bool   // it was seen that its channel takes work
	Sessions       int32  // those that stand
	Payer          string // the other contract that these are charged to; empty: this one
	Elsewhere      int64  // what was worked and is charged to it
}

// Took notes a session that stands, or with -1 that one does not any more.
func (r *Request) Took(in *facts.Intervention, times int32) {
	if r.Sessions += times; in.ChargedTo == "" {
		return
	}
	r.Elsewhere += int64(times) * (nano.Of(in.End) - nano.Of(in.Start))
	if r.Payer = in.ChargedTo; r.Sessions == 0 {
		r.Payer = ""
	}
}

// Ask empties what is known of requests, for so many of them.
func (v *View) Ask(requests int) {
	v.Known = slices.Grow(v.Known[:0], requests)[:requests]
	clear(v.Known)
}
