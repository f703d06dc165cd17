package ledger

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (e Entry) Value() (driver.Value, error) { return column.Text(e.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (e *Entry) Scan(src any) error { return column.Scan(e.UnmarshalJSON, "entry", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (l Lot) Value() (driver.Value, error) { return column.Text(l.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (l *Lot) Scan(src any) error { return column.Scan(l.UnmarshalJSON, "lot", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (m MonthUsage) Value() (driver.Value, error) { return column.Text(m.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (m *MonthUsage) Scan(src any) error { return column.Scan(m.UnmarshalJSON, "month_usage", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (h OpenHold) Value() (driver.Value, error) { return column.Text(h.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (h *OpenHold) Scan(src any) error { return column.Scan(h.UnmarshalJSON, "open_hold", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (r Receipt) Value() (driver.Value, error) { return column.Text(r.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (r *Receipt) Scan(src any) error { return column.Scan(r.UnmarshalJSON, "receipt", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (s Step) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (s *Step) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "step", src) }

// Value implements driver.Valuer with the JSON that MarshalJSON writes.
func (t TicketUsage) Value() (driver.Value, error) { return column.Text(t.MarshalJSON()) }

// Scan implements sql.Scanner as UnmarshalJSON does. It refuses what is no text, and NULL.
func (t *TicketUsage) Scan(src any) error { return column.Scan(t.UnmarshalJSON, "ticket_usage", src) }
