package servicelevel

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
)

// amounts keeps decimals for the next statements: fees, packs and their costs are
// the same few amounts again and again, and a decimal takes memory of its own. A
// decimal never changes, so that statements can share one. Each amount has a row
// to be in, behind the one that was asked for there after it.
type amounts [1 << amountBits][2]amount

type amount struct {
	made  bool
	cents int64
	euros decimal.Decimal
}

const amountBits = 8

// of returns cents as an amount of euros.
func (a *amounts) of(cents int64) decimal.Decimal {
	const golden = 0x9E3779B97F4A7C15                // 2^64 over the golden ratio spreads neighbours
	row := &a[uint64(cents)*golden>>(64-amountBits)] // any bits will do
	if !row[0].made || row[0].cents != cents {
		row[0], row[1] = row[1], row[0]
		if !row[0].made || row[0].cents != cents {
			row[0] = amount{true, cents, money.Decimal(cents)}
		}
	}
	return row[0].euros
}

// The quantities of a line that is counted in itself, and of one that is taken
// off.
var (
	one      = decimal.New(1, 0)
	minusOne = decimal.New(-1, 0)
)

// inCents returns an amount that was made of cents, also a sum that is too large to be
// written.
func inCents(d decimal.Decimal) int64 {
	if d.Exponent() == -2 && d.NumDigits() <= 18 {
		return d.CoefficientInt64()
	}
	cents, _ := money.FromDecimal(d)
	return cents
}

// currencyOf returns the code of an edition's currency, "" for euros.
func currencyOf(e *Edition) string {
	if e.Currency == money.Euro {
		return ""
	}
	return e.Currency
}
