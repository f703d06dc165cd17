package invoice

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Line is one amount. Amount is Quantity × Price ÷ PriceBase, rounded once (D21), except that of months
// with a price together (MonthsBefore).
type Line struct {
	Contract string        `json:"contract,omitzero"` // whose line it is, of a Consolidated only
	Kind     LineKind      `json:"kind"`
	Label    plans.Wording `json:"label,omitzero"` // by Statement.Explain; of a charge its own
	// Quantity is counted in Unit, a code of UN/ECE recommendation 20: "MON" a
	// month, "DAY" a day, "C62" one, "HUR" an hour, "MIN" a minute, "SEC" a second.
	Quantity  decimal.Decimal `json:"quantity"`
	Unit      string          `json:"unit"`
	Price     decimal.Decimal `json:"price" wire:"money"`  // of PriceBase units
	PriceBase int             `json:"price_base,omitzero"` // zero is 1: divide by it only if it is not
	Amount    decimal.Decimal `json:"amount" wire:"money"` // excluding VAT
	// MonthsBefore is, of a fee whose Price is that of PriceBase months together (plans.Fee.Price), how many of
	// them lie before those of Quantity: Amount is what all up to the last one come to, less what these
	// come to, each of both rounded.
	MonthsBefore int `json:"months_before,omitzero"`
	// Rounding is how Amount became cents, if Price is not that of Quantity (D21).
	Rounding  penalty.Rounding `json:"rounding,omitzero"`
	Category  string           `json:"category"`           // VAT, EN 16931
	Rate      decimal.Decimal  `json:"rate"`               // VAT: "0.2" for 20 %
	Exemption Exemption        `json:"exemption,omitzero"` // why it bears no VAT
	Level     plans.Level      `json:"level"`              // the plan that holds
	Date      calendar.Date    `json:"date"`               // of the fact, or of the first day
	Ref       string           `json:"ref,omitzero"`       // the purchase or charge, the LotUse of what was sold (D29), the QuotaMonth or the Lateness
	Time      time.Duration    `json:"time,omitzero"`      // of a pack or of hours, or what of one is refunded
	// Until is when what is left of the hours of a pack is lost; zero is never. LotUse.Until is the
	// last day.
	Until time.Time `json:"until,omitzero"`
	// Kept is, of a refund, how much of the pack stays, and Share is what Time had cost: what
	// the pack had cost for Kept and Time, less that for Kept alone. Amount, or Whole, is Share,
	// unless another amount was agreed.
	Kept  time.Duration   `json:"kept,omitzero"`
	Share decimal.Decimal `json:"share,omitzero" wire:"money"`
	// Whole is what is given back in all, if several documents have a part of it: the
	// invoices that had it, or the invoice and the credit note for what is below zero. Zero is
	// Amount.
	Whole     decimal.Decimal `json:"whole,omitzero" wire:"money"`
	Corrects  calendar.Month  `json:"corrects,omitzero"` // the earlier month that a late fact belongs to
	Rules     plans.Citation  `json:"rules,omitzero"`
	Explained plans.Wording   `json:"explained,omitzero"` // by Statement.Explain
}
