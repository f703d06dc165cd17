package agreed

import (
	"slices"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
)

// LateClause is by what runs of one level charge late interventions, or all runs of a contract that
// has a clause of its own.
type LateClause struct {
	Ref    string // statement.Lateness.Ref
	level  plans.Level
	Terms  *penalty.Terms // which are not to be changed
	digest string
	Rules  plans.Citation // of the line
}

// lateRules are cited for what late interventions cost.
const lateRules plans.Citation = "D19, D17, D23"

// bindLate lists by what late interventions are charged: the contract's clause, or those of its
// plans.
func (t *Term) bindLate() {
	if own := t.Contract.Options.Late; own != nil {
		t.LateClauses = append(t.LateClauses, LateClause{Terms: t.rounded(own), Rules: lateRules})
		for i := range t.Runs {
			t.Runs[i].Late = 0
		}
		return
	}
	for i := range t.Runs {
		r := &t.Runs[i]
		if r.Plan.late == "" {
			continue
		}
		same := func(c LateClause) bool { return c.level == r.Level && c.digest == r.Plan.late }
		if r.Late = slices.IndexFunc(t.LateClauses, same); r.Late >= 0 {
			continue
		}
		ref := r.Level.String()
		if slices.ContainsFunc(t.LateClauses, func(c LateClause) bool { return c.Ref == ref }) { // another price list, or another quote
			ref += " from " + r.From.String()
		}
		r.Late = len(t.LateClauses)
		t.LateClauses = append(t.LateClauses, LateClause{ref, r.Level, t.rounded(r.Plan.Data.Guarantee.Terms.Late), r.Plan.late, r.Plan.Cites.late})
	}
}

// charges reports whether late interventions cost something under a plan.
func (t *Term) charges(o *Plan) bool {
	return o.Data.Guarantee != nil && (t.Contract.Options.Late != nil || o.Data.Guarantee.Terms.Late != nil)
}
