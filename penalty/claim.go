package penalty

import (
	"database/sql/driver"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// ClaimTime is how long after a period, or an outage, a penalty can be claimed. "Within 30 days" is Days: 30.
// "By the end of the second month after" is Months: 2 for a period that ends with a month, and needs MonthEnd
// for one that ends on another day. Zero is no deadline: nothing need be claimed.
//
// Days and months are those of the calendar, in the location of the period's end, or with Terms.ClaimFrom of
// its start: a month after 31 January is the last of February.
type ClaimTime struct {
	Months int `json:"months,omitzero"` // up to 120
	Days   int `json:"days,omitzero"`   // behind those, up to 3660
	// MonthEnd goes on to the end of the month that the rest leads to.
	MonthEnd bool `json:"month_end,omitzero"`
}

// Limits of a ClaimTime.
const (
	maxClaimMonths = 120
	maxClaimDays   = 3660
)

// Validate refuses months and days outside their limits.
func (d ClaimTime) Validate() error {
	var l fault.List
	d.check(&l)
	return l.Err()
}

func (d ClaimTime) check(l *fault.List) {
	l.Check(d.Months >= 0 && d.Months <= maxClaimMonths, "months", d.Months, "must lie between 0 and 120")
	l.Check(d.Days >= 0 && d.Days <= maxClaimDays, "days", d.Days, "must lie between 0 and 3660")
}

// After returns the first instant that is too late, if a period or an outage ends at an instant: within 30
// days of June is before 31 July at 00:00. It is in the location of that instant, and zero for the zero
// ClaimTime.
func (d ClaimTime) After(end time.Time) time.Time {
	if d == (ClaimTime{}) {
		return time.Time{}
	}
	date := calendar.DateOf(end).AddMonths(d.Months).AddDays(d.Days)
	midnight := calendar.DateOf(end).Interval(end.Location()).Start
	if d.MonthEnd && (date.Day > 1 || !end.Equal(midnight)) {
		return date.MonthOf().AddMonths(1).First().Interval(end.Location()).Start
	}
	if end.Equal(midnight) {
		return date.Interval(end.Location()).Start
	}
	hour, minute, second := end.Clock()
	return time.Date(date.Year, date.Month, date.Day, hour, minute, second, end.Nanosecond(), end.Location())
}

// MarshalJSON implements json.Marshaler.
func (d ClaimTime) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *ClaimTime) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// Value implements driver.Valuer.
func (d ClaimTime) Value() (driver.Value, error) { return column.Text(d.MarshalJSON()) }

// Scan implements sql.Scanner.
func (d *ClaimTime) Scan(src any) error { return column.Scan(d.UnmarshalJSON, "claim time", src) }

// ClaimState says whether a penalty that must be claimed was.
type ClaimState uint8

// The states. The zero value is Unneeded.
const (
	Unneeded  ClaimState = iota // nothing is owed, or what is owed need not be claimed
	ClaimOpen                   // not claimed as yet, but it still can be: nothing is owed so far
	Claimed                     // in time: it is owed
	ClaimLate                   // claimed too late: nothing is owed
	Lapsed                      // not claimed, and too late for that: nothing is owed
)

var claimNames = []string{"unneeded", "open", "claimed", "late", "lapsed"}

// String returns the text form, such as "lapsed".
func (c ClaimState) String() string { return enum.String(claimNames, "claim", c) }

// MarshalText implements encoding.TextMarshaler.
func (c ClaimState) MarshalText() ([]byte, error) { return enum.Marshal(claimNames, "claim", c) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *ClaimState) UnmarshalText(b []byte) error { return enum.Parse(c, claimNames, "claim", b) }

// Value implements driver.Valuer.
func (c ClaimState) Value() (driver.Value, error) { return column.Text(c.MarshalText()) }

// Scan implements sql.Scanner.
func (c *ClaimState) Scan(src any) error { return column.Scan(c.UnmarshalText, "claim", src) }

