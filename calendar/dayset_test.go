package calendar

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestDayset compares sets, full and sparse, with a walk over their days.
func TestDayset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := int64(rapid.OneOf(rapid.IntRange(1, 3000), rapid.IntRange(1<<16-40, 1<<16+40), rapid.IntRange(1, 73_100)).Draw(t, "limit"))
		s, want := newDayset(limit), make([]bool, limit)
		for range rapid.IntRange(0, 2).Draw(t, "weeks") {
			from := rapid.Int64Range(0, limit).Draw(t, "from")
			until := rapid.Int64Range(0, limit).Draw(t, "until")
			days, first := Days(rapid.IntRange(0, int(EveryDay)).Draw(t, "days")), time.Weekday(rapid.IntRange(0, 6).Draw(t, "first"))
			s.weekly(from, until, days, first)
			for d := from; d < until; d++ {
				want[d] = want[d] || days.Has((first+time.Weekday(d-from))%7)
			}
		}
		for range rapid.IntRange(0, 40).Draw(t, "single") {
			d, in := rapid.Int64Range(0, limit-1).Draw(t, "day"), rapid.Bool().Draw(t, "in")
			s.set(d, in)
			want[d] = in
		}
		s.count()
		n := 0
		for d, in := range want {
			require.Equal(t, in, s.has(d))
			require.Equal(t, n, s.before(d))
			if in {
				require.Equal(t, d, s.at(n), n)
				n++
			}
		}
		require.Equal(t, n, s.size)
		require.Equal(t, n, s.before(int(limit)))
	})
}
