package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

// readAllYears reads closures whenever they are.
func readAllYears(r io.Reader, loc *time.Location) ([]Closure, error) {
	return ReadClosures(r, loc, calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("9999-12-31"))
}

// feedOf is a feed of one event.
func feedOf(lines ...string) string {
	return "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u@x\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

func TestReadClosures(t *testing.T) {
	date := calendar.MustParseDate
	for name, c := range map[string]struct {
		feed string
		want Closure
	}{
		"no end":        {feedOf("DTSTART;VALUE=DATE:20260501"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true}},
		"end is start":  {feedOf("DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260501"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true}},
		"end exclusive": {feedOf("DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260502"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true}},
		"two days":      {feedOf("DTSTART:20260501", "DTEND:20260503"), Closure{First: date("2026-05-01"), Until: date("2026-05-03"), AllDay: true}},
		"weeks":         {feedOf("DTSTART;VALUE=date:20260501", "DURATION:P2W"), Closure{First: date("2026-05-01"), Until: date("2026-05-15"), AllDay: true}},
		"366 days":      {feedOf("DTSTART:20260101", "DTEND:20270102"), Closure{First: date("2026-01-01"), Until: date("2027-01-02"), AllDay: true}},
		"folded":        {"\ufeff" + feedOf("DTSTART;VAL\n\tUE=DATE:2026\r\n 0501", "SUMMARY:a\\, b\\n", "  c, d"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true, Reason: "a, b c, d"}},
		"bad escape":    {feedOf("DTSTART:20260501", `SUMMARY:a\:b`), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true, Reason: `a\:b`}},
		"transparent":   {feedOf("DTSTART:20260501", "TRANSP:TRANSPARENT"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true}},
		"no days":       {feedOf("DTSTART:20260501", "DURATION:P0D"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true}},
		"a whole day":   {feedOf("DTSTART:20260501", "DURATION:P1DT0H0M0S"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true}},
		"languages":     {feedOf("DTSTART:20260501", "SUMMARY;LANGUAGE=fr:a", "SUMMARY;LANGUAGE=en:b"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true, Reason: "a"}},
		// Clocks are put forward at 02:00 on 29 March: a day is then one on the wall, hours are as long as ever.
		"a day of 23 h": {feedOf("DTSTART:20260328T120000", "DURATION:P1D"), Closure{First: date("2026-03-28"), Until: date("2026-03-30"), Start: calendar.At(12, 0), End: calendar.At(12, 0)}},
		"24 h":          {feedOf("DTSTART:20260328T120000", "DURATION:PT24H"), Closure{First: date("2026-03-28"), Until: date("2026-03-30"), Start: calendar.At(12, 0), End: calendar.At(13, 0)}},
		"days, time":    {feedOf("DTSTART:20260328T120000", "DURATION:P1DT1M1S"), Closure{First: date("2026-03-28"), Until: date("2026-03-30"), Start: calendar.At(12, 0), End: calendar.At(12, 1) + 1}},
		"not shown":     {feedOf("DTSTART:20260329T023000", "DTEND:20260329T040000"), Closure{First: date("2026-03-29"), Until: date("2026-03-30"), Start: calendar.At(3, 30), End: calendar.At(4, 0)}},
		"around it":     {feedOf("DTSTART:20261025T015959", "DTEND:20261025T030000"), Closure{First: date("2026-10-25"), Until: date("2026-10-26"), Start: calendar.At(2, 0) - 1, End: calendar.At(3, 0)}},
		"UTC":           {feedOf("DTSTART:20260701T220000Z", "DURATION:PT2H"), Closure{First: date("2026-07-02"), Until: date("2026-07-03"), Start: 0, End: calendar.At(2, 0)}},
		"other zone":    {feedOf("DTSTART;TZID=America/New_York:20260701T120000", "DTEND;TZID=America/New_York:20260701T180000"), Closure{First: date("2026-07-01"), Until: date("2026-07-02"), Start: calendar.At(18, 0), End: calendar.Midnight24}},
		"floating":      {feedOf("DTSTART:20260701T120000", "DTEND:20260702T000001"), Closure{First: date("2026-07-01"), Until: date("2026-07-03"), Start: calendar.At(12, 0), End: 1}},
	} {
		got, err := readAllYears(strings.NewReader(c.feed), paris(t))
		require.NoError(t, err, name)
		c.want.UID, c.want.Line = "u@x", 2
		assert.Equal(t, []Closure{c.want}, got, name)
	}
	for line, closes := range map[string]bool{
		"CATEGORIES:x, open": false, `CATEGORIES:a\\,OPEN,b`: false, `CATEGORIES:Work\,Open`: true, `CATEGORIES:a,b\,open\,`: true, "CATEGORIES:opens": true,
		"STATUS:CANCELLED": false, "DTSTART:20260502T120000": false,
	} {
		if closes {
			line += "\nDTSTART:20260502"
		}
		got, err := readAllYears(strings.NewReader(feedOf(line)), paris(t))
		require.NoError(t, err)
		assert.Equal(t, closes, len(got) == 1, line)
	}
}

