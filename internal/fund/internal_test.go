package fund

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
			n := m.Of(DayOf(d))
			require.Equal(t, want, MonthOf(n), "%v", d)
			require.Equal(t, n, NumberOf(want))
			require.LessOrEqual(t, m.first(n), DayOf(d))
			require.Greater(t, m.first(n+1), DayOf(d))
			require.Equal(t, n, m.Of(m.first(n)))
			require.Equal(t, n-1, m.Of(m.first(n)-1))
			require.Equal(t, DateOf(m.first(n)).Interval(time.UTC).Start.UnixNano(), m.Start(n, &utc))
		}
	})
}

// The heap of a ticket has its first session on top, however sessions come and go.
func TestHeapOfSessions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f Fund
		f.TicketRows.Add(TicketRow{Begun: None})
		var there []int32
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			if root := f.TicketRows.At(0).Begun; len(there) > 0 && rapid.Bool().Draw(t, "pop") {
				f.TicketRows.At(0).Begun = f.pop(root)
				there = slices.DeleteFunc(there, func(i int32) bool { return i == root })
			} else {
				i := int32(f.WorkRows.Len())
				f.WorkRows.Add(WorkRow{At: rapid.Int64Range(0, 20).Draw(t, "at"), Child: None, Sibling: None})
				f.Push(i)
				there = append(there, i)
			}
			first := None
			for _, i := range there {
				if first == None || f.WorkRows.At(i).At < f.WorkRows.At(first).At {
					first = i
				}
			}
			require.Equal(t, first, f.TicketRows.At(0).Begun)
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
			f.LotRows = append(f.LotRows, LotRow{At: random.Int64N(1000), Size: 1 + random.Int64N(5), Rank: int32(i)})
			f.Change(int32(len(f.LotRows)-1), 0, f.LotRows[len(f.LotRows)-1].Size)
		default:
			n %= len(f.LotRows)
			before := f.LotRows[n].Left()
			f.LotRows[n].Used = random.Int64N(f.LotRows[n].Size + 1)
			f.Change(int32(n), before, f.LotRows[n].Left())
		}
		if i%100 == 0 {
			require.Empty(t, f.brokenQueue())
			at := random.Int64N(1100)
			var there int64
			for _, l := range f.LotRows {
				if l.At <= at {
					there += l.Left()
				}
			}
			require.Equal(t, there, f.there(at))
		}
	}
	require.Greater(t, len(f.pools[0].lasting.runs), 3)
	for f.pools[0].lasting.first() != None {
		n := f.pools[0].lasting.first()
		before := f.LotRows[n].Left()
		f.LotRows[n].Used = f.LotRows[n].Size
		f.Change(n, before, 0)
	}
	require.Empty(t, f.brokenQueue())
	require.Zero(t, f.there(2000))
}
