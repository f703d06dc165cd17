package servicelevel_test

import (
	"errors"
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
	day := s.first(last.AddMonths(1 + within.Months)).AddDays(within.Days)
	if within.MonthEnd && day.Day != 1 {
		day = day.MonthOf().AddMonths(1).First()
	}
	late := s.midnight(day)
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
