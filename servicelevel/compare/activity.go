package compare

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// take takes over what counts of an activity, each fact known at once: not what was withdrawn, bought, given
// back or charged, nor what is of other contracts.
func (x *comparer) take(act *servicelevel.Activity) {
	x.act = *act
	x.act.Purchases, x.act.Removals, x.act.Charges = nil, nil, nil
	x.act.Requests, x.places.requests = only(act.Requests, func(r *servicelevel.Request) bool { return r.For == "" })
	other := make(map[string]bool)
	for i := range act.Requests {
		if r := &act.Requests[i]; r.For != "" {
			other[r.Ticket] = true
		}
	}
	x.act.Interventions, x.places.interventions = only(act.Interventions, func(in *servicelevel.Intervention) bool {
		return in.Withdrawn.IsZero() && !other[in.Ticket]
	})
	x.act.Outages, _ = only(act.Outages, func(o *penalty.Outage) bool { return o.Withdrawn.IsZero() })
	x.act.Exclusions, _ = only(act.Exclusions, func(e *penalty.Exclusion) bool { return e.Withdrawn.IsZero() })
	x.act.Claims, _ = only(act.Claims, func(c *servicelevel.Claim) bool { return c.Withdrawn.IsZero() })
	for i := range x.act.Requests {
		r := &x.act.Requests[i]
		r.Recorded, r.Notes = time.Time{}, slices.Clone(r.Notes)
		for k := range r.Notes {
			r.Notes[k].Recorded = time.Time{}
		}
	}
	x.worked = make(map[string]time.Duration)
	for i := range x.act.Interventions {
		in := &x.act.Interventions[i]
		in.Recorded = time.Time{}
		x.worked[in.Ticket] += in.End.Sub(in.Start)
	}
	for i := range x.act.Outages {
		x.act.Outages[i].Recorded = time.Time{}
	}
	for i := range x.act.Exclusions {
		x.act.Exclusions[i].Recorded = time.Time{}
	}
	for i := range x.act.Claims {
		x.act.Claims[i].Recorded = time.Time{}
	}
	x.order = byTime(x.act.Requests)
}

// handle finds what the level refuses, and when it would begin with the rest. It returns the activity as the
// level would have had it, without requests that it refuses and their work, and the places of the rest in the caller's.
func (x *comparer) handle(t *servicelevel.Timeline, out *LevelCost) (servicelevel.Activity, places, error) {
	window := calendar.Interval{Start: x.months.Interval(x.from, t.Location).Start, End: x.months.Interval(x.to, t.Location).End}
	refused := make(map[string]bool)
	begun := make([]time.Time, len(x.act.Requests))
	for _, i := range x.order {
		r := &x.act.Requests[i]
		days := t.At(r.At)
		if rules, no := days.Plan.Desk.Refuses(r.Channel); no {
			refused[r.Ticket] = true
			if window.Contains(r.At) {
				out.Refused = append(out.Refused, RefusedRequest{r.Ticket, r.Channel, x.worked[r.Ticket], rules})
			}
			continue
		}
		if window.Contains(r.At) {
			var err error
			if begun[i], err = days.Earliest(*r); err != nil {
				return servicelevel.Activity{}, places{}, fault.In(fault.Index("activity.requests", x.places.requests[i]), err)
			}
		}
	}
	x.earliest = append(x.earliest, begun)
	if len(refused) == 0 {
		return x.act, x.places, nil
	}
	act, of := x.act, places{}
	act.Requests, of.requests = only(act.Requests, func(r *servicelevel.Request) bool { return !refused[r.Ticket] })
	act.Interventions, of.interventions = only(act.Interventions, func(in *servicelevel.Intervention) bool { return !refused[in.Ticket] })
	return act, of.within(x.places), nil
}

// only returns a copy of a list with what is wanted of it, and the places that this had.
func only[T any](list []T, wanted func(*T) bool) (kept []T, places []int) {
	for i := range list {
		if wanted(&list[i]) {
			kept, places = append(kept, list[i]), append(places, i)
		}
	}
	return kept, places
}

// places are where what was kept of an activity is in all of it.
type places struct{ requests, interventions []int }

// within returns the places in an activity of which only some was looked through.
func (p places) within(all places) places {
	for i, at := range p.requests {
		p.requests[i] = all.requests[at]
	}
	for i, at := range p.interventions {
		p.interventions[i] = all.interventions[at]
	}
	return p
}

// faults gives the faults of a statement the places that the caller has the facts at.
func (p places) faults(err error) error {
	var l fault.List
	for _, f := range fault.All(err) {
		list, i, rest, ok := fault.InList(f.Field)
		switch {
		case !ok:
		case list == "activity.requests" && i < len(p.requests):
			f.Field = fault.Join(fault.Index(list, p.requests[i]), rest)
		case list == "activity.interventions" && i < len(p.interventions):
			f.Field = fault.Join(fault.Index(list, p.interventions[i]), rest)
		}
		l.In("", f)
	}
	return l.Err()
}
