package response_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

// desk are targets of three priorities, the last in office hours.
func desk() response.Targets {
	return response.Targets{
		Hours: []response.NamedHours{{Name: "office", Schedule: calendar.OfficeHours()}},
		Priorities: []response.Priority{
			{Name: "P1", Goals: []response.Goal{
				{Kind: response.ToRespond, Within: 45 * time.Minute, Warnings: []decimal.Decimal{dec("0.75"), dec("0.9")}},
				{Kind: response.ToUpdate, Within: time.Hour},
				{Kind: response.ToResolve, Within: 4 * time.Hour, Pausing: []string{"waiting"}},
			}},
			{Name: "P2", Goals: []response.Goal{
				{Kind: response.ToRespond, Within: 2 * time.Hour},
				{Kind: response.ToResolve, Within: 8 * time.Hour, Pausing: []string{"waiting"}},
			}},
			{Name: "P3", Goals: []response.Goal{
				{Kind: response.ToRespond, Within: 4 * time.Hour, Hours: "office"},
				{Kind: response.ToResolve, Within: 18 * time.Hour, Hours: "office", Pausing: []string{"waiting", "held"}},
			}},
		},
	}
}

func tracker(t testing.TB, targets response.Targets) *response.Tracker {
	t.Helper()
	k, err := targets.Compile(nil)
	require.NoError(t, err)
	return k
}

// happened reads "10:00 opened P1", "10:30 moved waiting", of 12 May 2026 in Paris.
func happened(lines ...string) (ticket response.Ticket) {
	for _, line := range lines {
		words := strings.Fields(line)
		e := response.TicketEvent{At: clock(words[0])}
		if err := e.Kind.UnmarshalText([]byte(words[1])); err != nil {
			panic(err)
		}
		for _, word := range words[2:] {
			switch {
			case e.Kind == response.TicketMerged:
				e.Into = word
			case word == "gold":
				e.Plan = word
			case word[0] == 'P':
				e.Priority = word
			default:
				e.State = word
			}
		}
		ticket.Events = append(ticket.Events, e)
	}
	return ticket
}

func clock(hm string) time.Time { return at("2026-05-12T" + hm + ":00+02:00") }

// standing returns the standings to goals of one kind.
func standing(t testing.TB, k *response.Tracker, ticket response.Ticket, asOf time.Time, kind response.GoalKind) []response.Standing {
	t.Helper()
	all, err := k.Check(ticket, asOf)
	require.NoError(t, err)
	for i := range all {
		require.NoError(t, all[i].Validate())
		roundTrip(t, all[i])
	}
	return slices.DeleteFunc(all, func(s response.Standing) bool { return s.Kind != kind })
}

func TestTargetsAtTheirEdge(t *testing.T) {
	t.Parallel()
	k := tracker(t, desk())
	for _, c := range []struct {
		kind  response.GoalKind
		open  string
		done  response.TicketEventKind
		due   time.Time
		price string
	}{
		{response.ToRespond, "10:00 opened P1", response.TicketAnswered, clock("10:45"), "P1"},
		{response.ToRespond, "10:00 opened P1", response.TicketResolved, clock("10:45"), "P1"},
		{response.ToUpdate, "10:00 opened P1", response.TicketUpdated, clock("11:00"), "P1"},
		{response.ToUpdate, "10:00 opened P1", response.TicketAnswered, clock("11:00"), "P1"},
		{response.ToUpdate, "10:00 opened P1", response.TicketResolved, clock("11:00"), "P1"},
		{response.ToResolve, "10:00 opened P1", response.TicketResolved, clock("14:00"), "P1"},
		{response.ToRespond, "15:30 opened P3", response.TicketAnswered, at("2026-05-13T10:30:00+02:00"), "P3"},
		{response.ToResolve, "09:00 opened P3", response.TicketResolved, at("2026-05-13T18:00:00+02:00"), "P3"},
	} {
		for _, late := range []time.Duration{-1, 0, 1} {
			ticket := happened(c.open)
			open := standing(t, k, ticket, c.due.Add(late), c.kind)[0]
			ticket.Events = append(ticket.Events, response.TicketEvent{At: c.due.Add(late), Kind: c.done})
			done := standing(t, k, ticket, c.due.Add(time.Hour), c.kind)[0]
			for _, s := range []response.Standing{open, done} {
				assert.True(t, c.due.Equal(s.Due), s.Due)
				if c.kind == response.ToResolve && c.price == "P3" {
					continue // its deadline is as the hours close
				}
				assert.Equal(t, -late, s.Margin)
				assert.Equal(t, late > 0, s.State == response.GoalMissed)
			}
			assert.True(t, done.Reached.Equal(c.due.Add(late)))
			assert.True(t, open.AsOf.Equal(c.due.Add(late)))
		}
	}
	// In time until the next opening, after that not.
	for late, state := range map[time.Duration]response.GoalState{-1: response.GoalMet, 0: response.GoalMet, 1: response.GoalMissed} {
		ticket := happened("09:00 opened P3")
		opens := at("2026-05-15T09:00:00+02:00") // behind Ascension Day
		ticket.Events = append(ticket.Events, response.TicketEvent{At: opens.Add(late), Kind: response.TicketResolved})
		assert.Equal(t, state, standing(t, k, ticket, opens.Add(time.Hour), response.ToResolve)[0].State)
	}
}

