package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// perHour is 5 % of the rent for each hour begun of each answer.
func perHour() *penalty.Terms {
	return &penalty.Terms{Target: *dec("1"), Rate: *dec("0.05"), Counting: penalty.Begun, PerOutage: true}
}

// requireAllRoads makes the statements of a life's months by every road, and holds them against
// the model.
func requireAllRoads(t *testing.T, ct servicelevel.Contract, list []servicelevel.Fact, first string, months int) (out []servicelevel.Statement) {
	t.Helper()
	l := &life{ct: ct, facts: list, desk: true, first: month(first), months: months}
	texts := inOneCall(straight(t), l)
	requireModel(t, l, texts)
	requireRoads(straight(t), l, texts, roads)
	for _, text := range texts {
		var s servicelevel.Statement
		require.NoError(t, s.UnmarshalJSON([]byte(text)))
		out = append(out, s)
	}
	return out
}

// TestLatenessThatIsCorrected: what is owed for a deadline is what is right by all that is known,
// less what was owed before: it goes on behind the end of the month, or was wrong (D19, D31).
func TestLatenessThatIsCorrected(t *testing.T) {
	t.Parallel()
	incident := servicelevel.Incident
	for what, c := range map[string]struct {
		list    []servicelevel.Fact
		options func(*servicelevel.Options)
		owed    []string // for May, by the statements of May, June and July
	}{
		"begun the next day, known in June": {
			facts(request("T", "2026-05-20 19:30", incident), told(worked("a", "T", "2026-05-21 00:10", 10*mins), "2026-06-02 10:00")), nil,
			[]string{"100.00", "-95.00", "0.00"},
		},
		"begun in the next month": {
			facts(request("T", "2026-05-31 19:30", incident), worked("a", "T", "2026-06-01 05:30", 10*mins)), nil,
			[]string{"5.00", "25.00", "0.00"},
		},
		"begun in the one after that": {
			facts(request("T", "2026-05-31 19:30", incident), worked("a", "T", "2026-07-01 05:30", 10*mins)), nil,
			[]string{"5.00", "95.00", "0.00"},
		},
		"nobody comes": {
			facts(request("T", "2026-05-31 19:30", incident)), func(o *servicelevel.Options) {
				*o.Late = penalty.Terms{Target: *dec("1"), Rate: *dec("0.001"), Counting: penalty.Begun, PerOutage: true}
			},
			[]string{"0.10", "72.00", "27.90"},
		},
		"it was in time": {
			facts(request("T", "2026-05-20 19:30", incident), told(worked("a", "T", "2026-05-20 23:30", 10*mins), "2026-06-02 10:00")), nil,
			[]string{"100.00", "-100.00", "0.00"},
		},
		"one of two": {
			facts(
				request("S", "2026-05-10 10:00", incident), worked("s", "S", "2026-05-10 16:30", 10*mins),
				request("T", "2026-05-20 19:30", incident), told(worked("a", "T", "2026-05-21 00:10", 10*mins), "2026-06-02 10:00"),
			), nil,
			[]string{"100.00", "-80.00", "0.00"},
		},
		"the session was wrong": {
			facts(
				request("T", "2026-05-20 19:30", incident), worked("a", "T", "2026-05-21 00:10", 10*mins),
				worked("b", "T", "2026-05-21 02:10", 10*mins), wrong("w", "a", "2026-06-03 10:00"),
			), nil,
			[]string{"5.00", "10.00", "0.00"},
		},
		"a pause was told late": {
			facts(
				request("T", "2026-05-20 09:00", incident), worked("a", "T", "2026-05-20 16:00", 10*mins),
				told(step("p", servicelevel.Waiting, "T", "2026-05-20 10:00"), "2026-06-03 10:00"), told(step("r", servicelevel.Resumed, "T", "2026-05-20 11:30"), "2026-06-03 11:00"),
			), func(o *servicelevel.Options) { o.PauseWaiting = true },
			[]string{"15.00", "-5.00", "0.00"},
		},
		"a pause told late leaves it waiting": {
			facts(
				request("T", "2026-05-31 12:00", incident),
				told(step("p", servicelevel.Waiting, "T", "2026-05-31 13:00"), "2026-06-03 10:00"), step("r", servicelevel.Resumed, "T", "2026-07-03 11:00"),
				worked("a", "T", "2026-07-03 14:00", 10*mins),
			), func(o *servicelevel.Options) { o.PauseWaiting = true },
			[]string{"40.00", "-40.00", "0.00"},
		},
		"it was cancelled before the deadline, as is told later": {
			facts(request("T", "2026-05-20 09:00", incident), told(step("c", servicelevel.Cancelled, "T", "2026-05-20 13:00"), "2026-06-03 10:00")), nil,
			[]string{"100.00", "-100.00", "0.00"},
		},
		"it was cancelled behind the deadline, as is told later": {
			facts(request("T", "2026-05-20 09:00", incident), told(step("c", servicelevel.Cancelled, "T", "2026-05-20 14:30"), "2026-06-03 10:00")), nil,
			[]string{"100.00", "-90.00", "0.00"},
		},
		"it was never asked for": {
			facts(request("T", "2026-05-20 09:00", incident), wrong("w", "T", "2026-06-03 10:00")), nil,
			[]string{"100.00", "-100.00", "0.00"},
		},
		"it was asked for, as is told later": {
			facts(
				request("S", "2026-05-10 10:00", incident), worked("s", "S", "2026-05-10 14:30", 10*mins),
				told(request("T", "2026-05-20 09:00", incident), "2026-06-03 10:00"), told(worked("a", "T", "2026-05-20 14:00", 10*mins), "2026-06-03 10:00"),
			), nil,
			[]string{"5.00", "5.00", "0.00"},
		},
		"reported, and nobody came": {
			facts(request("T", "2026-05-31 12:00", incident), step("z", servicelevel.Reported, "T", "2026-05-31 13:00"), worked("a", "T", "2026-06-01 00:30", 10*mins)), nil,
			[]string{"40.00", "5.00", "0.00"},
		},
		"a deadline at closing time": {
			facts(
				request("S", "2026-05-29 14:00", incident), worked("s", "S", "2026-06-01 09:00", 10*mins),
				request("T", "2026-05-29 14:00", incident), worked("t", "T", "2026-06-01 10:10", 10*mins),
			), func(o *servicelevel.Options) { o.GuaranteeInHours = true },
			[]string{"0.00", "10.00", "0.00"},
		},
		"in real time": {
			facts(
				request("S", "2026-05-29 14:00", incident), worked("s", "S", "2026-06-01 09:00", 10*mins),
				request("T", "2026-05-29 14:00", incident), worked("t", "T", "2026-06-01 10:10", 10*mins),
			), func(o *servicelevel.Options) {
				o.GuaranteeInHours = true
				o.Late.RealTime, o.Late.Rate = true, *dec("0.01")
			},
			[]string{"0.00", "65.00", "0.00"},
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			ct := proSince2026()
			ct.Options.Late = perHour()
			if c.options != nil {
				c.options(&ct.Options)
			}
			sum := dec("0").Copy()
			for i, s := range requireAllRoads(t, ct, c.list, "2026-05", 3)[:len(c.owed)] {
				owed := dec("0").Copy()
				if s.Compensation != nil {
					for _, line := range s.Compensation.Lines {
						owed = owed.Add(line.Amount)
						assert.Equal(t, "2026-05", line.Date.MonthOf().String())
						assert.Equal(t, servicelevel.Pro, line.Level)
						assert.Equal(t, i > 0, line.Corrects.Valid())
					}
				}
				assert.Equal(t, c.owed[i], owed.StringFixed(2), s.Month)
				for _, x := range s.Lateness {
					assert.Equal(t, sum.StringFixed(2), x.Before.StringFixed(2))
				}
				sum = sum.Add(owed)
			}
		})
	}
}

