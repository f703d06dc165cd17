package text

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// MaxDecimal is how many bytes the text of a decimal may have, its sign and its
// point counted: enough for any amount, too few for a number that would be work
// to expand.
const MaxDecimal = 40

// maxBits bounds the coefficients whose digits are worked out at all.
const maxBits = 4096

// ErrDecimal is the error of ParseDecimal.
var ErrDecimal = errors.New(`must be a decimal number of at most 40 characters, such as "45.00"`)

// AppendDecimal appends d in plain digits without zeros at the end of its
// decimals: "0.05", "-1200". ok is false, and dst as it was, if that takes
// more than MaxDecimal bytes.
func AppendDecimal(dst []byte, d decimal.Decimal) (out []byte, ok bool) {
	var buf [24]byte
	digits, exp, ok := significant(buf[:0], d)
	if !ok {
		return dst, false
	}
	length := int64(len(digits)) + max(0, exp)
	if exp < 0 {
		length = 1 + max(int64(len(digits)), 1-exp)
	}
	if d.IsNegative() {
		length++
	}
	if length > MaxDecimal {
		return dst, false
	}
	if d.IsNegative() {
		dst = append(dst, '-')
	}
	if exp >= 0 {
		dst = append(dst, digits...)
		return appendZeros(dst, exp), true
	}
	point := int64(len(digits)) + exp
	if point <= 0 {
		dst = appendZeros(append(dst, "0."...), -point)
		return append(dst, digits...), true
	}
	dst = append(dst, digits[:point]...)
	return append(append(dst, '.'), digits[point:]...), true
}

func appendZeros(dst []byte, n int64) []byte {
	for range n {
		dst = append(dst, '0')
	}
	return dst
}

// significant appends the digits of |d| to buf, without zeros at their end: |d|
// is digits·10^exp. ok is false for an absurd coefficient.
func significant(buf []byte, d decimal.Decimal) (digits []byte, exp int64, ok bool) {
	exp = int64(d.Exponent())
	if d.IsZero() {
		return append(buf, '0'), 0, true
	}
	if n := d.CoefficientInt64(); d.Cmp(decimal.New(n, d.Exponent())) == 0 {
		digits = strconv.AppendUint(buf, uint64(max(n, -n)), 10) // the least int64 is its own negative, and 1<<63
	} else {
		coef := d.Coefficient()
		if coef.BitLen() > maxBits {
			return nil, exp, false
		}
		digits = coef.Abs(coef).Append(buf, 10)
	}
	for digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
		exp++
	}
	return digits, exp, true
}

// Decimal returns d for an error message: as AppendDecimal writes it, or with an
// exponent and at most 16 digits if that would be too long.
func Decimal(d decimal.Decimal) string {
	if b, ok := AppendDecimal(nil, d); ok {
		return string(b)
	}
	digits, exp, ok := significant(nil, d)
	if !ok {
		return fmt.Sprintf("a number of %d bits with exponent %d", d.Coefficient().BitLen(), exp)
	}
	sign := ""
	if d.IsNegative() {
		sign = "-"
	}
	exp += int64(len(digits)) - 1
	shown := strings.TrimRight(string(digits[1:min(len(digits), 16)]), "0")
	if shown != "" {
		shown = "." + shown
	}
	return fmt.Sprintf("%s%c%se%d", sign, digits[0], shown, exp)
}

// ParseDecimal reads digits with an optional point between them and an optional
// minus before them, at most MaxDecimal bytes. Exponents are refused.
func ParseDecimal(s string) (decimal.Decimal, error) {
	whole, frac, dot := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if len(s) > MaxDecimal || !digits(whole) || dot && !digits(frac) {
		return decimal.Decimal{}, ErrDecimal
	}
	all := s[:len(s)-len(frac)]
	if dot {
		all = all[:len(all)-1] + frac
	}
	exp := -int32(len(frac)) // at most 40
	if n, err := strconv.ParseInt(all, 10, 64); err == nil {
		return decimal.New(n, exp), nil
	}
	coef, ok := new(big.Int).SetString(all, 10)
	if !ok {
		return decimal.Decimal{}, ErrDecimal
	}
	return decimal.NewFromBigInt(coef, exp), nil
}
