package calendar_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

// TestExtraParity compares the caller's holidays with what rickar/cal makes of
// them.
func TestExtraParity(t *testing.T) {
	own := append(ownHolidays(), &cal.Holiday{Name: "custom", Func: func(_ *cal.Holiday, year int) time.Time {
		if year%2 == 0 {
			return time.Time{}
		}
		return time.Date(year, time.June, year%30+1, 0, 0, 0, 0, time.UTC)
	}})
	s := calendar.AlwaysOpen("")
	s.Extra = own
	c := compile(t, s)
	for d := calendar.MustParseDate("1990-01-01"); d.Year < 2060; d = d.AddDays(1) {
		hs, err := c.Holidays(d)
		require.NoError(t, err)
		var got, want []string
		for _, h := range hs {
			got = append(got, h.FR)
		}
		for _, h := range own {
			one := cal.Calendar{Holidays: []*cal.Holiday{h}}
			if h.Func != nil && !isNever(h) {
				if _, observed, _ := one.IsHoliday(time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)); observed {
					want = append(want, h.Name)
				}
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		require.Equal(t, want, got, d)
		open, err := c.IsOpen(d.Interval(c.Location()).Start)
		require.NoError(t, err)
		require.Equal(t, len(want) == 0, open)
	}
}

func isNever(h *cal.Holiday) bool { return h.Offset == 0 && h.Weekday != 0 }

func TestExtraIsCopied(t *testing.T) {
	h := &cal.Holiday{Name: "own", Month: time.May, Day: 4, Func: cal.CalcDayOfMonth, Except: []int{2020}, StartYear: 2010, EndYear: 2030}
	s := calendar.OfficeHours()
	var seen []*cal.Holiday
	spy := &cal.Holiday{Name: "spy", Except: []int{1}, Func: func(h *cal.Holiday, year int) time.Time {
		seen = append(seen, h)
		h.Except[0], h.Name = year+1, "changed"
		return time.Date(year, 5, 5, 0, 0, 0, 0, time.UTC)
	}}
	s.Extra = []*cal.Holiday{h, spy}
	c := compile(t, s)
	assert.NotContains(t, seen, spy)
	assert.Equal(t, 1, spy.Except[0])
	*h = cal.Holiday{}
	for d, want := range map[string]int{"2009-05-04": 0, "2010-05-04": 1, "2020-05-04": 0, "2030-05-04": 1, "2031-05-04": 0, "2026-05-05": 1} {
		hs, err := c.Holidays(calendar.MustParseDate(d))
		require.NoError(t, err)
		assert.Len(t, hs, want, d)
	}
	hs, err := c.Holidays(calendar.MustParseDate("2026-05-04"))
	require.NoError(t, err)
	assert.Equal(t, calendar.Holiday{Date: calendar.MustParseDate("2026-05-04"), Key: "own", FR: "own", EN: "own", FirstYear: 2010, LastYear: 2030}, hs[0])
}

// TestExtraBeyondTheYears checks a holiday of the year after the last, observed
// in the last, and one of the year before the first, observed in the first.
func TestExtraBeyondTheYears(t *testing.T) {
	s := calendar.AlwaysOpen("")
	s.FirstYear, s.LastYear = 2021, 2021
	s.Extra = []*cal.Holiday{{Name: "moved", Month: time.January, Day: 1, Func: cal.CalcDayOfMonth, Observed: []cal.AltDay{{Day: time.Saturday, Offset: -1}}}}
	hs, err := compile(t, s).Holidays(calendar.MustParseDate("2021-12-31"))
	require.NoError(t, err)
	assert.Len(t, hs, 1)

	s.FirstYear, s.LastYear = 2023, 2023
	s.Extra = []*cal.Holiday{{Name: "moved", Month: time.December, Day: 31, Func: cal.CalcDayOfMonth, Observed: []cal.AltDay{{Day: time.Saturday, Offset: 2}}}}
	hs, err = compile(t, s).Holidays(calendar.MustParseDate("2023-01-02"))
	require.NoError(t, err)
	assert.Len(t, hs, 1)

	// One that rickar/cal does not see.
	eve := &cal.Holiday{Name: "eve", Month: time.January, Day: 1, CalcOffset: -1, Func: cal.CalcDayOfMonth}
	s.Extra = []*cal.Holiday{eve}
	hs, err = compile(t, s).Holidays(calendar.MustParseDate("2023-12-31"))
	require.NoError(t, err)
	assert.Len(t, hs, 1)
	c := cal.Calendar{Holidays: []*cal.Holiday{eve}}
	_, observed, _ := c.IsHoliday(time.Date(2023, 12, 31, 12, 0, 0, 0, time.UTC))
	assert.False(t, observed)
}

// TestExtraAtTheLimits checks what is just within, and just beyond.
func TestExtraAtTheLimits(t *testing.T) {
	on := func(*cal.Holiday, int) time.Time { return time.Date(2020, 6, 1, 0, 0, 0, 0, time.UTC) }
	s := calendar.AlwaysOpen("UTC")
	s.Extra = []*cal.Holiday{
		{Name: strings.Repeat("x", 200), Func: on, Weekday: time.Saturday, Offset: 1000, CalcOffset: -1000, Observed: []cal.AltDay{{Day: time.Wednesday, Offset: 1000}, {Offset: -1000}}},
		{Name: "Saturday", Func: cal.CalcWeekdayOffset, Month: time.January, Weekday: time.Saturday, Offset: -1000, CalcOffset: 1000},
	}
	for len(s.Extra) < 200 {
		s.Extra = append(s.Extra, &cal.Holiday{Name: "never", Func: func(*cal.Holiday, int) time.Time { return time.Time{} }})
	}
	compile(t, s)
	s.Extra = []*cal.Holiday{
		{Name: strings.Repeat("x", 201), Func: on, Weekday: -1, Offset: -1001, CalcOffset: 1001},
		{Name: "day", Func: cal.CalcDayOfMonth, Month: 1},
		{Name: "no month", Func: cal.CalcDayOfMonth, Day: 1},
		{Name: "month", Func: cal.CalcWeekdayOffset, Month: 13, Offset: 1},
	}
	_, err := calendar.Compile(s)
	assert.Equal(t, []string{
		"extra[0].name", "extra[0].calc_offset", "extra[0].offset", "extra[0].weekday",
		"extra[1].day", "extra[2].day", "extra[3].month",
	}, fields(t, err))
}

func TestExtraFaults(t *testing.T) {
	s := calendar.OfficeHours()
	never := func(*cal.Holiday, int) time.Time { return time.Time{} }
	s.Extra = []*cal.Holiday{
		nil,
		{Name: "no rule"},
		{Func: never, Offset: -1001},
		{Name: "panics", Func: func(_ *cal.Holiday, year int) time.Time { panic(year) }},
		{Name: "never", Func: never},
		{Name: "offsets", Func: never, Offset: 1001, CalcOffset: -1001, Weekday: 7, Observed: []cal.AltDay{{Offset: math.MinInt}}},
		{Name: "day", Func: cal.CalcDayOfMonth, Month: 13, Day: 1},
		{Name: "month", Func: cal.CalcWeekdayOffset, Offset: 1},
		{Name: "from", Func: cal.CalcWeekdayFrom, Month: 1, Day: 32},
	}
	_, err := calendar.Compile(s)
	assert.Equal(t, []string{
		"extra[0]", "extra[1].func", "extra[2].offset", "extra[3].func",
		"extra[5].calc_offset", "extra[5].offset", "extra[5].weekday", "extra[5].observed[0]",
		"extra[6].day", "extra[7].month", "extra[8].day",
	}, fields(t, err))
	s.Extra = make([]*cal.Holiday, 201)
	_, err = calendar.Compile(s)
	assert.Equal(t, []string{"extra"}, fields(t, err))
}

// TestNameless closes one date by a holiday without a name and another by an exception without a
// reason: an account of them says what closed each of them all the same.
func TestNameless(t *testing.T) {
	s := calendar.OfficeHours()
	s.Holidays = calendar.HolidaySet{}
	s.Extra = []*cal.Holiday{{Month: time.June, Day: 10, Func: cal.CalcDayOfMonth}, {Name: "own", Month: time.June, Day: 10, Func: cal.CalcDayOfMonth}}
	s.Exceptions = []calendar.Exception{{Date: date("2026-06-11")}}
	c := compile(t, s)
	hs, err := c.Holidays(date("2026-06-10"))
	require.NoError(t, err)
	assert.Equal(t, []calendar.Holiday{
		{Date: date("2026-06-10"), Key: "holiday", FR: "jour férié", EN: "holiday"},
		{Date: date("2026-06-10"), Key: "own", FR: "own", EN: "own"},
	}, hs)
	why, err := c.Explain(at(t, "2026-06-10T00:00"), at(t, "2026-06-12T00:00"), nil)
	require.NoError(t, err)
	require.Len(t, why, 2)
	assert.Equal(t, calendar.OnHoliday, why[0].Why)
	assert.Equal(t, hs, why[0].Holidays)
	assert.Equal(t, calendar.Stretch{Interval: why[1].Interval, Date: date("2026-06-11"), Why: calendar.ByException}, why[1])
}

// TestMissingMidnight checks a caller's rule whose zone has no midnight on the
// day: time.Date makes it the evening before.
func TestMissingMidnight(t *testing.T) {
	saoPaulo, err := calendar.LoadLocation("America/Sao_Paulo")
	require.NoError(t, err)
	s := calendar.AlwaysOpen("America/Sao_Paulo")
	s.Extra = []*cal.Holiday{{Name: "own", Func: func(_ *cal.Holiday, year int) time.Time {
		return time.Date(year, 11, 4, 0, 0, 0, 0, saoPaulo)
	}}}
	c := compile(t, s)
	for y := 2010; y < 2020; y++ {
		hs, err := c.Holidays(calendar.Date{Year: y, Month: 11, Day: 4})
		require.NoError(t, err)
		assert.Len(t, hs, 1, y)
	}
}
