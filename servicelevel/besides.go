package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// besides returns the further clauses that stand beside the terms of an availability, or nil.
func (t *term) besides(o *offer) *clauses.Besides {
	if t.contract.Options.Penalty != nil {
		return t.contract.Options.PenaltyBesides
	}
	return o.plan.Availability.Besides
}

// clauses returns how many clauses an availability is promised by.
func (t *term) clauses(o *offer) int {
	if j := t.besides(o); j != nil {
		return 1 + len(j.Others)
	}
	return 1
}

// clauseTerms returns the terms of one of them.
func (t *term) clauseTerms(o *offer, clause int) *penalty.Terms {
	if clause == 0 {
		return t.penaltyTerms(o)
	}
	return t.rounded(&t.besides(o).Others[clause-1])
}

// each calls f with the terms of each clause by which the contract ever has an availability promised.
func (t *term) each(f func(*penalty.Terms)) {
	for i := range t.runs {
		o := t.runs[i].offer
		if o.plan.Availability == nil {
			continue
		}
		for clause := range t.clauses(o) {
			f(t.clauseTerms(o, clause))
		}
	}
}

// citesOf returns what is cited for an availability that a plan promises: what the plan does, or if the
// contract has clauses of its own what these do, the first one's first.
func (t *term) citesOf(o *offer) *clauseCites {
	own := &t.contract.Options
	if own.Penalty == nil {
		return &o.cites.availability
	}
	if t.ownClause.of != o {
		ids := citedBy(own, o.cites.availability.promised)
		t.ownClause.of, t.ownClause.cites = o, clauseCites{plans.Cite(ids...), plans.Cite(append(ids, "D17", "D23")...)}
	}
	return &t.ownClause.cites
}

// ownClause is what the clauses of a contract of its own cite, of a promise by a plan.
type ownClause struct {
	of    *offer
	cites clauseCites
}

// citedBy returns the rules that the contract's own clauses cite in place of those of a plan's promise.
func citedBy(own *Options, promise plans.Citation) (ids []string) {
	add := func(t *penalty.Terms) {
		rules := reckon.Cited(t, promise)
		for _, id := range [...]string{rules.Target, rules.Rate} {
			if id != "" {
				ids = append(ids, id)
			}
		}
	}
	add(own.Penalty)
	if own.PenaltyBesides != nil {
		for i := range own.PenaltyBesides.Others {
			add(&own.PenaltyBesides.Others[i])
		}
	}
	return ids
}

// assessAll assesses a promise by each of its clauses, by what was known before an instant, as of one.
func (b *Biller) assessAll(dst *statement.Uptime, p *promise, before int64, asOf time.Time) error {
	if err := b.assessKnown(&dst.Assessment, p, before, asOf); err != nil {
		return err
	}
	j := b.term.besides(p.offer)
	if j == nil {
		return nil
	}
	others := make([]penalty.Assessment, len(j.Others))
	for i := range others {
		of := *p
		of.clause, of.terms = i+1, b.term.clauseTerms(p.offer, i+1)
		if err := b.assessKnown(&others[i], &of, before, asOf); err != nil {
			return err
		}
	}
	all, err := j.Of(&dst.Assessment, others)
	dst.Combined = &all
	return fault.In("activity", err)
}

// cappedTogether reports whether something is missed of which all clauses have a cap together.
func cappedTogether(u *statement.Uptime) bool {
	return u.Combined != nil && !u.Combined.Cap.IsZero() && u.Missed()
}

// sameUptime reports whether another assessment of the month by the same clauses says the same of what was down, of
// what is not claimed and of what is owed. Outages that were claimed in time are down.
func sameUptime(u, v *statement.Uptime) bool {
	for i := range u.Clauses() {
		x, y := u.Assessed(i), v.Assessed(i)
		if x.Availability != y.Availability || x.Claim != y.Claim || !x.Amount.Equal(y.Amount) ||
			!slices.EqualFunc(x.NotClaimed, y.NotClaimed, sameClaim) {
			return false
		}
	}
	return u.Owed().Equal(v.Owed())
}

// sameClaim reports whether the same is said of how an outage stands that was not claimed in time.
func sameClaim(c, d penalty.OutageClaim) bool {
	return c.Lasted == d.Lasted && c.Claim == d.Claim && c.Start.Equal(d.Start) && c.By.Equal(d.By) && c.At.Equal(d.At)
}
