package wire

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

var (
	errSurrogate = errors.New("must not hold half of a surrogate pair")
	errNotRead   = errors.New("is of a type that is only written")
)

func (d *decoder) str(s *shape, p place, i int) int {
	if d.char(i) != '"' {
		return d.otherKind(s, p, i)
	}
	in, next := d.string(i)
	switch {
	case next < 0:
	case d.halved:
		d.badText(s, p, i, next, errSurrogate)
	default:
		*p.text() = d.keep(in)
	}
	return next
}

// instant reads an instant as Append writes it without a look at where it ends: of 20
// or 25 characters, all of which parseInstant looks at in any case. A quote behind the first 20 ends it.
func (d *decoder) instant(s *shape, p place, i int) int {
	end := i + len(`"2006-01-02T15:04:05Z`)
	if d.char(end) != '"' {
		end = i + len(`"2006-01-02T15:04:05+07:00`)
	}
	if d.char(i) == '"' && d.char(end) == '"' {
		if m, ok := parseInstant(d.data[i+1 : end]); ok {
			*p.instant() = m.in(d.zoneOf(m.offset))
			return end + 1
		}
	}
	return d.textual(s, p, i)
}

// textual reads a string into p, whose kind takes one.
func (d *decoder) textual(s *shape, p place, i int) int {
	if d.char(i) != '"' {
		return d.otherKind(s, p, i)
	}
	in, next := d.string(i)
	switch {
	case next < 0:
	case d.halved:
		d.badText(s, p, i, next, errSurrogate)
	default:
		if err := d.set(s, p, in); err != nil {
			d.badText(s, p, i, next, err)
		}
	}
	return next
}

// badText reports that the string from i to next is not read.
func (d *decoder) badText(s *shape, p place, i, next int, err error) {
	switch {
	case !d.refuse(s, p):
	case err == errSurrogate: //nolint:errorlint // the value itself
		d.bad(fault.Wrap(d.path(), string(d.data[i:next]), err))
	default:
		in, _ := d.string(i)
		d.bad(textFault(d.path(), string(in), err))
	}
}

func (d *decoder) set(s *shape, p place, in []byte) (err error) {
	switch s.kind {
	case instant:
		m, ok := parseInstant(in)
		if !ok {
			return errTime
		}
		*p.instant() = m.in(d.zoneOf(m.offset))
	case duration:
		*p.duration(), err = text.ParseDuration(in)
	case number, amount:
		err = d.setDecimal(s, p, in)
	default:
		if v, ok := s.names.value(in); ok {
			*p.name() = v
			return nil
		}
		if s.reader == nil {
			return errNotRead
		}
		err = located(p, s.reader).UnmarshalText(in)
	}
	return err
}

// setDecimal reads a decimal of up to 18 digits by itself, and leaves any other, and what
// is none, to the packages text and money.
func (d *decoder) setDecimal(s *shape, p place, in []byte) error {
	coef, exp, ok := smallDecimal(in)
	if ok && s.kind == amount {
		coef, exp, ok = smallAmount(coef, exp)
	}
	if !ok {
		dec, err := parseDecimal(string(in), s.kind)
		*p.decimal() = dec
		return err
	}
	*p.decimal() = d.decimal(coef, exp)
	return nil
}

// smallDecimal reads what text.ParseDecimal reads, if it has at most 18 digits.
func smallDecimal(in []byte) (coef int64, exp int32, ok bool) {
	digits, point := in, -1
	if len(in) > 0 && in[0] == '-' {
		digits = in[1:]
	}
	if len(digits) == 0 || len(digits) > 18 {
		return 0, 0, false
	}
	for i, c := range digits {
		switch {
		case isDigit(c):
			coef = coef*10 + int64(c-'0')
		case c == '.' && point < 0 && i > 0:
			point = i
		default:
			return 0, 0, false
		}
	}
	if point >= 0 {
		exp = int32(point + 1 - len(digits))
	}
	if len(digits) < len(in) {
		coef = -coef
	}
	return coef, exp, exp != 0 || point < 0
}

// smallAmount returns coef·10^exp with two decimals, or with three if it needs a third one, if it is
// such an amount.
func smallAmount(coef int64, exp int32) (_ int64, _ int32, ok bool) {
	if exp == -3 && coef%10 != 0 {
		return coef, exp, -10*money.Max <= coef && coef <= 10*money.Max
	}
	if exp == -3 {
		coef, exp = coef/10, -2
	}
	for ; exp > -2 && -money.Max <= coef && coef <= money.Max; exp-- {
		coef *= 10
	}
	return coef, exp, exp == -2 && -money.Max <= coef && coef <= money.Max
}

func parseDecimal(in string, k kind) (decimal.Decimal, error) {
	dec, err := text.ParseDecimal(in)
	if err != nil || k == number {
		return dec, err
	}
	n, err := money.Any.FromDecimal(dec)
	if _, frac, _ := strings.Cut(in, "."); err == nil && len(frac) > money.Any.Decimals() {
		_, err = money.Any.FromDecimal(decimal.New(1, -4))
	}
	return money.Any.Decimal(n), err
}

func (d *decoder) boolean(s *shape, p place, i int) int {
	switch d.char(i) {
	case 't':
		*p.boolean() = true
		return d.word(i, "true")
	case 'f':
		return d.word(i, "false")
	}
	return d.otherKind(s, p, i)
}

func (d *decoder) integer(s *shape, p place, i int) int {
	if c := d.char(i); c != '-' && !isDigit(c) {
		return d.otherKind(s, p, i)
	}
	next := d.number(i)
	if next < 0 {
		return next
	}
	var err error
	if s.kind == signed {
		var n int64
		if n, err = strconv.ParseInt(string(d.data[i:next]), 10, s.typ.Bits()); err == nil {
			p.value(s).SetInt(n)
		}
	} else {
		var n uint64
		if n, err = strconv.ParseUint(string(d.data[i:next]), 10, s.typ.Bits()); err == nil {
			p.value(s).SetUint(n)
		}
	}
	if err != nil && d.refuse(s, p) {
		d.bad(fault.New(d.path(), string(d.data[i:next]), "must be a whole number from "+s.bounds()))
	}
	return next
}

// bounds words the least and the greatest number that a type holds.
func (s *shape) bounds() string {
	bits := s.typ.Bits()
	if s.kind == signed {
		most := int64(math.MaxInt64) >> (64 - bits)
		return fmt.Sprintf("%d to %d", -most-1, most)
	}
	return fmt.Sprintf("0 to %d", uint64(math.MaxUint64)>>(64-bits))
}

// textFault words an error of a type's own text form as a fault of path. The
// fault that the type returns knows only itself.
func textFault(path string, value any, err error) *fault.Error {
	f := fault.Wrap(path, value, err)
	if own := fault.All(err); len(own) == 1 {
		f.Reason = own[0].Reason
		if own[0].Value != "" {
			f.Value = own[0].Value
		}
	}
	return f
}
