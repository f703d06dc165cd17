package wire_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// The result of decoding depends neither on the machine's zone nor on its rules.
func TestParseTimeIgnoresLocal(t *testing.T) {
	before := time.Local
	defer func() { time.Local = before }()
	parse := func(local *time.Location) (at []time.Time) {
		time.Local = local
		for _, s := range []string{"2026-05-03T22:10:00+02:00", "2026-05-03T22:10:00Z", "2026-01-03T22:10:00.5-03:30"} {
			v, err := wire.ParseTime(s)
			require.NoError(t, err)
			at = append(at, v)
		}
		return at
	}
	want := parse(time.UTC)
	assert.Equal(t, "+0200 +0200", want[0].Format("-0700 MST"))
	for _, local := range []*time.Location{
		time.FixedZone("Here", 7200), time.FixedZone("UTC", 0), time.FixedZone("There", -12600),
	} {
		for i, got := range parse(local) {
			assert.Equal(t, want[i], got)
			assert.NotSame(t, local, got.Location())
			assert.Equal(t, want[i].Location().String(), got.Location().String())
		}
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "2026-05-03", "2026-05-03T22:10:00", "2026-05-03 22:10:00Z", "2026-05-03t22:10:00Z", "2026-05-03T22:10:00z",
		"2026-05-03T22:10:00,5Z", "2026-05-03T2:10:00Z", "2026-05-03T22:10:60Z", "2026-05-03T24:00:00Z", "2026-02-29T00:00:00Z",
		"2026-05-03T22:10:00+24:00", "2026-05-03T22:10:00+02:60", "2026-05-03T22:10:00+0200", "2026-05-03T22:10:00.1234567891Z",
		"2026-05-03T22:10:00.0000000000+02:00", "10000-01-01T00:00:00Z", "-001-01-01T00:00:00Z", "2026-05-03T22:10:00.Z", "2026-05-03T22:10:00Z ",
	} {
		_, err := wire.ParseTime(s)
		assert.ErrorContains(t, err, "must be an instant as RFC 3339", s)
	}
	for s, want := range map[string]time.Time{
		"0000-01-01T00:00:00+23:59":           time.Date(0, 1, 1, 0, 0, 0, 0, time.FixedZone("", 86340)),
		"9999-12-31T23:59:59.999999999-23:59": time.Date(9999, 12, 31, 23, 59, 59, 999999999, time.FixedZone("", -86340)),
		"2026-05-03T22:10:00.123456789Z":      time.Date(2026, 5, 3, 22, 10, 0, 123456789, time.UTC),
	} {
		got, err := wire.ParseTime(s)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
}

func TestDurationForwards(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "PT1H30M", string(wire.AppendDuration(nil, 90*time.Minute)))
	d, err := wire.ParseDuration("PT90M")
	require.NoError(t, err)
	assert.Equal(t, 90*time.Minute, d)
	_, err = wire.ParseDuration("90m")
	assert.ErrorIs(t, err, text.ErrDuration)
}
