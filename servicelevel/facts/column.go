package facts

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (a Activity) Value() (driver.Value, error) { return column.Text(a.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (a *Activity) Scan(src any) error { return column.Scan(a.UnmarshalJSON, "activity", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (f Fact) Value() (driver.Value, error) { return column.Text(f.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (f *Fact) Scan(src any) error { return column.Scan(f.UnmarshalJSON, "fact", src) }
