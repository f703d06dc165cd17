package servicelevel

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
)

// checkAvailability refuses terms of availability, and clauses beside them, that have faults or that a
// statement does not know enough for.
func checkAvailability(l *fault.List, field string, t *penalty.Terms) {
	l.In(field, t.Validate())
	checkKnowable(l, field, t)
}

// checkKnowable refuses terms that a statement does not know enough for.
func checkKnowable(l *fault.List, field string, t *penalty.Terms) {
	if t.CapOf == penalty.CapOfCharges && t.CapMonths == 0 && t.CapDays == 0 {
		l.Add(field+".cap_of", t.CapOf, "needs cap_months or cap_days: what else was charged is not known here")
	}
}

// chargedUntil returns what was charged for the months or the days up to the end of a promise's period: the
// rent of each month in which the contract was in force, or its part by days, rounded to the cent.
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
			part, _ := money.HalfAway.Quo(inCents(rent), days, 1, int64(m.Days()), 1)
			cents += part
		}
	}
	return money.Decimal(cents)
}