// TestLatenessOfLengthsAndBands: a correction is due by whatever the clause counts.
func TestLatenessOfLengthsAndBands(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		terms penalty.Terms
		owed  []string
	}{
		"lengths": {penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{
			{Below: time.Hour, Credit: *dec("0.05")}, {From: time.Hour, Credit: *dec("0.2")},
		}}, []string{"40.00", "-15.00"}},
		"lengths of all": {penalty.Terms{Target: *dec("1"), Lengths: []penalty.Length{
			{Below: 2 * time.Hour, Credit: *dec("0.05")}, {From: 2 * time.Hour, Credit: *dec("0.2")},
		}}, []string{"20.00", "0.00"}},
		"bands": {penalty.Terms{Target: *dec("1"), Bands: []penalty.Band{
			{From: *dec("0.99"), Below: *dec("1"), Credit: *dec("0.1")}, {Below: *dec("0.99"), Credit: *dec("0.5")},
		}}, []string{"50.00", "-40.00"}},
		"pro rata":   {penalty.Terms{Target: *dec("1"), Rate: *dec("0.05")}, []string{"100.00", "-85.00"}},
		"per breach": {penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}, []string{"10.00", "0.00"}},
	} {
		ct := proSince2026()
		ct.Options.Late = &c.terms
		late := session("T", "2026-05-21 00:10", 10*mins)
		late.Recorded = wall("2026-06-02 10:00")
		act := servicelevel.Activity{
			Requests:      []servicelevel.Request{incident("S", "2026-05-10 10:00"), incident("T", "2026-05-20 19:30")},
			Interventions: []servicelevel.Intervention{session("S", "2026-05-10 16:20", 10*mins), late},
		}
		for i, m := range []string{"2026-05", "2026-06"} {
			s := stated(t, ct, act, m)
			require.Len(t, s.Lateness, 1, what)
			got := "0.00"
			if s.Compensation != nil {
				got = s.Compensation.Net.StringFixed(2)
			}
			assert.Equal(t, c.owed[i], got, "%s %s", what, m)
			assert.Equal(t, i == 1, s.Guarantees[len(s.Guarantees)-1].Revised)
		}
		assert.Empty(t, stated(t, ct, act, "2026-07").Lateness)
	}
}

