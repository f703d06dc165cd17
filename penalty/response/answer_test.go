package response_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/internal/kit"
	"github.com/palier-go/palier/penalty/response"
)

// TestResponseHasItsOperands: whoever moves a clock minute by minute over the pauses of a
// response, around the clock, gets its figures.
func TestResponseHasItsOperands(t *testing.T) {
	t.Parallel()
	start := at("2026-05-12T10:00:00Z")
	minute := func(n int) time.Time { return start.Add(time.Duration(n) * time.Minute) }
	rapid.Check(t, func(t *rapid.T) {
		in := response.Incident{ID: "T1", Declared: start}
		for range rapid.IntRange(0, 4).Draw(t, "pauses") {
			from := rapid.IntRange(-20, 60).Draw(t, "from")
			p := calendar.Pause{Start: minute(from)}
			if rapid.IntRange(0, 5).Draw(t, "open") > 0 {
				p.End = minute(from + rapid.IntRange(0, 30).Draw(t, "length"))
			}
			in.Pauses = append(in.Pauses, p)
		}
		until := rapid.IntRange(0, 90).Draw(t, "until")
		if rapid.Bool().Draw(t, "answered") {
			in.Answered = minute(until)
		} else {
			in.AsOf = minute(until)
		}
		g := response.Guarantee{Within: time.Duration(rapid.IntRange(1, 60).Draw(t, "within")) * time.Minute}
		r, err := g.Check(in, nil)
		require.NoError(t, err)
		require.False(t, r.InHours)
		require.Equal(t, in.AsOf, r.AsOf)

		paused := func(list []calendar.Pause, at time.Time) bool {
			for _, p := range list {
				if !at.Before(p.Start) && (p.End.IsZero() || at.Before(p.End)) {
					return true
				}
			}
			return false
		}
		waits := in.Pauses
		if !in.Answered.IsZero() { // what begins later does not matter any more
			waits = slices.DeleteFunc(slices.Clone(waits), func(p calendar.Pause) bool { return p.Start.Compare(in.Answered) >= 0 })
		}
		elapsed, due, shown := 0, -1, time.Duration(0)
		for n := range 1000 {
			if shown == g.Within && due < 0 {
				due = n
			}
			looked := n < until || due < 0
			require.True(t, !looked || paused(waits, minute(n)) == paused(r.Pauses, minute(n)))
			if !paused(r.Pauses, minute(n)) {
				shown += time.Minute
				if n < until {
					elapsed++
				}
			}
		}
		require.Equal(t, time.Duration(elapsed)*time.Minute, r.Elapsed)
		if due < 0 {
			require.Zero(t, r.Due)
		} else {
			require.Equal(t, minute(due), r.Due)
		}
		left := g.Within - time.Duration(elapsed)*time.Minute
		require.Equal(t, left, r.Margin)
		require.Equal(t, left < 0, r.Outcome == response.Late)
		if left < 0 {
			require.Equal(t, minute(until).Sub(minute(due)), r.Lateness(&penalty.Terms{RealTime: true}))
		} else {
			require.Zero(t, r.Lateness(&penalty.Terms{RealTime: true}))
		}
		for i, p := range r.Pauses {
			require.False(t, p.Start.Before(start))
			require.True(t, p.Start.Before(minute(max(due, until))) || due < 0, "it matters")
			require.True(t, i == 0 || r.Pauses[i-1].End.Before(p.Start), "in order, without overlap")
		}
		b, err := json.Marshal(r)
		require.NoError(t, err)
		var back response.Answer
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, r, back)
	})
}

// TestResponseInHours: the clock of opening hours is named, and has its pauses.
func TestResponseInHours(t *testing.T) {
	t.Parallel()
	pause := calendar.Pause{Start: at("2026-05-12T12:00:00+02:00"), End: at("2026-05-12T14:00:00+02:00")}
	r, err := response.Guarantee{Within: 4 * time.Hour}.Check(response.Incident{
		Declared: at("2026-05-12T10:00:00+02:00"), AsOf: at("2026-05-12T17:00:00+02:00"), Pauses: []calendar.Pause{pause},
	}, officeHours(t))
	require.NoError(t, err)
	assert.True(t, r.InHours)
	assert.Equal(t, []calendar.Pause{pause}, r.Pauses)
	assert.Equal(t, 5*time.Hour, r.Elapsed)
	assert.Equal(t, -time.Hour, r.Margin)
	assert.True(t, at("2026-05-12T17:00:00+02:00").Equal(r.AsOf))
	assert.Zero(t, r.Answered)
}

func TestResponseRefuses(t *testing.T) {
	t.Parallel()
	r := response.Answer{Answered: at("2026-05-12T10:00:00Z"), AsOf: at("2026-05-12T10:00:00Z")}
	assert.ErrorContains(t, r.Validate(), "as_of: must be absent where the incident is answered")
	r = response.Answer{Pauses: []calendar.Pause{{Start: at("2026-05-12T10:00:00Z"), End: at("2026-05-12T09:00:00Z")}}}
	assert.ErrorContains(t, r.Validate(), "pauses[0]")
}

// TestLatePenaltyCites: a clause of late answers that names no rule is D19's, not that of an
// availability.
func TestLatePenaltyCites(t *testing.T) {
	t.Parallel()
	period := calendar.MustParseMonth("2026-05").Interval(time.UTC)
	late := []response.Answer{{Outcome: response.Late, Within: time.Hour, Elapsed: 2 * time.Hour, Margin: -time.Hour}}
	for _, c := range []struct{ given, want penalty.Rules }{
		{penalty.Rules{}, penalty.Rules{Target: "D19", Rate: "D19"}},
		{penalty.Rules{Rate: "CGV 5"}, penalty.Rules{Target: "D19", Rate: "CGV 5"}},
		{penalty.Rules{Target: "CGV 4"}, penalty.Rules{Target: "CGV 4", Rate: "D19"}},
	} {
		g := response.Guarantee{Within: time.Hour, Late: &penalty.Terms{Target: dec("1"), Rate: dec("0.05"), Rules: c.given}}
		a, err := g.Penalty(dec("100"), period, late)
		require.NoError(t, err)
		assert.Equal(t, c.want, a.Terms.Rules)
		assert.Equal(t, "5", a.Amount.String())
	}
}

func TestLateResponsesClause(t *testing.T) {
	var clause struct {
		Guarantee response.Guarantee
		Rent      decimal.Decimal
		Period    calendar.Interval
		Worked    []struct {
			Amount, Because string
			Incidents       []response.Incident
		}
	}
	kit.Read(t, "testdata/late_responses.json", &clause)
	roundTrip(t, clause.Guarantee)
	for _, w := range clause.Worked {
		var rs []response.Answer
		for _, in := range w.Incidents {
			r, err := clause.Guarantee.Check(in, nil)
			require.NoError(t, err)
			roundTrip(t, r)
			roundTrip(t, in)
			rs = append(rs, r)
		}
		a, err := clause.Guarantee.Penalty(clause.Rent, clause.Period, rs)
		require.NoError(t, err)
		assert.Equal(t, w.Amount, a.Amount.StringFixed(2), w.Because)
		roundTrip(t, a)
	}
}
