package response_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

func officeHours(t testing.TB) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Compile(calendar.OfficeHours())
	require.NoError(t, err)
	return c
}

func TestGuaranteeWorkedCases(t *testing.T) {
	office := officeHours(t)
	tests := []struct {
		name               string
		within             time.Duration
		hours              *calendar.Calendar
		declared, answered string
		due                string
		outcome            response.Outcome
		margin             time.Duration
	}{
		{"at the deadline", 4 * time.Hour, nil, "2026-12-25T22:00:00+01:00", "2026-12-26T02:00:00+01:00", "2026-12-26T02:00:00+01:00", response.InTime, 0},
		{"a second late", 4 * time.Hour, nil, "2026-12-25T22:00:00+01:00", "2026-12-26T02:00:01+01:00", "2026-12-26T02:00:00+01:00", response.Late, -time.Second},
		{"a nanosecond late", 4 * time.Hour, nil, "2026-12-25T22:00:00+01:00", "2026-12-26T02:00:00.000000001+01:00", "2026-12-26T02:00:00+01:00", response.Late, -1},
		{"spring", 45 * time.Minute, nil, "2026-03-29T01:30:00+01:00", "2026-03-29T03:15:00+02:00", "2026-03-29T03:15:00+02:00", response.InTime, 0},
		{"over a public holiday", 4 * time.Hour, office, "2026-07-13T17:00:00+02:00", "2026-07-15T11:00:00+02:00", "2026-07-15T12:00:00+02:00", response.InTime, time.Hour},
		{"over a public holiday, late", 4 * time.Hour, office, "2026-07-13T17:00:00+02:00", "2026-07-15T12:00:01+02:00", "2026-07-15T12:00:00+02:00", response.Late, -time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := response.Guarantee{Within: tt.within}
			r, err := g.Check(response.Incident{Declared: at(tt.declared), Answered: at(tt.answered)}, tt.hours)
			require.NoError(t, err)
			assert.True(t, at(tt.due).Equal(r.Due), r.Due)
			assert.Equal(t, tt.outcome, r.Outcome)
			assert.Equal(t, tt.margin, r.Margin)
			b, err := json.Marshal(r)
			require.NoError(t, err)
			var back response.Answer
			require.NoError(t, json.Unmarshal(b, &back))
			assert.True(t, r.Due.Equal(back.Due))
			back.Start, back.Due, back.Answered = r.Start, r.Due, r.Answered
			assert.Equal(t, r, back)
		})
	}
}

// quick is an incident of twenty-five minutes.
func quick() response.Incident {
	return response.Incident{Detected: at("2026-05-12T10:05:00Z"), Declared: at("2026-05-12T10:10:00Z"), Answered: at("2026-05-12T10:30:00Z")}
}

func TestGuaranteeAllocations(t *testing.T) {
	g, in := response.Guarantee{Within: 45 * time.Minute, Monitored: true}, quick()
	n := testing.AllocsPerRun(100, func() { _, _ = g.Check(in, nil) })
	assert.Zero(t, n)
}

func TestGuaranteeClockStart(t *testing.T) {
	in := response.Incident{Detected: at("2026-05-12T10:00:00Z"), Declared: at("2026-05-12T10:10:00Z"), Answered: at("2026-05-12T10:50:00Z")}
	g := response.Guarantee{Within: 45 * time.Minute}
	r, err := g.Check(in, nil)
	require.NoError(t, err)
	assert.Equal(t, 5*time.Minute, r.Margin)
	g.Monitored = true
	r, err = g.Check(in, nil)
	require.NoError(t, err)
	assert.Equal(t, -5*time.Minute, r.Margin)
	assert.Equal(t, 50*time.Minute, r.Elapsed)

	in.Declared = time.Time{} // found by monitoring alone
	r, err = g.Check(in, nil)
	require.NoError(t, err)
	assert.Equal(t, response.Late, r.Outcome)
	g.Monitored = false
	_, err = g.Check(in, nil)
	assert.EqualError(t, err, `incident.declared: must be given where the guarantee is not monitored`)

	in.Declared = at("2026-05-12T11:00:00Z") // answered before it was declared
	r, err = g.Check(in, nil)
	require.NoError(t, err)
	assert.Equal(t, response.InTime, r.Outcome)
	assert.Zero(t, r.Elapsed)
}

