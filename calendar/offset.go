package calendar

import (
	"sort"
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

// A regimeTable finds the regime of an instant among those that regimes returned, without a search.
type regimeTable struct {
	from  int64
	steps []uint32 // per 1<<tableShift seconds from from on: the regime in which they begin
}

const tableShift = 22 // about seven weeks, in which the clocks seldom change more than once

func newRegimeTable(rs []regime, from, until int64) regimeTable {
	t := regimeTable{from, make([]uint32, (until-from)>>tableShift+2)}
	i := 0
	for k := range t.steps {
		for i+1 < len(rs) && rs[i+1].from <= from+int64(k)<<tableShift {
			i++
		}
		t.steps[k] = uint32(i)
	}
	return t
}

// at returns the index of the regime of an instant.
func (t *regimeTable) at(rs []regime, sec int64) int {
	k := min(max(0, int((sec-t.from)>>tableShift)), len(t.steps)-2)
	first, last := int(t.steps[k]), int(t.steps[k+1])
	if last-first > 2 {
		return first + sort.Search(last-first, func(i int) bool { return rs[first+i+1].from > sec })
	}
	for first < last && rs[first+1].from <= sec {
		first++
	}
	return first
}

// reached returns the first instant at which a wall clock that follows rs shows
// wall or later: the first occurrence if it shows it twice, the end of the gap
// if it never does. Walls are seconds since 1970 as if the wall were UTC.
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
// wall: the second occurrence if it shows it twice, the end of the gap if
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
