package calendar_test

import (
	"encoding"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

func TestClockText(t *testing.T) {
	for text, want := range map[string]calendar.Clock{
		"00:00": 0, "09:05": calendar.At(9, 5), "18:00:30": calendar.At(18, 0) + 30, "23:59:59": calendar.Midnight24 - 1, "24:00": calendar.Midnight24,
	} {
		got, err := calendar.ParseClock(text)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		assert.Equal(t, text, got.String())
	}
	same, err := calendar.ParseClock("24:00:00")
	require.NoError(t, err)
	assert.Equal(t, calendar.Midnight24, same)
	for _, bad := range []string{"", "9:00", "24:01", "25:00", "12:60", "12:00:60", "12:00:00.5", "-1:00", "12-00", "12:00 ", "120:00"} {
		_, err := calendar.ParseClock(bad)
		assert.Equal(t, []string{"clock"}, fields(t, err), bad)
	}
	assert.False(t, calendar.At(24, 1).Valid())
	assert.False(t, calendar.Clock(-1).Valid())
	_, err = calendar.At(25, 0).MarshalText()
	require.Error(t, err)
}

func TestDateText(t *testing.T) {
	for _, text := range []string{"0001-01-01", "2024-02-29", "9999-12-31"} {
		d, err := calendar.ParseDate(text)
		require.NoError(t, err)
		assert.Equal(t, text, d.String())
		assert.True(t, d.Valid())
	}
	for _, bad := range []string{"", "2023-02-29", "0000-01-01", "2026-1-1", "2026-01-01T00:00", "10000-01-01", "2026-00-10", "2026-13-01", "2026-04-31"} {
		_, err := calendar.ParseDate(bad)
		assert.Equal(t, []string{"date"}, fields(t, err), bad)
	}
	for _, d := range []calendar.Date{{}, {Year: 2026, Month: 2, Day: 29}, {Year: 10000, Month: 1, Day: 1}, {Year: 2026, Month: 13, Day: 1}, {Year: 2026, Month: 1}, {Year: -4, Month: 1, Day: 1}} {
		assert.False(t, d.Valid())
		_, err := d.MarshalText()
		require.Error(t, err)
	}
	assert.Equal(t, "-400-01-01", calendar.Date{Year: -400, Month: 1, Day: 1}.String())
	assert.Panics(t, func() { calendar.MustParseDate("x") })
	d := calendar.MustParseDate("2024-02-29")
	assert.Equal(t, time.Thursday, d.Weekday())
	assert.Equal(t, calendar.MustParseMonth("2024-02"), d.MonthOf())
	assert.Equal(t, "2025-03-01", d.AddDays(366).String())
	assert.Equal(t, "2024-01-31", d.AddDays(-29).String())
	for n, text := range map[int]string{0: "2024-02-29", 1: "2024-03-29", 12: "2025-02-28", -12: "2023-02-28", 48: "2028-02-29", -2: "2023-12-29"} {
		assert.Equal(t, text, d.AddMonths(n).String(), n)
	}
	assert.Equal(t, "2025-04-30", calendar.MustParseDate("2025-03-31").AddMonths(1).String())
	assert.Equal(t, []int{-1, 0, 1, -1, 1}, []int{
		d.Compare(d.AddDays(1)), d.Compare(d), d.Compare(d.AddDays(-1)), d.Compare(calendar.MustParseDate("2025-01-01")), d.Compare(calendar.MustParseDate("2024-01-31")),
	})
}

func TestMonthText(t *testing.T) {
	for _, text := range []string{"0001-01", "2026-02", "9999-12"} {
		assert.Equal(t, text, calendar.MustParseMonth(text).String())
	}
	m := calendar.MustParseMonth("2026-02")
	assert.Equal(t, "2026-02-01 2026-02-28", m.First().String()+" "+m.Last().String())
	assert.Equal(t, 28, m.Days())
	assert.Equal(t, "2027-01", m.AddMonths(11).String())
	assert.Equal(t, "2025-12", m.AddMonths(-2).String())
	assert.Equal(t, []int{-1, 0, 1}, []int{m.Compare(m.AddMonths(1)), m.Compare(m), m.Compare(m.AddMonths(-1))})
	assert.Equal(t, m, calendar.MonthOf(at(t, "2026-02-28T23:30")))
	for _, bad := range []string{"", "2026-13", "0000-01", "2026-1", "2026-01-01"} {
		_, err := calendar.ParseMonth(bad)
		assert.Equal(t, []string{"month"}, fields(t, err), bad)
	}
	_, err := calendar.Month{}.MarshalText()
	assert.Equal(t, []string{"month"}, fields(t, err))
	assert.Panics(t, func() { calendar.MustParseMonth("x") })
	assert.False(t, calendar.Month{Year: 2026, Month: 13}.Valid())
}

func TestDaysText(t *testing.T) {
	for text, want := range map[string]calendar.Days{
		"mon-fri": calendar.Weekdays, "mon-sun": calendar.EveryDay, "sun": calendar.On(time.Sunday),
		"mon,wed,sat-sun": 0, "mon-tue": 0, "tue-thu,sat": 0,
	} {
		var got calendar.Days
		require.NoError(t, got.UnmarshalText([]byte(text)))
		if want != 0 {
			assert.Equal(t, want, got)
		}
		assert.Equal(t, strings.NewReplacer("sat-sun", "sat,sun", "mon-tue", "mon,tue").Replace(text), got.String())
	}
	for _, bad := range []string{"", "mon-", "-mon", "Mon", "fri-mon", "mon,", "mon fri", "mon-wed-fri", "day"} {
		d := calendar.Weekdays
		assert.Equal(t, []string{"days"}, fields(t, d.UnmarshalText([]byte(bad))), bad)
		assert.Equal(t, calendar.Weekdays, d)
	}
	for _, d := range []calendar.Days{0, 128, 255} {
		_, err := d.MarshalText()
		require.Error(t, err)
	}
	assert.Equal(t, calendar.Days(0), calendar.On(-1, 7, 100))
	assert.False(t, calendar.EveryDay.Has(7))
	assert.False(t, calendar.EveryDay.Has(-1))
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.Days(rapid.IntRange(1, 127).Draw(t, "days"))
		var back calendar.Days
		require.NoError(t, back.UnmarshalText([]byte(d.String())))
		require.Equal(t, d, back)
	})
}

