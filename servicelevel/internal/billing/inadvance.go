package billing

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
	"github.com/palier-go/palier/servicelevel/states"
)

// paidFrom returns the first month of the payment that a fee of several months is of.
func paidFrom(f *states.Fee, months cycle.Cycle) calendar.Month {
	return months.Of(f.Date).AddMonths(-f.MonthsBefore)
}

// isDue reports whether a fee that was invoiced is what is due: one that goes on from an earlier month
// has the VAT of that, whatever it is now.
func isDue(f, due *states.Fee, months cycle.Cycle) bool {
	if f.Level != due.Level || f.Date != due.Date || !f.Net.Equal(due.Net) || f.Months != due.Months {
		return false
	}
	goesOn := due.Months > 0 && paidFrom(due, months).Compare(months.Of(due.Date)) < 0
	return goesOn || f.Category == due.Category && f.Rate.Equal(due.Rate)
}

// feeStates lists the fees of days.
func (b *Maker) feeStates(days []statement.LevelDays) (list []states.Fee) {
	if len(days) == 0 {
		return nil
	}
	whole := isWhole(b.Term.Cycle, days)
	for i := range days {
		fee := b.feeOf(&days[i], whole)
		if fee.plan.Fee == 0 {
			continue
		}
		day := days[i].From
		if fee.months > 0 {
			day, _, _ = b.Term.Service(fee.paid)
		}
		tax := b.Term.VAT.On(reckon.TaxDay(b.Term.Cycle, invoice.FeeLine, day))
		f := states.Fee{
			Level: days[i].Level, Name: days[i].Name, Date: days[i].From, Net: b.Amount(fee.cents), Category: tax.Category, Rate: tax.Rate.Share,
			Months: int(fee.months), MonthsBefore: int(fee.before),
		}
		if fee.plan.Together != 0 && fee.months > 0 {
			p := b.priceOf(&fee)
			f.Price, f.PriceBase = b.Amount(p.Cents), int(p.Of)
			if fee.months < p.Of {
				f.Rounding = p.Rounding
			}
		}
		list = append(list, f)
	}
	return list
}

// advance invoices the fees of the next month, and those of this one as far as the
// statement before has not: in the first month of a contract all of them. If that has
// invoiced others, since the contract was changed meanwhile, they are given back: of a payment that
// goes on for fewer months those that are not due any more, and else all.
func (b *Maker) advance(s *statement.Statement) {
	before, known := b.paid()
	ahead := b.Term.Contract.Options.FeesInAdvance
	b.covered = states.Fee{}
	due := b.feeStates(s.Levels)
	switch {
	case !known && b.Term.Of(b.Term.Contract.Start) != b.Month: // as the contract is now
		if !ahead {
			b.feesOf(s, s.Levels, begins(b.Month))
		}
		b.covered.Invoice = b.Month // or before: see FeesAhead
	case slices.EqualFunc(before, due, func(f, due states.Fee) bool { return isDue(&f, &due, b.Term.Cycle) }):
		if len(before) > 0 {
			b.cover(&before[0])
		} else if !ahead {
			b.feesOf(s, s.Levels, nil) // they are free, but a change may wait for the next month
		}
	default:
		if rest, ok := b.notDue(before, due); ok {
			b.giveFeesBack(rest)
			b.cover(&before[0])
			break
		}
		b.giveFeesBack(before)
		b.feesOf(s, s.Levels, nil)
	}
	if ahead && check.InYears(b.Next) { // else no contract lives in it
		s.InAdvance = b.levels(nil, b.Month.AddMonths(1), s.Edition)
		b.feesOf(s, s.InAdvance, begins(b.Month.AddMonths(1)))
	}
}

// cover notes what the statement before invoiced for the month, of which that stays as it is due.
func (b *Maker) cover(f *states.Fee) {
	b.covered = *f
	b.covered.Invoice = invoiceOf(f, b.Month.AddMonths(-1))
}

// notDue returns the months that are not due any more of a payment that stays the same for the
// others.
func (b *Maker) notDue(paid, due []states.Fee) ([]states.Fee, bool) {
	if len(paid) != 1 || len(due) != 1 {
		return nil, false
	}
	rest, ok := without(&paid[0], &due[0], &b.Term)
	return []states.Fee{rest}, ok
}

