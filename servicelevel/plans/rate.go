package plans

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// RateChange is an edition's rate of VAT from a day on. Rate is above 0: "0.22" for 22 %.
type RateChange struct {
	On   calendar.Date   `json:"on"`
	Rate decimal.Decimal `json:"rate"`
}

// maxRates bounds Edition.VATChanges.
const maxRates = 100

// checkRates reports the faults of an edition's rates.
func (e *Edition) checkRates(l *fault.List) {
	check.Rate(l, "vat_rate", e.VATRate)
	l.Check(len(e.VATChanges) <= maxRates, "vat_changes", len(e.VATChanges), "must be at most 100")
	before := calendar.Date{}
	for i := range e.VATChanges {
		ch := &e.VATChanges[i]
		var in fault.List
		check.Rises(&in, ch.On, &before)
		check.Taxed(&in, "rate", ch.Rate)
		l.In(fault.Index("vat_changes", i), in.Err())
	}
}
