package credittest

import (
	"database/sql/driver"
	"errors"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Verdict says how an account takes an entry. Its text form is a word such as
// "short". The zero value is Accepted.
type Verdict uint8

// The verdicts, each with the error that it stands for.
const (
	Accepted   Verdict = iota
	Invalid            // *credit.FieldError
	Conflict           // *ledger.ConflictError
	NoTarget           // *ledger.TargetError
	Closed             // *ledger.ClosedError
	Short              // *credit.ShortfallError
	BeyondHold         // *credit.HeldError
	InUse              // *credit.InUseError
	Failed             // any other error
)

var verdictNames = [...]string{"accepted", "invalid", "conflict", "no_target", "closed", "short", "beyond_hold", "in_use", "failed"}

// VerdictOf returns the verdict that an error of ledger.Account.Apply stands for;
// nil is Accepted.
func VerdictOf(err error) Verdict {
	var (
		conflict *ledger.ConflictError
		target   *ledger.TargetError
		closed   *ledger.ClosedError
		short    *credit.ShortfallError
		held     *credit.HeldError
		inUse    *credit.InUseError
		field    *credit.FieldError
	)
	switch {
	case err == nil:
		return Accepted
	case errors.As(err, &conflict):
		return Conflict
	case errors.As(err, &target):
		return NoTarget
	case errors.As(err, &closed):
		return Closed
	case errors.As(err, &short):
		return Short
	case errors.As(err, &held):
		return BeyondHold
	case errors.As(err, &inUse):
		return InUse
	case errors.As(err, &field):
		return Invalid
	}
	return Failed
}

// String returns the text form, or "verdict(99)" for what is no verdict.
func (v Verdict) String() string { return enum.String(verdictNames[:], "verdict", v) }

// MarshalText implements encoding.TextMarshaler; it refuses an unknown value.
func (v Verdict) MarshalText() ([]byte, error) {
	return enum.Marshal(verdictNames[:], "verdict", v)
}

// UnmarshalText implements encoding.TextUnmarshaler; it refuses any other text.
func (v *Verdict) UnmarshalText(b []byte) error { return enum.Parse(v, verdictNames[:], "verdict", b) }

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (v Verdict) Value() (driver.Value, error) { return column.Text(v.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (v *Verdict) Scan(src any) error { return column.Scan(v.UnmarshalText, "verdict", src) }
