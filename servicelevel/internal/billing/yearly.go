package billing

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/statement"
)

// giveYearly gives what the month of its first day in service gives of a yearly allowance, and
// says it on a statement if there is one.
func (b *Maker) giveYearly(s *statement.Statement, day calendar.Date) {
	y, until := b.yearly(day)
	if y.Time == 0 {
		return
	}
	at, known := b.Wall.DayStart(day), time.Time{}
	if day == b.Term.Contract.Start {
		known = time.Unix(0, 0) // before all facts, of which some are older: no instant has come by it
	}
	if _, err := b.Hours.Fund.Buy(fund.Hours{At: at, Known: known, Until: until, Time: y.Time}); err != nil { // there is no room for more hours
		return
	}
	b.Hours.lots = append(b.Hours.lots, lot{id: y.Lot, known: nano.Of(at), at: nano.Of(at)})
	if s != nil {
		addYearly(s, y)
	}
}

// addYearly says on a statement what a yearly allowance gave.
func addYearly(s *statement.Statement, y statement.YearlyHours) {
	s.Allowance.Yearly = append(s.Allowance.Yearly, y)
	s.Credit.Yearly += y.Time
}

// yearly returns what the month of its first day in service gives of a yearly allowance, and when
// that ends: no time if nothing.
//
//  1. The plan of the day says what a year gives, and when years begin.
//  2. What the plans of earlier months of the year gave is taken off: the most that one of them says.
func (b *Maker) yearly(day calendar.Date) (y statement.YearlyHours, until time.Time) {
	t := &b.Term
	if !t.Serves(day) {
		return y, until
	}
	o, month, start := t.Runs[t.RunOn(day)].Plan, t.Of(day), t.Of(t.Contract.Start)
	rule := &o.Data.Allowance
	if rule.Yearly == 0 {
		return y, until
	}
	first := month.AddMonths(-(reckon.MonthsBetween(start, month) % 12))
	if rule.CalendarYear {
		first = calendar.Month{Year: month.Year, Month: time.January}
	}
	y = statement.YearlyHours{Lot: lotid.Yearly(month), Allowance: rule.Yearly, From: day, Rules: o.Cites.Allowance}
	for m := first; m.Compare(month) < 0; m = m.AddMonths(1) {
		if from, _, ok := t.Service(m); ok {
			y.Before = max(y.Before, t.Runs[t.RunOn(from)].Plan.Data.Allowance.Yearly)
		}
	}
	y.Time = max(0, y.Allowance-y.Before)
	if next := t.First(first.AddMonths(12)); check.InYears(next) {
		until, y.Until = b.Wall.DayStart(next), next.AddDays(-1)
	}
	return y, until
}

// givenAtStart reports whether a lot is what the contract's first month gives of a yearly
// allowance, on the statement of that month: nothing of it was there before.
func (b *Maker) givenAtStart(l *lot) bool {
	return b.Term.Carries && b.Month == b.Term.Of(b.Term.Contract.Start) && lotid.IsYearly(l.id)
}

// sayGivenAtStart says what the contract's first month gives of a yearly allowance on its statement.
func (b *Maker) sayGivenAtStart(s *statement.Statement) {
	for i := range b.Hours.lots {
		if b.givenAtStart(&b.Hours.lots[i]) {
			y, _ := b.yearly(b.Term.Contract.Start)
			addYearly(s, y)
		}
	}
}
