package calendar

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/zone"
)

// ruled returns a zone that a rule alone describes, in the form of POSIX's TZ.
func ruled(t *testing.T, rule string) *time.Location {
	t.Helper()
	block := func(version byte) []byte {
		b := append([]byte("TZif"), version)
		b = append(b, make([]byte, 15+4*4)...)                 // reserved; no leap seconds, no transitions
		b = append(b, 0, 0, 0, 1, 0, 0, 0, 4)                  // one type, four characters of names
		return append(b, 0, 0, 14, 16, 0, 0, 'A', 'A', 'A', 0) // an hour ahead, no summer time, the name at 0
	}
	data := append(append(block('2'), block('2')...), "\n"+rule+"\n"...)
	loc, err := time.LoadLocationFromTZData(rule, data)
	require.NoError(t, err)
	return loc
}

// TestClocksThatChangeAtNewYear finds the changes of zones that change about the
// last day of a year, where Time.ZoneBounds cannot be relied upon, from instants
// all about it.
func TestClocksThatChangeAtNewYear(t *testing.T) {
	for _, rule := range []string{
		"AAA-1BBB,M12.5.0/2,M3.5.0/3", // the last Sunday of December
		"AAA-1BBB,M3.5.0/2,M12.5.0/3",
		"AAA-1BBB,J365/12,J100/3", // 31 December
		"AAA-1BBB,J100/3,J365/12",
		"AAA-1BBB,365/1,J200/3", // 31 December, of leap years only
		"AAA10BBB,J1/0,J200/3",  // 1 January
		"AAA-1BBB,J200/3,J1/0",
		"AAA-1BBB,J365/1,J365/12", // there and back on one day
		"AAA-1BBB,J1/1,J1/12",
	} {
		loc := ruled(t, rule)
		for year := 2026; year <= 2033; year++ {
			from := time.Date(year, 12, 28, 0, 0, 0, 0, time.UTC).Unix()
			until := from + 7*daySeconds
			for at := from; at < until; at += 5*3600 + 1 {
				want := until
				for s := at - at%1800 + 1800; s < until; s += 1800 { // every change is at a full half hour
					if zone.Offset(s, loc) != zone.Offset(at, loc) {
						want = s
						break
					}
				}
				require.Equal(t, want, zone.Next(at, until, loc), "%s from %s", rule, time.Unix(at, 0).UTC())
			}
		}
	}
}
