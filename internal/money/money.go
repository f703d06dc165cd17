// Package money holds the exact arithmetic that credit, penalty and
// servicelevel share: amounts are whole numbers of a currency's smallest unit in an int64, quotients
// are taken once, at the end, from a product that is never cut short.
package money

import (
	"math"
	"math/big"

	"github.com/shopspring/decimal"
)

// Max is the largest number of units that is accepted from a caller, either side of zero: ten
// billion euros. It keeps sums of a million lines in an int64. Unit.Max is that of each unit.
const Max = 1_000_000_000_000

// Fraction returns d as num/den, with den a power of ten of at most 10^9. It is
// how a rate such as 0.05 or 0.025 enters the arithmetic. ok is false if d
// has more than nine decimals (trailing zeros are not counted) or num does not
// fit an int64.
func Fraction(d decimal.Decimal) (num, den int64, ok bool) {
	num, pow, ok := scaled(d)
	if !ok || pow < -9 {
		return 0, 0, false
	}
	for den = 1; pow < 0; pow++ {
		den *= 10
	}
	for ; pow > 0; pow-- {
		if !within(num, math.MaxInt64/10) {
			return 0, 0, false
		}
		num *= 10
	}
	return num, den, true
}

// maxBits bounds the coefficients that are looked at digit by digit, some 1200
// digits. It keeps an absurd number from being work.
const maxBits = 4096

// scaled returns d as num·10^pow with the smallest num. If that does not fit
// an int64, ok is false and pow still says how many decimals d has.
func scaled(d decimal.Decimal) (num, pow int64, ok bool) {
	num, pow = d.CoefficientInt64(), int64(d.Exponent())
	if d.Cmp(decimal.New(num, d.Exponent())) != 0 { // the coefficient is longer than 64 bits
		return bigScaled(d.Coefficient(), pow)
	}
	if num == 0 {
		return 0, 0, true
	}
	for num%10 == 0 {
		num /= 10
		pow++
	}
	return num, pow, true
}

func bigScaled(coef *big.Int, pow int64) (num, _ int64, ok bool) {
	if coef.BitLen() > maxBits {
		return 0, pow, false
	}
	ten, q, rem := big.NewInt(10), new(big.Int), new(big.Int)
	for {
		if q.QuoRem(coef, ten, rem); rem.Sign() != 0 {
			return coef.Int64(), pow, coef.IsInt64()
		}
		coef, q = q, coef
		pow++
	}
}

// within reports whether v lies between -limit and limit.
func within(v, limit int64) bool { return v >= -limit && v <= limit }

// abs returns |v|, also of the one number whose negative is itself.
func abs(v int64) uint64 { return uint64(max(v, -v)) }
