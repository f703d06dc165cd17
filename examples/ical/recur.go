package main

import (
	"slices"
	"strconv"
	"time"

	"github.com/palier-go/palier/calendar"
)

// maxSteps bounds the work on all recurrences of a feed: the periods that are looked
// at and what their lists ask for.
const maxSteps = 1_000_000

// recur returns the times of a rule on the dates from first to last, in order. Only those
// periods are looked at, but all from the start on if a rule counts.
func (r *reader) recur(u *rule, start moment, first, last calendar.Date) ([]moment, error) {
	k := 0
	if u.count == 0 {
		k = u.periodBefore(first)
	}
	var found []moment
	for n := 0; ; k++ {
		begin, dates := u.period(k)
		if begin.Compare(last) > 0 {
			return found, nil
		}
		if r.steps += u.cost() + len(dates); r.steps > maxSteps {
			return nil, u.fault(u.value, "makes more than "+strconv.Itoa(maxSteps)+" steps together with those before it")
		}
		for _, d := range dates {
			if d.Compare(u.start) < 0 || u.count == 0 && d.Compare(first) < 0 {
				continue
			}
			if d.Compare(last) > 0 {
				return found, nil
			}
			m, within, err := u.at(start, d)
			if err != nil || !within {
				return found, err
			}
			if n++; u.count > 0 && n > u.count {
				return found, nil
			}
			if d.Compare(first) >= 0 {
				found = append(found, m)
			}
		}
	}
}

// at returns the time of a rule on one of its dates, and whether it is within UNTIL.
func (u *rule) at(start moment, d calendar.Date) (m moment, within bool, err error) {
	if m, err = start.moved(d); err != nil {
		return m, false, u.fault(u.value, "on "+d.String()+": "+err.Error())
	}
	switch {
	case u.ends && m.at.After(u.maybe):
		return m, false, nil
	case u.ends && m.at.After(u.sure):
		return m, false, u.fault(u.value, "UNTIL leaves open whether "+d.String()+" is within it: it is not of the form of DTSTART")
	case !m.exists:
		return m, false, u.fault(u.value, "has a time on "+d.String()+" that clocks there do not show")
	}
	return m, true, nil
}

// has reports whether a rule has its own start.
func (u *rule) has(start moment) (bool, error) {
	if _, dates := u.period(0); !slices.Contains(dates, u.start) {
		return false, nil
	}
	_, within, err := u.at(start, u.start)
	return within, err
}

// cost is the work of a period, but for its dates.
func (u *rule) cost() int {
	return 1 + max(1, len(u.months))*(len(u.monthDays)+len(u.weekdays)) + len(u.positions)
}

// periodBefore returns the last period that begins on a date or before it, and the first
// where none does.
func (u *rule) periodBefore(d calendar.Date) int {
	between := 0
	switch u.freq {
	case everyYear:
		between = d.Year - u.start.Year
	case everyMonth:
		between = monthsOf(d) - monthsOf(u.start)
	case everyWeek:
		between = daysFrom(u.start, d) / 7
	case everyDay:
		between = daysFrom(u.start, d)
	}
	return max(0, between/u.interval)
}

// period returns the date on which the k-th period of a rule begins, and its dates in
// order. The start is in the period 0.
func (u *rule) period(k int) (begin calendar.Date, dates []calendar.Date) {
	switch k *= u.interval; u.freq {
	case everyYear:
		begin = calendar.Date{Year: u.start.Year + k, Month: time.January, Day: 1}
		dates = u.inYear(begin.Year)
	case everyMonth:
		month := monthsOf(u.start) + k
		begin = calendar.Date{Year: month / 12, Month: time.Month(month%12 + 1), Day: 1}
		if u.hasMonth(begin.Month) {
			dates = u.inMonth(begin)
		}
	case everyWeek:
		into := int(u.start.Weekday()-u.weekStart+7) % 7
		begin = u.start.AddDays(7*k - into)
		for i := range 7 {
			if d := begin.AddDays(i); u.hasMonth(d.Month) && (u.hasWeekday(d) || len(u.weekdays) == 0 && i == into) {
				dates = append(dates, d)
			}
		}
	case everyDay:
		begin = u.start.AddDays(k)
		if u.hasMonth(begin.Month) && u.hasMonthDay(begin) && (len(u.weekdays) == 0 || u.hasWeekday(begin)) {
			dates = append(dates, begin)
		}
	}
	return begin, u.positioned(dates)
}

