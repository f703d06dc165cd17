// Package money holds the exact arithmetic that credit, penalty and
// servicelevel share: amounts are whole cents in an int64, quotients are taken
// once, at the end, from a product that is never cut short.
package money

import (
	"errors"
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// Max is the largest amount in cents that is accepted from a caller, either
// side of zero: ten billion euros. It keeps sums of a million lines in an int64.
const Max = 1_000_000_000_000

// Errors of FromDecimal.
var (
	ErrDecimals = errors.New("must have at most two decimals")
	ErrRange    = errors.New("must lie between -10000000000.00 and 10000000000.00")
)

// FromDecimal returns an amount of euros in cents, exactly. It refuses more
// than two decimals (trailing zeros are not counted) and amounts beyond Max.
func FromDecimal(d decimal.Decimal) (int64, error) {
	num, pow, ok := scaled(d)
	if !ok || pow < -2 {
		if ok || d.Exponent() < -2 {
			return 0, ErrDecimals
		}
		return 0, ErrRange
	}
	for ; pow > -2; pow-- {
		if num > Max || num < -Max {
			return 0, ErrRange
		}
		num *= 10
	}
	if num > Max || num < -Max {
		return 0, ErrRange
	}
	return num, nil
}

// Decimal returns cents as an amount of euros with two decimals.
func Decimal(cents int64) decimal.Decimal { return decimal.New(cents, -2) }

// AppendText appends cents as text with two decimals, such as "45.00" or "-0.07".
func AppendText(dst []byte, cents int64) []byte {
	u := uint64(cents)
	if cents < 0 {
		dst = append(dst, '-')
		u = -u
	}
	whole, part := u/100, u%100
	dst = appendUint(dst, whole)
	return append(dst, '.', byte('0'+part/10), byte('0'+part%10))
}

func appendUint(dst []byte, u uint64) []byte {
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + u%10)
		if u /= 10; u == 0 {
			return append(dst, buf[i:]...)
		}
	}
}

// Fraction returns d as num/den in int64, with den a power of ten of at most
// 10^9. It is how a rate such as 0.05 or 0.025 enters the arithmetic. ok is
// false where d has more decimals or does not fit.
func Fraction(d decimal.Decimal) (num, den int64, ok bool) {
	num, pow, ok := scaled(d)
	if !ok || pow < -9 {
		return 0, 0, false
	}
	den = 1
	for ; pow < 0; pow++ {
		den *= 10
	}
	for ; pow > 0; pow-- {
		if num > Max || num < -Max {
			return 0, 0, false
		}
		num *= 10
	}
	return num, den, true
}

// scaled returns d as num·10^pow without trailing zeros in num where pow is
// negative. ok is false where the coefficient does not fit an int64 once
// trailing zeros are dropped, or where the exponent is absurd.
func scaled(d decimal.Decimal) (num int64, pow int32, ok bool) {
	pow = d.Exponent()
	if d.IsZero() {
		return 0, 0, true
	}
	if pow > 18 || pow < -1000 {
		return 0, pow, false
	}
	if d.NumDigits() > 1000 {
		return 0, pow, false
	}
	if d.IsInteger() && d.NumDigits() > 18 && pow >= 0 {
		return 0, pow, false
	}
	if d.NumDigits() <= 18 {
		num = d.CoefficientInt64()
		for pow < 0 && num%10 == 0 {
			num /= 10
			pow++
		}
		return num, pow, true
	}
	coef, ten, rest := d.Coefficient(), big.NewInt(10), new(big.Int)
	for pow < 0 {
		q, r := new(big.Int).QuoRem(coef, ten, rest)
		if r.Sign() != 0 {
			break
		}
		coef = q
		pow++
	}
	if !coef.IsInt64() {
		return 0, pow, false
	}
	return coef.Int64(), pow, true
}

// Rounding is how the one quotient behind an amount becomes whole cents (D21).
type Rounding uint8

// The two roundings. The zero value is the default of D21.
const (
	HalfAway Rounding = iota // halves away from zero
	HalfEven                 // halves to the even cent
)

// ErrOverflow says that a result does not fit an int64.
var ErrOverflow = errors.New("the amount does not fit 64 bits")

// Quo returns a·b·c/(d·e), rounded once. The divisors must be positive. Products
// that fit 128 bits take a path without allocation; the others go through
// big.Int and give the same figure.
func (r Rounding) Quo(a, b, c, d, e int64) (int64, error) {
	neg := (a < 0) != (b < 0) != (c < 0)
	if den, ok := mul64(abs(d), abs(e)); ok {
		hi, lo := bits.Mul64(abs(a), abs(b))
		if hi, lo, ok := mul128(hi, lo, abs(c)); ok && hi < den {
			q, rem := bits.Div64(hi, lo, den)
			if r.up(rem, den, q) {
				q++
			}
			return signed(q, neg)
		}
	}
	return r.quoBig(big.NewInt(a), big.NewInt(b), big.NewInt(c), big.NewInt(d), big.NewInt(e))
}

func (r Rounding) quoBig(a, b, c, d, e *big.Int) (int64, error) {
	num := new(big.Int).Mul(a, b)
	num.Mul(num, c)
	v := r.Big(num, new(big.Int).Mul(d, e))
	if !v.IsInt64() {
		return 0, ErrOverflow
	}
	return v.Int64(), nil
}

// Big returns num/den rounded to an integer. den must be positive.
func (r Rounding) Big(num, den *big.Int) *big.Int {
	q, rem := new(big.Int).QuoRem(new(big.Int).Abs(num), den, new(big.Int))
	twice := rem.Lsh(rem, 1)
	if c := twice.Cmp(den); c > 0 || c == 0 && (r == HalfAway || q.Bit(0) == 1) {
		q.Add(q, big.NewInt(1))
	}
	if num.Sign() < 0 {
		q.Neg(q)
	}
	return q
}

// up reports whether a quotient q with remainder rem over den is rounded away
// from zero.
func (r Rounding) up(rem, den, q uint64) bool {
	rest := den - rem // compares 2·rem with den without overflow
	return rem > rest || rem == rest && (r == HalfAway || q&1 == 1)
}

func signed(u uint64, neg bool) (int64, error) {
	if neg {
		if u > 1<<63 {
			return 0, ErrOverflow
		}
		return -int64(u), nil
	}
	if u > 1<<63-1 {
		return 0, ErrOverflow
	}
	return int64(u), nil
}

func mul64(a, b uint64) (uint64, bool) {
	hi, lo := bits.Mul64(a, b)
	return lo, hi == 0 && lo != 0
}

// mul128 multiplies a 128-bit number by c; ok is false where 128 bits are too few.
func mul128(hi, lo, c uint64) (h, l uint64, ok bool) {
	over, h := bits.Mul64(hi, c)
	carry, l := bits.Mul64(lo, c)
	h, more := bits.Add64(h, carry, 0)
	return h, l, over == 0 && more == 0
}

func abs(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}
