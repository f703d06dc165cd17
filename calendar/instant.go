package calendar

import (
	"time"

	"github.com/palier-go/palier/internal/zone"
)

const (
	daySeconds = 86400
	epoch      = 719468 // days from the first 1 March of all to 1970-01-01
)

// firstInstant returns the earliest instant whose date in loc is d or later: the
// day's first midnight, the end of the gap if the zone skips midnight.
func firstInstant(d Date, loc *time.Location) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	return time.Unix(zone.Start(d.number(), loc), 0).In(loc)
}

// number returns the days from 1970-01-01 to d. Years are counted from March, so
// that a leap day is the last day of one.
func (d Date) number() int64 {
	year, month := int64(d.Year), int64(d.Month)-3
	before := month >> 63 // -1 in January and February, without a branch that dates decide
	year, month = year+before, month+before&12
	return year*365 + year/4 - year/100 + year/400 + (153*month+2)/5 + int64(d.Day) - 1 - epoch
}

// dateOfNumber is the inverse of Date.number, of dates from the year 1 on. It takes off whole centuries,
// whole years and whole months, each of which begin in March.
func dateOfNumber(n int64) Date {
	days := uint64(n + epoch)
	century := (4*days + 3) / 146097
	days -= 146097 * century / 4
	year := (4*days + 3) / 1461
	days -= 1461 * year / 4
	month := (5*days + 2) / 153
	days -= (153*month + 2) / 5
	year += 100 * century
	after := (9 - month) >> 63 // 1 in January and February
	month, year = month+3-12*after, year+after
	return Date{int(year), time.Month(month), int(days) + 1}
}
