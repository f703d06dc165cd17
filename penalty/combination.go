package penalty

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Combination says what the amounts of several clauses make together.
type Combination uint8

// The combinations. The zero value is Greatest.
const (
	Greatest Combination = iota // the greatest of them
	Sum                         // all of them
)

var combinationNames = []string{"greatest", "sum"}

// String returns the name that the JSON form uses, such as "sum".
func (c Combination) String() string { return enum.String(combinationNames, "combination", c) }

// MarshalText implements encoding.TextMarshaler with the name that String gives.
func (c Combination) MarshalText() ([]byte, error) {
	return enum.Marshal(combinationNames, "combination", c)
}

// UnmarshalText implements encoding.TextUnmarshaler; unknown names are refused.
func (c *Combination) UnmarshalText(text []byte) error {
	return enum.Parse(c, combinationNames, "combination", text)
}

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (c Combination) Value() (driver.Value, error) { return column.Text(c.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (c *Combination) Scan(src any) error { return column.Scan(c.UnmarshalText, "combination", src) }
