package calendar_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

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

// weekOf returns hours with so many spans a week, of a second each.
func weekOf(n int) (hours []calendar.Hours) {
	at := calendar.Clock(0)
	add := func(days calendar.Days, n int) {
		for h := (calendar.Hours{Days: days}); n > 0; n-- {
			h.Open = append(h.Open, calendar.Span{Start: at, End: at + 1})
			if at += 2; len(h.Open) == 24 || n == 1 {
				hours, h.Open = append(hours, h), nil
			}
		}
	}
	add(calendar.EveryDay, n/7)
	add(calendar.On(time.Monday), n%7)
	return hours
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
		`{"zone":"UTC","layers":[{"op":"difference","zone":"UTC","holidays":{"code":"XX"}}]}`:                                 {"layers[0].holidays.code"},
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
	for _, x := range []struct {
		own, layer int // spans a week
		want       []string
	}{{2400, 0, nil}, {2401, 0, []string{"hours"}}, {2399, 1, nil}, {2399, 2, []string{"layers"}}, {0, 2401, []string{"layers[0].hours", "layers"}}} {
		s.Hours, s.Layers = weekOf(x.own), []calendar.Layer{{Op: calendar.LayerUnion, Zone: "UTC", Hours: weekOf(x.layer)}}
		if err := s.Validate(); x.want == nil {
			assert.NoError(t, err)
		} else {
			assert.Equal(t, x.want, fields(t, err))
		}
	}
	cuts := []calendar.Exception{{Date: date("2026-01-01"), Weeks: 1, Closed: weekOf(140)[0].Open[:20]}}
	s = calendar.OfficeHours()
	s.Exceptions = cuts
	for i := range 5 {
		assert.NoError(t, s.Validate(), "%d closed parts", 20*(i+1))
		s.Layers = append(s.Layers, calendar.Layer{Op: calendar.LayerUnion, Zone: "UTC", Exceptions: cuts})
	}
	assert.Equal(t, []string{"layers"}, fields(t, s.Validate()))
	s = calendar.OfficeHours()
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
	// The holidays and exceptions of those days hold too. 31 December 2021 is a holiday of the year after it.
	for doc, want := range map[string]time.Duration{
		`{"zone":"Pacific/Pago_Pago","first_year":2020,"last_year":2020,"layers":[{"op":"union","zone":"Pacific/Kiritimati",
		  "hours":[{"days":"mon-sun","open":["00:00-24:00"]}],"holidays":{"code":"US"}}]}`: (366 - 10) * 24 * time.Hour,
		`{"zone":"Pacific/Pago_Pago","first_year":2021,"last_year":2021,"layers":[{"op":"union","zone":"Pacific/Pago_Pago",
		  "hours":[{"days":"mon-sun","open":["00:00-24:00"]}],"holidays":{"code":"US"}}]}`: (365 - 12) * 24 * time.Hour,
		`{"zone":"Pacific/Pago_Pago","first_year":2020,"last_year":2020,"layers":[{"op":"union","zone":"Pacific/Kiritimati",
		  "hours":[{"days":"mon-sun","open":["00:00-24:00"]}],"exceptions":[{"date":"2019-12-01","weeks":1,"closed":["12:00-24:00"]}]}]}`: 366 * 12 * time.Hour,
		`{"zone":"Pacific/Kiritimati","first_year":2020,"last_year":2020,"layers":[{"op":"union","zone":"Pacific/Pago_Pago",
		  "hours":[{"days":"mon-sun","open":["00:00-24:00"]}],"exceptions":[{"date":"2019-12-01","weeks":1,"closed":["00:00-12:00"]}]}]}`: 366 * 12 * time.Hour,
	} {
		c, _ := fromJSON(t, doc)
		d, err := c.Between(c.Window().Start, c.Window().End)
		require.NoError(t, err)
		assert.Equal(t, want, d, doc)
	}
	geneva, _ := fromJSON(t, `{"zone":"Pacific/Kiritimati","first_year":2020,"last_year":2020,"layers":[{"op":"union","zone":"Pacific/Pago_Pago",
		"hours":[{"days":"mon-sun","open":["00:00-24:00"]}],"holidays":{"code":"CH-GE"}}]}`)
	d, err = geneva.Between(geneva.Window().Start, parse("2020-01-02T11:00:00Z")) // the last hour of 30 December, and two holidays
	require.NoError(t, err)
	assert.Equal(t, time.Hour, d)
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

// Nights whose middle is closed, in a schedule of two years and in its layers: what is left behind midnight is told
// however far the hours have been read.
func TestLateHoursOfLayers(t *testing.T) {
	const nights = `"hours":[{"days":"mon-sun","open":["22:00-06:00"]}],"exceptions":[{"date":"2018-12-01","weeks":1,"closed":["22:00-01:00"]}]`
	for layers, want := range map[string]time.Duration{
		`[]`:                            5 * time.Hour,
		`[{"op":"union","zone":"UTC"}]`: 5 * time.Hour,
		`[{"op":"union","zone":"UTC",` + nights + `}]`:                                             5 * time.Hour,
		`[{"op":"difference","zone":"UTC",` + nights + `}]`:                                        0,
		`[{"op":"complement"},{"op":"intersection","zone":"UTC",` + nights + `}]`:                  0,
		`[{"op":"union","zone":"UTC","hours":[{"days":"mon-sun","open":["00:00-24:00"]}]}]`:        24 * time.Hour,
		`[{"op":"intersection","zone":"UTC","hours":[{"days":"mon-sun","open":["02:00-24:00"]}]}]`: 4 * time.Hour,
	} {
		c, _ := fromJSON(t, `{"zone":"UTC","first_year":2019,"last_year":2020,`+nights+`,"layers":`+layers+`}`)
		for d := date("2019-01-01"); d.Year < 2021; d = d.AddDays(1) {
			day := d.Interval(time.UTC)
			got, err := c.Between(day.Start, day.End)
			require.NoError(t, err)
			require.Equal(t, want, got, "%s of %s", d, layers)
			works, err := c.IsWorkingDay(d) // of the hours left of its night, or that lie on it
			require.NoError(t, err)
			require.Equal(t, want > 0, works, "%s of %s", d, layers)
		}
	}
}
