package wire

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

var errDuration = errors.New(`must be an ISO 8601 duration of hours, minutes and seconds, such as "PT1H30M"`)

// AppendDuration appends d as ISO 8601 text: "PT1H30M", "PT0S", "-PT0.5S".
func AppendDuration(dst []byte, d time.Duration) []byte {
	u := uint64(d)
	if d < 0 {
		dst = append(dst, '-')
		u = -u
	}
	dst = append(dst, "PT"...)
	if u == 0 {
		return append(dst, "0S"...)
	}
	sec, nano := u/1e9, u%1e9
	for _, part := range [...]struct {
		n    uint64
		unit byte
	}{{sec / 3600, 'H'}, {sec / 60 % 60, 'M'}} {
		if part.n > 0 {
			dst = strconv.AppendUint(dst, part.n, 10)
			dst = append(dst, part.unit)
		}
	}
	if sec %= 60; sec == 0 && nano == 0 {
		return dst
	}
	dst = strconv.AppendUint(dst, sec, 10)
	if nano > 0 {
		frac := strconv.AppendUint(make([]byte, 0, 10), 1e9+nano, 10)[1:]
		dst = append(dst, '.')
		dst = append(dst, strings.TrimRight(string(frac), "0")...)
	}
	return append(dst, 'S')
}

// ParseDuration reads what AppendDuration writes. Each unit may exceed its usual
// range ("PT90M"); days and longer units, whose length varies, are refused.
func ParseDuration(s string) (time.Duration, error) {
	rest, neg := strings.CutPrefix(s, "-")
	rest, ok := strings.CutPrefix(rest, "PT")
	if !ok || rest == "" {
		return 0, errDuration
	}
	var total uint64
	units := "HMS"
	for rest != "" {
		i := strings.IndexAny(rest, units)
		if i < 1 {
			return 0, errDuration
		}
		n, err := parsePart(rest[:i], rest[i])
		if err != nil || total+n > 1<<63 {
			return 0, errDuration
		}
		total += n
		units = units[strings.IndexByte(units, rest[i])+1:]
		rest = rest[i+1:]
	}
	switch {
	case neg:
		return -time.Duration(total), nil
	case total == 1<<63:
		return 0, errDuration
	}
	return time.Duration(total), nil
}

// parsePart returns one number with its unit in nanoseconds. Only seconds may
// have decimals, nine at most.
func parsePart(s string, unit byte) (uint64, error) {
	whole, frac, dot := strings.Cut(s, ".")
	if dot && (unit != 'S' || frac == "" || len(frac) > 9) || !digits(whole) || !digits(frac) {
		return 0, errDuration
	}
	n, err := strconv.ParseUint(whole, 10, 64)
	if err != nil {
		return 0, errDuration
	}
	scale := uint64(time.Second)
	switch unit {
	case 'H':
		scale = uint64(time.Hour)
	case 'M':
		scale = uint64(time.Minute)
	}
	if n > 1<<63/scale {
		return 0, errDuration
	}
	n *= scale
	if dot {
		f, err := strconv.ParseUint(frac+"000000000"[len(frac):], 10, 64)
		if err != nil {
			return 0, errDuration
		}
		n += f
	}
	return n, nil
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }
