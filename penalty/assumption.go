package penalty

import (
	"strconv"

	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

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
func (a Assessment) Assumptions() []Assumption { return a.Terms.Choices(a.Assumed) }

// Choices returns what the terms choose for each decision of a set, in order.
func (t *Terms) Choices(of Decisions) []Assumption {
	var as []Assumption
	for one := range of.All() {
		as = append(as, Assumption{one.String(), t.Choice(one)})
	}
	return as
}

// Choice names what the terms choose for one decision, as Assumption.Choice does: "excess"
// for D10. It is empty for a set that is not one decision about an assessment.
func (t *Terms) Choice(one Decisions) string {
	switch one {
	case D4:
		return t.Period.String()
	case D9:
		return pick(t.AtTarget, "at_or_below", "strictly_below")
	case D10:
		return pick(t.Excess, "excess", pick(t.Deductible > 0, "past_deductible", "all"))
	case D11:
		counted := t.Counting.String()
		if len(t.Lengths) > 0 {
			counted = pick(len(t.Lengths) == 1, "same", "by_length")
		}
		return counted + pick(t.PerOutage, "_per_outage", "")
	case D12:
		if t.Uncapped {
			return "none"
		}
		most := pick(t.Cap.IsZero(), "1", text.Decimal(t.Cap))
		return most + pick(t.CapOf == CapOfCharges, " of charges", "") + pick(t.CapYear, " for a year", "") + pick(t.CapLastMonths > 0, " for "+strconv.Itoa(t.CapLastMonths)+" months", "")
	case D13:
		return pick(t.AddUp, "add_up", "union")
	case D14:
		return pick(t.Shrink, "period_shrinks", "period_stays")
	case D15:
		return "as_of"
	case D16:
		return pick(t.WholePeriod, "whole_period", "in_service")
	case D21:
		return t.Rounding.String()
	case D35:
		return "looked_at_whole"
	}
	return ""
}

func pick(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}
