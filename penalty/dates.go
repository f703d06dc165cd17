package penalty

import (
	"time"

	"github.com/palier-go/palier/calendar"
)

// maxDates is on how many dates the longest period can lie.
const maxDates = int(MaxPeriod/day) + 3

// dated counts on which dates downtime lies.
type dated struct {
	start time.Time     // of the period, in whose location the dates are
	rest  []piece       // what counts, but for outages that are too short, from the next outage on
	last  calendar.Date // that was counted
}

// of returns on how many dates an outage lies, or all of them: of valid figures all are there.
func of(dates []int, i int) int {
	if i >= len(dates) {
		return 0
	}
	return dates[i]
}

// until takes what counts up to the end of an outage: nothing if no dates are counted.
func (x *dated) until(end int64) []piece {
	if x == nil {
		return nil
	}
	n := 0
	for n < len(x.rest) && x.rest[n].start < end {
		n++
	}
	taken := x.rest[:n]
	x.rest = x.rest[n:]
	return taken
}

// count adds the dates of an outage: to those of all, each once, or as those of one more.
func (x *dated) count(dates []int, of []piece, each bool) []int {
	if each || len(dates) == 0 {
		dates, x.last = append(dates, 0), calendar.Date{}
	}
	n := &dates[len(dates)-1]
	for _, p := range of {
		end := x.start.Add(time.Duration(p.end))
		for at := x.start.Add(time.Duration(p.start)); at.Before(end); {
			date := calendar.DateOf(at)
			if date.Compare(x.last) > 0 {
				*n, x.last = *n+1, date
			}
			next := date.Interval(x.start.Location()).End
			if !next.After(at) {
				break // no location has such a date
			}
			at = next
		}
	}
	return dates
}
