package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

var stamp = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

func paris(t interface{ Fatal(...any) }) *time.Location {
	loc, err := calendar.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// Every line of testdata/commands prints what its file holds.
func TestCommands(t *testing.T) {
	commands, err := os.ReadFile("testdata/commands")
	require.NoError(t, err)
	for line := range strings.Lines(string(commands)) {
		args, file, _ := strings.Cut(strings.TrimSpace(line), "> ")
		var out bytes.Buffer
		require.NoError(t, run(strings.Fields(args), nil, &out))
		want, err := os.ReadFile(filepath.Join("testdata", file))
		require.NoError(t, err)
		assert.Equal(t, string(want), out.String(), line)
	}
}

func TestRunRefuses(t *testing.T) {
	for _, args := range []string{
		"more", "-year x", "-stamp yesterday", "-territory XX", "-year 1800", "-nothing",
		"-schedule testdata/none", "-schedule testdata/commands", "-closures testdata/none", "-closures testdata/commands",
	} {
		var out bytes.Buffer
		assert.Error(t, run(strings.Fields(args), nil, &out), args)
		assert.Empty(t, out.String(), args)
	}
	assert.NoError(t, run([]string{"-h"}, nil, &bytes.Buffer{}))
}

// A feed has one zone: what would tell of a part of the hours only is refused.
func TestLayersAreRefused(t *testing.T) {
	s := calendar.OfficeHours()
	s.Layers = []calendar.Layer{{Op: calendar.LayerUnion, Zone: "Asia/Tokyo"}}
	_, err := Feed(s, 2026, stamp)
	assert.EqualError(t, err, `layers: cannot be told by a feed (got "1")`)
	_, err = Exceptions(s, nil)
	assert.EqualError(t, err, `layers: cannot be told by a feed (got "1")`)
}

// drawSchedule draws hours by day and exceptions that open nothing beyond them,
// which is what closures can say.
func drawSchedule(t *rapid.T, year int) calendar.Schedule {
	s := calendar.Schedule{
		Zone: rapid.SampledFrom([]string{"Europe/Paris", "America/Martinique", "Indian/Reunion", "America/New_York"}).Draw(t, "zone"),
		Hours: []calendar.Hours{
			{Days: calendar.On(time.Monday, time.Wednesday), Open: []calendar.Span{{Start: calendar.At(8, 0), End: calendar.At(12, 0)}, {Start: calendar.At(13, 30), End: calendar.Midnight24}}},
			{Days: calendar.On(time.Tuesday, time.Saturday), Open: []calendar.Span{{Start: 0, End: calendar.At(10, 0)}}, From: calendar.Date{Year: year, Month: time.February, Day: 10}},
			{Days: calendar.On(time.Friday), Open: []calendar.Span{{Start: calendar.At(9, 15), End: calendar.At(17, 0)}}, Until: calendar.Date{Year: year, Month: time.November, Day: 7}},
		},
		Holidays: calendar.HolidaySet{Code: rapid.SampledFrom([]string{"FR", "FR-67", "FR-972", "FR-974"}).Draw(t, "code")},
	}
	for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 364), 0, 12, rapid.ID[int]).Draw(t, "exceptions") {
		e := calendar.Exception{Date: calendar.Date{Year: year, Month: time.January, Day: 1}.AddDays(n), Reason: rapid.SampledFrom([]string{"", "Été, à 9 h; fermé\\", strings.Repeat("é", 100)}).Draw(t, "reason")}
		hours := weekly(s, e.Date)
		switch kind := rapid.IntRange(0, 2).Draw(t, "kind"); {
		case kind == 1:
			e.Usual = true
		case kind == 2 && len(hours) > 0:
			e.Open = []calendar.Span{{Start: calendar.Clock(hours[0].from + 1800), End: calendar.Clock(hours[0].to - 3600)}}
		}
		s.Exceptions = append(s.Exceptions, e)
	}
	return s
}

func openTimes(t *rapid.T, s calendar.Schedule, year int) []calendar.Interval {
	c, err := calendar.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	loc := c.Location()
	seq, err := c.Open(time.Date(year, 1, 1, 0, 0, 0, 0, loc), time.Date(year+1, 1, 1, 0, 0, 0, 0, loc))
	if err != nil {
		t.Fatal(err)
	}
	var open []calendar.Interval
	for i := range seq {
		open = append(open, calendar.Interval{Start: i.Start.UTC(), End: i.End.UTC()})
	}
	return open
}

