package reckon

import (
	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
)

// The units of a fee's quantity (UN/ECE recommendation 20).
const (
	UnitMonth = "MON"
	UnitDay   = "DAY"
)

const (
	// PartOfMonth is the decisions by which part of a month has part of a fee.
	PartOfMonth plans.Citation = "D24, D21"
	// ShareOfPrice is the decision by which some of the months that have a price together have a share of it.
	ShareOfPrice plans.Citation = "D21"
)

// MonthsPrice is the price of months that are paid at once (Fee.Price), and how many of them lie before
// those that a fee is for.
type MonthsPrice struct {
	Cents, Of, Before int64
	Rounding          penalty.Rounding
}

// PriceOf returns the price of so many months, of which some lie before.
func PriceOf(cents int64, of, before int, r penalty.Rounding) MonthsPrice {
	return MonthsPrice{Cents: cents, Of: int64(of), Before: int64(before), Rounding: r}
}

// UpTo returns what so many of the months come to, from the first one on.
func (p *MonthsPrice) UpTo(months int64) int64 {
	return money.Rounding(p.Rounding).Part(p.Cents, months, p.Of)
}

// Share returns what so many months come to after those before: all shares together are the price.
func (p *MonthsPrice) Share(months int64) int64 { return p.UpTo(p.Before+months) - p.UpTo(p.Before) }

// DaysBetween returns how many days there are from one on and before another.
func DaysBetween(from, until calendar.Date) int64 {
	n := int64(0)
	for ; from.Compare(until) < 0; from = from.AddDays(1) {
		n++
	}
	return n
}

// MonthsBetween returns how many months after a month another one is.
func MonthsBetween(from, to calendar.Month) int {
	return (to.Year-from.Year)*12 + int(to.Month) - int(from.Month)
}
