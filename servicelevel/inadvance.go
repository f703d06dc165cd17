package servicelevel

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
)

// FeeState is a fee that the statement of a month has invoiced for days of the next one
// (Options.FeesInAdvance).
type FeeState struct {
	Level    Level           `json:"level"`
	Name     Wording         `json:"name"` // of the plan
	Date     calendar.Date   `json:"date"` // the first of the days
	Net      decimal.Decimal `json:"net" wire:"money"`
	Category string          `json:"category"` // of VAT
	Rate     decimal.Decimal `json:"rate"`
}

func (f *FeeState) validate(next calendar.Month) error {
	var l fault.List
	checkCode(&l, "level", f.Level, Pro)
	l.In("name", f.Name.Validate())
	if checkDate(&l, "date", f.Date) && f.Date.MonthOf() != next {
		l.Add("date", f.Date, "must lie in the month after the last one closed, "+next.String())
	}
	checkMoney(&l, "net", f.Net)
	checkTreatment(&l, "category", "rate", f.Category, &f.Rate)
	return l.Err()
}

// is reports whether a fee is the same.
func (f FeeState) is(g FeeState) bool {
	return f.Level == g.Level && f.Date == g.Date && f.Net.Equal(g.Net) && f.Category == g.Category && f.Rate.Equal(g.Rate)
}

// feeStates lists the fees of days.
func (b *Biller) feeStates(days []LevelDays) (list []FeeState) {
	for i := range days {
		fee := b.feeOf(&days[i], days)
		if fee.offer.fee == 0 {
			continue
		}
		tax := b.term.vat.on(taxDay(FeeLine, days[i].From))
		list = append(list, FeeState{days[i].Level, days[i].Name, days[i].From, b.amounts.of(fee.cents), tax.category, tax.rate.share})
	}
	return list
}

// advance invoices the fees of the next month, and those of this one as far as the
// statement before has not: in the first month of a contract all of them. If that has
// invoiced others, since the contract was changed meanwhile, they are given back.
func (b *Biller) advance(s *Statement) {
	before, known := b.paid()
	due := b.feeStates(s.Levels)
	switch {
	case !known && b.term.contract.Start.MonthOf() != b.month: // as the contract is now
	case !slices.EqualFunc(before, due, FeeState.is):
		b.giveFeesBack(before)
		b.feesOf(s, s.Levels)
	}
	if b.term.contract.Options.FeesInAdvance {
		s.InAdvance = b.levels(nil, b.month.AddMonths(1), s.Edition)
		b.feesOf(s, s.InAdvance)
	}
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
	return b.term.contract.Options.FeesInAdvance || len(before) > 0
}

// giveFeesBack notes what the statement before invoiced for days that are not, or are not
// so: on a credit note for it (D24).
func (b *Biller) giveFeesBack(fees []FeeState) {
	for i := range fees {
		f := &fees[i]
		b.assumed |= d24
		tax := treatment{category: f.Category, rate: rateOf(f.Rate)}
		if now := b.term.vat.on(f.Date); now.same(&tax) {
			tax.exemption = now.exemption
		}
		b.credit(sale{b.month.AddMonths(-1), &tax, f.Level}, inCents(f.Net), &Line{
			Kind: FeeLine, Label: f.Name, Date: f.Date, Rules: "D24",
		})
	}
}
