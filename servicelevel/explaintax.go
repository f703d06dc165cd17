package servicelevel

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

// charge writes what a charge was, and why it bears no VAT.
func (e *explainer) charge(line *Line) {
	e.by("le ", "on ")
	e.date(line.Date)
	e.str(", ")
	e.euros(line.Price)
	e.by(" HT", " excl. VAT")
	e.cites(line.Rules)
	if line.Quantity.Sign() < 0 {
		e.by(" ; déduit de la facture", "; taken off the invoice")
	}
	if x := &line.Exemption; *x != (Exemption{}) {
		e.by(" ; sans TVA : ", "; no VAT: ")
		e.str(x.Reason)
		if x.Reason != "" && x.Code != "" {
			e.str(", ")
		}
		e.str(x.Code)
	}
}
