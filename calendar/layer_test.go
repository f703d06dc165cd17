package calendar_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
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
			for _, days := range []calendar.Days{calendar.Weekdays, calendar.On(0, 6)} {
				if open := spans(t, days.String()); len(open) > 0 && rapid.Bool().Draw(t, "used") {
					if last := &open[len(open)-1]; last.End < last.Start {
						last.End = calendar.Midnight24
					}
					layer.Hours = append(layer.Hours, calendar.Hours{Days: days, Open: open})
				}
			}
			if rapid.Bool().Draw(t, "exception") {
				d := calendar.DateOf(s.day.AddDate(0, 0, rapid.IntRange(-2, 2).Draw(t, "on")))
				layer.Exceptions = []calendar.Exception{{Date: d, Open: open("22:00-03:00")}}
			}
			loc, err := calendar.LoadLocation(layer.Zone)
			require.NoError(t, err)
			m = newModel(calendar.Schedule{Hours: layer.Hours, Exceptions: layer.Exceptions}, loc)
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

func TestFollowTheSun(t *testing.T) {
	c, s := fromJSON(t, sunJSON)
	tokyo, err := calendar.LoadLocation("Asia/Tokyo")
	require.NoError(t, err)
	// Of a winter week Paris has 45 h, of which Montréal shares 3 a day, and Tokyo 1.
	d, err := c.Between(at(t, "2026-01-12T00:00"), at(t, "2026-01-19T00:00"))
	require.NoError(t, err)
	assert.Equal(t, 5*23*time.Hour, d)
	// From Monday 00:00Z in Tokyo to Friday 23:00Z in Montréal, with an hour of pause each day.
	for _, x := range []struct {
		at   string
		want bool
	}{
		{"2026-01-11T23:59:59.999999999Z", false},
		{"2026-01-12T00:00:00Z", true},
		{"2026-01-12T22:59:59.999999999Z", true},
		{"2026-01-12T23:00:00Z", false},
		{"2026-01-13T00:00:00Z", true},
		{"2026-01-16T22:59:59.999999999Z", true},
		{"2026-01-16T23:00:00Z", false},
	} {
		open, err := c.IsOpen(parse(x.at))
		require.NoError(t, err)
		assert.Equal(t, x.want, open, x.at)
	}
	next, err := c.NextOpen(parse("2026-01-17T12:00:00Z"))
	require.NoError(t, err)
	assert.Equal(t, time.Date(2026, 1, 19, 9, 0, 0, 0, tokyo).Unix(), next.Unix())
	assert.Equal(t, "Europe/Paris", next.Location().String())
	// Bastille Day closes Paris and no other.
	why, err := c.Explain(at(t, "2026-07-14T00:00"), at(t, "2026-07-15T00:00"), nil)
	require.NoError(t, err)
	var got []string
	for _, x := range why {
		got = append(got, x.Interval.Start.Format("15:04 ")+x.Why.String()+" "+x.Note)
		assert.Len(t, x.Holidays, 1)
	}
	assert.Equal(t, []string{"00:00 on_holiday ", "02:00 counted Tokyo", "11:00 on_holiday ", "15:00 counted Montréal"}, got)
	// A pause stops it as it does any other.
	elapsed, err := c.Elapsed(at(t, "2026-07-14T00:00"), at(t, "2026-07-15T00:00"), []calendar.Pause{{Start: at(t, "2026-07-14T03:00"), End: at(t, "2026-07-14T16:00")}})
	require.NoError(t, err)
	assert.Equal(t, 9*time.Hour, elapsed)
	assert.Len(t, s.Layers, 2)
}

