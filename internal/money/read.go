package money

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
)

// Count returns an amount of a field in a unit, or refuses it and returns 0.
func Count(l *fault.List, u Unit, field string, d decimal.Decimal) int64 {
	n, err := u.FromDecimal(d)
	if err != nil {
		l.In(field, fault.Wrap("", d, err))
	}
	return n
}

// CountUnsigned is Count. It refuses an amount below zero as well, and returns that.
func CountUnsigned(l *fault.List, u Unit, field string, d decimal.Decimal) int64 {
	n := Count(l, u, field, d)
	if n < 0 { // what is not refused is not boxed
		l.Add(field, d, "must not be negative")
	}
	return n
}
