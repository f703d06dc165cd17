package credit

import (
	"strconv"

	"github.com/palier-go/palier/internal/fault"
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
	// StartMonth: the month in which the intervention starts pays for it whole.
	StartMonth Paying = iota
	// SplitAtMidnight: each month pays for what was worked in it, and the last one
	// for the rounding too. Work without sessions is taken as one that goes on
	// without a break. A hold has no work yet: its month is the one it starts in.
	SplitAtMidnight
)

// Remainder is what becomes of an allowance smaller than a block (D6).
type Remainder uint8

// The choices of D6. The zero value is the default.
const (
	SplitBlock    Remainder = iota // one block may be split between allowance and credit
	LoseRemainder                  // only whole blocks are drawn from the allowance
)

// Kind says what an entry does. The zero value is no kind.
type Kind uint8

// The kinds of entry.
const (
	Purchase  Kind = iota + 1 // a pack is bought: a lot of Time for Price
	Gift                      // a lot of Time for nothing
	Allowance                 // from the month From on, Time is free in each month
	Overdraft                 // up to Time may be drawn beyond what is there (D8)
	Hold                      // an estimate of Time is set aside for a ticket (S29)
	Extend                    // the estimate of hold Of grows by Time
	Capture                   // hold Of was worked on: its time is drawn, the rest goes back
	Release                   // hold Of goes back whole
	Debit                     // an intervention without a hold (S21)
	Reversal                  // debit or capture Of goes back whole
	Refund                    // purchase Of, untouched, is taken back
)

var (
	countings  = []string{"intervention", "session"}
	payings    = []string{"start", "split"}
	remainders = []string{"split", "lose"}
	kinds      = []string{
		"", "purchase", "gift", "allowance", "overdraft", "hold", "extend",
		"capture", "release", "debit", "reversal", "refund",
	}
)

// String returns the text form: "intervention" or "session".
func (c Counting) String() string { return nameOf(countings, uint8(c)) }

// MarshalText implements encoding.TextMarshaler; it refuses an unknown value.
func (c Counting) MarshalText() ([]byte, error) { return textOf(countings, uint8(c)) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Counting) UnmarshalText(b []byte) error { return valueOf(countings, b, c) }

// String returns the text form: "start" or "split".
func (p Paying) String() string { return nameOf(payings, uint8(p)) }

// MarshalText implements encoding.TextMarshaler; it refuses an unknown value.
func (p Paying) MarshalText() ([]byte, error) { return textOf(payings, uint8(p)) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *Paying) UnmarshalText(b []byte) error { return valueOf(payings, b, p) }

// String returns the text form: "split" or "lose".
func (r Remainder) String() string { return nameOf(remainders, uint8(r)) }

// MarshalText implements encoding.TextMarshaler; it refuses an unknown value.
func (r Remainder) MarshalText() ([]byte, error) { return textOf(remainders, uint8(r)) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (r *Remainder) UnmarshalText(b []byte) error { return valueOf(remainders, b, r) }

// String returns the text form, such as "purchase".
func (k Kind) String() string { return nameOf(kinds, uint8(k)) }

// MarshalText implements encoding.TextMarshaler; it refuses an unknown value.
func (k Kind) MarshalText() ([]byte, error) { return textOf(kinds, uint8(k)) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *Kind) UnmarshalText(b []byte) error { return valueOf(kinds, b, k) }

func nameOf(names []string, v uint8) string {
	if int(v) < len(names) && names[v] != "" {
		return names[v]
	}
	return "unknown " + strconv.Itoa(int(v))
}

func textOf(names []string, v uint8) ([]byte, error) {
	if int(v) < len(names) && names[v] != "" {
		return []byte(names[v]), nil
	}
	return nil, fault.New("", v, "is not a known value")
}

func valueOf[T ~uint8](names []string, b []byte, dst *T) error {
	for i, name := range names {
		if name == string(b) && name != "" {
			*dst = T(i) // a handful of names
			return nil
		}
	}
	return fault.New("", string(b), "is not a known value")
}
