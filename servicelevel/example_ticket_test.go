package servicelevel_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

// A request from its qualification to the report: 80 minutes are estimated, 55
// are worked.
func ExampleTicket() {
	nuxit, contract := servicelevel.NUXIT(), proContract()
	account, _ := nuxit.Account(contract)

	ticket, _ := nuxit.Qualify(contract, servicelevel.Request{
		Ticket: "T1", At: at("2026-05-11T09:40:00+02:00"),
	}, at("2026-05-11T10:00:00+02:00"))
	fmt.Println(ticket.State)

	ticket, _ = ticket.Estimate(account.Apply, 80*time.Minute, at("2026-05-11T10:05:00+02:00"))
	now := account.View(at("2026-05-11T10:06:00+02:00"), time.Time{}).Balance()
	fmt.Println(ticket.State, "held", now.Held, "left", now.Allowance)

	ticket, _ = ticket.Perform(calendar.Interval{Start: at("2026-05-11T10:10:00+02:00"), End: at("2026-05-11T10:45:00+02:00")})
	ticket, _ = ticket.Perform(calendar.Interval{Start: at("2026-05-11T14:00:00+02:00"), End: at("2026-05-11T14:20:00+02:00")})
	fmt.Println(ticket.State)

	ticket, _ = ticket.Report(account.Apply, at("2026-05-11T14:30:00+02:00"))
	now = account.View(at("2026-05-11T14:31:00+02:00"), time.Time{}).Balance()
	fmt.Println(ticket.State, "charged", ticket.Receipt.Charged, "left", now.Allowance)
	// Output:
	// qualified
	// estimated held 1h30m0s left 0s
	// performing
	// reported charged 1h0m0s left 30m0s
}

func ExampleCatalogue_Qualify() {
	ticket, err := servicelevel.NUXIT().Qualify(proContract(), servicelevel.Request{
		Ticket: "T2", Channel: servicelevel.ByTelephone, At: at("2026-05-11T09:40:00+02:00"),
	}, at("2026-05-11T09:41:00+02:00"))
	fmt.Println(ticket.State, ticket.Rules, err)

	_, err = ticket.Perform(calendar.Interval{})
	fmt.Println(err)
	// Output:
	// refused [S28] <nil>
	// servicelevel: the ticket T2 is refused: it cannot go on to perform
}

// Hours must be there before the work (S17).
func ExampleTicket_Estimate() {
	nuxit, contract := servicelevel.NUXIT(), proContract()
	account, _ := nuxit.Account(contract)
	now := at("2026-05-11T10:00:00+02:00")
	ticket, _ := nuxit.Qualify(contract, servicelevel.Request{Ticket: "T1", At: now}, now)

	_, err := ticket.Estimate(account.Apply, 4*time.Hour, now)
	var short *credit.ShortfallError
	fmt.Println(errors.As(err, &short), short.Missing, "missing: buy", short.Offer.Time, "for", short.Offer.Price.StringFixed(2))

	_, _ = account.Apply(credit.Entry{ID: "P1", Kind: credit.Purchase, At: now, Time: short.Offer.Time, Price: short.Offer.Price})
	ticket, err = ticket.Estimate(account.Apply, 4*time.Hour, now)
	fmt.Println(ticket.State, err)
	// Output:
	// true 2h30m0s missing: buy 3h0m0s for 169.00
	// estimated <nil>
}

// A desk stores the ticket between two steps.
func ExampleTicket_MarshalJSON() {
	now := at("2026-05-11T10:00:00+02:00")
	ticket, _ := servicelevel.NUXIT().Qualify(proContract(), servicelevel.Request{Ticket: "T1", Kind: servicelevel.Incident, At: now}, now)
	stored, _ := json.Marshal(ticket)
	fmt.Println(string(stored))
	// Output:
	// {"schema":"palier/1","contract":"NX-1042","request":{"ticket":"T1","kind":"incident","at":"2026-05-11T10:00:00+02:00"},"state":"qualified","level":"pro","blocks":{"size":"PT30M"},"rules":["S27","S29","S30","S40","S48","S49","S46","S18","S19"],"earliest":"2026-05-11T10:00:00+02:00","due":"2026-05-11T14:00:00+02:00","priority":true,"qualified":"2026-05-11T10:00:00+02:00"}
}

// The same steps on an account of a ledger.
func ExampleCatalogue_Account() {
	nuxit, contract := servicelevel.NUXIT(), proContract()
	account, _ := nuxit.Account(contract)
	ledger, _ := credit.NewLedger(new(credit.MemoryStore), account.Terms())
	apply := func(e credit.Entry) (credit.Receipt, error) {
		return ledger.Apply(context.Background(), contract.ID, e)
	}
	for e := range account.Entries() {
		_, _ = apply(e)
	}
	now := at("2026-05-11T10:00:00+02:00")
	ticket, _ := nuxit.Qualify(contract, servicelevel.Request{Ticket: "T1", At: now}, now)
	ticket, err := ticket.Estimate(apply, time.Hour, now)
	fmt.Println(ticket.State, err)
	ticket, err = ticket.Cancel(apply, now)
	fmt.Println(ticket.State, err)
	// Output:
	// estimated <nil>
	// cancelled <nil>
}
