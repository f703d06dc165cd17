package calendar

import (
	"sort"
	"time"
)

// A regime is a stretch of time with one offset from UTC. It lasts until the
// next one begins; all of it in seconds.
type regime struct {
	from   int64 // the Unix second at which it begins
	offset int64 // wall clock minus UTC
}

// reach is further than any wall clock has been from UTC or has jumped, in
// seconds: a wall time is shown, if ever, within reach of the same time in UTC.
const reach = 26 * 3600

// forever stands for the end of the last regime.
const forever = int64(1) << 60

// regimes returns the offsets of loc in [from, until), the first of them as if
// it had begun before all time.
func regimes(loc *time.Location, from, until int64) []regime {
	out := []regime{{-forever, offsetAt(from, loc)}}
	for at := from; ; {
		if at = nextOffset(at, until, loc); at >= until {
			return out
		}
		out = append(out, regime{at, offsetAt(at, loc)})
	}
}

// nextOffset returns the first second after from at which the offset in loc is
// another, or limit.
//
// It asks Time.ZoneBounds, which is right about where an offset begins but, on
// the last days of a year that a rule describes, can give an end that lies
// before the instant asked about, or where nothing changes. An end that does not
// lead on is replaced by what a look at the day that follows finds.
func nextOffset(from, limit int64, loc *time.Location) int64 {
	offset := offsetAt(from, loc)
	for at := from; at < limit; {
		_, end := time.Unix(at, 0).In(loc).ZoneBounds()
		if end.IsZero() {
			return limit
		}
		next := end.Unix()
		if next <= at {
			next = at + daySeconds
			start, _ := time.Unix(next, 0).In(loc).ZoneBounds()
			if start.Unix() > at && offsetAt(start.Unix()-1, loc) != offset || offsetAt(next, loc) != offset {
				next = searchOffset(at, next, loc)
			}
		}
		if next < limit && offsetAt(next, loc) != offset {
			return next
		}
		at = next
	}
	return limit
}

// searchOffset returns the first second in (from, limit) at which the offset in
// loc differs from that at from, or limit. No zone has held an offset for less
// than the step.
func searchOffset(from, limit int64, loc *time.Location) int64 {
	const step = 1800
	offset := offsetAt(from, loc)
	for lo := from; lo < limit; lo += step {
		if offsetAt(lo+step, loc) == offset {
			continue
		}
		n := sort.Search(step, func(i int) bool { return offsetAt(lo+int64(i)+1, loc) != offset })
		return min(lo+int64(n)+1, limit)
	}
	return limit
}

func offsetAt(unix int64, loc *time.Location) int64 {
	_, offset := time.Unix(unix, 0).In(loc).Zone()
	return int64(offset)
}

// reached returns the first instant at which a wall clock that follows rs shows
// wall or later: the first occurrence where it shows it twice, the end of the gap
// where it never does. Walls are seconds since 1970 as if the wall were UTC.
func reached(rs []regime, wall int64) int64 {
	for i, next := range rs[1:] {
		if at := max(rs[i].from, wall-rs[i].offset); at < next.from {
			return at
		}
	}
	last := rs[len(rs)-1]
	return max(last.from, wall-last.offset)
}

// left returns the instant from which on the wall clock no longer shows less than
// wall: the second occurrence where it shows it twice, the end of the gap where
// it never does.
func left(rs []regime, wall int64) int64 {
	for i := len(rs) - 1; i > 0; i-- {
		if at := wall - rs[i].offset; at > rs[i].from {
			return at
		}
		if wall-rs[i-1].offset >= rs[i].from {
			return rs[i].from
		}
	}
	return wall - rs[0].offset
}
