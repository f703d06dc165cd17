package main

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// show says what is left at an instant, which deadlines run, and what the month would come
// to.
func show(w io.Writer, book books.View, now time.Time) error {
	b, err := book.Balance(now)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "    left: %s of the month, %s bought; held %s, used %s, overdrawn %s\n",
		minutes(b.Allowance), minutes(b.Available), minutes(b.Held), minutes(b.Used), minutes(b.Overdrawn))
	deadlines, err := book.Due(now)
	if err != nil {
		return err
	}
	for _, d := range deadlines {
		switch d.State {
		case servicelevel.DeadlinePaused:
			fmt.Fprintf(w, "    %s: paused, %s left\n", d.Ticket, minutes(d.Left))
		case servicelevel.DeadlineMissed:
			fmt.Fprintf(w, "    %s: late since %s\n", d.Ticket, d.Due.Format("15:04"))
		default:
			fmt.Fprintf(w, "    %s: due by %s, %s left\n", d.Ticket, d.Due.Format("15:04"), minutes(d.Left))
		}
	}
	p, err := book.Preview(now)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "    %s so far: %s %s excl. VAT, %s charged\n", p.Month, amount.Text(p.Currency, p.Invoice.Net), cmp.Or(p.Currency, "€"), minutes(charged(&p)))
	return nil
}

// charged is the work that a statement charges.
func charged(s *servicelevel.Statement) time.Duration {
	var sum time.Duration
	for i := range s.Tickets {
		sum += s.Tickets[i].Charged
	}
	return sum
}

func showStatement(w io.Writer, s *servicelevel.Statement) {
	fmt.Fprintf(w, "\n%s: %s %s excl. VAT\n", s.Month, amount.Text(s.Currency, s.Invoice.Net), cmp.Or(s.Currency, "€"))
	for _, t := range s.Tickets {
		fmt.Fprintf(w, "    %s, paid by %s: %s worked, %s charged; %s of the allowance", t.Ticket, t.Month, minutes(t.Worked),
			minutes(t.Charged), minutes(t.FromAllowance))
		for _, d := range t.Draws {
			fmt.Fprintf(w, ", %s of %s that had cost %s", minutes(d.Time), d.Lot, amount.Text(s.Currency, d.Cost))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "    allowance: %s used, %s lost; hours bought: %s left\n\n", minutes(s.Allowance.Used), minutes(s.Allowance.Lost),
		minutes(s.Credit.Closing))
}

func minutes(d time.Duration) string { return fmt.Sprintf("%d min", d/time.Minute) }
