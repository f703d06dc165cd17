package servicelevel

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
)

// checkAvailability refuses terms of availability that a statement does not know enough for.
func checkAvailability(l *fault.List, u money.Unit, field string, t *penalty.Terms) {
	l.In(field, checkIn(u, func(u money.Unit) error { return termsIn(u, t).Validate() }))
	checkMinor(l, u, field, t.Minor)
	if t.CapOf == penalty.CapOfCharges && t.CapMonths == 0 && t.CapDays == 0 {
		l.Add(field+".cap_of", t.CapOf, "needs cap_months or cap_days: what else was charged is not known here")
	}
}

// owedBefore returns what is owed for the earlier periods of the calendar year of a promise, as
// assessKnown assesses them.
func (b *Biller) owedBefore(p *promise, before int64, asOf time.Time) (owed int64, err error) {
	first := calendar.DateOf(p.period.Start).MonthOf()
	for m := (calendar.Month{Year: first.Year, Month: time.January}); m.Compare(first) < 0; m = m.AddMonths(1) {
		earlier, ok := b.promise(m, p.which)
		if !ok {
			continue
		}
		var a penalty.Assessment
		if err := b.assessOwing(&a, &earlier, owed, before, asOf); err != nil {
			return 0, err
		}
		owed += b.inCents(a.Amount) // never days: see Terms.CapYear
	}
	return owed, nil
}

// chargedUntil returns what was charged for the months or the days up to the end of a promise's period: the
// rent of each month in which the contract was in force, or its part by days, rounded to the unit of the currency.
func (b *Biller) chargedUntil(p *promise) decimal.Decimal {
	rent := *b.term.contract.Rent
	next := calendar.DateOf(p.period.End).MonthOf()
	if p.terms.CapMonths > 0 {
		n := int64(0)
		for m := next.AddMonths(-p.terms.CapMonths); m.Compare(next) < 0; m = m.AddMonths(1) {
			if from, to := b.term.clip(m.First(), m.AddMonths(1).First()); from.Compare(to) < 0 {
				n++
			}
		}
		return rent.Mul(decimal.New(n, 0))
	}
	cents, first := int64(0), next.First().AddDays(-p.terms.CapDays)
	for m := first.MonthOf(); m.Compare(next) < 0; m = m.AddMonths(1) {
		from := m.First()
		if from.Compare(first) < 0 {
			from = first
		}
		from, to := b.term.clip(from, m.AddMonths(1).First())
		if days := daysBetween(from, to); days > 0 {
			part, _ := money.HalfAway.Quo(b.inCents(rent), days, 1, int64(m.Days()), 1)
			cents += part
		}
	}
	return b.term.unit.Decimal(cents)
}
