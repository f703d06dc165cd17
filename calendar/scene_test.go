package calendar_test

import (
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

// holidaysAbout are the holidays in the weeks about the events besides the new year and Christmas, whatever the year
// where it is 0.
var holidaysAbout = map[string][]civil{
	"FR": {{0, 11, 1}, {0, 11, 11}, {1945, 8, 15}, {2026, 4, 6}, {2026, 5, 1}, {2026, 5, 8}, {2026, 5, 14}},
	"DE": {{0, 12, 26}, {2018, 3, 30}, {2018, 10, 3}, {2026, 4, 3}, {2026, 4, 6}, {2026, 5, 1}, {2026, 5, 14}, {2026, 10, 3}},
	"GB": {
		{1945, 8, 27},
		{1969, 12, 26},
		{2011, 12, 26},
		{2011, 12, 27},
		{2012, 1, 2},
		{2018, 3, 30},
		{2024, 12, 26},
		{2026, 4, 3},
		{2026, 4, 6},
		{2026, 5, 4},
		{2026, 8, 31},
		{2096, 12, 26},
	},
	"US": {
		{1945, 9, 3},
		{1945, 10, 8},
		{1969, 11, 27},
		{1970, 1, 19},
		{1986, 1, 20},
		{2011, 11, 24},
		{2011, 12, 26},
		{2012, 1, 2},
		{2012, 1, 16},
		{2018, 1, 15},
		{2018, 2, 19},
		{2018, 10, 8},
		{2018, 11, 12},
		{2018, 11, 22},
		{2024, 11, 28},
		{2025, 1, 20},
		{2026, 2, 16},
		{2026, 9, 7},
		{2026, 10, 12},
		{2026, 11, 11},
		{2026, 11, 26},
		{2096, 11, 22},
		{2097, 1, 21},
	},
}

// drawHolidays draws the holidays of some countries or of none, and lists them.
func drawHolidays(t *rapid.T, y int) (calendar.HolidaySet, []civil) {
	var out []civil
	code := rapid.SampledFrom([]string{"", "FR", "DE", "GB", "US", "FR,US", "GB,DE"}).Draw(t, "holidays")
	for country := range strings.SplitSeq(code, ",") {
		for _, c := range append([]civil{{y, 1, 1}, {y, 12, 25}, {y + 1, 1, 1}}, holidaysAbout[country]...) {
			if c.y == 0 {
				c.y = y
			}
			weekend := c.utc().Weekday() == time.Saturday || c.utc().Weekday() == time.Sunday
			if country != "" && !(weekend && (country == "GB" || country == "US")) { // these observe it on another day
				out = append(out, c)
			}
		}
	}
	return calendar.HolidaySet{Code: code}, out
}

// drawExceptions draws some exceptions, at most one of each date alone.
func drawExceptions(t *rapid.T, about func(string) calendar.Date) []calendar.Exception {
	var out []calendar.Exception
	seen := map[calendar.Date]bool{}
	for range rapid.IntRange(0, 3).Draw(t, "exceptions") {
		e := drawException(t, about)
		if alone := !e.Yearly && e.Weeks == 0 && !e.Until.Valid(); alone && seen[e.Date] {
			continue
		} else if alone {
			seen[e.Date] = true
		}
		out = append(out, e)
	}
	return out
}

// drawException draws an exception that covers a date about an event, or several.
func drawException(t *rapid.T, about func(string) calendar.Date) calendar.Exception {
	e := calendar.Exception{Date: about("exception"), Reason: rapid.SampledFrom([]string{"moved", "", "short"}).Draw(t, "reason")}
	switch rapid.IntRange(0, 5).Draw(t, "dates") {
	case 0:
		e.Until = e.Date.AddDays(rapid.IntRange(1, 5).Draw(t, "covers"))
	case 1:
		e.Yearly, e.Date.Year = true, e.Date.Year-rapid.IntRange(0, 5).Draw(t, "years ago")
		if !e.Date.Valid() { // 29 February
			e.Date.Day--
		}
		if rapid.Bool().Draw(t, "part of the year") {
			e.Until = e.Date.AddDays(rapid.SampledFrom([]int{1, 2, 3, 300, 365}).Draw(t, "covers"))
		}
	case 2:
		e.Weeks = rapid.IntRange(1, 4).Draw(t, "weeks")
		e.Date = e.Date.AddDays(-rapid.IntRange(0, 60).Draw(t, "earlier"))
	}
	if (e.Until.Valid() || e.Yearly || e.Weeks > 0) && rapid.Bool().Draw(t, "some days") {
		e.Days = calendar.Days(rapid.IntRange(1, 127).Draw(t, "days"))
	}
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		e.Open = spans(t, "exception")
	case 1:
		e.Usual = true
	case 2:
		e.Closed = spans(t, "closed")
	}
	e.IfOpen = !e.Usual && rapid.Bool().Draw(t, "if open")
	return e
}
