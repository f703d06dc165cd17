package joint

import (
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/internal/words"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// Explain fills in the Explained of each TaxTotal, each credit note and each assumption, in both
// languages: which contracts add up to what is taxed alike, and the VAT that is taken once on their
// sum (D22). Lines have the words that they had in their statements, see Statement.Explain: which
// VAT one bears is said by the TaxTotal that its contract is in.
func (c *Consolidated) Explain() {
	var e taxWords
	e.Begin(c.Currency, cycle.Of(c.MonthDay))
	e.joint(&c.Invoice)
	if c.Compensation != nil {
		e.joint(c.Compensation)
	}
	for i := range c.CreditNotes {
		n := &c.CreditNotes[i]
		e.Say(&n.Explained, func() { e.jointNote(n) })
		e.joint(&n.Document)
	}
	for i := range c.Separate {
		x := &c.Separate[i]
		for j := range x.CreditNotes {
			n := &x.CreditNotes[j]
			e.Say(&n.Explained, func() { e.CreditNote(n, x.Contract) })
			e.Taxes(&n.Document)
		}
	}
	e.End()
	for i := range c.Assumptions {
		c.Assumptions[i].Explain(c.Currency)
	}
}

// taxWords words the VAT of several contracts together.
type taxWords struct{ words.Writer }

// cites writes a rule id in brackets.
func (e *taxWords) cites(rule string) { words.Cites(&e.Writer, []string{rule}) }

// partOf is what a contract has of a TaxTotal, in cents.
type partOf struct {
	contract string
	cents    int64
}

// joint writes how the lines of several contracts come to what is taxed alike.
func (e *taxWords) joint(d *invoice.Document) {
	parts := make(map[vat.Key][]partOf, len(d.Taxes))
	for i := range d.Lines {
		line := &d.Lines[i]
		key := vat.KeyOf(line.Category, line.Rate)
		list := parts[key]
		if last := len(list) - 1; last < 0 || list[last].contract != line.Contract {
			list = append(list, partOf{contract: line.Contract})
		}
		list[len(list)-1].cents += e.Unit.Count(line.Amount)
		parts[key] = list
	}
	for i := range d.Taxes {
		t := &d.Taxes[i]
		list := parts[vat.KeyOf(t.Category, t.Rate)]
		e.Say(&t.Explained, func() { e.jointTax(t, list) })
	}
}

// jointTax writes "contract A: €214.00, contract B: €90.00; in all €304.00 excl. VAT; VAT of 20% of
// €304.00 = €60.80 (D22)".
func (e *taxWords) jointTax(t *invoice.TaxTotal, list []partOf) {
	for i, p := range list {
		if i > 0 {
			e.Str(", ")
		}
		e.By("contrat ", "contract ")
		e.Str(p.contract)
		e.By(" : ", ": ")
		e.Euros(e.Unit.Decimal(p.cents))
	}
	e.By(" ; en tout ", "; in all ")
	e.Euros(t.Net)
	e.By(" HT ; ", " excl. VAT; ")
	switch {
	case t.Category == vat.NotSubject: // of a compensation too, which no decision on VAT is about
		e.By("hors du champ de la TVA", "outside the scope of VAT")
	case t.Rate.IsZero():
		e.By("TVA : ", "VAT: ")
		e.VATRate(t.Category, t.Rate)
		e.cites("D22")
	case !t.Before.IsZero():
		e.TaxAfter(t)
	default:
		e.By("TVA de ", "VAT of ")
		e.TaxOn(t, e.Unit.Count(t.Net))
		e.cites("D22")
	}
}

// jointNote writes "credit note for the joint invoice of January 2026, for the contracts A and B".
func (e *taxWords) jointNote(n *invoice.CreditNote) {
	e.By("avoir sur la facture commune ", "credit note for the joint invoice of ")
	e.BareMonth(n.Invoice)
	var of []string
	known := make(map[string]bool)
	for i := range n.Document.Lines {
		if id := n.Document.Lines[i].Contract; !known[id] {
			known[id] = true
			of = append(of, id)
		}
	}
	for i, id := range of {
		switch {
		case i == 0 && len(of) == 1:
			e.By(", pour le contrat ", ", for the contract ")
		case i == 0:
			e.By(", pour les contrats ", ", for the contracts ")
		case i == len(of)-1:
			e.By(" et ", " and ")
		default:
			e.Str(", ")
		}
		e.Str(id)
	}
}
