package zone

import "time"

// Reach is further than any wall clock has been from UTC or has jumped, in
// seconds: a wall time is shown, if ever, within reach of the same time in UTC.
const Reach = 26 * 3600

const (
	daySeconds = 86_400
	// slack is further from the end of a year than a rule of the zone database can put a
	// change that belongs to it.
	slack = 20 * daySeconds
)

// Offset returns how many seconds the clocks of a zone are ahead of UTC at a second since
// 1970.
func Offset(second int64, loc *time.Location) int64 {
	_, offset := time.Unix(second, 0).In(loc).Zone()
	return int64(offset)
}

// Next returns the first second after from at which the offset in a zone is another, or
// limit.
//
// It asks Time.ZoneBounds for where to look, and no more than that. If a rule describes a
// year, its bounds are right near a change only: the start can lie before changes that the
// rule did not make, and the end before the instant asked about, or beyond the year, of which
// the next one knows otherwise. Within one year in UTC an offset lasts up to the end that it
// gives, or to the end of the year.
func Next(from, limit int64, loc *time.Location) int64 {
	offset := Offset(from, loc)
	for at := from; at < limit; {
		t := time.Unix(at, 0)
		_, end := t.In(loc).ZoneBounds()
		if end.IsZero() {
			return limit
		}
		next := end.Unix()
		if year := yearEnd(t); next <= at || next > year && next < year+slack {
			next = year
		}
		if next < limit && Offset(next, loc) != offset {
			return next
		}
		at = next
	}
	return limit
}

// yearEnd returns the second with which the year of an instant ends in UTC.
func yearEnd(t time.Time) int64 {
	return time.Date(t.UTC().Year()+1, time.January, 1, 0, 0, 0, 0, time.UTC).Unix()
}

// Start returns the first second at which the date in a zone is a day or later: the day's
// first midnight, the end of the gap if the zone skips midnight. A day is the number of
// days from 1 January 1970.
func Start(day int64, loc *time.Location) int64 {
	wall := day * daySeconds
	for from := wall - Reach; ; {
		at := max(from, wall-Offset(from, loc))
		until := Next(from, at+1, loc)
		if until > at {
			return at
		}
		from = until
	}
}
