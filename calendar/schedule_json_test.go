package calendar_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/rickar/cal/v2/fr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

const officeJSON = `{"zone":"Europe/Paris","hours":[{"days":"mon-fri","open":["09:00-18:00"]}],"holidays":{"code":"FR"}}`

func TestScheduleJSON(t *testing.T) {
	b, err := json.Marshal(calendar.OfficeHours())
	require.NoError(t, err)
	assert.JSONEq(t, officeJSON, string(b))

	full := calendar.Schedule{
		Zone: "Indian/Reunion", FirstYear: 2000, LastYear: 2030,
		Hours: []calendar.Hours{
			{Days: calendar.On(1, 3, 6, 0), Open: open("22:00-06:30", "09:00:30-12:00"), From: date("2001-01-01"), Until: date("2002-01-01")},
		},
		Holidays:   calendar.HolidaySet{Code: "FR-57", GoodFriday: true, PentecostWorked: true},
		Exceptions: []calendar.Exception{{Date: date("2001-05-05"), Open: open("00:00-24:00"), Reason: "é\n"}, {Date: date("2001-05-06"), Usual: true}},
	}
	for _, s := range []calendar.Schedule{calendar.OfficeHours(), calendar.AlwaysOpen("Asia/Kathmandu"), full} {
		b, err := json.Marshal(s)
		require.NoError(t, err)
		var back calendar.Schedule
		require.NoError(t, json.Unmarshal(b, &back), "%s", b)
		assert.Equal(t, s, back)
	}

	withExtra := calendar.OfficeHours()
	withExtra.Extra = fr.Holidays
	_, err = json.Marshal(withExtra)
	var f *calendar.FieldError
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "extra", f.Field)

	for text, want := range map[string][]string{
		`{"zone":"Europe/Paris","open":true}`: {"open"},
		`{"hours":[]}`:                        {"zone"},
		`{"zone":"Europe/Paris","hours":[{"days":"mon-sun","open":["9-18"]}]}`:        {"hours[0].open[0]"},
		`{"zone":"Europe/Paris","hours":[{"days":"fri-mon","open":["09:00-18:00"]}]}`: {"hours[0].days"},
		`{"zone":"Europe/Paris","hours":[{"open":["09:00-18:00"]}]}`:                  {"hours[0].days"},
		`{"zone":"Europe/Paris","exceptions":[{"date":"2026-02-30"}]}`:                {"exceptions[0].date"},
		`{"zone":"posix/Europe/Paris","first_year":1}`:                                {"zone", "first_year", "last_year"},
	} {
		s := calendar.AlwaysOpen("UTC")
		err := json.Unmarshal([]byte(text), &s)
		assert.Equal(t, want, fields(t, err), text)
		assert.Equal(t, calendar.AlwaysOpen("UTC"), s, "left as it was")
	}
}

func TestPartsJSON(t *testing.T) {
	roundTrip(t, calendar.Hours{Days: calendar.EveryDay, Open: open("00:00-24:00"), From: date("2026-01-01")})
	roundTrip(t, calendar.Exception{Date: date("2026-01-01"), Open: open("22:00-06:00"), Reason: "x"})
	roundTrip(t, calendar.HolidaySet{Code: "FR-MF"})
	roundTrip(t, calendar.Pause{Start: at(t, "2026-01-01T00:00:00Z"), Reason: "waiting"})
	roundTrip(t, calendar.Pause{Start: at(t, "2026-01-01T00:00:00Z"), End: at(t, "2026-01-01T00:00:00.5Z")})
	roundTrip(t, calendar.Interval{Start: at(t, "2026-01-01T00:00:00Z"), End: at(t, "2026-01-01T00:00:00.5Z")})
	roundTrip(t, calendar.Holiday{Date: date("2026-01-01"), Key: "k", FR: "f", EN: "e", Basis: "b", FirstYear: 1, LastYear: 2})
	for op := calendar.LayerUnion; op <= calendar.LayerComplement; op++ {
		roundTrip(t, calendar.Layer{Op: op, Zone: "Asia/Tokyo", Hours: []calendar.Hours{{Days: calendar.EveryDay, Open: open("00:00-24:00")}}, Holidays: calendar.HolidaySet{Code: "FR"}, Exceptions: []calendar.Exception{{Date: date("2026-01-01")}}, Reason: "r"})
	}
	for why := calendar.Counted; why <= calendar.ByLayer; why++ {
		roundTrip(t, calendar.Stretch{
			Interval: calendar.Interval{Start: at(t, "2026-01-01T00:00:00Z"), End: at(t, "2026-01-02T00:00:00Z")},
			Date:     date("2026-01-01"), Why: why, Note: "n",
			Holidays: []calendar.Holiday{{Date: date("2026-01-01"), Key: "k", FR: "f", EN: "e"}},
		})
	}
	var s calendar.HolidaySet
	assert.Equal(t, []string{"code"}, fields(t, json.Unmarshal([]byte(`{"code":"DE-XX"}`), &s)))
	var p calendar.Pause
	assert.Equal(t, []string{"end"}, fields(t, json.Unmarshal([]byte(`{"start":"2026-01-02T00:00:00Z","end":"2026-01-01T00:00:00Z"}`), &p)))
	var i calendar.Interval
	assert.Equal(t, []string{"end"}, fields(t, json.Unmarshal([]byte(`{"start":"2026-01-02T00:00:00Z","end":"2026-01-01T00:00:00Z"}`), &i)))
}

