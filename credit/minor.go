package credit

import "github.com/palier-go/palier/internal/money"

// Minor is the smallest unit of a currency, of which all amounts are whole numbers.
type Minor = money.Minor

// The units. The zero value is Hundredths.
const (
	Hundredths  Minor = Minor(money.Hundredths)  // 0.01, as of EUR
	Whole       Minor = Minor(money.Whole)       // 1, as of JPY
	Thousandths Minor = Minor(money.Thousandths) // 0.001, as of KWD
)