func TestReadClosuresRefuses(t *testing.T) {
	for want, feed := range map[string]string{
		"feed: is empty":                                                     "\n\r\n",
		`line 1: is not in a VCALENDAR`:                                      "BEGIN:VEVENT\nEND:VEVENT\n",
		`line 3: is not in a VCALENDAR`:                                      "BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VCALENDAR\nEND:VCALENDAR\n",
		"line 1: continues a property":                                       " BEGIN:VCALENDAR\n",
		"line 2: is no property":                                             "BEGIN:VCALENDAR\nDTSTART;VALUE=DATE\nEND:VCALENDAR\n",
		`(got "X;A=\"b:c`:                                                    "BEGIN:VCALENDAR\nX;A=\"b:c\nEND:VCALENDAR\n",
		"line 3: is no property":                                             "BEGIN:VCALENDAR\n\nX;" + strings.Repeat("A", maxHead) + "=b:c\nEND:VCALENDAR\n",
		"line 2: is not UTF-8":                                               "BEGIN:VCALENDAR\nX:\xe9t\xe9\nEND:VCALENDAR\n",
		"line 2: is longer than 64 KiB":                                      "BEGIN:VCALENDAR\nX:" + strings.Repeat("A\n ", maxLine) + "\nEND:VCALENDAR\n",
		"line 5: is more than 4 components deep":                             strings.Repeat("BEGIN:VCALENDAR\n", 5),
		"line 2: must not have parameters":                                   "BEGIN:VCALENDAR\nEND;X=1:VCALENDAR\n",
		"line 3: must end VEVENT":                                            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
		"line 2: is the last line, and VEVENT":                               "BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
		"feed: must have at most 10000 events":                               "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", MaxEvents+1) + "END:VCALENDAR",
		"is larger than":                                                     strings.Repeat("\n", MaxFeed+1),
		"line 2: METHOD: must be PUBLISH":                                    "BEGIN:VCALENDAR\nMETHOD:CANCEL\nEND:VCALENDAR\n",
		"line 2: event without a UID: DTSTART: is missing":                   "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n",
		"line 5: event u@x: DTSTART: must be there once":                     feedOf("DTSTART:20260501", "DTSTART:20260502"),
		"DURATION: must not be set together":                                 feedOf("DTSTART:20260501", "DTEND:20260501", "DURATION:P1D"),
		"DTSTART: is not a date that exists":                                 feedOf("DTSTART:20260231"),
		"DTSTART: is a date, and VALUE says":                                 feedOf("DTSTART;VALUE=DATE-TIME:20260501"),
		"DTSTART: is not what VALUE says":                                    feedOf("DTSTART;VALUE=DATE:20260501T120000"),
		"DTSTART: is not a date or a time":                                   feedOf("DTSTART:2026-05-01"),
		"UID: must be there once":                                            feedOf("UID:v@x", "DTSTART:20260501"),
		"VALUE must be there once":                                           feedOf("DTSTART;VALUE=DATE;VALUE=DATE:20260501"),
		"TZID must be there once":                                            feedOf("DTSTART;TZID=UTC;TZID=UTC:20260501T120000"),
		`STATUS: must be CONFIRMED, TENTATIVE or CANCELLED (got "CANCELED")`: feedOf("STATUS:CANCELED", "DTSTART:20260501"),
		"line 3: METHOD: must be there once":                                 "BEGIN:VCALENDAR\nMETHOD:PUBLISH\nMETHOD:PUBLISH\nEND:VCALENDAR\n",
		`(got "20260501T120000.5")`:                                          feedOf("DTSTART:20260501T120000.5"),
		`line 4: event u@x: DTSTART: TZID must be an IANA zone name, or have a VTIMEZONE in the feed (got "Romance Standard Time")`: feedOf("DTSTART;TZID=Romance Standard Time:20260501T120000"),
		`(got "Local")`:                                   feedOf("DTSTART;TZID=Local:20260501T120000"),
		"DTEND: is before DTSTART":                        feedOf("DTSTART:20260502", "DTEND:20260501"),
		"DTEND: must be a date, as DTSTART is":            feedOf("DTSTART:20260502", "DTEND:20260502T120000"),
		"DTEND: must be a date and a time, as DTSTART is": feedOf("DTSTART:20260502T120000", "DTEND:20260502"),
		"DTSTART: must have a DTEND at 00:00":             feedOf("DTSTART:20260502T000000"),
		"DTEND: must be after DTSTART":                    feedOf("DTSTART:20260502T120000", "DTEND:20260502T120000"),
		"DTEND: is more than 366 days after":              feedOf("DTSTART:20260101", "DTEND:20270103"),
		"DURATION: must be whole days or weeks":           feedOf("DTSTART:20260101", "DURATION:PT24H"),
		"DURATION: is more than 366 days":                 feedOf("DTSTART:20260101T120000", "DURATION:P366DT24H"),
		`is more than 366 days (got "P367D")`:             feedOf("DTSTART:20260101", "DURATION:P367D"),
		`DURATION: must be weeks, or days, hours, minutes and seconds, such as P2D or PT1H30M (got "-PT1H")`: feedOf("DTSTART:20260101T120000", "DURATION:-PT1H"),
		// 02:00 to 02:59:59 come twice on that day.
		`DTSTART: is shown twice by clocks in Europe/Paris, so that no hours can tell which is meant (got "20261025T020000")`: feedOf("DTSTART:20261025T000000Z", "DTEND:20261025T020000Z"),
		`DTEND: is shown twice by clocks in Europe/Paris, so that no hours can tell which is meant (got "20261025T025959")`:   feedOf("DTSTART:20261024T220000Z", "DTEND:20261025T015959Z"),
		`or PT1H30M (got "PT")`:                            feedOf("DTSTART:20260101T120000", "DURATION:PT"),
		`DURATION: must be more than nothing (got "PT0S")`: feedOf("DTSTART:20260101T120000", "DURATION:PT0S"),
	} {
		got, err := readAllYears(strings.NewReader(feed), paris(t))
		assert.ErrorContains(t, err, want)
		assert.Nil(t, got)
	}
}

