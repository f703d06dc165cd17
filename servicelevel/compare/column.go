package compare

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// A document of its own can be the value of a column of text or of JSON.

// Value implements driver.Valuer.
func (b BreakEven) Value() (driver.Value, error) { return column.Text(b.MarshalJSON()) }

// Scan implements sql.Scanner.
func (b *BreakEven) Scan(src any) error { return column.Scan(b.UnmarshalJSON, "break_even", src) }

// Value implements driver.Valuer.
func (c Comparison) Value() (driver.Value, error) { return column.Text(c.MarshalJSON()) }

// Scan implements sql.Scanner.
func (c *Comparison) Scan(src any) error { return column.Scan(c.UnmarshalJSON, "comparison", src) }
