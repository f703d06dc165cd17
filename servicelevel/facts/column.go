package facts

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// Value implements driver.Valuer.
func (a Activity) Value() (driver.Value, error) { return column.Text(a.MarshalJSON()) }

// Scan implements sql.Scanner.
func (a *Activity) Scan(src any) error { return column.Scan(a.UnmarshalJSON, "activity", src) }

// Value implements driver.Valuer.
func (f Fact) Value() (driver.Value, error) { return column.Text(f.MarshalJSON()) }

// Scan implements sql.Scanner.
func (f *Fact) Scan(src any) error { return column.Scan(f.UnmarshalJSON, "fact", src) }
