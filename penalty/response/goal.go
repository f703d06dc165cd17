package response

import (
	"database/sql/driver"
	"math/bits"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// GoalKind says what a goal of a ticket is to be reached by.
type GoalKind uint8

// The kinds of goals.
const (
	// ToRespond is the time from the opening to the first answer. A ticket that is resolved
	// before it is answered is answered by that.
	ToRespond GoalKind = iota
	// ToUpdate is the time from one word to the customer to the next until the ticket is resolved: from the
	// opening, an answer, an update or a reopening to an answer, an update or a resolution. Each such time is a
	// goal of its own.
	ToUpdate
	// ToResolve is the time from the opening to the resolution. If the ticket is reopened it goes on, without
	// the time for which it was resolved.
	ToResolve
)

// goalKinds is how many kinds there are.
const goalKinds = 3

var goalKindNames = []string{"response", "update", "resolution"}

// String returns the text form, such as "response".
func (k GoalKind) String() string { return enum.String(goalKindNames, "goal", k) }

// MarshalText implements encoding.TextMarshaler.
func (k GoalKind) MarshalText() ([]byte, error) { return enum.Marshal(goalKindNames, "goal", k) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *GoalKind) UnmarshalText(b []byte) error { return enum.Parse(k, goalKindNames, "goal", b) }

// Value implements driver.Valuer.
func (k GoalKind) Value() (driver.Value, error) { return column.Text(k.MarshalText()) }

// Scan implements sql.Scanner.
func (k *GoalKind) Scan(src any) error { return column.Scan(k.UnmarshalText, "goal", src) }

// Limits of the parts of Targets.
const (
	maxPriorities = 1000 // priorities, and quotas
	maxWarnings   = 10   // of one goal
	maxHours      = 100  // schedules
	maxPausing    = 100  // states that stop one clock
	maxText       = 1000 // bytes of an id
	maxName       = 200  // bytes of the name of a priority, a plan, a state or hours
)

// Goal is one time within which something is to be done for a ticket.
type Goal struct {
	Kind GoalKind `json:"kind"`
	// Within is what the clock may show at most, 1 ns to 10 years; of updates, from one to
	// the next. What is done as the clock shows just that is in time (D18).
	Within time.Duration `json:"within"`
	// Hours names the opening hours in which the clock runs, those of Targets.Hours. Empty is around the clock.
	Hours string `json:"hours,omitzero"`
	// Pausing are the states of a ticket in which the clock stands still.
	Pausing []string `json:"pausing,omitzero"`
	// Warnings are shares of Within, such as 0.75 and 0.9: at most 10, above 0 and up to 10, rising, with at
	// most nine decimals. One is reached as soon as the clock shows that share or more.
	Warnings []decimal.Decimal `json:"warnings,omitzero"`
}

// check refuses a time outside 1 ns to 10 years, and lists that are too long, name something
// twice or do not rise.
func (g *Goal) check() error {
	var l fault.List
	enum.Check(&l, "kind", goalKindNames, g.Kind)
	l.Check(g.Within > 0 && g.Within <= penalty.MaxPeriod, "within", g.Within, "must be above 0 and at most 10 years")
	l.Text("hours", g.Hours, maxName, text.BadLine)
	if l.Check(len(g.Pausing) <= maxPausing, "pausing", len(g.Pausing), "must not be more than 100"); len(g.Pausing) <= maxPausing {
		for i, state := range g.Pausing {
			l.Text(fault.Index("pausing", i), state, maxName, text.BadName)
			l.Check(!slices.Contains(g.Pausing[:i], state), fault.Index("pausing", i), state, "must not be given twice")
		}
	}
	l.Check(len(g.Warnings) <= maxWarnings, "warnings", len(g.Warnings), "must not be more than 10")
	last := int64(0)
	for i, share := range g.Warnings[:min(len(g.Warnings), maxWarnings)] {
		n, ok := money.Billionths(share, maxWarning)
		l.Check(ok && n > last, fault.Index("warnings", i), share, "must be above 0 and the one before it, and at most 10, with at most nine decimals")
		last = max(last, n)
	}
	return l.Err()
}

// billion is the grain of a share.
const billion = money.Billion

// maxWarning is the largest share of a warning, in billionths.
const maxWarning = 10 * billion

// mark returns what a clock shows at least when a share, which check accepts, of Within has
// passed: a part of a nanosecond is a whole one.
func (g *Goal) mark(share decimal.Decimal) time.Duration {
	n, _ := money.Billionths(share, maxWarning)
	hi, lo := bits.Mul64(uint64(g.Within), uint64(n))
	lo, carry := bits.Add64(lo, billion-1, 0)
	q, _ := bits.Div64(hi+carry, lo, billion) // ten times 10 years fit 63 bits
	return time.Duration(q)
}

// pauses reports whether the clock stands still in a state.
func (g *Goal) pauses(state string) bool { return slices.Contains(g.Pausing, state) }

// MarshalJSON implements json.Marshaler.
func (g Goal) MarshalJSON() ([]byte, error) { return wire.Append(nil, &g) }

// UnmarshalJSON implements json.Unmarshaler.
func (g *Goal) UnmarshalJSON(b []byte) error { return wire.Decode(b, g) }