// The closures read from the feed of a schedule, put on its weekly hours alone,
// leave the hours of the schedule.
func TestFeedReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(2020, 2030).Draw(t, "year")
		s := drawSchedule(t, year)
		text, err := Feed(s, year, stamp)
		if err != nil {
			t.Fatal(err)
		}
		bare := s
		bare.Holidays, bare.Exceptions = calendar.HolidaySet{}, nil
		loc, _ := calendar.LoadLocation(s.Zone)
		closures, err := ReadClosures(strings.NewReader(text), loc)
		if err != nil {
			t.Fatal(err)
		}
		if bare.Exceptions, err = Exceptions(bare, closures); err != nil {
			t.Fatal(err)
		}
		assert.Equal(t, openTimes(t, s, year), openTimes(t, bare, year))
		again, err := Feed(s, year, stamp)
		if err != nil || again != text {
			t.Fatal("the feed is not the same again", err)
		}
	})
}

// The open events of a feed, their recurrence worked out by another library, are
// the hours of the schedule.
func TestFeedRecurs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(2020, 2030).Draw(t, "year")
		s := drawSchedule(t, year)
		text, err := Feed(s, year, stamp)
		if err != nil {
			t.Fatal(err)
		}
		feed, err := ical.NewDecoder(strings.NewReader(text)).Decode()
		if err != nil {
			t.Fatal(err)
		}
		loc, _ := calendar.LoadLocation(s.Zone)
		var open []calendar.Interval
		uids := map[string]bool{}
		for _, e := range feed.Events() {
			uid := e.Props.Get("UID").Value
			if uids[uid] {
				t.Fatal("twice: " + uid)
			}
			uids[uid] = true
			if e.Props.Get("CATEGORIES").Value != Open || e.Props.Get("DTSTART").ValueType() == ical.ValueDate {
				continue
			}
			start, err1 := e.DateTimeStart(loc)
			end, err2 := e.DateTimeEnd(loc)
			set, err3 := e.RecurrenceSet(loc)
			if err1 != nil || err2 != nil || err3 != nil {
				t.Fatal(err1, err2, err3)
			}
			starts := []time.Time{start}
			if set != nil {
				starts = set.All()
			}
			days := time.Date(end.Year(), end.Month(), end.Day(), 0, 0, 0, 0, time.UTC).Sub(time.Date(start.Year(), start.Month(), start.Day(), 0, 0, 0, 0, time.UTC)) / (24 * time.Hour)
			for _, at := range starts {
				at = at.In(loc)
				until := time.Date(at.Year(), at.Month(), at.Day()+int(days), end.Hour(), end.Minute(), 0, 0, loc)
				open = append(open, calendar.Interval{Start: at.UTC(), End: until.UTC()})
			}
		}
		assert.Equal(t, calendar.Union(openTimes(t, s, year)), calendar.Union(open))
	})
}

// Lines of a feed are at most 75 bytes long and end in CRLF.
func TestFeedLines(t *testing.T) {
	var s calendar.Schedule
	require.NoError(t, json.Unmarshal(sample, &s))
	text, err := Feed(s, 2026, stamp)
	require.NoError(t, err)
	for line := range strings.SplitAfterSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		assert.LessOrEqual(t, len(strings.TrimSuffix(line, "\r\n")), 75, line)
	}
	assert.Equal(t, strings.Count(text, "\n"), strings.Count(text, "\r\n"))
}

