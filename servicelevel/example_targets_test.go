package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// An edition with targets, as a provider writes it: nothing of it is in the program.
const editionWithTargets = `{
	"id": "boreal", "provider": "Boréal", "zone": "Europe/Paris", "vat_rate": "0.2",
	"plans": [{
		"level": "business", "name": {"fr": "Continu", "en": "Continuous"},
		"fee": {"monthly": "129.00"},
		"hours": {"schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}]}},
		"desk": {"channels": ["ticket"]}, "work": {"block": "PT15M"},
		"targets": {
			"terms": {
				"hours": [{"name": "office", "schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}]}}],
				"priorities": [
					{"name": "P1", "goals": [
						{"kind": "response", "within": "PT45M", "warnings": ["0.75", "0.9"]},
						{"kind": "update", "within": "PT2H"},
						{"kind": "resolution", "within": "PT8H", "pausing": ["waiting"]}]},
					{"name": "P3", "goals": [
						{"kind": "response", "within": "PT4H", "hours": "office"}]}],
				"quotas": [{"kind": "response", "target": "0.95", "bands": [{"from": "0.8", "below": "0.95", "credit": "0.05"}, {"below": "0.8", "credit": "0.1"}]}]},
			"rules": ["H4"]}}]}`

// A desk asks which deadlines run, and the month's statement which were missed and what that costs.
// Facts are lines of JSON.
func ExampleBook_Due_targets() {
	var edition plans.Edition
	if err := json.Unmarshal([]byte(editionWithTargets), &edition); err != nil {
		fmt.Println(err)
		return
	}
	catalogue, err := servicelevel.Compile(edition)
	if err != nil {
		fmt.Println(err)
		return
	}
	var contract servicelevel.Contract
	err = json.Unmarshal([]byte(`{"schema": "palier/1", "id": "C-1", "customer": "Imprimerie du Canal", "edition": "boreal", "level": "business", "start": "2026-01-01", "rent": "240.00"}`), &contract)
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := catalogue.Open(contract)
	if err != nil {
		fmt.Println(err)
		return
	}
	record := func(lines string) {
		for line := range strings.Lines(lines) {
			var f servicelevel.Fact
			if err := json.Unmarshal([]byte(line), &f); err != nil {
				fmt.Println(err)
			} else if err := book.Record(f); err != nil {
				fmt.Println(err)
			}
		}
	}
	due := func(clock string) {
		deadlines, err := book.Due(at("2026-05-12T" + clock + "+02:00"))
		if err != nil {
			fmt.Println(err)
		}
		for _, d := range deadlines {
			fmt.Print(clock, " ", d.Ticket, " ", d.Kind, " ", d.State, ", left ", d.Left)
			for _, w := range d.Warnings {
				fmt.Print(", ", w.Share, " at ", w.At.Format(time.TimeOnly), " ", w.Passed)
			}
			fmt.Println()
		}
	}

	record(`{"id":"1","kind":"requested","at":"2026-05-12T10:00:00+02:00","ticket":"T1","request":"incident","priority":"P1"}`)
	due("10:40:00")
	record(`{"id":"2","kind":"updated","at":"2026-05-12T10:50:00+02:00","ticket":"T1"}
		{"id":"3","kind":"waiting","at":"2026-05-12T11:00:00+02:00","ticket":"T1"}
		{"id":"4","kind":"requested","at":"2026-05-12T11:05:00+02:00","ticket":"T2","priority":"P3"}`)
	due("11:10:00")
	record(`{"id":"5","kind":"worked","at":"2026-05-12T11:30:00+02:00","end":"2026-05-12T11:30:00+02:00","ticket":"T2"}
		{"id":"6","kind":"resumed","at":"2026-05-12T12:00:00+02:00","ticket":"T1"}
		{"id":"7","kind":"reported","at":"2026-05-12T12:30:00+02:00","ticket":"T1"}`)

	statement, _, err := book.Close(calendar.MustParseMonth("2026-05"))
	if err != nil {
		fmt.Println(err)
		return
	}
	statement.Explain()
	for _, g := range statement.Goals {
		fmt.Println(g.Explained.EN)
	}
	for _, q := range statement.Quotas {
		fmt.Println(q.Explained.EN)
	}
	for _, line := range statement.Compensation.Lines {
		fmt.Println(line.Label.EN, line.Amount.StringFixed(2))
	}
	// Output:
	// 10:40:00 T1 response runs, left 5m0s, 0.75 at 10:33:45 true, 0.9 at 10:40:30 false
	// 10:40:00 T1 update runs, left 1h20m0s
	// 10:40:00 T1 resolution runs, left 7h20m0s
	// 11:10:00 T1 update runs, left 1h40m0s
	// 11:10:00 T2 response runs, left 3h55m0s
	// 11:10:00 T1 resolution paused, left 7h0m0s
	// T1, P1: answer due within 45 min, by 12 May 2026 at 10:45 (H4); from 12 May 2026 at 10:00 to 12 May 2026 at 10:50, around the clock; done on 12 May 2026 at 10:50, after 50 min: missed by 5 min
	// answers within what is promised; 1 of 2 in time, 50.0000% (1/2), promised 95% (H4): missed (D9); band from 0% to below 80%: 10% of the rent of €240.00 = €24.00 (D21)
	// Times of requests, May 2026 24.00
}
