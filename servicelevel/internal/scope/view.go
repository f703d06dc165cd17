// Package scope has one month of a contract as it is looked at: what is agreed, what was told and from when until when
// it counts. Whatever a statement says of work, of money or of promises is said over one such [View], so that
// none of them can look at another month, plan or set of facts than the others. It is tested through package
// servicelevel.
package scope

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/wall"
)

// View is a month of a contract as it is looked at: what is agreed, what was told, and from when until when it counts.
// Who begins a month sets it; the others read it, and note in Assumed what their figures rest on. It is for one
// goroutine at a time.
type View struct {
	Term        agreed.Term
	Wall        wall.Clock
	Act         *facts.Activity // what was told, as far as it is known
	Known       []Request       // what is known of each of Act.Requests beside
	Month       calendar.Month
	First, Next calendar.Date // the first day of the month, and of the one after
	Period      calendar.Interval
	AsOf        time.Time   // the end of the period, or the instant of a preview
	From, Until int64       // of what became known in the month, as Unix nanoseconds
	Served      bool        // the whole month is in service
	Assumed     decided.Set // what the figures of the month rest on
}

// During reports whether what becomes known at an instant does so in the month.
func (v *View) During(at int64) bool { return at >= v.From && at < v.Until }

// MonthOf returns the month that an instant in Unix nanoseconds passes in, in the contract's zone.
func (v *View) MonthOf(at int64) calendar.Month {
	if v.During(at) {
		return v.Month
	}
	return v.Wall.Month(at)
}

// Instant returns an instant in Unix nanoseconds as the contract's zone shows it.
func (v *View) Instant(at int64) time.Time { return v.Term.Instant(at) }

// OfZone returns an instant in the contract's zone, and none as it is.
func (v *View) OfZone(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.In(v.Term.Zone)
}

// At returns the plan that holds at an instant.
func (v *View) At(at int64) *agreed.Plan {
	if len(v.Term.Runs) == 1 {
		return v.Term.Runs[0].Plan
	}
	return v.among(at)
}

// among returns the plan that holds at an instant if there are several.
func (v *View) among(at int64) *agreed.Plan { return v.RunAt(at).Plan }

// RunAt returns the run whose plan holds at an instant.
func (v *View) RunAt(at int64) *agreed.Run { return &v.Term.Runs[v.Term.RunOn(v.Wall.Date(at))] }

// Serves reports whether an instant lies in the days of service.
func (v *View) Serves(at int64) bool {
	return v.Served && v.During(at) || v.Term.Serves(v.Wall.Date(at))
}

// InCents returns an amount that was made of cents, or of whatever the unit is, also a sum that is too
// large to be written.
func (v *View) InCents(d decimal.Decimal) int64 { return v.Term.Unit.Count(d) }

// Rounds notes that an amount was rounded in some way (D21).
func (v *View) Rounds(how penalty.Rounding) { v.Assumed |= decided.Rounding(how) }

// FeastsBetween returns hours without their Pentecost Mondays and 8 May, or nil if none of them can
// lie between two instants, or if it is noted already that figures rest on them (D26).
func (v *View) FeastsBetween(f *agreed.Feasts, from, to int64) *calendar.Calendar {
	if f == nil || v.Assumed&f.Choice == f.Choice {
		return nil
	}
	return f.Otherwise(v.Wall.Day(from), v.Wall.Day(to))
}

// CorrectedMonth returns the month of an instant if that is an earlier one, and else none.
func (v *View) CorrectedMonth(at int64) (m calendar.Month) {
	if m = v.MonthOf(at); m == v.Month {
		return calendar.Month{}
	}
	return m
}
