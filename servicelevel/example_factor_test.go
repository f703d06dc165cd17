package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Nights from 22:00 count one and a half times: an hour from 21:30 on becomes 75 minutes, and these
// become blocks.
func ExampleCatalogue_Statement_factor() {
	edition := plans.NUXIT()
	work := &edition.Plans[0].Work
	err := json.Unmarshal([]byte(`[{"by": "1.5", "schedule": {
		"zone": "Europe/Paris", "hours": [{"days": "mon-sun", "open": ["00:00-06:00", "22:00-24:00"]}]}}]`), &work.Factors)
	if err != nil {
		fmt.Println(err)
		return
	}
	catalogue, err := servicelevel.Compile(edition)
	if err != nil {
		fmt.Println(err)
		return
	}
	contract := proContract()
	contract.Level = servicelevel.Standard
	s, err := catalogue.Statement(contract, servicelevel.Activity{
		Purchases:     []servicelevel.Purchase{{ID: "P1", At: at("2026-05-04T09:00:00+02:00"), Time: 3 * time.Hour}},
		Requests:      []servicelevel.Request{{Ticket: "T1", At: at("2026-05-11T09:00:00+02:00")}},
		Interventions: []servicelevel.Intervention{{Ticket: "T1", Start: at("2026-05-11T21:30:00+02:00"), End: at("2026-05-11T22:30:00+02:00")}},
	}, calendar.MustParseMonth("2026-05"))
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Explain()
	t := s.Tickets[0]
	fmt.Println(t.Worked, t.Counted, t.Charged)
	fmt.Println(t.Explained.EN)
	// Output:
	// 1h0m0s 1h15m0s 1h30m0s
	// 30 min + 30 min × 1.5 = 75 min → 3 blocks of 30 min (S18, S19); 90 min from the pack of 3 h of 4 May 2026, already paid €84.50 of €169.00 (S20, S21, D7); of which 60 min outside the plan's hours (S12, S13, S14, S15)
}
