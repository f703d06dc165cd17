package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
)

// month writes "mai 2026", or the days of a month that begins on another one than the first: "du 15 mai
// au 14 juin 2026", "15 May to 14 June 2026".
func (w *writer) month(m calendar.Month) { w.monthsTo(m, m) }

// monthsTo writes the days from the first of a month to the last of another one, if they do not begin
// with those of the calendar; else the name of the first.
func (w *writer) monthsTo(first, last calendar.Month) {
	if w.months == 0 || !first.Valid() || !last.Valid() {
		w.name(first)
		return
	}
	from, to := w.months.first(first), w.months.last(last)
	w.by("du ", "")
	w.dayOf(from)
	w.str(" ")
	w.str(monthNames[w.lang][from.Month-1])
	if from.Year != to.Year {
		w.str(" ")
		w.digits(int64(from.Year))
	}
	w.by(" au ", " to ")
	w.date(to)
}

// name writes the name of a calendar month: "mai 2026".
func (w *writer) name(m calendar.Month) {
	if !m.Valid() {
		w.str(m.String())
		return
	}
	w.str(monthNames[w.lang][m.Month-1])
	w.str(" ")
	w.digits(int64(m.Year))
}

// fromMonth writes behind "à partir " or "from " when a month begins: "de mai 2026", "du 15 mai 2026".
func (w *writer) fromMonth(m calendar.Month) {
	if w.months == 0 {
		w.by("de ", "")
		w.name(m)
		return
	}
	w.by("du ", "")
	w.date(w.months.first(m))
}

// ofMonth writes "de mai 2026", "d'août 2026" or "for May 2026", and "du 15 mai au 14 juin 2026" or "for 15
// May to 14 June 2026".
func (w *writer) ofMonth(m calendar.Month) {
	if w.lang == English {
		w.str("for ")
	} else {
		w.ofName(m)
	}
	w.month(m)
}

// ofName writes what stands before the name of a month in French: "d'" of April, else "de ". Before days
// it is nothing.
func (w *writer) ofName(m calendar.Month) {
	if w.months != 0 {
		return
	}
	if m.Month == time.April || m.Month == time.August || m.Month == time.October {
		w.str("d'")
	} else {
		w.str("de ")
	}
}

func (w *writer) date(d calendar.Date) {
	w.dayOf(d)
	w.str(" ")
	w.name(d.MonthOf())
}

// dayOf writes "14", or in French "1er".
func (w *writer) dayOf(d calendar.Date) {
	w.int(int64(d.Day))
	if d.Day == 1 && w.lang == French {
		w.str("er")
	}
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
