package reckon

import (
	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// OwedIn returns the unit of what is owed by terms: hundredths of a day, or the currency's.
func OwedIn(u money.Unit, t *penalty.Terms) money.Unit {
	if t.Basis == penalty.ServiceDays {
		return money.Hundredths
	}
	return u
}

// TaxDay returns the day whose VAT a line bears (D33): of a fee the first, of a pack or a
// charge its own, of what is owed for a month the last of that.
func TaxDay(c cycle.Cycle, kind invoice.LineKind, date calendar.Date) calendar.Date {
	if kind.Owed() {
		return c.Last(c.Of(date))
	}
	return date
}