func TestSpanText(t *testing.T) {
	for _, text := range []string{"09:00-18:00", "22:00-06:00", "00:00-24:00", "22:00-00:00", "08:30:15-08:30:16"} {
		var s calendar.Span
		require.NoError(t, s.UnmarshalText([]byte(text)))
		assert.Equal(t, text, s.String())
		assert.True(t, s.Valid())
	}
	for _, bad := range []string{"", "09:00", "09:00-09:00", "24:00-06:00", "09:00-25:00", "9-18", "09:00-18:00-19:00"} {
		var s calendar.Span
		assert.Equal(t, []string{"span"}, fields(t, s.UnmarshalText([]byte(bad))), bad)
	}
	_, err := calendar.Span{}.MarshalText()
	assert.Equal(t, []string{"span"}, fields(t, err))
}

// TestTextInJSON checks the types as values and keys of JSON.
func TestTextInJSON(t *testing.T) {
	type all struct {
		D calendar.Date
		M calendar.Month
		C calendar.Clock
		K map[calendar.Date]int
	}
	want := all{calendar.MustParseDate("2026-05-14"), calendar.MustParseMonth("2026-05"), calendar.At(18, 0), map[calendar.Date]int{calendar.MustParseDate("2026-01-01"): 1}}
	b, err := json.Marshal(want)
	require.NoError(t, err)
	assert.JSONEq(t, `{"D":"2026-05-14","M":"2026-05","C":"18:00","K":{"2026-01-01":1}}`, string(b))
	var got all
	require.NoError(t, json.Unmarshal(b, &got))
	assert.Equal(t, want, got)
}

