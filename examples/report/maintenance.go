package main

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// budgeted returns outages of a period in the order of time, those of maintenance cut at the
// instant at which its budget is used up: what comes later is not excluded. A budget of 0 is none.
func budgeted(all []outage, breaks []calendar.Interval, budget time.Duration) []outage {
	var spans []calendar.Interval
	for i := range all {
		if all[i].Excluded == penalty.Maintenance {
			spans = append(spans, all[i].Span)
		}
	}
	spans = calendar.Subtract(calendar.Union(spans), breaks)
	if budget == 0 || calendar.Total(spans) <= budget {
		return all
	}
	var end time.Time // of what is excluded
	for left := budget; left > 0; spans = spans[1:] {
		took := min(left, spans[0].Duration())
		end, left = spans[0].Start.Add(took), left-took
	}
	var out []outage
	for _, o := range all {
		if o.Excluded != penalty.Maintenance {
			out = append(out, o)
			continue
		}
		first, rest := o, o
		first.Budget, rest.Budget, rest.Excluded = budget, budget, penalty.Counts
		if first.Span.End.After(end) {
			first.Span.End, first.Going = end.In(o.Span.End.Location()), false
		}
		for _, from := range []time.Time{end, o.Since} {
			if rest.Span.Start.Before(from) {
				rest.Span.Start = from.In(o.Span.Start.Location())
			}
		}
		if first.Span.Start.Before(first.Span.End) {
			out = append(out, first)
		}
		if !o.Any && !o.Since.IsZero() && rest.Span.Start.Before(rest.Span.End) { // an exclusion is no outage
			out = append(out, rest)
		}
	}
	slices.SortStableFunc(out, func(a, b outage) int { return a.Span.Start.Compare(b.Span.Start) })
	return out
}
