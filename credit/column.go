package credit

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// What is a document of its own, in none of another type, or can be checked by itself, can be
// the value of a column of text or of JSON.

// Value implements driver.Valuer.
func (b Balance) Value() (driver.Value, error) { return column.Text(b.MarshalJSON()) }

// Scan implements sql.Scanner.
func (b *Balance) Scan(src any) error { return column.Scan(b.UnmarshalJSON, "balance", src) }

// Value implements driver.Valuer.
func (b Blocks) Value() (driver.Value, error) { return column.Text(b.MarshalJSON()) }

// Scan implements sql.Scanner.
func (b *Blocks) Scan(src any) error { return column.Scan(b.UnmarshalJSON, "blocks", src) }

// Value implements driver.Valuer.
func (p Pack) Value() (driver.Value, error) { return column.Text(p.MarshalJSON()) }

// Scan implements sql.Scanner.
func (p *Pack) Scan(src any) error { return column.Scan(p.UnmarshalJSON, "pack", src) }

// Value implements driver.Valuer.
func (t Tariff) Value() (driver.Value, error) { return column.Text(t.MarshalJSON()) }

// Scan implements sql.Scanner.
func (t *Tariff) Scan(src any) error { return column.Scan(t.UnmarshalJSON, "tariff", src) }

// Value implements driver.Valuer.
func (t Terms) Value() (driver.Value, error) { return column.Text(t.MarshalJSON()) }

// Scan implements sql.Scanner.
func (t *Terms) Scan(src any) error { return column.Scan(t.UnmarshalJSON, "terms", src) }

// Value implements driver.Valuer.
func (v Validity) Value() (driver.Value, error) { return column.Text(v.MarshalJSON()) }

// Scan implements sql.Scanner.
func (v *Validity) Scan(src any) error { return column.Scan(v.UnmarshalJSON, "validity", src) }

// Value implements driver.Valuer.
func (c CarryOver) Value() (driver.Value, error) { return column.Text(c.MarshalJSON()) }

// Scan implements sql.Scanner.
func (c *CarryOver) Scan(src any) error { return column.Scan(c.UnmarshalJSON, "carry_over", src) }
