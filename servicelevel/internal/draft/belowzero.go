package draft

import (
	"slices"

	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// reduction is a line that takes off more than the invoice has.
type reduction struct {
	line   int   // of the invoice
	beyond int64 // cents
}

// BelowZero sees to it that what is taken off does not make the invoice negative (D23): of
// one that would come to less than nothing, what price reductions and charges below 0 take off
// beyond what it has at their VAT goes to credit notes. The last of them go first.
func (d *Documents) BelowZero(s *statement.Statement) error {
	if !d.negative() {
		return nil
	}
	var moved []reduction
	for i := range d.sums {
		x := &d.sums[i]
		for j := len(s.Invoice.Lines) - 1; j >= 0 && x.net < 0; j-- {
			if line := &s.Invoice.Lines[j]; line.Amount.IsNegative() && x.of.Taxes(line.Category, line.Rate) {
				r := reduction{j, min(-d.InCents(line.Amount), -x.net)}
				x.net += r.beyond
				moved = append(moved, r)
			}
		}
	}
	slices.SortFunc(moved, func(r, t reduction) int { return r.line - t.line })
	first, gone := len(s.CreditNotes), make(map[int]bool, len(moved))
	for _, r := range moved {
		line, of := &s.Invoice.Lines[r.line], d.Month
		if line.Corrects.Valid() {
			of = line.Corrects
		}
		gone[r.line] = d.split(line, NoteFor(s, of, first), r.beyond)
	}
	for i := first; i < len(s.CreditNotes); i++ {
		if err := CloseNote(&s.CreditNotes[i], d.Term.Unit, d.reducedTax); err != nil {
			return err
		}
	}
	d.KeepLines(s, func(i int) bool { return !gone[i] })
	return nil
}

// negative reports whether the invoice comes to less than nothing, without VAT or with it.
func (d *Documents) negative() bool {
	var net, tax int64
	for _, x := range d.sums {
		net, tax = net+x.net, tax+x.of.Rate.Of(x.net)
	}
	return net < 0 || net+tax < 0
}

// split moves a part of what a line takes off to a credit note. It reports whether that was all.
func (d *Documents) split(line *invoice.Line, n *invoice.CreditNote, beyond int64) bool {
	whole := -d.InCents(line.Amount)
	note := *line
	d.Single(&note, beyond)
	if beyond < whole {
		note.Whole, line.Whole = d.Amount(whole), line.Amount
		d.Single(line, beyond-whole)
	}
	AddToNote(n, d.Term.Unit, &note)
	return beyond == whole
}

// reducedTax is the VAT of what such a credit note gives back at one rate.
func (d *Documents) reducedTax(t *invoice.TaxTotal) int64 {
	for _, x := range d.sums {
		if x.of.Taxes(t.Category, t.Rate) {
			return x.of.Rate.Of(d.InCents(t.Net))
		}
	}
	return 0 // the invoice has it
}