// TestLatenessIsReportedWhenKnown: without a clause too some statement says how late an
// intervention came in the end (D19).
func TestLatenessIsReportedWhenKnown(t *testing.T) {
	t.Parallel()
	list := requireAllRoads(t, proSince2026(), facts(
		request("T", "2026-05-31 19:30", servicelevel.Incident), worked("a", "T", "2026-06-01 05:30", 10*mins),
		request("S", "2026-05-20 19:30", servicelevel.Incident), told(worked("b", "S", "2026-05-21 00:10", 10*mins), "2026-06-02 10:00"),
	), "2026-05", 3)
	late := func(s *servicelevel.Statement) map[string]time.Duration {
		by := map[string]time.Duration{}
		for _, g := range s.Guarantees {
			by[g.Ticket] = -g.Response.Margin
			assert.Equal(t, s.Month == month("2026-06"), g.Revised)
		}
		return by
	}
	assert.Equal(t, map[string]time.Duration{"T": 30 * mins, "S": 264*time.Hour + 30*mins}, late(&list[0]))
	assert.Equal(t, map[string]time.Duration{"T": 6 * time.Hour, "S": 40 * mins}, late(&list[1]))
	for i := range list[2:] {
		assert.Empty(t, list[2+i].Guarantees)
	}
}

