package agreed

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/plans"
)

// planIn returns a plan with the clauses in the unit of its edition's currency.
func planIn(u money.Unit, p plans.Plan) plans.Plan {
	if u == money.Hundredths {
		return p
	}
	if p.Availability != nil {
		own := *p.Availability
		own.Terms = *check.Terms(u, &own.Terms)
		if own.Besides != nil {
			further := check.Further(u, *own.Besides)
			own.Besides = &further
		}
		p.Availability = &own
	}
	if p.Guarantee != nil {
		own := *p.Guarantee
		own.Terms.Late = check.Terms(u, own.Terms.Late)
		p.Guarantee = &own
	}
	if p.Targets != nil {
		own := *p.Targets
		own.Terms = check.Targets(u, own.Terms)
		p.Targets = &own
	}
	return p
}

// checkAmounts refuses amounts of the contract that its currency does not have.
func (t *Term) checkAmounts(l *fault.List) {
	ct := t.Contract
	if ct.Rent != nil {
		money.Count(l, t.Unit, "rent", *ct.Rent)
	}
	o := &ct.Options
	if o.HourPrice != nil {
		money.Count(l, t.Unit, "options.hour_price", *o.HourPrice)
	}
	if o.Penalty != nil {
		check.Availability(l, t.Unit, "options.penalty", o.Penalty)
		check.Besides(l, t.Unit, "options.penalty_besides", o.Penalty, o.PenaltyBesides)
	}
	if o.Late != nil {
		l.In("options", check.Guarantee(t.Unit, response.Guarantee{Within: time.Second, Late: o.Late}))
	}
}

// currency returns the code of the currency of the contract, "" for euros.
func (t *Term) currency() string { return t.Editions[0].Catalogue.Currency() }
