package money

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
)

// Minor is the smallest unit of a currency, of which all amounts are whole numbers.
//
// It is a Unit as it is told, as text.
type Minor uint8

// minors are the names of the units that can be told: Any cannot.
var minors = []string{Hundredths: "hundredths", Whole: "whole", Thousandths: "thousandths"}

// String returns "hundredths", "whole" or "thousandths".
func (m Minor) String() string { return enum.String(minors, "minor", m) }

// MarshalText implements encoding.TextMarshaler with the name that String gives.
func (m Minor) MarshalText() ([]byte, error) { return enum.Marshal(minors, "minor", m) }

// UnmarshalText implements encoding.TextUnmarshaler; unknown names are refused.
func (m *Minor) UnmarshalText(b []byte) error { return enum.Parse(m, minors, "minor", b) }

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (m Minor) Value() (driver.Value, error) { return column.Text(m.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (m *Minor) Scan(src any) error { return column.Scan(m.UnmarshalText, "minor", src) }

// CheckMinor adds a fault to l if a Minor that lies in a field is no unit.
func CheckMinor(l *fault.List, field string, m Minor) { enum.Check(l, field, minors, m) }
