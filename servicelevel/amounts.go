package servicelevel

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
)

// amounts keeps decimals for the next statements: fees, packs and their costs are
// the same few amounts again and again, and a decimal takes memory of its own. A
// decimal never changes, so that statements can share one.
type amounts [1 << amountBits]struct {
	made  bool
	cents int64
	euros decimal.Decimal
}

const amountBits = 8

// of returns cents as an amount of euros.
func (a *amounts) of(cents int64) decimal.Decimal {
	const golden = 0x9E3779B97F4A7C15              // 2^64 over the golden ratio spreads neighbours
	e := &a[uint64(cents)*golden>>(64-amountBits)] // any bits will do
	if !e.made || e.cents != cents {
		e.made, e.cents, e.euros = true, cents, money.Decimal(cents)
	}
	return e.euros
}

// one is the quantity of a line that is counted in itself.
var one = decimal.New(1, 0)

// inCents returns an amount that was made of cents.
func inCents(d decimal.Decimal) int64 {
	cents, _ := money.FromDecimal(d)
	return cents
}
