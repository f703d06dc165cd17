package credit

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/money"
)

// Minor is the smallest unit of a currency, of which all amounts are whole numbers.
type Minor uint8

// The units. The zero value is Hundredths.
const (
	Hundredths  Minor = Minor(money.Hundredths)  // 0.01, as of EUR
	Whole       Minor = Minor(money.Whole)       // 1, as of JPY
	Thousandths Minor = Minor(money.Thousandths) // 0.001, as of KWD
)

var minorNames = []string{"hundredths", "whole", "thousandths"}

// String returns "hundredths", "whole" or "thousandths".
func (m Minor) String() string { return enum.String(minorNames, "minor", m) }

// MarshalText implements encoding.TextMarshaler with the name that String gives.
func (m Minor) MarshalText() ([]byte, error) { return enum.Marshal(minorNames, "minor", m) }

// UnmarshalText implements encoding.TextUnmarshaler; unknown names are refused.
func (m *Minor) UnmarshalText(b []byte) error { return enum.Parse(m, minorNames, "minor", b) }

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (m Minor) Value() (driver.Value, error) { return column.Text(m.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (m *Minor) Scan(src any) error { return column.Scan(m.UnmarshalText, "minor", src) }
