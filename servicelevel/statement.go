package servicelevel

import (
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/cycle"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// Statement is what a contract's month comes to: what is invoiced, what is owed
// to the customer, what was worked and from what it was paid, which promises
// were kept. It is plain data, whole in itself: every figure stands beside the
// operands and the rules that led to it, and Explain words them in both languages. Its
// instants have the offsets of the contract's zone, so that nobody has to know that zone.
// What it holds is the caller's own.
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
	// Rules is a digest of the rules of Zone that the figures rest on: of what its clocks showed
	// in the month and the twelve before it, which corrections reach. Statements of a month
	// with another one were made by a zone database that differs there; another release that
	// does not, or another form of the same data, has the same.
	Rules  string            `json:"rules,omitzero"`
	Period calendar.Interval `json:"period"` // the month in that zone (D4)
	// Repeated are the times that the clocks of Zone show twice, as they are put back in the
	// middle of them, in which instants here lie. Explain writes the offsets of these.
	Repeated []calendar.Interval `json:"repeated,omitzero"`
	// Provisional says that the month goes on: it is as known and judged at AsOf (D15).
	Provisional bool        `json:"provisional,omitzero"`
	AsOf        time.Time   `json:"as_of,omitzero"`
	Levels      []LevelDays `json:"levels,omitzero"`
	// InAdvance are the days of the next month whose fees are invoiced
	// (Options.FeesInAdvance).
	InAdvance []LevelDays `json:"in_advance,omitzero"`

	// Invoice holds the fees, the packs and the charges, excluding VAT, and its totals.
	Invoice Document `json:"invoice"`
	// Compensation holds what is owed to the customer for promises not kept, on a
	// document of its own, not subject to VAT (D23). A line below 0 takes back what an earlier
	// statement owed too much of; if there is more of that the whole is below 0, and the customer
	// owes it. It is nil if nothing is owed, or if it was taken off the invoice instead.
	Compensation *Document `json:"compensation,omitzero"`
	// CreditNotes give back what was invoiced for hours that were refunded (D30) or never
	// bought (D31), or for a fee in advance that was not due, one for each invoice, and what
	// price reductions and charges below 0 take off beyond what the invoice has (D23), one for
	// each month that they are of. So an invoice is never negative.
	CreditNotes []CreditNote `json:"credit_notes,omitzero"`

	Tickets    []TicketWork  `json:"tickets,omitzero"`
	Guarantees []Punctuality `json:"guarantees,omitzero"`
	Allowance  AllowanceUse  `json:"allowance"`
	Credit     CreditUse     `json:"credit"`
	// ServiceDays is how many days of service are added to the term for promises not kept, if a clause
	// owes days and not money (penalty.ServiceDays): those of Availability, less what earlier statements
	// added. It is negative if they added too many, and on no document.
	ServiceDays  decimal.Decimal `json:"service_days,omitzero" wire:"money"`
	Availability []Uptime        `json:"availability,omitzero"`
	// Lateness is what interventions that came late cost, if that costs anything
	// (Options.Late, or Late of a plan's Guarantee): of the month, and of earlier ones that late
	// facts changed. What each plan's clause charges stands by itself.
	Lateness []Lateness `json:"lateness,omitzero"`
	// Goals are those of tickets (Plan.Targets) that were missed, as far as no earlier statement
	// says so, and those of which one says so and that stand otherwise as is known now.
	Goals []GoalResult `json:"goals,omitzero"`
	// Quotas are what share of the tickets of the month was in time, for each that is promised,
	// and those of earlier months that late facts or late tickets changed.
	Quotas []QuotaMonth `json:"quotas,omitzero"`
	// Clauses word what figures here cite that is a rule of the provider's own, as far as the
	// contract's editions do; LookupRule has the others. See Statement.Clause.
	Clauses []CitedClause `json:"clauses,omitzero"`
	// Assumptions are what was chosen where the pages leave it open, of all that a figure here
	// rests on, in the order of their ids. Of one there are several if the month has several:
	// rates of VAT, terms of availability.
	Assumptions []Assumption `json:"assumptions,omitzero"`
}

