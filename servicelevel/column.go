package servicelevel

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// What is a document of its own, in none of another type, or can be checked by itself, can be
// the value of a column of text or of JSON.

// Value implements driver.Valuer.
func (c Closing) Value() (driver.Value, error) { return column.Text(c.MarshalJSON()) }

// Scan implements sql.Scanner.
func (c *Closing) Scan(src any) error { return column.Scan(c.UnmarshalJSON, "closing", src) }

// Value implements driver.Valuer.
func (h Handling) Value() (driver.Value, error) { return column.Text(h.MarshalJSON()) }

// Scan implements sql.Scanner.
func (h *Handling) Scan(src any) error { return column.Scan(h.UnmarshalJSON, "handling", src) }

// Value implements driver.Valuer.
func (in Input) Value() (driver.Value, error) { return column.Text(in.MarshalJSON()) }

// Scan implements sql.Scanner.
func (in *Input) Scan(src any) error { return column.Scan(in.UnmarshalJSON, "input", src) }

// Value implements driver.Valuer.
func (t Ticket) Value() (driver.Value, error) { return column.Text(t.MarshalJSON()) }

// Scan implements sql.Scanner.
func (t *Ticket) Scan(src any) error { return column.Scan(t.UnmarshalJSON, "ticket", src) }
