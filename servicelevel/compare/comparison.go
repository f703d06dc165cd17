package compare

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Comparison is what some months of a contract would have come to at each level
// of its editions, in the order of the levels. All amounts are excluding VAT.
type Comparison struct {
	Schema statement.Schema `json:"schema"`
	From   calendar.Month   `json:"from"`
	To     calendar.Month   `json:"to"` // included
	// MonthDay is the contract's (Options.MonthDay); zero is calendar months.
	MonthDay int `json:"month_day,omitzero"`
	// Currency is the ISO 4217 code of what all amounts are in. Empty is euros.
	Currency string      `json:"currency,omitzero" wire:"currency"`
	Levels   []LevelCost `json:"levels,omitzero"`
}

// LevelCost is what the months of a Comparison would have come to at one level.
type LevelCost struct {
	Level servicelevel.Level   `json:"level"`
	Name  servicelevel.Wording `json:"name"`
	// Verdict says whether the contract's server can have the level, and Unmet why
	// not; Verdict is nil if the contract does not describe its server.
	Verdict *plans.Verdict    `json:"verdict,omitzero"`
	Unmet   []plans.Condition `json:"unmet,omitzero"`

	// Fees is the sum of FeeParts.
	Fees     decimal.Decimal `json:"fees" wire:"money"`
	FeeParts []FeePart       `json:"fee_parts,omitzero"`
	// Charged is the work in whole blocks: FromAllowance came from the monthly
	// allowances, with what went on of those of earlier months, and Hours would have had to
	// be bought. Outside is the part of the
	// work, not rounded, that lay outside the hours of the level.
	Charged       time.Duration `json:"charged"`
	FromAllowance time.Duration `json:"from_allowance"`
	Hours         time.Duration `json:"hours"`
	Outside       time.Duration `json:"outside,omitzero"`
	// HourMonths are what of Hours each month bills by the hour (D29).
	HourMonths []HourMonth `json:"hour_months,omitzero"`
	// Packs is the cheapest way to buy the rest of Hours, all at once, for packs never expire (S20), by
	// the edition of the last day. If packs of a month's edition lapse (credit.Pack.Validity), or it bills by the
	// hour, packs are bought when each month ends that lacks hours, by the edition of its last day, and no allowance
	// of a later month pays for it: PackMonths has them, and Packs is their sum. Packs is nil, and so is Cost, if
	// some of Hours have no price.
	Packs      *credit.Offer `json:"packs,omitzero"`
	PackMonths []PackMonth   `json:"pack_months,omitzero"`
	// Cost is Fees, the price of Packs and the amounts of HourMonths; nil if that is not known.
	Cost *decimal.Decimal `json:"cost,omitzero" wire:"money"`
	// Owed is what would have been owed to the customer for promises not kept (S62,
	// D19). It is zero if nothing is promised that costs or all of it was kept, and nil if something
	// was not but the contract gives no rent to take a share of (D17). It is not taken
	// off Cost. OwedMonths is what the statement of each month adds to it, if it adds something.
	Owed       *decimal.Decimal `json:"owed,omitzero" wire:"money"`
	OwedMonths []OwedMonth      `json:"owed_months,omitzero"`

	// Refused are the requests that the level does not take. Their work is left out.
	Refused []RefusedRequest `json:"refused,omitzero"`
	// Later are the requests that another level would have begun to handle sooner.
	Later []LaterRequest `json:"later,omitzero"`
	// Guarantees counts the guaranteed interventions, and Late are the tickets of
	// those that began too late (S46, S63).
	Guarantees response.Attainment `json:"guarantees"`
	Late       []string            `json:"late,omitzero"`
	// Missed are the months whose availability was below what the level promises
	// (S61).
	Missed []calendar.Month `json:"missed,omitzero"`
	// Assumptions are what was chosen where the pages leave it open, of all that a figure here
	// rests on, as a Statement has them.
	Assumptions []statement.Assumption `json:"assumptions,omitzero"`
	Explained   servicelevel.Wording   `json:"explained,omitzero"` // by Comparison.Explain
}

// FeePart is the fee of some months that are billed alike: Months whole ones at Price each, or at their
// shares of the Price of OfMonths months that are paid at once (plans.Fee.Price), of which MonthsBefore
// lie before them; or Days of the OfDays of a month. Rounding is how shares and days are rounded (D24,
// D21). Amount is what they come to.
type FeePart struct {
	Months       int              `json:"months,omitzero"`
	OfMonths     int              `json:"of_months,omitzero"`
	MonthsBefore int              `json:"months_before,omitzero"`
	Days         int              `json:"days,omitzero"`
	OfDays       int              `json:"of_days,omitzero"`
	Price        decimal.Decimal  `json:"price" wire:"money"`
	Rounding     penalty.Rounding `json:"rounding,omitzero"`
	Amount       decimal.Decimal  `json:"amount" wire:"money"`
}

// OwedMonth is what the statement of a month owes; a correction can be below 0.
type OwedMonth struct {
	Month  calendar.Month  `json:"month"`
	Amount decimal.Decimal `json:"amount" wire:"money"`
}