// Closures of a part of a day cut the hours of the date, and nights that began
// on the eve.
func TestExceptions(t *testing.T) {
	night := calendar.Schedule{Zone: "Europe/Paris", Hours: []calendar.Hours{{Days: calendar.Weekdays, Open: []calendar.Span{
		{Start: calendar.At(9, 0), End: calendar.At(12, 0)}, {Start: calendar.At(22, 0), End: calendar.At(2, 0)},
	}}}}
	for _, c := range []struct{ feed, want string }{
		{feedOf("DTSTART:20260602T100000", "DTEND:20260602T110000"), "2026-06-02 09:00-10:00 11:00-12:00 22:00-02:00"},
		{feedOf("DTSTART:20260602T230000", "DTEND:20260603T100000"), "2026-06-02 09:00-12:00 22:00-23:00|2026-06-03 10:00-12:00 22:00-02:00"},
		{feedOf("DTSTART:20260602T000000", "DTEND:20260603T030000"), "2026-06-01 09:00-12:00 22:00-24:00|2026-06-02 closed"},
		{feedOf("DTSTART:20260607T080000", "DTEND:20260607T120000"), ""}, // a Sunday
		{feedOf("DTSTART:20260606", "SUMMARY:a"), "2026-06-06 closed"},
		{feedOf("DTSTART:20260603T000000", "DTEND:20260603T010000"), "leaves hours after midnight of 2026-06-02"},
		{feedOf("DTSTART:19691231"), "is not in the years of the schedule"},
		{feedOf("DTSTART:20991231", "DTEND:21000102"), "is not in the years of the schedule"},
		{feedOf("DTSTART:19700101T000000", "DTEND:19700101T080000"), ""},
	} {
		closures, err := readAllYears(strings.NewReader(c.feed), paris(t))
		require.NoError(t, err)
		exceptions, err := Exceptions(night, closures)
		if err != nil {
			assert.ErrorContains(t, err, c.want)
			assert.ErrorContains(t, err, "line 2: event u@x: ")
			continue
		}
		var got []string
		for _, e := range exceptions {
			got = append(got, e.Date.String()+" "+hoursOf(e))
		}
		assert.Equal(t, c.want, strings.Join(got, "|"))
	}
}

