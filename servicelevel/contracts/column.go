package contracts

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (c Contract) Value() (driver.Value, error) { return column.Text(c.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (c *Contract) Scan(src any) error { return column.Scan(c.UnmarshalJSON, "contract", src) }
