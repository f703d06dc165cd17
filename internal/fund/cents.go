package fund

import (
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/money"
)

// Cents is an amount of money in a [Fund]: whole cents, or whatever Terms.Minor says is the smallest
// unit of its currency.
type Cents int64

// MoneyUnit returns the unit of the prices of a fund.
func (f *Fund) MoneyUnit() money.Unit { return money.Unit(f.Terms.Minor) }

// Mills returns an amount of a fund, which is in its unit, as Mills.
func (f *Fund) Mills(units int64) credit.Mills { return credit.Mills(f.MoneyUnit().Thousandths(units)) }
