package agreed

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/wall"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Pack is a pack of a plan's tariff, with its price in cents, or whatever is the unit of the currency.
type Pack struct {
	Time  time.Duration
	price decimal.Decimal
	Cents int64
	Rule  plans.Citation // of its own, if it has one
	lasts credit.Validity
}

// pricedPacks returns the packs of a tariff whose prices are in a unit.
func pricedPacks(prices *plans.Prices, u money.Unit) []Pack {
	packs := make([]Pack, len(prices.Tariff.Packs))
	for i, pack := range prices.Tariff.Packs {
		cents, _ := u.FromDecimal(pack.Price) // of a valid tariff
		packs[i] = Pack{Time: pack.Time, price: pack.Price, Cents: cents, lasts: pack.Validity}
		if len(prices.PackRules) > 0 {
			packs[i].Rule = plans.Cite(prices.PackRules[i])
		}
	}
	return packs
}

// Price returns what a purchase costs: what it says, or what the plan's tariff
// says of packs of that time, with that pack's rule. Hours that another invoice has may be
// fewer than the least that is sold (D32).
func (o *Plan) Price(p *facts.Purchase, u money.Unit) (cents int64, rule plans.Citation, err error) {
	prices := o.Data.Prices
	if prices != nil && !p.Gift && !p.Elsewhere && p.Time < prices.Tariff.Minimum {
		return 0, "", fault.New("time", p.Time, "must not be below the least that can be bought, "+prices.Tariff.Minimum.String())
	}
	pack := o.PackOf(p)
	switch {
	case p.Gift:
		return 0, "", nil
	case p.Price != nil:
		if pack != nil {
			rule = pack.Rule
		}
		return u.Count(*p.Price), rule, nil
	case pack != nil:
		return pack.Cents, pack.Rule, nil
	case prices == nil:
		return 0, "", fault.New("price", nil, "must be given, for the plan states no prices")
	}
	return 0, "", fault.New("price", nil, "must be given, for the plan has no pack of "+p.Time.String())
}

// PackOf returns the pack of the tariff that was bought: the first of that time, and
// of that price if the purchase has one; nil if there is none.
func (o *Plan) PackOf(p *facts.Purchase) *Pack {
	for i := range o.packs {
		pack := &o.packs[i]
		if pack.Time == p.Time && (p.Price == nil || p.Price.Equal(pack.price)) {
			return pack
		}
	}
	return nil
}

// EndOf returns when what is left of hours is lost that a purchase brings: as it says itself, or
// as the pack does that was bought. Zero is never.
func (o *Plan) EndOf(w *wall.Clock, p *facts.Purchase) time.Time {
	if !p.Until.IsZero() || p.Gift {
		return p.Until
	}
	if pack := o.PackOf(p); pack != nil {
		return pack.Until(w, nano.Of(p.At))
	}
	return time.Time{}
}

// Until returns when what is left of a pack is lost that is there from an instant on. What
// is so after all years that are accepted is never.
func (pack *Pack) Until(w *wall.Clock, at int64) time.Time {
	last := pack.lasts.Last(w.Date(at))
	if !check.InYears(last) {
		return time.Time{}
	}
	if next := last.AddDays(1); check.InYears(next) {
		return w.DayStart(next)
	}
	return time.Time{}
}
