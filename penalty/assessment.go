package penalty

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
)

// Assessment is what a case costs under some terms, with every figure that led
// to the amount. Assumptions and Trace explain it.
type Assessment struct {
	// Terms, Rent, Period, Service, Breaks, AsOf, Charges and Owed are those given, Claimed is the first of the
	// claims.
	Terms   Terms               `json:"terms"`
	Rent    decimal.Decimal     `json:"rent" wire:"money"`
	Period  calendar.Interval   `json:"period"`
	Service calendar.Interval   `json:"service,omitzero"`
	Breaks  []calendar.Interval `json:"breaks,omitzero"`
	AsOf    time.Time           `json:"as_of,omitzero"`
	Charges decimal.Decimal     `json:"charges,omitzero" wire:"money"`
	Owed    decimal.Decimal     `json:"owed,omitzero" wire:"money"`
	Claimed time.Time           `json:"claimed,omitzero"`

	// Availability holds the downtime and the length that it is measured against.
	Availability Availability `json:"availability"`
	// Allowed is the longest downtime that meets the target; with Terms.AtTarget only a shorter one does.
	Allowed time.Duration `json:"allowed"`
	// Margin is Allowed less the downtime: what is to spare, or negative by how much the target is missed.
	Margin time.Duration `json:"margin"`
	// Missed reports whether the availability is strictly below the target (D9), or with
	// Terms.AtTarget at or below it.
	Missed bool `json:"missed"`
	// Outages is how many outages count, those that touch or overlap as one.
	Outages int `json:"outages"`
	// Short is how long each outage lasted that is shorter than Terms.MinOutage and does not count, in order.
	// Each is looked at whole (D35).
	Short []time.Duration `json:"short,omitzero"`
	// NotClaimed are, with Terms.ClaimFrom, the outages that do not count for want of a claim in time, in order.
	NotClaimed []OutageClaim `json:"not_claimed,omitzero"`
	// InTime are, with Terms.ClaimFrom, the outages that count since they were claimed in time, in order.
	InTime []OutageClaim `json:"claimed_in_time,omitzero"`
	// Excluded is the downtime that an exclusion took off.
	Excluded time.Duration `json:"excluded,omitzero"`
	// Maintenance is, with Terms.MaintenanceBudget, how much of the service maintenance took.
	Maintenance time.Duration `json:"maintenance,omitzero"`
	// Lasted is, with Terms.Grain, how long each outage counted before it was cut, in order.
	Lasted []time.Duration `json:"lasted,omitzero"`
	// Filled is, with Terms.Fixed, what is left of each of Lasted.
	Filled []time.Duration `json:"filled,omitzero"`
	// Shares is how long how much of the platform was down, the most first; nil if it always was all of it.
	// Times by shares add up to the downtime, before Terms.Grain cuts it.
	Shares []DownShare `json:"shares,omitzero"`

	// Counted is the downtime that is penalised; zero if the target is met.
	Counted time.Duration `json:"counted,omitzero"`
	// Each is, with Terms.PerOutage, the downtime of each outage, in order; nil if the target is met.
	Each []time.Duration `json:"each,omitzero"`
	// Dates is, with CalendarDays, on how many dates something was down, or with Terms.PerOutage each outage, in
	// order; nil if the target is met.
	Dates []int `json:"dates,omitzero"`
	// Units is what was multiplied by the rate: exact if pro rata, else whole.
	Units Ratio `json:"units,omitzero"`
	// BeforeCap is the amount without any cap, in the currency of the rent, as far as an amount can go. It and
	// all other amounts here are days of service if Terms.Basis is ServiceDays.
	BeforeCap decimal.Decimal `json:"before_cap" wire:"money"`
	// Amount is what is owed to the customer in the currency of the rent, rounded once (D21).
	Amount decimal.Decimal `json:"amount" wire:"money"`
	// Withheld is what would be owed, were it not too little for Terms.Minimum; else zero.
	Withheld decimal.Decimal `json:"withheld,omitzero" wire:"money"`
	// Claim says, with Terms.ClaimWithin, whether what is owed was claimed, ClaimBy is the first instant that is
	// too late for that, and Unclaimed what is not owed for want of a claim.
	Claim     ClaimState      `json:"claim,omitzero"`
	ClaimBy   time.Time       `json:"claim_by,omitzero"`
	Unclaimed decimal.Decimal `json:"unclaimed,omitzero" wire:"money"`
	// Capped reports whether a cap made the amount smaller, if by less than a unit of the currency.
	Capped bool `json:"capped,omitzero"`
	// CappedOutages is how many outages would cost more than Terms.OutageCap.
	CappedOutages int `json:"capped_outages,omitzero"`
	// Provisional reports that the service went on after AsOf (D15).
	Provisional bool `json:"provisional,omitzero"`
	// Assumed are the decisions that the result rests on and the clause does not settle.
	Assumed Decisions `json:"assumed,omitzero"`
}

