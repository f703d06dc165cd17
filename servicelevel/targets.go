package servicelevel

import (
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// Targets are the times within which a plan promises to answer each ticket, to tell how it stands
// and to resolve it, by its priority, and what share of a month's tickets is promised to be in
// time (penalty.Targets). As JSON:
//
//	"targets": {
//	  "terms": {
//	    "priorities": [{"name": "P1", "goals": [
//	      {"kind": "response", "within": "PT45M", "warnings": ["0.75", "0.9"]},
//	      {"kind": "resolution", "within": "PT8H", "pausing": ["waiting"]}]}],
//	    "quotas": [{"kind": "response", "target": "0.95", "bands": [{"below": "0.95", "credit": "0.05"}]}]},
//	  "rules": ["H4"]}
//
// The rows of a plan have no penalty.Priority.Plan: the plan is the one that the ticket has on the
// day, and if that changes in mid-ticket, what the clock shows is carried over. A ticket whose
// priority has no row, as one of which it is not known yet, has no goals. A row without a name is
// of tickets without a priority.
//
// A ticket is what a [Fact] says of it: it is opened by its request, and answered by the first
// session of work on it or the first word to the customer, Updated or Reported, whichever was
// earlier. It is resolved by its report (S30), unless it is Reopened; Merged and Cancelled end it
// (D37). It is in the state "open" until another is Entered, and in the state "waiting" while the
// customer is waited for: if a goal lists that among its Pausing, its clock stands still then.
//
// [Ticket.Goals] and [Book.Due] say how tickets stand to their goals, [Statement.Goals] which were
// missed, and [Statement.Quotas] what share of a month was in time, with what it costs.
type Targets struct {
	Terms penalty.Targets `json:"terms"`
	Rules []string        `json:"rules,omitzero"`
}

// The states of tickets of which facts do not say another.
const (
	stateOpen    = "open"
	stateWaiting = "waiting"
)

// MarshalJSON implements json.Marshaler.
func (t Targets) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Targets) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }

// check refuses what penalty.Targets.Validate refuses, and rows that are of a plan; nil is none.
func (t *Targets) check(l *fault.List, u money.Unit) {
	if t == nil {
		return
	}
	l.In("targets.terms", checkIn(u, func(u money.Unit) error { return targetsIn(u, t.Terms).Validate() }))
	for i := range t.Terms.Quotas {
		checkMinor(l, u, "targets.terms."+fault.Index("quotas", i), t.Terms.Quotas[i].Minor)
	}
	for i, p := range t.Terms.Priorities {
		if p.Plan != "" {
			l.Add("targets.terms."+fault.Index("priorities", i)+".plan", p.Plan, "must be absent: the targets are those of this plan")
		}
	}
	checkRules(l, "targets.rules", t.Rules)
}

// owes reports whether a quota costs a share of the rent, or at most all of it.
func (t *Targets) owes() bool {
	return t != nil && slices.ContainsFunc(t.Terms.Quotas, func(q penalty.Quota) bool {
		return len(q.Bands) > 0 && (q.Basis != penalty.Amount || !q.Uncapped)
	})
}

// promised is the targets of a plan made ready to check tickets by.
type promised struct {
	tracker    *penalty.Tracker
	priorities map[string]bool // that have a row
	digest     string          // tells them from those of another plan; empty without any
}

// promiseTargets compiles the targets of a plan.
func (o *offer) promiseTargets(z *calendar.Zones) (err error) {
	t := o.plan.Targets
	if t == nil {
		return nil
	}
	if o.targets.digest, err = digest(t.figures()); err != nil {
		return err
	}
	o.targets.tracker, err = t.Terms.Compile(z)
	o.targets.priorities = make(map[string]bool, len(t.Terms.Priorities))
	for _, p := range t.Terms.Priorities {
		o.targets.priorities[p.Name] = true
	}
	return fault.In("targets.terms", err)
}

// figures are the targets without the days of one year of their hours: more of them are told
// every year.
func (t *Targets) figures() *penalty.Targets {
	terms := t.Terms
	terms.Hours = slices.Clone(terms.Hours)
	for i := range terms.Hours {
		terms.Hours[i].Schedule = usual(terms.Hours[i].Schedule)
	}
	return &terms
}

// targetPlan is what runs of one level have in common that promise the same of tickets.
type targetPlan struct {
	name   string // in penalty.Standing.Plan
	offer  *offer // of the first of the runs
	level  Level
	digest string
}

// bindTargets joins what the plans of the contract promise of tickets, if one of them does.
func (t *term) bindTargets() {
	if !slices.ContainsFunc(t.runs, func(r run) bool { return r.offer.targets.tracker != nil }) {
		return
	}
	trackers := make(map[string]*penalty.Tracker)
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
	t.tracker = penalty.Under(trackers)
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
