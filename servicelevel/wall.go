package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
)

// wall tells what the clocks of a zone show. It remembers the last two offsets
// that it found and how long they hold: the instants of one statement lie close
// together, on one side or the other of a change.
type wall struct {
	zone         *time.Location
	last, before stretch
	month        calendar.Month // the last one asked about, and its time
	passes       calendar.Interval
}

// stretch is a time with one offset: [from, until) in seconds since 1970.
type stretch struct {
	from, until int64
	offset      int64 // in seconds
}

func (s *stretch) has(second int64) bool { return second >= s.from && second < s.until }

// date returns the date that the clocks show at an instant in Unix nanoseconds.
func (w *wall) date(at int64) calendar.Date {
	second := at / int64(time.Second) // of the years since 1970
	return calendar.DateOf(time.Unix(second+w.offset(second), 0).UTC())
}

// shown returns an instant as a time in UTC that shows what the clocks show.
func (w *wall) shown(t time.Time) time.Time {
	second := t.Unix()
	return time.Unix(second+w.offset(second), int64(t.Nanosecond())).UTC()
}

// offset returns how many seconds the clocks are ahead of UTC.
func (w *wall) offset(second int64) int64 {
	if !w.last.has(second) {
		w.last, w.before = w.before, w.last
		if !w.last.has(second) {
			w.last = w.look(time.Unix(second, 0))
		}
	}
	return w.last.offset
}

// interval returns a month as it passes in the zone. Most statements made one
// after the other are of one month.
func (w *wall) interval(m calendar.Month) calendar.Interval {
	if m != w.month {
		w.month, w.passes = m, m.Interval(w.zone)
	}
	return w.passes
}

// look finds the offset at an instant, and keeps it up to the next change within
// the year. The last day of a year is looked up each time: there ZoneBounds can
// return bounds that do not hold.
func (w *wall) look(t time.Time) stretch {
	local := t.In(w.zone)
	_, offset := local.Zone()
	year := t.UTC().Year()
	s := stretch{
		from:   time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC).Unix(),
		until:  time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC).Unix(),
		offset: int64(offset),
	}
	start, end := local.ZoneBounds()
	if !start.IsZero() {
		s.from = max(s.from, start.Unix())
	}
	if !end.IsZero() {
		s.until = min(s.until, end.Unix())
	}
	return s
}

// use makes w tell the time of a zone.
func (w *wall) use(zone *time.Location) {
	if w.zone != zone {
		*w = wall{zone: zone}
	}
}
