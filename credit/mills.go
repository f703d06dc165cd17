package credit

import (
	"database/sql/driver"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// Mills is an exact amount of money in thousandths of a currency's unit, whatever the currency: adding costs
// up allocates nothing. Its text form is "28.17", or "12.345" if it needs a third decimal.
type Mills int64

// Decimal returns the amount with two decimals, or with three if it needs a third one.
func (m Mills) Decimal() decimal.Decimal { return money.Any.Decimal(int64(m)) }

// String returns the text form, "28.17".
func (m Mills) String() string { return string(m.append(nil)) }

func (m Mills) append(b []byte) []byte {
	if m%10 == 0 {
		return money.Hundredths.AppendText(b, int64(m/10))
	}
	return money.Thousandths.AppendText(b, int64(m))
}

// AppendText implements encoding.TextAppender.
func (m Mills) AppendText(b []byte) ([]byte, error) { return m.append(b), nil }

// MarshalText implements encoding.TextMarshaler.
func (m Mills) MarshalText() ([]byte, error) { return m.append(nil), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *Mills) UnmarshalText(b []byte) error {
	v, ok := parseMills(b)
	if !ok {
		return fault.New("amount", string(b), `must be an amount with two decimals, such as "28.17", or three if it needs them`)
	}
	*m = Mills(v)
	return nil
}

// Value implements driver.Valuer, for a column of text or of numbers with three decimals that the database
// keeps exactly: SQLite has none.
func (m Mills) Value() (driver.Value, error) { return column.Text(m.MarshalText()) }

// Scan implements sql.Scanner.
func (m *Mills) Scan(src any) error { return column.Scan(m.UnmarshalText, "amount", src) }

func parseMills(b []byte) (v int64, ok bool) {
	digits, neg := b, len(b) > 0 && b[0] == '-'
	if neg {
		digits = b[1:]
	}
	n := len(digits)
	point := n - 3
	if n > 4 && digits[point] != '.' {
		point--
	}
	if n < 4 || n > 18 || digits[point] != '.' || point > 1 && digits[0] == '0' || point == n-4 && digits[n-1] == '0' {
		return 0, false
	}
	for i, d := range digits {
		if i == point {
			continue
		}
		if d < '0' || d > '9' {
			return 0, false
		}
		v = v*10 + int64(d-'0')
	}
	if point == n-3 {
		v *= 10
	}
	if neg {
		return -v, v != 0
	}
	return v, true
}
