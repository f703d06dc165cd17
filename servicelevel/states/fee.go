package states

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Fee is a fee that was invoiced for days of the next month (Options.FeesInAdvance), or for
// that and later ones (Fee.Months).
type Fee struct {
	Level    plans.Level     `json:"level"`
	Name     plans.Wording   `json:"name"` // of the plan
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
}

func (f *Fee) validate(u money.Unit, next calendar.Month, months cycle.Cycle) error {
	var l fault.List
	check.Code(&l, "level", f.Level, plans.Pro)
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

// checkPrice refuses a share of a price that is none.
func (f *Fee) checkPrice(l *fault.List, u money.Unit) {
	money.CountUnsigned(l, u, "price", f.Price)
	if f.Price.IsZero() {
		l.Check(f.PriceBase == 0, "price_base", f.PriceBase, "must be absent without a price")
		l.Check(f.MonthsBefore >= 0 && f.MonthsBefore <= max(0, plans.MaxFeeMonths-f.Months), "months_before", f.MonthsBefore, "must not be negative, nor make more than 120 months with the fee's own")
		l.Check(f.MonthsBefore <= 0 || f.Months > 0, "months_before", f.MonthsBefore, "must be absent without months")
		l.Check(f.Rounding == penalty.HalfAway, "rounding", uint8(f.Rounding), "must be absent without a price")
		return
	}
	if f.PriceBase < 2 || f.PriceBase > plans.MaxFeeMonths {
		l.Add("price_base", f.PriceBase, "must lie from 2 to 120")
		return
	}
	l.Check(f.Months > 0, "months", f.Months, "must be above 0 with a price")
	if f.MonthsBefore < 0 || f.MonthsBefore > f.PriceBase-f.Months {
		l.Add("months_before", f.MonthsBefore, "must not be negative, nor make more months than the price is for with the fee's own")
		return
	}
	check.Rounding(l, "rounding", f.Rounding)
	p := reckon.PriceOf(u.Count(f.Price), f.PriceBase, f.MonthsBefore, f.Rounding)
	net := u.Decimal(p.Share(int64(f.Months)))
	l.Check(f.Net.Equal(net), "net", f.Net, "must be the share of the price, "+net.String())
}
