package holidays

import (
	"time"

	"github.com/palier-go/palier/internal/civil"
)

// Easter returns the day of Easter Sunday in the Gregorian calendar: the
// Sunday after the first full moon of the church on or after 21 March.
func Easter(year int) int64 {
	century, golden := year/100, year%19
	// Days from 21 March to the full moon: 19 fewer than a month each year, with
	// the centuries' missing leap days and the drift of the 19-year cycle.
	moon := (19*golden + century - century/4 - (8*century+13)/25 + 15) % 30
	if moon == 29 || moon == 28 && golden > 10 { // the cycle's short months
		moon--
	}
	return sundayAfter(civil.Number(year, time.March, 21) + int64(moon))
}

// JulianEaster is Easter by the Julian calendar, as the Orthodox churches keep
// it; the count of days itself is Gregorian as always.
func JulianEaster(year int) int64 {
	century := year / 100
	behind := century - century/4 - 2 // days between the two calendars
	return sundayAfter(civil.Number(year, time.March, 21) + int64(behind+(19*(year%19)+15)%30))
}

func sundayAfter(n int64) int64 { return n + 7 - int64(civil.Weekday(n)) }
