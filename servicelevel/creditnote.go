package servicelevel

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/vat"
)

// CreditNote gives back what was invoiced: for hours that were refunded (D30) or that were
// never bought (D31). Its amounts are positive, and each line has the VAT of the line of
// the invoice that it corrects (D33). Whose it is says the statement that has it.
//
// One of its own has what charges below 0 and price reductions of a month
// (Options.PriceReduction) take off beyond what the invoice of the statement has at their VAT,
// if that would come to less than nothing (D23). Its VAT is that of its own sum.
//
// What was invoiced again, after a refund had been withdrawn, is given back first, the last
// of it first: so no line of an invoice has more given back than it had. What was taken off
// beside it, a discount or goodwill, is a line of its own, which is withdrawn by itself; hours
// that are to be given back at less have a price of their own (Fact.Price).
//
// The VAT of several credit notes for one invoice adds up to what all of them together
// would have: the tax of each is that of all that was credited up to it, less that of what
// was before, which is TaxTotal.Before. So what is credited in full comes to what was
// invoiced, to the cent.
type CreditNote struct {
	Invoice  calendar.Month `json:"invoice"` // the month whose statement invoiced it
	Document Document       `json:"document"`
	// Explained names what it corrects. It is by Statement.Explain, or by Consolidated.Explain.
	Explained Wording `json:"explained,omitzero"`
}

// credited is what was credited of the lines of an invoice that are taxed alike.
type credited struct {
	invoice     calendar.Month
	tax         treatment
	net, before int64 // cents: in all, and before the month
}

// invoiceTax is a VAT of the invoice of a month.
type invoiceTax struct {
	invoice calendar.Month
	tax     vat.Key
}

func (s *CreditedState) key() invoiceTax {
	return invoiceTax{s.Invoice, vat.KeyOf(s.Category, s.Rate)}
}

// listCredited lists what was credited, in a unit, and refuses what is given twice.
func listCredited(l *fault.List, u money.Unit, list []CreditedState) map[invoiceTax]int64 {
	credited := make(map[invoiceTax]int64, len(list))
	for i := range list {
		x := &list[i]
		if _, ok := credited[x.key()]; ok {
			l.Add(fault.Index("credited", i)+".invoice", x.Invoice, "must not be given twice with one VAT")
		}
		credited[x.key()] = u.Count(x.Net)
	}
	return credited
}

// returned is what is given back of an invoice in the month.
type returned struct {
	invoice calendar.Month
	line    Line
	undone  bool
}

// sale is a line of an invoice that something is given back of.
type sale struct {
	invoice calendar.Month
	tax     *treatment
	level   Level
}

// saleOf returns the line of an invoice that has a lot.
func (b *Biller) saleOf(l *lot, invoice calendar.Month) sale {
	date := b.wall.date(l.at)
	return sale{invoice, b.term.vat.on(taxDay(b.term.Cycle, PackLine, date)), b.term.level(date)}
}

// giveBack notes what is given back of a lot that was invoiced: in the month by a line like
// the one given, which is nil for a month before.
func (b *Biller) giveBack(l *lot, cents int64, line *Line) (parts []returnOf) {
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
		var own *Line
		if line != nil {
			copied := *line
			if own = &copied; part.cents < cents {
				own.Whole = b.amounts.of(cents)
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
func (b *Biller) keep(l *lot, parts []returnOf, now bool) {
	for _, part := range parts {
		c := b.creditedOf(b.saleOf(l, part.invoice))
		if c.net -= part.cents; !now {
			c.before -= part.cents
		}
		if part.noted > 0 {
			b.hours.returns[part.noted-1].undone = true
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
// the month: in hours.returns, from 1.
func (b *Biller) credit(of sale, cents int64, line *Line) int32 {
	c := b.creditedOf(of)
	if c.net += cents; line == nil {
		c.before += cents
		return 0
	}
	b.single(line, cents)
	line.Category, line.Rate, line.Exemption, line.Level = of.tax.category, of.tax.rate.Share, of.tax.exemption, of.level
	b.hours.returns = append(b.hours.returns, returned{invoice: of.invoice, line: *line})
	return int32(len(b.hours.returns)) // at most MaxFacts
}

// again invoices what was given back of a sale by mistake.
func (b *Biller) again(s *Statement, of sale, cents int64) *Line {
	line := b.taxedLine(s, of.tax, cents)
	b.single(line, cents)
	line.Kind, line.Level, line.Rules = WithdrawalLine, of.level, "D31"
	return line
}

// creditedOf returns what was credited of the lines of an invoice that are taxed like one.
func (b *Biller) creditedOf(of sale) *credited {
	list := &b.hours.credited
	for i := range *list {
		if c := &(*list)[i]; c.invoice == of.invoice && c.tax.same(of.tax) {
			return c
		}
	}
	*list = append(*list, credited{invoice: of.invoice, tax: *of.tax})
	return &(*list)[len(*list)-1]
}

// creditNotes makes the credit notes of the month, one for each invoice.
func (b *Biller) creditNotes(s *Statement) error {
	for i := range b.hours.returns {
		if r := &b.hours.returns[i]; !r.undone {
			s.creditNote(0, r.invoice).add(b.term.unit, &r.line)
		}
	}
	for i := range s.CreditNotes {
		n := &s.CreditNotes[i]
		if err := n.tax(b.term.unit, func(t *TaxTotal) int64 { return b.returnedTax(n.Invoice, t) }); err != nil {
			return err
		}
	}
	return nil
}

// creditNote returns the credit note for an invoice, among those from one on.
func (s *Statement) creditNote(first int, invoice calendar.Month) *CreditNote {
	for i := first; i < len(s.CreditNotes); i++ {
		if s.CreditNotes[i].Invoice == invoice {
			return &s.CreditNotes[i]
		}
	}
	s.CreditNotes = append(s.CreditNotes, CreditNote{Invoice: invoice})
	return &s.CreditNotes[len(s.CreditNotes)-1]
}

// add adds a line, and its amount to the net totals.
func (n *CreditNote) add(u money.Unit, line *Line) {
	d := &n.Document
	d.Lines = append(d.Lines, *line)
	i := 0
	for i < len(d.Taxes) && !(d.Taxes[i].Category == line.Category && d.Taxes[i].Rate.Equal(line.Rate)) {
		i++
	}
	if i == len(d.Taxes) {
		d.Taxes = append(d.Taxes, TaxTotal{Category: line.Category, Rate: line.Rate})
	}
	for _, sum := range [...]*decimal.Decimal{&d.Taxes[i].Net, &d.Net} {
		*sum = u.Decimal(u.Count(*sum) + u.Count(line.Amount))
	}
}

// tax fills in the taxes, of which each is due on what the lines at its rate come to. It
// refuses a note that is too much to be written, or with which all that is given back of an
// invoice is.
func (n *CreditNote) tax(u money.Unit, due func(*TaxTotal) int64) error {
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

// returnedTax is the VAT of all that was given back of an invoice at one rate, less that of
// what was before the month, which it notes.
func (b *Biller) returnedTax(invoice calendar.Month, t *TaxTotal) int64 {
	for i := range b.hours.credited {
		if c := &b.hours.credited[i]; c.invoice == invoice && c.tax.taxes(t.Category, t.Rate) {
			if c.before > 0 {
				t.Before = b.amounts.of(c.before)
			}
			return c.tax.rate.After(c.before, c.net-c.before)
		}
	}
	return 0 // there is one
}
