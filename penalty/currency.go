package penalty

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/money"
)

// Rounding is how an exact amount becomes whole units of the currency, once per line (D21).
type Rounding uint8

// The two roundings. The zero value is HalfAway.
const (
	HalfAway Rounding = Rounding(money.HalfAway) // 0.005 becomes 0.01
	HalfEven Rounding = Rounding(money.HalfEven) // 0.005 becomes 0.00, 0.015 becomes 0.02
)

var roundingNames = []string{"half_away", "half_even"}

// String returns "half_away" or "half_even".
func (r Rounding) String() string { return enum.String(roundingNames, "rounding", r) }

// MarshalText implements encoding.TextMarshaler.
func (r Rounding) MarshalText() ([]byte, error) {
	return enum.Marshal(roundingNames, "rounding", r)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (r *Rounding) UnmarshalText(b []byte) error { return enum.Parse(r, roundingNames, "rounding", b) }

// Value implements driver.Valuer.
func (r Rounding) Value() (driver.Value, error) { return column.Text(r.MarshalText()) }

// Scan implements sql.Scanner.
func (r *Rounding) Scan(src any) error { return column.Scan(r.UnmarshalText, "rounding", src) }

// Minor is the smallest unit of a currency, of which all amounts are whole numbers.
type Minor = money.Minor

// The units. The zero value is Hundredths.
const (
	Hundredths  Minor = Minor(money.Hundredths)  // 0.01, as of EUR
	Whole       Minor = Minor(money.Whole)       // 1, as of JPY
	Thousandths Minor = Minor(money.Thousandths) // 0.001, as of KWD
)

// money returns the unit of the rent and of what was charged.
func (t *Terms) money() money.Unit { return money.Unit(t.Minor) }

// owes returns the unit of what is owed: with ServiceDays hundredths of a day.
func (t *Terms) owes() money.Unit {
	if t.Basis == ServiceDays {
		return money.Hundredths
	}
	return t.money()
}
