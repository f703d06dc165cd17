package calendar

import "time"

// firstInstant returns the earliest instant whose date in loc is d or later: the
// day's first midnight, the end of the gap where the zone skips midnight.
func firstInstant(d Date, loc *time.Location) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	wall := d.utc().Unix()
	// No zone has been further than 26 h from UTC, so the day begins in this window.
	const reach = 26 * 3600
	from := wall - reach
	for {
		offset := offsetAt(from, loc)
		until := nextOffset(from, wall+reach, loc)
		if until+offset > wall || until >= wall+reach {
			return time.Unix(max(from, wall-offset), 0).In(loc)
		}
		from = until
	}
}

// nextOffset returns the first second after from at which the offset in loc is
// another, or limit. It does not use Time.ZoneBounds, whose end can lie before
// the instant asked about.
func nextOffset(from, limit int64, loc *time.Location) int64 {
	const step = 1800
	offset := offsetAt(from, loc)
	for lo := from; lo < limit; lo += step {
		if offsetAt(lo+step, loc) == offset {
			continue
		}
		hi := lo + step
		for hi-lo > 1 {
			if mid := lo + (hi-lo)/2; offsetAt(mid, loc) == offset {
				lo = mid
			} else {
				hi = mid
			}
		}
		return min(hi, limit)
	}
	return limit
}

func offsetAt(unix int64, loc *time.Location) int64 {
	_, offset := time.Unix(unix, 0).In(loc).Zone()
	return int64(offset)
}
