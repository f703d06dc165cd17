package agreed

import (
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/plans"
)

// quotasOwe reports whether a quota costs a share of the rent, or at most all of it.
func quotasOwe(t *plans.Targets) bool {
	return t != nil && slices.ContainsFunc(t.Terms.Quotas, func(q response.Quota) bool {
		return len(q.Bands) > 0 && (q.Basis != penalty.Amount || !q.Uncapped)
	})
}

// promised is the targets of a plan made ready to check tickets by.
type promised struct {
	tracker    *response.Tracker
	priorities map[string]bool // that have a row
	digest     string          // tells them from those of another plan; empty without any
}

// promiseTargets compiles the targets of a plan.
func (o *Plan) promiseTargets(z *calendar.Zones) (err error) {
	t := o.Data.Targets
	if t == nil {
		return nil
	}
	if o.targets.digest, err = digest(targetFigures(t)); err != nil {
		return err
	}
	o.targets.tracker, err = t.Terms.Compile(z)
	o.targets.priorities = make(map[string]bool, len(t.Terms.Priorities))
	for _, p := range t.Terms.Priorities {
		o.targets.priorities[p.Name] = true
	}
	return fault.In("targets.terms", err)
}

// targetFigures are the targets without the days of one year of their hours: more of them are told
// every year.
func targetFigures(t *plans.Targets) *response.Targets {
	terms := t.Terms
	terms.Hours = slices.Clone(terms.Hours)
	for i := range terms.Hours {
		terms.Hours[i].Schedule = usual(terms.Hours[i].Schedule)
	}
	return &terms
}

// TargetPlan is what runs of one level have in common that promise the same of tickets.
type TargetPlan struct {
	Name   string // in response.Standing.Plan
	Plan   *Plan  // of the first of the runs
	Level  plans.Level
	digest string
}

// bindTargets joins what the plans of the contract promise of tickets, if one of them does.
func (t *Term) bindTargets() {
	if !slices.ContainsFunc(t.Runs, func(r Run) bool { return r.Plan.targets.tracker != nil }) {
		return
	}
	trackers := make(map[string]*response.Tracker)
	for i := range t.Runs {
		r := &t.Runs[i]
		same := func(p TargetPlan) bool { return p.Level == r.Level && p.digest == r.Plan.targets.digest }
		if r.Targets = slices.IndexFunc(t.Targets, same); r.Targets >= 0 {
			continue
		}
		name := r.Level.String()
		if _, taken := trackers[name]; taken { // another price list, or another quote
			name += " from " + r.From.String()
		}
		r.Targets = len(t.Targets)
		t.Targets = append(t.Targets, TargetPlan{name, r.Plan, r.Level, r.Plan.targets.digest})
		trackers[name] = r.Plan.targets.tracker
	}
	t.Tracker = response.Under(trackers)
}

// Quotas reports whether a plan promises what share of tickets is in time.
func (t *Term) Quotas() bool {
	return slices.ContainsFunc(t.Targets, func(p TargetPlan) bool {
		return p.Plan.Data.Targets != nil && len(p.Plan.Data.Targets.Terms.Quotas) > 0
	})
}

// CheckPriority refuses a priority of which the targets of the plan that a ticket had at an
// instant have no row.
func (t *Term) CheckPriority(l *fault.List, field, name string, o *Plan) {
	if name != "" && o.targets.tracker != nil && !o.targets.priorities[name] {
		l.Add(field, name, "must be a priority of the targets of the plan "+o.Data.Level.String())
	}
}

// HasTargets reports whether one of Targets, by its number, is that of a day of service in a month.
func (t *Term) HasTargets(m calendar.Month, plan int) bool {
	from, until, ok := t.Service(m)
	for day := from; ok && day.Compare(until) < 0; day = t.HoldsUntil(day, until) {
		if t.Runs[t.RunOn(day)].Targets == plan {
			return true
		}
	}
	return false
}
