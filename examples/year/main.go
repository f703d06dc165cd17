// Command year tells twelve months of one customer, and the renewal: levels and prices
// that change, a rate of VAT that changes, hours given back, facts that were late or wrong,
// hours that go on under another edition. Its last table reconciles every euro and minute.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer) error {
	sums, err := year(w)
	if err != nil {
		return err
	}
	return sums.write(w)
}

// year tells the months one after the other, and adds them up.
func year(w io.Writer) (*sums, error) {
	catalogue, err := editions()
	if err != nil {
		return nil, err
	}
	sums := newSums()
	last, err := months(w, catalogue, contract(), facts(), sums)
	if err != nil {
		return nil, err
	}
	next, brought := renewal(last)
	fmt.Fprintf(w, "\nThe server is renewed as contract %s under the edition %s, with the hours that are left.\n", next.ID, next.Edition)
	_, err = months(w, catalogue, next, append(brought, factsAfter()...), sums)
	return sums, err
}

// months closes the months of a contract until it ends, or no more facts have come. Each is
// closed into the state from which the next one goes on, and nothing else is kept.
func months(w io.Writer, catalogue *servicelevel.Catalogue, ct servicelevel.Contract, facts []servicelevel.Fact, sums *sums) (servicelevel.Statement, error) {
	book, err := catalogue.Open(ct)
	if err != nil {
		return servicelevel.Statement{}, err
	}
	var s servicelevel.Statement
	month, zone := ct.MonthOf(ct.Start), catalogue.Location()
	for len(facts) > 0 || ct.End.Valid() && month.Compare(ct.MonthOf(ct.End.AddDays(-1))) <= 0 {
		told := 0
		for told < len(facts) && ct.MonthOf(calendar.DateOf(facts[told].Known().In(zone))) == month {
			told++
		}
		if err := book.Record(facts[:told]...); err != nil {
			return s, err
		}
		var state servicelevel.State
		if s, state, err = book.Close(month); err != nil {
			return s, err
		}
		tell(w, &s, facts[:told])
		if err := sums.add(&s); err != nil {
			return s, err
		}
		facts, month = facts[told:], month.AddMonths(1)
		if book, err = catalogue.Resume(ct, state); err != nil { // as another process would
			return s, err
		}
	}
	return s, nil
}

// tell prints what became known in a month and what it comes to.
func tell(w io.Writer, s *servicelevel.Statement, facts []servicelevel.Fact) {
	s.Explain()
	var levels []string
	for _, days := range s.Levels {
		levels = append(levels, days.Name.EN)
	}
	fmt.Fprintf(w, "\n%s  %s, edition %s\n", s.Month, strings.Join(levels, " and "), s.Edition)
	for _, f := range facts {
		fmt.Fprintf(w, "  · %s\n", words(&f))
	}
	document(w, s.Currency, "invoice", &s.Invoice)
	for i := range s.CreditNotes {
		document(w, s.Currency, "credit note for "+s.CreditNotes[i].Invoice.String(), &s.CreditNotes[i].Document)
	}
	if s.Compensation != nil {
		document(w, s.Currency, "compensation", s.Compensation)
	}
	for _, t := range s.Tickets {
		fmt.Fprintf(w, "  %-14s %s\n", t.Ticket, t.Explained.EN)
	}
	fmt.Fprintf(w, "  hours left     %s\n", hours(s.Credit.Closing))
}

func document(w io.Writer, currency, name string, d *invoice.Document) {
	if len(d.Lines) == 0 {
		return
	}
	fmt.Fprintf(w, "  %s: %s + %s VAT = %s\n", name, amount.Text(currency, d.Net), amount.Text(currency, d.Tax), amount.Text(currency, d.Gross))
	for _, line := range d.Lines {
		fmt.Fprintf(w, "    %9s  %s: %s\n", amount.Text(currency, line.Amount), line.Label.EN, line.Explained.EN)
	}
}

// words says what a fact tells.
func words(f *servicelevel.Fact) string {
	text := f.At.Format("2 Jan 15:04") + " " + f.Kind.String()
	if f.Ticket != "" {
		text += " " + f.Ticket
	}
	if f.Kind == servicelevel.Worked {
		text += " for " + hours(f.End.Sub(f.At))
	}
	if f.Time > 0 {
		text += " " + hours(f.Time)
	}
	if f.Label.EN != "" {
		text += " " + strings.ToLower(f.Label.EN)
	}
	if f.Of != "" {
		text += " " + f.Of
	}
	if !f.Recorded.IsZero() {
		text += ", told on " + f.Recorded.Format("2 Jan")
	}
	return text + " (" + f.ID + ")"
}

// hours writes 90 minutes as "1 h 30".
func hours(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	h, m := d/time.Hour, d%time.Hour/time.Minute
	switch {
	case h == 0:
		return fmt.Sprintf("%s%d min", sign, m)
	case m == 0:
		return fmt.Sprintf("%s%d h", sign, h)
	}
	return fmt.Sprintf("%s%d h %02d", sign, h, m)
}
