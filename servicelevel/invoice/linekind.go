package invoice

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// LineKind says what a line is for.
type LineKind uint8

// The kinds of line.
const (
	FeeLine        LineKind = iota // the monthly fee, or the days of it
	PackLine                       // hours bought, or sold for work without credit (D29)
	PenaltyLine                    // availability below its target (S62)
	LateLine                       // a guaranteed intervention that came late (D19)
	RefundLine                     // hours that were refunded (D30)
	WithdrawalLine                 // a purchase, a refund or a charge that was withdrawn (D31)
	ChargeLine                     // a Charge
	HoursLine                      // hours of work without credit, at a price per hour (D29)
	QuotaLine                      // fewer tickets in time than is promised (Plan.Targets)
)

var lineKindNames = [...]string{"fee", "pack", "penalty", "late", "refund", "withdrawal", "charge", "hours", "quota"}

// Owed reports whether a line is for a promise that was not kept.
func (k LineKind) Owed() bool { return k == PenaltyLine || k == LateLine || k == QuotaLine }

// String returns the text form: "fee", "pack", "penalty", "late", "refund",
// "withdrawal", "charge", "hours", "quota".
func (k LineKind) String() string { return enum.String(lineKindNames[:], "line", k) }

// MarshalText implements encoding.TextMarshaler.
func (k LineKind) MarshalText() ([]byte, error) { return enum.Marshal(lineKindNames[:], "line", k) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *LineKind) UnmarshalText(b []byte) error {
	return enum.Parse(k, lineKindNames[:], "line", b)
}

// Value implements driver.Valuer.
func (k LineKind) Value() (driver.Value, error) { return column.Text(k.MarshalText()) }

// Scan implements sql.Scanner.
func (k *LineKind) Scan(src any) error { return column.Scan(k.UnmarshalText, "line", src) }
