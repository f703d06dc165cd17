package servicelevel

import "github.com/palier-go/palier/internal/money"

// taxes writes how the VAT of a credit note is that of several, less that of those before.
func (e *explainer) taxes(d *Document) {
	for i := range d.Taxes {
		if t := &d.Taxes[i]; !t.Before.IsZero() && !t.Rate.IsZero() {
			e.say(&t.Explained, func() { e.after(t) })
		}
	}
}

// after writes "68,33 € après 68,33 € déjà rendus de cette facture ; 20 % de 136,66 € =
// 27,33 €, moins 20 % de 68,33 € = 13,67 € : 13,66 € (D22, D33)".
func (e *explainer) after(t *TaxTotal) {
	of, before, net := rateOf(t.Rate), inCents(t.Before), inCents(t.Net)
	part := func(cents int64) {
		e.percent(t.Rate)
		e.by(" de ", " of ")
		e.euros(money.Decimal(cents))
		e.str(" = ")
		e.euros(money.Decimal(of.tax(cents)))
	}
	e.euros(t.Net)
	e.by(" après ", " after ")
	e.euros(t.Before)
	e.by(" déjà rendus de cette facture ; ", " given back of this invoice before; ")
	part(before + net)
	e.by(", moins ", ", less ")
	part(before)
	e.by(" : ", ": ")
	e.euros(t.Tax)
	e.cites("D22", "D33")
}

// tax writes which VAT a line bears, if lines of one document differ in it.
func (e *explainer) tax(line *Line) {
	e.by(" ; TVA du ", "; VAT of ")
	e.date(taxDay(line.Kind, line.Date))
	e.by(" : ", ": ")
	if line.Category == taxedCategory {
		e.percent(line.Rate)
	} else {
		e.by("aucune, catégorie ", "none, category ")
		e.str(line.Category)
	}
	e.cites("D33")
}

// charge writes what a charge was, and what became of one that takes off.
func (e *explainer) charge(line *Line, d *Document) {
	e.by("le ", "on ")
	e.date(line.Date)
	e.str(", ")
	e.euros(line.whole().Abs())
	e.by(" HT", " excl. VAT")
	e.cites(line.Rules)
	if line.Quantity.Sign() < 0 || d != &e.of.Invoice {
		e.takenOff(line, d)
	}
}

// untaxed writes why a line bears no VAT.
func (e *explainer) untaxed(line *Line) {
	x := &line.Exemption
	if *x == (Exemption{}) {
		return
	}
	e.by(" ; sans TVA : ", "; no VAT: ")
	e.str(x.Reason)
	if x.Reason != "" && x.Code != "" {
		e.str(", ")
	}
	e.str(x.Code)
}
