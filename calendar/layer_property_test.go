package calendar_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
)

// A scan asks what the wording of each layer says, second by second, of models that know nothing of each other.
type scan struct {
	base   *model
	layers []*model // nil for a complement
	ops    []calendar.LayerOp
}

func (s scan) open(unix int64) bool {
	open := s.base.open(unix)
	for i, op := range s.ops {
		switch op {
		case calendar.LayerUnion:
			if s.layers[i].open(unix) {
				open = true
			}
		case calendar.LayerIntersection:
			if !s.layers[i].open(unix) {
				open = false
			}
		case calendar.LayerDifference:
			if s.layers[i].open(unix) {
				open = false
			}
		case calendar.LayerComplement:
			open = !open
		}
	}
	return open
}

// edges returns the seconds from a to b at which it opens or closes, of those at which any of its parts may.
func (s scan) edges(a, b int64) []int64 {
	var at []int64
	for _, m := range append([]*model{s.base}, s.layers...) {
		for t := a - 86400; m != nil && t <= b+86400; t += 86400 {
			for _, x := range m.near(t) {
				at = append(at, x[0], x[1])
			}
		}
	}
	slices.Sort(at)
	var out []int64
	for _, t := range slices.Compact(at) {
		if a < t && t < b && s.open(t-1) != s.open(t) {
			out = append(out, t)
		}
	}
	return out
}

// between adds up the open seconds from a to b, an interval between two edges at a time.
func (s scan) between(a, b int64) (sum int64) {
	at := append(append([]int64{a}, s.edges(a, b)...), b)
	for i := range len(at) - 1 {
		if s.open(at[i]) {
			sum += at[i+1] - at[i]
		}
	}
	return sum
}

var layerOps = []calendar.LayerOp{calendar.LayerUnion, calendar.LayerIntersection, calendar.LayerDifference, calendar.LayerComplement}

// drawLayers puts layers of other zones over a scene.
func drawLayers(t *rapid.T) (scene, scan) {
	s := drawScene(t)
	all := scan{base: s.m}
	for range rapid.IntRange(1, 4).Draw(t, "layers") {
		op := rapid.SampledFrom(layerOps).Draw(t, "op")
		layer := calendar.Layer{Op: op, Reason: op.String()}
		var m *model
		if op != calendar.LayerComplement {
			layer.Zone = rapid.SampledFrom([]string{s.m.schedule.Zone, "America/St_Johns", "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Paris"}).Draw(t, "zone")
			nights := rapid.Bool().Draw(t, "nights") // with no early morning that they could meet
			for _, days := range []calendar.Days{calendar.Weekdays, calendar.On(0, 6)} {
				if open := spans(t, days.String()); len(open) > 0 && rapid.Bool().Draw(t, "used") {
					if last := &open[len(open)-1]; last.End < last.Start && !nights {
						last.End = calendar.Midnight24
					}
					if nights && open[0].Start < 6*3600 {
						continue
					}
					layer.Hours = append(layer.Hours, calendar.Hours{Days: days, Open: open})
				}
			}
			layer.Exceptions = drawExceptions(t, func(label string) calendar.Date {
				return calendar.DateOf(s.day.AddDate(0, 0, rapid.IntRange(-3, 3).Draw(t, label)))
			})
			var holidays []civil
			layer.Holidays, holidays = drawHolidays(t, s.day.Year())
			loc, err := calendar.LoadLocation(layer.Zone)
			require.NoError(t, err)
			m = newModel(calendar.Schedule{Hours: layer.Hours, Exceptions: layer.Exceptions}, loc, holidays...)
		}
		s.m.schedule.Layers = append(s.m.schedule.Layers, layer)
		all.layers, all.ops = append(all.layers, m), append(all.ops, op)
	}
	doc, err := json.Marshal(s.m.schedule) // as a program would have it that was built before
	require.NoError(t, err)
	var back calendar.Schedule
	require.NoError(t, json.Unmarshal(doc, &back))
	s.c, err = calendar.Compile(back)
	require.NoError(t, err)
	return s, all
}

func TestLayersAgreeWithScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, all := drawLayers(t)
		a, b := ordered(s.instant(t, "a").Truncate(time.Second), s.instant(t, "b").Truncate(time.Second))
		edges := all.edges(a.Unix(), b.Unix())

		for _, at := range append(edges, a.Unix(), b.Unix()) {
			for _, d := range []int64{-1, 0} {
				got, err := s.c.IsOpen(time.Unix(at+d, 0))
				if err == nil {
					require.Equal(t, all.open(at+d), got, time.Unix(at+d, 0).UTC())
				}
			}
		}
		want := time.Duration(all.between(a.Unix(), b.Unix())) * time.Second
		got, err := s.c.Between(a, b)
		require.NoError(t, err)
		require.Equal(t, want, got)
		if want > 0 {
			to, err := s.c.Add(a, want)
			require.NoError(t, err)
			require.Equal(t, want, time.Duration(all.between(a.Unix(), to.Unix()))*time.Second)
			require.True(t, all.open(to.Unix()-1))
			next, err := s.c.NextOpen(a)
			require.NoError(t, err)
			require.True(t, all.open(next.Unix()))
			require.Zero(t, all.between(a.Unix(), next.Unix()))
		}
		at := a
		for _, want := range edges {
			got, found, err := s.c.NextChange(at, b)
			require.NoError(t, err)
			require.True(t, found)
			require.Equal(t, want, got.Unix())
			at = got
		}
		if b.After(at) { // a change at b itself is one
			_, found, err := s.c.NextChange(at, b.Add(-1))
			require.NoError(t, err)
			require.False(t, found)
		}

		// The account says of each stretch what the scan says, and which layer it was.
		why, err := s.c.Explain(a, b, nil)
		require.NoError(t, err)
		at = a
		for _, x := range why {
			require.True(t, at.Equal(x.Interval.Start) && at.Before(x.Interval.End))
			for _, sec := range []int64{x.Interval.Start.Unix(), x.Interval.End.Unix() - 1} {
				require.Equal(t, all.open(sec), x.Why == calendar.Counted, "%+v", x)
				by, open := -1, all.base.open(sec)
				for i := range all.ops {
					is := scan{all.base, all.layers[:i+1], all.ops[:i+1]}.open(sec)
					if is != open {
						by = i
					}
					open = is
				}
				if by >= 0 {
					require.Equal(t, s.m.schedule.Layers[by].Reason, x.Note, "%+v", x)
				}
				require.Equal(t, by >= 0 && !open, x.Why == calendar.ByLayer)
			}
			require.True(t, x.Date.Interval(s.c.Location()).Intersect(x.Interval) == x.Interval || x.Date.Interval(s.c.Location()).Duration() < 24*time.Hour, "%+v", x)
			at = x.Interval.End
		}
		require.True(t, at.Equal(b) || len(why) == 0)
	})
}

// A working day of a schedule with layers is a date of its own zone of which some time is open, and closes
// when the last of that ends.
func TestWorkingDaysOfLayers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, all := drawLayers(t)
		var last calendar.Date
		for i := -2; i <= 3; i++ {
			d := calendar.DateOf(s.day.AddDate(0, 0, i))
			if d.Year < s.c.Window().Start.In(s.c.Location()).Year() {
				continue
			}
			from := s.m.first(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix())
			until := s.m.first(time.Date(d.Year, d.Month, d.Day+1, 0, 0, 0, 0, time.UTC).Unix())
			want := all.between(from, until) > 0
			got, err := s.c.IsWorkingDay(d)
			require.NoError(t, err)
			require.Equal(t, want, got, d)
			if want {
				closes := until
				for edges := all.edges(from, until+1); !all.open(closes - 1); edges = edges[:len(edges)-1] {
					closes = edges[len(edges)-1]
				}
				got, err := s.c.CloseOfBusiness(time.Unix(until-1, 0), 0)
				require.NoError(t, err)
				require.Equal(t, closes, got.Unix(), "%s", d)
				if last.Valid() {
					next, err := s.c.AddWorkingDays(last, 1)
					require.NoError(t, err)
					require.Equal(t, d, next)
				}
				last = d
			}
		}
	})
}

// Over whole years, what a schedule with layers has open is what the intervals of its parts come to.
func TestLayersAgainstIntervals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawLayers(t)
		schedule := s.m.schedule
		bounds := calendar.Interval{Start: s.c.Window().Start.Add(72 * time.Hour), End: s.c.Window().End.Add(-72 * time.Hour)}
		intervals := func(own calendar.Schedule) []calendar.Interval {
			own.FirstYear, own.LastYear, own.Layers = schedule.FirstYear, schedule.LastYear, nil
			c, err := calendar.Compile(own)
			require.NoError(t, err)
			open, err := c.Open(bounds.Start, bounds.End)
			require.NoError(t, err)
			return slices.Collect(open)
		}
		want := intervals(schedule)
		whole := []calendar.Interval{bounds}
		for _, x := range schedule.Layers {
			if x.Op == calendar.LayerComplement {
				want = calendar.Subtract(whole, want)
				continue
			}
			own := intervals(calendar.Schedule{Zone: x.Zone, Hours: x.Hours, Holidays: x.Holidays, Exceptions: x.Exceptions})
			switch x.Op {
			case calendar.LayerUnion:
				want = calendar.Union(append(want, own...))
			case calendar.LayerIntersection:
				want = calendar.Subtract(want, calendar.Subtract(whole, own))
			case calendar.LayerDifference:
				want = calendar.Subtract(want, own)
			}
		}
		open, err := s.c.Open(bounds.Start, bounds.End)
		require.NoError(t, err)
		got := slices.Collect(open)
		require.Len(t, got, len(want))
		for i := range want {
			require.True(t, want[i].Start.Equal(got[i].Start) && want[i].End.Equal(got[i].End), "%v, want %v", got[i], want[i])
		}
	})
}
