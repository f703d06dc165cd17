package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Timeline says which plan a contract has on which day, from the day on which a change takes effect (D24, D25, D34).
type Timeline struct {
	Location *time.Location // of the contract's months and dates (D3)
	// Plans are those of the contract, one after the other from its first day on: one at least.
	Plans []PlanDays
	// Owes says that one of them promises something that may cost a share of the contract's rent (D17).
	Owes bool
}

// PlanDays are the days from one on, up to those of the next plan, on which a contract has a plan.
type PlanDays struct {
	From    calendar.Date
	Edition string // its id
	Plan    plans.Plan
	ready   *agreed.Plan
	zone    *time.Location
}

// Timeline returns which plan a contract has on which day.
func (c *Catalogue) Timeline(ct Contract) (Timeline, error) {
	if err := c.made(); err != nil {
		return Timeline{}, err
	}
	if err := ct.Validate(); err != nil {
		return Timeline{}, fault.In("contract", err)
	}
	var t agreed.Term
	if err := c.compiled.Bind(&t, &ct); err != nil {
		return Timeline{}, fault.In("contract", err)
	}
	out := Timeline{Location: t.Zone, Plans: make([]PlanDays, len(t.Runs)), Owes: t.Owes()}
	for i := range t.Runs {
		r := &t.Runs[i]
		out.Plans[i] = PlanDays{From: r.From, Edition: r.Catalogue.Edition.ID, Plan: clone.Of(r.Plan.Data), ready: r.Plan, zone: t.Zone}
	}
	return out, nil
}

// On returns the plan of a day, which is the first one before the contract begins; nil if there is none.
func (t *Timeline) On(day calendar.Date) *PlanDays {
	if len(t.Plans) == 0 {
		return nil
	}
	i, found := slices.BinarySearchFunc(t.Plans, day, func(p PlanDays, d calendar.Date) int { return p.From.Compare(d) })
	if !found {
		i--
	}
	return &t.Plans[max(0, i)]
}

// At returns the plan of the day that passes at an instant.
func (t *Timeline) At(at time.Time) *PlanDays {
	if t.Location == nil {
		return nil
	}
	return t.On(calendar.DateOf(at.In(t.Location)))
}

// Earliest returns the first instant at which a request that is made under the plan can be worked on, if it takes it.
func (p *PlanDays) Earliest(r Request) (time.Time, error) {
	if p.ready == nil {
		return time.Time{}, fault.New("plan", nil, "must be made by Catalogue.Timeline")
	}
	at, err := p.ready.Earliest(&r, p.zone)
	return at, fault.In("request.at", err)
}
