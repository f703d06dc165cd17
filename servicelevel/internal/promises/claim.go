package promises

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// CheckClaimed refuses a claim for a month that has not begun by then.
func (a *Assessor) CheckClaimed(c *facts.Claim) error {
	if now := a.MonthOf(nano.Of(c.At)); c.Month.Compare(now) > 0 {
		return fault.New("month", c.Month, "must not be after that of the claim, "+now.String())
	}
	return nil
}

// CheckClaims refuses claims for months that have not begun by then.
func (a *Assessor) CheckClaims(l *fault.List) {
	for i := range a.Act.Claims {
		if err := a.CheckClaimed(&a.Act.Claims[i]); err != nil {
			l.In(fault.Index("activity.claims", i), err)
		}
	}
}

// claimed returns when what is owed for a period was claimed, by what was known before an instant, in
// memory that is used again.
func (a *Assessor) claimed(period calendar.Interval, before int64) []time.Time {
	a.claims = a.claims[:0]
	for i := range a.Act.Claims {
		c := &a.Act.Claims[i]
		if nano.Of(c.Known()) >= before || !nano.Stands(c.Withdrawn, before) || !period.Contains(a.Wall.DayStart(a.Term.First(c.Month))) {
			continue
		}
		a.claims = append(a.claims, a.OfZone(c.At))
	}
	return a.claims
}

// firstClaimed returns the beginning of the first month that became claimed, or no longer, in the
// month of the statement, or whose claim ran out in it, or that instant if it is earlier.
func (a *Assessor) firstClaimed(first int64) int64 {
	for i := range a.Act.Claims {
		if c := &a.Act.Claims[i]; a.During(nano.Of(c.Known())) || !c.Withdrawn.IsZero() && a.During(nano.Of(c.Withdrawn)) {
			first = min(first, a.assessedWith(c.Month))
		}
	}
	for _, d := range deadlines(&a.Term) {
		if d.from != penalty.PeriodEnd {
			first = min(first, a.firstOverdue(d))
			continue
		}
		m := a.Month
		for n := a.Term.Contract.Options.Reach(); n > 0; n-- {
			before := m.AddMonths(-1)
			if nano.Of(d.within.After(a.Wall.DayStart(a.Term.First(m)))) <= a.From {
				break
			}
			m = before
		}
		if m != a.Month || !d.within.After(a.Period.End).After(a.Period.End) { // of a contract that ended before
			first = min(first, a.assessedWith(m))
		}
	}
	return first
}

// firstOverdue returns the beginning of the first outage for whose claim it became too late in the month of the
// statement, or the end of that.
func (a *Assessor) firstOverdue(d claimDeadline) int64 {
	first := a.Until
	for i := range a.Act.Outages {
		o := &a.Act.Outages[i]
		signs := [...]time.Time{o.Start, o.Declared}
		if d.from == penalty.OutageEnd {
			signs = [...]time.Time{o.End, {}}
		}
		for _, sign := range signs {
			if sign.IsZero() {
				continue
			}
			if late := nano.Of(d.within.After(a.OfZone(sign))); late > a.From && late <= a.Until {
				began, _ := nano.OfOutage(o)
				first = min(first, began)
			}
		}
	}
	return first
}

// claimDeadline is within what time what is owed is to be claimed, and from when on.
type claimDeadline struct {
	within penalty.ClaimTime
	from   penalty.ClaimStart
}

// assessedWith returns the beginning of a month, or of the last one of the contract if that is earlier:
// what was promised for a period that goes on is assessed with it.
func (a *Assessor) assessedWith(m calendar.Month) int64 {
	return nano.Of(a.Wall.DayStart(a.Term.First(a.Term.LastOf(m.AddMonths(1)))))
}

// deadlines returns within what the clauses of the contract that it is ever under have what is owed
// be claimed, each once.
func deadlines(t *agreed.Term) (list []claimDeadline) {
	t.EachClause(func(terms *penalty.Terms) {
		d := claimDeadline{terms.ClaimWithin, terms.ClaimFrom}
		if d.within != (penalty.ClaimTime{}) && !slices.Contains(list, d) {
			list = append(list, d)
		}
	})
	return list
}
