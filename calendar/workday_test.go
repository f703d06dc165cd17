package calendar_test

import (
	"math"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

// opens is whether a span that starts on a date lasts for some time, and when the last of them ends.
func (m *model) opens(d calendar.Date) (open bool, closes int64) {
	for _, x := range m.on(civil{d.Year, int(d.Month), d.Day}) {
		if x[0] < x[1] && (!open || x[1] > closes) {
			open, closes = true, x[1]
		}
	}
	return open, closes
}

func TestWorkingDaysAgreeWithModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		first, last := calendar.DateOf(s.day).AddDays(-12), calendar.DateOf(s.day).AddDays(12)
		if year := s.day.Year(); first.Year < year {
			first = calendar.Date{Year: year, Month: 1, Day: 1}
		}
		var days, working []calendar.Date
		for d := first; d.Compare(last) <= 0; d = d.AddDays(1) {
			days = append(days, d)
			open, _ := s.m.opens(d)
			got, err := s.c.IsWorkingDay(d)
			require.NoError(t, err)
			require.Equal(t, open, got, d)
			if open {
				working = append(working, d)
			}
		}
		count := func(from, until calendar.Date) (n int) {
			for _, d := range working {
				if d.Compare(from) >= 0 && d.Compare(until) < 0 {
					n++
				}
			}
			return n
		}
		a := rapid.SampledFrom(days).Draw(t, "a")
		b := rapid.SampledFrom(days).Draw(t, "b")
		got, err := s.c.WorkingDaysBetween(a, b)
		require.NoError(t, err)
		require.Equal(t, count(a, b)-count(b, a), got, "%s to %s", a, b)

		from, upTo := count(first, a), count(first, a.AddDays(1))
		for n := -len(working); n <= len(working); n++ {
			at := upTo + n - 1
			if n < 0 {
				at = from + n
			}
			if n == 0 || at < 0 || at >= len(working) {
				continue
			}
			got, err := s.c.AddWorkingDays(a, n)
			require.NoError(t, err)
			require.Equal(t, working[at], got, "%s + %d", a, n)
		}
		if from < len(working) {
			got, err := s.c.NextWorkingDay(a)
			require.NoError(t, err)
			require.Equal(t, working[from], got, a)
		}
		if upTo > 0 {
			got, err := s.c.PrevWorkingDay(a)
			require.NoError(t, err)
			require.Equal(t, working[upTo-1], got, a)
		}
	})
}

func TestCloseOfBusinessAgreesWithModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		at := s.instant(t, "at")
		n := rapid.IntRange(-4, 4).Draw(t, "n")
		// The date of an instant is the last of which an instant has come.
		date := calendar.DateOf(s.day).AddDays(-9) // before any instant that is drawn
		for s.m.first(time.Date(date.Year, date.Month, date.Day+1, 0, 0, 0, 0, time.UTC).Unix()) <= at.Unix() {
			date = date.AddDays(1)
		}
		step, left := 1, n
		if n < 0 {
			step, left = -1, -n
		}
		if open, _ := s.m.opens(date); n == 0 && !open {
			left = 1
		}
		got, err := s.c.CloseOfBusiness(at, n)
		for i := 0; left > 0; i++ {
			date = date.AddDays(step)
			if open, _ := s.m.opens(date); open {
				left--
			}
			if first := calendar.DateOf(s.c.Window().Start); date.Compare(first) < 0 || i > 30 {
				return // the table below has the ends of the years
			}
		}
		_, closes := s.m.opens(date)
		require.NoError(t, err)
		require.Equal(t, time.Unix(closes, 0).In(s.c.Location()), got, "%s, %d", at, n)
	})
}

