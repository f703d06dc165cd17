package response_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty/response"
)

// The model looks at a ticket minute by minute: in each minute it looks up everything anew. It knows
// no stretches, no pauses and no calendar.

// modelStart is a Friday, so that the weekend is near.
var modelStart = time.Date(2026, time.May, 29, 12, 0, 0, 0, time.UTC)

func minute(m int) time.Time { return modelStart.Add(time.Duration(m) * time.Minute) }

// modelHours are what modelOpen says, as schedules.
func modelHours() []response.NamedHours {
	span := func(from, to int) []calendar.Span {
		return []calendar.Span{{Start: calendar.At(from, 0), End: calendar.At(to, 0)}}
	}
	return []response.NamedHours{
		{Name: "office", Schedule: calendar.Schedule{Zone: "UTC", Hours: []calendar.Hours{{Days: calendar.Weekdays, Open: span(9, 18)}}}},
		{Name: "long", Schedule: calendar.Schedule{Zone: "UTC", Hours: []calendar.Hours{{Days: calendar.EveryDay, Open: span(7, 22)}}}},
	}
}

func modelOpen(hours string, m int) bool {
	t := minute(m)
	switch hours {
	case "office":
		return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday && t.Hour() >= 9 && t.Hour() < 18
	case "long":
		return t.Hour() >= 7 && t.Hour() < 22
	}
	return true
}

// happening is an event of the model, in the order in which they happen.
type happening struct {
	m     int
	event response.TicketEvent
}

// modelTicket is a ticket and its table.
type modelTicket struct {
	rows   []response.Priority
	events []happening
}

// known returns what is known of the ticket by a minute: with the events of that minute or without.
// The opening is always known.
func (x *modelTicket) known(m int, with bool) (known []happening) {
	for i, h := range x.events {
		if i == 0 || h.m < m || with && h.m == m {
			known = append(known, h)
		}
	}
	return known
}

// goal returns the goal of a kind that holds in a minute, by some events.
func (x *modelTicket) goal(events []happening, kind response.GoalKind, m int) *response.Goal {
	priority, plan := "", ""
	for _, h := range events {
		e := h.event
		if h.m > m || e.Kind != response.TicketOpened && e.Kind != response.TicketChanged {
			continue
		}
		if e.Kind == response.TicketOpened || e.Priority != "" {
			priority = e.Priority
		}
		if e.Kind == response.TicketOpened || e.Plan != "" {
			plan = e.Plan
		}
	}
	for _, row := range x.rows {
		for i := range row.Goals {
			if row.Name == priority && row.Plan == plan && row.Goals[i].Kind == kind {
				return &row.Goals[i]
			}
		}
	}
	return nil
}

// waits reports whether the clock of a goal stands still in a minute for the ticket's state.
func waits(events []happening, goal *response.Goal, m int) bool {
	state := ""
	for _, h := range events {
		if h.m <= m && (h.event.Kind == response.TicketOpened || h.event.Kind == response.TicketMoved) {
			state = h.event.State
		}
	}
	return slices.Contains(goal.Pausing, state)
}

func closed(events []happening, m int) bool {
	is := false
	for _, h := range events {
		if h.m <= m {
			is = h.event.Kind == response.TicketResolved || is && h.event.Kind != response.TicketReopened
		}
	}
	return is
}

// runs reports whether the clock of a kind runs in a minute.
func (x *modelTicket) runs(events []happening, kind response.GoalKind, m int) bool {
	goal := x.goal(events, kind, m)
	return goal != nil && modelOpen(goal.Hours, m) && !waits(events, goal, m) && (kind != response.ToResolve || !closed(events, m))
}

// modelGoal is a standing in minutes; due and warnings are -1 where the clock never shows them.
type modelGoal struct {
	kind          response.GoalKind
	state         response.GoalState
	start, at     int
	within, shown int
	due           int
	warnings      []int
}

// horizon is how long the model waits for a deadline.
const horizon = 12 * 24 * 60

