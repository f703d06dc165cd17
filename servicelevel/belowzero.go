package servicelevel

import "slices"

// reduction is a price reduction that goes beyond what the invoice has.
type reduction struct {
	line   int   // of the invoice
	beyond int64 // cents
}

// belowZero sees to it that price reductions do not make the invoice negative (D23): of
// one that would come to less than nothing, what they take off beyond what it has at their
// VAT goes to credit notes. The last reductions go first.
func (b *Biller) belowZero(s *Statement) error {
	if !b.term.contract.Options.PriceReduction || !b.negative() {
		return nil
	}
	var moved []reduction
	for i := range b.sums {
		x := &b.sums[i]
		for j := len(s.Invoice.Lines) - 1; j >= 0 && x.net < 0; j-- {
			if line := &s.Invoice.Lines[j]; line.reduces() && x.of.taxes(line.Category, line.Rate) {
				r := reduction{j, min(-inCents(line.Amount), -x.net)}
				x.net += r.beyond
				moved = append(moved, r)
			}
		}
	}
	if len(moved) == 0 {
		return nil
	}
	slices.SortFunc(moved, func(r, t reduction) int { return r.line - t.line })
	first, gone := len(s.CreditNotes), make(map[int]bool, len(moved))
	for _, r := range moved {
		line := &s.Invoice.Lines[r.line]
		gone[r.line] = b.split(line, s.creditNote(first, line.Date.MonthOf()), r.beyond)
	}
	for i := first; i < len(s.CreditNotes); i++ {
		if err := checkPayable("contract", s.CreditNotes[i].tax(b.reducedTax)); err != nil {
			return err
		}
	}
	b.keepLines(s, func(i int) bool { return !gone[i] })
	return nil
}

// negative reports whether the invoice comes to less than nothing, without VAT or with it.
func (b *Biller) negative() bool {
	var net, tax int64
	for _, x := range b.sums {
		net, tax = net+x.net, tax+x.of.rate.tax(x.net)
	}
	return net < 0 || net+tax < 0
}

// reduces reports whether a line of the invoice is a price reduction.
func (l *Line) reduces() bool { return l.Kind.owed() && l.Amount.IsNegative() }

// reduces reports whether a credit note has price reductions.
func (n *CreditNote) reduces() bool {
	return len(n.Document.Lines) > 0 && n.Document.Lines[0].Kind.owed()
}

// split moves a part of a price reduction to a credit note. It reports whether that was all.
func (b *Biller) split(line *Line, n *CreditNote, beyond int64) bool {
	whole := -inCents(line.Amount)
	note := *line
	b.single(&note, beyond)
	if beyond < whole {
		note.Whole, line.Whole = b.amounts.of(whole), line.Amount
		b.single(line, beyond-whole)
	}
	n.add(&note)
	return beyond == whole
}

// reducedTax is the VAT of what price reductions give back at one rate.
func (b *Biller) reducedTax(t *TaxTotal) int64 {
	for _, x := range b.sums {
		if x.of.taxes(t.Category, t.Rate) {
			return x.of.rate.tax(inCents(t.Net))
		}
	}
	return 0 // the invoice has it
}
