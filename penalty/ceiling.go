package penalty

import (
	"database/sql/driver"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// CapBase says what the cap of a period is a share of.
type CapBase uint8

// The bases. The zero value is CapOfRent.
const (
	CapOfRent    CapBase = iota // the rent of the period
	CapOfCharges                // what was charged: Case.Charges
)

var capBaseNames = []string{"rent", "charges"}

// String returns the text form, such as "charges".
func (b CapBase) String() string { return enum.String(capBaseNames, "base", b) }

// MarshalText implements encoding.TextMarshaler.
func (b CapBase) MarshalText() ([]byte, error) { return enum.Marshal(capBaseNames, "base", b) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (b *CapBase) UnmarshalText(text []byte) error {
	return enum.Parse(b, capBaseNames, "base", text)
}

// Value implements driver.Valuer.
func (b CapBase) Value() (driver.Value, error) { return column.Text(b.MarshalText()) }

// Scan implements sql.Scanner.
func (b *CapBase) Scan(src any) error { return column.Scan(b.UnmarshalText, "base", src) }

// Limits of what was charged.
const (
	maxCapMonths = 120
	maxCapDays   = 3660
)

// checkCaps refuses caps that say nothing beside each other.
func (t *Terms) checkCaps(l *fault.List) {
	enum.Check(l, "cap_of", capBaseNames, t.CapOf)
	l.Check(t.CapMonths >= 0 && t.CapMonths <= maxCapMonths, "cap_months", t.CapMonths, "must lie between 0 and 120")
	l.Check(t.CapDays >= 0 && t.CapDays <= maxCapDays, "cap_days", t.CapDays, "must lie between 0 and 3660")
	if (t.CapMonths != 0 || t.CapDays != 0) && t.CapOf != CapOfCharges {
		l.Add("cap_of", t.CapOf, "must be charges where cap_months or cap_days is given")
	}
	if t.CapMonths != 0 && t.CapDays != 0 {
		l.Add("cap_days", t.CapDays, "must not be given where cap_months is")
	}
	if n := t.CapLastMonths; n != 0 && (n > maxCapMonths || n <= t.Period.Months() || n%t.Period.Months() != 0) {
		l.Add("cap_last_months", n, "must be a multiple of the period's months, more than once, and at most 120")
	}
	if t.CapYear && t.CapLastMonths != 0 {
		l.Add("cap_last_months", t.CapLastMonths, "must not be given where cap_year is")
	}
	if t.Uncapped {
		l.Add("uncapped", t.Uncapped, "must not be given where cap_of, cap_year or cap_last_months is")
	}
}

// cappedBeyond reports whether more than the rent of the period is needed to know the cap.
func (t *Terms) cappedBeyond() bool {
	return t.CapOf != CapOfRent || t.CapsTogether() || t.CapMonths != 0 || t.CapDays != 0
}

// CapsTogether reports whether the cap is that of several periods together, so that Case.Owed counts.
func (t *Terms) CapsTogether() bool { return t.CapYear || t.CapLastMonths != 0 }

// ceiling is the most that a period costs: a share, in billionths, of a base less what is owed, both
// in the unit of the currency.
type ceiling struct{ share, base, owed int64 }

// ceiling returns that of an assessment whose figures were accepted.
func (a *Assessment) ceiling(f *figures, rent int64) ceiling {
	c := ceiling{share: f.cap, base: rent}
	if a.Terms.CapOf == CapOfCharges {
		c.base = a.Terms.money().Count(a.Charges)
	}
	if a.Terms.CapsTogether() {
		c.owed = a.Terms.money().Count(a.Owed)
	}
	return c
}

// most returns it in that unit.
func (c ceiling) most(r money.Rounding) int64 {
	most := c.base
	if c.share != billion {
		most, _ = r.Quo(c.base, c.share, 1, billion, 1) // a thousand rents fit
	}
	return max(0, most-c.owed)
}

// compare returns -1 if an amount is less than the most, 0 if it is the same, else +1.
func (c ceiling) compare(o *owed, rent int64) int {
	sum := new(big.Rat).SetInt64(c.owed)
	return sum.Add(sum, o.exact(rent)).Cmp(new(big.Rat).SetFrac(product(c.base, c.share), big.NewInt(billion)))
}

// lift takes the cap of a period away, or gives one of the whole rent.
func (t *Terms) lift() {
	t.Cap, t.Uncapped = decimal.Decimal{}, !t.Uncapped
	t.CapOf, t.CapMonths, t.CapDays, t.CapYear, t.CapLastMonths = CapOfRent, 0, 0, false, 0
}

// caps adds the caps that made the amount smaller, and between them the lump sum, behind the step of the amount.
func (t *tracer) caps() {
	a, terms := t.Assessment, &t.Terms
	amount := len(t.steps) - 1
	owed := a.Amount
	if a.Withheld.Sign() > 0 {
		owed = a.Withheld
	} else if a.Unclaimed.Sign() > 0 {
		owed = a.Unclaimed
	}
	var r reckoned
	if r.worth = a.CappedOutages > 0 && !terms.Uncapped || !terms.Lump.IsZero(); r.worth {
		r.again(a)
	}
	all := a.Capped && (a.CappedOutages == 0 || !terms.Uncapped) && (!r.worth || r.above)
	if a.CappedOutages > 0 {
		s := Step{Kind: StepOutageCap, Rules: t.with("D12"), Share: terms.OutageCap, Count: a.CappedOutages, Rent: a.Rent}
		if !all && !r.lump {
			s.Amount = owed
		}
		t.add(s)
	}
	if r.lump {
		of := &t.steps[amount]
		of.Amount = r.without
		t.add(Step{
			Kind: StepLump, Rules: t.with(t.cited.Rate), Share: terms.Lump, Amount: r.with, Basis: terms.Basis, Rent: of.Rent, Count: of.Count,
			Choice: pick(terms.LumpAtLeast, "at_least", "added"),
		})
	}
	if all {
		t.capOfAll(owed)
	}
}

// capOfAll adds the cap of all that is owed.
func (t *tracer) capOfAll(owed decimal.Decimal) {
	terms := &t.Terms
	s := Step{Kind: StepCap, Rules: t.with("D12"), Share: terms.Cap, Rent: t.Rent, Amount: owed}
	if s.Share.IsZero() {
		s.Share = decimal.New(1, 0)
	}
	if terms.CapOf == CapOfCharges {
		s.Rent, s.Charges, s.CapMonths, s.CapDays, s.Choice = decimal.Decimal{}, t.Charges, terms.CapMonths, terms.CapDays, terms.CapOf.String()
	}
	if terms.CapsTogether() {
		s.Owed, s.CapLastMonths = t.Owed, terms.CapLastMonths
	}
	if terms.Basis == ServiceDays {
		s.Basis, s.Rent, s.Count = terms.Basis, decimal.Decimal{}, int(t.days())
	}
	t.add(s)
}

// reckoned is what an assessment does not keep of how its amount came about.
type reckoned struct {
	worth         bool // it can make a difference
	above         bool // what is owed exceeds the cap of the period, be it by less than a unit of the currency
	lump          bool // a lump sum is owed
	without, with decimal.Decimal
}

// again reckons the amount once more.
func (r *reckoned) again(a *Assessment) {
	var l fault.List
	var f figures
	f.read(&a.Terms, &l)
	rent, err := a.Terms.money().FromDecimal(a.Rent)
	if !l.Empty() || err != nil {
		return // no assessment
	}
	rent = a.base(rent)
	var o owed
	d := downtime{down: a.Availability.Down, each: a.Each, dates: a.Dates}
	scratch := *a
	if scratch.owed(&o, &f, &d, rent) != nil {
		return
	}
	r.above = a.ceiling(&f, rent).compare(&o, rent) > 0
	if o.lump == nil {
		return
	}
	rounding := money.Rounding(a.Terms.Rounding)
	bare := o
	bare.lump = nil
	r.lump = !o.atLeast || bare.exact(rent).Cmp(o.lump) < 0
	r.with = a.Terms.amount(o.round(rounding, rent))
	whole := owed{price: o.price, x: o.whole}
	r.without = a.Terms.amount(whole.round(rounding, rent))
}

// amount is what is owed, as far as an amount goes.
func (t *Terms) amount(n int64, err error) decimal.Decimal {
	u := t.owes()
	if err != nil {
		n = u.Max()
	}
	return u.Decimal(min(n, u.Max()))
}
