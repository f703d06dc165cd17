package servicelevel

import (
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/choices"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Decimals returns how many decimals amounts of a currency are written with, by its ISO 4217 code: 2
// of "EUR" or none, 0 of "JPY", 3 of "KWD". ok is false for a code that no Edition can have, of which it says 2.
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

// VATAssumptions lists what was chosen for the VAT of an invoice and of credit notes that are sent with it: each
// rate, or why there is none (D22), in the order in which they have them, and on which day's rate (D33) if
// lines of one differ in it, or give back what an earlier one had. They are not worded: see [statement.Assumption.Explain].
func VATAssumptions(d *invoice.Document, notes []invoice.CreditNote) []statement.Assumption {
	return choices.OfVAT(d, notes)
}
