package calendar_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

// shop is open from Monday to Saturday, and on Friday nights, but on French holidays.
const shop = `{"zone":"Europe/Paris","first_year":2020,"last_year":2032,"holidays":{"code":"FR"},
"hours":[{"days":"mon-sat","open":["09:00-12:00","14:00-18:00"]},{"days":"fri","open":["22:00-02:00"]}],"exceptions":[`

// openOn returns what is open of a date and of the night behind it, until 09:00.
func openOn(t *testing.T, c *calendar.Calendar, d calendar.Date) string {
	t.Helper()
	day := d.Interval(c.Location())
	open, err := c.Open(day.Start.Add(9*time.Hour), day.Start.Add(33*time.Hour))
	require.NoError(t, err)
	var out []string
	for x := range open {
		out = append(out, x.Start.Format("15:04")+"-"+x.End.Format("15:04"))
	}
	return strings.Join(out, " ")
}

func TestExceptions(t *testing.T) {
	t.Parallel()
	const usual, friday = "09:00-12:00 14:00-18:00", "09:00-12:00 14:00-18:00 22:00-02:00"
	for name, x := range map[string]struct {
		exceptions string
		want       map[string]string
	}{
		"every year, closing at noon, which opens no Sunday": {
			`{"date":"2021-12-24","yearly":true,"closed":["12:00-24:00"]}`,
			map[string]string{
				"2020-12-24": usual, "2021-12-24": "09:00-12:00 00:00-02:00", "2022-12-24": "09:00-12:00", "2023-12-24": "",
				"2024-12-23": usual, "2024-12-24": "09:00-12:00", "2024-12-25": "",
			},
		},
		"the same with the night": {
			`{"date":"2021-12-24","yearly":true,"closed":["12:00-06:00"]}`,
			map[string]string{"2021-12-24": "09:00-12:00", "2022-12-24": "09:00-12:00"},
		},
		"other hours if it is open": {
			`{"date":"2021-12-24","yearly":true,"open":["10:00-11:00"],"if_open":true}`,
			map[string]string{"2021-12-24": "10:00-11:00", "2022-12-24": "10:00-11:00", "2023-12-24": "", "2032-12-24": "10:00-11:00"},
		},
		"other hours that open a Sunday": {
			`{"date":"2021-12-24","yearly":true,"open":["10:00-11:00"]}`,
			map[string]string{"2023-12-24": "10:00-11:00"},
		},
		"from and until": {
			`{"date":"2026-08-03","until":"2026-08-24"}`,
			map[string]string{"2026-08-01": usual, "2026-08-03": "", "2026-08-22": "", "2026-08-24": usual, "2025-08-03": "", "2025-08-04": usual, "2027-08-03": usual},
		},
		"from and until, every year, over New Year's Eve": {
			`{"date":"2020-12-30","until":"2021-01-03","yearly":true}`,
			map[string]string{
				"2020-01-02": usual, "2020-12-29": usual, "2020-12-30": "", "2021-01-02": "", "2021-01-04": usual,
				"2024-01-02": "", "2024-01-03": usual, "2024-12-30": "", "2032-12-31": "",
			},
		},
		"a whole year": {
			`{"date":"2021-03-01","until":"2022-03-01","yearly":true}`,
			map[string]string{"2021-02-27": usual, "2021-03-01": "", "2024-02-29": "", "2030-03-01": ""},
		},
		"29 February": {
			`{"date":"2020-02-29","yearly":true},{"date":"2024-02-28","until":"2024-02-29","yearly":true,"open":["07:00-08:00","10:00-11:00"]}`,
			map[string]string{"2020-02-29": "", "2024-02-29": "", "2021-03-01": usual, "2025-03-01": usual, "2024-02-28": "10:00-11:00", "2025-02-28": "10:00-11:00"},
		},
		"every other Saturday": {
			`{"date":"2026-01-03","weeks":2,"days":"sat","open":["09:00-10:00"]}`,
			map[string]string{
				"2025-12-20": usual, "2026-01-03": "09:00-10:00", "2026-01-10": usual, "2026-01-17": "09:00-10:00", "2026-01-16": friday,
				"2031-12-27": "09:00-10:00", "2032-01-03": usual,
			},
		},
		"every other week from a Thursday on": {
			`{"date":"2026-01-08","weeks":2,"until":"2026-01-23"}`,
			map[string]string{
				"2026-01-07": usual, "2026-01-08": "", "2026-01-10": "", "2026-01-12": usual, "2026-01-17": usual,
				"2026-01-19": "", "2026-01-22": "", "2026-01-23": friday,
			},
		},
		"three teams in turn": {
			`{"date":"2026-01-05","weeks":3,"open":["10:00-11:00"],"if_open":true},{"date":"2026-01-12","weeks":3,"open":["11:00-12:00"],"if_open":true},
			 {"date":"2026-01-19","weeks":3,"open":["12:00-13:00"],"if_open":true}`,
			map[string]string{
				"2026-01-03": usual, "2026-01-05": "10:00-11:00", "2026-01-12": "11:00-12:00", "2026-01-19": "12:00-13:00", "2026-01-24": "12:00-13:00",
				"2026-01-25": "", "2026-01-26": "10:00-11:00", "2026-05-01": "", "2030-12-30": "12:00-13:00",
			},
		},
		"each week, until it no longer holds": {
			`{"date":"2026-01-01","until":"2027-01-01","weeks":1,"days":"wed","closed":["10:00-15:00"]}`,
			map[string]string{"2025-12-31": usual, "2026-01-07": "09:00-10:00 15:00-18:00", "2026-12-30": "09:00-10:00 15:00-18:00", "2027-01-06": usual},
		},
		"a night in two": {
			`{"date":"2026-06-05","closed":["23:00-01:00"]},{"date":"2026-06-12","closed":["22:00-01:30"]},{"date":"2026-06-13","open":["00:30-03:00"]}`,
			map[string]string{"2026-06-05": usual + " 22:00-23:00 01:00-02:00", "2026-06-12": usual + " 00:30-03:00"},
		},
		"a holiday that is worked": {
			`{"date":"2026-05-01","until":"2026-05-09","days":"fri","usual":true}`,
			map[string]string{"2026-05-01": friday, "2026-05-08": friday, "2025-05-01": ""},
		},
		"a holiday that is worked in the morning": {
			`{"date":"2026-05-01","closed":["12:00-18:00"]},{"date":"2026-05-01","yearly":true,"usual":true}`,
			map[string]string{"2026-05-01": "09:00-12:00 22:00-02:00", "2027-05-01": usual},
		},
		"the same every year, whatever the day of the week": {
			`{"date":"2026-05-01","yearly":true,"usual":true},{"date":"2026-05-01","yearly":true,"closed":["12:00-18:00"]}`,
			map[string]string{"2026-05-01": "09:00-12:00 22:00-02:00", "2027-05-01": "09:00-12:00", "2032-05-01": "09:00-12:00"},
		},
		"one on top of the other": {
			`{"date":"2026-12-24","closed":["10:00-11:00"]},{"date":"2020-12-20","until":"2021-01-01","yearly":true,"closed":["14:00-18:00"]},
			 {"date":"2026-12-26","usual":true},{"date":"2026-12-28","open":["03:00-09:30"]}`,
			map[string]string{"2026-12-24": "09:00-10:00 11:00-12:00", "2026-12-26": usual, "2026-12-27": "03:00-09:00", "2026-12-28": "09:00-09:30", "2026-12-29": "09:00-12:00"},
		},
	} {
		var s calendar.Schedule
		require.NoError(t, json.Unmarshal([]byte(shop+x.exceptions+`]}`), &s), name)
		c := compile(t, s)
		for on, want := range x.want {
			if on == "2032-12-31" {
				continue // the night would lead out of the years
			}
			assert.Equal(t, want, openOn(t, c, date(on)), "%s: %s", name, on)
		}
		roundTrip(t, s)
	}
}

