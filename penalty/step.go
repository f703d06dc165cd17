package penalty

import (
	"database/sql/driver"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/wire"
)

// StepKind says what a step of a trace establishes.
type StepKind uint8

// The steps, in the order in which a trace has them. At and By, and Choice, the [ClaimState], of steps about
// a claim are as Step says. A Share that is a rate, a credit or a lump sum is an amount in the currency of
// the rent if the Basis of the step is Amount, that of a length or a band if the Basis of the step of the
// amount is. With ServiceDays it and the Amount are days.
const (
	StepTotal       StepKind = iota // Time is the length that downtime is measured against
	StepDowntime                    // Time is the downtime that counts, Of what was excluded, Count the outages
	StepMaintenance                 // Time is how much maintenance is excluded at most, Of how much there was
	StepShort                       // Each are outages that do not count, being shorter than Of
	StepNotClaimed                  // of an outage that was not claimed in time: Time is what would count; At, By, Choice
	StepInTime                      // of an outage that was claimed in time: Time is what counts; At, By, if it is known yet, Choice
	StepGrain                       // Each is how long each outage was; Time is what counts in all, in whole units of the length Of, or with Filled in fixed intervals
	StepFigure                      // Share is the availability rounded to the place that Choice is, such as "0.0001"
	StepTarget                      // Share is the target, Time the downtime that it allows, Of the total; Choice is that of D9
	StepMet                         // Time is what is to spare
	StepMissed                      // Time is by how much the target is missed
	StepCounted                     // Time is the downtime that is penalised, Of all downtime; Choice is that of D10
	StepOutage                      // of each outage by itself: Time is what is penalised, Of how long it was, Units or Share as below
	StepUnits                       // Units is what Time makes of units of the length Of, or with CalendarDays of dates; Choice is that of D11
	StepBand                        // Share is the credit of the Band or Length of the downtime, or of the Number of Count outages; Choice is "above" if From itself is of the band below
	StepAmount                      // Amount is what Units cost at the rate Share, or the credits Share, before any cap and lump sum; Choice is that of D21
	StepOutageCap                   // Share of Rent is the most that one outage costs, Count how many would cost more, Amount what is owed so far
	StepLump                        // Amount is what is owed so far with Share, a share of the same as in the step of the amount; Choice is "added" or "at_least"
	StepCap                         // Amount is what is owed under the cap: Share of Rent, of Charges if the Choice is "charges", or with ServiceDays of Count days, less Owed
	StepMinimum                     // Amount is nothing, being below Share, an amount in the currency of the rent; Choice is "over" if at it as well, else "at_least"
	StepClaim                       // Amount is what is owed with or without a claim; At, By, Choice
	StepClause                      // the steps of another clause follow, by its own terms; Count is its number, from 2 on
	StepCombined                    // Amount is the greatest of the Amounts of all clauses, or their sum; Choice is how, "greatest" or "sum"
)

var stepKindNames = []string{
	"total", "downtime", "maintenance", "short", "not_claimed", "claimed_in_time", "grain", "figure", "target", "met", "missed", "counted", "outage", "units", "band",
	"amount", "outage_cap", "lump", "cap", "minimum", "claim", "clause", "combined",
}

// String returns the text form, such as "downtime".
func (k StepKind) String() string { return enum.String(stepKindNames, "kind", k) }

// MarshalText implements encoding.TextMarshaler.
func (k StepKind) MarshalText() ([]byte, error) { return enum.Marshal(stepKindNames, "kind", k) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *StepKind) UnmarshalText(b []byte) error { return enum.Parse(k, stepKindNames, "kind", b) }

// Value implements driver.Valuer.
func (k StepKind) Value() (driver.Value, error) { return column.Text(k.MarshalText()) }

// Scan implements sql.Scanner.
func (k *StepKind) Scan(src any) error { return column.Scan(k.UnmarshalText, "kind", src) }

// Step is one step from the outages to the amount: the rules that it applies and
// its operands. StepKind says which operands it has; the others are zero.
type Step struct {
	Kind   StepKind        `json:"kind"`
	Rules  []string        `json:"rules"` // ids, such as "S61" and "D9"
	Time   time.Duration   `json:"time,omitzero"`
	Of     time.Duration   `json:"of,omitzero"`
	Count  int             `json:"count,omitzero"`
	Share  decimal.Decimal `json:"share,omitzero"`
	Units  Ratio           `json:"units,omitzero"`
	Amount decimal.Decimal `json:"amount,omitzero" wire:"money"`
	Choice string          `json:"choice,omitzero"` // of a decision, as in an Assumption
	// Amounts are what each of several clauses comes to.
	Amounts []decimal.Decimal `json:"amounts,omitzero" wire:"money"`
	// At is when what is owed was claimed, zero if it was not, By the first instant that is too late.
	At time.Time `json:"at,omitzero"`
	By time.Time `json:"by,omitzero"`
	// Charges are what was charged, for CapMonths or CapDays up to the end of the period if these are given.
	// Owed is what is owed for the earlier periods of the year, or of the CapLastMonths.
	Charges   decimal.Decimal `json:"charges,omitzero" wire:"money"`
	CapMonths int             `json:"cap_months,omitzero"`
	CapDays   int             `json:"cap_days,omitzero"`
	Owed      decimal.Decimal `json:"owed,omitzero" wire:"money"`

	CapLastMonths int `json:"cap_last_months,omitzero"`
	// Band or Length is the one that the downtime falls in, Number that of Count outages.
	Band   *Band   `json:"band,omitzero"`
	Length *Length `json:"length,omitzero"`
	Number *Number `json:"number,omitzero"`
	// Shares are what Time adds up from, each by its share, if not all of the platform was down.
	Shares []DownShare `json:"shares,omitzero"`
	// Each is how long outages were, one by one.
	Each []time.Duration `json:"each,omitzero"`
	// Filled is what each of them has of fixed intervals.
	Filled []time.Duration `json:"filled,omitzero"`
	// Basis and Rent are what the Share of an amount is of, Basis that of an outage too: with DayRent Count is
	// the days that the rent goes over, with ProRataRent Of is how long they are (D36).
	Basis Basis           `json:"basis,omitzero"`
	Rent  decimal.Decimal `json:"rent,omitzero" wire:"money"`
}

// MarshalJSON implements json.Marshaler.
func (s Step) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Step) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }
