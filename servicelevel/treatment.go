package servicelevel

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// rate is a rate of VAT.
type rate struct {
	share    decimal.Decimal // 0.2, without zeros at its end
	num, den int64           // the same, as a fraction
}

// untaxed is the rate of the categories without tax.
var untaxed = rateOf(decimal.New(0, 0))

// rateOf returns a rate that reads the same wherever it comes from. It has been
// checked.
func rateOf(d decimal.Decimal) rate {
	num, den, _ := money.Fraction(d)
	exp := int32(0)
	for pow := den; pow > 1; pow /= 10 {
		exp--
	}
	return rate{decimal.New(num, exp), num, den}
}

// treatment is how something is taxed that happens from a day on.
type treatment struct {
	from     calendar.Date
	category string
	rate     rate
}

// outside is how a compensation is taxed (D23).
var outside = treatment{category: notSubject, rate: untaxed}

// taxes reports whether what has a category and a rate is taxed so.
func (t *treatment) taxes(category string, rate decimal.Decimal) bool {
	return t.category == category && t.rate.share.Equal(rate)
}

// same reports whether two tax alike.
func (t *treatment) same(u *treatment) bool {
	return t == u || t.category == u.category && t.rate.num == u.rate.num && t.rate.den == u.rate.den
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

// treatments returns how the edition taxes what is of category S.
func (e *Edition) treatments() (list treatments) {
	list.add(treatment{category: taxedCategory, rate: rateOf(e.VATRate)})
	for _, ch := range e.VATChanges {
		list.add(treatment{ch.On, taxedCategory, rateOf(ch.Rate)})
	}
	return list
}

// bindVAT lists how the contract taxes: by the rates of the edition, or terms of its own
// and these.
func (t *term) bindVAT(l *fault.List) {
	v := &t.contract.VAT
	if t.vat = &t.cat.vat; v.Category == "" && v.Rate == nil && len(v.Changes) == 0 && t.vat.first.rate.num > 0 {
		return
	}
	t.vat = &t.own
	t.treat(l, "vat.rate", calendar.Date{}, v.Category, v.Rate, v.Changes)
	for i, ch := range v.Changes {
		t.treat(l, fault.Index("vat.changes", i)+".rate", ch.On, ch.Category, ch.Rate, v.Changes[i+1:])
	}
}

// treat adds the treatment that holds from a day on until the next change. Without a
// rate of its own there is one for each rate of the edition in these days.
func (t *term) treat(l *fault.List, field string, from calendar.Date, category string, own *decimal.Decimal, next []VATChange) {
	switch {
	case category != "" && category != taxedCategory:
		t.own.add(treatment{from, category, untaxed})
		return
	case own != nil:
		t.own.add(treatment{from, taxedCategory, rateOf(*own)})
		return
	}
	rates := &t.cat.vat
	now := *rates.on(from)
	if now.rate.num == 0 {
		l.Add(field, nil, "must be given in category S: the edition "+t.cat.edition.ID+" states none")
	}
	now.from = from
	t.own.add(now)
	for _, later := range rates.later {
		if later.from.Compare(from) > 0 && (len(next) == 0 || later.from.Compare(next[0].On) < 0) {
			t.own.add(later)
		}
	}
}
