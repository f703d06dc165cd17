package statement

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// What is a document of its own, or can be checked by itself, can be the value of a column of text or of JSON.

// Value implements driver.Valuer.
func (d Assumption) Value() (driver.Value, error) { return column.Text(d.MarshalJSON()) }

// Scan implements sql.Scanner.
func (d *Assumption) Scan(src any) error { return column.Scan(d.UnmarshalJSON, "assumption", src) }

// Value implements driver.Valuer.
func (s Statement) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner.
func (s *Statement) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "statement", src) }
