package agreed

import (
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Besides returns the further clauses that stand beside the terms of an availability, or nil.
func (t *Term) Besides(o *Plan) *clauses.Besides {
	if t.Contract.Options.Penalty != nil {
		return t.Contract.Options.PenaltyBesides
	}
	return o.Data.Availability.Besides
}

// clauses returns how many clauses an availability is promised by.
func (t *Term) clauses(o *Plan) int {
	if j := t.Besides(o); j != nil {
		return 1 + len(j.Others)
	}
	return 1
}

// ClauseTerms returns the terms of one of the clauses that an availability is promised by: 0 is the first.
func (t *Term) ClauseTerms(o *Plan, clause int) *penalty.Terms {
	if clause == 0 {
		return t.PenaltyTerms(o)
	}
	return t.rounded(&t.Besides(o).Others[clause-1])
}

// EachClause calls f with the terms of each clause by which the contract ever has an availability promised.
func (t *Term) EachClause(f func(*penalty.Terms)) {
	for i := range t.Runs {
		o := t.Runs[i].Plan
		if o.Data.Availability == nil {
			continue
		}
		for clause := range t.clauses(o) {
			f(t.ClauseTerms(o, clause))
		}
	}
}

// Cited returns what is cited for an availability that a plan promises: what the plan does, or if the contract has
// clauses of its own what these do.
func (t *Term) Cited(o *Plan) ClauseCitations {
	own := &t.Contract.Options
	if own.Penalty == nil {
		return o.Cites.Availability
	}
	ids := citedBy(own, o.Cites.Availability.Promised)
	return ClauseCitations{plans.Cite(ids...), plans.Cite(append(ids, "D17", "D23")...)}
}

// citedBy returns the rules that the contract's own clauses cite in place of those of a plan's promise, the first
// one's first.
func citedBy(o *contracts.Options, promise plans.Citation) (ids []string) {
	add := func(t *penalty.Terms) {
		rules := reckon.Cited(t, promise)
		for _, id := range [...]string{rules.Target, rules.Rate} {
			if id != "" {
				ids = append(ids, id)
			}
		}
	}
	add(o.Penalty)
	if o.PenaltyBesides != nil {
		for i := range o.PenaltyBesides.Others {
			add(&o.PenaltyBesides.Others[i])
		}
	}
	return ids
}

// AnyPromise stands for all promises of availability, as Run.Promises is asked.
const AnyPromise = -1

// Promises reports whether a plan that the contract is ever under promises
// availability.
func (t *Term) Promises() bool {
	return slices.ContainsFunc(t.Runs, func(r Run) bool { return r.Promises(AnyPromise) })
}

// Promises reports whether a run has a promise of availability: the one that began with a run, by its number, or
// AnyPromise.
func (r *Run) Promises(which int) bool {
	return r.Promise >= 0 && (r.Promise == which || which == AnyPromise)
}

// LastOf returns the month with whose statement a period is assessed that ends before a month:
// its last one, or the last one of the contract, after which there may be no statement.
func (t *Term) LastOf(next calendar.Month) calendar.Month {
	m := next.AddMonths(-1)
	if end := t.Contract.End; end.Valid() {
		if last := t.Of(end.AddDays(-1)); last.Compare(m) < 0 {
			return last
		}
	}
	return m
}

// AssessedFrom returns the first month whose outages matter if a month is assessed: the first of the longest
// period that may end with it or is capped with it. What is capped over the last months is by what was owed
// for the months before, which is by what was for those before these, from the start of the contract on.
func (t *Term) AssessedFrom(m calendar.Month) calendar.Month {
	most, always := 1, false
	t.EachClause(func(terms *penalty.Terms) {
		most, always = max(most, terms.Period.Months()), always || terms.CapLastMonths > 0
		if terms.CapYear {
			most = penalty.Year.Months()
		}
	})
	if always {
		return t.Of(t.Contract.Start)
	}
	return m.AddMonths(1 - most)
}

// PenaltyTerms returns the terms that a breach of availability is assessed by:
// the contract's own, or the plan's.
func (t *Term) PenaltyTerms(o *Plan) *penalty.Terms {
	terms := &o.Data.Availability.Terms
	if t.Contract.Options.Penalty != nil {
		terms = t.Contract.Options.Penalty
	}
	return t.rounded(terms)
}

// rounded gives terms the unit of the currency and the contract's rounding, unless they have their own (D21).
func (t *Term) rounded(terms *penalty.Terms) *penalty.Terms {
	terms = check.Terms(t.Unit, terms)
	if terms.Rounding != penalty.HalfAway || t.Contract.Options.Rounding == penalty.HalfAway {
		return terms
	}
	own := *terms
	own.Rounding = t.Contract.Options.Rounding
	return &own
}

// Owes reports whether something is promised that costs a share of the rent.
func (t *Term) Owes() bool {
	charges := func(r Run) bool { return t.charges(r.Plan) }
	quotas := func(r Run) bool { return quotasOwe(r.Plan.Data.Targets) }
	return t.Promises() || slices.ContainsFunc(t.Runs, quotas) || slices.ContainsFunc(t.Runs, charges)
}

// LooksWhole reports whether a clause looks at outages as a whole, also at what of them lies outside of what is
// assessed: how long they lasted (D35), or when they began or ended, from when on they can be claimed.
func LooksWhole(t *penalty.Terms) bool { return t.MinOutage > 0 || t.ClaimFrom != penalty.PeriodEnd }

// LooksWhole reports whether any clause of the contract does.
func (t *Term) LooksWhole() (whole bool) {
	t.EachClause(func(terms *penalty.Terms) { whole = whole || LooksWhole(terms) })
	return whole
}
