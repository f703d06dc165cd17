package agreed

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Sells reports whether work is never refused for want of credit.
func (t *Term) Sells() bool {
	return t.Uncovered == plans.UncoveredPacks || t.Uncovered == plans.UncoveredHours
}

// bindUncovered finds what becomes of work without credit under a contract, at every level
// that it has. If the contract does not say, its plans must agree.
func (t *Term) bindUncovered() error {
	const field = "options.uncovered"
	given := t.Contract.Options.Uncovered
	t.Uncovered = given
	for i := range t.Runs {
		plan, level := &t.Runs[i].Plan.Data, t.planName(i)
		says := max(plan.Work.Uncovered, plans.UncoveredRefused)
		switch {
		case t.Uncovered == plans.UncoveredByPlan:
			t.Uncovered = says // which a valid plan has what it needs for
		case given == plans.UncoveredByPlan && says != t.Uncovered:
			return fault.New(field, nil, "must be given, for the level "+t.planName(0)+" says "+t.Uncovered.String()+", and "+level+" "+says.String())
		case t.Uncovered == plans.UncoveredPacks && !plan.SellsPacks():
			return fault.New(field, t.Uncovered, "needs packs, which the level "+level+" has none of")
		case t.Uncovered == plans.UncoveredHours && t.HourPrice(plan) == nil:
			return fault.New("options.hour_price", nil, "must be given, for the level "+level+" states no price of an hour")
		}
	}
	return nil
}

// planName names the plan of a run: by its level, and by its edition too if the contract has
// several.
func (t *Term) planName(i int) string {
	r := &t.Runs[i]
	if len(t.Editions) < 2 {
		return r.Level.String()
	}
	return r.Level.String() + " of the edition " + r.Catalogue.Edition.ID
}

// HourPrice returns what an hour of work without credit costs, or nil.
func (t *Term) HourPrice(p *plans.Plan) *decimal.Decimal {
	if price := t.Contract.Options.HourPrice; price != nil {
		return price
	}
	if p.Prices == nil {
		return nil
	}
	return p.Prices.Hour
}

// Overdraft returns what may be drawn beyond the credit.
func (t *Term) Overdraft() (limit time.Duration) {
	if t.Sells() {
		return facts.MaxPeriod
	}
	return t.Contract.Options.Overdraft
}

// Settles reports whether what is overdrawn when a month ends may be sold.
func (t *Term) Settles() bool { return t.Sells() || t.Contract.End.Valid() }

// SettledBy returns how what is overdrawn at the end of a month is sold under the plan of
// its last day: as packs, by the hour, or not at all.
func (t *Term) SettledBy(m calendar.Month, p *plans.Plan) plans.Uncovered {
	end := t.Contract.End
	switch {
	case t.Sells():
		return t.Uncovered
	case end.Valid() && t.Of(end.AddDays(-1)).Compare(m) <= 0 && p.SellsPacks():
		return plans.UncoveredPacks
	}
	return plans.UncoveredRefused
}

// SoldRules returns the rules by which work without credit is sold: those of the plan if it
// says so.
func (t *Term) SoldRules(p *plans.Plan) plans.Citation {
	if t.Contract.Options.Uncovered != plans.UncoveredByPlan || !t.Sells() {
		return "D29"
	}
	return plans.Cite(append(slices.Clone(p.Work.UncoveredRules), "D29")...)
}

// Cheapest returns the cheapest packs of a plan that cover a need. It refuses those that come to more than an
// amount of the currency can be.
func (t *Term) Cheapest(p *plans.Plan, needed time.Duration) (credit.Offer, error) {
	offer, err := p.Prices.Tariff.Cheapest(needed)
	if err == nil {
		err = money.CheckSums("", t.Unit, t.Unit.Count(offer.Price))
	}
	if err != nil {
		return credit.Offer{}, err
	}
	return offer, nil
}

// Drawing returns the order in which hours are drawn on (D7): that of the edition under which
// the contract was signed.
func (t *Term) Drawing() credit.Drawing { return t.Editions[0].Catalogue.Edition.Drawing }

// CreditTerms returns how the hours of a contract are counted (D1, D3, D5, D6, D7, D27).
func (t *Term) CreditTerms() credit.Terms {
	o := &t.Contract.Options
	terms := credit.Terms{Blocks: t.Runs[0].Plan.Data.Work.Blocks(), Zone: t.Zone.String(), MonthDay: t.MonthDay(), Drawing: t.Drawing(), Minor: credit.Minor(t.Unit)}
	if o.EachSession {
		terms.Blocks.Counting = credit.EachSession
	}
	if o.SplitMonths {
		terms.Paying = credit.SplitAtMidnight
	}
	if o.LoseRemainder {
		terms.Remainder = credit.LoseRemainder
	}
	switch {
	case o.AllowanceAnyDay:
		terms.PartMonth = credit.AnyDay
	case o.ProRata:
		terms.PartMonth = credit.AllowanceByDays
	}
	return terms
}

// LastBlocks are those of work that goes on past the end: it has no allowance.
func (t *Term) LastBlocks() credit.Blocks { return t.Runs[len(t.Runs)-1].Plan.Data.Work.Blocks() }