// look says how the ticket stands to a goal whose clock started at one minute, at another one.
func (x *modelTicket) look(kind response.GoalKind, start, at int, reached, over bool) (g modelGoal, ok bool) {
	events := x.known(at, !reached)
	goal := x.goal(events, kind, at)
	if goal == nil {
		return g, false
	}
	g = modelGoal{kind: kind, start: start, at: at, within: int(goal.Within / time.Minute), due: -1}
	for m := start; m < at; m++ {
		if x.runs(events, kind, m) {
			g.shown++
		}
	}
	marks := []int{g.within}
	for _, w := range goal.Warnings {
		marks = append(marks, int(w.Mul(decimal.NewFromInt(int64(g.within))).IntPart()))
		g.warnings = append(g.warnings, -1)
	}
	ran := 0
	for m := start; m < at+horizon; m++ {
		if !x.runs(events, kind, m) {
			if m > at && waits(events, goal, m) { // nothing ends that
				break
			}
			continue
		}
		ran++
		for i, mark := range marks {
			switch {
			case ran != mark:
			case i == 0:
				g.due = m + 1
			default:
				g.warnings[i-1] = m + 1
			}
		}
		if ran > slices.Max(marks) {
			break
		}
	}
	switch {
	case g.shown > g.within:
		g.state = response.GoalMissed
	case reached:
		g.state = response.GoalMet
	case over:
		g.state = response.GoalDropped
	case waits(events, goal, at):
		g.state = response.GoalPaused
	default:
		g.state = response.GoalRuns
	}
	return g, true
}

// standings says how the ticket stands to its goals by a minute, from the wording of each kind.
func (x *modelTicket) standings(by int) (list []modelGoal) {
	over := false
	for _, h := range x.events {
		if h.m <= by && !over && (h.event.Kind == response.TicketMerged || h.event.Kind == response.TicketWithdrawn) {
			by, over = h.m, true
		}
	}
	add := func(kind response.GoalKind, start, at int, reached bool) {
		if g, ok := x.look(kind, start, at, reached, over); ok {
			list = append(list, g)
		}
	}
	happens := func(from int, kinds ...response.TicketEventKind) int { // index of the first from one on
		for i := from; i < len(x.events); i++ {
			if x.events[i].m <= by && slices.Contains(kinds, x.events[i].event.Kind) {
				return i
			}
		}
		return -1
	}
	if i := happens(0, response.TicketAnswered, response.TicketResolved); i >= 0 {
		add(response.ToRespond, x.events[0].m, x.events[i].m, true)
	} else {
		add(response.ToRespond, x.events[0].m, by, false)
	}
	for i := 0; i >= 0; {
		start := x.events[i].m
		next := happens(i+1, response.TicketAnswered, response.TicketUpdated, response.TicketResolved)
		switch {
		case next < 0 && over && start == by:
		case next < 0:
			add(response.ToUpdate, start, by, false)
		case x.events[next].m > start:
			add(response.ToUpdate, start, x.events[next].m, true)
		}
		if i = next; i >= 0 && x.events[i].event.Kind == response.TicketResolved {
			i = happens(i+1, response.TicketReopened)
		}
	}
	last := -1
	for i, h := range x.events {
		switch {
		case h.m > by:
		case h.event.Kind == response.TicketResolved:
			last = i
		case h.event.Kind == response.TicketReopened:
			last = -1
		}
	}
	if last >= 0 {
		add(response.ToResolve, x.events[0].m, x.events[last].m, true)
	} else {
		add(response.ToResolve, x.events[0].m, by, false)
	}
	return list
}

var genRows = rapid.Custom(func(t *rapid.T) (rows []response.Priority) {
	for _, name := range []string{"P1", "P2", "P3"} {
		row := response.Priority{Name: name}
		for _, kind := range []response.GoalKind{response.ToRespond, response.ToUpdate, response.ToResolve} {
			if rapid.IntRange(0, 5).Draw(t, "has") == 0 {
				continue
			}
			goal := response.Goal{
				Kind: kind, Within: time.Duration(20*rapid.IntRange(1, 40).Draw(t, "within")) * time.Minute,
				Hours:   rapid.SampledFrom([]string{"", "office", "long"}).Draw(t, "hours"),
				Pausing: rapid.SampledFrom([][]string{nil, {"waiting"}, {"waiting", "held"}}).Draw(t, "pausing"),
			}
			if rapid.Bool().Draw(t, "warns") {
				goal.Warnings = []decimal.Decimal{dec("0.75"), dec("0.9"), dec("1.5")}
			}
			row.Goals = append(row.Goals, goal)
		}
		rows = append(rows, row)
	}
	gold := response.Priority{Name: "P1", Plan: "gold", Goals: slices.Clone(rows[2].Goals)}
	return append(rows, gold)
})

