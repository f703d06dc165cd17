package servicelevel

import (
	"github.com/palier-go/palier/servicelevel/internal/choices"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// VATAssumptions lists what was chosen for the VAT of an invoice and of credit notes that are sent with it: each
// rate, or why there is none (D22), in their order, and by which day (D33).
func VATAssumptions(d *invoice.Document, notes []invoice.CreditNote) []statement.Assumption {
	return choices.OfVAT(d, notes)
}
