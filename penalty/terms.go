package penalty

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
)

// Limits of the figures in Terms.
const (
	MaxShare = 1000 // a rate, a credit or a cap, as a multiple of what it is a share of
	MaxBands = 100  // bands, and lengths, of one Terms
)

// billion is the grain of a share: nine decimals.
const billion = money.Billion

// Terms is a penalty clause as data. A target and a rate make the plain clause, the one of both catalogues
// (S61, S62):
//
//	Terms{Target: 0.999, Rate: 0.05}
//
// which is 5 % of the rent per hour of downtime, pro rata, of all downtime, up to the whole rent. Shares are
// decimals, never percentages, of at most nine decimals: 99.9 % is 0.999.
//
// Exactly one of Rate, Bands, Lengths and Numbers says what missing the target costs.
type Terms struct {
	// Target is the availability promised, above 0 and up to 1. Only what lies
	// strictly below it is missed (D9). At 1 all downtime counts.
	Target decimal.Decimal `json:"target"`
	// AtTarget counts exactly the target as missed too: "at or below 99.9 %". The target is below 1 then.
	AtTarget bool `json:"at_target,omitzero"`
	// Figure is the last place to which the availability is rounded, halves up, before it is compared with the
	// target and the bands: 0.0001 is percent with two decimals. It is a power of ten from 0.01 to 0.00000001.
	Figure decimal.Decimal `json:"figure,omitzero" wire:"zero: exactly"`
	// Period is what the target is measured over (D4).
	Period Period `json:"period,omitzero"`
	// From says which instant begins an outage.
	From Start `json:"from,omitzero"`
	// AddUp adds the shares of outages that overlap, as of several machines, to the whole at most, instead of
	// counting the largest (D13). One that is listed twice under its id counts once all the same.
	AddUp bool `json:"add_up,omitzero"`
	// MinOutage is the length from which an outage counts at all, exclusions taken off. "Over three minutes" is
	// three minutes and a nanosecond.
	MinOutage time.Duration `json:"min_outage,omitzero"`
	// Grain, of one second at least, counts of each outage only whole units of that length: "whole minutes".
	// What of it counts in the period, weighted by its share, is cut. One that is left with nothing is none,
	// though Assessment.Lasted names it. MinOutage is for the length before the cut. Late answers are not cut.
	Grain time.Duration `json:"grain,omitzero" wire:"zero: exactly"`
	// Fixed counts, instead of units of each outage, the intervals of the length Grain that follow one another
	// from the start of the period and in which downtime that counts goes on from start to end. It needs Grain.
	Fixed bool `json:"fixed,omitzero"`
	// WholePeriod measures a service for part of a period against the whole (D16).
	WholePeriod bool `json:"whole_period,omitzero"`
	// MaintenanceBudget is how much maintenance of a period is excluded at most: "up to 2 h a month". The
	// earliest in the service uses it up, whether anything was down in it or not; later maintenance counts like
	// any downtime.
	MaintenanceBudget time.Duration `json:"maintenance_budget,omitzero" wire:"zero: all of it"`
	// Shrink takes excluded time off the period's length as well (D14).
	Shrink bool `json:"shrink,omitzero"`

	// Rate is the cost of one unit, a share of Basis.
	Rate decimal.Decimal `json:"rate,omitzero"`
	// Basis is what Rate, and the credits of Bands, Lengths and Numbers, are a share of.
	Basis Basis `json:"basis,omitzero"`
	// RentInService spreads the rent of DayRent and ProRataRent over the part of the period that was in service,
	// instead of all of it (D36).
	RentInService bool `json:"rent_in_service,omitzero"`
	// Unit is the length of a unit, one second at least; zero is an hour, or with CalendarDays a date.
	Unit time.Duration `json:"unit,omitzero" wire:"zero: an hour"`
	// Counting is what a part of a unit costs (D11).
	Counting Counting `json:"counting,omitzero"`
	// RealTime charges late answers by the real time after the deadline, instead of what the clock of the
	// guarantee shows beyond it (D19).
	RealTime bool `json:"real_time,omitzero"`
	// PerOutage counts units, or finds the length, for each outage by itself.
	PerOutage bool `json:"per_outage,omitzero"`
	// Deductible is what of each outage costs nothing, though it is downtime: "the first hour of each outage is
	// free". It needs PerOutage, and is refused beside Excess.
	Deductible time.Duration `json:"deductible,omitzero"`
	// Excess counts only what exceeds the downtime that the target allows (D10). With
	// PerOutage the earliest outages use up what is allowed.
	Excess bool `json:"excess,omitzero"`

	// Lump is owed once if the target is missed, beside what Rate makes: a share of the rent, with DayRent of a
	// day's, with Amount an amount in its currency. No cap of an outage takes anything off it.
	Lump decimal.Decimal `json:"lump,omitzero" wire:"zero: none"`
	// LumpAtLeast makes Lump the least that is owed: the greater of both, not their sum.
	LumpAtLeast bool `json:"lump_at_least,omitzero"`

	// Bands, instead of Rate, give one credit by availability, highest band first.
	Bands []Band `json:"bands,omitzero"`
	// Lengths, instead of Rate, give one credit by the length of the downtime.
	Lengths []Length `json:"lengths,omitzero"`

	// Numbers, instead of Rate, give one credit by how many outages count, or answers are late.
	Numbers []Number `json:"numbers,omitzero"`

	// Cap is the most that a period costs, a share of the rent, or with ServiceDays of the days of the period;
	// zero is 1, the whole rent (D12).
	Cap decimal.Decimal `json:"cap,omitzero" wire:"zero: the whole rent"`
	// Uncapped lifts the cap of the period.
	Uncapped bool `json:"uncapped,omitzero"`
	// CapOf is what Cap is a share of: the rent, or what was charged, which is Case.Charges. CapMonths or
	// CapDays say that this is what was charged for so many months, 120 at most, or days, 3660 at most, up to
	// the end of the period. Without either it is what the case says, such as the invoice that the penalty is
	// taken off.
	CapOf     CapBase `json:"cap_of,omitzero"`
	CapMonths int     `json:"cap_months,omitzero" wire:"zero: whatever was charged"`
	CapDays   int     `json:"cap_days,omitzero" wire:"zero: whatever was charged"`
	// CapYear makes the cap the most that all periods of a calendar year cost together: what is owed for the
	// earlier ones, Case.Owed, is taken off it.
	CapYear bool `json:"cap_year,omitzero"`
	// CapLastMonths makes the cap the most that all periods of so many months cost together, up to the end of
	// the period and whatever the year: "at most the rent over any twelve months". It is a multiple of the
	// period's months, more than once that and 120 at most. Case.Owed is for those of them that are over.
	//
	// A statement of package servicelevel finds that out month by month from the contract's first outage on. For
	// eighty years with several outages a day that takes seconds, with MinOutage ten times as long.
	CapLastMonths int `json:"cap_last_months,omitzero" wire:"zero: the period alone, or the year"`
	// OutageCap is the most that one outage costs, a share of the rent; zero is no such cap. It needs PerOutage.
	OutageCap decimal.Decimal `json:"outage_cap,omitzero" wire:"zero: no such cap"`
	// Minimum is what a penalty must come to, in the currency of the rent, after any cap and rounded: of less
	// nothing is owed. OverMinimum refuses exactly the minimum as well: "nothing unless over 1.00".
	Minimum     decimal.Decimal `json:"minimum,omitzero" wire:"money,zero: any amount is owed"`
	OverMinimum bool            `json:"over_minimum,omitzero"`
	// ClaimWithin is how long after the period, or with ClaimFrom after each outage, what is owed can be
	// claimed. Only what is claimed by then is owed. Late answers need no claim.
	ClaimWithin ClaimTime `json:"claim_within,omitzero" wire:"zero: nothing need be claimed"`
	// ClaimFrom has that time begin with each outage instead of the end of the period: "within 30 days of the
	// incident". An outage that is not claimed in time, Assessment.NotClaimed, is no downtime, of the
	// availability either. A claim is of the outages that had begun by then; those that touch or overlap are
	// one. The time ends at the hour at which it began: 30 days after 15:10 is too late from 15:10 on. It needs
	// ClaimWithin.
	ClaimFrom ClaimStart `json:"claim_from,omitzero"`
	// Rounding is how the amount becomes whole units of Minor (D21).
	Rounding Rounding `json:"rounding,omitzero"`
	// Minor is the smallest unit of the currency of all amounts, those of the case too.
	Minor Minor `json:"minor,omitzero"`

	// Stated are the decisions that the clause itself settles. Readings varies the others, and an assessment
	// names those as assumptions.
	Stated Decisions `json:"stated,omitzero"`
	// Rules are the ids that explanations cite.
	Rules Rules `json:"rules,omitzero"`
}

// Rules are the ids of the clauses behind Terms, for explanations.
type Rules struct {
	Target string `json:"target,omitzero" wire:"zero: none is cited"` // of what is promised
	Rate   string `json:"rate,omitzero" wire:"zero: none is cited"`   // of what it costs to miss it
}

// Validate reports every fault of the terms: figures outside their limits, fields that contradict each other,
// bands with a gap, an overlap, the wrong order or a credit that falls as availability falls.
func (t Terms) Validate() error {
	var l fault.List
	new(figures).read(&t, &l)
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (t Terms) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Terms) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }

// MarshalJSON implements json.Marshaler.
func (r Rules) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *Rules) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }
