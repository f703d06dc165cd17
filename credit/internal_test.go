package credit

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

// Too much memory to be filled in a test.
func TestFull(t *testing.T) {
	for _, tt := range []struct {
		entries, moves int
		full           bool
	}{
		{0, 0, false},
		{MaxEntries - 1, maxMoves - 1, false},
		{MaxEntries, 0, true},
		{0, maxMoves, true},
	} {
		assert.Equal(t, tt.full, full(tt.entries, tt.moves), "%v", tt)
	}
}

func TestIndexIsHalfFullAtMost(t *testing.T) {
	for _, tt := range []struct{ there, more, slots int }{
		{0, 0, 16}, {0, 8, 16}, {0, 9, 32}, {8, 0, 16}, {8, 1, 32}, {10, 100, 256}, {100, 28, 256}, {100, 29, 512},
	} {
		var x index
		x.reserve(make([]record, tt.there), tt.more)
		assert.Len(t, x.slots, tt.slots, "%v", tt)
		x.reserve(nil, 1)
		assert.Len(t, x.slots, tt.slots, "it does not shrink")
	}
}

// Ids whose hashes are alike are found one behind the other, around the end too.
func TestIndexOfCollisions(t *testing.T) {
	var x index
	assert.Equal(t, none, x.find(nil, "a", 0))
	x.reset()
	assert.Equal(t, none, x.find(nil, "a", 0))
	var texts []text
	var records []record
	for i := range 40 {
		id := fmt.Sprint("id", i)
		hash := uint32(i%2)<<recordBits | 1<<20 - 2
		require.Equal(t, none, x.find(texts, id, hash))
		texts, records = append(texts, text{id: id}), append(records, record{hash: hash})
		x.add(records)
		for j := range texts {
			require.Equal(t, int32(j), x.find(texts, texts[j].id, records[j].hash))
		}
	}
}

func TestIndexHashesApart(t *testing.T) {
	var x index
	assert.Zero(t, x.hash("a"))
	x.reset()
	hashes := map[uint32]bool{}
	for i := range 100 {
		hashes[x.hash(fmt.Sprint(i))] = true
	}
	assert.Greater(t, len(hashes), 90)
	before := x.hash("a")
	x.reset()
	assert.Equal(t, before, x.hash("a"), "an index keeps its seed")
}

var zones = []string{"Europe/Paris", "America/St_Johns", "America/Sao_Paulo", "Pacific/Apia", "UTC"}

func anyMonths(t *rapid.T) months {
	loc, err := calendar.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
	require.NoError(t, err)
	return months{loc, rapid.IntRange(0, 31).Draw(t, "day")}
}

// What is remembered of a month is in it, and is most of it where months are those
// of the calendar.
func TestRecentMonthIsTheMonth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMonths(t)
		var c recent
		at := rapid.Int64Range(0, 4_000_000_000).Draw(t, "at") * int64(time.Second)
		for range 20 {
			require.Equal(t, m.of(at), c.of(m, at))
			kept := time.Duration(0)
			if m.day <= 1 {
				kept = 23 * 24 * time.Hour
			}
			require.Equal(t, kept, time.Duration(c.to-c.from))
			for _, near := range []int64{c.from, c.from + 1, c.to - 1} {
				if kept > 0 {
					require.Equal(t, m.of(near), c.of(m, near))
				}
			}
			at = max(0, at+rapid.Int64Range(-40*86400, 40*86400).Draw(t, "step")*int64(time.Second))
		}
	})
}

// Up to the next instant the month is the same, and there it is another or the
// zone says that its clocks are changed.
func TestNextIsAsFarAsTheMonthGoesOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMonths(t)
		at := rapid.Int64Range(0, 4_000_000_000).Draw(t, "at")*int64(time.Second) + rapid.Int64Range(0, 1).Draw(t, "nanosecond")
		next := m.next(at)
		require.Greater(t, next, at)
		for range 20 {
			require.Equal(t, m.of(at), m.of(rapid.Int64Range(at, next-1).Draw(t, "between")))
		}
		require.Equal(t, m.of(at), m.of(next-1))
		_, change := instant(at).In(m.loc).ZoneBounds() // at the end of a leap year it can be none
		require.True(t, m.of(next) != m.of(at) || change.Equal(instant(next)))
	})
}
