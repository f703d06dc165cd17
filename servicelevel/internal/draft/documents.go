// Package draft draws up the documents of a statement: the invoice, the document of what is owed to the customer, and
// credit notes, each line with its VAT, each total rounded once. It keeps the memory that the lists of a statement lie
// in, since documents and the other lists come and go together. It is tested through package servicelevel.
package draft

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/internal/scope"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Documents are those of a statement while they are drawn up. They are of the month of a View, which is to be there
// before Begin, and used again for the next one. They are for one goroutine at a time.
type Documents struct {
	*scope.View
	Memory  Memory    // of the statement
	amounts *amounts  // nil until the first one begins
	sums    []taxSum  // of the invoice
	sum     [1]taxSum // where they mostly lie
	owed    int64     // cents
}

// Begin begins the documents of a statement: there are none yet.
func (d *Documents) Begin() {
	if d.amounts == nil {
		d.amounts = new(amounts)
	}
	d.amounts.in(d.Term.Unit)
	d.owed, d.sums = 0, d.sum[:0]
}

// InvoiceLine adds a line of an amount to the invoice, with its VAT (D22). The rest is to be filled in.
func (d *Documents) InvoiceLine(s *statement.Statement, kind invoice.LineKind, date calendar.Date, cents int64) *invoice.Line {
	line := d.TaxedLine(s, d.Term.VAT.On(reckon.TaxDay(d.Term.Cycle, kind, date)), cents)
	line.Kind, line.Date = kind, date
	return line
}

// TaxedLine adds a line of an amount to the invoice that is taxed in a given way. The rest is to be filled in.
func (d *Documents) TaxedLine(s *statement.Statement, t *agreed.Treatment, cents int64) *invoice.Line {
	d.taxed(t).net += cents
	line := Extend(&s.Invoice.Lines)
	line.Amount, line.Category, line.Rate, line.Exemption = d.Amount(cents), t.Category, t.Rate.Share, t.Exemption
	return line
}

// unitOne is the unit of what is counted in itself (UN/ECE recommendation 20).
const unitOne = "C62"

// Single makes a line one piece at an amount. EN 16931 has no negative prices: the quantity
// is, of what is taken off.
func (d *Documents) Single(line *invoice.Line, cents int64) {
	line.Quantity, line.Unit, line.Price, line.Amount = once, unitOne, d.Amount(max(cents, -cents)), d.Amount(cents)
	if cents < 0 {
		line.Quantity = takenOff
	}
}

// KeepLines takes lines off the invoice, and their amounts off its sums.
func (d *Documents) KeepLines(s *statement.Statement, keep func(i int) bool) {
	kept, sums := s.Invoice.Lines[:0], slices.Clone(d.sums)
	d.sums = d.sums[:0]
	for i := range s.Invoice.Lines {
		line := &s.Invoice.Lines[i]
		if !keep(i) {
			continue
		}
		for _, x := range sums {
			if x.of.Taxes(line.Category, line.Rate) {
				d.taxed(x.of).net += d.InCents(line.Amount)
			}
		}
		kept = append(kept, *line)
	}
	clear(s.Invoice.Lines[len(kept):])
	if s.Invoice.Lines = kept; len(kept) == 0 {
		s.Invoice.Lines = nil
	}
}

// Owe adds a line for what is owed to the customer for a month: to the document of its
// own, or as a price reduction to the invoice (D23). The rest of it is to be filled in.
// If nothing is owed there is none.
func (d *Documents) Owe(s *statement.Statement, kind invoice.LineKind, m calendar.Month, cents int64) *invoice.Line {
	if cents == 0 {
		return nil
	}
	d.Assumed |= decided.D17 | decided.D23
	if d.Term.Contract.Options.PriceReduction {
		line := d.InvoiceLine(s, kind, d.Term.First(m), -cents)
		d.Single(line, -cents)
		return line
	}
	line := d.compensate(s, cents)
	line.Kind, line.Date = kind, d.Term.First(m)
	d.Single(line, cents)
	return line
}

// compensate adds a line to the document of what is owed. It takes the room that
// the invoice, which has all its lines by then, has left.
func (d *Documents) compensate(s *statement.Statement, cents int64) *invoice.Line {
	d.owed += cents
	if s.Compensation == nil {
		n := len(s.Invoice.Lines)
		s.Compensation = &d.Memory.frame.compensation
		s.Compensation.Lines = s.Invoice.Lines[n:]
		s.Invoice.Lines = s.Invoice.Lines[:n:n]
	}
	line := Extend(&s.Compensation.Lines)
	line.Amount, line.Category, line.Rate = d.Amount(cents), outside.Category, outside.Rate.Share
	return line
}

// outside is how a compensation is taxed (D23).
var outside = agreed.Treatment{Category: vat.NotSubject, Rate: vat.RateOf(decimal.New(0, 0))}