func TestCountingWorkingDays(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	for _, x := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-05-13", 1, "2026-05-15"}, // Ascension is between
		{"2026-05-13", 5, "2026-05-21"},
		{"2026-05-16", 0, "2026-05-16"}, // a Saturday
		{"2026-05-16", 1, "2026-05-18"},
		{"2026-05-15", 1, "2026-05-18"},
		{"2026-05-16", -1, "2026-05-15"},
		{"2026-05-18", -1, "2026-05-15"},
		{"2026-01-01", 1, "2026-01-02"},
		{"2026-01-01", 252, "2026-12-31"}, // 261 days from Monday to Friday less 9 holidays
		{"2026-01-01", 253, "2027-01-04"},
		{"2026-05-15", -2, "2026-05-12"},
	} {
		got, err := c.AddWorkingDays(date(x.from), x.n)
		require.NoError(t, err)
		assert.Equal(t, x.want, got.String(), "%s + %d", x.from, x.n)
	}
	for _, x := range []struct {
		from, until string
		want        int
	}{
		{"2026-05-13", "2026-05-13", 0},
		{"2026-05-13", "2026-05-14", 1},
		{"2026-05-14", "2026-05-15", 0},
		{"2026-05-01", "2026-06-01", 17},
		{"2026-06-01", "2026-05-01", -17},
		{"2099-12-31", "2100-01-01", 1},
		{"2100-01-01", "2099-12-31", -1},
		{"2100-01-01", "2100-01-01", 0},
	} {
		got, err := c.WorkingDaysBetween(date(x.from), date(x.until))
		require.NoError(t, err)
		assert.Equal(t, x.want, got, "%s to %s", x.from, x.until)
	}
	may := calendar.MustParseMonth("2026-05")
	for n, want := range map[int]string{1: "2026-05-04", 9: "2026-05-18", 17: "2026-05-29", -1: "2026-05-29", -17: "2026-05-04"} {
		got, err := c.WorkingDay(may, n)
		require.NoError(t, err)
		assert.Equal(t, want, got.String(), n)
	}
	for _, n := range []int{0, 18, -18, math.MaxInt, math.MinInt} {
		_, err := c.WorkingDay(may, n)
		assert.Equal(t, []string{"n"}, fields(t, err))
		assert.ErrorContains(t, err, "must be one of the 17 working days of 2026-05")
	}
}

func TestCloseOfBusiness(t *testing.T) {
	office := compile(t, calendar.OfficeHours())
	nights, _ := fromJSON(t, nightJSON) // Mondays 09:00-02:00
	always, _ := fromJSON(t, alwaysJSON)
	for _, x := range []struct {
		c    *calendar.Calendar
		at   string
		n    int
		want string
	}{
		{office, "2026-10-23T16:00:00+02:00", 5, "2026-10-30T18:00:00+01:00"}, // the clocks change on the Sunday
		{office, "2026-10-23T21:59:59.999999999Z", 5, "2026-10-30T18:00:00+01:00"},
		{office, "2026-10-23T22:00:00Z", 1, "2026-10-26T18:00:00+01:00"}, // Saturday in Paris
		{office, "2026-10-23T22:00:00Z", 0, "2026-10-26T18:00:00+01:00"},
		{office, "2026-10-23T22:00:00Z", -1, "2026-10-23T18:00:00+02:00"},
		{office, "2026-10-23T20:00:00+02:00", 0, "2026-10-23T18:00:00+02:00"}, // closed already
		{office, "2026-10-23T20:00:00+02:00", 1, "2026-10-26T18:00:00+01:00"},
		{nights, "2026-06-01T12:00:00+02:00", 0, "2026-06-02T02:00:00+02:00"},
		{nights, "2026-06-02T01:00:00+02:00", 0, "2026-06-09T02:00:00+02:00"}, // a Tuesday, though it is open
		{nights, "2026-06-02T01:00:00+02:00", -1, "2026-06-02T02:00:00+02:00"},
		{always, "2026-10-25T12:00:00+01:00", 0, "2026-10-26T00:00:00+01:00"},
		{always, "2026-12-31T12:00:00+01:00", 0, "2027-01-01T00:00:00+01:00"},
	} {
		got, err := x.c.CloseOfBusiness(parse(x.at), x.n)
		require.NoError(t, err)
		assert.Equal(t, x.want, got.Format(time.RFC3339), "%s, %d", x.at, x.n)
	}
	// In St. John's the 7th began at midnight and the clocks went back a minute later, to 23:01 of the 6th.
	john, _ := fromJSON(t, `{"zone":"America/St_Johns","first_year":2010,"last_year":2010,"hours":[{"days":"sat,sun","open":["09:00-18:00"]}]}`)
	for at, want := range map[string]string{"2010-11-07T02:29:59Z": "2010-11-06T18:00:00-02:30", "2010-11-07T02:30:00Z": "2010-11-07T18:00:00-03:30", "2010-11-07T02:31:00Z": "2010-11-07T18:00:00-03:30", "2010-11-07T04:00:00Z": "2010-11-07T18:00:00-03:30"} {
		got, err := john.CloseOfBusiness(parse(at), 0)
		require.NoError(t, err)
		assert.Equal(t, want, got.Format(time.RFC3339), at)
	}
	// Its date ended before the clocks came to 23:50 again: what ends last is not what starts last.
	eve, _ := fromJSON(t, `{"zone":"America/St_Johns","first_year":2010,"last_year":2010,"hours":[{"days":"sat","open":["23:00-23:50","23:55-24:00"]}],
		"exceptions":[{"date":"2010-11-13","open":["23:55-24:00","23:00-23:50"]}]}`)
	for at, want := range map[string]string{"2010-11-06T12:00:00Z": "2010-11-06T23:50:00-03:30", "2010-11-12T12:00:00Z": "2010-11-14T00:00:00-03:30", "2010-10-30T12:00:00Z": "2010-10-31T00:00:00-02:30"} {
		got, err := eve.CloseOfBusiness(parse(at), 0)
		require.NoError(t, err)
		assert.Equal(t, want, got.Format(time.RFC3339), at)
	}
	// A night that ends behind the compiled years has a close that nobody knows.
	s := calendar.AlwaysOpen("UTC")
	s.FirstYear, s.LastYear = 2026, 2026
	s.Hours[0].Open = open("22:00-02:00")
	night := compile(t, s)
	for at, fails := range map[string]bool{"2026-12-30T12:00:00Z": false, "2026-12-31T12:00:00Z": true} {
		_, err := night.CloseOfBusiness(parse(at), 0)
		assert.Equal(t, fails, err != nil, at)
	}
}

