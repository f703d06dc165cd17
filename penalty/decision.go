package penalty

import (
	"database/sql/driver"
	"iter"
	"math/bits"
	"strconv"
	"strings"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
)

// Decisions is a set of decisions about what a clause leaves open, each known by
// an id such as "D9". Combine them with |. The zero value is the empty set. Its
// text form is "D9 D10", in order.
type Decisions uint64

// The decisions that an assessment can rest on, with the default of each.
const (
	D4  Decisions = 1 << 4  // length of the month: real seconds
	D9  Decisions = 1 << 9  // missed only strictly below the target
	D10 Decisions = 1 << 10 // all downtime is penalised once the target is missed
	D11 Decisions = 1 << 11 // part of a unit: pro rata, on the total
	D12 Decisions = 1 << 12 // cap: the whole rent
	D13 Decisions = 1 << 13 // overlapping outages count once
	D14 Decisions = 1 << 14 // excluded time does not count; the period keeps its length
	D15 Decisions = 1 << 15 // an open outage counts up to the as-of instant
	D16 Decisions = 1 << 16 // service for part of the period: the period is what was in service
	D19 Decisions = 1 << 19 // a late intervention costs nothing
	D21 Decisions = 1 << 21 // to the cent, halves away from zero, once
	D35 Decisions = 1 << 35 // how long an outage lasted is looked at whole, beyond the period too
)

const everyDecision = D4 | D9 | D10 | D11 | D12 | D13 | D14 | D15 | D16 | D19 | D21 | D35

// Has reports whether every decision of other is in d.
func (d Decisions) Has(other Decisions) bool { return d&other == other }

// All returns the decisions of the set one by one, in order.
func (d Decisions) All() iter.Seq[Decisions] {
	return func(yield func(Decisions) bool) {
		for ; d != 0; d &= d - 1 {
			if !yield(d & -d) {
				return
			}
		}
	}
}

// String returns the ids, separated by spaces: "D9 D10".
func (d Decisions) String() string {
	var buf [64]byte // all of them
	return string(d.append(buf[:0]))
}

func (d Decisions) append(b []byte) []byte {
	sep := ""
	for one := range d.All() {
		b = append(append(b, sep...), 'D')
		b = strconv.AppendInt(b, int64(bits.TrailingZeros64(uint64(one))), 10)
		sep = " "
	}
	return b
}

const wantDecisions = `must be ids of decisions about penalties, such as "D9 D10"`

// AppendText implements encoding.TextAppender with the text that String gives.
func (d Decisions) AppendText(b []byte) ([]byte, error) {
	if d&^everyDecision != 0 {
		return b, fault.New("decisions", uint64(d), wantDecisions)
	}
	return d.append(b), nil
}

// MarshalText implements encoding.TextMarshaler with the text that String gives.
func (d Decisions) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler. Ids come in any order, each
// once, separated by one space; unknown ones are refused. No id is the empty set.
func (d *Decisions) UnmarshalText(text []byte) error {
	var set Decisions
	if len(text) > 0 {
		for id := range strings.SplitSeq(string(text), " ") {
			one := decision(id)
			if one == 0 || set.Has(one) {
				return fault.New("decisions", string(text), wantDecisions)
			}
			set |= one
		}
	}
	*d = set
	return nil
}

// Value implements driver.Valuer with the text form, which is "" for the empty set.
func (d Decisions) Value() (driver.Value, error) { return column.Text(d.MarshalText()) }

// Scan implements sql.Scanner. It reads what Value returns, and refuses all else, NULL too.
func (d *Decisions) Scan(src any) error { return column.Scan(d.UnmarshalText, "decisions", src) }

// decision returns the decision with an id, or none.
func decision(id string) Decisions {
	for one := range everyDecision.All() {
		if one.String() == id {
			return one
		}
	}
	return 0
}
