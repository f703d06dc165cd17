package invoice

import (
	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/plans"
)

// CreditNote gives back what was invoiced: for hours that were refunded (D30) or that were
// never bought (D31). Its amounts are positive, and each line has the VAT of the line of
// the invoice that it corrects (D33). Whose it is says the statement that has it.
//
// One of its own has what charges below 0 and price reductions of a month
// (Options.PriceReduction) take off beyond what the invoice of the statement has at their VAT,
// if that would come to less than nothing (D23). Its VAT is that of its own sum.
//
// What was invoiced again, after a refund had been withdrawn, is given back first, the last
// of it first: so no line of an invoice has more given back than it had. What was taken off
// beside it, a discount or goodwill, is a line of its own, which is withdrawn by itself; hours
// that are to be given back at less have a price of their own (Fact.Price).
//
// The VAT of several credit notes for one invoice adds up to what all of them together
// would have: the tax of each is that of all that was credited up to it, less that of what
// was before, which is TaxTotal.Before. So what is credited in full comes to what was
// invoiced, to the cent.
type CreditNote struct {
	Invoice  calendar.Month `json:"invoice"` // the month whose statement invoiced it
	Document Document       `json:"document"`
	// Explained names what it corrects. It is by Statement.Explain, or by Consolidated.Explain.
	Explained plans.Wording `json:"explained,omitzero"`
}

// Reduces reports whether it has what was taken off beyond what an invoice had, by price reductions or
// charges below 0 (D23), and not what was given back of what an invoice had.
func (n *CreditNote) Reduces() bool {
	if len(n.Document.Lines) == 0 {
		return false
	}
	kind := n.Document.Lines[0].Kind // one has lines of one of the two alone
	return kind.Owed() || kind == ChargeLine
}
