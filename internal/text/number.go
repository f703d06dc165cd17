package text

import "strconv"

// AppendUint is strconv.AppendUint, in half of the time for numbers of up to four digits, such
// as years, hours and most amounts.
func AppendUint(dst []byte, n uint64) []byte {
	if n < 10 {
		return append(dst, byte('0'+n))
	}
	return appendLonger(dst, n)
}

func appendLonger(dst []byte, n uint64) []byte {
	switch {
	case n < 100:
		return append(dst, byte('0'+n/10), byte('0'+n%10))
	case n < 1000:
		return append(dst, byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10))
	case n < 10_000:
		return append(dst, byte('0'+n/1000), byte('0'+n/100%10), byte('0'+n/10%10), byte('0'+n%10))
	}
	return strconv.AppendUint(dst, n, 10)
}

// Pair returns the two digits of a number below 100, the first in the lower byte: with
// PutUint16 they take four steps in place of two divisions and two checks of bounds.
func Pair(n uint) uint16 {
	const digits, unit = '0' | '0'<<8, 1 << 8
	return uint16(digits + n*unit - n*103>>10*(10*unit-1)) // n*103>>10 is n/10
}

// Word returns the digits of a number below 10 000 in a word, the first in the lowest byte, and
// how many bits they are.
func Word(n uint) (word uint64, bits uint) {
	switch {
	case n < 10:
		return uint64('0' + n), 8
	case n < 100:
		return uint64(Pair(n)), 16
	case n < 1000:
		return uint64('0'+n/100) | uint64(Pair(n%100))<<8, 24
	}
	return uint64(Pair(n/100)) | uint64(Pair(n%100))<<16, 32
}