func TestLayerFaults(t *testing.T) {
	for text, want := range map[string][]string{
		`{"zone":"UTC","layers":[{"zone":"UTC"}]}`:                                                                            {"layers[0].op"},
		`{"zone":"UTC","layers":[{"op":"xor","zone":"UTC"}]}`:                                                                 {"layers[0].op"},
		`{"zone":"UTC","layers":[{"op":"complement"},{"op":"union"}]}`:                                                        {"layers[1].zone"},
		`{"zone":"UTC","layers":[{"op":"union","zone":"Local"}]}`:                                                             {"layers[0].zone"},
		`{"zone":"UTC","layers":[{"op":"complement","zone":"UTC"}]}`:                                                          {"layers[0].op"},
		`{"zone":"UTC","layers":[{"op":"complement","holidays":{"code":"FR"}}]}`:                                              {"layers[0].op"},
		`{"zone":"UTC","layers":[{"op":"complement","reason":"the rest"}]}`:                                                   nil,
		`{"zone":"UTC","layers":[{"op":"union","zone":"UTC","layers":[]}]}`:                                                   {"layers[0].layers"},
		`{"zone":"UTC","layers":[{"op":"union","zone":"UTC","first_year":2000}]}`:                                             {"layers[0].first_year"},
		`{"zone":"UTC","layers":[{"op":"difference","zone":"UTC","holidays":{"code":"DE"}}]}`:                                 {"layers[0].holidays.code"},
		`{"zone":"UTC","layers":[{"op":"union","zone":"UTC","exceptions":[{"date":"2026-02-29"}],"reason":"\u0000"}]}`:        {"layers[0].exceptions[0].date", "layers[0].reason"},
		`{"zone":"UTC","layers":[{"op":"union","zone":"UTC","hours":[{"days":"mon","open":["09:00-12:00","11:00-13:00"]}]}]}`: {"layers[0].hours[0].open[1]"},
	} {
		s := calendar.AlwaysOpen("UTC")
		err := json.Unmarshal([]byte(text), &s)
		if want == nil {
			require.NoError(t, err, text)
			continue
		}
		assert.ElementsMatch(t, want, fields(t, err), text)
		assert.Equal(t, calendar.AlwaysOpen("UTC"), s, "left as it was")
	}
	s := calendar.OfficeHours()
	for _, x := range []struct {
		layers []calendar.Layer
		want   []string
	}{
		{make([]calendar.Layer, 25), []string{"layers"}},
		{[]calendar.Layer{{Op: calendar.LayerUnion, Zone: "Europe/Nowhere"}, {Op: calendar.LayerDifference, Zone: "Asia/Atlantis"}}, []string{"layers[0].zone", "layers[1].zone"}},
		{[]calendar.Layer{{Op: 5, Zone: "UTC"}}, []string{"layers[0].op"}},
	} {
		s.Layers = x.layers
		_, err := calendar.Compile(s)
		found := fields(t, err)
		for _, f := range x.want {
			assert.Contains(t, found, f)
		}
	}
	s.Layers = slices.Repeat([]calendar.Layer{{Op: calendar.LayerComplement}}, 24) // there and back
	c := compile(t, s)
	d, err := c.Between(at(t, "2026-05-04T00:00"), at(t, "2026-05-05T00:00"))
	require.NoError(t, err)
	assert.Equal(t, 9*time.Hour, d)
}

// What a layer has open about the ends of the compiled years counts up to them, also from a date that is beyond.
func TestLayersAtTheEnds(t *testing.T) {
	c, _ := fromJSON(t, `{"zone":"Pacific/Pago_Pago","first_year":2020,"last_year":2020,
		"layers":[{"op":"union","zone":"Pacific/Kiritimati","hours":[{"days":"mon-sun","open":["20:00-08:00"]}]}]}`)
	w := c.Window()
	d, err := c.Between(w.Start, w.End)
	require.NoError(t, err)
	assert.Equal(t, 366*12*time.Hour, d)
	for _, day := range []string{"2020-01-01", "2020-12-31"} {
		working, err := c.IsWorkingDay(date(day))
		require.NoError(t, err)
		assert.True(t, working)
	}
	// A date and a night that lie two days beyond the years of the other zone.
	for doc, want := range map[string]time.Duration{
		`{"zone":"Pacific/Pago_Pago","first_year":2020,"last_year":2020,
		  "layers":[{"op":"union","zone":"Pacific/Kiritimati","hours":[{"days":"mon-sun","open":["00:30-01:00"]}]}]}`: 366 * 30 * time.Minute,
		`{"zone":"Pacific/Kiritimati","first_year":2020,"last_year":2020,
		  "layers":[{"op":"union","zone":"Pacific/Pago_Pago","hours":[{"days":"mon-sun","open":["23:59-23:58"]}]}]}`: 366 * (24*time.Hour - time.Minute),
	} {
		c, _ := fromJSON(t, doc)
		d, err := c.Between(c.Window().Start, c.Window().End)
		require.NoError(t, err)
		assert.Equal(t, want, d, doc)
	}
	whole, _ := fromJSON(t, `{"zone":"Europe/Paris","first_year":2020,"last_year":2020,"layers":[{"op":"complement"}]}`)
	d, err = whole.Between(whole.Window().Start, whole.Window().End)
	require.NoError(t, err)
	assert.Equal(t, 366*24*time.Hour, d)
	closing, err := whole.CloseOfBusiness(parse("2020-12-31T12:00:00Z"), 0)
	require.NoError(t, err)
	assert.True(t, closing.Equal(whole.Window().End))
}

