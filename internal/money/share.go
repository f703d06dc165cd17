package money

import (
	"math/bits"

	"github.com/shopspring/decimal"
)

// Billion is the grain of a share: nine decimals.
const Billion = 1_000_000_000

// pow10 are the powers of ten up to Billion.
var pow10 = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, Billion}

// Billionths returns d in billionths, and whether it lies in 0 to limit billionths
// with at most nine decimals.
func Billionths(d decimal.Decimal, limit int64) (int64, bool) {
	if exp := d.Exponent(); exp <= 0 && exp >= -9 && d.NumDigits() <= 18 { // nearly always
		num := d.CoefficientInt64()
		over, nano := bits.Mul64(uint64(num), uint64(pow10[9+exp]))
		return int64(nano), num >= 0 && over == 0 && nano <= uint64(limit)
	}
	num, den, ok := Fraction(d)
	if !ok || num < 0 || num > limit/(Billion/den) {
		return 0, false
	}
	return num * (Billion / den), true
}
