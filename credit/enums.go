package credit

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Counting is the unit that is rounded up to blocks (D1).
type Counting uint8

// The countings. The zero value is the default of D1.
const (
	EachIntervention Counting = iota // all sessions of one intervention together
	EachSession                      // every session by itself
)

// Paying is the month whose allowance pays for an intervention (D5).
type Paying uint8

// The choices of D5. The zero value is the default.
const (
	// StartMonth: the month in which the intervention starts, that of the first session of its ticket, pays for
	// all its sessions, whenever they are worked or recorded. With EachSession each session is one for itself.
	StartMonth Paying = iota
	// SplitAtMidnight: each month pays for what was worked in it, and the last one worked in for the rounding
	// too. How much is charged in all stays the same.
	SplitAtMidnight
)

// Remainder is what becomes of an allowance smaller than a block (D6).
type Remainder uint8

// The choices of D6. The zero value is the default.
const (
	SplitBlock    Remainder = iota // one block may be split between allowance and credit
	LoseRemainder                  // only whole blocks are drawn from the allowance
)

// Drawing is the order in which lots are drawn on (D7). In each order those that end come before those that
// never do, soonest to end first, and of others the first bought first.
type Drawing uint8

// The choices of D7. The zero value is the default.
const (
	BoughtFirst Drawing = iota // all lots in one order
	// GiftsFirst: those that cost nothing, whenever they were given, before those that were paid for.
	GiftsFirst
)

// PartMonth is what the allowance of a plan is in a month of which the plan has some days only (D24, D27).
type PartMonth uint8

// The choices of D27. The zero value is the default.
const (
	// WholeAllowance: all of it, for work begun on a day of the plan.
	WholeAllowance PartMonth = iota
	// AllowanceByDays: its share of the month's days, rounded down to the minute, for work begun on one of
	// these.
	AllowanceByDays
	// AnyDay: the greatest allowance of the month's plans, for work begun on any day.
	AnyDay
)

// Kind says what an entry does. The zero value is no kind.
type Kind uint8

// The kinds of entry of package ledger, whose fields they speak of.
const (
	Purchase  Kind = iota + 1 // a pack is bought: a lot of Time for Price
	Gift                      // a lot of Time for nothing
	Allowance                 // from the day From on, Time is free in each month, and Block and Minimum are those of the work
	Overdraft                 // up to Time may be drawn beyond what is there (D8)
	Hold                      // Time is what all work on a ticket will take, what was worked before included: it is reserved (S29, D38)
	Extend                    // the estimate of hold Of grows by Time
	Capture                   // a session of work under hold Of, which ends: the rest is free again
	Release                   // hold Of ends
	Debit                     // a session of work on a ticket (S21)
	Reversal                  // debit or capture Of is as if it had never been
	Refund                    // what is left of purchase or gift Of, or Time of it, is taken back for its price (D30)
	Forfeit                   // what is left of purchase or gift Of, or Time of it, is lost: its price is earned (D32)
	Transfer                  // what is left of purchase or gift Of, or Time of it, goes to another account (D32)
	Sale                      // a purchase of what was used before: it pays for what is overdrawn whatever is held (D29)
)

var (
	countings  = []string{"intervention", "session"}
	payings    = []string{"start", "split"}
	remainders = []string{"split", "lose"}
	drawings   = []string{"bought", "gifts"}
	partMonths = []string{"whole", "days", "any"}
	kinds      = []string{
		"", "purchase", "gift", "allowance", "overdraft", "hold", "extend",
		"capture", "release", "debit", "reversal", "refund",
		"forfeit", "transfer", "sale",
	}
)

// String returns the text form: "intervention" or "session".
func (c Counting) String() string { return enum.String(countings, "counting", c) }

// MarshalText implements encoding.TextMarshaler.
func (c Counting) MarshalText() ([]byte, error) { return enum.Marshal(countings, "counting", c) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Counting) UnmarshalText(b []byte) error { return enum.Parse(c, countings, "counting", b) }

// Value implements driver.Valuer.
func (c Counting) Value() (driver.Value, error) { return column.Text(c.MarshalText()) }

// Scan implements sql.Scanner.
func (c *Counting) Scan(src any) error { return column.Scan(c.UnmarshalText, "counting", src) }

// String returns the text form: "start" or "split".
func (p Paying) String() string { return enum.String(payings, "paying", p) }

// MarshalText implements encoding.TextMarshaler.
func (p Paying) MarshalText() ([]byte, error) { return enum.Marshal(payings, "paying", p) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *Paying) UnmarshalText(b []byte) error { return enum.Parse(p, payings, "paying", b) }

// Value implements driver.Valuer.
func (p Paying) Value() (driver.Value, error) { return column.Text(p.MarshalText()) }

// Scan implements sql.Scanner.
func (p *Paying) Scan(src any) error { return column.Scan(p.UnmarshalText, "paying", src) }

// String returns the text form: "split" or "lose".
func (r Remainder) String() string { return enum.String(remainders, "remainder", r) }

// MarshalText implements encoding.TextMarshaler.
func (r Remainder) MarshalText() ([]byte, error) { return enum.Marshal(remainders, "remainder", r) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (r *Remainder) UnmarshalText(b []byte) error { return enum.Parse(r, remainders, "remainder", b) }

// Value implements driver.Valuer.
func (r Remainder) Value() (driver.Value, error) { return column.Text(r.MarshalText()) }

// Scan implements sql.Scanner.
func (r *Remainder) Scan(src any) error { return column.Scan(r.UnmarshalText, "remainder", src) }

// String returns the text form: "bought" or "gifts".
func (d Drawing) String() string { return enum.String(drawings, "drawing", d) }

// MarshalText implements encoding.TextMarshaler.
func (d Drawing) MarshalText() ([]byte, error) { return enum.Marshal(drawings, "drawing", d) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Drawing) UnmarshalText(b []byte) error { return enum.Parse(d, drawings, "drawing", b) }

// Value implements driver.Valuer.
func (d Drawing) Value() (driver.Value, error) { return column.Text(d.MarshalText()) }

// Scan implements sql.Scanner.
func (d *Drawing) Scan(src any) error { return column.Scan(d.UnmarshalText, "drawing", src) }

// String returns the text form: "whole", "days" or "any".
func (p PartMonth) String() string { return enum.String(partMonths, "part_month", p) }

// MarshalText implements encoding.TextMarshaler.
func (p PartMonth) MarshalText() ([]byte, error) {
	return enum.Marshal(partMonths, "part_month", p)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *PartMonth) UnmarshalText(b []byte) error { return enum.Parse(p, partMonths, "part_month", b) }

// Value implements driver.Valuer.
func (p PartMonth) Value() (driver.Value, error) { return column.Text(p.MarshalText()) }

// Scan implements sql.Scanner.
func (p *PartMonth) Scan(src any) error { return column.Scan(p.UnmarshalText, "part_month", src) }

// String returns the text form, such as "purchase".
func (k Kind) String() string { return enum.String(kinds, "kind", k) }

// MarshalText implements encoding.TextMarshaler.
func (k Kind) MarshalText() ([]byte, error) { return enum.Marshal(kinds, "kind", k) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *Kind) UnmarshalText(b []byte) error { return enum.Parse(k, kinds, "kind", b) }

// Value implements driver.Valuer.
func (k Kind) Value() (driver.Value, error) { return column.Text(k.MarshalText()) }

// Scan implements sql.Scanner.
func (k *Kind) Scan(src any) error { return column.Scan(k.UnmarshalText, "kind", src) }
