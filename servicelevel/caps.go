package servicelevel

import (
	"time"

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

// owedBefore returns what is owed for the earlier periods that a promise has a cap together with: those of
// its calendar year, or of the last months. It is as assessKnown assesses them, one after the other, since
// what is owed for each is by what was owed before it.
func (b *Biller) owedBefore(p *promise, before int64, asOf time.Time) (owed int64, err error) {
	first := calendar.DateOf(p.period.Start).MonthOf()
	m := p.cappedFrom()
	if p.terms.CapLastMonths > 0 {
		m = b.term.contract.Start.MonthOf()
	}
	var list []owedPeriod
	for ; m.Compare(first) < 0; m = m.AddMonths(1) {
		earlier, ok := b.promise(m, p.which)
		if !ok {
			continue
		}
		var a penalty.Assessment
		earlier.clause, earlier.terms = p.clause, b.term.clauseTerms(earlier.offer, p.clause)
		list, owed = within(list, owed, earlier.cappedFrom())
		if err := b.assessOwing(&a, &earlier, owed, before, asOf); err != nil {
			return 0, err
		}
		cents := inCents(a.Amount)
		list, owed = append(list, owedPeriod{calendar.DateOf(earlier.period.Start).MonthOf(), cents}), owed+cents
	}
	_, owed = within(list, owed, p.cappedFrom())
	return owed, nil
}

// owedPeriod is how many cents are owed for a period, by its first month.
type owedPeriod struct {
	first calendar.Month
	cents int64
}

// within drops the periods that begin before a month, and what is owed for them.
func within(list []owedPeriod, owed int64, since calendar.Month) ([]owedPeriod, int64) {
	for len(list) > 0 && list[0].first.Compare(since) < 0 {
		list, owed = list[1:], owed-list[0].cents
	}
	return list, owed
}

// cappedFrom returns the first of the months whose penalties have a cap together with those of a promise: the
// January of its calendar year, or the first of the last months.
func (p *promise) cappedFrom() calendar.Month {
	if n := p.terms.CapLastMonths; n > 0 {
		return calendar.DateOf(p.period.End).MonthOf().AddMonths(-n)
	}
	return calendar.Month{Year: calendar.DateOf(p.period.Start).Year, Month: time.January}
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
