package calendar_test

import (
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

func compile(t testing.TB, s calendar.Schedule) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Compile(s)
	require.NoError(t, err)
	return c
}

func paris(t testing.TB) *time.Location {
	t.Helper()
	loc, err := calendar.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	return loc
}

// at reads an instant as RFC 3339, or without an offset on the clocks of Paris.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	if x, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return x
	}
	x, err := time.ParseInLocation("2006-01-02T15:04:05.999999999", s, paris(t))
	if err != nil {
		x, err = time.ParseInLocation("2006-01-02T15:04", s, paris(t))
	}
	require.NoError(t, err)
	return x
}

func TestAdd(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	for _, x := range []struct {
		from string
		add  time.Duration
		want string
	}{
		{"2026-10-23T16:00", 4 * time.Hour, "2026-10-26T11:00:00+01:00"},
		{"2026-03-27T16:00", 4 * time.Hour, "2026-03-30T11:00:00+02:00"},
		{"2026-04-30T16:00", 4 * time.Hour, "2026-05-04T11:00:00+02:00"},
		{"2026-05-13T15:00", 20 * time.Hour, "2026-05-18T17:00:00+02:00"},
		{"2026-10-01T09:00", 9 * time.Hour, "2026-10-01T18:00:00+02:00"},
		{"2026-10-01T18:00", 4 * time.Hour, "2026-10-02T13:00:00+02:00"},
		{"2026-12-24T23:30:00Z", 45 * time.Minute, "2026-12-28T09:45:00+01:00"},
		{"2026-10-01T18:00", 0, "2026-10-01T18:00:00+02:00"},
		{"2026-10-01T18:00", 1, "2026-10-02T09:00:00.000000001+02:00"},
		{"2026-10-02T09:00", -1, "2026-10-01T17:59:59.999999999+02:00"},
		{"2026-10-02T09:00", -9 * time.Hour, "2026-10-01T09:00:00+02:00"},
		{"2026-10-02T10:00", -time.Hour, "2026-10-02T09:00:00+02:00"},
		{"2026-10-26T11:00", -4 * time.Hour, "2026-10-23T16:00:00+02:00"},
		{"2026-10-01T17:59:59.9", 100 * time.Millisecond, "2026-10-01T18:00:00+02:00"},
	} {
		got, err := c.Add(at(t, x.from), x.add)
		require.NoError(t, err)
		assert.Equal(t, x.want, got.Format(time.RFC3339Nano), "%s + %s", x.from, x.add)
	}
	lasted := at(t, "2026-10-26T11:00").Sub(at(t, "2026-10-23T16:00"))
	assert.Equal(t, 68*time.Hour, lasted)
	assert.Equal(t, 66*time.Hour, at(t, "2026-03-30T11:00").Sub(at(t, "2026-03-27T16:00")))
}

func TestBetween(t *testing.T) {
	office := compile(t, calendar.OfficeHours())
	always := compile(t, calendar.AlwaysOpen(""))
	for _, x := range []struct {
		c        *calendar.Calendar
		from, to string
		want     time.Duration
	}{
		{always, "2026-10-24T00:00", "2026-10-26T00:00", 49 * time.Hour},
		{always, "2026-03-28T00:00", "2026-03-30T00:00", 47 * time.Hour},
		{office, "2026-05-01T00:00", "2026-06-01T00:00", 153 * time.Hour},
		{office, "2026-10-01T18:00:00.5", "2026-10-02T09:00", 0},
		{office, "2026-10-01T17:59:59.999999999", "2026-10-02T09:00:00.000000001", 2},
		{office, "2026-10-02T09:00", "2026-10-01T09:00", -9 * time.Hour},
		{office, "2024-01-01T00:00", "2025-01-01T00:00", 2268 * time.Hour},
		{office, "2025-01-01T00:00", "2026-01-01T00:00", 2259 * time.Hour},
		{office, "2026-01-01T00:00", "2027-01-01T00:00", 2268 * time.Hour},
		{office, "2027-01-01T00:00", "2028-01-01T00:00", 2286 * time.Hour},
		{office, "2028-01-01T00:00", "2029-01-01T00:00", 2259 * time.Hour},
	} {
		got, err := x.c.Between(at(t, x.from), at(t, x.to))
		require.NoError(t, err)
		assert.Equal(t, x.want, got, "%s to %s", x.from, x.to)
	}
}

