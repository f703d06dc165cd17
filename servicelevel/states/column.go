package states

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// Value implements driver.Valuer.
func (s State) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner.
func (s *State) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "state", src) }
