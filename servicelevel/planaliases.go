package servicelevel

import (
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// What is agreed, and what contracts, facts and statements name, as packages contracts, plans, invoice and statement
// have it, so that a program that states no plans of its own needs this package alone. Their fields and methods are
// documented there, as go doc servicelevel/contracts.Options shows.
type (
	// Contract is [contracts.Contract], one server of a customer under the plans of an edition.
	Contract = contracts.Contract
	// Change is [contracts.Change], another level, edition or quote from a day on.
	Change = contracts.Change
	// Options is [contracts.Options], the decisions that a contract takes otherwise than by default.
	Options = contracts.Options
	// VAT is [contracts.VAT], how a contract is taxed.
	VAT = contracts.VAT
	// VATChange is [contracts.VATChange].
	VATChange = contracts.VATChange
	// Level is [plans.Level].
	Level = plans.Level
	// Language is [plans.Language].
	Language = plans.Language
	// Wording is [plans.Wording].
	Wording = plans.Wording
	// Channel is [plans.Channel].
	Channel = plans.Channel
	// RequestKind is [plans.RequestKind].
	RequestKind = plans.RequestKind
	// Uncovered is [plans.Uncovered].
	Uncovered = plans.Uncovered
	// Exemption is [invoice.Exemption].
	Exemption = invoice.Exemption
	// Statement is [statement.Statement], what a month comes to; its Explain words it.
	Statement = statement.Statement
)

// The levels of the pages (S1).
const (
	Standard         = plans.Standard
	Serenity         = plans.Serenity
	Pro              = plans.Pro
	Business         = plans.Business
	CriticalBusiness = plans.CriticalBusiness
)

// The two languages.
const (
	French  = plans.French
	English = plans.English
)

// The channels by which requests come in.
const (
	ByTicket     = plans.ByTicket
	ByTelephone  = plans.ByTelephone
	ByMail       = plans.ByMail
	ByMonitoring = plans.ByMonitoring
)

// The kinds of requests.
const (
	ServiceRequest = plans.ServiceRequest
	Incident       = plans.Incident
)

// What becomes of work without credit (D29).
const (
	UncoveredByPlan  = plans.UncoveredByPlan
	UncoveredRefused = plans.UncoveredRefused
	UncoveredPacks   = plans.UncoveredPacks
	UncoveredHours   = plans.UncoveredHours
)
