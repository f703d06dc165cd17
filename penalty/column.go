package penalty

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// What is a document of its own, in none of another type, or can be checked by itself, can be
// the value of a column of text or of JSON.

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (a Assessment) Value() (driver.Value, error) { return column.Text(a.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (a *Assessment) Scan(src any) error { return column.Scan(a.UnmarshalJSON, "assessment", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (a Availability) Value() (driver.Value, error) { return column.Text(a.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (a *Availability) Scan(src any) error { return column.Scan(a.UnmarshalJSON, "availability", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (c Case) Value() (driver.Value, error) { return column.Text(c.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (c *Case) Scan(src any) error { return column.Scan(c.UnmarshalJSON, "case", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (x Exclusion) Value() (driver.Value, error) { return column.Text(x.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (x *Exclusion) Scan(src any) error { return column.Scan(x.UnmarshalJSON, "exclusion", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (o Outage) Value() (driver.Value, error) { return column.Text(o.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (o *Outage) Scan(src any) error { return column.Scan(o.UnmarshalJSON, "outage", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (o Outlook) Value() (driver.Value, error) { return column.Text(o.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (o *Outlook) Scan(src any) error { return column.Scan(o.UnmarshalJSON, "outlook", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (r Reading) Value() (driver.Value, error) { return column.Text(r.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (r *Reading) Scan(src any) error { return column.Scan(r.UnmarshalJSON, "reading", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (s Step) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (s *Step) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "step", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (t Terms) Value() (driver.Value, error) { return column.Text(t.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (t *Terms) Scan(src any) error { return column.Scan(t.UnmarshalJSON, "terms", src) }
