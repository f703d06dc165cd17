package money

import (
	"errors"
	"math"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
)

// Unit is the smallest unit of a currency, of which its amounts are whole numbers. The zero value
// is that of most: amounts are in cents.
type Unit uint8

// The units.
const (
	Hundredths  Unit = iota // 0.01, as of EUR
	Whole                   // 1, as of JPY
	Thousandths             // 0.001, as of KWD
	// Any is for amounts of which the currency is not known: thousandths, as large as an amount is
	// in any currency. Such amounts are looked at one by one: nothing is added up in it.
	Any
)

// measure is what there is to know of a unit.
type measure struct {
	decimals int
	most     int64
	fine     error // of an amount with too many decimals
	large    error // of one beyond most
}

var measures = [...]measure{
	Hundredths:  {2, Max, ErrDecimals, ErrRange},
	Whole:       {0, Max / 100, refusal{ErrDecimals, "must have no decimals"}, refusal{ErrRange, "must lie between -10000000000 and 10000000000"}},
	Thousandths: {3, Max, errThree, refusal{ErrRange, "must lie between -1000000000.000 and 1000000000.000"}},
	Any:         {3, Max * 10, errThree, ErrRange},
}

// Errors of FromDecimal. Those of other units than hundredths are these in words of their own.
var (
	ErrDecimals = errors.New("must have at most two decimals")
	ErrRange    = errors.New("must lie between -10000000000.00 and 10000000000.00")

	errThree = refusal{ErrDecimals, "must have at most three decimals"}
)

// refusal is an error in other words.
type refusal struct {
	of    error
	words string
}

func (r refusal) Error() string { return r.words }

func (r refusal) Unwrap() error { return r.of }

func (u Unit) measure() *measure { return &measures[u%Unit(len(measures))] }

// Decimals returns how many decimals amounts are written with.
func (u Unit) Decimals() int { return u.measure().decimals }

// Max returns the largest amount that is accepted from a caller, either side of zero: ten billion
// of the currency, and one billion of one in thousandths, so that sums of a million lines stay in an
// int64.
func (u Unit) Max() int64 { return u.measure().most }

// Most returns the text of Max.
func (u Unit) Most() string {
	if u == Any {
		u = Hundredths // as large, in the words of most
	}
	return u.Text(u.Max())
}

// FromDecimal returns an amount of the currency in the unit, exactly. It refuses more decimals than
// the unit has (zeros at the end are not counted) and amounts beyond Max.
func (u Unit) FromDecimal(d decimal.Decimal) (int64, error) {
	if u == Hundredths && d.Exponent() == -2 && d.NumDigits() <= 12 { // nearly always; Max has 13 digits
		return d.CoefficientInt64(), nil
	}
	m := u.measure()
	num, pow, ok := scaled(d)
	last := -int64(m.decimals)
	switch {
	case pow < last:
		return 0, m.fine
	case !ok || !within(num, m.most):
		return 0, m.large
	}
	for ; pow > last; pow-- { // ends before num is as long as Max, whatever pow is
		if num *= 10; !within(num, m.most) {
			return 0, m.large
		}
	}
	return num, nil
}

// Count returns how many units an amount is that Decimal returned, also a sum that is too large
// for FromDecimal. An amount that FromDecimal refuses for its decimals is 0.
func (u Unit) Count(d decimal.Decimal) int64 {
	exp := d.Exponent()
	if (exp == -2 || exp == -3 && u >= Thousandths) && d.NumDigits() <= 18 {
		n := d.CoefficientInt64()
		switch {
		case u == Hundredths, exp == -3:
			return n
		case u == Whole && n%100 == 0:
			return n / 100
		case u >= Thousandths && within(n, math.MaxInt64/10):
			return n * 10
		}
	}
	n, _ := u.FromDecimal(d)
	return n
}

// Decimal returns so many units as an amount. Equal amounts are equal decimals, whatever their
// unit: of two decimals, or of three if it needs a third one.
func (u Unit) Decimal(n int64) decimal.Decimal {
	switch {
	case u == Hundredths:
		return decimal.New(n, -2)
	case u == Whole:
		return decimal.New(n*100, -2)
	case n%10 == 0:
		return decimal.New(n/10, -2)
	}
	return decimal.New(n, -3)
}

// Thousandths returns how many thousandths of the currency so many units are.
func (u Unit) Thousandths(n int64) int64 {
	switch u {
	case Hundredths:
		return n * 10
	case Whole:
		return n * 1000
	}
	return n
}

// AppendText appends so many units as text with the decimals of the unit, such as "45.00",
// "-0.07", "16900" or "12.345".
func (u Unit) AppendText(dst []byte, n int64) []byte {
	if n < 0 {
		dst = append(dst, '-')
	}
	a := abs(n)
	switch u {
	case Hundredths:
		dst = text.AppendUint(dst, a/100)
		return append(dst, '.', byte('0'+a/10%10), byte('0'+a%10))
	case Whole:
		return text.AppendUint(dst, a)
	}
	dst = text.AppendUint(dst, a/1000)
	return append(dst, '.', byte('0'+a/100%10), byte('0'+a/10%10), byte('0'+a%10))
}

// Text is AppendText to a text of its own.
func (u Unit) Text(n int64) string { return string(u.AppendText(nil, n)) }

// Exceeded refuses what no amount in the unit can hold. It is made anew each time, for the
// caller may change what it is given.
func (u Unit) Exceeded(field string) error {
	return fault.New(field, nil, "would exceed "+u.Text(u.Max()))
}

// CheckSums refuses sums that are too large to be read back.
func CheckSums(field string, u Unit, sums ...int64) error {
	for _, cents := range sums {
		if max(cents, -cents) > u.Max() {
			return fault.New(field, u.Decimal(cents), "must not come to more than "+u.Most()+" in a month")
		}
	}
	return nil
}