// TestExceptionsExplained says what each part of a day rests on, and nothing of an exception that
// changes nothing.
func TestExceptionsExplained(t *testing.T) {
	t.Parallel()
	var s calendar.Schedule
	require.NoError(t, json.Unmarshal([]byte(shop+`
		{"date":"2021-12-24","yearly":true,"closed":["12:00-06:00"],"reason":"Christmas Eve"},
		{"date":"2021-12-20","yearly":true,"until":"2021-12-31","closed":["09:00-10:00"],"reason":"winter"}]}`), &s))
	c := compile(t, s)
	for day, want := range map[string]string{
		"2022-12-24": "by_exception Christmas Eve; winter|counted Christmas Eve; winter|by_exception Christmas Eve; winter",
		"2023-12-24": "day_off ",
		"2023-12-25": "on_holiday ",
		"2022-12-19": "closed_hours |counted |closed_hours |counted |closed_hours ",
	} {
		x := date(day).Interval(c.Location())
		stretches, err := c.Explain(x.Start.Add(3*time.Hour), x.End, nil)
		require.NoError(t, err)
		var got []string
		for _, s := range stretches {
			got = append(got, s.Why.String()+" "+s.Note)
		}
		assert.Equal(t, want, strings.Join(got, "|"), day)
	}
}

func TestExceptionFaults(t *testing.T) {
	t.Parallel()
	cuts := strings.Repeat(`{"date":"2026-01-01","yearly":true,"closed":["09:00-10:00"]},`, 24)
	for text, want := range map[string]string{
		`{"date":"2026-01-01","until":"2026-01-02"}`:                                                    "",
		`{"date":"2026-01-01","until":"2026-01-01"}`:                                                    "until",
		`{"date":"2026-01-01","until":"2027-01-01","yearly":true}`:                                      "",
		`{"date":"2026-01-01","until":"2027-01-02","yearly":true}`:                                      "until",
		`{"date":"2024-02-29","until":"2025-03-01","yearly":true}`:                                      "",
		`{"date":"2024-02-29","until":"2025-03-02","yearly":true}`:                                      "until",
		`{"date":"2026-01-01","until":"2027-01-02"}`:                                                    "",
		`{"date":"2026-01-01","weeks":1}`:                                                               "",
		`{"date":"2026-01-01","weeks":52}`:                                                              "",
		`{"date":"2026-01-01","weeks":53}`:                                                              "weeks",
		`{"date":"2026-01-01","weeks":-1}`:                                                              "weeks",
		`{"date":"2026-01-01","weeks":2,"yearly":true}`:                                                 "weeks",
		`{"date":"2026-01-01","days":"mon"}`:                                                            "days",
		`{"date":"2026-01-01","days":"mon","yearly":true}`:                                              "",
		`{"date":"2026-01-01","open":["09:00-10:00"],"closed":["09:30-10:00"]}`:                         "closed",
		`{"date":"2026-01-01","usual":true,"closed":["09:30-10:00"]}`:                                   "usual",
		`{"date":"2026-01-01","usual":true,"open":["09:30-10:00"]}`:                                     "usual",
		`{"date":"2026-01-01","usual":true,"if_open":true}`:                                             "usual",
		`{"date":"2026-01-01","if_open":true}`:                                                          "",
		`{"date":"2026-01-01","closed":["09:00-10:00","09:59-11:00"]}`:                                  "closed[1]",
		cuts + `{"date":"2026-01-05","weeks":1}`:                                                        "",
		cuts + `{"date":"2026-01-05","closed":["09:00-10:00"]}`:                                         "",
		cuts + `{"date":"2026-01-05","weeks":1,"closed":["09:00-10:00"]}`:                               "exceptions",
		`{"date":"2026-01-01"},{"date":"2026-01-01"}`:                                                   "date",
		`{"date":"2026-01-01"},{"date":"2026-01-01","yearly":true}`:                                     "",
		strings.Repeat(`{"date":"2026-01-01","yearly":true},`, 99) + `{"date":"2026-01-05","weeks":1}`:  "",
		strings.Repeat(`{"date":"2026-01-01","yearly":true},`, 100) + `{"date":"2026-01-05","weeks":1}`: "exceptions",
	} {
		var s calendar.Schedule
		err := json.Unmarshal([]byte(shop+text+`]}`), &s)
		if want == "" {
			assert.NoError(t, err, text)
			continue
		}
		found := fields(t, err)
		require.Len(t, found, 1, text)
		assert.True(t, strings.HasSuffix(found[0], want), "%s: %s", text, found[0])
	}
	s := calendar.AlwaysOpen("UTC")
	s.Exceptions = []calendar.Exception{{Date: date("2026-01-01"), Weeks: 1, Days: 128, Until: calendar.Date{Year: 1}}}
	assert.Equal(t, []string{"exceptions[0].until", "exceptions[0].days"}, fields(t, s.Validate()))
}