func event(lines ...string) string {
	return "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u@x\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

func TestReadClosures(t *testing.T) {
	date := calendar.MustParseDate
	for name, c := range map[string]struct {
		feed string
		want Closure
	}{
		"no end":        {event("DTSTART;VALUE=DATE:20260501"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true}},
		"end is start":  {event("DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260501"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true}},
		"end exclusive": {event("DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260502"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true}},
		"two days":      {event("DTSTART:20260501", "DTEND:20260503"), Closure{First: date("2026-05-01"), Until: date("2026-05-03"), AllDay: true}},
		"weeks":         {event("DTSTART;VALUE=date:20260501", "DURATION:P2W"), Closure{First: date("2026-05-01"), Until: date("2026-05-15"), AllDay: true}},
		"366 days":      {event("DTSTART:20260101", "DTEND:20270102"), Closure{First: date("2026-01-01"), Until: date("2027-01-02"), AllDay: true}},
		"folded":        {"\ufeff" + event("DTSTART;VAL\n\tUE=DATE:2026\r\n 0501", "SUMMARY:a\\, b\\n", "  c, d"), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true, Reason: "a, b c, d"}},
		"bad escape":    {event("DTSTART:20260501", `SUMMARY:a\:b`), Closure{First: date("2026-05-01"), Until: date("2026-05-02"), AllDay: true, Reason: `a\:b`}},
		"UTC":           {event("DTSTART:20260701T220000Z", "DURATION:PT2H"), Closure{First: date("2026-07-02"), Until: date("2026-07-03"), Start: 0, End: calendar.At(2, 0)}},
		"other zone":    {event("DTSTART;TZID=America/New_York:20260701T120000", "DTEND;TZID=America/New_York:20260701T180000"), Closure{First: date("2026-07-01"), Until: date("2026-07-02"), Start: calendar.At(18, 0), End: calendar.Midnight24}},
		"floating":      {event("DTSTART:20260701T120000", "DTEND:20260702T000001"), Closure{First: date("2026-07-01"), Until: date("2026-07-03"), Start: calendar.At(12, 0), End: 1}},
	} {
		got, err := ReadClosures(strings.NewReader(c.feed), paris(t))
		require.NoError(t, err, name)
		c.want.UID, c.want.Line = "u@x", 2
		assert.Equal(t, []Closure{c.want}, got, name)
	}
	for _, line := range []string{"CATEGORIES:x,open", "STATUS:CANCELLED"} {
		got, err := ReadClosures(strings.NewReader(event(line)), paris(t))
		require.NoError(t, err)
		assert.Empty(t, got)
	}
}

