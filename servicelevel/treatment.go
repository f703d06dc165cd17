package servicelevel

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/plans"
)

// untaxed is the rate of the categories without tax.
var untaxed = vat.RateOf(decimal.New(0, 0))

// treatment is how something is taxed that happens from a day on.
type treatment struct {
	from      calendar.Date
	category  string
	rate      vat.Rate
	exemption Exemption
}

// outside is how a compensation is taxed (D23).
var outside = treatment{category: vat.NotSubject, rate: untaxed}

// taxes reports whether what has a category and a rate is taxed so.
func (t *treatment) taxes(category string, rate decimal.Decimal) bool {
	return t.category == category && t.rate.Share.Equal(rate)
}

// same reports whether two tax alike.
func (t *treatment) same(u *treatment) bool {
	return t == u || t.category == u.category && t.rate.Num == u.rate.Num && t.rate.Den == u.rate.Den
}

// treatments are those of all days: the first, whatever its day, and the later ones in
// order. Few contracts have any of these.
type treatments struct {
	first treatment
	later []treatment
}

// on returns the treatment of a day (D33).
func (t *treatments) on(d calendar.Date) *treatment {
	if len(t.later) == 0 {
		return &t.first
	}
	return t.among(d)
}

func (t *treatments) among(d calendar.Date) *treatment {
	n, found := slices.BinarySearchFunc(t.later, d, func(u treatment, d calendar.Date) int { return u.from.Compare(d) })
	switch {
	case found:
		return &t.later[n]
	case n > 0:
		return &t.later[n-1]
	}
	return &t.first
}

// add adds the one that holds from a later day on.
func (t *treatments) add(u treatment) {
	if t.first.category == "" {
		t.first = u
		return
	}
	t.later = append(t.later, u)
}

// ratesOf returns how the edition taxes what is of category S.
func ratesOf(e *plans.Edition) (list treatments) {
	list.add(treatment{category: vat.Taxed, rate: vat.RateOf(e.VATRate)})
	for _, ch := range e.VATChanges {
		list.add(treatment{from: ch.On, category: vat.Taxed, rate: vat.RateOf(ch.Rate)})
	}
	return list
}

// addDays adds the treatments of days, from one that comes after those that are there, up
// to another: zero is for ever. It reports whether each of them has a rate.
func (t *treatments) addDays(of *treatments, from, until calendar.Date) (stated bool) {
	now := *of.on(from)
	now.from = from
	t.add(now)
	stated = now.rate.Num > 0
	for _, later := range of.later {
		if later.from.Compare(from) > 0 && (!until.Valid() || later.from.Compare(until) < 0) {
			t.add(later)
			stated = stated && later.rate.Num > 0
		}
	}
	return stated
}

// bindVAT lists how the contract taxes: by the rates of the editions, or terms of its own
// and these.
func (t *term) bindVAT(l *fault.List) {
	v := &t.contract.VAT
	stated := t.bindRates()
	if t.vat = t.rates; v.Category == "" && v.Rate == nil && len(v.Changes) == 0 && stated {
		return
	}
	t.vat = &t.own
	t.treat(l, "vat.rate", VATChange{Category: v.Category, Rate: v.Rate, Exemption: v.Exemption}, v.Changes)
	for i, ch := range v.Changes {
		t.treat(l, fault.Index("vat.changes", i)+".rate", ch, v.Changes[i+1:])
	}
}

// bindRates lists the rates of the editions, each on the days on which that holds (D34). It
// reports whether there is one on every day.
func (t *term) bindRates() (stated bool) {
	if t.rates = &t.lists[0].cat.vat; len(t.lists) == 1 {
		return t.rates.first.rate.Num > 0 // the later ones are
	}
	t.rates, stated = &t.indexed, true
	for i := range t.lists {
		var from, until calendar.Date
		if i > 0 {
			from = t.lists[i].from
		}
		if i+1 < len(t.lists) {
			until = t.lists[i+1].from
		}
		stated = t.indexed.addDays(&t.lists[i].cat.vat, from, until) && stated
	}
	return stated
}

// treat adds the treatment that holds from a day on until the next change. Without a
// rate of its own there is one for each rate of the editions in these days.
func (t *term) treat(l *fault.List, field string, now VATChange, next []VATChange) {
	switch {
	case now.Category != "" && now.Category != vat.Taxed:
		t.own.add(treatment{now.On, now.Category, untaxed, now.Exemption})
		return
	case now.Rate != nil:
		t.own.add(treatment{from: now.On, category: vat.Taxed, rate: vat.RateOf(*now.Rate)})
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
func (t *term) unstated() string {
	i := slices.IndexFunc(t.lists, func(x listed) bool { return x.cat.vat.first.rate.Num == 0 })
	return "the edition " + t.lists[max(0, i)].cat.edition.ID + " states none"
}
