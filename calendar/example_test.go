package calendar_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"testing/fstest"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"

	"github.com/palier-go/palier/calendar"
)

// office is Monday to Friday, 09:00–18:00 in Paris, except French holidays.
func office() *calendar.Calendar {
	c, err := calendar.Compile(calendar.OfficeHours())
	if err != nil {
		log.Fatal(err)
	}
	return c
}

func parse(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		log.Fatal(err)
	}
	return t
}

func Example() {
	c, err := calendar.Compile(calendar.OfficeHours())
	if err != nil {
		log.Fatal(err)
	}
	declared := parse("2026-10-23T16:00:00+02:00") // the clocks change on Sunday
	deadline, err := c.Add(declared, 4*time.Hour)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(deadline)
	// Output: 2026-10-26 11:00:00 +0100 CET
}

func ExampleCompile() {
	var s calendar.Schedule
	err := json.Unmarshal([]byte(`{
		"zone": "Europe/Paris",
		"hours": [
			{"days": "mon-fri", "open": ["09:00-12:00", "14:00-18:00"]},
			{"days": "fri,sat", "open": ["22:00-02:00"]}
		],
		"holidays": {"code": "FR"},
		"exceptions": [{"date": "2026-12-24", "open": ["09:00-12:00"], "reason": "Christmas Eve"}]
	}`), &s)
	if err != nil {
		log.Fatal(err)
	}
	c, err := calendar.Compile(s)
	if err != nil {
		log.Fatal(err)
	}
	d, err := c.Between(parse("2026-12-24T00:00:00+01:00"), parse("2026-12-28T00:00:00+01:00"))
	fmt.Println(d, err)
	// Output: 7h0m0s <nil>
}

func ExampleCompile_faults() {
	_, err := calendar.Compile(calendar.Schedule{
		Zone:       "Europe/Pariss",
		Hours:      []calendar.Hours{{Days: calendar.Weekdays, Open: []calendar.Span{{Start: calendar.At(9, 0), End: calendar.At(9, 0)}}}},
		Exceptions: []calendar.Exception{{Date: calendar.Date{Year: 2026, Month: 2, Day: 30}}},
	})
	fmt.Println(err)
	// Output:
	// zone: is not in this machine's zone database (got "Europe/Pariss")
	// hours[0].open[0]: must be two different times of day such as "09:00-18:00" (got "09:00-09:00")
	// exceptions[0].date: is not a date that exists (got "2026-02-30")
}

func ExampleFieldError() {
	s := calendar.OfficeHours()
	s.Hours[0].Until = calendar.Date{Year: 2026, Month: 2, Day: 30}
	var fault *calendar.FieldError
	if errors.As(s.Validate(), &fault) {
		fmt.Println(fault.Field, fault.Value)
		fmt.Println(fault.Reason)
	}
	// Output:
	// hours[0].until 2026-02-30
	// is not a date that exists
}

func ExampleAlwaysOpen() {
	c, err := calendar.Compile(calendar.AlwaysOpen("Europe/Paris"))
	if err != nil {
		log.Fatal(err)
	}
	weekend := calendar.Interval{Start: parse("2026-10-24T00:00:00+02:00"), End: parse("2026-10-26T00:00:00+01:00")}
	d, err := c.Between(weekend.Start, weekend.End)
	fmt.Println(d, err)
	// Output: 49h0m0s <nil>
}

func ExampleOfficeHours() {
	s := calendar.OfficeHours()
	s.Exceptions = append(s.Exceptions, calendar.Exception{Date: calendar.MustParseDate("2026-05-15"), Reason: "bridge"})
	c, err := calendar.Compile(s)
	if err != nil {
		log.Fatal(err)
	}
	open, err := c.IsOpen(parse("2026-05-15T10:00:00+02:00"))
	fmt.Println(open, err)
	// Output: false <nil>
}

func ExampleSchedule() {
	s := calendar.AlwaysOpen("Indian/Reunion")
	s.Holidays.Code = "FR-974"
	s.Exceptions = []calendar.Exception{{Date: calendar.MustParseDate("2026-12-20"), Usual: true}}
	b, err := json.Marshal(s)
	fmt.Println(string(b), err)
	// Output: {"zone":"Indian/Reunion","hours":[{"days":"mon-sun","open":["00:00-24:00"]}],"holidays":{"code":"FR-974"},"exceptions":[{"date":"2026-12-20","usual":true}]} <nil>
}

