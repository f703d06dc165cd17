// Package amount writes amounts for people, with as many decimals as their currency has.
package amount

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/servicelevel"
)

// Text is an amount of a currency, by its ISO 4217 code or "" for euros: "15.00", in yen "1500", in Kuwaiti
// dinars "4.500".
func Text(currency string, d decimal.Decimal) string {
	places, _ := servicelevel.Decimals(currency)
	return d.StringFixed(int32(places)) // three at most
}