var genModel = rapid.Custom(func(t *rapid.T) *modelTicket {
	x := &modelTicket{rows: genRows.Draw(t, "rows")}
	states := []string{"open", "waiting", "held"}
	priority := func(label string) string { return rapid.SampledFrom([]string{"P1", "P2", "P3"}).Draw(t, label) }
	opened := response.TicketEvent{Kind: response.TicketOpened, Priority: priority("priority"), State: rapid.SampledFrom(append(states, "")).Draw(t, "state")}
	m, resolved, before, current := 0, false, response.TicketOpened, opened.Priority
	x.events = append(x.events, happening{0, opened})
	for range rapid.IntRange(0, 9).Draw(t, "events") {
		kinds := []response.TicketEventKind{
			response.TicketAnswered, response.TicketUpdated, response.TicketUpdated, response.TicketChanged, response.TicketMoved, response.TicketMoved,
			response.TicketResolved, response.TicketMerged, response.TicketWithdrawn,
		}
		kind := rapid.SampledFrom(kinds).Draw(t, "kind")
		ended := kind == response.TicketMerged || kind == response.TicketWithdrawn
		if ended && rapid.IntRange(0, 3).Draw(t, "end") > 0 {
			kind, ended = response.TicketMoved, false
		}
		if kind == response.TicketResolved && resolved {
			kind = response.TicketReopened
		}
		gap := rapid.SampledFrom([]int{0, 0, 1, 7, 20, 60, 135, 500, 1440}).Draw(t, "gap")
		if gap == 0 && kind <= before {
			gap = 1
		}
		m, before = m+gap, kind
		e := response.TicketEvent{Kind: kind}
		switch kind {
		case response.TicketResolved, response.TicketReopened:
			resolved = !resolved
		case response.TicketChanged:
			if e.Priority = priority("to"); current == "P1" && e.Priority == "P1" {
				e.Priority, e.Plan = "", "gold"
			}
			if len(x.events) > 0 && slices.ContainsFunc(x.events, func(h happening) bool { return h.event.Plan != "" }) {
				e.Priority = "P1" // the only one of that plan
			}
			current = "P1"
			if e.Plan == "" {
				current = e.Priority
			}
		case response.TicketMoved:
			e.State = rapid.SampledFrom(states).Draw(t, "state")
		case response.TicketMerged:
			e.Into = "T2"
		default:
		}
		x.events = append(x.events, happening{m, e})
		if ended {
			break
		}
	}
	return x
})

func TestTargetsModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := genModel.Draw(t, "ticket")
		tracker, err := response.Targets{Hours: modelHours(), Priorities: x.rows}.Compile(nil)
		require.NoError(t, err)
		ticket := response.Ticket{ID: "T1"}
		for _, h := range x.events {
			h.event.At = minute(h.m)
			ticket.Events = append(ticket.Events, h.event)
		}
		last := x.events[len(x.events)-1].m
		by := rapid.OneOf(rapid.IntRange(0, last+1), rapid.SampledFrom([]int{last, last + 60, last + 1000})).Draw(t, "by")
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 0))
		rnd.Shuffle(len(ticket.Events), func(i, j int) { ticket.Events[i], ticket.Events[j] = ticket.Events[j], ticket.Events[i] })
		got, err := tracker.Check(ticket, minute(by))
		require.NoError(t, err)
		var list []modelGoal
		for i := range got {
			require.NoError(t, got[i].Validate())
			list = append(list, inMinutes(&got[i]))
		}
		require.Equal(t, x.standings(by), list)
	})
}

// inMinutes returns a standing as the model has it.
func inMinutes(s *response.Standing) modelGoal {
	since := func(at time.Time) int {
		if at.IsZero() {
			return -1
		}
		return int(at.Sub(modelStart) / time.Minute)
	}
	g := modelGoal{
		kind: s.Kind, state: s.State, start: since(s.Start), at: max(since(s.Reached), since(s.AsOf)),
		within: int(s.Within / time.Minute), shown: int(s.Elapsed / time.Minute), due: since(s.Due),
	}
	for _, w := range s.Warnings {
		g.warnings = append(g.warnings, since(w.At))
	}
	return g
}
