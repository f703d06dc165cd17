package promises

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
)

// chargedUntil returns what was charged for the months or the days up to the end of a promise's period: the
// rent of each month in which the contract was in force, or its part by days, rounded to the unit of the currency.
func (a *Assessor) chargedUntil(p *promise) decimal.Decimal {
	rent := *a.Term.Contract.Rent
	next := a.Term.Of(calendar.DateOf(p.period.End))
	if p.terms.CapMonths > 0 {
		n := int64(0)
		for m := next.AddMonths(-p.terms.CapMonths); m.Compare(next) < 0; m = m.AddMonths(1) {
			if from, to := a.Term.Clip(a.Term.First(m), a.Term.Past(m)); from.Compare(to) < 0 {
				n++
			}
		}
		return rent.Mul(decimal.New(n, 0))
	}
	cents, first := int64(0), a.Term.First(next).AddDays(-p.terms.CapDays)
	for m := a.Term.Of(first); m.Compare(next) < 0; m = m.AddMonths(1) {
		from := a.Term.First(m)
		if from.Compare(first) < 0 {
			from = first
		}
		from, to := a.Term.Clip(from, a.Term.Past(m))
		if days := reckon.DaysBetween(from, to); days > 0 {
			part, _ := money.HalfAway.Quo(a.InCents(rent), days, 1, int64(m.Days()), 1)
			cents += part
		}
	}
	return a.Term.Unit.Decimal(cents)
}