// A date that a zone skipped is no working day, and one of which a gap leaves nothing is none either.
func TestDaysWithoutTime(t *testing.T) {
	for doc, dates := range map[string]map[string]bool{
		`{"zone":"Pacific/Apia","first_year":2011,"last_year":2011,"hours":[{"days":"mon-sun","open":["00:00-24:00"]}]}`:                                          {"2011-12-29": true, "2011-12-30": false, "2011-12-31": true},
		`{"zone":"Europe/Paris","first_year":2026,"last_year":2026,"hours":[{"days":"mon-sun","open":["02:10-02:50"]}]}`:                                          {"2026-03-28": true, "2026-03-29": false, "2026-03-30": true, "2026-10-25": true},
		`{"zone":"Europe/Paris","first_year":2026,"last_year":2026,"hours":[{"days":"mon-sun","open":["02:10-03:01"]}]}`:                                          {"2026-03-29": true},
		`{"zone":"Europe/Paris","first_year":2026,"last_year":2026,"exceptions":[{"date":"2026-12-25","usual":true}]}`:                                            {"2026-12-25": false},
		`{"zone":"Europe/Paris","first_year":2026,"last_year":2026,"hours":[{"days":"fri","open":["22:00-06:00"]}]}`:                                              {"2026-01-02": true, "2026-01-03": false},
		`{"zone":"Europe/Paris","first_year":2026,"last_year":2026,"hours":[{"days":"mon-sun","open":["09:00-10:00"],"from":"2026-03-04","until":"2026-03-06"}]}`: {"2026-03-03": false, "2026-03-04": true, "2026-03-05": true, "2026-03-06": false},
	} {
		c, _ := fromJSON(t, doc)
		for d, want := range dates {
			got, err := c.IsWorkingDay(date(d))
			require.NoError(t, err)
			assert.Equal(t, want, got, "%s in %s", d, doc)
		}
	}
}

func TestWorkingDaysOutside(t *testing.T) {
	c, _ := fromJSON(t, nightJSON) // 2019 to 2026
	never, _ := fromJSON(t, `{"zone":"UTC","first_year":2026,"last_year":2026}`)
	ask := func(c *calendar.Calendar, d calendar.Date, n int) (out []error) {
		_, err := c.IsWorkingDay(d)
		out = append(out, err)
		_, err = c.AddWorkingDays(d, n)
		out = append(out, err)
		_, err = c.WorkingDaysBetween(d, d)
		out = append(out, err)
		_, err = c.NextWorkingDay(d)
		out = append(out, err)
		_, err = c.PrevWorkingDay(d)
		return append(out, err)
	}
	var outside *calendar.RangeError
	for _, d := range []string{"2018-12-31", "2027-01-02", "0001-01-01", "9999-12-31"} {
		for i, err := range ask(c, date(d), 0) {
			require.ErrorAs(t, err, &outside, "%s %d", d, i)
			assert.Equal(t, date(d), calendar.DateOf(outside.Instant))
		}
	}
	for _, d := range []calendar.Date{{}, {Year: 2026, Month: 2, Day: 29}, {Year: 2026, Month: 13, Day: 1}, {Year: math.MaxInt, Month: 1, Day: 1}} {
		for i, err := range ask(c, d, 1) {
			require.Equal(t, []string{map[bool]string{true: "from", false: "date"}[i == 2]}, fields(t, err))
		}
		_, err := c.WorkingDaysBetween(date("2026-01-01"), d)
		require.Equal(t, []string{"until"}, fields(t, err))
	}
	for _, c := range []*calendar.Calendar{nil, {}} {
		for i, err := range ask(c, date("1970-01-02"), 1) {
			require.ErrorAs(t, err, &outside, i)
		}
		_, err := c.WorkingDay(calendar.MustParseMonth("1970-01"), 1)
		require.ErrorAs(t, err, &outside)
		_, err = c.WorkingDays(calendar.MustParseMonth("1970-01"))
		require.ErrorAs(t, err, &outside)
		_, err = c.CloseOfBusiness(time.Unix(0, 0), 0)
		require.ErrorAs(t, err, &outside)
	}
	for _, n := range []int{1, 5, math.MaxInt} {
		_, err := c.AddWorkingDays(date("2026-12-28"), n)
		require.ErrorAs(t, err, &outside)
		assert.Equal(t, n, outside.Days)
		_, err = c.AddWorkingDays(date("2019-01-07"), -n)
		require.ErrorAs(t, err, &outside)
		_, err = c.CloseOfBusiness(parse("2026-12-28T12:00:00+01:00"), n)
		require.ErrorAs(t, err, &outside)
	}
	_, err := c.AddWorkingDays(date("2019-01-07"), math.MinInt)
	require.EqualError(t, err, "calendar: 2019-01-07T00:00:00+01:00 with "+strconv.Itoa(math.MinInt)+" working days leads out of the compiled years, 2019-01-01T00:00:00+01:00 to 2027-01-01T00:00:00+01:00")
	for _, d := range []string{"2026-12-29", "2026-12-31"} { // the last Monday is over
		_, err := c.NextWorkingDay(date(d))
		require.ErrorAs(t, err, &outside)
	}
	for _, d := range []string{"2019-01-01", "2019-01-06"} { // the first one is to come
		_, err := c.PrevWorkingDay(date(d))
		require.ErrorAs(t, err, &outside)
	}
	_, err = c.CloseOfBusiness(c.Window().End, -1)
	require.ErrorAs(t, err, &outside)
	_, err = c.CloseOfBusiness(c.Window().Start.Add(-1), 1)
	require.ErrorAs(t, err, &outside)
	for i, err := range ask(never, date("2026-06-01"), 1)[3:] {
		require.ErrorAs(t, err, &outside, i)
		assert.ErrorContains(t, err, "finds nothing open in the compiled years")
	}
}

