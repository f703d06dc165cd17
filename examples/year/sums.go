package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// sums is what the statements of all months come to.
type sums struct {
	currency              string                               // of all statements
	lines                 map[invoice.LineKind]decimal.Decimal // of the invoices
	returned              map[invoice.LineKind]decimal.Decimal // of the credit notes
	invoiced, credited    totals
	owed, earned          decimal.Decimal
	bought                time.Duration
	used, refunded        time.Duration
	moved, withdrawn      time.Duration
	charged, fromPacks    time.Duration
	granted, taken, spare time.Duration                  // of the allowances
	late                  time.Duration                  // given back to one whose month was over
	last                  map[string]statement.CreditUse // of each contract
}

// totals are those of some documents.
type totals struct{ net, tax, gross decimal.Decimal }

func (t *totals) add(d *invoice.Document) {
	t.net, t.tax, t.gross = t.net.Add(d.Net), t.tax.Add(d.Tax), t.gross.Add(d.Gross)
}

func newSums() *sums {
	return &sums{
		lines: map[invoice.LineKind]decimal.Decimal{}, returned: map[invoice.LineKind]decimal.Decimal{},
		last: map[string]statement.CreditUse{},
	}
}

// add adds a statement.
func (x *sums) add(s *servicelevel.Statement) error {
	x.currency = s.Currency
	x.invoiced.add(&s.Invoice)
	for _, line := range s.Invoice.Lines {
		x.lines[line.Kind] = x.lines[line.Kind].Add(line.Amount)
	}
	for _, n := range s.CreditNotes {
		x.credited.add(&n.Document)
		for _, line := range n.Document.Lines {
			x.returned[line.Kind] = x.returned[line.Kind].Add(line.Amount)
		}
	}
	if s.Compensation != nil {
		x.owed = x.owed.Add(s.Compensation.Gross)
	}
	c := &s.Credit
	if c.Opening != x.last[s.Contract].Closing {
		return fmt.Errorf("%s opens with %s, and the month before closed with %s", s.Month, hours(c.Opening), hours(x.last[s.Contract].Closing))
	}
	x.last[s.Contract] = *c
	x.bought, x.used, x.refunded = x.bought+c.Bought, x.used+c.Used, x.refunded+c.Refunded
	x.moved, x.withdrawn = x.moved+c.Moved, x.withdrawn+c.Withdrawn
	for _, lot := range c.Lots {
		x.earned = x.earned.Add(lot.EarnedMonth)
	}
	for _, t := range s.Tickets {
		x.charged += t.Charged
		for _, d := range t.Draws {
			x.fromPacks += d.Time
		}
		x.taken += t.FromAllowance
		if t.FromAllowance < 0 {
			x.late -= t.FromAllowance
		}
	}
	x.granted, x.spare = x.granted+s.Allowance.Granted, x.spare+s.Allowance.Lost
	return nil
}

// part is a term of a sum.
type part struct {
	what string
	much decimal.Decimal
	text string
}

func (x *sums) money(what string, d decimal.Decimal) part {
	return part{what, d, amount.Text(x.currency, d)}
}

func span(what string, d time.Duration) part {
	return part{what, decimal.NewFromInt(int64(d)), hours(d)}
}

// write prints the table. Each of its rows is an equation; one that does not hold is an
// error.
func (x *sums) write(w io.Writer) error {
	var open time.Duration
	var deferred decimal.Decimal
	for _, c := range x.last {
		open += c.Closing
		for _, lot := range c.Lots {
			deferred = deferred.Add(lot.Deferred)
		}
	}
	packs := x.lines[invoice.PackLine]
	back, never := x.returned[invoice.RefundLine], x.returned[invoice.WithdrawalLine]
	fmt.Fprintln(w, "\nEvery euro and minute of the thirteen months:")
	for _, row := range []struct {
		name        string
		left, right []part
	}{
		{
			"invoices",
			[]part{x.money("fees", x.lines[invoice.FeeLine]), x.money("packs", packs), x.money("the rest", x.lines[invoice.ChargeLine])},
			[]part{x.money("excl. VAT", x.invoiced.net)},
		},
		{"", []part{x.money("excl. VAT", x.invoiced.net), x.money("VAT", x.invoiced.tax)}, []part{x.money("invoiced", x.invoiced.gross)}},
		{"credit notes", []part{x.money("given back", back), x.money("never bought", never)}, []part{x.money("excl. VAT", x.credited.net)}},
		{"", []part{x.money("excl. VAT", x.credited.net), x.money("VAT", x.credited.tax)}, []part{x.money("credited", x.credited.gross)}},
		{
			"packs",
			[]part{x.money("invoiced", packs)},
			[]part{x.money("credited", x.credited.net), x.money("earned", x.earned), x.money("still owed in hours", deferred)},
		},
		{
			"hours",
			[]part{span("bought", x.bought-x.moved)},
			[]part{span("used", x.used), span("given back", x.refunded), span("never bought", x.withdrawn), span("left", open)},
		},
		{"work", []part{span("charged", x.charged)}, []part{span("from allowances", x.taken), span("from packs", x.fromPacks)}},
		{"allowances", []part{span("granted", x.granted)}, []part{span("used", x.taken), span("lost", x.spare), span("given back when its month was over", x.late)}},
	} {
		left, right := sum(row.left), sum(row.right)
		if !left.Equal(right) {
			return fmt.Errorf("%s: %s is not %s", row.name, left, right)
		}
		fmt.Fprintf(w, "  %-13s %s = %s\n", row.name, text(row.left), text(row.right))
	}
	fmt.Fprintf(w, "  %-13s %s for promises that were not kept\n", "compensation", amount.Text(x.currency, x.owed))
	return nil
}

func sum(parts []part) (d decimal.Decimal) {
	for _, p := range parts {
		d = d.Add(p.much)
	}
	return d
}

func text(parts []part) string {
	var texts []string
	for _, p := range parts {
		texts = append(texts, p.text+" "+p.what)
	}
	return strings.Join(texts, " + ")
}