// A warning of 45 minutes is reached as its share has passed, to the nanosecond; a part of one is a
// whole one.
func TestWarningsAtTheirEdge(t *testing.T) {
	t.Parallel()
	k := tracker(t, desk())
	ticket := happened("10:00 opened P1")
	for _, from := range []time.Duration{-1, 0, 1} {
		s := standing(t, k, ticket, clock("10:40").Add(30*time.Second+from), response.ToRespond)[0]
		assert.Equal(t, []bool{true, from >= 0}, []bool{s.Warnings[0].Passed, s.Warnings[1].Passed})
		assert.True(t, s.Warnings[1].At.Equal(clock("10:40").Add(30*time.Second)))
	}
	odd := response.Targets{Priorities: []response.Priority{{Goals: []response.Goal{{
		Kind: response.ToRespond, Within: 7, Warnings: []decimal.Decimal{dec("0.000000001"), dec("0.5"), dec("0.857142857"), dec("0.857142858"), dec("10")},
	}}}}}
	opened := response.Ticket{Events: []response.TicketEvent{{At: clock("10:00")}}}
	s := standing(t, tracker(t, odd), opened, clock("10:00"), response.ToRespond)[0]
	for i, want := range []time.Duration{1, 4, 6, 7, 70} {
		assert.Equal(t, want, s.Warnings[i].At.Sub(clock("10:00")), i)
	}
	odd.Priorities[0].Goals[0].Within = penalty.MaxPeriod
	s = standing(t, tracker(t, odd), opened, clock("10:00"), response.ToRespond)[0]
	assert.True(t, s.Warnings[4].At.Equal(clock("10:00").Add(10*penalty.MaxPeriod)))
}

