package credit

import (
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
)

// Terms is how an account counts. Only Blocks must be given; every other field is a decision whose zero value
// is the default. A journal is folded under the terms it was written with.
type Terms struct {
	// Blocks is the indivisible unit (S19) and what is rounded to it (D1).
	Blocks Blocks `json:"blocks"`
	// Zone is the IANA name of the zone whose months count (D3, D4). Empty means Europe/Paris.
	Zone string `json:"zone,omitzero"`
	// MonthDay is the day on which a month of allowance begins (D4), from 1 to 31; in a shorter month it is the
	// last day. 0 means the calendar month. A month is named after the one it begins in.
	MonthDay int `json:"month_day,omitzero"`
	// Paying is the month whose allowance pays (D5).
	Paying Paying `json:"paying,omitzero"`
	// Remainder is what becomes of an allowance smaller than a block (D6).
	Remainder Remainder `json:"remainder,omitzero"`
	// Drawing is the order in which lots are drawn on (D7).
	Drawing Drawing `json:"drawing,omitzero"`
	// PartMonth is what a plan's allowance is in a month of which it has some days only (D27).
	PartMonth PartMonth `json:"part_month,omitzero"`
	// Minor is the smallest unit of the currency of all prices. What hours cost is rounded to it.
	Minor Minor `json:"minor,omitzero"`
	// Tariff, if given, is what a *ShortfallError offers packs from (D8).
	Tariff Tariff `json:"tariff,omitzero"`
}

// Validate reports all faults of t, save a zone that the zone database does not have.
func (t Terms) Validate() error {
	var faults fault.List
	faults.In("blocks", t.Blocks.Validate())
	if t.MonthDay < 0 || t.MonthDay > 31 {
		faults.Add("month_day", t.MonthDay, "must lie from 0 to 31")
	}
	enum.Check(&faults, "paying", payings, t.Paying)
	enum.Check(&faults, "remainder", remainders, t.Remainder)
	enum.Check(&faults, "drawing", drawings, t.Drawing)
	enum.Check(&faults, "part_month", partMonths, t.PartMonth)
	if len(t.Zone) > MaxID {
		faults.Add("zone", t.Zone, "must be the IANA name of a zone")
	}
	money.CheckMinor(&faults, "minor", t.Minor)
	if err := t.Tariff.Validate(); err != nil {
		faults.In("tariff", err)
		return faults.Err()
	}
	for i, p := range t.Tariff.Packs {
		var own fault.List
		money.CountUnsigned(&own, money.Unit(t.Minor), "price", p.Price)
		faults.In(fault.Index("tariff.packs", i), own.Err())
	}
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (t Terms) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Terms) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }
