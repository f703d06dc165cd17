package statement

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Statement is what a contract's month comes to: what is invoiced, what is owed to the customer, what was
// worked and from what it was paid, which promises were kept. Every figure stands beside the operands and the
// rules that led to it, and Explain words them in both languages. Its instants have the offsets of the
// contract's zone. What it holds is the caller's own.
type Statement struct {
	Schema   Schema `json:"schema"`
	Contract string `json:"contract"`
	Customer string `json:"customer"`
	// Provider and Edition are those of the last day of the month, or the last ones before it
	// (D34).
	Provider string `json:"provider"`
	Edition  string `json:"edition"`
	// Currency is the ISO 4217 code of what all amounts are in. Empty is euros.
	Currency string `json:"currency,omitzero" wire:"currency"`
	// MonthDay is the contract's, on which Month and the other months here begin
	// (Options.MonthDay); zero is calendar months.
	MonthDay int            `json:"month_day,omitzero"`
	Month    calendar.Month `json:"month"`
	Zone     string         `json:"zone"` // IANA name of the contract's zone (D3)
	// Rules is a digest of the rules of Zone that the figures rest on: of what its clocks showed in the month
	// and the twelve before it, which corrections reach. Statements of a month with another one were made by a
	// zone database that differs there; any other has the same.
	Rules  string            `json:"rules,omitzero"`
	Period calendar.Interval `json:"period"` // the month in that zone (D4)
	// Repeated are the times that the clocks of Zone show twice, as they are put back, in which instants here
	// lie. Explain writes the offsets of these.
	Repeated []calendar.Interval `json:"repeated,omitzero"`
	// Provisional says that the month goes on: it is as known and judged at AsOf (D15).
	Provisional bool        `json:"provisional,omitzero"`
	AsOf        time.Time   `json:"as_of,omitzero"`
	Levels      []LevelDays `json:"levels,omitzero"`
	// InAdvance are the days of the next month whose fees are invoiced (Options.FeesInAdvance).
	InAdvance []LevelDays `json:"in_advance,omitzero"`

	// Invoice holds the fees, the packs and the charges, excluding VAT, and its totals.
	Invoice invoice.Document `json:"invoice"`
	// Compensation holds what is owed to the customer for promises not kept, on a document of its own, not
	// subject to VAT (D23). A line below 0 takes back what an earlier statement owed too much of; if the whole
	// is below 0 the customer owes it. It is nil if nothing is owed, or if it was taken off the invoice instead.
	Compensation *invoice.Document `json:"compensation,omitzero"`
	// CreditNotes give back what was invoiced for hours that were refunded (D30) or never bought (D31), or for a
	// fee in advance that was not due, one for each invoice, and what price reductions and charges below 0 take
	// off beyond what the invoice has (D23), one for each month that they are of. So an invoice is never
	// negative.
	CreditNotes []invoice.CreditNote `json:"credit_notes,omitzero"`

	Tickets    []TicketWork  `json:"tickets,omitzero"`
	Guarantees []Punctuality `json:"guarantees,omitzero"`
	Allowance  AllowanceUse  `json:"allowance"`
	Credit     CreditUse     `json:"credit"`
	// ServiceDays is how many days of service are added to the term for promises not kept, if a clause owes days
	// and not money (penalty.ServiceDays): those of Availability, less what earlier statements added. It is
	// negative if they added too many, and on no document.
	ServiceDays decimal.Decimal `json:"service_days,omitzero" wire:"money"`
	// Availability is that of each plan which promises one. Outages under a plan that promises none are on no
	// statement.
	Availability []Uptime `json:"availability,omitzero"`
	// Lateness is what interventions that came late cost, if that costs anything (Options.Late, or Late of a
	// plan's Guarantee): of the month, and of earlier ones that late facts changed. What each plan's clause
	// charges stands by itself.
	Lateness []Lateness `json:"lateness,omitzero"`
	// Goals are those of tickets (Plan.Targets) that were missed, as far as no earlier statement says so, and
	// those of which one says so and that stand otherwise as is known now.
	Goals []GoalResult `json:"goals,omitzero"`
	// Quotas are what share of the tickets of the month was in time, for each that is promised, and those of
	// earlier months that late facts or late tickets changed.
	Quotas []QuotaMonth `json:"quotas,omitzero"`
	// Clauses word what figures here cite that is a rule of the provider's own, as far as the contract's
	// editions do; LookupRule has the others. See Statement.Clause.
	Clauses []plans.CitedClause `json:"clauses,omitzero"`
	// Assumptions are what was chosen where the pages leave it open, of all that a figure here rests on, in the
	// order of their ids. Of one there are several if the month has several: rates of VAT, terms of
	// availability.
	Assumptions []Assumption `json:"assumptions,omitzero"`
}

// LevelDays are days of the month under one plan.
type LevelDays struct {
	Level plans.Level   `json:"level"`
	Name  plans.Wording `json:"name"` // of the plan
	From  calendar.Date `json:"from"`
	Until calendar.Date `json:"until"` // the first day no longer
	// Edition is the Edition.ID of the plan, if it is another one than the statement's.
	Edition string `json:"edition,omitzero"`
	// Allowance is what the plan gives a whole month, if that of the month is made of several plans, or of some
	// of its days (D27).
	Allowance time.Duration `json:"allowance,omitzero"`
}

// DaysOf returns the first and the last day of a month as the contract has them (MonthDay).
func (s *Statement) DaysOf(m calendar.Month) (first, last calendar.Date) {
	return cycle.Of(s.MonthDay).Days(m)
}

// Clone returns a copy that shares no memory with the statement that can change: one to keep, if the
// statement itself is good for a while only.
func (s *Statement) Clone() Statement { return clone.Of(*s) }

// MarshalJSON implements json.Marshaler.
func (s Statement) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// AppendJSON appends the JSON of the statement to dst. With room in dst it
// leaves next to no garbage.
func (s *Statement) AppendJSON(dst []byte) ([]byte, error) { return wire.Append(dst, s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Statement) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }
