package agreed

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/internal/wall"
)

// Payment returns the first of the months that are paid together with a month, as the contract says,
// and how many of them there are from the month on.
//
//  1. Payments begin with the first whole month of the plan's days, and again after each Fee.Months.
//  2. The last one ends with the plan's last whole month; without Options.ProRata each month is whole.
func (t *Term) Payment(m calendar.Month) (first calendar.Month, months int64) {
	day, _, _ := t.Service(m)
	n := t.RunOn(day)
	from := t.Runs[n].From
	begun := t.Of(from)
	if t.Contract.Options.ProRata && from != t.First(begun) {
		begun = begun.AddMonths(1)
	}
	most := t.Runs[n].Plan.Data.Fee.Months
	past := reckon.MonthsBetween(begun, m) % most
	for months = 1; months < int64(most-past) && t.isWholly(m.AddMonths(int(months)), n); months++ {
	}
	return m.AddMonths(-past), months
}

// isWholly reports whether a month counts as a whole one of a run: each one in which it holds on
// the first day in service, unless parts of months do (D24).
func (t *Term) isWholly(m calendar.Month, run int) bool {
	from, until, ok := t.Service(m)
	if !ok || t.RunOn(from) != run {
		return false
	}
	next := t.Past(m)
	return !t.Contract.Options.ProRata || from == t.First(m) && until == next && t.HoldsUntil(from, until) == next
}

// Service returns the days in service of a month: the first, and the one after
// the last. ok is false if there is none.
func (t *Term) Service(m calendar.Month) (from, until calendar.Date, ok bool) {
	from, until = t.Clip(t.First(m), t.Past(m))
	return from, until, from.Compare(until) < 0
}

// Clip cuts days off that are not in service. There may be none left.
func (t *Term) Clip(from, until calendar.Date) (first, past calendar.Date) {
	if t.Contract.Start.Compare(from) > 0 {
		from = t.Contract.Start
	}
	if end := t.Contract.End; end.Valid() && end.Compare(until) < 0 {
		until = end
	}
	return from, until
}

// HoldsUntil returns the first day after a day on which another plan holds, or end if that
// is earlier.
func (t *Term) HoldsUntil(day, end calendar.Date) calendar.Date {
	if n := t.RunOn(day) + 1; n < len(t.Runs) && t.Runs[n].From.Compare(end) < 0 {
		return t.Runs[n].From
	}
	return end
}

// EffectiveOn returns the day on which a change takes effect: the first of the
// next month unless it is dated on a first of one, or its own date pro rata (D24).
func (t *Term) EffectiveOn(ch contracts.Change) calendar.Date {
	if t.Contract.Options.ProRata || ch.On == t.First(t.Of(ch.On)) {
		return ch.On
	}
	return t.Past(t.Of(ch.On))
}

// ClockRules returns the digest of the rules of zones that a month rests on, as statement.Statement.Rules has it. The hours of plans may be on the clocks of
// other zones: then it is of them too.
func (t *Term) ClockRules(w *wall.Clock, m calendar.Month) string {
	var zones []*time.Location
	last := t.RunOn(w.Last(m))
	for i := t.RunOn(w.First(wall.FirstRuled(m))); i <= last; i++ {
		for _, loc := range t.Runs[i].Plan.zones {
			if loc == t.Zone || loc.String() == t.Zone.String() {
				continue
			}
			if zones == nil {
				zones = []*time.Location{t.Zone}
			}
			zones = append(zones, loc)
		}
	}
	if zones != nil {
		return wall.RulesOf(w.Cycle, m, zones...)
	}
	return w.Rules(m)
}