func ExampleSchedule_extra() {
	s := calendar.OfficeHours()
	s.Zone, s.Holidays = "Europe/London", calendar.HolidaySet{}
	s.Extra = append([]*cal.Holiday{{Name: "Founders' day", Month: time.June, Day: 10, Func: cal.CalcDayOfMonth}}, gb.Holidays...)
	c, err := calendar.Compile(s)
	if err != nil {
		log.Fatal(err)
	}
	days, err := c.WorkingDays(calendar.MustParseMonth("2026-06"))
	fmt.Println(len(days), err)
	// Output: 21 <nil>
}

func ExampleLoadLocation() {
	loc, err := calendar.LoadLocation("Europe/Paris")
	fmt.Println(loc, err)
	_, err = calendar.LoadLocation("Local")
	fmt.Println(err)
	// Output:
	// Europe/Paris <nil>
	// zone: must be an IANA zone name such as "Europe/Paris" (got "Local")
}

func ExampleCalendar_IsOpen() {
	open, err := office().IsOpen(parse("2026-07-15T08:30:00Z")) // 10:30 in Paris
	fmt.Println(open, err)
	// Output: true <nil>
}

func ExampleCalendar_Between() {
	c := office()
	may := calendar.MustParseMonth("2026-05").Interval(c.Location())
	d, err := c.Between(may.Start, may.End)
	fmt.Println(d, err)
	// Output: 153h0m0s <nil>
}

func ExampleCalendar_Add() {
	c := office()
	closing, _ := c.Add(parse("2026-10-01T09:00:00+02:00"), 9*time.Hour)
	before, _ := c.Add(parse("2026-05-04T11:00:00+02:00"), -4*time.Hour)
	fmt.Println(closing)
	fmt.Println(before)
	// Output:
	// 2026-10-01 18:00:00 +0200 CEST
	// 2026-04-30 16:00:00 +0200 CEST
}

func ExampleCalendar_NextOpen() {
	next, err := office().NextOpen(parse("2026-12-24T23:30:00Z"))
	fmt.Println(next, err)
	// Output: 2026-12-28 09:00:00 +0100 CET <nil>
}

func ExampleCalendar_PrevOpen() {
	prev, err := office().PrevOpen(parse("2026-12-24T23:30:00Z"))
	fmt.Println(prev, err)
	// Output: 2026-12-24 18:00:00 +0100 CET <nil>
}

func ExampleCalendar_NextClosing() {
	closing, err := office().NextClosing(parse("2026-12-24T23:30:00Z"))
	fmt.Println(closing, err)
	// Output: 2026-12-28 18:00:00 +0100 CET <nil>
}

func ExampleCalendar_LastClosing() {
	closing, err := office().LastClosing(parse("2026-12-28T10:00:00Z"))
	fmt.Println(closing, err)
	// Output: 2026-12-24 18:00:00 +0100 CET <nil>
}

func ExampleCalendar_NextChange() {
	from := parse("2026-12-24T23:30:00Z")
	for _, until := range []string{"2026-12-28T07:59:59Z", "2026-12-28T08:00:00Z"} {
		fmt.Println(office().NextChange(from, parse(until)))
	}
	// Output:
	// 0001-01-01 00:00:00 +0000 UTC false <nil>
	// 2026-12-28 09:00:00 +0100 CET true <nil>
}

func ExampleCalendar_Open() {
	open, err := office().Open(parse("2026-05-13T12:00:00+02:00"), parse("2026-05-16T00:00:00+02:00"))
	if err != nil {
		log.Fatal(err)
	}
	for x := range open {
		fmt.Println(x.Start.Format("Mon 15:04"), x.Duration())
	}
	// Output:
	// Wed 12:00 6h0m0s
	// Fri 09:00 9h0m0s
}

func ExampleCalendar_Holidays() {
	hs, err := office().Holidays(calendar.MustParseDate("2008-05-01"))
	for _, h := range hs {
		fmt.Printf("%s / %s (%s)\n", h.FR, h.EN, h.Basis)
	}
	fmt.Println(err)
	// Output:
	// Fête du Travail / Labour Day (Code du travail, art. L3133-1 et L3133-4 ; loi n° 47-778 du 30 avril 1947)
	// Ascension / Ascension Day (Code du travail, art. L3133-1 ; arrêté du 29 germinal an X (19 avril 1802))
	// <nil>
}

func ExampleHolidaySet_Year() {
	hs, err := calendar.HolidaySet{Code: "FR-67", GoodFriday: true}.Year(2026)
	fmt.Println(len(hs), err)
	fmt.Println(hs[1].Date, hs[1].EN)
	// Output:
	// 13 <nil>
	// 2026-04-03 Good Friday
}

