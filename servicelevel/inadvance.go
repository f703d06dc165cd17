package servicelevel

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/check"
	"github.com/palier-go/palier/internal/cycle"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/vat"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// FeeState is a fee that was invoiced for days of the next month (Options.FeesInAdvance), or for
// that and later ones (Fee.Months).
type FeeState struct {
	Level    Level           `json:"level"`
	Name     Wording         `json:"name"` // of the plan
	Date     calendar.Date   `json:"date"` // the first of the days
	Net      decimal.Decimal `json:"net" wire:"money"`
	Category string          `json:"category"` // of VAT
	Rate     decimal.Decimal `json:"rate"`
	// Months is how many months Net is for, from that of Date on, and Invoice the month whose
	// statement invoiced them: zero is one, or days of it, and the last month closed.
	Months  int            `json:"months,omitzero"`
	Invoice calendar.Month `json:"invoice,omitzero"`
	// MonthsBefore is how many months that are paid together lie before them, as the contract says.
	MonthsBefore int `json:"months_before,omitzero"`
	// Price is what PriceBase months cost that are paid at once (Fee.Price), if they have a price of
	// their own: Net is what Months of them come to after MonthsBefore, as of a Line.
	Price     decimal.Decimal  `json:"price,omitzero" wire:"money"`
	PriceBase int              `json:"price_base,omitzero"`
	Rounding  penalty.Rounding `json:"rounding,omitzero"`

	paid calendar.Month // of a fee that is due: the first month of the payment
}

func (f *FeeState) validate(u money.Unit, next calendar.Month, months cycle.Cycle) error {
	var l fault.List
	check.Code(&l, "level", f.Level, Pro)
	l.In("name", f.Name.Validate())
	if check.Date(&l, "date", f.Date) && months.Of(f.Date) != next {
		l.Add("date", f.Date, "must lie in the month after the last one closed, "+next.String())
	}
	money.CountUnsigned(&l, u, "net", f.Net)
	l.Check(f.Months >= 0 && f.Months <= plans.MaxFeeMonths, "months", f.Months, "must lie from 0 to 120")
	l.Check(f.Invoice == calendar.Month{} || f.Invoice.Valid() && f.Invoice.Compare(next) < 0, "invoice", f.Invoice, "must be a month before that of the date")
	f.checkPrice(&l, u)
	vat.CheckTreatment(&l, "category", "rate", f.Category, &f.Rate)
	return l.Err()
}

// is reports whether a fee that was invoiced is what is due: one that goes on from an earlier month
// has the VAT of that, whatever it is now.
func (f *FeeState) is(due *FeeState, months cycle.Cycle) bool {
	if f.Level != due.Level || f.Date != due.Date || !f.Net.Equal(due.Net) || f.Months != due.Months {
		return false
	}
	goesOn := due.Months > 0 && due.paid.Compare(months.Of(due.Date)) < 0
	return goesOn || f.Category == due.Category && f.Rate.Equal(due.Rate)
}

