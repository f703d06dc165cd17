package billing

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/states"
)

// ofMonths makes a month's fee that of the months that are paid with it; or its share of their price,
// if each month is looked at by itself.
func (b *Maker) ofMonths(fee *feeOfDays, m calendar.Month) {
	first, months := b.Term.Payment(m)
	fee.before = int64(reckon.MonthsBetween(first, m))
	if fee.paid, fee.months = first, months; b.Accrues {
		fee.paid, fee.months, months = calendar.Month{}, 0, 1
	}
	if fee.plan.Together == 0 {
		fee.cents *= months
		return
	}
	p := b.priceOf(fee)
	fee.cents = p.Share(months)
}

// priceOf returns the price that a fee has a share of.
func (b *Maker) priceOf(fee *feeOfDays) reckon.MonthsPrice {
	return reckon.MonthsPrice{Cents: fee.plan.Together, Of: int64(fee.plan.Data.Fee.Months), Before: fee.before, Rounding: b.Term.Contract.Options.Rounding}
}

// sharing makes a line that of so many months by their price, and reports whether it has all of them.
func (b *Maker) sharing(line *invoice.Line, p *reckon.MonthsPrice, months int64) (all bool) {
	line.Quantity, line.Unit = decimal.New(months, 0), reckon.UnitMonth
	line.Price, line.PriceBase, line.MonthsBefore = b.Amount(p.Cents), int(p.Of), int(p.Before)
	if all = months == p.Of; !all {
		line.Rounding = p.Rounding
		b.Rounds(p.Rounding)
	}
	return all
}

// feePrice returns what a fee's months are paid by, if they have a price together.
func feePrice(f *states.Fee, u money.Unit) reckon.MonthsPrice {
	return reckon.PriceOf(u.Count(f.Price), f.PriceBase, f.MonthsBefore, f.Rounding)
}

// without returns a fee for the months behind those of another one that is due, if that is for the
// first months of the same payment: of the same level, begun with the same month, at the same price.
func without(f, due *states.Fee, t *agreed.Term) (rest states.Fee, ok bool) {
	same := f.MonthsBefore == due.MonthsBefore && f.PriceBase == due.PriceBase && f.Price.Equal(due.Price)
	if !same || due.Months < 1 || due.Months >= f.Months {
		return rest, false
	}
	stays := *f
	if stays.Months = due.Months; f.PriceBase > 0 {
		if f.Months == f.PriceBase { // by the price itself until now
			stays.Rounding = due.Rounding
		}
		p := feePrice(&stays, t.Unit)
		stays.Net = t.Unit.Decimal(p.Share(int64(stays.Months)))
	} else {
		stays.Net = t.Unit.Decimal(t.Unit.Count(f.Net) / int64(f.Months) * int64(stays.Months))
	}
	rest = stays
	rest.Date = t.First(t.Of(f.Date).AddMonths(stays.Months))
	rest.Net, rest.Months, rest.MonthsBefore = f.Net.Sub(stays.Net), f.Months-stays.Months, f.MonthsBefore+stays.Months
	return rest, isDue(&stays, due, t.Cycle)
}
