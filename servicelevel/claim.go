package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/check"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

// Claim is that the customer asks for what is owed for a month, if it must be claimed
// (penalty.Terms.ClaimWithin). Until then nothing is owed; the statement of the month in which the
// claim became known owes it, and one of a month in which the time for that ran out says that it
// lapsed. Of a quarter or a year any of its months is claimed, and with it all that the
// levels of the contract promised for it. The first claim counts.
//
// If each outage is to be claimed (penalty.Terms.ClaimFrom), a claim is of those of the month that had begun
// by then, and each claim counts.
//
// Corrections must reach the month (Options.CorrectionMonths), however long the clause gives for it.
type Claim struct {
	ID       string         `json:"id"`
	Month    calendar.Month `json:"month"` // for which it is claimed, as its statement names it (see Options.MonthDay): it has begun by then
	At       time.Time      `json:"at"`
	Recorded time.Time      `json:"recorded,omitzero"` // when it became known; zero is at once
	// Withdrawn is when it became known that there was no such claim (D31); zero: there was.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

func (c *Claim) validate() error {
	var l fault.List
	check.ID(&l, "id", c.ID)
	l.Check(c.Month.Valid(), "month", c.Month, "must be a month that exists")
	check.Instant(&l, "at", c.At)
	checkRecorded(&l, c.Recorded, c.At)
	checkWithdrawn(&l, c.Withdrawn, c.known())
	return l.Err()
}

func (c *Claim) known() int64 { return knownAt(c.Recorded, nanos(c.At)) }

// claim returns the claim that a fact tells.
func (f *Fact) claim() Claim {
	return Claim{ID: f.ID, Month: f.Month, At: f.At, Recorded: f.Recorded}
}

// checkClaimed refuses a claim for a month that has not begun by then.
func (b *Biller) checkClaimed(c *Claim) error {
	if now := b.monthOf(nanos(c.At)); c.Month.Compare(now) > 0 {
		return fault.New("month", c.Month, "must not be after that of the claim, "+now.String())
	}
	return nil
}

// checkClaims refuses claims for months that have not begun by then.
func (b *Biller) checkClaims(l *fault.List) {
	for i := range b.act.Claims {
		if err := b.checkClaimed(&b.act.Claims[i]); err != nil {
			l.In(fault.Index("activity.claims", i), err)
		}
	}
}

// claimed returns when what is owed for a period was claimed, by what was known before an instant, in
// memory that is used again.
func (b *Biller) claimed(period calendar.Interval, before int64) []time.Time {
	b.claims = b.claims[:0]
	for i := range b.act.Claims {
		c := &b.act.Claims[i]
		if c.known() >= before || !stands(c.Withdrawn, before) || !period.Contains(b.wall.start(b.term.First(c.Month))) {
			continue
		}
		b.claims = append(b.claims, b.ofZone(c.At))
	}
	return b.claims
}

// firstClaimed returns the beginning of the first month that became claimed, or no longer, in the
// month of the statement, or whose claim ran out in it, or that instant if it is earlier.
func (b *Biller) firstClaimed(first int64) int64 {
	for i := range b.act.Claims {
		if c := &b.act.Claims[i]; b.during(c.known()) || !c.Withdrawn.IsZero() && b.during(nanos(c.Withdrawn)) {
			first = min(first, b.assessedWith(c.Month))
		}
	}
	for _, d := range b.term.deadlines() {
		if d.from != penalty.PeriodEnd {
			first = min(first, b.firstOverdue(d))
			continue
		}
		m := b.month
		for n := b.term.contract.Options.Reach(); n > 0; n-- {
			before := m.AddMonths(-1)
			if nanos(d.within.After(b.wall.start(b.term.First(m)))) <= b.from {
				break
			}
			m = before
		}
		if m != b.month || !d.within.After(b.period.End).After(b.period.End) { // of a contract that ended before
			first = min(first, b.assessedWith(m))
		}
	}
	return first
}

// firstOverdue returns the beginning of the first outage for whose claim it became too late in the month of the
// statement, or the end of that.
func (b *Biller) firstOverdue(d claimDeadline) int64 {
	first := b.until
	for i := range b.act.Outages {
		o := &b.act.Outages[i]
		signs := [...]time.Time{o.Start, o.Declared}
		if d.from == penalty.OutageEnd {
			signs = [...]time.Time{o.End, {}}
		}
		for _, sign := range signs {
			if sign.IsZero() {
				continue
			}
			if late := nanos(d.within.After(b.ofZone(sign))); late > b.from && late <= b.until {
				began, _ := outageTimes(o)
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
func (b *Biller) assessedWith(m calendar.Month) int64 {
	return nanos(b.wall.start(b.term.First(b.term.lastOf(m.AddMonths(1)))))
}

// deadlines returns within what the clauses of the contract that it is ever under have what is owed
// be claimed, each once.
func (t *term) deadlines() (list []claimDeadline) {
	t.each(func(terms *penalty.Terms) {
		d := claimDeadline{terms.ClaimWithin, terms.ClaimFrom}
		if d.within != (penalty.ClaimTime{}) && !slices.Contains(list, d) {
			list = append(list, d)
		}
	})
	return list
}
