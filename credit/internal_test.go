package credit

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/zone"
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
		for range tt.there {
			x.names.New()
		}
		x.reserve(tt.more)
		assert.Len(t, x.slots, tt.slots, "%v", tt)
		x.names.Cut(0)
		x.reserve(1)
		assert.Len(t, x.slots, tt.slots, "it does not shrink")
	}
}

// Names are found among many, and others are not; an index that is cleared is empty and
// keeps its seed.
func TestIndexFindsNames(t *testing.T) {
	var x index
	n, _ := x.find("a")
	require.Equal(t, none, n, "before the first reset")
	x.reset()
	for i := range 3000 {
		name := fmt.Sprint("id", i)
		n, hash := x.find(name)
		require.Equal(t, none, n)
		x.add(name, hash)
	}
	clone := x.clone()
	_, before := x.find("a")
	x.reset()
	n, _ = x.find("id1")
	require.Equal(t, none, n)
	_, after := x.find("a")
	for i, name := range clone.all() {
		n, _ := clone.find(name)
		require.Equal(t, int32(i), n)
	}
	require.Equal(t, 3000, clone.len())
	assert.Equal(t, before, after)
}

// Names whose hashes are alike are found one behind the other, around the end too.
func TestIndexOfCollisions(t *testing.T) {
	var x index
	x.reset()
	for i := range 40 {
		name := fmt.Sprint("id", i)
		_, hash := x.find(name)
		x.add(name, hash)
	}
	size := len(x.slots)
	clear(x.slots)
	for i, y := range all(&x.names) { // all at the last place
		mask := uint32(size - 1)
		x.put(y.hash&^mask|mask, i+1)
	}
	assert.Zero(t, x.slots[size-1]&numberMask-1, "the first one")
	for i := 1; i < x.len(); i++ {
		assert.Equal(t, uint32(i+1), x.slots[i-1]&numberMask)
	}
}

// A month begins on its day by the calendar, whatever was asked before.
func TestMonthsByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m months
		var utc zone.Clock
		utc.Use(time.UTC)
		m.use(rapid.IntRange(0, 31).Draw(t, "day"))
		for range 20 {
			d := calendar.Date{Year: 1970, Month: time.January, Day: 1}.AddDays(rapid.IntRange(0, 73_000).Draw(t, "on"))
			want := d.MonthOf()
			if d.Day < min(max(1, m.day), want.Days()) {
				want = want.AddMonths(-1)
			}
			n := m.of(dayOf(d))
			require.Equal(t, want, monthOf(n), "%v", d)
			require.Equal(t, n, numberOf(want))
			require.LessOrEqual(t, m.first(n), dayOf(d))
			require.Greater(t, m.first(n+1), dayOf(d))
			require.Equal(t, n, m.of(m.first(n)))
			require.Equal(t, n-1, m.of(m.first(n)-1))
			require.Equal(t, dateOf(m.first(n)).Interval(time.UTC).Start.UnixNano(), m.start(n, &utc))
		}
	})
}

// The heap of a ticket has its first session on top, however sessions come and go.
func TestHeapOfSessions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f Fund
		f.tickets.Add(ticket{begun: none})
		var there []int32
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			if root := f.tickets.At(0).begun; len(there) > 0 && rapid.Bool().Draw(t, "pop") {
				f.tickets.At(0).begun = f.pop(root)
				there = slices.DeleteFunc(there, func(i int32) bool { return i == root })
			} else {
				i := int32(f.works.Len())
				f.works.Add(work{at: rapid.Int64Range(0, 20).Draw(t, "at"), child: none, sibling: none})
				f.push(i)
				there = append(there, i)
			}
			first := none
			for _, i := range there {
				if first == none || f.works.At(i).at < f.works.At(first).at {
					first = i
				}
			}
			require.Equal(t, first, f.tickets.At(0).begun)
		}
	})
}

// The queue keeps lots in their order through thousands of changes, in runs of limited
// length.
func TestQueueOfLots(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var f Fund
	for i := range 5000 {
		switch n := random.IntN(i + 1); {
		case i < 100 || i%3 > 0:
			f.lots = append(f.lots, lot{at: random.Int64N(1000), size: 1 + random.Int64N(5), rank: int32(i)})
			f.change(int32(len(f.lots)-1), 0, f.lots[len(f.lots)-1].size)
		default:
			n %= len(f.lots)
			before := f.lots[n].left()
			f.lots[n].used = random.Int64N(f.lots[n].size + 1)
			f.change(int32(n), before, f.lots[n].left())
		}
		if i%100 == 0 {
			require.Empty(t, f.brokenQueue())
			at := random.Int64N(1100)
			var there int64
			for _, l := range f.lots {
				if l.at <= at {
					there += l.left()
				}
			}
			require.Equal(t, there, f.there(at))
		}
	}
	require.Greater(t, len(f.pools[0].lasting.runs), 3)
	for f.pools[0].lasting.first() != none {
		n := f.pools[0].lasting.first()
		before := f.lots[n].left()
		f.lots[n].used = f.lots[n].size
		f.change(n, before, 0)
	}
	require.Empty(t, f.brokenQueue())
	require.Zero(t, f.there(2000))
}
