package calendar_test

import (
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

func date(s string) calendar.Date { return calendar.MustParseDate(s) }

func open(texts ...string) []calendar.Span {
	out := make([]calendar.Span, len(texts))
	for i, s := range texts {
		from, to, _ := strings.Cut(s, "-")
		out[i] = calendar.Span{Start: clockOf(from), End: clockOf(to)}
	}
	return out
}

func clockOf(s string) calendar.Clock {
	c, err := calendar.ParseClock(s)
	if err != nil {
		panic(err)
	}
	return c
}

// fields returns the fields that err blames.
func fields(t *testing.T, err error) []string {
	t.Helper()
	var out []string
	var walk func(error)
	walk = func(err error) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				walk(e)
			}
			return
		}
		var f *calendar.FieldError
		require.ErrorAs(t, err, &f)
		assert.NotEmpty(t, f.Reason)
		out = append(out, f.Field)
	}
	if err != nil {
		walk(err)
	}
	return out
}

func TestFaults(t *testing.T) {
	feb30 := calendar.Date{Year: 2026, Month: 2, Day: 30}
	for name, x := range map[string]struct {
		change func(*calendar.Schedule)
		want   []string
	}{
		"zero":            {func(s *calendar.Schedule) { *s = calendar.Schedule{} }, []string{"zone"}},
		"unknown zone":    {func(s *calendar.Schedule) { s.Zone = "Europe/Atlantis" }, []string{"zone"}},
		"machine's zone":  {func(s *calendar.Schedule) { s.Zone = "Local" }, []string{"zone"}},
		"years reversed":  {func(s *calendar.Schedule) { s.FirstYear, s.LastYear = 2027, 2026 }, []string{"last_year"}},
		"200 years":       {func(s *calendar.Schedule) { s.FirstYear, s.LastYear = 1901, 2100 }, nil},
		"201 years":       {func(s *calendar.Schedule) { s.FirstYear, s.LastYear = 1900, 2100 }, []string{"last_year"}},
		"too early":       {func(s *calendar.Schedule) { s.FirstYear, s.LastYear = 1582, 1600 }, []string{"first_year"}},
		"earliest":        {func(s *calendar.Schedule) { s.FirstYear, s.LastYear = 1583, 1600 }, nil},
		"the first year":  {func(s *calendar.Schedule) { s.FirstYear, s.LastYear = 1583, 1583 }, nil},
		"latest":          {func(s *calendar.Schedule) { s.FirstYear, s.LastYear = 9998, 9998 }, nil},
		"too late":        {func(s *calendar.Schedule) { s.FirstYear, s.LastYear = 9998, 9999 }, []string{"last_year"}},
		"both too late":   {func(s *calendar.Schedule) { s.FirstYear, s.LastYear = 9999, 9999 }, []string{"first_year", "last_year"}},
		"far too late":    {func(s *calendar.Schedule) { s.FirstYear, s.LastYear = math.MinInt, math.MaxInt }, []string{"first_year", "last_year", "last_year"}},
		"unknown code":    {func(s *calendar.Schedule) { s.Holidays.Code = "FR-75" }, []string{"holidays.code"}},
		"no Good Friday":  {func(s *calendar.Schedule) { s.Holidays.GoodFriday = true }, []string{"holidays.good_friday"}},
		"options only":    {func(s *calendar.Schedule) { s.Holidays = calendar.HolidaySet{PentecostWorked: true} }, []string{"holidays.code"}},
		"no days":         {func(s *calendar.Schedule) { s.Hours[0].Days = 0 }, []string{"hours[0].days"}},
		"an eighth day":   {func(s *calendar.Schedule) { s.Hours[0].Days = 128 }, []string{"hours[0].days"}},
		"no spans":        {func(s *calendar.Schedule) { s.Hours[0].Open = nil }, []string{"hours[0].open"}},
		"empty span":      {func(s *calendar.Schedule) { s.Hours[0].Open = []calendar.Span{{}} }, []string{"hours[0].open[0]"}},
		"clock past 24":   {func(s *calendar.Schedule) { s.Hours[0].Open[0].End = calendar.At(24, 1) }, []string{"hours[0].open[0]"}},
		"clock below 0":   {func(s *calendar.Schedule) { s.Hours[0].Open[0].Start = -1 }, []string{"hours[0].open[0]"}},
		"start at 24":     {func(s *calendar.Schedule) { s.Hours[0].Open[0] = calendar.Span{Start: calendar.Midnight24, End: 60} }, []string{"hours[0].open[0]"}},
		"no such dates":   {func(s *calendar.Schedule) { s.Hours[0].From, s.Hours[0].Until = feb30, feb30 }, []string{"hours[0].from", "hours[0].until"}},
		"reversed dates":  {func(s *calendar.Schedule) { s.Hours[0].From, s.Hours[0].Until = date("2026-01-02"), date("2026-01-02") }, []string{"hours[0].until"}},
		"one entry":       {func(s *calendar.Schedule) { s.Hours[0].Open = open("09:00-12:00", "11:59-18:00") }, []string{"hours[0].open[1]"}},
		"touching":        {func(s *calendar.Schedule) { s.Hours[0].Open = open("09:00-12:00", "12:00-18:00") }, nil},
		"touching before": {func(s *calendar.Schedule) { s.Hours[0].Open = open("12:00-18:00", "09:00-12:00") }, nil},
		"empty beside":    {func(s *calendar.Schedule) { s.Hours[0].Open = open("10:00-12:00", "09:00-09:00") }, []string{"hours[0].open[1]"}},
		"into tomorrow":   {func(s *calendar.Schedule) { s.Hours[0].Open = open("09:00-18:00", "20:00-09:01") }, []string{"hours[0].open[1]"}},
		"up to tomorrow":  {func(s *calendar.Schedule) { s.Hours[0].Open = open("09:00-18:00", "20:00-09:00") }, nil},
		"night to Monday": {func(s *calendar.Schedule) { add(s, calendar.On(0), "20:00-09:01") }, []string{"hours[1].open[0]"}},
		"night to Sunday": {func(s *calendar.Schedule) { add(s, calendar.On(6), "20:00-09:01") }, nil},
		"two entries":     {func(s *calendar.Schedule) { add(s, calendar.EveryDay, "17:00-19:00") }, []string{"hours[1].open[0]"}},
		"other days":      {func(s *calendar.Schedule) { add(s, calendar.On(0, 6), "17:00-19:00") }, nil},
		"one after the other": {func(s *calendar.Schedule) {
			s.Hours[0].Until = date("2027-01-01")
			add(s, calendar.EveryDay, "08:00-17:00")
			s.Hours[1].From = date("2027-01-01")
		}, nil},
		"a day too early": {func(s *calendar.Schedule) {
			s.Hours[0].Until = date("2027-01-01") // a Friday
			add(s, calendar.EveryDay, "08:00-17:00")
			s.Hours[1].From = date("2026-12-31")
		}, []string{"hours[1].open[0]"}},
		"only on a weekend": {func(s *calendar.Schedule) {
			s.Hours[0].Until = date("2027-01-04")
			add(s, calendar.EveryDay, "08:00-17:00")
			s.Hours[1].From = date("2027-01-02")
		}, nil},
		"only on the seventh day": {func(s *calendar.Schedule) {
			add(s, calendar.On(5), "08:00-17:00")
			s.Hours[1].From = date("2027-01-02") // a Saturday
		}, []string{"hours[1].open[0]"}},
		"last night, first morning": {func(s *calendar.Schedule) {
			s.Hours[0].Open, s.Hours[0].Until = open("22:00-06:00"), date("2027-01-02")
			add(s, calendar.On(6), "05:59-07:00")
			s.Hours[1].From = date("2027-01-02")
		}, []string{"hours[1].open[0]"}},
		"first morning, last night": {func(s *calendar.Schedule) {
			s.Hours[0] = calendar.Hours{Days: calendar.On(6), Open: open("05:59-07:00"), From: date("2027-01-02")}
			add(s, calendar.Weekdays, "22:00-06:00")
			s.Hours[1].Until = date("2027-01-02")
		}, []string{"hours[1].open[0]"}},
		"first morning, no last night": {func(s *calendar.Schedule) {
			s.Hours[0] = calendar.Hours{Days: calendar.On(6), Open: open("05:59-07:00"), From: date("2027-01-02")}
			add(s, calendar.Weekdays, "22:00-06:00")
			s.Hours[1].Until = date("2027-01-01")
		}, nil},
		"date twice": {func(s *calendar.Schedule) {
			s.Exceptions = []calendar.Exception{{Date: date("2026-12-24")}, {Date: date("2026-12-31")}, {Date: date("2026-12-24"), Usual: true}}
		}, []string{"exceptions[2].date"}},
		"no such exception": {func(s *calendar.Schedule) { s.Exceptions = []calendar.Exception{{Date: feb30}} }, []string{"exceptions[0].date"}},
		"usual and other": {func(s *calendar.Schedule) {
			s.Exceptions = []calendar.Exception{{Date: date("2026-12-24"), Usual: true, Open: open("09:00-12:00")}}
		}, []string{"exceptions[0].usual"}},
		"exception overlaps": {func(s *calendar.Schedule) {
			s.Exceptions = []calendar.Exception{{Date: date("2026-12-24"), Open: open("09:00-12:00", "22:00-01:00", "23:59-00:01")}}
		}, []string{"exceptions[0].open[2]"}},
		"exception empty": {func(s *calendar.Schedule) {
			s.Exceptions = []calendar.Exception{{Date: date("2026-12-24"), Open: make([]calendar.Span, 1)}}
		}, []string{"exceptions[0].open[0]"}},
		"long reason": {func(s *calendar.Schedule) {
			s.Exceptions = []calendar.Exception{{Date: date("2026-12-24"), Reason: strings.Repeat("x", 201)}}
		}, []string{"exceptions[0].reason"}},
		"longest reason": {func(s *calendar.Schedule) {
			s.Exceptions = []calendar.Exception{{Date: date("2026-12-24"), Reason: strings.Repeat("x", 200)}}
		}, nil},
		"too many exceptions": {func(s *calendar.Schedule) { s.Exceptions = make([]calendar.Exception, calendar.MaxEntries+1) }, []string{"exceptions"}},
		"last of the most": {func(s *calendar.Schedule) {
			s.Exceptions = make([]calendar.Exception, calendar.MaxEntries)
			for i := range s.Exceptions {
				s.Exceptions[i].Date = date("2000-01-01").AddDays(i)
			}
			s.Exceptions[calendar.MaxEntries-1].Date = feb30
			s.Hours = make([]calendar.Hours, 100)
			for i := range s.Hours {
				s.Hours[i] = calendar.Hours{Days: calendar.EveryDay, Open: open("09:00-18:00"), From: date("2000-01-01").AddDays(i), Until: date("2000-01-02").AddDays(i)}
			}
			s.Hours[99].Days = 0
		}, []string{"hours[99].days", "exceptions[9999].date"}},
		"most exceptions": {func(s *calendar.Schedule) {
			for i := range calendar.MaxEntries {
				s.Exceptions = append(s.Exceptions, calendar.Exception{Date: date("2000-01-01").AddDays(i)})
			}
		}, nil},
		"most hours": {func(s *calendar.Schedule) {
			s.Hours = nil
			for i := range 100 {
				add(s, calendar.EveryDay, "09:00-18:00")
				s.Hours[i].From, s.Hours[i].Until = date("2000-01-01").AddDays(i), date("2000-01-02").AddDays(i)
			}
		}, nil},
		"too many hours": {func(s *calendar.Schedule) { s.Hours = make([]calendar.Hours, 101) }, []string{"hours"}},
		"too many spans": {func(s *calendar.Schedule) { s.Hours[0].Open = manySpans(25) }, []string{"hours[0].open"}},
		"enough spans":   {func(s *calendar.Schedule) { s.Hours[0].Open = manySpans(24) }, nil},
		"all together": {func(s *calendar.Schedule) {
			s.Zone, s.FirstYear, s.Hours[0].Days, s.Exceptions = "", 3, 0, []calendar.Exception{{}}
		}, []string{"zone", "first_year", "last_year", "hours[0].days", "exceptions[0].date"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := calendar.OfficeHours()
			x.change(&s)
			c, err := calendar.Compile(s)
			assert.Equal(t, x.want, fields(t, err))
			assert.Equal(t, x.want == nil, c != nil)
			if name == "unknown zone" { // which zones there are is the database's
				x.want = nil
			}
			assert.Equal(t, x.want, fields(t, s.Validate()))
		})
	}
}