func TestIsOpen(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	for s, want := range map[string]bool{
		"2026-10-01T08:59:59.999999999": false,
		"2026-10-01T09:00":              true,
		"2026-10-01T17:59:59.999999999": true,
		"2026-10-01T18:00":              false,
		"2026-10-03T12:00":              false, // a Saturday
		"2026-12-24T23:30:00Z":          false,
		"2026-12-25T12:00":              false,
		"2026-07-15T08:30:00Z":          true, // 10:30 in Paris
		"2026-07-15T06:59:59Z":          false,
		"2026-07-14T10:30":              false,
	} {
		got, err := c.IsOpen(at(t, s))
		require.NoError(t, err)
		assert.Equal(t, want, got, s)
	}
}

func TestNextAndPrevOpen(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	for _, x := range []struct{ t, next, prev string }{
		{"2026-10-01T12:00", "2026-10-01T12:00", "2026-10-01T12:00"},
		{"2026-10-01T09:00", "2026-10-01T09:00", "2026-09-30T18:00"},
		{"2026-10-01T18:00", "2026-10-02T09:00", "2026-10-01T18:00"},
		{"2026-10-03T18:00", "2026-10-05T09:00", "2026-10-02T18:00"},
		{"2026-12-24T23:30:00Z", "2026-12-28T09:00", "2026-12-24T18:00"},
	} {
		next, err := c.NextOpen(at(t, x.t))
		require.NoError(t, err)
		assert.True(t, at(t, x.next).Equal(next), "NextOpen(%s) = %s", x.t, next)
		prev, err := c.PrevOpen(at(t, x.t))
		require.NoError(t, err)
		assert.True(t, at(t, x.prev).Equal(prev), "PrevOpen(%s) = %s", x.t, prev)
	}
}

func TestOpen(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	open, err := c.Open(at(t, "2026-12-24T10:00"), at(t, "2026-12-28T09:30"))
	require.NoError(t, err)
	var got []string
	for x := range open {
		got = append(got, x.Start.Format("02 15:04")+" "+x.End.Format("02 15:04"))
	}
	assert.Equal(t, []string{"24 10:00 24 18:00", "28 09:00 28 09:30"}, got)
	for range open { // stops when asked to
		break
	}
	assert.Len(t, slices.Collect(open), 2, "can be walked again")
	open, err = c.Open(at(t, "2026-12-28T09:30"), at(t, "2026-12-24T10:00"))
	require.NoError(t, err)
	assert.Empty(t, slices.Collect(open))

	always := compile(t, calendar.AlwaysOpen("UTC"))
	open, err = always.Open(always.Window().Start, always.Window().End)
	require.NoError(t, err)
	assert.Equal(t, []calendar.Interval{always.Window()}, slices.Collect(open))
}

func TestWorkingDays(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	got, err := c.WorkingDays(calendar.MustParseMonth("2026-05"))
	require.NoError(t, err)
	var days []int
	for _, d := range got {
		days = append(days, d.Day)
	}
	assert.Equal(t, []int{4, 5, 6, 7, 11, 12, 13, 15, 18, 19, 20, 21, 22, 26, 27, 28, 29}, days)

	// Its whole day fell out of time.
	s := calendar.AlwaysOpen("Pacific/Apia")
	apia, err := compile(t, s).WorkingDays(calendar.MustParseMonth("2011-12"))
	require.NoError(t, err)
	assert.Len(t, apia, 30)
	assert.NotContains(t, apia, calendar.MustParseDate("2011-12-30"))
}

// TestWindow checks that the years end where they should, to the nanosecond, and
// that nothing beyond has an answer.
func TestWindow(t *testing.T) {
	s := calendar.AlwaysOpen("")
	s.FirstYear, s.LastYear = 2026, 2026
	c := compile(t, s)
	w := c.Window()
	assert.True(t, at(t, "2026-01-01T00:00").Equal(w.Start))
	assert.True(t, at(t, "2027-01-01T00:00").Equal(w.End))
	assert.Equal(t, "Europe/Paris", c.Location().String())

	out := []time.Time{w.Start.Add(-1), w.End.Add(1), w.End.Add(time.Second), {}, time.Unix(math.MaxInt64, 0), time.Unix(math.MinInt64, 0)}
	for _, x := range out {
		for name, err := range questions(c, x, w.Start) {
			var r *calendar.RangeError
			require.ErrorAs(t, err, &r, "%s at %s", name, x)
			assert.Equal(t, w, r.Window)
			assert.Equal(t, 365*24*time.Hour, r.Open)
			assert.Contains(t, r.Error(), "the compiled years, 2026-01-01T00:00:00+01:00 to 2027-01-01T00:00:00+01:00")
		}
	}
	_, err := c.IsOpen(w.End)
	require.Error(t, err)
	d, err := c.Between(w.Start, w.End)
	require.NoError(t, err)
	assert.Equal(t, 365*24*time.Hour, d)
	end, err := c.Add(w.Start, d)
	require.NoError(t, err)
	assert.True(t, w.End.Equal(end))
	start, err := c.Add(w.End, -d)
	require.NoError(t, err)
	assert.True(t, w.Start.Equal(start))
	for _, x := range []time.Duration{d + 1, math.MaxInt64, -1, math.MinInt64} {
		_, err = c.Add(w.Start, x)
		var r *calendar.RangeError
		require.ErrorAs(t, err, &r)
		assert.Equal(t, x, r.Sought)
		assert.Contains(t, r.Error(), x.String())
	}
}

