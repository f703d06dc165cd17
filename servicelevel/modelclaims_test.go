package servicelevel_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// claim tells that what is owed for a month is asked for.
func (s *story) claim(f *servicelevel.Fact) error {
	if f.Month.Compare(s.monthOf(f.At)) > 0 {
		return errors.New("the month has not begun")
	}
	s.claims = append(s.claims, *f)
	return nil
}

// unclaimed takes back what is owed for a period of months unless it was claimed in time.
func (s *story) unclaimed(u *modelUptime, within penalty.ClaimTime, first, last calendar.Month, asOf time.Time) {
	if within == (penalty.ClaimTime{}) || u.cents == 0 {
		return
	}
	late := s.deadline(within, s.midnight(s.first(last.AddMonths(1))))
	var at time.Time
	for _, f := range s.claims {
		if f.Month.Compare(first) >= 0 && f.Month.Compare(last) <= 0 && (at.IsZero() || f.At.Before(at)) {
			at = f.At
		}
	}
	switch {
	case at.IsZero() && asOf.Before(late):
		u.claim = "open"
	case at.IsZero():
		u.claim = "lapsed"
	case at.Before(late):
		u.claim = "claimed"
		return
	default:
		u.claim = "late"
	}
	u.cents = 0
}

// deadline is when it is too late to claim what is of an instant.
func (s *story) deadline(within penalty.ClaimTime, of time.Time) time.Time {
	of = of.In(s.zone)
	day := calendar.DateOf(of).AddMonths(within.Months).AddDays(within.Days)
	whole := of.Equal(s.midnight(calendar.DateOf(of)))
	switch {
	case within.MonthEnd && !(whole && day.Day == 1):
		return s.midnight(day.MonthOf().AddMonths(1).First())
	case whole:
		return s.midnight(day)
	}
	return time.Date(day.Year, day.Month, day.Day, of.Hour(), of.Minute(), of.Second(), of.Nanosecond(), s.zone)
}

// modelClaims are the claims of a period, and as of when it is looked at.
type modelClaims struct {
	story *story
	at    []time.Time
	asOf  time.Time
}

// claimsOf are those of some months.
func (s *story) claimsOf(first, last calendar.Month, asOf time.Time) modelClaims {
	c := modelClaims{story: s, asOf: asOf}
	for _, f := range s.claims {
		if f.Month.Compare(first) >= 0 && f.Month.Compare(last) <= 0 {
			c.at = append(c.at, f.At)
		}
	}
	return c
}

// standing says how an outage stands that is to be claimed by itself, and whether it is lost for want of a claim
// in time: one that comes when it has begun, and before it is too late. While an outage goes on whose time begins
// with its end, it is not. It says nothing of one that need not be claimed.
func (c modelClaims) standing(t *penalty.Terms, began, until time.Time) (state string, lost bool) {
	if t.ClaimFrom == penalty.PeriodEnd {
		return "", false
	}
	since, goesOn := began, false
	if t.ClaimFrom == penalty.OutageEnd {
		since, goesOn = until, !until.Before(c.asOf)
	}
	last, first := c.story.deadline(t.ClaimWithin, since), time.Time{}
	for _, at := range c.at {
		if !at.Before(began) && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	if goesOn {
		last = time.Time{}
	}
	state = "lapsed"
	switch told := !first.IsZero(); {
	case told && (goesOn || first.Before(last)):
		state = "claimed"
	case told:
		state = "late"
	case goesOn || c.asOf.Before(last):
		state = "open"
	}
	return fmt.Sprintf("%s by %s at %s, since %s", state, stamp(last), stamp(first), stamp(began)), state != "claimed"
}
