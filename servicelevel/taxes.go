package servicelevel

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/vat"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/internal/scope"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// documents are those of a statement while they are drawn up.
type documents struct {
	*scope.View
	mem     memory    // of the statement
	amounts *amounts  // of a maker that made one
	sums    []taxSum  // of the invoice
	sum     [1]taxSum // where they mostly lie
	owed    int64
}

// begin begins the documents of a statement.
func (b *documents) begin() {
	if b.amounts == nil {
		b.amounts = new(amounts)
	}
	b.amounts.in(b.Term.Unit)
	b.owed, b.sums = 0, b.sum[:0]
}

// outside is how a compensation is taxed (D23).
var outside = agreed.Treatment{Category: vat.NotSubject, Rate: vat.RateOf(decimal.New(0, 0))}

// taxSum is what the lines that are taxed alike come to, in the unit of the currency.
type taxSum struct {
	of  *agreed.Treatment
	net int64
}

// invoice adds a line of an amount with its VAT (D22). The rest is to be filled in.
func (b *documents) invoice(s *Statement, kind invoice.LineKind, date calendar.Date, cents int64) *invoice.Line {
	line := b.taxedLine(s, b.Term.VAT.On(reckon.TaxDay(b.Term.Cycle, kind, date)), cents)
	line.Kind, line.Date = kind, date
	return line
}

// taxedLine adds a line of an amount that is taxed in a given way.
func (b *documents) taxedLine(s *Statement, t *agreed.Treatment, cents int64) *invoice.Line {
	b.taxed(t).net += cents
	line := extend(&s.Invoice.Lines)
	line.Amount, line.Category, line.Rate, line.Exemption = b.amounts.of(cents), t.Category, t.Rate.Share, t.Exemption
	return line
}

// single makes a line one piece at an amount. EN 16931 has no negative prices: the quantity
// is, of what is taken off.
func (b *documents) single(line *invoice.Line, cents int64) {
	line.Quantity, line.Unit, line.Price, line.Amount = one, unitOne, b.amounts.of(max(cents, -cents)), b.amounts.of(cents)
	if cents < 0 {
		line.Quantity = minusOne
	}
}

// taxed returns the sum of what is taxed alike.
func (b *documents) taxed(t *agreed.Treatment) *taxSum {
	for i := range b.sums {
		if x := &b.sums[i]; x.of == t || x.of.Same(t) {
			return x
		}
	}
	b.sums = append(b.sums, taxSum{of: t})
	return &b.sums[len(b.sums)-1]
}

// total adds up the documents.
func (b *documents) total(s *Statement) error {
	if len(s.Invoice.Lines) > 0 {
		taxes := b.mem.frame.taxes[:0:1]
		if n := len(b.sums); n > 1 {
			taxes = room(&b.mem.taxes, n)
		}
		if err := b.addUp(&s.Invoice, taxes, b.sums); err != nil {
			return err
		}
	}
	if s.Compensation == nil {
		return nil
	}
	return b.addUp(s.Compensation, b.mem.frame.taxes[1:1], []taxSum{{&outside, b.owed}})
}

// addUp fills in the totals of a document, in the room of taxes. The VAT of what is
// taxed alike is taken once, on its sum, and rounded half away from zero whatever the
// contract says of other amounts (EN 16931).
func (b *documents) addUp(d *invoice.Document, taxes []invoice.TaxTotal, sums []taxSum) error {
	var net, tax int64
	for i := range sums {
		x := &sums[i]
		due, err := money.HalfAway.Quo(x.net, x.of.Rate.Num, 1, x.of.Rate.Den, 1)
		if err != nil {
			return fault.In("contract", err)
		}
		if err := money.CheckSums("contract", b.Term.Unit, x.net+due); err != nil { // the tax has the sign of net
			return err
		}
		net, tax = net+x.net, tax+due
		taxes = append(taxes, invoice.TaxTotal{Category: x.of.Category, Rate: x.of.Rate.Share, Net: b.amounts.of(x.net), Tax: b.amounts.of(due)})
	}
	d.Taxes, d.Gross = taxes, b.amounts.of(net+tax)
	if len(taxes) == 1 {
		d.Net, d.Tax = taxes[0].Net, taxes[0].Tax
		return nil
	}
	if err := money.CheckSums("contract", b.Term.Unit, net, tax, net+tax); err != nil {
		return err
	}
	d.Net, d.Tax = b.amounts.of(net), b.amounts.of(tax)
	return nil
}

// keepLines takes lines off the invoice, and their amounts off its sums.
func (b *documents) keepLines(s *Statement, keep func(i int) bool) {
	kept, sums := s.Invoice.Lines[:0], slices.Clone(b.sums)
	b.sums = b.sums[:0]
	for i := range s.Invoice.Lines {
		line := &s.Invoice.Lines[i]
		if !keep(i) {
			continue
		}
		for _, x := range sums {
			if x.of.Taxes(line.Category, line.Rate) {
				b.taxed(x.of).net += b.InCents(line.Amount)
			}
		}
		kept = append(kept, *line)
	}
	clear(s.Invoice.Lines[len(kept):])
	if s.Invoice.Lines = kept; len(kept) == 0 {
		s.Invoice.Lines = nil
	}
}
