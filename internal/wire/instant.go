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
	var t time.Time
	if err := t.UnmarshalText([]byte(s)); err != nil {
		return time.Time{}, errTime
	}
	if _, frac, _ := strings.Cut(s, "."); strings.IndexAny(frac, "Z+-") > 9 { // else they would be cut off
		return time.Time{}, errTime
	}
	_, offset := t.Zone()
	if offset == 0 {
		return t.UTC(), nil
	}
	return t.In(time.FixedZone("", offset)), nil
}
