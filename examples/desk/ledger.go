package main

import (
	"fmt"
	"io"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
)

// compare keeps the same facts in a ledger, and looks whether that says what the book, by
// what it has left, and the statements do.
func compare(w io.Writer, events []event, statements []servicelevel.Statement, left time.Duration) error {
	account, err := accountOf(events)
	if err != nil {
		return err
	}
	end := statements[len(statements)-1].Period.End
	billed := map[string]ledger.Usage{}
	for i := range statements {
		for _, t := range statements[i].Tickets {
			u := billed[t.Ticket]
			u.Worked, u.Charged, u.Allowance = u.Worked+t.Worked, u.Charged+t.Charged, u.Allowance+t.FromAllowance
			for _, d := range t.Draws {
				u.Credit += d.Time
				u.Cost += credit.Mills(d.Cost.Shift(3).IntPart())
			}
			billed[t.Ticket] = u
		}
	}
	for _, t := range account.View(end, time.Time{}).Tickets() {
		if billed[t.Ticket] != t.Usage {
			return fmt.Errorf("%s: the ledger says %+v, the statements %+v", t.Ticket, t.Usage, billed[t.Ticket])
		}
		fmt.Fprintf(w, "%s: %s charged, %s of hours bought\n", t.Ticket, minutes(t.Usage.Charged), t.Usage.Cost)
	}
	if b := account.View(end.Add(-1), time.Time{}).Balance(); b.Available != left || left != statements[len(statements)-1].Credit.Closing {
		return fmt.Errorf("the ledger has %s left, the book %s", b.Available, left)
	}
	fmt.Fprintln(w, "Book, ledger and statements say the same.")
	return nil
}

// accountOf applies what moves hours to an account of the contract.
func accountOf(events []event) (*ledger.Account, error) {
	account, err := servicelevel.NUXIT().Account(contract())
	if err != nil {
		return nil, err
	}
	holds := map[string]string{} // by ticket
	for _, e := range events {
		f := &e.fact
		entry := ledger.Entry{ID: f.ID, At: f.At, Recorded: f.Recorded, Ticket: f.Ticket}
		switch f.Kind {
		case servicelevel.Bought:
			entry.Kind, entry.Time, entry.Price = credit.Purchase, f.Time, price(f.Time)
		case servicelevel.Estimated:
			entry.Kind, entry.Time = credit.Hold, f.Time
			holds[f.Ticket] = f.ID
		case servicelevel.Worked:
			entry.Kind, entry.Time = credit.Debit, f.End.Sub(f.At)
		case servicelevel.Reported, servicelevel.Cancelled:
			entry.Kind, entry.Ticket, entry.Of = credit.Release, "", holds[f.Ticket]
		default:
			continue
		}
		if _, err := account.Apply(entry); err != nil {
			return nil, err
		}
	}
	return account, nil
}

// price is what the plan's tariff says of a pack.
func price(hours time.Duration) (euros decimal.Decimal) {
	plan, _ := servicelevel.NUXIT().Plan(servicelevel.Pro)
	for _, p := range plan.Prices.Tariff.Packs {
		if p.Time == hours {
			return p.Price
		}
	}
	return euros
}
