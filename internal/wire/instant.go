package wire

import (
	"errors"
	"strings"
	"time"
)

var errTime = errors.New(`must be an instant as RFC 3339 with at most nine decimals, such as "2026-05-03T22:10:00+02:00"`)

// ParseTime reads an instant as RFC 3339. Its location is UTC or a fixed zone,
// never the machine's.
func ParseTime(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || lenient(s) {
		return time.Time{}, errTime
	}
	_, offset := t.Zone()
	if offset == 0 {
		return t.UTC(), nil
	}
	return t.In(time.FixedZone("", offset)), nil
}

// lenient reports whether s, which time.Parse took, is not RFC 3339 all the same:
// an hour of one digit, a comma, decimals that are cut off, an offset that is no
// time of day.
func lenient(s string) bool {
	if s[13] != ':' || strings.ContainsRune(s, ',') {
		return true
	}
	if _, frac, _ := strings.Cut(s, "."); strings.IndexAny(frac, "Z+-") > 9 {
		return true
	}
	end := len(s)
	return s[end-1] != 'Z' && (s[end-5:end-3] > "23" || s[end-2:] > "59")
}