func manySpans(n int) []calendar.Span {
	out := make([]calendar.Span, n)
	for i := range out {
		out[i] = calendar.Span{Start: calendar.Clock(i * 3), End: calendar.Clock(i*3 + 2)}
	}
	return out
}

func add(s *calendar.Schedule, days calendar.Days, spans ...string) {
	s.Hours = append(s.Hours, calendar.Hours{Days: days, Open: open(spans...)})
}

// TestRules is a week in the life of every kind of rule.
func TestRules(t *testing.T) {
	s := calendar.OfficeHours()
	s.Hours = []calendar.Hours{
		{Days: calendar.Weekdays, Open: open("09:00-12:00", "14:00-18:00"), Until: date("2026-12-21")},
		{Days: calendar.Weekdays, Open: open("08:00-16:00"), From: date("2026-12-21")},
		{Days: calendar.On(time.Friday), Open: open("22:00-02:00")},
	}
	s.Exceptions = []calendar.Exception{
		{Date: date("2026-12-27"), Open: open("00:30-01:00", "23:00-24:00"), Reason: "inventory"},
		{Date: date("2026-12-24"), Open: open("08:00-12:00"), Reason: "Christmas Eve"},
		{Date: date("2026-12-25"), Usual: true, Reason: "launch"},
		{Date: date("2026-12-29"), Reason: "moving house"},
	}
	got, err := compile(t, s).Open(at(t, "2026-12-18T00:00"), at(t, "2027-01-02T00:00"))
	require.NoError(t, err)
	var text []string
	for x := range got {
		text = append(text, x.Start.Format("02T15:04-")+x.End.Format("02T15:04"))
	}
	assert.Equal(t, []string{
		"18T09:00-18T12:00", "18T14:00-18T18:00", "18T22:00-19T02:00",
		"21T08:00-21T16:00", "22T08:00-22T16:00", "23T08:00-23T16:00",
		"24T08:00-24T12:00", "25T08:00-25T16:00", "25T22:00-26T02:00",
		"27T00:30-27T01:00", "27T23:00-28T00:00",
		"28T08:00-28T16:00", "30T08:00-30T16:00", "31T08:00-31T16:00",
	}, text)
	days, err := compile(t, s).WorkingDays(calendar.MustParseMonth("2026-12"))
	require.NoError(t, err)
	assert.Len(t, days, 23-1+1, "23 weekdays, one closed, one Sunday open")
}

