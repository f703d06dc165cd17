// Package civil counts the days of the Gregorian calendar from 1 January 1970 on. It knows no
// zones.
package civil

import "time"

// Years are counted from so long before the year 0 that all of them are positive, those of all days that 32 bits
// count among them: divisions of what is negative would not round down.
const (
	earlier   = 1 << 24 * 400                  // years: whole cycles of leap years
	epoch     = 719468 + earlier/400*daysOf400 // days from the first 1 March of all to 1970-01-01
	daysOf400 = 146097
)

// Number returns the days from 1970-01-01 to a date that exists, of whatever year. Years are counted from March, so
// that a leap day is the last day of one.
func Number(year int, month time.Month, day int) int64 {
	y, m := int64(year)+earlier, int64(month)-3
	before := m >> 63 // -1 in January and February, without a branch that dates decide
	y, m = y+before, m+before&12
	return y*365 + y/4 - y/100 + y/400 + (153*m+2)/5 + int64(day) - 1 - epoch
}

// Date is the inverse of Number. It takes off whole centuries, whole years and whole months, each of
// which begin in March.
func Date(n int64) (year int, month time.Month, day int) {
	days := uint64(n + epoch)
	century := (4*days + 3) / daysOf400
	days -= daysOf400 * century / 4
	y := (4*days + 3) / 1461
	days -= 1461 * y / 4
	m := (5*days + 2) / 153
	days -= (153*m + 2) / 5
	y += 100 * century
	after := (9 - m) >> 63 // 1 in January and February
	m, y = m+3-12*after, y+after
	return int(int64(y) - earlier), time.Month(m), int(days) + 1
}

// Normal returns the number of a date whose month or day may be beyond their range, as time.Date
// reads them.
func Normal(year int, month time.Month, day int) int64 {
	return Number(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Date())
}

// Weekday returns the day of the week of a number.
func Weekday(n int64) time.Weekday {
	const weeks = 7 << 40 // after which no day has a number below zero
	return time.Weekday(uint64(n+4+weeks) % 7)
}

// Nth returns the n-th such day of the week from a day on, itself included, or backwards if n is
// negative.
func Nth(from int64, day time.Weekday, n int) int64 {
	if n < 0 {
		return from - int64((Weekday(from)-day+7)%7) + 7*int64(n+1)
	}
	return from + int64((day-Weekday(from)+7)%7) + 7*int64(n-1)
}
