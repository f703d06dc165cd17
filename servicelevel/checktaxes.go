package servicelevel

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// taxKey is what the lines of one TaxTotal have in common.
type taxKey struct {
	category string
	num, den int64
}

func keyOfTax(category string, share decimal.Decimal) taxKey {
	num, den, _ := money.Fraction(share) // 0 of 0, where it is absurd
	return taxKey{category, num, den}
}

// placesOfTaxes finds the first place of a key in a list, or -1.
func placesOfTaxes(keys []taxKey) func(taxKey) int {
	if len(keys) <= few {
		return func(k taxKey) int { return slices.Index(keys, k) }
	}
	first := make(map[taxKey]int, len(keys))
	for i, k := range slices.Backward(keys) {
		first[k] = i
	}
	return func(k taxKey) int {
		if i, ok := first[k]; ok {
			return i
		}
		return -1
	}
}

// checkTaxes refuses a TaxTotal that is not on the sum of its lines, or whose tax is not
// what its rate makes of that, or is off by more than some cents, and a line that has none. It
// returns what the lines, the
// sums and the taxes come to.
func (d *Document) checkTaxes(l *fault.List, field string, off int64) (lines, base, taxes int64) {
	var keyed [1]taxKey
	var summed [1]int64
	keys, sums := keyed[:0], summed[:]
	if n := len(d.Taxes); n > 1 {
		sums = make([]int64, n)
	}
	for i := range d.Taxes {
		keys = append(keys, keyOfTax(d.Taxes[i].Category, d.Taxes[i].Rate))
	}
	groups := placesOfTaxes(keys)
	for i := range d.Lines {
		line, at := &d.Lines[i], field+"."+fault.Index("lines", i)
		cents := centsOf(l, at+".amount", line.Amount)
		lines += cents
		if g := groups(keyOfTax(line.Category, line.Rate)); g < 0 {
			l.Add(at+".rate", line.Rate, "must be among the taxes, in its category")
		} else {
			sums[g] += cents
		}
	}
	for i := range d.Taxes {
		t, at := &d.Taxes[i], field+"."+fault.Index("taxes", i)
		if g := groups(keys[i]); g < i {
			l.Add(at+".rate", t.Rate, "must not be given twice in a category, see "+fault.Index("taxes", g))
		}
		net, tax := centsOf(l, at+".net", t.Net), centsOf(l, at+".tax", t.Tax)
		base, taxes = base+net, taxes+tax
		l.Check(net == sums[i], at+".net", money.Decimal(net), "must be the sum of its lines, "+money.Decimal(sums[i]).String())
		t.check(l, at, net, tax, off)
	}
	return lines, base, taxes
}

// check refuses a rate that is none, and a tax that is not the one of a sum.
func (t *TaxTotal) check(l *fault.List, at string, net, tax, off int64) {
	num, den, ok := money.Fraction(t.Rate)
	if !ok || num < 0 || num >= den {
		checkVAT(l, at+".rate", t.Rate)
		return
	}
	due, err := money.HalfAway.Quo(net, num, 1, den, 1)
	l.Check(err == nil && max(due-tax, tax-due) <= off, at+".tax", money.Decimal(tax), "must be the tax on its sum, "+money.Decimal(due).String())
}
