// Package response says whether work was begun in time: whether an incident was answered within the time
// guaranteed, how a ticket stands to what its priority promises, which share of all was in time, and what
// being late costs.
//
// # Guarantees
//
// A [Guarantee] says how soon a human acts on an [Incident]; both catalogues have one, of four hours and of
// 45 minutes (S46, S63). [Guarantee.Check] says whether one was kept (D18):
//
//	g := response.Guarantee{Within: 45 * time.Minute, Monitored: true}
//	a, err := g.Check(response.Incident{Detected: down, Answered: logged}, nil)
//	a.Outcome // in_time, late or waiting
//	a.Due     // when the clock shows 45 minutes
//	a.Elapsed // what it showed at the answer
//	a.Margin  // what was to spare
//
// The clock runs around the clock, or in the opening hours that Check is given. It stands still while the
// customer is waited for (Incident.Pauses). What late answers cost is [Guarantee.Penalty]: nothing, unless
// the guarantee has a clause for them (D19).
//
// # Targets of tickets
//
// [Targets] are what a helpdesk promises of each ticket by its priority: a response, an update every so
// often, a resolution, each in opening hours or around the clock, standing still in some states of the
// ticket, with warnings as shares of the time pass. Compiled to a [Tracker] they say how a [Ticket], which is
// what happened to it in any order, stands to each goal:
//
//	tracker, err := targets.Compile(nil)
//	standings, err := tracker.Check(ticket, now)
//	standings[0].State    // met, missed, runs, paused or dropped
//	standings[0].Due      // when the clock shows what was promised
//	standings[0].Elapsed  // what it shows, the sum of standings[0].Legs
//	standings[0].Warnings // 75 % and 90 % of it, and when each passes
//
// # Shares in time
//
// A [Quota] is a promise about the share that is in time, "95 % within 45 minutes", and what it costs to miss
// it; [Percentile] gives the time that a share of tickets kept to.
//
// # Errors, JSON and columns
//
// Bad input is one or more [*calendar.FieldError] values that name the field and the value; they come joined.
// All types but Tracker go through encoding/json and back, and what implements [driver.Valuer] stands in a
// column as the same text, never as NULL. What is unknown is refused when read and when written, what Validate
// refuses when read, all faults together. Values can be used from any goroutine as long as nobody changes
// them, a Tracker always.
package response
