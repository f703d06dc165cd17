// Command fit answers which level fits a customer: what three months of his own
// activity would have come to at each level, what each would have refused or
// answered later, and from how many hours a month a level pays for itself.
package main

import (
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/plans"
)

func main() {
	log.SetFlags(0)
	nuxit := servicelevel.NUXIT()
	contract, activity := spring(nuxit.Location())
	c, err := compare.Levels(nuxit, contract, activity, calendar.MustParseMonth("2026-03"), calendar.MustParseMonth("2026-05"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s, %s to %s\n\n", contract.Customer, c.From, c.To)
	fmt.Println("level              fees  to buy      cost  kept  later  for this server")
	for _, l := range c.Levels {
		fmt.Printf("%-14s %8s %6vh %9s   %d/%d %6d  %s\n", l.Name.EN, amount.Text(c.Currency, l.Fees), l.Hours.Hours(), amount.Text(c.Currency, *l.Cost),
			l.Guarantees.InTime, l.Guarantees.InTime+l.Guarantees.Late, len(l.Later), verdict(&l))
	}
	c.Explain()
	for _, l := range c.Levels[:1] {
		fmt.Printf("\nAt %s:\n", l.Name.EN)
		for part := range strings.SplitSeq(l.Explained.EN, "; ") {
			fmt.Printf("  %s\n", part)
		}
	}
	if err := breakEven(nuxit); err != nil {
		log.Fatal(err)
	}
}

func verdict(l *compare.LevelCost) string {
	var rules []string
	for _, c := range l.Unmet {
		rules = append(rules, c.Rules...)
	}
	if len(rules) == 0 {
		return l.Verdict.String()
	}
	return l.Verdict.String() + " (" + strings.Join(rules, ", ") + ")"
}

// breakEven compares Pro with Standard at the price of each pack.
func breakEven(c *servicelevel.Catalogue) error {
	pro, _ := c.Plan(servicelevel.Pro)
	standard, _ := c.Plan(servicelevel.Standard)
	tariff, err := pro.Tariff()
	if err != nil {
		return err
	}
	fmt.Println("\nPro against Standard, by the hour's price in each pack:")
	for _, pack := range tariff.Packs {
		b, err := compare.FindBreakEven(pro, standard, credit.Pack{Time: pack.Time, Price: pack.Price})
		if err != nil {
			return err
		}
		fmt.Printf("  %5s an hour: it pays from %v of intervention a month on\n", amount.Text(c.Currency(), pack.PerHour(credit.Hundredths)), b.Billed)
	}
	return nil
}

// spring is what a customer asked for in three months.
func spring(paris *time.Location) (servicelevel.Contract, servicelevel.Activity) {
	rent := decimal.RequireFromString("149.00")
	contract := servicelevel.Contract{
		ID: "NX-3100", Customer: "Librairie du Pont", Edition: "nuxit", Start: calendar.MustParseDate("2026-01-01"), Rent: &rent,
		Server: plans.Server{Ordered: time.Date(2025, time.December, 18, 15, 0, 0, 0, paris), InService: true},
	}
	var activity servicelevel.Activity
	for _, x := range []struct {
		ticket  string
		kind    servicelevel.RequestKind
		channel servicelevel.Channel
		asked   time.Time
		after   time.Duration
		worked  time.Duration
	}{
		{"update", servicelevel.ServiceRequest, servicelevel.ByTicket, time.Date(2026, 3, 12, 10, 0, 0, 0, paris), time.Hour, 50 * time.Minute},
		{"mail down", servicelevel.Incident, servicelevel.ByTicket, time.Date(2026, 4, 4, 21, 30, 0, 0, paris), 40 * time.Minute, 95 * time.Minute},
		{"intrusion", servicelevel.Incident, servicelevel.ByTicket, time.Date(2026, 5, 14, 8, 5, 0, 0, paris), 3 * time.Hour, 130 * time.Minute},
		{"a call", servicelevel.ServiceRequest, servicelevel.ByTelephone, time.Date(2026, 5, 18, 11, 0, 0, 0, paris), 0, 0},
	} {
		activity.Requests = append(activity.Requests, servicelevel.Request{Ticket: x.ticket, Kind: x.kind, Channel: x.channel, At: x.asked})
		if x.worked > 0 {
			start := x.asked.Add(x.after)
			activity.Interventions = append(activity.Interventions, servicelevel.Intervention{Ticket: x.ticket, Start: start, End: start.Add(x.worked)})
		}
	}
	return contract, activity
}
