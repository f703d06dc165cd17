package servicelevel

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/wall"
)

// view is a month of a contract as it is looked at: what is agreed, what was told, and from when until when it counts.
type view struct {
	term        agreed.Term
	wall        wall.Clock
	act         *Activity
	requests    []request // what is known beside of act.Requests
	month       calendar.Month
	first, next calendar.Date // the first day of the month, and of the one after
	period      calendar.Interval
	asOf        time.Time // the end of the period, or the instant of a preview
	from, until int64     // of what became known in the month, as Unix nanoseconds
	served      bool      // the whole month is in service
	assumed     decided.Set
}

// during reports whether an instant lies in the month.
func (b *view) during(at int64) bool { return at >= b.from && at < b.until }

// monthOf returns the month that an instant passes in, in the contract's zone.
func (b *view) monthOf(at int64) calendar.Month {
	if b.during(at) {
		return b.month
	}
	return b.wall.Month(at)
}

// instant returns an instant as the contract's zone shows it.
func (b *view) instant(at int64) time.Time { return b.term.Instant(at) }

// ofZone returns an instant in the contract's zone, and none as it is.
func (b *view) ofZone(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.In(b.term.Zone)
}

// at returns the plan that holds at an instant.
func (b *view) at(at int64) *agreed.Offer {
	if len(b.term.Runs) == 1 {
		return b.term.Runs[0].Offer
	}
	return b.among(at)
}

func (b *view) among(at int64) *agreed.Offer { return b.runAt(at).Offer }

// runAt returns the run whose plan holds at an instant.
func (b *view) runAt(at int64) *agreed.Run { return &b.term.Runs[b.term.RunOn(b.wall.Date(at))] }

// serves reports whether an instant lies in the days of service.
func (b *view) serves(at int64) bool {
	return b.served && b.during(at) || b.term.Serves(b.wall.Date(at))
}

// inCents returns an amount that was made of cents, or of whatever the unit is, also a sum that is too
// large to be written.
func (b *view) inCents(d decimal.Decimal) int64 { return b.term.Unit.Count(d) }

// rounds notes that an amount was rounded in some way (D21).
func (b *view) rounds(how penalty.Rounding) { b.assumed |= decided.Rounding(how) }

// feastsBetween returns hours without their Pentecost Mondays and 8 May, or nil if none of them can
// lie between two instants.
func (b *view) feastsBetween(f *agreed.Feasts, from, to int64) *calendar.Calendar {
	if f == nil || b.assumed&f.Choice == f.Choice {
		return nil
	}
	return f.Otherwise(b.wall.Day(from), b.wall.Day(to))
}

// correctedMonth returns the month of an instant if that is an earlier one.
func (b *view) correctedMonth(at int64) (m calendar.Month) {
	if m = b.monthOf(at); m == b.month {
		return calendar.Month{}
	}
	return m
}

// request is what is known of a request: the fund's ticket from 1, and when the first
// work began, as known now and before the month, in Unix nanoseconds.
type request struct {
	ticket         int32
	row            int32 // the last one of the request, from 1
	attended       int64
	attendedBefore int64
	settled        bool  // a report of which nobody knows when it was resolved the ticket
	older          int64 // when the first one did of those that are not among Activity.Interventions
	over           int64 // from when it has no guarantee of its own, as merged or withdrawn (D37)
	overTold       int64 // when that became known; 0: before the state
	never          bool  // it was never requested, as is known now (D31)
	checked        bool
	sessions       int32  // those that stand
	payer          string // the other contract that these are charged to; empty: this one
	elsewhere      int64  // what was worked and is charged to it
}

// took notes a session that stands, or with -1 that one does not any more.
func (sum *request) took(in *Intervention, times int32) {
	if sum.sessions += times; in.ChargedTo == "" {
		return
	}
	sum.elsewhere += int64(times) * (nano.Of(in.End) - nano.Of(in.Start))
	if sum.payer = in.ChargedTo; sum.sessions == 0 {
		sum.payer = ""
	}
}

// ask empties what is known of requests, for so many of them.
func (b *view) ask(requests int) {
	b.requests = slices.Grow(b.requests[:0], requests)[:requests]
	clear(b.requests)
}
