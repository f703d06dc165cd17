package penalty

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// What is a document of its own, in none of another type, or can be checked by itself, can be
// the value of a column of text or of JSON.

// Value implements driver.Valuer.
func (a Assessment) Value() (driver.Value, error) { return column.Text(a.MarshalJSON()) }

// Scan implements sql.Scanner.
func (a *Assessment) Scan(src any) error { return column.Scan(a.UnmarshalJSON, "assessment", src) }

// Value implements driver.Valuer.
func (a Availability) Value() (driver.Value, error) { return column.Text(a.MarshalJSON()) }

// Scan implements sql.Scanner.
func (a *Availability) Scan(src any) error { return column.Scan(a.UnmarshalJSON, "availability", src) }

// Value implements driver.Valuer.
func (c Case) Value() (driver.Value, error) { return column.Text(c.MarshalJSON()) }

// Scan implements sql.Scanner.
func (c *Case) Scan(src any) error { return column.Scan(c.UnmarshalJSON, "case", src) }

// Value implements driver.Valuer.
func (x Exclusion) Value() (driver.Value, error) { return column.Text(x.MarshalJSON()) }

// Scan implements sql.Scanner.
func (x *Exclusion) Scan(src any) error { return column.Scan(x.UnmarshalJSON, "exclusion", src) }

// Value implements driver.Valuer.
func (o Outage) Value() (driver.Value, error) { return column.Text(o.MarshalJSON()) }

// Scan implements sql.Scanner.
func (o *Outage) Scan(src any) error { return column.Scan(o.UnmarshalJSON, "outage", src) }

// Value implements driver.Valuer.
func (o Outlook) Value() (driver.Value, error) { return column.Text(o.MarshalJSON()) }

// Scan implements sql.Scanner.
func (o *Outlook) Scan(src any) error { return column.Scan(o.UnmarshalJSON, "outlook", src) }

// Value implements driver.Valuer.
func (r Reading) Value() (driver.Value, error) { return column.Text(r.MarshalJSON()) }

// Scan implements sql.Scanner.
func (r *Reading) Scan(src any) error { return column.Scan(r.UnmarshalJSON, "reading", src) }

// Value implements driver.Valuer.
func (s Step) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner.
func (s *Step) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "step", src) }

// Value implements driver.Valuer.
func (t Terms) Value() (driver.Value, error) { return column.Text(t.MarshalJSON()) }

// Scan implements sql.Scanner.
func (t *Terms) Scan(src any) error { return column.Scan(t.UnmarshalJSON, "terms", src) }
