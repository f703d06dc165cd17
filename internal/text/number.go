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
