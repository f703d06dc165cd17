package calendar

import (
	"strconv"

	"github.com/palier-go/palier/internal/text"
)

// appendPadded appends n with zeros before it up to width digits: 4 for years, 2 for all else.
func appendPadded(b []byte, n, width int) []byte {
	switch {
	case width == 2 && 0 <= n && n < 100: // nearly always, as the next one
		two := text.Pair(uint(n))
		return append(b, byte(two), byte(two>>8))
	case width == 4 && 0 <= n && n < 10_000:
		first, last := text.Pair(uint(n)/100), text.Pair(uint(n)%100)
		return append(b, byte(first), byte(first>>8), byte(last), byte(last>>8))
	}
	if n < 0 {
		return strconv.AppendInt(b, int64(n), 10)
	}
	least := 10 // number with a digit more
	for ; width > 1; width-- {
		if n < least {
			b = append(b, '0')
		}
		least *= 10
	}
	return text.AppendUint(b, uint64(n))
}

// number returns what some digits stand for, or -1 if one is none.
func number(digits []byte) (n int) {
	for _, c := range digits {
		if c < '0' || c > '9' {
			return -1
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// unmarshal sets *dst to what parse makes of the text, or leaves it as it is.
func unmarshal[T any](dst *T, b []byte, parse func(string) (T, error)) error {
	v, err := parse(string(b))
	if err == nil {
		*dst = v
	}
	return err
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// unset says why a date or a month that was never set has no text, and what to do.
const unset = "is not set, and so has no text: leave the field out (omitzero in JSON, omitempty in YAML, NULL in a column)"
