package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/draft"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/scope"
	"github.com/palier-go/palier/servicelevel/statement"
)

// assessor says how what was promised was kept, and what is owed if it was not.
type assessor struct {
	*scope.View
	*draft.Documents
	// Of a book: when the ends of outages became known, by Activity.Outages; nil is at once. And how requests stood by
	// what was known when the month began, by Activity.Requests, without who attended; nil is as they stand.
	ends []int64
	then []standing

	outages    []penalty.Outage // those of the period that is assessed
	exclusions []penalty.Exclusion
	claims     []time.Time // of it
	past       []owedPast
	costs      lateCosts
	judged     [2]response.Answer // of a request, as it is and as it was before
}

// standing is what is known of a request that its guarantee and its goals depend on.
type standing struct {
	waiting  []calendar.Pause
	over     int64 // when it was merged or cancelled; 0: it was not
	attended int64 // when the first work on it began; 0: none did
	never    bool  // it was never requested, as is known by then (D31)
}

// stands returns how request i stands.
func (b *assessor) stands(i int) standing {
	sum := &b.Known[i]
	return standing{b.Act.Requests[i].Waiting, sum.Over, sum.Attended, sum.Never}
}

// standsNow is stands by what was known when the month of the statement ended.
func (b *assessor) standsNow(i int) standing {
	st := b.stands(i)
	st.waiting = endedBefore(st.waiting, b.Until)
	return st
}

// stoodBefore returns how request i stood by what was known when the month began.
func (b *assessor) stoodBefore(i int) standing {
	st := b.stands(i)
	if b.then != nil {
		st = b.then[i]
	}
	st.attended = b.Known[i].AttendedBefore
	st.waiting = endedBefore(st.waiting, b.From)
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

// begunBefore returns the pauses that have begun before an instant: later ones are not
// known yet.
func begunBefore(pauses []calendar.Pause, until time.Time) []calendar.Pause {
	if len(pauses) == 0 {
		return nil
	}
	return keep(new([]calendar.Pause), pauses, func(p *calendar.Pause) bool { return p.Start.Before(until) })
}

// judge checks request i, as it stands, against its guarantee at an instant. ok is false if
// nothing is guaranteed for it, or no longer, if it is not known yet, or if the plan does
// not handle it.
func (b *assessor) judge(dst *response.Answer, i int, st standing, at time.Time) (ok bool, err error) {
	return b.judgeUnder(b.At(nano.Of(b.Act.Requests[i].At)), dst, i, st, at)
}

// judgeUnder is judge under a plan.
func (b *assessor) judgeUnder(o *agreed.Offer, dst *response.Answer, i int, st standing, at time.Time) (ok bool, err error) {
	r := &b.Act.Requests[i]
	if !guarded(r) || !r.Known().Before(at) {
		return false, nil
	}
	if st.over > 0 && st.over < nano.Of(at) {
		at = b.Instant(st.over)
	}
	asked := nano.Of(r.At)
	if o.Plan.Guarantee == nil || !b.Serves(asked) || !slices.Contains(o.Plan.Desk.Channels, r.Channel) {
		return false, nil
	}
	begun := time.Time{}
	if st.attended > 0 {
		begun = b.Instant(st.attended)
	}
	if ok, err = b.Term.Respond(dst, o, r, begunBefore(st.waiting, at), begun, at); err != nil {
		err = fault.In(fault.Index("activity.requests", i), err)
	}
	return ok && (st.over == 0 || dst.Outcome != response.Waiting), err
}

// guarded reports whether the request is of a kind that a guarantee can be for: an incident of the
// contract itself.
func guarded(r *Request) bool { return r.Kind == Incident && r.For == "" }

// guarantees judges each guaranteed intervention on the statement of the month in which
// work began or the deadline passed, and again on those of later months as long as what
// becomes known changes the judgement or how late it is: one that has not begun comes ever
// later.
func (b *assessor) guarantees(s *Statement) error {
	list := &s.Guarantees
	costs := &b.costs
	costs.reach = b.Month.AddMonths(-b.Term.Contract.Options.Reach())
	costs.now, costs.before, costs.changed = costs.now[:0], costs.before[:0], costs.changed[:0]
	for i := range b.Act.Requests {
		r, sum := &b.Act.Requests[i], &b.Known[i]
		if !guarded(r) { // as judge would say, after some work
			continue
		}
		now, before := &b.judged[0], &b.judged[1]
		*now, *before = response.Answer{}, response.Answer{}
		is, was := outcome{response: now, stands: b.standsNow(i), at: b.AsOf}, outcome{response: before}
		ok, err := b.judge(now, i, is.stands, is.at)
		if err != nil {
			return err
		}
		if is.judged = ok && now.Outcome != response.Waiting; !is.judged && b.During(sum.OverTold) && !now.Start.IsZero() {
			b.Assumed |= decided.D37 // its clock ran until then
		}
		if r.Known().Before(b.Period.Start) {
			was.stands, was.at = b.stoodBefore(i), b.Period.Start
			if ok, err = b.judge(before, i, was.stands, was.at); err != nil {
				return err
			}
			was.judged = ok && before.Outcome != response.Waiting
		}
		if changed := b.judgedAnew(costs, i, is, was); !is.judged || !changed {
			continue
		}
		b.Assumed |= decided.D18
		if now.Answered.IsZero() && sum.Over > 0 && now.AsOf.Before(b.AsOf) {
			b.Assumed |= decided.D37
		}
		b.judgementRestsOnFeasts(now, i, is.stands, is.at)
		if now.Outcome == response.Late {
			b.Assumed |= decided.D19
		}
		if *list == nil {
			*list = draft.Room(&b.Memory.Guarantees, b.incidents(i))
		}
		g := draft.Extend(list)
		g.Ticket, g.Response, g.Revised, g.Rules = r.Ticket, *now, was.judged, b.At(nano.Of(r.At)).Cites.Guarantee
	}
	slices.SortFunc(*list, func(x, y statement.Punctuality) int {
		return cmp.Or(x.Response.Start.Compare(y.Response.Start), cmp.Compare(x.Ticket, y.Ticket))
	})
	return b.lateness(s, costs)
}

// incidents returns how many of the requests from one on are incidents, up to some.
func (b *assessor) incidents(from int) int {
	const enough = 32
	n := 0
	for i := from; i < len(b.Act.Requests) && n < enough; i++ {
		if b.Act.Requests[i].Kind == Incident {
			n++
		}
	}
	return n
}
