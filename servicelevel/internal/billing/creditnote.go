package billing

import (
	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/draft"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// credited is what was credited of the lines of an invoice that are taxed alike.
type credited struct {
	invoice     calendar.Month
	tax         agreed.Treatment
	net, before int64 // cents: in all, and before the month
}

// returned is what is given back of an invoice in the month.
type returned struct {
	invoice calendar.Month
	line    invoice.Line
	undone  bool
}

// sale is a line of an invoice that something is given back of.
type sale struct {
	invoice calendar.Month
	tax     *agreed.Treatment
	level   plans.Level
}

// saleOf returns the line of an invoice that has a lot.
func (b *Maker) saleOf(l *lot, of calendar.Month) sale {
	date := b.Wall.Date(l.at)
	return sale{of, b.Term.VAT.On(reckon.TaxDay(b.Term.Cycle, invoice.PackLine, date)), b.Term.LevelOn(date)}
}

// giveBack notes what is given back of a lot that was invoiced: in the month by a line like
// the one given, which is nil for a month before.
func (b *Maker) giveBack(l *lot, cents int64, line *invoice.Line) (parts []returnOf) {
	for left := cents; left > 0; {
		part := returnOf{invoice: l.invoiced, cents: left}
		if l.givenBack > 0 {
			again := &l.again[l.givenBack-1]
			if again.cents == 0 {
				l.givenBack--
				continue
			}
			part.invoice, part.again, part.cents = again.month, l.givenBack, min(left, again.cents)
			again.cents -= part.cents
		}
		var own *invoice.Line
		if line != nil {
			copied := *line
			if own = &copied; part.cents < cents {
				own.Whole = b.Amount(cents)
			}
		}
		part.noted = b.credit(b.saleOf(l, part.invoice), part.cents, own)
		left -= part.cents
		parts = append(parts, part)
	}
	return parts
}

// keep takes back what was given back of a lot in the month in which that became known not
// to be due: no credit note of any month has it.
func (b *Maker) keep(l *lot, parts []returnOf, now bool) {
	for _, part := range parts {
		c := b.creditedOf(b.saleOf(l, part.invoice))
		if c.net -= part.cents; !now {
			c.before -= part.cents
		}
		if part.noted > 0 {
			b.Hours.returns[part.noted-1].undone = true
		}
		if part.again > 0 {
			l.again[part.again-1].cents += part.cents
			l.givenBack = max(l.givenBack, part.again)
		}
	}
}

// invoiceAgain notes that what had been given back of a lot was invoiced in a month.
func (l *lot) invoiceAgain(x invoiced) {
	for l.givenBack > 0 && l.again[l.givenBack-1].cents == 0 {
		l.givenBack--
	}
	l.again = append(l.again[:l.givenBack], x)
	l.givenBack = len(l.again)
}

// credit notes what is given back of a sale, and returns where it is noted if that is in
// the month: in Hours.returns, from 1.
func (b *Maker) credit(of sale, cents int64, line *invoice.Line) int32 {
	c := b.creditedOf(of)
	if c.net += cents; line == nil {
		c.before += cents
		return 0
	}
	b.Single(line, cents)
	line.Category, line.Rate, line.Exemption, line.Level = of.tax.Category, of.tax.Rate.Share, of.tax.Exemption, of.level
	b.Hours.returns = append(b.Hours.returns, returned{invoice: of.invoice, line: *line})
	return int32(len(b.Hours.returns)) // at most MaxFacts
}

// again invoices what was given back of a sale by mistake.
func (b *Maker) again(s *statement.Statement, of sale, cents int64) *invoice.Line {
	line := b.TaxedLine(s, of.tax, cents)
	b.Single(line, cents)
	line.Kind, line.Level, line.Rules = invoice.WithdrawalLine, of.level, "D31"
	return line
}

// creditedOf returns what was credited of the lines of an invoice that are taxed like one.
func (b *Maker) creditedOf(of sale) *credited {
	list := &b.Hours.credited
	for i := range *list {
		if c := &(*list)[i]; c.invoice == of.invoice && c.tax.Same(of.tax) {
			return c
		}
	}
	*list = append(*list, credited{invoice: of.invoice, tax: *of.tax})
	return &(*list)[len(*list)-1]
}

// creditNotes makes the credit notes of the month, one for each invoice.
func (b *Maker) creditNotes(s *statement.Statement) error {
	for i := range b.Hours.returns {
		if r := &b.Hours.returns[i]; !r.undone {
			draft.AddToNote(draft.NoteFor(s, r.invoice, 0), b.Term.Unit, &r.line)
		}
	}
	for i := range s.CreditNotes {
		n := &s.CreditNotes[i]
		if err := draft.CloseNote(n, b.Term.Unit, func(t *invoice.TaxTotal) int64 { return b.returnedTax(n.Invoice, t) }); err != nil {
			return err
		}
	}
	return nil
}

// returnedTax is the VAT of all that was given back of an invoice at one rate, less that of
// what was before the month, which it notes.
func (b *Maker) returnedTax(of calendar.Month, t *invoice.TaxTotal) int64 {
	for i := range b.Hours.credited {
		if c := &b.Hours.credited[i]; c.invoice == of && c.tax.Taxes(t.Category, t.Rate) {
			if c.before > 0 {
				t.Before = b.Amount(c.before)
			}
			return c.tax.Rate.After(c.before, c.net-c.before)
		}
	}
	return 0 // there is one
}
