package books_test

import (
	"context"
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/plans"
)

// A customer has two servers. The hours of one contract pay for work on the other one: both
// books are told of the session, together or not at all.
func ExampleBooks_RecordAll_shared() {
	edition := plans.NUXIT() // a host whose plans let hours bought be shared
	edition.ID = "sharing"
	for i := range edition.Plans {
		if plan := &edition.Plans[i]; !plan.Fee.OnQuote {
			plan.Work.Shared, plan.Work.SharedRules = plans.SharesHours, []string{"§ 12"}
		}
	}
	catalogue, err := servicelevel.Compile(edition)
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	desk, _ := books.New(new(books.Memory), catalogue)
	web, mail := proContract(), proContract()
	web.Edition, web.ID, mail.Edition, mail.ID = "sharing", "web", "sharing", "mail"

	begun, ended := at("2026-05-12T10:00:00+02:00"), at("2026-05-12T11:05:00+02:00")
	err = desk.RecordAll(ctx,
		books.Recording{Contract: web, Facts: []servicelevel.Fact{
			{ID: "r1", Kind: servicelevel.Requested, At: begun.Add(-time.Hour), Ticket: "T1", Request: servicelevel.Incident},
			{ID: "w1", Kind: servicelevel.Worked, At: begun, End: ended, Ticket: "T1", ChargedTo: "mail"},
		}},
		books.Recording{Contract: mail, Facts: []servicelevel.Fact{
			{ID: "p1", Kind: servicelevel.Bought, At: at("2026-05-04T09:00:00+02:00"), Time: 3 * time.Hour},
			{ID: "r1", Kind: servicelevel.Requested, At: begun, Ticket: "web/T1", For: "web"},
			{ID: "w1", Kind: servicelevel.Worked, At: begun, End: ended, Ticket: "web/T1"},
		}},
	)
	fmt.Println(err)
	for _, contract := range []servicelevel.Contract{web, mail} {
		s, err := desk.Close(ctx, contract, calendar.MustParseMonth("2026-05"))
		s.Explain()
		fmt.Println(contract.ID+":", s.Tickets[0].Explained.EN, err)
		fmt.Println(s.Allowance.Used, "of the allowance, guarantees:", len(s.Guarantees))
	}
	// Output:
	// <nil>
	// web: 65 min, charged to the contract mail <nil>
	// 0s of the allowance, guarantees: 1
	// mail: 65 min → 3 blocks of 30 min (S18, S19); 90 min from the pack of 3 h of 4 May 2026, already paid €84.50 of €169.00 (S20, S21, D7); for the contract web (§ 12) <nil>
	// 0s of the allowance, guarantees: 0
}
