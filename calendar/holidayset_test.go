package calendar_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

// TestPacific checks the days that the territories of the Pacific add to the metropole's, in the
// years about each change.
func TestPacific(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]map[int]string{
		"FR-NC": {1993: "", 1994: "09-24", 2026: "09-24"},
		"FR-PF": {1984: "", 1985: "03-05 04-05 06-29", 2024: "03-05 03-29 06-29", 2025: "03-05 04-18 11-20", 2060: "03-05 04-16 11-20"},
		"FR-WF": {1960: "", 1961: "04-28 07-29", 2026: "04-28 07-29"},
		"FR-PM": {1816: "", 2026: ""},
	} {
		for y, days := range want {
			var local, shared, metropole []string
			for _, h := range year(t, calendar.HolidaySet{Code: "FR"}, y) {
				metropole = append(metropole, h.Date.String()+h.Key+h.FR+h.EN)
			}
			for _, h := range year(t, calendar.HolidaySet{Code: code}, y) {
				name := h.Date.String() + h.Key + h.FR + h.EN
				if slices.Contains(metropole, name) {
					shared = append(shared, name)
					assert.Equal(t, code != "FR-PM", strings.HasPrefix(h.Basis, "Comme en métropole ; "), "%s: %s", code, h.Basis)
				} else {
					local = append(local, h.Date.String()[5:])
				}
				assert.NotEmpty(t, h.Basis)
			}
			assert.Equal(t, metropole, shared, "%s %d", code, y)
			assert.Equal(t, days, strings.Join(local, " "), "%s %d", code, y)
		}
	}
}

// TestSaintMartin takes the date of practice, or that of the Code's letter.
func TestSaintMartin(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		year  int
		usual string
		law   string
	}{{2011, "05-27", "05-27"}, {2017, "05-27", "05-27"}, {2018, "05-28", "05-27"}, {2060, "05-28", "05-27"}} {
		for letter, want := range map[bool]string{false: x.usual, true: x.law} {
			all := year(t, calendar.HolidaySet{Code: "FR-MF", ByTheLetter: letter}, x.year)
			assert.Len(t, all, 12)
			i := slices.IndexFunc(all, func(h calendar.Holiday) bool { return h.Key == "abolition" })
			assert.Equal(t, want, all[i].Date.String()[5:])
			if x.year >= 2018 {
				assert.Contains(t, all[i].Basis, "L3422-2")
				assert.Contains(t, all[i].Basis, map[bool]string{false: "27 mai", true: "28 mai"}[letter], "each tells of the other")
			}
		}
	}
}

