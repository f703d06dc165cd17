package credit

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/zone"
)

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
