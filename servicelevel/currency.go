package servicelevel

import (
	"github.com/palier-go/palier/internal/money"
)

// Decimals returns how many decimals amounts of a currency have, by its ISO 4217 code: 2 of "EUR" or none, 0 of
// "JPY", 3 of "KWD". ok is false for a code that no edition can have.
func Decimals(currency string) (n int, ok bool) {
	u, ok := money.UnitOf(currency)
	return u.Decimals(), ok
}

// Currency returns the ISO 4217 code of what the amounts of the edition are in, as documents have it: empty for
// euros.
func (c *Catalogue) Currency() string {
	if c.made() != nil {
		return ""
	}
	return c.compiled.Currency()
}
