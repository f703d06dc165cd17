package text

import (
	"errors"
	"math"
	"strings"
	"time"
)

// Errors of ParseDuration.
var (
	ErrDuration      = errors.New(`must be an ISO 8601 duration of hours, minutes and seconds, such as "PT1H30M"`)
	ErrDurationRange = errors.New("must be a duration of less than 2562047.8 hours, about 292 years")
)

// AppendDuration appends d as ISO 8601 text: "PT1H30M", "PT0S", "-PT0.5S".
func AppendDuration(dst []byte, d time.Duration) []byte {
	rest := uint64(d)
	if d < 0 {
		dst = append(dst, '-')
		rest = -rest
	}
	dst = append(dst, "PT"...)
	if rest == 0 {
		return append(dst, "0S"...)
	}
	if h := rest / uint64(time.Hour); h > 0 {
		dst = append(AppendUint(dst, h), 'H')
		if rest -= h * uint64(time.Hour); rest == 0 {
			return dst
		}
	}
	if m := rest / uint64(time.Minute); m > 0 {
		dst = append(AppendUint(dst, m), 'M')
		if rest -= m * uint64(time.Minute); rest == 0 {
			return dst
		}
	}
	dst = AppendUint(dst, rest/uint64(time.Second))
	if nano := rest % uint64(time.Second); nano > 0 {
		dst = append(dst, '.')
		for unit := uint64(time.Second) / 10; nano > 0; unit /= 10 {
			dst = append(dst, byte('0'+nano/unit))
			nano %= unit
		}
	}
	return append(dst, 'S')
}

// DurationWord is AppendDuration for the whole minutes of less than 100 hours, which most
// durations are: the text in a word, the first character in the lowest byte, and how many bits
// it takes; 0 for any other. It takes a third of the time.
func DurationWord(d time.Duration) (word uint64, bits uint) {
	m := uint64(d) / uint64(time.Minute)
	if m >= 100*60 || uint64(d) != m*uint64(time.Minute) {
		return 0, 0
	}
	const first = 'P' | 'T'<<8
	h := m / 60
	if m -= 60 * h; h > 0 {
		word, bits = Word(uint(h))
		word |= 'H' << (bits & 63)
		bits += 8
	}
	if m > 0 {
		digits, n := Word(uint(m))
		word |= (digits | 'M'<<(n&63)) << (bits & 63)
		bits += n + 8
	}
	if bits == 0 {
		word, bits = '0'|'S'<<8, 16
	}
	return first | word<<16, bits + 16
}

// ParseDuration reads what AppendDuration writes. Each unit may exceed its usual
// range ("PT90M"), seconds may have up to nine decimals. Days and longer units,
// whose length varies, are refused.
func ParseDuration[T string | []byte](s T) (time.Duration, error) {
	i := 0
	neg := len(s) > 0 && s[0] == '-'
	if neg {
		i++
	}
	if len(s) < i+3 || s[i] != 'P' || s[i+1] != 'T' {
		return 0, ErrDuration
	}
	const limit = 1 << 63 // the longest negative duration; one less for positive ones
	var total uint64
	scale := uint64(math.MaxUint64) // of the unit before
	for i += 2; i < len(s); i++ {   // over the unit
		start := i
		var whole, nano uint64
		for ; i < len(s) && isDigit(s[i]); i++ {
			whole = min(10*whole+uint64(s[i]-'0'), limit/10) // far too long, and stays so
		}
		if i == start || i == len(s) {
			return 0, ErrDuration
		}
		point := s[i] == '.'
		if point {
			start = i + 1
			for i = start; i < len(s) && isDigit(s[i]); i++ {
				nano = 10*nano + uint64(s[i]-'0')
			}
			if i == start || i > start+9 || i == len(s) {
				return 0, ErrDuration
			}
			for n := i - start; n < 9; n++ {
				nano *= 10
			}
		}
		next := unit(s[i])
		if next == 0 || next >= scale || point && next != uint64(time.Second) {
			return 0, ErrDuration
		}
		scale = next
		if whole > limit/scale || whole*scale+nano > limit-total {
			return 0, ErrDurationRange
		}
		total += whole*scale + nano
	}
	if neg {
		return -time.Duration(total), nil
	}
	if total == limit {
		return 0, ErrDurationRange
	}
	return time.Duration(total), nil
}

// unit returns the nanoseconds of an hour, a minute or a second, or 0.
func unit(c byte) uint64 {
	switch c {
	case 'H':
		return uint64(time.Hour)
	case 'M':
		return uint64(time.Minute)
	case 'S':
		return uint64(time.Second)
	}
	return 0
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// digits reports whether s is one digit or more and nothing else.
func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
