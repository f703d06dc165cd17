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

// TestDaysetBeyond16Bits: the days about 1<<16, of which the list has the last 16 bits.
func TestDaysetBeyond16Bits(t *testing.T) {
	for _, missing := range []int64{-1, 0, 1<<16 - 1, 1 << 16, 1<<16 + 1} {
		for _, limit := range []int64{1<<16 - 1, 1 << 16, 1<<16 + 1, 1<<16 + 64} {
			s := newDayset(limit)
			s.weekly(0, limit, EveryDay, time.Sunday)
			if missing >= 0 && missing < limit {
				s.set(missing, false)
			}
			s.count()
			for n := max(0, s.size-70); n < s.size; n++ {
				want := n
				if missing >= 0 && int64(n) >= missing {
					want++
				}
				require.Equal(t, want, s.at(n), "%d of %d without %d", n, limit, missing)
			}
		}
	}
}