// LevelDays are days of the month under one plan.
type LevelDays struct {
	Level Level         `json:"level"`
	Name  Wording       `json:"name"` // of the plan
	From  calendar.Date `json:"from"`
	Until calendar.Date `json:"until"` // the first day no longer
	// Edition is the Edition.ID of the plan, if it is another one than the statement's.
	Edition string `json:"edition,omitzero"`
	// Allowance is what the plan gives a whole month, if that of the month is made of several
	// plans, or of some of its days (D27).
	Allowance time.Duration `json:"allowance,omitzero"`
}

// Document is a list of lines and what they add up to.
type Document struct {
	Lines []Line `json:"lines,omitzero"`
	// Taxes are by category and rate, in the order of their first lines. There are
	// several if a rate or a treatment has changed (D33), or a charge has its own.
	Taxes []TaxTotal      `json:"taxes,omitzero"`
	Net   decimal.Decimal `json:"net" wire:"money"`
	Tax   decimal.Decimal `json:"tax" wire:"money"`
	Gross decimal.Decimal `json:"gross" wire:"money"`
}

// TaxTotal is the VAT of all lines of one category and rate. The tax is taken
// once, on their sum, and rounded half away from zero (EN 16931).
type TaxTotal struct {
	Category string          `json:"category"`
	Rate     decimal.Decimal `json:"rate"`
	// Before is, on a credit note, what earlier ones gave back of the lines of the same
	// invoice that are taxed alike: Tax is the VAT of Before and Net together, less that of
	// Before.
	Before    decimal.Decimal `json:"before,omitzero" wire:"money"`
	Net       decimal.Decimal `json:"net" wire:"money"`
	Tax       decimal.Decimal `json:"tax" wire:"money"`
	Explained Wording         `json:"explained,omitzero"` // by Statement.Explain, if there is Before, and by Consolidated.Explain
}

// Line is one amount. Amount is Quantity × Price ÷ PriceBase, rounded once (D21), except that of months
// with a price together (MonthsBefore).
type Line struct {
	Contract string   `json:"contract,omitzero"` // whose line it is, of a Consolidated only
	Kind     LineKind `json:"kind"`
	Label    Wording  `json:"label,omitzero"` // by Statement.Explain; of a charge its own
	// Quantity is counted in Unit, a code of UN/ECE recommendation 20: "MON" a
	// month, "DAY" a day, "C62" one, "HUR" an hour, "MIN" a minute, "SEC" a second.
	Quantity  decimal.Decimal `json:"quantity"`
	Unit      string          `json:"unit"`
	Price     decimal.Decimal `json:"price" wire:"money"`  // of PriceBase units
	PriceBase int             `json:"price_base,omitzero"` // zero is 1: divide by it only if it is not
	Amount    decimal.Decimal `json:"amount" wire:"money"` // excluding VAT
	// MonthsBefore is, of a fee whose Price is that of PriceBase months together (Fee.Price), how many of
	// them lie before those of Quantity: Amount is what all up to the last one come to, less what these
	// come to, each of both rounded.
	MonthsBefore int `json:"months_before,omitzero"`
	// Rounding is how Amount became cents, if Price is not that of Quantity (D21).
	Rounding  penalty.Rounding `json:"rounding,omitzero"`
	Category  string           `json:"category"`           // VAT, EN 16931
	Rate      decimal.Decimal  `json:"rate"`               // VAT: "0.2" for 20 %
	Exemption Exemption        `json:"exemption,omitzero"` // why it bears no VAT
	Level     Level            `json:"level"`              // the plan that holds
	Date      calendar.Date    `json:"date"`               // of the fact, or of the first day
	Ref       string           `json:"ref,omitzero"`       // the purchase or charge, the LotUse of what was sold (D29), the QuotaMonth or the Lateness
	Time      time.Duration    `json:"time,omitzero"`      // of a pack or of hours, or what of one is refunded
	// Until is when what is left of the hours of a pack is lost; zero is never. LotUse.Until is the
	// last day.
	Until time.Time `json:"until,omitzero"`
	// Kept is, of a refund, how much of the pack stays, and Share is what Time had cost: what
	// the pack had cost for Kept and Time, less that for Kept alone. Amount, or Whole, is Share,
	// unless another amount was agreed.
	Kept  time.Duration   `json:"kept,omitzero"`
	Share decimal.Decimal `json:"share,omitzero" wire:"money"`
	// Whole is what is given back in all, if several documents have a part of it: the
	// invoices that had it, or the invoice and the credit note for what is below zero. Zero is
	// Amount.
	Whole     decimal.Decimal `json:"whole,omitzero" wire:"money"`
	Corrects  calendar.Month  `json:"corrects,omitzero"` // the earlier month that a late fact belongs to
	Rules     Citation        `json:"rules,omitzero"`
	Explained Wording         `json:"explained,omitzero"` // by Statement.Explain
}

