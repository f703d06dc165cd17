package calendar_test

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/fr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

func table(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	return rows[1:]
}

func year(t *testing.T, s calendar.HolidaySet, y int) []calendar.Holiday {
	t.Helper()
	hs, err := s.Year(y)
	require.NoError(t, err)
	return hs
}

// keysOf names the holidays of the table of metropolitan France.
var keysOf = map[string]string{
	"1er janvier": "new_year", "Lundi de Pâques": "easter_monday", "1er mai": "labour_day", "8 mai": "victory_1945",
	"Ascension": "ascension", "Lundi de Pentecôte": "pentecost_monday", "14 juillet": "national_day",
	"Assomption": "assumption", "Toussaint": "all_saints", "11 novembre": "armistice_1918", "Jour de Noël": "christmas",
	"Noël": "christmas",
}

func TestMetropolitanHolidays(t *testing.T) {
	var want, got []string
	for _, row := range table(t, "fr_holidays_metropole.csv") {
		key, ok := keysOf[row[1]]
		require.True(t, ok, row[1])
		want = append(want, row[0]+" "+key)
	}
	for y := 1995; y <= 2060; y++ {
		for _, h := range year(t, calendar.HolidaySet{Code: "FR"}, y) {
			got = append(got, h.Date.String()+" "+h.Key)
		}
	}
	// On one date, two names may come in either order.
	slices.Sort(want)
	slices.Sort(got)
	assert.Equal(t, want, got)
}

func TestTerritories(t *testing.T) {
	want := map[string][]string{}
	for _, row := range table(t, "fr_holidays_territories.csv") {
		if row[0] == "FR-BL" && row[1] < "2012" { // see testdata/README.md
			continue
		}
		want[row[0]] = append(want[row[0]], row[1])
	}
	want["FR-67"], want["FR-68"], want["FR-6AE"] = want["FR-57"], want["FR-57"], want["FR-57"]
	want["FR-PM"] = nil
	require.Len(t, want, 12)
	for code, dates := range want {
		set := calendar.HolidaySet{Code: code, GoodFriday: code < "FR-9"}
		first := 2006
		if code == "FR-BL" {
			first = 2012
		}
		var got, national, metropolitan []string
		for y := first; y <= 2031; y++ {
			for _, h := range year(t, set, y) {
				if slices.Contains([]string{"abolition", "good_friday", "second_christmas_day"}, h.Key) {
					got = append(got, h.Date.String())
				} else {
					national = append(national, h.Date.String())
				}
			}
			for _, h := range year(t, calendar.HolidaySet{Code: "FR"}, y) {
				metropolitan = append(metropolitan, h.Date.String())
			}
		}
		assert.Equal(t, dates, got, code)
		assert.Equal(t, metropolitan, national, code)
	}
}

