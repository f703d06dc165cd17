package text

import (
	"errors"
	"strconv"
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
		dst = append(strconv.AppendUint(dst, h, 10), 'H')
	}
	if m := rest / uint64(time.Minute) % 60; m > 0 {
		dst = append(strconv.AppendUint(dst, m, 10), 'M')
	}
	if rest %= uint64(time.Minute); rest == 0 {
		return dst
	}
	dst = strconv.AppendUint(dst, rest/uint64(time.Second), 10)
	if nano := rest % uint64(time.Second); nano > 0 {
		dst = append(dst, '.')
		for unit := uint64(time.Second) / 10; nano > 0; unit /= 10 {
			dst = append(dst, byte('0'+nano/unit))
			nano %= unit
		}
	}
	return append(dst, 'S')
}

// ParseDuration reads what AppendDuration writes. Each unit may exceed its usual
// range ("PT90M"), seconds may have up to nine decimals. Days and longer units,
// whose length varies, are refused.
func ParseDuration(s string) (time.Duration, error) {
	rest, neg := strings.CutPrefix(s, "-")
	rest, ok := strings.CutPrefix(rest, "PT")
	if !ok || rest == "" {
		return 0, ErrDuration
	}
	const limit = 1 << 63 // the longest negative duration; one less for positive ones
	var total uint64
	units := "HMS"
	for rest != "" {
		i := strings.IndexAny(rest, units)
		if i < 1 {
			return 0, ErrDuration
		}
		n, err := parsePart(rest[:i], rest[i])
		if err != nil {
			return 0, err
		}
		if n > limit-total {
			return 0, ErrDurationRange
		}
		total += n
		units = units[strings.IndexByte(units, rest[i])+1:]
		rest = rest[i+1:]
	}
	if neg {
		return -time.Duration(total), nil
	}
	if total == limit {
		return 0, ErrDurationRange
	}
	return time.Duration(total), nil
}

// parsePart returns one number with its unit in nanoseconds. Only seconds may
// have decimals.
func parsePart(s string, unit byte) (uint64, error) {
	whole, frac, dot := strings.Cut(s, ".")
	if !digits(whole) || dot && (unit != 'S' || !digits(frac) || len(frac) > 9) {
		return 0, ErrDuration
	}
	scale := uint64(time.Second)
	switch unit {
	case 'H':
		scale = uint64(time.Hour)
	case 'M':
		scale = uint64(time.Minute)
	}
	n, err := strconv.ParseUint(whole, 10, 64)
	if err != nil || n > 1<<63/scale {
		return 0, ErrDurationRange
	}
	n *= scale
	for i := range len(frac) {
		scale /= 10
		n += uint64(frac[i]-'0') * scale
	}
	return n, nil
}

// digits reports whether s is one digit or more and nothing else.
func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
