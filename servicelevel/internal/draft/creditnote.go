package draft

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// NoteFor returns the credit note for an invoice, among those from one on.
func NoteFor(s *statement.Statement, of calendar.Month, first int) *invoice.CreditNote {
	for i := first; i < len(s.CreditNotes); i++ {
		if s.CreditNotes[i].Invoice == of {
			return &s.CreditNotes[i]
		}
	}
	s.CreditNotes = append(s.CreditNotes, invoice.CreditNote{Invoice: of})
	return &s.CreditNotes[len(s.CreditNotes)-1]
}

// AddToNote adds a line to a credit note, and its amount to the net totals.
func AddToNote(n *invoice.CreditNote, u money.Unit, line *invoice.Line) {
	d := &n.Document
	d.Lines = append(d.Lines, *line)
	i := 0
	for i < len(d.Taxes) && !(d.Taxes[i].Category == line.Category && d.Taxes[i].Rate.Equal(line.Rate)) {
		i++
	}
	if i == len(d.Taxes) {
		d.Taxes = append(d.Taxes, invoice.TaxTotal{Category: line.Category, Rate: line.Rate})
	}
	for _, sum := range [...]*decimal.Decimal{&d.Taxes[i].Net, &d.Net} {
		*sum = u.Decimal(u.Count(*sum) + u.Count(line.Amount))
	}
}

// CloseNote fills in the taxes of a credit note, of which each is due on what the lines at its rate come to. It
// refuses a note that is too much to be written, or with which all that is given back of an
// invoice is.
func CloseNote(n *invoice.CreditNote, u money.Unit, due func(*invoice.TaxTotal) int64) error {
	d := &n.Document
	var sum int64
	for i := range d.Taxes {
		t := &d.Taxes[i]
		tax := due(t)
		t.Tax, sum = u.Decimal(tax), sum+tax
		if err := money.CheckSums("contract", u, u.Count(t.Before)+u.Count(t.Net)); err != nil {
			return err
		}
	}
	gross := u.Count(d.Net) + sum
	d.Tax, d.Gross = u.Decimal(sum), u.Decimal(gross)
	return money.CheckSums("contract", u, gross)
}
