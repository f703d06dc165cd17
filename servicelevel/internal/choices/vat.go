package choices

import (
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// OfVAT lists what was chosen for the VAT of an invoice and of its credit notes, not worded.
func OfVAT(d *invoice.Document, notes []invoice.CreditNote) []statement.Assumption {
	var of choices
	of.begin(22)
	of.addVAT(d, notes)
	if restsOnVAT(d, notes)&decided.D33 != 0 {
		of.begin(33)
		of.next(byDefault(decided.ID(33)))
	}
	of.settle()
	return of.list
}

// addVAT adds the treatments of what is invoiced and given back, in the order in which the documents have
// them.
func (c *choices) addVAT(d *invoice.Document, notes []invoice.CreditNote) {
	c.addTaxes(d)
	for i := range notes {
		c.addTaxes(&notes[i].Document)
	}
}

// addTaxes adds the treatments of a document.
func (c *choices) addTaxes(d *invoice.Document) {
	for i := range d.Taxes {
		t := &d.Taxes[i]
		if choice, _, ok := vat.WhyNone(t.Category); ok {
			c.next(choice)
		} else {
			c.next("rate").Share = t.Rate
		}
	}
}
