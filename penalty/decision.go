package penalty

import (
	"database/sql/driver"
	"iter"
	"math/bits"
	"strconv"
	"strings"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// Decisions is a set of decisions about what a clause leaves open, each known by an id such as "D9". Combine
// them with |. The zero value is the empty set, "". Its text form is "D9 D10", in order.
type Decisions uint64

// The decisions that an assessment can rest on, with the default of each.
const (
	D4  Decisions = 1 << 4  // length of the month: real seconds
	D9  Decisions = 1 << 9  // missed only strictly below the target
	D10 Decisions = 1 << 10 // all downtime is penalised once the target is missed
	D11 Decisions = 1 << 11 // part of a unit: pro rata, on the total
	D12 Decisions = 1 << 12 // cap: the whole rent
	D13 Decisions = 1 << 13 // overlapping outages count once
	D14 Decisions = 1 << 14 // excluded time does not count; the period keeps its length
	D15 Decisions = 1 << 15 // an open outage counts up to the as-of instant
	D16 Decisions = 1 << 16 // service for part of the period: the period is what was in service
	D19 Decisions = 1 << 19 // a late intervention costs nothing
	D21 Decisions = 1 << 21 // to the cent, halves away from zero, once
	D35 Decisions = 1 << 35 // how long an outage lasted is looked at whole, beyond the period too
)

const everyDecision = D4 | D9 | D10 | D11 | D12 | D13 | D14 | D15 | D16 | D19 | D21 | D35

// Has reports whether every decision of other is in d.
func (d Decisions) Has(other Decisions) bool { return d&other == other }

// each returns the decisions of the set one by one, in order.
func (d Decisions) each() iter.Seq[Decisions] {
	return func(yield func(Decisions) bool) {
		for ; d != 0; d &= d - 1 {
			if !yield(d & -d) {
				return
			}
		}
	}
}

// String returns the ids, separated by spaces: "D9 D10".
func (d Decisions) String() string {
	var buf [64]byte // all of them
	return string(d.append(buf[:0]))
}

func (d Decisions) append(b []byte) []byte {
	sep := ""
	for one := range d.each() {
		b = append(append(b, sep...), 'D')
		b = strconv.AppendInt(b, int64(bits.TrailingZeros64(uint64(one))), 10)
		sep = " "
	}
	return b
}

const wantDecisions = `must be ids of decisions about penalties, such as "D9 D10"`

// AppendText implements encoding.TextAppender.
func (d Decisions) AppendText(b []byte) ([]byte, error) {
	if d&^everyDecision != 0 {
		return b, fault.New("decisions", uint64(d), wantDecisions)
	}
	return d.append(b), nil
}

// MarshalText implements encoding.TextMarshaler.
func (d Decisions) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler. Ids come in any order, each once, separated by one
// space.
func (d *Decisions) UnmarshalText(text []byte) error {
	var set Decisions
	if len(text) > 0 {
		for id := range strings.SplitSeq(string(text), " ") {
			one := decision(id)
			if one == 0 || set.Has(one) {
				return fault.New("decisions", string(text), wantDecisions)
			}
			set |= one
		}
	}
	*d = set
	return nil
}

// Value implements driver.Valuer.
func (d Decisions) Value() (driver.Value, error) { return column.Text(d.MarshalText()) }

// Scan implements sql.Scanner.
func (d *Decisions) Scan(src any) error { return column.Scan(d.UnmarshalText, "decisions", src) }

// decision returns the decision with an id, or none.
func decision(id string) Decisions {
	for one := range everyDecision.each() {
		if one.String() == id {
			return one
		}
	}
	return 0
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
func (a Assessment) Assumptions() []Assumption { return a.Terms.Choices(a.Assumed) }

// Choices returns what the terms choose for each decision of a set, in order.
func (t *Terms) Choices(of Decisions) []Assumption {
	var as []Assumption
	for one := range of.each() {
		as = append(as, Assumption{one.String(), t.Choice(one)})
	}
	return as
}

// Choice names what the terms choose for one decision: "excess" for D10. It is empty for a set that is not
// one decision about an assessment.
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
