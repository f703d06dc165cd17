package words

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Month writes "mai 2026", or the days of a month that begins on another one than the first: "du 15 mai
// au 14 juin 2026", "15 May to 14 June 2026".
func (w *Writer) Month(m calendar.Month) { w.MonthsTo(m, m) }

// MonthsTo writes the days from the first of a month to the last of another one, if they do not begin
// with those of the calendar; else the name of the first.
func (w *Writer) MonthsTo(first, last calendar.Month) {
	if w.Months == 0 || !first.Valid() || !last.Valid() {
		w.name(first)
		return
	}
	from, to := w.Months.First(first), w.Months.Last(last)
	w.By("du ", "")
	w.dayOf(from)
	w.Str(" ")
	w.MonthName(from.Month)
	if from.Year != to.Year {
		w.Str(" ")
		w.Digits(int64(from.Year))
	}
	w.By(" au ", " to ")
	w.Date(to)
}

// name writes the name of a calendar month: "mai 2026".
func (w *Writer) name(m calendar.Month) {
	if !m.Valid() {
		w.Str(m.String())
		return
	}
	w.MonthName(m.Month)
	w.Str(" ")
	w.Digits(int64(m.Year))
}

// MonthName writes "mai".
func (w *Writer) MonthName(m time.Month) { w.Str(monthNames[w.Lang][m-1]) }

// FromMonth writes behind "à partir " or "from " when a month begins: "de mai 2026", "d'avril 2026", "du 15 mai
// 2026".
func (w *Writer) FromMonth(m calendar.Month) {
	if w.Months == 0 {
		if w.Lang == plans.French {
			w.OfName(m)
		}
		w.name(m)
		return
	}
	w.By("du ", "")
	w.Date(w.Months.First(m))
}

// OfMonth writes "de mai 2026", "d'août 2026" or "for May 2026", and "du 15 mai au 14 juin 2026" or "for 15
// May to 14 June 2026".
func (w *Writer) OfMonth(m calendar.Month) {
	if w.Lang == plans.English {
		w.Str("for ")
	} else {
		w.OfName(m)
	}
	w.Month(m)
}

// BareMonth writes "d'avril 2026" in French, and "April 2026" behind an English preposition.
func (w *Writer) BareMonth(m calendar.Month) {
	if w.Lang == plans.English {
		w.Month(m)
		return
	}
	w.OfMonth(m)
}

// OfName writes what stands before the name of a month in French: "d'" of April, else "de ". Before days
// it is nothing.
func (w *Writer) OfName(m calendar.Month) {
	if w.Months != 0 {
		return
	}
	if m.Month == time.April || m.Month == time.August || m.Month == time.October {
		w.Str("d'")
	} else {
		w.Str("de ")
	}
}

// Date writes "14 mai 2026", "1er mai 2026" or "14 May 2026".
func (w *Writer) Date(d calendar.Date) {
	w.dayOf(d)
	w.Str(" ")
	w.name(d.MonthOf())
}

// dayOf writes "14", or in French "1er".
func (w *Writer) dayOf(d calendar.Date) {
	w.Int(int64(d.Day))
	if d.Day == 1 && w.Lang == plans.French {
		w.Str("er")
	}
}

// Instant writes a date and a time of day as the clocks at its offset show them: "4 mai 2026
// à 02:10".
func (w *Writer) Instant(t time.Time) {
	shown := w.shown(t)
	w.Date(calendar.DateOf(shown))
	w.By(" à ", " at ")
	w.clock(shown, t)
}

// shown returns what the clocks show at an instant as if they were in UTC.
func (w *Writer) shown(t time.Time) time.Time {
	return t.UTC().Add(time.Duration(w.Offset(t)) * time.Second)
}

// Offset returns how many seconds the clocks at an instant are ahead of UTC.
func (w *Writer) Offset(t time.Time) int {
	w.zone.Use(t.Location())
	return w.zone.Offset(t)
}

// Clock writes a time of day: "02:10", "02:10:07,5", "02:10 (UTC+2)" with offsets.
func (w *Writer) Clock(t time.Time) { w.clock(w.shown(t), t) }

// clock is Clock of what is shown at t.
func (w *Writer) clock(shown, t time.Time) {
	hour, minute, second := shown.Clock()
	w.two(hour)
	w.Str(":")
	w.two(minute)
	if second != 0 || t.Nanosecond() != 0 {
		w.Str(":")
		w.two(second)
		w.decimals(int64(t.Nanosecond()), int64(time.Second))
	}
	if w.Offsets {
		w.offset(t)
	}
}

// offset writes how far the clocks at an instant are ahead of UTC: " (UTC+2)", " (UTC-3:30)".
func (w *Writer) offset(t time.Time) {
	seconds := w.Offset(t)
	w.Str(" (UTC")
	if seconds < 0 {
		w.Str("-")
		seconds = -seconds
	} else {
		w.Str("+")
	}
	w.Int(int64(seconds / 3600))
	for _, unit := range [...]int{60, 1} {
		if seconds%(60*unit) != 0 {
			w.Str(":")
			w.two(seconds / unit % 60)
		}
	}
	w.Str(")")
}
