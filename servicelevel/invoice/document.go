package invoice

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/servicelevel/plans"
)

// Document is a list of lines and what they add up to.
type Document struct {
	Lines []Line `json:"lines,omitzero"`
	// Taxes are by category and rate, in the order of their first lines. There are
	// several if a rate or a treatment has changed (D33), or a charge has its own.
	Taxes []TaxTotal      `json:"taxes,omitzero"`
	Net   decimal.Decimal `json:"net" wire:"money"`
	Tax   decimal.Decimal `json:"tax" wire:"money"`
	Gross decimal.Decimal `json:"gross" wire:"money"`
}

// TaxTotal is the VAT of all lines of one category and rate. The tax is taken
// once, on their sum, and rounded half away from zero (EN 16931).
type TaxTotal struct {
	Category string          `json:"category"`
	Rate     decimal.Decimal `json:"rate"`
	// Before is, on a credit note, what earlier ones gave back of the lines of the same
	// invoice that are taxed alike: Tax is the VAT of Before and Net together, less that of
	// Before.
	Before    decimal.Decimal `json:"before,omitzero" wire:"money"`
	Net       decimal.Decimal `json:"net" wire:"money"`
	Tax       decimal.Decimal `json:"tax" wire:"money"`
	Explained plans.Wording   `json:"explained,omitzero"` // by Statement.Explain, if there is Before, and by Consolidated.Explain
}