// TicketWork is what was worked and charged on one ticket, and from what.
type TicketWork struct {
	Ticket string      `json:"ticket"`
	Kind   RequestKind `json:"kind"`
	Asked  time.Time   `json:"asked"`
	// For is the other contract that the work was done for, and ChargedTo the one that is
	// charged for it (Sharing): then there is nothing but Worked and Outside here, and Month
	// is the one in which it was worked.
	For       string `json:"for,omitzero"`
	ChargedTo string `json:"charged_to,omitzero"`
	// Earliest is when the plan's hours first let it be worked on; zero with For.
	Earliest time.Time `json:"earliest,omitzero"`
	// Worked is the time worked that this statement covers, Charged what it adds in
	// whole blocks of Block to what earlier ones charged for the ticket (D1, S19): blocks on
	// top of Minimum, which is charged once for the ticket, or for each session.
	Worked  time.Duration `json:"worked"`
	Block   time.Duration `json:"block"`
	Minimum time.Duration `json:"minimum,omitzero"`
	Charged time.Duration `json:"charged"`
	// Weighed is what of Worked the factors of the plan held for, and Counted what Worked counts as
	// then: Worked, and of each Weighed By less one times its Time. It is this that becomes blocks. Both
	// are absent if that is Worked.
	Weighed []Weighed     `json:"weighed,omitzero"`
	Counted time.Duration `json:"counted,omitzero"`
	// WorkedBefore and ChargedBefore are what earlier statements cover of the ticket, as far
	// as Month pays for it: WorkedBefore and Worked make whole blocks together, which are
	// ChargedBefore and Charged, both of the work as it counts. They are zero if each session is
	// rounded up by itself.
	WorkedBefore  time.Duration `json:"worked_before,omitzero"`
	ChargedBefore time.Duration `json:"charged_before,omitzero"`
	// OtherMonths is what other months pay for of the ticket's work, as it counts, if each month
	// pays for its own (Options.SplitMonths, D5): WorkedBefore, Worked and it make whole blocks
	// together. The last of the months pays for these less what the others do, each of these
	// for its work alone.
	OtherMonths time.Duration `json:"other_months,omitzero"`
	// Sessions are those of Worked as they count, negative if they are taken back, if each of them is
	// rounded up by itself (D1) and none is paid for by two months.
	Sessions []time.Duration `json:"sessions,omitzero"`
	// FromAllowance was drawn from the allowance of Month, Draws from packs, and
	// FromOverdraft beyond them. Together they are Charged.
	Month         calendar.Month `json:"month"`
	FromAllowance time.Duration  `json:"from_allowance,omitzero"`
	Draws         []LotDraw      `json:"draws,omitzero"`
	FromOverdraft time.Duration  `json:"from_overdraft,omitzero"`
	// Outside is the part of Worked that lay outside the hours of the plan.
	Outside   time.Duration  `json:"outside,omitzero"`
	Corrects  calendar.Month `json:"corrects,omitzero"` // the earlier month that late work belongs to
	Rules     WorkRules      `json:"rules"`
	Explained Wording        `json:"explained,omitzero"` // by Statement.Explain
}

