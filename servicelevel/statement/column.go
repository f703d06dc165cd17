package statement

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (d Assumption) Value() (driver.Value, error) { return column.Text(d.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (d *Assumption) Scan(src any) error { return column.Scan(d.UnmarshalJSON, "assumption", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (s Statement) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (s *Statement) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "statement", src) }
