package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
)

// wall tells what the clocks of a zone show. It remembers the offset of the last
// answer and how long that holds, for the instants of one statement lie close
// together.
type wall struct {
	zone        *time.Location
	from, until int64 // the offset holds in [from, until), in seconds since 1970
	offset      time.Duration
}

// at returns an instant with the date and time of day that the zone's clocks
// show, as if it were UTC.
func (w *wall) at(t time.Time) time.Time {
	if s := t.Unix(); s < w.from || s >= w.until {
		w.look(t)
	}
	return t.UTC().Add(w.offset)
}

// date returns the date in the zone.
func (w *wall) date(t time.Time) calendar.Date { return calendar.DateOf(w.at(t)) }

// month returns the month in the zone.
func (w *wall) month(t time.Time) calendar.Month { return calendar.MonthOf(w.at(t)) }

// look finds the offset at an instant, and keeps it up to the next change within
// the year. The last day of a year is looked up each time: there ZoneBounds can
// return bounds that do not hold.
func (w *wall) look(t time.Time) {
	local := t.In(w.zone)
	_, offset := local.Zone()
	w.offset = time.Duration(offset) * time.Second
	year := t.UTC().Year()
	w.from = time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC).Unix()
	w.until = time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC).Unix()
	start, end := local.ZoneBounds()
	if !start.IsZero() {
		w.from = max(w.from, start.Unix())
	}
	if !end.IsZero() {
		w.until = min(w.until, end.Unix())
	}
}

// use makes w tell the time of a zone.
func (w *wall) use(zone *time.Location) {
	if w.zone != zone {
		*w = wall{zone: zone}
	}
}