// TestNightsAtTheWindow checks nights that begin before the years or end behind
// them: what lies inside counts, and no more.
func TestNightsAtTheWindow(t *testing.T) {
	for _, zone := range []string{"Europe/Paris", "UTC", "America/Havana"} {
		s := calendar.Schedule{Zone: zone, FirstYear: 2026, LastYear: 2026}
		add(&s, calendar.EveryDay, "22:00-06:00")
		c := compile(t, s)
		w := c.Window()
		d, err := c.Between(w.Start, w.Start.Add(24*time.Hour))
		require.NoError(t, err)
		assert.Equal(t, 8*time.Hour, d)
		last, err := c.Add(w.End.Add(-3*time.Hour), 2*time.Hour)
		require.NoError(t, err)
		assert.True(t, w.End.Equal(last))
		var r *calendar.RangeError
		_, err = c.Add(w.End.Add(-3*time.Hour), 2*time.Hour+1)
		require.ErrorAs(t, err, &r)
		_, err = c.Add(w.Start.Add(time.Hour), -time.Hour-1)
		require.ErrorAs(t, err, &r)
		all, err := c.Between(w.Start, w.End)
		require.NoError(t, err)
		assert.Equal(t, all, r.Open)
	}
}

// questions asks c everything about x and returns what it refuses with.
func questions(c *calendar.Calendar, x, inside time.Time) map[string]error {
	errs := map[string]error{}
	_, errs["IsOpen"] = c.IsOpen(x)
	_, errs["Between from"] = c.Between(x, inside)
	_, errs["Between to"] = c.Between(inside, x)
	_, errs["Add"] = c.Add(x, time.Hour)
	_, errs["Add 0"] = c.Add(x, 0)
	_, errs["NextOpen"] = c.NextOpen(x)
	_, errs["PrevOpen"] = c.PrevOpen(x)
	_, errs["Open from"] = c.Open(x, inside)
	_, errs["Open to"] = c.Open(inside, x)
	_, errs["Elapsed"] = c.Elapsed(x, inside, nil)
	_, errs["Due"] = c.Due(x, 0, nil)
	_, errs["Explain"] = c.Explain(x, inside, nil)
	if x.Year() > 0 && x.Year() < 9999 && x.Year() != inside.Year() {
		d := calendar.DateOf(x)
		_, errs["Holidays"] = c.Holidays(d)
		_, errs["WorkingDays"] = c.WorkingDays(d.MonthOf())
	}
	return errs
}

func TestZeroCalendar(t *testing.T) {
	for _, c := range []*calendar.Calendar{nil, {}} {
		for _, x := range []time.Time{{}, time.Unix(0, 0), at(t, "2026-05-01T12:00")} {
			for name, err := range questions(c, x, time.Unix(0, 0)) {
				var r *calendar.RangeError
				require.ErrorAs(t, err, &r, name)
				assert.NotEmpty(t, r.Error())
			}
		}
		assert.Equal(t, time.UTC, c.Location())
		assert.Equal(t, calendar.Interval{}, c.Window())
	}
}

func TestNeverOpen(t *testing.T) {
	c := compile(t, calendar.Schedule{Zone: "Europe/Paris"})
	for name, err := range map[string]error{
		"Add":      second(c.Add(at(t, "2026-05-04T12:00"), 1)),
		"Add back": second(c.Add(at(t, "2026-05-04T12:00"), -1)),
		"NextOpen": second(c.NextOpen(at(t, "2026-05-04T12:00"))),
		"PrevOpen": second(c.PrevOpen(at(t, "2026-05-04T12:00"))),
		"Due":      second(c.Due(at(t, "2026-05-04T12:00"), 1, nil)),
	} {
		var r *calendar.RangeError
		require.ErrorAs(t, err, &r, name)
		assert.Zero(t, r.Open)
		assert.Contains(t, r.Error(), "finds nothing open")
	}
	open, err := c.IsOpen(at(t, "2026-05-04T12:00"))
	require.NoError(t, err)
	assert.False(t, open)
}

