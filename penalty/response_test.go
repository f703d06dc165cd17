package penalty_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// TestResponseHasItsOperands: whoever moves a clock minute by minute over the pauses of a
// response, around the clock, gets its figures.
func TestResponseHasItsOperands(t *testing.T) {
	t.Parallel()
	start := at("2026-05-12T10:00:00Z")
	minute := func(n int) time.Time { return start.Add(time.Duration(n) * time.Minute) }
	rapid.Check(t, func(t *rapid.T) {
		in := penalty.Incident{ID: "T1", Declared: start}
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
		g := penalty.Guarantee{Within: time.Duration(rapid.IntRange(1, 60).Draw(t, "within")) * time.Minute}
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
		require.Equal(t, left < 0, r.Outcome == penalty.Late)
		if left < 0 {
			require.Equal(t, minute(until).Sub(minute(due)), r.Overdue())
		} else {
			require.Zero(t, r.Overdue())
		}
		for i, p := range r.Pauses {
			require.False(t, p.Start.Before(start))
			require.True(t, p.Start.Before(minute(max(due, until))) || due < 0, "it matters")
			require.True(t, i == 0 || r.Pauses[i-1].End.Before(p.Start), "in order, without overlap")
		}
		b, err := json.Marshal(r)
		require.NoError(t, err)
		var back penalty.Response
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, r, back)
	})
}

// TestResponseInHours: the clock of opening hours is named, and has its pauses.
func TestResponseInHours(t *testing.T) {
	t.Parallel()
	pause := calendar.Pause{Start: at("2026-05-12T12:00:00+02:00"), End: at("2026-05-12T14:00:00+02:00")}
	r, err := penalty.Guarantee{Within: 4 * time.Hour}.Check(penalty.Incident{
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
	r := penalty.Response{Answered: at("2026-05-12T10:00:00Z"), AsOf: at("2026-05-12T10:00:00Z")}
	assert.ErrorContains(t, r.Validate(), "as_of: must be absent where the incident is answered")
	r = penalty.Response{Pauses: []calendar.Pause{{Start: at("2026-05-12T10:00:00Z"), End: at("2026-05-12T09:00:00Z")}}}
	assert.ErrorContains(t, r.Validate(), "pauses[0]")
}

// TestLatePenaltyCites: a clause of late answers that names no rule is D19's, not that of an
// availability.
func TestLatePenaltyCites(t *testing.T) {
	t.Parallel()
	period := calendar.MustParseMonth("2026-05").Interval(time.UTC)
	late := []penalty.Response{{Outcome: penalty.Late, Within: time.Hour, Elapsed: 2 * time.Hour, Margin: -time.Hour}}
	for _, c := range []struct{ given, want penalty.Rules }{
		{penalty.Rules{}, penalty.Rules{Target: "D19", Rate: "D19"}},
		{penalty.Rules{Rate: "CGV 5"}, penalty.Rules{Target: "D19", Rate: "CGV 5"}},
		{penalty.Rules{Target: "CGV 4"}, penalty.Rules{Target: "CGV 4", Rate: "D19"}},
	} {
		g := penalty.Guarantee{Within: time.Hour, Late: &penalty.Terms{Target: dec("1"), Rate: dec("0.05"), Rules: c.given}}
		a, err := g.Penalty(dec("100"), period, late)
		require.NoError(t, err)
		assert.Equal(t, c.want, a.Terms.Rules)
		assert.Equal(t, "5", a.Amount.String())
	}
}
