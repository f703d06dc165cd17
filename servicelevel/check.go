package servicelevel

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
)

// Validate refuses a statement whose figures contradict each other: documents
// that do not add up, tickets whose draws are not what was charged, hours that
// come from nowhere. It does not make the statement again.
func (s Statement) Validate() error {
	var l fault.List
	checkID(&l, "contract", s.Contract)
	l.Check(s.Month.Valid(), "month", s.Month, "must be a month that exists")
	l.In("period", s.Period.Validate())
	s.Invoice.check(&l, "invoice")
	if s.Compensation != nil {
		s.Compensation.check(&l, "compensation")
	}
	for i := range s.Tickets {
		t := &s.Tickets[i]
		sum := t.FromAllowance + t.FromOverdraft
		for _, d := range t.Draws {
			sum += d.Time
		}
		l.Check(sum == t.Charged, fault.Index("tickets", i)+".charged", t.Charged, "must be the sum of what was drawn, "+sum.String())
	}
	a := s.Allowance
	l.Check(a.Granted == a.Used+a.Lost, "allowance.granted", a.Granted, "must be used plus lost")
	s.Credit.check(&l)
	for i := range s.Guarantees {
		l.In(fault.Index("guarantees", i)+".response", s.Guarantees[i].Response.Validate())
	}
	for i := range s.Availability {
		l.In(fault.Index("availability", i)+".assessment", s.Availability[i].Assessment.Validate())
	}
	return l.Err()
}

func (d *Document) check(l *fault.List, field string) {
	var net, tax, base decimal.Decimal
	for i := range d.Lines {
		net = net.Add(d.Lines[i].Amount)
	}
	for i := range d.Taxes {
		base, tax = base.Add(d.Taxes[i].Net), tax.Add(d.Taxes[i].Tax)
	}
	l.Check(d.Net.Equal(net), field+".net", d.Net, "must be the sum of the lines, "+net.String())
	l.Check(d.Net.Equal(base), field+".taxes", base, "must be on the net amount, "+d.Net.String())
	l.Check(d.Tax.Equal(tax), field+".tax", d.Tax, "must be the sum of the taxes, "+tax.String())
	l.Check(d.Gross.Equal(d.Net.Add(d.Tax)), field+".gross", d.Gross, "must be net plus tax")
}

func (c *CreditUse) check(l *fault.List) {
	l.Check(c.Closing == c.Opening+c.Bought-c.Used, "credit.closing", c.Closing, "must be opening plus bought less used")
	closing := -c.Overdrawn
	for i := range c.Lots {
		lot := &c.Lots[i]
		closing += lot.Closing
		at := fault.Index("credit.lots", i)
		l.Check(lot.Price.Equal(lot.Earned.Add(lot.Deferred)), at+".earned", lot.Earned, "must make the price with what is deferred")
		l.Check(lot.Opening == 0 || lot.Closing == lot.Opening-lot.Used, at+".closing", lot.Closing, "must be opening less used")
	}
	l.Check(c.Closing == closing, "credit.closing", c.Closing, "must be the sum of the lots less what is overdrawn")
}
