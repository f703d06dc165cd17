package servicelevel

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/vat"
)

// taxes writes how the VAT of a credit note is that of several, less that of those before.
func (e *explainer) taxes(d *Document) {
	for i := range d.Taxes {
		if t := &d.Taxes[i]; !t.Before.IsZero() && !t.Rate.IsZero() {
			e.Say(&t.Explained, func() { e.after(t) })
		}
	}
}

// after writes "68,33 € après 68,33 € déjà rendus de cette facture ; 20 % de 136,66 € =
// 27,33 €, moins 20 % de 68,33 € = 13,67 € : 13,66 € (D22, D33)".
func (e *explainer) after(t *TaxTotal) {
	before := e.Unit.Count(t.Before)
	e.Euros(t.Net)
	e.By(" après ", " after ")
	e.Euros(t.Before)
	e.By(" déjà rendu", " given back of this invoice before; ")
	e.Agrees(t.Before)
	e.By(" de cette facture ; ", "")
	e.taxOn(t, before+e.Unit.Count(t.Net))
	e.By(", moins ", ", less ")
	e.taxOn(t, before)
	e.By(" : ", ": ")
	e.Euros(t.Tax)
	e.cites("D22", "D33")
}

// taxOn writes "20% of €136.66 = €27.33".
func (e *explainer) taxOn(t *TaxTotal, cents int64) {
	e.Percent(t.Rate)
	e.By(" de ", " of ")
	e.Euros(e.Unit.Decimal(cents))
	e.Str(" = ")
	e.Euros(e.Unit.Decimal(vat.RateOf(t.Rate).Of(cents)))
}

// tax writes which VAT a line bears, if lines of one document differ in it.
func (e *explainer) tax(line *Line) {
	e.By(" ; TVA du ", "; VAT of ")
	e.Date(taxDay(e.Months, line.Kind, line.Date))
	e.By(" : ", ": ")
	e.rate(line.Category, line.Rate)
	e.cites("D33")
}

// rate writes "20%", or why there is no VAT: "none, reverse charge".
func (e *explainer) rate(category string, rate decimal.Decimal) {
	if category == vat.Taxed {
		e.Percent(rate)
		return
	}
	e.By("aucune", "none")
	if _, why, ok := vat.WhyNone(category); ok {
		e.Str(", ")
		e.Str(why.Text(e.Lang))
	}
}

// charge writes what a charge was, and what became of one that takes off.
func (e *explainer) charge(line *Line, d *Document) {
	e.By("le ", "on ")
	e.Date(line.Date)
	e.Str(", ")
	e.Euros(line.whole().Abs())
	e.By(" HT", " excl. VAT")
	e.cites(line.Rules)
	if line.Quantity.Sign() < 0 || d != &e.of.Invoice {
		e.takenOff(line, d)
	}
}

// untaxed writes why a line bears no VAT: "no VAT: “art. 261 CGI”, VATEX-EU-132", the reason as a
// quotation, since it is in the words of the contract.
func (e *explainer) untaxed(line *Line) {
	x := &line.Exemption
	if *x == (Exemption{}) {
		return
	}
	e.By(" ; sans TVA : ", "; no VAT: ")
	if x.Reason != "" {
		e.By("« ", "“")
		e.Str(x.Reason)
		e.By(" »", "”")
	}
	if x.Reason != "" && x.Code != "" {
		e.Str(", ")
	}
	e.Str(x.Code)
}
