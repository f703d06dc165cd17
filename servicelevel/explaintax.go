package servicelevel

import (
	"github.com/shopspring/decimal"
)

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
	before := e.unit.Count(t.Before)
	e.euros(t.Net)
	e.by(" après ", " after ")
	e.euros(t.Before)
	e.by(" déjà rendu", " given back of this invoice before; ")
	e.agrees(t.Before)
	e.by(" de cette facture ; ", "")
	e.taxOn(t, before+e.unit.Count(t.Net))
	e.by(", moins ", ", less ")
	e.taxOn(t, before)
	e.by(" : ", ": ")
	e.euros(t.Tax)
	e.cites("D22", "D33")
}

// taxOn writes "20% of €136.66 = €27.33".
func (e *explainer) taxOn(t *TaxTotal, cents int64) {
	e.percent(t.Rate)
	e.by(" de ", " of ")
	e.euros(e.unit.Decimal(cents))
	e.str(" = ")
	e.euros(e.unit.Decimal(rateOf(t.Rate).tax(cents)))
}

// tax writes which VAT a line bears, if lines of one document differ in it.
func (e *explainer) tax(line *Line) {
	e.by(" ; TVA du ", "; VAT of ")
	e.date(e.months.taxDay(line.Kind, line.Date))
	e.by(" : ", ": ")
	e.rate(line.Category, line.Rate)
	e.cites("D33")
}

// rate writes "20%", or why there is no VAT: "none, reverse charge".
func (e *explainer) rate(category string, rate decimal.Decimal) {
	if category == taxedCategory {
		e.percent(rate)
		return
	}
	e.by("aucune", "none")
	for i := range vatChoices {
		if vatChoices[i].category == category {
			e.str(", ")
			e.str(vatChoices[i].why.Text(e.lang))
		}
	}
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

// untaxed writes why a line bears no VAT: "no VAT: “art. 261 CGI”, VATEX-EU-132", the reason as a
// quotation, since it is in the words of the contract.
func (e *explainer) untaxed(line *Line) {
	x := &line.Exemption
	if *x == (Exemption{}) {
		return
	}
	e.by(" ; sans TVA : ", "; no VAT: ")
	if x.Reason != "" {
		e.by("« ", "“")
		e.str(x.Reason)
		e.by(" »", "”")
	}
	if x.Reason != "" && x.Code != "" {
		e.str(", ")
	}
	e.str(x.Code)
}
