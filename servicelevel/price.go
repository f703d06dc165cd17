package servicelevel

import (
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// price returns what a purchase costs: what it says, or what the plan's tariff
// says of packs of that time, with that pack's rule. Hours that another invoice has may be
// fewer than the least that is sold (D32).
func (o *offer) price(p *Purchase) (cents int64, rule Citation, err error) {
	prices := o.plan.Prices
	if prices != nil && !p.Gift && !p.Elsewhere && p.Time < prices.Tariff.Minimum {
		return 0, "", fault.New("time", p.Time, "must not be below the least that can be bought, "+prices.Tariff.Minimum.String())
	}
	pack := o.pack(p)
	switch {
	case p.Gift:
		return 0, "", nil
	case p.Price != nil:
		if pack != nil {
			rule = pack.rule
		}
		cents, err = money.FromDecimal(*p.Price)
		return cents, rule, err
	case pack != nil:
		return pack.cents, pack.rule, nil
	case prices == nil:
		return 0, "", fault.New("price", nil, "must be given, for the plan states no prices")
	}
	return 0, "", fault.New("price", nil, "must be given, for the plan has no pack of "+p.Time.String())
}

// pack returns the pack of the tariff that was bought: the first of that time, and
// of that price where the purchase has one; nil where there is none.
func (o *offer) pack(p *Purchase) *pricedPack {
	for i := range o.packs {
		pack := &o.packs[i]
		if pack.time == p.Time && (p.Price == nil || p.Price.Equal(pack.price)) {
			return pack
		}
	}
	return nil
}