// Holidays of several countries, from JSON alone.
func ExampleHolidaySet() {
	var set calendar.HolidaySet
	if err := json.Unmarshal([]byte(`{"code": "FR-57,LU"}`), &set); err != nil {
		fmt.Println(err)
		return
	}
	year, err := set.Year(2026)
	for _, h := range year[5:9] {
		fmt.Println(h.Date, h.EN)
	}
	fmt.Println(err)
	// Output:
	// 2026-05-14 Ascension Day
	// 2026-05-25 Whit Monday
	// 2026-06-23 National Day
	// 2026-07-14 Bastille Day
	// <nil>
}

func ExampleHolidayCodes() {
	codes := calendar.HolidayCodes()
	fmt.Println(len(codes), codes[:5])
	// Output: 105 [FR FR-57 FR-67 FR-68 FR-6AE]
}

func ExampleCalendar_Due() {
	waiting := []calendar.Pause{{Start: parse("2026-07-10T17:00:00+02:00"), End: parse("2026-07-15T10:00:00+02:00"), Reason: "waiting for the customer"}}
	due, err := office().Due(parse("2026-07-10T15:00:00+02:00"), 8*time.Hour, waiting)
	fmt.Println(due, err)

	waiting[0].End = time.Time{} // the customer has not answered yet
	_, err = office().Due(parse("2026-07-10T15:00:00+02:00"), 8*time.Hour, waiting)
	var paused *calendar.PausedError
	fmt.Println(errors.As(err, &paused), paused.Left)
	// Output:
	// 2026-07-15 16:00:00 +0200 CEST <nil>
	// true 6h0m0s
}

func ExampleCalendar_Elapsed() {
	waiting := []calendar.Pause{{Start: parse("2026-07-10T17:00:00+02:00"), End: parse("2026-07-15T10:00:00+02:00")}}
	d, err := office().Elapsed(parse("2026-07-10T15:00:00+02:00"), parse("2026-07-15T16:00:00+02:00"), waiting)
	fmt.Println(d, err)
	// Output: 8h0m0s <nil>
}

func ExampleCalendar_Explain() {
	why, err := office().Explain(parse("2026-07-13T17:00:00+02:00"), parse("2026-07-15T10:00:00+02:00"), nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range why {
		fmt.Print(s.Date, " ", s.Interval.Duration(), " ", s.Why)
		for _, h := range s.Holidays {
			fmt.Print(" ", h.EN)
		}
		fmt.Println()
	}
	// Output:
	// 2026-07-13 1h0m0s counted
	// 2026-07-13 6h0m0s closed_hours
	// 2026-07-14 24h0m0s on_holiday Bastille Day
	// 2026-07-15 9h0m0s closed_hours
	// 2026-07-15 1h0m0s counted
}

func ExampleCalendar_WorkingDays() {
	days, err := office().WorkingDays(calendar.MustParseMonth("2026-05"))
	fmt.Println(len(days), days[0], err)
	// Output: 17 2026-05-04 <nil>
}

func ExampleCalendar_Window() {
	c := office()
	fmt.Println(c.Window().Start)
	_, err := c.IsOpen(parse("2150-01-01T12:00:00Z"))
	var outside *calendar.RangeError
	fmt.Println(errors.As(err, &outside))
	// Output:
	// 1970-01-01 00:00:00 +0100 CET
	// true
}

func ExampleCalendar_Location() {
	c := office()
	t := parse("2026-07-15T08:30:00Z").In(c.Location())
	fmt.Println(c.Location(), t.Format(time.TimeOnly), calendar.DateOf(t))
	// Output: Europe/Paris 10:30:00 2026-07-15
}

// The machine's zone database changes with its updates. One that a program carries does not:
// os.DirFS, a *zip.Reader of Go's lib/time/zoneinfo.zip, or an embed.FS.
func ExampleCompileIn() {
	zones, err := calendar.NewZones(fstest.MapFS{}) // an empty one, here
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = calendar.CompileIn(calendar.OfficeHours(), zones)
	fmt.Println(err)
	// Output:
	// zone: cannot be read from the zone database that was given: open Europe/Paris: file does not exist (got "Europe/Paris")
}

func ExampleNewZones() {
	zones, err := calendar.NewZones(os.DirFS("/usr/share/zoneinfo"))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = zones.Load("Local")
	fmt.Println(err)
	// Output:
	// zone: must be an IANA zone name such as "Europe/Paris" (got "Local")
}

func ExampleZones_Load() {
	var machine *calendar.Zones // nil is the machine's
	paris, err := machine.Load("Europe/Paris")
	fmt.Println(paris, err)
	// Output:
	// Europe/Paris <nil>
}