func TestHolidayYears(t *testing.T) {
	for _, x := range []struct {
		set   calendar.HolidaySet
		key   string
		years map[int]bool
	}{
		{calendar.HolidaySet{Code: "FR"}, "victory_1945", map[int]bool{1952: false, 1953: true, 1959: true, 1960: false, 1981: false, 1982: true, 9999: true}},
		{calendar.HolidaySet{Code: "FR"}, "labour_day", map[int]bool{1946: false, 1947: true}},
		{calendar.HolidaySet{Code: "FR"}, "armistice_1918", map[int]bool{1921: false, 1922: true}},
		{calendar.HolidaySet{Code: "FR"}, "national_day", map[int]bool{1879: false, 1880: true}},
		{calendar.HolidaySet{Code: "FR"}, "christmas", map[int]bool{1583: false, 1801: false, 1802: true}},
		{calendar.HolidaySet{Code: "FR"}, "pentecost_monday", map[int]bool{1885: false, 1886: true, 2004: true, 2005: true, 2007: true, 2008: true}},
		{calendar.HolidaySet{Code: "FR", PentecostWorked: true}, "pentecost_monday", map[int]bool{2004: true, 2005: false, 2006: false, 2007: false, 2008: true}},
		{calendar.HolidaySet{Code: "FR"}, "good_friday", map[int]bool{2026: false}},
		{calendar.HolidaySet{Code: "FR-67"}, "good_friday", map[int]bool{2026: false}},
		{calendar.HolidaySet{Code: "FR-67", GoodFriday: true}, "good_friday", map[int]bool{1892: false, 1893: true, 2026: true}},
		{calendar.HolidaySet{Code: "FR-68"}, "second_christmas_day", map[int]bool{1891: false, 1892: true, 2026: true}},
		{calendar.HolidaySet{Code: "FR-974"}, "abolition", map[int]bool{1982: false, 1983: true}},
		{calendar.HolidaySet{Code: "FR-976"}, "abolition", map[int]bool{1983: false, 1984: true}},
	} {
		for y, want := range x.years {
			hs := year(t, x.set, y)
			got := slices.ContainsFunc(hs, func(h calendar.Holiday) bool { return h.Key == x.key })
			assert.Equal(t, want, got, "%v %s %d", x.set, x.key, y)
			for _, h := range hs {
				assert.Equal(t, y, h.Date.Year)
				assert.NotEmpty(t, h.FR)
				assert.NotEmpty(t, h.EN)
				assert.NotEmpty(t, h.Basis)
				assert.LessOrEqual(t, h.FirstYear, y)
				assert.True(t, h.LastYear == 0 || h.LastYear >= y)
			}
		}
	}
	for code, want := range map[string]string{"FR-BL": "2011-05-27", "FR-MF": "2017-05-27"} {
		y := calendar.MustParseDate(want).Year
		for _, h := range append(year(t, calendar.HolidaySet{Code: code}, y), year(t, calendar.HolidaySet{Code: code}, y+1)...) {
			if h.Key == "abolition" && h.Date.Year == y {
				assert.Equal(t, want, h.Date.String())
				assert.Equal(t, y, h.LastYear)
			}
		}
	}
	assert.Empty(t, year(t, calendar.HolidaySet{}, 2026))
	for _, y := range []int{1582, 10000, math.MinInt} {
		_, err := calendar.HolidaySet{Code: "FR"}.Year(y)
		assert.Equal(t, []string{"year"}, fields(t, err))
	}
	_, err := calendar.HolidaySet{Code: "fr"}.Year(2026)
	assert.Equal(t, []string{"code"}, fields(t, err))
}

func TestCoincidingHolidays(t *testing.T) {
	hs, err := compile(t, calendar.OfficeHours()).Holidays(calendar.MustParseDate("2008-05-01"))
	require.NoError(t, err)
	require.Len(t, hs, 2)
	assert.Equal(t, "Fête du Travail", hs[0].FR)
	assert.Equal(t, "Labour Day", hs[0].EN)
	assert.Equal(t, "Ascension", hs[1].FR)
	assert.Equal(t, "Ascension Day", hs[1].EN)
	assert.Equal(t, "2008-05-01", hs[1].Date.String())
}

// TestParityWithCal compares whole office days with rickar/cal's.
func TestParityWithCal(t *testing.T) {
	p := cal.NewBusinessCalendar()
	p.SetWorkHours(9*time.Hour, 18*time.Hour)
	p.AddHoliday(fr.Holidays...)
	c := compile(t, calendar.OfficeHours())
	for d := calendar.MustParseDate("1995-01-01"); d.Year <= 2060; d = d.AddDays(1) {
		day := d.Interval(c.Location())
		got, err := c.Between(day.Start, day.End)
		require.NoError(t, err)
		require.Equal(t, p.WorkHours(day.Start), got, d)
	}
}