// rickar/cal counts days one by one, and its ranges include both ends.
func TestWorkingDaysAgainstCal(t *testing.T) {
	calInUTC(t)
	c, p := compile(t, calendar.OfficeHours()), peer(false)
	day := func(d calendar.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	rapid.Check(t, func(t *rapid.T) {
		a := date("1990-01-01").AddDays(rapid.IntRange(0, 30*365).Draw(t, "a"))
		b := a.AddDays(rapid.IntRange(0, 400).Draw(t, "days"))
		n := rapid.IntRange(-200, 200).Draw(t, "n")
		got, err := c.AddWorkingDays(a, n)
		require.NoError(t, err)
		require.Equal(t, calendar.DateOf(p.WorkdaysFrom(day(a), n)), got)
		count, err := c.WorkingDaysBetween(a, b.AddDays(1))
		require.NoError(t, err)
		require.Equal(t, p.WorkdaysInRange(day(a), day(b)), count)
		m, nth := a.MonthOf(), rapid.SampledFrom([]int{-23, -18, -2, -1, 1, 2, 18, 23}).Draw(t, "nth")
		want := p.WorkdayN(m.Year, m.Month, nth)
		d, err := c.WorkingDay(m, nth)
		require.Equal(t, want == 0, err != nil)
		require.Equal(t, want, d.Day)
	})
}

// What an exception leaves of a night counts for the day of the night, and not for the one on which it ends.
func TestWorkingDaysOfNights(t *testing.T) {
	c, _ := fromJSON(t, `{"zone":"Europe/Paris","first_year":2026,"last_year":2026,"hours":[
		{"days":"wed","open":["22:00-06:00"]},{"days":"sat","open":["22:00-03:00"]}],"exceptions":[
		{"date":"2026-06-03","closed":["22:00-01:00"]},
		{"date":"2026-03-28","closed":["22:00-02:00"]},
		{"date":"2026-10-24","closed":["22:00-01:00"]},
		{"date":"2026-06-10","yearly":true,"closed":["22:00-06:00"]},
		{"date":"2026-06-11","until":"2026-06-14","if_open":true,"open":["10:00-11:00"]}]}`)
	for d, want := range map[string]bool{
		"2026-06-03": true, "2026-06-04": false,
		"2026-03-28": false, "2026-03-29": false, // clocks skip the hour that is left
		"2026-10-24": true, "2026-10-25": false, // clocks repeat one
		"2026-06-10": false, "2026-06-11": false, "2026-06-12": false, "2026-06-13": true,
	} {
		got, err := c.IsWorkingDay(date(d))
		require.NoError(t, err)
		assert.Equal(t, want, got, d)
	}
	for at, want := range map[string]string{"2026-06-03T12:00:00Z": "2026-06-04T06:00:00+02:00", "2026-06-12T12:00:00Z": "2026-06-13T11:00:00+02:00"} {
		got, err := c.CloseOfBusiness(parse(at), 0)
		require.NoError(t, err)
		assert.Equal(t, want, got.Format(time.RFC3339), at)
	}
}
