package servicelevel

import (
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/states"
)

// What happened, as package facts has it, and how it stands when a month is closed, as package states has it: their
// fields and methods are documented there, as go doc servicelevel/facts.Fact shows.
type (
	// Fact is [facts.Fact], one thing that happened at an instant. Which fields it has is by its kind.
	Fact = facts.Fact
	// FactKind is [facts.Kind].
	FactKind = facts.Kind
	// ConflictError is [facts.ConflictError].
	ConflictError = facts.ConflictError

	// State is [states.State], from which the month after a closed one goes on.
	State = states.State
	// TicketStep is [states.TicketStep].
	TicketStep = states.TicketStep

	// Activity is [facts.Activity], what happened as lists by kind.
	Activity = facts.Activity
	// Purchase is [facts.Purchase], hours bought or given.
	Purchase = facts.Purchase
	// Removal is [facts.Removal].
	Removal = facts.Removal
	// Request is [facts.Request], what a customer asked for, and what became of it.
	Request = facts.Request
	// TicketNote is [facts.TicketNote].
	TicketNote = facts.TicketNote
	// Intervention is [facts.Intervention], a session of work.
	Intervention = facts.Intervention
	// Claim is [facts.Claim].
	Claim = facts.Claim
	// Charge is [facts.Charge], a line of the invoice that no plan states.
	Charge = facts.Charge
	// ChargeVAT is [facts.ChargeVAT].
	ChargeVAT = facts.ChargeVAT
	// Outage is [penalty.Outage].
	Outage = penalty.Outage
	// Exclusion is [penalty.Exclusion], a time that does not count.
	Exclusion = penalty.Exclusion
	// Reason is [penalty.Reason].
	Reason = penalty.Reason
)

// Why a time does not count (D14).
const (
	Maintenance   = penalty.Maintenance
	CustomerFault = penalty.Customer
	ForceMajeure  = penalty.ForceMajeure
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
	MaxNotes   = facts.MaxNotes
	MaxWaiting = facts.MaxWaiting
)
