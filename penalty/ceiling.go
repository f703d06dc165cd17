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

// String returns the name that the JSON form uses, such as "charges".
func (b CapBase) String() string { return enum.String(capBaseNames, "base", b) }

// MarshalText implements encoding.TextMarshaler with the name that String gives.
func (b CapBase) MarshalText() ([]byte, error) { return enum.Marshal(capBaseNames, "base", b) }

// UnmarshalText implements encoding.TextUnmarshaler; unknown names are refused.
func (b *CapBase) UnmarshalText(text []byte) error {
	return enum.Parse(b, capBaseNames, "base", text)
}

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (b CapBase) Value() (driver.Value, error) { return column.Text(b.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
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

// CapsTogether reports whether the cap is that of several periods together, so that Case.Owed counts:
// with CapYear or CapLastMonths.
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