func TestGuaranteePausesAndWaiting(t *testing.T) {
	office := officeHours(t)
	day := func(hm string) time.Time { return at("2026-05-12T" + hm + ":00+02:00") }
	for _, hours := range []*calendar.Calendar{nil, office} {
		in := response.Incident{Declared: day("10:00"), AsOf: day("13:00"), Pauses: []calendar.Pause{
			{Start: day("10:30"), End: day("11:00")}, {Start: day("10:45"), End: day("11:30")},
		}}
		g := response.Guarantee{Within: 2 * time.Hour}
		r, err := g.Check(in, hours)
		require.NoError(t, err)
		assert.True(t, day("13:00").Equal(r.Due), r.Due)
		assert.Equal(t, response.Waiting, r.Outcome)
		assert.Equal(t, 2*time.Hour, r.Elapsed)

		in.AsOf = day("13:00").Add(1)
		r, err = g.Check(in, hours)
		require.NoError(t, err)
		assert.Equal(t, response.Late, r.Outcome)
		assert.Equal(t, time.Duration(-1), r.Margin)

		in.Pauses = append(in.Pauses, calendar.Pause{Start: day("12:00")}) // not ended
		r, err = g.Check(in, hours)
		require.NoError(t, err)
		assert.True(t, r.Due.IsZero())
		assert.Equal(t, response.Waiting, r.Outcome)
		assert.Equal(t, time.Hour, r.Elapsed)
		assert.Equal(t, time.Hour, r.Margin)

		in.Pauses, in.Answered, in.AsOf = nil, day("15:00"), day("11:00") // answered after what is known
		r, err = g.Check(in, hours)
		require.NoError(t, err)
		assert.Equal(t, response.Waiting, r.Outcome)
		assert.True(t, r.Answered.IsZero())
		assert.Equal(t, time.Hour, r.Margin)
	}
	_, err := (response.Guarantee{Within: time.Hour}).Check(response.Incident{Declared: at("1950-01-01T00:00:00Z"), Answered: at("1950-01-01T01:00:00Z")}, office)
	var outside *calendar.RangeError
	require.ErrorAs(t, err, &outside)
	end := office.Window().End.Add(-time.Hour) // the deadline lies beyond the calendar, the answer does not
	_, err = (response.Guarantee{Within: 100 * time.Hour}).Check(response.Incident{Declared: end, Answered: end}, office)
	require.ErrorAs(t, err, &outside)
	free := response.Incident{Declared: day("10:00"), Answered: day("10:30"), Pauses: []calendar.Pause{{Start: day("11:00")}}}
	r, err := (response.Guarantee{Within: time.Hour}).Check(free, nil)
	require.NoError(t, err)
	assert.True(t, day("11:00").Equal(r.Due), "a pause from the deadline on does not hold it off")
}