// TestClockChanges is the rule for gaps and folds, span by span: the span is open
// on one date only, and that is what it comes to.
func TestClockChanges(t *testing.T) {
	for _, x := range []struct{ zone, day, span, start, lasts string }{
		{"Europe/Paris", "2026-03-29", "02:15-02:45", "", "0s"},
		{"Europe/Paris", "2026-03-29", "01:00-02:30", "2026-03-29T01:00:00+01:00", "1h0m0s"},
		{"Europe/Paris", "2026-03-29", "02:00-03:00", "", "0s"},
		{"Europe/Paris", "2026-03-29", "02:30-04:00", "2026-03-29T03:00:00+02:00", "1h0m0s"},
		{"Europe/Paris", "2026-03-28", "22:00-06:00", "2026-03-28T22:00:00+01:00", "7h0m0s"},
		{"Europe/Paris", "2026-10-25", "02:30-02:45", "2026-10-25T02:30:00+02:00", "1h15m0s"},
		{"Europe/Paris", "2026-10-25", "01:00-02:30", "2026-10-25T01:00:00+02:00", "2h30m0s"},
		{"Europe/Paris", "2026-10-25", "01:00-02:00", "2026-10-25T01:00:00+02:00", "1h0m0s"},
		{"Europe/Paris", "2026-10-25", "02:00-03:00", "2026-10-25T02:00:00+02:00", "2h0m0s"},
		{"Europe/Paris", "2026-10-24", "22:00-02:00", "2026-10-24T22:00:00+02:00", "4h0m0s"},
		{"Europe/Paris", "2026-10-24", "22:00-02:00:01", "2026-10-24T22:00:00+02:00", "5h0m1s"},
		{"Europe/Paris", "2026-10-25", "01:00-01:59:59", "2026-10-25T01:00:00+02:00", "59m59s"},
		{"Europe/Paris", "2026-10-25", "03:00-04:00", "2026-10-25T03:00:00+01:00", "1h0m0s"},
		{"Europe/Paris", "2026-10-24", "22:00-06:00", "2026-10-24T22:00:00+02:00", "9h0m0s"},
		{"America/Havana", "2026-10-31", "00:00-24:00", "2026-10-31T00:00:00-04:00", "24h0m0s"},
		{"America/Havana", "2026-10-31", "22:00-00:00", "2026-10-31T22:00:00-04:00", "2h0m0s"},
		{"America/Havana", "2026-11-01", "00:00-24:00", "2026-11-01T00:00:00-04:00", "25h0m0s"},
		{"America/Havana", "2026-11-01", "00:00-00:30", "2026-11-01T00:00:00-04:00", "1h30m0s"},
		{"America/Havana", "2026-03-07", "22:00-24:00", "2026-03-07T22:00:00-05:00", "2h0m0s"},
		{"America/Sao_Paulo", "2018-11-04", "00:00-01:00", "", "0s"},
		{"America/Sao_Paulo", "2018-11-04", "00:00-24:00", "2018-11-04T01:00:00-02:00", "23h0m0s"},
		{"America/Sao_Paulo", "2018-02-17", "22:00-24:00", "2018-02-17T22:00:00-02:00", "3h0m0s"},
		{"America/Sao_Paulo", "2018-02-17", "22:00-23:30", "2018-02-17T22:00:00-02:00", "2h30m0s"},
		{"America/Sao_Paulo", "2018-02-17", "23:00-00:30", "2018-02-17T23:00:00-02:00", "2h30m0s"},
		{"America/St_Johns", "2006-10-28", "22:00-24:00", "2006-10-28T22:00:00-02:30", "2h0m0s"},
		{"America/St_Johns", "2006-10-28", "22:00-00:00:30", "2006-10-28T22:00:00-02:30", "3h0m30s"},
		{"Asia/Beirut", "2026-03-29", "00:00-00:30", "", "0s"},
		{"Pacific/Apia", "2011-12-30", "00:00-24:00", "", "0s"},
		{"Pacific/Apia", "2011-12-29", "22:00-06:00", "2011-12-29T22:00:00-10:00", "2h0m0s"},
		{"Australia/Lord_Howe", "2026-10-04", "01:00-02:15", "2026-10-04T01:00:00+10:30", "1h0m0s"},
		{"Australia/Lord_Howe", "2026-04-05", "01:30-02:00", "2026-04-05T01:30:00+11:00", "1h0m0s"},
		{"Asia/Kathmandu", "1986-01-01", "00:00-00:30", "1986-01-01T00:15:00+05:45", "15m0s"},
	} {
		s := calendar.Schedule{Zone: x.zone, Exceptions: []calendar.Exception{{Date: date(x.day), Open: open(x.span)}}}
		c := compile(t, s)
		got, err := c.Between(c.Window().Start, c.Window().End)
		require.NoError(t, err)
		assert.Equal(t, x.lasts, got.String(), "%v", x)
		if x.start != "" {
			start, err := c.NextOpen(c.Window().Start)
			require.NoError(t, err)
			assert.Equal(t, x.start, start.Format(time.RFC3339), "%v", x)
		}
	}
}

