package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

// season is a STANDARD or DAYLIGHT component as text.
func seasonOf(name, start, from, to string, more ...string) string {
	return "BEGIN:" + name + "\nDTSTART:" + start + "\nTZOFFSETFROM:" + from + "\nTZOFFSETTO:" + to + "\n" +
		strings.Join(append(more, "END:"+name), "\n") + "\n"
}

func timezoneOf(name string, seasons ...string) string {
	return "BEGIN:VTIMEZONE\nTZID:" + name + "\n" + strings.Join(seasons, "") + "END:VTIMEZONE\n"
}

// inZones is a feed of an event with some VTIMEZONEs before it.
func inZones(zones string, lines ...string) string {
	return strings.Replace(feedOf(lines...), "BEGIN:VEVENT\n", zones+"BEGIN:VEVENT\n", 1)
}

// European and American rules as programs write them: from 1601 on with a DTSTART that is
// none of the rule's times, from a first Sunday on, and as a list.
var (
	romance = timezoneOf("Romance Standard Time",
		seasonOf("STANDARD", "16010101T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10"),
		seasonOf("DAYLIGHT", "16010101T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3"))
	eastern = timezoneOf("(UTC-05:00) Eastern",
		seasonOf("DAYLIGHT", "19870405T020000", "-0500", "-0400", "RRULE:FREQ=YEARLY;UNTIL=20060402T070000Z;BYMONTH=4;BYDAY=1SU"),
		seasonOf("DAYLIGHT", "20070311T020000", "-0500", "-0400", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"),
		seasonOf("STANDARD", "19671029T020000", "-0400", "-0500", "RRULE:FREQ=YEARLY;UNTIL=20061029T060000Z;BYMONTH=10;BYDAY=-1SU"),
		seasonOf("STANDARD", "20071104T020000", "-0400", "-0500", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"))
	listed = timezoneOf("listed",
		seasonOf("STANDARD", "20191027T030000", "+0200", "+0100", "RDATE:20201025T030000,20211031T030000", "RDATE:20221030T030000"),
		seasonOf("DAYLIGHT", "20200329T020000", "+0100", "+0200", "RDATE:20210328T020000", "RDATE:20220327T020000,20230326T020000"))
)

// A VTIMEZONE gives the offsets that the zone database has for the zone that it describes.
func TestTimezoneAgrees(t *testing.T) {
	for name, c := range map[string]struct {
		zone        string
		text        string
		first, last int
	}{
		"Romance Standard Time": {"Europe/Paris", romance, 1996, 2024},
		"(UTC-05:00) Eastern":   {"America/New_York", eastern, 1988, 2024},
		"listed":                {"Europe/Paris", listed, 2020, 2022},
	} {
		database, err := calendar.LoadLocation(c.zone)
		require.NoError(t, err)
		feed := "BEGIN:VCALENDAR\n" + c.text + "END:VCALENDAR\n"
		props, err := unfold([]byte(feed))
		require.NoError(t, err)
		root, err := parse(props)
		require.NoError(t, err)
		r := &reader{timezones: map[string][]*component{name: root.parts}, zones: map[string]*zone{}}
		z, err := r.zone(name)
		require.NoError(t, err)
		require.Nil(t, z.database)
		first, last := time.Date(c.first, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(c.last, 12, 31, 0, 0, 0, 0, time.UTC)
		check := func(at time.Time) {
			_, want := at.In(database).Zone()
			got, err := z.own.offset(at)
			require.NoError(t, err)
			assert.Equal(t, want, got, "%s at %s", name, at)
		}
		for at := first; at.Before(last); at = at.Add(7 * time.Hour) {
			check(at)
		}
		for at := first.In(database); at.Before(last); {
			_, at = at.ZoneBounds()
			check(at.Add(-time.Second))
			check(at)
		}
	}
}

// A time on the wall is the instant that one finds who watches the clock minute by minute.
func TestInstantModel(t *testing.T) {
	for _, name := range []string{"Europe/Paris", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu"} {
		loc, err := calendar.LoadLocation(name)
		require.NoError(t, err)
		z := &zone{database: loc}
		rapid.Check(t, func(t *rapid.T) {
			near := time.Date(rapid.IntRange(2000, 2024).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), 1, 0, 0, 0, 0, loc)
			if _, change := near.ZoneBounds(); !change.IsZero() {
				near = change
			}
			_, offset := near.Zone()
			wall := near.UTC().Add(time.Duration(offset)*time.Second + time.Duration(rapid.IntRange(-180, 180).Draw(t, "minutes"))*time.Minute)

			shows := func(at time.Time) time.Time {
				_, offset := at.In(loc).Zone()
				return at.UTC().Add(time.Duration(offset) * time.Second)
			}
			var want time.Time
			exists, ahead := false, time.Duration(0)
			for at := wall.Add(-30 * time.Hour); at.Before(wall.Add(30*time.Hour)) && !exists; at = at.Add(time.Minute) {
				if shows(at).Equal(wall) {
					want, exists = at, true
				}
				if shows(at).Before(wall) { // the last is before the gap, where there is one
					ahead = shows(at).Sub(at)
				}
			}
			if !exists {
				want = wall.Add(-ahead)
			}
			at, shown, err := z.instant(wall)
			require.NoError(t, err)
			assert.True(t, want.Equal(at), "%s: %s is %s, not %s", name, wall, want, at)
			assert.Equal(t, exists, shown)

			// The second of two is told by the same clock.
			both := 0
			for at := wall.Add(-30 * time.Hour); at.Before(wall.Add(30 * time.Hour)); at = at.Add(time.Minute) {
				if shows(at).Equal(wall) {
					both++
				}
			}
			assert.Equal(t, both == 2, exists && twice(at.In(loc)), "%s %s", name, wall)
		})
	}
}

func TestZones(t *testing.T) {
	rules := func(name string) string { return strings.Replace(romance, "Romance Standard Time", name, 1) }
	berlin := "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin"
	for name, c := range map[string]struct {
		feed  string
		start string // in Paris
	}{
		"Windows":             {inZones(romance, "DTSTART;TZID=Romance Standard Time:20260701T120000", "DURATION:PT1H"), "2026-07-01 12:00"},
		"quoted":              {inZones(romance, `DTSTART;TZID="Romance Standard Time":20260101T120000`, "DURATION:PT1H"), "2026-01-01 12:00"},
		"any name":            {inZones(eastern, `DTSTART;TZID="(UTC-05:00) Eastern":20260315T120000`, "DURATION:PT1H"), "2026-03-15 17:00"},
		"Exchange":            {inZones(rules(`(UTC+01:00) Brussels\, Copenhagen\, Madrid\, Paris`), `DTSTART;TZID="(UTC+01:00) Brussels, Copenhagen, Madrid, Paris":20260701T120000`, "DURATION:PT1H"), "2026-07-01 12:00"},
		"escaped in both":     {inZones(rules(`Brussels\, Paris\;\\`), `DTSTART;TZID="Brussels\, Paris\;\\":20260701T120000`, "DURATION:PT1H"), "2026-07-01 12:00"},
		"its own rules":       {inZones(rules("GMT+2"), "DTSTART;TZID=GMT+2:20260315T120000", "DURATION:PT1H"), "2026-03-15 12:00"},
		"prefix alone":        {feedOf("DTSTART;TZID="+berlin+":20260701T120000", "DURATION:PT1H"), "2026-07-01 12:00"},
		"prefix":              {inZones(rules(berlin), "DTSTART;TZID="+berlin+":20260701T120000", "DURATION:PT1H"), "2026-07-01 12:00"},
		"prefix, three parts": {feedOf("DTSTART;TZID=/citadel.org/20190914_1/America/Argentina/Buenos_Aires:20260701T120000", "DURATION:PT1H"), "2026-07-01 17:00"},
		"prefix of no zone":   {inZones(rules("/example.org/Office"), "DTSTART;TZID=/example.org/Office:20260701T120000", "DURATION:PT1H"), "2026-07-01 12:00"},
		"IANA":                {inZones(rules("Europe/London"), "DTSTART;TZID=Europe/London:20260701T120000", "DURATION:PT1H"), "2026-07-01 13:00"},
		"short":               {inZones(rules("CET"), "DTSTART;TZID=CET:20260701T120000", "DURATION:PT1H"), "2026-07-01 12:00"},
		"short alone":         {feedOf("DTSTART;TZID=UTC:20260701T120000", "DURATION:PT1H"), "2026-07-01 14:00"},
		"one offset":          {inZones(timezoneOf("x", seasonOf("STANDARD", "19700101T000000", "-013015", "-013015")), "DTSTART;TZID=x:20260701T120000", "DURATION:PT1H"), "2026-07-01 15:30"},
		"days there":          {inZones(eastern, `DTSTART;TZID="(UTC-05:00) Eastern":20260307T120000`, "DURATION:P1D", `RDATE;TZID="(UTC-05:00) Eastern":20250307T120000`), "2026-03-07 18:00"},
		"not shown there":     {inZones(eastern, `DTSTART;TZID="(UTC-05:00) Eastern":20260308T023000`, "DURATION:PT1H"), "2026-03-08 08:30"},
		"unread VTIMEZONE":    {inZones(timezoneOf("y")+timezoneOf("y")+"BEGIN:VTIMEZONE\nEND:VTIMEZONE\n", "DTSTART:20260701T120000", "DURATION:PT1H"), "2026-07-01 12:00"},
	} {
		got, err := ReadClosures(strings.NewReader(c.feed), paris(t), calendar.MustParseDate("2026-01-01"), calendar.MustParseDate("2027-01-01"))
		require.NoError(t, err, name)
		require.Len(t, got, 1, name)
		clock := int(got[0].Start)
		assert.Equal(t, c.start, fmt.Sprintf("%s %02d:%02d", got[0].First, clock/3600, clock/60%60), name)
	}
}

func TestZonesRefuse(t *testing.T) {
	one := func(seasons ...string) string {
		return inZones(timezoneOf("x", seasons...), "DTSTART;TZID=x:20260701T120000", "DURATION:PT1H")
	}
	standard := func(more ...string) string { return seasonOf("STANDARD", "19701025T030000", "+0200", "+0100", more...) }
	for _, c := range []struct{ want, feed string }{
		{`line 4: event u@x: DTSTART: TZID must be an IANA zone name, or have a VTIMEZONE in the feed (got "Romance Standard Time")`, feedOf("DTSTART;TZID=Romance Standard Time:20260701T120000", "DURATION:PT1H")},
		{"TZID must be an IANA zone name", feedOf("DTSTART;TZID=/example.org/Office:20260701T120000", "DURATION:PT1H")},
		{"TZID must be an IANA zone name", feedOf("DTSTART;TZID=/example.org/UTC:20260701T120000", "DURATION:PT1H")},
		{"TZID must be an IANA zone name", feedOf("DTSTART;TZID=/a/b/c/d/Europe/Paris:20260701T120000", "DURATION:PT1H")},
		{"TZID has more than one VTIMEZONE", inZones(romance+romance, "DTSTART;TZID=Romance Standard Time:20260701T120000", "DURATION:PT1H")},
		{"TZID has a VTIMEZONE without STANDARD or DAYLIGHT", one()},
		{"line 7: TZOFFSETTO: must be an offset such as +0100 (got \"+1\")", one(seasonOf("STANDARD", "19700101T000000", "+0100", "+1"))},
		{"line 6: TZOFFSETFROM: must be an offset such as +0100 (got \"+2400\")", one(seasonOf("STANDARD", "19700101T000000", "+2400", "+0100"))},
		{"line 4: TZOFFSETFROM: is missing", one("BEGIN:STANDARD\nDTSTART:19700101T000000\nEND:STANDARD\n")},
		{"DTSTART: must be there once", one(standard("DTSTART:19701025T030000"))},
		{"line 5: DTSTART: must be a time without a zone in a VTIMEZONE", one(seasonOf("STANDARD", "19700101T000000Z", "+0100", "+0100"))},
		{"RDATE: must have a zone if DTSTART has one", one(standard("RDATE:20261025T030000Z"))},
		{"BYWEEKNO is not understood", one(standard("RRULE:FREQ=YEARLY;BYWEEKNO=43"))},
		{"RRULE: counts from DTSTART, which is none of its times", one(standard("RRULE:FREQ=YEARLY;BYMONTH=9;COUNT=10"))},
		{`line 12: event u@x: DTSTART: is before what the VTIMEZONE on line 2 says (got "20260701T120000")`, one(seasonOf("STANDARD", "20260701T120001", "+0000", "+0000"))},
		{"is before what the VTIMEZONE on line 2 says", one(standard(), seasonOf("DAYLIGHT", "20260101T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=1"))},
		{"VTIMEZONE on line 2 says two things of 19701025T010000Z", one(standard(), seasonOf("DAYLIGHT", "19701025T030000", "+0200", "+0300"))},
		{"is another instant by the VTIMEZONE of its TZID than by the zone database", inZones(strings.Replace(romance, "Romance Standard Time", "EST", 1), "DTSTART;TZID=EST:20260701T120000", "DURATION:PT1H")},
		{"is another instant by the VTIMEZONE of its TZID than by the zone database", inZones(strings.Replace(romance, "Romance Standard Time", "/example.org/Europe/London", 1), "DTSTART;TZID=/example.org/Europe/London:20260701T120000", "DURATION:PT1H")},
		{"RRULE: has a time on 2026-03-08 that clocks there do not show", inZones(eastern, `DTSTART;TZID="(UTC-05:00) Eastern":20260307T023000`, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")},
	} {
		got, err := readAllYears(strings.NewReader(c.feed), paris(t))
		assert.ErrorContains(t, err, c.want)
		assert.Nil(t, got)
	}
}
