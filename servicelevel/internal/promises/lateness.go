package promises

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/choices"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// lateCosts is what interventions that came late cost, while it is looked for: of each
// month all whose deadlines are in it, as they are known now and were before the statement.
type lateCosts struct {
	reach       calendar.Month // the first one that corrections reach
	now, before []lateOne
	changed     []lateMonth // in which some are late by more or less than an earlier statement said
}

// lateMonth is what is charged together: what was to begin in a month, by one clause.
type lateMonth struct {
	month calendar.Month // of the deadlines
	which int            // of Term.LateClauses
}

func (x lateMonth) compare(y lateMonth) int {
	return cmp.Or(x.month.Compare(y.month), cmp.Compare(x.which, y.which))
}

// lateOne is an intervention that is late.
type lateOne struct {
	lateMonth
	level    plans.Level // whose guarantee it is
	response response.Answer

	request int32
	stands  Standing
	at      time.Time // as of which it was judged
}

// outcome is how a request was judged, if it was, as it stood at an instant.
type outcome struct {
	judged   bool
	response *response.Answer
	stands   Standing
	at       time.Time
}

// late reports whether it came late.
func (o outcome) late() bool { return o.judged && o.response.Outcome == response.Late }

// judgedAnew notes how request i was judged, and reports whether that is to be said: it
// was not judged before, or otherwise, or it is late by more or less, as far as
// corrections reach.
func (a *Assessor) judgedAnew(costs *lateCosts, i int, now, before outcome) bool {
	if !now.late() && !before.late() {
		return !before.judged
	}
	r := a.RunAt(nano.Of(a.Act.Requests[i].At))
	same := now.late() && before.late() && a.lateBy(r, now.response) == a.lateBy(r, before.response) && now.response.Due.Equal(before.response.Due)
	reached := false
	for _, o := range [...]struct {
		outcome
		list *[]lateOne
	}{{now, &costs.now}, {before, &costs.before}} {
		if !o.late() {
			continue
		}
		m := a.MonthOf(nano.Of(o.response.Due))
		if m.Compare(costs.reach) < 0 {
			continue
		}
		reached = true
		if r.Late < 0 {
			continue
		}
		of := lateMonth{m, r.Late}
		*o.list = append(*o.list, lateOne{of, r.Plan.Data.Level, *o.response, int32(i), o.stands, o.at}) // at most MaxFacts
		if !same {
			costs.changed = append(costs.changed, of)
		}
	}
	return now.late() != before.late() || !same && reached
}

// lateBy is how late a response is by the clause of its run, or on the clock without one.
func (a *Assessor) lateBy(of *agreed.Run, r *response.Answer) time.Duration {
	if of.Late < 0 {
		return -r.Margin
	}
	return r.Lateness(a.Term.LateClauses[of.Late].Terms)
}

// lateness charges interventions that came late, if the contract or its plan says so (D19): what
// the deadlines of a month come to, by all that is known of how late each was, less what
// earlier statements owed for them. So what of the lateness lies behind the end of the
// month, or was known wrongly, is corrected by the statements of the months in which it
// passes or becomes known, and all of them together owe what is right in the end, once
// under the cap of one month.
func (a *Assessor) lateness(s *statement.Statement, costs *lateCosts) error {
	slices.SortFunc(costs.changed, lateMonth.compare)
	slices.SortFunc(costs.now, lateOne.compare)
	slices.SortFunc(costs.before, lateOne.compare)
	for _, of := range slices.Compact(costs.changed) {
		var now, before statement.Lateness
		level, err := a.lateCost(&before, of, costs.before, false)
		if err != nil {
			return err
		}
		now.Before = before.Assessment.Amount
		latest, err := a.lateCost(&now, of, costs.now, len(before.Late) > 0)
		if err != nil {
			return err
		}
		if len(now.Late) > 0 {
			level = latest
		}
		owed := a.InCents(now.Assessment.Amount) - a.InCents(now.Before)
		s.Lateness = append(s.Lateness, now)
		if now.Assessment.Missed {
			a.Rounds(now.Assessment.Terms.Rounding)
		}
		a.Assumed |= choices.RestsOnLateness(&now) | decided.D19
		if line := a.Owe(s, invoice.LateLine, of.month, owed); line != nil {
			clause := &a.Term.LateClauses[of.which]
			line.Level, line.Ref, line.Rules = level, clause.Ref, clause.Rules
			if of.month != a.Month {
				line.Corrects = of.month
			}
		}
	}
	return nil
}

// compare orders by the months of the deadlines and the clauses, and in one by when was asked.
func (x lateOne) compare(y lateOne) int {
	return cmp.Or(x.lateMonth.compare(y.lateMonth), x.response.Start.Compare(y.response.Start), cmp.Compare(x.response.ID, y.response.ID))
}

// lateIn returns those of a sorted list whose deadlines were in a month, of one clause.
func lateIn(list []lateOne, of lateMonth) []lateOne {
	by := func(x lateOne, of lateMonth) int { return x.lateMonth.compare(of) }
	from, _ := slices.BinarySearchFunc(list, of, by)
	of.which++
	to, _ := slices.BinarySearchFunc(list, of, by)
	return list[from:to]
}

// lateCost fills in what the interventions cost whose deadlines were in a month: nothing,
// without an assessment, if none came late, unless it is to be said. It returns the level of
// the one that was asked for last.
func (a *Assessor) lateCost(dst *statement.Lateness, of lateMonth, list []lateOne, say bool) (level plans.Level, err error) {
	late := lateIn(list, of)
	clause := &a.Term.LateClauses[of.which]
	terms := clause.Terms
	responses := make([]response.Answer, len(late))
	for i := range late {
		a.judgementRestsOnFeasts(&late[i].response, int(late[i].request), late[i].stands, late[i].at)
		responses[i], level = late[i].response, late[i].level
		dst.Late = append(dst.Late, statement.LateIntervention{Ticket: responses[i].ID, By: responses[i].Lateness(terms)})
	}
	if dst.Month, dst.Ref = of.month, clause.Ref; len(late) == 0 && !say {
		return level, nil
	}
	g := response.Guarantee{Within: time.Second, Late: terms}
	cost, err := g.Penalty(*a.Term.Contract.Rent, a.Wall.Period(of.month), responses)
	ownTables(&cost.Terms)
	dst.Assessment = cost
	if clause.Ref != "" {
		return level, fault.In("contract.level", err)
	}
	return level, fault.In("contract.options", err)
}
