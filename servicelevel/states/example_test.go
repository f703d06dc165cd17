package states_test

import (
	"encoding/json"
	"fmt"

	"github.com/palier-go/palier/servicelevel/states"
)

// The hours of a pack that are left when May is closed, and where they were drawn.
func ExampleState() {
	const line = `{"schema":"palier/1","contract":"C-1","edition":"nuxit","zone":"Europe/Paris","month":"2026-05",
		"lots":[{"id":"P1","at":"2026-05-04T09:00:00+02:00","time":"PT3H","used":"PT1H","price":"169.00","invoiced":"2026-05"}],
		"past":[{"month":"2026-05","tickets":[{"request":{"ticket":"T1","kind":"request","at":"2026-05-05T09:00:00+02:00"},
			"status":"reported","told":"2026-05","attended":"2026-05-05T10:00:00+02:00","sessions":1,
			"first":"2026-05-05T10:00:00+02:00","day":"2026-05-05","block":"PT30M",
			"shares":[{"month":"2026-05","plan":0,"worked":"PT50M","due":"PT1H","lots":[{"lot":"P1","at":"2026-05-05T10:00:00+02:00","time":"PT1H"}]}]}]}]}`
	var s states.State
	if err := json.Unmarshal([]byte(line), &s); err != nil {
		panic(err)
	}
	fmt.Println("left:", s.Lots[0].Time-s.Lots[0].Used)
	ticket, month := s.Ticket("T1")
	fmt.Println(ticket.Status, "as of", month.Month, "with", ticket.Shares[0].Lots[0].Time, "of", ticket.Shares[0].Lots[0].Lot)
	// Output:
	// left: 2h0m0s
	// reported as of 2026-05 with 1h0m0s of P1
}

func ExampleState_Validate() {
	s := states.State{Contract: "C-1", Edition: "nuxit", Zone: "Europe/Paris", Open: []string{"T1"}}
	fmt.Println(s.Validate())
	// Output:
	// month: must be a month of the years 1990 to 2089 (got "0000-00")
	// open[0]: must be a ticket of past (got "T1")
}
