package kit

import (
	"time"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/plans"
)

// PlainFacts has one fact of every kind, with no more than it needs, all of one noon.
func PlainFacts() []facts.Fact {
	at := Wall("2026-05-12 12:00")
	return []facts.Fact{
		{Kind: facts.Requested, Ticket: "T"},
		{Kind: facts.Waiting, Ticket: "T"},
		{Kind: facts.Resumed, Ticket: "T"},
		{Kind: facts.Estimated, Ticket: "T"},
		{Kind: facts.Worked, Ticket: "T", End: at.Add(time.Hour)},
		{Kind: facts.Reported, Ticket: "T"},
		{Kind: facts.Cancelled, Ticket: "T"},
		{Kind: facts.Merged, Ticket: "T", Into: "U"},
		{Kind: facts.Bought, Time: time.Hour},
		{Kind: facts.Given, Time: time.Hour},
		{Kind: facts.Down},
		{Kind: facts.Restored, Of: "O"},
		{Kind: facts.Excluded, End: at.Add(time.Hour), Reason: penalty.Maintenance},
		{Kind: facts.Claimed, Month: Month("2026-04")},
		{Kind: facts.Charged, Price: Dec("50.00"), Label: plans.Wording{FR: "Mise en service", EN: "Set-up"}},
		{Kind: facts.Refunded, Of: "P"},
		{Kind: facts.Forfeited, Of: "P"},
		{Kind: facts.Moved, Of: "P"},
		{Kind: facts.Withdrawn, Of: "P"},
		{Kind: facts.Closed},
		{Kind: facts.Prioritized, Ticket: "T", Priority: "P1"},
		{Kind: facts.Entered, Ticket: "T", Into: "supplier"},
		{Kind: facts.Updated, Ticket: "T"},
		{Kind: facts.Reopened, Ticket: "T"},
	}
}

// PlainFact is the one of a kind.
func PlainFact(kind facts.Kind) facts.Fact {
	f := PlainFacts()[kind-1]
	f.ID, f.At = "F", Wall("2026-05-12 12:00")
	return f
}
