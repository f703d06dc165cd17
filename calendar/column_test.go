package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

// The date of a column is the one that the driver shows, whatever its zone.
func TestDateFromAColumnOfDates(t *testing.T) {
	t.Parallel()
	for _, offset := range []int{-12 * 3600, 0, 2 * 3600, 14 * 3600} {
		zone := time.FixedZone("", offset)
		for _, want := range []calendar.Date{{Year: 1, Month: 1, Day: 1}, {Year: 2026, Month: time.May, Day: 1}, {Year: 9999, Month: 12, Day: 31}} {
			var got calendar.Date
			require.NoError(t, got.Scan(time.Date(want.Year, want.Month, want.Day, 0, 0, 0, 0, zone)))
			assert.Equal(t, want, got)
		}
	}
}

func TestDateFromAColumnRefuses(t *testing.T) {
	t.Parallel()
	before := calendar.MustParseDate("2026-05-14")
	for _, bad := range []struct {
		src  any
		want string
	}{
		{time.Date(2026, 5, 1, 0, 0, 0, 1, time.UTC), `date: must stand in its column as a date of the years 1 to 9999, without a time of day (got "2026-05-01T00:00:00.000000001Z")`},
		{time.Date(2026, 5, 1, 0, 0, 1, 0, time.UTC), `(got "2026-05-01T00:00:01Z")`},
		{time.Date(2026, 5, 1, 0, 1, 0, 0, time.UTC), `(got "2026-05-01T00:01:00Z")`},
		{time.Date(2026, 5, 1, 1, 0, 0, 0, time.UTC), `(got "2026-05-01T01:00:00Z")`},
		{time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), `(got "0000-01-01T00:00:00Z")`},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), `(got "10000-01-01T00:00:00Z")`},
		{"2026-05-01T00:00:00Z", `date: must be a date that exists, such as "2026-05-14" (got "2026-05-01T00:00:00Z")`},
		{"infinity", `(got "infinity")`},
		{int64(20260501), `date: must stand in its column as text, not as int64 (got "20260501")`},
	} {
		d := before
		assert.ErrorContains(t, d.Scan(bad.src), bad.want)
		assert.Equal(t, before, d)
	}
}

// A column's error names what to do about a date or a month that was never set.
func TestUnsetInAColumn(t *testing.T) {
	t.Parallel()
	_, err := calendar.Date{}.Value()
	assert.EqualError(t, err, "date: is not set, and so has no text: leave the field out (omitzero in JSON, omitempty in YAML, NULL in a column)")
	_, err = calendar.Month{}.Value()
	assert.EqualError(t, err, "month: is not set, and so has no text: leave the field out (omitzero in JSON, omitempty in YAML, NULL in a column)")
}
