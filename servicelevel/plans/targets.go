package plans

import (
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// Targets are the times within which a plan promises to answer each ticket, to tell how it stands and to
// resolve it, by its priority, and what share of a month's tickets is promised to be in time
// (response.Targets). As JSON:
//
//	"targets": {
//	  "terms": {
//	    "priorities": [{"name": "P1", "goals": [
//	      {"kind": "response", "within": "PT45M", "warnings": ["0.75", "0.9"]},
//	      {"kind": "resolution", "within": "PT8H", "pausing": ["waiting"]}]}],
//	    "quotas": [{"kind": "response", "target": "0.95", "bands": [{"below": "0.95", "credit": "0.05"}]}]},
//	  "rules": ["H4"]}
//
// The rows of a plan have no response.Priority.Plan: the plan is the one that the ticket has on the day, and
// if that changes in mid-ticket, what the clock shows is carried over. A ticket whose priority has no row has
// no goals. A row without a name is of tickets without a priority. The priorities that a quota names must
// have rows.
//
// A ticket is opened by its request, and answered by the first session of work on it or the first word to the
// customer, Updated or Reported, whichever was earlier. It is resolved by its report (S30), unless it is
// Reopened; Merged and Cancelled end it (D37). It is in the state "open" until another is Entered, and in the
// state "waiting" while the customer is waited for: if a goal lists that among its Pausing, its clock stands
// still then.
//
// servicelevel.Ticket.Goals and servicelevel.Book.Due say how tickets stand to their goals,
// servicelevel.Statement.Goals which were missed, and servicelevel.Statement.Quotas what share of a month was
// in time, with what it costs.
type Targets struct {
	Terms response.Targets `json:"terms"`
	Rules []string         `json:"rules,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (t Targets) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Targets) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }

// check refuses what response.Targets.Validate refuses, and rows that are of a plan; nil is none.
func (t *Targets) check(l *fault.List, u money.Unit) {
	if t == nil {
		return
	}
	l.In("targets.terms", check.In(u, func(u money.Unit) error { return check.Targets(u, t.Terms).Validate() }))
	for i := range t.Terms.Quotas {
		check.Minor(l, u, "targets.terms."+fault.Index("quotas", i), t.Terms.Quotas[i].Minor)
	}
	for i, p := range t.Terms.Priorities {
		if p.Plan != "" {
			l.Add("targets.terms."+fault.Index("priorities", i)+".plan", p.Plan, "must be absent: the targets are those of this plan")
		}
	}
	checkRules(l, "targets.rules", t.Rules)
}
