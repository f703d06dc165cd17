package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

// datesOf are the first dates of the closures of a feed in some years.
func datesOf(t *testing.T, feed string, first, last int) string {
	got, err := ReadClosures(strings.NewReader(feed), paris(t), calendar.Date{Year: first, Month: 1, Day: 1}, calendar.Date{Year: last + 1, Month: 1, Day: 1})
	require.NoError(t, err, feed)
	var dates []string
	for _, c := range got {
		dates = append(dates, c.First.String())
	}
	return strings.Join(dates, " ")
}

func TestRecurrence(t *testing.T) {
	for _, c := range []struct {
		start, rule string // "20260501", and RRULE
		years       [2]int
		want        string
	}{
		{"19700501", "FREQ=YEARLY", [2]int{2026, 2027}, "2026-05-01 2027-05-01"},
		{"00010501", "freq=yearly;", [2]int{2026, 2026}, "2026-05-01"},
		{"20260501", "FREQ=YEARLY", [2]int{2025, 2026}, "2026-05-01"},
		{"20240229", "FREQ=YEARLY", [2]int{2024, 2032}, "2024-02-29 2028-02-29 2032-02-29"},
		{"18960229", "FREQ=YEARLY", [2]int{1897, 1905}, "1904-02-29"},
		{"20240229", "FREQ=YEARLY;COUNT=2", [2]int{2024, 2032}, "2024-02-29 2028-02-29"},
		{"20200501", "FREQ=YEARLY;INTERVAL=3", [2]int{2020, 2026}, "2020-05-01 2023-05-01 2026-05-01"},
		{"20200501", "FREQ=YEARLY;INTERVAL=3", [2]int{2024, 2025}, ""},
		{"20200501", "FREQ=YEARLY;COUNT=7", [2]int{2025, 2030}, "2025-05-01 2026-05-01"},
		{"20200501", "FREQ=YEARLY;COUNT=6", [2]int{2025, 2030}, "2025-05-01"},
		{"20200501", "FREQ=YEARLY;COUNT=5", [2]int{2025, 2030}, ""},
		{"20200501", "FREQ=YEARLY;COUNT=999999999", [2]int{2026, 2026}, "2026-05-01"},
		{"20200501", "FREQ=YEARLY;UNTIL=20260430", [2]int{2025, 2030}, "2025-05-01"},
		{"20200501", "FREQ=YEARLY;UNTIL=20260501", [2]int{2025, 2030}, "2025-05-01 2026-05-01"},
		{"20200501", "FREQ=YEARLY;UNTIL=20260502", [2]int{2025, 2030}, "2025-05-01 2026-05-01"},
		{"20200501", "FREQ=YEARLY;UNTIL=99991231", [2]int{9998, 9998}, "9998-05-01"},
		// A date is within an instant's UNTIL wherever on earth it begins, or nowhere.
		{"20200501", "FREQ=YEARLY;UNTIL=20260501T120000Z", [2]int{2025, 2030}, "2025-05-01 2026-05-01"},
		{"20200501", "FREQ=YEARLY;UNTIL=20260430T095959Z", [2]int{2025, 2030}, "2025-05-01"},
		{"20200501", "FREQ=YEARLY;UNTIL=20260501T000000", [2]int{2025, 2030}, "2025-05-01 2026-05-01"},
		{"20200501", "FREQ=YEARLY;UNTIL=20260430T235959", [2]int{2025, 2030}, "2025-05-01"},
		{"20260105", "FREQ=YEARLY;BYMONTH=1,3,6", [2]int{2026, 2026}, "2026-01-05 2026-03-05 2026-06-05"},
		{"20260131", "FREQ=YEARLY;BYMONTH=1,2,3", [2]int{2026, 2026}, "2026-01-31 2026-03-31"},
		{"20261224", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,-1,31", [2]int{2026, 2026}, "2026-12-24 2026-12-31"},
		{"20260228", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", [2]int{2027, 2028}, "2027-02-28 2028-02-29"},
		{"20260907", "FREQ=YEARLY;BYMONTH=9;BYDAY=1MO", [2]int{2026, 2027}, "2026-09-07 2027-09-06"},
		{"20260525", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", [2]int{2026, 2027}, "2026-05-25 2027-05-31"},
		{"20260907", "FREQ=YEARLY;BYMONTH=9;BYDAY=MO;BYSETPOS=1", [2]int{2026, 2027}, "2026-09-07 2027-09-06"},
		{"20260518", "FREQ=YEARLY;BYDAY=20MO", [2]int{2026, 2027}, "2026-05-18 2027-05-17"},
		{"20261228", "FREQ=YEARLY;BYDAY=-1MO", [2]int{2026, 2027}, "2026-12-28 2027-12-27"},
		{"20201231", "FREQ=YEARLY;BYDAY=53TH", [2]int{2020, 2026}, "2020-12-31 2026-12-31"},
		{"20260305", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", [2]int{2026, 2026}, "2026-03-05 2026-03-12 2026-03-19 2026-03-26"},
		{"20241105", "FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", [2]int{2024, 2026}, "2024-11-05 2026-11-03"},
		{"20261130", "FREQ=MONTHLY;BYDAY=-1MO", [2]int{2026, 2026}, "2026-11-30 2026-12-28"},
		{"20261030", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", [2]int{2026, 2026}, "2026-10-30 2026-11-30 2026-12-31"},
		{"20261031", "FREQ=MONTHLY", [2]int{2026, 2026}, "2026-10-31 2026-12-31"},
		{"20261013", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=13,-1;BYMONTH=10,12", [2]int{2026, 2026}, "2026-10-13 2026-10-31 2026-12-13 2026-12-31"},
		{"20261113", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", [2]int{2026, 2027}, "2026-11-13 2027-08-13"},
		// The weeks of Monday the 3rd and of Sunday the 2nd (RFC 5545, section 3.3.10).
		{"20260804", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU", [2]int{2026, 2026}, "2026-08-04 2026-08-09 2026-08-18 2026-08-23"},
		{"20260804", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", [2]int{2026, 2026}, "2026-08-04 2026-08-16 2026-08-18 2026-08-30"},
		{"20261221", "FREQ=WEEKLY", [2]int{2026, 2026}, "2026-12-21 2026-12-28"},
		{"20261230", "FREQ=DAILY", [2]int{2026, 2026}, "2026-12-30 2026-12-31"},
		{"20260205", "FREQ=DAILY;INTERVAL=2;BYDAY=TH;BYMONTH=2", [2]int{2026, 2026}, "2026-02-05 2026-02-19"},
		{"20260131", "FREQ=DAILY;BYMONTHDAY=-1;COUNT=3", [2]int{2026, 2026}, "2026-01-31 2026-02-28 2026-03-31"},
	} {
		assert.Equal(t, c.want, datesOf(t, feedOf("DTSTART;VALUE=DATE:"+c.start, "RRULE:"+c.rule), c.years[0], c.years[1]), "%s %s", c.start, c.rule)
	}
}

// A rule costs what the years that are asked for cost, and all rules together no more
// than is said.
func TestRecurrenceIsBounded(t *testing.T) {
	feed := func(events int, lines string) string {
		return "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\n"+lines+"END:VEVENT\n", events) + "END:VCALENDAR\n"
	}
	read := func(feed string) (int, error) {
		got, err := ReadClosures(strings.NewReader(feed), paris(t), calendar.MustParseDate("2026-01-01"), calendar.MustParseDate("2027-01-01"))
		return len(got), err
	}
	n, err := read(feed(MaxEvents, "DTSTART:00010101\nRRULE:FREQ=YEARLY;UNTIL=99991231\n"))
	require.NoError(t, err)
	assert.Equal(t, MaxEvents, n)

	n, err = read(feed(maxClosures/365, "DTSTART:00010101\nRRULE:FREQ=DAILY\n"))
	require.NoError(t, err)
	assert.Equal(t, maxClosures/365*365, n)
	_, err = read(feed(maxClosures/365+1, "DTSTART:00010101\nRRULE:FREQ=DAILY\n"))
	assert.ErrorContains(t, err, "makes more than 100000 closures")

	_, err = read(feed(10, "DTSTART:00010101\nRRULE:FREQ=DAILY;COUNT=999999999\n"))
	assert.ErrorContains(t, err, "makes more than 1000000 steps")
}

// What a feed costs by its length: a tenth of the events is read in a tenth of the time.
func BenchmarkReadClosures(b *testing.B) {
	event := "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20100501\nRRULE:FREQ=YEARLY;COUNT=40\nEXDATE;VALUE=DATE:20200501\nEND:VEVENT\n"
	for _, events := range []int{MaxEvents / 10, MaxEvents} {
		b.Run(fmt.Sprint(events), func(b *testing.B) {
			feed := "BEGIN:VCALENDAR\n" + strings.Repeat(event, events) + "END:VCALENDAR\n"
			b.SetBytes(int64(len(feed)))
			for b.Loop() {
				_, err := ReadClosures(strings.NewReader(feed), time.UTC, calendar.MustParseDate("2026-01-01"), calendar.MustParseDate("2027-01-01"))
				require.NoError(b, err)
			}
		})
	}
}