func second[T any](_ T, err error) error { return err }

func TestDateOutsideIsRefused(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	var f *calendar.FieldError
	_, err := c.Holidays(calendar.Date{Year: 2026, Month: 2, Day: 30})
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "2026-02-30", f.Value)
	_, err = c.WorkingDays(calendar.Month{Year: 2026, Month: 13})
	require.ErrorAs(t, err, &f)
	none, err := c.Holidays(calendar.MustParseDate("2026-05-04"))
	require.NoError(t, err)
	assert.Nil(t, none)
}

// TestSparse checks the search where the open time is unevenly spread: years of
// every second, years of one second a year, years of nothing.
func TestSparse(t *testing.T) {
	s := calendar.AlwaysOpen("UTC")
	s.Hours[0].Until = calendar.MustParseDate("1980-01-01")
	s.Hours = append(s.Hours, calendar.Hours{
		Days: calendar.On(time.Monday), Open: []calendar.Span{{Start: 7, End: 8}},
		From: calendar.MustParseDate("2000-01-01"), Until: calendar.MustParseDate("2050-01-01"),
	})
	c := compile(t, s)
	dense, err := c.Between(c.Window().Start, at(t, "1980-01-01T00:00:00Z"))
	require.NoError(t, err)
	for i := range 2000 {
		got, err := c.Add(c.Window().Start, dense+time.Duration(i)*time.Second+1)
		require.NoError(t, err)
		want := time.Date(2000, 1, 3+7*i, 0, 0, 7, 1, time.UTC)
		require.True(t, want.Equal(got), "%d: %s, want %s", i, got, want)
	}
}

func TestManyGoroutines(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			from := at(t, "2026-10-23T16:00").AddDate(0, 0, i)
			for range 20 {
				to, err := c.Add(from, 40*time.Hour)
				assert.NoError(t, err)
				d, err := c.Between(from, to)
				assert.NoError(t, err)
				assert.Equal(t, 40*time.Hour, d)
				_, err = c.Explain(from, to, []calendar.Pause{{Start: from}})
				assert.NoError(t, err)
				hs, err := c.Holidays(calendar.MustParseDate("2026-12-25"))
				assert.NoError(t, err)
				hs[0].FR = "changed by the caller"
			}
		}()
	}
	wg.Wait()
	hs, err := c.Holidays(calendar.MustParseDate("2026-12-25"))
	require.NoError(t, err)
	assert.Equal(t, "Noël", hs[0].FR)
}

func TestNoAllocations(t *testing.T) {
	c := compile(t, calendar.OfficeHours())
	from, to := at(t, "2026-10-23T16:00"), at(t, "2031-10-23T16:00")
	day := calendar.DateOf(from)
	for name, f := range map[string]func(){
		"IsOpen":   func() { _, _ = c.IsOpen(from) },
		"Between":  func() { _, _ = c.Between(from, to) },
		"Add":      func() { _, _ = c.Add(from, 400*time.Hour) },
		"Add back": func() { _, _ = c.Add(from, -400*time.Hour) },
		"NextOpen": func() { _, _ = c.NextOpen(from) },
		"PrevOpen": func() { _, _ = c.PrevOpen(from) },
		"Elapsed":  func() { _, _ = c.Elapsed(from, to, nil) },
		"Closing":  func() { _, _ = c.NextClosing(from) },
		"Closed":   func() { _, _ = c.LastClosing(from) },
		"Change":   func() { _, _, _ = c.NextChange(from, to) },
		"Due":      func() { _, _ = c.Due(from, 400*time.Hour, nil) },
		"Working":  func() { _, _ = c.IsWorkingDay(day) },
		"Next":     func() { _, _ = c.NextWorkingDay(day) },
		"Prev":     func() { _, _ = c.PrevWorkingDay(day) },
		"Days":     func() { _, _ = c.AddWorkingDays(day, 250) },
		"Days ago": func() { _, _ = c.AddWorkingDays(day, -250) },
		"Count":    func() { _, _ = c.WorkingDaysBetween(day, day.AddDays(1000)) },
		"Nth":      func() { _, _ = c.WorkingDay(day.MonthOf(), -3) },
		"Close":    func() { _, _ = c.CloseOfBusiness(from, 5) },
	} {
		assert.Zero(t, testing.AllocsPerRun(100, f), name)
	}
}