// RefusedRequest is a request on a channel that a level does not take (S27, S28,
// S64).
type RefusedRequest struct {
	Ticket  string               `json:"ticket"`
	Channel servicelevel.Channel `json:"channel"`
	Worked  time.Duration        `json:"worked"` // all the work on it, which the level would not have done
	Rules   []string             `json:"rules,omitzero"`
}

// LaterRequest is a request that a level lets wait longer than another one.
type LaterRequest struct {
	Ticket   string        `json:"ticket"`
	Earliest time.Time     `json:"earliest"` // when the level first lets it be worked on
	First    time.Time     `json:"first"`    // when another level does, the first one
	By       time.Duration `json:"by"`       // real time from First to Earliest
	// Twice says that the clocks show one of both instants twice, so that only its offset tells
	// it from another.
	Twice bool `json:"twice,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (c Comparison) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Comparison) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// MarshalJSON implements json.Marshaler.
func (p FeePart) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *FeePart) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }

// MarshalJSON implements json.Marshaler.
func (m OwedMonth) MarshalJSON() ([]byte, error) { return wire.Append(nil, &m) }

// UnmarshalJSON implements json.Unmarshaler.
func (m *OwedMonth) UnmarshalJSON(b []byte) error { return wire.Decode(b, m) }

// MarshalJSON implements json.Marshaler.
func (l LaterRequest) MarshalJSON() ([]byte, error) { return wire.Append(nil, &l) }

// UnmarshalJSON implements json.Unmarshaler.
func (l *LaterRequest) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// MarshalJSON implements json.Marshaler.
func (x LevelCost) MarshalJSON() ([]byte, error) { return wire.Append(nil, &x) }

// UnmarshalJSON implements json.Unmarshaler.
func (x *LevelCost) UnmarshalJSON(b []byte) error { return wire.Decode(b, x) }

// MarshalJSON implements json.Marshaler.
func (r RefusedRequest) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *RefusedRequest) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// Validate refuses a comparison whose figures contradict each other. It does not
// compare again.
func (c Comparison) Validate() error {
	var l fault.List
	l.Check(c.From.Valid(), "from", c.From, "must be a month that exists")
	l.Check(c.To.Valid() && c.From.Compare(c.To) <= 0, "to", c.To, "must be a month not before from")
	cycle.Check(&l, "month_day", c.MonthDay)
	check.Currency(&l, c.Currency)
	unit := money.UnitIn(c.Currency)
	for i := range c.Levels {
		x := &c.Levels[i]
		at := fault.Index("levels", i)
		l.Check(x.Charged == x.FromAllowance+x.Hours, at+".charged", x.Charged, "must be what came from the allowances and what was to be bought")
		x.checkBought(&l, unit, at)
		x.checkSums(&l, unit, at)
		l.In(at+".guarantees", x.Guarantees.Validate())
		for j := range x.Assumptions {
			l.In(fault.Index(at+".assumptions", j), x.Assumptions[j].ValidateIn(c.Currency))
		}
	}
	return l.Err()
}

// checkSums refuses parts that do not add up, and waits that are not those between their instants.
func (x *LevelCost) checkSums(l *fault.List, u money.Unit, at string) {
	fees, owed := int64(0), int64(0)
	for i := range x.FeeParts {
		p := &x.FeeParts[i]
		path := fault.Index(at+".fee_parts", i)
		whole := p.Months > 0 && p.Days == 0 && p.OfDays == 0
		l.Check(whole || p.Months == 0 && p.Days > 0 && p.OfDays > 0, path, nil, "must be of whole months, or of days of one")
		shares := whole && p.OfMonths > 1 && p.MonthsBefore >= 0 && p.MonthsBefore <= p.OfMonths-p.Months
		l.Check(shares || p.OfMonths == 0 && p.MonthsBefore == 0, path+".of_months", p.OfMonths, "must be absent, or as many months as there are and lie before at least")
		fees += money.Count(l, u, path+".amount", p.Amount)
		money.Count(l, u, path+".price", p.Price)
	}
	l.Check(comesTo(u, x.Fees, fees), at+".fees", x.Fees, "must be the sum of fee_parts")
	for i := range x.OwedMonths {
		owed += money.Count(l, u, fault.Index(at+".owed_months", i)+".amount", x.OwedMonths[i].Amount)
	}
	l.Check(x.Owed == nil && x.OwedMonths == nil || x.Owed != nil && comesTo(u, *x.Owed, owed), at+".owed", nil, "must be the sum of owed_months")
	for i := range x.Later {
		r := &x.Later[i]
		l.Check(r.Earliest.Sub(r.First) == r.By, fault.Index(at+".later", i)+".by", r.By, "must be the time from first to earliest")
	}
}

// comesTo reports whether an amount, however absurd, is so many units.
func comesTo(u money.Unit, d decimal.Decimal, n int64) bool {
	return u.Count(d) == n && (n != 0 || d.IsZero()) // what is no amount counts as none
}
