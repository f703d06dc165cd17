package penalty

import (
	"database/sql/driver"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// StepKind says what a step of a trace establishes.
type StepKind uint8

// The steps, in the order in which a trace has them. A Share that is a rate or a
// credit is an amount of euros if the Basis of the step of the amount is Amount.
const (
	StepTotal     StepKind = iota // Time is the length that downtime is measured against
	StepDowntime                  // Time is the downtime that counts, Of what was excluded, Count the outages
	StepShort                     // Each are outages that do not count, being shorter than Of
	StepTarget                    // Share is the target, Time the downtime that it allows, Of the total
	StepMet                       // Time is what is to spare
	StepMissed                    // Time is by how much the target is missed
	StepCounted                   // Time is the downtime that is penalised, Of all downtime; Choice is that of D10
	StepOutage                    // of each outage by itself: Time is what is penalised, Of how long it was, Units or Share as below
	StepUnits                     // Units is what Time makes of units of the length Of; Choice is that of D11
	StepBand                      // Share is the credit of the Band or Length that the downtime falls in
	StepAmount                    // Amount is what Units cost at the rate Share, or the credits Share, before any cap, as far as an amount goes; Choice is that of D21
	StepOutageCap                 // Share is the most that one outage costs, of Rent, Count how many would cost more, Amount what is owed if no cap follows
	StepCap                       // Amount is what is owed under the cap Share of Rent
)

var stepKindNames = []string{"total", "downtime", "short", "target", "met", "missed", "counted", "outage", "units", "band", "amount", "outage_cap", "cap"}

// String returns the name that the JSON form uses, such as "downtime".
func (k StepKind) String() string { return enum.String(stepKindNames, "kind", k) }

// MarshalText implements encoding.TextMarshaler with the name that String gives.
func (k StepKind) MarshalText() ([]byte, error) { return enum.Marshal(stepKindNames, "kind", k) }

// UnmarshalText implements encoding.TextUnmarshaler; unknown names are refused.
func (k *StepKind) UnmarshalText(b []byte) error { return enum.Parse(k, stepKindNames, "kind", b) }

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (k StepKind) Value() (driver.Value, error) { return column.Text(k.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
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
	// Band or Length is the one that the downtime falls in.
	Band   *Band   `json:"band,omitzero"`
	Length *Length `json:"length,omitzero"`
	// Shares are what Time adds up from, each by its share, if not all of the platform was down.
	Shares []DownShare `json:"shares,omitzero"`
	// Each are lengths, one by one.
	Each []time.Duration `json:"each,omitzero"`
	// Basis and Rent are what the Share of an amount is of, Basis that of an outage too: with DayRent Count is the days that
	// the rent goes over, with ProRataRent Of is how long they are (D36).
	Basis Basis           `json:"basis,omitzero"`
	Rent  decimal.Decimal `json:"rent,omitzero" wire:"money"`
}

// MarshalJSON implements json.Marshaler.
func (s Step) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Step) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// Trace returns the steps that led to the amount, in order. The caller may change
// what it returns.
func (a Assessment) Trace() []Step {
	t := &a.Terms
	cited := t.Cited()
	total, down := a.Availability.Total, a.Availability.Down
	steps := append(make([]Step, 0, 10+len(a.Each)), []Step{
		{Kind: StepTotal, Rules: a.rules(nil, D4|D16|D14&a.shrunk()), Time: total},
		{Kind: StepDowntime, Rules: a.rules(nil, D13|D14|D15|D35), Time: down, Of: a.Excluded, Count: a.Outages, Shares: slices.Clone(a.Shares)},
	}...)
	if len(a.Short) > 0 {
		steps = append(steps, Step{Kind: StepShort, Rules: with(cited.Target), Each: slices.Clone(a.Short), Of: t.MinOutage})
	}
	steps = append(steps, Step{Kind: StepTarget, Rules: with(cited.Target), Share: t.Target, Time: a.Allowed, Of: total})
	if !a.Missed {
		return append(steps, Step{Kind: StepMet, Rules: with(cited.Target, "D9"), Time: a.Margin})
	}
	steps = append(steps, Step{Kind: StepMissed, Rules: with(cited.Target, "D9"), Time: -a.Margin})
	if len(t.Bands) == 0 {
		steps = append(steps, Step{Kind: StepCounted, Rules: []string{"D10"}, Time: a.Counted, Of: a.all(), Choice: t.Choice(D10)})
		steps = a.outages(steps)
	}
	switch {
	case !t.Rate.IsZero():
		steps = append(steps, Step{Kind: StepUnits, Rules: with(cited.Rate, "D11"), Units: a.Units, Time: a.Counted, Of: t.unit(), Choice: t.Choice(D11)})
	case !t.PerOutage || len(t.Bands) > 0:
		steps = append(steps, a.band(down))
	}
	return a.caps(append(steps, a.amount(steps)))
}

// all is what may be penalised: all downtime, or how late all answers came, each by itself, which
// together may be more than the period has.
func (a *Assessment) all() time.Duration {
	if len(a.Each) == 0 {
		return a.Availability.Down
	}
	sum := time.Duration(0)
	for _, down := range a.Each {
		sum = longer(sum, down)
	}
	return sum
}

// outages adds the outages, if each is counted by itself.
func (a *Assessment) outages(steps []Step) []Step {
	t := &a.Terms
	free, f, rate := a.free(), figures{unit: t.unit()}, t.Cited().Rate
	for _, down := range a.Each {
		s := Step{Kind: StepOutage, Rules: with(rate), Time: exceeding(&free, down), Of: down, Basis: t.Basis}
		switch {
		case s.Time == 0:
		case len(t.Lengths) > 0:
			length := t.Lengths[t.length(s.Time)]
			s.Length, s.Share = &length, length.Credit
		default:
			s.Units = reduced(int64(f.counted(t.Counting, s.Time)), int64(f.unit))
		}
		steps = append(steps, s)
	}
	return steps
}

// band is the band, or the length, that all downtime falls in.
func (a *Assessment) band(down time.Duration) Step {
	t := &a.Terms
	s := Step{Kind: StepBand, Rules: with(t.Cited().Rate), Time: a.Counted}
	switch {
	case len(t.Bands) > 0:
		band := t.Bands[t.band(a.Availability)]
		s.Band, s.Share, s.Time = &band, band.Credit, down
	case len(t.Lengths) > 0:
		length := t.Lengths[t.length(a.Counted)]
		s.Length, s.Share = &length, length.Credit
		s.Rules = append(s.Rules, "D11") // of all together
	}
	return s
}

// amount is what is owed before any cap, and of what it is a share.
func (a *Assessment) amount(steps []Step) Step {
	t := &a.Terms
	s := Step{
		Kind: StepAmount, Rules: with(t.Cited().Rate, "D21"), Share: t.Rate, Units: a.Units, Amount: a.BeforeCap,
		Basis: t.Basis, Rent: a.Rent, Choice: t.Choice(D21),
	}
	if t.Rate.IsZero() {
		s.Share = t.credits(steps)
		if t.PerOutage {
			s.Rules = with(t.Cited().Rate, "D11", "D21")
		}
	}
	switch {
	case t.Basis == DayRent:
		s.Count = int(a.days()) // a few thousand
		s.Rules = append(s.Rules, "D36")
	case t.Basis == ProRataRent && !t.Rate.IsZero():
		s.Of = a.rentTime()
		if !a.whole() {
			s.Rules = append(s.Rules, "D36")
		}
	}
	return s
}

// whole reports whether the service ran for the whole period.
func (a *Assessment) whole() bool {
	return (a.Service == (calendar.Interval{}) || a.Service.Start.Equal(a.Period.Start) && a.Service.End.Equal(a.Period.End)) && len(a.Breaks) == 0
}

// credits is what bands and lengths give together.
func (t *Terms) credits(steps []Step) decimal.Decimal {
	var sum int64 // as many as there are outages
	for i := range steps {
		if s := &steps[i]; s.Band != nil || s.Length != nil {
			sum += t.creditValue(s.Share)
		}
	}
	if t.Basis == Amount {
		return money.Decimal(sum)
	}
	return trimmed(sum, -9)
}

// trimmed returns n × 10^exp without zeros at its end, as it is read from JSON; exp is not above 0.
func trimmed(n int64, exp int32) decimal.Decimal {
	for exp < 0 && n%10 == 0 {
		n, exp = n/10, exp+1
	}
	return decimal.New(n, exp)
}

// caps adds the caps that made the amount smaller.
func (a *Assessment) caps(steps []Step) []Step {
	t := &a.Terms
	most := t.Cap
	if most.IsZero() {
		most = decimal.New(1, 0)
	}
	all := a.Capped && (a.CappedOutages == 0 || !t.Uncapped && a.aboveCap())
	if a.CappedOutages > 0 {
		s := Step{Kind: StepOutageCap, Rules: []string{"D12"}, Share: t.OutageCap, Count: a.CappedOutages, Rent: a.Rent}
		if !all {
			s.Amount = a.Amount
		}
		steps = append(steps, s)
	}
	if all {
		steps = append(steps, Step{Kind: StepCap, Rules: []string{"D12"}, Share: most, Rent: a.Rent, Amount: a.Amount})
	}
	return steps
}

// aboveCap reports whether what is owed under the caps of the outages exceeds that of
// the period, be it by less than a cent.
func (a Assessment) aboveCap() bool {
	var l fault.List
	var f figures
	f.read(&a.Terms, &l)
	rent, err := money.FromDecimal(a.Rent)
	if !l.Empty() || err != nil {
		return false // no assessment
	}
	var o owed
	d := downtime{down: a.Availability.Down, each: a.Each}
	return a.owed(&o, &f, &d, rent) == nil && o.above(rent, f.cap)
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
		as = append(as, Assumption{one.String(), a.Terms.Choice(one)})
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
		return "strictly_below"
	case D10:
		return pick(t.Excess, "excess", "all")
	case D11:
		counted := t.Counting.String()
		if len(t.Lengths) > 0 {
			counted = "by_length"
		}
		return counted + pick(t.PerOutage, "_per_outage", "")
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