func TestTicketCourses(t *testing.T) {
	t.Parallel()
	k := tracker(t, desk())
	type want struct {
		state   response.GoalState
		elapsed time.Duration
		due     string
	}
	for _, c := range []struct {
		name   string
		lines  []string
		asOf   string
		kind   response.GoalKind
		wanted []want
	}{
		{"raised", []string{"10:00 opened P2", "12:00 changed P1"}, "12:30", response.ToResolve, []want{{response.GoalRuns, 150 * time.Minute, "14:00"}}},
		{"raised too late", []string{"10:00 opened P2", "15:00 changed P1"}, "15:00", response.ToResolve, []want{{response.GoalMissed, 5 * time.Hour, "14:00"}}},
		{"raised as the new time has passed", []string{"10:00 opened P2", "14:00 changed P1"}, "14:00", response.ToResolve, []want{{response.GoalRuns, 4 * time.Hour, "14:00"}}},
		{"raised as it waits and the new time has passed", []string{"10:00 opened P2", "14:00 moved waiting", "15:00 changed P1"}, "16:00", response.ToResolve, []want{{response.GoalPaused, 4 * time.Hour, "14:00"}}},
		{"raised at once", []string{"10:00 opened P2", "10:00 changed P1"}, "11:00", response.ToResolve, []want{{response.GoalRuns, time.Hour, "14:00"}}},
		{"raised at once, but resolved before", []string{"10:00 opened P2", "10:00 resolved", "10:00 changed P1"}, "11:00", response.ToResolve, []want{{response.GoalMet, 0, "18:00"}}},
		{"lowered when it was late", []string{"10:00 opened P1", "15:00 changed P2"}, "15:30", response.ToResolve, []want{{response.GoalRuns, 330 * time.Minute, "18:00"}}},
		{"raised after it was answered", []string{"10:00 opened P2", "11:30 answered", "12:00 changed P1"}, "13:00", response.ToRespond, []want{{response.GoalMet, 90 * time.Minute, "12:00"}}},
		{"answered and raised at once", []string{"10:00 opened P2", "11:30 changed P1", "11:30 answered"}, "13:00", response.ToRespond, []want{{response.GoalMet, 90 * time.Minute, "12:00"}}},
		{"raised out of hours", []string{"17:00 opened P3", "20:00 changed P1"}, "21:00", response.ToResolve, []want{{response.GoalRuns, 2 * time.Hour, "23:00"}}},
		{"updates begin with the priority", []string{"10:00 opened P2", "12:00 changed P1"}, "12:30", response.ToUpdate, []want{{response.GoalRuns, 30 * time.Minute, "13:00"}}},
		{"updates end with the priority", []string{"10:00 opened P1", "12:00 changed P2"}, "12:30", response.ToUpdate, nil},
		{"waiting", []string{"10:00 opened P1", "11:00 moved waiting"}, "16:00", response.ToResolve, []want{{response.GoalPaused, time.Hour, ""}}},
		{"waiting from the instant asked for on", []string{"10:00 opened P1", "11:00 moved waiting"}, "11:00", response.ToResolve, []want{{response.GoalPaused, time.Hour, ""}}},
		{"waited", []string{"10:00 opened P1", "11:00 moved waiting", "13:00 moved open"}, "16:00", response.ToResolve, []want{{response.GoalRuns, 4 * time.Hour, "16:00"}}},
		{"held is no pause here", []string{"10:00 opened P1", "11:00 moved held", "13:00 moved open"}, "14:00", response.ToResolve, []want{{response.GoalRuns, 4 * time.Hour, "14:00"}}},
		{"a pause that the new priority has not", []string{"10:00 opened P3 held", "12:00 changed P1"}, "13:00", response.ToResolve, []want{{response.GoalRuns, time.Hour, "16:00"}}},
		{"a pause that the old priority had not", []string{"10:00 opened P1 held", "12:00 changed P3"}, "13:00", response.ToResolve, []want{{response.GoalPaused, 2 * time.Hour, ""}}},
		{"late before it waited", []string{"10:00 opened P1", "14:30 moved waiting"}, "16:00", response.ToResolve, []want{{response.GoalMissed, 270 * time.Minute, "14:00"}}},
		{"answered while it waits", []string{"10:00 opened P1", "11:00 moved waiting", "12:00 answered", "12:00 resolved"}, "16:00", response.ToResolve, []want{{response.GoalMet, time.Hour, ""}}},
		{"reopened", []string{"10:00 opened P1", "12:00 resolved", "15:00 reopened"}, "16:00", response.ToResolve, []want{{response.GoalRuns, 3 * time.Hour, "17:00"}}},
		{"reopened and resolved", []string{"10:00 opened P1", "12:00 resolved", "15:00 reopened", "17:00 resolved"}, "20:00", response.ToResolve, []want{{response.GoalMet, 4 * time.Hour, "17:00"}}},
		{"reopened and resolved late", []string{"10:00 opened P1", "12:00 resolved", "15:00 reopened", "17:01 resolved"}, "20:00", response.ToResolve, []want{{response.GoalMissed, 241 * time.Minute, "17:00"}}},
		{"reopened and resolved at once", []string{"10:00 opened P1", "12:00 resolved", "15:00 reopened", "15:00 resolved"}, "20:00", response.ToResolve, []want{{response.GoalMet, 2 * time.Hour, "17:00"}}},
		{"resolved and reopened at once", []string{"10:00 opened P1", "12:00 reopened", "12:00 resolved"}, "13:00", response.ToResolve, []want{{response.GoalRuns, 3 * time.Hour, "14:00"}}},
		{"raised while it was resolved", []string{"10:00 opened P2", "12:00 resolved", "13:00 changed P1", "15:00 reopened"}, "16:00", response.ToResolve, []want{{response.GoalRuns, 3 * time.Hour, "17:00"}}},
		{"raised after it was resolved", []string{"10:00 opened P2", "15:00 resolved", "16:00 changed P1"}, "17:00", response.ToResolve, []want{{response.GoalMet, 5 * time.Hour, "18:00"}}},
		{"merged", []string{"10:00 opened P1", "13:00 merged T2", "15:00 resolved"}, "16:00", response.ToResolve, []want{{response.GoalDropped, 3 * time.Hour, "14:00"}}},
		{"merged late", []string{"10:00 opened P1", "14:01 merged T2"}, "16:00", response.ToResolve, []want{{response.GoalMissed, 241 * time.Minute, "14:00"}}},
		{"merged at the deadline", []string{"10:00 opened P1", "14:00 merged T2"}, "16:00", response.ToResolve, []want{{response.GoalDropped, 4 * time.Hour, "14:00"}}},
		{"merged, as not known yet", []string{"10:00 opened P1", "13:00 merged T2"}, "12:59", response.ToResolve, []want{{response.GoalRuns, 179 * time.Minute, "14:00"}}},
		{"withdrawn after it was resolved", []string{"10:00 opened P1", "13:00 resolved", "13:30 withdrawn"}, "16:00", response.ToResolve, []want{{response.GoalMet, 3 * time.Hour, "14:00"}}},
		{"updates", []string{"10:00 opened P1", "10:30 answered", "11:31 updated", "12:31 updated", "12:40 resolved", "14:00 reopened"}, "14:10", response.ToUpdate, []want{
			{response.GoalMet, 30 * time.Minute, "11:00"},
			{response.GoalMissed, 61 * time.Minute, "11:30"},
			{response.GoalMet, time.Hour, "12:31"},
			{response.GoalMet, 9 * time.Minute, "13:31"},
			{response.GoalRuns, 10 * time.Minute, "15:00"},
		}},
		{"an update is no answer", []string{"10:00 opened P1", "10:30 updated"}, "11:00", response.ToRespond, []want{{response.GoalMissed, time.Hour, "10:45"}}},
		{"updates at once are one", []string{"10:00 opened P1", "10:30 answered", "10:30 updated", "10:30 resolved"}, "11:00", response.ToUpdate, []want{{response.GoalMet, 30 * time.Minute, "11:00"}}},
		{"updated and merged at once", []string{"10:00 opened P1", "10:30 updated", "10:30 merged T2"}, "11:00", response.ToUpdate, []want{{response.GoalMet, 30 * time.Minute, "11:00"}}},
		{"no such goal", []string{"10:00 opened P3"}, "11:00", response.ToUpdate, nil},
	} {
		got := standing(t, k, happened(c.lines...), clock(c.asOf), c.kind)
		slices.Reverse(c.lines)
		assert.Equal(t, got, standing(t, k, happened(c.lines...), clock(c.asOf), c.kind), c.name)
		require.Len(t, got, len(c.wanted), c.name)
		for i, w := range c.wanted {
			due := time.Time{}
			if w.due != "" {
				due = clock(w.due)
			}
			s := &got[i]
			assert.Equal(t, []any{w.state, w.elapsed}, []any{s.State, s.Elapsed}, "%s %d", c.name, i)
			assert.True(t, due.Equal(s.Due), "%s %d: %s", c.name, i, s.Due)
		}
	}
}

