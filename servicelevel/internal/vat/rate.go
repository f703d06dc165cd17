// Package vat has what VAT is reckoned by, whoever adds amounts up: rates, rounding, and the categories of EN 16931.
package vat

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Rate is a rate of VAT.
type Rate struct {
	Share    decimal.Decimal // 0.2, without zeros at its end
	Num, Den int64           // the same, as a fraction
}

// RateOf returns a rate, which has been checked, so that it reads the same wherever it comes from.
func RateOf(d decimal.Decimal) Rate {
	num, den, _ := money.Fraction(d)
	exp := int32(0)
	for pow := den; pow > 1; pow /= 10 {
		exp--
	}
	return Rate{decimal.New(num, exp), num, den}
}

// Of returns the VAT of an amount, rounded half away from zero (EN 16931).
func (r Rate) Of(net int64) int64 {
	tax, _ := money.HalfAway.Quo(net, r.Num, 1, r.Den, 1) // below the amount
	return tax
}

// After returns the VAT of what comes upon an amount: that of both, less that of what was
// before.
func (r Rate) After(before, net int64) int64 { return r.Of(before+net) - r.Of(before) }

// Key is what the lines of one TaxTotal have in common.
type Key struct {
	category string
	num, den int64
}

// KeyOf returns the key of a category and a rate that may be absurd.
func KeyOf(category string, share decimal.Decimal) Key {
	num, den, _ := money.Fraction(share) // 0 of 0, where it is absurd
	return Key{category, num, den}
}

// Taxed is the category that has a rate (EN 16931).
const Taxed = "S"

// NotSubject is the category of what is outside the scope of VAT (EN 16931).
const NotSubject = "O"

// reasons are what the categories of VAT are called that have no rate, and why there is none.
var reasons = [...]struct {
	category, choice string
	why              plans.Wording
}{
	{"Z", "zero_rated", plans.Wording{FR: "taux zéro", EN: "zero rate"}},
	{"E", "exempt", plans.Wording{FR: "exonération", EN: "exempt"}},
	{"AE", "reverse_charge", plans.Wording{FR: "autoliquidation", EN: "reverse charge"}},
	{"K", "intra_community", plans.Wording{FR: "livraison intracommunautaire", EN: "intra-community supply"}},
	{"G", "export", plans.Wording{FR: "exportation", EN: "export"}},
	{NotSubject, "not_subject", plans.Wording{FR: "hors du champ", EN: "outside the scope"}},
}

// WhyNone returns why a category has no rate, and the name of that choice of D22. ok is false if it has one, or
// is none.
func WhyNone(category string) (choice string, why plans.Wording, ok bool) {
	if category == Taxed { // as nearly all are
		return "", plans.Wording{}, false
	}
	for i := range reasons {
		if r := &reasons[i]; r.category == category {
			return r.choice, r.why, true
		}
	}
	return "", plans.Wording{}, false
}

// CheckCategory refuses what is no category.
func CheckCategory(l *fault.List, field, code string) {
	if _, _, ok := WhyNone(code); !ok && code != Taxed {
		l.Add(field, code, "must be one of S, Z, E, AE, K, G, O")
	}
}