// claim takes back what is owed unless it was claimed in time, by what is known.
func (a *Assessment) claim() {
	if a.Amount.Sign() == 0 || a.Terms.ClaimWithin == (ClaimTime{}) || a.Terms.ClaimFrom != PeriodEnd {
		return
	}
	a.ClaimBy = a.Terms.ClaimWithin.After(a.Period.End)
	made := !a.Claimed.IsZero() && (a.AsOf.IsZero() || !a.Claimed.After(a.AsOf))
	known := a.AsOf
	if known.IsZero() {
		known = a.Period.End
	}
	switch {
	case made && a.Claimed.Before(a.ClaimBy):
		a.Claim = Claimed
		return
	case made:
		a.Claim = ClaimLate
	case known.Before(a.ClaimBy):
		a.Claim = ClaimOpen
	default:
		a.Claim = Lapsed
	}
	a.Amount, a.Unclaimed = decimal.Decimal{}, a.Amount
}

// claimed adds when the penalty was claimed, or is to be.
func (t *tracer) claimed() {
	s := Step{Kind: StepClaim, Rules: t.with(t.cited.Rate), By: t.ClaimBy, Amount: t.Amount, Choice: t.Claim.String()}
	if t.Claim == Claimed || t.Claim == ClaimLate {
		s.At = t.Claimed
	}
	t.add(s)
}

// checkClaim refuses what contradicts the state of the claim.
func (a *Assessment) checkClaim(l *fault.List) {
	enum.Check(l, "claim", claimNames, a.Claim)
	claimable := a.Claim != Unneeded
	_, err := a.Terms.owes().FromDecimal(a.Unclaimed)
	if lost := claimable && a.Claim != Claimed; err != nil || lost != (a.Unclaimed.Sign() != 0) || lost && a.Amount.Sign() != 0 ||
		a.Unclaimed.Sign() < 0 || a.Unclaimed.GreaterThan(a.BeforeCap) {
		l.Add("unclaimed", a.Unclaimed, "must lie between 0 and the amount before the cap, and be what is not owed for want of a claim")
	}
	if a.ClaimBy.IsZero() == claimable {
		l.Add("claim_by", a.ClaimBy, "must be given where something must be claimed, and only there")
	}
	if (a.Claim == Claimed || a.Claim == ClaimLate) && a.Claimed.IsZero() {
		l.Add("claimed", nil, "must be given where it was claimed")
	}
}

// ClaimStart says when the time begins within which a penalty can be claimed.
type ClaimStart uint8

// The starts. The zero value is PeriodEnd.
const (
	PeriodEnd   ClaimStart = iota // the end of the period: what is owed for it is claimed as a whole
	OutageStart                   // the beginning of each outage
	OutageEnd                     // the end of each outage
)

var claimStartNames = []string{"period_end", "outage_start", "outage_end"}

// String returns the text form, such as "outage_end".
func (s ClaimStart) String() string { return enum.String(claimStartNames, "claim_from", s) }

// MarshalText implements encoding.TextMarshaler.
func (s ClaimStart) MarshalText() ([]byte, error) {
	return enum.Marshal(claimStartNames, "claim_from", s)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *ClaimStart) UnmarshalText(b []byte) error {
	return enum.Parse(s, claimStartNames, "claim_from", b)
}

// Value implements driver.Valuer.
func (s ClaimStart) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *ClaimStart) Scan(src any) error { return column.Scan(s.UnmarshalText, "claim_from", src) }

// OutageClaim says how an outage stands that is to be claimed by itself (Terms.ClaimFrom).
type OutageClaim struct {
	Start  time.Time     `json:"start"`  // when it began, be that before the period
	Lasted time.Duration `json:"lasted"` // what of it counts, or would
	// Claim is Claimed, or of one that does not count ClaimOpen, ClaimLate or Lapsed.
	Claim ClaimState `json:"claim"`
	// By is the first instant that is too late; zero if the time begins with the end of the outage and that goes
	// on.
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