// TestPausesBehindTheAnswer: they move no deadline, whatever becomes known of them later.
func TestPausesBehindTheAnswer(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.PauseWaiting = true
	list := requireAllRoads(t, ct, facts(
		request("T", "2026-05-29 14:00", servicelevel.Incident), worked("a", "T", "2026-05-29 14:10", 5*mins),
		step("p", servicelevel.Waiting, "T", "2026-05-29 14:16"), step("r", servicelevel.Resumed, "T", "2026-06-21 11:07"),
	), "2026-05", 3)
	require.Len(t, list[0].Guarantees, 1)
	r := list[0].Guarantees[0].Response
	assert.True(t, wall("2026-05-29 18:00").Equal(r.Due), r.Due)
	assert.Equal(t, 230*mins, r.Margin)
	assert.Empty(t, r.Pauses)
	for i := range list[1:] {
		assert.Empty(t, list[1+i].Guarantees)
	}
}

// TestLatenessOutOfReach: corrections of what is late reach as far back as all do, and one that
// never begins is said as long as they do.
func TestLatenessOutOfReach(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.Late, ct.Options.CorrectionMonths = &penalty.Terms{Target: *dec("1"), Rate: *dec("0.0001"), PerOutage: true}, 2
	list := requireAllRoads(t, ct, facts(
		request("T", "2026-03-31 19:30", servicelevel.Incident), request("U", "2026-03-31 20:30", servicelevel.Incident),
		step("z", servicelevel.Reported, "U", "2026-03-31 21:00"),
	), "2026-03", 6)
	for i, n := range []int{1, 2, 2, 1, 0, 0} { // the deadline of U is in April
		assert.Len(t, list[i].Guarantees, n, list[i].Month)
	}
	for i, owed := range []string{"0.01", "14.40", "14.88", "7.20"} {
		require.NotNil(t, list[i].Compensation)
		assert.Equal(t, owed, list[i].Compensation.Net.StringFixed(2), list[i].Month)
	}
	assert.Nil(t, list[4].Compensation)
}

// TestPauseOverTheEndOfAMonth: a statement knows that the customer is waited for, and not until
// when, whichever road it is made by, and whenever it is made again (D18).
func TestPauseOverTheEndOfAMonth(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		answered, begun, ended string
		due                    []string // by the statements that have it, from May on
	}{
		"answered in the pause":         {"2026-05-31 14:00", "2026-05-31 13:00", "2026-06-02 15:00", []string{"none"}},
		"the pause ends with the month": {"2026-05-31 14:00", "2026-05-31 13:00", "2026-06-01 00:00", []string{"none"}},
		"a minute before":               {"2026-05-31 14:00", "2026-05-31 13:00", "2026-05-31 23:59", []string{"2026-06-01 02:59"}},
		"answered after the pause":      {"2026-06-02 16:00", "2026-05-31 13:00", "2026-06-02 15:00", []string{"2026-06-02 18:00"}},
		"late after the pause":          {"2026-06-02 18:30", "2026-05-31 13:00", "2026-06-02 15:00", []string{"2026-06-02 18:00"}},
		"late before it":                {"2026-06-02 18:30", "2026-05-31 17:00", "2026-06-02 15:00", []string{"2026-05-31 16:00", "2026-05-31 16:00"}},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			ct := proSince2026()
			ct.Options.Late, ct.Options.PauseWaiting = perHour(), true
			list := facts(
				request("T", "2026-05-31 12:00", servicelevel.Incident), worked("a", "T", c.answered, 10*mins),
				step("p", servicelevel.Waiting, "T", c.begun), step("r", servicelevel.Resumed, "T", c.ended),
			)
			l := &life{ct: ct, facts: list, first: month("2026-05"), months: 3, act: activityOf(list)}
			texts := inOneCall(straight(t), l)
			requireModel(t, l, texts)
			requireRoads(straight(t), l, texts, roads)
			requireRoads(straight(t), l, texts, activityRoads)
			var due []string
			for _, text := range texts {
				var s servicelevel.Statement
				require.NoError(t, s.UnmarshalJSON([]byte(text)))
				for _, g := range s.Guarantees {
					if g.Response.Due.IsZero() {
						due = append(due, "none")
					} else {
						due = append(due, g.Response.Due.Format("2006-01-02 15:04"))
					}
				}
			}
			assert.Equal(t, c.due, due)
		})
	}
}