// inYear returns the dates of a rule by the year. A weekday is counted within the month
// if BYMONTH says which, else within the year.
func (u *rule) inYear(year int) (dates []calendar.Date) {
	if len(u.weekdays) > 0 && len(u.months)+len(u.monthDays) == 0 {
		begin := calendar.Date{Year: year, Month: time.January, Day: 1}
		return u.weekdaysIn(begin, calendar.Date{Year: year + 1, Month: time.January, Day: 1})
	}
	months := u.months
	if len(months) == 0 {
		months = []int{int(u.start.Month)}
	}
	for _, m := range months {
		dates = append(dates, u.inMonth(calendar.Date{Year: year, Month: time.Month(m), Day: 1})...)
	}
	return dates
}

// inMonth returns the dates of a rule in the month that begins on a date.
func (u *rule) inMonth(begin calendar.Date) (dates []calendar.Date) {
	next := begin.AddDays(31)
	next.Day = 1
	if len(u.weekdays) > 0 && len(u.monthDays) == 0 {
		return u.weekdaysIn(begin, next)
	}
	days := u.monthDays
	if len(days) == 0 {
		days = []int{u.start.Day}
	}
	for _, n := range days {
		d := begin.AddDays(n - 1)
		if n < 0 {
			d = next.AddDays(n)
		}
		if d.Month == begin.Month && (len(u.weekdays) == 0 || u.hasWeekday(d)) {
			dates = append(dates, d)
		}
	}
	return sorted(dates)
}

// weekdaysIn returns the weekdays of a rule from a date to before another.
func (u *rule) weekdaysIn(from, to calendar.Date) (dates []calendar.Date) {
	for _, w := range u.weekdays {
		first := from.AddDays(int(w.day-from.Weekday()+7) % 7)
		last := to.AddDays(-1 - int(to.AddDays(-1).Weekday()-w.day+7)%7)
		switch {
		case w.n == 0:
			for d := first; d.Compare(to) < 0; d = d.AddDays(7) {
				dates = append(dates, d)
			}
		case w.n > 0:
			if d := first.AddDays(7 * (w.n - 1)); d.Compare(to) < 0 {
				dates = append(dates, d)
			}
		default:
			if d := last.AddDays(7 * (w.n + 1)); d.Compare(from) >= 0 {
				dates = append(dates, d)
			}
		}
	}
	return sorted(dates)
}

// positioned returns the dates that BYSETPOS asks for, all if it is not there.
func (u *rule) positioned(dates []calendar.Date) []calendar.Date {
	if len(u.positions) == 0 {
		return dates
	}
	var chosen []calendar.Date
	for _, n := range u.positions {
		if n < 0 {
			n += len(dates) + 1
		}
		if n > 0 && n <= len(dates) {
			chosen = append(chosen, dates[n-1])
		}
	}
	return sorted(chosen)
}

func (u *rule) hasMonth(m time.Month) bool {
	return len(u.months) == 0 || slices.Contains(u.months, int(m))
}

func (u *rule) hasMonthDay(d calendar.Date) bool {
	days := daysFrom(d, calendar.Date{Year: d.Year, Month: d.Month + 1, Day: 1}) + d.Day - 1
	return len(u.monthDays) == 0 || slices.Contains(u.monthDays, d.Day) || slices.Contains(u.monthDays, d.Day-days-1)
}

func (u *rule) hasWeekday(d calendar.Date) bool {
	return slices.Contains(u.weekdays, weekdayOf{0, d.Weekday()})
}

func sorted(dates []calendar.Date) []calendar.Date {
	slices.SortFunc(dates, calendar.Date.Compare)
	return slices.Compact(dates)
}

func monthsOf(d calendar.Date) int { return d.Year*12 + int(d.Month) - 1 }
