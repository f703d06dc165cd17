package servicelevel

import (
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/states"
)

// What happened, as package facts has it, and how it stands when a month is closed, as package states has it.
type (
	// Fact is [facts.Fact].
	Fact = facts.Fact
	// FactKind is [facts.Kind].
	FactKind = facts.Kind
	// ConflictError is [facts.ConflictError].
	ConflictError = facts.ConflictError

	// State is [states.State].
	State = states.State
	// TicketStep is [states.TicketStep].
	TicketStep = states.TicketStep

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

// How far a ticket has come.
const (
	TicketOpen      = states.TicketOpen
	TicketEstimated = states.TicketEstimated
	TicketWorked    = states.TicketWorked
	TicketReported  = states.TicketReported
	TicketCancelled = states.TicketCancelled
	TicketMerged    = states.TicketMerged
	TicketRefused   = states.TicketRefused
	TicketWithdrawn = states.TicketWithdrawn
)

// Limits of what the package accepts.
const (
	MaxFacts   = facts.MaxFacts
	MaxPeriod  = facts.MaxPeriod
	MaxSession = facts.MaxSession
)
