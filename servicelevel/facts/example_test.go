package facts_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/plans"
)

func ExampleFact() {
	at := time.Date(2026, time.May, 11, 9, 15, 0, 0, time.UTC)
	line, err := json.Marshal(facts.Fact{ID: "f1", Kind: facts.Requested, At: at, Ticket: "T1", Request: plans.Incident})
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
	// Output: {"id":"f1","kind":"requested","at":"2026-05-11T09:15:00Z","ticket":"T1","request":"incident"}
}

func ExampleFact_Conflict() {
	bought := facts.Fact{ID: "f3", Kind: facts.Bought, At: time.Date(2026, time.May, 12, 9, 0, 0, 0, time.UTC), Time: 3 * time.Hour}
	again := bought
	again.Recorded = again.At.Add(time.Hour) // when it was recorded is no content
	fmt.Println(again.Conflict(bought))
	again.Time = 5 * time.Hour
	fmt.Println(again.Conflict(bought))
	// Output:
	// <nil>
	// facts: the fact "f3" was recorded before with another time
}

func ExampleFact_Known() {
	begun := time.Date(2026, time.May, 11, 10, 0, 0, 0, time.UTC)
	work := facts.Fact{ID: "f2", Kind: facts.Worked, At: begun, End: begun.Add(40 * time.Minute), Ticket: "T1"}
	fmt.Println(work.Known().Format(time.TimeOnly))
	work.Recorded = begun.Add(2 * time.Hour)
	fmt.Println(work.Happened().Format(time.TimeOnly), work.Known().Format(time.TimeOnly))
	// Output:
	// 10:40:00
	// 10:40:00 12:00:00
}

func ExampleActivity_Join() {
	at := time.Date(2026, time.May, 11, 9, 0, 0, 0, time.UTC)
	act := facts.Activity{
		Requests: []facts.Request{{Ticket: "T1", At: at}, {Ticket: "T2", At: at}},
		Interventions: []facts.Intervention{
			{Ticket: "T2", Start: at.Add(time.Hour), End: at.Add(2 * time.Hour)},
			{Ticket: "T1", Start: at.Add(time.Hour), End: at.Add(2 * time.Hour)},
		},
	}
	of, err := act.Join(nil)
	fmt.Println(of, err)
	act.Interventions[1].Ticket = "T3"
	of, err = act.Join(of[:0])
	fmt.Println(of, err)
	// Output:
	// [1 0] <nil>
	// [1 -1] interventions[1].ticket: must be the ticket of a request (S27) (got "T3")
}
