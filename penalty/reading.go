package penalty

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Reading is what a case costs under one reading of a clause.
type Reading struct {
	Amount decimal.Decimal `json:"amount" wire:"money"`
	// Choices are the decisions that the clause leaves open, as this reading takes them.
	Choices []Assumption `json:"choices,omitzero"`
	// Terms are the clause so read; Assess gives the amount with its trace.
	Terms Terms `json:"terms"`
}

// MarshalJSON implements json.Marshaler.
func (r Reading) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *Reading) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// Validate refuses what Terms.Validate refuses.
func (r Reading) Validate() error { return fault.In("terms", r.Terms.Validate()) }

// Readings assesses a case under every reading of what the terms leave open, and returns the one that costs
// least and the one that costs most, of those that cost the same the one nearest to the terms as they are.
//
// The decisions are D10 (all downtime or the excess), D11 (pro rata, begun or full units, on the total or per
// outage), D12 (the cap or none), D14 if something is excluded, and D16 if the service ran for part of the
// period. Those in Terms.Stated, and those that bands and lengths leave no room for, stay as they are.
func Readings(t Terms, c Case) (least, greatest Reading, err error) {
	a, err := Assess(t, c)
	if err != nil {
		return Reading{}, Reading{}, err
	}
	open := t.open(&c)
	least = Reading{a.Amount, t.Choices(open), t}
	greatest = least
	for _, v := range t.variants(open) {
		var l fault.List
		if new(figures).read(&v, &l); !l.Empty() {
			continue // the choices do not go together
		}
		a, err := Assess(v, c)
		if err != nil {
			return Reading{}, Reading{}, err
		}
		switch {
		case a.Amount.LessThan(least.Amount):
			least = Reading{a.Amount, v.Choices(open), v}
		case a.Amount.GreaterThan(greatest.Amount):
			greatest = Reading{a.Amount, v.Choices(open), v}
		}
	}
	return least, greatest, nil
}

// open returns the decisions that the terms leave open and that can change what
// the case costs.
func (t *Terms) open(c *Case) Decisions {
	d := D12
	if !t.atOnce() && t.Counting != CalendarDays {
		d |= D10 | D11
	}
	excluded := len(c.Exclusions) > 0
	for i := range c.Outages {
		excluded = excluded || c.Outages[i].Excluded != Counts
	}
	if excluded {
		d |= D14
	}
	if c.Service != c.Period && !c.Service.Empty() || len(c.Breaks) > 0 {
		d |= D16
	}
	return d &^ t.Stated
}

// variants returns every reading, those that differ least from the terms first.
func (t *Terms) variants(open Decisions) []Terms {
	all := []Terms{*t}
	vary := func(d Decisions, change func(*Terms)) {
		if !open.Has(d) {
			return
		}
		for _, v := range all {
			change(&v)
			all = append(all, v)
		}
	}
	vary(D10, func(v *Terms) { v.Excess = !v.Excess })
	if len(t.Lengths) == 0 {
		read := len(all)
		for _, counting := range []Counting{ProRata, Begun, Full} {
			if counting == t.Counting || !open.Has(D11) {
				continue
			}
			for _, v := range all[:read] {
				v.Counting = counting
				all = append(all, v)
			}
		}
	}
	if t.OutageCap.IsZero() {
		vary(D11, func(v *Terms) { v.PerOutage = !v.PerOutage })
	}
	vary(D12, func(v *Terms) { v.lift() })
	vary(D14, func(v *Terms) { v.Shrink = !v.Shrink })
	vary(D16, func(v *Terms) { v.WholePeriod = !v.WholePeriod })
	return all[1:]
}