// TestGuaranteeOnItsOwnClock: how late an answer is, and whether it is, is what the clock shows
// (D18, D19).
func TestGuaranteeOnItsOwnClock(t *testing.T) {
	t.Parallel()
	office := officeHours(t)
	open := func(zone string, hours ...calendar.Hours) *calendar.Calendar {
		c, err := calendar.Compile(calendar.Schedule{Zone: zone, Hours: hours})
		require.NoError(t, err)
		return c
	}
	berlin := open("Europe/Berlin", calendar.Hours{Days: calendar.EveryDay, Open: []calendar.Span{{Start: calendar.At(9, 0), End: calendar.At(18, 0)}}})
	paris := open(
		"Europe/Paris",
		calendar.Hours{Days: calendar.On(time.Monday), Open: []calendar.Span{{Start: calendar.At(10, 30), End: calendar.At(19, 0)}}},
		calendar.Hours{Days: calendar.Weekdays &^ calendar.On(time.Monday), Open: []calendar.Span{{Start: calendar.At(8, 30), End: calendar.At(19, 0)}}},
	)
	pauses := func(bounds ...string) (list []calendar.Pause) {
		for i := 0; i < len(bounds); i += 2 {
			list = append(list, calendar.Pause{Start: at(bounds[i]), End: at(bounds[i+1])})
		}
		return list
	}
	for _, c := range []struct {
		within           time.Duration
		hours            *calendar.Calendar
		declared         string
		pauses           []calendar.Pause
		due              string
		answered         string
		margin, realTime time.Duration // real time after the deadline, of what is late
	}{
		// P3: a deadline at closing time.
		{2 * time.Hour, office, "2026-01-09T16:00:00+01:00", nil, "2026-01-09T18:00:00+01:00", "2026-01-09T17:59:59+01:00", time.Second, 0},
		{2 * time.Hour, office, "2026-01-09T16:00:00+01:00", nil, "2026-01-09T18:00:00+01:00", "2026-01-09T18:00:00+01:00", 0, 0},
		{2 * time.Hour, office, "2026-01-09T16:00:00+01:00", nil, "2026-01-09T18:00:00+01:00", "2026-01-09T18:00:01+01:00", 0, 0},
		{2 * time.Hour, office, "2026-01-09T16:00:00+01:00", nil, "2026-01-09T18:00:00+01:00", "2026-01-12T09:00:00+01:00", 0, 0},
		{2 * time.Hour, office, "2026-01-09T16:00:00+01:00", nil, "2026-01-09T18:00:00+01:00", "2026-01-12T09:00:01+01:00", -time.Second, 63*time.Hour + time.Second},
		// P4: the clock is full as the day closes.
		{2 * time.Hour, berlin, "2013-06-04T11:00:00+02:00", pauses("2013-06-04T12:00:00+02:00", "2013-06-04T17:00:00+02:00"), "2013-06-04T18:00:00+02:00", "2013-06-05T09:00:00+02:00", 0, 0},
		{2 * time.Hour, berlin, "2013-06-04T11:00:00+02:00", pauses("2013-06-04T12:00:00+02:00", "2013-06-04T17:00:00+02:00"), "2013-06-04T18:00:00+02:00", "2013-06-05T09:00:01+02:00", -time.Second, 15*time.Hour + time.Second},
		// P5: two waits over nights.
		{4 * time.Hour, paris, "2034-06-05T10:00:00+02:00", pauses(
			"2034-06-05T11:00:00+02:00", "2034-06-07T09:30:00+02:00", "2034-06-07T10:00:00+02:00", "2034-06-08T09:00:00+02:00",
		), "2034-06-08T12:00:00+02:00", "2034-06-08T12:00:00+02:00", 0, 0},
		{4 * time.Hour, paris, "2034-06-05T10:00:00+02:00", pauses(
			"2034-06-05T11:00:00+02:00", "2034-06-07T09:30:00+02:00", "2034-06-07T10:00:00+02:00", "2034-06-08T09:00:00+02:00",
		), "2034-06-08T12:00:00+02:00", "2034-06-08T12:00:01+02:00", -time.Second, time.Second},
		// Over a holiday, and while the customer is waited for behind the deadline.
		{4 * time.Hour, office, "2026-05-22T14:00:00+02:00", nil, "2026-05-22T18:00:00+02:00", "2026-05-26T09:10:00+02:00", -10 * time.Minute, 87*time.Hour + 10*time.Minute},
		{4 * time.Hour, nil, "2026-05-11T09:00:00+02:00", pauses("2026-05-11T13:30:00+02:00", "2026-05-11T18:30:00+02:00"), "2026-05-11T13:00:00+02:00", "2026-05-11T19:00:00+02:00", -time.Hour, 6 * time.Hour},
		// A pause that begins with the answer or after it moves nothing; one before it does.
		{4 * time.Hour, nil, "2026-05-29T14:00:00+02:00", pauses("2026-05-29T14:16:00+02:00", "2026-06-21T11:07:00+02:00"), "2026-05-29T18:00:00+02:00", "2026-05-29T14:10:00+02:00", 230 * time.Minute, 0},
		{4 * time.Hour, nil, "2026-05-29T14:00:00+02:00", pauses("2026-05-29T14:10:00+02:00", "2026-05-29T15:00:00+02:00"), "2026-05-29T18:00:00+02:00", "2026-05-29T14:10:00+02:00", 230 * time.Minute, 0},
		{4 * time.Hour, nil, "2026-05-29T14:00:00+02:00", pauses("2026-05-29T14:09:00+02:00", "2026-05-29T15:00:00+02:00"), "2026-05-29T18:51:00+02:00", "2026-05-29T14:10:00+02:00", 231 * time.Minute, 0},
		{4 * time.Hour, office, "2026-05-28T14:00:00+02:00", pauses("2026-05-28T14:16:00+02:00", "2026-06-01T11:07:00+02:00"), "2026-05-28T18:00:00+02:00", "2026-05-28T14:10:00+02:00", 230 * time.Minute, 0},
	} {
		r, err := response.Guarantee{Within: c.within}.Check(response.Incident{Declared: at(c.declared), Answered: at(c.answered), Pauses: c.pauses}, c.hours)
		require.NoError(t, err)
		assert.True(t, at(c.due).Equal(r.Due), "%s: due %s", c.answered, r.Due)
		assert.Equal(t, c.margin, r.Margin, c.answered)
		assert.Equal(t, c.within-c.margin, r.Elapsed, c.answered)
		assert.Equal(t, c.margin < 0, r.Outcome == response.Late, c.answered)
		assert.Equal(t, c.realTime, r.Lateness(&penalty.Terms{RealTime: true}), c.answered)
		require.NoError(t, r.Validate())
	}
	waited, err := paris.Between(at("2034-06-05T11:00:00+02:00"), at("2034-06-07T09:30:00+02:00"))
	require.NoError(t, err)
	again, err := paris.Between(at("2034-06-07T10:00:00+02:00"), at("2034-06-08T09:00:00+02:00"))
	require.NoError(t, err)
	assert.Equal(t, 29*time.Hour, waited+again)
}

