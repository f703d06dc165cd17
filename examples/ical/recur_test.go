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

// UNTIL with times is an instant; one of another form is understood unless it matters.
func TestUntil(t *testing.T) {
	for _, c := range []struct{ start, until, want string }{
		{";TZID=Europe/Paris:20260504T090000", "20260511T070000Z", "2026-05-04 2026-05-11"},
		{";TZID=Europe/Paris:20260504T090000", "20260511T065959Z", "2026-05-04"},
		{":20260504T090000Z", "20260511T090000Z", "2026-05-04 2026-05-11"},
		{":20260504T090000Z", "20260511T085959Z", "2026-05-04"},
		{":20260504T090000", "20260511T090000", "2026-05-04 2026-05-11"},
		{":20260504T090000", "20260511T085959", "2026-05-04"},
		{":20260504T090000", "20260511T070000Z", "2026-05-04 2026-05-11"},
		{":20260504T090000", "20260512", "2026-05-04 2026-05-11"},
		{":20260504T090000", "20260510", "2026-05-04"},
		{":20260504T000000", "20260511", "2026-05-04 2026-05-11"},
		{":20260504T090000Z", "20260511T230000", "2026-05-04 2026-05-11"},
		{":20260504T090000Z", "20260510T205959", "2026-05-04"},
		{";TZID=Europe/Paris:20260504T090000", "20260511T090000", "2026-05-04 2026-05-11"},
		{";TZID=Europe/Paris:20260504T090000", "20260511T065959", "2026-05-04"},
		{";TZID=America/New_York:20260504T090000", "20260511T130000", "2026-05-04 2026-05-11"},
		{";TZID=America/New_York:20260504T090000", "20260511T085959", "2026-05-04"},
	} {
		assert.Equal(t, c.want, datesOf(t, feedOf("DTSTART"+c.start, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL="+c.until), 2026, 2026), c)
	}
	for start, until := range map[string]string{
		";VALUE=DATE:20260504":                 "20260510T100000Z", // 11 May where clocks are 14 hours ahead
		";VALUE=DATE:20260504 ":                "20260511T115959Z", // 10 May where they are 12 hours behind
		":20260504T090000":                     "20260511",         // its beginning or its end?
		":20260504T090000Z":                    "20260511T225959",
		":20260504T090000Z ":                   "20260510T210000",
		";TZID=Europe/Paris:20260504T090000":   "20260511T085959",
		";TZID=Europe/Paris:20260504T090000 ":  "20260511T070000",
		";TZID=America/New_York:20260504T0900": "",
	} {
		if until == "" {
			continue
		}
		_, err := readAllYears(strings.NewReader(feedOf("DTSTART"+strings.TrimSpace(start), "DURATION:P1D", "RRULE:FREQ=WEEKLY;UNTIL="+until)), paris(t))
		assert.ErrorContains(t, err, "line 6: event u@x: RRULE: UNTIL leaves open whether 2026-05-11 is within it", "%s %s", start, until)
	}
}

func TestRuleRefuses(t *testing.T) {
	for rule, want := range map[string]string{
		"":                                       "is not understood",
		"INTERVAL=1":                             "must have a FREQ",
		"FREQ=HOURLY":                            `FREQ is not understood as "HOURLY" (got "FREQ=HOURLY")`,
		"FREQ=YEARLY;INTERVAL=0":                 `INTERVAL is not understood as "0"`,
		"FREQ=YEARLY;INTERVAL=10000":             "INTERVAL is not understood",
		"FREQ=YEARLY;COUNT=0":                    "COUNT is not understood",
		"FREQ=YEARLY;COUNT=1000000000":           "COUNT is not understood",
		"FREQ=YEARLY;COUNT=2;UNTIL=20300101":     "must not have both COUNT and UNTIL",
		"FREQ=YEARLY;COUNT=2;COUNT=2":            "COUNT must be there once",
		"FREQ=YEARLY;;COUNT=2":                   "is not understood",
		"FREQ=YEARLY;UNTIL=2030":                 "UNTIL is not a date or a time",
		"FREQ=YEARLY;UNTIL=20260430":             "must have DTSTART as its first time",
		"FREQ=YEARLY;BYMONTH=0":                  "BYMONTH is not understood",
		"FREQ=YEARLY;BYMONTH=-5":                 "BYMONTH is not understood",
		"FREQ=YEARLY;BYMONTH=13":                 "BYMONTH is not understood",
		"FREQ=YEARLY;BYMONTH=5L":                 "BYMONTH is not understood",
		"FREQ=YEARLY;BYMONTH=6":                  "must have DTSTART as its first time",
		"FREQ=YEARLY;BYMONTHDAY=1":               "leaves open the months of BYMONTHDAY",
		"FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=0":     "BYMONTHDAY is not understood",
		"FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=32":    "BYMONTHDAY is not understood",
		"FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-32":   "BYMONTHDAY is not understood",
		"FREQ=YEARLY;BYDAY=0FR":                  "BYDAY is not understood",
		"FREQ=YEARLY;BYDAY=54FR":                 "BYDAY is not understood",
		"FREQ=YEARLY;BYDAY=FRI":                  "BYDAY is not understood",
		"FREQ=YEARLY;BYDAY=XX":                   "BYDAY is not understood",
		"FREQ=YEARLY;BYDAY=":                     "BYDAY is not understood",
		"FREQ=YEARLY;BYMONTH=5;BYDAY=2FR":        "must have DTSTART as its first time",
		"FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1FR":    "leaves open what the number with BYDAY counts",
		"FREQ=WEEKLY;BYDAY=1FR":                  "must have a number with BYDAY only",
		"FREQ=WEEKLY;BYMONTHDAY=1":               "must not have BYMONTHDAY",
		"FREQ=DAILY;BYDAY=-1FR":                  "must have a number with BYDAY only",
		"FREQ=YEARLY;BYSETPOS=1":                 "must have BYSETPOS only with another list",
		"FREQ=WEEKLY;BYDAY=FR;BYSETPOS=1":        "leaves open what BYSETPOS counts",
		"FREQ=YEARLY;BYDAY=FR;BYSETPOS=367":      "BYSETPOS is not understood",
		"FREQ=YEARLY;WKST=FRI":                   "WKST is not understood",
		"FREQ=YEARLY;BYWEEKNO=18":                "BYWEEKNO is not understood",
		"FREQ=YEARLY;BYYEARDAY=121":              "BYYEARDAY is not understood",
		"FREQ=YEARLY;BYHOUR=1":                   "BYHOUR is not understood",
		"RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=OMIT": "RSCALE is not understood",
	} {
		_, err := readAllYears(strings.NewReader(feedOf("DTSTART:20260501", "RRULE:"+rule)), paris(t)) // a Friday
		require.Error(t, err, rule)
		assert.Contains(t, err.Error(), "line 5: event u@x: RRULE: ", rule)
		assert.Contains(t, err.Error(), want, rule)
	}
	assert.Equal(t, "2026-12-25 2026-12-26", datesOf(t, feedOf("DTSTART:20261225", "RRULE:FREQ=YEARLY;BYDAY="+strings.Repeat("FR,", 300)+"SA;UNTIL=20261231"), 2026, 2026))
	_, err := readAllYears(strings.NewReader(feedOf("DTSTART:20261225", "RRULE:FREQ=YEARLY;BYDAY="+numberedDays(101))), paris(t))
	assert.ErrorContains(t, err, "BYDAY is not understood")
}

// numberedDays are so many different values of BYDAY.
func numberedDays(n int) string {
	var days []string
	for i := range n {
		days = append(days, fmt.Sprint(i/7+1)+[]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}[i%7])
	}
	return strings.Join(days, ",")
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

// ruleModel is a rule as text with what it says, for the naive reading.
type ruleModel struct {
	freq                        string
	interval, count             int
	months, monthDays, position []int
	days                        []weekdayOf
	weekStart                   time.Weekday
	until                       time.Time
}

func (m ruleModel) String() string {
	parts := []string{"FREQ=" + m.freq}
	add := func(name string, ns []int) {
		if len(ns) > 0 {
			parts = append(parts, name+"="+strings.ReplaceAll(strings.Trim(fmt.Sprint(ns), "[]"), " ", ","))
		}
	}
	add("INTERVAL", []int{m.interval})
	add("BYMONTH", m.months)
	add("BYMONTHDAY", m.monthDays)
	var days []string
	for _, d := range m.days {
		name := strings.ToUpper(d.day.String()[:2])
		if d.n != 0 {
			name = fmt.Sprint(d.n) + name
		}
		days = append(days, name)
	}
	if len(days) > 0 {
		parts = append(parts, "BYDAY="+strings.Join(days, ","))
	}
	add("BYSETPOS", m.position)
	parts = append(parts, "WKST="+strings.ToUpper(m.weekStart.String()[:2]))
	if m.count > 0 {
		parts = append(parts, fmt.Sprint("COUNT=", m.count))
	}
	if !m.until.IsZero() {
		parts = append(parts, "UNTIL="+m.until.Format("20060102"))
	}
	return strings.Join(parts, ";")
}

// period numbers the day's period: the year, the month, the week, the day.
func (m ruleModel) period(day time.Time) int {
	switch m.freq {
	case "YEARLY":
		return day.Year()
	case "MONTHLY":
		return day.Year()*12 + int(day.Month())
	case "WEEKLY":
		for day.Weekday() != m.weekStart {
			day = day.AddDate(0, 0, -1)
		}
		return int(day.Unix() / 86400 / 7)
	}
	return int(day.Unix() / 86400)
}

// matches says whether the lists have a day, looking at nothing but days: a day is the n-th
// Monday if, going back day by day within the month or year, one sees n Mondays.
func (m ruleModel) matches(day, start time.Time) bool {
	if len(m.months) > 0 && !slices.Contains(m.months, int(day.Month())) {
		return false
	}
	scope := func(d time.Time) int { return d.Year()*12 + int(d.Month()) }
	if m.freq == "YEARLY" && len(m.months) == 0 {
		scope = time.Time.Year
	}
	seen := func(step int, scope func(time.Time) int, counts func(time.Time) bool) (n int) {
		for d := day; scope(d) == scope(day); d = d.AddDate(0, 0, step) {
			if counts(d) {
				n++
			}
		}
		return n
	}
	if len(m.monthDays) > 0 {
		month := func(d time.Time) int { return d.Year()*12 + int(d.Month()) }
		every := func(time.Time) bool { return true }
		if !slices.Contains(m.monthDays, seen(-1, month, every)) && !slices.Contains(m.monthDays, -seen(1, month, every)) {
			return false
		}
	}
	if len(m.days) > 0 {
		return slices.ContainsFunc(m.days, func(w weekdayOf) bool {
			same := func(d time.Time) bool { return d.Weekday() == w.day }
			return same(day) && (w.n == 0 || w.n == seen(-1, scope, same) || w.n == -seen(1, scope, same))
		})
	}
	switch {
	case len(m.monthDays) > 0 || m.freq == "DAILY":
		return true
	case m.freq == "WEEKLY":
		return day.Weekday() == start.Weekday()
	case m.freq == "MONTHLY" || len(m.months) > 0:
		return day.Day() == start.Day()
	}
	return day.Day() == start.Day() && day.Month() == start.Month()
}

// dates goes through all days from the year of start to before a year, and returns the
// rule's.
func (m ruleModel) dates(start time.Time, before int) (dates []time.Time) {
	byPeriod := map[int][]time.Time{}
	var order []int
	first := m.period(start)
	for day := start.AddDate(0, 0, -366); day.Year() < before+1; day = day.AddDate(0, 0, 1) {
		p := m.period(day)
		if p < first || (p-first)%m.interval != 0 || !m.matches(day, start) {
			continue
		}
		if byPeriod[p] == nil {
			order = append(order, p)
		}
		byPeriod[p] = append(byPeriod[p], day)
	}
	for _, p := range order {
		for i, day := range byPeriod[p] {
			last := len(byPeriod[p])
			if len(m.position) > 0 && !slices.Contains(m.position, i+1) && !slices.Contains(m.position, i-last) {
				continue
			}
			if day.Before(start) || !m.until.IsZero() && day.After(m.until) || m.count > 0 && len(dates) == m.count {
				continue
			}
			dates = append(dates, day)
		}
	}
	return slices.DeleteFunc(dates, func(d time.Time) bool { return d.Year() >= before })
}

func drawRule(t *rapid.T) ruleModel {
	m := ruleModel{
		freq:      rapid.SampledFrom([]string{"YEARLY", "YEARLY", "MONTHLY", "WEEKLY", "DAILY"}).Draw(t, "freq"),
		interval:  rapid.SampledFrom([]int{1, 1, 2, 3, 5}).Draw(t, "interval"),
		weekStart: rapid.SampledFrom([]time.Weekday{time.Monday, time.Sunday, time.Thursday}).Draw(t, "week"),
	}
	list := func(name string, g *rapid.Generator[int]) []int {
		if !rapid.Bool().Draw(t, name+"?") {
			return nil
		}
		return rapid.SliceOfN(g.Filter(func(n int) bool { return n != 0 }), 1, 3).Draw(t, name)
	}
	m.months = list("months", rapid.IntRange(1, 12))
	if m.freq != "WEEKLY" && (m.freq != "YEARLY" || len(m.months) > 0) {
		m.monthDays = list("month days", rapid.OneOf(rapid.IntRange(-31, 31), rapid.SampledFrom([]int{-1, 1, 29, 30, 31})))
	}
	for range rapid.IntRange(0, 3).Draw(t, "days") {
		w := weekdayOf{day: time.Weekday(rapid.IntRange(0, 6).Draw(t, "day"))}
		if (m.freq == "YEARLY" || m.freq == "MONTHLY") && len(m.monthDays) == 0 && rapid.Bool().Draw(t, "numbered") {
			w.n = rapid.SampledFrom([]int{1, 2, -1, 5, -5, 20, 52, 53, -53}).Draw(t, "n")
		}
		m.days = append(m.days, w)
	}
	if (m.freq == "YEARLY" || m.freq == "MONTHLY") && len(m.months)+len(m.monthDays)+len(m.days) > 0 {
		m.position = list("position", rapid.SampledFrom([]int{1, 2, -1, -2, 6, 31}))
	}
	return m
}

// Rules are read as one reads them who goes through the calendar day by day.
func TestRuleModel(t *testing.T) {
	met := 0
	rapid.Check(t, func(t *rapid.T) {
		m := drawRule(t)
		start := time.Date(rapid.IntRange(2019, 2024).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		const before = 2031
		free := m.dates(start, before)
		if len(free) > 0 && rapid.IntRange(0, 3).Draw(t, "first") > 0 {
			start = free[0] // DTSTART is as good as never in the rule by itself
			free = m.dates(start, before)
		}
		switch near := start.AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "end")); rapid.IntRange(0, 3).Draw(t, "ends") {
		case 1:
			m.count = rapid.IntRange(1, 12).Draw(t, "count")
		case 2:
			m.until = near
		case 3:
			if m.until = near; len(free) > 0 {
				m.until = free[rapid.IntRange(0, len(free)-1).Draw(t, "last")]
			}
		}
		want := m.dates(start, before)
		from := rapid.IntRange(2019, before-1).Draw(t, "from")
		feed := feedOf("DTSTART:"+start.Format("20060102"), "RRULE:"+m.String())
		got, err := ReadClosures(strings.NewReader(feed), paris(t), calendar.Date{Year: from, Month: 1, Day: 1}, calendar.Date{Year: before, Month: 1, Day: 1})
		if len(want) == 0 || !want[0].Equal(start) {
			assert.ErrorContains(t, err, "must have DTSTART as its first time")
			return
		}
		met++
		require.NoError(t, err, feed)
		var dates, expected []string
		for _, c := range got {
			dates = append(dates, c.First.String())
		}
		for _, d := range want {
			if d.Year() >= from {
				expected = append(expected, d.Format(time.DateOnly))
			}
		}
		assert.Equal(t, expected, dates, feed)
	})
	assert.Positive(t, met)
}
