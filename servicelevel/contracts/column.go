package contracts

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// Value implements driver.Valuer.
func (c Contract) Value() (driver.Value, error) { return column.Text(c.MarshalJSON()) }

// Scan implements sql.Scanner.
func (c *Contract) Scan(src any) error { return column.Scan(c.UnmarshalJSON, "contract", src) }
