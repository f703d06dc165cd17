package money

import (
	"errors"
	"math"
	"math/big"
	"math/bits"
)

// Rounding is how the one quotient behind an amount becomes whole cents (D21).
type Rounding uint8

// The two roundings. The zero value is the default of D21.
const (
	HalfAway Rounding = iota // halves away from zero
	HalfEven                 // halves to the even cent
)

// Errors of Quo.
var (
	ErrOverflow = errors.New("the amount does not fit 64 bits")
	ErrDivisor  = errors.New("the divisor must be positive")
)

// Quo returns a·b·c/(d·e), rounded once. The divisors must be positive. If
// d·e fits 64 bits it works in 128 bits and does not allocate; otherwise big.Int
// gives the same figure.
func (r Rounding) Quo(a, b, c, d, e int64) (int64, error) {
	if d <= 0 || e <= 0 {
		return 0, ErrDivisor
	}
	over, den := bits.Mul64(uint64(d), uint64(e))
	hi, lo := bits.Mul64(abs(a), abs(b))
	hi, lo, fits := mul128(hi, lo, abs(c))
	if over != 0 {
		return r.quoBig(a, b, c, d, e)
	}
	if !fits || hi >= den { // the quotient is 2^64 or more
		return 0, ErrOverflow
	}
	q, rem := bits.Div64(hi, lo, den)
	if q < math.MaxUint64 && r.up(rem, den, q) {
		q++
	}
	return signed(q, a^b^c < 0) // of three signs
}

func (r Rounding) quoBig(a, b, c, d, e int64) (int64, error) {
	num := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	num.Mul(num, big.NewInt(c))
	q := r.Big(num, new(big.Int).Mul(big.NewInt(d), big.NewInt(e)))
	if !q.IsInt64() {
		return 0, ErrOverflow
	}
	return q.Int64(), nil
}

// Big returns num/den rounded to an integer. den must be positive; as for
// big.Int, zero panics.
func (r Rounding) Big(num, den *big.Int) *big.Int {
	q, rem := new(big.Int).QuoRem(new(big.Int).Abs(num), den, new(big.Int))
	twice := rem.Lsh(rem, 1)
	if c := twice.Cmp(den); c > 0 || c == 0 && (r == HalfAway || q.Bit(0) == 1) {
		q.Add(q, big.NewInt(1))
	}
	if num.Sign() == -1 {
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
	switch {
	case !neg && u <= math.MaxInt64:
		return int64(u), nil
	case neg && u <= 1<<63:
		return -int64(u), nil
	}
	return 0, ErrOverflow
}

// mul128 multiplies a 128-bit number by c; ok is false if 128 bits are too few.
func mul128(hi, lo, c uint64) (h, l uint64, ok bool) {
	over, h := bits.Mul64(hi, c)
	carry, l := bits.Mul64(lo, c)
	h, more := bits.Add64(h, carry, 0)
	return h, l, over == 0 && more == 0
}