// A plan that changes is another row of the same table, as is a priority.
func TestPlanChanged(t *testing.T) {
	t.Parallel()
	targets := desk()
	gold := targets.Priorities[1]
	gold.Plan, gold.Goals = "gold", []response.Goal{{Kind: response.ToResolve, Within: 3 * time.Hour}}
	targets.Priorities = append(targets.Priorities, gold)
	k := tracker(t, targets)
	ticket := happened("10:00 opened P2", "11:00 moved waiting", "12:00 changed gold")
	ticket.ID = "T1"
	s := standing(t, k, ticket, clock("13:00"), response.ToResolve)[0]
	assert.Equal(t, []any{"T1", "P2", "gold", 2 * time.Hour, time.Hour}, []any{s.Ticket, s.Priority, s.Plan, s.Elapsed, s.Margin})
	assert.True(t, s.Due.Equal(clock("14:00")))
	assert.Equal(t, []response.Leg{
		{From: clock("10:00"), To: clock("12:00"), Priority: "P2", Pauses: []calendar.Pause{{Start: clock("11:00"), End: clock("12:00"), Reason: "waiting"}}, Elapsed: time.Hour},
		{From: clock("12:00"), To: clock("13:00"), Priority: "P2", Plan: "gold", Elapsed: time.Hour},
	}, s.Legs)
	ticket = happened("10:00 opened P2 waiting", "10:00 changed P1", "10:00 moved open")
	assert.Equal(t, []response.Leg{{From: clock("10:00"), To: clock("11:00"), Priority: "P1", Elapsed: time.Hour}}, standing(t, k, ticket, clock("11:00"), response.ToResolve)[0].Legs)
	_, err := k.Check(happened("10:00 opened P2 gold", "11:00 changed P1"), clock("13:00"))
	assert.EqualError(t, err, `ticket.events[1].priority: must be a priority of the targets, under its plan (got "P1 of gold")`)
	_, err = k.Check(happened("10:00 opened P2 gold", "14:00 changed P1"), clock("13:00"))
	require.NoError(t, err, "it is not known yet")
}

func TestTargetsRefuse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*response.Targets)
		fields []string
	}{
		"none":     {func(d *response.Targets) { d.Priorities = nil }, []string{"priorities"}},
		"too many": {func(d *response.Targets) { d.Priorities = make([]response.Priority, 1001) }, []string{"priorities"}},
		"no row": {func(d *response.Targets) {
			d.Quotas = []response.Quota{{Target: decimal.NewFromInt(1), Priorities: []string{"P1", "P9", ""}}}
		}, []string{"quotas[0].priorities[1]", "quotas[0].priorities[2]"}},
		"hours":     {func(d *response.Targets) { d.Priorities[1].Goals[0].Hours = "night" }, []string{"priorities[1].goals[0].hours"}},
		"two rows":  {func(d *response.Targets) { d.Priorities[1].Name = "P1" }, []string{"priorities[1]"}},
		"two goals": {func(d *response.Targets) { d.Priorities[0].Goals[1].Kind = response.ToRespond }, []string{"priorities[0].goals[1].kind"}},
		"four":      {func(d *response.Targets) { d.Priorities[0].Goals = make([]response.Goal, 4) }, []string{"priorities[0].goals"}},
		"kind":      {func(d *response.Targets) { d.Priorities[0].Goals[0].Kind = 3 }, []string{"priorities[0].goals[0].kind"}},
		"within":    {func(d *response.Targets) { d.Priorities[0].Goals[0].Within = 0 }, []string{"priorities[0].goals[0].within"}},
		"long":      {func(d *response.Targets) { d.Priorities[0].Goals[0].Within = penalty.MaxPeriod + 1 }, []string{"priorities[0].goals[0].within"}},
		"pausing":   {func(d *response.Targets) { d.Priorities[0].Goals[0].Pausing = []string{"a", "", "a"} }, []string{"priorities[0].goals[0].pausing[1]", "priorities[0].goals[0].pausing[2]"}},
		"states":    {func(d *response.Targets) { d.Priorities[0].Goals[0].Pausing = make([]string, 101) }, []string{"priorities[0].goals[0].pausing"}},
		"warnings": {func(d *response.Targets) {
			d.Priorities[0].Goals[0].Warnings = []decimal.Decimal{dec("0"), dec("0.5"), dec("0.5"), dec("0.6000000001"), dec("10.000000001")}
		}, []string{"priorities[0].goals[0].warnings[0]", "priorities[0].goals[0].warnings[2]", "priorities[0].goals[0].warnings[3]", "priorities[0].goals[0].warnings[4]"}},
		"many":      {func(d *response.Targets) { d.Priorities[0].Goals[0].Warnings = make([]decimal.Decimal, 11) }, nil},
		"unnamed":   {func(d *response.Targets) { d.Hours[0].Name = "" }, []string{"hours[0].name", "priorities[2].goals[0].hours", "priorities[2].goals[1].hours"}},
		"twice":     {func(d *response.Targets) { d.Hours = append(d.Hours, d.Hours[0]) }, []string{"hours[1].name"}},
		"schedule":  {func(d *response.Targets) { d.Hours[0].Schedule.Zone = "" }, []string{"hours[0].schedule.zone"}},
		"zone":      {func(d *response.Targets) { d.Hours[0].Schedule.Zone = "Nowhere/There" }, []string{"hours[0].schedule.zone"}},
		"schedules": {func(d *response.Targets) { d.Hours = make([]response.NamedHours, 101) }, []string{"hours"}},
		"name":      {func(d *response.Targets) { d.Priorities[0].Name = strings.Repeat("x", 201) }, []string{"priorities[0].name"}},
		"quota":     {func(d *response.Targets) { d.Quotas = []response.Quota{{}} }, []string{"quotas[0].target"}},
		"quotas":    {func(d *response.Targets) { d.Quotas = make([]response.Quota, 1001) }, []string{"quotas"}},
	} {
		d := desk()
		c.change(&d)
		_, err := d.Compile(nil)
		got := faults(t, err)
		if c.fields == nil {
			assert.Contains(t, got, "priorities[0].goals[0].warnings", name)
			continue
		}
		if name == "unnamed" || name == "schedule" || name == "quota" || name == "zone" {
			assert.Subset(t, c.fields, got[:1], name)
			continue
		}
		assert.Equal(t, c.fields, got, name)
	}
	full := desk()
	full.Priorities[0].Name, full.Priorities[0].Goals[0].Pausing = strings.Repeat("x", 200), []string{strings.Repeat("y", 200)}
	full.Quotas = []response.Quota{{Target: dec("0.95")}}
	require.NoError(t, full.Validate())
	roundTrip(t, full)
}

