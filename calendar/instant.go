package calendar

import (
	"time"

	"github.com/palier-go/palier/internal/civil"
	"github.com/palier-go/palier/internal/zone"
)

const daySeconds = 86400

// firstInstant returns the earliest instant whose date in loc is d or later: the
// day's first midnight, the end of the gap if the zone skips midnight.
func firstInstant(d Date, loc *time.Location) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	return time.Unix(zone.Start(d.number(), loc), 0).In(loc)
}

// number returns the days from 1970-01-01 to d.
func (d Date) number() int64 { return civil.Number(d.Year, d.Month, d.Day) }

// dateOfNumber is the inverse of Date.number, of dates from the year 1 on.
func dateOfNumber(n int64) Date {
	y, m, d := civil.Date(n)
	return Date{y, m, d}
}
