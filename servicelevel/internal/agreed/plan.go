package agreed

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Plan is a plan made ready to compute with: one of an edition, or one that a contract has on quote.
type Plan struct {
	Data  plans.Plan         // as it is stated
	Hours *calendar.Calendar // nil if the plan is on quote
	zones []*time.Location   // whose clocks the hours are on
	// Feasts is what D26 decides of them; nil if the plan has no holidays of France.
	Feasts  *Feasts
	Quoted  bool // it is a contract's own (D25)
	Factors []Factor
	Fee     int64 // cents a month, as all amounts: in whatever is the unit of the currency
	// Together is the price of Fee.Months months that are paid at once; 0: they have none of their own.
	Together int64
	packs    []Pack
	Cites    Citations
	// digest tells its figures from those of another plan, and promise the terms of its
	// availability, and late those by which late interventions are charged: they are empty without any.
	digest, promise, late string
	targets               promised
}

// Citations are the rules of a plan as its figures cite them.
type Citations struct {
	Fee, PartOfFee, Share     plans.Citation
	Blocks, Hours, Incidents  plans.Citation
	Allowance, Credit, Shared plans.Citation
	Guarantee, late           plans.Citation
	Availability, Targets     ClauseCitations
}

// ClauseCitations is what is cited for what a clause promises, and for what is owed when that is
// missed.
type ClauseCitations struct{ Promised, Missed plans.Citation }

// citesOf returns the rules of a plan.
func citesOf(p *plans.Plan) Citations {
	citing := func(rules []string, more ...string) plans.Citation { return plans.Cite(slices.Concat(rules, more)...) }
	c := Citations{
		Fee: plans.Cite(p.Fee.Rules...), PartOfFee: citing(p.Fee.Rules, slices.Collect(reckon.PartOfMonth.All())...), Share: citing(p.Fee.Rules, string(reckon.ShareOfPrice)),
		Blocks: plans.Cite(p.Work.BlockRules...), Hours: plans.Cite(p.Hours.Rules...), Incidents: plans.Cite(p.Hours.IncidentRules...),
		Allowance: plans.Cite(p.Allowance.Rules...), Credit: citing(p.Work.CreditRules, "D7"),
		Shared: plans.Cite(p.Work.SharedRules...),
	}
	if p.Guarantee != nil {
		c.Guarantee, c.late = citing(p.Guarantee.Rules, "D18"), citing(p.Guarantee.Rules, slices.Collect(lateRules.All())...)
	}
	if p.Targets != nil {
		c.Targets = ClauseCitations{plans.Cite(p.Targets.Rules...), citing(p.Targets.Rules, "D17", "D23")}
	}
	if p.Availability != nil {
		c.Availability = ClauseCitations{plans.Cite(p.Availability.Rules...), citing(p.Availability.Rules, "D17", "D23")}
	}
	return c
}
