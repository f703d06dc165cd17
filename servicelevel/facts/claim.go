package facts

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// Claim is that the customer asks for what is owed for a month, if it must be claimed
// (penalty.Terms.ClaimWithin). Nothing is owed before; the statement of the month in which the claim became
// known owes it, and one of a month in which the time for that ran out says that it lapsed. Of a quarter or a
// year any of its months is claimed, and with it all that the levels of the contract promised for it. The
// first claim counts; if each outage is to be claimed (penalty.Terms.ClaimFrom) each does, for those of the
// month that had begun by then.
//
// Corrections must reach the month (Options.CorrectionMonths), however long the clause gives for it.
type Claim struct {
	ID       string         `json:"id"`
	Month    calendar.Month `json:"month"` // for which it is claimed, as its statement names it (see Options.MonthDay): it has begun by then
	At       time.Time      `json:"at"`
	Recorded time.Time      `json:"recorded,omitzero"` // when it became known; zero is at once
	// Withdrawn is when it became known to be wrong (D31); zero: it stands.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

func (c *Claim) validate() error {
	var l fault.List
	check.ID(&l, "id", c.ID)
	l.Check(c.Month.Valid(), "month", c.Month, "must be a month that exists")
	check.Instant(&l, "at", c.At)
	checkRecorded(&l, c.Recorded, c.At)
	checkWithdrawn(&l, c.Withdrawn, nano.Of(c.Known()))
	return l.Err()
}

// Known returns when the claim became known: Recorded, or At.
func (c *Claim) Known() time.Time { return known(c.Recorded, c.At) }

// Claim returns the claim that the fact tells, if it is of that kind.
func (f *Fact) Claim() Claim {
	return Claim{ID: f.ID, Month: f.Month, At: f.At, Recorded: f.Recorded}
}