func TestReadClosuresRefuses(t *testing.T) {
	for want, feed := range map[string]string{
		"feed: is empty":                                   "\n\r\n",
		`line 1: is not in a VCALENDAR`:                    "BEGIN:VEVENT\nEND:VEVENT\n",
		`line 3: is not in a VCALENDAR`:                    "BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VCALENDAR\nEND:VCALENDAR\n",
		"line 1: continues a property":                     " BEGIN:VCALENDAR\n",
		"line 2: is no property":                           "BEGIN:VCALENDAR\nDTSTART;VALUE=DATE\nEND:VCALENDAR\n",
		`(got "X;A=\"b:c`:                                  "BEGIN:VCALENDAR\nX;A=\"b:c\nEND:VCALENDAR\n",
		"line 3: is no property":                           "BEGIN:VCALENDAR\n\nX;" + strings.Repeat("A", maxHead) + "=b:c\nEND:VCALENDAR\n",
		"line 2: is not UTF-8":                             "BEGIN:VCALENDAR\nX:\xe9t\xe9\nEND:VCALENDAR\n",
		"line 2: is longer than 64 KiB":                    "BEGIN:VCALENDAR\nX:" + strings.Repeat("A\n ", maxLine) + "\nEND:VCALENDAR\n",
		"line 5: is more than 4 components deep":           strings.Repeat("BEGIN:VCALENDAR\n", 5),
		"line 2: must not have parameters":                 "BEGIN:VCALENDAR\nEND;X=1:VCALENDAR\n",
		"line 3: must end VEVENT":                          "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
		"line 2: is the last line, and VEVENT":             "BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
		"feed: must have at most 10000 events":             "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", MaxEvents+1) + "END:VCALENDAR",
		"is larger than":                                   strings.Repeat("\n", MaxFeed+1),
		"METHOD: must be PUBLISH":                          "BEGIN:VCALENDAR\nMETHOD:CANCEL\nEND:VCALENDAR\n",
		"line 2: event without a UID: DTSTART: is missing": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n",
		"line 2: event u@x: RRULE: is not understood":      event("DTSTART:20260501", "RRULE:FREQ=YEARLY"),
		"RDATE: is not understood":                         event("DTSTART:20260501", "RDATE:20260601"),
		"DTSTART: must be there once":                      event("DTSTART:20260501", "DTSTART:20260502"),
		"DURATION: must not be set together":               event("DTSTART:20260501", "DTEND:20260501", "DURATION:P1D"),
		"DTSTART: is not a date that exists":               event("DTSTART:20260231"),
		"DTSTART: is a date, and VALUE says":               event("DTSTART;VALUE=DATE-TIME:20260501"),
		"DTSTART: is not what VALUE says":                  event("DTSTART;VALUE=DATE:20260501T120000"),
		"DTSTART: is not a date or a time":                 event("DTSTART:2026-05-01"),
		`(got "20260501T120000.5")`:                        event("DTSTART:20260501T120000.5"),
		"DTSTART: TZID must be an IANA zone name":          event("DTSTART;TZID=Romance Standard Time:20260501T120000"),
		`(got "Local")`:                                    event("DTSTART;TZID=Local:20260501T120000"),
		"DTEND: is before DTSTART":                         event("DTSTART:20260502", "DTEND:20260501"),
		"DTEND: is not a date that exists":                 event("DTSTART:20260502", "DTEND:20260502T120000"),
		"DTEND: is not a date or a time":                   event("DTSTART:20260502T120000", "DTEND:20260502"),
		"DTEND: must be there and after DTSTART":           event("DTSTART:20260502T120000"),
		"DTEND: is more than 366 days after":               event("DTSTART:20260101", "DTEND:20270103"),
		"DURATION: must be whole days or weeks":            event("DTSTART:20260101", "DURATION:PT24H"),
		"DURATION: must be hours":                          event("DTSTART:20260101T120000", "DURATION:P1D"),
		"DTEND: is not after DTSTART on the wall clock":    event("DTSTART:20261025T003000Z", "DTEND:20261025T013000Z"),
		`such as PT1H30M (got "PT")`:                       event("DTSTART:20260101T120000", "DURATION:PT"),
		`such as PT1H30M (got "PT0S")`:                     event("DTSTART:20260101T120000", "DURATION:PT0S"),
	} {
		got, err := ReadClosures(strings.NewReader(feed), paris(t))
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
		{event("DTSTART:20260602T100000", "DTEND:20260602T110000"), "2026-06-02 09:00-10:00 11:00-12:00 22:00-02:00"},
		{event("DTSTART:20260602T230000", "DTEND:20260603T100000"), "2026-06-02 09:00-12:00 22:00-23:00|2026-06-03 10:00-12:00 22:00-02:00"},
		{event("DTSTART:20260602T000000", "DTEND:20260603T030000"), "2026-06-01 09:00-12:00 22:00-24:00|2026-06-02 closed"},
		{event("DTSTART:20260607T080000", "DTEND:20260607T120000"), ""}, // a Sunday
		{event("DTSTART:20260606", "SUMMARY:a"), "2026-06-06 closed"},
		{event("DTSTART:20260603T000000", "DTEND:20260603T010000"), "leaves hours after midnight of 2026-06-02"},
		{event("DTSTART:19691231"), "is not in the years of the schedule"},
		{event("DTSTART:20991231", "DTEND:21000102"), "is not in the years of the schedule"},
		{event("DTSTART:19700101T000000", "DTEND:19700101T080000"), ""},
	} {
		closures, err := ReadClosures(strings.NewReader(c.feed), paris(t))
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

// Whatever the feed, its closures make a schedule that compiles, or are refused.
func FuzzReadClosures(f *testing.F) {
	data, err := os.ReadFile("testdata/closures.ics")
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(event("DTSTART;TZID=America/New_York:20260701T120000", "DTEND:20260702T000001Z")))
	f.Add([]byte(event("DTSTART;VAL\n\tUE=\"DATE\":2026\r\n 0501", "DURATION:P1W", "CATEGORIES:OPEN")))
	loc := paris(f)
	s := calendar.OfficeHours()
	f.Fuzz(func(t *testing.T, data []byte) {
		closures, err := ReadClosures(bytes.NewReader(data), loc)
		if err != nil {
			return
		}
		s := s
		if s.Exceptions, err = Exceptions(s, closures); err == nil {
			require.NoError(t, s.Validate())
		}
	})
}
