package servicelevel

import (
	"github.com/palier-go/palier/servicelevel/internal/choices"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// VATAssumptions lists what was chosen for the VAT of an invoice and of credit notes that are sent with it: each
// rate, or why there is none (D22), in the order in which they have them, and on which day's rate (D33) if
// lines of one differ in it, or give back what an earlier one had. They are not worded: see [statement.Assumption.Explain].
func VATAssumptions(d *invoice.Document, notes []invoice.CreditNote) []statement.Assumption {
	return choices.OfVAT(d, notes)
}