// TestLateInRealTime: a clause charges what the clock shows, or real time if it says so (D19).
func TestLateInRealTime(t *testing.T) {
	t.Parallel()
	period := month(t, "2026-05")
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), PerOutage: true, Counting: penalty.Begun, Uncapped: true}
	check := func(in response.Incident, hours *calendar.Calendar) []response.Answer {
		r, err := response.Guarantee{Within: 4 * time.Hour}.Check(in, hours)
		require.NoError(t, err)
		return []response.Answer{r}
	}
	amount := func(list []response.Answer) string {
		a, err := response.Guarantee{Within: 4 * time.Hour, Late: &terms}.Penalty(dec("100.00"), period, list)
		require.NoError(t, err)
		return a.Amount.StringFixed(2)
	}
	overHoliday := check(response.Incident{Declared: at("2026-05-22T14:00:00+02:00"), Answered: at("2026-05-26T09:10:00+02:00")}, officeHours(t))
	waited := check(response.Incident{
		Declared: at("2026-05-11T09:00:00+02:00"), Answered: at("2026-05-11T19:00:00+02:00"),
		Pauses: []calendar.Pause{{Start: at("2026-05-11T13:30:00+02:00"), End: at("2026-05-11T18:30:00+02:00")}},
	}, nil)
	open := check(response.Incident{Declared: at("2026-05-11T09:00:00+02:00"), AsOf: at("2026-05-11T15:30:00+02:00")}, nil)
	atOpening := check(response.Incident{Declared: at("2026-05-22T14:00:00+02:00"), Answered: at("2026-05-26T09:00:00+02:00")}, officeHours(t))
	assert.Equal(t, "5.00", amount(overHoliday), "ten minutes of the hours")
	assert.Equal(t, "5.00", amount(waited), "an hour without the wait")
	assert.Equal(t, "15.00", amount(open))
	assert.Equal(t, "0.00", amount(atOpening))
	terms.RealTime = true
	assert.Equal(t, "440.00", amount(overHoliday), "87 h 10")
	assert.Equal(t, "30.00", amount(waited))
	assert.Equal(t, "15.00", amount(open))
	assert.Equal(t, "0.00", amount(atOpening), "what is in time is not late in real time either")
	terms.MinOutage = 6*time.Hour + 1
	assert.Equal(t, "0.00", amount(waited))
}

