package calendar_test

import (
	"encoding/json"
	"fmt"
	"log"

	"github.com/palier-go/palier/calendar"
)

// layered compiles office hours in Paris with layers that are given as JSON.
func layered(layers string) *calendar.Calendar {
	var s calendar.Schedule
	err := json.Unmarshal([]byte(`{
		"zone": "Europe/Paris",
		"hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}],
		"holidays": {"code": "FR"},
		"layers": `+layers+`}`), &s)
	if err != nil {
		log.Fatal(err)
	}
	c, err := calendar.Compile(s)
	if err != nil {
		log.Fatal(err)
	}
	return c
}

// Three offices follow the sun.
func ExampleLayer() {
	c := layered(`[
		{"op": "union", "zone": "America/Montreal", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}], "reason": "Montréal"},
		{"op": "union", "zone": "Asia/Tokyo", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}], "reason": "Tokyo"}]`)
	fmt.Println(c.Between(parse("2026-07-13T00:00:00+02:00"), parse("2026-07-14T00:00:00+02:00")))
	why, err := c.Explain(parse("2026-07-14T00:00:00+02:00"), parse("2026-07-15T00:00:00+02:00"), nil) // Bastille Day
	for _, s := range why {
		fmt.Printf("%s %s %q\n", s.Interval.Start.Format("15:04"), s.Why, s.Note)
	}
	fmt.Println(err)
	// Output:
	// 22h0m0s <nil>
	// 00:00 on_holiday ""
	// 02:00 counted "Tokyo"
	// 11:00 on_holiday ""
	// 15:00 counted "Montréal"
	// <nil>
}

// Both are needed, an engineer in Paris and an operator in Montréal.
func ExampleLayerOp_intersection() {
	c := layered(`[{"op": "intersection", "zone": "America/Montreal", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}]}]`)
	fmt.Println(c.NextOpen(parse("2026-07-15T09:00:00+02:00")))
	// Output: 2026-07-15 15:00:00 +0200 CEST <nil>
}

// There is maintenance on Tuesdays, from midnight on in Seattle, and all day on Christmas Eve.
func ExampleLayerOp_difference() {
	c := layered(`[{"op": "difference", "zone": "America/Los_Angeles", "reason": "maintenance",
		"hours": [{"days": "tue", "open": ["00:00-02:00"]}],
		"exceptions": [{"date": "2026-12-24", "open": ["00:00-24:00"]}]}]`)
	fmt.Println(c.Between(parse("2026-07-07T00:00:00+02:00"), parse("2026-07-08T00:00:00+02:00")))
	fmt.Println(c.AddWorkingDays(calendar.MustParseDate("2026-12-23"), 1))
	// Output:
	// 7h0m0s <nil>
	// 2026-12-28 <nil>
}

// On call is who is there when the office is not.
func ExampleLayerOp_complement() {
	c := layered(`[{"op": "complement"}]`)
	fmt.Println(c.IsOpen(parse("2026-07-14T12:00:00+02:00"))) // Bastille Day
	fmt.Println(c.NextOpen(parse("2026-07-15T12:00:00+02:00")))
	// Output:
	// true <nil>
	// 2026-07-15 18:00:00 +0200 CEST <nil>
}

func ExampleCalendar_Locations() {
	c := layered(`[{"op": "union", "zone": "Asia/Tokyo", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}]}]`)
	fmt.Println(c.Location(), c.Locations())
	// Output: Europe/Paris [Europe/Paris Asia/Tokyo]
}
