// Package calendar says when somebody is there: civil dates and months, intervals of real time, opening hours
// with public holidays, and how much open time lies between two instants, however far apart, in constant
// time.
//
// # Asking
//
// A [Calendar] is compiled once and can then be asked from any goroutine. This one is open from Monday to
// Friday, 09:00 to 18:00 in Paris, except on the public holidays of France:
//
//	office, err := calendar.Compile(calendar.OfficeHours())
//
//	open, err := office.IsOpen(now)                    // is somebody there?
//	next, err := office.NextOpen(now)                  // when will somebody be?
//	worked, err := office.Between(start, end)          // how much working time was that?
//	deadline, err := office.Add(declared, 4*time.Hour) // when will four hours of it have passed?
//
// Four hours from Friday at 16:00 are over on Monday at 11:00. An instant may be given in any location: hours
// are on the clock of the calendar's zone, and so are the instants that come back. The caller passes every
// instant; nothing here reads a clock.
//
// # Schedules
//
// A [Schedule] is plain data: weekly hours on the wall clock of a zone, public holidays, dates with rules of
// their own. [OfficeHours] and [AlwaysOpen] are two to start from. A shop with a lunch break, and longer
// hours from next year on, is
//
//	calendar.Schedule{
//		Zone: "Europe/Paris",
//		Hours: []calendar.Hours{
//			{Days: calendar.Weekdays, Open: []calendar.Span{morning, afternoon}, Until: newYear},
//			{Days: calendar.EveryDay, Open: []calendar.Span{morning, longAfternoon}, From: newYear},
//		},
//		Holidays:   calendar.HolidaySet{Code: "FR"},
//		Exceptions: []calendar.Exception{{Date: christmasEve, Open: []calendar.Span{morning}, Reason: "Christmas Eve"}},
//	}
//
// where morning is calendar.Span{Start: calendar.At(9, 0), End: calendar.At(12, 0)} and newYear is
// calendar.MustParseDate("2027-01-01"). As JSON, with late hours on two nights of the week, the same kind of
// thing is
//
//	{"zone": "Europe/Paris",
//	 "hours": [{"days": "mon-fri", "open": ["09:00-12:00", "14:00-18:00"]},
//	           {"days": "fri,sat", "open": ["22:00-02:00"]}],
//	 "holidays": {"code": "FR"},
//	 "exceptions": [{"date": "2026-12-24", "open": ["09:00-12:00"], "reason": "Christmas Eve"}]}
//
// # Which rule holds on a date
//
// An exception goes before a holiday, and a holiday before the weekly hours. Of several exceptions each acts
// on what those before it made of the day, and one of that single date comes last. A span belongs to the date
// on which it starts: a night that began on the eve of a holiday runs to its end, and none begins on the
// holiday itself. If a night runs into a morning of other rules, time counts once; in the weekly hours
// themselves that is a fault.
//
// # Several calendars as one
//
// A schedule can have layers: hours of other zones, with holidays and exceptions of their own, that are
// combined with its own hours one after the other. Two offices that follow the sun are
//
//	{"zone": "Europe/Paris",
//	 "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}],
//	 "holidays": {"code": "FR"},
//	 "layers": [{"op": "union", "zone": "America/Montreal", "reason": "Montréal",
//	             "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}]}]}
//
// The zone of the calendar, its years, dates and holidays stay those of the schedule itself; a holiday or an
// exception of a layer only says what is open in that layer. What is open has no spans any more: a working
// day is then a date of the schedule's zone of which some time is open, and closes when the last of that
// ends, at midnight at the latest.
//
// # Working days
//
// A working day is a date on which something opens: at least one span that starts on it lasts for some real
// time. A night makes none of the date on which it ends, and what an exception leaves of a night, if only its
// end, counts for the date on which it would have started. Working days are counted as hours are, in constant
// time:
//
//	due, err := office.AddWorkingDays(date, 5)            // the fifth after date
//	n, err := office.WorkingDaysBetween(from, until)      // from included, until not
//	first, err := office.WorkingDay(month, 1)             // of a month; -1 is the last
//	next, err := office.NextWorkingDay(date)              // date itself if it is one
//	deadline, err := office.CloseOfBusiness(received, 5)  // "5 working days, by the close"
//
// The date from which they are counted is the zeroth, whether or not it is a working day: one working day
// after a Friday, a Saturday or a Sunday is Monday.
//
// # When the clocks change
//
// Every interval is half-open, [start, end): at 18:00:00 it is closed, a nanosecond before it is open. Open
// time is real elapsed time, also across a change of the clocks (D3). A span lasts from the first instant at
// which the clock has reached its start to the last up to which it has not reached its end:
//
// - in a spring gap, an end point moves to the end of the gap, so that a span that lies in the gap is no time
// at all; - in an autumn fold, a start is the first occurrence and an end the second. An end at which the
// fold begins is not in it: if 02:00 to 03:00 is repeated, 22:00-02:00 lasts four hours, 02:00-03:00 two, and
// together they count nothing twice; - 24:00, and the 00:00 at which a night ends, is the first instant of
// the next date, even if midnight comes twice or not at all.
//
// # Clocks that pause
//
// [Calendar.Elapsed] and [Calendar.Due] are the clock of a service level: open time outside pauses, such as
// the time a customer takes to answer (D18). [Calendar.Explain] accounts for every part of a range and says
// why it counted or did not.
//
// # Holidays
//
// A [HolidaySet] has the public holidays of France and its territories, with names in two languages, legal
// basis and years, and those of other countries and their parts: "BE", "CH-GE", "DE-BY", or several at once,
// "FR,BE". docs/holidays.md says in what they differ from those of rickar/cal.
//
// Other holidays are *[cal.Holiday] values in Schedule.Extra. If one follows one of rickar/cal's own rules
// (CalcDayOfMonth, CalcWeekdayOffset, CalcWeekdayFrom, CalcEasterOffset), its dates are computed here, so
// that no variable of that package has an influence; an offset may lead over New Year, and Orthodox Easter
// is right in all years. Another Func is called once for each year while compiling; a panic in it is a
// fault of the schedule.
//
// # Zones
//
// Zones are IANA names, from the machine's zone database ([LoadLocation]; Europe/Paris is in the binary
// too) or from one that the program carries, which no update of the machine changes ([NewZones],
// [CompileIn]).
//
// # Errors, limits, JSON and columns
//
// Bad input is one or more [*FieldError] values that name the field; they come joined. A question without an
// answer has a [*RangeError] or, of a clock that stands still, a [*PausedError]. A schedule covers at most
// 200 years within 1583 to 9998 and has at most 100 entries of hours, 24 spans in each, 10 000 exceptions, of
// which 100 cover more than a date, 24 layers with as many each, and 200 extra holidays. A week has at most 2
// 400 spans and the exceptions that cover more than a date 100 closed parts, those of the layers included. A
// question takes at most 10 000 pauses.
//
// Schedules and values go through encoding/json and back, and what implements [driver.Valuer] stands in a
// column as the same text, never as NULL. What is unknown, not Valid or refused by Validate is refused
// when read, all faults together; what is not Valid also when written. Values can be used from any
// goroutine as long as nobody changes them.
package calendar