// TestIndependence changes every variable of rickar/cal that could matter, and
// compares. It puts them back, and does not run beside other tests.
func TestIndependence(t *testing.T) {
	schedule := calendar.OfficeHours()
	schedule.Holidays.Code = "FR,BE,US,JP,BG"
	schedule.Extra = append(slices.Clone(fr.Holidays), ownHolidays()...)
	want := everyHoliday(t, schedule)

	loc, holidays := cal.DefaultLoc, slices.Clone(fr.Holidays)
	saved := make([]cal.Holiday, len(holidays))
	for i, h := range holidays {
		saved[i] = *h
	}
	defer func() {
		cal.DefaultLoc, fr.Holidays = loc, holidays
		for i, h := range holidays {
			*h = saved[i]
		}
	}()
	saoPaulo, err := calendar.LoadLocation("America/Sao_Paulo")
	require.NoError(t, err)
	apia, err := calendar.LoadLocation("Pacific/Apia")
	require.NoError(t, err)
	for _, l := range []*time.Location{nil, saoPaulo, apia} {
		cal.DefaultLoc = l
		assert.Equal(t, want, everyHoliday(t, schedule), "DefaultLoc %v", l)
	}

	compiled := compile(t, schedule)
	for _, h := range fr.Holidays {
		*h = cal.Holiday{}
	}
	fr.Holidays = nil
	got, err := compiled.Holidays(calendar.MustParseDate("2026-07-14"))
	require.NoError(t, err)
	assert.Len(t, got, 2, "the calendar keeps its copies")
	schedule.Extra = nil
	got, err = compile(t, schedule).Holidays(calendar.MustParseDate("2026-07-14"))
	require.NoError(t, err)
	assert.Len(t, got, 1, "France's holidays are not rickar/cal's to change")
	saved21 := *be.NationaleFeestdag
	defer func() { *be.NationaleFeestdag = saved21 }()
	*be.NationaleFeestdag = cal.Holiday{}
	got, err = compile(t, schedule).Holidays(calendar.MustParseDate("2026-07-21"))
	require.NoError(t, err)
	assert.Len(t, got, 1, "nor are Belgium's")
}

func everyHoliday(t *testing.T, s calendar.Schedule) []string {
	t.Helper()
	c := compile(t, s)
	var out []string
	for d := calendar.MustParseDate("1990-01-01"); d.Year < 2060; d = d.AddDays(1) {
		hs, err := c.Holidays(d)
		require.NoError(t, err)
		for _, h := range hs {
			out = append(out, d.String()+" "+h.FR)
		}
	}
	return out
}

// ownHolidays has one of every rule of rickar/cal.
func ownHolidays() []*cal.Holiday {
	return []*cal.Holiday{
		{Name: "fixed", Month: time.November, Day: 4, Func: cal.CalcDayOfMonth, StartYear: 2000, EndYear: 2050, Except: []int{2018}},
		{Name: "30 February", Month: time.February, Day: 30, Func: cal.CalcDayOfMonth},
		{Name: "moved", Month: time.January, Day: 1, Func: cal.CalcDayOfMonth, Observed: []cal.AltDay{{Day: time.Saturday, Offset: -1}, {Day: time.Sunday, Offset: 1}}},
		{Name: "after the moved", Month: time.December, Day: 31, Func: cal.CalcDayOfMonth, Observed: []cal.AltDay{{Day: time.Saturday, Offset: 2}, {Day: time.Sunday, Offset: 1}}},
		{Name: "third Wednesday", Month: time.July, Weekday: time.Wednesday, Offset: 3, Func: cal.CalcWeekdayOffset},
		{Name: "last Monday", Month: time.December, Weekday: time.Monday, Offset: -1, Func: cal.CalcWeekdayOffset, CalcOffset: -1},
		{Name: "Monday before last", Month: time.May, Weekday: time.Monday, Offset: -2, Func: cal.CalcWeekdayOffset},
		{Name: "never", Month: time.May, Weekday: time.Monday, Func: cal.CalcWeekdayOffset},
		{Name: "second Friday from 10 March", Month: time.March, Day: 10, Weekday: time.Friday, Offset: 2, Func: cal.CalcWeekdayFrom},
		{Name: "Wednesday before 23 November", Month: time.November, Day: 22, Weekday: time.Wednesday, Offset: -1, Func: cal.CalcWeekdayFrom},
		{Name: "never either", Month: time.May, Day: 1, Weekday: time.Monday, Func: cal.CalcWeekdayFrom},
		{Name: "Good Friday", Offset: -2, Func: cal.CalcEasterOffset},
		{Name: "Orthodox Easter Monday", Offset: 1, Julian: true, Func: cal.CalcEasterOffset},
	}
}
