package billing

import (
	"cmp"
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// charges invoices what was charged, in the order in which it became known.
func (b *Maker) charges(s *statement.Statement) error {
	if len(b.Act.Charges) == 0 {
		return nil
	}
	var list, wrong []int
	for i := range b.Act.Charges {
		c := &b.Act.Charges[i]
		told, withdrawn := b.billed(nano.Of(c.Known())), calendar.Month{}
		if at := c.Withdrawn; !at.IsZero() && nano.Of(at) < b.Until {
			withdrawn = b.billed(nano.Of(at))
		}
		switch {
		case told == withdrawn || nano.Of(c.Known()) >= b.Until: // no statement has it
		case told == b.Month:
			list = append(list, i)
		case withdrawn.Valid():
			wrong = append(wrong, i)
		}
	}
	slices.SortFunc(list, func(i, j int) int { return compareCharges(&b.Act.Charges[i], &b.Act.Charges[j]) })
	slices.SortFunc(wrong, func(i, j int) int {
		c, d := &b.Act.Charges[i], &b.Act.Charges[j]
		return cmp.Or(c.Withdrawn.Compare(d.Withdrawn), compareCharges(d, c)) // the last to have come goes first
	})
	var l fault.List
	for _, i := range list {
		if err := b.charge(s, &b.Act.Charges[i]); err != nil {
			l.In(fault.Index("activity.charges", i), err)
		}
	}
	for _, i := range wrong {
		if err := b.uncharge(s, &b.Act.Charges[i]); err != nil {
			l.In(fault.Index("activity.charges", i), err)
		}
	}
	return l.Err()
}

// billed returns the month whose statement has what became known at an instant: the
// contract's first one for what was before it.
func (b *Maker) billed(known int64) calendar.Month {
	m, start := b.MonthOf(known), b.Term.Of(b.Term.Contract.Start)
	if m.Compare(start) < 0 {
		return start
	}
	return m
}

// compareCharges orders charges as they became known.
func compareCharges(c, d *facts.Charge) int {
	return cmp.Or(cmp.Compare(nano.Of(c.Known()), nano.Of(d.Known())), c.At.Compare(d.At), cmp.Compare(c.ID, d.ID))
}

// uncharge gives back what an earlier statement charged by mistake, or charges what it gave.
func (b *Maker) uncharge(s *statement.Statement, c *facts.Charge) error {
	date := b.Wall.Date(nano.Of(c.At))
	tax, err := b.Term.TaxOfCharge(c.VAT, reckon.TaxDay(b.Term.Cycle, invoice.ChargeLine, date))
	if err != nil {
		return err
	}
	of, cents := sale{b.billed(nano.Of(c.Known())), tax, b.Term.LevelOn(date)}, b.InCents(c.Price)
	withdrawn := nano.Of(c.Withdrawn)
	now := b.billed(withdrawn) == b.Month
	if now {
		b.Assumed |= decided.D31
	}
	switch {
	case cents > 0 && now:
		b.credit(of, cents, &invoice.Line{
			Kind: invoice.WithdrawalLine, Label: c.Label, Date: b.Wall.Date(withdrawn), Ref: c.ID,
			Corrects: b.CorrectedMonth(nano.Of(c.At)), Rules: "D31",
		})
	case cents > 0:
		b.credit(of, cents, nil)
	case now:
		line := b.again(s, of, -cents)
		line.Label, line.Date, line.Ref = c.Label, b.Wall.Date(withdrawn), c.ID
	}
	return nil
}

// charge invoices one. The first statement of a contract corrects no earlier one.
func (b *Maker) charge(s *statement.Statement, c *facts.Charge) error {
	date := b.Wall.Date(nano.Of(c.At))
	tax, err := b.Term.TaxOfCharge(c.VAT, reckon.TaxDay(b.Term.Cycle, invoice.ChargeLine, date))
	if err != nil {
		return err
	}
	cents := b.InCents(c.Price)
	line := b.TaxedLine(s, tax, cents)
	line.Kind, line.Date, line.Label, line.Ref, line.Level = invoice.ChargeLine, date, c.Label, c.ID, b.Term.LevelOn(date)
	b.Single(line, cents)
	if m := b.Term.Of(date); m != b.Month && m.Compare(b.Term.Of(b.Term.Contract.Start)) >= 0 {
		line.Corrects = m
	}
	return nil
}
