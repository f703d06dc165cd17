package statement

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
)

// Validate refuses a statement whose figures contradict each other: documents that do not add up, tickets
// whose draws are not what was charged, hours that come from nowhere.
func (s Statement) Validate() error {
	var l fault.List
	check.ID(&l, "contract", s.Contract)
	l.Check(s.Month.Valid(), "month", s.Month, "must be a month that exists")
	cycle.Check(&l, "month_day", s.MonthDay)
	check.ID(&l, "zone", s.Zone)
	check.Currency(&l, s.Currency)
	if s.Rules != "" {
		check.ID(&l, "rules", s.Rules)
	}
	l.In("period", s.Period.Validate())
	s.checkRepeated(&l)
	unit := money.UnitIn(s.Currency)
	l.In("invoice", s.Invoice.Check(s.Currency, nil))
	if s.Compensation != nil {
		l.In("compensation", s.Compensation.Check(s.Currency, nil))
	}
	for i := range s.CreditNotes {
		if err := s.CreditNotes[i].Check(s.Currency, nil); err != nil {
			l.In(fault.Index("credit_notes", i), err)
		}
	}
	for i := range s.Tickets {
		t := &s.Tickets[i]
		sum := t.FromAllowance + t.FromOverdraft
		for j, d := range t.Draws {
			sum += d.Time
			money.Count(&l, unit, fault.Index(fault.Index("tickets", i)+".draws", j)+".cost", d.Cost)
		}
		l.Check(t.ChargedTo == "" || t.Charged == 0 && t.For == "", fault.Index("tickets", i)+".charged_to", t.ChargedTo, "must be absent: the work is charged here")
		l.Check(sum == t.Charged, fault.Index("tickets", i)+".charged", t.Charged, "must be the sum of what was drawn, "+sum.String())
	}
	a := s.Allowance
	carried := s.Credit.Carried
	if a.Carried != nil {
		carried = a.Carried.Time
		a.Carried.check(&l)
	}
	yearly := time.Duration(0)
	for i := range a.Yearly {
		yearly += a.Yearly[i].Time
		a.Yearly[i].check(&l, fault.Index("allowance.yearly", i))
	}
	l.Check(yearly == s.Credit.Yearly, "credit.yearly", s.Credit.Yearly, "must be what a yearly allowance gave")
	l.Check(carried == s.Credit.Carried, "credit.carried", s.Credit.Carried, "must be what is carried of the allowance")
	l.Check(a.Granted == a.Used+a.Left+a.Lost+carried, "allowance.granted", a.Granted, "must be used plus left plus lost plus what is carried")
	l.Check(s.Provisional != s.AsOf.IsZero(), "as_of", s.AsOf, "must be given in a provisional statement, and in no other")
	s.Credit.check(&l, unit)
	s.checkPromises(&l, unit)
	check.All(&l, "assumptions", s.Assumptions, func(a *Assumption) error { return a.validate(unit) })
	return l.Err()
}

// checkPromises refuses what does not add up in what the statement says of promises that were kept, or not.
func (s *Statement) checkPromises(l *fault.List, unit money.Unit) {
	for i := range s.Guarantees {
		l.In(fault.Index("guarantees", i)+".response", s.Guarantees[i].Response.Validate())
	}
	days := int64(0)
	for i := range s.Availability {
		u := &s.Availability[i]
		l.In(fault.Index("availability", i)+".assessment", u.Assessment.Validate())
		if u.Combined != nil {
			l.In(fault.Index("availability", i)+".combined", u.Combined.Check(u.Assessment))
		}
		if u.Assessment.Terms.Basis == penalty.ServiceDays {
			days += money.Hundredths.Count(u.Owed()) - money.Hundredths.Count(u.Before)
		}
		money.Count(l, reckon.OwedIn(unit, &u.Assessment.Terms), fault.Index("availability", i)+".before", u.Before)
	}
	l.Check(money.Count(l, money.Hundredths, "service_days", s.ServiceDays) == days, "service_days", s.ServiceDays, "must be what availability owes in days, less what was owed before")
	for i := range s.Lateness {
		l.In(fault.Index("lateness", i)+".assessment", s.Lateness[i].Assessment.Validate())
		money.Count(l, unit, fault.Index("lateness", i)+".before", s.Lateness[i].Before)
	}
	for i := range s.Goals {
		l.In(fault.Index("goals", i)+".standing", s.Goals[i].Standing.Validate())
	}
	for i := range s.Quotas {
		l.In(fault.Index("quotas", i)+".result", s.Quotas[i].Result.Validate())
		money.Count(l, unit, fault.Index("quotas", i)+".before", s.Quotas[i].Before)
	}
}

func (c *CreditUse) check(l *fault.List, u money.Unit) {
	l.Check(c.Closing == c.Opening+c.Bought+c.Carried+c.Yearly-c.Used-c.Refunded-c.Forfeited-c.Moved-c.Withdrawn-c.Lapsed, "credit.closing", c.Closing,
		"must be opening plus bought, carried and yearly less used, refunded, forfeited, moved, withdrawn and lapsed")
	closing := -c.Overdrawn
	for i := range c.Lots {
		lot := &c.Lots[i]
		closing += lot.Closing
		at := fault.Index("credit.lots", i)
		price, earned := money.Count(l, u, at+".price", lot.Price), money.Count(l, u, at+".earned", lot.Earned)
		rest := money.Count(l, u, at+".deferred", lot.Deferred) + money.Count(l, u, at+".repaid", lot.Repaid) + money.Count(l, u, at+".transferred", lot.Transferred)
		money.Count(l, u, at+".earned_month", lot.EarnedMonth)
		l.Check(price == earned+rest, at+".earned", u.Decimal(earned), "must make the price with what is deferred, repaid and transferred")
		left := lot.Opening - lot.Used - lot.Refunded - lot.Forfeited - lot.Moved - lot.Withdrawn - lot.Lapsed
		l.Check(lot.Opening == 0 || lot.Closing == left, at+".closing", lot.Closing, "must be opening less used, refunded, forfeited, moved, withdrawn and lapsed")
	}
	l.Check(c.Closing == closing, "credit.closing", c.Closing, "must be the sum of the lots less what is overdrawn")
}
