package agreed

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// untaxed is the rate of the categories without tax.
var untaxed = vat.RateOf(decimal.New(0, 0))

// Treatment is how something is taxed that happens from a day on: by which rate of which category of EN 16931, or
// why not.
type Treatment struct {
	from      calendar.Date
	Category  string
	Rate      vat.Rate
	Exemption invoice.Exemption
}

// Taxes reports whether what has a category and a rate is taxed so.
func (t *Treatment) Taxes(category string, rate decimal.Decimal) bool {
	return t.Category == category && t.Rate.Share.Equal(rate)
}

// Same reports whether two tax alike.
func (t *Treatment) Same(u *Treatment) bool {
	return t == u || t.Category == u.Category && t.Rate.Num == u.Rate.Num && t.Rate.Den == u.Rate.Den
}

// Treatments are those of all days: the first, whatever its day, and the later ones in
// order. Few contracts have any of these.
type Treatments struct {
	first Treatment
	later []Treatment
}

// Changes reports whether the treatment is another one from some day on.
func (t *Treatments) Changes() bool { return len(t.later) > 0 }

// On returns the treatment of a day (D33).
func (t *Treatments) On(d calendar.Date) *Treatment {
	if len(t.later) == 0 {
		return &t.first
	}
	return t.among(d)
}

// among returns the treatment of a day if there are several.
func (t *Treatments) among(d calendar.Date) *Treatment {
	n, found := slices.BinarySearchFunc(t.later, d, func(u Treatment, d calendar.Date) int { return u.from.Compare(d) })
	switch {
	case found:
		return &t.later[n]
	case n > 0:
		return &t.later[n-1]
	}
	return &t.first
}

// add adds the one that holds from a later day on.
func (t *Treatments) add(u Treatment) {
	if t.first.Category == "" {
		t.first = u
		return
	}
	t.later = append(t.later, u)
}

// ratesOf returns how the edition taxes what is of category S.
func ratesOf(e *plans.Edition) (list Treatments) {
	list.add(Treatment{Category: vat.Taxed, Rate: vat.RateOf(e.VATRate)})
	for _, ch := range e.VATChanges {
		list.add(Treatment{from: ch.On, Category: vat.Taxed, Rate: vat.RateOf(ch.Rate)})
	}
	return list
}

// addDays adds the treatments of days, from one that comes after those that are there, up
// to another: zero is for ever. It reports whether each of them has a rate.
func (t *Treatments) addDays(of *Treatments, from, until calendar.Date) (stated bool) {
	now := *of.On(from)
	now.from = from
	t.add(now)
	stated = now.Rate.Num > 0
	for _, later := range of.later {
		if later.from.Compare(from) > 0 && (!until.Valid() || later.from.Compare(until) < 0) {
			t.add(later)
			stated = stated && later.Rate.Num > 0
		}
	}
	return stated
}

// bindVAT lists how the contract taxes: by the rates of the editions, or terms of its own
// and these.
func (t *Term) bindVAT(l *fault.List) {
	v := &t.Contract.VAT
	stated := t.bindRates()
	if t.VAT = t.rates; v.Category == "" && v.Rate == nil && len(v.Changes) == 0 && stated {
		return
	}
	t.VAT = &t.own
	t.treat(l, "vat.rate", contracts.VATChange{Category: v.Category, Rate: v.Rate, Exemption: v.Exemption}, v.Changes)
	for i, ch := range v.Changes {
		t.treat(l, fault.Index("vat.changes", i)+".rate", ch, v.Changes[i+1:])
	}
}

// bindRates lists the rates of the editions, each on the days on which that holds (D34). It
// reports whether there is one on every day.
func (t *Term) bindRates() (stated bool) {
	if t.rates = &t.Editions[0].Catalogue.vat; len(t.Editions) == 1 {
		return t.rates.first.Rate.Num > 0 // the later ones are
	}
	t.rates, stated = &t.indexed, true
	for i := range t.Editions {
		var from, until calendar.Date
		if i > 0 {
			from = t.Editions[i].from
		}
		if i+1 < len(t.Editions) {
			until = t.Editions[i+1].from
		}
		stated = t.indexed.addDays(&t.Editions[i].Catalogue.vat, from, until) && stated
	}
	return stated
}

// treat adds the treatment that holds from a day on until the next change. Without a
// rate of its own there is one for each rate of the editions in these days.
func (t *Term) treat(l *fault.List, field string, now contracts.VATChange, next []contracts.VATChange) {
	switch {
	case now.Category != "" && now.Category != vat.Taxed:
		t.own.add(Treatment{now.On, now.Category, untaxed, now.Exemption})
		return
	case now.Rate != nil:
		t.own.add(Treatment{from: now.On, Category: vat.Taxed, Rate: vat.RateOf(*now.Rate)})
		return
	}
	var until calendar.Date
	if len(next) > 0 {
		until = next[0].On
	}
	if !t.own.addDays(t.rates, now.On, until) {
		l.Add(field, nil, "must be given in category S: "+t.unstated())
	}
}

// unstated says which edition states no rate.
func (t *Term) unstated() string {
	i := slices.IndexFunc(t.Editions, func(x Listed) bool { return x.Catalogue.vat.first.Rate.Num == 0 })
	return "the edition " + t.Editions[max(0, i)].Catalogue.Edition.ID + " states none"
}

// TaxOfCharge returns how a charge of a day is taxed (D33).
func (t *Term) TaxOfCharge(v *facts.ChargeVAT, day calendar.Date) (*Treatment, error) {
	switch {
	case v == nil:
		return t.VAT.On(day), nil
	case v.Category != "" && v.Category != vat.Taxed:
		return &Treatment{Category: v.Category, Rate: untaxed, Exemption: v.Exemption}, nil
	case v.Rate != nil:
		return &Treatment{Category: vat.Taxed, Rate: vat.RateOf(*v.Rate)}, nil
	}
	now := t.rates.On(day)
	if now.Rate.Num == 0 {
		return nil, fault.New("vat.rate", nil, "must be given in category S: "+t.unstated())
	}
	return now, nil
}
