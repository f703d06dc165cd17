package calendar

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// What is a document of its own, in none of another type, or can be checked by itself, can be
// the value of a column of text or of JSON.

// Value implements driver.Valuer.
func (s HolidaySet) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner.
func (s *HolidaySet) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "holiday_set", src) }

// Value implements driver.Valuer.
func (i Interval) Value() (driver.Value, error) { return column.Text(i.MarshalJSON()) }

// Scan implements sql.Scanner.
func (i *Interval) Scan(src any) error { return column.Scan(i.UnmarshalJSON, "interval", src) }

// Value implements driver.Valuer.
func (p Pause) Value() (driver.Value, error) { return column.Text(p.MarshalJSON()) }

// Scan implements sql.Scanner.
func (p *Pause) Scan(src any) error { return column.Scan(p.UnmarshalJSON, "pause", src) }

// Value implements driver.Valuer.
func (s Schedule) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner.
func (s *Schedule) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "schedule", src) }

// Value implements driver.Valuer.
func (s Stretch) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner.
func (s *Stretch) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "stretch", src) }
