// Command eve takes requests at 17:55 on the eve of a public holiday, and shows
// what each level makes of them.
package main

import (
	"fmt"
	"log"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

func main() {
	log.SetFlags(0)
	nuxit := servicelevel.NUXIT()
	eve := time.Date(2026, time.May, 13, 17, 55, 0, 0, nuxit.Location()) // Ascension Day is the 14th, a Thursday
	office, err := calendar.Compile(calendar.OfficeHours())
	if err != nil {
		log.Fatal(err)
	}
	holidays, err := office.Holidays(calendar.DateOf(eve).AddDays(1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("It is %s; tomorrow is %s.\n", eve.Format("Monday 2 January 2006, 15:04"), holidays[0].EN)

	done, err := office.Add(eve, 45*time.Minute)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("45 minutes of office hours from now end on", done.Format("Monday 2 January, 15:04."))

	for _, level := range []servicelevel.Level{servicelevel.Standard, servicelevel.Pro, servicelevel.Business} {
		fmt.Printf("\n%s\n", level)
		for _, r := range []servicelevel.Request{
			{Ticket: "a request", At: eve.Add(10 * time.Minute), Estimate: 45 * time.Minute},
			{Ticket: "an incident", Kind: servicelevel.Incident, At: eve.Add(10 * time.Minute), Estimate: 45 * time.Minute},
			{Ticket: "a call", Kind: servicelevel.Incident, At: eve.Add(10 * time.Minute), Channel: servicelevel.ByTelephone},
		} {
			if err := ask(nuxit, level, r); err != nil {
				log.Fatal(err)
			}
		}
	}
}

// ask shows what a level makes of a request, for a customer with one hour of credit.
func ask(c *servicelevel.Catalogue, level servicelevel.Level, r servicelevel.Request) error {
	plan, _ := c.Plan(level)
	rent := plan.Fee.Monthly
	book, err := c.Open(servicelevel.Contract{
		ID: "C1", Customer: "Example", Edition: "nuxit", Level: level, Rent: &rent,
		Start: calendar.MustParseDate("2026-01-01"),
	})
	if err != nil {
		return err
	}
	bought := time.Date(2026, time.January, 5, 9, 0, 0, 0, c.Location())
	if err := book.Record(servicelevel.Fact{ID: "gift", Kind: servicelevel.Given, At: bought, Time: time.Hour}); err != nil {
		return err
	}
	h, err := book.Handle(r)
	if err != nil {
		return err
	}
	fmt.Printf("  %-12s", r.Ticket)
	switch {
	case !h.Accepted:
		fmt.Println("refused", h.Rules)
	case !h.Guaranteed:
		fmt.Println("from", h.Earliest.Format("Mon 2 Jan 15:04"), "by best effort")
	default:
		fmt.Println("from", h.Earliest.Format("Mon 2 Jan 15:04"), "and by", h.Due.Format("Mon 2 Jan 15:04"), "at the latest")
	}
	return nil
}