// feeStates lists the fees of days.
func (b *Biller) feeStates(days []statement.LevelDays) (list []FeeState) {
	if len(days) == 0 {
		return nil
	}
	whole := isWhole(b.term.Cycle, days)
	for i := range days {
		fee := b.feeOf(&days[i], whole)
		if fee.offer.fee == 0 {
			continue
		}
		day := days[i].From
		if fee.months > 0 {
			day, _, _ = b.term.service(fee.paid)
		}
		tax := b.term.vat.on(reckon.TaxDay(b.term.Cycle, invoice.FeeLine, day))
		f := FeeState{
			Level: days[i].Level, Name: days[i].Name, Date: days[i].From, Net: b.amounts.of(fee.cents), Category: tax.category, Rate: tax.rate.Share,
			Months: int(fee.months), MonthsBefore: int(fee.before), paid: fee.paid,
		}
		if fee.offer.together != 0 && fee.months > 0 {
			p := b.priceOf(&fee)
			f.Price, f.PriceBase = b.amounts.of(p.Cents), int(p.Of)
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
func (b *Biller) advance(s *Statement) {
	before, known := b.paid()
	ahead := b.term.contract.Options.FeesInAdvance
	b.covered = FeeState{}
	due := b.feeStates(s.Levels)
	switch {
	case !known && b.term.Of(b.term.contract.Start) != b.month: // as the contract is now
		if !ahead {
			b.feesOf(s, s.Levels, begins(b.month))
		}
		b.covered.Invoice = b.month // or before: see feesAhead
	case slices.EqualFunc(before, due, func(f, due FeeState) bool { return f.is(&due, b.term.Cycle) }):
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
	if ahead && check.InYears(b.next) { // else no contract lives in it
		s.InAdvance = b.levels(nil, b.month.AddMonths(1), s.Edition)
		b.feesOf(s, s.InAdvance, begins(b.month.AddMonths(1)))
	}
}

// cover notes what the statement before invoiced for the month, of which that stays as it is due.
func (b *Biller) cover(f *FeeState) {
	b.covered = *f
	b.covered.Invoice = f.invoice(b.month.AddMonths(-1))
}

// notDue returns the months that are not due any more of a payment that stays the same for the
// others.
func (b *Biller) notDue(paid, due []FeeState) ([]FeeState, bool) {
	if len(paid) != 1 || len(due) != 1 {
		return nil, false
	}
	rest, ok := paid[0].without(&due[0], &b.term)
	return []FeeState{rest}, ok
}

// begins is whether a fee of a month is not part of a payment of earlier months.
func begins(m calendar.Month) func(feeOfDays) bool {
	return func(fee feeOfDays) bool { return fee.months == 0 || fee.paid == m }
}

// invoice returns the month whose statement invoiced a fee, given the last one.
func (f *FeeState) invoice(last calendar.Month) calendar.Month {
	if f.Invoice.Valid() {
		return f.Invoice
	}
	return last
}

// feesAhead lists what is invoiced of fees of the month after that of a statement: those in
// advance, and what goes on of a payment for several months.
func (b *Biller) feesAhead(s *Statement) []FeeState {
	days, ahead := s.InAdvance, b.term.contract.Options.FeesInAdvance
	if !ahead {
		if !b.term.prepays {
			return nil
		}
		days = b.levels(nil, b.month.AddMonths(1), s.Edition)
	}
	list := b.feeStates(days)
	for i := range list {
		f := &list[i]
		goesOn := f.Months > 0 && f.paid.Compare(b.month) <= 0
		if !goesOn {
			continue
		}
		switch was := &b.covered; {
		case was.Category != "": // an earlier statement did
			f.Category, f.Rate, f.Invoice = was.Category, was.Rate, was.Invoice
		case !was.Invoice.Valid(): // this one did, from its month on
			day, _, _ := b.term.service(b.month)
			tax := b.term.vat.on(reckon.TaxDay(b.term.Cycle, invoice.FeeLine, day))
			f.Category, f.Rate = tax.category, tax.rate.Share
		case ahead && f.paid != b.term.Of(b.term.contract.Start):
			f.Invoice = f.paid.AddMonths(-1)
		case f.paid != b.month:
			f.Invoice = f.paid
		}
	}
	if !ahead { // others are not invoiced yet
		list = slices.DeleteFunc(list, func(f FeeState) bool { return f.Months == 0 || f.paid.Compare(b.month) > 0 })
	}
	for i := range list {
		list[i].paid = calendar.Month{} // it is told by then
	}
	return list
}

// paid returns what the statement before has invoiced for the month. It is known in a book
// that has closed that month, and nothing in the contract's first one.
func (b *Biller) paid() (fees []FeeState, known bool) {
	if !b.followed() {
		return nil, false
	}
	return b.base.InAdvance, true
}

// followed reports whether the month follows upon the last one closed.
func (b *Biller) followed() bool { return b.base != nil && b.base.Month.AddMonths(1) == b.month }

// inAdvance reports whether fees of the month are, or were, invoiced before it.
func (b *Biller) inAdvance() bool {
	before, _ := b.paid()
	return !b.accrues && (b.term.contract.Options.FeesInAdvance || len(before) > 0 || b.term.prepays)
}

// giveFeesBack notes what the statement before invoiced for days that are not, or are not
// so: on a credit note for it (D24). What cost nothing is not on one.
func (b *Biller) giveFeesBack(fees []FeeState) {
	for i := range fees {
		f := &fees[i]
		if f.Net.IsZero() {
			continue
		}
		b.assumed |= d24
		tax := treatment{category: f.Category, rate: vat.RateOf(f.Rate)}
		if now := b.term.vat.on(f.Date); now.same(&tax) {
			tax.exemption = now.exemption
		}
		line := &invoice.Line{Kind: invoice.FeeLine, Label: f.Name, Date: f.Date, Rules: "D24"}
		n := b.credit(sale{f.invoice(b.month.AddMonths(-1)), &tax, f.Level}, b.inCents(f.Net), line)
		switch months := int64(f.Months); {
		case f.PriceBase > 0:
			line = &b.hours.returns[n-1].line
			if p := f.price(b.term.unit); !b.sharing(line, &p, months) {
				line.Rules = reckon.PartOfMonth
			}
		case months > 1:
			line = &b.hours.returns[n-1].line
			line.Quantity, line.Unit, line.Price = decimal.New(months, 0), reckon.UnitMonth, b.amounts.of(b.inCents(f.Net)/months)
		}
	}
}