func TestGuaranteeRefuses(t *testing.T) {
	ok := response.Incident{Declared: at("2026-05-12T10:00:00Z"), Answered: at("2026-05-12T10:10:00Z")}
	fields := func(g response.Guarantee, in response.Incident) []string {
		_, err := g.Check(in, nil)
		return faults(t, err)
	}
	hour := response.Guarantee{Within: time.Hour}
	assert.Equal(t, []string{"within"}, fields(response.Guarantee{}, ok))
	assert.Equal(t, []string{"within", "late.target", "late.rate"}, fields(response.Guarantee{Within: -1, Late: &penalty.Terms{}}, ok))
	assert.Equal(t, []string{"within"}, fields(response.Guarantee{Within: penalty.MaxPeriod + 1}, ok))
	assert.Equal(t, []string{"incident.declared", "incident.answered"}, fields(hour, response.Incident{}))
	bad := ok
	bad.Answered = bad.Declared.Add(-1)
	assert.Equal(t, []string{"incident.answered"}, fields(hour, bad))
	bad = ok
	bad.AsOf = bad.Declared.Add(-1)
	assert.Equal(t, []string{"incident.as_of"}, fields(hour, bad))
	bad = ok
	bad.Pauses = []calendar.Pause{{Start: bad.Declared, End: bad.Declared.Add(-1)}}
	assert.Equal(t, []string{"incident.pauses[0].end"}, fields(hour, bad))
	bad.Pauses = make([]calendar.Pause, 1001)
	bad.ID = string(make([]byte, 1001))
	assert.Equal(t, []string{"incident.id", "incident.pauses"}, fields(hour, bad))
}

func TestAttainment(t *testing.T) {
	// 20 incidents, one answered after 31 minutes: 95 %, as promised; with two, 90 %.
	g := response.Guarantee{Within: 30 * time.Minute}
	var a response.Attainment
	for i := range 20 {
		start := at("2026-05-01T00:00:00Z").Add(time.Duration(i) * 24 * time.Hour)
		in := response.Incident{Declared: start, Answered: start.Add(30 * time.Minute)}
		if i == 7 {
			in.Answered = start.Add(31 * time.Minute)
		}
		r, err := g.Check(in, nil)
		require.NoError(t, err)
		if r.Outcome == response.Late {
			a.Late++
		} else {
			a.InTime++
		}
	}
	assert.Equal(t, response.Attainment{InTime: 19, Late: 1}, a)
	assert.Equal(t, "19/20", a.Ratio().String())
	assert.Equal(t, "95.0 %", a.Percent(1))
	assert.False(t, a.Below(dec("0.95")))
	assert.True(t, a.Below(dec("0.9501")))
	assert.Equal(t, "100 %", response.Attainment{}.Percent(0))
	assert.NotPanics(t, func() {
		huge := response.Attainment{InTime: int(^uint(0) >> 1), Late: int(^uint(0) >> 1)}
		huge.Percent(4)
		(response.Attainment{InTime: -1, Late: -5}).Percent(4)
	})
	require.Error(t, response.Attainment{InTime: -1, Late: -1, Waiting: -1}.Validate())
	b, err := json.Marshal(a)
	require.NoError(t, err)
	var back response.Attainment
	require.NoError(t, json.Unmarshal(b, &back))
	assert.Equal(t, a, back)
}

