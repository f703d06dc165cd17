package draft

import (
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// taxSum is what the lines that are taxed alike come to, in the unit of the currency.
type taxSum struct {
	of  *agreed.Treatment
	net int64
}

// taxed returns the sum of what is taxed alike.
func (d *Documents) taxed(t *agreed.Treatment) *taxSum {
	for i := range d.sums {
		if x := &d.sums[i]; x.of == t || x.of.Same(t) {
			return x
		}
	}
	d.sums = append(d.sums, taxSum{of: t})
	return &d.sums[len(d.sums)-1]
}

// Total adds up the documents.
func (d *Documents) Total(s *statement.Statement) error {
	if len(s.Invoice.Lines) > 0 {
		taxes := d.Memory.frame.taxes[:0:1]
		if n := len(d.sums); n > 1 {
			taxes = Room(&d.Memory.taxes, n)
		}
		if err := d.addUp(&s.Invoice, taxes, d.sums); err != nil {
			return err
		}
	}
	if s.Compensation == nil {
		return nil
	}
	return d.addUp(s.Compensation, d.Memory.frame.taxes[1:1], []taxSum{{&outside, d.owed}})
}

// addUp fills in the totals of a document, in the room of taxes. The VAT of what is
// taxed alike is taken once, on its sum, and rounded half away from zero whatever the
// contract says of other amounts (EN 16931).
func (d *Documents) addUp(doc *invoice.Document, taxes []invoice.TaxTotal, sums []taxSum) error {
	var net, tax int64
	for i := range sums {
		x := &sums[i]
		due, err := money.HalfAway.Quo(x.net, x.of.Rate.Num, 1, x.of.Rate.Den, 1)
		if err != nil {
			return fault.In("contract", err)
		}
		if err := money.CheckSums("contract", d.Term.Unit, x.net+due); err != nil { // the tax has the sign of net
			return err
		}
		net, tax = net+x.net, tax+due
		taxes = append(taxes, invoice.TaxTotal{Category: x.of.Category, Rate: x.of.Rate.Share, Net: d.Amount(x.net), Tax: d.Amount(due)})
	}
	doc.Taxes, doc.Gross = taxes, d.Amount(net+tax)
	if len(taxes) == 1 {
		doc.Net, doc.Tax = taxes[0].Net, taxes[0].Tax
		return nil
	}
	if err := money.CheckSums("contract", d.Term.Unit, net, tax, net+tax); err != nil {
		return err
	}
	doc.Net, doc.Tax = d.Amount(net), d.Amount(tax)
	return nil
}
