package servicelevel

import (
	"cmp"
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// charged returns how a charge of a day is taxed (D33).
func (t *term) charged(v *ChargeVAT, day calendar.Date) (*treatment, error) {
	switch {
	case v == nil:
		return t.vat.on(day), nil
	case v.Category != "" && v.Category != vat.Taxed:
		return &treatment{category: v.Category, rate: untaxed, exemption: v.Exemption}, nil
	case v.Rate != nil:
		return &treatment{category: vat.Taxed, rate: vat.RateOf(*v.Rate)}, nil
	}
	now := t.rates.on(day)
	if now.rate.Num == 0 {
		return nil, fault.New("vat.rate", nil, "must be given in category S: "+t.unstated())
	}
	return now, nil
}

// charges invoices what was charged, in the order in which it became known.
func (b *Biller) charges(s *Statement) error {
	if len(b.act.Charges) == 0 {
		return nil
	}
	var list, wrong []int
	for i := range b.act.Charges {
		c := &b.act.Charges[i]
		told, withdrawn := b.billed(nano.Of(c.Known())), calendar.Month{}
		if at := c.Withdrawn; !at.IsZero() && nano.Of(at) < b.until {
			withdrawn = b.billed(nano.Of(at))
		}
		switch {
		case told == withdrawn || nano.Of(c.Known()) >= b.until: // no statement has it
		case told == b.month:
			list = append(list, i)
		case withdrawn.Valid():
			wrong = append(wrong, i)
		}
	}
	slices.SortFunc(list, func(i, j int) int { return compareCharges(&b.act.Charges[i], &b.act.Charges[j]) })
	slices.SortFunc(wrong, func(i, j int) int {
		c, d := &b.act.Charges[i], &b.act.Charges[j]
		return cmp.Or(c.Withdrawn.Compare(d.Withdrawn), compareCharges(d, c)) // the last to have come goes first
	})
	var l fault.List
	for _, i := range list {
		if err := b.charge(s, &b.act.Charges[i]); err != nil {
			l.In(fault.Index("activity.charges", i), err)
		}
	}
	for _, i := range wrong {
		if err := b.uncharge(s, &b.act.Charges[i]); err != nil {
			l.In(fault.Index("activity.charges", i), err)
		}
	}
	return l.Err()
}

// billed returns the month whose statement has what became known at an instant: the
// contract's first one for what was before it.
func (b *Biller) billed(known int64) calendar.Month {
	m, start := b.monthOf(known), b.term.Of(b.term.contract.Start)
	if m.Compare(start) < 0 {
		return start
	}
	return m
}

// compareCharges orders charges as they became known.
func compareCharges(c, d *Charge) int {
	return cmp.Or(cmp.Compare(nano.Of(c.Known()), nano.Of(d.Known())), c.At.Compare(d.At), cmp.Compare(c.ID, d.ID))
}

// uncharge gives back what an earlier statement charged by mistake, or charges what it gave.
func (b *Biller) uncharge(s *Statement, c *Charge) error {
	date := b.wall.date(nano.Of(c.At))
	tax, err := b.term.charged(c.VAT, reckon.TaxDay(b.term.Cycle, invoice.ChargeLine, date))
	if err != nil {
		return err
	}
	of, cents := sale{b.billed(nano.Of(c.Known())), tax, b.term.level(date)}, b.inCents(c.Price)
	withdrawn := nano.Of(c.Withdrawn)
	now := b.billed(withdrawn) == b.month
	if now {
		b.assumed |= d31
	}
	switch {
	case cents > 0 && now:
		b.credit(of, cents, &invoice.Line{
			Kind: invoice.WithdrawalLine, Label: c.Label, Date: b.wall.date(withdrawn), Ref: c.ID,
			Corrects: b.correctedMonth(nano.Of(c.At)), Rules: "D31",
		})
	case cents > 0:
		b.credit(of, cents, nil)
	case now:
		line := b.again(s, of, -cents)
		line.Label, line.Date, line.Ref = c.Label, b.wall.date(withdrawn), c.ID
	}
	return nil
}

// charge invoices one. The first statement of a contract corrects no earlier one.
func (b *Biller) charge(s *Statement, c *Charge) error {
	date := b.wall.date(nano.Of(c.At))
	tax, err := b.term.charged(c.VAT, reckon.TaxDay(b.term.Cycle, invoice.ChargeLine, date))
	if err != nil {
		return err
	}
	cents := b.inCents(c.Price)
	line := b.taxedLine(s, tax, cents)
	line.Kind, line.Date, line.Label, line.Ref, line.Level = invoice.ChargeLine, date, c.Label, c.ID, b.term.level(date)
	b.single(line, cents)
	if m := b.term.Of(date); m != b.month && m.Compare(b.term.Of(b.term.contract.Start)) >= 0 {
		line.Corrects = m
	}
	return nil
}