// WorkRules are the rules by which work was charged, each beside what it decided.
type WorkRules struct {
	Blocks    Citation `json:"blocks,omitzero"`    // Charged: S18, S19
	Factors   Citation `json:"factors,omitzero"`   // Weighed: those of Factor.Rules
	Hours     Citation `json:"hours,omitzero"`     // Earliest and Outside: S12–S15, or S48 and S49
	Allowance Citation `json:"allowance,omitzero"` // FromAllowance: S43, S45
	Credit    Citation `json:"credit,omitzero"`    // Draws: S20, S21, D7
	Shared    Citation `json:"shared,omitzero"`    // For: those of Work.SharedRules
}

// All returns the ids of all of them one by one.
func (r WorkRules) All() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range [...]Citation{r.Blocks, r.Factors, r.Hours, r.Allowance, r.Credit, r.Shared} {
			for id := range c.All() {
				if !yield(id) {
					return
				}
			}
		}
	}
}

// LotDraw is time drawn from one pack, and what it had cost (S20, D7).
type LotDraw struct {
	Lot  string          `json:"lot"` // LotUse.Lot
	Time time.Duration   `json:"time"`
	Cost decimal.Decimal `json:"cost" wire:"money"`
}

// OfAllowance reports whether the hours are of an allowance: of what went on of an earlier month's, or of a
// yearly one. Else they were bought, given or moved here.
func (d *LotDraw) OfAllowance() bool { return isCarriedID(d.Lot) || isYearlyID(d.Lot) }

// AllowanceUse is the month's allowance (S43, S45).
type AllowanceUse struct {
	Granted time.Duration `json:"granted"`
	Used    time.Duration `json:"used"`
	Left    time.Duration `json:"left,omitzero"` // while the month goes on
	Lost    time.Duration `json:"lost"`          // once it is over, beyond what goes on
	// Carried is what goes on to later months, if the plan lets any (Allowance.Carry).
	Carried *Carried `json:"carried,omitzero"`
	// Yearly is what a yearly allowance gave (Allowance.Yearly): in a contract's first month for
	// that, and when a month ends for the next one. It is no part of Granted.
	Yearly []YearlyHours `json:"yearly,omitzero"`
	// Explained is how Granted comes from Statement.Levels, if it is not that of one plan for
	// the whole month (D27); by Statement.Explain.
	Explained Wording `json:"explained,omitzero"`
}

// CreditUse is the hours bought, over the month, by lot in the order in which
// they became known. Closing figures are the opening ones of the next month, and
// Closing is Opening plus Bought, Carried and Yearly less Used, Refunded, Forfeited, Moved, Withdrawn and Lapsed; each is
// negative if more was drawn than there was (D8). Lapsed is negative for work told late that draws
// on what had lapsed before the month.
type CreditUse struct {
	Opening   time.Duration `json:"opening"`
	Bought    time.Duration `json:"bought"`
	Carried   time.Duration `json:"carried,omitzero"` // of the month's allowance, to later ones
	Yearly    time.Duration `json:"yearly,omitzero"`  // given by a yearly allowance
	Used      time.Duration `json:"used"`
	Refunded  time.Duration `json:"refunded,omitzero"`  // taken back (D30)
	Forfeited time.Duration `json:"forfeited,omitzero"` // lost (D32)
	Moved     time.Duration `json:"moved,omitzero"`     // gone to another contract (D32)
	Withdrawn time.Duration `json:"withdrawn,omitzero"` // never bought, as is known now (D31)
	Lapsed    time.Duration `json:"lapsed,omitzero"`    // left when their last day was over
	Closing   time.Duration `json:"closing"`
	Overdrawn time.Duration `json:"overdrawn,omitzero"` // at the close, beyond the lots
	Lots      []LotUse      `json:"lots,omitzero"`
}

