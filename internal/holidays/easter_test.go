package holidays

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/civil"
)

// dateOf writes the date of a day.
func dateOf(n int64) string {
	return time.Unix(n*86400, 0).UTC().Format(time.DateOnly)
}

// TestEaster checks the two Easters against dates that the churches published.
func TestEaster(t *testing.T) {
	for want, gregorian := range map[string]bool{
		"1583-04-10": true, "1818-03-22": true, "1943-04-25": true, "1954-04-18": true, "1981-04-19": true,
		"2008-03-23": true, "2019-04-21": true, "2026-04-05": true, "2038-04-25": true, "2285-03-22": true,
		"2024-05-05": false, "2025-04-20": false, "2026-04-12": false, "1900-04-22": false,
	} {
		if year := number(want[:4]); gregorian {
			assert.Equal(t, want, dateOf(Easter(year)))
		} else {
			assert.Equal(t, want, dateOf(JulianEaster(year)))
		}
	}
}

// TestEasterEveryYear compares the two Easters with the algorithms that Meeus
// gives, of which the first knows neither tables nor exceptions.
func TestEasterEveryYear(t *testing.T) {
	for y := 1583; y <= 9999; y++ {
		a, b, c := y%19, y/100, y%100
		h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
		l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
		n := h + l - 7*((a+11*h+22*l)/451) + 114
		require.Equal(t, civil.Number(y, time.Month(n/31), n%31+1), Easter(y))

		d := (19*a + 15) % 30
		n = d + (2*(y%4)+4*(y%7)-d+34)%7 + 114
		// The number of a date of the Julian calendar, whose years begin in March.
		month, day := n/31-3, n%31+1
		number := int64(365*y + y/4 + (153*month+2)/5 + day - 1 - 719470)
		require.Equal(t, number, JulianEaster(y), y)
	}
}
