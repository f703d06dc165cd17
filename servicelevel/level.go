package servicelevel

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Level is one of the five levels of service (S1), from 0, the default of every
// ordered server (S5), to 4, made to measure. The zero value is Standard. Its
// text form is a lower-case name: "standard", "serenity", "pro", "business",
// "critical_business".
type Level uint8

// The five levels (S1).
const (
	Standard         Level = iota // 0: hardware and network, help on request
	Serenity                      // 1: check-up and updates
	Pro                           // 2: priority, a monthly allowance, 4 h to intervene
	Business                      // 3: managed by the provider, 99.9 %, 45 min to intervene
	CriticalBusiness              // 4: on quote
)

var levelNames = [...]string{"standard", "serenity", "pro", "business", "critical_business"}

// Levels returns the five levels in order.
func Levels() [5]Level { return [5]Level{Standard, Serenity, Pro, Business, CriticalBusiness} }

// Valid reports whether l is one of the five.
func (l Level) Valid() bool { return l <= CriticalBusiness }

// String returns the text form, or "level(9)" for what is no level.
func (l Level) String() string { return enum.String(levelNames[:], "level", l) }

// MarshalText implements encoding.TextMarshaler.
func (l Level) MarshalText() ([]byte, error) { return enum.Marshal(levelNames[:], "level", l) }

// UnmarshalText implements encoding.TextUnmarshaler. It refuses any other text.
func (l *Level) UnmarshalText(b []byte) error { return enum.Parse(l, levelNames[:], "level", b) }

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (l Level) Value() (driver.Value, error) { return column.Text(l.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (l *Level) Scan(src any) error { return column.Scan(l.UnmarshalText, "level", src) }
