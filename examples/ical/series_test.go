package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

// feedWith is a feed of events, each a list of lines.
func feedWith(events ...[]string) string {
	var b strings.Builder
	for _, lines := range events {
		b.WriteString("BEGIN:VEVENT\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\n")
	}
	return "BEGIN:VCALENDAR\n" + b.String() + "END:VCALENDAR\n"
}

func lines(s ...string) []string { return s }

func TestSeries(t *testing.T) {
	weekly := []string{"UID:u", "DTSTART:20260504", "RRULE:FREQ=WEEKLY;COUNT=4"} // 4, 11, 18, 25 May
	with := func(more ...string) []string { return append(slices.Clone(weekly), more...) }
	timed := func(more ...string) []string {
		return append([]string{"UID:u", "DTSTART;TZID=Europe/Paris:20260504T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"}, more...)
	}
	for name, c := range map[string]struct{ feed, want string }{
		"EXDATE":              {feedWith(with("EXDATE:20260504,20260518", "EXDATE;VALUE=DATE:20260525")), "2026-05-11"},
		"EXDATE of no time":   {feedWith(with("EXDATE:20260505")), "2026-05-04 2026-05-11 2026-05-18 2026-05-25"},
		"EXDATE of all":       {feedWith(lines("DTSTART:20260504", "EXDATE:20260504")), ""},
		"EXDATE in UTC":       {feedWith(timed("EXDATE:20260511T070000Z")), "2026-05-04 2026-05-18"},
		"EXDATE elsewhere":    {feedWith(timed("EXDATE;TZID=America/New_York:20260511T030000,20260518T030000")), "2026-05-04"},
		"RDATE":               {feedWith(with("RDATE:20260506,20260505", "RDATE:20260511")), "2026-05-04 2026-05-05 2026-05-06 2026-05-11 2026-05-18 2026-05-25"},
		"RDATE alone":         {feedWith(lines("DTSTART:20260504", "RDATE:20270101,20260401")), "2026-04-01 2026-05-04"},
		"RDATE before":        {feedWith(lines("DTSTART:20260504", "DTEND:20260507", "RDATE:20251230,20251228")), "2025-12-30 2026-05-04"},
		"RDATE, EXDATE":       {feedWith(with("RDATE:20260506,20260507", "EXDATE:20260506,20260525")), "2026-05-04 2026-05-07 2026-05-11 2026-05-18"},
		"moved":               {feedWith(lines("UID:u", "RECURRENCE-ID:20260511", "DTSTART:20260601"), weekly), "2026-06-01 2026-05-04 2026-05-18 2026-05-25"},
		"cancelled once":      {feedWith(weekly, lines("UID:u", "RECURRENCE-ID:20260504", "STATUS:CANCELLED")), "2026-05-11 2026-05-18 2026-05-25"},
		"cancelled never":     {feedWith(with("EXDATE:20260511"), lines("UID:u", "RECURRENCE-ID:20260601", "STATUS:CANCELLED"), lines("UID:u", "RECURRENCE-ID:20260511", "STATUS:CANCELLED")), "2026-05-04 2026-05-18 2026-05-25"},
		"open once":           {feedWith(weekly, lines("UID:u", "RECURRENCE-ID:20260504", "CATEGORIES:OPEN", "DTSTART:20260504")), "2026-05-11 2026-05-18 2026-05-25"},
		"an instant once":     {feedWith(timed(), lines("UID:u", "RECURRENCE-ID:20260504T070000Z", "DTSTART:20260504T120000")), "2026-05-11 2026-05-18"},
		"moved into the year": {feedWith(lines("UID:u", "DTSTART:20200101", "RRULE:FREQ=YEARLY;COUNT=3"), lines("UID:u", "RECURRENCE-ID:20220101", "DTSTART:20260301")), "2026-03-01"},
		"moved from later":    {feedWith(lines("UID:u", "DTSTART:20260101", "RRULE:FREQ=YEARLY"), lines("UID:u", "RECURRENCE-ID:20360101", "DTSTART:20260301")), "2026-01-01 2026-03-01"},
		"in an RDATE's place": {feedWith(with("RDATE:20260701"), lines("UID:u", "RECURRENCE-ID:20260701", "DTSTART:20260702")), "2026-05-04 2026-05-11 2026-05-18 2026-05-25 2026-07-02"},
		"in the only place":   {feedWith(lines("UID:u", "DTSTART:20260504"), lines("UID:u", "RECURRENCE-ID:20260504", "DTSTART:20260505")), "2026-05-05"},
		"in none's place":     {feedWith(lines("UID:u", "RECURRENCE-ID:20260504", "DTSTART:20260505")), "2026-05-05"},
		"in an open place":    {feedWith(with("CATEGORIES:OPEN"), lines("UID:u", "RECURRENCE-ID:20260504", "DTSTART:20260505")), "2026-05-05"},
		"long UIDs":           {feedWith(lines("UID:"+strings.Repeat("0", 80)+"1", "DTSTART:20260504"), lines("UID:"+strings.Repeat("0", 80)+"2", "RECURRENCE-ID:20260505", "DTSTART:20260505")), "2026-05-04 2026-05-05"},
		"one UID for all":     {feedWith(lines("UID:u", "SEQUENCE:0", "DTSTART:20260504"), lines("UID:u", "DTSTART:20260505")), "2026-05-04 2026-05-05"},
		"without UIDs":        {feedWith(lines("DTSTART:20260504"), lines("SEQUENCE:1", "DTSTART:20260505")), "2026-05-04 2026-05-05"},
		"cancelled":           {feedWith(with("STATUS:CANCELLED"), lines("UID:u", "RECURRENCE-ID:20260504", "STATUS:CANCELLED")), ""},
		"over the new year":   {feedWith(lines("DTSTART:20101224", "DTEND:20110103", "RRULE:FREQ=YEARLY")), "2025-12-24 2026-12-24"},
		"up to the new year":  {feedWith(lines("DTSTART:20101224", "DTEND:20110101", "RRULE:FREQ=YEARLY")), "2026-12-24"},
		// Clocks are put forward on 29 March.
		"nights by DURATION": {feedWith(lines("DTSTART:20260327T220000", "DURATION:PT8H", "RRULE:FREQ=DAILY;COUNT=3")), "2026-03-27 2026-03-28 2026-03-29"},
		"nights elsewhere":   {feedWith(lines("DTSTART:20260327T210000Z", "DTEND:20260328T050000Z", "RRULE:FREQ=DAILY;COUNT=3")), "2026-03-27 2026-03-28 2026-03-29"},
		"nights around it":   {feedWith(lines("DTSTART:20260327T220000", "DTEND:20260328T060000", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2")), "2026-03-27 2026-03-29"},
		"the night itself":   {feedWith(lines("DTSTART:20260328T220000", "DTEND:20260329T060000")), "2026-03-28"},
		"ahead of Paris":     {feedWith(lines("DTSTART;TZID=Pacific/Auckland:20261201T080000", "DURATION:PT1H", "RRULE:FREQ=MONTHLY")), "2026-11-30 2026-12-31"},
		"behind Paris":       {feedWith(lines("DTSTART;TZID=Pacific/Honolulu:20251130T200000", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2")), "2026-01-01"},
		"366 days":           {feedWith(lines("DTSTART:20250101", "DURATION:P366D")), "2025-01-01"},
		"365 days":           {feedWith(lines("DTSTART:20250101", "DURATION:P365D", "RDATE:20270101")), ""},
	} {
		assert.Equal(t, c.want, datesOf(t, c.feed, 2026, 2026), name)
	}
}

func TestSeriesRefuses(t *testing.T) {
	weekly := []string{"UID:u", "DTSTART:20260504", "RRULE:FREQ=WEEKLY;COUNT=4"} // lines 3 to 5
	with := func(more ...string) []string { return append(slices.Clone(weekly), more...) }
	timed := []string{"UID:u", "DTSTART:20260504T070000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"}
	floating := []string{"UID:u", "DTSTART:20260504T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"}
	for want, feed := range map[string]string{
		`line 6: event u: EXRULE: is not understood`:                                                         feedWith(with("EXRULE:FREQ=YEARLY")),
		`line 6: event u: RRULE: must be there once`:                                                         feedWith(with("RRULE:FREQ=YEARLY")),
		`line 6: event u: RDATE: is not what VALUE says, PERIOD (got "20260504T090000/PT1H")`:                feedWith(with("RDATE;VALUE=PERIOD:20260504T090000/PT1H")),
		`line 6: event u: RDATE: must be a date, as DTSTART is (got "20260504T090000")`:                      feedWith(with("RDATE:20260504T090000")),
		`line 6: event u: EXDATE: must be a date, as DTSTART is (got "20260504T000000Z")`:                    feedWith(with("EXDATE:20260504T000000Z")),
		`line 6: event u: EXDATE: is not a date or a time, such as`:                                          feedWith(with("EXDATE:20260504,")),
		`line 7: event u: EXDATE: must be a date and a time, as DTSTART is (got "20260504")`:                 feedWith(append(timed, "EXDATE:20260504")),
		`line 7: event u: EXDATE: is on a date of the event and not at its time (got "20260504T080000Z")`:    feedWith(append(timed, "EXDATE:20260504T080000Z")),
		`line 7: event u: EXDATE: must have a zone if DTSTART has one, and none if that has none (got "2026`: feedWith(append(timed, "EXDATE:20260504T070000")),
		`line 7: event u: RDATE: must have a zone if DTSTART has one`:                                        feedWith(append(floating, "RDATE:20260504T070000Z")),
		`line 9: event u: RECURRENCE-ID: must be a date, as DTSTART is`:                                      feedWith(weekly, lines("UID:u", "RECURRENCE-ID:20260504T000000", "DTSTART:20260505")),
		`line 10: event u: RECURRENCE-ID: must have a zone if DTSTART has one`:                               feedWith(timed, lines("UID:u", "RECURRENCE-ID:20260504T070000", "DTSTART:20260505")),
		`line 9: event u: RECURRENCE-ID: is no time of the event on line 2 (got "20260505")`:                 feedWith(weekly, lines("UID:u", "RECURRENCE-ID:20260505", "DTSTART:20260505")),
		`line 9: event u: RECURRENCE-ID: is no time of the event on line 2 (got "20260601")`:                 feedWith(weekly, lines("UID:u", "RECURRENCE-ID:20260601", "DTSTART:20260601")),
		`line 10: event u: RECURRENCE-ID: is on a date of the event and not at its time (got "20260504T0900`: feedWith(timed, lines("UID:u", "RECURRENCE-ID:20260504T090000Z", "STATUS:CANCELLED")),
		`line 9: event u: RECURRENCE-ID: leaves out a time that another event replaces`: feedWith(weekly,
			lines("UID:u", "RECURRENCE-ID:20260504", "STATUS:CANCELLED"), lines("UID:u", "RECURRENCE-ID:20260504", "DTSTART:20260506")),
		`line 14: event u: RECURRENCE-ID: is replaced twice (got "20260504")`: feedWith(weekly,
			lines("UID:u", "RECURRENCE-ID:20260504", "DTSTART:20260505"), lines("UID:u", "RECURRENCE-ID:20260504", "DTSTART:20260506")),
		`line 6: event u: EXDATE: leaves out a time that another event replaces (got "20260504")`:                                                                     feedWith(with("EXDATE:20260504"), lines("UID:u", "RECURRENCE-ID:20260504", "DTSTART:20260505")),
		`line 9: event u: RECURRENCE-ID: RANGE is not understood`:                                                                                                     feedWith(weekly, lines("UID:u", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260504", "DTSTART:20260505")),
		`line 8: event without a UID: RECURRENCE-ID: must have a UID with it`:                                                                                         feedWith(weekly, lines("RECURRENCE-ID:20260504", "DTSTART:20260505")),
		`line 11: event u: RRULE: must not be there with RECURRENCE-ID`:                                                                                               feedWith(weekly, lines("UID:u", "RECURRENCE-ID:20260504", "DTSTART:20260505", "RRULE:FREQ=YEARLY")),
		`line 11: event u: RDATE: must not be there with RECURRENCE-ID`:                                                                                               feedWith(weekly, lines("UID:u", "RECURRENCE-ID:20260504", "DTSTART:20260505", "RDATE:20260506")),
		`line 10: event u: RECURRENCE-ID: is of an event that is cancelled`:                                                                                           feedWith(with("STATUS:CANCELLED"), lines("UID:u", "RECURRENCE-ID:20260504", "DTSTART:20260505")),
		`line 14: event u: RECURRENCE-ID: is of an event that is there more than once`:                                                                                feedWith(weekly, weekly, lines("UID:u", "RECURRENCE-ID:20260504", "STATUS:CANCELLED")),
		`line 7: event u: SEQUENCE: is another than that of the event on line 2, which`:                                                                               feedWith(weekly, with("SEQUENCE:1")),
		`line 2: event u: DTEND: is another time by the length of the event than by the clock, which is changed during this one or the first (got "20260328T220000")`: feedWith(lines("UID:u", "DTSTART:20260327T220000", "DTEND:20260328T060000", "RRULE:FREQ=DAILY;COUNT=2")),
		`or the first (got "20260329T220000")`:                                                                                                                        feedWith(lines("UID:u", "DTSTART:20260328T220000", "DTEND:20260329T060000", "RRULE:FREQ=DAILY;COUNT=2")),
	} {
		got, err := readAllYears(strings.NewReader(feed), paris(t))
		assert.ErrorContains(t, err, want, feed)
		assert.Nil(t, got)
	}
}

// An event that takes place every few days, some of them left out, some added and some moved, is
// read as one reads it who puts the dates on a list and strikes them off.
func TestSeriesModel(t *testing.T) {
	york, err := calendar.LoadLocation("America/New_York")
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.SampledFrom([]string{"date", "UTC", "zone"}).Draw(t, "form")
		start := time.Date(2025, time.November, rapid.IntRange(1, 60).Draw(t, "start"), 12, 0, 0, 0, time.UTC)
		step, count := rapid.IntRange(1, 9).Draw(t, "step"), rapid.IntRange(1, 60).Draw(t, "count")
		on := func(day int) string { // the property's parameters and value
			switch d := start.AddDate(0, 0, day); form {
			case "date":
				return ";VALUE=DATE:" + d.Format("20060102")
			case "UTC":
				return ":" + d.Format("20060102T150405Z")
			default:
				return ";TZID=America/New_York:" + d.Format("20060102T150405")
			}
		}
		days := rapid.IntRange(1, 5).Draw(t, "days")
		master := []string{"UID:u", "DTSTART" + on(0), "RRULE:FREQ=DAILY;INTERVAL=" + fmt.Sprint(step) + ";COUNT=" + fmt.Sprint(count), fmt.Sprintf("DURATION:P%dD", days)}

		on1 := map[int]bool{} // the days on which it is, counted from the start
		for i := range count {
			on1[i*step] = true
		}
		anyDay := rapid.IntRange(-100, 400)
		for _, d := range rapid.SliceOfN(anyDay, 0, 4).Draw(t, "more") {
			master = append(master, "RDATE"+on(d))
			on1[d] = true
		}
		// what is replaced has to be there, what is left out has not
		var events [][]string
		replaced, moved := map[int]bool{}, []int{}
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, count-1), 0, 3, rapid.ID[int]).Draw(t, "replaced") {
			lines := []string{"UID:u", "RECURRENCE-ID" + on(i*step)}
			replaced[i*step] = true
			if to := anyDay.Draw(t, "to"); rapid.Bool().Draw(t, "cancelled") {
				lines = append(lines, "STATUS:CANCELLED")
			} else {
				lines = append(lines, "DTSTART"+on(to), fmt.Sprintf("DURATION:P%dD", days))
				moved = append(moved, to)
			}
			events = append(events, lines)
		}
		for _, d := range rapid.SliceOfN(anyDay, 0, 8).Draw(t, "fewer") {
			if !replaced[d] {
				master = append(master, "EXDATE"+on(d))
				delete(on1, d)
			}
		}
		for d := range replaced {
			delete(on1, d)
		}
		at := rapid.IntRange(0, len(events)).Draw(t, "where the event is")
		feed := feedWith(slices.Insert(events, at, master)...)

		location, year := paris(t), calendar.MustParseDate("2026-01-01")
		got, err := ReadClosures(strings.NewReader(feed), location, year, calendar.MustParseDate("2027-01-01"))
		require.NoError(t, err, feed)
		var shown, want []string
		for _, c := range got {
			shown = append(shown, fmt.Sprint(c.First, c.Until, c.AllDay, c.Start, c.End))
		}
		for d := range on1 {
			moved = append(moved, d)
		}
		for _, d := range moved {
			first, end := start.AddDate(0, 0, d), start.AddDate(0, 0, d+days)
			if form == "date" {
				if end.Year() < 2026 || end.YearDay() == 1 && end.Year() == 2026 || first.Year() > 2026 {
					continue
				}
				want = append(want, fmt.Sprint(calendar.DateOf(first), calendar.DateOf(end), true, calendar.Clock(0), calendar.Clock(0)))
				continue
			}
			in := time.UTC
			if form == "zone" {
				in = york
			}
			first = time.Date(first.Year(), first.Month(), first.Day(), 12, 0, 0, 0, in).In(location)
			end = time.Date(end.Year(), end.Month(), end.Day(), 12, 0, 0, 0, in).In(location)
			if end.Year() < 2026 || first.Year() > 2026 {
				continue
			}
			want = append(want, fmt.Sprint(calendar.DateOf(first), calendar.DateOf(end).AddDays(1), false, calendar.At(first.Hour(), 0), calendar.At(end.Hour(), 0)))
		}
		slices.Sort(want)
		slices.Sort(shown)
		assert.Equal(t, want, shown, feed)
	})
}
