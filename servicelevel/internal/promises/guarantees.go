package promises

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/draft"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Judge checks request i, as it stands, against its guarantee at an instant. ok is false if
// nothing is guaranteed for it, or no longer, if it is not known yet, or if the plan does
// not handle it.
func (a *Assessor) Judge(dst *response.Answer, i int, st Standing, at time.Time) (ok bool, err error) {
	return a.judgeUnder(a.At(nano.Of(a.Act.Requests[i].At)), dst, i, st, at)
}

// judgeUnder is Judge under a plan.
func (a *Assessor) judgeUnder(o *agreed.Plan, dst *response.Answer, i int, st Standing, at time.Time) (ok bool, err error) {
	r := &a.Act.Requests[i]
	if !guarded(r) || !r.Known().Before(at) {
		return false, nil
	}
	if st.Over > 0 && st.Over < nano.Of(at) {
		at = a.Instant(st.Over)
	}
	asked := nano.Of(r.At)
	if o.Data.Guarantee == nil || !a.Serves(asked) || !slices.Contains(o.Data.Desk.Channels, r.Channel) {
		return false, nil
	}
	begun := time.Time{}
	if st.attended > 0 {
		begun = a.Instant(st.attended)
	}
	if ok, err = a.Term.Respond(dst, o, r, BegunBefore(st.Waiting, at), begun, at); err != nil {
		err = fault.In(fault.Index("activity.requests", i), err)
	}
	return ok && (st.Over == 0 || dst.Outcome != response.Waiting), err
}

// guarded reports whether the request is of a kind that a guarantee can be for: an incident of the
// contract itself.
func guarded(r *facts.Request) bool { return r.Kind == plans.Incident && r.For == "" }

// Guarantees judges each guaranteed intervention on the statement of the month in which
// work began or the deadline passed, and again on those of later months as long as what
// becomes known changes the judgement or how late it is: one that has not begun comes ever
// later.
func (a *Assessor) Guarantees(s *statement.Statement) error {
	list := &s.Guarantees
	costs := &a.costs
	costs.reach = a.Month.AddMonths(-a.Term.Contract.Options.Reach())
	costs.now, costs.before, costs.changed = costs.now[:0], costs.before[:0], costs.changed[:0]
	for i := range a.Act.Requests {
		r, sum := &a.Act.Requests[i], &a.Known[i]
		if !guarded(r) { // as Judge would say, after some work
			continue
		}
		now, before := &a.judged[0], &a.judged[1]
		*now, *before = response.Answer{}, response.Answer{}
		is, was := outcome{response: now, stands: a.standsNow(i), at: a.AsOf}, outcome{response: before}
		ok, err := a.Judge(now, i, is.stands, is.at)
		if err != nil {
			return err
		}
		if is.judged = ok && now.Outcome != response.Waiting; !is.judged && a.During(sum.OverTold) && !now.Start.IsZero() {
			a.Assumed |= decided.D37 // its clock ran until then
		}
		if r.Known().Before(a.Period.Start) {
			was.stands, was.at = a.stoodBefore(i), a.Period.Start
			if ok, err = a.Judge(before, i, was.stands, was.at); err != nil {
				return err
			}
			was.judged = ok && before.Outcome != response.Waiting
		}
		if changed := a.judgedAnew(costs, i, is, was); !is.judged || !changed {
			continue
		}
		a.Assumed |= decided.D18
		if now.Answered.IsZero() && sum.Over > 0 && now.AsOf.Before(a.AsOf) {
			a.Assumed |= decided.D37
		}
		a.judgementRestsOnFeasts(now, i, is.stands, is.at)
		if now.Outcome == response.Late {
			a.Assumed |= decided.D19
		}
		if *list == nil {
			*list = draft.Room(&a.Memory.Guarantees, a.incidents(i))
		}
		g := draft.Extend(list)
		g.Ticket, g.Response, g.Revised, g.Rules = r.Ticket, *now, was.judged, a.At(nano.Of(r.At)).Cites.Guarantee
	}
	slices.SortFunc(*list, func(x, y statement.Punctuality) int {
		return cmp.Or(x.Response.Start.Compare(y.Response.Start), cmp.Compare(x.Ticket, y.Ticket))
	})
	return a.lateness(s, costs)
}

// incidents returns how many of the requests from one on are incidents, up to some.
func (a *Assessor) incidents(from int) int {
	const enough = 32
	n := 0
	for i := from; i < len(a.Act.Requests) && n < enough; i++ {
		if a.Act.Requests[i].Kind == plans.Incident {
			n++
		}
	}
	return n
}
