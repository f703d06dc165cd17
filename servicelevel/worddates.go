package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
)

func (w *writer) month(m calendar.Month) {
	if !m.Valid() {
		w.str(m.String())
		return
	}
	w.str(monthNames[w.lang][m.Month-1])
	w.str(" ")
	w.digits(int64(m.Year))
}

// ofMonth writes "de mai 2026", "d'août 2026" or "for May 2026".
func (w *writer) ofMonth(m calendar.Month) {
	if w.lang == English {
		w.str("for ")
	} else {
		w.ofName(m)
	}
	w.month(m)
}

// ofName writes what stands before the name of a month in French: "d'" of April, else "de ".
func (w *writer) ofName(m calendar.Month) {
	if m.Month == time.April || m.Month == time.August || m.Month == time.October {
		w.str("d'")
	} else {
		w.str("de ")
	}
}

func (w *writer) date(d calendar.Date) {
	w.int(int64(d.Day))
	if d.Day == 1 && w.lang == French {
		w.str("er")
	}
	w.str(" ")
	w.month(d.MonthOf())
}

// instant writes a date and a time of day as the clocks at its offset show them: "4 mai 2026
// à 02:10".
func (w *writer) instant(t time.Time) {
	w.date(calendar.DateOf(w.shown(t)))
	w.by(" à ", " at ")
	w.clock(t)
}

// shown returns what the clocks show at an instant as if they were in UTC.
func (w *writer) shown(t time.Time) time.Time {
	w.zone.Use(t.Location())
	return t.UTC().Add(time.Duration(w.zone.Offset(t)) * time.Second)
}

// clock writes a time of day: "02:10", "02:10:07,5", "02:10 (UTC+2)" with offsets.
func (w *writer) clock(t time.Time) {
	hour, minute, second := w.shown(t).Clock()
	w.two(hour)
	w.str(":")
	w.two(minute)
	if second != 0 || t.Nanosecond() != 0 {
		w.str(":")
		w.two(second)
		w.decimals(int64(t.Nanosecond()), int64(time.Second))
	}
	if w.offsets {
		w.offset(t)
	}
}

// offset writes how far the clocks at an instant are ahead of UTC: " (UTC+2)", " (UTC-3:30)".
func (w *writer) offset(t time.Time) {
	_, seconds := t.Zone()
	w.str(" (UTC")
	if seconds < 0 {
		w.str("-")
		seconds = -seconds
	} else {
		w.str("+")
	}
	w.int(int64(seconds / 3600))
	for _, unit := range [...]int{60, 1} {
		if seconds%(60*unit) != 0 {
			w.str(":")
			w.two(seconds / unit % 60)
		}
	}
	w.str(")")
}