// TestInvalidIsNotWritten checks that nothing goes out as text that would not be
// taken back, alone or within a value.
func TestInvalidIsNotWritten(t *testing.T) {
	type text interface {
		encoding.TextAppender
		encoding.TextMarshaler
	}
	for field, x := range map[string]struct{ good, bad text }{
		"clock": {calendar.Midnight24, calendar.Midnight24 + 1},
		"date":  {calendar.MustParseDate("2028-02-29"), calendar.Date{Year: 2026, Month: 2, Day: 29}},
		"month": {calendar.MustParseMonth("2026-12"), calendar.Month{Year: 2026, Month: 13}},
		"days":  {calendar.EveryDay, calendar.EveryDay + 1},
		"span":  {calendar.Span{Start: 1, End: 0}, calendar.Span{Start: 1, End: 1}},
	} {
		b, err := x.good.AppendText([]byte("before "))
		require.NoError(t, err)
		m, err := x.good.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, "before "+string(m), string(b))
		b, err = x.bad.AppendText([]byte("before "))
		assert.Equal(t, []string{field}, fields(t, err))
		assert.Equal(t, "before ", string(b))
		m, err = x.bad.MarshalText()
		assert.Equal(t, []string{field}, fields(t, err))
		assert.Nil(t, m)
	}
	_, err := calendar.Exception{Date: calendar.Date{Year: 2026, Month: 2, Day: 30}}.MarshalJSON()
	assert.Equal(t, []string{"date"}, fields(t, err))
	_, err = calendar.Hours{Open: []calendar.Span{{}}}.MarshalJSON()
	assert.Equal(t, []string{"days", "open[0]"}, fields(t, err))
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"2026-05-14", "2026-05", "18:00", "mon-fri", "09:00-18:00", "paused", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, v := range []encoding.TextUnmarshaler{new(calendar.Date), new(calendar.Month), new(calendar.Clock), new(calendar.Days), new(calendar.Span), new(calendar.Reason)} {
			if v.UnmarshalText([]byte(s)) != nil {
				continue
			}
			b, err := v.(encoding.TextMarshaler).MarshalText()
			require.NoError(t, err)
			require.NoError(t, v.UnmarshalText(b))
			again, err := v.(encoding.TextMarshaler).MarshalText()
			require.NoError(t, err)
			require.Equal(t, string(b), string(again))
		}
	})
}

// Dates and months are read as package time reads them.
func FuzzDateAgainstTime(f *testing.F) {
	for _, s := range []string{"2026-05-14", "2024-02-29", "2026-02-29", "0000-01-01", "9999-12-31", "2026-5-14", "2026-05", "+026-05-14", "2026-00-01", "2026-13-01", "2026-05-14Z", "2026/05/14", "20:6-05-14", "2026-0/-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := time.Parse(time.DateOnly, s)
		d, got := calendar.ParseDate(s)
		require.Equal(t, err == nil && want.Year() > 0, got == nil, s)
		if got == nil {
			require.Equal(t, calendar.DateOf(want), d)
		}
		want, err = time.Parse("2006-01", s)
		m, got := calendar.ParseMonth(s)
		require.Equal(t, err == nil && want.Year() > 0, got == nil, s)
		if got == nil {
			require.Equal(t, calendar.MonthOf(want), m)
		}
	})
}

// A date that was never set is left out by whoever writes it, and the error says so.
func TestUnset(t *testing.T) {
	t.Parallel()
	type term struct {
		On    calendar.Date  `json:"on,omitzero"`
		Month calendar.Month `json:"month,omitzero"`
	}
	b, err := json.Marshal(term{})
	require.NoError(t, err)
	assert.Equal(t, "{}", string(b))
	for _, v := range []interface {
		IsZero() bool
		MarshalText() ([]byte, error)
	}{calendar.Date{}, calendar.Month{}} {
		assert.True(t, v.IsZero())
		_, err := v.MarshalText()
		assert.ErrorContains(t, err, "is not set, and so has no text: leave the field out (omitzero in JSON, omitempty in YAML, NULL in a column)")
	}
	for _, v := range []interface {
		IsZero() bool
		MarshalText() ([]byte, error)
	}{calendar.Date{Day: 1}, calendar.Date{Year: 1}, calendar.Month{Year: 1}, calendar.Month{Month: 13}} {
		assert.False(t, v.IsZero())
		_, err := v.MarshalText()
		assert.ErrorContains(t, err, "that exists")
	}
}
