package ledger

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
)

// Value implements driver.Valuer.
func (e Entry) Value() (driver.Value, error) { return column.Text(e.MarshalJSON()) }

// Scan implements sql.Scanner.
func (e *Entry) Scan(src any) error { return column.Scan(e.UnmarshalJSON, "entry", src) }

// Value implements driver.Valuer.
func (l Lot) Value() (driver.Value, error) { return column.Text(l.MarshalJSON()) }

// Scan implements sql.Scanner.
func (l *Lot) Scan(src any) error { return column.Scan(l.UnmarshalJSON, "lot", src) }

// Value implements driver.Valuer.
func (m MonthUsage) Value() (driver.Value, error) { return column.Text(m.MarshalJSON()) }

// Scan implements sql.Scanner.
func (m *MonthUsage) Scan(src any) error { return column.Scan(m.UnmarshalJSON, "month_usage", src) }

// Value implements driver.Valuer.
func (h OpenHold) Value() (driver.Value, error) { return column.Text(h.MarshalJSON()) }

// Scan implements sql.Scanner.
func (h *OpenHold) Scan(src any) error { return column.Scan(h.UnmarshalJSON, "open_hold", src) }

// Value implements driver.Valuer.
func (r Receipt) Value() (driver.Value, error) { return column.Text(r.MarshalJSON()) }

// Scan implements sql.Scanner.
func (r *Receipt) Scan(src any) error { return column.Scan(r.UnmarshalJSON, "receipt", src) }

// Value implements driver.Valuer.
func (s Step) Value() (driver.Value, error) { return column.Text(s.MarshalJSON()) }

// Scan implements sql.Scanner.
func (s *Step) Scan(src any) error { return column.Scan(s.UnmarshalJSON, "step", src) }

// Value implements driver.Valuer.
func (t TicketUsage) Value() (driver.Value, error) { return column.Text(t.MarshalJSON()) }

// Scan implements sql.Scanner.
func (t *TicketUsage) Scan(src any) error { return column.Scan(t.UnmarshalJSON, "ticket_usage", src) }
