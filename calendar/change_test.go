package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

const (
	nightJSON   = `{"zone":"Europe/Paris","first_year":2019,"last_year":2026,"hours":[{"days":"mon","open":["09:00-02:00"]}]}`
	weekendJSON = `{"zone":"Europe/Paris","first_year":2026,"last_year":2026,"hours":[{"days":"sat,sun","open":["00:00-24:00"]},{"days":"fri","open":["08:00-12:00","13:30-24:00"]}]}`
	alwaysJSON  = `{"zone":"Europe/Paris","first_year":2026,"last_year":2026,"hours":[{"days":"mon-sun","open":["00:00-24:00"]}]}`
)

func fromJSON(t require.TestingT, doc string) (*calendar.Calendar, calendar.Schedule) {
	var s calendar.Schedule
	require.NoError(t, s.UnmarshalJSON([]byte(doc)))
	c, err := calendar.Compile(s)
	require.NoError(t, err)
	return c, s
}

// The ends of the compiled years are neither closings nor changes.
func TestNoChange(t *testing.T) {
	c, _ := fromJSON(t, alwaysJSON)
	w := c.Window()
	var outside *calendar.RangeError
	for _, at := range []time.Time{w.Start, w.Start.Add(1), w.Start.AddDate(0, 6, 0), w.End.Add(-1), w.End} {
		_, err := c.NextClosing(at)
		require.ErrorAs(t, err, &outside)
		_, err = c.LastClosing(at)
		require.ErrorAs(t, err, &outside)
		_, found, err := c.NextChange(at, w.End)
		require.NoError(t, err)
		assert.False(t, found)
	}
	for _, x := range [][2]time.Time{{w.Start.Add(-1), w.End}, {w.Start, w.End.Add(1)}} {
		_, _, err := c.NextChange(x[0], x[1])
		require.ErrorAs(t, err, &outside)
	}
	_, _, err := (*calendar.Calendar)(nil).NextChange(w.Start, w.End)
	require.ErrorAs(t, err, &outside)
}

// A scan of the minutes finds what the tables find.
func TestChangesAgainstScan(t *testing.T) {
	loc, err := time.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	for _, doc := range []string{nightJSON, weekendJSON} {
		c, s := fromJSON(t, doc)
		m := newModel(s, loc)
		rapid.Check(t, func(t *rapid.T) {
			week := rapid.SampledFrom([]string{"2026-03-27", "2026-10-23", "2026-07-03"}).Draw(t, "week")
			first := calendar.MustParseDate(week).Interval(loc).Start
			minute := first.Unix() + 60*rapid.Int64Range(0, 6*1440).Draw(t, "minute")
			nsec := rapid.SampledFrom([]int64{-1, 0, 1}).Draw(t, "nsec")
			at := time.Unix(minute, nsec)
			changes := func(x int64) (closes, changed bool) {
				before, after := m.open(x-1), m.open(x)
				return before && !after, before != after
			}
			up, change, down := minute, int64(0), minute
			if nsec >= 0 {
				up += 60
			} else {
				down -= 60
			}
			for ; ; up += 60 {
				closes, changed := changes(up)
				if changed && change == 0 {
					change = up
				}
				if closes {
					break
				}
			}
			for {
				if closes, _ := changes(down); closes {
					break
				}
				down -= 60
			}
			next, err := c.NextClosing(at)
			require.NoError(t, err)
			require.Equal(t, up, next.Unix())
			last, err := c.LastClosing(at)
			require.NoError(t, err)
			require.Equal(t, down, last.Unix())
			for _, d := range []int64{-1, 0, 1} {
				got, found, err := c.NextChange(at, time.Unix(change, d))
				require.NoError(t, err)
				require.Equal(t, d >= 0, found)
				if found {
					require.True(t, got.Equal(time.Unix(change, 0)))
				}
			}
		})
	}
}
