package servicelevel

import (
	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// owe adds a line for what is owed to the customer for a month: to the document of its
// own, or as a price reduction to the invoice (D23). The rest of it is to be filled in.
// If nothing is owed there is none.
func (b *documents) owe(s *Statement, kind invoice.LineKind, m calendar.Month, cents int64) *invoice.Line {
	if cents == 0 {
		return nil
	}
	b.Assumed |= decided.D17 | decided.D23
	if b.Term.Contract.Options.PriceReduction {
		line := b.invoice(s, kind, b.Term.First(m), -cents)
		b.single(line, -cents)
		return line
	}
	line := b.compensate(s, cents)
	line.Kind, line.Date = kind, b.Term.First(m)
	b.single(line, cents)
	return line
}

// compensate adds a line to the document of what is owed. It takes the room that
// the invoice, which has all its lines by then, has left.
func (b *documents) compensate(s *Statement, cents int64) *invoice.Line {
	b.owed += cents
	if s.Compensation == nil {
		n := len(s.Invoice.Lines)
		s.Compensation = &b.mem.frame.compensation
		s.Compensation.Lines = s.Invoice.Lines[n:]
		s.Invoice.Lines = s.Invoice.Lines[:n:n]
	}
	line := extend(&s.Compensation.Lines)
	line.Amount, line.Category, line.Rate = b.amounts.of(cents), outside.Category, outside.Rate.Share
	return line
}
