package servicelevel

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/plans"
)

// sells reports whether work is never refused for want of credit.
func sells(u Uncovered) bool { return u == UncoveredPacks || u == UncoveredHours }

// bindUncovered finds what becomes of work without credit under a contract, at every level
// that it has. If the contract does not say, its plans must agree.
func (t *term) bindUncovered() error {
	const field = "options.uncovered"
	given := t.contract.Options.Uncovered
	t.without = given
	for i := range t.runs {
		plan, level := &t.runs[i].offer.plan, t.planName(i)
		says := max(plan.Work.Uncovered, UncoveredRefused)
		switch {
		case t.without == UncoveredByPlan:
			t.without = says // which a valid plan has what it needs for
		case given == UncoveredByPlan && says != t.without:
			return fault.New(field, nil, "must be given, for the level "+t.planName(0)+" says "+t.without.String()+", and "+level+" "+says.String())
		case t.without == UncoveredPacks && !plan.SellsPacks():
			return fault.New(field, t.without, "needs packs, which the level "+level+" has none of")
		case t.without == UncoveredHours && t.hourPrice(plan) == nil:
			return fault.New("options.hour_price", nil, "must be given, for the level "+level+" states no price of an hour")
		}
	}
	return nil
}

// planName names the plan of a run: by its level, and by its edition too if the contract has
// several.
func (t *term) planName(i int) string {
	r := &t.runs[i]
	if len(t.lists) < 2 {
		return r.level.String()
	}
	return r.level.String() + " of the edition " + r.cat.edition.ID
}

// hourPrice returns what an hour of work without credit costs, or nil.
func (t *term) hourPrice(p *plans.Plan) *decimal.Decimal {
	if price := t.contract.Options.HourPrice; price != nil {
		return price
	}
	if p.Prices == nil {
		return nil
	}
	return p.Prices.Hour
}

// overdraft returns what may be drawn beyond the credit.
func (t *term) overdraft() (limit time.Duration) {
	if sells(t.without) {
		return MaxPeriod
	}
	return t.contract.Options.Overdraft
}

// settles reports whether what is overdrawn when a month ends may be sold.
func (t *term) settles() bool { return sells(t.without) || t.contract.End.Valid() }

// settledBy returns how what is overdrawn at the end of a month is sold under the plan of
// its last day: as packs, by the hour, or not at all.
func (t *term) settledBy(m calendar.Month, p *plans.Plan) Uncovered {
	end := t.contract.End
	switch {
	case sells(t.without):
		return t.without
	case end.Valid() && t.Of(end.AddDays(-1)).Compare(m) <= 0 && p.SellsPacks():
		return UncoveredPacks
	}
	return UncoveredRefused
}
