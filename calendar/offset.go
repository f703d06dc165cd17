package calendar

import (
	"time"

	"github.com/palier-go/palier/internal/zone"
)

// A regime is a stretch of time with one offset from UTC. It lasts until the
// next one begins; all of it in seconds.
type regime struct {
	from   int64 // the Unix second at which it begins
	offset int64 // wall clock minus UTC
}

// forever stands for the end of the last regime.
const forever = int64(1) << 60

// regimes returns the offsets of loc in [from, until), the first of them as if
// it had begun before all time.
func regimes(loc *time.Location, from, until int64) []regime {
	out := []regime{{-forever, zone.Offset(from, loc)}}
	for at := from; ; {
		if at = zone.Next(at, until, loc); at >= until {
			return out
		}
		out = append(out, regime{at, zone.Offset(at, loc)})
	}
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
