package penalty

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// ValidateLate reports what Validate does, and what [AssessLate] refuses: a claim, a cap of more than the
// rent of the period, days of service and dates.
func (t Terms) ValidateLate() error {
	var l fault.List
	l.In("", t.Validate())
	l.In("", t.checkLate())
	return l.Err()
}

// checkLate refuses what says nothing of late answers.
func (t *Terms) checkLate() error {
	if t.ClaimWithin != (ClaimTime{}) {
		return fault.New("claim_within", nil, "must not be given: late answers need no claim")
	}
	if t.cappedBeyond() {
		return fault.New("cap_of", t.CapOf, "must not be given, nor cap_year and cap_last_months: of late answers nothing but the rent is known")
	}
	if t.Basis == ServiceDays {
		return fault.New("basis", t.Basis, "must not be given: late answers are owed in money")
	}
	if t.Counting == CalendarDays {
		return fault.New("counting", t.Counting, "must not be given: how late answers are has no dates")
	}
	return nil
}

// AssessLate returns what late answers cost under a clause (D19), such as Guarantee.Late of package response.
// Times are how late each was, from 0 to 10 years and MaxOutages of them at most: each counts like the length
// of one outage, also if two were late at the same time. Unless each is counted by itself (Terms.PerOutage),
// together they are at most the length of the period, which is that of the rent. Nil terms are no clause:
// nothing is owed. If the terms name no rules of their own, the assessment cites D19.
//
// Faults come under "late.…" of the terms, "rent", "period" and "times". AssessLate changes nothing.
func AssessLate(t *Terms, rent decimal.Decimal, period calendar.Interval, times []time.Duration) (Assessment, error) {
	clause, u := t, money.Any // nothing is owed in it
	if t == nil {
		clause = &Terms{Target: decimal.New(1, 0), Lengths: []Length{{}}}
	} else {
		u = t.money()
	}
	var lt, lc fault.List
	var f figures
	f.read(clause, &lt)
	lt.In("", clause.checkLate())
	c := Case{Rent: rent, Period: period}
	var w window
	units := w.read(&c, u, &lc)
	lc.Check(len(times) <= MaxOutages, "times", len(times), "must not be more than 100000")
	if i := slices.IndexFunc(times, func(by time.Duration) bool { return by < 0 }); i >= 0 {
		lc.Add(fault.Index("times", i), times[i], "must not be negative")
	}
	if !lt.Empty() || !lc.Empty() {
		return Assessment{}, together("late", &lt, &lc)
	}
	d := downtime{total: clause.total(&w, 0), each: clause.counted(times)}
	d.outages = len(d.each)
	for _, by := range d.each {
		d.down = min(d.down+by, d.total)
	}
	a := Assessment{Terms: *clause, Rent: rent, Period: period}
	a.Terms.Rules = Rules{Target: cmp.Or(clause.Rules.Target, "D19"), Rate: cmp.Or(clause.Rules.Rate, "D19")}
	if err := a.settle(&f, &w, &d, units); err != nil {
		return Assessment{}, err
	}
	if t == nil {
		a.Assumed |= D19
	}
	return a, nil
}

// counted returns the times by which answers are late that count, and what of each does. It is the
// list itself if all of it is.
func (t *Terms) counted(times []time.Duration) []time.Duration {
	if !slices.ContainsFunc(times, func(by time.Duration) bool { return by < t.MinOutage || by > MaxPeriod }) {
		return times
	}
	each := make([]time.Duration, 0, len(times))
	for _, by := range times {
		if by = min(by, MaxPeriod); by >= t.MinOutage {
			each = append(each, by)
		}
	}
	return each
}
