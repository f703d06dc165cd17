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
