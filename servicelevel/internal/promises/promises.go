// Package promises says how what a contract promises was kept in a month, and what is owed if it was not: guaranteed
// interventions, goals of tickets and the quotas of these, and availability. What an earlier statement said is said
// again when something has become known since that changes it, as far back as corrections reach.
//
// An [Assessor] looks at one month of one contract, which somebody else has begun. It is tested through package
// servicelevel, whose models know all of these promises.
package promises

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/draft"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/scope"
)

// Assessor says how what was promised was kept, and what is owed if it was not. The View and the Documents of the month
// are to be there before it is asked anything. It is for one goroutine at a time.
type Assessor struct {
	*scope.View
	*draft.Documents
	// Of a book: when the ends of outages became known, by Activity.Outages; nil is at once. And how requests stood by
	// what was known when the month began, by Activity.Requests, without who attended; nil is as they stand.
	Ends []int64
	Then []Standing

	outages    []penalty.Outage // those of the period that is assessed
	exclusions []penalty.Exclusion
	claims     []time.Time // of it
	past       []owedPast
	costs      lateCosts
	judged     [2]response.Answer // of a request, as it is and as it was before
}

// Forget drops what was found out for another month.
func (a *Assessor) Forget() { a.past = a.past[:0] }

// Standing is what is known of a request that its guarantee and its goals depend on. Instants are in Unix nanoseconds.
type Standing struct {
	Waiting  []calendar.Pause
	Over     int64 // when it was merged or cancelled; 0: it was not
	attended int64 // when the first work on it began; 0: none did
	Never    bool  // it was never requested, as is known by then (D31)
}

// Stands returns how request i stands.
func (a *Assessor) Stands(i int) Standing {
	sum := &a.Known[i]
	return Standing{a.Act.Requests[i].Waiting, sum.Over, sum.Attended, sum.Never}
}

// standsNow is Stands by what was known when the month of the statement ended.
func (a *Assessor) standsNow(i int) Standing {
	st := a.Stands(i)
	st.Waiting = endedBefore(st.Waiting, a.Until)
	return st
}

// stoodBefore returns how request i stood by what was known when the month began.
func (a *Assessor) stoodBefore(i int) Standing {
	st := a.Stands(i)
	if a.Then != nil {
		st = a.Then[i]
	}
	st.attended = a.Known[i].AttendedBefore
	st.Waiting = endedBefore(st.Waiting, a.From)
	return st
}

// endedBefore returns pauses as they were known before an instant: those that had not ended
// went on. An Activity tells of their ends without when these became known.
func endedBefore(pauses []calendar.Pause, known int64) []calendar.Pause {
	wentOn := func(p calendar.Pause) bool { return !p.End.IsZero() && nano.Of(p.End) >= known }
	if !slices.ContainsFunc(pauses, wentOn) {
		return pauses
	}
	pauses = slices.Clone(pauses)
	for i := range pauses {
		if wentOn(pauses[i]) {
			pauses[i].End = time.Time{}
		}
	}
	return pauses
}

// BegunBefore returns the pauses that have begun before an instant: later ones are not
// known yet.
func BegunBefore(pauses []calendar.Pause, until time.Time) []calendar.Pause {
	if len(pauses) == 0 {
		return nil
	}
	return keep(new([]calendar.Pause), pauses, func(p *calendar.Pause) bool { return p.Start.Before(until) })
}
