package servicelevel

import (
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/plans"
)

// stateOpen is the state of a ticket of which facts do not say another.
const stateOpen = "open"

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
func (o *offer) promiseTargets(z *calendar.Zones) (err error) {
	t := o.plan.Targets
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

// targetPlan is what runs of one level have in common that promise the same of tickets.
type targetPlan struct {
	name   string // in response.Standing.Plan
	offer  *offer // of the first of the runs
	level  Level
	digest string
}

// bindTargets joins what the plans of the contract promise of tickets, if one of them does.
func (t *term) bindTargets() {
	if !slices.ContainsFunc(t.runs, func(r run) bool { return r.offer.targets.tracker != nil }) {
		return
	}
	trackers := make(map[string]*response.Tracker)
	for i := range t.runs {
		r := &t.runs[i]
		same := func(p targetPlan) bool { return p.level == r.level && p.digest == r.offer.targets.digest }
		if r.targets = slices.IndexFunc(t.targets, same); r.targets >= 0 {
			continue
		}
		name := r.level.String()
		if _, taken := trackers[name]; taken { // another price list, or another quote
			name += " from " + r.from.String()
		}
		r.targets = len(t.targets)
		t.targets = append(t.targets, targetPlan{name, r.offer, r.level, r.offer.targets.digest})
		trackers[name] = r.offer.targets.tracker
	}
	t.tracker = response.Under(trackers)
}

// quotas reports whether a plan promises what share of tickets is in time.
func (t *term) quotas() bool {
	return slices.ContainsFunc(t.targets, func(p targetPlan) bool {
		return p.offer.plan.Targets != nil && len(p.offer.plan.Targets.Terms.Quotas) > 0
	})
}

// checkPriority refuses a priority of which the targets of the plan that a ticket had at an
// instant have no row.
func (t *term) checkPriority(l *fault.List, field, name string, o *offer) {
	if name != "" && o.targets.tracker != nil && !o.targets.priorities[name] {
		l.Add(field, name, "must be a priority of the targets of the plan "+o.plan.Level.String())
	}
}
