package vat

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// CheckTreatment refuses a category that is none, and a rate that it cannot have.
func CheckTreatment(l *fault.List, category, field, code string, own *decimal.Decimal) {
	if code != "" {
		CheckCategory(l, category, code)
	}
	if own == nil {
		return
	}
	if code == "" || code == Taxed {
		check.Taxed(l, field, *own)
		return
	}
	check.Rate(l, field, *own)
	if !own.IsZero() {
		l.Add(field, *own, "must be 0 in a category without tax")
	}
}