// DownShare is how long a share of the platform was down: 0.25 is a quarter of it.
type DownShare struct {
	Share decimal.Decimal `json:"share"`
	Time  time.Duration   `json:"time"`
}

// Validate refuses an assessment whose figures contradict each other. It does not
// assess the case again.
func (a Assessment) Validate() error {
	var l fault.List
	l.In("terms", a.Terms.Validate())
	l.In("period", a.Period.Validate())
	l.In("availability", a.Availability.Validate())
	if a.Allowed-a.Availability.Down != a.Margin {
		l.Add("margin", a.Margin, "must be what is allowed less the downtime")
	}
	if a.Missed != (a.Margin < 0) && !(a.Missed && a.Margin == 0 && a.Terms.AtTarget) {
		l.Add("missed", a.Missed, "must be true where the margin is negative, and only there, or at the target with at_target")
	}
	for i, short := range a.Short {
		l.Check(short > 0 && short < a.Terms.MinOutage, fault.Index("short", i), short, "must be above 0 and shorter than an outage that counts")
	}
	for i := range a.NotClaimed {
		a.NotClaimed[i].check(&l, fault.Index("not_claimed", i), false)
	}
	for i := range a.InTime {
		a.InTime[i].check(&l, fault.Index("claimed_in_time", i), true)
	}
	l.Check(len(a.InTime) == 0 || a.Terms.ClaimFrom != PeriodEnd, "claimed_in_time", len(a.InTime), "must be absent unless each outage is to be claimed")
	l.Check(len(a.NotClaimed) == 0 || a.Terms.ClaimFrom != PeriodEnd, "not_claimed", len(a.NotClaimed), "must be absent unless each outage is to be claimed")
	dates := 0
	if a.Terms.Counting == CalendarDays && a.Missed {
		dates = 1
		if a.Terms.PerOutage {
			dates = len(a.Each)
		}
	}
	if len(a.Dates) != dates || slices.ContainsFunc(a.Dates, func(n int) bool { return n < 0 || n > maxDates }) {
		l.Add("dates", len(a.Dates), "must be one for each outage, or for all of them, with calendar_days, from 0 to 3663")
	}
	for _, x := range [...]struct {
		field string
		value *decimal.Decimal
	}{{"rent", &a.Rent}, {"charges", &a.Charges}, {"owed", &a.Owed}} {
		money.CountUnsigned(&l, a.Terms.money(), x.field, *x.value)
	}
	u := a.Terms.owes()
	amount, err := u.FromDecimal(a.Amount)
	before, err2 := u.FromDecimal(a.BeforeCap)
	if err != nil || err2 != nil || amount < 0 || amount > before {
		l.Add("amount", a.Amount, "must lie between 0 and the amount before the cap")
	}
	if withheld, err := u.FromDecimal(a.Withheld); err != nil || withheld < 0 || withheld > before || withheld > 0 && amount != 0 {
		l.Add("withheld", a.Withheld, "must lie between 0 and the amount before the cap, and be 0 where an amount is owed")
	}
	a.checkClaim(&l)
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (a Assessment) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *Assessment) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// MarshalJSON implements json.Marshaler.
func (d DownShare) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *DownShare) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }
