package invoice

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/vat"
)

// Check refuses a document of amounts in a currency, by its ISO 4217 code, that does not add up; empty is
// euros. Its lines name the contracts that it is of if these are several, and otherwise none: contracts is
// nil then.
func (d *Document) Check(currency string, contracts map[string]bool) error {
	return d.check(money.UnitIn(currency), false, contracts)
}

// Check is that of a document, of a credit note: its VAT is that of what was given back before and of its
// own lines together, less that of what was before.
func (n *CreditNote) Check(currency string, contracts map[string]bool) error {
	var l fault.List
	l.Check(n.Invoice.Valid(), "invoice", n.Invoice, "must be a month that exists")
	l.In("document", n.Document.check(money.UnitIn(currency), true, contracts))
	return l.Err()
}

func (d *Document) check(u money.Unit, note bool, of map[string]bool) error {
	var l fault.List
	lines, base, taxes := d.checkTaxes(&l, u, note, of)
	net, tax, gross := money.Count(&l, u, "net", d.Net), money.Count(&l, u, "tax", d.Tax), money.Count(&l, u, "gross", d.Gross)
	l.Check(net == lines, "net", u.Decimal(net), "must be the sum of the lines, "+u.Decimal(lines).String())
	l.Check(net == base, "taxes", u.Decimal(base), "must be on the net amount, "+u.Decimal(net).String())
	l.Check(tax == taxes, "tax", u.Decimal(tax), "must be the sum of the taxes, "+u.Decimal(taxes).String())
	l.Check(gross == net+tax, "gross", u.Decimal(gross), "must be net plus tax")
	return l.Err()
}

// few is how many taxes are looked through one by one, without a map.
const few = 32

// placesOfTaxes finds the first place of a key in a list, or -1.
func placesOfTaxes(keys []vat.Key) func(vat.Key) int {
	if len(keys) <= few {
		return func(k vat.Key) int { return slices.Index(keys, k) }
	}
	first := make(map[vat.Key]int, len(keys))
	for i, k := range slices.Backward(keys) {
		first[k] = i
	}
	return func(k vat.Key) int {
		if i, ok := first[k]; ok {
			return i
		}
		return -1
	}
}

// checkTaxes refuses a TaxTotal that is not on the sum of its lines, or whose tax is not
// what its rate makes of that, and a line that has none, or is of another contract. It
// returns what the lines, the sums and the taxes come to.
func (d *Document) checkTaxes(l *fault.List, u money.Unit, note bool, of map[string]bool) (lines, base, taxes int64) {
	var keyed [1]vat.Key
	var summed [1]int64
	keys, sums := keyed[:0], summed[:]
	if n := len(d.Taxes); n > 1 {
		sums = make([]int64, n)
	}
	for i := range d.Taxes {
		keys = append(keys, vat.KeyOf(d.Taxes[i].Category, d.Taxes[i].Rate))
	}
	groups := placesOfTaxes(keys)
	for i := range d.Lines {
		line, at := &d.Lines[i], fault.Index("lines", i)
		cents := money.Count(l, u, at+".amount", line.Amount)
		lines += cents
		for _, x := range [...]struct {
			name  string
			value *decimal.Decimal
		}{{".price", &line.Price}, {".share", &line.Share}, {".whole", &line.Whole}} {
			money.Count(l, u, at+x.name, *x.value)
		}
		if g := groups(vat.KeyOf(line.Category, line.Rate)); g < 0 {
			l.Add(at+".rate", line.Rate, "must be among the taxes, in its category")
		} else {
			sums[g] += cents
		}
		if of == nil && line.Contract != "" {
			l.Add(at+".contract", line.Contract, "must be absent: all lines are of one contract")
		} else if of != nil && !of[line.Contract] {
			l.Add(at+".contract", line.Contract, "must be among the contracts")
		}
	}
	for i := range d.Taxes {
		t, at := &d.Taxes[i], fault.Index("taxes", i)
		if g := groups(keys[i]); g < i {
			l.Add(at+".rate", t.Rate, "must not be given twice in a category, see "+fault.Index("taxes", g))
		}
		net, tax := money.Count(l, u, at+".net", t.Net), money.Count(l, u, at+".tax", t.Tax)
		base, taxes = base+net, taxes+tax
		l.Check(net == sums[i], at+".net", u.Decimal(net), "must be the sum of its lines, "+u.Decimal(sums[i]).String())
		t.check(l, u, at, net, tax, note)
	}
	return lines, base, taxes
}

// check refuses a rate that is none, and a tax that is not the one of a sum: on a credit
// note with what was before, less that of the latter.
func (t *TaxTotal) check(l *fault.List, u money.Unit, at string, net, tax int64, note bool) {
	num, den, ok := money.Fraction(t.Rate)
	if !ok || num < 0 || num >= den {
		check.Rate(l, at+".rate", t.Rate)
		return
	}
	before := int64(0)
	if note {
		before = money.Count(l, u, at+".before", t.Before)
		t.checkNote(l, u, at, before, net)
	} else if !t.Before.IsZero() {
		l.Add(at+".before", t.Before, "must be absent: nothing was given back before")
	}
	of := vat.Rate{Num: num, Den: den}
	due := of.After(before, net)
	l.Check(due == tax, at+".tax", u.Decimal(tax), "must be the tax on its sum, "+u.Decimal(due).String())
}

// checkNote refuses what no credit note gives back.
func (t *TaxTotal) checkNote(l *fault.List, u money.Unit, at string, before, net int64) {
	l.Check(before >= 0, at+".before", u.Decimal(before), "must not be negative")
	l.Check(net >= 0, at+".net", u.Decimal(net), "must not be negative")
	l.In(at, checkGivenBack(t.Category, t.Rate))
}

// checkGivenBack refuses a category and a rate that no contract has.
func checkGivenBack(category string, share decimal.Decimal) error {
	var l fault.List
	vat.CheckCategory(&l, "category", category)
	check.Rate(&l, "rate", share)
	return l.Err()
}
