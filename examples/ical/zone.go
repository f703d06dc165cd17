package main

import (
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"
)

// timezone describes a zone for a year: the offset with which the year begins, and
// each change up to the day after its end, on which its last night may end.
func timezone(name string, loc *time.Location, year int) *ics.VTimezone {
	z := ics.NewTimezone(name)
	at := time.Date(year, time.January, 1, 0, 0, 0, 0, loc)
	limit := time.Date(year+1, time.January, 2, 0, 0, 0, 0, loc)
	since, _ := at.ZoneBounds()
	z.Components = append(z.Components, observance(since, at))
	for {
		_, change := at.ZoneBounds()
		if change.IsZero() || !change.Before(limit) {
			return z
		}
		z.Components = append(z.Components, observance(change, change))
		at = change
	}
}

// observance describes the offset that holds at an instant, since a change; a zero
// change is an offset that has always held.
func observance(change, at time.Time) ics.Component {
	name, to := at.Zone()
	from, start := to, "19700101T000000"
	if !change.IsZero() {
		_, from = change.Add(-1).Zone()
		start = change.In(time.FixedZone("", from)).Format("20060102T150405")
	}
	var base ics.ComponentBase
	base.AddProperty(ics.ComponentPropertyDtStart, start)
	base.AddProperty("TZOFFSETFROM", offset(from))
	base.AddProperty("TZOFFSETTO", offset(to))
	base.AddProperty("TZNAME", name)
	if at.IsDST() {
		return &ics.Daylight{ComponentBase: base}
	}
	return &ics.Standard{ComponentBase: base}
}

func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}
