package penalty

import (
	"database/sql/driver"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// ClaimStart says with what the time begins within which a penalty can be claimed.
type ClaimStart uint8

// The starts. The zero value is PeriodEnd.
const (
	PeriodEnd   ClaimStart = iota // the end of the period: what is owed for it is claimed as a whole
	OutageStart                   // the beginning of each outage
	OutageEnd                     // the end of each outage
)

var claimStartNames = []string{"period_end", "outage_start", "outage_end"}

// String returns the name that the JSON form uses, such as "outage_end".
func (s ClaimStart) String() string { return enum.String(claimStartNames, "claim_from", s) }

// MarshalText implements encoding.TextMarshaler with the name that String gives.
func (s ClaimStart) MarshalText() ([]byte, error) {
	return enum.Marshal(claimStartNames, "claim_from", s)
}

// UnmarshalText implements encoding.TextUnmarshaler; unknown names are refused.
func (s *ClaimStart) UnmarshalText(b []byte) error {
	return enum.Parse(s, claimStartNames, "claim_from", b)
}

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (s ClaimStart) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (s *ClaimStart) Scan(src any) error { return column.Scan(s.UnmarshalText, "claim_from", src) }

// OutageClaim says how an outage stands that is to be claimed by itself (Terms.ClaimFrom).
type OutageClaim struct {
	Start  time.Time     `json:"start"`  // when it began, be that before the period
	Lasted time.Duration `json:"lasted"` // what of it counts, or would
	// Claim is Claimed, or of one that does not count ClaimOpen, ClaimLate or Lapsed.
	Claim ClaimState `json:"claim"`
	// By is the first instant that is too late; zero while the outage goes on and the time begins with
	// its end.
	By time.Time `json:"by,omitzero"`
	// At is when it was claimed, be it too late.
	At time.Time `json:"at,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (c OutageClaim) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *OutageClaim) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// check refuses an outage that was claimed in time among those that were not, the other way round if inTime, and
// instants that contradict how it stands.
func (c *OutageClaim) check(l *fault.List, at string, inTime bool) {
	l.Check(!c.Start.IsZero(), at+".start", nil, "must be given")
	l.Check(c.Lasted > 0, at+".lasted", c.Lasted, "must be above 0")
	if inTime {
		l.Check(c.Claim == Claimed, at+".claim", c.Claim, "must be claimed")
		l.Check(!c.At.IsZero() && (c.By.IsZero() || c.At.Before(c.By)), at+".at", c.At, "must be given, and be in time")
		return
	}
	l.Check(c.Claim == ClaimOpen || c.Claim == ClaimLate || c.Claim == Lapsed, at+".claim", c.Claim, "must be open, late or lapsed")
	l.Check(!c.By.IsZero() || c.Claim == ClaimOpen, at+".by", nil, "must be given unless it can still be claimed")
	if late := c.Claim == ClaimLate; late == c.At.IsZero() || late && c.At.Before(c.By) {
		l.Add(at+".at", c.At, "must be given where it was claimed too late, and be too late")
	}
}

// claiming says which outages of a case were claimed in time, while they are counted.
type claiming struct {
	within ClaimTime
	from   ClaimStart
	start  time.Time // of the period
	claims []int64   // in order, as far as they are known
	known  int64     // up to when
	open   int64     // outages that end there or later go on
}

// claiming prepares it; it is nil if each outage need not be claimed.
func (t *Terms) claiming(c *Case, w *window) *claiming {
	if t.ClaimFrom == PeriodEnd {
		return nil
	}
	x := &claiming{within: t.ClaimWithin, from: t.ClaimFrom, start: c.Period.Start, known: w.known, open: w.known}
	for _, at := range c.Claims {
		if claim := w.at(at); claim <= w.known {
			x.claims = append(x.claims, claim)
		}
	}
	if c.AsOf.IsZero() {
		x.known = w.end
	}
	slices.Sort(x.claims)
	return x
}

// stands returns how an outage stands; ok is false if it need not be claimed by itself.
func (x *claiming) stands(start, end int64) (c OutageClaim, ok bool) {
	if x == nil {
		return c, false
	}
	c.Start = x.start.Add(time.Duration(start))
	first, _ := slices.BinarySearch(x.claims, start) // one made before it is not of it
	claims := x.claims[first:]
	if len(claims) > 0 {
		c.At = x.start.Add(time.Duration(claims[0]))
	}
	if x.from == OutageEnd {
		if start = end; end >= x.open {
			if c.Claim = ClaimOpen; len(claims) > 0 {
				c.Claim = Claimed
			}
			return c, true
		}
	}
	c.By = x.within.After(x.start.Add(time.Duration(start)))
	by := int64(c.By.Sub(x.start))
	switch {
	case len(claims) > 0 && claims[0] < by:
		c.Claim = Claimed
	case len(claims) > 0:
		c.Claim = ClaimLate
	case x.known < by:
		c.Claim = ClaimOpen
	default:
		c.Claim = Lapsed
	}
	return c, true
}