// What is compiled keeps nothing that can be changed.
func TestTrackerKeepsNothing(t *testing.T) {
	t.Parallel()
	d := desk()
	k := tracker(t, d)
	ticket := happened("10:00 opened P1 waiting")
	before := standing(t, k, ticket, clock("12:00"), response.ToResolve)
	d.Priorities[0].Goals[2].Within, d.Priorities[0].Goals[2].Pausing[0] = 1, "open"
	assert.Equal(t, before, standing(t, k, ticket, clock("12:00"), response.ToResolve))
}

func TestTicketRefuses(t *testing.T) {
	t.Parallel()
	k := tracker(t, desk())
	many := happened("10:00 opened P1")
	for i := range 10_000 - 1 {
		many.Events = append(many.Events, response.TicketEvent{At: clock("11:00").Add(time.Duration(i)), Kind: response.TicketUpdated})
	}
	require.NoError(t, many.Validate())
	many.Events = append(many.Events, many.Events[0])
	own := happened("10:00 opened P1", "11:00 merged T1")
	own.ID = "T1"
	old := happened("10:00 opened P1", "11:00 updated")
	old.Events[1].At = old.Events[0].At.Add(10 * penalty.MaxPeriod)
	require.NoError(t, old.Validate())
	old.Events[1].At = old.Events[1].At.Add(1)
	for name, c := range map[string]struct {
		ticket response.Ticket
		fields []string
	}{
		"nothing":         {response.Ticket{}, []string{"events"}},
		"too many":        {many, []string{"events"}},
		"not opened":      {happened("10:00 answered"), []string{"events[0].kind"}},
		"answered before": {happened("10:00 opened P1", "09:59 answered"), []string{"events[1].kind", "events[0].kind"}},
		"opened twice":    {happened("10:00 opened P1", "11:00 opened P1"), []string{"events[1].kind"}},
		"at once":         {happened("10:00 opened P1", "11:00 moved a", "11:00 moved b"), []string{"events[2].at"}},
		"resolved twice":  {happened("10:00 opened P1", "11:00 resolved", "12:00 resolved"), []string{"events[2].kind"}},
		"reopened":        {happened("10:00 opened P1", "11:00 reopened"), []string{"events[1].kind"}},
		"to and fro":      {happened("10:00 opened P1", "11:00 resolved", "12:00 resolved", "12:00 reopened", "12:00 reopened"), []string{"events[4].at"}},
		"ended twice":     {happened("10:00 opened P1", "11:00 merged T2", "12:00 withdrawn"), []string{"events[2].kind"}},
		"into itself":     {own, []string{"events[1].into"}},
		"over a century":  {old, []string{"events[1].at"}},
		"no instant":      {response.Ticket{Events: []response.TicketEvent{{}}}, []string{"events[0].at"}},
		"no kind":         {response.Ticket{Events: []response.TicketEvent{{At: clock("10:00"), Kind: 9}}}, []string{"events[0].kind"}},
		"of other kinds": {response.Ticket{Events: []response.TicketEvent{
			{At: clock("10:00"), Into: "T2"},
			{At: clock("11:00"), Kind: response.TicketAnswered, Priority: "P1", Plan: "gold", State: "open"},
			{At: clock("11:00"), Kind: response.TicketChanged},
			{At: clock("11:00"), Kind: response.TicketMoved},
			{At: clock("11:00"), Kind: response.TicketMerged},
		}}, []string{"events[0].into", "events[1].priority", "events[1].plan", "events[1].state", "events[2].priority", "events[3].state", "events[4].into"}},
		"long": {response.Ticket{ID: strings.Repeat("x", 1001), Events: []response.TicketEvent{{At: clock("10:00"), State: strings.Repeat("x", 201)}}}, []string{"id", "events[0].state"}},
	} {
		assert.Equal(t, c.fields, faults(t, c.ticket.Validate()), name)
		_, err := k.Check(c.ticket, clock("12:00"))
		for i, field := range faults(t, err) {
			assert.Equal(t, "ticket."+c.fields[i], field, name)
		}
	}
	for _, asOf := range []time.Time{{}, clock("10:00").Add(-1), clock("10:00").Add(10*penalty.MaxPeriod + 1)} {
		_, err := k.Check(happened("10:00 opened P1"), asOf)
		assert.Equal(t, []string{"at"}, faults(t, err))
	}
	_, err := k.Check(happened("10:00 opened P9"), clock("12:00"))
	assert.Equal(t, []string{"ticket.events[0].priority"}, faults(t, err))
	ancient := response.Ticket{Events: []response.TicketEvent{{At: at("1950-01-01T00:00:00Z"), Priority: "P3"}}}
	_, err = k.Check(ancient, at("1950-01-02T00:00:00Z"))
	var outside *calendar.RangeError
	require.ErrorAs(t, err, &outside)
}