// Dates about a change of the clocks, told from open time alone: there and back are two complements.
func TestDatesOfOpenTime(t *testing.T) {
	for doc, dates := range map[string]map[string]bool{
		`{"zone":"Pacific/Apia","first_year":2011,"last_year":2011,"layers":[{"op":"complement"}]}`: {"2011-12-29": true, "2011-12-30": false, "2011-12-31": true},
		`{"zone":"Europe/Paris","first_year":2020,"last_year":2020,"layers":[{"op":"complement"},{"op":"complement"}],
		  "exceptions":[{"date":"2020-10-24","open":["10:00-24:00"]},{"date":"2020-10-25","open":["00:00-24:00"]}]}`: {"2020-10-23": false, "2020-10-24": true, "2020-10-25": true, "2020-10-26": false},
		`{"zone":"Europe/Paris","first_year":2020,"last_year":2020,"layers":[{"op":"complement"},{"op":"complement"}],
		  "exceptions":[{"date":"2020-03-28","open":["23:59-00:00"]},{"date":"2020-03-29","open":["23:00-24:00"]}]}`: {"2020-03-27": false, "2020-03-28": true, "2020-03-29": true, "2020-03-30": false},
	} {
		c, _ := fromJSON(t, doc)
		for d, want := range dates {
			got, err := c.IsWorkingDay(date(d))
			require.NoError(t, err)
			assert.Equal(t, want, got, "%s in %s", d, doc)
		}
	}
	// The clocks of St. John's went back from 00:01 on the 7th to 23:01 on the 6th, so that this night of the 5th
	// ended when the 7th had begun.
	c, _ := fromJSON(t, `{"zone":"America/St_Johns","first_year":2010,"last_year":2010,"layers":[{"op":"complement"},{"op":"complement"}],
		"hours":[{"days":"fri","open":["23:50-23:45"]}]}`)
	why, err := c.Explain(parse("2010-11-07T00:00:00Z"), parse("2010-11-07T04:00:00Z"), nil)
	require.NoError(t, err)
	var got []string
	for _, x := range why {
		got = append(got, x.Date.String()+" "+x.Interval.Start.UTC().Format("15:04 ")+x.Why.String())
	}
	assert.Equal(t, []string{"2010-11-06 00:00 counted", "2010-11-07 02:30 counted", "2010-11-07 03:15 by_layer"}, got)
}

func TestLocations(t *testing.T) {
	c, _ := fromJSON(t, `{"zone":"Europe/Paris","layers":[{"op":"union","zone":"Asia/Tokyo"},{"op":"complement"},{"op":"union","zone":"Europe/Paris"},{"op":"difference","zone":"UTC"},{"op":"union","zone":"Asia/Tokyo"}]}`)
	var names []string
	for _, loc := range c.Locations() {
		names = append(names, loc.String())
	}
	assert.Equal(t, []string{"Europe/Paris", "Asia/Tokyo", "UTC"}, names)
	assert.Equal(t, []*time.Location{time.UTC}, new(calendar.Calendar).Locations())
	assert.Equal(t, []*time.Location{time.UTC}, (*calendar.Calendar)(nil).Locations())
}

func TestLayersDoNotAllocate(t *testing.T) {
	c, _ := fromJSON(t, sunJSON)
	from, to := at(t, "2026-10-23T16:00"), at(t, "2031-10-23T16:00")
	for name, f := range map[string]func(){
		"IsOpen":   func() { _, _ = c.IsOpen(from) },
		"Between":  func() { _, _ = c.Between(from, to) },
		"Add":      func() { _, _ = c.Add(from, 400*time.Hour) },
		"NextOpen": func() { _, _ = c.NextOpen(from) },
		"Change":   func() { _, _, _ = c.NextChange(from, to) },
		"Days":     func() { _, _ = c.AddWorkingDays(calendar.DateOf(from), 250) },
		"Close":    func() { _, _ = c.CloseOfBusiness(from, 5) },
	} {
		assert.Zero(t, testing.AllocsPerRun(100, f), name)
	}
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
