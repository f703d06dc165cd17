package response

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// What is a document of its own, in none of another type, or can be checked by itself, can be
// the value of a column of text or of JSON.

// Value implements driver.Valuer.
func (a Attainment) Value() (driver.Value, error) { return column.Text(a.MarshalJSON()) }

// Scan implements sql.Scanner.
func (a *Attainment) Scan(src any) error { return column.Scan(a.UnmarshalJSON, "attainment", src) }

// Value implements driver.Valuer.
func (g Guarantee) Value() (driver.Value, error) { return column.Text(g.MarshalJSON()) }

// Scan implements sql.Scanner.
func (g *Guarantee) Scan(src any) error { return column.Scan(g.UnmarshalJSON, "guarantee", src) }

// Value implements driver.Valuer.
func (in Incident) Value() (driver.Value, error) { return column.Text(in.MarshalJSON()) }

// Scan implements sql.Scanner.
func (in *Incident) Scan(src any) error { return column.Scan(in.UnmarshalJSON, "incident", src) }

// Value implements driver.Valuer.
func (r Answer) Value() (driver.Value, error) { return column.Text(r.MarshalJSON()) }

// Scan implements sql.Scanner.
func (r *Answer) Scan(src any) error { return column.Scan(r.UnmarshalJSON, "response", src) }
