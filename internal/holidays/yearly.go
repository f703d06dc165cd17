package holidays

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/civil"
)

// A Yearly is a public holiday and the rule of its dates.
type Yearly struct {
	Holiday
	rule   dateRule
	moved  [7]int8 // by the day of the week on which it falls: how many days later it is observed
	except []int   // years in which it does not hold
}

// in returns the day on which the holiday of a year is observed, of a year
// whose Easter is given.
func (y *Yearly) in(year int, sunday int64) (day int64, ok bool) {
	if year < y.FirstYear || y.LastYear != 0 && year > y.LastYear || slices.Contains(y.except, year) {
		return 0, false
	}
	day = y.rule.in(year, sunday)
	if y.moved != [7]int8{} {
		day += int64(y.moved[civil.Weekday(day)])
	}
	return day, true
}

// A dateRule gives a date in every year.
type dateRule struct {
	kind    dateKind
	month   time.Month
	day     int // of the month, or days after Easter
	weekday time.Weekday
}

type dateKind uint8

const (
	onDate        dateKind = iota
	afterEaster            // so many days after it, or before it
	afterOrthodox          // the same from the Easter of the Orthodox churches
	weekdayOnward          // the first such day of the week from a date on
	weekdayBack            // the last such day of the week up to a date
	vernal                 // the day of the equinox in Japan
	autumnal
)

// in returns the day of a year whose Easter is given.
func (r *dateRule) in(year int, sunday int64) int64 {
	switch r.kind {
	case afterEaster:
		return sunday + int64(r.day)
	case afterOrthodox:
		return JulianEaster(year) + int64(r.day)
	case weekdayOnward:
		return civil.Nth(civil.Normal(year, r.month, r.day), r.weekday, 1)
	case weekdayBack:
		return civil.Nth(civil.Normal(year, r.month, r.day), r.weekday, -1)
	case vernal:
		return civil.Number(year, time.March, equinox(year, 20_843_100))
	case autumnal:
		return civil.Number(year, time.September, equinox(year, 23_248_800))
	default:
		return civil.Number(year, r.month, r.day)
	}
}

// equinox returns the day of the month of an equinox in Japan, from what it was in
// 1980 in millionths of a day: later by what a year is longer than 365 days, and
// earlier by the leap days since then. So it is from 1949 to 2099.
func equinox(year, in1980 int) int {
	const day, perYear = 1_000_000, 242_194
	since := year - 1980
	return (in1980 + since*perYear - since>>2*day) / day // >> rounds down also before 1980
}

// A Day is one holiday on one day.
type Day struct {
	Number  int64 // of the day, as civil counts them
	Holiday int   // an index of the list of holidays
}

// Days returns the days on which the holidays of some years are observed, in
// order; on one day, one of each name.
func Days(list []Yearly, first, last int) []Day {
	out := make([]Day, 0, (last-first+1)*len(list))
	for year := first; year <= last; year++ {
		begin, sunday := len(out), Easter(year)
		for i := range list {
			if day, ok := list[i].in(year, sunday); ok {
				out = append(out, Day{day, i})
			}
		}
		slices.SortStableFunc(out[begin:], byDay)
	}
	if !slices.IsSortedFunc(out, byDay) { // some are observed over New Year's Eve
		slices.SortStableFunc(out, byDay)
	}
	kept := out[:0]
	for _, d := range out {
		if !told(list, kept, d) {
			kept = append(kept, d)
		}
	}
	return kept
}

func byDay(a, b Day) int { return cmp.Compare(a.Number, b.Number) }

// told reports whether the last days have a holiday of that name on that day.
func told(list []Yearly, days []Day, d Day) bool {
	for i := len(days) - 1; i >= 0 && days[i].Number == d.Number; i-- {
		if a, b := &list[days[i].Holiday], &list[d.Holiday]; a.FR == b.FR && a.EN == b.EN {
			return true
		}
	}
	return false
}
