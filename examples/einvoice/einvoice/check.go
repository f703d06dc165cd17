package einvoice

import (
	"github.com/palier-go/palier/internal/fault"
)

// check reports what the rules ask of data and figures together.
func (doc *Document) check(l *fault.List) {
	d := &doc.Data
	l.Check(d.Seller.Legal != nil || d.Seller.SIRET != "" || d.Seller.VAT != "", "data.seller", d.Seller.Name, "BT-29, BT-30 or BT-31 must be given (BR-CO-26)")
	categories := doc.categories()
	for _, c := range categories {
		doc.checkCategory(l, c, len(categories) == 1)
	}
	if doc.Kind == Commercial {
		l.Check(doc.Due == "0.00" || !d.Due.IsZero() || d.Terms != "", "data.due", nil, "BT-9 or BT-20 must be given if something is due (BR-CO-25)")
	}
	if doc.Kind != Plain {
		l.Check(doc.Period.Last.Compare(doc.Period.From) >= 0, "data.period", doc.Period.Last, "BT-74 must not be before BT-73 (BR-29)")
	}
	if doc.Kind == Credit {
		l.Check(len(d.Preceding) > 0, "data.preceding", nil, "BT-25 must name the invoice that a credit note corrects")
	}
	if d.Profile == French && doc.Kind != Plain {
		doc.checkFrench(l)
	}
}

// checkCategory reports which numbers of the parties a category of VAT wants, or must not have.
func (doc *Document) checkCategory(l *fault.List, category string, alone bool) {
	d := &doc.Data
	seller, buyer := &d.Seller, &d.Buyer
	rule := category
	if category == "K" {
		rule = "IC"
	}
	name := func(n string) string { return "(BR-" + rule + "-" + n + ")" }
	switch category {
	case "S", "Z", "E":
		l.Check(seller.VAT != "" || seller.Tax != "", "data.seller.vat", nil, "BT-31 or BT-32 must be given in category "+category+" "+name("02"))
	case "AE":
		l.Check(seller.VAT != "" || seller.Tax != "", "data.seller.vat", nil, "BT-31 or BT-32 must be given in category AE "+name("02"))
		l.Check(buyer.VAT != "" || buyer.Legal != nil, "data.buyer.vat", nil, "BT-48 or BT-47 must be given in category AE "+name("02"))
	case "G":
		l.Check(seller.VAT != "", "data.seller.vat", nil, "BT-31 must be given in category G "+name("02"))
	case "K":
		l.Check(seller.VAT != "", "data.seller.vat", nil, "BT-31 must be given in category K "+name("02"))
		l.Check(buyer.VAT != "", "data.buyer.vat", nil, "BT-48 must be given in category K "+name("02"))
		l.Check(d.Delivery != nil && d.Delivery.Country != "", "data.delivery.country", nil, "BT-80 must be given in category K "+name("12"))
	case "O":
		l.Check(alone, "taxes", category, "must be on an invoice of its own: nothing of another category stands beside it (BR-O-11)")
		l.Check(seller.Legal != nil || seller.SIRET != "", "data.seller.legal", nil, "BT-30 or BT-29 must be given in category O, as its documents have no VAT number (BR-CO-26, BR-O-02)")
	}
}

// checkFrench reports what France asks of data and figures together.
func (doc *Document) checkFrench(l *fault.List) {
	for i, t := range doc.Taxes {
		at := fault.Index("taxes", i)
		l.Check(t.Category != "O", at, t.Category, "BT-118 must not be O: what is outside the scope of VAT is not sent in the French circuit (G2.33)")
		l.Check(t.Percent == "" || listed(frenchRates, t.Percent), at+".rate", t.Percent, "BT-119 must be a rate that France has, in percent (BR-FR-16)")
	}
	if doc.Kind == Credit {
		for i, r := range doc.Data.Preceding {
			l.Check(!r.Issued.IsZero(), "data."+fault.Index("preceding", i)+".issued", nil, "BT-26 must be given in a credit note (BR-FR-CO-05)")
		}
	}
}

// untaxed reports whether a document is outside the scope of VAT: then it has no VAT numbers
// (BR-O-02).
func (doc *Document) untaxed() bool { return len(doc.Taxes) > 0 && doc.Taxes[0].Category == "O" }