func roundTrip[T any](t *testing.T, v T) {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	var back T
	require.NoError(t, json.Unmarshal(b, &back), "%s", b)
	assert.Equal(t, v, back)
}

// TestRandomScheduleJSON sends random schedules through JSON.
func TestRandomScheduleJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t).m.schedule
		b, err := json.Marshal(s)
		require.NoError(t, err)
		var back calendar.Schedule
		require.NoError(t, json.Unmarshal(b, &back))
		again, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again))
	})
}

// FuzzSchedule checks that no document panics or hangs, and that what is taken comes back the
// same, and compiles if the zone database has its zone: else nothing but that is wrong.
func FuzzSchedule(f *testing.F) {
	f.Add([]byte(officeJSON))
	f.Add([]byte(`{"zone":"Pacific/Apia","first_year":2011,"last_year":2012,"hours":[{"days":"mon,wed-sun","open":["22:00-06:00","07:00-24:00"],"from":"2011-12-29"}],"exceptions":[{"date":"2011-12-31","usual":true}]}`))
	f.Add([]byte(`{"zone":"Europe/Paris","first_year":2024,"last_year":2025,"hours":[{"days":"mon-fri","open":["22:00-06:00"]}],"holidays":{"code":"FR-MF,US","by_the_letter":true},"exceptions":[{"date":"2024-02-29","yearly":true,"until":"2024-03-02","closed":["23:00-01:00"],"days":"thu","if_open":true},{"date":"2024-01-03","weeks":3,"open":["09:00-12:00"]}]}`))
	f.Add([]byte(`{"zone":"","hours":[{"days":"","open":[]}],"exceptions":[{"date":"x"}]}`))
	f.Add([]byte(`{"zone":"Europe/Nowhere"}`))
	f.Add([]byte(`{"zone":"Europe/Paris","first_year":2026,"last_year":2026,"hours":[{"days":"mon-fri","open":["09:00-18:00"]}],"layers":[{"op":"union","zone":"Asia/Tokyo","hours":[{"days":"mon-fri","open":["09:00-18:00"]}],"reason":"Tokyo"},{"op":"difference","zone":"UTC","exceptions":[{"date":"2026-05-05","open":["22:00-06:00"]}]},{"op":"intersection","zone":"Europe/Nowhere"},{"op":"complement"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var s calendar.Schedule
		if err := json.Unmarshal(b, &s); err != nil {
			if !errors.As(err, new(*json.SyntaxError)) {
				fields(t, err)
			}
			return
		}
		var unknown []string
		if _, err := calendar.LoadLocation(s.Zone); err != nil {
			unknown = append(unknown, "zone")
		}
		for i, x := range s.Layers {
			if _, err := calendar.LoadLocation(x.Zone); err != nil && x.Op != calendar.LayerComplement {
				unknown = append(unknown, fmt.Sprintf("layers[%d].zone", i))
			}
		}
		c, err := calendar.Compile(s)
		if unknown != nil {
			require.Equal(t, unknown, fields(t, err))
		} else {
			require.NoError(t, err)
			w := c.Window()
			total, err := c.Between(w.Start, w.End)
			require.NoError(t, err)
			require.GreaterOrEqual(t, total, time.Duration(0))
		}
		out, err := json.Marshal(s)
		require.NoError(t, err)
		var back calendar.Schedule
		require.NoError(t, json.Unmarshal(out, &back))
		again, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(out), string(again))
	})
}
