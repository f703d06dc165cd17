package servicelevel

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
)

// availability assesses the month, and earlier ones that a late fact changed.
func (b *biller) availability() error {
	if !b.term.promises() {
		return nil
	}
	first := b.month
	late := func(known, began time.Time) {
		if !known.Before(b.period.Start) && known.Before(b.period.End) {
			if m := b.wall.monthOf(began); m.Compare(first) < 0 {
				first = m
			}
		}
	}
	for i := range b.act.Outages {
		o := &b.act.Outages[i]
		late(known(o), began(o))
	}
	for i := range b.act.Exclusions {
		x := &b.act.Exclusions[i]
		late(knownAt(x.Recorded, x.Start), x.Start)
	}
	if start := b.term.contract.Start.MonthOf(); first.Compare(start) < 0 {
		first = start
	}
	for m := first; m.Compare(b.month) <= 0; m = m.AddMonths(1) {
		if err := b.assess(m); err != nil {
			return err
		}
	}
	return nil
}

// assess assesses the period that ends with a month. Of an earlier month only
// what late facts changed is owed.
func (b *biller) assess(m calendar.Month) error {
	o, terms, period, ok := b.term.clause(b.wall.interval(m))
	if !ok {
		return nil
	}
	now, err := b.assessKnown(&terms, period, b.period.End)
	if err != nil {
		return err
	}
	up := Uptime{Month: m, Assessment: now}
	owed := now.Amount
	if m != b.month {
		before, err := b.assessKnown(&terms, period, b.period.Start)
		if err != nil {
			return err
		}
		if before.Availability == now.Availability && before.Amount.Equal(now.Amount) {
			return nil
		}
		up.Before = before.Amount
		owed = owed.Sub(before.Amount)
	}
	b.assumed |= assumed(now.Assumed)
	up.Rules = b.cite(o.plan.Availability.Rules)
	b.out.Availability = append(b.out.Availability, up)
	line := Line{Kind: PenaltyLine, Level: o.plan.Level, Date: m.First(), Rules: b.cite(o.plan.Availability.Rules, []string{"D17", "D23"})}
	if m != b.month {
		line.Corrects = m
	}
	return b.owe(line, owed)
}

// clause returns the plan, the terms and the period of the promise that is to be
// assessed when a month ends. ok is false where there is none, or where its
// period goes on.
func (t *term) clause(month calendar.Interval) (o *offer, terms penalty.Terms, period calendar.Interval, ok bool) {
	if o, _, ok = t.covered(month); !ok { // an earlier month of the period may be
		if o, _, ok = t.covered(penalty.Year.Interval(month.Start, t.zone)); !ok {
			return nil, terms, period, false
		}
	}
	terms = t.penaltyTerms(o)
	if months(terms.Period) == 1 {
		o, _, ok = t.covered(month)
		return o, terms, month, ok
	}
	period = terms.Period.Interval(month.Start, t.zone)
	if !period.End.Equal(month.End) {
		return nil, terms, period, false
	}
	o, _, ok = t.covered(period)
	return o, terms, period, ok
}

// assessKnown assesses a period by what was known before an instant.
func (b *biller) assessKnown(terms *penalty.Terms, period calendar.Interval, before time.Time) (penalty.Assessment, error) {
	_, service, _ := b.term.covered(period)
	c := penalty.Case{Rent: *b.term.contract.Rent, Period: period, Service: service, AsOf: period.End}
	if terms.Basis == penalty.ProRataRent || terms.Basis == penalty.DayRent {
		c.Rent = c.Rent.Mul(decimal.New(months(terms.Period), 0)) // a share of time needs the rent of the period
	}
	if _, err := money.FromDecimal(c.Rent); err != nil {
		return penalty.Assessment{}, fault.In("contract.rent", fault.Wrap("", c.Rent, err))
	}
	if service == period {
		c.Service = calendar.Interval{}
	}
	b.outages, b.exclusions = b.outages[:0], b.exclusions[:0]
	for i := range b.act.Outages {
		o := &b.act.Outages[i]
		if known(o).Before(before) && began(o).Before(period.End) && (o.End.IsZero() || o.End.After(period.Start)) {
			b.outages = append(b.outages, *o)
		}
	}
	for _, x := range b.act.Exclusions {
		if knownAt(x.Recorded, x.Start).Before(before) && x.Start.Before(period.End) && x.End.After(period.Start) {
			b.exclusions = append(b.exclusions, x)
		}
	}
	c.Outages, c.Exclusions = b.outages, b.exclusions
	a, err := penalty.Assess(*terms, c)
	return a, fault.In("activity", err)
}

// months returns how many monthly rents a period has.
func months(p penalty.Period) int64 {
	switch p {
	case penalty.Quarter:
		return 3
	case penalty.Year:
		return 12
	default:
		return 1
	}
}

// known returns when an outage became known.
func known(o *penalty.Outage) time.Time { return knownAt(o.Recorded, began(o)) }

// began returns the earliest sign of an outage.
func began(o *penalty.Outage) time.Time {
	if o.Start.IsZero() || !o.Declared.IsZero() && o.Declared.Before(o.Start) {
		return o.Declared
	}
	return o.Start
}

// promises reports whether a plan that the contract is ever under promises
// availability.
func (t *term) promises() bool {
	promised := t.offer(t.contract.Level).plan.Availability != nil
	for _, ch := range t.contract.Changes {
		promised = promised || t.offer(ch.Level).plan.Availability != nil
	}
	return promised
}

// covered returns the plan that promises availability in a period, the last one
// where there are several, and the span from the first to the last day in
// service under such plans (D16).
func (t *term) covered(period calendar.Interval) (o *offer, service calendar.Interval, ok bool) {
	day := calendar.DateOf(period.Start.In(t.zone))
	end := calendar.DateOf(period.End.In(t.zone))
	if len(t.contract.Changes) == 0 && t.contract.Start.Compare(day) <= 0 && (!t.contract.End.Valid() || end.Compare(t.contract.End) <= 0) {
		o = t.offer(t.contract.Level) // one level for all of it
		return o, period, o.plan.Availability != nil
	}
	if t.contract.Start.Compare(day) > 0 {
		day = t.contract.Start
	}
	if e := t.contract.End; e.Valid() && e.Compare(end) < 0 {
		end = e
	}
	for day.Compare(end) < 0 {
		next := end
		for _, ch := range t.contract.Changes {
			if on := t.effective(ch); on.Compare(day) > 0 && on.Compare(next) < 0 {
				next = on
			}
		}
		if at := t.offer(t.level(day)); at.plan.Availability != nil {
			if !ok {
				service.Start = day.Interval(t.zone).Start
			}
			o, service.End, ok = at, next.Interval(t.zone).Start, true
		}
		day = next
	}
	return o, service, ok
}