func TestLatePenalty(t *testing.T) {
	period := month(t, "2026-05")
	late := func(by time.Duration) response.Answer {
		r := response.Answer{Outcome: response.Late, Margin: -by, Start: period.Start, Within: 45 * time.Minute}
		if by <= 0 {
			r.Outcome = response.InTime
		}
		return r
	}
	rs := []response.Answer{late(time.Second), late(time.Second), late(0), late(2 * time.Hour), {Outcome: response.Waiting}}
	amount := func(terms *penalty.Terms) string {
		a, err := response.Guarantee{Within: 45 * time.Minute, Late: terms}.Penalty(dec("90.00"), period, rs)
		require.NoError(t, err)
		return a.Amount.StringFixed(2)
	}
	perBreach := penalty.Terms{Target: dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: dec("0.05")}}}
	assert.Equal(t, "13.50", amount(&perBreach), "three breaches, 5 % each")
	perHour := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), PerOutage: true, Counting: penalty.Begun}
	assert.Equal(t, "18.00", amount(&perHour), "1 + 1 + 2 hours begun")
	perHour.MinOutage = time.Second
	assert.Equal(t, "18.00", amount(&perHour), "a second late is late enough")
	perHour.MinOutage = 2 * time.Second
	assert.Equal(t, "9.00", amount(&perHour))
	bands := perBreach
	bands.Lengths = []penalty.Length{{Below: time.Hour, Credit: dec("0.01")}, {From: time.Hour, Credit: dec("0.5")}}
	assert.Equal(t, "46.80", amount(&bands))

	free, err := response.Guarantee{Within: 1}.Penalty(dec("90.00"), period, rs)
	require.NoError(t, err)
	assert.Equal(t, 3, free.Outages)
	assert.Equal(t, "0.00", free.Amount.StringFixed(2))
	assert.True(t, free.Assumed.Has(penalty.D19))

	rs = make([]response.Answer, 21)
	for i := range rs {
		rs[i] = late(time.Minute)
	}
	assert.Equal(t, "90.00", amount(&perBreach), "capped")
	_, err = response.Guarantee{Within: 1, Late: &penalty.Terms{Target: dec("1"), Rate: dec("9999999999"), Basis: penalty.Amount, Unit: time.Second, Uncapped: true}}.Penalty(dec("1"), period, rs)
	assert.Equal(t, []string{"amount"}, faults(t, err))
	_, err = response.Guarantee{Within: 1, Late: &penalty.Terms{}}.Penalty(dec("-1"), period, rs)
	assert.Equal(t, []string{"late.target", "late.rate", "rent"}, faults(t, err))
}

// TestLateForCenturies: what responses are late by together may be longer than a duration.
func TestLateForCenturies(t *testing.T) {
	t.Parallel()
	period := calendar.MustParseMonth("2026-05").Interval(time.UTC)
	late := func(n int) []response.Answer {
		return slices.Repeat([]response.Answer{{Outcome: response.Late, Margin: -penalty.MaxPeriod}}, n)
	}
	one := int64(penalty.MaxPeriod / time.Hour)
	for _, n := range []int{1, 14, 15, 28, 29, 30, 500, 100_000} {
		for _, c := range []struct {
			terms penalty.Terms
			want  decimal.Decimal
		}{
			{penalty.Terms{Rate: dec("0.05"), Uncapped: true}, dec("0.05").Mul(decimal.NewFromInt(one * int64(n)))},
			{penalty.Terms{Rate: dec("0.05"), Counting: penalty.Begun, Unit: penalty.MaxPeriod, Uncapped: true}, dec("0.05").Mul(decimal.NewFromInt(int64(n)))},
			{penalty.Terms{Rate: dec("0.05"), OutageCap: dec("0.25"), Uncapped: true}, dec("0.25").Mul(decimal.NewFromInt(int64(n)))},
			{penalty.Terms{Lengths: []penalty.Length{{Credit: dec("0.05")}}, Uncapped: true}, dec("0.05").Mul(decimal.NewFromInt(int64(n)))},
			{penalty.Terms{Rate: dec("0.05")}, dec("1")},
			{penalty.Terms{Rate: dec("0.000000001")}, decimal.Min(dec("1"), dec("0.000000001").Mul(decimal.NewFromInt(one*int64(n))))},
		} {
			c.terms.Target, c.terms.PerOutage = dec("1"), true
			a, err := response.Guarantee{Within: time.Hour, Late: &c.terms}.Penalty(dec("1"), period, late(n))
			require.NoError(t, err)
			assert.Equal(t, c.want.StringFixed(2), a.Amount.StringFixed(2), "%d %+v", n, c.terms)
			require.NoError(t, a.Validate())
			assert.Positive(t, a.Counted)
			assert.NotEmpty(t, a.Trace())
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	g, in := response.Guarantee{Within: 45 * time.Minute, Monitored: true}, quick()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := g.Check(in, nil); err != nil {
			b.Fatal(err)
		}
	}
}
