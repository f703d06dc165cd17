package promises

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/choices"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// targetCosts is what share of tickets is in time, while it is looked for: all goals, as they
// are known now and were before the statement, by the months in which their clocks started.
type targetCosts struct {
	reach       calendar.Month // the first one that corrections reach
	now, before map[calendar.Month][]response.Standing
	changed     map[calendar.Month]bool // in which some stand otherwise
}

// Targets lists the goals that are missed, and assesses what share of all is in time: of the
// month, and of earlier ones in which something changed.
func (a *Assessor) Targets(s *statement.Statement) error {
	if a.Term.Tracker == nil {
		return nil
	}
	c := targetCosts{
		reach: a.Month.AddMonths(-a.Term.Contract.Options.Reach()), changed: map[calendar.Month]bool{},
		now: map[calendar.Month][]response.Standing{}, before: map[calendar.Month][]response.Standing{},
	}
	for i := range a.Act.Requests {
		now, err := a.Goals(i, a.standsNow(i), a.Until, a.AsOf)
		if err != nil {
			return err
		}
		before, err := a.Goals(i, a.stoodBefore(i), a.From, a.Period.Start)
		if err != nil {
			return err
		}
		if over := a.Known[i].OverTold; over > 0 && a.During(over) && len(now) > 0 {
			a.Assumed |= decided.D37
		}
		a.compareGoals(s, &c, now, before)
	}
	slices.SortFunc(s.Goals, func(x, y statement.GoalResult) int {
		u, v := &x.Standing, &y.Standing
		return cmp.Or(u.Start.Compare(v.Start), cmp.Compare(u.Ticket, v.Ticket), cmp.Compare(u.Kind, v.Kind))
	})
	if !a.Term.Quotas() {
		return nil
	}
	for m := c.reach; m.Compare(a.Month) <= 0; m = m.AddMonths(1) {
		if m != a.Month && !c.changed[m] {
			continue
		}
		for plan := range a.Term.Targets {
			if err := a.quotas(s, &c, m, plan); err != nil {
				return err
			}
		}
	}
	return nil
}

// compareGoals takes the goals of a ticket, as they are known now and were before: both by their
// kinds and by when their clocks started.
func (a *Assessor) compareGoals(s *statement.Statement, c *targetCosts, now, before []response.Standing) {
	order := func(x, y *response.Standing) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), x.Start.Compare(y.Start))
	}
	take := func(of map[calendar.Month][]response.Standing, x *response.Standing) (m calendar.Month, reached bool) {
		m = a.MonthOf(nano.Of(x.Start))
		if reached = m.Compare(c.reach) >= 0; reached {
			of[m] = append(of[m], *x)
		}
		return m, reached
	}
	for len(now)+len(before) > 0 {
		var is, was *response.Standing
		if len(now) > 0 && (len(before) == 0 || order(&now[0], &before[0]) <= 0) {
			is = &now[0]
		}
		if len(before) > 0 && (len(now) == 0 || order(&before[0], &now[0]) <= 0) {
			was, before = &before[0], before[1:]
		}
		if is != nil {
			now = now[1:]
		}
		same := is != nil && was != nil && is.Elapsed == was.Elapsed && is.Reached.Equal(was.Reached) && is.State == was.State && is.Within == was.Within && is.Priority == was.Priority
		if was != nil {
			m, _ := take(c.before, was)
			c.changed[m] = c.changed[m] || !same
		}
		if is == nil {
			continue
		}
		m, reached := take(c.now, is)
		c.changed[m] = c.changed[m] || !same
		if reached && !same {
			a.missed(s, is, was)
		}
	}
}

// missed lists a goal if it is missed, and that is not said yet, or it was and something of that
// changed.
func (a *Assessor) missed(s *statement.Statement, is, was *response.Standing) {
	missed, said := is.State == response.GoalMissed, was != nil && was.State == response.GoalMissed
	if !missed && !said {
		return
	}
	goesOn := missed && said && is.Reached.IsZero() && was.Reached.IsZero() && is.Within == was.Within && is.Priority == was.Priority
	if goesOn {
		return // it is late ever more
	}
	o := a.At(nano.Of(is.Start))
	for i := range a.Term.Targets {
		if p := &a.Term.Targets[i]; p.Name == is.Plan {
			o = p.Plan
		}
	}
	s.Goals = append(s.Goals, statement.GoalResult{Standing: *is, Revised: said, Rules: o.Cites.Targets.Promised})
}

// quotas assesses the quotas of a plan for a month. Of an earlier month only what changed is owed.
func (a *Assessor) quotas(s *statement.Statement, c *targetCosts, m calendar.Month, plan int) error {
	t := &a.Term
	p := &t.Targets[plan]
	if p.Plan.Data.Targets == nil || !t.HasTargets(m, plan) {
		return nil
	}
	of := func(list []response.Standing) []response.Standing {
		if len(t.Targets) == 1 {
			return list
		}
		return keep(new([]response.Standing), list, func(s *response.Standing) bool {
			return t.Runs[t.RunOn(a.Wall.Date(nano.Of(s.Start)))].Targets == plan
		})
	}
	now, before := of(c.now[m]), of(c.before[m])
	for i, q := range p.Plan.Data.Targets.Terms.Quotas {
		if err := a.quota(s, m, p, i, q, now, before); err != nil {
			return fault.In("contract", err)
		}
	}
	return nil
}

func (a *Assessor) quota(s *statement.Statement, m calendar.Month, p *agreed.TargetPlan, i int, q response.Quota, now, before []response.Standing) error {
	if q.Rounding == penalty.HalfAway {
		q.Rounding = a.Term.Contract.Options.Rounding
	}
	q.Minor = penalty.Minor(a.Term.Unit)
	rent, period := decimal.Decimal{}, a.Wall.Period(m)
	if a.Term.Contract.Rent != nil {
		rent = *a.Term.Contract.Rent
	}
	r, err := q.Assess(rent, period, now)
	if err != nil {
		return err
	}
	of := statement.QuotaMonth{Month: m, Level: p.Level, Ref: p.Name + "/" + strconv.Itoa(i+1), Result: r, Rules: p.Plan.Cites.Targets.Promised}
	owed := a.InCents(r.Amount)
	if m != a.Month {
		was, err := q.Assess(rent, period, before)
		if err != nil {
			return err
		}
		if was.Attainment == r.Attainment {
			return nil
		}
		of.Before = was.Amount
		owed -= a.InCents(was.Amount)
	}
	of.Result.Quota.Bands, of.Result.Quota.Priorities = slices.Clone(q.Bands), slices.Clone(q.Priorities)
	s.Quotas = append(s.Quotas, of)
	rests := choices.RestsOnQuota(&r)
	if a.Assumed |= rests; rests&decided.D21 != 0 {
		a.Rounds(q.Rounding)
	}
	if line := a.Owe(s, invoice.QuotaLine, m, owed); line != nil {
		a.Rounds(q.Rounding)
		line.Level, line.Ref, line.Rules = p.Level, of.Ref, p.Plan.Cites.Targets.Missed
		if m != a.Month {
			line.Corrects = m
		}
	}
	return nil
}