func TestExceptionsLimits(t *testing.T) {
	first := calendar.MustParseDate("2000-01-01")
	closures := []Closure{{First: first, Until: first.AddDays(calendar.MaxEntries), AllDay: true}}
	got, err := Exceptions(calendar.OfficeHours(), closures)
	require.NoError(t, err)
	assert.Len(t, got, calendar.MaxEntries)

	more := append(closures, Closure{First: first.AddDays(-1), Until: first, AllDay: true})
	_, err = Exceptions(calendar.OfficeHours(), more)
	assert.ErrorContains(t, err, "makes more than 10000 exceptions")

	for len(closures) <= 10 {
		closures = append(closures, closures[0])
	}
	_, err = Exceptions(calendar.OfficeHours(), closures)
	assert.ErrorContains(t, err, "makes more than 100000 days")
}

// Whatever the feed, its closures are of the years that are asked for and make a schedule
// that compiles, or are refused with a fault that names a field.
func FuzzReadClosures(f *testing.F) {
	files, err := filepath.Glob("testdata/feeds/*.ics")
	require.NoError(f, err)
	for _, file := range append(files, "testdata/closures.ics") {
		data, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(feedOf("DTSTART;TZID=America/New_York:20260701T120000", "DTEND:20260702T000001Z")))
	f.Add([]byte(feedOf("DTSTART;VAL\n\tUE=\"DATE\":2026\r\n 0501", "DURATION:P1W", "CATEGORIES:OPEN")))
	f.Add([]byte(feedOf("DTSTART:00010101", "RRULE:FREQ=MONTHLY;INTERVAL=9999;COUNT=999999999;BYMONTHDAY=-1,31;WKST=SU")))
	f.Add([]byte(feedOf("DTSTART:99991231T235959", "DURATION:P366D", "RRULE:FREQ=YEARLY;BYDAY=-1FR,53FR;BYSETPOS=-1;UNTIL=99991231")))
	f.Add([]byte(inZones(listed, "DTSTART;TZID=listed:20200101T120000", "DTEND;TZID=listed:99991231T000000", "RDATE;TZID=listed:00010101T000000")))
	loc := paris(f)
	s := calendar.OfficeHours()
	from, until := calendar.MustParseDate("2026-01-01"), calendar.MustParseDate("2027-01-02")
	f.Fuzz(func(t *testing.T, data []byte) {
		closures, err := ReadClosures(bytes.NewReader(data), loc, from, until)
		if err != nil {
			var fault *calendar.FieldError
			require.ErrorAs(t, err, &fault)
			require.NotEmpty(t, fault.Field)
			return
		}
		for _, c := range closures {
			require.True(t, c.First.Compare(c.Until) < 0 && c.First.Compare(until) < 0 && c.Until.Compare(from) > 0, c)
			require.True(t, c.AllDay || c.First.AddDays(1) != c.Until || c.Start < c.End, c)
		}
		s := s
		if s.Exceptions, err = Exceptions(s, closures); err == nil {
			require.NoError(t, s.Validate())
		}
	})
}
