package calendar

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"github.com/rickar/cal/v2"

	"github.com/palier-go/palier/internal/civil"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/holidays"
)

const maxExtra = 200

// addExtra adds the caller's own holidays on the dates on which they are
// observed, or says what is wrong with them.
func (p *plan) addExtra(extra []*cal.Holiday) error {
	var l fault.List
	if len(extra) > maxExtra {
		l.Add("extra", len(extra), "must have at most 200 holidays")
		return l.Err()
	}
	for i, h := range extra {
		at := fault.Index("extra", i)
		if h == nil {
			l.Add(at, nil, "must not be nil")
			continue
		}
		own := ownHoliday{Holiday: *h, rule: ruleOf(h.Func)}
		if err := own.check(); err != nil {
			l.In(at, err)
			continue
		}
		name := Holiday{Key: own.Name, FR: own.Name, EN: own.Name, FirstYear: own.StartYear, LastYear: own.EndYear}
		if own.Name == "" {
			name.Key, name.FR, name.EN = "holiday", "jour férié", "holiday"
		}
		p.names = append(p.names, name)
		// One that is observed over New Year's Eve belongs to a year beside.
		for year := dateOfNumber(p.from).Year; year <= dateOfNumber(p.end).Year; year++ {
			day, ok, err := own.observed(year)
			if err != nil {
				l.In(at, err)
				break
			}
			if ok {
				p.holidays = append(p.holidays, holidays.Day{Number: day, Holiday: len(p.names) - 1})
			}
		}
	}
	slices.SortStableFunc(p.holidays, func(a, b holidays.Day) int { return cmp.Compare(a.Number, b.Number) })
	return l.Err()
}

// An ownHoliday is a copy of a caller's holiday, for as long as compiling takes.
// Its dates are worked out here wherever its rule is one of rickar/cal's: theirs
// go through cal.DefaultLoc, which anybody can change and in which a date need
// not have a midnight.
type ownHoliday struct {
	cal.Holiday
	rule holidayRule
}

type holidayRule int

const (
	callersRule holidayRule = iota
	dayOfMonth
	weekdayOfMonth
	weekdayFrom
	easterOffset
)

func ruleOf(f cal.HolidayFn) holidayRule {
	if f == nil {
		return callersRule
	}
	switch reflect.ValueOf(f).Pointer() {
	case reflect.ValueOf(cal.CalcDayOfMonth).Pointer():
		return dayOfMonth
	case reflect.ValueOf(cal.CalcWeekdayOffset).Pointer():
		return weekdayOfMonth
	case reflect.ValueOf(cal.CalcWeekdayFrom).Pointer():
		return weekdayFrom
	case reflect.ValueOf(cal.CalcEasterOffset).Pointer():
		return easterOffset
	}
	return callersRule
}

func (h *ownHoliday) check() error {
	const maxOffset = 1000
	var l fault.List
	checkText(&l, "name", h.Name)
	l.Check(h.Func != nil, "func", nil, "must be set, for without it the holiday never comes")
	l.Check(within(h.CalcOffset, maxOffset), "calc_offset", h.CalcOffset, "must be at most 1000 days")
	l.Check(within(h.Offset, maxOffset), "offset", h.Offset, "must be at most 1000")
	l.Check(h.Weekday >= time.Sunday && h.Weekday <= time.Saturday, "weekday", int(h.Weekday), "is not a day of the week")
	if h.rule == dayOfMonth || h.rule == weekdayFrom {
		l.Check(h.Month >= 1 && h.Month <= 12 && h.Day >= 1 && h.Day <= 31, "day", h.Day, "is not a day of a month")
	}
	if h.rule == weekdayOfMonth {
		l.Check(h.Month >= 1 && h.Month <= 12, "month", int(h.Month), "is not a month")
	}
	for i, o := range h.Observed {
		l.Check(within(o.Offset, maxOffset), fault.Index("observed", i), o.Offset, "must be at most 1000 days")
	}
	return l.Err()
}

func within(n, limit int) bool { return n >= -limit && n <= limit }

// observed returns the Date.number on which the holiday of a year is observed.
func (h *ownHoliday) observed(year int) (day int64, ok bool, err error) {
	if year < h.StartYear || h.EndYear > 0 && year > h.EndYear || slices.Contains(h.Except, year) {
		return 0, false, nil
	}
	if day, ok, err = h.falls(year); !ok {
		return 0, false, err
	}
	day += int64(h.CalcOffset)
	for _, o := range h.Observed {
		if o.Day == civil.Weekday(day) {
			return day + int64(o.Offset), true, nil
		}
	}
	return day, true, nil
}

// falls returns the day that the holiday's rule gives for a year.
func (h *ownHoliday) falls(year int) (day int64, ok bool, err error) {
	switch h.rule {
	case dayOfMonth:
		return civil.Normal(year, h.Month, h.Day), true, nil
	case weekdayOfMonth:
		first := civil.Normal(year, h.Month, 1)
		if h.Offset < 0 {
			first = civil.Normal(year, h.Month+1, 0)
		}
		return civil.Nth(first, h.Weekday, h.Offset), h.Offset != 0, nil
	case weekdayFrom:
		return civil.Nth(civil.Normal(year, h.Month, h.Day), h.Weekday, h.Offset), h.Offset != 0, nil
	case easterOffset:
		if h.Julian {
			return holidays.JulianEaster(year) + int64(h.Offset), true, nil
		}
		return holidays.Easter(year) + int64(h.Offset), true, nil
	default:
		return h.call(year)
	}
}

// call asks the caller's own rule. What it returns is the start of a day by
// contract; if its zone has no midnight on that day, time.Date may have made
// it up to two hours of the day before.
func (h *ownHoliday) call(year int) (day int64, ok bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			day, ok, err = 0, false, fault.New("func", year, "panics for this year")
		}
	}()
	private := h.Holiday
	private.Except, private.Observed = slices.Clone(h.Except), slices.Clone(h.Observed)
	t := h.Func(&private, year)
	if t.IsZero() {
		return 0, false, nil
	}
	return DateOf(t.Add(2 * time.Hour)).number(), true, nil
}
