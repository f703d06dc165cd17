package credit

import "github.com/palier-go/palier/internal/money"

// Cents is an amount of money in a [Fund]: whole cents, or whatever Terms.Minor says is the smallest
// unit of its currency.
type Cents int64

// unit returns the unit of the prices of a fund.
func (f *Fund) unit() money.Unit { return money.Unit(f.terms.Minor) }

// mills returns an amount of a fund, which is in its unit, as Mills.
func (f *Fund) mills(units int64) Mills { return Mills(f.unit().Thousandths(units)) }
