package calendar

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/civil"
	"github.com/palier-go/palier/internal/zone"
)

// TestRegimes checks that no change of the clocks is overlooked, by looking every
// six hours, in zones with every kind of rule.
func TestRegimes(t *testing.T) {
	for _, name := range []string{"UTC", parisName, "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "America/Havana", "Asia/Beirut", "Africa/Casablanca", "Europe/Dublin", "Asia/Gaza"} {
		loc, err := LoadLocation(name)
		require.NoError(t, err)
		from, until := time.Date(2008, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2049, 6, 1, 0, 0, 0, 0, time.UTC).Unix()
		rs := regimes(loc, from, until)
		i := 0
		for at := from; at < until; at += 6 * 3600 {
			for i+1 < len(rs) && rs[i+1].from <= at {
				i++
				require.Equal(t, rs[i-1].offset, zone.Offset(rs[i].from-1, loc))
				require.NotEqual(t, rs[i-1].offset, rs[i].offset)
			}
			require.Equal(t, zone.Offset(at, loc), rs[i].offset, "%s %s", name, time.Unix(at, 0).UTC())
		}
		assert.Equal(t, len(rs)-1, i)
	}
}

func TestDateNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-719162, 2932896).Draw(t, "days")
		d := dateOfNumber(n)
		require.True(t, d.Valid())
		require.Equal(t, n, d.number())
		require.Equal(t, d.Weekday(), civil.Weekday(n))
	})
}

// TestAlone checks which intervals take the short way into the days: those that
// are all that is open on their day, right up to its ends.
func TestAlone(t *testing.T) {
	const h, day = 3600, daySeconds
	for _, x := range []struct {
		start, end, next int64
		today            []part // of the day before it, or of its own
		n                int    // the days that are written
		want             bool
	}{
		{0, day, day, nil, 0, true},
		{9 * h, 18 * h, day, nil, 0, true},
		{9 * h, 18 * h, day - 1, nil, 0, false},
		{9 * h, 18 * h, 20 * h, nil, 0, false},
		{9 * h, day + 1, day + 9*h, nil, 0, false},
		{3*day + 9*h, 4 * day, 4 * day, nil, 1, true},
		{3*day + 9*h, 4*day + 1, 5 * day, nil, 1, false},
		{3*day + 9*h, 3*day + 18*h, 9 * day, []part{{0, h}}, 2, true},
		{3*day + 9*h, 3*day + 18*h, 9 * day, []part{{0, h}}, 3, false},
	} {
		const lo = -20 * day
		c := &Calendar{lo: lo, patterns: []pattern{{}}, days: make([]uint64, 10)}
		b := &builder{c: c, start: lo + x.start, end: lo + x.end, today: x.today, n: x.n, known: map[string]uint32{}}
		got := b.alone(lo + x.next)
		require.Equal(t, x.want, got, "%+v", x)
		if got {
			on := x.start / day
			require.Equal(t, int(on)+1, b.n)
			p := c.patterns[c.days[on]&(1<<patternBits-1)]
			require.Equal(t, part{uint32(x.start - on*day), uint32(x.end - on*day)}, p.first)
		}
	}
}