// begins is whether a fee of a month is not part of a payment of earlier months.
func begins(m calendar.Month) func(feeOfDays) bool {
	return func(fee feeOfDays) bool { return fee.months == 0 || fee.paid == m }
}

// invoiceOf returns the month whose statement invoiced a fee, given the last one.
func invoiceOf(f *states.Fee, last calendar.Month) calendar.Month {
	if f.Invoice.Valid() {
		return f.Invoice
	}
	return last
}

// FeesAhead lists what is invoiced of fees of the month after that of a statement: those in
// advance, and what goes on of a payment for several months.
func (b *Maker) FeesAhead(s *statement.Statement) []states.Fee {
	days, ahead := s.InAdvance, b.Term.Contract.Options.FeesInAdvance
	if !ahead {
		if !b.Term.Prepays {
			return nil
		}
		days = b.levels(nil, b.Month.AddMonths(1), s.Edition)
	}
	list := b.feeStates(days)
	for i := range list {
		f := &list[i]
		paid := paidFrom(f, b.Term.Cycle)
		goesOn := f.Months > 0 && paid.Compare(b.Month) <= 0
		if !goesOn {
			continue
		}
		switch was := &b.covered; {
		case was.Category != "": // an earlier statement did
			f.Category, f.Rate, f.Invoice = was.Category, was.Rate, was.Invoice
		case !was.Invoice.Valid(): // this one did, from its month on
			day, _, _ := b.Term.Service(b.Month)
			tax := b.Term.VAT.On(reckon.TaxDay(b.Term.Cycle, invoice.FeeLine, day))
			f.Category, f.Rate = tax.Category, tax.Rate.Share
		case ahead && paid != b.Term.Of(b.Term.Contract.Start):
			f.Invoice = paid.AddMonths(-1)
		case paid != b.Month:
			f.Invoice = paid
		}
	}
	if !ahead { // others are not invoiced yet
		list = slices.DeleteFunc(list, func(f states.Fee) bool { return f.Months == 0 || paidFrom(&f, b.Term.Cycle).Compare(b.Month) > 0 })
	}
	return list
}

// paid returns what the statement before has invoiced for the month. It is known in a book
// that has closed that month, and nothing in the contract's first one.
func (b *Maker) paid() (fees []states.Fee, known bool) {
	if !b.followed() {
		return nil, false
	}
	return b.Base.InAdvance, true
}

// followed reports whether the month follows upon the last one closed.
func (b *Maker) followed() bool { return b.Base != nil && b.Base.Month.AddMonths(1) == b.Month }

// inAdvance reports whether fees of the month are, or were, invoiced before it.
func (b *Maker) inAdvance() bool {
	before, _ := b.paid()
	return !b.Accrues && (b.Term.Contract.Options.FeesInAdvance || len(before) > 0 || b.Term.Prepays)
}

// giveFeesBack notes what the statement before invoiced for days that are not, or are not
// so: on a credit note for it (D24). What cost nothing is not on one.
func (b *Maker) giveFeesBack(fees []states.Fee) {
	for i := range fees {
		f := &fees[i]
		if f.Net.IsZero() {
			continue
		}
		b.Assumed |= decided.D24
		tax := agreed.Treatment{Category: f.Category, Rate: vat.RateOf(f.Rate)}
		if now := b.Term.VAT.On(f.Date); now.Same(&tax) {
			tax.Exemption = now.Exemption
		}
		line := &invoice.Line{Kind: invoice.FeeLine, Label: f.Name, Date: f.Date, Rules: "D24"}
		n := b.credit(sale{invoiceOf(f, b.Month.AddMonths(-1)), &tax, f.Level}, b.InCents(f.Net), line)
		switch months := int64(f.Months); {
		case f.PriceBase > 0:
			line = &b.Hours.returns[n-1].line
			if p := feePrice(f, b.Term.Unit); !b.sharing(line, &p, months) {
				line.Rules = reckon.PartOfMonth
			}
		case months > 1:
			line = &b.Hours.returns[n-1].line
			line.Quantity, line.Unit, line.Price = decimal.New(months, 0), reckon.UnitMonth, b.Amount(b.InCents(f.Net)/months)
		}
	}
}
