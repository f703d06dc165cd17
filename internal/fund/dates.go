package fund

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
)

// Nanos is an instant as the fund keeps it; beyond the years accepted one
// instant is as good as another.
func Nanos(t time.Time) int64 {
	const end = 7_000_000_000
	return time.Unix(min(max(t.Unix(), -end), end), int64(t.Nanosecond())).UnixNano()
}

// Instant returns the instant of a row, in UTC.
func Instant(nanos int64) time.Time { return time.Unix(0, nanos).UTC() }

// CheckInstant refuses what does not lie in the years 1970 to 2169 of UTC.
func CheckInstant(faults *fault.List, field string, t time.Time) {
	const from, end = 0, 6_311_433_600 // 2170-01-01T00:00:00Z
	if s := t.Unix(); s < from || s >= end {
		faults.Add(field, t, "must lie in the years 1970 to 2169")
	}
}

// CheckUntil refuses an end that is not after the beginning.
func CheckUntil(l *fault.List, until, at time.Time) {
	if until.IsZero() {
		return
	}
	CheckInstant(l, "until", until)
	l.Check(until.After(at), "until", until, "must be after at")
}

// EndOf returns an end of hours as a lot has it.
func EndOf(until time.Time) int64 {
	if until.IsZero() {
		return 0
	}
	return until.UnixNano()
}

// KnownAt returns when something became known that was at an instant.
func KnownAt(known, at time.Time) int64 {
	if known.IsZero() {
		return at.UnixNano()
	}
	return known.UnixNano()
}

func inYears(d calendar.Date) bool { return d.Valid() && d.Year >= FirstYear && d.Year < EndYear }

// Instants lie from the start of the first year to before the start of the last one, in UTC.
const (
	FirstYear = 1970
	EndYear   = 2170
)
