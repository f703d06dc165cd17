package promises

import (
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/statement"
)

// assessAll assesses a promise by each of its clauses, by what was known before an instant, as of one.
func (a *Assessor) assessAll(dst *statement.Uptime, p *promise, before int64, asOf time.Time) error {
	if err := a.assessKnown(&dst.Assessment, p, before, asOf); err != nil {
		return err
	}
	j := a.Term.Besides(p.plan)
	if j == nil {
		return nil
	}
	others := make([]penalty.Assessment, len(j.Others))
	for i := range others {
		of := *p
		of.clause, of.terms = i+1, a.Term.ClauseTerms(p.plan, i+1)
		if err := a.assessKnown(&others[i], &of, before, asOf); err != nil {
			return err
		}
	}
	all, err := j.Of(&dst.Assessment, others)
	dst.Combined = &all
	return fault.In("activity", err)
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