// TestNightIntoOtherHours checks a night that runs into the hours of a date with
// rules of its own: what both cover counts once.
func TestNightIntoOtherHours(t *testing.T) {
	s := calendar.Schedule{Zone: "UTC"}
	add(&s, calendar.On(time.Friday), "22:00-06:00")
	s.Exceptions = []calendar.Exception{
		{Date: date("2026-05-02"), Open: open("02:00-03:00", "05:00-07:00")},
		{Date: date("2026-05-09"), Open: open("06:00-07:00")},
		{Date: date("2026-05-16"), Open: open("02:00-03:00")},
	}
	got, err := compile(t, s).Open(at(t, "2026-05-01T00:00:00Z"), at(t, "2026-05-17T00:00:00Z"))
	require.NoError(t, err)
	var text []string
	for x := range got {
		text = append(text, x.Start.Format("02T15:04-")+x.End.Format("02T15:04"))
	}
	assert.Equal(t, []string{"01T22:00-02T07:00", "08T22:00-09T07:00", "15T22:00-16T06:00"}, text)
}

func TestCompileKeepsNothing(t *testing.T) {
	s := calendar.OfficeHours()
	s.Exceptions = []calendar.Exception{{Date: date("2026-05-04"), Open: open("10:00-11:00")}}
	c := compile(t, s)
	s.Hours[0].Open[0] = calendar.Span{Start: 0, End: calendar.Midnight24}
	s.Exceptions[0].Open[0] = calendar.Span{Start: 0, End: calendar.Midnight24}
	d, err := c.Between(at(t, "2026-05-04T00:00"), at(t, "2026-05-06T00:00"))
	require.NoError(t, err)
	assert.Equal(t, 10*time.Hour, d)
	days, err := c.WorkingDays(calendar.MustParseMonth("2026-05"))
	require.NoError(t, err)
	assert.Len(t, days, 17)
}

// TestCompileIsSmall bounds what compiling 150 years allocates, all told.
func TestCompileIsSmall(t *testing.T) {
	s := calendar.OfficeHours()
	s.FirstYear, s.LastYear = 1950, 2099
	for _, schedule := range []calendar.Schedule{s, {Zone: "Europe/Paris", FirstYear: 1950, LastYear: 2099, Hours: calendar.AlwaysOpen("").Hours}} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		c := compile(t, schedule)
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(c)
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1<<20))
	}
}
