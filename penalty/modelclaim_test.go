package penalty_test

import (
	"math/big"
	"time"

	"github.com/palier-go/palier/penalty"
)

// modelClaim takes back what is owed unless it was claimed in time. It counts dates one by one.
func modelClaim(t penalty.Terms, c penalty.Case, v *verdict) {
	v.claim, v.unclaimed = "unneeded", new(big.Int)
	if t.ClaimWithin == (penalty.ClaimTime{}) || v.cents.Sign() == 0 || t.ClaimFrom != penalty.PeriodEnd {
		return
	}
	last := modelDeadline(t.ClaimWithin, c.Period.End)
	claimed := time.Time{}
	for _, at := range c.Claims {
		if claimed.IsZero() || at.Before(claimed) {
			claimed = at
		}
	}
	told := !claimed.IsZero()
	now := c.Period.End
	if !c.AsOf.IsZero() {
		now = c.AsOf
		told = told && !claimed.After(now)
	}
	switch soon := claimed.Before(last); {
	case told && soon:
		v.claim = "claimed"
		return
	case told:
		v.claim = "late"
	case now.Before(last):
		v.claim = "open"
	default:
		v.claim = "lapsed"
	}
	v.cents, v.unclaimed = new(big.Int), v.cents
}

// modelDeadline is when it is too late to claim, of a period in UTC.
func modelDeadline(d penalty.ClaimTime, end time.Time) time.Time {
	year, month, day := end.Date()
	since := end.Sub(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
	for range d.Months {
		if month++; month > 12 {
			year, month = year+1, 1
		}
	}
	last := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	for last.Day() < day && last.Add(24*time.Hour).Month() == last.Month() {
		last = last.Add(24 * time.Hour)
	}
	for range d.Days {
		last = last.Add(24 * time.Hour)
	}
	if d.MonthEnd {
		for first := since > 0; first || last.Day() != 1; first = false {
			last = last.Add(24 * time.Hour)
		}
		return last
	}
	return last.Add(since)
}

// modelOutageClaim says how an outage from one second to another stands, or nothing if it need not be claimed.
func modelOutageClaim(t penalty.Terms, c penalty.Case, from, to int) string {
	if t.ClaimFrom == penalty.PeriodEnd {
		return ""
	}
	since, goesOn := second(from), false
	if t.ClaimFrom == penalty.OutageEnd {
		since, goesOn = second(to), !c.AsOf.IsZero() && !second(to).Before(c.AsOf)
	}
	last, first := modelDeadline(t.ClaimWithin, since), time.Time{}
	for _, at := range c.Claims {
		if at.Before(second(from)) || !c.AsOf.IsZero() && at.After(c.AsOf) {
			continue
		}
		if first.IsZero() || at.Before(first) {
			first = at
		}
	}
	now := c.Period.End
	if !c.AsOf.IsZero() {
		now = c.AsOf
	}
	switch {
	case goesOn && !first.IsZero():
		return "claimed at " + first.String()
	case goesOn:
		return "open"
	case !first.IsZero() && first.Before(last):
		return "claimed by " + last.String() + " at " + first.String()
	case !first.IsZero():
		return "late by " + last.String() + " at " + first.String()
	case now.Before(last):
		return "open by " + last.String()
	}
	return "lapsed by " + last.String()
}
