package response

import (
	"errors"
	"time"

	"github.com/palier-go/palier/calendar"
)

// A run is the clock of one goal, from its start to the instant looked at.
type run struct {
	start   time.Time
	legs    []Leg
	goals   []*target // of each leg; nil: without
	waiting int       // the pause of the last leg in which the ticket waits, or -1
	closed  int       // the pause of the last leg in which it is resolved, or -1
	// note is what there was as the ticket was resolved: how many legs, how many pauses the last
	// one had, and waiting.
	note struct{ legs, pauses, waiting int }
}

// resolvedReason is why the clock stands still while a ticket is resolved.
const resolvedReason = "resolved"

// newRun starts a clock.
func newRun(at time.Time, goal *target, p place, state string) *run {
	r := &run{start: at, waiting: -1, closed: -1}
	r.turn(at, goal, p, state)
	return r
}

// turn begins another leg, in the place of one that has no length, unless the ticket is resolved:
// that was by the priority that it had.
func (r *run) turn(at time.Time, goal *target, p place, state string) {
	closed := r.closed >= 0
	r.stop(at, &r.waiting)
	r.stop(at, &r.closed)
	if n := len(r.legs); n > 0 {
		if r.legs[n-1].To = at; r.legs[n-1].From.Equal(at) && !closed {
			r.legs, r.goals = r.legs[:n-1], r.goals[:n-1]
		}
	}
	leg := Leg{From: at, Priority: p.priority, Plan: p.plan, Without: goal == nil}
	if goal != nil {
		leg.Hours = goal.Hours
	}
	r.legs, r.goals = append(r.legs, leg), append(r.goals, goal)
	if closed {
		r.closed = r.pause(at, resolvedReason)
	}
	r.move(at, state)
}

// move lets the clock stand still or go on as the ticket comes into a state.
func (r *run) move(at time.Time, state string) {
	r.stop(at, &r.waiting)
	if goal := r.goals[len(r.goals)-1]; goal != nil && goal.pauses(state) {
		r.waiting = r.pause(at, state)
	}
}

// pause begins a pause of the last leg, and returns its index.
func (r *run) pause(at time.Time, reason string) int {
	leg := &r.legs[len(r.legs)-1]
	leg.Pauses = append(leg.Pauses, calendar.Pause{Start: at, Reason: reason})
	return len(leg.Pauses) - 1
}

// stop ends a pause of the last leg, if there is one.
func (r *run) stop(at time.Time, pause *int) {
	if *pause >= 0 {
		leg := &r.legs[len(r.legs)-1]
		if leg.Pauses[*pause].End = at; leg.Pauses[*pause].Start.Equal(at) && *pause == len(leg.Pauses)-1 {
			leg.Pauses = leg.Pauses[:*pause]
		}
	}
	*pause = -1
}

// resolve stops the clock as the ticket is resolved, and notes where it stands.
func (r *run) resolve(at time.Time) {
	r.note.legs, r.note.pauses, r.note.waiting = len(r.legs), len(r.legs[len(r.legs)-1].Pauses), r.waiting
	r.closed = r.pause(at, resolvedReason)
}

// back goes back to where the clock stood as the ticket was resolved: nothing after that matters.
func (r *run) back() {
	r.legs, r.goals, r.waiting = r.legs[:r.note.legs], r.goals[:r.note.legs], r.note.waiting
	leg := &r.legs[len(r.legs)-1]
	leg.Pauses = leg.Pauses[:r.note.pauses]
	if r.waiting >= 0 {
		leg.Pauses[r.waiting].End = time.Time{} // it ended later, or never
	}
}

// standing says how the ticket stands to the goal at an instant, at which it is reached or not;
// ok is false if nothing is promised by then.
func (r *run) standing(at time.Time, reached, dropped bool) (s Standing, ok bool, err error) {
	goal, last := r.goals[len(r.goals)-1], &r.legs[len(r.legs)-1]
	if last.To = at; goal == nil {
		return s, false, nil
	}
	s = Standing{Kind: goal.Kind, Priority: last.Priority, Plan: last.Plan, Start: r.start, Within: goal.Within, Legs: r.legs}
	for i := range r.legs {
		leg := &r.legs[i]
		if len(leg.Pauses) == 0 {
			leg.Pauses = nil // those that were there lasted no time, or began after the resolution
		}
		if !leg.Without {
			if leg.Elapsed, err = elapsedOn(r.goals[i].clock, leg.From, leg.To, leg.Pauses); err != nil {
				return s, false, err
			}
		}
		s.Elapsed += leg.Elapsed
	}
	if s.Due, err = r.shows(goal.Within); err != nil {
		return s, false, err
	}
	if s.Warnings, err = r.warnings(goal, s.Elapsed); err != nil {
		return s, false, err
	}
	s.Margin = s.Within - s.Elapsed
	if s.State = stateOf(s.Margin, reached, dropped, r.waiting >= 0); reached {
		s.Reached = at
	} else {
		s.AsOf = at
	}
	return s, true, nil
}

// warnings says which shares of a goal's time have passed, and when each does.
func (r *run) warnings(goal *target, shown time.Duration) (list []Warning, err error) {
	if len(goal.Warnings) > 0 {
		list = make([]Warning, len(goal.Warnings))
	}
	for i, share := range goal.Warnings {
		mark := goal.mark(share)
		list[i] = Warning{Share: share, Passed: shown >= mark}
		if list[i].At, err = r.shows(mark); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func stateOf(margin time.Duration, reached, dropped, paused bool) GoalState {
	switch {
	case margin < 0:
		return GoalMissed
	case reached:
		return GoalMet
	case dropped:
		return GoalDropped
	case paused:
		return GoalPaused
	}
	return GoalRuns
}

// shows returns the first instant at which the clock shows a time: that of the leg in which it
// does, or of the last one, which goes on. It is zero while a pause holds it off.
func (r *run) shows(d time.Duration) (time.Time, error) {
	last := len(r.legs) - 1
	i := 0
	for ; i < last && d > r.legs[i].Elapsed; i++ {
		d -= r.legs[i].Elapsed
	}
	leg := &r.legs[i]
	return dueOn(r.goals[i].clock, leg.From, d, leg.Pauses)
}

// elapsedOn is calendar.Calendar.Elapsed; a nil calendar is around the clock.
func elapsedOn(hours *calendar.Calendar, from, to time.Time, pauses []calendar.Pause) (time.Duration, error) {
	if hours == nil {
		return elapsed(from, to, stops(pauses, from)), nil
	}
	return hours.Elapsed(from, to, pauses)
}

// dueOn is calendar.Calendar.Due; a nil calendar is around the clock. The deadline is zero if a
// pause that has not ended keeps it from coming.
func dueOn(hours *calendar.Calendar, from time.Time, within time.Duration, pauses []calendar.Pause) (time.Time, error) {
	if hours == nil {
		return due(from, within, stops(pauses, from)), nil
	}
	at, err := hours.Due(from, within, pauses)
	if paused := (*calendar.PausedError)(nil); errors.As(err, &paused) {
		return time.Time{}, nil
	}
	return at, err
}
