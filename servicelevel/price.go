package servicelevel

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/plans"
)

// price returns what a purchase costs: what it says, or what the plan's tariff
// says of packs of that time, with that pack's rule. Hours that another invoice has may be
// fewer than the least that is sold (D32).
func (o *offer) price(p *Purchase, u money.Unit) (cents int64, rule plans.Citation, err error) {
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
		return u.Count(*p.Price), rule, nil
	case pack != nil:
		return pack.cents, pack.rule, nil
	case prices == nil:
		return 0, "", fault.New("price", nil, "must be given, for the plan states no prices")
	}
	return 0, "", fault.New("price", nil, "must be given, for the plan has no pack of "+p.Time.String())
}

// endOf returns when what is left of hours is lost that a purchase brings: as it says itself, or
// as the pack does that was bought. Zero is never.
func (b *Biller) endOf(p *Purchase) time.Time {
	if !p.Until.IsZero() || p.Gift {
		return p.Until
	}
	at := nano.Of(p.At)
	if pack := b.at(at).pack(p); pack != nil {
		return b.packUntil(pack, at)
	}
	return time.Time{}
}

// packUntil returns when what is left of a pack is lost that is there from an instant on. What
// is so after all years that are accepted is never.
func (b *Biller) packUntil(pack *pricedPack, at int64) time.Time {
	last := pack.lasts.Last(b.wall.date(at))
	if !check.InYears(last) {
		return time.Time{}
	}
	if next := last.AddDays(1); check.InYears(next) {
		return b.wall.start(next)
	}
	return time.Time{}
}

// pack returns the pack of the tariff that was bought: the first of that time, and
// of that price if the purchase has one; nil if there is none.
func (o *offer) pack(p *Purchase) *pricedPack {
	for i := range o.packs {
		pack := &o.packs[i]
		if pack.time == p.Time && (p.Price == nil || p.Price.Equal(pack.price)) {
			return pack
		}
	}
	return nil
}
