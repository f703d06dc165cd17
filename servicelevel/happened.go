package servicelevel

import "github.com/palier-go/palier/servicelevel/facts"

// What happened, as package facts has it.
type (
	// Fact is [facts.Fact].
	Fact = facts.Fact
	// FactKind is [facts.Kind].
	FactKind = facts.Kind
	// ConflictError is [facts.ConflictError].
	ConflictError = facts.ConflictError

	// Activity is [facts.Activity].
	Activity = facts.Activity
	// Purchase is [facts.Purchase].
	Purchase = facts.Purchase
	// Removal is [facts.Removal].
	Removal = facts.Removal
	// Request is [facts.Request].
	Request = facts.Request
	// TicketNote is [facts.TicketNote].
	TicketNote = facts.TicketNote
	// Intervention is [facts.Intervention].
	Intervention = facts.Intervention
	// Claim is [facts.Claim].
	Claim = facts.Claim
	// Charge is [facts.Charge].
	Charge = facts.Charge
	// ChargeVAT is [facts.ChargeVAT].
	ChargeVAT = facts.ChargeVAT
)

// The kinds of fact.
const (
	Requested   = facts.Requested
	Waiting     = facts.Waiting
	Resumed     = facts.Resumed
	Estimated   = facts.Estimated
	Worked      = facts.Worked
	Reported    = facts.Reported
	Cancelled   = facts.Cancelled
	Merged      = facts.Merged
	Bought      = facts.Bought
	Given       = facts.Given
	Down        = facts.Down
	Restored    = facts.Restored
	Excluded    = facts.Excluded
	Claimed     = facts.Claimed
	Charged     = facts.Charged
	Refunded    = facts.Refunded
	Forfeited   = facts.Forfeited
	Moved       = facts.Moved
	Withdrawn   = facts.Withdrawn
	Closed      = facts.Closed
	Prioritized = facts.Prioritized
	Entered     = facts.Entered
	Updated     = facts.Updated
	Reopened    = facts.Reopened
)

// Limits of what the package accepts.
const (
	MaxFacts   = facts.MaxFacts
	MaxPeriod  = facts.MaxPeriod
	MaxSession = facts.MaxSession
)
