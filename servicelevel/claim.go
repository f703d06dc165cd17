package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// checkClaimed refuses a claim for a month that has not begun by then.
func (b *assessor) checkClaimed(c *Claim) error {
	if now := b.MonthOf(nano.Of(c.At)); c.Month.Compare(now) > 0 {
		return fault.New("month", c.Month, "must not be after that of the claim, "+now.String())
	}
	return nil
}

// checkClaims refuses claims for months that have not begun by then.
func (b *assessor) checkClaims(l *fault.List) {
	for i := range b.Act.Claims {
		if err := b.checkClaimed(&b.Act.Claims[i]); err != nil {
			l.In(fault.Index("activity.claims", i), err)
		}
	}
}

// claimed returns when what is owed for a period was claimed, by what was known before an instant, in
// memory that is used again.
func (b *assessor) claimed(period calendar.Interval, before int64) []time.Time {
	b.claims = b.claims[:0]
	for i := range b.Act.Claims {
		c := &b.Act.Claims[i]
		if nano.Of(c.Known()) >= before || !nano.Stands(c.Withdrawn, before) || !period.Contains(b.Wall.DayStart(b.Term.First(c.Month))) {
			continue
		}
		b.claims = append(b.claims, b.OfZone(c.At))
	}
	return b.claims
}

// firstClaimed returns the beginning of the first month that became claimed, or no longer, in the
// month of the statement, or whose claim ran out in it, or that instant if it is earlier.
func (b *assessor) firstClaimed(first int64) int64 {
	for i := range b.Act.Claims {
		if c := &b.Act.Claims[i]; b.During(nano.Of(c.Known())) || !c.Withdrawn.IsZero() && b.During(nano.Of(c.Withdrawn)) {
			first = min(first, b.assessedWith(c.Month))
		}
	}
	for _, d := range deadlines(&b.Term) {
		if d.from != penalty.PeriodEnd {
			first = min(first, b.firstOverdue(d))
			continue
		}
		m := b.Month
		for n := b.Term.Contract.Options.Reach(); n > 0; n-- {
			before := m.AddMonths(-1)
			if nano.Of(d.within.After(b.Wall.DayStart(b.Term.First(m)))) <= b.From {
				break
			}
			m = before
		}
		if m != b.Month || !d.within.After(b.Period.End).After(b.Period.End) { // of a contract that ended before
			first = min(first, b.assessedWith(m))
		}
	}
	return first
}

// firstOverdue returns the beginning of the first outage for whose claim it became too late in the month of the
// statement, or the end of that.
func (b *assessor) firstOverdue(d claimDeadline) int64 {
	first := b.Until
	for i := range b.Act.Outages {
		o := &b.Act.Outages[i]
		signs := [...]time.Time{o.Start, o.Declared}
		if d.from == penalty.OutageEnd {
			signs = [...]time.Time{o.End, {}}
		}
		for _, sign := range signs {
			if sign.IsZero() {
				continue
			}
			if late := nano.Of(d.within.After(b.OfZone(sign))); late > b.From && late <= b.Until {
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
func (b *assessor) assessedWith(m calendar.Month) int64 {
	return nano.Of(b.Wall.DayStart(b.Term.First(b.Term.LastOf(m.AddMonths(1)))))
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
