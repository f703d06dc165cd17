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

// OutageClaim is an outage that does not count because it was not claimed in time (Terms.ClaimFrom).
type OutageClaim struct {
	Lasted time.Duration `json:"lasted"` // what of it would count
	// Claim is ClaimOpen, ClaimLate or Lapsed.
	Claim ClaimState `json:"claim"`
	// By is the first instant that is too late; zero while the outage goes on and the time begins with
	// its end.
	By time.Time `json:"by,omitzero"`
	// At is when it was claimed too late.
	At time.Time `json:"at,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (c OutageClaim) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *OutageClaim) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// check refuses an outage that was claimed in time, or whose instants contradict that it was not.
func (c *OutageClaim) check(l *fault.List, at string) {
	l.Check(c.Lasted > 0, at+".lasted", c.Lasted, "must be above 0")
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

// missing returns how an outage stands that was not claimed in time; ok is false if it was.
func (x *claiming) missing(start, end int64) (c OutageClaim, ok bool) {
	if x == nil {
		return c, false
	}
	first, _ := slices.BinarySearch(x.claims, start) // one made before it is not of it
	claims := x.claims[first:]
	if x.from == OutageEnd {
		if start = end; end >= x.open {
			c.Claim = ClaimOpen
			return c, len(claims) == 0
		}
	}
	c.By = x.within.After(x.start.Add(time.Duration(start)))
	by := int64(c.By.Sub(x.start))
	switch {
	case len(claims) > 0 && claims[0] < by:
		return c, false
	case len(claims) > 0:
		c.Claim, c.At = ClaimLate, x.start.Add(time.Duration(claims[0]))
	case x.known < by:
		c.Claim = ClaimOpen
	default:
		c.Claim = Lapsed
	}
	return c, true
}