func TestStandingRefuses(t *testing.T) {
	t.Parallel()
	ok := standing(t, tracker(t, desk()), happened("10:00 opened P2", "10:30 answered", "11:00 changed P1", "11:30 moved waiting"), clock("12:00"), response.ToResolve)[0]
	ok.Warnings = []response.Warning{{Share: dec("0.5")}}
	require.NoError(t, ok.Validate())
	for field, change := range map[string]func(*response.Standing){
		"kind":                    func(s *response.Standing) { s.Kind = 3 },
		"within":                  func(s *response.Standing) { s.Margin, s.Within = s.Margin-s.Within, 0 },
		"elapsed":                 func(s *response.Standing) { s.Elapsed, s.Margin = s.Elapsed+1, s.Margin-1 },
		"margin":                  func(s *response.Standing) { s.Margin++ },
		"state":                   func(s *response.Standing) { s.State = response.GoalMissed },
		"reached":                 func(s *response.Standing) { s.State = response.GoalMet },
		"as_of":                   func(s *response.Standing) { s.AsOf = time.Time{} },
		"legs":                    func(s *response.Standing) { s.Legs, s.Elapsed, s.Margin = nil, 0, s.Within },
		"legs[1].from":            func(s *response.Standing) { s.Legs[1].From = s.Legs[1].From.Add(1) },
		"legs[0].to":              func(s *response.Standing) { s.Legs[0].To = s.Legs[0].From.Add(-1) },
		"legs[1].elapsed":         func(s *response.Standing) { s.Legs[1].Elapsed = -1 },
		"legs[1].pauses[0].start": func(s *response.Standing) { s.Legs[1].Pauses[0].Start = time.Time{} },
		"warnings[0].share":       func(s *response.Standing) { s.Warnings[0].Share = dec("0") },
	} {
		s := ok
		s.Legs, s.Warnings = slices.Clone(ok.Legs), slices.Clone(ok.Warnings)
		s.Legs[1].Pauses = slices.Clone(ok.Legs[1].Pauses)
		change(&s)
		assert.Contains(t, faults(t, s.Validate()), field)
	}
	reached := ok
	reached.Reached = clock("12:00")
	assert.Equal(t, []string{"reached", "as_of"}, faults(t, reached.Validate()))
	b, err := json.Marshal(ok)
	require.NoError(t, err)
	assert.Error(t, json.Unmarshal([]byte(strings.Replace(string(b), `"margin":"PT`, `"margin":"PT1`, 1)), &reached))
}
