package plans

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// What is a document of its own, or can be checked by itself, can be the value of a column of text
// or of JSON.

// Value implements driver.Valuer.
func (c Condition) Value() (driver.Value, error) { return column.Text(c.MarshalJSON()) }

// Scan implements sql.Scanner.
func (c *Condition) Scan(src any) error { return column.Scan(c.UnmarshalJSON, "condition", src) }

// Value implements driver.Valuer.
func (d Difference) Value() (driver.Value, error) { return column.Text(d.MarshalJSON()) }

// Scan implements sql.Scanner.
func (d *Difference) Scan(src any) error { return column.Scan(d.UnmarshalJSON, "difference", src) }

// Value implements driver.Valuer.
func (e Edition) Value() (driver.Value, error) { return column.Text(e.MarshalJSON()) }

// Scan implements sql.Scanner.
func (e *Edition) Scan(src any) error { return column.Scan(e.UnmarshalJSON, "edition", src) }

// Value implements driver.Valuer.
func (p Plan) Value() (driver.Value, error) { return column.Text(p.MarshalJSON()) }

// Scan implements sql.Scanner.
func (p *Plan) Scan(src any) error { return column.Scan(p.UnmarshalJSON, "plan", src) }

// Value implements driver.Valuer.
func (s Server) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner.
func (s *Server) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "server", src) }

// Value implements driver.Valuer.
func (w Wording) Value() (driver.Value, error) { return column.Text(w.MarshalJSON()) }

// Scan implements sql.Scanner.
func (w *Wording) Scan(src any) error { return column.Scan(w.UnmarshalJSON, "wording", src) }