// LotUse is one pack over the month. Earned is the part of its price that its
// use has earned since it was bought, with that of hours that were lost or have lapsed and
// what refunds have kept; Deferred is what is still owed to the customer in hours, Repaid what refunds
// gave back, Transferred what went to another contract with its hours. All since it was
// bought, they add up to the price; its hours that went or were used are those of the month.
type LotUse struct {
	Lot         string          `json:"lot"` // Purchase.ID; of what was sold for work without credit "uncovered/2026-05/1" or the like (D29)
	Bought      calendar.Date   `json:"bought"`
	Until       calendar.Date   `json:"until,omitzero"` // the last day on which it is there, or was; zero: it never ends
	Time        time.Duration   `json:"time"`
	Price       decimal.Decimal `json:"price" wire:"money"`
	Opening     time.Duration   `json:"opening"`
	Used        time.Duration   `json:"used"`
	Refunded    time.Duration   `json:"refunded,omitzero"`
	Forfeited   time.Duration   `json:"forfeited,omitzero"`
	Moved       time.Duration   `json:"moved,omitzero"`
	Withdrawn   time.Duration   `json:"withdrawn,omitzero"`
	Lapsed      time.Duration   `json:"lapsed,omitzero"`
	Closing     time.Duration   `json:"closing"`
	EarnedMonth decimal.Decimal `json:"earned_month" wire:"money"` // in this month alone
	Earned      decimal.Decimal `json:"earned" wire:"money"`
	Deferred    decimal.Decimal `json:"deferred" wire:"money"`
	Repaid      decimal.Decimal `json:"repaid,omitzero" wire:"money"`
	Transferred decimal.Decimal `json:"transferred,omitzero" wire:"money"`
}

// Punctuality is a guaranteed intervention that came to be judged in the month: it was in
// time, or its deadline passed (S46, S63, D18). It is listed again, Revised, by the statement
// of a month in which something became known that changes that, or how late it came: one that
// has not begun comes later from month to month (D19).
type Punctuality struct {
	Ticket    string           `json:"ticket"`
	Response  penalty.Response `json:"response"`
	Revised   bool             `json:"revised,omitzero"` // an earlier statement judged it
	Rules     Citation         `json:"rules,omitzero"`
	Explained Wording          `json:"explained,omitzero"` // by Statement.Explain
}

// Uptime is the availability of one month and what it costs.
type Uptime struct {
	Month      calendar.Month     `json:"month"`      // an earlier one if a late fact changed it
	Level      Level              `json:"level"`      // whose promise it is
	Assessment penalty.Assessment `json:"assessment"` // by the clause, or the first of several
	// Combined is what several clauses come to together, and what each other one does; nil if there is
	// one alone. See Owed.
	Combined *penalty.Combined `json:"combined,omitzero"`
	// Before is what an earlier statement owed for the month, in days if the clause owes those.
	Before    decimal.Decimal `json:"before,omitzero" wire:"money"`
	Rules     Citation        `json:"rules,omitzero"`
	Explained Wording         `json:"explained,omitzero"` // by Statement.Explain
}

// DaysOf returns the first and the last day of a month as the contract has them (MonthDay).
func (s *Statement) DaysOf(m calendar.Month) (first, last calendar.Date) {
	return cycle.Of(s.MonthDay).Days(m)
}

// Clone returns a copy that shares no memory with the statement that can change: one
// to keep, if the statement itself is good for a while only.
func (s *Statement) Clone() Statement { return clone.Of(*s) }

// MarshalJSON implements json.Marshaler.
func (s Statement) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// AppendJSON appends the JSON of the statement to dst. With room in dst it
// leaves next to no garbage.
func (s *Statement) AppendJSON(dst []byte) ([]byte, error) { return wire.Append(dst, s) }

// UnmarshalJSON implements json.Unmarshaler. It refuses unknown fields and
// values, and totals that do not add up.
func (s *Statement) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }
