package response_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

// The simple case: one goal around the clock, no priorities.
func ExampleTracker_Check() {
	tracker, err := response.Targets{Priorities: []response.Priority{
		{Goals: []response.Goal{{Kind: response.ToRespond, Within: 45 * time.Minute}}},
	}}.Compile(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	opened := time.Date(2026, time.May, 12, 10, 0, 0, 0, time.UTC)
	ticket := response.Ticket{ID: "T1", Events: []response.TicketEvent{
		{At: opened, Kind: response.TicketOpened},
		{At: opened.Add(40 * time.Minute), Kind: response.TicketAnswered},
	}}
	for _, minutes := range []time.Duration{30, 60} {
		standings, err := tracker.Check(ticket, opened.Add(minutes*time.Minute))
		if err != nil {
			fmt.Println(err)
			return
		}
		s := standings[0]
		fmt.Println(s.Kind, s.State, "due", s.Due.Format(time.TimeOnly), "margin", s.Margin)
	}
	// Output:
	// response runs due 10:45:00 margin 15m0s
	// response met due 10:45:00 margin 5m0s
}

// Targets and tickets are data. Here an incident of little importance, for which only office hours
// count, turns out to be urgent: what has passed of them counts against the four hours.
func ExampleTargets() {
	var targets response.Targets
	err := json.Unmarshal([]byte(`{
		"hours": [{"name": "office", "schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}], "holidays": {"code": "FR"}}}],
		"priorities": [
			{"name": "P1", "goals": [
				{"kind": "response", "within": "PT45M"},
				{"kind": "update", "within": "PT1H"},
				{"kind": "resolution", "within": "PT4H", "pausing": ["waiting"], "warnings": ["0.75", "0.9"]}]},
			{"name": "P3", "goals": [
				{"kind": "response", "within": "PT4H", "hours": "office"},
				{"kind": "resolution", "within": "PT24H", "hours": "office", "pausing": ["waiting"], "warnings": ["0.75"]}]}]
	}`), &targets)
	if err != nil {
		fmt.Println(err)
		return
	}
	var ticket response.Ticket
	err = json.Unmarshal([]byte(`{"id": "T7", "events": [
		{"at": "2026-05-13T16:30:00+02:00", "kind": "opened", "priority": "P3", "state": "new"},
		{"at": "2026-05-13T17:00:00+02:00", "kind": "answered"},
		{"at": "2026-05-13T20:00:00+02:00", "kind": "changed", "priority": "P1"},
		{"at": "2026-05-13T21:00:00+02:00", "kind": "moved", "state": "waiting"},
		{"at": "2026-05-13T22:00:00+02:00", "kind": "moved", "state": "working"}]}`), &ticket)
	if err != nil {
		fmt.Println(err)
		return
	}
	tracker, err := targets.Compile(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	standings, err := tracker.Check(ticket, time.Date(2026, time.May, 13, 22, 30, 0, 0, time.FixedZone("", 7200)))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range standings {
		fmt.Println(s.Kind, s.State, "under", s.Priority, s.Elapsed, "of", s.Within, "due", s.Due.Format("15:04"))
		for _, w := range s.Warnings {
			fmt.Println(" ", w.Share, "passed", w.Passed, "at", w.At.Format("15:04"))
		}
		for _, leg := range s.Legs {
			fmt.Println(" ", leg.From.Format("15:04"), "to", leg.To.Format("15:04"), leg.Priority, leg.Hours, leg.Elapsed)
		}
	}
	// Output:
	// response met under P3 30m0s of 4h0m0s due 11:30
	//   16:30 to 17:00 P3 office 30m0s
	// update missed under P1 2h30m0s of 1h0m0s due 21:00
	//   17:00 to 20:00 P3  0s
	//   20:00 to 22:30 P1  2h30m0s
	// resolution runs under P1 3h0m0s of 4h0m0s due 23:30
	//   0.75 passed true at 22:30
	//   0.9 passed false at 23:06
	//   16:30 to 20:00 P3 office 1h30m0s
	//   20:00 to 22:30 P1  1h30m0s
}

func ExampleQuota_Assess() {
	quota := response.Quota{
		Kind: response.ToRespond, Within: 45 * time.Minute, Target: decimal.RequireFromString("0.95"),
		Bands: []penalty.Band{
			{From: decimal.RequireFromString("0.8"), Below: decimal.RequireFromString("0.95"), Credit: decimal.RequireFromString("0.05")},
			{Below: decimal.RequireFromString("0.8"), Credit: decimal.RequireFromString("0.1")},
		},
	}
	may := calendar.MustParseMonth("2026-05").Interval(time.UTC)
	var standings []response.Standing // what Tracker.Check found of twenty tickets
	for i := range time.Duration(20) {
		s := response.Standing{Kind: response.ToRespond, Start: may.Start.Add(i * time.Hour), Elapsed: (27 + i) * time.Minute}
		s.Reached = s.Start.Add(s.Elapsed)
		standings = append(standings, s)
	}
	rent := decimal.RequireFromString("149.00")
	r, err := quota.Assess(rent, may, standings)
	fmt.Println(r.Attainment.InTime, "in time,", r.Attainment.Late, "late,", r.Share, "missed", r.Missed, err)
	standings[3].Elapsed = 45*time.Minute + 1
	r, err = quota.Assess(rent, may, standings)
	fmt.Println(r.Attainment.InTime, "in time,", r.Attainment.Late, "late,", r.Share, "missed", r.Missed, err)
	fmt.Println("below", r.Band.Below, "costs", r.Band.Credit, "of", r.Rent, "=", r.Amount)
	fmt.Println("assuming", r.Assumptions())
	// Output:
	// 19 in time, 1 late, 19/20 missed false <nil>
	// 18 in time, 2 late, 9/10 missed true <nil>
	// below 0.95 costs 0.05 of 149 = 7.45
	// assuming [{D9 strictly_below} {D12 1} {D21 half_away}]
}

// A whole table with its quotas is read from JSON; of three tickets one was late.
func ExampleQuota() {
	var targets response.Targets
	err := json.Unmarshal([]byte(`{
		"priorities": [
			{"name": "P1", "goals": [{"kind": "response", "within": "PT45M"}]},
			{"name": "P2", "goals": [{"kind": "response", "within": "PT4H"}]}],
		"quotas": [
			{"kind": "response", "target": "0.95", "bands": [{"below": "0.95", "credit": "0.05"}]},
			{"kind": "response", "priorities": ["P1"], "within": "PT1H", "target": "0.9"}]
	}`), &targets)
	if err != nil {
		fmt.Println(err)
		return
	}
	tracker, err := targets.Compile(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	opened := time.Date(2026, time.May, 12, 10, 0, 0, 0, time.UTC)
	var all []response.Standing
	for i, priority := range []string{"P1", "P1", "P2"} {
		standings, err := tracker.Check(response.Ticket{Events: []response.TicketEvent{
			{At: opened, Kind: response.TicketOpened, Priority: priority},
			{At: opened.Add(time.Duration(i+1) * 25 * time.Minute), Kind: response.TicketAnswered},
		}}, opened.AddDate(0, 0, 1))
		if err != nil {
			fmt.Println(err)
			return
		}
		all = append(all, standings...)
	}
	for _, quota := range targets.Quotas {
		r, _ := quota.Assess(decimal.RequireFromString("149.00"), calendar.MustParseMonth("2026-05").Interval(time.UTC), all)
		fmt.Println(r.Attainment.Percent(2), "missed", r.Missed, r.Amount.StringFixed(2))
	}
	// Output:
	// 66.66 % missed true 7.45
	// 100.00 % missed false 0.00
}

func ExampleQuotaResult_Rank() {
	r := response.QuotaResult{
		Quota:      response.Quota{Percentile: decimal.RequireFromString("0.95")},
		Attainment: response.Attainment{InTime: 18, Late: 2},
	}
	fmt.Println(r.Rank(), "of 20")
	// Output: 19 of 20
}

// All that is wrong with targets is said at once.
func ExampleTargets_Compile() {
	_, err := response.Targets{Priorities: []response.Priority{
		{Name: "P1", Goals: []response.Goal{{Kind: response.ToRespond, Hours: "office"}}},
		{Name: "P1"},
	}}.Compile(nil)
	fmt.Println(err)
	// Output:
	// priorities[0].goals[0].within: must be above 0 and at most 10 years (got "PT0S")
	// priorities[0].goals[0].hours: must be the name of hours of the targets (got "office")
	// priorities[1]: must not be the second row of a priority and a plan (got "P1")
}

func ExamplePercentile() {
	times := []time.Duration{50 * time.Minute, 10 * time.Minute, 40 * time.Minute, 20 * time.Minute}
	for _, share := range []string{"0.5", "0.500000001", "0.95", "1"} {
		d, err := response.Percentile(decimal.RequireFromString(share), times)
		fmt.Println(share, d, err)
	}
	// Output:
	// 0.5 20m0s <nil>
	// 0.500000001 40m0s <nil>
	// 0.95 50m0s <nil>
	// 1 50m0s <nil>
}
