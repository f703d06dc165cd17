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
	offset      time.Duration
}

func (s *stretch) has(second int64) bool { return second >= s.from && second < s.until }

// at returns an instant with the date and time of day that the zone's clocks
// show, as if it were UTC.
func (w *wall) at(t time.Time) time.Time {
	if second := t.Unix(); !w.last.has(second) {
		w.last, w.before = w.before, w.last
		if !w.last.has(second) {
			w.last = w.look(t)
		}
	}
	return t.UTC().Add(w.last.offset)
}

// date returns the date in the zone.
func (w *wall) date(t time.Time) calendar.Date { return calendar.DateOf(w.at(t)) }

// monthOf returns the month in the zone.
func (w *wall) monthOf(t time.Time) calendar.Month { return calendar.MonthOf(w.at(t)) }

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
		offset: time.Duration(offset) * time.Second,
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