func TestHolidaySetFaults(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"code":"FR,BE"}`:                         "",
		`{"code":"FR-57,BE","good_friday":true}`:   "",
		`{"code":"BE,FR-MF","by_the_letter":true}`: "",
		`{"code":"BE,FR","pentecost_worked":true}`: "",

		`{"code":""}`:                               "",
		`{"code":"","by_the_letter":true}`:          "code by_the_letter",
		`{"code":"FR,"}`:                            "code",
		`{"code":"FR, BE"}`:                         "code",
		`{"code":"FR,BE,FR"}`:                       "code",
		`{"code":"AU"}`:                             "code", // it has lists of states only
		`{"code":"BE-"}`:                            "code",
		`{"code":"BE-*"}`:                           "code",
		`{"code":"CH-XX"}`:                          "code",
		`{"code":"AR: *\nnew_year 01-01\n\n= AT"}`:  "code",
		`{"code":"BE","good_friday":true}`:          "good_friday",
		`{"code":"FR-PF","good_friday":true}`:       "good_friday",
		`{"code":"BE","pentecost_worked":true}`:     "pentecost_worked",
		`{"code":"FR","by_the_letter":true}`:        "by_the_letter",
		`{"code":"BE","by_the_letter":true,"x":""}`: "x by_the_letter",
	} {
		var s calendar.HolidaySet
		err := json.Unmarshal([]byte(text), &s)
		if want == "" {
			require.NoError(t, err, text)
			continue
		}
		assert.ElementsMatch(t, strings.Fields(want), fields(t, err), text)
	}
	err := calendar.HolidaySet{Code: "FR-75"}.Validate()
	for _, code := range calendar.HolidayCodes() {
		assert.NoError(t, calendar.HolidaySet{Code: code}.Validate())
		assert.ErrorContains(t, err, code)
	}
	codes := calendar.HolidayCodes()
	assert.True(t, slices.IsSorted(codes[slices.Index(codes, "AR"):]))
	assert.Subset(t, codes, []string{"FR-6AE", "BE", "CH-GE", "DE-BY", "CA-QC", "GB-SCT", "LU", "ECB"})
	assert.NoError(t, calendar.HolidaySet{Code: strings.Join(codes, ",")}.Validate())
}

// TestSeveralCodes compares a set of several codes with the union of theirs, by names.
func TestSeveralCodes(t *testing.T) {
	t.Parallel()
	codes := calendar.HolidayCodes()
	rapid.Check(t, func(rt *rapid.T) {
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 1, 4, rapid.ID[string]).Draw(rt, "codes")
		y := rapid.IntRange(1990, 2070).Draw(rt, "year")
		want := map[string]bool{}
		for _, code := range some {
			for _, h := range year(t, calendar.HolidaySet{Code: code}, y) {
				want[h.Date.String()+h.FR+h.EN] = true
			}
		}
		all := year(t, calendar.HolidaySet{Code: strings.Join(some, ",")}, y)
		assert.Len(rt, all, len(want), "each once")
		for i, h := range all {
			assert.True(rt, want[h.Date.String()+h.FR+h.EN])
			assert.True(rt, i == 0 || all[i-1].Date.Compare(h.Date) <= 0, "in order")
			assert.Equal(rt, y, h.Date.Year)
		}
	})
}

// TestHolidaysOfACalendar compares what a calendar compiled from JSON alone says of each date
// with what Year says, at the edges of the years too.
func TestHolidaysOfACalendar(t *testing.T) {
	t.Parallel()
	for _, code := range calendar.HolidayCodes() {
		var s calendar.Schedule
		text := `{"zone":"Europe/Paris","first_year":2021,"last_year":2022,"hours":[{"days":"mon-sun","open":["09:00-18:00"]}],"holidays":{"code":"` + code + `"}}`
		require.NoError(t, json.Unmarshal([]byte(text), &s))
		c := compile(t, s)
		for y := 2021; y <= 2022; y++ {
			held := map[calendar.Date][]calendar.Holiday{}
			for _, h := range year(t, s.Holidays, y) {
				held[h.Date] = append(held[h.Date], h)
			}
			for d := (calendar.Date{Year: y, Month: 1, Day: 1}); d.Year == y; d = d.AddDays(1) {
				got, err := c.Holidays(d)
				require.NoError(t, err)
				require.Equal(t, held[d], got, "%s %s", code, d)
				open, err := c.IsOpen(d.Interval(c.Location()).Start.Add(12 * 3600e9))
				require.NoError(t, err)
				require.Equal(t, len(got) == 0, open, "%s %s", code, d)
			}
		}
	}
	us := year(t, calendar.HolidaySet{Code: "US"}, 2021)
	assert.Equal(t, "2021-12-31", us[len(us)-1].Date.String(), "New Year's Day of 2022, a Saturday, is observed the year before")
	s := calendar.AlwaysOpen("UTC")
	s.Holidays, s.FirstYear, s.LastYear = calendar.HolidaySet{Code: "US"}, 2021, 2021
	on, err := compile(t, s).Holidays(us[len(us)-1].Date)
	require.NoError(t, err)
	assert.Equal(t, us[len(us)-1:], on, "also if that is the last year")
	s = calendar.Schedule{Zone: "UTC", FirstYear: 2022, Hours: []calendar.Hours{{Days: calendar.EveryDay, Open: open("22:00-06:00")}}}
	for code, want := range map[string]bool{"FR": true, "SE": false} { // in Sweden, the last day of 2021 is one
		s.Holidays = calendar.HolidaySet{Code: code}
		is, err := compile(t, s).IsOpen(at(t, "2022-01-01T00:00:00Z"))
		require.NoError(t, err)
		assert.Equal(t, want, is, "the night that led into the first year, %s", code)
	}
}

// TestWorkedOutByHand checks days against what governments published.
func TestWorkedOutByHand(t *testing.T) {
	t.Parallel()
	for code, days := range map[string]string{
		"BE":     "2026-01-01 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-07-21 2026-08-15 2026-11-01 2026-11-11 2026-12-25",
		"CH-GE":  "2026-01-01 2026-04-03 2026-04-06 2026-05-14 2026-05-25 2026-08-01 2026-09-10 2026-12-25 2026-12-31",
		"CH-NE":  "2023-01-01 2023-01-02 2023-03-01 2023-04-07 2023-05-01 2023-05-18 2023-08-01 2023-12-25",
		"DE-BE":  "2025-01-01 2025-03-08 2025-04-18 2025-04-21 2025-05-01 2025-05-08 2025-05-29 2025-06-09 2025-10-03 2025-12-25 2025-12-26",
		"DE-SN":  "2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-10-03 2026-10-31 2026-11-18 2026-12-25 2026-12-26",
		"CA-QC":  "2018-01-01 2018-03-30 2018-05-21 2018-06-25 2018-07-02 2018-09-03 2018-10-08 2018-12-25",
		"GB":     "2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27",
		"GB-SCT": "2026-01-01 2026-01-02 2026-04-03 2026-05-04 2026-05-25 2026-06-15 2026-08-03 2026-11-30 2026-12-25 2026-12-28",
		"GB-NIR": "2026-01-01 2026-03-17 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-07-13 2026-08-31 2026-12-25 2026-12-28",
		"US":     "2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25",
		"LU":     "2026-01-01 2026-04-06 2026-05-01 2026-05-09 2026-05-14 2026-05-25 2026-06-23 2026-08-15 2026-11-01 2026-12-25 2026-12-26",
		"IE":     "2024-01-01 2024-02-05 2024-03-17 2024-04-01 2024-05-06 2024-06-03 2024-08-05 2024-10-28 2024-12-25 2024-12-26",
		"BG":     "2022-01-03 2022-03-03 2022-04-22 2022-04-25 2022-05-02 2022-05-06 2022-05-24 2022-09-06 2022-09-22 2022-12-26 2022-12-27 2022-12-28",
	} {
		y := calendar.MustParseDate(days[:10]).Year
		var got []string
		for _, h := range year(t, calendar.HolidaySet{Code: code}, y) {
			got = append(got, h.Date.String())
		}
		assert.Equal(t, days, strings.Join(got, " "), code)
	}
}
