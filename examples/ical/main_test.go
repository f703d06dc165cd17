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
		closures, err := readAllYears(strings.NewReader(text), loc)
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

// TestExceptionsWithoutEvents refuses what a feed could only say wrongly.
func TestExceptionsWithoutEvents(t *testing.T) {
	on := calendar.MustParseDate("2026-12-24")
	for _, e := range []calendar.Exception{
		{Date: on, Yearly: true},
		{Date: on, Weeks: 2},
		{Date: on, Until: on.AddDays(1)},
		{Date: on, IfOpen: true},
		{Date: on, Closed: []calendar.Span{{Start: calendar.At(12, 0), End: calendar.Midnight24}}},
	} {
		s := calendar.OfficeHours()
		s.Exceptions = []calendar.Exception{e}
		_, err := Feed(s, 2026, time.Unix(0, 0))
		require.ErrorContains(t, err, "exceptions: covers more than a date or a part of one")
		_, err = Exceptions(s, nil)
		require.ErrorContains(t, err, "exceptions: covers more than a date or a part of one")
	}
}
