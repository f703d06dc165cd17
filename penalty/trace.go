package penalty

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// StepKind says what a step of a trace establishes.
type StepKind uint8

// The steps, in the order in which a trace has them. A Share that is a rate or a
// credit is an amount of euros where the terms' Basis is Amount.
const (
	StepTotal    StepKind = iota // Time is the length that downtime is measured against
	StepDowntime                 // Time is the downtime that counts, Of what was excluded, Count the outages
	StepTarget                   // Share is the target, Time the downtime that it allows, Of the total
	StepMet                      // Time is what is to spare
	StepMissed                   // Time is by how much the target is missed
	StepCounted                  // Time is the downtime that is penalised, Of all downtime
	StepUnits                    // Units is what Time makes of units of the length Of
	StepBand                     // Share is the credit of the band or of the lengths that the downtime falls in
	StepAmount                   // Amount is what Units cost at the rate Share, or the credit, before any cap
	StepCap                      // Amount is what is owed under the cap Share
)

func (StepKind) names() []string {
	return []string{"total", "downtime", "target", "met", "missed", "counted", "units", "band", "amount", "cap"}
}

// String returns the name that the JSON form uses, such as "downtime".
func (k StepKind) String() string { return enumString(k) }

// MarshalText implements encoding.TextMarshaler with the name that String gives.
func (k StepKind) MarshalText() ([]byte, error) { return enumMarshal(k) }

// UnmarshalText implements encoding.TextUnmarshaler; unknown names are refused.
func (k *StepKind) UnmarshalText(b []byte) error { return enumUnmarshal(k, b) }

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
}

// MarshalJSON implements json.Marshaler.
func (s Step) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Step) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// Trace returns the steps that led to the amount, in order. The caller may change
// what it returns.
func (a Assessment) Trace() []Step {
	t := &a.Terms
	target, rate := t.Rules.target(), t.Rules.rate()
	total, down := a.Availability.Total, a.Availability.Down
	steps := []Step{
		{Kind: StepTotal, Rules: a.rules(nil, D4|D16|D14&a.shrunk()), Time: total},
		{Kind: StepDowntime, Rules: a.rules(nil, D13|D14|D15), Time: down, Of: a.Excluded, Count: a.Outages},
		{Kind: StepTarget, Rules: []string{target}, Share: t.Target, Time: a.Allowed, Of: total},
	}
	if !a.Missed {
		return append(steps, Step{Kind: StepMet, Rules: []string{target, "D9"}, Time: a.Margin})
	}
	steps = append(steps, Step{Kind: StepMissed, Rules: []string{target, "D9"}, Time: -a.Margin})
	if len(t.Bands) == 0 {
		steps = append(steps, Step{Kind: StepCounted, Rules: []string{"D10"}, Time: a.Counted, Of: down})
	}
	amount := Step{Kind: StepAmount, Rules: []string{rate, "D21"}, Share: t.Rate, Units: a.Units, Amount: a.BeforeCap}
	if t.Rate.IsZero() {
		steps = append(steps, Step{Kind: StepBand, Rules: []string{rate}, Share: a.credit(), Time: a.Counted})
	} else {
		steps = append(steps, Step{Kind: StepUnits, Rules: []string{rate, "D11"}, Units: a.Units, Time: a.Counted, Of: t.unit()})
	}
	steps = append(steps, amount)
	if a.Capped {
		most := t.Cap
		switch {
		case t.Uncapped: // only the cap of one outage is left
			most = t.OutageCap
		case most.IsZero():
			most = decimal.New(1, 0)
		}
		steps = append(steps, Step{Kind: StepCap, Rules: []string{"D12"}, Share: most, Amount: a.Amount})
	}
	return steps
}

// credit is the credit of the band, or of the length where the outages are
// counted together. It is zero where each outage has its own.
func (a *Assessment) credit() decimal.Decimal {
	switch t := &a.Terms; {
	case len(t.Bands) > 0:
		return t.Bands[t.band(a.Availability)].Credit
	case !t.PerOutage && len(t.Lengths) > 0:
		return t.Lengths[t.length(a.Counted)].Credit
	}
	return decimal.Decimal{}
}

func (a *Assessment) shrunk() Decisions {
	if a.Terms.Shrink {
		return D14
	}
	return 0
}

// rules adds those of the decisions that the assessment rests on.
func (a *Assessment) rules(ids []string, of Decisions) []string {
	for one := range (of & (a.Assumed | a.Terms.Stated)).All() {
		ids = append(ids, one.String())
	}
	return ids
}

func (t *Terms) unit() time.Duration {
	if t.Unit == 0 {
		return time.Hour
	}
	return t.Unit
}

// Assumption is a decision that a clause leaves open, and what was chosen.
type Assumption struct {
	Rule   string `json:"rule"`   // the id, such as "D10"
	Choice string `json:"choice"` // what was chosen, such as "all" or "excess"
}

// MarshalJSON implements json.Marshaler.
func (a Assumption) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *Assumption) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// Assumptions returns the decisions of Assumed with what was chosen for each, in
// order.
func (a Assessment) Assumptions() []Assumption {
	var as []Assumption
	for one := range a.Assumed.All() {
		as = append(as, Assumption{one.String(), a.Terms.choice(one)})
	}
	return as
}

// choice names what the terms chose for one decision.
func (t *Terms) choice(one Decisions) string {
	switch one {
	case D4:
		return t.Period.String()
	case D9:
		return "strictly_below"
	case D10:
		return pick(t.Excess, "excess", "all")
	case D11:
		unit := t.Counting.String()
		return pick(t.PerOutage, unit+"_per_outage", unit)
	case D12:
		if t.Uncapped {
			return "none"
		}
		return pick(t.Cap.IsZero(), "1", text.Decimal(t.Cap))
	case D13:
		return "union"
	case D14:
		return pick(t.Shrink, "period_shrinks", "period_stays")
	case D15:
		return "as_of"
	case D16:
		return pick(t.WholePeriod, "whole_period", "in_service")
	}
	return t.Rounding.String()
}

func pick(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}
