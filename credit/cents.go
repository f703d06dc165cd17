package credit

import (
	"database/sql/driver"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// Cents is an exact amount of money in whole cents. It is what a cost is counted
// in, so that adding costs up allocates nothing; Decimal gives the amount in
// units of the currency. Its text form is "28.17".
type Cents int64

// Decimal returns the amount with two decimals.
func (c Cents) Decimal() decimal.Decimal { return money.Decimal(int64(c)) }

// String returns the text form, "28.17".
func (c Cents) String() string { return string(money.AppendText(nil, int64(c))) }

// AppendText implements encoding.TextAppender.
func (c Cents) AppendText(b []byte) ([]byte, error) { return money.AppendText(b, int64(c)), nil }

// MarshalText implements encoding.TextMarshaler.
func (c Cents) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler. It reads what AppendText
// writes and nothing else.
func (c *Cents) UnmarshalText(b []byte) error {
	v, ok := parseCents(b)
	if !ok {
		return fault.New("amount", string(b), `must be an amount with two decimals, such as "28.17"`)
	}
	*c = Cents(v)
	return nil
}

// Value implements driver.Valuer with the text form, for a column of text or of numbers with two
// decimals that the database keeps exactly: SQLite has none.
func (c Cents) Value() (driver.Value, error) { return column.Text(c.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (c *Cents) Scan(src any) error { return column.Scan(c.UnmarshalText, "amount", src) }

func parseCents(b []byte) (v int64, ok bool) {
	digits, neg := b, len(b) > 0 && b[0] == '-'
	if neg {
		digits = b[1:]
	}
	n := len(digits)
	if n < 4 || n > 18 || digits[n-3] != '.' || n > 4 && digits[0] == '0' {
		return 0, false
	}
	for i, d := range digits {
		if i == n-3 {
			continue
		}
		if d < '0' || d > '9' {
			return 0, false
		}
		v = v*10 + int64(d-'0')
	}
	if neg {
		return -v, v != 0
	}
	return v, true
}
